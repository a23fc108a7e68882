"""A talk, line by line, that looks like one.

Chapter  `/// talk | title`, then lines `名字（动作）：话`; `旁白：` tells; a quote under a line comments on it
Page     <figure class="talk"> with a list; the first speaker of a page stands left, the second right, and they stay
         there in all its talks (talk.html). No script.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from markdown import Markdown

from hooks.shared.lines import NOTE, Line, meant, spoken
from hooks.shared.room import Room, RoomBlock, page_uri
from hooks.shared.scan import Opening
from hooks.shared.site import Site


@dataclass(frozen=True)
class Talk:
    """A talk with its title."""

    title: str
    lines: tuple[Line, ...]


def load(site: Site) -> dict[tuple[str, str], Talk]:
    """Every talk by page (path inside docs) and title. Tells lines nobody speaks."""
    talks: dict[tuple[str, str], Talk] = {}
    told: dict[str, list[tuple[int, Line]]] = {}
    seen: dict[str, dict[str, int]] = {}
    for uri, source, opening in site.openings("talk"):
        if not opening.end:
            continue
        if (uri, opening.argument) in talks:
            site.complain(source, opening.line, "talk.say.double", title=opening.argument)
        lines = _read(site, source.name, opening)
        told.setdefault(source.name, []).extend(lines)
        sides = seated((line.speaker for _, line in lines if line.side), seen.setdefault(uri, {}))
        placed = tuple(replace(line, side=sides.get(line.speaker, 0)) for _, line in lines)
        talks[uri, opening.argument] = Talk(opening.argument, placed)
    for file, all_lines in told.items():
        for number, line in all_lines:
            name = meant(line, [other.speaker for _, other in all_lines], [site.words("talk.narrator")])
            if name:
                site.complain(file, number, "talk.say.near_speaker", given=line.speaker, name=name)
    return talks


def seated(speakers: Iterable[str], seen: dict[str, int]) -> dict[str, int]:
    """The side of each speaker of a talk: as in the page's talks so far, `seen`, to which new ones are added.

    Who has none yet, or finds it taken by one who had it before, takes the first that is free.
    """
    here, sides = dict.fromkeys(speakers), dict[str, int]()
    for name in [*(name for name in seen if name in here), *(name for name in here if name not in seen)]:
        free = (side for side in count(1) if side not in sides.values())
        sides[name] = seen[name] if seen.get(name, 0) not in {0, *sides.values()} else next(free)
        seen.setdefault(name, sides[name])
    return sides


def _read(site: Site, file: str, opening: Opening) -> list[tuple[int, Line]]:
    lines: list[tuple[int, Line]] = []
    sides = {site.words("talk.narrator"): 0}
    wrong = False
    for number, text in opening.text:
        note, said = NOTE.match(text), spoken(text, sides)
        if note:
            if lines:
                at, line = lines[-1]
                lines[-1] = at, replace(line, notes=(*line.notes, note[1]))
            elif not wrong:
                site.complain(file, number, "talk.say.note_first")
        elif said:
            lines.append((number, said))
        else:
            wrong = True
            site.complain(file, number, "talk.say.indented" if text[0] == " " else "talk.say.no_speaker")
    if not lines and not wrong:
        site.complain(file, opening.line, "talk.say.empty")
    return lines


class TalkBlock(RoomBlock):
    """`/// talk | title`."""

    NAME = "talk"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        talk = self.site.once(load)[page_uri(self.md), self.argument]
        block.extend(self.render("talk/talk.html", talk=talk))


class TalkRoom(Room):
    """Registers the block."""

    NAME = "talk"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, TalkBlock)


def makeExtension(**kwargs: Any) -> TalkRoom:
    """Entry point of Python-Markdown."""
    return TalkRoom(**kwargs)
