"""The case library: filters, addresses, the plain list."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browsing import DARK, PHONE, Site, View, focus, sources, tab_to, word
from playwright.sync_api import Page

from hooks.case.block import load
from hooks.case.model import FACETS, Case

Open = Callable[..., Page]

LIBRARY = "cases/"


@cache
def cases() -> dict[str, Case]:
    """All cases by title."""
    return {case.title: case for case in load(sources()).values()}


def facet(case: Case, name: str) -> str:
    """The value of a facet."""
    return {facet: value for facet, _, value in case.facets}[name]


def listed(page: Page) -> set[str]:
    """The titles in sight."""
    return set(page.locator(".case-list > li:visible .case-title").all_text_contents())


def told(page: Page) -> str | None:
    """What the status region says."""
    return page.locator(".case-count").text_content()


def varied() -> tuple[str, str]:
    """The first facet by which cases differ: its key, the value of the last case."""
    for name in FACETS:
        if len({facet(case, name) for case in cases().values()}) > 1:
            return word(f"case.keys.{name}"), facet(list(cases().values())[-1], name)
    raise AssertionError("all cases are alike")


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_filters(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url + LIBRARY, view)
    everything = set(cases())
    assert listed(page) == everything
    assert page.locator(".case-count").get_attribute("aria-live") == "polite"
    for place, name in enumerate(FACETS):
        key = word(f"case.keys.{name}")
        values = {case.facets[place][2] for case in cases().values()}
        select = page.locator(f"select[name='{key}']")
        assert select.count() == (len(values) > 1), f"{key} filters nothing"
        if len(values) < 2:
            continue
        assert set(select.locator("option").evaluate_all("all => all.map((one) => one.value)")) == {"", *values}
        for value in sorted(values):
            select.select_option(value)
            wanted = {title for title, case in cases().items() if facet(case, name) == value}
            assert listed(page) == wanted
            assert told(page) == word("case.script.count", n=len(wanted), m=len(everything))
            assert parse_qs(urlsplit(page.url).query) == {key: [value]}
        select.select_option("")
        assert listed(page) == everything and urlsplit(page.url).query == ""


def test_two_filters_at_once(site: Site, open_page: Open) -> None:
    page = open_page(site.url + LIBRARY)
    one, other, *_ = cases().values()
    names = [name for name in FACETS if facet(one, name) != facet(other, name)]
    assert len(names) >= 2, "the first two cases are too much alike for this test"
    page.locator(f"select[name='{word(f'case.keys.{names[0]}')}']").select_option(facet(one, names[0]))
    page.locator(f"select[name='{word(f'case.keys.{names[1]}')}']").select_option(facet(other, names[1]))
    both = {
        case.title
        for case in cases().values()
        if (facet(case, names[0]), facet(case, names[1])) == (facet(one, names[0]), facet(other, names[1]))
    }
    assert listed(page) == both
    page.get_by_role("button", name=word("case.ui.clear")).click()
    page.wait_for_function("location.search === ''")
    assert listed(page) == set(cases())
    assert page.locator("select").evaluate_all("all => all.map((one) => one.value).join('')") == ""


def test_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.url + LIBRARY)
    key, _ = varied()
    tab_to(page, lambda held: held["tag"] == "SELECT" and held["name"] == key)
    page.keyboard.press("ArrowDown")
    page.wait_for_function("location.search !== ''")
    assert 0 < len(listed(page)) < len(cases())
    tab_to(page, lambda held: held["text"] == word("case.ui.clear"), 12)
    page.keyboard.press("Enter")
    page.wait_for_function("location.search === ''")
    assert listed(page) == set(cases())
    tab_to(page, lambda held: held["tag"] == "A" and held["text"] == next(iter(cases())), 2)
    page.keyboard.press("Enter")
    page.locator(".case-facts").wait_for()
    assert page.locator("h1").text_content() == next(iter(cases()))


def test_deep_link(site: Site, open_page: Open) -> None:
    key, value = varied()
    wanted = {
        case.title for case in cases().values() if (key, value) in {(key, value) for _, key, value in case.facets}
    }
    page = open_page(f"{site.url}{LIBRARY}?{quote(key)}={quote(value)}")
    assert listed(page) == wanted
    assert told(page) == word("case.script.count", n=len(wanted), m=len(cases()))
    assert page.locator(f"select[name='{key}']").input_value() == value
    # A value nobody knows is no filter, and no error.
    page.goto(f"{site.url}{LIBRARY}?{quote(key)}={quote('没有这个')}&x=1")
    assert listed(page) == set(cases())


def test_back_to_a_filtered_list(site: Site, open_page: Open) -> None:
    """To a case and back, without the page being loaded again: the list is still filtered."""
    key, value = varied()
    page = open_page(site.url + LIBRARY)
    page.evaluate("window.kept = true")
    page.locator(f"select[name='{key}']").select_option(value)
    wanted = listed(page)
    page.locator(".case-list > li:visible .case-title a").first.click()
    page.locator("course-mot.mot-live").wait_for()
    page.go_back()
    page.locator(".case-filters").wait_for()
    assert page.evaluate("kept"), "this was no instant navigation"
    assert parse_qs(urlsplit(page.url).query) == {key: [value]}
    assert listed(page) == wanted != set(cases())
    assert page.locator(f"select[name='{key}']").input_value() == value


def test_without_script(site: Site, open_page: Open) -> None:
    page = open_page(site.url + LIBRARY, java_script_enabled=False)
    assert listed(page) == set(cases())
    assert page.locator(".case-filters").is_hidden(), "filters that do nothing"
    for title, case in cases().items():
        link = page.get_by_role("article").get_by_role("link", name=title, exact=True)
        assert link.is_visible()
        assert link.evaluate("(one) => one.href") == site.url + sources().urls[case.uri]


def test_cards(site: Site, open_page: Open) -> None:
    """Each case is announced in a chapter by a card that leads to it."""
    found = set()
    for uri, _, opening in sources().openings("case"):
        if opening.argument == word("case.all"):
            continue
        page = open_page(site.url + sources().urls[uri])
        for link in page.locator(".case-card .case-title a").all():
            found.add(link.text_content())
        page.locator(".case-card .case-title a").first.click()
        page.locator(".case-facts").wait_for()
        title = page.locator("h1").text_content()
        assert title in cases() and focus(page)["tag"] != "INPUT"
        facts = page.locator(".case-facts").text_content() or ""
        assert all(value in facts for name, _, value in cases()[title].facets if name != "part")
        assert word("case.ui.invented") in facts or cases()[title].source in facts
    assert found == set(cases())


@pytest.mark.parametrize(
    ("facets", "chosen", "yes"),
    [
        ({"行业": "餐饮"}, {"行业": ""}, True),
        ({"行业": "餐饮"}, {"行业": "餐饮"}, True),
        ({"行业": "餐饮"}, {"行业": "酒店"}, False),
        ({"行业": "餐饮", "部分": "1"}, {"行业": "餐饮", "部分": "2"}, False),
        ({"行业": "餐饮", "部分": "1"}, {"行业": "", "部分": "1"}, True),
        ({"行业": "餐饮"}, {"渠道": "当面"}, False),
        ({}, {}, True),
    ],
)
def test_passes(rooms: Page, facets: dict[str, str], chosen: dict[str, str], yes: bool) -> None:
    assert rooms.evaluate("(pair) => customElements.get('course-case').passes(...pair)", [facets, chosen]) is yes
