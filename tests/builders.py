"""Compare what another builder makes of the course with what MkDocs makes: `python tests/builders.py zensical`.

Prints a line a page: the same article, or the first places where it differs. Exit status 1 when any differs.
"""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup, Tag

PROJECT = Path(__file__).parent.parent


def article(path: Path) -> list[str]:
    """The article of a page, one line a tag or text, attributes in order."""
    found = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").find("article")
    lines = []
    for part in found.descendants if isinstance(found, Tag) else ():
        if isinstance(part, Tag):
            lines.append(f"<{part.name} {sorted((key, str(value)) for key, value in part.attrs.items())}>")
        elif text := str(part).strip():
            lines.append(text)
    return lines


def build(builder: str, root: Path) -> Path:
    """Build the copy of the course in `root`; its site."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1:8000/"}
    subprocess.run([sys.executable, "-m", builder, "build", "-f", "mkdocs.yml"], cwd=root, env=env, check=True)
    return root / "site"


def main() -> int:
    """Exit status 0 when all articles are equal."""
    builder = sys.argv[1] if len(sys.argv) > 1 else "properdocs"
    different = 0
    with tempfile.TemporaryDirectory() as temp:
        sites = []
        for name in ("mkdocs", builder):
            root = Path(temp, name)
            for part in ("docs", "quizzes", "hooks", "mkdocs.yml"):
                source = PROJECT / part
                if source.is_dir():
                    shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    root.mkdir(exist_ok=True)
                    shutil.copy(source, root / part)
            sites.append(build(name, root))
        for page in sorted(sites[0].rglob("index.html")):
            path = page.relative_to(sites[0])
            if not (sites[1] / path).is_file():
                print(f"{path}: missing")
                different += 1
                continue
            ours, theirs = article(page), article(sites[1] / path)
            if ours == theirs:
                print(f"{path}: the same")
                continue
            different += 1
            rows = [row for row in difflib.unified_diff(ours, theirs, lineterm="", n=0) if row[:1] in "+-"][2:]
            print(f"{path}: {len(rows)} lines differ, first:")
            for row in rows[:6]:
                print(f"    {row[:200]}")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
