"""The whole site: accessibility, widths, targets, what is loaded, instant navigation."""

from __future__ import annotations

from collections.abc import Callable

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
    faults,
    focus,
    heard,
    loaded,
    packed,
    press,
    question,
    tab_to,
    width,
    word,
)
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page

Open = Callable[..., Page]

ROOMS = {
    "quiz": "course-quiz",
    "mot": "course-mot",
    "case": "course-case, .case-card, .case-facts",
    "evidence": ".evidence-mark, .evidence-myth, .evidence-list",
    "talk": ".talk",
}
BUDGET = 20 * 1024

# Answer every question (its first option), score every table, open every <details> and one note of evidence.
EVERYTHING = """() => {
    for (const quiz of document.querySelectorAll("course-quiz")) {
        quiz.querySelector("input").click();
        quiz.querySelector("form").requestSubmit();
    }
    for (const mot of document.querySelectorAll("course-mot")) {
        mot.querySelectorAll("fieldset").forEach((row) => row.querySelector("input").click());
        mot.querySelector("form").requestSubmit();
    }
    document.querySelectorAll("article details").forEach((details) => { details.open = true; });
    [...document.querySelectorAll("article a.evidence-mark")].find((mark) => mark.offsetHeight)?.click();
}"""

# Controls and links of the article that are in sight and smaller than they should be. A radio's target is its label.
SMALL = """() => {
    const small = [], article = document.querySelector("article");
    const tell = (element, width, height, least) => {
        if (width < least - .01 || height < least - .01)
            small.push(`${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 20)}: ${width}×${height}`);
    };
    for (const element of article.querySelectorAll("button, summary, select, input, textarea, [role=button], .md-button")) {
        const target = element.matches("input") ? element.closest("label") || element : element;
        const {width, height} = target.getBoundingClientRect();
        if (width && height && !element.hidden) tell(element, width, height, 44);
    }
    for (const link of article.querySelectorAll("a[href]:not(.md-button)")) {
        const parts = [...link.getClientRects()].filter((part) => part.width && part.height);
        if (!parts.length) continue;
        tell(link, Math.max(...parts.map((part) => part.width)), Math.min(...parts.map((part) => part.height)), 24);
    }
    return small;
}"""


def everywhere() -> list[str]:
    """Every page of the course, and the one for addresses that lead nowhere."""
    return [*addresses(), "404.html"]


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_on_every_page(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url, view)
    found = []
    for path in everywhere():
        page.goto(site.url + path)
        found += faults(page, path)
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


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_axe_when_everything_is_open(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url, view)
    found = []
    for path in everywhere():
        page.goto(site.url + path)
        page.evaluate(EVERYTHING)
        found += faults(page, path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [ZOOMED, PHONE, DESK], ids=str)
def test_width_and_targets(site: Site, small: Site, open_page: Open, view: View) -> None:
    """No page is wider than the window, no control smaller than a finger: as it comes, and with everything open."""
    page = open_page(site.url, view)
    found = []
    for address in [*(site.url + path for path in everywhere()), small.url, small.url + "other/"]:
        page.goto(address)
        for state in ("closed", "open"):
            wide, window = width(page)
            if wide > window:
                found.append(f"{address} ({state}): {wide} > {window}")
            found += [f"{address} ({state}): {one}" for one in page.evaluate(SMALL)]
            page.evaluate(EVERYTHING)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [PHONE, NIGHT], ids=str)
def test_type_is_set_for_reading(site: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{site.url}{PART}interaction/", view)
    for name, font, line in page.evaluate(
        """[...document.querySelectorAll("article p, article li, article label, article td, article summary")].map((one) => {
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
    kinds = {"talk": ["css"]}
    return {f"{room}.{kind}" for room in ["shared", *rooms] if rooms for kind in kinds.get(room, ["css", "js"])}


def test_a_page_loads_only_its_rooms(site: Site, open_page: Open) -> None:
    context = open_page(site.url).context
    sorts = set()
    for path in everywhere():
        file = site.folder / path / "index.html" if path != "404.html" else site.folder / path
        page = context.new_page()
        expected = wanted(file.read_text(encoding="utf-8"))
        assert set(loaded(page, lambda page=page, path=path: page.goto(site.url + path))) == expected, path  # type: ignore[misc]
        sorts.add(frozenset(expected))
        page.close()
    assert frozenset() in sorts and len(sorts) >= 4


def test_instant_navigation_loads_only_the_rooms(site: Site, open_page: Open) -> None:
    """From page to page by the "next" link, from the first to the last: each brings what it needs and lacks."""
    page = open_page(site.url)
    page.evaluate("window.kept = true")
    assert wanted((site.folder / "index.html").read_text(encoding="utf-8")) == set()
    have: set[str] = set()
    seen = [page.url]
    while page.locator(".md-footer__link--next").count():
        link = page.locator(".md-footer__link--next")
        address = link.evaluate("(link) => link.href")
        path = address.removeprefix(site.url)
        asked = set(loaded(page, lambda link=link, address=address: (link.click(), page.wait_for_url(address))))  # type: ignore[misc]
        expected = wanted((site.folder / path / "index.html").read_text(encoding="utf-8"))
        assert expected - have <= asked <= expected, path
        linked = page.eval_on_selector_all(
            "[href*='assets/course/'], [src*='assets/course/']",
            "all => all.map((one) => (one.src || one.href).split('/').pop().split('?')[0])",
        )
        assert set(linked) == expected and len(linked) == len(expected), path
        waiting = "course-quiz:not(.quiz-live), course-mot:not(.mot-live), course-case .case-filters[hidden]"
        page.wait_for_function("(waiting) => !document.querySelector(waiting)", arg=waiting)
        have |= asked
        seen.append(page.url)
    assert page.evaluate("kept"), "this was no instant navigation"
    assert seen == [site.url + path for path in dict.fromkeys(url.removeprefix(site.url) for url in seen)]
    assert len(seen) == len(addresses())


def test_weight() -> None:
    rooms = [PROJECT / "hooks" / room / f"{room}.{kind}" for room in ["shared", *ROOMS] for kind in ("css", "js")]
    assert packed(file for file in rooms if file.is_file()) <= BUDGET
    assert {file.name for file in PROJECT.glob("hooks/*/*.[cj]s*")} <= {file.name for file in rooms}


def answer_first(page: Page) -> Locator:
    """Answer the first question of the page."""
    quiz = page.locator("course-quiz.quiz-live").first
    quiz.locator("input").first.check()
    quiz.locator("button[type=submit]").click()
    quiz.locator(".quiz-feedback").first.wait_for()
    return quiz


def test_back_and_forward_by_instant_navigation(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.url}{PART}interaction/")
    page.evaluate("window.kept = true")
    answer_first(page)
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/why/")
    answer_first(page)
    page.go_back()
    page.wait_for_url("**/interaction/")
    quiz = answer_first(page)
    assert quiz.locator("button:visible").count() == 1
    page.go_forward()
    page.wait_for_url("**/why/")
    answer_first(page)
    assert page.evaluate("kept"), "this was no instant navigation"
    assert len(heard(page)) == 4
    assert len({answer["id"] for answer in heard(page)}) == 2


def test_back_to_a_page_that_slept(site: Site, open_page: Open) -> None:
    """Away to a page outside the site's navigation and back: what was answered stands, and can be done again."""
    page = open_page(f"{site.url}{PART}interaction/")
    quiz = answer_first(page)
    page.goto(f"{site.url}404.html")
    page.go_back()
    page.locator("course-quiz.quiz-live").first.wait_for()
    shown = quiz.locator(".quiz-feedback:visible").count()
    again, check = quiz.locator("button:visible").all_text_contents() == [word("quiz.script.again")], shown == 0
    assert again != check, "neither answered nor open"
    if again:
        quiz.get_by_role("button", name=word("quiz.script.again")).click()
    assert quiz.locator("input:checked").count() == 0
    answer_first(page)


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
    while page.locator("label:focus [role=img]").get_attribute("aria-label") != name:
        held = tab_to(page, lambda held: held["tag"] == "LABEL")
    assert held["tag"] == focus(page)["tag"]
    press(page, "Enter")
    section = page.get_by_role("navigation", name=name, exact=True)
    section.wait_for()
    assert section.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("dialog").get_attribute("aria-label") == "搜索"
