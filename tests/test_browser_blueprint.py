"""Blueprints in a browser: the table, the cards, the two exercises, paper, the drawing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest
from browsing import (
    DARK,
    DESK,
    PHONE,
    PROJECT,
    VIEWS,
    ZOOMED,
    Site,
    View,
    faults,
    focus,
    heard,
    press,
    printed,
    tab_to,
    width,
    word,
)
from playwright.sync_api import FloatRect, Locator, Page
from pypdf import PdfReader

from hooks.blueprint.block import load
from hooks.blueprint.model import LANES, Blueprint
from hooks.shared.site import Site as Sources

Open = Callable[..., Page]

PATH = "blueprint/"
FIRST = "noodles"


@cache
def blueprint() -> Blueprint:
    """The first blueprint of the page."""
    return load(Sources.of(PROJECT / "tests" / "small"))[FIRST]


def exercise(page: Page, kind: str) -> Locator:
    """An exercise of the first blueprint, alive."""
    found = page.locator(f"course-blueprint[data-id='blueprint/{FIRST}-{kind}']")
    found.locator("button:visible").wait_for()
    return found


def choose(lanes: Locator, wrong: int = 0) -> None:
    """Choose the right lane of every action, but for the first `wrong` ones."""
    for place, (select, action) in enumerate(zip(lanes.locator("select").all(), blueprint().actions, strict=True)):
        other = next(lane for lane in LANES if lane != action.lane)
        select.select_option(other if place < wrong else action.lane)


def said(exercise: Locator) -> list[str]:
    """What stands under each row, "" where nothing does."""
    return [
        " ".join(row.locator(".admonition").all_inner_texts()).replace("\n", " ").strip()
        for row in exercise.locator("form li").all()
    ]


def status(exercise: Locator) -> str:
    """What the status region says."""
    return exercise.locator("[role=status]").inner_text()


def test_a_table_to_read_by_keyboard(small: Site, open_page: Open) -> None:
    """Wide: the table scrolls in its own box, which the keyboard reaches; the row heads stay in sight."""
    page = open_page(small.url + PATH, DESK)
    held = tab_to(page, lambda held: "blueprint-scroll" in held["class"])
    assert held["tag"] == "DIV"
    box = page.locator(".blueprint-scroll").first
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    page.wait_for_function("document.querySelector('.blueprint-scroll').scrollLeft > 0")
    head = box.get_by_role("rowheader").first.bounding_box()
    frame = box.bounding_box()
    assert head and frame and abs(head["x"] - frame["x"]) < 2


@pytest.mark.parametrize("view", [DESK, DARK], ids=str)
def test_a_shadow_tells_that_there_is_more(small: Site, open_page: Open, view: View) -> None:
    """It stands at the edge until the end of the table covers it; not on paper, not in colours that the system sets."""
    page = open_page(small.url + PATH, view)
    box = page.locator(".blueprint-scroll").first
    # A strip at the edge, below the head, where a row of the table has nothing but its line.
    rule = box.locator("[colspan]").first
    rule.scroll_into_view_if_needed()
    frame, row = box.bounding_box(), rule.bounding_box()
    assert frame and row
    strip = FloatRect(x=frame["x"] + frame["width"] - 6, y=row["y"] + row["height"] / 2, width=4, height=4)
    edge = page.screenshot(clip=strip)
    box.evaluate("(box) => (box.scrollLeft = box.scrollWidth)")
    assert page.screenshot(clip=strip) != edge, "nothing tells the middle from the end"
    look = "(box) => getComputedStyle(box).backgroundImage"
    assert box.evaluate(look) != "none"
    page.emulate_media(forced_colors="active")
    assert box.evaluate(look) == "none"
    page.emulate_media(media="print", forced_colors="none")
    assert box.evaluate(look) == "none"


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_what_is_chosen_from_looks_like_other_fields(small: Site, open_page: Open, view: View) -> None:
    """A frame, the colours of the page, high enough for a finger; the chosen one differs by its fill as well."""
    page = open_page(small.url + PATH, view)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    look = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).borderRadius]"
    select, row = page.locator("course-blueprint select").first, page.locator("label:has([type=radio])").first
    for one in (select, row):
        colour, corner = one.evaluate(look)
        assert colour == ground and corner != "0px"
        box = one.bounding_box()
        assert box and box["height"] >= 44
    row.locator("input").check()
    assert row.evaluate(look)[0] != ground


@pytest.mark.parametrize("view", [PHONE, DESK], ids=str)
def test_it_stays_a_table(small: Site, open_page: Open, view: View) -> None:
    """For whoever hears it: a table with a head for each row and column, also where it looks like cards."""
    page = open_page(small.url + PATH, view)
    table = page.get_by_role("table", name=blueprint().title)
    columns = table.get_by_role("columnheader")
    assert columns.count() == len(blueprint().steps) + 1
    names = [word(f"blueprint.components.{lane}") for lane in LANES]
    for name in names:
        assert table.get_by_role("rowheader", name=name, exact=True).count() == 1
    rows = table.get_by_role("row")
    assert rows.count() == page.locator("table.blueprint").first.locator("tr").count()


def test_cards_on_a_phone(small: Site, open_page: Open) -> None:
    """Each step is a card: what belongs to it stands under its head, in the order of the lanes, with its labels."""
    page = open_page(small.url + PATH, PHONE)
    wide, window = width(page)
    assert wide <= window
    table = page.locator("table.blueprint").first
    places = table.evaluate(
        """(table) => [...table.rows].map((row) => [...row.cells].map((cell) => {
            const {top, bottom} = cell.getBoundingClientRect();
            return cell.textContent.trim() && getComputedStyle(cell).position !== "absolute" ? [top, bottom] : null;
        }))"""
    )
    columns = list(zip(*[row for row in places if len(row) > 1], strict=True))[1:]
    ends = 0.0
    for column in columns:
        for top, bottom in [cell for cell in column if cell]:
            assert top >= ends - 1, "cards run into each other"
            ends = bottom
    # A label is drawn by the style: it is there when its text is given and takes place.
    labels = table.locator("p[data-label]").evaluate_all(
        "all => all.map((one) => [one.dataset.label, getComputedStyle(one, '::before').content.slice(1, -1)])"
    )
    assert labels and all(given == drawn for given, drawn in labels)
    lines = table.locator("td[data-line]").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::before').content.slice(1, -1))"
    )
    assert set(lines) == set(word_list("blueprint.lines"))


def word_list(key: str) -> list[str]:
    """The values of a mapping of words."""
    return list(Sources.of(PROJECT).words.get(key).values())


def test_failure_points_speak_without_colour(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH, PHONE)
    fails = [fail for step in blueprint().steps for fail in step.fails]
    cells = page.locator("table.blueprint").first.locator(".blueprint-fail p").all_inner_texts()
    assert len(cells) == len(fails) > 1
    for text, fail in zip(cells, fails, strict=True):
        assert text.startswith(f"▲ {word('blueprint.marks.fail')} {fail.what}")
        assert word("blueprint.ui.recovery") in text and fail.recovery in text


def test_lanes(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH)
    lanes = exercise(page, "lane")
    choose(lanes, wrong=1)
    lanes.locator("button").click()
    count = len(blueprint().actions)
    assert status(lanes) == word("blueprint.script.count", score=count - 1, max=count)
    first, *rest = said(lanes)
    assert first.startswith(word("blueprint.script.wrong"))
    for text, action in zip([first, *rest], blueprint().actions, strict=True):
        assert word(f"blueprint.components.{action.lane}") in text and word(f"blueprint.means.{action.lane}") in text
    assert all(text.startswith(word("blueprint.script.right")) for text in rest)
    (told,) = heard(page)
    assert (told["kind"], told["score"], told["max"]) == ("lane", count - 1, count)
    assert told["id"] == f"blueprint/{FIRST}-lane" and len(told["print"]) == 12
    # Again: nothing is left of the first time, and the keyboard is where it begins.
    lanes.get_by_role("button", name=word("blueprint.script.again")).click()
    assert focus(page)["tag"] == "SELECT" and said(lanes) == [""] * count and status(lanes) == ""
    choose(lanes)
    lanes.locator("button").click()
    assert [answer["score"] for answer in heard(page)] == [count - 1, count]


def test_what_is_missing_is_told(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH)
    lanes = exercise(page, "lane")
    lanes.locator("select").first.select_option("front")
    lanes.locator("button").click()
    assert status(lanes) == word("blueprint.script.open") and heard(page) == []
    assert lanes.locator("select").nth(1).evaluate("(one) => one === document.activeElement")
    fail = exercise(page, "fail")
    fail.locator("button").click()
    assert status(fail) == word("blueprint.script.open") and heard(page) == []


@pytest.mark.parametrize("right", [True, False])
def test_the_step_that_fails(small: Site, open_page: Open, right: bool) -> None:
    page = open_page(small.url + PATH)
    fail = exercise(page, "fail")
    steps = blueprint().steps
    place = next(place for place, step in enumerate(steps) if bool(step.fails) == right)
    fail.locator("input").nth(place).check()
    fail.locator("button").click()
    assert status(fail) == word("blueprint.script.found" if right else "blueprint.script.lost")
    for at, (text, step) in enumerate(zip(said(fail), steps, strict=True)):
        if step.fails:
            assert text.startswith(word("blueprint.script.right" if at == place else "blueprint.script.also"))
            assert step.fails[0].what in text and step.fails[0].recovery in text
        elif at == place:
            assert text.startswith(word("blueprint.script.wrong")) and word("blueprint.ui.nofail") in text
        else:
            assert text == ""
    (told,) = heard(page)
    assert (told["kind"], told["score"], told["max"]) == ("fail", int(right), 1)


def test_by_keyboard(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH, DESK)
    lanes = exercise(page, "lane")
    for place, action in enumerate(blueprint().actions):
        held = tab_to(page, lambda held: held["tag"] == "SELECT")
        press(page, *["ArrowDown"] * (LANES.index(action.lane) + 1))
        assert held["home"] == f"blueprint/{FIRST}-lane"
        assert lanes.locator("select").nth(place).input_value() == action.lane
    press(page, "Tab", "Enter")
    assert heard(page)[0]["score"] == len(blueprint().actions)
    tab_to(page, lambda held: held["type"] == "radio")
    press(page, "Space", "ArrowDown", "ArrowUp", "Enter")
    assert len(heard(page)) == 1, "neither an arrow nor Enter among the steps answers"
    press(page, "Tab", "Space")
    assert len(heard(page)) == 2


def test_it_counts_in_the_record(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH)
    lanes = exercise(page, "lane")
    choose(lanes, wrong=2)
    lanes.locator("button").click()
    page.goto(small.url + "record/")
    page.locator(".record-live:visible").wait_for()
    links = page.locator("[data-list=wrong] li a")
    assert links.all_inner_texts() == [word("blueprint.ui.lane", title=blueprint().title)]
    links.click()
    exercise(page, "lane")
    assert page.locator(f"[id='blueprint/{FIRST}-lane']").is_visible()


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_in_every_state(small: Site, open_page: Open, view: View) -> None:
    page = open_page(small.url + PATH, view)
    lanes, fail = exercise(page, "lane"), exercise(page, "fail")
    lanes.locator("button").click()
    found = faults(page, "something missing")
    choose(lanes, wrong=2)
    lanes.locator("button").click()
    fail.locator("input").nth(1).check()
    fail.locator("button").click()
    found += faults(page, "answered")
    wide, window = width(page)
    assert wide <= window
    lanes.locator("button").click()
    found += faults(page, "again")
    assert not found, "\n".join(found)


def test_without_script(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH, java_script_enabled=False)
    assert page.locator("table.blueprint").first.is_visible()
    for kind in ("lane", "fail"):
        found = page.locator(f"course-blueprint[data-id='blueprint/{FIRST}-{kind}']")
        assert found.locator("button:visible").count() == 0
        key = found.locator("details")
        assert key.locator("ol").is_hidden()
        key.locator("summary").click()
        assert key.locator("ol").is_visible()


def test_from_a_folder(small: Site, open_page: Open) -> None:
    page = open_page((small.folder / PATH / "index.html").as_uri())
    lanes = exercise(page, "lane")
    choose(lanes)
    lanes.locator("button").click()
    assert len(heard(page)) == 1
    link = page.locator("a[download]").first
    target = link.evaluate("(link) => link.href")
    assert target == (small.folder / f"assets/blueprints/{FIRST}.svg").as_uri()


def test_the_drawing_opens(small: Site, open_page: Open) -> None:
    page = open_page(small.url + PATH)
    with page.expect_download() as got:
        page.locator("a[download]").first.click()
    assert got.value.suggested_filename == f"{FIRST}.svg"
    page.goto(f"{small.url}assets/blueprints/{FIRST}.svg")
    assert page.evaluate("document.documentElement.querySelector('title').textContent") == blueprint().title
    # Every text inside its box, as the browser sets it.
    out = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll("rect")].slice(1).map((one) => one.getBBox());
            const right = (one) => one.x + one.width, low = (one) => one.y + one.height;
            return [...document.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()])
                .filter(([, text]) => {
                    const box = boxes.find((box) => text.x >= box.x && text.x < right(box)
                        && text.y >= box.y - 2 && text.y < low(box));
                    return box && (right(text) > right(box) || low(text) > low(box) + 2);
                }).map(([text]) => text);
        }"""
    )
    assert out == []


def test_on_paper(small: Site, open_page: Open) -> None:
    """The table lies on its side with all its steps; keys are printed apart, after the work sheet."""
    page = open_page(small.url + PATH, DESK)
    exercise(page, "lane")
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [unicodedata.normalize("NFKC", "".join(one.extract_text().split())) for one in pages]
    wide = [text for text, one in zip(texts, pages, strict=True) if one.mediabox.width > one.mediabox.height]
    sheet = next(text for text in wide if printed(blueprint().title).search(text))
    for step in blueprint().steps:
        assert printed(step.name).search(sheet), step.name
    keys = next(place for place, text in enumerate(texts) if printed(word("shared.script.keys")).search(text))
    means = printed(word("blueprint.means.support"))
    assert means.search(texts[keys]) and not [text for text in texts[:keys] if means.search(text)]
