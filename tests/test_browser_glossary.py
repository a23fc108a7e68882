"""Terms in a browser: mouse, keyboard, finger, no script, paper. And the cards on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from authors import course
from browsing import DARK, DESK, NIGHT, PART, PHONE, VIEWS, Site, View, build, faults, focus, press, tab_to, width
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

Open = Callable[..., Page]

PAGE = PART + "expectations/"
TERM = "article a.glossary-term"
TIP = ".glossary-tip"


def expect_tip(page: Page, term: Locator) -> None:
    """One explanation is open, at its term, inside the window, and it is the term's own."""
    tip = page.locator(TIP)
    assert tip.count() == 1 and tip.is_visible()
    assert tip.text_content() == term.get_attribute("aria-description")
    assert term.locator(TIP).count() == 1
    box, at, window = tip.bounding_box(), term.bounding_box(), page.viewport_size
    assert box and at and window
    assert box["x"] >= 0 and box["x"] + box["width"] <= window["width"]
    assert abs(box["y"] - at["y"] - at["height"]) < 8, "a gap between the term and its explanation"
    assert width(page)[0] <= window["width"]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_mouse(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url + PAGE, view)
    terms = page.locator(TERM)
    assert terms.count() >= 5
    for term in terms.all():
        term.hover()
        expect_tip(page, term)
    assert not faults(page, "explanation open")
    tip = page.locator(TIP).bounding_box()
    assert tip
    at = terms.last.bounding_box()
    assert at
    page.mouse.move(at["x"] + at["width"] / 2, tip["y"] + 8, steps=4)
    page.mouse.move(tip["x"] + tip["width"] / 2, tip["y"] + tip["height"] / 2, steps=4)
    expect_tip(page, terms.last)  # it can be moved to, and read there
    press(page, "Escape")
    assert page.locator(TIP).count() == 0
    terms.first.hover()
    expect_tip(page, terms.first)
    page.locator("article h1").hover()
    assert page.locator(TIP).count() == 0


def test_long_terms_on_a_phone(site: Site, open_page: Open) -> None:
    """However long the term and wherever in the line it stands, all of its explanation is inside the window."""
    page = open_page(site.url + "parts/03-blueprint/layers/", PHONE)
    terms = page.locator(TERM)
    assert {"后台员工行为", "内部互动分界线"} <= set(terms.all_text_contents())
    for term in terms.all():
        term.focus()
        expect_tip(page, term)


def test_a_click_leads_to_the_entry(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE, DESK)
    term = page.locator(TERM).first
    name = term.text_content()
    term.click()
    page.wait_for_url("**/glossary/#*")
    page.locator("article h1", has_text="术语表").wait_for()
    assert page.locator(f"[id='{name}'] dt").is_visible()
    assert page.locator(f"[id='{name}']:target").count() == 1


def test_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE)
    press(page, "Tab", "Enter")
    tab_to(page, lambda held: "glossary-term" in held["class"])
    term = page.locator(f"{TERM}:focus")
    expect_tip(page, term)
    page.mouse.move(5, 300)  # the mouse elsewhere takes nothing from who reads by keyboard
    expect_tip(page, term)
    press(page, "Escape")
    assert page.locator(TIP).count() == 0 and "glossary-term" in focus(page)["class"]
    tab_to(page, lambda held: "glossary-term" in held["class"])
    expect_tip(page, page.locator(f"{TERM}:focus"))
    press(page, "Tab")
    assert page.locator(TIP).count() == 0 or "glossary-term" in focus(page)["class"]
    press(page, "Shift+Tab", "Enter")
    page.wait_for_url("**/glossary/#*")


@pytest.mark.parametrize("view", [PHONE, NIGHT], ids=str)
def test_finger(site: Site, open_page: Open, view: View) -> None:
    """The first tap explains, a tap elsewhere closes, a second tap on the term follows the link."""
    page = open_page(site.url + PAGE, view, has_touch=True)
    one, other = page.locator(TERM).nth(0), page.locator(TERM).nth(2)
    address = page.url
    one.tap()
    expect_tip(page, one)
    other.tap()
    expect_tip(page, other)
    page.locator("article h1").tap()
    assert page.locator(TIP).count() == 0
    assert page.url == address
    one.tap()
    one.tap()
    page.wait_for_url("**/glossary/#*")


def test_a_screen_reader_hears_it_once(site: Site, open_page: Open) -> None:
    """The explanation is the link's description; what is shown beside it is for the eye, and no part of its name."""
    page = open_page(site.url + PAGE)
    term = page.locator(TERM).first
    name = term.text_content()
    term.focus()
    assert page.get_by_role("link", name=name or "", exact=True).count() >= 1
    assert page.locator(f"{TIP}[aria-hidden=true]").count() == 1


def test_after_instant_navigation(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE, DESK)
    page.evaluate("window.kept = true")
    page.locator(TERM).first.hover()
    page.locator(".md-footer__link--prev").click()
    page.wait_for_url("**/moments/")
    page.locator("article h1", has_text="关键时刻").wait_for()
    assert page.locator(TIP).count() == 0
    term = page.locator(TERM).first
    term.hover()
    expect_tip(page, term)
    assert page.evaluate("kept"), "this was no instant navigation"


def test_without_script(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PAGE, java_script_enabled=False)
    term = page.locator(TERM).first
    name = term.text_content()
    term.click()
    page.wait_for_url("**/glossary/#*")
    box = page.locator(f"[id='{name}']").bounding_box()
    assert box and 0 <= box["y"] < PHONE.height


def test_from_a_folder(site: Site, open_page: Open) -> None:
    page = open_page((site.folder / PAGE / "index.html").as_uri(), DESK)
    term = page.locator(TERM).first
    term.hover()
    expect_tip(page, term)


def test_paper(site: Site, open_page: Open) -> None:
    """A term is plain text; what happened to be open is not printed."""
    page = open_page(site.url + PAGE)
    term = page.locator(TERM).first
    term.hover()
    page.emulate_media(media="print")
    assert page.locator(TIP).is_hidden()
    style = term.evaluate("(term) => [getComputedStyle(term).textDecorationLine, getComputedStyle(term).color]")
    assert style == ["none", term.evaluate("(term) => getComputedStyle(term.parentElement).color")]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_letters_lead_to_their_terms(site: Site, open_page: Open, view: View) -> None:
    page = open_page(f"{site.url}glossary/", view)
    letter = page.locator(".glossary-letters a").last
    letter.click()
    page.wait_for_url("**/#letter-z")
    page.wait_for_function("""() => {
        const top = document.getElementById("letter-z")?.getBoundingClientRect().top;
        return top >= 0 && top < innerHeight;
    }""")


# Cards


def card(number: int, rules: int) -> str:
    """A card as full as it may be: each rule has forty letters."""
    lines = [
        f"如果这是第{rule}条而且前面还有很多人在等的话，就先说清楚要等多久再去办手上的那一件。" for rule in range(rules)
    ]
    assert {len(line) for line in lines} <= {39, 40}
    return "\n".join([f"/// card | 第{number}张卡片标题写到十六个字的样子"[:25], *lines, "///\n"])


@pytest.fixture(scope="module")
def cards(www: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A course with nineteen cards, each as full as may be."""
    root = tmp_path_factory.mktemp("cards")
    text = "\n".join(card(number, 6) for number in range(10, 29))
    pages = {
        "docs/rules.md": f"---\n标题: 规则\n---\n# 规则\n\n{text}",
        "docs/cards.md": "---\n标题: 卡\n---\n# 卡\n\n一句话。\n\n/// card | 全部\n///\n",
        "docs/boxes.md": None,
        "docs/glossary.md": None,
    }
    return build(course(root, pages), www.below("cards"))


def test_eight_cards_a_sheet(cards: Site, open_page: Open) -> None:
    """Two by four on A4, nothing cut off, nothing else on the sheets; the nineteenth is on the third."""
    page = open_page(cards.url + "cards/", DARK)
    edges = "14mm"
    paper = page.pdf(format="A4", margin={"top": edges, "bottom": edges, "left": edges, "right": edges})
    pdf = PdfReader(io.BytesIO(paper))
    texts = [re.sub(r"\s", "", unicodedata.normalize("NFKC", sheet.extract_text())) for sheet in pdf.pages]
    assert [text.count("张卡片标题") for text in texts] == [8, 8, 3]
    assert not any("一句话" in text or "规则" in text for text in texts)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 1009})  # 178 mm by 267 mm
    boxes = [box for box in (one.bounding_box() for one in page.locator(".card").all()) if box]
    assert len(boxes) == 19
    millimetre = 96 / 25.4
    for box in boxes:
        assert abs(box["width"] / millimetre - 89) < 1 and abs(box["height"] / millimetre - 66) < 1
    assert len({round(box["x"]) for box in boxes}) == 2
    cut = page.locator(".card").evaluate_all(
        "all => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length"
    )
    assert cut == 0, "a full card does not fit"
    assert page.locator(".card").first.evaluate("(one) => getComputedStyle(one).borderTopStyle") == "dashed"


@pytest.mark.parametrize("view", [PHONE, DESK], ids=str)
def test_cards_on_a_screen(cards: Site, open_page: Open, view: View) -> None:
    page = open_page(cards.url + "cards/", view)
    assert width(page)[0] == view.width
    links = page.locator(".card a")
    assert links.count() == 19
    links.first.click()
    page.wait_for_url("**/rules/")
