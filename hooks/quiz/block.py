"""From a bank to the page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hooks.shared.items import Item, label
from hooks.shared.room import RoomBlock
from hooks.shared.site import Site

from .model import Bank, read_bank


def load(site: Site) -> dict[str, Bank]:
    """All banks by id. Tells what is wrong in them, and blocks that ask for what is not there."""
    banks = {id: read_bank(id, source, site.words) for id, source in site.banks() if id != "scale"}
    for bank in banks.values():
        site.problems.update(bank.problems)
    broken = {problem.file for problem in site.problems}
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
        for entry in [question] if question else known:
            key = (uri, f"{id}/{entry}")
            if key in shown:
                site.complain(source, opening.line, "quiz.say.shown_twice", id=f"{id}#{entry}", other=shown[key])
            shown.setdefault(key, opening.line)
    return banks


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
