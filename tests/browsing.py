"""What the browser tests share: the pages, the views, and short words for what a learner does."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from hooks.quiz.model import Bank, Question
from hooks.shared.room import shipped
from hooks.shared.site import Site as Sources

PROJECT = Path(__file__).parent.parent
PART = "parts/01-basics/"

# Every page keeps what it hears of answers, whatever replaces its content.
HEARD = "window.heard = []; document.addEventListener('course:answered', (event) => heard.push(event.detail));"


@dataclass(frozen=True)
class Site:
    """A built site: where its files are and where it is served. log: what the build printed."""

    folder: Path
    url: str
    log: str = ""

    def below(self, name: str) -> Site:
        """The place of a site in a folder of this one."""
        return Site(self.folder / name, f"{self.url}{name}/")


@dataclass(frozen=True)
class View:
    """A window."""

    width: int
    height: int
    scheme: Literal["light", "dark"]

    @property
    def size(self) -> ViewportSize:
        """As Playwright wants it."""
        return {"width": self.width, "height": self.height}

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


PHONE, DESK = View(360, 740, "light"), View(1280, 900, "light")
NIGHT, DARK = View(360, 740, "dark"), View(1280, 900, "dark")
ZOOMED = View(320, 450, "light")  # 1280 × 900 at 400 %, 640 at 200 %
VIEWS = [PHONE, DESK, NIGHT, DARK]


def build(root: Path, place: Site) -> Site:
    """Build the project in `root` strictly for the address of `place`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(place.folder)]
    edit = "https://example.org/edit/main/docs/{path}"
    # Whatever is installed, the hooks beside these tests are the ones that build.
    ours = {"SITE_URL": place.url, "EDIT_URI_TEMPLATE": edit, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
    environment = {**os.environ, **ours}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(place.folder, place.url, done.stdout + done.stderr)


@cache
def sources() -> Sources:
    """The course as the trainers wrote it."""
    return Sources.of(PROJECT)


def addresses(prefix: str = "") -> list[str]:
    """The address of every page of the course, or of those below `prefix`."""
    urls = [url.removeprefix("./") for uri, url in sources().urls.items() if uri.endswith((".md", ".ipynb"))]
    return sorted(url for url in urls if url.startswith(prefix))


@cache
def banks() -> dict[str, Bank]:
    """All banks by id."""
    from hooks.quiz.block import load

    return load(sources())


def question(key: str) -> Question:
    """The question `bank/id`."""
    bank, _, id = key.partition("/")
    return banks()[bank].question(id)


def word(key: str, **values: object) -> str:
    """A text of the course's language."""
    return sources().words(key, **values)


def plain(text: str) -> str:
    """Trainers' inline Markdown as a reader sees it, without any space, marks of evidence left out."""
    text = re.sub(r"[{｛]\s*依据[^}｝]*[}｝]", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+|\*\*", "", text)


def printed(text: str) -> re.Pattern[str]:
    """Finds a text in a PDF, where some letters come back as the radicals that share their shape."""
    return re.compile(
        "".join(f"[{re.escape(letter)}\u2e80-\u2eff]" for letter in unicodedata.normalize("NFKC", plain(text)))
    )


def text_of(page: Page, selector: str) -> list[str]:
    """The texts of all elements, shown or not, without any space and without marks of evidence."""
    texts: list[str] = page.eval_on_selector_all(
        selector,
        """all => all.map((element) => {
            const copy = element.cloneNode(true);
            copy.querySelectorAll(".evidence-mark").forEach((mark) => mark.remove());
            return copy.textContent.replace(/\\s+/g, "");
        })""",
    )
    return texts


def faults(page: Page, where: str = "") -> list[str]:
    """What axe finds on the whole page, when nothing moves any more: rule, place, reason."""
    page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(({id, nodes}) =>
            nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary.split("\\n").pop().trim()}`))"""
    )
    return [f"{where or page.url}: {one}" for one in found]


def width(page: Page) -> tuple[int, int]:
    """How wide the page is, and the window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wide, window


def heard(page: Page) -> list[dict[str, Any]]:
    """The answers the page told so far."""
    told: list[dict[str, Any]] = page.evaluate("heard")
    return told


def focus(page: Page) -> dict[str, str]:
    """What has the keyboard."""
    held: dict[str, str] = page.evaluate(
        """() => {
            const element = document.activeElement;
            const {tagName: tag, type = "", value = "", name = "", className} = element;
            const home = element.closest("[data-id]")?.dataset.id || "";
            return {tag, type, value: String(value), name, home, class: className, text: element.textContent.trim()};
        }"""
    )
    return held


def tab_to(page: Page, wanted: Callable[[dict[str, str]], bool], limit: int = 300) -> dict[str, str]:
    """Press Tab until the wanted element has the keyboard."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        held = focus(page)
        if wanted(held):
            return held
    raise AssertionError(f"not reached with {limit} tabs; the keyboard is at {focus(page)}")


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def arrive(page: Page, act: Callable[[], object], site: Site, path: str) -> None:
    """Do what leads to a page of the site; wait until its text stands there and its elements have come to life."""
    html = (site.folder / path / "index.html").read_text(encoding="utf-8")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert heading
    act()
    page.wait_for_function(
        """([url, heading, waiting]) => location.href.split(/[?#]/)[0] === url && !document.querySelector(waiting)
            && document.querySelector("article h1")?.innerHTML.trim() === heading""",
        arg=[
            site.url + path,
            heading[1].strip(),
            "course-quiz:not(.quiz-live), course-mot:not(.mot-live), course-dialogue:not(.dialogue-live),"
            " course-case .case-filters[hidden], course-blueprint button[hidden], course-plan button[hidden]",
        ],
    )


def asked(page: Page) -> list[str]:
    """A list that grows: the names of our own files ("quiz.js") that the browser asks for from now on.

    The search, and what stands before the theme's script, are not told: they are on every page, whatever stands there.
    """
    names: list[str] = []
    page.on(
        "request",
        lambda request: names.extend(re.findall(r"/assets/course/(?!search-|shared-early)([^/?]+)", request.url)),
    )
    return names


def packed(files: Iterable[Path]) -> int:
    """Bytes of our styles and scripts as a server sends them, each on its own."""
    return sum(len(gzip.compress(shipped(file).encode(), 9, mtime=0)) for file in files)
