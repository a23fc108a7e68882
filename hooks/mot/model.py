"""What a scale and a scoring table may say. Knows no HTML and no builder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hooks.shared.problems import Problem
from hooks.shared.source import GOOD_ID, Source
from hooks.shared.table import Reader, Rows
from hooks.shared.words import Words

ID = re.compile(r"\s*[{｛]+\s*[#＃]+\s*([^{}｛｝#＃]*?)\s*[}｝]+\s*$")
PLUS, MINUS = "+＋﹢", "-－−–—﹣"
SCORE = re.compile(rf"^([{PLUS}{re.escape(MINUS)}]?)\s*([0-9０-９]+)$")


@dataclass(frozen=True)
class Level:
    """One level of the scale: its value, its name, a plain word, a behaviour, a sample sentence."""

    value: int
    name: str
    plain: str
    behaviour: str
    sample: str


@dataclass(frozen=True)
class Scale:
    """All levels, highest first, and the note that goes with every result."""

    levels: tuple[Level, ...]
    note: str = ""

    @property
    def values(self) -> list[int]:
        """The values, lowest first."""
        return sorted(level.value for level in self.levels)


@dataclass(frozen=True)
class Moment:
    """One row: what the customer expected and got, the authors' score and reason, further columns."""

    id: str
    name: str
    expected: str
    got: str
    score: int
    reason: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """A scoring table."""

    id: str
    moments: tuple[Moment, ...]

    @property
    def scores(self) -> list[int]:
        """The authors' scores in order."""
        return [moment.score for moment in self.moments]


class ScoreReader(Reader):
    """Reads tables with scores."""

    def __init__(self, file: str, words: Words) -> None:
        super().__init__(file, words, "mot")

    def score(self, number: int, text: str, values: Sequence[int]) -> int | None:
        """A score of the scale, or None with a problem told. Its sign is written: a lost minus would turn it round."""
        low, high = min(values), max(values)
        found = SCORE.match(text.strip().strip("*"))
        value = amount(found) if found else None
        if value is None or value not in values:
            given = text.strip() or self.words("mot.say.nothing")
            self.tell(number, "score", given=given, low=show(low), high=show(high))
        elif found and value and not found[1]:
            self.tell(number, "sign", plus=show(value), minus=show(-value))
        else:
            return value
        return None


def amount(found: re.Match[str]) -> int:
    """The number that SCORE found."""
    return int(found[2]) * (-1 if found[1] and found[1] in MINUS else 1)


def show(score: int) -> str:
    """A score with its sign."""
    return f"+{score}" if score > 0 else f"−{-score}" if score < 0 else "0"


def read_scale(source: Source, words: Words) -> tuple[Scale | None, list[Problem]]:
    """The scale in `quizzes/scale.md`: a table with one row a level, then a note as paragraphs."""
    reader = ScoreReader(source.name, words)
    lines = source.lines
    columns = list(words.get("mot.scale_columns").values())
    table = [(number, text) for number, text in lines if "|" in text or "｜" in text]
    first = table[0][0] if table else source.start + 1
    last = table[-1][0] if table else 0
    note = "\n".join(text for number, text in lines if number > last and not text.startswith("#")).strip()
    _, rows = reader.rows(table, columns, first)
    levels: dict[int, Level] = {}
    for number, row in rows:
        found = SCORE.match(row[0])
        if not found:
            reader.tell(number, "scale_value", given=row[0])
            continue
        value = amount(found)
        if value in levels:
            reader.tell(number, "double_level", value=show(value))
        for name, cell in zip(columns, row, strict=False):
            if not cell:
                reader.tell(number, "empty_level", column=name)
        levels[value] = Level(value, *row[1:5])
    if levels and not reader.problems:
        top = max(abs(value) for value in levels)
        missing = [value for value in range(top, -top - 1, -1) if value not in levels]
        if missing:
            shown = words("shared.comma").join(show(value) for value in missing)
            reader.tell(first, "missing_levels", missing=shown)
    if reader.problems or not levels:
        return None, reader.problems
    ordered = tuple(levels[value] for value in sorted(levels, reverse=True))
    return Scale(ordered, note), []


def read_table(
    file: str, id: str, body: Rows, at: int, values: Sequence[int], words: Words
) -> tuple[Table, list[Problem]]:
    """The table inside `/// mot | id`. values: those of the scale."""
    reader = ScoreReader(file, words)
    columns = list(words.get("mot.columns").values())
    head, rows = reader.rows(body, columns, at)
    moments: list[Moment] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        name, moment_id = row[0], ""
        found = ID.search(name)
        if found:
            moment_id, name = found[1].lower(), name[: found.start()].strip()
            if not GOOD_ID.match(moment_id):
                reader.tell(number, "bad_id", id=moment_id)
        if re.search(r"[{｛}｝]", name):
            reader.tell(number, "near_id", given=row[0])
        elif not name:
            reader.tell(number, "no_name")
        moment_id = moment_id or name
        if moment_id in seen:
            reader.tell(number, "double_moment", id=moment_id, other=seen[moment_id])
        seen.setdefault(moment_id, number)
        for column, cell in zip(columns[1:], row[1:], strict=False):
            if not cell and column != columns[3]:
                reader.tell(number, "empty_cell", column=column)
        score = reader.score(number, row[3], values)
        if score is not None:
            more = tuple(zip(head[5:], row[5:], strict=True))
            moments.append(Moment(moment_id, name, row[1], row[2], score, row[4], more))
    if head and len(rows) < 2 and not reader.problems:
        reader.tell(at, "few_rows")
    return Table(id, tuple(moments)), reader.problems
