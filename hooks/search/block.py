"""From sources to the page that lists what can be found, for readers without script."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections import Counter
from itertools import groupby

from hooks.shared.items import label
from hooks.shared.room import RoomBlock
from hooks.shared.scan import HEADING
from hooks.shared.site import Site

from .index import latin

Entry = tuple[str, str, str]  # pinyin, name, address from the root of docs


def load(site: Site) -> str:
    """The page that lists everything, "" where there is none. Tells blocks that ask for less."""
    home = ""
    for uri, source, opening in site.openings("search"):
        site.empty(source, opening)
        if opening.argument and opening.argument != site.words("search.all"):
            values = {"given": opening.argument, "all": site.words("search.all")}
            site.complain(source, opening.line, "search.say.only_all", **values)
        home = home or uri
    if home:
        site.once(entries)
    return home


def entries(site: Site) -> list[Entry]:
    """Terms and headings in the order of their pinyin; where a name stands twice, what each is part of is beside it."""
    found = []
    for room in site.saying:
        found += [(one.words[0], one.uri, site.title(one.uri.partition("#")[0])) for one in room(site)]
    for uri, source in site.chapters():
        title = site.title(uri)
        index = posixpath.join(posixpath.dirname(uri), "index.md")
        # The home page is no part's: what lies beside it is a part of nothing.
        part = "/" in index and index != uri and f"{site.name(site.docs)}/{index}" in site.sources
        found.append((title, uri, site.title(index) if part else ""))
        for _, line in source.prose:
            heading = HEADING.match(line) if line.startswith(("##", "＃＃")) else None
            if heading and heading[3]:
                found.append((label(heading[2], site.words), f"{uri}#{heading[3]}", title))
    times = Counter(name for name, _, _ in found)
    shown = [(f"{name} · {page}" if page and times[name] > 1 else name, at) for name, at, page in found]
    return sorted((latin(name), name, at) for name, at in dict.fromkeys(shown))


class SearchBlock(RoomBlock):
    """`/// search | 全部`."""

    NAME = "search"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        if self.argument != self.site.words("search.all"):
            raise KeyError(self.argument)
        groups = groupby(self.site.once(entries), lambda entry: entry[0][:1].upper() if entry[0][:1].isalpha() else "#")
        letters = [(letter, [(name, at) for _, name, at in group]) for letter, group in groups]
        block.set("data-search-exclude", "")
        block.extend(self.render("search/search.html", letters=letters))
