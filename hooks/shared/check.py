"""What is wrong in any source, whatever the room: blocks, links, pictures."""

from __future__ import annotations

import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

from .scan import OPEN, openings
from .site import Site
from .source import Source

LINK = re.compile(r"(!?)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+[\"'(].*?)?\s*\)")
OPTION = re.compile(r"^ {4,}[\w\-\u4e00-\u9fff]+\s*[:：]")


def check(site: Site) -> None:
    """Tell every slip in blocks, links and pictures of all sources."""
    for _, source in site.chapters():
        _blocks(site, source)
        _links(site, source, posixpath.dirname(source.name.removeprefix(site.name(site.docs) + "/")))
    prefix = site.name(site.quizzes) + "/"
    for name, source in site.sources.items():
        if name.startswith(prefix):
            _links(site, source, None)
    for uri in site.urls:
        if uri.endswith(".ipynb"):
            _notebook(site, uri)


def _blocks(site: Site, source: Source) -> None:
    for opening in openings(source):
        if not opening.name:
            site.complain(source, opening.line, "shared.say.stray_close")
        elif opening.name not in site.blocks:
            hint = site.words.nearest(opening.name, sorted(site.blocks))
            site.complain(source, opening.line, "shared.say.unknown_block", name=opening.name, hint=hint)
        elif opening.indent:
            site.complain(source, opening.line, "shared.say.indented_block", name=opening.name)
        elif not opening.end:
            site.complain(source, opening.line, "shared.say.unclosed_block", name=opening.name)
        elif not opening.argument:
            site.complain(source, opening.line, "shared.say.no_argument", name=opening.name)
        elif opening.body and OPTION.match(opening.body[0][1]):
            site.complain(source, opening.body[0][0], "shared.say.no_options", name=opening.name)
    for number, line in source.prose():
        if re.match(r"^\s*[/／]{1,2}[ \u3000]*[a-z]+[ \u3000]*[|｜]", line) and not OPEN.match(line):
            site.complain(source, number, "shared.say.few_slashes")


def _links(site: Site, source: Source, folder: str | None) -> None:
    """`folder` is where the source's relative links start; None: the file is not in docs, links start at its root."""
    for number, line in source.prose():
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
                site.complain(source, number, key, address=address, hint=site.words.nearest(uri, site.urls))


def _notebook(site: Site, uri: str) -> None:
    path = site.docs / uri
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        site.complain(site.name(path), 1, "shared.say.notebook")
        return
    for place, cell in enumerate(cells, 1):
        text = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "markdown" and any(OPEN.match(line) for line in text.split("\n")):
            site.complain(site.name(path), 1, "shared.say.block_in_notebook", cell=place)
