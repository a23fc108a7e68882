"""The review: what is due and in which order, a round by keyboard, what it loads, and what goes wrong on the way."""
# ruff: noqa: E501  # scripts for the page

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import (
    PART,
    PHONE,
    VIEWS,
    Site,
    View,
    asked,
    banks,
    faults,
    focus,
    heard,
    press,
    question,
    sources,
    tab_to,
    width,
    word,
)
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]

COURSE = "服务互动"
ID = "abcdefgh12"
DAY = 86400
NOW = 1_800_000_000  # 2027-01-15T08:00:00Z

# The queue for ideas {name: [[try, …] of a question, …]} at a time: [name, place of the question, due in days, weak].
QUEUE = """([ideas, now]) => {
    const answers = {}, all = Object.entries(ideas).map(([name, lists]) => lists.map((tries, place) => {
        const key = `${name}/${place}`;
        if (tries.length) answers[key] = {kind: "single", print: "p", n: tries.length, tries};
        return {key, kind: "single", print: "p"};
    }));
    return customElements.get("course-review").queue(all, answers, now * 1000).map(({due, weak, ask}) => [ask.key, (due / 1000 - now) / 86400, weak]);
}"""


def one(day: float, score: float = 1, *, hinted: bool = False, sure: bool | None = None) -> list[Any]:
    """A try some days before NOW."""
    return [int(NOW - day * DAY), score, 1, hinted, sure]


def say(name: str, **values: object) -> str:
    """A word of the review."""
    return word(f"review.script.{name}", **values)


def keep(page: Page, tries: dict[str, list[list[Any]]], old: tuple[str, ...] = ()) -> None:
    """Make these tries the record; questions in `old` were changed since."""
    answers = {
        key: {
            "kind": question(key).kind,
            "print": "changed" if key in old else question(key).print,
            "tries": all_,
            "n": len(all_),
        }
        for key, all_ in tries.items()
    }
    text = json.dumps({"format": 1, "course": COURSE, "id": ID, "name": "小周", "answers": answers}, ensure_ascii=False)
    page.evaluate(
        "([course, id, text]) => { localStorage[`course:${course}:p:${id}`] = text; localStorage[`course:${course}:who`] = id; }",
        [COURSE, ID, text],
    )


def shown(page: Page) -> str:
    """The key of the question that is asked."""
    page.locator("course-review course-quiz.quiz-live:not(.quiz-done)").wait_for()
    return page.locator("course-review course-quiz").get_attribute("data-id") or ""


def answer(page: Page, *, right: bool = True) -> None:
    """Answer the question that is asked."""
    key = shown(page)
    for place, option in enumerate(question(key).options, 1):
        if option.right == right and (right or not page.locator("course-review input:checked").count()):
            page.locator(f"course-review input[value='{place}']").check()
    page.locator("course-review course-quiz button[type=submit]").click()


def visit(open_page: Open, site: Site, tries: dict[str, list[list[Any]]], old: tuple[str, ...] = ()) -> Page:
    """The review at NOW with this record, when it has said how it stands."""
    page = open_page(site.url)
    page.clock.set_fixed_time(NOW)
    keep(page, tries, old)
    page.goto(site.url + "review/")
    page.wait_for_function("document.querySelector('course-review .quiz-status').textContent && !!window.FSRS")
    page.wait_for_function(
        f"document.querySelector('course-review .quiz-status').textContent !== {json.dumps(word('review.ui.wait'))}"
    )
    return page


def option_of(key: str) -> Callable[[dict[str, str]], bool]:
    """Whether the keyboard is at an option of this question."""
    return lambda held: held["home"] == key and held["type"] in ("radio", "checkbox")


def status(page: Page) -> str:
    """What the review says."""
    return page.locator("course-review [role=status]").last.inner_text()


def main_button(page: Page) -> Any:
    """The one button of the review."""
    return page.locator("course-review > div > p > button")


@pytest.fixture
def pure(site: Site, open_page: Open) -> Page:
    """The page of the review, with its functions and the library."""
    page = open_page(site.url + "review/")
    page.wait_for_function("!!window.FSRS && !!customElements.get('course-review')")
    return page


# What is due


def test_the_card_is_that_of_ts_fsrs(pure: Page) -> None:
    """Due days as the library itself gives them, worked out here from its documented use."""
    tries = {
        "again": [one(10, 0)],
        "part": [one(10, 0.7)],
        "nearly": [one(10, 0.9)],
        "hinted": [one(10, hinted=True)],
        "unsure": [one(10, sure=False)],
        "sure": [one(10, sure=True)],
        "good": [one(10)],
        "twice": [one(30), one(28)],
        "long": [one(300), one(297), one(287), one(240), one(120), one(1)],
    }
    expected = pure.evaluate(
        """([tries, now]) => Object.fromEntries(Object.entries(tries).map(([name, all]) => {
            const scheduler = FSRS.fsrs(FSRS.generatorParameters({maximum_interval: 60, enable_fuzz: false, enable_short_term: false}));
            const grades = {again: [1], part: [1], nearly: [2], hinted: [2], unsure: [2], sure: [3], good: [3], twice: [3, 3], long: [3, 3, 3, 3, 3, 3]}[name];
            let card = FSRS.createEmptyCard(new Date(all[0][0] * 1000));
            all.forEach(([seconds], i) => { card = scheduler.next(card, new Date(seconds * 1000), grades[i]).card; });
            return [name, (new Date(card.due).setHours(0, 0, 0, 0) / 1000 - now) / 86400];
        }))""",
        [tries, NOW],
    )
    found = {
        key.split("/")[0]: due
        for key, due, _ in pure.evaluate(QUEUE, [{name: [all_] for name, all_ in tries.items()}, NOW])
    }
    assert found == expected
    # And in days that anybody can count: one, two, three after the answer; never more than sixty.
    days = {name: round(due + 10 if name not in ("twice", "long") else due, 0) for name, due in found.items()}
    assert (
        days["again"]
        <= days["part"]
        == days["again"]
        < days["hinted"]
        == days["unsure"]
        == days["nearly"]
        < days["good"]
        == days["sure"]
    )
    assert 58 <= found["long"] <= 60


def test_the_order_of_what_is_due(pure: Page) -> None:
    """Wrong or unsure first, then what is most forgotten; the most forgotten is not the longest ago."""
    ideas = {
        "fresh": [[one(4)]],
        "forgotten": [[one(40)]],
        "firm": [[one(100), one(97), one(85), one(41)]],
        "wrong": [[one(2, 0)]],
        "unsure": [[one(3, sure=False)]],
        "never": [[]],
    }
    found = pure.evaluate(QUEUE, [ideas, NOW])
    names = [key.split("/")[0] for key, _, _ in found]
    assert set(names[:2]) == {"wrong", "unsure"} and "never" not in names
    assert names[2:] == ["forgotten", "fresh", "firm"] or names[2:] == ["forgotten", "firm", "fresh"]
    assert [weak for _, _, weak in found] == [True, True, False, False, False]


def test_clocks_that_slip(pure: Page) -> None:
    """Times never go backwards; a last answer in the future is due at once; nothing is thrown."""
    ideas = {
        "ahead-then-right": [[one(-365), one(2)]],
        "only-ahead": [[one(-365)]],
        "behind": [[one(5), [1000, 1, 1, False, None], one(3)]],
        "equal": [[one(3), one(3), one(3)]],
        "plain": [[one(2), one(2)]],
    }
    found = {key.split("/")[0]: (due, weak) for key, due, weak in pure.evaluate(QUEUE, [ideas, NOW])}
    assert found["only-ahead"][0] < -10_000, "nobody knows when that was"
    assert found["ahead-then-right"] == found["plain"], "the answer given later tells that the clock was ahead"
    assert -10 < found["behind"][0] <= 60 and len(found) == 5


def test_one_idea_has_one_card_and_is_asked_in_the_other_scene(pure: Page) -> None:
    ideas = {
        "seen-never": [[one(10)], []],
        "seen-longer-ago": [[one(10)], [one(20)]],
        "alone": [[one(20), one(10)]],
        "both": [[one(20)], [one(10)]],
    }
    found = {key.split("/")[0]: (key.split("/")[1], due) for key, due, _ in pure.evaluate(QUEUE, [ideas, NOW])}
    assert [found[name][0] for name in ("seen-never", "seen-longer-ago", "both")] == ["1", "1", "0"]
    assert found["both"][1] == found["alone"][1], "the tries of both scenes make one card"


# A round


FIRST = "part01/first-word"
TWIN = next(f"part01-practice/{one.id}" for one in banks()["part01-practice"].questions if one.same == FIRST)


def test_nothing_answered_yet(site: Site, open_page: Open) -> None:
    page = visit(open_page, site, {})
    assert status(page) == say("nothing") and not main_button(page).is_visible()
    assert page.locator("course-review ul a").first.is_visible()


def test_the_next_time_is_said(site: Site, open_page: Open) -> None:
    page = visit(open_page, site, {"part01/no-words": [one(0.1)], "part01/proactive": [one(0.1, 0)]})
    date = page.evaluate(f"new Date({(NOW + 1 * DAY) * 1000}).toLocaleDateString('zh', {{dateStyle: 'long'}})")
    assert status(page) == say("later", date=date, n=1)
    main_button(page).click()
    assert shown(page) in ("part01/proactive", *twins("part01/proactive")), "the weak one first"


def twins(key: str) -> list[str]:
    """The questions with the same idea."""
    return [f"{bank}/{entry.id}" for bank, all_ in banks().items() for entry in all_.questions if entry.same == key]


def test_a_round_by_keyboard_alone(site: Site, open_page: Open) -> None:
    page = visit(open_page, site, {FIRST: [one(9)], "part01/no-words": [one(9, 0)]})
    assert status(page) == say("due", n=2)
    tab_to(page, lambda held: held["text"] == say("start", n=2))
    press(page, "Enter")
    done = []
    for place in (1, 2):
        key = shown(page)
        done.append(key)
        assert focus(page)["text"] == say("place", i=place, n=2)
        tab_to(page, option_of(key))
        press(page, "Space")
        tab_to(page, lambda held: held["type"] == "submit")
        press(page, "Enter")
        assert focus(page)["text"] == say("next" if place == 1 else "end")
        assert page.locator("course-review button:visible").count() == 1, "one way on"
        assert page.locator(".quiz-feedback:visible").count() > 0
        press(page, "Enter")
    assert done == ["part01/no-words" if not twins("part01/no-words") else twins("part01/no-words")[0], TWIN], (
        "the wrong one first; the other scene"
    )
    right = sum(one["score"] == one["max"] for one in heard(page))
    assert focus(page)["text"] == say("done", n=2, m=right)
    assert [one["id"] for one in heard(page)] == done
    record = json.loads(page.evaluate("([course, id]) => localStorage[`course:${course}:p:${id}`]", [COURSE, ID]))
    assert all(key in record["answers"] for key in done)


def test_the_end_says_what_to_read_again_and_when_to_come_back(site: Site, open_page: Open) -> None:
    page = visit(open_page, site, {FIRST: [one(9)], "part01/online-first-reply": [one(9, 0)]})
    main_button(page).click()
    answer(page, right=False)
    main_button(page).click()
    answer(page)
    main_button(page).click()
    assert page.get_by_role("heading", name=say("done", n=2, m=1)).is_visible()
    lines = page.locator("course-review > div li")
    assert lines.nth(0).inner_text().startswith(say("wrong")) and lines.nth(1).inner_text().startswith(say("right"))
    link = lines.nth(0).locator("a")
    assert link.evaluate("(one) => one.href").startswith(site.url + PART) and lines.nth(1).locator("a").count() == 0
    date = page.evaluate(f"new Date({(NOW + 1 * DAY) * 1000}).toLocaleDateString('zh', {{dateStyle: 'long'}})")
    assert status(page) == say("later", date=date, n=1)


def test_a_round_has_eight(site: Site, open_page: Open) -> None:
    keys = [f"part01/{entry.id}" for entry in banks()["part01"].questions][:12]
    page = visit(open_page, site, {key: [one(30, 0)] for key in keys})
    assert status(page) == say("due", n=12)
    main_button(page).click()
    seen = []
    for _ in range(8):
        seen.append(shown(page))
        answer(page)
        main_button(page).click()
    assert len(set(seen)) == 8 and status(page) == say("due", n=4)
    assert main_button(page).inner_text() == say("start", n=4)


def test_changed_and_deleted_questions_do_not_count(site: Site, open_page: Open) -> None:
    page = visit(open_page, site, {FIRST: [one(9)], "part01/no-words": [one(9)]}, old=(FIRST,))
    assert status(page) == say("due", n=1)


def test_all_ideas_of_the_course_can_be_asked(site: Site, open_page: Open) -> None:
    """Every question of every bank is in a fragment, as a chapter shows it: the same id, kind, fingerprint."""
    page = open_page(site.url + "review/")
    found = page.evaluate(
        """async () => (await Promise.all([...document.querySelectorAll("course-review data")].map(async ({dataset}) =>
            Object.entries(await course.bank(dataset)).map(([key, {html}]) => {
                const home = document.createElement("div");
                course.put(home, html);
                const [quiz] = home.children;
                return [key, quiz.dataset.id, quiz.dataset.kind, quiz.dataset.print, quiz.querySelectorAll(".quiz-key").length];
            })))).flat()"""
    )
    wanted = [
        [f"{bank}/{entry.id}"] * 2 + [entry.kind, entry.print, 1]
        for bank, all_ in banks().items()
        for entry in all_.questions
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    listed = page.locator("course-review data").evaluate_all(
        "all => all.flatMap((one) => one.dataset.asked.split(';'))"
    )
    assert sorted(text.split(" ")[0] for text in listed) == sorted(str(one[0]) for one in wanted)


def test_marks_open_their_notes(site: Site, open_page: Open) -> None:
    bank = sources().sources["quizzes/part01.md"]
    key = next(
        f"part01/{entry.id}"
        for entry in banks()["part01"].questions
        if "{依据" in entry.explanation and not twins(f"part01/{entry.id}")
    )
    assert bank.text
    page = visit(open_page, site, {key: [one(9, 0)]})
    main_button(page).click()
    answer(page)
    page.locator("course-review .quiz-why a.evidence-mark:visible").first.click()
    assert page.locator(".evidence-box").is_visible()
    assert page.locator("course-review .evidence-notes").is_hidden()


# What it loads, what goes wrong


def test_only_what_is_needed_is_loaded(site: Site, open_page: Open) -> None:
    page = open_page(site.url)
    page.clock.set_fixed_time(NOW)
    keep(page, {FIRST: [one(9)]})
    names, fragments = asked(page), []
    page.on("request", lambda request: fragments.extend(re.findall(r"/banks/([^/?]+)", request.url)))
    page.goto(site.url + PART + "interaction/")
    assert "ts-fsrs.js" not in names and not fragments
    page.goto(site.url + "review/")
    main_button(page).wait_for()
    assert "ts-fsrs.js" in names and not fragments, "no bank before a question is asked"
    main_button(page).click()
    assert shown(page) == TWIN and fragments == ["part01-practice.js"]


@pytest.mark.parametrize("missing", ["ts-fsrs.js", "part01-practice.js"])
def test_a_file_that_does_not_come_is_told(site: Site, browser: Browser, missing: str) -> None:
    """In a context of its own: the browser itself writes an error for the missing file."""
    context = browser.new_context(viewport=PHONE.size, locale="zh-CN")
    page = context.new_page()
    page.goto(site.url)
    page.clock.set_fixed_time(NOW)
    keep(page, {FIRST: [one(9)]})
    page.route(f"**/{missing}*", lambda route: route.abort())
    page.goto(site.url + "review/")
    main_button(page).wait_for()
    if missing != "ts-fsrs.js":
        main_button(page).click()
    page.get_by_text(say("missing")).wait_for()
    page.unroute(f"**/{missing}*")
    page.get_by_role("button", name=say("retry")).click()
    if missing == "ts-fsrs.js":
        page.get_by_role("button", name=say("start", n=1)).click()
    assert shown(page) == TWIN
    context.close()


def test_from_a_folder(site: Site, open_page: Open) -> None:
    page = open_page((site.folder / "index.html").as_uri())
    page.clock.set_fixed_time(NOW)
    keep(page, {FIRST: [one(9)]})
    page.goto((site.folder / "review" / "index.html").as_uri())
    main_button(page).click()
    assert shown(page) == TWIN
    answer(page)
    assert main_button(page).inner_text() == say("end")


def test_without_script(site: Site, open_page: Open) -> None:
    page = open_page(site.url + "review/", java_script_enabled=False)
    text = page.locator("course-review").inner_text()
    assert word("review.ui.without") in text and word("review.ui.wait") not in text
    link = page.locator("course-review a").first
    assert link.evaluate("(one) => one.href") == f"{site.url}{PART}interaction/"
    assert page.locator("course-review button:visible").count() == 0


def test_by_instant_navigation(site: Site, open_page: Open) -> None:
    page = open_page(site.url)
    page.wait_for_load_state("networkidle")  # until it has the sitemap, the theme loads a page as any link does
    keep(page, {FIRST: [one(9)]})
    page.evaluate("window.kept = true")
    for _ in range(2):
        page.evaluate("document.querySelector(\".md-nav a[href$='review/']\").click()")
        main_button(page).wait_for()
        main_button(page).click()
        assert shown(page) == TWIN
        page.evaluate("document.querySelector(\".md-nav a[href$='evidence/']\").click()")
        page.wait_for_function("!document.querySelector('course-review')")
    assert page.evaluate("kept")


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_in_every_state(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url + "review/", view)
    page.get_by_text(say("nothing")).wait_for()
    found = faults(page, "nothing")
    page.clock.set_fixed_time(NOW)
    keep(page, {FIRST: [one(9)], "part01/online-first-reply": [one(9, 0)]})
    page.reload()
    main_button(page).wait_for()
    found += faults(page, "due")
    main_button(page).click()
    for right in (False, True):
        shown(page)
        found += faults(page, "asked")
        answer(page, right=right)
        found += faults(page, "answered")
        main_button(page).click()
    found += faults(page, "done")
    wide, window = width(page)
    assert wide <= window
    assert page.locator("course-review button:visible").evaluate("(one) => one.getBoundingClientRect().height") >= 43.9
    assert not found, "\n".join(found)
