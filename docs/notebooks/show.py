"""What the notebooks read and show: records, a sentence, a table, a chart. Python and IPython are all it needs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from IPython.display import Markdown, display

FONT = "PingFang SC, HarmonyOS Sans SC, MiSans, Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, sans-serif"
INK, SOFT, GRID = "#2b242c", "#615763", "#d8ced6"
PLAIN, GOOD, BAD = "#75375f", "#17695a", "#a03d12"


def records(name: str, columns: Sequence[str], invent: Callable[[], Iterable[Sequence[Any]]]) -> list[dict[str, str]]:
    """The records in a file beside the notebook: yours, if you put some there; else they are invented and written."""
    file = Path(name)
    if not file.exists():
        with file.open("w", encoding="utf-8-sig", newline="") as out:  # the mark at its start is for Excel
            csv.writer(out, lineterminator="\n").writerows([columns, *invent()])
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def say(text: str) -> None:
    """A sentence with what was worked out in it; Markdown."""
    display(Markdown(text))


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table. Numbers are set to the right where the whole column is made of them."""
    rows = [[str(cell) for cell in row] for row in rows]
    columns = list(zip(*rows, strict=True))
    rules = ["--:" if all(cell[:1] in "0123456789−+–" for cell in column) else "---" for column in columns]
    lines = ["| " + " | ".join(row) + " |" for row in [list(head), rules, *rows]]
    say("\n".join(lines))


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, as people write it: +12, −3, 0."""
    text = f"{abs(value):.{digits}f}"
    return text if float(text) == 0 else ("+" if value > 0 else "−") + text


class Chart:
    """A chart of 400 units' width, drawn step by step and shown at the end.

    alt     what is seen in it, for those who do not see it
    x, y    the values at the left and right, at the bottom and top
    left    room for the words at the left
    """

    def __init__(
        self, alt: str, x: tuple[float, float], y: tuple[float, float], height: int = 280, left: int = 48
    ) -> None:
        self.alt, self.height = alt, height
        self.x_range, self.y_range, self.left = x, y, left
        self.parts: list[str] = []

    def x(self, value: float) -> float:
        """Where a value stands from left to right."""
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * (378 - self.left)

    def y(self, value: float) -> float:
        """Where a value stands from top to bottom."""
        low, high = self.y_range
        return self.height - 40 - (value - low) / (high - low) * (self.height - 64)

    def text(
        self, x: float, y: float, text: str, anchor: str = "middle", colour: str = INK, bold: bool = False
    ) -> None:
        """Words at a place of the picture."""
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(text)}</text>'
        )

    def stroke(self, path: str, colour: str = INK, width: float = 2, dash: str = "") -> None:
        """A line along an SVG path."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>')

    def ticks_x(self, ticks: Iterable[tuple[float, str]]) -> None:
        """Words under the chart."""
        for value, text in ticks:
            self.text(self.x(value), self.height - 16, text)

    def ticks_y(self, ticks: Iterable[tuple[float, str]]) -> None:
        """Words at the left, each with a fine line."""
        for value, text in ticks:
            self.stroke(f"M{self.left} {self.y(value):.1f}H378", GRID, 1)
            self.text(self.left - 8, self.y(value) + 6, text, "end")

    def bar(self, x: float, width: float, value: float, colour: str = PLAIN) -> None:
        """A bar from the bottom up to a value; `width` in the values of x."""
        left, top = self.x(x - width / 2), self.y(value)
        size = f'width="{self.x(x + width / 2) - left:.1f}" height="{self.y(self.y_range[0]) - top:.1f}"'
        self.parts.append(f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="{colour}"/>')

    def dot(self, x: float, y: float, colour: str = PLAIN, size: float = 5, hollow: bool = False) -> None:
        """A dot, or a ring."""
        fill = f'fill="none" stroke="{colour}" stroke-width="2"' if hollow else f'fill="{colour}"'
        self.parts.append(f'<circle cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="{size}" {fill}/>')

    def line(
        self, points: Iterable[tuple[float, float]], colour: str = PLAIN, width: float = 2, dash: str = ""
    ) -> None:
        """A line from point to point."""
        places = [f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points]
        self.stroke("M" + "L".join(places), colour, width, dash)

    def show(self) -> None:
        """Put the chart here."""
        display(self)

    def _repr_svg_(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 {self.height}" role="img" '
            f'aria-label="{escape(self.alt)}" font-family="{FONT}" font-size="17">{"".join(self.parts)}</svg>\n'
        )
