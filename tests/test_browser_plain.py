"""What is left without a script, without a server, on paper; and what a search must not give away."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from browsing import (
    DARK,
    DESK,
    PART,
    PHONE,
    Site,
    View,
    addresses,
    banks,
    heard,
    plain,
    printed,
    question,
    sources,
    text_of,
    word,
)
from bs4 import BeautifulSoup
from playwright.sync_api import Page
from pypdf import PdfReader
from searching import sections as indexed

from hooks.mot.block import load as load_tables
from hooks.quiz.model import Question
from hooks.search.index import fold
from hooks.shared.curve import signed

Open = Callable[..., Page]


def asked(page: Page) -> list[str]:
    """The ids of the questions on a page."""
    return [element.get_attribute("data-id") or "" for element in page.locator("course-quiz").all()]


@cache
def html(site: Site, path: str) -> BeautifulSoup:
    """A page as it was built."""
    return BeautifulSoup((site.folder / path / "index.html").read_bytes(), "html.parser")


# Without script


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
@pytest.mark.parametrize("path", addresses(PART))
def test_questions_without_script(site: Site, open_page: Open, path: str, view: View) -> None:
    """Question, options, hints, explanation, key: all there to be read, nothing ticked, nothing given away."""
    page = open_page(site.url + path, view, java_script_enabled=False)
    for place, key in enumerate(asked(page)):
        entry, quiz = question(key), page.locator("course-quiz").nth(place)
        home = f'course-quiz[data-id="{key}"]'
        assert plain(quiz.locator(".quiz-stem").inner_text()) == plain(entry.stem)
        options = quiz.locator(".quiz-options > li")
        assert [plain(one) for one in options.all_inner_texts()] == [plain(option.text) for option in entry.options]
        assert quiz.locator("input").count() == len(entry.options)
        if entry.detail:
            assert plain(entry.detail) == "".join(text_of(page, f"{home} .quiz-detail"))
        if entry.scene:
            assert plain(entry.scene) in text_of(page, f"{home} .quiz-scene")
        assert quiz.locator("button").count() == 0, "a button that does nothing"

        keys = text_of(page, f"{home} .quiz-key > ol > li")
        assert len(keys) == len(entry.options)
        for said, option in zip(keys, entry.options, strict=True):
            verdict = word("quiz.ui.right" if option.right else "quiz.ui.wrong")
            assert said == plain(verdict) + plain(option.chosen) + plain(option.missed)
        if entry.explanation:
            assert text_of(page, f"{home} .quiz-why") == [plain(entry.explanation)]
        hints = text_of(page, f"{home} .quiz-hint > div")
        assert hints == [plain(hint) for hint in entry.hints]

        key_box = quiz.locator("details.quiz-key")
        assert key_box.locator("ol").is_hidden(), "the key lies open"
        key_box.locator("summary").click()
        assert key_box.locator("ol").is_visible()
        for hint in quiz.locator("details.quiz-hint").all():
            assert hint.locator("div").is_hidden()
            hint.locator("summary").click()
            assert hint.locator("div").is_visible()
    assert page.locator("article input:checked").count() == 0


@pytest.mark.parametrize("path", sorted({sources().urls[uri] for uri, _, _ in sources().openings("mot")}))
def test_tables_without_script(site: Site, open_page: Open, path: str) -> None:
    """Moments, both columns of facts, and in a closed box the authors' scores with their reasons, curve and figures."""
    page = open_page(site.url + path, java_script_enabled=False)
    assert page.locator("article input:checked").count() == 0
    for table in page.locator("course-mot").all():
        id = (table.get_attribute("data-id") or "").removeprefix("mot/")
        moments = load_tables(sources()).tables[id].moments
        told = [plain(text) for text in table.locator(".mot-moments > li").all_inner_texts()]
        assert len(told) == len(moments)
        for text, moment in zip(told, moments, strict=True):
            for part in (moment.name, moment.expected, moment.got):
                assert plain(part).replace("／", "") in text
        key = table.locator("details.mot-key")
        assert key.locator("table").first.is_hidden()
        key.locator("> summary").click()
        rows = key.locator(".mot-table tbody tr").all_inner_texts()
        for place, (row, moment) in enumerate(zip(rows, moments, strict=True), 1):
            reason = plain(moment.reason).replace("／", "")
            assert re.sub(r"\s", "", row).startswith(str(place))
            assert f"{signed(moment.score)}{reason}" in plain(row)
        assert key.locator("svg").is_visible() and key.locator(".mot-figures tbody td").count() == 4
        assert table.locator("button").count() == 0


def test_nothing_is_ticked_in_the_source(site: Site) -> None:
    boxes = [box for path in addresses() for box in html(site, path).select("article input")]
    assert len(boxes) > 100 and not any(box.has_attr("checked") for box in boxes)
    details = [
        box for path in addresses(PART) for box in html(site, path).select("course-quiz details, course-mot details")
    ]
    assert details and not any(box.has_attr("open") for box in details)


def test_nothing_of_ours_stands_inline(site: Site) -> None:
    """No script and no style in the article itself: a strict policy for content may forbid them."""
    for path in addresses():
        article = html(site, path).select_one("article")
        assert article
        assert not [script for script in article.select("script") if not script.has_attr("src")]
        assert not article.select("style")
        assert not [one for one in article.find_all(True) if any(name.startswith("on") for name in one.attrs)]


# Search


def secrets(entry: Question) -> Iterator[str]:
    """What only who has answered should read."""
    for option in entry.options:
        yield from (option.chosen, option.missed)
    yield entry.explanation


def test_keys_are_not_searchable(site: Site) -> None:
    found = indexed(site.folder)
    text = "".join(found.values()).replace(" ", "")

    # What a chapter says in its own text is no secret, also when a question says it again.
    chapters = fold(plain("".join(source.text for _, source in sources().chapters()))).replace(" ", "")

    def stands(said: str) -> bool:
        return fold(plain(said)).replace(" ", "") in text

    def told(said: str) -> bool:
        return fold(plain(said)).replace(" ", "") in chapters

    for bank in banks().values():
        for entry in bank.questions:
            assert stands(entry.stem), "questions should be found"
            # The mistakes of a sum and the checklist of an answer are part of the key.
            if entry.kind not in ("number", "open"):
                assert all(stands(option.text) for option in entry.options), "options should be found"
            for secret in secrets(entry):
                # Piece by piece: marks of evidence stand in the text of the page in another form.
                pieces = [piece for piece in re.split(r"\{[^}]*\}", secret) if piece.strip()]
                assert not pieces or not all(map(stands, pieces)) or all(map(told, pieces)), (
                    f"{bank.id}/{entry.id}: {secret}"
                )
    for id, table in load_tables(sources()).tables.items():
        for moment in table.moments:
            assert stands(moment.got.replace("／", ""))
            assert not stands(moment.reason.replace("／", "")), id
    taught = "".join(said for address, said in found.items() if address.startswith((PART, "cases/")))
    assert taught and word("quiz.ui.key") not in taught and word("mot.ui.key") not in taught


# From a folder


@pytest.mark.parametrize("view", [PHONE, DARK], ids=str)
def test_from_a_folder(site: Site, open_page: Open, view: View) -> None:
    """From a stick, without a server: read, answer, score, open a note. Console errors fail this as everywhere."""
    page = open_page((site.folder / PART / "interaction" / "index.html").as_uri(), view)
    assert "什么是服务互动" in (page.locator("h1").text_content() or "")
    assert page.evaluate("getComputedStyle(document.querySelector('.quiz-options')).listStyleType") == "none", "no css"
    quiz = page.locator("course-quiz").first
    quiz.locator("input").first.check()
    quiz.locator("button[type=submit]").click()
    assert quiz.locator(".quiz-feedback:visible").count() > 1 and len(heard(page)) == 1
    page.locator("article > p a.evidence-mark").first.click()
    assert page.locator(".evidence-box").is_visible()

    page.goto((site.folder / PART / "moments" / "index.html").as_uri())
    table = page.locator("course-mot")
    for row in table.locator("fieldset").all():
        row.locator("input").nth(3).check()
    table.locator("button[type=submit]").click()
    assert table.locator(".mot-key").is_visible() and table.locator("polyline").count() == 2

    page.goto((site.folder / "cases" / "index.html").as_uri())
    select = page.locator(".case-filters select").first
    select.select_option(index=1)
    assert 0 < page.locator(".case-list > li:visible").count() < page.locator(".case-list > li").count()


# On paper


def paper(page: Page) -> None:
    """What the browser does when it begins to print."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("answered", [False, True], ids=["fresh", "answered"])
def test_keys_are_printed_apart(site: Site, open_page: Open, answered: bool) -> None:
    page = open_page(f"{site.url}{PART}moments/", DESK)
    if answered:
        for quiz in page.locator("course-quiz").all():
            quiz.locator("input").first.check()
            quiz.locator("button[type=submit]").click()
        for row in page.locator("course-mot fieldset").all():
            row.locator("input").first.check()
        page.locator("course-mot button[type=submit]").click()
    paper(page)
    sheet = page.locator(".course-keys")
    assert sheet.is_visible() and sheet.evaluate("(one) => one === one.parentElement.lastElementChild")
    assert page.locator("article button:visible, article .evidence-box:visible").count() == 0
    inside = [plain(text) for text in page.locator("course-quiz, course-mot").all_inner_texts()]
    apart = plain(sheet.inner_text())
    for key in asked(page):
        entry = question(key)
        order = [
            plain(text) for text in page.locator(f'course-quiz[data-id="{key}"] .quiz-options li').all_inner_texts()
        ]
        assert order == [plain(option.text) for option in entry.options], "on paper the options stand as in the key"
        for secret in filter(None, secrets(entry)):
            start = plain(secret.partition("{")[0])
            assert not any(start in text for text in inside), f"{key}: printed inside the question"
            assert start in apart
        assert plain(entry.stem) in apart, "a key must say whose it is"
    for opening in (
        opening for uri, _, opening in sources().openings("mot") if sources().urls[uri] == f"{PART}moments/"
    ):
        for moment in load_tables(sources()).tables[opening.argument].moments:
            assert not any(plain(moment.reason) in text for text in inside)
            assert plain(moment.reason) in apart
    # Options carry letters, and so does the key.
    assert sheet.locator("ol").first.evaluate("(one) => getComputedStyle(one).listStyleType") == "upper-alpha"
    assert page.locator(".quiz-options label").first.evaluate(
        "(one) => getComputedStyle(one, '::before').content.includes('upper-alpha')"
    )
    assert page.locator("[id]").evaluate_all("all => new Set(all.map((one) => one.id)).size === all.length")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert sheet.count() == 0


def test_pdf(site: Site, open_page: Open) -> None:
    """The printed chapter: each option once, each key after the last question."""
    page = open_page(f"{site.url}{PART}interaction/", DESK)
    keys = asked(page)
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in pages)))
    assert len(pages) >= 3
    start = [found.start() for found in printed(word("shared.script.keys")).finditer(text)][-1]
    for key in keys:
        entry = question(key)
        assert printed(entry.stem).search(text, 0, start)
        for option in entry.options:
            if len(option.text) > 4:  # 对 and 不对 stand in many places
                assert [found.start() < start for found in printed(option.text).finditer(text)] == [True], option.text
            assert [found.start() > start for found in printed(option.chosen).finditer(text)] == [True], option.chosen
    assert page.locator(".course-keys").count() == 0, "the copies stay on the screen"
    assert not printed(word("quiz.script.check")).search(text) and not printed(entry.hints[0]).search(text)


def test_nothing_is_printed_wider_than_the_paper(site: Site, open_page: Open) -> None:
    page = open_page(site.url, View(700, 990, "light"))
    for path in addresses():
        page.goto(site.url + path)
        paper(page)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window, path


def test_tables_of_the_case_are_dark_on_paper(site: Site, open_page: Open) -> None:
    """A page that is read in the dark prints as dark letters on white."""
    page = open_page(f"{site.url}{PART}interaction/", DARK)
    paper(page)
    colours = page.evaluate(
        """[...document.querySelectorAll("article > p, article h2, .quiz-options label, .talk-words")].map((one) => {
            const [r, g, b] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
            return [one.tagName + "." + one.className, (r + g + b) / 3];
        })"""
    )
    assert colours and not [name for name, light in colours if light > 120]
