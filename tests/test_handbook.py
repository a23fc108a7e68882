"""What the handbook and the README show is what builds: every example is taken out and built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from authors import CONFIG, course, edited
from authors import build as build_course
from browsing import PROJECT, Site, build
from bs4 import BeautifulSoup

EXAMPLE = re.compile(r"(?ms)^````markdown\n(.*?)^````$")
ENTRY = re.compile(r"(?ms)^```yaml\n(- id:.*?)^```$")
CHANNELS = re.compile(r"(?ms)^```yaml\n(渠道:.*?)\n```$")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A copy of the course with a page for each example, built strictly."""
    root = tmp_path_factory.mktemp("handbook")
    for name in ("docs", "quizzes", "hooks"):
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"(?ms)^nav:\n.*?\n\n", "\n", config)
    # An example takes the place of the glossary, so what the course's own search must find is not there.
    config = re.sub(r"(?m)^    search_check:\n(?:      .*\n)+", "", config)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for page in [*sorted((PROJECT / "docs" / "handbook").glob("*.md")), PROJECT / "README.md"]:
        text = page.read_text(encoding="utf-8")
        for number, example in enumerate(EXAMPLE.findall(text)):
            put(root, f"example-{page.stem.lower()}-{number}", example)
        for entry in ENTRY.findall(text):
            register = root / "docs" / "evidence.yml"
            register.write_text(register.read_text(encoding="utf-8") + entry, encoding="utf-8")
        for line in CHANNELS.findall(text):
            facets = root / "docs" / "cases" / "facets.yml"
            facets.write_text(
                re.sub(r"(?m)^渠道:.*$", line.strip(), facets.read_text(encoding="utf-8")), encoding="utf-8"
            )
    return build(root, Site(root / "site", "http://127.0.0.1/"))


def put(root: Path, id: str, example: str) -> None:
    """An example in a course: a bank, dialogue or blueprint with a page that shows it, a case with its card, a page."""
    head = f"---\n标题: {id}\n---\n# {id}\n\n"
    page = root / "docs" / f"{id}.md"
    if re.match(r"##\s*[【(（]", example):
        (root / "quizzes" / f"{id}.md").write_text(example, encoding="utf-8")
        page.write_text(f"{head}/// quiz | {id}\n///\n", encoding="utf-8")
    elif example.startswith("---") and "\n顾客:" in example:
        (root / "quizzes" / "dialogues").mkdir(exist_ok=True)
        (root / "quizzes" / "dialogues" / f"{id}.md").write_text(example, encoding="utf-8")
        page.write_text(f"{head}/// dialogue | {id}\n///\n", encoding="utf-8")
    elif re.search(r"(?m)^- 前台：", example):
        (root / "quizzes" / "blueprints" / f"{id}.md").write_text(example, encoding="utf-8")
        blocks = "".join(f"\n/// blueprint | {id}{part}\n///\n" for part in ("", "#泳道", "#失败点"))
        page.write_text(head + blocks, encoding="utf-8")
    elif example.startswith("---") and "\n题库:" in example:
        # The example after it puts this exam on its page, by the name that the handbook gives it.
        (root / "quizzes" / "exams").mkdir(exist_ok=True)
        (root / "quizzes" / "exams" / "part01-check.md").write_text(example, encoding="utf-8")
    elif example.startswith("---") and "\n行业:" in example:
        (root / "docs" / "cases" / f"{id}.md").write_text(example, encoding="utf-8")
        page.write_text(f"{head}/// case | {id}\n///\n", encoding="utf-8")
    elif example.startswith("/// glossary"):
        (root / "docs" / "glossary.md").write_text(head + example, encoding="utf-8")
    else:
        page.write_text(example if example.startswith("---") else head + example, encoding="utf-8")


def test_every_example_builds(handbook: Site) -> None:
    pages = sorted(handbook.folder.glob("example-*/index.html"))
    assert len(pages) >= 20
    for page in pages:
        found = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").find("article")
        assert found is not None and not found.select(".course-problem"), page
        assert "///" not in found.get_text() and "{依据" not in found.get_text(), page


def test_the_room_of_the_contributors_guide_works(tmp_path: Path) -> None:
    """Its files are taken out of the guide and put where it says; then a chapter uses the room, rightly and wrongly."""
    guide = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shutil.copytree(PROJECT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "hooks" / "shift").mkdir()
    for name in ("__init__.py", "shift.html", "shift.css"):
        found = re.search(rf"`hooks/shift/{re.escape(name)}`:\n\n```\w+\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
        assert found, name
        (tmp_path / "hooks" / "shift" / name).write_text(found[1], encoding="utf-8")
    words, kinds, chapter = (
        re.search(pattern, guide, re.DOTALL | re.MULTILINE)
        for pattern in (r"^```yaml\n(shift:.*?)^```", r'"shift": \("css",\)', r"^```text\n(/// shift.*?)^```")
    )
    assert words and kinds and chapter
    changed = {
        "hooks/shared/words/zh.yml": {"search:\n  all": f"{words[1]}search:\n  all"},
        "hooks/shared/room.py": {'    "notebook": ("css",),': f'    "notebook": ("css",),\n    {kinds[0]},'},
        "hooks/timeline.py": {
            '    "search": search,\n': '    "search": search,\n    "shift": shift,\n',
            "import (": "import (\n    shift,",
        },
    }
    for name, changes in changed.items():
        file = tmp_path / name
        file.write_text(edited(file.read_text(encoding="utf-8"), changes), encoding="utf-8")
    config = edited(
        CONFIG, {str(PROJECT / "hooks"): str(tmp_path / "hooks"), "hooks.search": "hooks.search, hooks.shift"}
    )
    course(tmp_path, {"mkdocs.yml": config, "docs/shift.md": f"---\n标题: 下一班\n---\n# 下一班\n\n{chapter[1]}"})
    code, problems, said = build_course(tmp_path, PYTHONPATH=str(tmp_path))
    assert (code, problems) == (0, []), said
    page = BeautifulSoup((tmp_path / "site" / "shift" / "index.html").read_text(encoding="utf-8"), "lxml")
    box = page.select_one("article p.shift")
    assert box and box.get_text() == "下一班 选一位顾客，从进门到出门记下六刻。"
    style = page.select_one("article link[href*='shift.css']")
    assert style and (tmp_path / "site" / "assets" / "course" / "shift.css").is_file()
    (tmp_path / "docs" / "shift.md").write_text(
        f"---\n标题: 下一班\n---\n# 下一班\n\n/// shift | {'记' * 41}\n///\n", encoding="utf-8"
    )
    code, problems, _ = build_course(tmp_path, PYTHONPATH=str(tmp_path))
    assert (code, problems) == (1, ["docs/shift.md:6: 这句话超过 40 个字，没人记得住；拆成两句，只留一句"])


def test_make_says_what_to_do_without_a_folder() -> None:
    done = subprocess.run(
        [sys.executable, str(PROJECT / "template" / "new_course.py")],
        capture_output=True,
        text=True,
        env={**os.environ},
    )
    assert done.returncode == 2 and "DIR=" in done.stderr
