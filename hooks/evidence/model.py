"""What the evidence register may say. Knows no HTML and no builder."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, TypeAdapter, ValidationError

from hooks.shared.problems import Problem
from hooks.shared.words import Words

GOOD_ID = re.compile(r"^[a-z]+-[0-9]{2,}$")


class Work(BaseModel):
    """A work that carries or contradicts a claim."""

    model_config = ConfigDict(extra="forbid")

    author: StrictStr
    year: StrictInt | StrictStr
    title: StrictStr
    says: StrictStr = ""


class Entry(BaseModel):
    """One claim: `label` grades what people say, `say_label` our own wording, `state` how far it was checked."""

    model_config = ConfigDict(extra="forbid")

    id: StrictStr
    topic: StrictStr
    claim: StrictStr
    label: StrictStr
    say: StrictStr
    say_label: StrictStr | None
    state: StrictStr
    source: Work | StrictStr | None = None
    nearest: Work | None = None
    also: list[StrictStr] = []
    rests_on: list[StrictStr] = []
    note: StrictStr = ""


FIELDS = [*Entry.model_fields, *(f"{work}.{name}" for work in ("source", "nearest") for name in Work.model_fields)]


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
    adapter = TypeAdapter(Entry)
    places: dict[str, int] = {}
    for item, (line, fields) in zip(raw, entries, strict=True):
        id = item.get("id", "?") if isinstance(item, dict) else "?"
        lines: dict[str, int] = {}
        for field, place in fields:
            if field in lines and field in FIELDS:
                tell(place, "double_field", id=id, field=field)
            lines[field] = place
        try:
            entry = adapter.validate_python(item)
        except ValidationError as error:
            register.broken.add(str(id))
            slips = sorted(set(_slips(error)))
            unknown = [field for field, key, _ in slips if key == "extra_field"]
            for field, key, given in slips:
                if key == "no_field" and difflib.get_close_matches(field, unknown):
                    continue  # it is there, mistyped
                at = lines.get(field, lines.get(field.partition(".")[0], line))
                tell(at, key, id=id, field=field, given=given, hint=words.nearest(field, FIELDS))
            continue
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


def _slips(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """Field, message and value of each slip. What a union tried in vain is one slip."""
    for slip in error.errors():
        if slip["loc"][-1:] == ("str",) and isinstance(slip["input"], dict):
            continue
        field = ".".join(str(part) for part in slip["loc"] if part not in ("Work", "str", "int"))
        key = {"missing": "no_field", "extra_forbidden": "extra_field"}.get(slip["type"], "field")
        yield field, key, _shown(slip["input"]) if key == "field" else ""


def _shown(given: object) -> str:
    if isinstance(given, (dict, list)):
        return "…"
    # Anything YAML can hold may be looked up here; what is not in the table is shown as it is.
    return {True: "true", False: "false", None: "null"}.get(given, str(given)[:40])  # type: ignore[call-overload, no-any-return]
