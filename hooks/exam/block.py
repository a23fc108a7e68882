"""From an exam's file to its page."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

from hooks.shared.fragments import ideas, parts, place
from hooks.shared.items import Item
from hooks.shared.page import first_line
from hooks.shared.room import RoomBlock
from hooks.shared.site import Site

from .model import Exam, read_exam

OPEN = "open"  # 【简答】: its writer is its only judge


def load(site: Site) -> dict[str, Exam]:
    """All exams by id. Tells what is wrong in them, those on no page, and blocks that ask for what is not there."""
    exams: dict[str, Exam] = {}
    for id, source in site.banks("exams"):
        if source.problems:
            continue
        exam = exams[id] = read_exam(id, source, site.words, site.once(site.bank))
        site.problems.update(exam.problems)
        keys = [site.words("page.keys.title"), *site.words.get("exam.keys").values()]
        first_line(site, source, keys)
        _enough(site, exam, source.name, source.place(site.words("exam.keys.count")))
    shown: dict[str, tuple[str, int]] = {}
    for _, source, opening in site.openings("exam"):
        site.empty(source, opening)
        id = opening.argument
        if id and id not in exams:
            if not any(problem.file.endswith(f"/exams/{id}.md") for problem in site.problems):
                hint = site.words.nearest(id, exams)
                site.complain(source, opening.line, "exam.say.unknown", id=id, hint=hint)
        elif id in shown:
            name, line = shown[id]
            site.complain(source, opening.line, "exam.say.twice", id=id, other=f"{name}:{line}")
        shown.setdefault(id, (source.name, opening.line))
    for id, source in site.banks("exams"):
        if id not in shown:
            site.complain(source, 1, "exam.say.unused", id=id)
    return exams


def pool(site: Site, exam: Exam) -> list[Item]:
    """The questions an exam may draw."""
    banks = site.once(site.bank)
    return [item for bank in exam.banks for item in banks.get(bank, ()) if item.kind != OPEN]


def _enough(site: Site, exam: Exam, file: str, line: int) -> None:
    """Tell a number of questions that can never be drawn, one of an idea."""
    same = site.once(ideas)
    there = len({same[item.key] for item in pool(site, exam)})
    files = {f"{site.name(site.quizzes)}/{bank}.md" for bank in exam.banks}
    whole = not exam.problems and files.isdisjoint(problem.file for problem in site.problems)
    if whole and exam.count > there:
        site.complain(file, line, "exam.say.too_many", n=exam.count, m=there)


def items(site: Site) -> list[Item]:
    """Questions that stand on no page but in an exam, so that the record knows them."""
    exams = site.once(load)
    shown = {opening.argument for _, _, opening in site.openings("quiz")}
    found = []
    for uri, _, opening in site.openings("exam"):
        for item in pool(site, exams[opening.argument]) if opening.argument in exams else ():
            bank = item.key.partition("/")[0]
            if bank not in shown and item.key.replace("/", "#") not in shown:
                found.append(replace(item, uri=uri, drawn=True))
    return found


class ExamBlock(RoomBlock):
    """`/// exam | id`."""

    NAME = "exam"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        site = self.site
        exam = site.once(load)[self.argument]
        banks = [place(self.md, site, id) for id in exam.banks]
        keys = {item.key for item in pool(site, exam)}
        shown = parts(site, {item.uri for asking in site.asking for item in asking(site) if item.key in keys})
        values = {"exam": exam, "banks": banks, "parts": shown, "title": site.course_title, "version": site.version}
        block.extend(self.render("exam/exam.html", **values))
