"""From a scoring table to the page."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass, field

from hooks.shared.curve import curve, signed
from hooks.shared.items import Item, label
from hooks.shared.room import RoomBlock
from hooks.shared.site import Site
from hooks.shared.source import GOOD_ID

from .model import Scale, Table, read_scale, read_table


@dataclass
class Tables:
    """The scale and all scoring tables by id."""

    scale: Scale | None = None
    tables: dict[str, Table] = field(default_factory=dict)


def load(site: Site) -> Tables:
    """Read the scale and every table. Tells what is wrong in them, and blocks that ask for what is not there."""
    result = Tables()
    blocks = list(site.openings("mot"))
    scale_name = f"{site.name(site.quizzes)}/scale.md"
    source = site.sources.get(scale_name)
    if source is None and blocks:
        site.complain(scale_name, 1, "mot.say.no_scale")
    elif source and not source.problems:
        result.scale, problems = read_scale(source, site.words)
        site.problems.update(problems)
    # Without a scale that can be read, tables are checked against the usual one: all slips are told in one build.
    values = result.scale.values if result.scale else range(-3, 4)
    places: dict[str, str] = {}
    shown: set[tuple[str, str]] = set()
    for _, chapter, opening in blocks:
        id = opening.argument
        if any(text.strip() for _, text in opening.body):
            if id in places:
                site.complain(chapter, opening.line, "mot.say.double_table", id=id, other=places[id])
            elif id and not GOOD_ID.match(id):
                site.complain(chapter, opening.line, "mot.say.bad_id", id=id)
            places.setdefault(id, f"{chapter.name}:{opening.line}")
            table, problems = read_table(chapter.name, id, opening.body, opening.line, values, site.words)
            site.problems.update(problems)
            if not problems:
                result.tables[id] = table
    for uri, chapter, opening in blocks:
        if opening.end and opening.argument and opening.argument not in places and site.readable:
            hint = site.words.nearest(opening.argument, places)
            site.complain(chapter, opening.line, "mot.say.unknown_table", id=opening.argument, hint=hint)
        if (uri, opening.argument) in shown:
            site.complain(chapter, opening.line, "mot.say.shown_twice", id=opening.argument)
        shown.add((uri, opening.argument))
    return result


def items(site: Site) -> list[Item]:
    """Every table on each page, for the record. It carries the name of its first moment."""
    tables = site.once(load).tables
    return [
        Item(
            f"mot/{opening.argument}",
            "mot",
            uri,
            site.words("mot.ui.table", name=label(tables[opening.argument].moments[0].name, site.words)),
            fingerprint(tables[opening.argument]),
        )
        for uri, _, opening in site.openings("mot")
        if opening.argument in tables
    ]


def fingerprint(table: Table) -> str:
    """Changes with what the learner scores and with the authors' scores, not with their reasons."""
    said = [[re.sub(r"[\W_]+", "", text) for text in (one.name, one.expected, one.got)] for one in table.moments]
    return hashlib.sha256(repr([said, table.scores]).encode()).hexdigest()[:12]


class MotBlock(RoomBlock):
    """`/// mot | id`."""

    NAME = "mot"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        data = self.site.once(load)
        table = data.tables[self.argument]
        if data.scale is None:
            raise KeyError(self.argument)
        words = self.site.words
        names = {level.value: level for level in data.scale.levels}
        scores = table.scores
        figures = {
            "average": signed(average(scores)),
            "lowest": signed(min(scores)),
            "peak": signed(max(scores)),
            "last": signed(scores[-1]),
        }
        parts = self.render(
            "mot/mot.html",
            table=table,
            scale=data.scale,
            names=names,
            figures=figures,
            signed=signed,
            breaks=breaks,
            print=fingerprint(table),
        )
        title = words("mot.ui.curve", scores=words("shared.comma").join(map(signed, scores)))
        # The template has the figure.
        parts[0].find(".//figure").insert(0, curve(scores, data.scale.values, title))  # type: ignore[union-attr]
        block.extend(parts)


def average(scores: Sequence[int]) -> float:
    """The mean with one decimal, halves away from zero: what the browser works out for the learner (mot.js)."""
    total = sum(scores)
    tenths = (abs(total) * 20 + len(scores)) // (2 * len(scores))
    return (tenths if total > 0 else -tenths) / 10


def breaks(text: str) -> list[str]:
    """The lines of a cell: `／` breaks."""
    return [part.strip() for part in text.split("／")]
