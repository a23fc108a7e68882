"""From a blueprint file to the page, and to its drawing."""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as etree

from hooks.shared.items import Item, label
from hooks.shared.page import choice, fields
from hooks.shared.room import RoomBlock
from hooks.shared.site import Site
from hooks.shared.source import Source

from .drawing import draw
from .model import LANES, Blueprint, Reader, lanes_of

FOLDER = "blueprints"


def load(site: Site) -> dict[str, Blueprint]:
    """All blueprints by id. Tells what is wrong in them, and blocks that ask for what is not there."""
    sources = dict(site.banks(FOLDER))
    blueprints = {}
    for id, source in sources.items():
        before = len(site.problems)
        blueprint = _read(site, id, source)
        if len(site.problems) == before and not source.problems:
            blueprints[id] = blueprint
    parts: dict[str, str] = site.words.get("blueprint.parts")
    shown: dict[tuple[str, str], int] = {}
    for uri, source, opening in site.openings("blueprint"):
        site.empty(source, opening)
        id, hash, part = opening.argument.partition("#")
        if (uri, opening.argument) in shown:
            line = shown[uri, opening.argument]
            site.complain(source, opening.line, "blueprint.say.shown_twice", id=opening.argument, other=line)
        shown.setdefault((uri, opening.argument), opening.line)
        if id and id not in sources:
            hint = site.words.nearest(id, sources)
            site.complain(source, opening.line, "blueprint.say.unknown_blueprint", id=id, hint=hint)
        elif hash and part not in parts.values():
            hint = site.words.nearest(part, parts.values())
            site.complain(source, opening.line, "blueprint.say.unknown_part", part=part, hint=hint)
        elif id in blueprints and part == parts["lane"] and len(lanes_of(blueprints[id].steps)) < 3:
            site.complain(source, opening.line, "blueprint.say.no_lanes", id=id, part=part)
        elif id in blueprints and part == parts["fail"] and len({bool(one.fails) for one in blueprints[id].steps}) < 2:
            site.complain(source, opening.line, "blueprint.say.no_fails", id=id, part=part)
    return blueprints


def _read(site: Site, id: str, source: Source) -> Blueprint:
    words = site.words
    title, keys, units = words("page.keys.title"), words.get("blueprint.keys"), words.get("blueprint.units")
    unit = source.value(keys["unit"]) or units[0]
    if source.text and not source.problems:
        fields(site, source, [title], list(keys.values()), [title, *keys.values()])
        choice(site, source, keys["unit"], units)
        invented, origin = source.value(keys["invented"]), source.value(keys["source"])
        if (invented and invented != words("blueprint.yes")) or bool(invented) == bool(origin):
            line = source.place(keys["invented"])
            site.complain(source, line, "blueprint.say.origin", yes=words("blueprint.yes"), **_two(keys))
        reader = Reader(source, unit, words)
        steps = reader.read()
        site.problems.update(reader.problems)
    else:
        steps = ()
    industry, origin = source.value(keys["industry"]), source.value(keys["source"])
    return Blueprint(id, source.value(title), industry, origin, unit, steps)


def _two(keys: dict[str, str]) -> dict[str, str]:
    return {name: keys[name] for name in ("invented", "source")}


def items(site: Site) -> list[Item]:
    """Every exercise on each page, for the record."""
    blueprints = site.once(load)
    kinds = {part: kind for kind, part in site.words.get("blueprint.parts").items()}
    found = []
    for uri, _, opening in site.openings("blueprint"):
        id, _, part = opening.argument.partition("#")
        if id in blueprints and part in kinds:
            blueprint, kind = blueprints[id], kinds[part]
            said = label(site.words(f"blueprint.ui.{kind}", title=blueprint.title), site.words)
            found.append(Item(key(blueprint, kind), kind, uri, said, fingerprint(blueprint, kind)))
    return found


def key(blueprint: Blueprint, kind: str) -> str:
    """The key of an exercise in the record, and its anchor in the page."""
    return f"blueprint/{blueprint.id}-{kind}"


def fingerprint(blueprint: Blueprint, kind: str) -> str:
    """Changes with what is asked and with the key, not with what is said of it."""
    lanes = [(action.text, action.lane) for action in blueprint.actions]
    asked = lanes if kind == "lane" else [(step.name, str(bool(step.fails))) for step in blueprint.steps]
    folded = sorted((re.sub(r"[\W_]+", "", text), right) for text, right in asked)
    return hashlib.sha256(repr(folded).encode()).hexdigest()[:12]


def address(blueprint: Blueprint) -> str:
    """Where in the site the drawing is."""
    return f"assets/blueprints/{blueprint.id}.svg"


def files(site: Site) -> dict[str, str]:
    """The drawings: address inside the site → SVG."""
    return {address(blueprint): draw(blueprint, site.words) for blueprint in site.once(load).values()}


class BlueprintBlock(RoomBlock):
    """`/// blueprint | id`, and with `#` one of its exercises."""

    NAME = "blueprint"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        words = self.site.words
        id, hash, part = self.argument.partition("#")
        blueprint = self.site.once(load)[id]
        if not hash:
            numbers = {step.id: place for place, step in enumerate(blueprint.steps, 1)}
            values = {"blueprint": blueprint, "lanes": LANES, "numbers": numbers, "address": address(blueprint)}
            block.extend(self.render("blueprint/blueprint.html", **values))
            return
        kind = {part: kind for kind, part in words.get("blueprint.parts").items()}[part]
        values = {"key": key(blueprint, kind), "print": fingerprint(blueprint, kind)}
        block.extend(self.render("blueprint/exercise.html", blueprint=blueprint, kind=kind, lanes=LANES, **values))
