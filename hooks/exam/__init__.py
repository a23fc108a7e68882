"""An exam: questions drawn from banks, handed in once, a report, a certificate. A self-check: it keeps no secrets.

Data     quizzes/exams/<id>.md: front matter 标题 题库 题数 及格 限时, then what the page says first; `model.py`
Chapter  `/// exam | id`
Page     <course-exam> around that text, the terms, the parts with links, and an empty certificate (exam.html)
Browser  exam.js loads the banks (shared/fragments.py), draws, holds each <course-quiz>, has it checked at the end; so
         answers are recorded by the event every question sends

- Drawn evenly over the banks, each time from the one taken from least; one of an idea (同题); 【简答】 never.
- Time runs while the page is seen. What passes otherwise (another tab, a locked phone, a reload) is a pause, counted
  and told.
- An attempt (questions and time) stands in sessionStorage and outlives a reload; what was ticked does not, and the page
  says so.
- What is not answered counts nothing; its key is shown with the others.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import ExamBlock, items, load

__all__ = ["items", "load", "makeExtension"]


class ExamRoom(Room):
    """Registers the block."""

    NAME = "exam"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, ExamBlock)


def makeExtension(**kwargs: Any) -> ExamRoom:
    """Entry point of Python-Markdown."""
    return ExamRoom(**kwargs)
