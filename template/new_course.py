"""Start a course of your own: `make new-course DIR=../my-course` copies the engine and a small course that builds."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENGINE = ("hooks", "pyproject.toml", "requirements.txt", ".gitignore", "LICENSE")
PUBLISH = Path(".github/workflows/publish.yml")
# The engine's tests stay with the engine; a course is checked by its strict build.
UNTESTED = {"      - run: make test\n": "", "that passes the tests is": "that builds is"}


def new_course(target: Path) -> None:
    """Copy engine and template into `target`.

    Raises FileExistsError when there is something in it already, LookupError when the engine's workflow has changed.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(target)
    shutil.copytree(Path(__file__).parent / "course", target, dirs_exist_ok=True)
    for name in ENGINE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    (target / "README.md").write_text(
        "# 我的课程\n\n`make serve` 看，`make build` 出成品（在 site/ 里）。\n", encoding="utf-8"
    )
    workflow = (ROOT / PUBLISH).read_text(encoding="utf-8")
    for tested, instead in UNTESTED.items():
        if tested not in workflow:
            raise LookupError(f"{PUBLISH}: {tested!r} is not there")
        workflow = workflow.replace(tested, instead)
    (target / PUBLISH).parent.mkdir(parents=True)
    (target / PUBLISH).write_text(workflow, encoding="utf-8")


def main() -> int:
    """Exit status 0 when the course was made."""
    if len(sys.argv) != 2 or not sys.argv[1]:
        print("make new-course DIR=../my-course", file=sys.stderr)
        return 2
    target = Path(sys.argv[1])
    try:
        new_course(target)
    except FileExistsError:
        print(f"{target} is not empty; name a folder that does not exist yet", file=sys.stderr)
        return 1
    print(f"{target}: cd there, then make serve")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
