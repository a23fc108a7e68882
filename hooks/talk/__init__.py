"""A talk, line by line, that looks like one.

Chapter  `/// talk | title`, then lines `名字（动作）：话`; `旁白：` tells; a quote under a line comments on it
Page     <figure class="talk"> with a list; the first speaker stands left, the second right (talk.html). No script.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import dataclass, replace
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
    for uri, source, opening in site.openings("talk"):
        if not opening.end:
            continue
        if (uri, opening.argument) in talks:
            site.complain(source, opening.line, "talk.say.double", title=opening.argument)
        lines = _read(site, source.name, opening)
        told.setdefault(source.name, []).extend(lines)
        talks[uri, opening.argument] = Talk(opening.argument, tuple(line for _, line in lines))
    for file, all_lines in told.items():
        for number, line in all_lines:
            name = meant(line, [other.speaker for _, other in all_lines], [site.words("talk.narrator")])
            if name:
                site.complain(file, number, "talk.say.near_speaker", given=line.speaker, name=name)
    return talks


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
