"""The search: Material's box, our worker and index. Finds every string of the course, the way people type.

Data     none of its own; finished articles (timeline.py hands them over), words that mean the same from the glossary
         (`Site.saying`) and from `search` in the words of the language; `extra: course: search_check:` in mkdocs.yml,
         what must be found on which page
Model    model.py: an article → its sections · index.py: sections → scripts below search/, sharded by characters
Chapter  `/// search | 全部` lists terms and headings by their pinyin, for readers without script (search.html)
Browser  search-worker.js takes the place of the theme's worker and loads, at the first query, the shards it needs
         search-box.js, on every page: a worker where files open from a folder, the nearest terms where nothing is
         found, a word where the index did not come, and an ear for what is put in without a key
         vendor/iframe-worker.js makes such a worker of a frame
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from markdown import Markdown

from hooks.shared.repair import mend
from hooks.shared.room import ASSETS, HOOKS, Room, fingerprint
from hooks.shared.site import Site

from .block import SearchBlock, load
from .index import build, finder, version
from .model import Page, read_page

__all__ = ["Page", "files", "load", "makeExtension", "read_page", "replace", "style"]

WORKER = re.compile(r'("search": ")([^"]*)assets/javascripts/workers/search\.\w+\.min\.js"')
BASE = re.compile(r'"base": "([^"]*)"')
BOX = '<div class="md-search" data-md-component="search"'


def files(pages: Iterable[Page], site: Site, empty: str) -> dict[str, str]:
    """The index: path inside the site → content. `empty`: the theme's own index, for pages opened from a folder.

    Tells what ought to be found and is not.
    """
    same = [saying.words for room in site.saying for saying in room(site)]
    words = {key: site.words.get(f"search.{key}") for key in ("alike", "stop", "ask", "near")}
    made = build(list(pages), site.words.get("search.kinds"), same, words)
    site.search = version(made)
    finds = finder(made)
    for query, page in site.wanted.items():
        if site.urls.get(page, page).removeprefix("./") not in finds(str(query)):
            site.complain("mkdocs.yml", _line(site, str(query)), "search.say.check", query=query, page=page)
    return {f"search/{site.search}/{name}.js": text for name, text in made.items()} | {
        "search/search_index.js": f"var __index={empty}"
    }


def _line(site: Site, key: str) -> int:
    """Where a key stands in mkdocs.yml, the first line if it is not seen."""
    config = site.root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").splitlines() if config.is_file() else []
    found = re.compile(rf"""(^|[{{,])\s*(['"]?){re.escape(key)}\2\s*:""")
    return next((number for number, line in enumerate(lines, 1) if found.search(line)), 1)


def replace(html: str, site: Site) -> str:
    """The page with our worker in the place of the theme's, and what is said where that has nothing to read.

    Where there is no script, a way to the list of everything.
    """
    worker = f"{ASSETS}/search-worker.js?{fingerprint(HOOKS / 'search' / 'search-worker.js')}{site.search}"
    html = mend("search worker", html.count('id="__config"'), *WORKER.subn(rf'\1\2{worker}"', html))
    home, link = site.once(load), ""
    if home:
        base = BASE.search(html)
        address = f"{base[1] if base else '.'}/{site.urls.get(home, home)}"
        link = f'<noscript><a class="search-find" href="{escape(address)}">{site.words("search.find")}</a></noscript>'
    box = f'{link}<div data-failed="{escape(site.words("search.failed"))}"{BOX.removeprefix("<div")}'
    return mend("search box", html.count('name="query"'), html.replace(BOX, box), html.count(BOX))


def style() -> str:
    """The address of the style that every page loads."""
    return f"{ASSETS}/search-box.css"


class SearchRoom(Room):
    """Registers the block."""

    NAME = "search"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, SearchBlock)


def makeExtension(**kwargs: Any) -> SearchRoom:
    """Entry point of Python-Markdown."""
    return SearchRoom(**kwargs)
