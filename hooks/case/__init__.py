"""Case studies: one page a case, a card in chapters, a library with filters.

Data     docs/cases/<id>.md: Chinese front matter; the values of its facets come from docs/cases/facets.yml
Chapter  `/// case | id` puts a card; `/// case | 全部` (the word in words/) the library
Page     a case's facets stand under its title; <course-case> around the library (case.html)
Browser  case.js filters the library and keeps the choice in the address
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import CaseBlock, Facts, load

__all__ = ["load", "makeExtension"]


class CaseRoom(Room):
    """Registers the block, and the facts under a case's title."""

    NAME = "case"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, CaseBlock)
        md.treeprocessors.register(Facts(md, self.site), "course_case", 21)  # before the inline pass at 20


def makeExtension(**kwargs: Any) -> CaseRoom:
    """Entry point of Python-Markdown."""
    return CaseRoom(**kwargs)
