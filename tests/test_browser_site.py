"""The whole site: accessibility, widths, targets, what is loaded, instant navigation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from browsing import (
    DARK,
    DESK,
    NIGHT,
    PART,
    PHONE,
    PROJECT,
    VIEWS,
    ZOOMED,
    Site,
    View,
    addresses,
    arrive,
    asked,
    faults,
    focus,
    heard,
    packed,
    press,
    question,
    tab_to,
    width,
    word,
)
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, Playwright, Route, TimeoutError, expect

from hooks.shared.room import assets

Open = Callable[..., Page]

ROOMS = {
    "quiz": "course-quiz, course-review, course-exam",
    "mot": "course-mot",
    "blueprint": ".course-blueprint",
    "case": "course-case, .case-card, .case-facts",
    "evidence": ".evidence-mark, .evidence-myth, .evidence-list, course-review, course-exam",
    "glossary": ".glossary-term, .glossary-list",
    "card": ".card",
    "law": ".law",
    "dialogue": "course-dialogue",
    "talk": ".talk, course-dialogue",
    "record": "course-quiz, course-mot, course-dialogue, course-record, course-review, .course-blueprint, course-plan",
    "record-page": "course-record",
    "plan": "course-plan",
    "review": "course-review",
    "exam": "course-exam",
    "search": ".search-list",
    "notebook": ".notebook-code",
}
# What a room's script asks for itself.
LATER = {"course-review": "ts-fsrs.js"}
BUDGET = 30 * 1024  # all rooms together

# Answer every question (its first option), score every table, play every dialogue, open every <details> and one note
# of evidence.
EVERYTHING = """() => {
    for (const quiz of document.querySelectorAll("course-quiz")) {
        quiz.querySelectorAll("select").forEach((select) => { select.selectedIndex = 1; });
        quiz.querySelectorAll(".quiz-picks").forEach((picks) => picks.querySelector("input").click());
        quiz.querySelector("[data-by='1'], [type=radio], [type=checkbox]")?.click();
        quiz.querySelectorAll("[type=text], textarea").forEach((field) => { field.value = "1"; });
        quiz.querySelector("form").requestSubmit();
    }
    for (const mot of document.querySelectorAll("course-mot")) {
        mot.querySelectorAll("fieldset").forEach((row) => row.querySelector("input").click());
        mot.querySelector("form").requestSubmit();
    }
    for (const talk of document.querySelectorAll("course-dialogue"))
        for (let turn = 0; turn < 99 && talk.querySelector("fieldset:not([hidden]) > div > .dialogue-option"); turn++)
            talk.querySelector("fieldset:not([hidden]) > div > .dialogue-option").click();
    for (const blueprint of document.querySelectorAll("course-blueprint")) {
        blueprint.querySelectorAll("select").forEach((select) => { select.selectedIndex = 1; });
        blueprint.querySelector("[type=radio]")?.click();
        blueprint.querySelector("button").click();
    }
    document.querySelectorAll("course-plan :is([data-act=add], [data-act=copy])").forEach((one) => one.click());
    document.querySelectorAll("article details").forEach((details) => { details.open = true; });
    [...document.querySelectorAll("article a.evidence-mark")].find((mark) => mark.offsetHeight)?.click();
}"""

# Controls and links of the article that are in sight and smaller than they should be. A radio's target is its label.
SMALL = """() => {
    const small = [], article = document.querySelector("article");
    const tell = (element, width, height, least) => {
        if (width < least - .01 || height < least - .01)
            small.push(`${element.tagName}.${element.className} ${element.textContent.trim()}: ${width}×${height}`);
    };
    for (const element of article.querySelectorAll("button, summary, select, input, [role=button], .md-button")) {
        const target = element.matches("input") ? element.closest("label") || element : element;
        const {width, height} = target.getBoundingClientRect();
        if (width && height && !element.hidden) tell(element, width, height, 44);
    }
    for (const link of article.querySelectorAll("a[href]:not(.md-button)")) {
        const parts = [...link.getClientRects()].filter((part) => part.width && part.height);
        const wide = parts.reduce((sum, part) => sum + part.width, 0);
        if (wide) tell(link, wide, Math.min(...parts.map((part) => part.height)), 24);
    }
    return small;
}"""


def everywhere() -> list[str]:
    """Every page of the course, and the one for addresses that lead nowhere."""
    return [*addresses(), "404.html"]


@pytest.mark.parametrize("views", [(PHONE, DESK), (NIGHT, DARK)], ids=["light", "dark"])
def test_axe_on_every_page(site: Site, open_page: Open, views: tuple[View, View]) -> None:
    page = open_page(site.url, views[0])
    found = []
    for path in everywhere():
        page.set_viewport_size(views[0].size)
        page.goto(site.url + path)
        for view in views:
            page.set_viewport_size(view.size)
            here = faults(page, f"{path} {view}")
            if here:  # looked at again from the start: what the theme was still moving is gone, a fault stays
                page.goto(site.url + path)
                here = faults(page, f"{path} {view}")
            found += here
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_on_what_the_theme_makes(small: Site, open_page: Open, view: View) -> None:
    """Code and tables that scroll, boxes, the open search and the open drawer."""
    page = open_page(small.url + "other/", view)
    if view.width < 960:
        page.wait_for_selector(".md-typeset__scrollwrap")
    found = faults(page, "page")
    page.locator("article details summary").click()
    found += faults(page, "open box")
    page.locator("label[for=__search].md-header__button").first.evaluate("(label) => label.click()")
    page.locator(".md-search__input").fill("题目")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()
    found += faults(page, "search")
    press(page, "Escape")
    if view.width < 960:
        page.locator("label[for=__drawer].md-header__button").click()
        found += faults(page, "drawer")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_while_a_question_is_answered(site: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{site.url}{PART}interaction/", view)
    key = page.locator("course-quiz").first.get_attribute("data-id") or ""
    quiz = page.locator("course-quiz").first
    right = next(place for place, option in enumerate(question(key).options, 1) if option.right)
    wrong = next(place for place, option in enumerate(question(key).options, 1) if not option.right)
    check = quiz.locator("button[type=submit]")
    found = []
    check.click()
    found += faults(page, "nothing chosen")
    quiz.locator("summary:visible").first.click()
    found += faults(page, "hint open")
    for value in (wrong, right):
        quiz.locator(f"input[value='{value}']").check()
        found += faults(page, "chosen")
        check.click()
        found += faults(page, f"answered {value == right}")
        quiz.locator("form .quiz-why a.evidence-mark").first.click()
        found += faults(page, "note in the explanation")
        quiz.get_by_role("button", name=word("quiz.script.again")).click()
    found += faults(page, "done again")
    page.locator("article > p a.evidence-mark").first.click()
    found += faults(page, "note in the text")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_while_a_table_is_scored(site: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{site.url}{PART}moments/", view)
    table = page.locator("course-mot")
    table.locator("summary:visible").first.click()
    compare = table.locator("button[type=submit]")
    compare.click()
    found = faults(page, "rows missing")
    for place, row in enumerate(table.locator("fieldset").all()):
        row.locator("input").nth(place % 7).check()
    found += faults(page, "scored")
    compare.click()
    found += faults(page, "compared")
    table.get_by_role("button", name=word("mot.script.again")).click()
    found += faults(page, "again")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [ZOOMED, DARK], ids=str)
def test_axe_when_everything_is_open(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url, view)
    found = []
    for path in everywhere():
        page.goto(site.url + path)
        page.evaluate(EVERYTHING)
        found += faults(page, path)
    assert not found, "\n".join(found)


def test_width_and_targets(site: Site, small: Site, open_page: Open) -> None:
    """No page is wider than the window, no control smaller than a finger: as it comes, and with everything open."""
    page = open_page(site.url, ZOOMED)
    found = []
    for address in [*(site.url + path for path in everywhere()), small.url, small.url + "other/"]:
        page.goto(address)
        for state in ("closed", "open"):
            for view in (DESK, PHONE, ZOOMED):
                page.set_viewport_size(view.size)
                wide, window = width(page)
                if wide > window or window != view.width:
                    found.append(f"{address} ({state}): {wide} > {window}")
                found += [f"{address} {view} ({state}): {one}" for one in page.evaluate(SMALL)]
            page.evaluate(EVERYTHING)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [PHONE, NIGHT], ids=str)
def test_type_is_set_for_reading(site: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{site.url}{PART}interaction/", view)
    for name, font, line in page.evaluate(
        """[...document.querySelectorAll("article :is(p, li, label, td, summary)")].map((one) => {
            const style = getComputedStyle(one);
            return [one.outerHTML.slice(0, 60), parseFloat(style.fontSize), parseFloat(style.lineHeight)];
        })"""
    ):
        assert font >= 13, name
        assert line >= 1.5 * font, name
    font, line = page.evaluate(
        "(({fontSize, lineHeight}) => [parseFloat(fontSize), parseFloat(lineHeight)])"
        "(getComputedStyle(document.querySelector('article > p')))"
    )
    assert font >= 15 and line / font >= 1.75


def wanted(html: str) -> set[str]:
    """Our files that a page should load: those of the rooms that its article shows."""
    article = BeautifulSoup(html, "html.parser").find("article")
    assert article is not None
    rooms = [room for room, mark in ROOMS.items() if article.select_one(mark)]
    later = {name for mark, name in LATER.items() if article.select_one(mark)}
    return later | {file.name for room in ["shared", *rooms] if rooms for file in assets(room).values()}


def built(site: Site, path: str) -> str:
    """The HTML of a page."""
    file = site.folder / path
    return (file if file.suffix else file / "index.html").read_text(encoding="utf-8")


def test_a_page_loads_only_its_rooms(site: Site, open_page: Open) -> None:
    page = open_page(site.url)
    names, sorts = asked(page), set()
    for path in everywhere():
        names.clear()
        page.goto(site.url + path)
        expected = wanted(built(site, path))
        assert sorted(names) == sorted(expected), path
        sorts.add(frozenset(expected))
    assert frozenset() in sorts and len(sorts) >= 4


def test_instant_navigation_loads_only_the_rooms(site: Site, open_page: Open) -> None:
    """By the menu from the first page to the last: each brings what it needs and nothing else."""
    page = open_page(site.url)
    page.evaluate("window.kept = true")
    assert wanted(built(site, "")) == set()
    names, have, seen = asked(page), set[str](), [""]
    links = page.eval_on_selector_all(".md-nav--primary a[href]", "all => all.map((link) => link.href.split('#')[0])")
    for path in dict.fromkeys(link.removeprefix(site.url) for link in links if link not in (page.url, site.url)):
        names.clear()
        expected = wanted(built(site, path))
        # The menu of a phone is shut; its links lead on all the same.
        link = "[...document.querySelectorAll('.md-nav--primary a')].find((link) => link.href === url).click()"
        arrive(page, partial(page.evaluate, f"(url) => {{ {link} }}", site.url + path), site, path)
        linked = page.eval_on_selector_all(
            "article :is([href*='assets/course/'], [src*='assets/course/'])",
            "all => all.map((one) => (one.src || one.href).split('/').pop().split('?')[0])",
        )
        assert sorted(linked) == sorted(expected - set(LATER.values())), path
        # A library comes when its room asks for it, after the room has come to life.
        page.wait_for_function(
            """(names) => names.every((name) =>
                performance.getEntriesByType("resource").some((one) => one.name.includes(name)))""",
            arg=[f"/assets/course/{name}" for name in sorted(expected)],
        )
        assert expected - have <= set(names) <= expected, path
        have |= set(names)
        seen.append(path)
    assert page.evaluate("kept"), "this was no instant navigation"
    assert sorted(seen) == addresses()


@pytest.mark.parametrize("late", ["shared.js", "quiz.js", "evidence.js"])
def test_scripts_may_come_in_any_order(site: Site, open_page: Open, late: str) -> None:
    """Instant navigation puts all scripts in at once and waits for none: one of them is late on a bad connection."""
    page = open_page(site.url)

    def wait(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route(f"**/{late}*", wait)
    page.evaluate("window.kept = true")
    arrive(page, page.locator("article .md-button").click, site, PART + "interaction/")
    assert page.evaluate("kept"), "this was no instant navigation"
    answer_first(page)
    page.wait_for_function("window.courseEvidence")
    page.locator("article > p a.evidence-mark").first.click()
    assert page.locator(".evidence-box").is_visible()


def test_weight() -> None:
    names = ["shared", "shared-early", *(room for room in ROOMS if room != "notebook"), "search-box"]
    rooms = [file for room in names for file in assets(room).values()]
    assert packed(rooms) <= BUDGET
    apart = {"search-worker.js", "notebook.css"}
    assert {file.name for file in PROJECT.glob("hooks/*/*.[cj]s*")} - apart <= {file.name for file in rooms}


def answer_first(page: Page) -> Locator:
    """Answer the first question of the page."""
    quiz = page.locator("course-quiz.quiz-live").first
    quiz.locator("input").first.check()
    quiz.locator("button[type=submit]").click()
    quiz.locator(".quiz-feedback").first.wait_for()
    return quiz


@pytest.mark.parametrize("sitemap", ["there", "late"])
def test_links_into_the_page_keep_what_was_begun(site: Site, open_page: Open, sitemap: str) -> None:
    """The contents, the skip link and Back. On a bad connection the theme's sitemap comes after the first click."""
    page = open_page("about:blank", DESK)
    waiting: list[Route] = []
    if sitemap == "late":
        page.route("**/sitemap.xml", lambda route: waiting.append(route))
    page.goto(f"{site.url}cases/sofa-delivery/")
    if sitemap == "there":
        page.wait_for_load_state("networkidle")
    page.evaluate("window.kept = document.querySelector('article')")
    level = page.locator(".mot-moments input").nth(2)
    level.check()

    places = page.locator(".md-sidebar--secondary .md-nav__link")
    for place in (1, 0, 0):
        places.nth(place).click()
        page.wait_for_function("(link) => link.href === location.href", arg=places.nth(place).element_handle())
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.md-skip').href === location.href")
    page.go_back()
    page.wait_for_function("(link) => link.href === location.href", arg=places.nth(0).element_handle())
    for route in waiting:
        with page.expect_response("**/sitemap.xml"):
            route.continue_()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)  # for what the theme would do then
    assert page.evaluate("kept.isConnected"), "the page was put in anew"
    assert level.is_checked()

    # From the first other page on the theme does it well: it comes back to the place.
    here, next = page.url, page.locator(".md-footer__link--next")
    arrive(page, next.click, site, str(next.get_attribute("href")).removeprefix(site.url))
    assert page.evaluate("kept && !kept.isConnected"), "this was no instant navigation"
    arrive(page, page.go_back, site, "cases/sofa-delivery/")
    assert page.url == here
    page.evaluate("window.kept = document.querySelector('article')")
    level.check()
    places.nth(1).click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    assert page.evaluate("kept.isConnected") and level.is_checked()


def test_back_after_a_reload_shows_the_page_before(site: Site, open_page: Open) -> None:
    """The page before was never loaded, only put in: no other address is kept from the theme."""
    page = open_page(f"{site.url}cases/sofa-delivery/", DESK)
    page.wait_for_load_state("networkidle")
    name, next = page.locator("article h1").text_content(), page.locator(".md-footer__link--next")
    arrive(page, next.click, site, str(next.get_attribute("href")).removeprefix(site.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    arrive(page, page.go_back, site, "cases/sofa-delivery/")
    page.wait_for_function("(name) => document.querySelector('article h1').textContent === name", arg=name)


def test_no_letter_turns_the_page(site: Site, open_page: Open) -> None:
    """The theme has keys for that; who has chosen an option and touches one would lose it."""
    page = open_page(f"{site.url}cases/sofa-delivery/", DESK)
    page.wait_for_load_state("networkidle")
    level = page.locator(".mot-moments input").nth(2)
    level.check()
    for key in "np,.":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == f"{site.url}cases/sofa-delivery/" and level.is_checked()


def test_back_and_forward_by_instant_navigation(site: Site, open_page: Open) -> None:
    one, other = PART + "interaction/", PART + "standards/"
    page = open_page(site.url + one)
    page.evaluate("window.kept = true")
    answer_first(page)
    arrive(page, page.locator(".md-footer__link--next").click, site, other)
    answer_first(page)
    arrive(page, page.go_back, site, one)
    quiz = answer_first(page)
    assert quiz.locator("button:visible").count() == 1
    arrive(page, page.go_forward, site, other)
    answer_first(page)
    assert page.evaluate("kept"), "this was no instant navigation"
    ids = [answer["id"] for answer in heard(page)]
    assert ids == [*ids[:2], *ids[:2]] and ids[0] != ids[1]


def test_back_by_loading_the_page_again(site: Site, open_page: Open) -> None:
    """Away and back where the browser builds the page anew: nothing is ticked, as on the first visit."""
    page = open_page(f"{site.url}{PART}moments/")
    page.locator("course-quiz input").first.check()
    page.locator("course-mot input").nth(3).check()
    page.goto(f"{site.url}404.html")
    page.go_back()
    page.locator("course-quiz.quiz-live").first.wait_for()
    page.wait_for_timeout(200)  # a browser puts back what was ticked some time after the page is there
    assert page.locator("article input:checked").count() == 0
    answer_first(page)


def test_back_to_a_page_that_slept(
    site: Site, playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> None:
    """Away and back where the browser has kept the page as it was (bfcache): so it is, and goes on."""
    without = ["--disable-back-forward-cache"]
    browser = playwright.chromium.launch(**browser_type_launch_args, ignore_default_args=without)
    try:
        page = browser.new_page()
        for _ in range(3):
            page.goto(f"{site.url}{PART}interaction/", wait_until="networkidle")
            page.evaluate("addEventListener('pageshow', (event) => { window.woken = event.persisted; })")
            answer_first(page)
            page.goto(f"{site.url}404.html", wait_until="networkidle")
            page.evaluate("history.back()")
            try:
                page.wait_for_function("window.woken", timeout=5000)
                break
            except TimeoutError:
                continue
        else:
            pytest.skip("this browser keeps no pages: it does not where memory or time is short")
        quiz = page.locator("course-quiz").first
        assert quiz.locator(".quiz-feedback:visible").count() > 1
        quiz.get_by_role("button", name=word("quiz.script.again")).click()
        assert quiz.locator("input:checked").count() == 0
        answer_first(page)
        assert quiz.locator("button").count() == 2
    finally:
        browser.close()


def test_two_taps_to_the_first_question(site: Site, open_page: Open) -> None:
    """The first screen of the home page on a phone: what one can do afterwards, how long it takes, one button."""
    page = open_page(site.url, has_touch=True)
    button = page.locator("article .md-button")
    box = button.bounding_box()
    assert button.count() == 1 and box and box["y"] + box["height"] <= PHONE.height
    said = page.locator("article > *").evaluate_all(
        "(all, y) => all.filter((one) => one.getBoundingClientRect().top < y).map((one) => one.textContent).join('')",
        box["y"],
    )
    assert "能" in said and "分钟" in said
    button.tap()
    quiz = page.locator("course-quiz.quiz-live").first
    quiz.wait_for()
    quiz.locator("label").first.tap()
    assert quiz.locator("input:checked").count() == 1


def test_search_finds_what_is_taught(site: Site, open_page: Open) -> None:
    page = open_page(site.url, DESK)
    page.locator(".md-search__input").fill("关键时刻")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item a").first.wait_for()
    links = page.locator(".md-search-result__item > a").evaluate_all("all => all.map((one) => one.pathname)")
    assert any(link.endswith("/moments/") for link in links)


def test_the_switch_of_a_section_has_a_name(site: Site, open_page: Open) -> None:
    """Repaired in hooks/shared/repair.py; the theme's script still opens and closes what the switch names."""
    page = open_page(site.url, DESK)
    name = "案例"
    assert page.get_by_role("navigation", name=name, exact=True).count() == 0, "closed sections are not read out"
    held = tab_to(page, lambda held: held["tag"] == "LABEL")
    while not page.locator(f"label:focus [role=img][aria-label='{name}']").count():
        held = tab_to(page, lambda held: held["tag"] == "LABEL")
    assert held["tag"] == focus(page)["tag"]
    press(page, "Enter")
    section = page.get_by_role("navigation", name=name, exact=True)
    section.wait_for()
    expect(section).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("dialog").get_attribute("aria-label") == "搜索"
