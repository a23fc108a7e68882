"""What a finished page says to the search: its sections, without markup. Knows no builder.

A section begins at a heading with an id, at an element that holds one question, dialogue or blueprint, and at an entry
of a list whose entries are found one by one. What stands under `data-search-exclude` is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# Their text is not read, or is the same in every place.
SILENT = frozenset({"script", "style", "template", "object", "select", "textarea", "button"})
# Words on both sides of any other tag belong together: a string may cross it.
INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub"}
    | {"sup", "time", "tspan", "u"}
)
# What stands between the words of a sentence, or is the same in every place.
UNREAD = ("evidence-mark", "evidence-pages", "mot-scale", "quiz-kind")
# Elements that are a section: what they hold. Their own address stands in `data-id`.
ELEMENTS = {"course-quiz": "question", "course-dialogue": "dialogue", "course-blueprint": "question"}
# Classes of lists whose entries with an id are sections, and classes that tell what a whole page is.
LISTS = {"evidence-list": "evidence", "glossary-list": "term"}
FIGURES = {"blueprint": "blueprint"}
PAGES = {"case-facts": "case"}
# What is asked, and what has no title, is told in so many characters: every search loads all titles.
TITLE = 24


@dataclass
class Section:
    """One thing that can be found.

    anchor  its place in the page, "" for the page itself
    kind    "" or a key of `search.kinds` in the words
    text    its blocks, one a line; a soft break is a space
    """

    anchor: str
    kind: str = ""
    title: str = ""
    text: str = ""
    parts: list[str] = field(default_factory=list, repr=False)
    heading: list[str] = field(default_factory=list, repr=False)


@dataclass
class Page:
    """A page and its sections; the first is the page itself. boost: its weight, 1 is usual."""

    url: str
    title: str
    sections: list[Section]
    boost: float = 1


def read_page(html: str, url: str, title: str, summary: str = "", boost: float = 1) -> Page:
    """The sections of an article. `summary` is found with the page itself."""
    top = Section("", title=title)
    top.parts += [summary, "\n"] if summary else []
    sections = [top]
    # Open elements: tag, the section they interrupted, whether they are the title of the present one, kind of entries.
    stack: list[tuple[str, Section | None, bool, str]] = []
    now, silent, titling, place = top, 0, 0, 0
    kind = ""

    def begin(anchor: str, of: str) -> Section:
        sections.append(Section(anchor, of))
        return sections[-1]

    for tag in TAG.finditer(html):
        if not silent and place < tag.start():
            (now.heading if titling else now.parts).append(_text(html[place : tag.start()]))
        place = tag.end()
        close, name, rest = tag.groups()
        if name is None:  # a comment
            continue
        name = name.lower()
        if silent:
            if name == stack[-1][0] and not rest.endswith("/") and name not in VOID:
                silent += -1 if close else 1
                if not silent:
                    stack.pop()
            continue
        if name not in INLINE:
            (now.heading if titling else now.parts).append(" " if name == "br" else "\n")
        if name in VOID or rest.endswith("/"):
            continue
        if close:
            while stack:
                opened, before, title_, kind_ = stack.pop()
                titling -= title_
                if before is not None:
                    now = before
                kind = kind_
                if opened == name:
                    break
            continue
        values = dict(ATTRIBUTE.findall(rest)) if "=" in rest else {}
        before, heads, entries = None, False, kind
        if name in SILENT or "data-search-exclude" in rest or values.get("class") in UNREAD:
            silent = 1
        elif name in HEADINGS:
            if name == "h1" or "id" not in values:
                heads = name == "h1" and not top.heading
                if heads:
                    now = top
            else:
                # A heading inside an element ends with it; at the top of the article it holds until the next one.
                outer = next((n for n, entry in enumerate(stack) if entry[1] is not None), None)
                now = begin(unescape(values["id"]), sections[0].kind if outer is None else now.kind)
                heads = True
        elif name in ELEMENTS and "data-id" in values:
            before, now = now, begin(unescape(values["data-id"]), ELEMENTS[name])
        elif kind and "id" in values and name in ("li", "div", "dt"):
            before, now = now, begin(unescape(values["id"]), kind)
            kind = ""
        elif name == "dt" and now.kind == "term" and not now.heading:
            heads = True
        elif values:
            if now.anchor and unescape(values.get("id", "")) == now.anchor and not now.heading:
                heads = True
            for each in values.get("class", "").split():
                kind = LISTS.get(each, kind)
                if each in PAGES:
                    top.kind = PAGES[each]
                if each in FIGURES and not now.kind:
                    now.kind = FIGURES[each]
        titling += heads
        stack.append((name, before, heads, entries))
    if place < len(html) and not silent:
        now.parts.append(_text(html[place:]))
    for section in sections:
        section.text = _lines(section.parts)
        heading = _lines(section.heading).replace("\n", " ")
        if section is not top or not section.title:
            section.title = heading or _first(section.text)
            if section.kind == "question" and len(section.title) > TITLE:
                section.text = f"{section.title}\n{section.text}"
                section.title = _cut(section.title)
        elif heading and heading != section.title:
            section.text = f"{heading}\n{section.text}"
        section.parts, section.heading = [], []
    return Page(url, title or top.title, [one for one in sections if one is top or one.text or one.title], boost)


def _text(html: str) -> str:
    return (unescape(html) if "&" in html else html).replace("\n", " ")


def _first(text: str) -> str:
    """A title for a section without one: its first sentence, not a label before it."""
    line = next((line for line in text.split("\n") if len(line) > 12), text)
    return _cut(line)


def _cut(text: str) -> str:
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"


def _lines(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
