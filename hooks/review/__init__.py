"""我的复习: questions come back when they are about to be forgotten.

Data     none of its own; banks from `Site.bank`, what was answered from the record
Chapter  `/// review | 全部` (the word in words/) is the page; it needs the page of the record (`/// record | 全部`)
Page     <course-review>: what the page does, the parts with links, every question's key and fingerprint (review.html)
Browser  review.js works out what is due, loads vendor/ts-fsrs.js and the banks it needs (shared/fragments.py), asks one
         question at a time; answers are recorded by the event every question sends

No card is stored: an idea's card is made by replaying its tries from the record, so it cannot contradict the record.
- An idea is a question and those that 同题 joins to it. One card an idea: the tries of its questions, in time. It is
  asked in the scene that was seen longest ago, or never.
- Below 80 % of the points: Again. Below all, with a hint, or unsure: Hard. All points: Good. Nine pairs of ten in
  order are not forgotten, only not sure.
- Days, no minutes (enable_short_term off), no chance (enable_fuzz off), at most 60 days; due from the morning on.
- A question that was changed since counts as not answered, as in the record.
- Times never go backwards: no try is later than the one after it (a clock that was ahead and is right again). While the
  last try lies in the future nobody knows when it was, so the idea is due.
- Order: what was wrong or unsure, then what is most forgotten by FSRS's own curve.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import ReviewBlock, load

__all__ = ["load", "makeExtension"]


class ReviewRoom(Room):
    """Registers the block."""

    NAME = "review"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, ReviewBlock)


def makeExtension(**kwargs: Any) -> ReviewRoom:
    """Entry point of Python-Markdown."""
    return ReviewRoom(**kwargs)
