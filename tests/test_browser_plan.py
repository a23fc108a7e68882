"""The plan: kept, carried, printed, copied, taken into a calendar."""

from __future__ import annotations

import datetime
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, VIEWS, ZOOMED, Site, View, arrive, faults, focus, press, tab_to, width, word
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

Open = Callable[..., Page]
Contexts = Callable[..., BrowserContext]

PATH = "plan/"
PREFIX = "course:服务互动:"
TEXTS = ["饭点，有人问还要多久", "如果有人问，就报一个钟点", "2026-12-01", "小满", "一周没人问第二遍"]


def entries(page: Page) -> list[Locator]:
    """The entries in sight."""
    return page.locator("course-plan li").all()


def values(page: Page) -> list[list[str]]:
    """What stands in them."""
    return [[field.input_value() for field in one.locator("input, textarea").all()] for one in entries(page)]


def write(page: Page, place: int = 0, texts: list[str] = TEXTS) -> None:
    """Fill in an entry, and leave the last field."""
    fields = page.locator("course-plan li").nth(place).locator("input, textarea")
    for field, text in zip(fields.all(), texts, strict=True):
        field.fill(text)
    fields.last.blur()


def press_button(page: Page, act: str) -> None:
    """Press a button by what it does."""
    page.locator(f"course-plan [data-act={act}]").last.click()


def status(page: Page) -> str:
    """What the status region says."""
    return page.locator("course-plan [role=status]").inner_text()


def plans(page: Page) -> list[dict[str, list[Any]]]:
    """The plan of every record in storage."""
    texts = page.evaluate(
        "(prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => localStorage[key])",
        PREFIX + "p:",
    )
    return [json.loads(text)["plan"] for text in texts]


def test_it_is_kept(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    assert values(page) == [[""] * 5], "one empty entry to begin with"
    write(page)
    assert status(page) == word("plan.script.kept")
    press_button(page, "add")
    assert focus(page)["tag"] == "TEXTAREA"
    more = ["交班", "念一遍", "", "", ""]
    write(page, 1, more)
    page.reload()
    page.locator("course-plan button:visible").first.wait_for()
    assert values(page) == [TEXTS, more]
    (plan,) = plans(page)
    assert sorted(one[1:] for one in plan.values()) == sorted([TEXTS, more])


def test_the_record_may_come_late(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    write(page)
    held = []
    page.route("**/record.js*", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("course-plan button:visible").first.wait_for()
    assert values(page) == [[""] * 5]
    for route in held:
        route.continue_()
    expect(page.locator("course-plan textarea").first).to_have_value(TEXTS[0])


def test_deleted_is_deleted(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    write(page)
    before = page.evaluate(
        "(prefix) => Object.entries(localStorage).find(([key]) => key.startsWith(prefix))", PREFIX + "p:"
    )
    press_button(page, "drop")
    assert status(page) == word("plan.script.removed") and entries(page) == []
    assert page.locator("[data-act=add]").evaluate("(one) => one === document.activeElement")
    # An older copy of the same record comes back: what was deleted stays so.
    record = json.loads(before[1])
    joined = page.evaluate("(old) => CourseRecord.merge(CourseRecord.tab.load(old.id), old).plan", record)
    assert [one[1:] for one in joined.values()] == [[""] * 5]
    page.reload()
    page.locator("course-plan button:visible").first.wait_for()
    assert values(page) == [[""] * 5]


def test_it_travels_with_the_record(site: Site, open_page: Open, new_context: Contexts) -> None:
    """Out as text, in on another device; another learner there has a plan of their own."""
    page = open_page(site.url + PATH)
    write(page)
    page.goto(site.url + "record/")
    page.locator("[data-act=text]").click()
    copy = page.locator(".record-out textarea").input_value()
    other = new_context(viewport=PHONE.size).new_page()
    other.goto(site.url + PATH)
    write(other, 0, ["别人的", "", "", "", ""])
    other.goto(site.url + "record/")
    other.locator("form[data-act=paste] textarea").fill(copy)
    other.locator("form[data-act=paste] button").click()
    other.locator(".record-people li").nth(1).wait_for()
    other.goto(site.url + PATH)
    expect(other.locator("course-plan textarea").first).to_have_value(TEXTS[0])
    assert values(other) == [TEXTS] and len(plans(other)) == 2


def test_two_tabs(site: Site, new_context: Contexts) -> None:
    context = new_context(viewport=PHONE.size)
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(site.url + PATH)
    write(one)
    expect(other.locator("course-plan textarea").first).to_have_value(TEXTS[0])
    press_button(other, "add")
    write(other, 1, ["第二件", "", "", "", ""])
    # Who is writing is not disturbed; the other's comes with the next look.
    assert len(next(iter(plans(one)))) == 2
    one.reload()
    one.locator("course-plan li").nth(1).wait_for()
    assert [texts[0] for texts in values(one)] == [TEXTS[0], "第二件"]


def test_storage_full_is_told(site: Site, new_context: Contexts) -> None:
    context = new_context(viewport=PHONE.size)
    context.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (/^course:.*:p:/.test(key)) throw new DOMException("full", "QuotaExceededError");
            set.call(this, key, value);
        };"""
    )
    page = context.new_page()
    page.goto(site.url + PATH)
    write(page)
    assert page.get_by_text(word("record.script.full")).count() == 1
    assert values(page) == [TEXTS]


def test_by_instant_navigation(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    write(page)
    page.evaluate("window.kept = true")
    arrive(
        page, lambda: page.evaluate("document.querySelector(\"article a[href*='record/']\").click()"), site, "record/"
    )
    arrive(page, page.go_back, site, PATH)
    expect(page.locator("course-plan textarea").first).to_have_value(TEXTS[0])
    assert page.evaluate("kept"), "this was no instant navigation"


def calendar(page: Page, tmp_path: Path) -> bytes:
    """The calendar file that the page gives."""
    with page.expect_download() as got:
        press_button(page, "calendar")
    assert got.value.suggested_filename == "plan.ics"
    path = tmp_path / "plan.ics"
    got.value.save_as(path)
    return path.read_bytes()


def events(data: bytes) -> list[Any]:
    """The events of a calendar, read strictly."""
    found: Any = Calendar.from_ical(data)
    assert not found.errors
    assert str(found["version"]) == "2.0" and "prodid" in found
    return list(found.walk("VEVENT"))


STRANGE = [
    TEXTS,
    ["逗号，半角, 分号; 反斜线\\ 换行\n第二行", "\\n 不是换行 \\, \\;", "2026-02-28", "", "END:VEVENT"],
    ["字" * 120, "长" * 120, "2028-02-29", "🙂" * 60, "a" * 120],
    ["x" * 17, "y" * 10, "2026-12-31", "𠮷" * 9, "tab\there"],
    ["", "", "2026-12-31", "", ""],
]


def test_calendar(site: Site, open_page: Open, tmp_path: Path) -> None:
    """RFC 5545: CRLF, lines of 75 octets at most that break no character, texts escaped, whole days."""
    page = open_page(site.url + PATH)
    write(page, 0, ["没有日子", "不进日历", "", "", ""])
    press_button(page, "calendar")
    assert status(page) == word("plan.script.nodate")
    for place, texts in enumerate(STRANGE, 1):
        press_button(page, "add")
        write(page, place, texts)
    data = calendar(page, tmp_path)
    assert status(page) == word("plan.script.filed")
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    for line in lines:
        line.decode()
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
    found = events(data)
    assert len(found) == len(STRANGE) and len({str(event["uid"]) for event in found}) == len(STRANGE)
    labels = word_list()
    for event, texts in zip(found, STRANGE, strict=True):
        shown = [text.replace("\t", "") for text in texts]
        assert str(event["summary"]) == (shown[1] or shown[0])
        wanted = [word("plan.script.label", label=label, text=text) for label, text in zip(labels, shown, strict=True)]
        assert str(event["description"]) == "\n".join(wanted)
        assert event["dtstart"].dt == datetime.date.fromisoformat(texts[2])
        assert event["dtstart"].params["VALUE"] == "DATE"
        assert event["dtstamp"].dt.tzinfo is not None


def word_list() -> list[str]:
    """The labels of the fields."""
    return [word(f"plan.ui.fields.{name}") for name in ("moment", "action", "from", "watcher", "sign")]


def test_copied_as_text(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page)
    press_button(page, "copy")
    expect(page.locator("course-plan [role=status]")).to_have_text(word("plan.script.copied"))
    wanted = [word("plan.script.label", label=label, text=text) for label, text in zip(word_list(), TEXTS, strict=True)]
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == "\n".join(wanted)
    assert page.locator(".plan-out").input_value() == "\n".join(wanted)


def test_where_nothing_may_be_copied(site: Site, new_context: Contexts) -> None:
    """Browsers inside chat apps: the text stands there, selected, to be copied by hand."""
    context = new_context(viewport=PHONE.size)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = context.new_page()
    page.goto(site.url + PATH)
    write(page)
    press_button(page, "copy")
    expect(page.locator("course-plan [role=status]")).to_have_text(word("plan.script.shown"))
    area = page.locator(".plan-out")
    assert area.evaluate("(one) => [one.selectionStart, one.selectionEnd === one.value.length]") == [0, True]
    assert TEXTS[0] in area.input_value()


def test_typed_tags_are_text(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH)
    typed = "<img src=x onerror=window.bad=1><script>window.bad=1</script>"
    write(page, 0, [typed, typed, "2026-12-01", typed, typed])
    press_button(page, "copy")
    page.reload()
    expect(page.locator("course-plan textarea").first).to_have_value(typed)
    assert not page.evaluate("window.bad") and page.locator("course-plan img").count() == 0


def test_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH, DESK)
    tab_to(page, lambda held: held["tag"] == "TEXTAREA")
    page.keyboard.type("饭点")
    press(page, "Tab")
    page.keyboard.type("报钟点")
    tab_to(page, lambda held: held["text"] == word("plan.ui.add"))
    press(page, "Enter")
    page.keyboard.type("交班")
    press(page, "Tab")
    assert [texts[0] for texts in values(page)] == ["饭点", "交班"]
    assert len(plans(page)[0]) == 2


@pytest.mark.parametrize("view", [*VIEWS, ZOOMED], ids=str)
def test_axe_in_every_state(site: Site, open_page: Open, view: View) -> None:
    page = open_page(site.url + PATH, view)
    found = faults(page, "empty")
    write(page, 0, STRANGE[2])
    press_button(page, "add")
    press_button(page, "copy")
    found += faults(page, "written, copied")
    wide, window = width(page)
    assert wide <= window
    small = page.locator("course-plan :is(button, input, textarea):visible").evaluate_all(
        "all => all.filter((one) => one.getBoundingClientRect().height < 43.9).map((one) => one.outerHTML)"
    )
    press_button(page, "drop")
    found += faults(page, "deleted")
    assert not small and not found, "\n".join(found)


def test_without_script(site: Site, open_page: Open) -> None:
    """The form is there to be filled in and printed; nothing that does nothing."""
    page = open_page(site.url + PATH, java_script_enabled=False)
    assert page.get_by_text(word("plan.ui.without")).is_visible()
    assert page.locator("course-plan button:visible").count() == 0
    assert [label.strip() for label in page.locator("course-plan label:visible span").all_inner_texts()] == word_list()


def test_on_paper(site: Site, open_page: Open) -> None:
    page = open_page(site.url + PATH, DESK)
    long = ["字" * 120, *TEXTS[1:]]
    write(page, 0, long)
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    text = unicodedata.normalize("NFKC", "".join(text.split()))
    assert "字" * 100 in text and unicodedata.normalize("NFKC", TEXTS[4]) in text
    assert word("plan.ui.add") not in text
    page.emulate_media(media="print")
    area = page.locator("course-plan textarea").first
    assert area.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1"), "what was written is cut off on paper"


def test_from_a_folder(site: Site, open_page: Open) -> None:
    page = open_page((site.folder / PATH / "index.html").as_uri())
    write(page)
    page.reload()
    expect(page.locator("course-plan textarea").first).to_have_value(TEXTS[0])
