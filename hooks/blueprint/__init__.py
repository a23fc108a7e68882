"""Service blueprints: who does what in each step, seen and unseen; and two exercises made of the same data.

Data     quizzes/blueprints/<id>.md, Markdown; grammar in `model.py`, for trainers in docs/handbook/blueprints.md
Chapter  `/// blueprint | id` shows it, `/// blueprint | id#泳道` asks for lanes, `/// blueprint | id#失败点` for
         the step that fails (the words in words/)
Page     one table, whose columns become cards on a phone by style alone (blueprint.html); an exercise is a
         <course-blueprint data-id> around a form, its key in a closed <details> (exercise.html)
Files    `files(site)` gives each blueprint as an SVG (drawing.py); timeline.py puts them into the site
Browser  blueprint.js puts what the key says under each answer, sends `course:answered`
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import BlueprintBlock, files, items, load

__all__ = ["files", "items", "load", "makeExtension"]


class BlueprintRoom(Room):
    """Registers the block."""

    NAME = "blueprint"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, BlueprintBlock)


def makeExtension(**kwargs: Any) -> BlueprintRoom:
    """Entry point of Python-Markdown."""
    return BlueprintRoom(**kwargs)
