"""From a bank to the page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hooks.shared.items import Item, label
from hooks.shared.room import RoomBlock
from hooks.shared.site import Site
from hooks.shared.source import Source

from .model import Bank, read_bank
from .question import Question


def load(site: Site) -> dict[str, Bank]:
    """All banks by id. Tells what is wrong in them, and blocks that ask for what is not there."""
    banks = {id: read_bank(id, source, site.words) for id, source in site.banks() if id != "scale"}
    for bank in banks.values():
        site.problems.update(bank.problems)
    broken = {problem.file for problem in site.problems}
    for id, source in site.banks():
        for entry in banks[id].questions if id in banks else ():
            _same(site, source, banks, broken, id, entry)
    shown: dict[tuple[str, str], int] = {}
    for uri, source, opening in site.openings("quiz"):
        site.empty(source, opening)
        id, _, question = opening.argument.partition("#")
        if not id:
            continue
        if id not in banks:
            hint = site.words.nearest(id, banks)
            site.complain(source, opening.line, "quiz.say.unknown_bank", id=id, hint=hint)
            continue
        known = [entry.id for entry in banks[id].questions]
        if question and question not in known:
            if not any(name.endswith(f"/{id}.md") for name in broken):
                hint = site.words.nearest(question, known)
                site.complain(source, opening.line, "quiz.say.unknown_question", bank=id, id=question, hint=hint)
            continue
        for name in [question] if question else known:
            key = (uri, f"{id}/{name}")
            if key in shown:
                site.complain(source, opening.line, "quiz.say.shown_twice", id=f"{id}#{name}", other=shown[key])
            shown.setdefault(key, opening.line)
    return banks


def _same(site: Site, source: Source, banks: dict[str, Bank], broken: set[str], id: str, question: Question) -> None:
    """Tell a question that names another with the same idea, when that is not there."""
    if not question.same:
        return
    key = question.twin(id)
    bank, _, _ = key.partition("/")
    known = [f"{name}/{entry.id}" for name in banks for entry in banks[name].questions]
    line = next(number for number, line in source.lines if number > question.line and question.same in line)
    if key == f"{id}/{question.id}":
        site.complain(source, line, "quiz.say.same_self")
    elif key not in known and not any(file.endswith(f"/{bank}.md") for file in broken):
        hint = site.words.nearest(key, known)
        site.complain(source, line, "quiz.say.unknown_same", id=question.same, hint=hint)


def items(site: Site) -> list[Item]:
    """Every question in the order of the pages it stands on, for the record."""
    banks = site.once(load)
    found = []
    for uri, _, opening in site.openings("quiz"):
        id, _, one = opening.argument.partition("#")
        for question in banks[id].questions if id in banks else ():
            if one in ("", question.id):
                said = label(question.stem, site.words)
                found.append(Item(f"{id}/{question.id}", question.kind, uri, said, question.print))
    return found


def questions(site: Site) -> dict[str, list[Item]]:
    """Every question of every bank, on a page or not, for review and exam."""
    return {
        id: [
            Item(f"{id}/{entry.id}", entry.kind, "", label(entry.stem, site.words), entry.print, entry.twin(id))
            for entry in bank.questions
        ]
        for id, bank in site.once(load).items()
    }


class QuizBlock(RoomBlock):
    """`/// quiz | bank` and `/// quiz | bank#id`."""

    NAME = "quiz"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        id, _, question = self.argument.partition("#")
        bank = self.site.once(load)[id]
        questions = [bank.question(question)] if question else list(bank.questions)
        names = self.site.words.get("quiz.types")
        block.extend(self.render("quiz/quiz.html", bank=bank, questions=questions, names=names))
