"""An exam as a learner meets it: what is drawn, the time, the report, the certificate, and what goes wrong on the way."""
# ruff: noqa: E501  # scripts for the page

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from browsing import PHONE, VIEWS, Site, View, faults, focus, heard, press, tab_to, width, word
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

Open = Callable[..., Page]

NAME = '<img src=x onerror="window.hurt = 1">小周'
# Tick the right option of each of these questions, or a wrong one.
TICK = """([from, to, right]) => [...document.querySelectorAll("course-exam course-quiz")].slice(from, to).forEach((quiz) => {
    const keys = [...quiz.querySelectorAll(".quiz-key ol > li")].map((key) => "right" in key.dataset);
    const wrong = keys.indexOf(false);
    quiz.querySelectorAll(".quiz-options input").forEach((input) => {
        const place = Number(input.value) - 1;
        if (right ? keys[place] : place === wrong) input.click();
    });
})"""


def left(page: Page) -> int:
    """The seconds that are left."""
    minutes, seconds = re.findall(r"\d+", page.locator(".exam-left").inner_text())
    return 60 * int(minutes) + int(seconds)


AWAY = """(away) => {
    Object.defineProperty(document, "hidden", {configurable: true, get: () => away});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def say(name: str, **values: object) -> str:
    """A word of the exam."""
    return word(f"exam.script.{name}", **values)


def button(page: Page, text: str) -> Any:
    """The button that says this."""
    return page.get_by_role("button", name=text, exact=True)


def begin(page: Page) -> Page:
    """Draw, and wait until the questions live."""
    button(page, say("begin")).click()
    page.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
    return page


def drawn(page: Page) -> list[str]:
    """The keys of the questions on the page."""
    keys: list[str] = page.locator("course-exam course-quiz").evaluate_all("all => all.map((one) => one.dataset.id)")
    return keys


def option_of(key: str) -> Callable[[dict[str, str]], bool]:
    """Whether the keyboard is at an option of this question."""
    return lambda held: held["home"] == key and held["type"] in ("radio", "checkbox")


def status(page: Page) -> str:
    """What the exam says."""
    return page.locator("course-exam .quiz-status").first.inner_text()


@pytest.fixture
def exam(small: Site, open_page: Open) -> Page:
    """The exam, not begun."""
    return open_page(small.url + "exam/")


def test_draws_of_a_thousand_seeds(exam: Page) -> None:
    """No question twice, one of an idea, as many as wanted, evenly over the banks as long as they last."""
    broken = exam.evaluate(
        """() => {
            const broken = [], seen = new Set();
            const chance = (seed) => () => { // mulberry32
                let t = seed = (seed + 0x6D2B79F5) >>> 0;
                t = Math.imul(t ^ (t >>> 15), t | 1);
                t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
                return (t ^ (t >>> 14)) >>> 0;
            };
            const draw = (pool, n, seed) => customElements.get("course-exam").draw(pool, n, chance(seed));
            for (let seed = 0; seed < 1000; seed++) {
                const sizes = [3 + seed % 7, 4 + seed % 5, 1 + seed % 3], pool = [];
                sizes.forEach((size, bank) => { for (let i = 0; i < size; i++) pool.push({key: `${bank}/${i}`, bank, same: i < 2 ? `idea${i}` : `${bank}/${i}`}); });
                const ideas = new Set(pool.map((one) => one.same)).size, n = 1 + seed % ideas, found = draw(pool, n, seed);
                const counts = sizes.map((_, bank) => found.filter((one) => one.bank === bank).length);
                const left = sizes.map((_, bank) => pool.some((one) => one.bank === bank && !found.some((other) => other.same === one.same)));
                if (found.length !== n) broken.push([seed, "too few", found.length, n]);
                if (new Set(found.map((one) => one.same)).size !== n) broken.push([seed, "an idea twice"]);
                if (counts.some((count, bank) => left[bank] && count < Math.max(...counts) - 1)) broken.push([seed, "uneven", counts, left]);
                if (JSON.stringify(found) !== JSON.stringify(draw(pool, n, seed))) broken.push([seed, "not repeatable"]);
                seen.add(found.map((one) => one.key).join());
            }
            if (seen.size < 700) broken.push(["the same again and again", seen.size]);
            // Every question has its chance.
            const pool = Array.from({length: 20}, (_, i) => ({key: i, bank: 0, same: i})), often = Array(20).fill(0);
            for (let seed = 0; seed < 1000; seed++) draw(pool, 5, seed * 7919).forEach(({key}) => often[key]++);
            if (Math.min(...often) < 180 || Math.max(...often) > 320) broken.push(["unfair", often]);
            return broken;
        }"""
    )
    assert broken == []


def test_by_keyboard_alone(exam: Page) -> None:
    tab_to(exam, lambda held: held["text"] == say("begin"))
    press(exam, "Enter")
    exam.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
    assert focus(exam)["text"] == say("drawn", n=4), "the keyboard is where the exam begins"
    keys = drawn(exam)
    assert len(set(keys)) == 4 and not {"mine/pinned", "more/other-place"} <= set(keys), "one of an idea"
    assert sum(key.startswith("mine/") for key in keys) == 2
    assert exam.locator("course-exam .quiz-hint:visible, course-quiz button:visible").count() == 0
    for key in keys[:3]:
        tab_to(exam, option_of(key))
        press(exam, "Space")
    tab_to(exam, lambda held: held["text"] == say("hand"))
    press(exam, "Enter")
    assert heard(exam) == [], "nothing was handed in"
    assert say("blank", n=1) in focus(exam)["text"]
    press(exam, "Tab")
    assert focus(exam)["text"] == say("place", i=4, n=4)
    press(exam, "Enter")
    assert focus(exam)["home"] == keys[3] and drawn(exam) == keys
    press(exam, "Space")
    tab_to(exam, lambda held: held["text"] == say("hand"))
    press(exam, "Enter")
    assert sorted(one["id"] for one in heard(exam)) == sorted(keys)
    assert re.search(r"\d+ 分", focus(exam)["text"])


def test_points_and_report(exam: Page, small: Site) -> None:
    begin(exam).evaluate(TICK, [0, 2, True])
    exam.evaluate(TICK, [2, 3, False])
    keys = drawn(exam)
    button(exam, say("hand")).click()
    button(exam, word("exam.ui.anyway")).click()
    score = {one["id"]: one["score"] for one in heard(exam)}
    assert [score.get(key) for key in keys] == [1, 1, 0, None]
    assert exam.get_by_role("heading", name=say("failed", n=50, **{"pass": 60})).is_visible()
    assert not exam.locator(".exam-result form").is_visible()
    # Part by part; what was wrong with the page to read again; a question of no page belongs to the others.
    lines = exam.locator(".exam-result li").all_inner_texts()
    assert sum(int(m) for line in lines for _, m in re.findall(r"(\d)／(\d)", line)) == 4
    for link in exam.locator(".exam-result li a").all():
        assert link.evaluate("(one) => one.href").startswith(f"{small.url}#mine/")
    # Every explanation stands under its question, also under the one without an answer.
    for quiz in exam.locator("course-exam course-quiz").all():
        assert quiz.locator(".quiz-feedback:visible, .quiz-key p:visible").count() > 0
    assert exam.locator("course-quiz").nth(3).locator(".quiz-status").inner_text() == say("none")
    button(exam, say("anew")).click()
    exam.locator("course-exam course-quiz.quiz-live:not(.quiz-done)").nth(3).wait_for()
    assert not exam.locator(".exam-result").is_visible()


def test_links_and_pictures_of_a_question_lead_from_the_root(small: Site, open_page: Open) -> None:
    page = open_page(small.url + "exam/")
    found = page.evaluate(
        """async () => {
            const home = document.createElement("div");
            const one = await course.bank(document.querySelector("[data-bank=more]").dataset);
            course.put(home, one["more/picture"].html);
            return [home.querySelector("a").href, home.querySelector("img").src].concat(one["more/other-place"].same, one["more/fire"].at);
        }"""
    )
    assert found == [small.url + "other/", small.url + "assets/logo.svg", "mine/pinned", None]


def test_open_questions_are_never_drawn(exam: Page, small: Site) -> None:
    def reopened(route: Any) -> None:
        text = (small.folder / "assets/course/banks/more.js").read_text(encoding="utf-8")
        route.fulfill(
            content_type="text/javascript", body=text.replace('data-kind=\\"judge\\"', 'data-kind=\\"open\\"')
        )

    exam.route("**/more.js*", reopened)
    for _ in range(5):
        button(exam, say("begin")).click() if button(exam, say("begin")).count() else None
        exam.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
        assert "more/fire" not in drawn(exam)
        exam.evaluate("sessionStorage.clear()")
        exam.reload()


# Time


def test_time_runs_while_the_page_is_seen(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    page.clock.install(time="2026-11-22T10:00:00")
    page.goto(small.url + "exam/")
    begin(page)
    page.clock.run_for(30_000)
    page.evaluate(AWAY, True)
    seen = left(page)
    assert 1150 < seen <= 1170
    page.clock.run_for(600_000)
    assert left(page) == seen, "nobody saw it"
    page.evaluate(AWAY, False)
    assert "10 分" in status(page) and status(page).startswith(say("paused", time="")[:5])
    page.clock.run_for(10_000)
    assert seen - 30 < left(page) <= seen - 9
    page.evaluate(TICK, [0, 4, True])
    button(page, say("hand")).click()
    told = page.locator(".exam-result > p").nth(1).inner_text()
    used, pauses, away = re.findall(r"(\d+) [分次]", told)
    assert (used, pauses, away) == ("0", "1", "10"), told


def test_when_time_is_up_it_is_handed_in(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    page.clock.install(time="2026-11-22T10:00:00")
    page.goto(small.url + "exam/")
    begin(page).evaluate(TICK, [0, 1, True])
    page.clock.run_for(1_198_000)
    assert not page.locator(".exam-result").is_visible()
    page.clock.run_for(4_000)
    assert say("up") in page.locator(".exam-result").inner_text()
    assert len(heard(page)) == 1
    page.clock.run_for(60_000)
    assert len(heard(page)) == 1


def test_an_attempt_outlives_a_reload(small: Site, open_page: Open) -> None:
    page = open_page(small.url)
    page.clock.install(time="2026-11-22T10:00:00")
    page.goto(small.url + "exam/")
    begin(page).evaluate(TICK, [0, 2, True])
    keys = drawn(page)
    page.clock.run_for(60_000)
    page.reload()
    page.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
    assert drawn(page) == keys and page.locator("course-exam input:checked").count() == 0
    assert status(page) == say("resumed")
    page.clock.run_for(1_000)
    shown = page.locator(".exam-left").inner_text()
    assert re.search(r"18 分 5\d 秒", shown), shown
    # Handed in, it is over: the next visit begins anew.
    page.evaluate(TICK, [0, 4, True])
    button(page, say("hand")).click()
    page.reload()
    assert button(page, say("begin")).is_visible() and page.locator("course-exam course-quiz").count() == 0


@pytest.mark.parametrize(
    "text", ["", "no json", '{"keys": 1}', '{"keys": ["mine/gone", "mine/judge", "more/fire", "more/picture"]}']
)
def test_an_attempt_that_cannot_be_read_is_a_new_one(small: Site, open_page: Open, text: str) -> None:
    page = open_page(small.url + "exam/")
    page.evaluate("(text) => { sessionStorage[`exam:${location.pathname}:final`] = text; }", text)
    page.reload()
    if button(page, say("begin")).is_visible():
        button(page, say("begin")).click()
    page.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
    assert len(set(drawn(page))) == 4 and status(page) == say("drawn", n=4)


def test_nothing_kept_and_still_an_exam(small: Site, new_context: Callable[..., Any]) -> None:
    context = new_context(viewport=PHONE.size)
    context.add_init_script(
        'Object.defineProperty(window, "sessionStorage", {get() { if (/exam/.test(new Error().stack)) throw new DOMException("denied"); return {}; }});'
    )
    page = context.new_page()
    page.goto(small.url + "exam/")
    begin(page).evaluate(TICK, [0, 4, True])
    button(page, say("hand")).click()
    assert page.get_by_role("heading", name=say("passed", n=100)).is_visible()


def test_left_by_instant_navigation(small: Site, open_page: Open) -> None:
    """Away to another page and back: the same questions, and nothing runs on where nobody sees it."""
    page = open_page(small.url + "exam/")
    page.evaluate("window.kept = true")
    keys = drawn(begin(page))
    page.evaluate("document.querySelector(\".md-nav a[href$='other/']\").click()")
    page.wait_for_function("!document.querySelector('course-exam')")
    page.go_back()
    page.locator("course-exam course-quiz.quiz-live").nth(3).wait_for()
    assert page.evaluate("kept") and drawn(page) == keys


# The certificate


def passed(page: Page) -> Page:
    """Everything right, the name written."""
    begin(page).evaluate(TICK, [0, 4, True])
    button(page, say("hand")).click()
    page.evaluate("window.print = () => { window.printed = document.documentElement.className; }")
    page.locator(".exam-result input").fill(NAME)
    page.locator(".exam-result form button").click()
    return page


def test_certificate(exam: Page) -> None:
    passed(exam)
    assert "exam-alone" in exam.evaluate("printed")
    assert exam.locator(".exam-paper > p").nth(1).inner_text() == NAME
    assert exam.locator(".exam-paper img").count() == 0 and not exam.evaluate("'hurt' in window")
    pages = PdfReader(io.BytesIO(exam.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 1
    text = unicodedata.normalize("NFKC", re.sub(r"\s", "", pages[0].extract_text()))
    today = exam.evaluate('new Date().toLocaleDateString("zh", {dateStyle: "long"})')
    for part in (NAME, "100", "60", today, "小课程", "小测验", "0.1"):
        assert unicodedata.normalize("NFKC", re.sub(r"\s", "", part)) in text, part
    assert "单选" not in text and word("exam.ui.name") not in text
    exam.evaluate("dispatchEvent(new Event('afterprint'))")
    exam.emulate_media(media="print")
    assert not exam.locator(".exam-paper").is_visible() and exam.locator(".exam-result").is_visible()


# Everybody


def test_without_script(small: Site, open_page: Open) -> None:
    page = open_page(small.url + "exam/", java_script_enabled=False)
    text = page.locator("course-exam").inner_text()
    for part in (
        word("exam.ui.without"),
        word("exam.ui.open"),
        word("exam.terms.count", n=4),
        word("exam.terms.minutes", n=20),
    ):
        assert part in text
    links = page.locator(".exam-off a")
    assert links.first.is_visible() and links.first.evaluate("(one) => one.href") == small.url
    assert page.locator("course-exam :is(button, input):visible").count() == 0


def test_from_a_folder(small: Site, open_page: Open) -> None:
    page = open_page((small.folder / "exam" / "index.html").as_uri())
    passed(page)
    assert page.locator(".exam-paper").is_visible()


def test_a_bank_that_does_not_come_is_told(small: Site, browser: Browser) -> None:
    """In a context of its own: the browser itself writes an error for the missing file."""
    context = browser.new_context(viewport=PHONE.size, locale="zh-CN")
    page = context.new_page()
    page.route("**/banks/more.js*", lambda route: route.abort())
    page.goto(small.url + "exam/")
    button(page, say("begin")).click()
    page.get_by_text(say("missing")).wait_for()
    assert page.locator("course-exam course-quiz").count() == 0
    page.unroute("**/banks/more.js*")
    begin(page)
    assert status(page) == say("drawn", n=4)
    context.close()


def test_only_the_banks_of_the_exam(small: Site, open_page: Open) -> None:
    page, names = open_page(small.url), []
    page.on("request", lambda request: names.extend(re.findall(r"/banks/([^/?]+)", request.url)))
    page.goto(small.url + "exam/")
    assert names == []
    begin(page)
    assert sorted(names) == ["mine.js", "more.js"]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_in_every_state(small: Site, open_page: Open, view: View) -> None:
    page = open_page(small.url + "exam/", view)
    found = faults(page, "not begun")
    begin(page)
    found += faults(page, "begun")
    page.evaluate(TICK, [0, 3, True])
    button(page, say("hand")).click()
    found += faults(page, "asked")
    button(page, word("exam.ui.anyway")).click()
    found += faults(page, "handed in")
    page.evaluate("window.print = () => {}")
    page.locator(".exam-result input").fill("很长很长的名字" * 5)
    page.locator(".exam-result form button").click()
    found += faults(page, "certificate")
    wide, window = width(page)
    assert wide <= window
    small_ones = page.locator("course-exam :is(button, input:not([type])):visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML)"
    )
    assert not small_ones and not found, "\n".join(found)
