"""The path of each kind of reader: its list, its lines on the pages, and where "next" leads."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

import pytest
from browsing import Site, addresses, word
from bs4 import BeautifulSoup, Tag

from hooks.path import chain, passed, stages, stops
from hooks.shared.site import Site as Sources

PAGES = {
    "index.md": "---\n标题: 首页\n---\n\n# 首页\n",
    "a/index.md": "---\n标题: 甲\n读者: 一线\n时长: 2\n---\n\n# 甲\n",
    "a/one.md": "---\n标题: 甲一\n读者: 一线\n时长: 8\n---\n\n# 甲一\n",
    "a/two.md": "---\n标题: 甲二\n读者: 主管\n时长: 5\n---\n\n# 甲二\n",
    "b/one.md": "---\n标题: 乙一\n读者: 一线\n时长: 7\n---\n\n# 乙一\n",
    "end.md": "---\n标题: 收尾\n读者: 一线\n时长: 3\n---\n\n# 收尾\n",
    "b/case.md": "---\n标题: 没写时长\n读者: 一线\n---\n\n# 没写时长\n",
}


@pytest.fixture
def course(tmp_path: Path) -> Sources:
    """Pages of two folders, one after them."""
    root = Sources.of(tmp_path)
    for uri, text in PAGES.items():
        path = root.docs / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    root.order = ["index.md", "a/index.md", "a/one.md", "a/two.md", "b/one.md", "b/case.md", "end.md"]
    return root


def test_a_stop_has_a_reader_and_minutes(course: Sources) -> None:
    assert list(stops(course)) == ["a/index.md", "a/one.md", "a/two.md", "b/one.md", "end.md"]
    assert chain(course) == ["a/index.md", "a/one.md", "b/one.md", "end.md"]


def test_the_order_is_the_menus(course: Sources) -> None:
    course.order.reverse()
    assert chain(course) == ["end.md", "b/one.md", "a/one.md", "a/index.md"]


def test_what_is_passed_is_named_where_it_is_passed(course: Sources) -> None:
    assert {uri: stop.uri for uri, stop in passed(course).items()} == {"a/one.md": "a/two.md"}


def test_a_folder_is_named_by_its_index_page(course: Sources) -> None:
    found = [(one.uri, one.title, [stop.uri for stop in one.stops], one.minutes) for one in stages(course, "一线")]
    assert found == [("a/index.md", "甲", ["a/one.md"], 10), ("", "", ["b/one.md"], 7), ("", "", ["end.md"], 3)]
    assert [(one.title, one.minutes) for one in stages(course, "主管")] == [("甲", 5)]
    assert stages(course, "店长") == []


# The course itself


@cache
def page(site: Site, path: str) -> BeautifulSoup:
    return BeautifulSoup((site.folder / path / "index.html").read_bytes(), "lxml")


def footer(soup: BeautifulSoup, path: str) -> str:
    """Where "next" leads, as an address of the site."""
    link = soup.select_one("a.md-footer__link--next")
    assert isinstance(link, Tag)
    return posixpath.normpath(posixpath.join("/", path, str(link["href"]))).strip("/") + "/"


def test_next_leads_along_the_path_of_the_front_line(site: Site) -> None:
    """From the first page of the front line to the last, and every page on it says for whom it is."""
    seen, path = [], "parts/01-basics/"
    ours = [one for one in addresses("parts/") if facts(site, one).startswith(word("page.readers.front"))]
    while path in ours:
        seen.append(path)
        path = footer(page(site, path), path)
        assert path not in seen
    assert sorted(seen) == sorted(ours) and len(seen) > 15


def facts(site: Site, path: str) -> str:
    """The line below the title."""
    title = page(site, path).select_one("article h1")
    assert title
    line = title.find_next_sibling("p")
    return line.get_text() if isinstance(line, Tag) else ""


def test_every_page_of_a_part_says_for_whom_it_is(site: Site) -> None:
    readers = "|".join(word(f"page.readers.{name}") for name in ("front", "lead"))
    assert [one for one in addresses("parts/") if not re.match(rf"({readers}) · 约 \d+ 分钟$", facts(site, one))] == []


def test_a_page_that_is_passed_is_linked_from_the_page_before(site: Site) -> None:
    soup = page(site, "parts/01-basics/interaction/")
    last = soup.select("article > p[data-search-exclude]")[-1]
    link = last.select_one("a")
    assert link and str(link["href"]) == "../why/" and last.get_text().startswith(word("page.readers.lead"))
    assert not page(site, "parts/01-basics/why/").select("article > p[data-search-exclude] a")


def test_the_page_that_was_passed_ends_the_text(site: Site) -> None:
    """Its line stands above the notes of evidence: nobody looks for the way on below a list of sources."""
    line = page(site, "parts/01-basics/interaction/").select("article > p[data-search-exclude]")[-1]
    after = line.find_next_sibling()
    assert isinstance(after, Tag) and after["class"] == ["evidence-notes"]


def test_the_list_adds_up(site: Site) -> None:
    """As many pages and minutes as the pages themselves say."""
    block = page(site, "").select_one("article .course-path")
    assert block
    linked = [str(link["href"]) for link in block.select("a")]
    told = [int(match[1]) for one in linked if (match := re.search(r"(\d+) ", facts(site, one)))]
    total = block.select_one("p")
    assert total
    count, hours, minutes = (int(n) for n in re.findall(r"\d+", total.get_text()))
    assert (count, 60 * hours + minutes) == (len(linked) - len(block.select("li:has(li) > a")), sum(told))
    front = word("page.readers.front")
    assert linked == [one for one in linked if facts(site, one).startswith(front)]
