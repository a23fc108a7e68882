"""What an exam file may say: front matter alone decides, the text below it is shown. Knows no HTML and no builder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from hooks.shared.problems import Problem
from hooks.shared.scan import OPEN
from hooks.shared.source import Source
from hooks.shared.words import Words

SEPARATOR = re.compile(r"[\s,，、;；]+")
BRACKETS = "[]［］【】 \u3000"
# Least and most of each number, and what the message proposes.
NUMBERS = {"count": (1, 200, 10), "pass_mark": (1, 100, 80), "minutes": (1, 300, 30)}


@dataclass(frozen=True)
class Exam:
    """One exam. count: questions drawn; pass_mark: percent; minutes: 0 for no limit; text: Markdown shown first."""

    id: str
    title: str
    banks: tuple[str, ...]
    count: int
    pass_mark: int
    minutes: int = 0
    text: str = ""
    problems: tuple[Problem, ...] = ()


def read_exam(id: str, source: Source, words: Words, known: Iterable[str]) -> Exam:
    """The exam in `source`; what is wrong with it is in its `problems`. known: the banks there are."""
    problems: list[Problem] = []

    def complain(line: int, key: str, /, **values: object) -> None:
        problems.append(Problem(source.name, line, words(key, **values)))

    keys: dict[str, str] = {"title": words("page.keys.title"), **words.get("exam.keys")}
    for given in source.meta:
        if given not in keys.values():
            hint = words.nearest(given, keys.values())
            complain(source.place(given), "page.say.unknown_key", key=given, hint=hint)
    missing = [key for name, key in keys.items() if key not in source.meta and name != "minutes"]
    # A key that is there, mistyped, is told once.
    if not any(problem.line > 1 for problem in problems):
        for key in missing:
            complain(1, "page.say.missing_key", key=key)
    for key in keys.values():
        if key in source.meta and not source.value(key).strip():
            complain(source.place(key), "page.say.bad_value", key=key)

    banks = []
    place = source.place(keys["banks"])
    for bank in filter(None, SEPARATOR.split(source.value(keys["banks"]).strip(BRACKETS))):
        bank = unicodedata.normalize("NFKC", bank).strip("\"'“”").lower()
        if bank not in known:
            complain(place, "quiz.say.unknown_bank", id=bank, hint=words.nearest(bank, known))
        elif bank in banks:
            complain(place, "exam.say.bank_twice", id=bank)
        banks.append(bank)

    numbers = {}
    for name, (least, most, example) in NUMBERS.items():
        key = keys[name]
        text = source.value(key)
        found = re.fullmatch(words("exam.number"), unicodedata.normalize("NFKC", text).strip())
        numbers[name] = int(found[1]) if found else 0
        if text.strip() and not least <= numbers[name] <= most:
            complain(source.place(key), "exam.say.number", key=key, given=text, least=least, most=most, example=example)
    for line, written in source.prose:
        if written.startswith(("#", "＃")):
            complain(line, "exam.say.heading")
        elif OPEN.match(written):
            complain(line, "exam.say.block")
    body = "\n".join(line for _, line in source.lines).strip("\n")
    return Exam(id, source.value(keys["title"]), tuple(banks), **numbers, text=body, problems=tuple(problems))
