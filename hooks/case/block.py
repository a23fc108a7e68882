"""From the cases to cards, the library and the facts under a title."""

from __future__ import annotations

import difflib
import posixpath
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from hooks.shared.page import HOST_KEYS, choice, fields, first_line
from hooks.shared.room import RoomBlock, page_uri, render, use
from hooks.shared.site import Site
from hooks.shared.source import Source

from .model import FACETS, LISTED, Case, read_facets

FOLDER = "cases/"


def load(site: Site) -> dict[str, Case]:
    """All cases by id. Tells slips in their front matter, cards to no case, and cases used nowhere."""
    words = site.words
    pages = {uri: source for uri, source in site.chapters() if uri.startswith(FOLDER) and uri != FOLDER + "index.md"}
    if not pages and not any(site.openings("case")):
        return {}
    allowed = _facets(site)
    keys: dict[str, str] = {**words.get("page.keys"), **words.get("case.keys")}
    cases = {}
    for uri, source in pages.items():
        case = _read(site, uri, source, keys, allowed)
        if case:
            cases[case.id] = case
    known = [posixpath.splitext(posixpath.basename(uri))[0] for uri in pages]
    used: set[str] = set()
    for _, source, opening in site.openings("case"):
        site.empty(source, opening)
        if opening.argument == words("case.all"):
            continue
        used.add(opening.argument)
        if opening.argument and opening.argument not in known:
            used.update(difflib.get_close_matches(opening.argument, known, n=1, cutoff=0.4))
            hint = words.nearest(opening.argument, [*known, words("case.all")])
            site.complain(source, opening.line, "case.say.unknown", id=opening.argument, hint=hint)
    for uri, source in pages.items():
        id = posixpath.splitext(posixpath.basename(uri))[0]
        if id not in used and site.readable:
            site.complain(source, 1, "case.say.unused", id=id)
    return cases


def _facets(site: Site) -> dict[str, list[str]]:
    path = site.docs / FOLDER / "facets.yml"
    name = site.name(path)
    try:
        lists, problems = read_facets(path.read_text(encoding="utf-8-sig"), name, site.words)
    except FileNotFoundError:
        site.complain(name, 1, "case.say.no_facets")
        return {}
    except UnicodeDecodeError as error:
        site.complain(name, error.object.count(b"\n", 0, error.start) + 1, "shared.say.encoding")
        return {}
    site.problems.update(problems)
    return lists


def _read(site: Site, uri: str, source: Source, keys: dict[str, str], allowed: dict[str, list[str]]) -> Case | None:
    if not source.text or source.problems:
        return None
    before = len(site.problems)
    known = list(keys.values())
    needed = [keys[name] for name in ("title", "summary", *FACETS)]
    fields(site, source, needed, [*known, *HOST_KEYS], known)
    for name in LISTED:
        if allowed:
            choice(site, source, keys[name], allowed.get(keys[name], []))
    part = source.value(keys["part"])
    if part and not (part.isascii() and part.isdigit()):
        site.complain(source, source.place(keys["part"]), "case.say.part", key=keys["part"], given=part)
    choice(site, source, keys["reader"], list(site.words.get("page.readers").values()))
    invented, origin = source.value(keys["invented"]), source.value(keys["source"])
    if invented and invented != site.words("case.yes"):
        line, yes = source.place(keys["invented"]), site.words("case.yes")
        site.complain(source, line, "case.say.invented", key=keys["invented"], yes=yes, given=invented)
    elif bool(invented) == bool(origin):
        values = {"invented": keys["invented"], "yes": site.words("case.yes"), "source": keys["source"]}
        site.complain(source, 1, "case.say.origin", **values)
    first_line(site, source, known)
    if len(site.problems) > before:
        return None
    facets = tuple((name, keys[name], source.value(keys[name])) for name in FACETS)
    id = posixpath.splitext(posixpath.basename(uri))[0]
    return Case(id, uri, source.value(keys["title"]), source.value(keys["summary"]), facets, origin)


class CaseBlock(RoomBlock):
    """`/// case | id` and `/// case | 全部`."""

    NAME = "case"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        cases = self.site.once(load)
        if self.argument != self.site.words("case.all"):
            block.extend(self.render("case/case.html", cases=[cases[self.argument]], filters=None))
            return
        filters = []
        for place, name in enumerate(FACETS):
            values = sorted({case.facets[place][2] for case in cases.values()}, key=_part_order)
            if len(values) > 1:
                filters.append((name, self.site.words(f"case.keys.{name}"), values))
        block.extend(self.render("case/case.html", cases=list(cases.values()), filters=filters))


def _part_order(value: str) -> tuple[int, str]:
    return (int(value), "") if value.isdigit() else (0, value)


class Facts(Treeprocessor):
    """Puts a case's facets, and whether it is invented, under the title of its page."""

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        """See Treeprocessor."""
        uri = page_uri(self.md)
        if not uri.startswith(FOLDER) or uri == FOLDER + "index.md":
            return
        found = [case for case in self.site.once(load).values() if case.uri == uri]
        if not found:
            return
        place = next((place for place, child in enumerate(root) if child.tag == "h1"), -1) + 1
        for offset, element in enumerate(render(self.md, self.site, "case/facts.html", case=found[0])):
            root.insert(place + offset, element)
        use(self.md, "case")
