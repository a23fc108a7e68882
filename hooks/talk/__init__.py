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
from hooks.shared.source import slips

# A name has no punctuation: `阿哲，你说：` is a sentence that lost its speaker.
NAME = r"[^\s：:（）()“”\"，。？！；、…,!?;>＞{}|｜][^：:（）()“”\"，。？！；、…,!?;>＞{}|｜]{0,15}?"
LINE = re.compile(rf"^\u3000*({NAME})\s*(?:[（(]([^（）()]*)[）)])?\s*[：:]+\s*(.*?)\s*$")
NOTE = re.compile(r"^\s*[>＞》]+\s*(.*?)\s*$")


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
    spoken: dict[str, list[tuple[int, Line]]] = {}
    for uri, source, opening in site.openings("talk"):
        if not opening.end:
            continue
        if (uri, opening.argument) in talks:
            site.complain(source, opening.line, "talk.say.double", title=opening.argument)
        lines = _read(site, source.name, opening)
        spoken.setdefault(source.name, []).extend(lines)
        talks[uri, opening.argument] = Talk(opening.argument, tuple(line for _, line in lines))
    for file, all_lines in spoken.items():
        for number, line in all_lines:
            name = _slip(line, [other.speaker for _, other in all_lines], site.words("talk.narrator"))
            if name:
                site.complain(file, number, "talk.say.near_speaker", given=line.speaker, name=name)
    return talks


def _read(site: Site, file: str, opening: Opening) -> list[tuple[int, Line]]:
    lines: list[tuple[int, Line]] = []
    sides = {site.words("talk.narrator"): 0}
    wrong = False
    for number, text in opening.text:
        note, spoken = NOTE.match(text), LINE.match(text)
        if note:
            if lines:
                at, line = lines[-1]
                lines[-1] = at, replace(line, notes=(*line.notes, note[1]))
            elif not wrong:
                site.complain(file, number, "talk.say.note_first")
        elif spoken and spoken[3]:
            side = sides.setdefault(spoken[1], len(sides))
            lines.append((number, Line(spoken[1], spoken[3], side, spoken[2] or "")))
        else:
            wrong = True
            site.complain(file, number, "talk.say.indented" if text[0] == " " else "talk.say.no_speaker")
    if not lines and not wrong:
        site.complain(file, opening.line, "talk.say.empty")
    return lines


def _slip(line: Line, speakers: list[str], narrator: str) -> str:
    """The speaker meant by one who speaks once on a page and whose name lost, doubled or exchanged a letter, or ""."""
    if speakers.count(line.speaker) > 1 or line.speaker == narrator:
        return ""
    for name in (narrator, *speakers):
        if name != line.speaker and (line.speaker in slips(name) or (line.speaker + line.text).startswith(name)):
            return name
    return ""


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
