"""Dialogues: the learner talks with a customer, choice by choice, and sees what each choice does.

Data     quizzes/dialogues/<id>.md; grammar in model.py, for trainers in docs/handbook/dialogues.md
Check    paths.py plays everything: what is never reached, never ends or is won too easily is told
Chapter  `/// dialogue | id`
Page     <course-dialogue data-id> with the whole screenplay, numbered, to read, print and sign (dialogue.html)
Browser  dialogue.js plays the screenplay it finds in the page, sends `course:answered` at each ending
Figures  `make dialogues` (__main__.py) prints what random and what polite play come to
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import DialogueBlock, items, load

__all__ = ["items", "load", "makeExtension"]


class DialogueRoom(Room):
    """Registers the block."""

    NAME = "dialogue"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, DialogueBlock)


def makeExtension(**kwargs: Any) -> DialogueRoom:
    """Entry point of Python-Markdown."""
    return DialogueRoom(**kwargs)
