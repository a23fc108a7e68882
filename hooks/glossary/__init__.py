"""The course's terms: one table, explained on every page where they are used.

Data     a table inside `/// glossary | 全部`, once a course; `load(site)` gives its terms as plain data
Page     there: all terms in the order of their pinyin, with links to where they are taught or used (glossary.html)
Chapter  the first use of a term in the running text becomes a link to its entry. Pages for trainers stay as they are
Browser  glossary.js shows the explanation beside the link; without script and on paper it is a link, and text
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import FirstUse, GlossaryBlock, load, sayings

__all__ = ["load", "makeExtension", "sayings"]


class GlossaryRoom(Room):
    """Registers the block, and the links in chapters."""

    NAME = "glossary"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, GlossaryBlock)
        # After the inline pass at 20, before the notes of evidence at 6.
        md.treeprocessors.register(FirstUse(md, self.site), "course_glossary", 7)


def makeExtension(**kwargs: Any) -> GlossaryRoom:
    """Entry point of Python-Markdown."""
    return GlossaryRoom(**kwargs)
