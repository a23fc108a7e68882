"""From the glossary to its page, and to the links in chapters."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from hooks.shared.items import Saying, label
from hooks.shared.room import RoomBlock, page_uri, use
from hooks.shared.scan import HEADING
from hooks.shared.site import Site

from .model import Term, fold, pattern, read_terms

# Links stand on pages that say for whom they are: chapters and cases. Pages for trainers have none, and use no term.
TRAINERS = "handbook/"
# Links stand in running text alone, never in what is a heading, a link, code, drawn, or answered.
PROSE = frozenset({"p", "li", "td"})
NOTHING = pattern([])
APART = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "form", "details", "button", "label", "figure", "svg"}
)


@dataclass(frozen=True)
class Use:
    """A page that uses a term. taught: it stands there in bold, which is how a chapter introduces it."""

    uri: str
    anchor: str
    title: str
    taught: bool


@dataclass
class Glossary:
    """All terms in the order of their pinyin, and what finds them.

    uri  the page they stand on
    used for each term the pages that use it, by path
    """

    terms: list[Term] = field(default_factory=list)
    uri: str = ""
    pattern: re.Pattern[str] = NOTHING
    by_name: dict[str, Term] = field(default_factory=dict)
    used: dict[str, dict[str, Use]] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        """Every use of a term."""
        for match in self.pattern.finditer(text):
            yield match, self.by_name[fold(match[0])]


def load(site: Site) -> Glossary:
    """The glossary. Tells what is wrong in it, and terms that the course does not use."""
    result = Glossary()
    for uri, source, opening in site.openings("glossary"):
        if opening.argument and opening.argument != site.words("glossary.all"):
            values = {"given": opening.argument, "all": site.words("glossary.all")}
            site.complain(source, opening.line, "glossary.say.only_all", **values)
        if result.uri:
            site.complain(source, opening.line, "glossary.say.second", page=result.uri)
            continue
        result.uri = uri
        if not opening.end:
            continue
        result.terms, problems = read_terms(source.name, opening.body, opening.line, site.words)
        site.problems.update(problems)
        result.pattern = pattern(result.terms)
        result.by_name = {fold(term.term): term for term in result.terms}
        result.used = _uses(site, result)
        for term in result.terms:
            if term.term and result.by_name[fold(term.term)].term not in result.used and site.readable:
                site.complain(source, term.line, "glossary.say.unused", term=term.term)
    return result


def sayings(site: Site) -> list[Saying]:
    """Each term, what people at work call it, and its English name: words for one thing, for the search."""
    glossary = site.once(load)
    return [
        Saying(
            (term.term, *term.sayings, *filter(None, re.split(r"\s*[()（）]\s*", term.english))),
            f"{glossary.uri}#{term.id}",
        )
        for term in glossary.terms
        if term.term
    ]


def _uses(site: Site, glossary: Glossary) -> dict[str, dict[str, Use]]:
    """For each term the pages that use it: where it is taught, else where it comes first. {} for one on no page yet."""
    found: dict[str, dict[str, Use]] = {}
    docs = site.name(site.docs) + "/"
    for source in site.sources.values():
        own = source.name.removeprefix(docs) if source.name.startswith(docs) else ""
        if own == glossary.uri or own.startswith(TRAINERS):
            continue
        pages = [own] if own else [uri for uri in site.pages_of(source.name) if not uri.startswith(TRAINERS)]
        anchor = ""
        for _, line in source.prose:
            heading = HEADING.match(line) if own and line[:1] in ("#", "＃") else None
            if heading:
                anchor = heading[3] or ""
            for match, term in glossary.find(line):
                uses = found.setdefault(term.term, {})
                taught = bool(own) and line[: match.start()].endswith("**") and line[match.end() :].startswith("**")
                # A bank's questions may be spread over pages: they count where no page uses the term itself.
                for uri in pages if own or not uses else ():
                    if uri not in uses or (taught and not uses[uri].taught):
                        uses[uri] = Use(uri, anchor, site.title(uri), taught)
    return found


class GlossaryBlock(RoomBlock):
    """`/// glossary | 全部`."""

    NAME = "glossary"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        site = self.site
        glossary = site.once(load)
        entries = []
        for term in glossary.terms:
            pages = sorted(glossary.used.get(term.term, {}).values(), key=lambda use: site.rank(use.uri))
            split = {True: [use for use in pages if use.taught], False: [use for use in pages if not use.taught]}
            entries.append((term, [(words, split[taught]) for taught, words in ((True, "taught"), (False, "used"))]))
        letters = [(letter, list(group)) for letter, group in groupby(entries, lambda entry: entry[0].letter)]
        block.extend(self.render("glossary/glossary.html", letters=letters))


class FirstUse(Treeprocessor):
    """Links the first use of each term on a page to its entry."""

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        """See Treeprocessor."""
        self.glossary = self.site.once(load)
        uri = page_uri(self.md)
        if not self.glossary.terms or uri == self.glossary.uri or uri.startswith(TRAINERS):
            return
        source = self.site.sources.get(f"{self.site.name(self.site.docs)}/{uri}")
        if not source or not source.value(self.site.words("page.keys.reader")):
            return
        self.page = "../" * uri.count("/") + self.glossary.uri
        self.seen: set[str] = set()
        self._walk(root, False)
        if self.seen:
            use(self.md, "glossary")

    def _walk(self, element: etree.Element, prose: bool) -> None:
        prose = prose or element.tag in PROSE
        if prose and element.text:
            element.text, links = self._split(element.text)
            for offset, link in enumerate(links):
                element.insert(offset, link)
        for child in list(element):
            tag = child.tag if isinstance(child.tag, str) else "!"  # a comment has a function for a tag
            if not (tag in APART or tag.startswith("course-") or (child.get("class") or "").startswith("course-")):
                self._walk(child, prose)
            if prose and child.tail:
                child.tail, links = self._split(child.tail)
                after = list(element).index(child) + 1
                for offset, link in enumerate(links):
                    element.insert(after + offset, link)

    def _split(self, text: str) -> tuple[str, list[etree.Element]]:
        """The text up to the first link, and the links, each with the text behind it."""
        links: list[etree.Element] = []
        first, end = text, 0
        for match, term in self.glossary.find(text):
            if term.term in self.seen:
                continue
            self.seen.add(term.term)
            if links:
                links[-1].tail = AtomicString(text[end : match.start()])
            else:
                first = AtomicString(text[: match.start()])
            said = label(term.explanation, self.site.words)
            attributes = {"class": "glossary-term", "href": f"{self.page}#{term.id}", "aria-description": said}
            links.append(etree.Element("a", attributes))
            links[-1].text = AtomicString(match[0])
            end = match.end()
        if links:
            links[-1].tail = AtomicString(text[end:])
        return first, links
