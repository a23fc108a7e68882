"""The pages of the notebooks as somebody meets them: folded code, pictures in the dark, on paper, the search."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browsing import DESK, NIGHT, PHONE, Site, View, faults, press, tab_to, width, word
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
NAMES = ["complaints", "contacts", "visits"]
# The lightness (0–1) of the darkest and of the lightest pixel of the first picture, as it is shown, and of the page.
LIGHT = """async () => {
    const image = document.querySelector(".notebook-figure"), canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    [canvas.width, canvas.height] = [400, 300];
    pen.filter = getComputedStyle(image).filter;
    pen.drawImage(image, 0, 0, 400, 300);
    const {data} = pen.getImageData(0, 0, 400, 300), seen = [];
    for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 250) seen.push((.2126 * data[i] + .7152 * data[i + 1] + .0722 * data[i + 2]) / 255);
    const paper = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
    return [Math.min(...seen), Math.max(...seen), (.2126 * paper[0] + .7152 * paper[1] + .0722 * paper[2]) / 255];
}"""


@pytest.mark.parametrize("view", [PHONE, DESK, NIGHT], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_code_opens_and_axe_finds_nothing(site: Site, open_page: Open, name: str, view: View) -> None:
    page = open_page(f"{site.url}notebooks/{name}/", view)
    code = page.locator(".notebook-code pre")
    assert code.count() >= 5 and not any(one.is_visible() for one in code.all())
    assert not faults(page, "closed")
    tab_to(page, lambda held: held["tag"] == "SUMMARY" and held["text"] == word("notebook.code"))
    press(page, "Enter")
    expect(code.first).to_be_visible()
    page.evaluate("document.querySelectorAll('article details').forEach((one) => { one.open = true; })")
    wide, window = width(page)
    assert wide == window
    assert not faults(page, "open")


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_seen_in_light_and_dark(site: Site, open_page: Open, name: str) -> None:
    page = open_page(f"{site.url}notebooks/{name}/", PHONE)
    darkest, _, paper = page.evaluate(LIGHT)
    assert paper > 0.9 and darkest < 0.25, "dark words on light paper"
    page = open_page(f"{site.url}notebooks/{name}/", NIGHT)
    _, lightest, paper = page.evaluate(LIGHT)
    assert paper < 0.15 and lightest > 0.7, "light words on dark paper"
    page.emulate_media(media="print")
    assert page.locator(".notebook-figure").first.evaluate("(one) => getComputedStyle(one).filter") == "none"
    assert not page.locator(".notebook-code").first.is_visible()


def test_a_section_of_a_notebook_is_found(site: Site, open_page: Open) -> None:
    page = open_page(site.url, DESK)
    page.locator(".md-search__input").fill("打分的人也在晃")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item a").first.wait_for()
    links = page.locator(".md-search-result__item a").evaluate_all("all => all.map((one) => one.pathname + one.hash)")
    assert any(link.split("?")[0].endswith("/notebooks/visits/") or "#scorers" in link for link in links), links


def test_the_page_can_be_read_without_script(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.url}notebooks/visits/", PHONE, java_script_enabled=False)
    expect(page.get_by_role("heading", name="去几次够")).to_be_visible()
    assert all(one.is_visible() for one in page.locator("img.notebook-figure").all())
    fold = page.locator(".notebook-code").first
    fold.locator("summary").click()
    expect(fold.locator("pre")).to_be_visible()
