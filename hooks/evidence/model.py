"""What the evidence register may say. Knows no HTML and no builder."""

from __future__ import annotations

import re
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


class Register(dict[str, Entry]):
    """All entries by id."""

    def carrier(self, entry: Entry) -> Entry:
        """The entry whose source and state stand behind `entry`'s wording."""
        return self[entry.rests_on[0]] if entry.rests_on else entry


@lru_cache(maxsize=4)
def read_register(text: str, name: str, words: Words) -> tuple[Register, tuple[Problem, ...]]:
    """The register in a YAML list, and what is wrong in it, with lines."""
    problems: list[Problem] = []

    def tell(line: int, key: str, **values: object) -> None:
        problems.append(Problem(name, line, words(f"evidence.say.{key}", **values)))

    try:
        raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        tell(mark.line + 1 if mark else 1, "yaml")
        return Register(), tuple(problems)
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        tell(1, "yaml")
        return Register(), tuple(problems)
    places = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"^-\s", line)]
    labels, positive, states = words.get("evidence.labels"), words.get("evidence.positive"), words.get("evidence.states")
    register = Register()
    adapter = TypeAdapter(Entry)
    for place, item in enumerate(raw):
        line = places[place] if place < len(places) else 1
        try:
            entry = adapter.validate_python(item)
        except ValidationError as error:
            for slip in error.errors():
                field = ".".join(str(part) for part in slip["loc"] if isinstance(part, str))
                tell(_field_line(text, line, str(slip["loc"][0])), "field", id=item.get("id", "?"), field=field, given=_shown(slip))
            continue
        if not GOOD_ID.match(entry.id):
            tell(line, "bad_id", id=entry.id)
        if entry.id in register:
            tell(line, "double", id=entry.id)
        for field, value, allowed in (("label", entry.label, labels), ("say_label", entry.say_label, positive), ("state", entry.state, states)):
            if value is not None and value not in allowed:
                tell(_field_line(text, line, field), "value", id=entry.id, field=field, given=value, hint=words.nearest(value, allowed))
        register[entry.id] = entry
    for entry in register.values():
        for other in entry.rests_on:
            if other not in register:
                tell(1, "rests_on", id=entry.id, other=other, hint=words.nearest(other, register))
    return register, tuple(problems)


def _field_line(text: str, start: int, field: str) -> int:
    lines = text.split("\n")
    for number in range(start, len(lines) + 1):
        line = lines[number - 1]
        if number > start and re.match(r"^-\s", line):
            break
        if re.match(rf"^(?:- |  ){re.escape(field)}\s*:", line):
            return number
    return start


def _shown(slip: object) -> str:
    given = slip["input"] if isinstance(slip, dict) else None
    return {True: "true", False: "false", None: "null"}.get(given, str(given)[:40]) if not isinstance(given, dict) else "…"
