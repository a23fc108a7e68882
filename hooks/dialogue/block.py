"""From a dialogue to the page."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hooks.shared.curve import curve, shape, signed
from hooks.shared.items import Item, label
from hooks.shared.room import RoomBlock, use
from hooks.shared.site import Site
from hooks.shared.words import Words

from .model import KINDS, LIMITS, Bounds, Dialogue, Levels, read_dialogue
from .paths import findings

FOLDER = "dialogues"


def load(site: Site) -> dict[str, Dialogue]:
    """All dialogues by id. Tells what is wrong in them, and blocks that ask for what is not there."""
    dialogues: dict[str, Dialogue] = {}
    known = []
    for id, source in site.banks(FOLDER):
        known.append(id)
        dialogue, problems = read_dialogue(id, source, site.words)
        site.problems.update(problems)
        if problems or source.problems:
            continue  # its ways are looked at when it can be read
        found = list(findings(dialogue))
        for line, key, values in found:
            place = line or source.place(site.words("dialogue.keys.goal"))
            site.complain(source, place, f"dialogue.say.{key}", **values)
        if not found:
            dialogues[id] = dialogue
    shown: set[tuple[str, str]] = set()
    for uri, source, opening in site.openings("dialogue"):
        site.empty(source, opening)
        id = opening.argument
        if id and id not in known:
            hint = site.words.nearest(id, known)
            site.complain(source, opening.line, "dialogue.say.unknown", id=id, hint=hint)
        elif (uri, id) in shown:
            site.complain(source, opening.line, "dialogue.say.shown_twice", id=id)
        shown.add((uri, id))
    return dialogues


def items(site: Site) -> list[Item]:
    """Every dialogue on each page, for the record."""
    dialogues = site.once(load)
    return [
        Item(f"dialogue/{one.id}", "dialogue", uri, site.words("dialogue.ui.item", title=title), one.print)
        for uri, _, opening in site.openings("dialogue")
        if (one := dialogues.get(opening.argument))
        if (title := label(one.title, site.words))
    ]


class DialogueBlock(RoomBlock):
    """`/// dialogue | id`."""

    NAME = "dialogue"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        words = self.site.words
        dialogue = self.site.once(load)[self.argument]
        numbers = {moment.id: number for number, moment in enumerate(dialogue.moments, 1)}
        parts = self.render(
            "dialogue/dialogue.html",
            dialogue=dialogue,
            key=f"dialogue/{dialogue.id}",
            numbers=numbers,
            start=words("shared.comma").join(
                said_level(meter, level, words) for meter, level in zip(LIMITS, dialogue.start, strict=True)
            ),
            changes=lambda levels: said_changes(levels, words),
            bounds=lambda bounds: said_bounds(bounds, words),
            flat=lambda bounds: " ".join(f"{low} {high}" for low, high in bounds),
            kinds=KINDS,
            questions=dialogue.debrief or words.get("dialogue.debrief"),
            meters=[
                (words(f"dialogue.meters.{meter}"), [said_level(meter, level, words) for level in range(low, high + 1)])
                for meter, (low, high) in LIMITS.items()
            ],
        )
        parts[0].find(".//figure").append(blank())  # type: ignore[union-attr]  # the template has it
        block.extend(parts)
        use(self.md, "talk")  # how a talk looks


def blank() -> etree.Element:
    """A curve of the mood to be drawn by the browser: from edge to edge, then each shape of a point and one label."""
    low, high = LIMITS["mood"]
    svg = curve([0, 0], range(low, high + 1), "")
    labels = svg.findall("text[@class='curve-moment']")
    for sample in (*svg.findall("path"), *labels):
        svg.remove(sample)
    for score in (1, 0, -1):
        etree.SubElement(svg, "path", {"class": "curve-point", "d": shape(0, 0, score)})
    svg.append(labels[0])
    return svg


def said_level(meter: str, level: int, words: Words) -> str:
    """A meter as number and word: 心情 −2 不高兴."""
    low, _ = LIMITS[meter]
    word = words.get(f"dialogue.levels.{meter}")[level - low]
    value = signed(level) if low < 0 else str(level)
    return words("dialogue.ui.level", name=words(f"dialogue.meters.{meter}"), value=value, word=word)


def said_changes(levels: Levels, words: Words) -> str:
    """What an option does: 心情 +1、事情 +1, "" for nothing."""
    names: list[str] = list(words.get("dialogue.meters").values())
    return words("shared.comma").join(
        f"{name} {signed(level)}" for name, level in zip(names, levels, strict=True) if level
    )


def said_bounds(bounds: Bounds, words: Words) -> str:
    """A condition: 心情 ≥ 0、事情 = 5, "" when there is none."""
    shown = []
    for (low, high), (meter, (least, most)) in zip(bounds, LIMITS.items(), strict=True):
        name = words(f"dialogue.meters.{meter}")
        limits = [("=", low)] if low == high else [("≥", low)] * (low > least) + [("≤", high)] * (high < most)
        shown += [f"{name} {sign} {number}".replace("-", "−") for sign, number in limits]
    return words("shared.comma").join(shown)
