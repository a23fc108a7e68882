"""What the search should find and how well it does, for test_search.py and bench_search.py."""

from __future__ import annotations

import hashlib
import json
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from browsing import PROJECT

from hooks.search.index import fold

QUERIES = PROJECT / "tests" / "search_queries.yml"


@dataclass(frozen=True)
class Query:
    """What is typed and what is right: sections that hold one of `find`, or those of `right`; for neither, silence."""

    kind: str
    ask: str
    find: tuple[str, ...] = ()
    right: frozenset[str] = frozenset()

    @property
    def aside(self) -> bool:
        """Whether it is kept aside: nothing is tuned on it."""
        return hashlib.sha256(self.ask.encode()).digest()[0] % 2 == 1


@cache
def queries() -> list[Query]:
    """All of them; questions kept aside are a class of their own."""
    found = []
    data: dict[str, list[dict[str, Any]]] = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    for kind, entries in data.items():
        for entry in entries:
            ask = str(entry["ask"])
            find = () if kind in ("questions", "absent", "strange") else (str(entry.get("find", ask)),)
            if kind == "synonyms":
                find = (*find, ask)
            query = Query(kind, ask, find, frozenset(entry.get("right", ())))
            found.append(Query("aside", ask, find, query.right) if kind == "questions" and query.aside else query)
    return found


def read(site: Path, name: str) -> Any:
    """A file of the index that the worker reads."""
    (file,) = site.glob(f"search/*/{name}.js")
    text = file.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def sections(site: Path) -> dict[str, str]:
    """Address → folded title and text of every section of a built site."""
    core = read(site, "core")
    texts = [text for place in range(len(core["starts"])) for text in read(site, f"t{place}")]
    found, number = {}, 0
    for url, _, *rest in core["pages"]:
        for place in range(0, len(rest), 3):
            address = f"{url}#{rest[place]}" if rest[place] else url
            found[address] = fold(f"{rest[place + 1]}\n{texts[number]}")
            number += 1
    return found


@dataclass
class Score:
    """Of one query: recall of all, share right among five, reciprocal rank, whether nothing was found."""

    recall: float
    five: float
    rank: float
    silent: bool


def judge(query: Query, found: list[str], right: Callable[[str], bool], total: int) -> Score:
    """`found`: sections in the order shown; `total`: how many right ones there are."""
    hits = [right(section) for section in found]
    first = next((place for place, hit in enumerate(hits, 1) if hit), 0)
    # One section that answers is enough for a question.
    five = float(any(hits[:5])) if query.right else sum(hits[:5]) / max(1, min(5, total))
    return Score(sum(hits) / max(1, total), five, 1 / first if first else 0, not found)


def in_order(items: list[list[dict[str, Any]]]) -> list[str]:
    """Sections as the theme shows them: of each page what scores as its best, then the page itself; then the folded."""
    shown: list[str] = []
    folded: list[str] = []
    for group in items:
        found = [one for one in group if one["score"]]
        best = [one["location"] for one in found if one["score"] >= group[0]["score"]]
        page = [one["location"] for one in found if "#" not in one["location"]]
        shown += dict.fromkeys(best + page)
        folded += [one["location"] for one in found]
    return list(dict.fromkeys(shown + folded))


def holds(query: Query, texts: dict[str, str]) -> set[str]:
    """The sections that are right."""
    if query.right:
        return set(query.right)
    wanted = [fold(string) for string in query.find]
    return {address for address, text in texts.items() if any(string in text for string in wanted)}


def mean(values: Iterable[float]) -> float:
    """0 for none."""
    found = list(values)
    return statistics.fmean(found) if found else 0
