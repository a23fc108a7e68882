"""Dialogues: every ending by keyboard, each turn read once, back to a fork, copy, paper, without script or server."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from browsing import (
    DARK,
    PHONE,
    PROJECT,
    VIEWS,
    ZOOMED,
    Site,
    View,
    arrive,
    faults,
    focus,
    heard,
    plain,
    press,
    tab_to,
    text_of,
    width,
    word,
)
from playwright.sync_api import Page
from pypdf import PdfReader

from hooks.dialogue.block import said_level
from hooks.dialogue.model import KINDS, LIMITS, Dialogue, Moment, read_dialogue
from hooks.dialogue.paths import Graph, State, Ways, explore, inside
from hooks.shared.source import parse
from hooks.shared.words import words

Open = Callable[..., Page]

ZH = words("zh")
FILE = PROJECT / "tests" / "small" / "quizzes" / "dialogues" / "parcel.md"
ID = "dialogue/parcel"
STAGE = "stage/"
LOG = ".talk[role=log] li"
OPTIONS = "fieldset:not([hidden]) > div > .dialogue-option"


@cache
def parcel() -> Dialogue:
    """The dialogue as its trainer wrote it."""
    found, problems = read_dialogue("parcel", parse(FILE.read_text(encoding="utf-8"), FILE.name, ZH), ZH)
    assert not problems
    return found


@cache
def graph() -> Graph:
    """Everywhere it can go."""
    return explore(parcel())


def moment(id: str) -> Moment:
    """A moment."""
    return next(one for one in parcel().moments if one.id == id)


@cache
def routes() -> dict[str, list[int]]:
    """For each ending the places of the options that lead there: the way with most choices of the shortest ones."""
    found: dict[str, list[int]] = {}
    waiting: list[tuple[State, list[int]]] = [(next(iter(graph())), [])]
    for state, chosen in waiting:
        ways = graph()[state]
        if not ways:
            found.setdefault(state[0], chosen)
        elif len(chosen) < 6:
            waiting += [(to, [*chosen, n] if exit.text else chosen) for n, (exit, to) in enumerate(ways)]
    return found


def alone(state: State) -> tuple[list[Moment], State]:
    """The moments that are played from a state until one has to choose or it is over, and the state then."""
    played = [moment(state[0])]
    ways = graph()[state]
    if ways and not ways[0][0].text:
        more, state = alone(ways[0][1])
        played += more
    return played, state


def spoken(moments: Sequence[Moment]) -> list[str]:
    """What is read of these moments, without spaces."""
    said = []
    for one in moments:
        if one.kind:
            said.append(word("dialogue.ui.ending", kind=ZH.get("dialogue.endings")[one.kind], name=one.name))
        for line in one.lines:
            manner = f"（{line.manner}）" if line.manner else ""
            said.append(f"{line.speaker}{manner}：{line.text}" if line.side else line.text)
    return [plain(one) for one in said]


def turn(number: int, state: State, place: int) -> tuple[list[str], State]:
    """What is read after a choice, in order: mine, what comes of it, what is said about it; and the state then."""
    exit, to = graph()[state][place]
    moments, after = alone(to)
    changes = [
        f"{word(f'dialogue.meters.{meter}')}{'+' if b > a else '−'}{abs(b - a)}"
        for meter, a, b in zip(LIMITS, state[1:], after[1:], strict=True)
        if a != b
    ]
    change = "、".join(changes) or plain(word("dialogue.script.same"))
    told = plain(word("dialogue.script.turn", n=number, change=change)) + plain(exit.feedback)
    return [plain(f"你：{exit.text}"), *spoken(moments), told], after


def stage(site: Site, open_page: Open, view: View = PHONE, **options: object) -> Page:
    """The page with the dialogue, alive."""
    page = open_page(site.url + STAGE, view, **options)
    page.locator("course-dialogue.dialogue-live").wait_for()
    return page


def open_ways(state: State) -> Ways:
    """The options of a state."""
    return graph()[state]


def meters(page: Page) -> list[str]:
    """What both meters say."""
    return page.locator(".dialogue-meters p span").all_text_contents()


def play(page: Page, chosen: Sequence[int]) -> State:
    """Choose with the mouse; the state then."""
    _, state = alone(next(iter(graph())))
    for place in chosen:
        page.locator(OPTIONS).nth(place).click()
        _, state = alone(graph()[state][place][1])
    return state


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
@pytest.mark.parametrize("end", ["found", "half", "gone"])
def test_by_keyboard(small: Site, open_page: Open, end: str, view: View) -> None:
    page = stage(small, open_page, view)
    opening, state = alone(next(iter(graph())))
    expected = spoken(opening)
    assert text_of(page, LOG) == expected
    for number, place in enumerate(routes()[end], 1):
        ways = open_ways(state)
        assert page.locator(OPTIONS).all_text_contents() == [exit.text for exit, _ in ways]
        assert meters(page) == [said_level(*pair, ZH) for pair in zip(LIMITS, state[1:], strict=True)]
        wanted = ways[place][0].text
        tab_to(page, lambda held, wanted=wanted: held["text"] == wanted)  # type: ignore[misc]  # mypy takes no default
        assert not heard(page)
        page.keyboard.press("Enter")
        more, state = turn(number, state, place)
        expected += more
        assert text_of(page, LOG) == expected, "what comes of it first, then what is said about it"
        assert focus(page)["tag"] == "FIELDSET" and page.locator("fieldset:focus").is_visible()
        mine = page.locator(LOG).nth(len(expected) - len(more)).bounding_box()
        assert mine and 40 <= mine["y"] < view.height / 2, "what I said is where the eye is"
    kind = moment(state[0]).kind
    (told,) = heard(page)
    assert told == {
        "id": ID, "kind": "dialogue", "score": KINDS.index(kind), "max": 2, "hinted": False, "sure": None,
        "print": parcel().print,
    }  # fmt: skip
    assert page.locator(OPTIONS).count() == 0
    reached = word("dialogue.script.reached" if inside(state[1:], parcel().goal) else "dialogue.script.missed")
    assert (page.locator("fieldset:not([hidden]) > p").first.text_content() or "").startswith(reached)
    again = word("dialogue.ui.again")
    tab_to(page, lambda held: held["text"] == again)
    page.keyboard.press("Enter")
    assert text_of(page, LOG) == spoken(opening) and page.locator(OPTIONS).count() == 3


def test_every_ending_is_played() -> None:
    assert set(routes()) == {"found", "half", "gone"} == {one.id for one in parcel().moments if one.kind}
    assert any(len(route) >= 3 for route in routes().values())


def test_each_turn_is_read_once(small: Site, open_page: Open) -> None:
    """What a screen reader hears: all that is added to a live region that was there before, in order, nothing twice."""
    page = stage(small, open_page)
    page.evaluate(
        """() => {
            window.added = [];
            for (const region of document.querySelectorAll("[aria-live], [role=status], [role=log]"))
                new MutationObserver((changes) => changes.forEach(({addedNodes}) => addedNodes.forEach((node) =>
                    added.push(node.textContent.replace(/\\s+/g, ""))
                ))).observe(region, {childList: true, subtree: true});
        }"""
    )
    _, state = alone(next(iter(graph())))
    expected = []
    for number, place in enumerate([0, 1, 0], 1):
        page.locator(OPTIONS).nth(place).click()
        more, state = turn(number, state, place)
        expected += more
        assert page.evaluate("added") == expected
    page.get_by_role("button", name=word("dialogue.ui.undo")).count()
    assert page.evaluate("document.querySelectorAll('article [role=log]').length") == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([0, 1, 0], ("lost", 3)),
        ([2, 0, 2], ("lost", 3)),
        ([0, 0, 0], ("lost", 3)),
        ([1, 1], ("turned", 2)),
        ([1, 2, 0], ("lost", 3)),
    ],
)
def test_turning_point_and_curve(small: Site, open_page: Open, chosen: list[int], said: tuple[str, int]) -> None:
    page = stage(small, open_page)
    play(page, chosen)
    states, (_, state) = [], alone(next(iter(graph())))
    better = []
    for place in chosen:
        states.append(state)
        exit, to = graph()[state][place]
        better += [plain(exit.better)] if exit.better else []
        _, state = alone(to)
    moods = [one[1] for one in [*states, state]]
    verdict = page.locator("fieldset:not([hidden]) > p").first.text_content() or ""
    assert verdict.endswith(word(f"dialogue.script.{said[0]}", n=said[1]))
    assert text_of(page, "fieldset:not([hidden]) > div:not([hidden]) > ol > li") == better
    points = page.eval_on_selector("fieldset polyline", "(one) => [...one.points].map(({x, y}) => [x, y])")
    lines = page.eval_on_selector_all(
        "fieldset svg [data-score]",
        "all => Object.fromEntries(all.map((one) => [one.dataset.score, one.y1.baseVal.value]))",
    )
    assert [y for _, y in points] == [lines[str(mood)] for mood in moods]
    assert points[0][0] < points[1][0] and points[-1][0] == pytest.approx(616)
    shapes = page.eval_on_selector_all(
        "fieldset svg path",
        """all => all.map((one) => {
            const {x, y, width, height} = one.getBBox(), {e, f} = one.transform.baseVal[0].matrix;
            return [x + width / 2 + e, y + height / 2 + f];
        })""",
    )
    assert [one for pair in shapes for one in pair] == pytest.approx([one for pair in points for one in pair], abs=0.6)
    assert text_of(page, "fieldset svg .curve-moment") == [str(n) for n in range(len(moods))]
    label = page.locator("fieldset svg").get_attribute("aria-label") or ""
    assert "、".join(f"{'+' if mood > 0 else '−' if mood < 0 else ''}{abs(mood)}" for mood in moods) in label


def test_the_best_that_can_be_reached(small: Site, open_page: Open) -> None:
    """From every state: as here, without a second way of searching."""
    page = stage(small, open_page)

    def best(state: State, seen: frozenset[State] = frozenset()) -> int:
        kind = moment(state[0]).kind
        return max(
            [
                KINDS.index(kind) if kind else 0,
                *(best(to, seen | {state}) for _, to in graph()[state] if to not in seen),
            ]
        )

    states = list(graph())
    found = page.evaluate(
        """(states) => { const {moments} = document.querySelector("course-dialogue");
            return states.map((state) => customElements.get("course-dialogue").best(moments, state)); }""",
        [list(state) for state in states],
    )
    assert found == [best(state) for state in states]
    assert set(found) == {0, 1, 2}


def test_back_to_the_last_fork(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    undo = page.get_by_role("button", name=word("dialogue.ui.undo"))
    assert undo.is_hidden()
    play(page, [0])
    before = text_of(page, LOG), meters(page)
    play_on = page.locator(OPTIONS).nth(0)
    play_on.click()
    assert text_of(page, LOG) != before[0]
    undo.focus()
    page.keyboard.press("Enter")
    assert (text_of(page, LOG), meters(page)) == before
    assert focus(page)["tag"] == "FIELDSET"
    page.locator(OPTIONS).nth(1).click()
    page.locator(OPTIONS).nth(1).click()
    assert [(one["score"], one["hinted"]) for one in heard(page)] == [(2, True)], "who went back knew what comes"
    page.get_by_role("button", name=word("dialogue.ui.again")).click()
    play(page, [1, 1])
    assert [(one["score"], one["hinted"]) for one in heard(page)] == [(2, True), (2, False)]


def test_again_from_a_fork(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    state = play(page, [0, 1, 0])
    assert state[0] == "half"
    forks = page.locator(".dialogue-forks button")
    assert [text[0] for text in forks.all_text_contents()] == ["1", "2", "3"]
    forks.nth(2).click()
    opening, start = alone(next(iter(graph())))
    expected = spoken(opening)
    for number, place in enumerate([0, 1], 1):
        more, start = turn(number, start, place)
        expected += more
    assert text_of(page, LOG) == expected
    assert page.locator(OPTIONS).count() == 3
    page.locator(OPTIONS).nth(1).click()
    assert [one["score"] for one in heard(page)] == [1, 2] and heard(page)[1]["hinted"]


def test_copy(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    play(page, [0, 1, 0])
    page.get_by_role("button", name=word("dialogue.ui.copy")).click()
    status = page.locator("course-dialogue [role=status]")
    page.wait_for_function("document.querySelector('course-dialogue [role=status]').textContent")
    assert status.text_content() == word("dialogue.script.copied")
    lines = str(page.evaluate("navigator.clipboard.readText()")).replace("\r", "").split("\n")
    assert lines[0] == parcel().title
    said = [re.sub(r"\s", "", line) for line in lines]
    assert said[1 : 1 + len(text_of(page, LOG))] == text_of(page, LOG)
    assert lines[-1] == parcel().debrief[-1]


def test_copy_where_the_browser_forbids_it(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    play(page, [0, 1, 0])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name=word("dialogue.ui.copy")).click()
    page.wait_for_function("document.querySelector('course-dialogue [role=status]').textContent")
    assert page.locator("course-dialogue [role=status]").text_content() == word("dialogue.script.selected")
    assert "到底有没有" not in (chosen := str(page.evaluate("`${getSelection()}`"))) and "她先回去了" in chosen


def paper(page: Page) -> str:
    """The page as a PDF, its text without spaces."""
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(one.extract_text() for one in pdf.pages)))


def times(text: str, paper: str) -> int:
    """How often a text stands on paper, where some letters come back as the radicals that share their shape."""
    letters = unicodedata.normalize("NFKC", plain(text))
    return len(re.findall("".join(f"[{re.escape(letter)}\u2e80-\u2eff]" for letter in letters), paper))


def test_the_screenplay_prints(small: Site, open_page: Open) -> None:
    """Whatever was played: every moment once, and a line to sign."""
    page = stage(small, open_page)
    play(page, [0, 1, 0])
    text = paper(page)
    for number, one in enumerate(parcel().moments, 1):
        kind = f"结局（{ZH.get('dialogue.endings')[one.kind]}）：" if one.kind else ""
        assert times(f"{number}{kind}{one.name}", text) == 1, one.name
        for exit in one.exits:
            assert times(exit.feedback, text) == 1 or not exit.text
    assert times("签字：", text) == 1 and not times(word("dialogue.ui.again"), text)


def test_a_talk_of_ones_own_prints(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    play(page, [0, 1, 0])
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name=word("dialogue.ui.paper")).click()
    assert page.evaluate("printed")
    text = paper(page)
    for line in text_of(page, LOG):
        assert times(line.split("：")[-1], text), line
    assert times(parcel().debrief[2], text) == 1
    for other in ("签字：", moment("alone").lines[0].text, word("dialogue.ui.copy")):
        assert not times(other, text)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert times("签字：", paper(page)) == 1


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_without_script(small: Site, open_page: Open, view: View) -> None:
    page = open_page(small.url + STAGE, view, java_script_enabled=False)
    shown = plain(page.locator("course-dialogue").inner_text())
    for one in parcel().moments:
        for line in one.lines:
            assert plain(line.text) in shown
        for exit in one.exits:
            for part in (exit.text, exit.feedback, exit.better):
                assert plain(part) in shown
    assert page.locator("course-dialogue button:visible").count() == 0
    link = page.locator(".dialogue-script a").first
    link.click()
    assert page.url.endswith("#dialogue/parcel/wall")


def test_from_a_folder(small: Site, open_page: Open) -> None:
    page = open_page((small.folder / "stage" / "index.html").as_uri())
    page.locator("course-dialogue.dialogue-live").wait_for()
    play(page, [1, 1])
    assert heard(page)[0]["score"] == 2


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_in_every_state(small: Site, open_page: Open, view: View) -> None:
    page = stage(small, open_page, view)
    found = faults(page, "opening")
    play(page, [0])
    found += faults(page, "after a choice")
    page.locator(OPTIONS).first.focus()
    found += faults(page, "focus on an option")
    page.get_by_role("button", name=word("dialogue.ui.undo")).click()
    found += faults(page, "undone")
    play(page, [0, 1, 0])
    found += faults(page, "over")
    page.get_by_role("button", name=word("dialogue.ui.script")).click()
    found += faults(page, "screenplay open")
    assert page.locator(".dialogue-script").is_visible()
    wide, window = width(page)
    assert wide <= window
    small_ones = page.evaluate(
        """[...document.querySelectorAll("course-dialogue button")].filter((one) => one.offsetHeight)
            .map((one) => one.getBoundingClientRect()).filter(({width, height}) => width < 44 || height < 44).length"""
    )
    assert not small_ones
    assert not found, "\n".join(found)


def test_axe_without_script_prints_the_same_headings(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    levels = page.eval_on_selector_all("article :is(h1, h2, [role=heading])", "all => all.map((one) => one.ariaLevel)")
    assert levels[:2] == [None, "2"] and set(levels[2:]) == {"3"}


def test_the_record_shows_it(small: Site, open_page: Open) -> None:
    page = stage(small, open_page)
    play(page, [0, 1, 0])
    page.wait_for_function("window.CourseRecord")
    page.goto(small.url + "record/")
    page.locator(".record-live:not([hidden])").wait_for()
    row = page.locator(".record-parts tr", has=page.get_by_role("link", name="对话", exact=True))
    assert [text.replace("\n", "") for text in row.locator("td").all_text_contents()] == ["1／1做完了", "50%"]
    wrong = page.locator("[data-list=wrong] a")
    assert wrong.all_text_contents() == [f"对话：{parcel().title}"]
    wrong.click()
    page.locator("course-dialogue.dialogue-live").wait_for()
    assert page.url.endswith("#dialogue/parcel")
    play(page, [1, 1])
    page.goto(small.url + "record/")
    page.locator(".record-live:not([hidden])").wait_for()
    assert page.locator("[data-list=wrong] a").count() == 0


def test_connected_twice_and_by_instant_navigation(small: Site, open_page: Open) -> None:
    page = open_page(small.url + "kinds/")
    page.evaluate("window.kept = true")
    arrive(page, page.locator(".md-footer__link--next").click, small, STAGE)
    page.locator("course-dialogue.dialogue-live").wait_for()
    page.evaluate("document.querySelector('article').append(document.querySelector('course-dialogue'))")
    assert page.locator("course-dialogue fieldset").count() == 2
    play(page, [1])
    press(page, "Tab")
    assert page.evaluate("kept")
    page.go_back()
    page.wait_for_function("!document.querySelector('course-dialogue')")
    page.go_forward()
    page.locator("course-dialogue.dialogue-live").wait_for()
    play(page, [1, 1])
    assert len(heard(page)) == 1
