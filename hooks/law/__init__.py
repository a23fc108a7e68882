"""Boxes for what the law asks at the counter.

Chapter  `/// law | title`, then `法律：` `条文：` `文本日期：` and lines `在柜台上：`; `/// law | 全部` lists all boxes
Page     a box of the same family as that for misconceptions (law.html). No script.
"""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from hooks.shared.room import Room, RoomBlock
from hooks.shared.scan import Opening
from hooks.shared.site import Site, rooted
from hooks.shared.source import Source

LINE = re.compile(r"^[\s\u3000]*(?:[-*+•·－][\s\u3000]+)?([^：:，。；]+?)\s*[：:]+\s*(.*?)\s*$")


@dataclass(frozen=True)
class Law:
    """A box. day: the date of the text the box rests on, "2022-04-14 公布"; uri, anchor: where it stands."""

    title: str
    statute: str
    article: str
    day: str
    counter: tuple[str, ...]
    uri: str
    anchor: str


def load(site: Site) -> dict[str, Law]:
    """Every box by title, in the order of the sources. Tells lines that say nothing, and what is missing."""
    laws: dict[str, Law] = {}
    places: dict[str, str] = {}
    for uri, source, opening in site.openings("law"):
        title = opening.argument
        if title == site.words("law.all"):
            site.empty(source, opening)
        elif title and opening.end:
            if title in places:
                site.complain(source, opening.line, "law.say.double", title=title, other=places[title])
            places.setdefault(title, f"{source.name}:{opening.line}")
            law = _read(site, source, opening, uri)
            if law:
                laws.setdefault(title, law)
    return laws


def _read(site: Site, source: Source, opening: Opening, uri: str) -> Law | None:
    keys: dict[str, str] = site.words.get("law.keys")
    names = {word: name for name, word in keys.items()}
    found: dict[str, list[str]] = {name: [] for name in keys}
    before = len(site.problems)
    for number, line in opening.text:
        match = LINE.match(line)
        name = names.get(match[1], "") if match else ""
        if not match or not name:
            hint = site.words.nearest(match[1] if match else "", names)
            site.complain(source, number, "law.say.line", hint=hint)
        elif not match[2]:
            site.complain(source, number, "law.say.empty", key=match[1])
        elif found[name] and (name != "counter" or match[2] in found[name]):
            site.complain(source, number, "law.say.twice", key=match[1])
        else:
            found[name].append(match[2])
            if name == "article" and not re.match(site.words("law.article"), match[2]):
                site.complain(source, number, "law.say.article", key=match[1], given=match[2])
            if name == "day" and not date(match[2], site.words("law.date")):
                site.complain(source, number, "law.say.day", key=match[1], given=match[2])
    if len(site.problems) == before:
        for name, texts in found.items():
            if not texts:
                site.complain(source, opening.line, "law.say.missing", key=keys[name])
    if len(site.problems) > before:
        return None
    statute, article, day, counter = (found[name] for name in ("statute", "article", "day", "counter"))
    return Law(
        opening.argument,
        statute[0].strip("《》〈〉"),
        article[0],
        date(day[0], site.words("law.date")),
        tuple(counter),
        uri,
        opening.under,
    )


def date(text: str, pattern: str) -> str:
    """The date in one spelling, with what follows it; "" when it is none.

    pattern: finds year, month, day and the rest, as the language writes them.
    """
    found = re.match(pattern, text)
    if not found:
        return ""
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return f"{day.isoformat()} {found[4]}".strip()


class LawBlock(RoomBlock):
    """`/// law | title` and `/// law | 全部`."""

    NAME = "law"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        laws = self.site.once(load)
        every = self.argument == self.site.words("law.all")
        found = sorted(laws.values(), key=lambda law: self.site.rank(law.uri)) if every else [laws[self.argument]]
        block.extend(self.render("law/law.html", laws=found, every=every, rooted=rooted, title=self.site.title))


class LawRoom(Room):
    """Registers the block."""

    NAME = "law"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, LawBlock)


def makeExtension(**kwargs: Any) -> LawRoom:
    """Entry point of Python-Markdown."""
    return LawRoom(**kwargs)
