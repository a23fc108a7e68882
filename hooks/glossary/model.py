"""What a glossary may say. Knows no HTML and no builder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hooks.shared.problems import Problem
from hooks.shared.table import Reader, Rows
from hooks.shared.words import Words

BETWEEN = re.compile(r"\s*[／/、，,；;]\s*")


@dataclass(frozen=True)
class Term:
    """One row. line: where it stands; sayings: what people at work call it; pinyin: with spaces, tones as digits."""

    line: int
    term: str
    english: str
    sayings: tuple[str, ...]
    explanation: str
    id: str
    pinyin: str

    @property
    def letter(self) -> str:
        """The letter it stands under, "#" for what has none."""
        first = self.pinyin[:1].upper()
        return first if first.isascii() and first.isalpha() else "#"


def read_terms(file: str, body: Rows, at: int, words: Words) -> tuple[list[Term], list[Problem]]:
    """The table inside the block, in the order of the terms' pinyin."""
    from pypinyin import Style, lazy_pinyin  # its tables take longer to read than a small course to build

    reader = Reader(file, words, "glossary")
    columns = list(words.get("glossary.columns").values())
    head, rows = reader.rows(body, columns, at, more=False)
    terms: list[Term] = []
    names: dict[str, tuple[str, int]] = {}  # every name, folded: the term it stands for, its line
    for number, (name, english, sayings, explanation) in rows:
        for column, cell in ((columns[0], name), (columns[3], explanation)):
            if not cell:
                reader.tell(number, "empty", column=column)
        if name and fold(name) in names:
            reader.tell(number, "twice", term=name, other=names[fold(name)][1])
        names.setdefault(fold(name), (name, number))
        pinyin = " ".join(lazy_pinyin(name, style=Style.TONE3)).lower()
        known = tuple(saying for saying in BETWEEN.split(sayings) if saying)
        terms.append(Term(number, name, english, known, explanation, re.sub(r"\s+", "-", name), pinyin))
    for term in terms:
        for saying in term.sayings:
            other, line = names.setdefault(fold(saying), (term.term, 0))
            if line == 0:
                names[fold(saying)] = term.term, term.line
            elif line == term.line:
                reader.tell(line, "again", saying=saying)
            else:
                reader.tell(term.line, "shared", saying=saying, name=other, other=line)
    if head and not rows and not reader.problems:
        reader.tell(at, "no_rows")
    return sorted(terms, key=order), reader.problems


def order(term: Term) -> tuple[list[str], str, str]:
    """By sound, then tone, then text."""
    return re.sub(r"\d", "", term.pinyin).split(), term.pinyin, term.term


def fold(name: str) -> str:
    """What two spellings of one name share."""
    return re.sub(r"\s", "", name).casefold()


def pattern(terms: list[Term]) -> re.Pattern[str]:
    """Finds terms in text, the longest first; those in Latin letters between borders of words."""
    names = sorted((term.term for term in terms if term.term), key=len, reverse=True)
    return re.compile("|".join(map(_bordered, names)) or r"(?!)", re.IGNORECASE)


def _bordered(name: str) -> str:
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", name) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", name) else ""
    return before + r"\s*".join(map(re.escape, name.split())) + after
