"""What a learner did, kept in this browser and nowhere else.

Data     none of its own; what there is to answer comes from the other rooms (shared/items.py)
Chapter  `/// record | 全部` (the word in words/) is the page 我的学习; a course without it keeps nothing
Page     <course-record> around a table of parts and pages with their questions, and the forms (record.html)
Browser  record.js, on every page with something to answer, hears `course:answered` and keeps it in localStorage;
         it hears `course:plan {key, texts}`, keeps the entry, and puts the key and the whole plan into the event;
         record-page.js, on this page only, shows it, carries it away and back, changes learners

A record is `{format, course, id, name, answers: {"bank/question": {kind, print, tries, n}}, plan: {key: entry}}`: tries
are the last 20 in the order they happened, `[seconds, score, max, hinted, sure]`; n is how many there were. An entry of
the plan is `[n, moment, action, from ("2026-12-01" or ""), watcher, sign]`; n is how often it was written.
In localStorage, before each key `course:<course>:`, stand `p:<id>` (a record, one a learner), `who` (the present
learner), `mark:<id>` (answers when it was last carried away or reminded of), `aside:<id>:<n>` (a text that could not be
read). A copy has a `sum`.

How it stays true
- Every read is checked. What cannot be read is set aside and told; a newer format is left alone, and answers stay in
  memory.
- Each answer is read, merged, written in one go. A tab also keeps what it knows: storage may be full or blocked, and
  two tabs may write at the same moment; on a storage event it writes again what the other lost.
- The order of tries is the order in which they came, never the clock's; the clock only sorts tries that two copies have
  apart. A time in the future is not shown.
- A new fingerprint begins the question's tries anew; n goes on, so that of two copies the later one is known.
- Of two versions of an entry of the plan the one with the larger n stays, of equals always the same. A deleted entry
  stays as an empty one, so that no older copy brings it back.
- A record that is emptied becomes another record (a new id): nothing old flows back from a file or another tab.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown

from hooks.shared.room import Room

from .block import RecordBlock, load

__all__ = ["load", "makeExtension"]


class RecordRoom(Room):
    """Registers the block."""

    NAME = "record"

    def open(self, md: Markdown) -> None:
        """See Room."""
        self.block(md, RecordBlock)


def makeExtension(**kwargs: Any) -> RecordRoom:
    """Entry point of Python-Markdown."""
    return RecordRoom(**kwargs)
