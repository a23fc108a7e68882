"""Reading what trainers write: bytes to text, front matter, and the places in the text that are code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .problems import Problem
from .words import Words

# What authors may choose as an id, in every room.
GOOD_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII, for str.translate
FENCE = re.compile(r"^[ >]*(`{3,}|~{3,})")
# The lines around a front matter, and `key: value` in it, as any keyboard writes them.
DASHES = re.compile(r"^[-－—–―]{2,}[ \u3000]*$")
KEY = re.compile(r"^([^\s:：#\"'\[\]{}，。；,;|-][^\s:：，。；,;|]*)[ \u3000]*[:：]+[ \u3000]*(.*)$")
YAML_MARKS = re.compile(r"^[-?&*!%@`{}|>,#:]|[:#]")
# Byte order marks and spaces without width, as web pages and chats leave them, and NUL.
INVISIBLE = re.compile("[\ufeff\u200b\u2060\x00]")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# Text only, so that `no` and `10` stay what was written. The C one where PyYAML has it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class Source:
    """A text file of the course.

    name   path from the project's root, with slashes, as messages show it
    text   the whole text: no byte order mark, `\\n` line ends, tabs as four spaces, the front matter as YAML reads it
    meta   front matter, every value as the text that stands there (so `no` stays "no")
    places line (from 1) of each front-matter key
    start  number of lines before the body
    """

    name: str
    text: str
    meta: dict[str, str | list[str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    start: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The body's lines with their numbers in the file. Split at `\\n` alone: form feeds and U+2028 are text."""
        body = self.text.split("\n")[self.start :]
        return list(enumerate(body, self.start + 1))

    @property
    def prose(self) -> list[tuple[int, str]]:
        """The lines outside code fences, with code spans blanked out (columns kept)."""
        lines = self.lines
        if "`" not in self.text and "~~~" not in self.text:
            return lines
        kept = []
        for (number, line), code in zip(lines, fenced(line for _, line in lines), strict=True):
            if code:
                continue
            if "`" in line:
                line = CODE_SPAN.sub(lambda m: " " * len(m[0]), line)
            kept.append((number, line))
        return kept

    def value(self, key: str) -> str:
        """The front-matter value of `key` as one text, "" when there is none."""
        found = self.meta.get(key, "")
        return found if isinstance(found, str) else ", ".join(found)

    def place(self, key: str) -> int:
        """The line of a front-matter key; 1 when it is not there."""
        return self.places.get(key, 1)


def fenced(lines: Iterable[str]) -> Iterator[bool]:
    """For each line, whether it is inside a code fence or is one."""
    fence = ""
    for line in lines:
        mark = FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            yield True
            if mark and mark[1].startswith(fence) and not line.strip(" >`~"):
                fence = ""
        else:
            fence = mark[1] if mark else ""
            yield bool(mark)


def read(path: Path, name: str, words: Words) -> Source:
    """Read one file. Never raises for what is in the file: what is wrong with it is in `problems`."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Source(name, "", problems=(Problem(name, line, words("shared.say.encoding")),))
    return parse(text, name, words)


def clean(text: str) -> str:
    """A text as it is read on every machine: nothing invisible, `\\n` line ends, tabs as four spaces."""
    return INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").expandtabs(4)


def parse(text: str, name: str, words: Words) -> Source:
    """The same from text."""
    text = clean(text)
    if not text.strip():
        return Source(name, "", problems=(Problem(name, 1, words("shared.say.empty_file")),))
    lines = text.split("\n")
    if not DASHES.match(lines[0]):
        return Source(name, text)
    end, slip = _head(lines)
    if slip:
        return Source(name, text, start=end, problems=(Problem(name, slip[0], words(f"shared.say.{slip[1]}")),))
    lines[0] = lines[end] = "---"
    lines[1:end] = [_plain(line) for line in lines[1:end]]
    text, head = "\n".join(lines), "\n".join(lines[1:end])
    try:
        loader = LOADER(head)
        node = loader.get_single_node()
        meta = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = 2 + min(mark.line, end - 2) if mark else 2
        return Source(name, text, start=end + 1, problems=(Problem(name, line, words("shared.say.front_matter")),))
    if meta is None:
        return Source(name, text, start=end + 1)
    if not isinstance(meta, dict) or not isinstance(node, yaml.MappingNode):
        return Source(name, text, start=end + 1, problems=(Problem(name, 2, words("shared.say.front_matter")),))
    places: dict[str, int] = {}
    problems = []
    for key_node, _ in node.value:
        key, number = str(key_node.value), key_node.start_mark.line + 2
        if key in places:
            problems.append(Problem(name, number, words("shared.say.double_key", key=key)))
        places[key] = number
    flat = {
        str(key): str(value) if isinstance(value, str) else [str(item) for item in value] for key, value in meta.items()
    }
    if end + 1 < len(lines) and DASHES.match(lines[end + 1]):
        problems.append(Problem(name, end + 2, words("shared.say.front_matter_twice")))
    return Source(name, text, flat, places, end + 1, tuple(problems))


def _head(lines: list[str]) -> tuple[int, tuple[int, str] | None]:
    """Where the front matter ends (place in `lines`), or where the body may begin and what is wrong at which line."""
    last = 0
    for place, line in enumerate(lines[1:], 1):
        if DASHES.match(line):
            return place, None
        if KEY.match(line) or (line.startswith((" ", "-")) and line.strip()):
            last = place
        elif line.startswith("#"):
            break
        elif line.strip():
            # Lines without a gap up to the closing dashes: it is this line that is wrong. Otherwise they are missing.
            for after, rest in enumerate(lines[place:], place):
                if DASHES.match(rest):
                    return after + 1, (place + 1, "front_matter")
                if not rest.strip():
                    break
            break
    return last + 1, (min(last + 2, len(lines)), "front_matter_open")


def _plain(line: str) -> str:
    """A front-matter line as YAML reads it: `标题：一句话: #1` means just what stands there."""
    found = KEY.match(line)
    if not found:
        return line
    key, value = found[1], found[2].strip()
    if not value or value[0] in "[\"'" or value in ("|", ">"):
        return f"{key}: {value}"
    quoted = value.replace("'", "''")
    return f"{key}: '{quoted}'" if YAML_MARKS.search(value) else f"{key}: {value}"


def slips(word: str) -> set[str]:
    """A word with a letter lost, doubled, or changed places with the next: what a tired hand makes of it."""
    word = word.casefold()
    found = set()
    for place in range(len(word)):
        found |= {word[:place] + word[place + 1 :], word[:place] + word[place] + word[place:]}
        found.add(word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :])
    return found - {word, ""}
