"""The front matter of every page: Chinese keys, checked by a pydantic model built from the words of the language."""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from .site import Site
from .source import Source
from .words import Words

# Keys that the host and its theme read themselves; they keep the names those give them.
HOST_KEYS = frozenset({"hide", "template", "icon", "status", "search", "tags"})

Text = Annotated[str, Field(min_length=1)]
Minutes = Annotated[str, Field(pattern=r"^[1-9][0-9]?$")]


class Page(BaseModel):
    """What any page may say about itself. Field names are English; authors write the alias."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def model(words: Words) -> type[Page]:
    """The model with the author's key names as aliases."""
    keys: dict[str, str] = words.get("page.keys")
    fields: dict[str, Any] = {
        "title": (Text, Field(alias=keys["title"])),
        "summary": (Text | None, Field(default=None, alias=keys["summary"])),
        "reader": (Text | None, Field(default=None, alias=keys["reader"])),
        "minutes": (Minutes | None, Field(default=None, alias=keys["minutes"])),
    }
    return create_model("PageMeta", __base__=Page, **fields)


def tell(site: Site, source: Source, error: ValidationError, known: list[str]) -> None:
    """Every slip of a front matter, in the author's words."""
    slips = error.errors()
    unknown = [str(slip["loc"][0]) for slip in slips if slip["type"] == "extra_forbidden"]
    for slip in slips:
        key = str(slip["loc"][0])
        if slip["type"] == "extra_forbidden":
            hint = site.words.nearest(key, known)
            site.complain(source, source.place(key), "page.say.unknown_key", key=key, hint=hint)
        elif slip["type"] == "missing" and difflib.get_close_matches(key, unknown, cutoff=0.4):
            continue  # it is there, mistyped
        elif slip["type"] == "missing":
            site.complain(source, 1, "page.say.missing_key", key=key)
        elif slip["type"] == "string_pattern_mismatch":
            site.complain(source, source.place(key), "page.say.minutes", key=key, given=source.value(key))
        else:
            site.complain(source, source.place(key), "page.say.bad_value", key=key)


def choice(site: Site, source: Source, key: str, allowed: list[str]) -> None:
    """Refuse a value that is not in a list, naming the nearest."""
    given = source.value(key)
    if given and given not in allowed:
        hint = site.words.nearest(given, allowed)
        site.complain(source, source.place(key), "page.say.unknown_value", key=key, given=given, hint=hint)


def check(site: Site) -> None:
    """Check the front matter of all pages but the cases, whose room knows more keys; banks have a title."""
    words = site.words
    keys: dict[str, str] = words.get("page.keys")
    page = model(words)
    for uri, source in site.chapters():
        if uri.startswith("cases/") and uri != "cases/index.md":
            continue
        _check(site, source, page, list(keys.values()))
    for _, source in site.banks():
        if source.text and not source.problems and source.meta:
            _check(site, source, page, [keys["title"]])


def _check(site: Site, source: Source, page: type[Page], known: list[str]) -> None:
    if not source.text or source.problems:
        return
    if not source.meta:
        kind = "no_front_cell" if source.name.endswith(".ipynb") else "no_front_matter"
        site.complain(source, 1, f"page.say.{kind}", key=site.words("page.keys.title"))
        return
    try:
        page.model_validate({key: value for key, value in source.meta.items() if key not in HOST_KEYS})
    except ValidationError as error:
        tell(site, source, error, known)
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
