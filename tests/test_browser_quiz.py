"""Questions: by keyboard alone, what is told and when, what is never done."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

import pytest
from browsing import (
    DARK,
    PART,
    PHONE,
    Site,
    View,
    addresses,
    focus,
    heard,
    plain,
    press,
    question,
    tab_to,
    text_of,
    word,
)
from playwright.sync_api import Page

from hooks.quiz.model import Question

Open = Callable[..., Page]

CHECK, AGAIN = word("quiz.script.check"), word("quiz.script.again")


def here(page: Page, key: str, rest: str = "") -> Any:
    """A part of one question."""
    return page.locator(f'course-quiz[data-id="{key}"] {rest}'.strip())


def done(page: Page, key: str) -> bool:
    """Whether a question is answered, or looks so."""
    return bool(
        here(page, key).evaluate("(quiz) => quiz.matches('.quiz-done') || quiz.querySelector('.quiz-feedback')")
    )


def choose(page: Page, key: str, asked: Question, wanted: Collection[int]) -> None:
    """From the first option, by keyboard: pass every option, choose the wanted ones (by place in the bank)."""
    values = {str(place) for place in range(1, len(asked.options) + 1)}
    told, seen = len(heard(page)), {focus(page)["value"]}
    if asked.kind == "multiple":
        for step in range(len(values)):
            if step:
                page.keyboard.press("Tab")
            held = focus(page)
            seen.add(held["value"])
            if int(held["value"]) - 1 in wanted:
                page.keyboard.press("Space")
            press(page, "Enter", "ArrowDown")
            assert focus(page) == held, "Enter or an arrow left the option"
    else:
        page.keyboard.press("Space")
        for _ in values:
            press(page, "ArrowDown", "Enter")
            seen.add(focus(page)["value"])
        assert len(wanted) == 1
        while int(focus(page)["value"]) - 1 not in wanted:
            page.keyboard.press("ArrowDown")
        press(page, "ArrowUp", "ArrowDown", "Enter")
    assert seen == values, f"{key}: options out of reach"
    chosen = here(page, key, "input:checked").evaluate_all("all => all.map((one) => Number(one.value) - 1)")
    assert set(chosen) == set(wanted)
    assert not done(page, key) and len(heard(page)) == told, f"{key}: answered before the button was pressed"


def send(page: Page, key: str) -> None:
    """On to the button, and press it."""
    tab_to(page, lambda held: held["home"] == key and held["text"] == CHECK, 12)
    page.keyboard.press("Enter")


def expect_feedback(page: Page, key: str, asked: Question, chosen: Collection[int]) -> None:
    """Under every option its own words: of having chosen it, or of not having."""
    found = here(page, key, ".quiz-options > li").evaluate_all(
        """items => items.map((item) => {
            const boxes = [...item.querySelectorAll(".quiz-feedback")].filter((box) => box.offsetHeight > 0);
            return [Number(item.querySelector("input").value) - 1, boxes.map((box) => box.textContent).join("|")];
        })"""
    )
    assert sorted(place for place, _ in found) == list(range(len(asked.options)))
    for place, text in found:
        option = asked.options[place]
        state = f"{'chosen' if place in chosen else 'left'}{'right' if option.right else 'wrong'}"
        words = option.missed if place not in chosen and option.missed else option.chosen
        expected = plain(word(f"quiz.script.{state}")) + plain(words)
        assert plain(text) == expected, f"{key}: option {place + 1}"
    why = text_of(page, f'course-quiz[data-id="{key}"] form .quiz-why')
    assert why == ([plain(asked.explanation)] if asked.explanation else [])


def expect_verdict(page: Page, key: str, asked: Question, chosen: Collection[int], hinted: bool) -> None:
    """The status region says how it went, the record hears the same, the keyboard is at "again"."""
    right = {place for place, option in enumerate(asked.options) if option.right}
    hits, wrong = len(right & set(chosen)), len(set(chosen) - right)
    points = max(0.0, (hits - wrong) / len(right))
    name = "right" if points == 1 else "partly" if points > 0 else "wrong"
    status = here(page, key, ".quiz-status")
    assert status.text_content().startswith(word(f"quiz.script.{name}", n=hits, m=len(right)))
    told = {"id": key, "kind": asked.kind, "score": points, "max": 1, "hinted": hinted, "sure": None}
    *_, last = heard(page)
    assert last.pop("print") == asked.print
    assert last == pytest.approx(told)
    held = focus(page)
    assert (held["home"], held["text"]) == (key, AGAIN)


def hints(page: Page, key: str, asked: Question) -> None:
    """Open the hints by keyboard: the next one is there only when the one before is open."""
    hint = here(page, key, ".quiz-hint")
    for place in range(len(asked.hints)):
        hint.nth(place).wait_for()
        assert [one.is_visible() for one in hint.all()].count(True) == place + 1, f"{key}: hints do not come one by one"
        held = tab_to(page, lambda held: held["tag"] == "SUMMARY", 8)
        assert held["home"] == key and held["text"].endswith(str(place + 1))
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.parentElement.open")
        assert plain(asked.hints[place]) in text_of(page, f'course-quiz[data-id="{key}"] .quiz-hint[open]')[-1]


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
@pytest.mark.parametrize("path", addresses(PART))
def test_every_question_by_keyboard(site: Site, open_page: Open, path: str, view: View) -> None:
    page = open_page(site.url + path, view)
    keys = page.eval_on_selector_all("course-quiz", "all => all.map((one) => one.dataset.id)")
    page.keyboard.press("Tab")
    assert "md-skip" in focus(page)["class"]
    page.keyboard.press("Enter")
    for key in keys:
        asked = question(key)
        right = [place for place, option in enumerate(asked.options) if option.right]
        wrong = [place for place, option in enumerate(asked.options) if not option.right]
        first = right[:1] if asked.kind == "multiple" else wrong[-1:]
        tab_to(page, lambda held, name=key: held["name"] == name)  # type: ignore[misc]

        assert here(page, key, ".quiz-status").evaluate(
            "(one) => [one.role, one.ariaLive, getComputedStyle(one).display, one.textContent]"
        ) == ["status", "polite", "block", ""]
        choose(page, key, asked, first)
        send(page, key)
        expect_feedback(page, key, asked, first)
        expect_verdict(page, key, asked, first, hinted=False)

        page.keyboard.press("Enter")
        assert not done(page, key) and here(page, key, ".quiz-status").text_content() == ""
        assert focus(page)["name"] == key
        inputs = here(page, key, "input").evaluate_all("all => all.map((one) => one.checked || one.disabled)")
        assert inputs == [False] * len(asked.options)

        choose(page, key, asked, right)
        hints(page, key, asked)
        send(page, key)
        expect_feedback(page, key, asked, right)
        expect_verdict(page, key, asked, right, hinted=bool(asked.hints))
    assert len(heard(page)) == 2 * len(keys)


def test_part_one_has_its_questions(site: Site) -> None:
    html = "".join((site.folder / path / "index.html").read_text(encoding="utf-8") for path in addresses(PART))
    keys = re.findall(r'<course-quiz [^>]*data-id="([^"]+)"', html)
    assert len(set(keys)) == len(keys) >= 20
    assert {question(key).kind for key in keys} == {"single", "multiple", "judge"}


def test_nothing_chosen(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    page.get_by_role("button", name=CHECK).first.press("Enter")
    assert here(page, "mine/pinned", ".quiz-status").text_content() == word("quiz.script.choose")
    assert not done(page, "mine/pinned") and not heard(page)
    here(page, "mine/pinned", "input").first.check()
    assert here(page, "mine/pinned", ".quiz-status").text_content() == ""


def test_three_hints(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    one = here(page, "mine/pinned", ".quiz-hint")

    def shown() -> list[bool]:
        return [one.nth(place).is_visible() for place in range(3)]

    assert shown() == [True, False, False]
    one.nth(0).locator("summary").click()
    one.nth(1).wait_for()
    assert shown() == [True, True, False]
    one.nth(1).locator("summary").click()
    one.nth(2).wait_for()
    here(page, "mine/pinned", "input").first.check()
    here(page, "mine/pinned", "button[type=submit]").click()
    # What was looked at stays; what was not is not offered any more.
    assert shown() == [True, True, False]
    assert heard(page)[-1]["hinted"] is True
    here(page, "mine/pinned").get_by_role("button", name=AGAIN).click()
    assert shown() == [True, False, False]
    assert one.evaluate_all("all => all.some((hint) => hint.open)") is False
    here(page, "mine/pinned", "input").first.check()
    here(page, "mine/pinned", "button[type=submit]").click()
    assert heard(page)[-1]["hinted"] is False


def test_partial_score(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    for chosen, points, name in [
        ("1", 1 / 3, "partly"),
        ("13", 2 / 3, "partly"),
        ("134", 1, "right"),
        ("12", 0, "wrong"),
        ("1342", 2 / 3, "partly"),
        ("12345", 1 / 3, "partly"),
        ("25", 0, "wrong"),
    ]:
        for value in chosen:
            here(page, "mine/many", f"input[value='{value}']").check()
        here(page, "mine/many", "button[type=submit]").click()
        assert heard(page)[-1]["score"] == pytest.approx(points), chosen
        hits = len(set(chosen) & set("134"))
        said = here(page, "mine/many", ".quiz-status").text_content()
        assert said.startswith(word(f"quiz.script.{name}", n=hits, m=3)), chosen
        here(page, "mine/many").get_by_role("button", name=AGAIN).click()


def order(page: Page, key: str) -> str:
    """The options of a question as they stand: "132"."""
    values: list[str] = here(page, key, "input").evaluate_all("all => all.map((one) => one.value)")
    return "".join(values)


def test_shuffle_spares_the_pinned(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    seen: dict[str, set[str]] = {"mine/pinned": set(), "mine/many": set(), "mine/judge": set()}
    for _ in range(12):
        for key, orders in seen.items():
            orders.add(order(page, key))
            here(page, key).evaluate("(quiz) => quiz.reset()")
    assert seen["mine/judge"] == {"12"}
    for key in ("mine/pinned", "mine/many"):
        assert len(seen[key]) > 1, "nothing is shuffled"
        assert all(sorted(one) == list("12345") and one.endswith("5") for one in seen[key])


def test_one_set_of_buttons(small: Site, open_page: Open) -> None:
    """Away and back by instant navigation; and an element that is moved inside the page."""
    page = open_page(small.url)
    page.evaluate("window.kept = true")
    for _ in range(2):
        page.locator(".md-footer__link--next").click()
        page.wait_for_url("**/other/")
        page.go_back()
        page.wait_for_url("**/small/")
        page.locator("course-quiz.quiz-live").first.wait_for()
    page.evaluate("for (const quiz of document.querySelectorAll('course-quiz')) quiz.parentElement.append(quiz)")
    assert page.evaluate("kept"), "this was no instant navigation"
    counts = page.eval_on_selector_all(
        "course-quiz", "all => all.map((one) => [...one.querySelectorAll('button, [role=status]')].length)"
    )
    assert counts == [3, 3, 3]
    here(page, "mine/judge", "input").first.check()
    here(page, "mine/judge", "button[type=submit]").click()
    assert len(heard(page)) == 1
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert order(page, "mine/pinned") == "12345", "a question that was moved forgot the order on paper"


def test_nothing_is_ticked_after_a_reload(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    for box in here(page, "mine/many", "input").all():
        box.check()
    page.reload()
    assert page.locator("input:checked:not(.md-toggle, .md-option)").count() == 0


@pytest.mark.parametrize(
    ("pinned", "draws", "expected"),
    [
        ([False, False], [0.0], [1, 0]),
        ([False, False], [0.9], [0, 1]),
        ([True, True], [], [0, 1]),
        ([False, False, True], [0.0], [1, 0, 2]),
        ([True, False, False, True], [0.0], [0, 2, 1, 3]),
        ([False, True, False], [0.0], [2, 1, 0]),
        ([False, False, False], [0.99, 0.0], [1, 0, 2]),
        ([], [], []),
    ],
)
def test_shuffled(rooms: Page, pinned: list[bool], draws: list[float], expected: list[int]) -> None:
    told = rooms.evaluate(
        "([pinned, draws]) => customElements.get('course-quiz').shuffled(pinned, () => draws.shift())", [pinned, draws]
    )
    assert told == expected


def test_shuffled_is_fair(rooms: Page) -> None:
    """Each of six orders comes up about a thousand times in six thousand."""
    counts = rooms.evaluate(
        """() => {
            const counts = {}, {shuffled} = customElements.get("course-quiz");
            for (let i = 0; i < 6000; i++) {
                const one = shuffled([false, false, false]).join("");
                counts[one] = (counts[one] || 0) + 1;
            }
            return counts;
        }"""
    )
    assert len(counts) == 6 and all(800 < count < 1200 for count in counts.values())


@pytest.mark.parametrize(
    ("right", "chosen", "points"),
    [
        ("10", "10", 1),
        ("10", "01", 0),
        ("1010", "1010", 1),
        ("1010", "1000", 0.5),
        ("1010", "1100", 0),
        ("1010", "0101", 0),
        ("1010", "1111", 0),
        ("1110", "1111", 2 / 3),
        ("1110", "0000", 0),
    ],
)
def test_score(rooms: Page, right: str, chosen: str, points: float) -> None:
    flags = [[flag == "1" for flag in text] for text in (right, chosen)]
    told = rooms.evaluate("([right, chosen]) => customElements.get('course-quiz').score(right, chosen)", flags)
    assert told == pytest.approx(points)
