"""Finding the `/// name | id` blocks of a chapter in its source, so that a slip is told with its line.

The host's own block parser leaves a mistyped name as text and lets an unclosed block swallow the page, both in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .source import Source, fenced

OPEN = re.compile(r"^( *)[/／]{3,}[ \u3000]*([\w-]+)[ \u3000]*(?:[|｜\u4e28¦][|｜\u4e28¦ \u3000]*(.*?))?[ \u3000]*$")
CLOSE = re.compile(r"^( *)[/／]{3,}[ \u3000]*$")
SLASHES = re.compile(r"[/／]{3,}")
HEADING = re.compile(
    r"^([#＃]{1,6})[ \u3000]*(.*?)(?:[ \u3000]*[{｛]+[ \u3000]*[#＃]+[ \u3000]*([\w-]+)[ \u3000]*[}｝]+)?[ \u3000]*$"
)


@dataclass(frozen=True)
class Opening:
    """A block as it stands in the source.

    line   where it opens, from 1; end: where it closes, 0 when it does not
    body   the lines between, with their numbers
    indent spaces before it; length: number of its slashes
    under  the written id of the heading it stands under, "" where that has none
    """

    line: int
    name: str
    argument: str
    indent: int
    end: int
    body: tuple[tuple[int, str], ...]
    length: int = 3
    under: str = ""

    @property
    def text(self) -> list[tuple[int, str]]:
        """The lines of the body that are not empty."""
        return [(number, line) for number, line in self.body if line.strip()]


def normalise(lines: list[str]) -> list[str]:
    """Blocks, headings and quotes as a Chinese keyboard writes them: `／／／ quiz｜part01`, `## 题｛＃id｝`, `＞ 话`.

    They become what the host reads. Lines inside code fences stay as they are; no line is added or lost.
    """
    return [line if code else _host(line) for line, code in zip(lines, fenced(lines), strict=True)]


def _host(line: str) -> str:
    first = line.lstrip()[:1]
    if first in ("/", "／"):
        opened = OPEN.match(line)
        if opened:
            slashes = "/" * len(SLASHES.search(line)[0])  # type: ignore[index]  # OPEN matched, so it has slashes
            return f"{opened[1]}{slashes} {opened[2]}" + (f" | {_argument(opened)}" if opened[3] else "")
        if CLOSE.match(line):
            return line.replace("／", "/").replace("\u3000", "")
    elif first in ("#", "＃") and line[0] == first:
        found = HEADING.match(line)
        if found:
            return f"{'#' * len(found[1])} {found[2]}" + (f" {{#{found[3]}}}" if found[3] else "")
    elif first == "＞":
        return line.replace("＞", ">", 1)
    return line


def _argument(opened: re.Match[str]) -> str:
    return (opened[3] or "").replace("＃", "#")


def openings(source: Source) -> list[Opening]:
    """All blocks of a source in order, nested ones after the one around them. Code fences are left alone."""
    found: list[Opening] = []
    stack: list[tuple[int, int, re.Match[str], int]] = []  # place in found, line, match, slashes
    lines = source.lines
    under = ""
    for (number, line), code in zip(lines, fenced(line for _, line in lines), strict=True):
        if code:
            continue
        if line[:1] in ("#", "＃"):
            heading = HEADING.match(line)
            under = (heading[3] or "") if heading else under
        if line.lstrip(" ")[:1] not in ("/", "／"):
            continue
        opened = OPEN.match(line)
        if opened:
            length = len(SLASHES.search(line)[0])  # type: ignore[index]  # OPEN matched, so it has slashes
            # A block of the same length cannot stand inside another: the one before was never closed.
            while stack and stack[-1][3] <= length:
                stack.pop()
            found.append(Opening(number, opened[2].lower(), _argument(opened), len(opened[1]), 0, (), length, under))
            stack.append((len(found) - 1, number, opened, length))
        elif CLOSE.match(line):
            length = len(SLASHES.search(line)[0])  # type: ignore[index]  # CLOSE matched, so it has slashes
            places = [place for place, entry in enumerate(stack) if entry[3] == length]
            if not places:
                found.append(Opening(number, "", "", 0, number, ()))
                continue
            index, start, _, _ = stack[places[-1]]
            del stack[places[-1] :]
            first = lines[0][0]
            body = tuple(lines[start + 1 - first : number - first])
            old = found[index]
            found[index] = replace(old, end=number, body=body)
    return found
