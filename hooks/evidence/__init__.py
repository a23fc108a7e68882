"""How well each claim is known: marks in the text, boxes for misconceptions, a page that lists all.

Data     docs/evidence.yml, the register
Chapter  `{依据 rec-05}` in a sentence shows the label of our wording; `/// myth | mot-11` is a box around a
         misconception (a quote) and what is right, `/// myth | 全部` repeats all boxes; `/// evidence | 全部` lists
         every mark of the course
Page     a mark links to its note at the end of the article, which prints and works without script (notes.html)
Browser  evidence.js opens the note beside the mark
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import EvidenceBlock, MarkPattern, MythBlock, Notes, load

__all__ = ["load", "makeExtension"]


class EvidenceRoom(Room):
    """Registers the mark, the notes and the two blocks."""

    NAME = "evidence"

    def open(self, md: Markdown) -> None:
        """See Room."""
        word = self.site.words("evidence.mark")
        md.inlinePatterns.register(MarkPattern(word, md, self.site), "course_evidence", 175)  # before links at 160
        md.treeprocessors.register(Notes(md, self.site), "course_evidence", 6)  # before anchors are read at 5
        self.block(md, EvidenceBlock)
        self.block(md, MythBlock)


def makeExtension(**kwargs: Any) -> EvidenceRoom:
    """Entry point of Python-Markdown."""
    return EvidenceRoom(**kwargs)
