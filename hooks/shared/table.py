"""Reading a Markdown table as any keyboard writes it: who reads one asks for its columns and gets rows with lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .problems import Problem
from .words import Words

RULE = re.compile(r"[:：]?[-－—–―\s]+[:：]?")

Rows = Sequence[tuple[int, str]]


class Reader:
    """Reads Markdown tables and remembers what was wrong in them. room: whose words `tell` takes."""

    def __init__(self, file: str, words: Words, room: str) -> None:
        self.file = file
        self.words = words
        self.room = room
        self.problems: list[Problem] = []

    def tell(self, line: int, key: str, **values: object) -> None:
        """Remember a problem of this room."""
        self.complain(line, f"{self.room}.say.{key}", **values)

    def complain(self, line: int, key: str, **values: object) -> None:
        """Remember a problem."""
        self.problems.append(Problem(self.file, line, self.words(key, **values)))

    def rows(
        self, lines: Rows, columns: list[str], at: int, more: bool = True
    ) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Header and rows of the first table in `lines`; ([], []) when it is not the table asked for.

        columns: the names that must come first, in this order; more: whether others may follow.
        """
        table = [(number, cells(text)) for number, text in lines if "|" in text or "｜" in text]
        stray = [number for number, text in lines if text.strip() and "|" not in text and "｜" not in text]
        shown = " | ".join(columns)
        if not table:
            self.complain(at, "shared.say.no_table", columns=shown)
            return [], []
        head_line, head = table[0]
        if not all(head[len(columns) :]):
            self.complain(head_line, "shared.say.empty_column")
            return [], []
        if head[: len(columns)] != columns:
            missing = [name for name in columns if name not in head]
            key = "missing_columns" if missing else "column_order"
            names = self.words("shared.comma").join(missing)
            self.complain(head_line, f"shared.say.{key}", missing=names, columns=shown)
            return [], []
        if len(head) > len(columns) and not more:
            self.complain(head_line, "shared.say.extra_column", name=head[len(columns)], columns=shown)
            return [], []
        rest = table[1:]
        if not rest or not all(RULE.fullmatch(cell) for cell in rest[0][1] if cell) or not any(rest[0][1]):
            self.complain(head_line, "shared.say.no_rule", rule="| " + " | ".join(["---"] * len(head)) + " |")
            return [], []
        if len(rest[0][1]) != len(head):
            self.complain(rest[0][0], "shared.say.rule_width", n=len(rest[0][1]), m=len(head))
        good = []
        for number, row in rest[1:]:
            if len(row) != len(head):
                self.complain(number, "shared.say.row_width", n=len(row), m=len(head))
            else:
                good.append((number, row))
        for number in stray:
            self.complain(number, "shared.say.stray_row")
        return head, good


def cells(line: str) -> list[str]:
    """The cells of a table row; `\\|` is a written pipe."""
    text = line.strip().replace("｜", "|")
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text)]
