"""Banks as files of their own: what review and exam put into a page, from the same template as in a chapter.

A file is a classic script that hands its questions over, because neither `fetch` nor modules run from a folder. It is
made when a page asks for it, so a course without review and exam has none; `timeline.py` writes what was asked for.
The browser's side is `course.bank` and `course.put` in shared.js.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markdown import Markdown

from .items import Item
from .room import page_uri, use
from .site import Site

QUESTION = re.compile(r'<course-quiz\b[^>]*? data-id="([^"]+)".*?</course-quiz>', re.DOTALL)
# What a mark in a question leads to stands behind the questions: each question takes its own along.
NOTE = re.compile(r'<li id="([^"]+)">.*?</li>', re.DOTALL)
NOTES = re.compile(r"(<section\b.*?<ol>).*(</ol>\s*</section>)", re.DOTALL)
# Addresses are written from the root of the site; which way that is, the page knows.
ADDRESS = re.compile(r'\b(href|src)="(?!#|[a-z][a-z+.-]*:)')
ROOT = "\0"
ROOM = re.compile(r"assets/course/(\w+)\.(?:css|js)\b")


@dataclass(frozen=True)
class Fragment:
    """One bank as a script: `(window.courseBanks ||= {})[id] = (root) => ({key: {same, at, html}})`.

    address  inside the site
    rooms    whose style and script the questions need
    root     in the script: the way from the page to the root of the site, "../"
    same     in the script: the name of the question's idea; questions with one idea share it
    at       in the script: [title of the part, of the page, address] to read again, or null
    html     in the script: the question with id, kind and fingerprint, its key, the notes of its marks
    """

    address: str
    text: str
    rooms: tuple[str, ...]

    @property
    def version(self) -> str:
        """What stands behind the address, so that a returning phone never gets old questions."""
        return f"?{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"


def ideas(site: Site) -> dict[str, str]:
    """The idea each question asks for: question → the first of all questions that 同题 joins, directly or not."""
    items = [item for bank in site.once(site.bank).values() for item in bank]
    found = {item.key: item.key for item in items}

    def idea(key: str) -> str:
        return key if found[key] == key else idea(found[key])

    for item in items:
        if item.same in found:
            first, other = sorted((idea(item.key), idea(item.same)))
            found[other] = first
    return {key: idea(key) for key in found}


def homes(site: Site) -> dict[str, Item]:
    """Where each question stands first in the menu; one that stands nowhere is at home where its idea is."""
    order = {uri: place for place, uri in enumerate(site.order or site.urls)}
    exams = {uri for uri, _, _ in site.openings("exam")}
    items = [item for asking in site.asking for item in asking(site) if item.uri not in exams]
    found: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: order.get(item.uri, 0)):
        found.setdefault(item.key, item)
    same = site.once(ideas)
    by_idea = {same[key]: item for key, item in reversed(found.items()) if key in same}
    return {**{key: by_idea[idea] for key, idea in same.items() if idea in by_idea}, **found}


def parts(site: Site, uris: Iterable[str]) -> list[tuple[str, str]]:
    """The parts these pages belong to, in the order of the menu: their first page with a question, their title."""
    wanted = set(uris)
    found: dict[str, str] = {}
    for uri in site.order or site.urls:
        if uri in wanted:
            found.setdefault(part(site, uri), uri)
    return [(uri, name) for name, uri in found.items()]


def place(md: Markdown, site: Site, bank: str) -> dict[str, str]:
    """Where the page being rendered finds a bank: the values of its data attributes."""
    made = fragment(site, bank)
    for room in made.rooms:
        use(md, room)
    root = "../" * site.urls.get(page_uri(md), page_uri(md)).removeprefix("./").count("/")
    return {"bank": bank, "src": root + made.address + made.version, "root": root or "./"}


def part(site: Site, uri: str) -> str:
    """The title of the part a page belongs to."""
    return site.title(posixpath.join(posixpath.dirname(uri), "index.md"))


def fragment(site: Site, bank: str) -> Fragment:
    """The file of a bank. Raises KeyError when there is none."""
    if bank in site.fragments:
        return site.fragments[bank]
    keys = {item.key for item in site.once(site.bank)[bank]}
    html = site.render(f"/// quiz | {bank}\n///\n")
    same, home = site.once(ideas), site.once(homes)
    shell = NOTES.search(html)
    notes = {found[1]: found[0] for found in NOTE.finditer(shell[0])} if shell else {}
    questions = {}
    for found in QUESTION.finditer(html):
        key, text = found[1], found[0]
        if key not in keys:
            continue
        own = "".join(note for id, note in notes.items() if f'href="#{id}"' in text)
        if shell and own:
            text += shell[1] + own + shell[2]
        item = home.get(key)
        at = item and [part(site, item.uri), site.title(item.uri), f"{ROOT}{site.urls[item.uri]}#{item.key}"]
        questions[key] = {"same": same[key], "at": at, "html": ADDRESS.sub(rf'\1="{ROOT}', text)}
    data = json.dumps(questions, ensure_ascii=False).replace(json.dumps(ROOT)[1:-1], '" + root + "')
    text = f"(window.courseBanks ||= {{}})[{json.dumps(bank)}] = (root) => ({data});\n"
    made = Fragment(f"assets/course/banks/{bank}.js", text, tuple(dict.fromkeys(ROOM.findall(html))))
    return site.fragments.setdefault(bank, made)
