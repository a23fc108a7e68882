"""Scoring tables: every row by keyboard, what is missing, what the comparison shows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest
from browsing import DARK, PHONE, Site, View, addresses, focus, heard, plain, press, sources, tab_to, text_of, word
from playwright.sync_api import Page

from hooks.mot.block import Tables, average, load
from hooks.mot.model import Scale
from hooks.shared.curve import signed

Open = Callable[..., Page]

COMPARE, AGAIN = word("mot.script.compare"), word("mot.script.again")


@cache
def tables() -> Tables:
    """The scale and all tables as the trainers wrote them."""
    return load(sources())


def scale() -> Scale:
    """The scale."""
    found = tables().scale
    assert found is not None
    return found


def homes() -> list[tuple[str, str]]:
    """Where each table stands: address, id."""
    return [(sources().urls[uri], opening.argument) for uri, _, opening in sources().openings("mot")]


def row(page: Page, place: int) -> Any:
    """A row of the table, from 0."""
    return page.locator(".mot-moments fieldset").nth(place)


def give(page: Page, score: int) -> None:
    """From the first level of a row: every level by arrow keys, then the wanted one."""
    values = [str(value) for value in scale().values]
    seen = {focus(page)["value"]}
    page.keyboard.press("Space")
    for _ in values:
        press(page, "ArrowRight", "Enter")
        seen.add(focus(page)["value"])
    assert seen == set(values), "levels out of reach"
    while focus(page)["value"] != str(score):
        page.keyboard.press("ArrowLeft")


def is_done(page: Page) -> bool:
    """Whether the table shows a comparison, or looks so."""
    return page.locator(".mot-key").is_visible() or page.locator("course-mot.mot-done").count() > 0


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
@pytest.mark.parametrize(("path", "id"), homes())
def test_by_keyboard(site: Site, open_page: Open, path: str, id: str, view: View) -> None:
    page = open_page(site.url + path, view)
    theirs = tables().tables[id].scores
    # Two and more apart in the first row and in the last, one apart in the second, equal elsewhere.
    mine = list(theirs)
    mine[0] += -2 if mine[0] > 0 else 2
    mine[1] += -1 if mine[1] > 0 else 1
    mine[-1] += -3 if mine[-1] > 0 else 3
    left_out = 2

    status = page.locator(".mot-status")
    live = status.evaluate("(one) => [one.role, one.ariaLive, getComputedStyle(one).display, one.textContent]")
    assert live == ["status", "polite", "block", ""], "a region that is not there cannot tell"
    press(page, "Tab", "Enter")
    for place, score in enumerate(mine):
        held = tab_to(page, lambda held, place=place: held["name"] == f"{id}/{tables().tables[id].moments[place].id}")  # type: ignore[misc]
        assert held["value"] == str(scale().values[0])
        if place != left_out:
            give(page, score)
        assert not is_done(page) and not heard(page)
    tab_to(page, lambda held: held["text"] == COMPARE, 2)
    page.keyboard.press("Enter")

    assert status.text_content() == word("mot.script.missing", n=1)
    assert not is_done(page) and not heard(page)
    assert focus(page)["name"] == row(page, left_out).locator("input").first.get_attribute("name")
    give(page, mine[left_out])
    assert status.text_content() == ""
    tab_to(page, lambda held: held["text"] == COMPARE, 9)
    page.keyboard.press("Enter")

    expect_comparison(page, id, mine)
    assert focus(page)["text"] == AGAIN
    (told,) = heard(page)
    assert re.fullmatch(r"[0-9a-f]{12}", told.pop("print"))
    assert told == {
        "id": f"mot/{id}", "kind": "mot", "score": len(mine) - 2, "max": len(mine), "hinted": False, "sure": None,
    }  # fmt: skip

    page.keyboard.press("Enter")
    assert not is_done(page) and status.text_content() == ""
    assert page.locator(".mot-moments input:checked, .mot-moments input:disabled").count() == 0
    assert "".join(page.locator(".mot-chosen").all_text_contents()) == ""
    assert focus(page)["name"] == row(page, 0).locator("input").first.get_attribute("name")
    for place, score in enumerate(theirs):
        row(page, place).locator(f"input[value='{score}']").check()
    page.get_by_role("button", name=COMPARE).click()
    expect_comparison(page, id, theirs)
    assert heard(page)[-1]["score"] == len(theirs)


def expect_comparison(page: Page, id: str, mine: Sequence[int]) -> None:
    """Both scores and the reason in each row, wide gaps pointed out, both lines, both rows of figures."""
    moments = tables().tables[id].moments
    theirs = [moment.score for moment in moments]
    gaps = [abs(one - other) for one, other in zip(mine, theirs, strict=True)]
    wide = [place for place, gap in enumerate(gaps, 1) if gap >= 2]

    head = text_of(page, ".mot-table thead th")
    columns = ["mot.columns.moment", "mot.script.mine", "mot.ui.authors", "mot.columns.reason"]
    assert head == [plain(word(key)) for key in columns]
    rows = page.locator(".mot-table tbody tr")
    assert rows.count() == len(moments)
    for place, moment in enumerate(moments):
        cells = text_of(page, f".mot-table tbody tr:nth-child({place + 1}) > *")
        told = word("mot.script.gap", n=gaps[place]) if gaps[place] >= 2 else ""
        assert cells[1:3] == [signed(mine[place]), signed(moment.score)]
        assert cells[3] == plain(moment.reason).replace("／", "") + plain(told)
        assert ("mot-gap" in (rows.nth(place).get_attribute("class") or "")) == bool(told)
    status = page.locator(".mot-status").text_content()
    listed = word("mot.script.comma").join(map(str, wide))
    assert status == (word("mot.script.gaps", n=len(wide), list=listed) if wide else word("mot.script.nogaps"))

    lines = page.eval_on_selector_all(
        ".mot-curve polyline", "all => all.map((one) => [...one.points].map((point) => [point.x, point.y]))"
    )
    assert len(lines) == 2 and len(lines[0]) == len(lines[1]) == len(moments)
    heights = {score: y for (_, y), score in [*zip(lines[0], theirs, strict=True), *zip(lines[1], mine, strict=True)]}
    assert [y for _, y in lines[0]] == [heights[score] for score in theirs]
    assert [y for _, y in lines[1]] == [heights[score] for score in mine]
    assert [x for x, _ in lines[0]] == pytest.approx([x for x, _ in lines[1]])
    ordered = sorted(heights)
    assert [heights[score] for score in ordered] == sorted(heights.values(), reverse=True), "higher is better"
    label = page.locator(".mot-curve svg").get_attribute("aria-label") or ""
    assert label.endswith(word("mot.script.curve", scores=word("mot.script.comma").join(map(signed, mine))))

    figures = [text_of(page, f".mot-figures tbody tr:nth-child({number}) > *") for number in (1, 2)]
    for name, cells, scores in [("mot.ui.authors", figures[0], theirs), ("mot.script.mine", figures[1], mine)]:
        expected = [average(scores), min(scores), max(scores), scores[-1]]
        assert cells == [plain(word(name)), *map(signed, expected)]
    names = [plain(word(f"mot.ui.{name}")) for name in ("average", "lowest", "peak", "last")]
    assert text_of(page, ".mot-figures thead th") == names
    assert page.locator(".mot-note").is_visible() and page.locator(".mot-note .evidence-mark").count() == 1


def test_every_case_has_its_table() -> None:
    cases = [path for path in addresses("cases/") if path != "cases/"]
    assert {path for path, _ in homes()} >= set(cases) and len(cases) >= 3
    assert all(len(table.moments) >= 5 for table in tables().tables.values())
    assert scale().values == list(range(-3, 4))


def test_all_rows_missing(site: Site, open_page: Open) -> None:
    path, id = homes()[0]
    page = open_page(site.url + path)
    page.get_by_role("button", name=COMPARE).click()
    rows = len(tables().tables[id].moments)
    assert page.locator(".mot-status").text_content() == word("mot.script.missing", n=rows)
    assert focus(page)["name"] == row(page, 0).locator("input").first.get_attribute("name")


def test_levels_are_named(site: Site, open_page: Open) -> None:
    """A number alone is no answer: who listens hears the level's name, who looks reads it once it is chosen."""
    path, _ = homes()[0]
    page = open_page(site.url + path)
    for level in scale().levels:
        name = f"{signed(level.value)} {level.name}（{level.plain}）"
        row(page, 0).get_by_role("radio", name=name, exact=True).check()
        assert row(page, 0).locator(".mot-chosen").text_content() == name


def test_connected_twice(site: Site, open_page: Open) -> None:
    path, _ = homes()[0]
    page = open_page(site.url + path)
    page.evaluate("document.querySelector('article').append(document.querySelector('course-mot'))")
    buttons = "(one) => one.querySelectorAll('button, [role=status]').length"
    assert page.locator("course-mot").evaluate(buttons) == 3
    page.evaluate("document.querySelector('a.md-logo').click()")  # a page without a table
    page.wait_for_function("!document.querySelector('course-mot')")
    page.go_back()
    page.locator("course-mot.mot-live").wait_for()
    assert page.locator("course-mot").evaluate(buttons) == 3


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([1, -1, -2, 2, 0, 1], [0.2, -2, 2, 1]),
        ([0], [0, 0, 0, 0]),
        ([3, 3, 3], [3, 3, 3, 3]),
        ([1, 0, 0, 0], [0.3, 0, 1, 0]),
        ([-1, 0, 0, 0], [-0.3, -1, 0, 0]),
        ([-1, -1, -1, 0], [-0.8, -1, 0, 0]),
        ([2, -3], [-0.5, -3, 2, -3]),
    ],
)
def test_figures(rooms: Page, scores: list[int], expected: list[float]) -> None:
    assert rooms.evaluate("(scores) => customElements.get('course-mot').figures(scores)", scores) == expected
    assert average(scores) == expected[0]


def test_both_sides_round_alike(rooms: Page) -> None:
    """Who gives the authors' scores must not be shown another average than theirs."""
    journeys = [[*head, *[0] * tail] for head in itertools.product(range(-3, 4), repeat=2) for tail in range(0, 19)]
    theirs = rooms.evaluate("(all) => all.map((one) => customElements.get('course-mot').figures(one)[0])", journeys)
    assert theirs == [average(journey) for journey in journeys]
