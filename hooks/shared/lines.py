"""Lines of a talk, `名字（动作）：话`: what a page shows of one and what a learner plays both consist of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .source import slips

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


def spoken(text: str, sides: dict[str, int]) -> Line | None:
    """The line that somebody says in `text`, None when nobody does. A new speaker is added to `sides`."""
    found = LINE.match(text)
    if not found or not found[3]:
        return None
    return Line(found[1], found[3], sides.setdefault(found[1], len(sides)), found[2] or "")


def meant(line: Line, speakers: Sequence[str], known: Sequence[str]) -> str:
    """The speaker meant by one who speaks once and whose name lost, doubled or exchanged a letter, or "".

    speakers: who says each line; known: those who need not speak to be known.
    """
    if speakers.count(line.speaker) > 1 or line.speaker in known:
        return ""
    for name in (*known, *speakers):
        if name != line.speaker and (line.speaker in slips(name) or (line.speaker + line.text).startswith(name)):
            return name
    return ""
