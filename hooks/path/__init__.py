"""The way through the course for each kind of reader: what a page is, in which order, how long it takes.

Data     `读者` and `时长` in the front matter of a page (hooks/shared/page.py); the order is the menu's
Chapter  `/// path | 一线` lists that reader's pages with their minutes, folder by folder (path.html)
Page     a line below the title says for whom it is and how long it takes. On a page for the first kind of reader (the
         front line) the theme's "next" leads to the next such page, past those for the others (timeline.py); a last
         line names the page that was passed. No script, no style.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from hooks.shared.room import Room, RoomBlock, page_uri
from hooks.shared.site import Site


@dataclass(frozen=True)
class Stop:
    """A page of a path. uri: inside docs; reader: as authors write it."""

    uri: str
    title: str
    reader: str
    minutes: int


@dataclass(frozen=True)
class Stage:
    """The stops of a folder. uri, title: of its index page, empty where there is none."""

    uri: str
    title: str
    stops: tuple[Stop, ...]
    minutes: int


def stops(site: Site) -> dict[str, Stop]:
    """Every page that says who should read it and how long it takes, by its path inside docs, in the menu's order."""
    reader, minutes = (site.words(f"page.keys.{key}") for key in ("reader", "minutes"))
    found = []
    for uri, source in site.chapters():
        told = source.value(minutes)
        if source.value(reader) and told.isdecimal():
            found.append(Stop(uri, site.title(uri), source.value(reader), int(told)))
    return {stop.uri: stop for stop in sorted(found, key=lambda stop: (site.rank(stop.uri), stop.uri))}


def chain(site: Site) -> list[str]:
    """The pages of the front line in order, as paths inside docs."""
    front = site.words("page.readers.front")
    return [stop.uri for stop in stops(site).values() if stop.reader == front]


def passed(site: Site) -> dict[str, Stop]:
    """After which page of the front line a page for another reader is passed."""
    known, front = stops(site), site.words("page.readers.front")
    found = {}
    for uri, after in pairwise(site.order):
        if uri in known and after in known and known[uri].reader == front != known[after].reader:
            found[uri] = known[after]
    return found


def stages(site: Site, reader: str) -> list[Stage]:
    """The path of a reader, folder by folder."""
    folders: dict[str, list[Stop]] = {}
    for stop in stops(site).values():
        if stop.reader == reader:
            folders.setdefault(posixpath.dirname(stop.uri), []).append(stop)
    made = []
    for folder, all_ in folders.items():
        index = posixpath.join(folder, "index.md")
        # The index page of the whole course is the home page: it names no part of it.
        named = bool(folder) and f"{site.name(site.docs)}/{index}" in site.sources
        made.append(
            Stage(
                index if named else "",
                site.title(index) if named else "",
                tuple(stop for stop in all_ if stop.uri != index),
                sum(stop.minutes for stop in all_),
            )
        )
    return made


def load(site: Site) -> None:
    """Tell blocks that name no reader, or one without a page."""
    readers: list[str] = list(site.words.get("page.readers").values())
    for _, source, opening in site.openings("path"):
        site.empty(source, opening)
        given = opening.argument
        if given not in readers:
            hint = site.words.nearest(given, readers)
            site.complain(source, opening.line, "path.say.reader", given=given, hint=hint)
        elif site.readable and not any(stop.reader == given for stop in site.once(stops).values()):
            key = site.words("page.keys.reader")
            site.complain(source, opening.line, "path.say.nobody", given=given, key=key)


class PathBlock(RoomBlock):
    """`/// path | 一线`."""

    NAME = "path"

    def on_end(self, block: etree.Element) -> None:
        """See RoomBlock. A list needs neither style nor script, not even those that rooms share."""
        super().on_end(block)
        vars(self.md).get("course_rooms", {}).pop(self.NAME, None)

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        made = stages(self.site, self.argument)
        if not made:
            raise KeyError(self.argument)
        total = sum(stage.minutes for stage in made)
        count = sum(len(stage.stops) for stage in made)
        block.extend(self.render("path/path.html", stages=made, count=count, total=total))


class _Facts(Treeprocessor):
    """The line below the title, and the last one."""

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        uri = page_uri(self.md)
        stop = self.site.once(stops).get(uri)
        title = root.find("h1")
        if stop is None or title is None:
            return
        words = self.site.words
        facts = words("path.facts", reader=stop.reader, minutes=stop.minutes)
        line = etree.Element("p", {"data-search-exclude": ""})
        etree.SubElement(line, "small").text = AtomicString(facts)
        root.insert(list(root).index(title) + 1, line)
        after = passed(self.site).get(uri)
        if after:
            line = etree.SubElement(root, "p", {"data-search-exclude": ""})
            line.text = AtomicString(words("path.passed", reader=after.reader))
            link = etree.SubElement(line, "a", {"href": "../" * uri.count("/") + after.uri})
            link.text = AtomicString(after.title)


class PathRoom(Room):
    """Registers the block and the lines."""

    NAME = "path"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, PathBlock)
        # Inline and terms (7) are done; the notes of evidence (6) come below the last line.
        md.treeprocessors.register(_Facts(md, self.site), "course_path", 6.5)


def makeExtension(**kwargs: Any) -> PathRoom:
    """Entry point of Python-Markdown."""
    return PathRoom(**kwargs)
