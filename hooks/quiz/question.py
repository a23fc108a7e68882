"""What a question is, once it is read: plain data for the page, the record and exports."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from hooks.shared.problems import Problem
from hooks.shared.source import WIDE

if TYPE_CHECKING:
    from opencc import OpenCC

# What `fold` leaves out: all but letters, digits and the signs that make a difference in a sum.
SPARE = re.compile(r"[^\w+\-−<>=%√×＋－＜＝＞％]|_")
WIDE_LEFT = re.compile("[\uff01-\uff5e]")
MINUS = str.maketrans("−–—。", "---.")
DRAWN = frozenset({"order", "match", "sort", "rate"})  # items the page shows in another order than the author's
TYPED = frozenset({"fill", "number"})  # the learner types; options without a tick are mistakes with a name


class Option(NamedTuple):
    """One option, item, point or typed answer: its text is inline Markdown.

    right   its box has a tick
    chosen  feedback for who chose it, or for all where nothing is chosen; missed: for who did not
    pinned  keeps its place when options are shuffled
    key     what else the box said: a rank ("2"), what belongs to the text, a rating; of a number "40 0.5 分"
    label   its name in combinations, "" when it has none
    A tuple, because a course has thousands: the template takes it apart, and nobody has to look for its parts.
    """

    text: str
    right: bool
    line: int
    chosen: str = ""
    missed: str = ""
    pinned: bool = False
    key: str = ""
    label: str = ""


@dataclass(frozen=True)
class Note:
    """Feedback on several options at once: a rule of an order, or a combination. `places` count options from 0."""

    text: str
    places: tuple[int, ...]
    said: str
    line: int


@dataclass(frozen=True)
class Question:
    """One question. `kind` is the English name of its type; `id` is unique in its bank; texts are Markdown.

    sure     the learner is asked how sure he is
    blanks   accepted answers of each blank, in order
    choices  what each item is given: categories, partners, ratings
    model    the model answer of an open question
    """

    kind: str
    id: str
    stem: str
    line: int
    detail: str = ""
    scene: str = ""
    same: str = ""
    options: tuple[Option, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str = ""
    sure: bool = False
    blanks: tuple[tuple[str, ...], ...] = ()
    choices: tuple[str, ...] = ()
    model: str = ""
    notes: tuple[Note, ...] = ()

    @cached_property
    def print(self) -> str:
        """A fingerprint of what is asked: type, text, options, key; not of feedback, spaces, punctuation, order."""
        asked = [option for option in self.options if option.right or self.kind not in TYPED]
        parts: list[object] = [self.kind, fold(self.stem), fold(self.detail)]
        parts.append(sorted((fold(option.text), option.right) for option in asked))
        keys = sorted((fold(option.text), option.key) for option in asked if option.key)
        blanks = [sorted(map(typed, blank)) for blank in self.blanks]
        parts += [part for part in (keys, blanks) if part]  # nothing is added to the types that have neither
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    @property
    def shown(self) -> tuple[int, ...]:
        """Places of the items in the order of the page: one drawn by the id where the author's would tell the key."""
        places = [place for place, option in enumerate(self.options) if option.text]
        if self.kind not in DRAWN:
            return tuple(places)
        places.sort(key=lambda place: scattered(f"{self.id} {self.options[place].text}"))
        ranks = [self.options[place].key for place in places]
        if self.kind == "order" and ranks == sorted(ranks, key=int):
            places.append(places.pop(0))
        return tuple(places)

    @property
    def items(self) -> tuple[Option, ...]:
        """What the page lists, in its order: options, things to put in order, points; the right number alone."""
        options = [self.options[place] for place in self.shown]
        return tuple(option for option in options if option.right or self.kind not in TYPED)

    @property
    def mistakes(self) -> tuple[Option, ...]:
        """Typed answers that are wrong and have a name."""
        return tuple(option for option in self.options if self.kind in TYPED and not option.right)

    @property
    def unit(self) -> str:
        """What stands behind the number that is asked for."""
        return next((option.key.split()[2] for option in self.items if option.key.count(" ") == 2), "")

    def asked(self, line: str) -> tuple[str, str]:
        """Stem and detail with a line ("＿{n}＿") for each blank."""
        if not self.blanks:
            return self.stem, self.detail
        place = iter(range(1, len(self.blanks) + 1))
        stem, detail = (
            re.sub(r"\{\}", lambda _: line.replace("{n}", self.gap(next(place))), text)
            for text in (self.stem, self.detail)
        )
        return stem, detail

    @staticmethod
    def gap(number: int) -> str:
        """The sign of a blank: ① ② …"""
        return chr(0x245F + number)

    @staticmethod
    def spellings(answers: Iterable[str]) -> str:
        """Answers, each as written and wholly in simplified or traditional letters, with "/" between them."""
        found = [spelled for answer in answers for spelled in (answer, *(one.convert(answer) for one in _scripts()))]
        return "/".join(dict.fromkeys(found))

    def twin(self, bank: str) -> str:
        """The key ("bank/id") of the question with the same idea, named in the bank `bank`; "" when none is."""
        parts = [part for part in re.split(r"[\s/／#＃]+", self.same) if part]
        return "/".join([bank, *parts][-2:]) if parts else ""

    def seen(self, note: Note) -> list[int]:
        """Places on the page, from 1, of the options a note is about."""
        return [self.shown.index(place) + 1 for place in note.places]

    def title(self, note: Note) -> str:
        """A rule's text; of a combination the letters that options have on the page."""
        return note.text if self.kind == "order" else " + ".join(chr(64 + place) for place in self.seen(note))


@dataclass(frozen=True)
class Bank:
    """A file of questions: its id (file name without ending), title, and what was wrong."""

    id: str
    title: str
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    def question(self, id: str) -> Question:
        """The question with this id. Raises KeyError."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)


@cache
def _scripts() -> list[OpenCC]:
    from opencc import OpenCC  # only gaps need it, and its dictionaries take their time

    return [OpenCC(name) for name in ("t2s", "s2t", "s2tw", "s2hk")]


def scattered(text: str) -> str:
    """What to sort by, for an order that looks like chance and is the same in every build."""
    return hashlib.sha256(text.encode()).hexdigest()


def fold(text: str) -> str:
    """Text without spaces, punctuation, width and case: two options that differ only in these are equal."""
    left = SPARE.sub("", text.casefold())
    return left.translate(WIDE) if WIDE_LEFT.search(left) else left  # most is punctuation, and gone


def plain(text: str) -> str:
    """A typed text with one width, minus and point; the browser does the same (`plain` in quiz.js)."""
    return unicodedata.normalize("NFKC", text).translate(MINUS)


def typed(text: str) -> str:
    """What of a typed answer counts: no case, spaces, punctuation; signs and points of numbers do (`fold` there)."""
    return re.sub(r"[-.](?!\d)|[^\w.+<>=%√×-]|_", "", plain(text).lower())
