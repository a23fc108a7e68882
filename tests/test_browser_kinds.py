"""Questions to fill in, put in order, match, sort, rate, work out or write: each type as learners meet it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from authors import PROJECT
from browsing import DARK, DESK, PHONE, VIEWS, Site, View, faults, focus, heard, plain, press, tab_to, width, word
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page
from pypdf import PdfReader
from searching import sections as indexed

from hooks.quiz.model import Bank, Question, read_bank
from hooks.search.index import fold
from hooks.shared.source import read
from hooks.shared.words import words

Open = Callable[..., Page]
SEE, AGAIN, COUNT = (word(f"quiz.script.{name}") for name in ("see", "again", "count"))
KINDS = {
    "ring": "fill",
    "spill": "order",
    "fear": "match",
    "lanes": "sort",
    "forty": "rate",
    "gap": "number",
    "pan": "open",
}


@cache
def bank() -> Bank:
    """The bank with all types, as its file says."""
    path = PROJECT / "tests" / "small" / "quizzes" / "kinds.md"
    found = read_bank("kinds", read(path, "kinds.md", words("zh")), words("zh"))
    assert not found.problems
    return found


def entry(id: str) -> Question:
    """One question of it."""
    return bank().question(id)


def one(page: Page, id: str, rest: str = "") -> Locator:
    """A part of one question."""
    return page.locator(f'course-quiz[data-id="kinds/{id}"] {rest}'.strip())


def item(page: Page, id: str, text: str) -> Locator:
    """The item of a question that has this text."""
    return one(page, id, ".quiz-options > li").filter(has_text=text)


def status(page: Page, id: str) -> str:
    """What the status region says, seen or only heard."""
    return one(page, id, ".quiz-status").text_content() or ""


def feedback(place: Locator) -> str:
    """What stands under an item, or "" when nothing does."""
    box = place.locator(".quiz-feedback")
    return plain(box.inner_text()) if box.count() else ""


def here(id: str, **wanted: str) -> Callable[[dict[str, str]], bool]:
    """Whether the keyboard is in this question, at what has these values."""
    return lambda held: held["home"] == f"kinds/{id}" and all(held[name] == value for name, value in wanted.items())


def send(page: Page, id: str, button: str = SEE) -> None:
    """On to the button, and press it."""
    tab_to(page, here(id, text=button))
    page.keyboard.press("Enter")


def rank(question: Question, text: str) -> int:
    """The rank of an item in the key."""
    return next(int(option.key) for option in question.options if text in option.text)


@pytest.fixture
def kinds(small: Site, open_page: Open) -> Page:
    """The page with all types."""
    page = open_page(f"{small.url}kinds/")
    page.locator("course-quiz.quiz-live").first.wait_for()
    return page


# What is counted


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("３ ", "3"),
        (" 店 名。", "店名"),
        ("Check-In!", "checkin"),
        ("ＡＢＣ", "abc"),
        ("−2", "-2"),
        ("－２．５", "-2.5"),
        ("2.5", "2.5"),
        ("1,000", "1000"),
        ("25％", "25%"),
        ("“好的”，请讲", "好的请讲"),
        ("9:30", "930"),
        ("<b>", "<b>"),
        ("……", ""),
    ],
)
def test_what_counts_of_a_text(rooms: Page, typed: str, folded: str) -> None:
    assert rooms.evaluate("(text) => customElements.get('course-quiz').fold(text)", typed) == folded


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("40", 40),
        (" ４０ ", 40),
        ("40分", 40),
        ("40 分。", 40),
        ("-2", -2),
        ("－２", -2),
        ("−2.5", -2.5),
        ("+3", 3),
        ("３．５分", 3.5),
        ("3。5", 3.5),
        (".5", 0.5),
        ("5.", 5),
        ("1,000", 1000),
        ("１，０００ 分", 1000),
        ("¥40", 40),
        ("40 元", None),
        ("1/2", None),
        ("4-6", None),
        ("1.2.3", None),
        ("四十", None),
        ("", None),
        ("javascript:alert(1)", None),
    ],
)
def test_numbers_as_they_are_typed(rooms: Page, typed: str, value: float | None) -> None:
    script = "(text) => { const n = customElements.get('course-quiz').number(text, '分'); return isNaN(n) ? null : n; }"
    assert rooms.evaluate(script, typed) == value


@pytest.mark.parametrize(
    ("kind", "values", "keys", "points", "n", "m"),
    [
        ("fill", ["３", "店號"], ["3/三", "店名/店号/店號"], 1, 2, 2),
        ("fill", ["三。", ""], ["3/三", "店名"], 0.5, 1, 2),
        ("fill", ["25"], ["2.5"], 0, 0, 1),
        ("order", [1, 2, 3], ["1", "2", "3"], 1, 3, 3),
        ("order", [3, 2, 1], ["1", "2", "3"], 0, 0, 3),
        ("order", [2, 1, 3], ["1", "2", "3"], 2 / 3, 2, 3),
        ("order", [1, 3, 2, 4], ["1", "2", "2", "3"], 1, 5, 5),
        ("order", [2, 1, 3, 4], ["1", "2", "2", "3"], 4 / 5, 4, 5),
        ("order", [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], [str(n) for n in range(1, 11)], 0, 0, 45),
        ("match", ["1", "2", "4"], ["1", "2", "3"], 2 / 3, 2, 3),
        ("sort", ["1", "1", "", "2"], ["1", "1", "2", "2"], 3 / 4, 3, 4),
        ("rate", ["1", "2", "3"], ["1", "2", "3"], 1, 3, 3),
        ("rate", ["3", "2", "1"], ["1", "2", "3"], 1 - 4 / 6, 1, 3),
        ("rate", ["2", "2", "2"], ["1", "2", "3"], 1 - 2 / 6, 1, 3),
        ("rate", ["", "", "3"], ["1", "2", "3"], 1 - 4 / 6, 1, 3),
        ("rate", ["3", "1"], ["1", "3"], 0, 0, 2),
        ("number", ["2.15"], ["2.1 0.05 分"], 1, 1, 1),
        ("number", ["２．０５ 分"], ["2.1 0.05 分"], 1, 1, 1),
        ("number", ["2.16"], ["2.1 0.05 分"], 0, 0, 1),
        ("number", ["0.3"], ["0.3 0"], 1, 1, 1),
        ("number", ["三"], ["3 0"], 0, 0, 1),
    ],
)
def test_points(rooms: Page, kind: str, values: list[Any], keys: list[str], points: float, n: int, m: int) -> None:
    told = rooms.evaluate("(all) => customElements.get('course-quiz').judge(...all)", [kind, values, keys])
    assert (told["points"], told["n"], told["m"]) == (pytest.approx(points), n, m)


def test_equal_ranks_may_stand_either_way(rooms: Page) -> None:
    script = "(all) => customElements.get('course-quiz').judge(...all).rights"
    ranks = ["1", "2", "2", "3"]
    assert rooms.evaluate(script, ["order", [1, 3, 2, 4], ranks]) == [True] * 4
    assert rooms.evaluate(script, ["order", [2, 1, 3, 4], ranks]) == [False, False, True, True]


def test_both_scripts_are_accepted() -> None:
    spellings = Question.spellings
    assert spellings(["发票", "台"]).split("/") == ["发票", "發票", "台", "臺"]
    assert spellings(["3"]) == "3"


# Each type by keyboard


def test_fill(kinds: Page) -> None:
    asked = entry("ring")
    assert plain(one(kinds, "ring", ".quiz-stem").inner_text()) == plain(asked.asked(word("quiz.gap"))[0])
    send(kinds, "ring")
    assert status(kinds, "ring") == word("quiz.script.write")
    press(kinds, *["Shift+Tab"] * 4)
    while focus(kinds)["name"] != "kinds/ring-1":
        kinds.keyboard.press("Shift+Tab")
    kinds.keyboard.type("５")
    assert status(kinds, "ring") == "", "what was missing is said until it is mended"
    press(kinds, "Enter")
    send(kinds, "ring")
    assert status(kinds, "ring") == word("quiz.script.rest", n=1)
    one(kinds, "ring", "input").nth(1).focus()
    kinds.keyboard.type(" 店 號。")
    send(kinds, "ring")
    assert status(kinds, "ring") == word("quiz.script.nosure") and not heard(kinds)
    one(kinds, "ring", ".quiz-sure input").first.focus()
    press(kinds, "Space", "ArrowDown")
    send(kinds, "ring")
    first, second = one(kinds, "ring", ".quiz-options > li").all()
    wrong = word("quiz.script.itemwrong", right="3／三")
    assert feedback(first) == plain(wrong) + plain(asked.options[0].chosen)
    assert feedback(second) == word("quiz.script.itemright")
    assert status(kinds, "ring").startswith(word("quiz.script.some", n=1, m=2))
    (told,) = heard(kinds)
    assert told == {
        "id": "kinds/ring",
        "kind": "fill",
        "score": 0.5,
        "max": 1,
        "hinted": False,
        "sure": False,
        "print": asked.print,
    }
    assert focus(kinds)["text"] == AGAIN
    kinds.keyboard.press("Enter")
    assert focus(kinds)["name"] == "kinds/ring-1" and focus(kinds)["value"] == ""
    assert one(kinds, "ring", ".quiz-feedback").count() == 0
    assert one(kinds, "ring", ":checked").count() == 0, "the confidence is asked again"
    kinds.keyboard.type("三")
    kinds.keyboard.press("Tab")
    kinds.keyboard.type("店名")
    one(kinds, "ring", ".quiz-sure input").first.check()
    send(kinds, "ring")
    assert status(kinds, "ring").startswith(word("quiz.script.right"))
    assert (heard(kinds)[-1]["score"], heard(kinds)[-1]["sure"]) == (1, True)


def texts(page: Page, id: str) -> list[str]:
    """The items in the order they have now."""
    return [plain(text) for text in one(page, id, ".quiz-row > span:first-child").all_inner_texts()]


def test_order(kinds: Page) -> None:
    asked = entry("spill")
    start = texts(kinds, "spill")
    assert start == [plain(option.text) for option in asked.items]
    assert start != [plain(option.text) for option in sorted(asked.options, key=lambda option: int(option.key))]
    send(kinds, "spill")
    assert status(kinds, "spill") == word("quiz.script.move"), "the order one is given is no answer"
    # Sort it with the keys alone, item after item to the top.
    for wanted in sorted(asked.options, key=lambda option: -int(option.key)):
        button = item(kinds, "spill", wanted.text).locator("[data-by='-1']")
        button.focus()
        while texts(kinds, "spill")[0] != plain(wanted.text):
            before = texts(kinds, "spill").index(plain(wanted.text))
            kinds.keyboard.press("ArrowUp" if before % 2 else "Enter")
            assert texts(kinds, "spill").index(plain(wanted.text)) == before - 1
            assert button.evaluate("(one) => one === document.activeElement"), "the keyboard was lost"
            said = word("quiz.script.moved", text=wanted.text, n=before, m=4)
            assert one(kinds, "spill", ".course-unseen[role=status]").text_content() == said
        kinds.keyboard.press("ArrowUp")
        assert texts(kinds, "spill")[0] == plain(wanted.text)
    assert not heard(kinds)
    send(kinds, "spill")
    assert status(kinds, "spill").startswith(word("quiz.script.right")) and heard(kinds)[-1]["score"] == 1
    for option in asked.options:
        assert feedback(item(kinds, "spill", option.text)) == word("quiz.script.placeright") + plain(option.chosen)
    assert one(kinds, "spill", ".quiz-note").count() == 0
    item(kinds, "spill", "道歉").locator("[data-by='1']").dispatch_event("click")
    assert texts(kinds, "spill")[1] == "道歉", "what is answered does not move"
    kinds.keyboard.press("Enter")
    assert texts(kinds, "spill") == start


def test_a_broken_rule_is_named(kinds: Page) -> None:
    """From the key's order, 看他 and 盛一碗 change places: one rule is broken, the other is kept."""
    order = ["马上盛一碗新的", "道歉", "看他有没有烫着", "问一句够不够"]
    for text in reversed(order):
        while texts(kinds, "spill")[0] != plain(text):
            item(kinds, "spill", text).locator("[data-by='-1']").click()
    one(kinds, "spill", "button[type=submit]").click()
    (rule,) = [note for note in entry("spill").notes if "烫" in note.said or "看他" in note.text]
    assert [plain(text) for text in one(kinds, "spill", ".quiz-note").all_inner_texts()] == [
        plain(rule.text) + plain(rule.said)
    ]
    assert plain(rule.said) in plain(status(kinds, "spill")), "what is heard first is the rule"
    assert heard(kinds)[-1]["score"] == pytest.approx(3 / 6)
    assert feedback(item(kinds, "spill", "马上")).startswith(plain(word("quiz.script.placewrong", right=3)))
    assert feedback(item(kinds, "spill", "问一句")).startswith(word("quiz.script.placeright"))


def test_dragging_moves_too(small: Site, open_page: Open) -> None:
    page = open_page(f"{small.url}kinds/", DESK)
    start = texts(page, "spill")
    rows = one(page, "spill", ".quiz-options > li")
    rows.nth(0).drag_to(rows.nth(2))
    assert texts(page, "spill") == [start[1], start[2], start[0], start[3]]
    rows.nth(3).drag_to(rows.nth(0))
    assert texts(page, "spill") == [start[3], start[1], start[2], start[0]]


def give(page: Page, id: str, wanted: dict[str, str]) -> None:
    """Give each item its choice by keyboard, wherever it stands."""
    for _ in wanted:
        held = tab_to(
            page, lambda held: held["home"] == f"kinds/{id}" and (held["tag"] == "SELECT" or held["type"] == "radio")
        )
        label = page.evaluate("document.activeElement.closest('[aria-label]').ariaLabel")
        choice = next(choice for text, choice in wanted.items() if text in label)
        place = [*entry(id).choices].index(choice) + 1
        if held["tag"] == "SELECT":
            press(page, *["ArrowDown"] * place)
        else:
            press(page, "Space", *["ArrowDown"] * (place - 1))
        chosen = page.evaluate("document.activeElement.value")
        assert chosen == str(place)


@pytest.mark.parametrize("id", ["fear", "lanes", "forty"])
def test_give_every_item_its_own(kinds: Page, id: str) -> None:
    """match, sort, rate: once all right, once the last choice for all."""
    asked = entry(id)
    shown = one(kinds, id, ".quiz-options > li").count()
    assert shown == len([option for option in asked.options if option.text])
    send(kinds, id)
    assert status(kinds, id) == word("quiz.script.choose")
    one(kinds, id, ".quiz-options").evaluate("(list) => { list.tabIndex = -1; list.focus(); }")
    give(kinds, id, {option.text: option.key for option in asked.items})
    if asked.sure:
        tab_to(kinds, lambda held: held["name"] == f"kinds/{id}-sure")
        kinds.keyboard.press("Space")
    send(kinds, id)
    told = heard(kinds)[-1]
    assert (told["kind"], told["score"], told["sure"]) == (KINDS[id], 1, True if asked.sure else None)
    for option in asked.items:
        assert feedback(item(kinds, id, option.text)) == word("quiz.script.itemright") + plain(option.chosen)

    one(kinds, id).get_by_role("button", name=AGAIN).click()
    last = len(asked.choices)
    for row in one(kinds, id, ".quiz-row").all():
        if row.locator("select").count():
            row.locator("select").select_option(str(last))
        else:
            row.locator("input").last.check()
    if asked.sure:
        one(kinds, id, ".quiz-sure input").last.check()
    one(kinds, id, "button[type=submit]").click()
    right = [option for option in asked.items if option.key == asked.choices[-1]]
    steps = sum(abs(asked.choices.index(option.key) + 1 - last) for option in asked.items)
    points = 1 - steps / (2 * shown) if asked.kind == "rate" else len(right) / shown
    told = heard(kinds)[-1]
    assert (told["score"], told["sure"]) == (pytest.approx(points), False if asked.sure else None)
    assert status(kinds, id).startswith(word("quiz.script.some", n=len(right), m=shown))
    for option in asked.items:
        label = word("quiz.script.itemright") if option in right else word("quiz.script.itemwrong", right=option.key)
        assert feedback(item(kinds, id, option.text)) == plain(label) + plain(option.chosen)


def test_some_left_out(kinds: Page) -> None:
    item(kinds, "forty", "久等").locator("input").first.check()
    one(kinds, "forty", "button[type=submit]").click()
    assert status(kinds, "forty") == word("quiz.script.rest", n=2)
    assert not heard(kinds)


@pytest.mark.parametrize(
    ("typed", "points", "said"),
    [
        ("2.1", 1, "chosen"),
        ("２．０８ 分", 1, "chosen"),
        ("0.1", 0, "mistake"),
        ("9", 0, "missed"),
    ],
)
def test_number(kinds: Page, typed: str, points: int, said: str) -> None:
    right, mistake = entry("gap").options
    one(kinds, "gap", "input").focus()
    kinds.keyboard.type("两分多")
    send(kinds, "gap")
    assert status(kinds, "gap") == word("quiz.script.number") and not heard(kinds)
    one(kinds, "gap", "input").fill(typed)
    assert one(kinds, "gap", "input").get_attribute("inputmode") == "decimal"
    one(kinds, "gap", "button[type=submit]").click()
    assert heard(kinds)[-1]["score"] == points
    words_said = {"chosen": right.chosen, "missed": right.missed, "mistake": mistake.chosen}[said]
    label = word("quiz.script.itemright") if points else word("quiz.script.itemwrong", right=right.text)
    assert feedback(one(kinds, "gap", ".quiz-options > li")) == plain(label) + plain(words_said)


def test_open(kinds: Page) -> None:
    asked = entry("pan")
    send(kinds, "pan")
    assert status(kinds, "pan") == word("quiz.script.write")
    one(kinds, "pan", "textarea").focus()
    kinds.keyboard.type("<img src=x onerror=alert(1)> 您好")
    kinds.keyboard.press("Enter")
    kinds.keyboard.type("第二行")
    send(kinds, "pan")
    assert status(kinds, "pan") == word("quiz.script.compare") and not heard(kinds)
    assert plain(one(kinds, "pan", ".quiz-options .quiz-model").inner_text()).endswith(plain(asked.model))
    points = one(kinds, "pan", ".quiz-options li:has(input)")
    assert [plain(text) for text in points.all_inner_texts()] == [plain(option.text) for option in asked.options]
    assert focus(kinds)["type"] == "checkbox"
    press(kinds, "Space", "Tab", "Tab", "Space")
    send(kinds, "pan", COUNT)
    (told,) = heard(kinds)
    assert (told["kind"], told["score"]) == ("open", pytest.approx(2 / 3))
    assert status(kinds, "pan").startswith(word("quiz.script.points", n=2, m=3))
    for place, option in enumerate(asked.options):
        label = word("quiz.script.undone" if place == 1 else "quiz.script.done")
        assert feedback(points.nth(place)) == label + plain(option.chosen)
    assert one(kinds, "pan", "img").count() == 0
    kinds.keyboard.press("Enter")
    assert one(kinds, "pan", ".quiz-later, .quiz-feedback").count() == 0
    assert one(kinds, "pan", "textarea").input_value() == "" and focus(kinds)["tag"] == "TEXTAREA"
    kinds.keyboard.type("再写")
    assert one(kinds, "pan", "textarea").input_value() == "再写"


def test_no_point_is_an_answer(kinds: Page) -> None:
    one(kinds, "pan", "textarea").fill("不行。")
    for _ in range(2):
        one(kinds, "pan", "button[type=submit]").click()
    assert heard(kinds)[-1]["score"] == 0


def test_combination(kinds: Page) -> None:
    asked = entry("combo")
    (note,) = asked.notes
    for chosen, told in [((0, 2), True), ((0, 2, 3), True), ((0, 3), False), ((2,), False)]:
        for place in chosen:
            item(kinds, "combo", asked.options[place].text).locator("input").check()
        one(kinds, "combo", "button[type=submit]").click()
        expected = [plain(word("quiz.script.together")) + plain(note.said)] if told else []
        assert [plain(text) for text in one(kinds, "combo", ".quiz-note").all_inner_texts()] == expected, chosen
        one(kinds, "combo").get_by_role("button", name=AGAIN).click()
    assert "{" not in one(kinds, "combo").inner_text()


# In an exam


def answer(page: Page, full: bool = True) -> None:
    """Something for every question, all of it or only the first item."""
    page.evaluate(
        """(full) => document.querySelectorAll("course-quiz").forEach((quiz) => {
            const first = (all, act) => [...all].slice(0, full ? 99 : 1).forEach(act);
            first(quiz.querySelectorAll("[type=text]"), (one) => { one.value = "5"; });
            first(quiz.querySelectorAll("select"), (one) => { one.value = "1"; });
            first(quiz.querySelectorAll(".quiz-picks"), (one) => one.querySelector("input").click());
            quiz.querySelector("[data-by='1']")?.click();
            quiz.querySelectorAll("textarea").forEach((one) => { one.value = "好"; });
            quiz.querySelector("label > input:not([type=text], .quiz-picks *)")?.click();
            quiz.querySelector(".quiz-sure input")?.click();
        })""",
        full,
    )


def test_held(kinds: Page) -> None:
    """An exam asks: nothing is scored twice, nothing scrolls, nothing takes the keyboard; what is empty is null."""
    kinds.evaluate("document.querySelectorAll('course-quiz').forEach((quiz) => quiz.hold())")
    check = "[...document.querySelectorAll('course-quiz')].map((quiz) => [quiz.dataset.kind, quiz.check()])"
    assert kinds.locator("course-quiz button:not(.quiz-moves *):visible").count() == 0
    assert {points for _, points in kinds.evaluate(check)} == {None} and not heard(kinds)
    answer(kinds, full=False)
    kinds.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    points = dict(kinds.evaluate(check))
    assert (focus(kinds)["tag"], kinds.evaluate("scrollY")) == ("BODY", 0)
    assert one(kinds, "pan").evaluate("(quiz) => quiz.check()") is None
    assert one(kinds, "pan", ".quiz-options .quiz-model").count() == 1
    assert points.pop("open") is None and one(kinds, "pan", ".quiz-options .quiz-model").is_visible()
    assert all(0 <= value <= 1 for value in points.values()) and len(points) == 7
    assert {told["kind"] for told in heard(kinds)} == {*points}
    assert kinds.locator("course-quiz:not(.quiz-done)").count() == 0


# What is left without a script, without a server, on paper; what the search must not give away


def hidden(asked: Question) -> Iterator[str]:
    """What only who has answered should read."""
    for blank in asked.blanks:
        yield from (answer for answer in blank if len(answer) > 1)
    for option in asked.options:
        yield from (option.chosen, option.missed)
        if asked.kind == "open" or (option in asked.mistakes and len(option.text) > 1):
            yield option.text
    yield from (note.said for note in asked.notes)
    yield from (asked.model, asked.explanation)


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_without_script(small: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{small.url}kinds/", view, java_script_enabled=False)
    for asked in bank().questions:
        quiz = one(page, asked.id)
        form = plain(one(page, asked.id, "form").inner_text())
        assert plain(asked.asked(word("quiz.gap"))[0]) in form
        for option in asked.items if asked.kind not in ("number", "open") else ():
            assert plain(option.text) in form
        for choice in asked.choices:
            assert plain(choice) in form
        assert quiz.locator("button, select").count() == 0, "a control that does nothing"
        key = quiz.locator("details.quiz-key")
        assert key.locator("ol").is_hidden()
        assert not [secret for secret in filter(None, hidden(asked)) if plain(secret) in form]
        key.locator("summary").click()
        said = plain(key.inner_text())
        assert not [secret for secret in filter(None, hidden(asked)) if plain(secret) not in said]
        rows = key.locator("ol > li").all_inner_texts()
        for option, row in zip(asked.items, rows, strict=asked.kind != "fill"):
            if asked.kind in ("match", "sort", "rate"):
                assert plain(row).startswith(plain(option.key))
            if asked.kind == "order":
                assert plain(row).startswith(plain(word("quiz.ui.rank", n=option.key)))
        if asked.kind == "number":
            assert plain(asked.items[0].text) in said
    assert page.locator("article :checked:not(option)").count() == 0


def test_the_search_knows_no_key(small: Site) -> None:
    text = "".join(said for address, said in indexed(small.folder).items() if address.startswith("kinds/"))
    text = text.replace(" ", "")
    for asked in bank().questions:
        assert fold(plain(asked.asked(word("quiz.gap"))[0])).replace(" ", "") in text
        assert not [secret for secret in filter(None, hidden(asked)) if fold(plain(secret)).replace(" ", "") in text]
    # What belongs together stands apart, and not in the author's order.
    html = BeautifulSoup((small.folder / "kinds" / "index.html").read_bytes(), "html.parser")
    for form in html.select("course-quiz form"):
        for key in form.select("details"):
            key.decompose()
        assert not form.select("[data-key], [data-right], [data-note]")


def test_paper(small: Site, open_page: Open) -> None:
    """Fresh or answered: lines to write on, no answer in the questions, the key apart and in the same order."""
    page = open_page(f"{small.url}kinds/", DESK)
    page.locator("course-quiz.quiz-live").first.wait_for()
    answer(page)
    for _ in range(2):
        page.evaluate("document.querySelectorAll('course-quiz').forEach((quiz) => quiz.check())")
        now = texts(page, "spill")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert texts(page, "spill") == [plain(option.text) for option in entry("spill").items]
        assert (
            page.locator("article select:visible, article .quiz-moves:visible, article .quiz-picks:visible").count()
            == 0
        )
        for asked in bank().questions:
            form = plain(one(page, asked.id, "form").inner_text())
            assert not [secret for secret in filter(None, hidden(asked)) if plain(secret) in form], asked.id
        colours = one(page, "ring", "[type=text]").evaluate_all(
            "all => all.map((one) => getComputedStyle(one).webkitTextFillColor)"
        )
        assert set(colours) == {"rgba(0, 0, 0, 0)"}, "what somebody typed is printed"
        lines = page.locator(".quiz-row").evaluate_all(
            "all => all.map((one) => getComputedStyle(one, '::after').borderBottomStyle)"
        )
        assert set(lines) == {"solid"}
        apart = plain(page.locator(".course-keys").inner_text())
        assert not [
            secret for asked in bank().questions for secret in filter(None, hidden(asked)) if plain(secret) not in apart
        ]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        assert texts(page, "spill") == now, "printing put the learner's order back"


def test_pdf(small: Site, open_page: Open) -> None:
    pages = PdfReader(io.BytesIO(open_page(f"{small.url}kinds/", DESK).pdf(format="A4"))).pages
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in pages)))
    start = text.rindex(word("shared.script.keys"))
    assert text.count("怕丢面子") == 1 and "怕丢面子" in text[:start]
    assert "店号" in text[start:] and "店号" not in text[:start]


def test_from_a_folder(small: Site, open_page: Open) -> None:
    page = open_page((small.folder / "kinds" / "index.html").as_uri())
    page.locator("course-quiz.quiz-live").first.wait_for()
    answer(page)
    for _ in range(2):
        page.evaluate("document.querySelectorAll('course-quiz:not(.quiz-done)').forEach((quiz) => quiz.check())")
    assert len(heard(page)) == len(bank().questions)


# For everybody


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_in_every_state(small: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{small.url}kinds/", view)
    page.locator("course-quiz.quiz-live").first.wait_for()
    check = "document.querySelectorAll('course-quiz:not(.quiz-done)').forEach((quiz) => quiz.check())"
    states = {
        "fresh": "0",
        "refused": check,
        "half": "0",
        "compared": check,
        "answered": check,
        "again": "document.querySelectorAll('course-quiz').forEach((quiz) => quiz.reset())",
    }
    found = []
    for state, act in states.items():
        if state == "half":
            answer(page)
        page.evaluate(act)
        found += faults(page, state)
        wide, window = width(page)
        assert wide <= window, state
    assert not found


@pytest.mark.parametrize("view", [PHONE, DESK], ids=str)
def test_targets_are_large_enough(small: Site, open_page: Open, view: View) -> None:
    """44 px each; what lies in a label counts with its label."""
    page = open_page(f"{small.url}kinds/", view)
    page.locator("course-quiz.quiz-live").first.wait_for()
    answer(page)
    one(page, "pan", "button[type=submit]").click()
    small_ones = page.evaluate(
        """[...document.querySelectorAll("course-quiz :is(input, select, textarea, button)")].flatMap((one) => {
            const box = (one.closest("label") || one).getBoundingClientRect();
            return !box.height || (box.height >= 43.99 && box.width >= 43.99) ? [] : [one.outerHTML];
        })"""
    )
    assert not small_ones


def test_every_control_has_a_name(kinds: Page) -> None:
    for id in ("fear", "lanes"):
        for select in one(kinds, id, "select").all():
            assert select.get_attribute("aria-label") in [option.text for option in entry(id).items]
    for group in one(kinds, "forty", "[role=radiogroup]").all():
        assert group.get_attribute("aria-label") in [option.text for option in entry("forty").items]
    names = [button.get_attribute("aria-label") for button in one(kinds, "spill", "[data-by]").all()]
    assert len(set(names)) == 8 and all(names)


def test_once_more_after_going_away(small: Site, open_page: Open) -> None:
    """Away and back by instant navigation: each control once."""
    page = open_page(f"{small.url}kinds/")
    page.locator("course-quiz.quiz-live").first.wait_for()
    count = "document.querySelectorAll('course-quiz :is(input, select, textarea, button, [role=status])').length"
    before = page.evaluate(count)
    page.locator(".md-footer__link--prev").click()
    page.wait_for_url("**/other/")
    page.go_back()
    page.locator("course-quiz.quiz-live").nth(7).wait_for()
    page.evaluate("for (const quiz of document.querySelectorAll('course-quiz')) quiz.parentElement.append(quiz)")
    assert page.evaluate(count) == before
