"""A server builds again what shows the saved file, and leaves the rest: every page is as a whole build makes it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from authors import build, course, edited, quiet
from bs4 import BeautifulSoup, Tag

# What `mkdocs serve --dirty` does at the start and, for each line that comes in, after a file was saved.
SERVER = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
load_config("mkdocs.yml").plugins.on_startup(command="serve", dirty=True)
for line in sys.stdin:
    build(load_config("mkdocs.yml", site_dir=sys.argv[1]), serve_url="http://127.0.0.1:8000/", dirty=True)
    print("built", flush=True)
"""
PLAN = """\
---
标题: 考一考
---
# 考一考

/// path | 一线
///

/// search | 全部
///

/// record | 全部
///

/// review | 全部
///

/// dialogue | parcel
///
"""

PLOT = json.dumps(
    {
        "cells": [
            {"cell_type": "raw", "id": "a", "metadata": {}, "source": "---\n标题: 图\n---"},
            {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "# 图\n\n一句。"},
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)


class Served:
    """A small course, what a server makes of it, and the pages it has made since `saved` was last called."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = course(root, {"docs/all.md": PLAN, "docs/plot.ipynb": PLOT}), root / "served"
        self.log = (root / "log").open("w+", encoding="utf-8")
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(self.site)],
            cwd=root,
            env=quiet(),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        self.built()

    def said(self) -> str:
        """What the server has printed."""
        self.log.seek(0)
        return self.log.read()

    def built(self) -> set[str]:
        """Let it build; the pages it has made."""
        assert self.server.stdin and self.server.stdout
        start = time.time()
        time.sleep(0.05)  # a file system may tell the time less finely than this clock
        self.server.stdin.write("\n")
        self.server.stdin.flush()
        assert self.server.stdout.readline() == "built\n", self.said()
        return {page for page in articles(self.site) if (self.site / page).stat().st_mtime > start}

    def saved(self, name: str, changes: dict[str, str]) -> set[str]:
        """Change a file; the pages that were made for it."""
        file = self.root / name
        file.write_text(edited(file.read_text(encoding="utf-8"), changes), encoding="utf-8")
        return self.built()


def articles(site: Path) -> dict[str, Tag | None]:
    """Address → article of each page."""
    found = {}
    for page in site.rglob("index.html"):
        part = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").find("article")
        found[page.relative_to(site).as_posix()] = part if isinstance(part, Tag) else None
    return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests, which each change something else."""
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    assert served.server.stdin
    served.server.stdin.close()
    served.server.wait(30)
    assert "WARNING" not in served.said()
    served.log.close()


ALL = {"index.html", "glossary/index.html", "cases/late/index.html", "stage/index.html", "list/index.html"}
EDITS = [
    ("quizzes/bank.md", {"我给您写大": "我给您写得大大的"}, {"index.html"}, {"cases/late/index.html"}),
    ("quizzes/second.md", {"哪天寄出": "哪一天寄出"}, {"index.html"}, {"stage/index.html"}),
    ("docs/index.md", {"后面的人": "后面的两个人"}, {"index.html"}, {"stage/index.html"}),
    (
        "docs/cases/late.md",
        {"摘要: 蛋糕晚了": "摘要: 蛋糕还是晚了"},
        {"index.html", "cases/index.html"},
        {"stage/index.html"},
    ),
    ("docs/cases/late.md", {"时间落空了": "时间全落空了"}, {"cases/late/index.html"}, {"stage/index.html"}),
    ("docs/boxes.md", {"先说要等多久": "先说要等几分钟"}, {"boxes/index.html"}, {"cases/late/index.html"}),
    ("quizzes/blueprints/chemist.md", {"柜台上的号": "柜台上的红号"}, {"stage/index.html"}, {"cases/late/index.html"}),
    ("quizzes/dialogues/parcel.md", {"举着手机，": "举着一部手机，"}, {"all/index.html"}, {"cases/late/index.html"}),
    ("quizzes/bank.md", {"他看了半天": "他看了半天小票"}, {"index.html"}, {"cases/late/index.html"}),
    ("docs/glossary.md", {"写着价钱的纸片": "写着价钱的小纸片"}, ALL, set()),
    ("docs/evidence.yml", {"要看怎么道": "要看怎么道、几时道"}, ALL, set()),
    ("docs/index.md", {"标题: 柜台": "标题: 柜台前面"}, ALL, set()),
    ("quizzes/scale.md", {"白跑一趟": "又白跑一趟"}, ALL, set()),
    ("mkdocs.yml", {"site_name: 小课": "site_name: 小小课"}, ALL, set()),
]


@pytest.mark.parametrize(
    ("name", "changes", "made", "left"), EDITS, ids=[f"{edit[0]}-{n}" for n, edit in enumerate(EDITS)]
)
def test_what_was_saved_is_shown(
    name: str, changes: dict[str, str], made: set[str], left: set[str], served: Served
) -> None:
    again = served.saved(name, changes)
    assert made <= again and not left & again
    code, _, said = build(served.root)
    assert code == 0, said
    whole, here = articles(served.root / "site"), articles(served.site)
    assert whole.keys() == here.keys() and len(whole) > 6
    assert not [page for page in whole if whole[page] != here[page]]


def test_what_a_notebook_came_to_stays(served: Served) -> None:
    """Its page was not looked at; after the next start it need not be run again."""
    kept = set((served.root / ".cache" / "notebooks").rglob("*.json"))
    assert "plot/index.html" not in served.saved("quizzes/bank.md", {"老花镜要一副吗": "老花镜要不要一副"})
    assert kept and set((served.root / ".cache" / "notebooks").rglob("*.json")) == kept


def test_nothing_saved_nothing_made(served: Served) -> None:
    assert not served.built()


def test_a_slip_is_told_and_its_mending_shown(served: Served) -> None:
    served.saved("quizzes/bank.md", {"{#first}": ""})
    assert "quizzes/bank.md:5: " in served.said()
    assert served.saved("quizzes/bank.md", {"陈姐先说哪句？": "陈姐先说哪句？ {#first}"}) >= {"index.html"}
    page = articles(served.site)["index.html"]
    assert page and page.select_one("course-quiz[data-id='bank/first']")


def test_a_new_page_is_in_every_menu(served: Served) -> None:
    (served.root / "docs" / "new.md").write_text("---\n标题: 新来的\n---\n# 新来的\n\n一页。\n", encoding="utf-8")
    assert ALL | {"new/index.html"} <= served.built()
    for page in ALL:
        menu = BeautifulSoup((served.site / page).read_text(encoding="utf-8"), "lxml").select_one(".md-nav--primary")
        assert menu and "新来的" in menu.get_text(), page


def test_menus_name_pages_that_stayed(served: Served) -> None:
    served.saved("docs/boxes.md", {"先说要等几分钟": "先说要等几分"})
    html = (served.site / "boxes" / "index.html").read_text(encoding="utf-8")
    menu = BeautifulSoup(html, "lxml").select_one(".md-nav--primary")
    assert menu and {"蛋糕晚了", "术语", "柜台前面"} <= {link.get_text(strip=True) for link in menu.select("a")}
