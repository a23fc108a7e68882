"""Marks of evidence: their notes, beside them and at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import DARK, PART, PHONE, Site, View, addresses, focus, press, sources, tab_to
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page

from hooks.evidence.block import load

Open = Callable[..., Page]

PAGE = PART + "why/"


def note(mark: Locator) -> Any:
    """The register's entry of a mark."""
    href: str = mark.get_attribute("href") or ""
    return load(sources())[href.partition("#evidence-")[2]]


def expect_note(page: Page, mark: Locator) -> None:
    """One note is open, right after the paragraph of its mark, with the register's words; the keyboard is in it."""
    box = page.locator(".evidence-box")
    assert box.count() == 1
    text = box.text_content() or ""
    assert note(mark).say in text and note(mark).say_label in text
    assert mark.get_attribute("aria-expanded") == "true"
    assert "evidence-box" in focus(page)["class"]
    near = mark.evaluate(
        """(mark) => {
            const home = mark.closest("p, li, td, dd, blockquote"), box = document.querySelector(".evidence-box");
            return home.nextElementSibling === box || home.lastElementChild === box;
        }"""
    )
    assert near, "the note is not beside its mark"


def expect_closed(page: Page, mark: Locator) -> None:
    """No note is open and the keyboard is back at the mark."""
    assert page.locator(".evidence-box").count() == 0
    assert mark.get_attribute("aria-expanded") is None
    assert mark.evaluate("(mark) => mark === document.activeElement")


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_open_and_close(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url + PAGE, view)
    marks = page.locator("article > p a.evidence-mark")
    assert marks.count() >= 2
    one, other = marks.nth(0), marks.nth(1)
    address = page.url

    one.click()
    expect_note(page, one)
    press(page, "Escape")
    expect_closed(page, one)

    one.click()
    page.locator(".evidence-box button").click()
    expect_closed(page, one)

    one.click()
    one.click()
    assert page.locator(".evidence-box").count() == 0

    one.click()
    other.click()
    expect_note(page, other)
    assert one.get_attribute("aria-expanded") is None
    assert page.url == address, "the page went to the note as well"


def test_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE)
    press(page, "Tab", "Enter")
    tab_to(page, lambda held: "evidence-mark" in held["class"])
    href = page.locator("a.evidence-mark:focus").get_attribute("href")
    here = page.locator(f"a.evidence-mark[href='{href}']:visible").first
    press(page, "Enter")
    expect_note(page, here)
    tab_to(page, lambda held: held["tag"] == "BUTTON", 3)
    press(page, "Enter")
    expect_closed(page, here)


def test_escape_elsewhere_moves_nothing(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE)
    page.locator("article input").first.focus()
    press(page, "Escape")
    assert focus(page)["tag"] == "INPUT"


def test_in_feedback(site: Site, open_page: Open) -> None:
    """A mark that comes with the explanation of an answer opens there; the question can be done again meanwhile."""
    page = open_page(f"{site.url}{PART}interaction/")
    quiz = page.locator("course-quiz").first
    quiz.locator("input").first.check()
    quiz.locator("button[type=submit]").click()
    mark = quiz.locator("form .quiz-why a.evidence-mark")
    mark.click()
    expect_note(page, mark)
    quiz.get_by_role("button", name="再做一遍").click()
    assert page.locator(".evidence-box").count() == 0
    outside = page.locator("article > p a.evidence-mark").first
    outside.click()
    expect_note(page, outside)


def test_after_instant_navigation(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE)
    page.evaluate("window.kept = true")
    page.locator("article > p a.evidence-mark").first.click()
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/standards/")
    page.locator("course-quiz.quiz-live").first.wait_for()
    mark = page.locator("article > p a.evidence-mark").first
    mark.click()
    expect_note(page, mark)
    page.go_back()
    page.wait_for_url(f"**/{PAGE}")
    page.locator("course-quiz.quiz-live").first.wait_for()
    mark = page.locator("article > p a.evidence-mark").first
    mark.click()
    expect_note(page, mark)
    press(page, "Escape")
    expect_closed(page, mark)
    assert page.evaluate("kept"), "this was no instant navigation"


def test_every_mark_has_a_note(site: Site) -> None:
    """Without script too a mark says its label and leads to its note, on every page."""
    register, seen = load(sources()), 0
    for path in addresses():
        html = BeautifulSoup((site.folder / path / "index.html").read_bytes(), "html.parser")
        for mark in html.select("article a.evidence-mark"):
            entry = register[str(mark["href"]).removeprefix("#evidence-")]
            notes = html.find_all(id=f"evidence-{entry.id}")
            assert len(notes) == 1, f"{path}#evidence-{entry.id}"
            assert entry.say in notes[0].get_text() and str(entry.say_label) in notes[0].get_text()
            assert mark.get_text() == entry.say_label
            seen += 1
    assert seen > 20


def test_without_script_a_mark_leads_to_its_note(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE, java_script_enabled=False)
    mark = page.locator("article > p a.evidence-mark").first
    href = mark.get_attribute("href") or ""
    mark.click()
    page.wait_for_url(f"**/{href}")
    box = page.locator(f"[id='{href.removeprefix('#')}']").bounding_box()
    assert box and 0 <= box["y"] < PHONE.height


def lines(site: Site, path: str, id: str) -> list[str]:
    """The lines about the works of a note."""
    page = BeautifulSoup((site.folder / path / "index.html").read_bytes(), "lxml")
    return [line.get_text() for line in page.select(f"#evidence-{id} > .course-more:not(.evidence-pages)")]


def test_every_work_has_a_line_of_its_own(site: Site) -> None:
    """At the end of a page and in the register, author, year and title of one work stand together."""
    for path in ("parts/06-difficult/everyone/", "evidence/"):
        assert lines(site, path, "hard-05") == [
            "出处：中国残疾人杂志社（转载）（2024）与盲人相处的礼仪",
            "出处：United Spinal Association（2018）Disability Etiquette",
            "出处：河北新闻网等（2023）全国助残日“八件事”",
        ]
    assert "出处：星巴克（二手介绍多份）：LATTE" in lines(site, "evidence/", "rec-09")


def test_english_works_are_english(site: Site, open_page: Open) -> None:
    """For the voice that reads them out and for the font, whose apostrophes are narrow."""
    page = open_page(f"{site.url}parts/06-difficult/everyone/")
    title = page.locator(".evidence-notes [lang=en]", has_text="what’s beneficial about elderspeak")
    assert title.count() == 1
    fonts = page.evaluate(
        "all => all.map((one) => getComputedStyle(one).fontFamily)",
        [title.element_handle(), page.locator(".evidence-notes").element_handle()],
    )
    assert "SC" in fonts[1] and "SC" not in fonts[0]
    for link in page.locator("[lang=en]").all_text_contents():
        assert not re.search(r"[\u3040-\u9fff]", link), link
