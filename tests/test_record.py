"""The page of the record at build time: what it lists, what is refused, who loads its script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from authors import COURSE, article, course, examined, told
from browsing import PROJECT, word
from browsing import Site as Built

from hooks.record.block import load
from hooks.shared.items import label
from hooks.shared.site import Site
from hooks.shared.words import words
from hooks.timeline import ASKING


def test_everything_that_can_be_answered_is_listed() -> None:
    project = Site.of(PROJECT)
    project.asking = ASKING
    parts = load(project)
    keys = [item.key for pages in parts.values() for items in pages.values() for item in items]
    assert len(keys) > 30 and any(key.startswith("mot/") for key in keys)
    assert all(
        item.label and not re.search(r"[{}\\[\\]`*]", item.label)
        for pages in parts.values()
        for items in pages.values()
        for item in items
    )


def test_pages_stand_in_the_order_of_the_menu(site: Built) -> None:
    html = (site.folder / "record" / "index.html").read_text(encoding="utf-8")
    places = [
        html.index(f'scope="row"><a href="../parts/01-basics/{name}/"')
        for name in ("interaction", "moments", "expectations")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("顾客**等**了多久？", "顾客等了多久？"),
        ("先看[案例](cases/a.md)，再答{依据 rec-05}。", "先看案例，再答。"),
        ("电话响 {填 3／三} 声内接", "电话响 ＿＿ 声内接"),
        ("a `b` \\* c", "a b * c"),
    ],
)
def test_labels_are_plain_and_give_nothing_away(text: str, plain: str) -> None:
    assert label(text, words("zh")) == plain


def test_only_all_of_it(tmp_path: Path) -> None:
    page = COURSE["docs/index.md"] + "\n/// record | 一半\n///\n"
    said = told(examined(course(tmp_path, {"docs/index.md": page})))
    line = page.split("\n").index("/// record | 一半") + 1
    assert said == [f"docs/index.md:{line}: " + word("record.say.only_all", all="全部", given="一半")]


def test_a_course_without_the_page_keeps_nothing(site: Built, tmp_path: Path) -> None:
    assert "record.js" in (site.folder / "parts/01-basics/interaction/index.html").read_text(encoding="utf-8")
    assert "record.js" not in (site.folder / "evidence/index.html").read_text(encoding="utf-8")
    page = article(examined(course(tmp_path)), "index.md")
    assert "quiz.js" in page and "record.js" not in page
