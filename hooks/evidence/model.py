"""What the evidence register may say. Knows no HTML and no builder."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import get_origin, get_type_hints

import yaml

from hooks.shared.problems import Problem
from hooks.shared.words import Words

GOOD_ID = re.compile(r"^[a-z]+-[0-9]{2,}$")

# Between the works of one source, not inside brackets. What has no space behind its ";" may be a sign of HTML.
SEVERAL = re.compile(r"(?:\s*；\s*|;\s+)(?![^(（]*[)）])")


@dataclasses.dataclass(frozen=True)
class Work:
    """A work that carries or contradicts a claim; several where a field says several things (see `each`)."""

    author: str
    year: int | str
    title: str
    says: str = ""

    @property
    def each(self) -> list[Work]:
        """The works one by one; what is said once holds for all of them. Empty where the counts do not fit."""
        fields = [SEVERAL.split(str(field)) for field in (self.author, self.year, self.title)]
        count = max(map(len, fields))
        if {len(field) for field in fields} - {1, count}:
            return []
        return [Work(*(field[place % len(field)] for field in fields)) for place in range(count)]


@dataclasses.dataclass(frozen=True)
class Entry:
    """One claim: `label` grades what people say, `say_label` our own wording, `state` how far it was checked."""

    id: str
    topic: str
    claim: str
    label: str
    say: str
    say_label: str | None
    state: str
    source: Work | str | None = None
    nearest: Work | None = None
    also: list[str] = dataclasses.field(default_factory=list)
    rests_on: list[str] = dataclasses.field(default_factory=list)
    note: str = ""


WORKS = ("source", "nearest")
FIELDS = [part.name for part in dataclasses.fields(Entry)]
FIELDS += [f"{work}.{part.name}" for work in WORKS for part in dataclasses.fields(Work)]


class Register(dict[str, Entry]):
    """All entries by id. broken: ids of entries that could not be read."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: set[str] = set()

    def carrier(self, entry: Entry) -> Entry:
        """The entry whose source and state stand behind `entry`'s wording; itself where that one is not there."""
        return self.get(entry.rests_on[0], entry) if entry.rests_on else entry


@lru_cache(maxsize=4)
def read_register(text: str, name: str, words: Words) -> tuple[Register, tuple[Problem, ...]]:
    """The register in a YAML list, and what is wrong in it, with lines."""
    problems: list[Problem] = []

    def tell(line: int, key: str, **values: object) -> None:
        problems.append(Problem(name, line, words(f"evidence.say.{key}", **values)))

    register = Register()
    try:
        raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        tell(mark.line + 1 if mark else 1, "yaml")
        return register, tuple(problems)
    entries = _places(text)
    if not isinstance(raw, list) or len(entries) != len(raw):
        tell(1, "yaml")
        return register, tuple(problems)
    labels, positive = words.get("evidence.labels"), words.get("evidence.positive")
    places: dict[str, int] = {}
    for item, (line, fields) in zip(raw, entries, strict=True):
        id = item.get("id", "?") if isinstance(item, dict) else "?"
        lines: dict[str, int] = {}
        for field, place in fields:
            if field in lines and field in FIELDS:
                tell(place, "double_field", id=id, field=field)
            lines[field] = place
        slips = sorted(_slips(item, Entry))
        if slips:
            register.broken.add(str(id))
            unknown = [field for field, key, _ in slips if key == "extra_field"]
            for field, key, given in slips:
                if key == "no_field" and difflib.get_close_matches(field, unknown):
                    continue  # it is there, mistyped
                at = lines.get(field, lines.get(field.partition(".")[0], line))
                tell(at, key, id=id, field=field, given=given, hint=words.nearest(field, FIELDS))
            continue
        entry = Entry(**item | {work: Work(**item[work]) for work in WORKS if isinstance(item.get(work), dict)})
        if not GOOD_ID.match(entry.id):
            tell(lines.get("id", line), "bad_id", id=entry.id)
        if entry.id in register:
            tell(lines.get("id", line), "double", id=entry.id)
        before = len(problems)
        for field, value, allowed in (
            ("label", entry.label, labels),
            ("say_label", entry.say_label, positive),
            ("state", entry.state, words.get("evidence.states")),
        ):
            if value is not None and value not in allowed:
                hint = words.nearest(value, allowed)
                tell(lines.get(field, line), "value", id=entry.id, field=field, given=value, hint=hint)
        for field in WORKS:
            work = getattr(entry, field)
            if isinstance(work, Work) and not work.each:
                tell(lines.get(field, line), "works", id=entry.id, field=field)
        if len(problems) > before:
            register.broken.add(entry.id)
            continue
        register[entry.id] = entry
        places[entry.id] = lines.get("rests_on", line)
    for entry in register.values():
        for other in entry.rests_on:
            if other not in register and other not in register.broken:
                hint = words.nearest(other, register)
                tell(places[entry.id], "rests_on", id=entry.id, other=other, hint=hint)
    return register, tuple(problems)


def _places(text: str) -> list[tuple[int, list[tuple[str, int]]]]:
    """The line of each entry and of each of its fields ("source.year"), as they stand in the text."""
    entries: list[tuple[int, list[tuple[str, int]]]] = []
    parent = ""
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"^-(\s|$)", line):
            entries.append((number, []))
        field = re.match(r"^(?:- |  |( {4}))(\w+)\s*:", line)
        if field and entries:
            parent = parent if field[1] else field[2]
            entries[-1][1].append((f"{parent}.{field[2]}" if field[1] else field[2], number))
    return entries


def _slips(item: object, kind: type[Entry | Work], before: str = "") -> Iterator[tuple[str, str, str]]:
    """Field ("source.year", "also.0"), message and value of each slip: what is missing, unknown, or no such value."""
    if not isinstance(item, dict):
        yield before, "field", _shown(item)
        return
    types = get_type_hints(kind)
    yield from ((f"{before}{name}", "extra_field", "") for name in item if name not in types)
    for part in dataclasses.fields(kind):
        name, value, allowed = before + part.name, item.get(part.name), types[part.name]
        if part.name not in item:
            if part.default is part.default_factory is dataclasses.MISSING:
                yield name, "no_field", ""
        elif isinstance(value, dict) and part.name in WORKS:
            yield from _slips(value, Work, f"{name}.")
        elif isinstance(value, list) and get_origin(allowed) is list:
            yield from ((f"{name}.{at}", "field", _shown(one)) for at, one in enumerate(value) if type(one) is not str)
        elif get_origin(allowed) is list or isinstance(value, bool) or not isinstance(value, allowed):
            yield name, "field", _shown(value)


def _shown(given: object) -> str:
    if isinstance(given, (dict, list)):
        return "…"
    # Anything YAML can hold may be looked up here; what is not in the table is shown as it is.
    return {True: "true", False: "false", None: "null"}.get(given, str(given)[:40])  # type: ignore[call-overload, no-any-return]
