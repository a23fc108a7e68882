"""Moments of truth: the learner scores each moment, then sees the authors' scores, reasons and both curves.

Data     the scale in quizzes/scale.md; a table inside `/// mot | id` in the chapter or case it belongs to
Chapter  the same block with nothing inside shows a table again elsewhere
Page     <course-mot data-id> around a form; authors' scores in a closed <details> after it (mot.html)
Browser  mot.js adds the learner's column, line and figures, sends `course:answered`
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import MotBlock, items, load

__all__ = ["items", "load", "makeExtension"]


class MotRoom(Room):
    """Registers the block."""

    NAME = "mot"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, MotBlock)


def makeExtension(**kwargs: Any) -> MotRoom:
    """Entry point of Python-Markdown."""
    return MotRoom(**kwargs)
