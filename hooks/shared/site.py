"""What a build knows: the sources, where each page will stand, and everything wrong that was found.

One `Site` is made per build and handed to every room through its extension's configuration, so no room keeps state.
Under a builder that runs no hooks, `Site.of(folder)` makes the same from the folders alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .cells import read_notebook
from .items import Item, Saying
from .problems import Problem
from .scan import Opening, openings
from .source import Source, read
from .words import Words, words

if TYPE_CHECKING:
    from .fragments import Fragment

T = TypeVar("T")


@dataclass
class Site:
    """The course at build time.

    root     the project's folder; docs, quizzes: its two source folders
    words    the course's language
    blocks   the names that may stand behind `///`
    course   names the course in a learner's browser; stays when title or address change
    order    the pages as the menu has them, empty until it is known
    asking   what the learner can answer: one function a room, see items.py
    bank     every question of every bank, on a page or not: bank → items without a page
    render   Markdown as the builder renders it for a page in the root of the site
    course_title, version: as a certificate says them
    fragments  banks that a page has asked for as files of their own, see fragments.py
    saying   words that mean the same: one function a room, see items.py
    search   the version of the search index, once it is made; wanted: what it must find → on which page
    """

    root: Path
    docs: Path
    quizzes: Path
    words: Words
    blocks: frozenset[str] = frozenset()
    course: str = "course"
    order: list[str] = field(default_factory=list)
    asking: tuple[Callable[[Site], list[Item]], ...] = ()
    bank: Callable[[Site], dict[str, list[Item]]] = lambda site: {}
    render: Callable[[str], str] = lambda text: ""
    course_title: str = ""
    version: str = ""
    fragments: dict[str, Fragment] = field(default_factory=dict)
    saying: tuple[Callable[[Site], list[Saying]], ...] = ()
    search: str = ""
    wanted: dict[str, str] = field(default_factory=dict)
    problems: set[Problem] = field(default_factory=set)
    _memo: dict[Callable[[Site], Any], Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, root: Path, docs: str = "docs", quizzes: str = "quizzes", language: str = "zh") -> Site:
        """A site from folders alone."""
        return cls(root, root / docs, root / quizzes, words(language))

    @cached_property
    def urls(self) -> dict[str, str]:
        """Address of each file of docs: path inside docs → path inside the site, a page's with a slash at its end.

        A builder that knows better sets this before anything is read; from folders alone, it is as with directory URLs.
        """
        urls = {}
        for path in sorted(self.docs.rglob("*")):
            if path.is_file():
                uri = path.relative_to(self.docs).as_posix()
                stem = uri.removesuffix(".md").removesuffix(".ipynb")
                page = stem.removesuffix("index") if stem.split("/")[-1] == "index" else stem + "/"
                urls[uri] = (page or "./") if stem != uri else uri
        return urls

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Where every Markdown file of docs and quizzes, and every notebook that is a page, lies: name → path."""
        ours = (".md", ".ipynb")
        chapters = [self.docs / uri for uri, url in self.urls.items() if uri.endswith(ours) and url != uri]
        banks = sorted(self.quizzes.rglob("*.md")) if self.quizzes.is_dir() else []
        return {self.name(path): path for path in [*chapters, *banks] if path.is_file()}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """What stands in these files, by their names ("docs/index.md")."""
        sources = {name: self.read(name) for name in self.paths}
        self.problems.update(problem for source in sources.values() for problem in source.problems)
        return sources

    def read(self, name: str) -> Source:
        """What stands in one of these files now. Raises KeyError when there is none of this name."""
        kind = read_notebook if name.endswith(".ipynb") else read
        return kind(self.paths[name], name, self.words)

    def release(self) -> None:
        """Let go of all texts, once every room has read them: front matter stays, and what rooms keep in `once`.

        Who asks a source for its text from here on gets an AttributeError: `load` is the time to read it.
        """
        for source in self.sources.values():
            del source.text

    def name(self, path: Path) -> str:
        """A path as authors know it: from the project's root, with slashes."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        real, root = path.resolve(), self.root.resolve()
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else path.name

    def complain(self, source: Source | str, line: int, key: str, /, **values: object) -> None:
        """Tell the author of `source` what stands under `key` in the words, at `line` (from 1)."""
        name = source if isinstance(source, str) else source.name
        self.problems.add(Problem(name, line, self.words(key, **values)))

    def find(self, text: str, first: str) -> tuple[str, int]:
        """File and line where `text` stands in a source, looked for in the file `first` before all others."""
        for name in dict.fromkeys([first, *self.paths]):
            for number, line in self.read(name).lines if name in self.paths else ():
                if text in line:
                    return name, number
        return first, 1

    def empty(self, source: Source, opening: Opening) -> None:
        """Tell the text inside a block that has none of its own: it would be lost."""
        for number, line in opening.text:
            if number > opening.line + 1 or not line.startswith("    "):  # an option of the block is told as one
                self.complain(source, number, "shared.say.not_empty", name=opening.name)

    def once(self, load: Callable[[Site], T]) -> T:
        """The result of `load(self)`, worked out once a build: how rooms share what they have read."""
        if load not in self._memo:
            self._memo[load] = load(self)
        result: T = self._memo[load]
        return result

    @property
    def readable(self) -> bool:
        """Whether every source could be read; when not, what seems to be missing may stand in one that could not."""
        return all(source.text for source in self.sources.values())

    def chapters(self) -> Iterator[tuple[str, Source]]:
        """The Markdown of every page, notebooks too: path inside docs, source."""
        prefix = self.name(self.docs) + "/"
        for name, source in self.sources.items():
            if name.startswith(prefix):
                yield name.removeprefix(prefix), source

    def banks(self, folder: str = "") -> Iterator[tuple[str, Source]]:
        """The files of quizzes (or of a folder in it), without its subfolders: id, source."""
        prefix = posixpath.join(self.name(self.quizzes), folder).rstrip("/") + "/"
        for name, source in self.sources.items():
            rest = name.removeprefix(prefix)
            if rest != name and "/" not in rest:
                yield rest.removesuffix(".md"), source

    def openings(self, room: str) -> Iterator[tuple[str, Source, Opening]]:
        """Every block of a room in every chapter: path inside docs, source, the block."""
        yield from self.once(_by_room).get(room, ())

    def pages_of(self, name: str) -> list[str]:
        """The pages on which a source is read, as paths inside docs: a page itself, or those that show a bank."""
        docs = self.name(self.docs) + "/"
        return [name.removeprefix(docs)] if name.startswith(docs) else self.once(_homes).get(name, [])

    def title(self, uri: str) -> str:
        """The title of a page, its path where it has none."""
        source = self.sources.get(f"{self.name(self.docs)}/{uri}")
        return (source.value(self.words("page.keys.title")) if source else "") or uri

    def rank(self, uri: str) -> int:
        """Where a page stands in the menu; behind all others where no menu has it."""
        return self.order.index(uri) if uri in self.order else len(self.order)

    def link(self, from_url: str, to_uri: str) -> str:
        """The relative address of a file of the site, seen from the page at `from_url`."""
        target = self.urls.get(to_uri, to_uri)
        base = from_url if from_url.endswith("/") else posixpath.dirname(from_url)
        relative = posixpath.relpath("/" + target, "/" + base.removeprefix("./"))
        return relative + "/" if target.endswith("/") else relative


def opened(site: Site) -> dict[str, list[Opening]]:
    """The blocks of each page, by its path inside docs; a notebook has none."""
    return {uri: [] if uri.endswith(".ipynb") else openings(source) for uri, source in site.chapters()}


def _by_room(site: Site) -> dict[str, list[tuple[str, Source, Opening]]]:
    found: dict[str, list[tuple[str, Source, Opening]]] = {}
    for uri, source in site.chapters():
        for opening in site.once(opened)[uri]:
            found.setdefault(opening.name, []).append((uri, source, opening))
    return found


def _homes(site: Site) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for room, folder in (("quiz", ""), ("blueprint", "blueprints/"), ("dialogue", "dialogues/")):
        for uri, _, opening in site.openings(room):
            name = f"{site.name(site.quizzes)}/{folder}{opening.argument.partition('#')[0]}.md"
            if uri not in homes.setdefault(name, []):
                homes[name].append(uri)
    return homes


def rooted(text: str, uri: str) -> str:
    """Markdown of the page `uri` with its links written from the root of docs, so that it may stand on another page."""
    folder = posixpath.dirname(uri)

    def root(link: re.Match[str]) -> str:
        address = link[1]
        if re.match(r"[a-z]+:|/", address):
            return link[0]
        path, mark, anchor = address.partition("#")
        return f"](/{posixpath.normpath(posixpath.join(folder, path)) if path else uri}{mark}{anchor}"

    return re.sub(r"\]\(([^()\s]+)", root, text)
