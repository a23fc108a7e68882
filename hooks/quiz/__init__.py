"""Questions of ten types with feedback for each option, item or typed answer.

Data     quizzes/<bank>.md, Markdown; `model.py` reads its lines, `kinds.py` what a box says in each type,
         `question.py` is what comes out; for trainers: docs/handbook/questions.md
Chapter  `/// quiz | bank` puts the whole bank, `/// quiz | bank#id` one question
Page     <course-quiz data-kind data-id> around a form; the key in a closed <details> after it (quiz.html)
Browser  quiz.js gives items their controls, moves each feedback under its item after the answer, sends
         `course:answered`; an exam calls `hold()` and `check()`
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import QuizBlock, items, load, questions

__all__ = ["items", "load", "makeExtension", "questions"]


class QuizRoom(Room):
    """Registers the block."""

    NAME = "quiz"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, QuizBlock)


def makeExtension(**kwargs: Any) -> QuizRoom:
    """Entry point of Python-Markdown."""
    return QuizRoom(**kwargs)
