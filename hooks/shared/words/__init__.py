"""The words of each language: grammar, interface texts and messages to authors, one YAML file a language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
PLACE = re.compile(r"\{(\w+)\}")


class Words:
    """Looks words up by dotted key, for example `words("quiz.say.no_right")`.

    A key that is missing raises KeyError: a language file that lacks a word must fail the tests, not the learner.
    """

    def __init__(self, language: str, tree: Mapping[str, Any]) -> None:
        self.language = language
        self._tree = tree

    def get_all(self) -> Mapping[str, Any]:
        """All words, as the file has them."""
        return self._tree

    def get(self, key: str) -> Any:
        """The raw entry (text, list or mapping) under `key`."""
        entry: Any = self._tree
        for part in key.split("."):
            entry = entry[part]
        return entry

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under `key` with `{name}` places filled in, in one pass: a value that looks like a place is text."""
        return PLACE.sub(lambda m: str(values.get(m[1], m[0])), str(self.get(key)))

    def nearest(self, given: str, known: Iterable[str]) -> str:
        """A half sentence that names the nearest known word, or lists what there is."""
        names = [str(name) for name in known]
        close = difflib.get_close_matches(given, names, n=1, cutoff=0.4)
        if close:
            return self("shared.say.nearest", name=close[0])
        if not names:
            return self("shared.say.none_known")
        return self("shared.say.choose", names=self("shared.comma").join(names[:12]))


@cache
def words(language: str) -> Words:
    """The words of `language` ("zh" …).

    Raises FileNotFoundError when there is no file for that language.
    """
    with (FOLDER / f"{language}.yml").open(encoding="utf-8") as file:
        return Words(language, yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
