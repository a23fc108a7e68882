"""What a learner will do at work: moment, action, day, who watches, how it shows.

Data     none; what learners write is kept by the record
Chapter  `/// plan | 全部` (the word in words/); the course needs a page for the record
Page     <course-plan> around a form with one empty entry (plan.html): without script it is filled in on paper
Browser  plan.js asks for the plan and keeps an entry by one event, `course:plan {key, texts}` (hooks/record); copies it
         as text, prints it, and makes a calendar file of it (RFC 5545)
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown

from hooks.shared.room import Room, RoomBlock
from hooks.shared.site import Site


def load(site: Site) -> None:
    """Tell blocks that ask for something else, that stand twice on a page, or have nobody to keep what they hear."""
    kept = any(site.openings("record"))
    pages = set()
    for uri, source, opening in site.openings("plan"):
        site.empty(source, opening)
        everything = site.words("plan.all")
        if opening.argument and opening.argument != everything:
            site.complain(source, opening.line, "plan.say.only_all", given=opening.argument, all=everything)
        if uri in pages:
            site.complain(source, opening.line, "plan.say.twice")
        elif not kept and site.readable:
            site.complain(source, opening.line, "plan.say.no_record", all=site.words("record.all"))
        pages.add(uri)


class PlanBlock(RoomBlock):
    """`/// plan | 全部`."""

    NAME = "plan"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        if self.argument != self.site.words("plan.all"):
            raise KeyError(self.argument)
        block.extend(self.render("plan/plan.html"))


class PlanRoom(Room):
    """Registers the block."""

    NAME = "plan"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, PlanBlock)


def makeExtension(**kwargs: Any) -> PlanRoom:
    """Entry point of Python-Markdown."""
    return PlanRoom(**kwargs)
