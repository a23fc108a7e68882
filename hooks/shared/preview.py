"""Which pages a server builds again after a file was saved: `make serve`, which is `mkdocs serve --dirty`.

The host leaves a page alone whose file is older than what was made of it. A page here shows more than its file: banks,
cases, lists of everything. What shows a changed file is built again with it; where that cannot be told, everything is.
The search and the titles in the menus of other pages are those of the last time everything was built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .scan import Opening
from .site import Site, opened

# Rooms whose blocks show what stands in many files; any block does that asks for all. Rooms that every page reads.
WIDE = frozenset({"record", "review", "exam", "path", "plan"})
EVERYWHERE = frozenset({"glossary"})

State = dict[str, tuple[int, str]]


@dataclass
class Server:
    """What one process knows from build to build; all else that a build knows is in its Site.

    serve   an author's slip is told, and does not end the build
    dirty   pages that are up to date stay
    seen    each file of the course, as it was at the last build
    search  the version of the index that was made last
    """

    serve: bool = False
    dirty: bool = False
    seen: State = field(default_factory=dict)
    search: str = ""

    def stale(self, site: Site) -> set[str] | None:
        """The pages (paths inside docs) that show a file changed since the last call; None: all may."""
        before, self.seen = self.seen, dict(_state(site))
        if not before or before.keys() != self.seen.keys():
            return None
        found: set[str] = set()
        for name in self.seen:
            if self.seen[name] != before[name]:
                shown = site.pages_of(name) if name in site.sources else []
                # A register, a scale, a hook, a bank that only lists show; a new title, which stands in every menu.
                if not shown or self.seen[name][1] != before[name][1]:
                    return None
                blocks = site.once(opened).get(_uri(name, site), [])
                if any(block.name in EVERYWHERE for block in blocks):
                    return None
                found.update(shown, _beside({PurePosixPath(name).stem, *map(_named, blocks)}, site))
        return found | _lists(site) if found else found


def _state(site: Site) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each file that a page may come from, with the time of its last change and its title."""
    paths = [site.root / "mkdocs.yml"]
    for folder in (site.docs, site.quizzes, Path(__file__).parent.parent):
        paths += [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in paths:
        name = site.name(path)
        source = site.sources.get(name)
        title = source.value(site.words("page.keys.title")) if source else ""
        yield name, (path.stat().st_mtime_ns if path.is_file() else 0, title)


def _uri(name: str, site: Site) -> str:
    return name.removeprefix(f"{site.name(site.docs)}/")


def _named(block: Opening) -> str:
    return block.argument.partition("#")[0]


def _beside(names: set[str], site: Site) -> set[str]:
    """Pages with a block of one of these names: they show the same table, bank or case."""
    return {uri for uri, blocks in site.once(opened).items() if any(_named(block) in names - {""} for block in blocks)}


def _lists(site: Site) -> set[str]:
    all = site.words("search.all")
    return {
        uri
        for uri, blocks in site.once(opened).items()
        if any(block.name in WIDE or block.argument == all for block in blocks)
    }
