"""A talk, line by line, that looks like one.

Chapter  `/// talk | title`, then lines `名字（动作）：话`; `旁白：` tells; a quote under a line comments on it
Page     <figure class="talk"> with a list; the first speaker stands left, the second right (talk.html). No script.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field, replace
from typing import Any

from markdown import Markdown

from hooks.shared.room import Room, RoomBlock, page_uri
from hooks.shared.scan import Opening
from hooks.shared.site import Site

LINE = re.compile(r"^\s*([^：:（(“\"\s][^：:（(]{0,11}?)\s*(?:[（(]([^）)]*)[）)])?\s*[：:]\s*(.*?)\s*$")
NOTE = re.compile(r"^\s*[>＞]\s?(.*)$")


@dataclass(frozen=True)
class Line:
    """One line of a talk. side: 0 narration, 1 first speaker, 2 second, 3 and on the others."""

    speaker: str
    text: str
    side: int
    manner: str = ""
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Talk:
    """A talk with its title."""

    title: str
    lines: tuple[Line, ...]


def load(site: Site) -> dict[tuple[str, str], Talk]:
    """Every talk by page (path inside docs) and title. Tells lines nobody speaks."""
    talks: dict[tuple[str, str], Talk] = {}
    for uri, source, opening in site.openings("talk"):
        if (uri, opening.argument) in talks:
            site.complain(source, opening.line, "talk.say.double", title=opening.argument)
        talks[uri, opening.argument] = _read(site, source.name, opening)
    return talks


def _read(site: Site, file: str, opening: Opening) -> Talk:
    lines: list[Line] = []
    sides = {site.words("talk.narrator"): 0}
    for number, text in opening.body:
        if not text.strip():
            continue
        note, spoken = NOTE.match(text), LINE.match(text)
        if note:
            if lines:
                lines[-1] = replace(lines[-1], notes=(*lines[-1].notes, note[1].strip()))
            else:
                site.complain(file, number, "talk.say.note_first")
        elif spoken and spoken[3]:
            side = sides.setdefault(spoken[1], len(sides))
            lines.append(Line(spoken[1], spoken[3], side, spoken[2] or ""))
        else:
            site.complain(file, number, "talk.say.no_speaker")
    if not lines:
        site.complain(file, opening.line, "talk.say.empty")
    return Talk(opening.argument, tuple(lines))


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
