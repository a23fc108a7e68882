"""From the register to marks, notes, boxes and the list."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from hooks.shared.room import RoomBlock, page_uri, render, use
from hooks.shared.scan import Opening, normalise
from hooks.shared.site import Site, rooted
from hooks.shared.source import Source

from .model import Entry, Register, Work, read_register

MARK = r"[{｛]\s*%s\s*[:：]?\s*([A-Za-z]+-?[0-9]+)\s*[}｝]"
# What Chinese and Japanese are written with, marks left out: English may stand between them.
HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# What is left of a mark when a character of it was lost, doubled or changed places: in braces, or behind its word.
ID = r"[A-Za-z]{2,8}-?[0-9]{1,3}"
NEAR = (
    rf"[{{｛]+(?![\s{{｛]*[.:#＃])[^{{}}｛｝#＃|]{{0,12}}?{ID}\s*[}}｝]*|[{{｛]\s*%s[^{{}}｛｝]{{0,12}}[}}｝]*"
    rf"|%s\s*[:：]?\s*{ID}\s*[}}｝]*"
)


def load(site: Site) -> Register:
    """The register. Tells what is wrong in it, and marks and boxes that do not fit it."""
    words = site.words
    path = site.docs / "evidence.yml"
    name = site.name(path)
    used = site.once(_marks)
    boxes = list(site.openings("myth"))
    if not path.is_file():
        if used or boxes:
            site.complain(name, 1, "evidence.say.no_register")
        return Register()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        site.complain(name, error.object.count(b"\n", 0, error.start) + 1, "shared.say.encoding")
        return Register()
    register, problems = read_register(text, name, words)
    site.problems.update(problems)
    for source, line, id in used:
        if id in register.broken or (problems and not register):
            continue
        if id not in register:
            site.complain(source, line, "evidence.say.unknown", id=id, hint=words.nearest(id, register))
        elif register[id].say_label is None:
            site.complain(source, line, "evidence.say.no_label", id=id)
    for _, box, opening in boxes:
        if opening.argument == words("evidence.all"):
            site.empty(box, opening)
            continue
        entry = register.get(opening.argument)
        if entry is None:
            if opening.argument and opening.argument not in register.broken and register:
                hint = words.nearest(opening.argument, register)
                site.complain(box, opening.line, "evidence.say.unknown", id=opening.argument, hint=hint)
            continue
        if entry.label not in words.get("evidence.negative"):
            site.complain(box, opening.line, "evidence.say.no_myth", id=entry.id, label=entry.label)
        if opening.end:
            _box(site, box, opening, entry.id)
    for _, page, opening in site.openings("evidence"):
        site.empty(page, opening)
        if opening.argument and opening.argument != words("evidence.all"):
            site.complain(
                page, opening.line, "evidence.say.only_all", given=opening.argument, all=words("evidence.all")
            )
    return register


def _box(site: Site, source: Source, opening: Opening, id: str) -> None:
    """A quote, an empty line, what is right: without the line, Markdown makes all of it the quote."""
    lines = [(number, text.lstrip()[:1] in (">", "＞")) for number, text in opening.text]
    if not lines or not lines[0][1] or re.match(r"\s*[>＞]\s*[>＞]", opening.text[0][1]):
        site.complain(source, lines[0][0] if lines else opening.line, "evidence.say.no_quote", id=id)
        return
    right = next((number for number, quote in lines if not quote), 0)
    if not right or right - 1 in (number for number, _ in lines):
        site.complain(source, right or opening.end, "evidence.say.no_correction", id=id)


def _marks(site: Site) -> list[tuple[str, int, str]]:
    """Every mark outside code: file, line, id. What is left of a mark that was mistyped is told."""
    word = site.words("evidence.mark")
    pattern = re.compile(rf"(?<![{{｛]){MARK % re.escape(word)}(?![}}｝])")
    near = re.compile(NEAR.replace("%s", re.escape(word)))
    meters = tuple(site.words.get("dialogue.meters").values())  # dialogues have braces of their own: {mood-1}
    found = []
    for source in site.sources.values():
        if "{" not in source.text and "｛" not in source.text and word not in source.text:
            continue
        for number, line in source.prose:
            if "{" not in line and "｛" not in line and word not in line:
                continue
            for match in pattern.finditer(line):
                found.append((source.name, number, match[1].lower()))
            for match in near.finditer(pattern.sub("", line)):
                if match[0].lstrip("{｛ \u3000").casefold().startswith(meters):
                    continue
                id = re.search(ID, match[0])
                shown = id[0].lower() if id else site.words("evidence.example")
                site.complain(source, number, "evidence.say.near", given=match[0].strip(), id=shown, word=word)
    return found


class MarkPattern(InlineProcessor):
    """`{依据 id}`: a link to the note, that says the label of our wording."""

    def __init__(self, word: str, md: Markdown, site: Site) -> None:
        super().__init__(MARK % re.escape(word), md)
        self.site = site

    # The stubs promise less than Python-Markdown takes: an element, or text.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element | str, int, int]:  # type: ignore[override]
        """See InlineProcessor. An unknown mark stays as it is written: the build has told it."""
        entry = self.site.once(load).get(m[1].lower())
        if entry is None or entry.say_label is None:
            return AtomicString(m[0]), m.start(0), m.end(0)
        use(self.md, "evidence")
        return mark(entry.id, entry.say_label, self.site), m.start(0), m.end(0)


def mark(id: str, label: str, site: Site) -> etree.Element:
    """The link of a mark."""
    kind = site.words.get("evidence.kinds")[label]
    link = etree.Element("a", {"class": "evidence-mark", "href": f"#evidence-{id}", "data-kind": kind})
    link.text = AtomicString(label)
    return link


class Notes(Treeprocessor):
    """Puts the notes of all marks of the page at the end of its article."""

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        """See Treeprocessor."""
        if any(element.get("class") == "course-evidence" for element in root.iter("div")):
            return  # the page that lists all has them already
        ids = []
        for element in root.iter("a"):
            if element.get("class") == "evidence-mark":
                id = (element.get("href") or "").removeprefix("#evidence-")
                if id not in ids:
                    ids.append(id)
        if ids:
            register = self.site.once(load)
            entries = [_note(self.site, register[id]) for id in ids]
            for element in render(self.md, self.site, "evidence/notes.html", entries=entries):
                _atomic(element)
                root.append(element)


def _atomic(element: etree.Element) -> None:
    """The inline pass is over: texts are final."""
    for part in element.iter():
        if part.text:
            part.text = AtomicString(part.text)


def _note(site: Site, entry: Entry) -> dict[str, object]:
    carrier = site.once(load).carrier(entry)
    works: list[Work | str] = []
    for source in (carrier.source, carrier.nearest):
        works += source.each if isinstance(source, Work) else [source] if source else []
    return {"entry": entry, "state": carrier.state, "sources": [_work(site, work) for work in works]}


def _work(site: Site, work: Work | str) -> list[tuple[str, bool]]:
    """The pieces of a line, and whether a piece is English: it has other quotes and is read out in another way."""
    if isinstance(work, str):
        return [(work, False)]
    # A work without a year (a page on the web) has a dash in the register.
    year = site.words("shared.colon") if work.year == "—" else site.words("evidence.ui.year", year=work.year)
    return [(work.author, not HAN.search(work.author)), (year, False), (work.title, not HAN.search(work.title))]


def _myths(site: Site) -> list[dict[str, object]]:
    """Every box of the course in the order of the menu, with its text and its place."""
    register = site.once(load)
    found: list[dict[str, object]] = []
    for uri, _, opening in sorted(site.openings("myth"), key=lambda box: site.rank(box[0])):
        entry = register.get(opening.argument)
        if entry:
            text = "\n".join(normalise([line for _, line in opening.body])).rstrip()
            if entry.say_label:
                text += f" {{{site.words('evidence.mark')} {entry.id}}}"
            place = f"{uri}#{opening.under}" if opening.under else uri
            found.append({"label": entry.label, "text": rooted(text, uri), "place": place, "title": site.title(uri)})
    return found


class MythBlock(RoomBlock):
    """`/// myth | id`: a quote with the misconception, then what is right; `/// myth | 全部` repeats all boxes."""

    NAME = "myth"

    def on_markdown(self) -> str:
        """The text is Markdown."""
        return "block"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """A box with the label of the claim over it."""
        if self.argument == self.site.words("evidence.all"):
            return super().on_create(parent)
        aside = etree.SubElement(parent, "aside", {"class": "evidence-myth course-box", "role": "note"})
        entry = self.site.once(load).get(self.argument)
        head = etree.SubElement(aside, "p", {"class": "course-box-head"})
        head.text = self.site.words("evidence.ui.myth")
        if entry:
            badge = etree.SubElement(head, "span", {"class": "evidence-label"})
            badge.text = AtomicString(entry.label)
            aside.set("aria-label", f"{head.text}{self.site.words('shared.colon')}{entry.label}")
        return aside

    def on_end(self, block: etree.Element) -> None:
        """Mark the correction with the label of our wording."""
        use(self.md, "evidence")
        if self.argument == self.site.words("evidence.all"):
            block.extend(self.render("evidence/myths.html", myths=self.site.once(_myths)))
            return
        entry = self.site.once(load).get(self.argument)
        last = block[-1]
        if entry and entry.say_label and last.tag == "p":
            # As source text, so that the page's own inline pass makes it a mark like any other.
            last.text = f"{last.text or ''} {{{self.site.words('evidence.mark')} {entry.id}}}"


class EvidenceBlock(RoomBlock):
    """`/// evidence | 全部`: every mark of the course and where it stands."""

    NAME = "evidence"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        site = self.site
        register = site.once(load)
        places: dict[str, list[str]] = {}
        marks = [(name, id) for name, _, id in site.once(_marks)]
        marks += [(source.name, box.argument) for _, source, box in site.openings("myth") if box.argument in register]
        for name, id in marks:
            known = places.setdefault(id, [])
            known.extend(uri for uri in site.pages_of(name) if uri not in known and uri != page_uri(self.md))
        kinds = site.words.get("evidence.kinds")
        entries = [
            {**_note(site, entry), "pages": [(uri, site.title(uri)) for uri in places[entry.id]]}
            for entry in register.values()
            if places.get(entry.id)
        ]
        block.extend(self.render("evidence/evidence.html", entries=entries, kinds=kinds))
