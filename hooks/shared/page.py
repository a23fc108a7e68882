"""The front matter of every page: keys in the author's language, every value one line of text."""

from __future__ import annotations

import difflib
import re

from .site import Site
from .source import Source

# Keys that the host and its theme read themselves; they keep the names those give them.
HOST_KEYS = frozenset({"hide", "template", "icon", "status", "search", "tags"})

MINUTES = re.compile(r"[1-9][0-9]?")


def fields(site: Site, source: Source, needed: list[str], optional: list[str], known: list[str]) -> None:
    """Tell every slip in the keys of a front matter, and values that are not one text.

    known: what a message proposes for a key that is unknown
    """
    minutes = site.words("page.keys.minutes")
    unknown = [key for key in source.meta if key not in needed and key not in optional]
    for key in unknown:
        site.complain(source, source.place(key), "page.say.unknown_key", key=key, hint=site.words.nearest(key, known))
    for key in needed:
        # One that seems to be missing may be there, mistyped.
        if key not in source.meta and not difflib.get_close_matches(key, unknown, cutoff=0.4):
            site.complain(source, 1, "page.say.missing_key", key=key)
    for key, value in source.meta.items():
        if key in unknown or key in HOST_KEYS:
            continue
        text = value.strip() if isinstance(value, str) else None
        if key == minutes and text is not None:
            if not MINUTES.fullmatch(text):
                site.complain(source, source.place(key), "page.say.minutes", key=key, given=source.value(key))
        elif not text:
            site.complain(source, source.place(key), "page.say.bad_value", key=key)


def choice(site: Site, source: Source, key: str, allowed: list[str]) -> None:
    """Refuse a value that is not in a list, naming the nearest."""
    given = source.value(key)
    if given and given not in allowed:
        hint = site.words.nearest(given, allowed)
        site.complain(source, source.place(key), "page.say.unknown_value", key=key, given=given, hint=hint)


def check(site: Site) -> None:
    """Check the front matter of all pages but the cases, whose room knows more keys; banks have a title."""
    keys: dict[str, str] = site.words.get("page.keys")
    for uri, source in site.chapters():
        if uri.startswith("cases/") and uri != "cases/index.md":
            continue
        _check(site, source, list(keys.values()))
    for _, source in site.banks():
        if source.text and not source.problems and source.meta:
            _check(site, source, [keys["title"]])


def _check(site: Site, source: Source, known: list[str]) -> None:
    if not source.text or source.problems:
        return
    if not source.meta:
        kind = "no_front_cell" if source.name.endswith(".ipynb") else "no_front_matter"
        site.complain(source, 1, f"page.say.{kind}", key=site.words("page.keys.title"))
        return
    keys: dict[str, str] = site.words.get("page.keys")
    fields(site, source, [keys["title"]], [*keys.values(), *HOST_KEYS], known)
    choice(site, source, site.words("page.keys.reader"), list(site.words.get("page.readers").values()))
    first_line(site, source, known)


def first_line(site: Site, source: Source, known: list[str]) -> None:
    """The first line of a body: a title that lost its mark, or a key that fell out of the front matter."""
    for number, line in source.lines:
        if not line.strip():
            continue
        title = source.value(site.words("page.keys.title"))
        key = re.match(r"^(\S+?)\s*[:：]", line)
        if key and key[1] in known:
            site.complain(source, number, "page.say.outside", key=key[1])
        elif line.strip("#＃ \u3000") == title and not re.match(r"^[#＃](?![#＃])", line):
            site.complain(source, number, "page.say.no_title", title=title)
        return
