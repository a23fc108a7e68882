"""What each type of question adds to the grammar: how a box is read, and what must be right about all options together.

The reader in `model.py` knows lines; a kind knows boxes. Kinds tell slips through the draft they are given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from hooks.shared.words import Words

from .question import Note, Option, fold, plain, typed

TICKS = "xXｘＸ√✓✔"
RIGHT = frozenset(TICKS)
LABEL = re.compile(r"^[{｛]+\s*([A-Za-z0-9Ａ-Ｚａ-ｚ０-９])\s*[}｝]+\s*")
NEAR_LABEL = re.compile(r"^(?:[A-Za-zＡ-Ｚａ-ｚ]\s*[{｛}｝]|[{｛]\s*[A-Za-zＡ-Ｚａ-ｚ}｝])")
NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:(?:±|\+/?-)\s*(\d+(?:\.\d+)?))?\s*([^\d±+.,-]{0,12})")


@dataclass
class Draft:
    """A question while its lines are read.

    tell          says what is wrong: line, key under `quiz.say`, values
    kind          the English name of its type, "" when that could not be read
    blanks        accepted answers of each blank so far
    raw_notes     rules or combinations: text, line; note_said: their feedback by line
    noted         the last thing read was such a note, so a quote is its feedback
    told          it has a problem that makes other things look wrong, too
    lost          its last option could not be read, so feedback under it has no home
    missed_early  where feedback for "not chosen" came before any other, 0 when it did not
    """

    line: int
    heading: str
    tell: Callable[..., None]
    kind: str = ""
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    explanation: list[str] | None = None
    scene: str = ""
    same: str = ""
    sure: str = ""
    model: str = ""
    blanks: list[tuple[str, ...]] = field(default_factory=list)
    raw_notes: list[tuple[str, int]] = field(default_factory=list)
    note_said: dict[int, str] = field(default_factory=dict)
    noted: bool = False
    told: bool = False
    lost: bool = False
    missed_early: int = 0

    def wrong_option(self, line: int, key: str, **values: object) -> None:
        """Tell an option that could not be read; what follows from it is not told again."""
        self.tell(line, key, **values)
        self.told = self.lost = True


class Kind:
    """What all types share. A subclass reads one box and checks all of them.

    least   how many options it needs
    widest  letters a box may hold
    ticks   its boxes are ticked or empty
    missed  `没选：` may stand under what is right
    owns    keywords that only this type has
    bare    an option may be a box without text
    """

    least: ClassVar[int] = 2
    widest: ClassVar[int] = 12
    ticks: ClassVar[bool] = False
    missed: ClassVar[bool] = False
    owns: ClassVar[str] = ""
    bare: ClassVar[bool] = False

    def __init__(self, name: str, words: Words) -> None:
        self.name = name
        self.words = words
        self.pinned = re.compile(words("quiz.pinned"), re.IGNORECASE)

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """The option that `- [box] text` is. `text` has no spaces around it and may be empty."""
        raise NotImplementedError

    def check(self, draft: Draft) -> None:
        """Tell what is wrong about the options together."""

    def choices(self, options: list[Option]) -> tuple[str, ...]:
        """What each item is given."""
        return ()

    def same(self, option: Option) -> str:
        """What two options must not have in common."""
        return fold(option.text)

    def notes(self, draft: Draft) -> list[Note]:
        """Rules or combinations, with the options they are about. Tells what is wrong with them."""
        found: dict[tuple[int, ...], Note] = {}
        for text, line in draft.raw_notes:
            places = self.places(draft, text, line)
            if places is None:
                continue
            if places in found:
                draft.tell(line, "note_twice", other=found[places].line)
            elif line not in draft.note_said:
                draft.tell(line, "note_said", word=self.words(f"quiz.keywords.{self.owns}"))
            found[places] = Note(self.spelled(text), places, draft.note_said.get(line, ""), line)
        return list(found.values())

    def places(self, draft: Draft, text: str, line: int) -> tuple[int, ...] | None:
        """The options that a note's text is about, None when that was told to be wrong."""
        raise NotImplementedError

    def spelled(self, text: str) -> str:
        """A note's text in one spelling."""
        return text

    def ticked(self, draft: Draft, box: str, line: int) -> bool:
        """Whether a box has a tick; tells what is neither ticked nor empty."""
        if box and box not in RIGHT:
            draft.wrong_option(line, "box", box=box)
        return box in RIGHT

    def differ(self, draft: Draft) -> None:
        """Tell boxes that all say the same: there would be nothing to decide."""
        keys = [option.key for option in draft.options if option.text]
        if len(set(keys)) == 1 and not draft.told:
            draft.tell(draft.line, "one_box", box=keys[0])

    def unnamed(self, draft: Draft, right: Callable[[Option], bool]) -> None:
        """Tell mistakes that say nothing to who made them, and those that are right answers."""
        for option in draft.options:
            if option.right or draft.told:
                continue
            if right(option):
                draft.tell(option.line, "mistake_right", text=option.text)
            elif not option.chosen:
                draft.tell(option.line, "mistake_said")


class Single(Kind):
    """【单选】: one tick."""

    ticks = missed = True

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        return Option(text, self.ticked(draft, box, line), line, pinned=bool(self.pinned.search(text)))

    def check(self, draft: Draft) -> None:
        """See Kind."""
        right = [option for option in draft.options if option.right]
        if not right and not draft.told:
            draft.tell(draft.line, "no_right")
        elif len(right) > 1:
            draft.tell(right[1].line, "two_right", name=self.name)


class Judge(Single):
    """【判断】: two given options."""

    def check(self, draft: Draft) -> None:
        """See Kind."""
        super().check(draft)
        true, false = self.words("quiz.true"), self.words("quiz.false")
        if {option.text.strip("。.") for option in draft.options} != {true, false}:
            draft.tell(draft.options[0].line, "judge_options", true=true, false=false)


class Multiple(Single):
    """【多选】: several ticks, and feedback for combinations of options that have labels."""

    owns = "combination"

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        found = LABEL.match(text)
        evidence = re.match(rf"[{{｛]\s*{re.escape(self.words('evidence.mark'))}", text)
        if not found and not evidence and NEAR_LABEL.match(text):
            draft.wrong_option(line, "near_label")
        if found and found.end() == len(text):
            draft.wrong_option(line, "empty_option")
        label = unicodedata.normalize("NFKC", found[1]).lower() if found else ""
        for option in draft.options:
            if label and option.label == label:
                draft.tell(line, "double_label", label=label, other=option.line)
        text = text[found.end() :] if found else text
        right = self.ticked(draft, box, line)
        return Option(text, right, line, pinned=bool(self.pinned.search(text)), label=label)

    def check(self, draft: Draft) -> None:
        """See Kind."""
        if not draft.told and not any(option.right for option in draft.options):
            draft.tell(draft.line, "no_right")

    def places(self, draft: Draft, text: str, line: int) -> tuple[int, ...] | None:
        """See Kind. `a+c`."""
        names = [unicodedata.normalize("NFKC", name).strip().lower() for name in re.split("[+＋]", text)]
        labels = [option.label for option in draft.options]
        if len(names) < 2 or len(set(names)) < len(names) or not all(re.fullmatch("[a-z0-9]", n) for n in names):
            draft.tell(line, "combination_form", given=text)
            return None
        for name in names:
            if name not in labels:
                hint = self.words.nearest(name, filter(None, labels))
                if not draft.told:
                    draft.tell(line, "combination_label", label=name, hint=hint)
                return None
        return tuple(sorted(labels.index(name) for name in names))

    def spelled(self, text: str) -> str:
        """See Kind."""
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).lower())


class Fill(Kind):
    """【填空】: the answers stand in the stem; its options are mistakes with a name."""

    least, ticks = 0, True

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        if self.ticked(draft, box, line):
            draft.wrong_option(line, "fill_tick")
        return Option(text, False, line)

    def check(self, draft: Draft) -> None:
        """See Kind."""
        if not draft.blanks and not draft.told:
            draft.tell(draft.line, "no_blank")
        answers = {typed(answer) for blank in draft.blanks for answer in blank}
        self.unnamed(draft, lambda option: typed(option.text) in answers)

    def same(self, option: Option) -> str:
        """See Kind."""
        return typed(option.text)


class Order(Kind):
    """【排序】: ranks in the boxes, equal ones in either order, rules with feedback."""

    least, owns = 3, "rule"  # of two items the page could only show the wrong order

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        rank = unicodedata.normalize("NFKC", box)
        if not rank.isdecimal():
            draft.wrong_option(line, "rank", box=box)
            rank = "0"
        return Option(text, False, line, key=str(int(rank)))

    def check(self, draft: Draft) -> None:
        """See Kind."""
        self.differ(draft)
        ranks = {int(option.key): option.line for option in draft.options}
        gaps = [rank for rank in range(1, len(ranks) + 1) if rank not in ranks]
        if gaps and not draft.told:
            draft.wrong_option(ranks[max(ranks)], "ranks", missing=gaps[0])

    def places(self, draft: Draft, text: str, line: int) -> tuple[int, ...] | None:
        """See Kind. `one 先于 other`, each by its text or a part of it that no other has."""
        word = self.words("quiz.before")
        names = [name.strip() for name in re.split(re.escape(word), text, flags=re.IGNORECASE)]
        if len(names) != 2 or not all(map(fold, names)):
            draft.tell(line, "rule_form", before=word, given=text)
            return None
        texts = [fold(option.text) for option in draft.options]
        found = []
        for name in names:
            places = [place for place, known in enumerate(texts) if known == fold(name)]
            places = places or [place for place, known in enumerate(texts) if fold(name) in known]
            if len(places) != 1:
                hint = self.words.nearest(name, (option.text for option in draft.options))
                if not draft.told:
                    draft.tell(line, "rule_item", name=name, hint=hint)
                return None
            found += places
        first, second = (int(draft.options[place].key) for place in found)
        if first >= second and not draft.told:
            draft.tell(line, "rule_against")
        return tuple(found)

    def spelled(self, text: str) -> str:
        """See Kind."""
        word = self.words("quiz.before")
        return re.sub(rf"\s*{re.escape(word)}\s*", f" {word} ", text, flags=re.IGNORECASE)


class Sort(Kind):
    """【归类】: the category in the box."""

    widest = 30

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        if not fold(box) or box in RIGHT or box in self.words.get("quiz.ratings"):
            draft.wrong_option(line, "own_box", form=self.words("quiz.forms.sort"))
        known = {fold(option.key): option.key for option in draft.options}
        return Option(text, False, line, key=known.get(fold(box), box))

    def check(self, draft: Draft) -> None:
        """See Kind."""
        self.differ(draft)

    def choices(self, options: list[Option]) -> tuple[str, ...]:
        """See Kind. In the order of their first use."""
        return tuple(dict.fromkeys(option.key for option in options))


class Match(Sort):
    """【配对】: the partner in the box; a box without text is one too many, to mislead."""

    bare = True

    def check(self, draft: Draft) -> None:
        """See Kind."""
        self.differ(draft)
        used: dict[str, int] = {}
        for option in sorted(draft.options, key=lambda option: not option.text):
            if option.text:
                used.setdefault(option.key, option.line)
            elif option.key in used:
                draft.tell(option.line, "spare_used", box=option.key, other=used[option.key])
            elif option.chosen:
                draft.tell(option.line, "spare_said")
            else:
                used[option.key] = option.line

    def choices(self, options: list[Option]) -> tuple[str, ...]:
        """See Kind. By their letters: the author's order would be the key."""
        return tuple(sorted(super().choices(options)))


class Rate(Kind):
    """【情境】: a rating of three in each box."""

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        if box not in self.ratings:
            draft.wrong_option(line, "rating", box=box, hint=self.words.nearest(box, self.ratings))
        return Option(text, False, line, key=box)

    def check(self, draft: Draft) -> None:
        """See Kind."""
        self.differ(draft)

    def choices(self, options: list[Option]) -> tuple[str, ...]:
        """See Kind."""
        return tuple(self.ratings)

    @property
    def ratings(self) -> list[str]:
        """From best to worst."""
        return list(self.words.get("quiz.ratings"))


class Number(Kind):
    """【计算】: one number with tolerance and unit, and mistakes with a name."""

    least, ticks, missed = 1, True, True

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        right = self.ticked(draft, box, line)
        key = number(text)
        if text and not key:
            draft.wrong_option(line, "number", text=text)
        parts = [
            part if place != 1 else f"±{part}" for place, part in enumerate(key.split()) if (place, part) != (1, "0")
        ]
        return Option(" ".join(parts), right, line, key=key)

    def same(self, option: Option) -> str:
        """See Kind."""
        return option.key.split()[0] if option.key else ""

    def check(self, draft: Draft) -> None:
        """See Kind."""
        right = [option for option in draft.options if option.right]
        if draft.told:
            return
        if len(right) != 1:
            line = right[1].line if right else draft.line
            draft.tell(line, "two_numbers" if right else "no_number")
            return
        value, within = map(float, right[0].key.split()[:2])
        self.unnamed(draft, lambda option: abs(float(option.key.split()[0]) - value) <= within)


class Open(Kind):
    """【简答】: a model answer and the points to compare with."""

    least, owns = 1, "model"

    def option(self, draft: Draft, box: str, text: str, line: int) -> Option:
        """See Kind."""
        if box != self.words("quiz.point"):
            draft.wrong_option(line, "own_box", form=self.words("quiz.forms.open"))
        return Option(text, False, line)

    def check(self, draft: Draft) -> None:
        """See Kind."""
        if not draft.model and not draft.told:
            draft.tell(draft.line, "no_model")


KINDS: dict[str, type[Kind]] = {
    "single": Single,
    "multiple": Multiple,
    "judge": Judge,
    "fill": Fill,
    "order": Order,
    "match": Match,
    "sort": Sort,
    "rate": Rate,
    "number": Number,
    "open": Open,
}


def number(text: str) -> str:
    """`40 ±0.5 分` as "40 0.5 分": value, tolerance, unit, apart by spaces; "" when it cannot be read."""
    found = NUMBER.fullmatch(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain(text)).strip())
    return " ".join([found[1], found[2] or "0", re.sub(r"\s", "", found[3])]).strip() if found else ""
