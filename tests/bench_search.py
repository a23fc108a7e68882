"""How well the course is searched, and what it costs: ours, stock Material with jieba, Pagefind extended.

`make bench-search` prints a table for each, from the real boxes in a real Chromium, on the same pages. jieba and
Pagefind are installed for it alone, into the folder named by --tools. The floors of ours are tests (test_search.py);
times depend on the machine.

recall  of all right sections, those returned · five  right ones among the first five (a question: whether one is)
rank    mean reciprocal rank of the first right one · silent  share without an answer · KB  what a first query loads
ms      from the query to its answer: median, 95th percentile; on a slow connection too. What drives a browser looks at
        every file that comes, and a query takes longer; the rows "of a query" come from a page that types all queries
        by itself, one after the other, each once the page is at rest: nobody types faster than it draws.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import bench
from browsing import PROJECT
from playwright.sync_api import Browser, Page, sync_playwright
from searching import Query, Score, holds, in_order, judge, mean, queries, read, sections

from hooks.search.index import fold

# What bench.make leaves out on both sides.
SEARCH = "plugins: [search: {lang: zh}]"
# Every message of the theme's worker, its time, and a way to type that waits for the answer.
WATCH = """(() => {
    const Real = Worker, waiting = [];
    window.Worker = class extends Real {
        constructor(url) {
            super(url);
            this.addEventListener("message", ({data: {type, data}}) => {
                if (type === 1) window.ready = performance.now() - window.setup;
                if (type === 3 && waiting.length) waiting.shift()(data);
            });
        }
        postMessage(message) {
            if (message.type === 0) window.setup = performance.now();
            super.postMessage(message);
        }
    };
    window.type = (text) => new Promise((done) => {
        const box = document.querySelector(".md-search__input"), start = performance.now();
        waiting.push(({items}) => done({items, ms: performance.now() - start}));
        box.value = text;
        box.dispatchEvent(new KeyboardEvent("keyup", {key: "Shift"}));
    });
})()"""
# Once every query, then once more with all files at hand; the times go to the server.
ALONE = """addEventListener("load", async () => {
    const rest = () => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))), times = [];
    document.querySelector(".md-search__input").focus();
    while (window.ready === undefined) await new Promise((done) => setTimeout(done, 20));
    for (let pass = 0; pass < 2; pass++) {
        for (const text of ASKED) {
            await rest();
            times.push((await type(text)).ms);
        }
    }
    fetch("/done", {method: "POST", body: JSON.stringify(times)});
});"""
PAGEFIND = """<!doctype html><meta charset="utf-8"><div id="search"></div>
<script src="pagefind/pagefind-ui.js"></script>
<script>new PagefindUI({element: "#search", showSubResults: true, pageSize: 20, debounceTimeoutMs: 0, translations:
{zero_results: "done", many_results: "done", one_result: "done", searching: "wait"}})</script>"""
# The box says that it is done, and every result it shows has come.
FIND = """(text) => new Promise((done) => {
    const box = document.querySelector(".pagefind-ui__search-input"), start = performance.now();
    box.value = text;
    box.dispatchEvent(new Event("input"));
    const look = () => {
        const message = document.querySelector(".pagefind-ui__message");
        if (!message?.textContent.includes("done") || document.querySelector(".pagefind-ui__loading")) {
            return requestAnimationFrame(look);
        }
        const all = [...document.querySelectorAll(".pagefind-ui__result-link")];
        done({links: all.map((one) => one.getAttribute("href")), ms: performance.now() - start});
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
})"""


class Host(bench.Quiet):
    """Keeps a connection open for the next file, as every host does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True


class Far(Host):
    """100 ms away, 1.6 Mbit a second for all files of the search together, each packed."""

    line = threading.Lock()

    def do_GET(self) -> None:
        """After the time it would take."""
        file = Path(self.translate_path(self.path))
        if file.parent.parent.name == "search" and file.is_file():
            time.sleep(0.1)
            with self.line:
                time.sleep(len(gzip.compress(file.read_bytes(), 6)) / 200_000)
        super().do_GET()


class Alone(Host):
    """The start page with a script in it that types, and where it tells what it measured."""

    script = ""
    told: SimpleQueue[list[float]]

    def do_GET(self) -> None:
        """The page, or a file."""
        if self.path != "/alone":
            return super().do_GET()
        page = Path(self.directory, "index.html").read_text(encoding="utf-8")
        body = page.replace("<head>", f"<head><script>{self.script}</script>", 1).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """The times."""
        self.told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()


def alone(browser: Browser, site: Path) -> tuple[float, float]:
    """The 95th percentile of all queries in ms, asked in a page nobody drives: cold, and with all files at hand."""
    asked = [query.ask for query in queries()]
    script = f"{WATCH};{ALONE}".replace("ASKED", json.dumps(asked))
    told: SimpleQueue[list[float]] = SimpleQueue()
    host = type("Told", (Alone,), {"script": script, "told": told})
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temp, served(site, host) as url:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or browser.browser_type.executable_path
        process = subprocess.Popen(
            [path, *options, f"--user-data-dir={temp}", f"{url}alone"], stderr=subprocess.DEVNULL
        )
        try:
            times = told.get(timeout=600)
        finally:
            process.terminate()
            process.wait()
    passes = sorted(times[: len(asked)]), sorted(times[len(asked) :])
    cold, again = (one[int(len(asked) * 0.95)] for one in passes)
    return cold, again


@contextmanager
def served(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """The address of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def course(root: Path, tools: Path, *, stock: bool) -> Path:
    """The built course; `stock`: with the theme's own search, and jieba beside it."""
    for name in ("docs", "quizzes", "hooks"):
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    if stock:
        timeline = root / "hooks" / "timeline.py"
        text = timeline.read_text(encoding="utf-8")
        timeline.write_text(text.replace('SEARCH = "material/search"', 'SEARCH = "none"'), encoding="utf-8")
    build(root, tools if stock else None)
    return root / "site"


def build(root: Path, tools: Path | None, own: bool = True) -> float:
    """One build; seconds."""
    path = [str(root)] if own else [str(PROJECT)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ":".join([*path, *([str(tools)] if tools else [])])}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=env, check=True)
    return time.perf_counter() - start


def coarse(site: Path) -> dict[str, str]:
    """For each of our sections the heading it stands under: others find no single question or entry."""
    core = read(site, "core")
    apart = {place for place, name in enumerate(core["kinds"]) if place not in (1, 3) and name}
    homes = {}
    for url, _, *rest in core["pages"]:
        home = url
        for place in range(0, len(rest), 3):
            own = f"{url}#{rest[place]}" if rest[place] else url
            home = home if rest[place + 2] in apart else own
            homes[own] = home
    return homes


class Engine:
    """One box: `ask` types, and answers sections in the order shown with the milliseconds it took."""

    def __init__(self, name: str, browser: Browser, url: str, site: Path, ask: Callable[[Page, str], Any]) -> None:
        self.name, self.browser, self.url, self.site, self._ask = name, browser, url, site, ask

    def open(self) -> Page:
        """The box, ready, in a context of its own."""
        context = self.browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(self.url)
        if self.name == "Pagefind":
            page.locator(".pagefind-ui__search-input").wait_for()
        else:
            page.locator(".md-search__input").focus()
            page.wait_for_function("window.ready !== undefined")
        return page

    def ask(self, page: Page, text: str) -> tuple[list[str], float]:
        """Sections in the order shown, milliseconds."""
        found: tuple[list[str], float] = self._ask(page, text)
        return found

    def first(self, text: str) -> float:
        """KB of a first query, as a server sends them, pages and styles left out."""
        page = self.open()
        asked: set[str] = set()
        page.context.on("request", lambda request: asked.add(request.url.split("?")[0].removeprefix(self.origin)))
        self.ask(page, text)
        page.context.close()
        always = [path for path in ("search/search_index.json",) if self.name == "Material + jieba"]
        files = [self.site / name for name in {*asked, *always}]
        return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file()) / 1000

    @property
    def origin(self) -> str:
        """Where its files are served."""
        return re.sub(r"(?<=\d/).*", "", self.url)


def material(page: Page, text: str) -> tuple[list[str], float]:
    """The theme's box."""
    got = page.evaluate("(text) => type(text)", text)
    return in_order(got["items"]), got["ms"]


def pagefind(page: Page, text: str) -> tuple[list[str], float]:
    """Pagefind's box."""
    got = page.evaluate(FIND, text)
    return [link.lstrip("/") for link in dict.fromkeys(got["links"])], got["ms"]


def table(engine: Engine, truth: Callable[[Query], set[str]]) -> None:
    """A row for each class, and one for all. A string that left the pages is no query any more."""
    heads = f"{'recall':>8}{'five':>7}{'rank':>7}{'silent':>8}{'KB':>8}{'ms':>7}{'p95':>7}"
    print(f"\n{engine.name}\n{'class':<14}{'n':>4}{heads}")
    page = engine.open()
    page.evaluate("() => 1")
    classes: dict[str, list[tuple[Score, float, str]]] = {}
    for query in queries():
        right = truth(query)
        if query.find and not right:
            continue
        found, ms = engine.ask(page, query.ask)
        score = judge(query, found, right.__contains__, len(right))
        classes.setdefault(query.kind, []).append((score, ms, query.ask))
    page.context.close()
    for kind, rows in classes.items():
        scores, times = [row[0] for row in rows], sorted(row[1] for row in rows)
        kb = max(engine.first(ask) for _, _, ask in rows[:2])
        print(
            f"{kind:<14}{len(rows):>4}{mean(s.recall for s in scores):>8.2f}{mean(s.five for s in scores):>7.2f}"
            f"{mean(s.rank for s in scores):>7.2f}{mean(s.silent for s in scores):>8.2f}{kb:>8.0f}"
            f"{statistics.median(times):>7.1f}{times[int(len(times) * 0.95)]:>7.1f}",
            flush=True,
        )


def far(browser: Browser, site: Path, name: str) -> None:
    """What a learner waits for whose connection is slow: a first query, those after it. Six files come at a time."""
    asked = [query.ask for query in queries()][::16]
    with served(site, Far) as url:
        engine = Engine("ours", browser, url, site, material)
        first = []
        for ask in asked[::2]:
            page = engine.open()
            first.append(engine.ask(page, ask)[1])
            page.context.close()
        page = engine.open()
        engine.ask(page, asked[0])
        later = [engine.ask(page, ask)[1] for ask in asked[1:]]
        page.context.close()
    for what, times in (("first", sorted(first)), ("later", sorted(later))):
        figure = f"{statistics.median(times):.0f}, {times[int(len(times) * 0.95)]:.0f}"
        bench.row(f"{name}, 100 ms away: {what}, median, p95", figure, "", None)


def compare(browser: Browser, tools: Path) -> None:
    """The three boxes on the course."""
    with tempfile.TemporaryDirectory() as temp:
        ours = course(Path(temp, "ours"), tools, stock=False)
        stock = course(Path(temp, "stock"), tools, stock=True)
        shutil.copytree(ours, found := Path(temp, "pagefind"))
        command = [sys.executable, "-m", "pagefind", "--site", str(found), "--root-selector", "article", "--quiet"]
        env = {**os.environ, "PYTHONPATH": str(tools)}
        subprocess.run([*command, "--exclude-selectors", "[data-search-exclude]"], env=env, check=True)
        (found / "box.html").write_text(PAGEFIND, encoding="utf-8")
        own, homes = sections(ours), coarse(ours)
        docs = json.loads((stock / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
        plain = {doc["location"]: fold(re.sub(r"<[^>]*>|\u200b", "", f"{doc['title']}\n{doc['text']}")) for doc in docs}

        def theirs(query: Query) -> set[str]:
            return {homes[one] for one in query.right} if query.right else holds(query, plain)

        with served(ours) as a, served(stock) as b, served(found) as c:
            table(Engine("ours", browser, a, ours, material), lambda query: holds(query, own))
            table(Engine("Material + jieba", browser, b, stock, material), theirs)
            table(Engine("Pagefind", browser, f"{c}box.html", found, pagefind), theirs)
        for name, site in (("ours", ours), ("Material + jieba", stock)):
            for what, p95 in zip(("p95 of a query, ms", "p95, files at hand, ms"), alone(browser, site), strict=True):
                bench.row(f"{name}: {what}", f"{p95:.1f}", "≤ 15", p95 <= 15)
        far(browser, ours, "course")


def large(browser: Browser, tools: Path, chapters: int, runs: int) -> None:
    """A site of 15 sections a chapter: what a query costs, and the build against stock Material with jieba."""
    with tempfile.TemporaryDirectory() as temp:
        ours, bare = Path(temp, "ours"), Path(temp, "bare")
        bench.make(ours, chapters, ours=True)
        bench.make(bare, chapters, ours=False)
        for root in (ours, bare):
            config = (root / "mkdocs.yml").read_text(encoding="utf-8")
            (root / "mkdocs.yml").write_text(config.replace("plugins: []", SEARCH), encoding="utf-8")
        pairs = [(build(ours, None, own=False), build(bare, tools, own=False)) for _ in range(runs)]
        ratio = statistics.median(a / b for a, b in pairs)
        bench.row(f"{chapters} chapters: build against jieba", f"{ratio:.2f}", "≤ 0.65", ratio <= 0.65)
        site = ours / "site"
        count = len(sections(site))
        with served(site) as url:
            engine = Engine("ours", browser, url, site, material)
            page = engine.open()
            ready = page.evaluate("window.ready")
            kb = max(engine.first(ask) for ask in ("顾客等了很久怎么办", "电话门口柜台", "dianhua"))
        for what, p95 in zip(("p95 of a query, ms", "p95, files at hand, ms"), alone(browser, site), strict=True):
            bench.row(f"{count} sections: {what}", f"{p95:.1f}", "≤ 40", p95 <= 40)
        bench.row(f"{count} sections: first query, KB", f"{kb:.0f}", "≤ 250", kb <= 250)
        bench.row(f"{count} sections: ready, ms", f"{ready:.0f}", "≤ 150", ready <= 150)
        far(browser, site, f"{count} sections")


def main() -> None:
    """Print all, or the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=["compare", "large", []])
    parser.add_argument(
        "--tools", type=lambda name: Path(name).resolve(), required=True, help="where jieba and pagefind are installed"
    )
    parser.add_argument("--chapters", type=int, nargs="+", default=[40, 267])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        if "compare" in (options.parts or ["compare"]):
            compare(browser, options.tools)
        if "large" in (options.parts or ["large"]):
            for chapters in options.chapters:
                large(browser, options.tools, chapters, options.runs)
        browser.close()


if __name__ == "__main__":
    main()
