"""Pocket cards: a few rules to carry into the shop.

Chapter  `/// card | title`, then a rule a line: `如果……，就……`; `/// card | 全部` lists the cards of all chapters
Page     a box with the rules; the list prints eight to a sheet of A4, with lines to cut along (card.html). No script.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from typing import Any

from markdown import Markdown

from hooks.shared.items import label
from hooks.shared.room import Room, RoomBlock
from hooks.shared.scan import Opening
from hooks.shared.site import Site, rooted
from hooks.shared.source import Source

# What fits on an eighth of a sheet and into a head; how long a rule may be depends on the language, see words/.
RULES = range(2, 7)
BULLET = re.compile(r"^[\s\u3000]*(?:[-*+•·－][\s\u3000]*|[0-9０-９]+[.、．)）][\s\u3000]*)?")


@dataclass(frozen=True)
class Card:
    """A card. rules: (condition, action), without the comma between; uri, anchor: where it stands."""

    title: str
    rules: tuple[tuple[str, str], ...]
    uri: str
    anchor: str


def load(site: Site) -> dict[str, Card]:
    """Every card by title, in the order of the sources. Tells what is no rule, and cards too full or too empty."""
    cards: dict[str, Card] = {}
    places: dict[str, str] = {}
    longest: dict[str, int] = site.words.get("card.longest")
    for uri, source, opening in site.openings("card"):
        title = opening.argument
        if title == site.words("card.all"):
            site.empty(source, opening)
        elif title and opening.end:
            if title in places:
                site.complain(source, opening.line, "card.say.double", title=title, other=places[title])
            elif len(title) > longest["title"]:
                site.complain(source, opening.line, "card.say.title", n=len(title), most=longest["title"])
            places.setdefault(title, f"{source.name}:{opening.line}")
            cards.setdefault(title, Card(title, _read(site, source, opening), uri, opening.under))
    return cards


def _read(site: Site, source: Source, opening: Opening) -> tuple[tuple[str, str], ...]:
    rule, most = re.compile(site.words("card.rule")), site.words.get("card.longest")["rule"]
    rules: list[tuple[str, str]] = []
    seen: dict[str, int] = {}
    for number, line in opening.text:
        text = BULLET.sub("", line, count=1).rstrip(" \u3000")
        found = rule.match(text)
        letters = len(label(text, site.words))
        if not found:
            site.complain(source, number, "card.say.rule")
        elif text in seen:
            site.complain(source, number, "card.say.again", line=seen[text])
        elif letters > most:
            site.complain(source, number, "card.say.long", n=letters, most=most)
        else:
            rules.append((found[1], found[2]))
        seen.setdefault(text, number)
    if len(seen) not in RULES:
        site.complain(source, opening.line, "card.say.count", n=len(seen), least=RULES[0], most=RULES[-1])
    return tuple(rules)


class CardBlock(RoomBlock):
    """`/// card | title` and `/// card | 全部`."""

    NAME = "card"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        cards = self.site.once(load)
        if self.argument != self.site.words("card.all"):
            block.extend(self.render("card/card.html", cards=[cards[self.argument]], sheet=False))
            return
        found = sorted(cards.values(), key=lambda card: self.site.rank(card.uri))
        block.extend(self.render("card/card.html", cards=found, sheet=True, rooted=rooted, title=self.site.title))


class CardRoom(Room):
    """Registers the block."""

    NAME = "card"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, CardBlock)


def makeExtension(**kwargs: Any) -> CardRoom:
    """Entry point of Python-Markdown."""
    return CardRoom(**kwargs)
