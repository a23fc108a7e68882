"""Reading a notebook: its cells, and its text as the source of a page, every line where it stands in the file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from .problems import Problem
from .source import Source, clean, parse
from .words import Words


@dataclass(frozen=True)
class Cell:
    """One cell. kind: "markdown", "code" or "raw"; lines: text without line end, with its number in the file."""

    kind: str
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """What stands in it."""
        return "\n".join(line for _, line in self.lines)

    @property
    def line(self) -> int:
        """The line of the file where it begins."""
        return self.lines[0][0] if self.lines else 1


def cells(text: str) -> list[Cell]:
    """The cells of a notebook. Raises ValueError, KeyError or TypeError for what is none."""
    found = []
    place, number = 0, 0
    for cell in json.loads(text)["cells"]:
        # Jupyter keeps each line of a cell on a line of its own; where another program did not, they are counted on.
        place = max(place, text.find('"source"', place))
        lines = []
        for line in re.findall(r"[^\n]*\n|[^\n]+", "".join(cell["source"])):
            written = (text.find(json.dumps(line, ensure_ascii=ascii), place) for ascii in (False, True))
            at = min((at for at in written if at >= 0), default=place)
            number = max(number + 1, text.count("\n", 0, at) + 1)
            place = at + 1 if at > place else place
            lines.append((number, clean(line.rstrip("\n"))))
        found.append(Cell(str(cell["cell_type"]), tuple(lines)))
    return found


def read_notebook(path: Path, name: str, words: Words) -> Source:
    """The texts of a notebook as a page's source; its front matter is a first cell that is neither text nor code.

    Never raises for what is in the file: what is wrong with it is in `problems`.
    """
    try:
        found = cells(path.read_text(encoding="utf-8-sig"))
    except (ValueError, KeyError, TypeError):
        return Source(name, "", problems=(Problem(name, 1, words("shared.say.notebook")),))
    head = Source(name, "")
    before = 0
    if found and found[0].kind == "raw":
        head, before = parse(found[0].text, name, words), found[0].line - 1
    lines = dict(line for cell in found if cell.kind == "markdown" for line in cell.lines)
    text = "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))
    problems = tuple(replace(problem, line=problem.line + before) for problem in head.problems)
    return Source(name, text, head.meta, {key: line + before for key, line in head.places.items()}, 0, problems)
