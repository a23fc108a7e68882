"""The search in a real Chromium: what is found, in which order, what it costs, and that the box works as before."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from operator import add
from pathlib import Path
from typing import Any

import pytest
from authors import CHAPTER, course, quiet
from authors import build as build_course
from browsing import DESK, NIGHT, PHONE, PROJECT, Site, addresses, build, faults, press, word
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, Route
from searching import Query, holds, in_order, judge, mean, queries, read, sections

from hooks.search import read_page, replace
from hooks.search.index import fold, latin, number, shard
from hooks.shared.repair import ThemeChanged
from hooks.shared.room import shipped
from hooks.shared.site import Site as Sources

Open = Callable[..., Page]

# The worker without the box: `ask(text)` answers what the box would get; `loaded` are the files it has fetched.
WORKER = """() => {
    const config = JSON.parse(document.getElementById("__config").textContent);
    const worker = new Worker(new URL(config.search, location)), waiting = [];
    worker.onmessage = ({data: {type, data}}) => { if (type === 3) waiting.shift()(data); };
    worker.postMessage({type: 0, data: {}});
    window.ask = (text) => new Promise((done) => {
        waiting.push(done);
        worker.postMessage({type: 2, data: text});
    });
}"""


@pytest.fixture(scope="module")
def texts(site: Site) -> dict[str, str]:
    """Every section's folded text."""
    return sections(site.folder)


def opened(site: Site, browser: Browser) -> Iterator[Page]:
    """A page with a worker of its own, with nothing loaded yet."""
    page = browser.new_page()
    page.goto(site.url)
    page.evaluate(WORKER)
    yield page
    page.close()


@pytest.fixture(scope="module")
def worker(site: Site, browser: Browser) -> Iterator[Page]:
    """One for all tests that only ask."""
    yield from opened(site, browser)


@pytest.fixture
def fresh(site: Site, browser: Browser) -> Iterator[Page]:
    """One for a test that looks at what is loaded."""
    yield from opened(site, browser)


def ask(page: Page, text: str) -> dict[str, Any]:
    """What the box gets."""
    found: dict[str, Any] = page.evaluate("(text) => ask(text)", text)
    return found


# ---- what a page says


def test_a_page_is_read_in_sections() -> None:
    html = """<link rel="stylesheet" href="a.css"/><h1 id="t">店里</h1><p>先听<em>完</em>，
再<a href="#x">问</a>。</p><h2 id="一">数 <code>3</code></h2><ul><li>甲<br/>乙</li><li>丙 &amp; 丁</li></ul>
<course-quiz data-id="b/q"><form><fieldset><legend><span>单选</span><span role="heading" id="b/q">哪句？</span></legend>
<ol><li><label><input type="radio"/><span>好 &lt;b&gt;</span></label></li></ol></fieldset>
<details data-search-exclude=""><summary>提示</summary><details><p>密</p></details>密</details></form></course-quiz>
<p>题后{0}</p><script>密</script><h3 id="三">尾</h3>"""
    page = read_page(html, "a/", "店里的规矩", "摘要")
    found = [(one.anchor, one.kind, one.title, one.text) for one in page.sections]
    assert found == [
        ("", "", "店里的规矩", "店里\n摘要\n先听完， 再问。"),
        ("一", "", "数 3", "甲 乙\n丙 & 丁\n题后{0}"),
        ("b/q", "question", "哪句？", "单选\n好 <b>"),
        ("三", "", "尾", ""),
    ]


def test_entries_of_lists_are_found_one_by_one() -> None:
    html = """<h1>术语</h1><p class="case-facts">行业</p><h2 id="letter-g">G</h2>
<dl class="glossary-list"><div id="顾客"><dt>顾客 <span>customer</span></dt>
<dd>来买的人。</dd></div><div id="感知"><dt>感知</dt><dd>觉得。</dd></div></dl>
<ol class="evidence-list"><li id="evidence-a-1"><p>看条件</p><p>道歉管不管用，要看怎么道。</p></li></ol>"""
    page = read_page(html, "g/", "术语")
    assert [(one.anchor, one.kind, one.title) for one in page.sections] == [
        ("", "case", "术语"),
        ("letter-g", "case", "G"),
        ("顾客", "term", "顾客 customer"),
        ("感知", "term", "感知"),
        ("evidence-a-1", "evidence", "道歉管不管用，要看怎么道。"),
    ]


def test_keys_and_feedback_are_not_found(site: Site, texts: dict[str, str]) -> None:
    """Nothing that stands under data-search-exclude, on any page, is in the index unless it stands elsewhere too."""
    index = "".join(texts.values())
    checked = 0
    for path in addresses("parts/"):
        page = BeautifulSoup((site.folder / path / "index.html").read_text(encoding="utf-8"), "lxml")
        hidden = [part.extract() for part in page.select("article [data-search-exclude]:not(.evidence-notes)")]
        open_ = fold(page.get_text().replace("\n", " "))
        for part in [one for details in hidden for one in details.select("p")]:
            for mark in part.select(".evidence-mark"):
                mark.extract()
            text = fold(part.get_text().replace("\n", " "))
            if len(text) > 20 and text not in open_:
                checked += 1
                assert text not in index, part.get_text()
    assert checked > 50


# ---- the index


def test_the_themes_index_is_empty(site: Site) -> None:
    text = (site.folder / "search" / "search_index.json").read_text(encoding="utf-8")
    assert json.loads(text)["docs"] == [] and len(text) < 300


def test_every_page_has_our_worker(site: Site) -> None:
    for file in site.folder.rglob("*.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        config = page.find("script", id="__config")
        assert isinstance(config, Tag) and config.string
        assert re.search(r"assets/course/search-worker\.js\?\w{16}$", json.loads(config.string)["search"]), file


def test_a_changed_theme_is_told() -> None:
    good = '<script id="__config">{"search": "../assets/javascripts/workers/search.a1.min.js"}</script>'
    site = Sources.of(PROJECT)
    assert "search-worker.js" in replace(good, site)
    assert replace("<p>no config</p>", site) == "<p>no config</p>"
    for bad in (good.replace("workers/", ""), good.replace('"search"', '"find"'), good.replace(".min", "")):
        with pytest.raises(ThemeChanged, match="search worker: 0 of 1"):
            replace(bad, site)


def test_numbers_are_read_as_written() -> None:
    """As the worker reads them; neither a quote nor a backslash is among the digits."""
    for value in [*range(200), 1937, 1938, 65_536, 10**7]:
        digits = [ord(char) for char in number(value)]
        assert all(35 <= digit < 127 and digit != 92 for digit in digits) and [digit < 92 for digit in digits][-1]
        read = sum((digit - (93 if digit > 92 else 35)) * 34**place for place, digit in enumerate(digits))
        assert read == value


def test_the_library_is_the_one_named() -> None:
    folder = PROJECT / "hooks" / "search" / "vendor"
    about = (folder / "iframe-worker.txt").read_text(encoding="utf-8")
    assert hashlib.sha256((folder / "iframe-worker.js").read_bytes()).hexdigest() in about and "MIT License" in about


def test_weights(site: Site, open_page: Open) -> None:
    """The script and style of every page are small; a first query loads at most 120 KB."""
    small = ["search-box.js", "search-box.css"]
    assert sum(len(gzip.compress(shipped(PROJECT / "hooks" / "search" / name).encode(), 9)) for name in small) < 800
    page = open_page(site.url, DESK)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.split("?")[0]))
    page.evaluate(WORKER)
    assert ask(page, "客户生气怎么办")["items"]
    files = {url.removeprefix(site.url) for url in asked}
    assert any(re.fullmatch(r"search/\w{8}/core\.js", name) for name in files) and len(files) > 4
    assert sum(len(gzip.compress((site.folder / name).read_bytes(), 6)) for name in files) <= 120_000


def index_file(route: Route) -> str:
    """Which file of the index is asked for."""
    return route.request.url.split("/")[-1].split(".")[0]


def test_the_files_of_a_query_are_asked_for_together(site: Site, fresh: Page) -> None:
    """None comes before all have been asked for: those of what is asked, and of each of its characters."""
    text, starts = "客户生气怎么办", read(site.folder, "core")["keys"]
    wanted = {f"k{shard(key, starts)}" for key in [*map(add, text, text[1:]), *"客户生气"]}
    asked: set[str] = set()
    held: list[Route] = []

    def hold(route: Route) -> None:
        asked.add(index_file(route))
        held.append(route)
        while wanted <= asked and held:
            held.pop().continue_()

    fresh.route("**/search/*/k*.js", hold)
    fresh.evaluate("(text) => { ask(text).then(({items}) => { window.found = items.length; }); }", text)
    fresh.wait_for_function("window.found")


def test_a_file_that_did_not_come_is_asked_for_again(site: Site, browser: Browser) -> None:
    """The query that misses it says so, and not that there is nothing; the next one finds."""
    page = browser.new_page()
    page.goto(site.url)
    page.route("**/search/*/k*.js", lambda route: route.abort())
    with page.expect_console_message(lambda message: message.type == "warning"):
        search(page, "关键时刻")
    page.locator(".md-search-result__meta", has_text=word("search.failed")).wait_for()
    page.unroute("**/search/*/k*.js")
    page.locator(".md-search__input").fill("关键时")
    links(page)
    assert word("search.failed") not in (page.locator(".md-search-result__meta").text_content() or "")
    page.close()


def test_without_modules_files_come_as_scripts(fresh: Page) -> None:
    """As in older browsers, which have none in a worker: each file is refused once."""
    refused: set[str] = set()

    def once(route: Route) -> None:
        name = index_file(route)
        route.continue_() if name in refused else route.abort()
        refused.add(name)

    fresh.route("**/search/*/*.js", once)
    assert ask(fresh, "关键时刻")["items"] and len(refused) > 4


def test_who_types_on_waits_for_the_last_answer_only(fresh: Page) -> None:
    """Only the first query, which had begun, and the last are answered: what is overtaken is not searched."""
    fresh.evaluate("() => { window.all = ['退', '退房', '峰终', '峰终定律'].map((text) => ask(text)); }")
    # Answers are handed out in order, so the second promise has the last query's.
    second = fresh.evaluate("all[1]")
    assert "<mark>峰终定律</mark>" in str(second["items"])
    assert fresh.evaluate("Promise.race([all[2], 'none'])") == "none"


# ---- what is found


def test_both_sides_fold_alike(worker: Page, texts: dict[str, str]) -> None:
    """Found out through the search: a string of odd spelling is found where its folded form stands."""
    for typed, stands in [
        ("關鍵時刻", "关键时刻"),
        ("ＭＯＴ", "mot"),
        ("４０　分鐘", "40分钟"),
        ("“40 分钟”，", "40分钟"),
        ("69.9", "69 9"),
        ("Ctrl+C", "ctrl c"),
        ("微信😀", "微信"),
        ("Moment😀of", "moment of"),
    ]:
        assert fold(typed) == stands
        found = {one["location"] for group in ask(worker, typed)["items"] for one in group if one["score"]}
        assert found >= {address for address, text in texts.items() if stands in text} != set(), typed


def test_every_string_is_found(worker: Page, texts: dict[str, str]) -> None:
    """Of any length, from anywhere: all sections that hold it, and only such among the first five."""
    rng = random.Random(1)
    lines = [line for text in texts.values() for line in text.split("\n") if line]
    strings = []
    for _ in range(200):
        line = rng.choice(lines)
        start, size = rng.randrange(len(line)), rng.choice([1, 2, 2, 3, 4, 5, 6, 8, 12, 30])
        strings.append(line[start : start + size].strip())
    # Letters alone may be pinyin as well, and what has another name is found by it too.
    strings = [string for string in dict.fromkeys(strings) if string and not re.fullmatch(r"[a-z ]+", string)]
    answers = worker.evaluate(
        "async (all) => { const got = []; for (const one of all) got.push(await ask(one)); return got; }", strings
    )
    assert len(strings) > 150
    for string, answer in zip(strings, answers, strict=True):
        right = holds(Query("", string, (string,)), texts)
        found = in_order(answer["items"])
        assert right and right <= set(found), string
        assert set(found[: min(5, len(right))]) <= right, string


def test_a_question_is_answered_before_a_slip_is_looked_for(worker: Page) -> None:
    """One character away from what is asked stands a heading of the handbook: "蓝图怎么写"."""
    found = ask(worker, "蓝图怎么画")["items"]
    assert any(address.startswith("parts/03-blueprint/drawing/") for address in in_order(found)[:5])
    assert "<mark>蓝图怎么写</mark>" not in str(found)


def test_behind_one_exact_hit_comes_what_shares_its_words(worker: Page, texts: dict[str, str]) -> None:
    for typed in ("请送三号表", "盲杖掉在地上"):
        exact = {address for address, text in texts.items() if typed in text}
        found = in_order(ask(worker, typed)["items"])
        assert 0 < len(exact) < 5 <= len(found) and set(found[: len(exact)]) == exact, typed


SILENT = ("absent", "strange")
FLOORS = {
    "words": 1.0,
    "parts2": 1.0,
    "parts3": 1.0,
    "parts4": 1.0,
    "parts6": 1.0,
    "single": 1.0,
    "latin": 1.0,
    "traditional": 1.0,
    "pinyin": 0.98,
    "initials": 0.98,
    "wrong": 0.95,
    "synonyms": 0.98,
    "absent": 0.92,
    "strange": 0.65,
    "questions": 0.82,
    "aside": 0.85,
}


@pytest.mark.parametrize("kind", FLOORS)
def test_floors(kind: str, worker: Page, texts: dict[str, str]) -> None:
    scores = []
    for query in [query for query in queries() if query.kind == kind]:
        right = holds(query, texts)
        # A string that left the course is no query any more; one that came is no silence.
        if kind in SILENT and any(fold(query.ask) in text for text in texts.values()):
            continue
        if kind not in SILENT and not right:
            continue
        score = judge(query, in_order(ask(worker, query.ask)["items"]), right.__contains__, len(right))
        scores.append(score.silent if kind in SILENT else score.five)
        if FLOORS[kind] == 1:
            assert score.recall == 1, query.ask
    assert len(scores) >= 15
    assert mean(scores) >= FLOORS[kind]


def test_there_are_enough_queries() -> None:
    asked = queries()
    assert len(asked) >= 300 and len({query.ask for query in asked if query.right}) >= 100
    aside = [query for query in asked if query.kind == "aside"]
    assert 0.35 < len(aside) / len([query for query in asked if query.right]) < 0.65


def test_judged_sections_exist(texts: dict[str, str]) -> None:
    missing = {address for query in queries() for address in query.right if address not in texts}
    assert not missing


# ---- what is shown


def test_hits_are_marked_and_nothing_else_is_html(worker: Page) -> None:
    for asked in ("关键时刻", "gjsk", "客户生气怎么办", "script", "<b>"):
        for group in ask(worker, asked)["items"]:
            for one in group:
                for part in ("title", "text"):
                    assert {tag.name for tag in BeautifulSoup(one[part], "html.parser").find_all(True)} <= {
                        "mark",
                        "small",
                    }
    first = ask(worker, "關鍵時刻")["items"][0][0]
    assert "<mark>关键时刻</mark>" in first["title"] + first["text"] and first["terms"] == {"关键时刻": True}


def test_what_authors_type_is_text(tmp_path: Path, www: Site, browser: Browser) -> None:
    what = "<img src=x onerror=window.bad=1>"
    folder = www.folder / "typed"
    changed = {
        "docs/index.md": CHAPTER.replace("老郑来取药", f"老郑来取药{what.replace('<', '&lt;')}").replace(
            "标题: 柜台", f"标题: 柜台{what}"
        )
    }
    code, problems, said = build_course(course(tmp_path, changed))
    assert (code, problems) == (0, []), said
    shutil.copytree(tmp_path / "site", folder)
    page = browser.new_page()
    page.goto(www.url + "typed/")
    search(page, "取药")
    links(page)
    assert page.locator(".md-search-result__item img").count() == 0 and page.evaluate("window.bad") is None
    assert what in (page.locator(".md-search-result").text_content() or "")
    page.close()


HOSTILE = [
    *("怎" * 10_000, "a" * 10_000, "顾客 " * 3000, "\x00\x01\x02\x7f\u200b\ufeff\u2028"),
    *("<script>x=1</script>", "<img src=x onerror=x=1>", "&amp;&lt;", "'\"`", "javascript:x=1"),
    *(".*+?^${}()|[]\\", "(a+)+$", "[", "\\", "--", "*", "~1", "^9 title:x", "😀😀", "𠮷"),
    *("__proto__", "constructor", "toString", "app ppt打不开怎么办", "wifi iphone连不上怎么办"),
]


def test_hostile_queries(site: Site, open_page: Open) -> None:
    """No error (the fixture fails on one), an answer each time, and the search still works."""
    page = open_page(site.url, DESK)
    warned: list[str] = []
    page.context.on("console", lambda message: warned.append(message.text))
    page.evaluate(WORKER)
    for asked in HOSTILE:
        assert "items" in ask(page, asked), asked[:20]
        search(page, asked)
    assert page.evaluate("window.x") is None
    search(page, "关键时刻")
    page.locator(".md-search-result__item").first.wait_for()
    assert not warned


# ---- the box


def search(page: Page, text: str) -> None:
    """Type into the box; the answer has come when something stands where what was said of the last one was."""
    meta = page.locator(".md-search-result__meta")
    meta.evaluate("(meta) => { meta.textContent = ''; }")
    page.locator(".md-search__input").fill(text)
    page.keyboard.press("Shift")
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent !== ''")


def links(page: Page) -> list[str]:
    """Where the results lead, once there are some."""
    page.locator(".md-search-result__link").first.wait_for()
    found: list[str] = page.locator(".md-search-result__link").evaluate_all("all => all.map((one) => one.href)")
    return found


@pytest.mark.parametrize("view", [PHONE, DESK], ids=str)
def test_typing_finds_and_enter_opens(view: Any, site: Site, open_page: Open) -> None:
    page = open_page(site.url, view)
    if view is PHONE:
        page.locator("label[for=__search].md-header__button").click()
    page.locator(".md-search__input").press_sequentially("dianhua")
    page.locator(".md-search-result__item:first-child mark", has_text="电话").first.wait_for()
    # The answer to the last key names nothing else.
    page.wait_for_function(
        """new URL(document.querySelector('.md-search-result__link').href).searchParams.get('h') === '电话'
        && [...document.querySelectorAll('.md-search-result mark')].every((one) => one.textContent === '电话')"""
    )
    assert not faults(page)
    press(page, "Enter")
    page.wait_for_function("document.querySelector('article mark[data-md-highlight]')")
    assert page.locator("article mark").first.text_content() == "电话"


def test_a_link_with_a_query(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.url}?q=峰终定律", DESK)
    assert any("/moments/" in link for link in links(page))
    # The arrow keys walk through the results as before.
    page.locator(".md-search__input").focus()
    press(page, "ArrowDown")
    assert page.evaluate("document.activeElement.className").startswith("md-search-result__link")


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("question", "老郑却站着没走"),
        ("case", "洗手间"),
        ("dialogue", "碗边又敲响了"),
        ("blueprint", "门口地上一条绿线"),
        ("term", "峰终定律"),
        ("evidence", "结尾占的分量大"),
    ],
)
def test_the_kind_is_shown(kind: str, asked: str, site: Site, open_page: Open) -> None:
    page = open_page(f"{site.url}?q={asked}", DESK)
    links(page)
    assert word(f"search.kinds.{kind}") in page.locator(".search-kind").all_text_contents()


def test_nothing_found_names_the_nearest_terms(site: Site, open_page: Open) -> None:
    page = open_page(site.url, DESK)
    search(page, "顾期")
    near = page.locator(".search-near")
    near.first.wait_for()
    assert "没有找到" in (page.locator(".md-search-result__meta").text_content() or "")
    assert not faults(page)
    name = near.first.text_content()
    near.first.click()
    links(page)
    assert page.locator(".md-search__input").input_value() == name


def test_a_suggestion_can_be_taken(site: Site, open_page: Open) -> None:
    page = open_page(site.url, DESK)
    page.locator(".md-search__input").press_sequentially("峰终")
    press(page, "Shift")
    page.wait_for_function("document.querySelector('.md-search__suggest').textContent === '峰终定律'")
    press(page, "ArrowRight")
    assert page.locator(".md-search__input").input_value() == "峰终定律"


def test_an_input_method_composes(site: Site, open_page: Open) -> None:
    """What an input method has in hand is searched as pinyin, then what a tap puts in: no key is let go."""
    page = open_page(site.url, DESK)
    page.locator(".md-search__input").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "guke", "selectionStart": 4, "selectionEnd": 4})
    assert page.locator(".md-search__input").input_value() == "guke"
    links(page)
    keyboard.send("Input.insertText", {"text": "顾客期望"})
    page.locator(".md-search-result__item mark", has_text="顾客期望").first.wait_for()


def test_instant_navigation_keeps_the_search(site: Site, open_page: Open) -> None:
    page = open_page(site.url, DESK)
    # The theme shuts the search an eighth of a second after it has arrived, whoever may have opened it again.
    page.evaluate(
        "window.same = true; document$.subscribe(() => setTimeout(() => { window.quiet = location.href; }, 250))"
    )
    search(page, "峰终定律")
    links(page)
    press(page, "Enter")
    page.wait_for_url("**/glossary/**")
    page.wait_for_function("window.quiet?.includes('/glossary/') && document.querySelector('article .glossary-list')")
    search(page, "小周没抬头")
    page.locator(".md-search-result__item mark", has_text="小周没抬头").first.wait_for()
    assert page.evaluate("window.same") is True


def test_from_a_folder(site: Site, open_page: Open) -> None:
    """The shim is served by us; nothing is fetched."""
    page = open_page((site.folder / "parts" / "01-basics" / "index.html").as_uri(), DESK)
    page.locator(".md-search__input").focus()
    page.locator(".md-search__input").press_sequentially("tuifang")
    page.locator(".md-search-result__item mark", has_text="退房").first.wait_for()
    assert all(link.startswith("file://") for link in links(page))


def test_from_a_folder_with_plain_addresses(www: Site, open_page: Open) -> None:
    """As the README has it for a USB stick: a hit leads to a page that is there."""
    root = course(www.folder / "plain")
    environment = {**os.environ, **quiet()}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--no-directory-urls"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    page = open_page((root / "site" / "list.html").as_uri(), DESK)
    search(page, "laozheng")
    page.locator(".md-search-result__item mark", has_text="老郑").first.wait_for()
    page.locator(".md-search-result__link").first.click()
    page.locator("article h1", has_text="柜台").wait_for()
    assert page.url.startswith("file://") and ".html" in page.url


def test_an_english_question_keeps_its_words(browser: Browser, www: Site) -> None:
    """What is not looked up is a word: "how" is not in "show", "in" not in "chain"."""
    folder = www.folder / "english"
    build(PROJECT / "tests" / "english", Site(folder, f"{www.url}english/"))
    page = browser.new_page()
    page.goto(f"{www.url}english/")
    page.evaluate(WORKER)
    found = ask(page, "what do I do when the chain comes off")["items"]
    assert found and "chain" in str(found[0]).lower()
    assert ask(page, "chain")["items"] and ask(page, "docker kubernetes") == {
        "items": [],
        "suggest": [],
    }
    page.close()


# ---- without script


def test_everything_is_listed(site: Site) -> None:
    """Terms and headings in the order of their pinyin, each under its letter; no link leads nowhere."""
    page = BeautifulSoup((site.folder / "find" / "index.html").read_text(encoding="utf-8"), "lxml")
    names = [link.get_text() for link in page.select(".search-list a")]
    assert {"峰终定律", "店里的规矩", "三个数字在防什么"} <= set(names) and len(names) > 150
    letters = [heading.get_text() for heading in page.select("article h2")]
    assert letters == sorted(letters) and {"F", "G", "Z"} <= set(letters)
    assert {"关键时刻 · 术语表", "依据", "依据 · 给培训师"} <= set(names) and len(names) == len(set(names))
    listed = [(latin(name), name) for name in names]
    assert listed == sorted(listed)
    for link in page.select(".search-list a"):
        path, _, anchor = str(link["href"]).partition("#")
        target = (site.folder / "find" / path / "index.html").resolve()
        assert target.is_file(), link
        assert not anchor or BeautifulSoup(target.read_text(encoding="utf-8"), "lxml").find(id=anchor), link


@pytest.mark.parametrize("view", [PHONE, DESK], ids=str)
def test_without_script_the_list_is_one_step_away(view: Any, site: Site, open_page: Open) -> None:
    page = open_page(f"{site.url}parts/01-basics/moments/", view, java_script_enabled=False)
    page.get_by_role("link", name=word("search.find")).first.click()
    assert page.url == f"{site.url}find/"
    page.get_by_role("link", name="峰终定律", exact=True).click()
    assert "/glossary/#" in page.url


def test_the_list_is_accessible(site: Site, open_page: Open) -> None:
    for view in (NIGHT, DESK):
        page = open_page(f"{site.url}find/", view)
        assert not faults(page)


def test_the_list_is_not_found_itself(texts: dict[str, str]) -> None:
    assert not [address for address in texts if address.startswith("find/")]
