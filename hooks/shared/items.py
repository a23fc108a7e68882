"""What a learner can answer, and where; what has several names: how rooms learn of it without knowing each other.

A room that asks has a function `items(site)`; `timeline.py` puts it into `Site.asking`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import Words


@dataclass(frozen=True)
class Item:
    """One question on one page.

    key    as in `course:answered`
    uri    the page, as a path inside docs
    label  its text, without markup
    print  its fingerprint, "" when the room makes none
    same   the key of a question with the same idea in another scene, "" when none is named
    drawn  it is put into the page by a draw: the page has no anchor for it
    """

    key: str
    kind: str
    uri: str
    label: str
    print: str = ""
    same: str = ""
    drawn: bool = False

    @property
    def place(self) -> str:
        """Where it is answered: the page, and the place in it where the page has one."""
        return self.uri if self.drawn else f"{self.uri}#{self.key}"


@dataclass(frozen=True)
class Saying:
    """Words for one thing, the course's own first, and where it is explained, as a link from the root of docs."""

    words: tuple[str, ...]
    uri: str


def label(text: str, words: Words) -> str:
    """Inline Markdown as plain text. Marks of evidence go, other braces hold keys: a gap stands for them."""
    text = re.sub(rf"[{{｛]\s*{re.escape(words('evidence.mark'))}[^{{}}｛｝]*[}}｝]", "", text)
    text = re.sub(r"[{｛][^{}｛｝]*[}｝]", words("quiz.gap", n=""), text)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    return " ".join(re.sub(r"\*\*|`|\\(?=[^\w\s])", "", text).split())
