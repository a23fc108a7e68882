"""What is wrong in any source, whatever the room: blocks, headings, links, pictures."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from .scan import CLOSE, HEADING, OPEN, Opening
from .site import Site, opened
from .source import Source

Lines = list[tuple[int, str]]  # with their numbers in the file

LINK = re.compile(
    r"(!?)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
    r"\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+[\"'(].*?)?\s*\)"
)
# The same with a full-width bracket or two: text, and no link.
WIDE_LINK = re.compile(
    r"[\[［][^\[\]［］]{2,}[\]］][(（]([^()（）\s]*(?:[/#]|\.(?:md|png|jpe?g|svg|webp))[^()（）\s]*)[)）]"
)
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
# A line that means to open or close a block and does neither.
NEAR = re.compile(r"^[\s>]*[/／]\s*(?:[/／]|[a-z]+\s*[|｜])")
BESIDE = re.compile(r"^[\s>*+.\d-]*[/／]{3,}\s*([\w-]+)\s*[|｜]")


def check(site: Site) -> None:
    """Tell every slip in blocks, headings, links and pictures of all sources."""
    docs, quizzes = site.name(site.docs) + "/", site.name(site.quizzes) + "/"
    for name, source in site.sources.items():
        lines, prose = source.lines, source.prose
        _twice(site, source, lines, prose)
        if name.startswith(docs):
            uri = name.removeprefix(docs)
            if uri.endswith(".ipynb"):
                _no_blocks(site, source, prose)
            else:
                _blocks(site, source, site.once(opened)[uri], lines, prose)
            _headings(site, source, prose)
            _links(site, source, prose, posixpath.dirname(uri))
        if name.startswith(quizzes):
            _links(site, source, prose, None)


def _no_blocks(site: Site, source: Source, prose: Lines) -> None:
    """A block in a notebook would be text to whoever opens it in Jupyter."""
    for number, line in prose:
        if OPEN.match(line):
            site.complain(source, number, "shared.say.block_in_notebook")


def _blocks(site: Site, source: Source, found: list[Opening], lines: Lines, prose: Lines) -> None:
    near = _slashes(site, source, prose)
    for place, opening in enumerate(found):
        before = found[place - 1].line if place else 0
        after = found[place + 1].line if place + 1 < len(found) else len(source.text)
        if not opening.name:
            if not any(before < number < opening.line for number in near):
                site.complain(source, opening.line, "shared.say.stray_close")
        elif opening.name not in site.blocks:
            hint = site.words.nearest(opening.name, sorted(site.blocks))
            site.complain(source, opening.line, "shared.say.unknown_block", name=opening.name, hint=hint)
        elif opening.indent:
            site.complain(source, opening.line, "shared.say.indented_block", name=opening.name)
        elif not opening.end:
            if not any(opening.line < number < after for number in near):
                site.complain(source, opening.line, "shared.say.unclosed_block", name=opening.name)
        elif not opening.argument:
            site.complain(source, opening.line, "shared.say.no_argument", name=opening.name)
        elif opening.body and opening.body[0][1].startswith("    ") and opening.body[0][1].strip():
            site.complain(source, opening.body[0][0], "shared.say.no_options", name=opening.name)
    texts = dict(lines) if found else {}
    for opening in found:
        for beside in (opening.line - 1, opening.end + 1) if opening.end and opening.name else ():
            text = texts.get(beside, "").strip()
            if text and text[0] not in "/／#＃":
                site.complain(source, beside, "shared.say.glued")


def _slashes(site: Site, source: Source, prose: Lines) -> list[int]:
    """Tell the lines that mean to open or close a block and do neither; their numbers."""
    found = []
    for number, line in prose:
        if line.lstrip(" >*+.-0123456789\u3000")[:1] not in ("/", "／") or OPEN.match(line) or CLOSE.match(line):
            continue
        beside = BESIDE.match(line)
        if beside:
            site.complain(source, number, "shared.say.indented_block", name=beside[1])
        elif NEAR.match(line):
            site.complain(source, number, "shared.say.few_slashes")
        else:
            continue
        found.append(number)
    return found


def _headings(site: Site, source: Source, prose: Lines) -> None:
    level = 0
    for number, line in prose:
        if line[:1] not in ("#", "＃"):
            if line.startswith((" ", "\u3000")) and re.match(r"^[ \u3000]{1,3}[#＃]{1,6}", line):
                site.complain(source, number, "shared.say.indented_heading")
            continue
        found = HEADING.match(line)
        if not found:
            continue
        if re.search(r"[{｛}｝]", found[2]):
            site.complain(source, number, "shared.say.heading_id")
        new = len(found[1])
        if new == 1 and level:
            site.complain(source, number, "shared.say.second_title")
        elif new > max(level, 1) + 1:  # without a title in the text the theme writes one
            site.complain(source, number, "shared.say.heading_jump", given="#" * new, level="#" * (max(level, 1) + 1))
        level = new


def _twice(site: Site, source: Source, lines: Lines, prose: Lines) -> None:
    before = ""
    texts = dict(lines)
    for number, _ in prose:
        line = texts[number]
        if line == before and line.strip():
            site.complain(source, number, "shared.say.twice")
        before = line


def _links(site: Site, source: Source, prose: Lines, folder: str | None) -> None:
    """`folder` is where the source's relative links start; None: the file is not in docs, links start at its root."""
    if not re.search(r"[\]］][(（]", source.text):
        return
    for number, line in prose:
        for address in WIDE_LINK.findall(LINK.sub("", line)):
            site.complain(source, number, "shared.say.wide_link", address=address)
        for picture, text, address in LINK.findall(line):
            if picture and not text.strip():
                site.complain(source, number, "shared.say.no_alt", address=address)
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                if not address:
                    site.complain(source, number, "shared.say.empty_link", text=text)
                continue
            path = unquote(parts.path)
            if folder is None and not path.startswith("/"):
                site.complain(source, number, "shared.say.relative_link", address=address)
                continue
            uri = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder or "", path))
            if uri not in site.urls:
                key = "shared.say.no_picture" if picture else "shared.say.no_page"
                rooted = path.startswith("/")
                known = [
                    "/" + known if rooted else posixpath.relpath(known, folder or ".")
                    for known in site.urls
                    if known.endswith(PICTURES if picture else ".md")
                ]
                site.complain(source, number, key, address=address, hint=site.words.nearest(path, known))
