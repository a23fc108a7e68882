"""Where speakers stand: on one side of a page, and never like another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from browsing import PHONE, Site, addresses
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from hooks.talk import seated


def test_a_speaker_keeps_his_side() -> None:
    seen: dict[str, int] = {}
    assert seated(["客服", "谭先生", "客服"], seen) == {"客服": 1, "谭先生": 2}
    assert seated(["店长", "谭先生"], seen) == {"谭先生": 2, "店长": 1}
    assert seated(["谭先生", "客服", "店长"], seen) == {"客服": 1, "谭先生": 2, "店长": 3}
    assert seated(["店长", "客服"], seen) == {"客服": 1, "店长": 2}, "two on one side look like one"
    assert seated([], seen) == {}


@pytest.mark.parametrize("path", [path for path in addresses() if path.startswith(("parts/", "cases/"))])
def test_on_every_page(site: Site, path: str) -> None:
    """In all talks of a page a speaker looks the same, and no two in one talk do."""
    page = BeautifulSoup((site.folder / path / "index.html").read_bytes(), "lxml")
    sides: dict[str, set[str]] = defaultdict(set)
    for talk in page.select(".talk"):
        here = {who.get_text(): str(line["class"]) for line in talk.select("li") if (who := line.select_one("b"))}
        assert len(set(here.values())) == len(here), here
        for name, side in here.items():
            sides[name].add(side)
    assert {name: found for name, found in sides.items() if len(found) > 1} == {}


def test_four_are_told_apart(site: Site, open_page: Callable[..., Page]) -> None:
    """By the side and by the kind of line, not by colour alone."""
    page = open_page(f"{site.url}cases/park-queue/", PHONE)
    looks: list[list[str]] = page.locator(".talk").first.evaluate(
        """(talk) => [1, 2, 3, 4].map((side) => {
            const line = talk.querySelector(`.talk-side-${side}`), words = line.querySelector(".talk-words");
            return [getComputedStyle(line).alignItems, getComputedStyle(words).borderTopStyle];
        })"""
    )
    assert looks == [["flex-start", "solid"], ["flex-end", "solid"], ["flex-end", "dashed"], ["flex-start", "dashed"]]
