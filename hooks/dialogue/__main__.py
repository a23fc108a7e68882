"""`python -m hooks.dialogue [language]`: what each dialogue comes to, for trainers.

Per dialogue: moments, forks, median length, each ending with the share of random plays that reach it (marked outside
5 to 70 %), good endings that can miss the goal, and what always choosing the politest option wins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from hooks.shared.site import Site
from hooks.shared.words import Words

from .block import load
from .model import KINDS, Dialogue
from .paths import Ways, explore, figures, inside, walk

WANTED = (0.05, 0.7)


def report(dialogue: Dialogue, words: Words) -> Iterator[str]:
    """The lines about one dialogue."""
    graph, names = explore(dialogue), words.get("dialogue.endings")
    found = figures(graph)
    forks = sum(sum(bool(exit.text) for exit in moment.exits) > 1 for moment in dialogue.moments)
    yield words(
        "dialogue.report.counts",
        id=dialogue.id,
        title=dialogue.title,
        moments=len(dialogue.moments),
        forks=forks,
        length=found.length,
    )
    for moment in dialogue.moments:
        if not moment.kind:
            continue
        share = found.shares.get(moment.id, 0)
        fine = WANTED[0] <= share <= WANTED[1]
        line = words(
            "dialogue.report.ending",
            mark=" " if fine else "!",
            kind=names[moment.kind],
            name=moment.name,
            share=f"{share * 100:.1f}",
        )
        yield line if fine else line + words("dialogue.report.outside")
        reached = [state for state in graph if state[0] == moment.id]
        if moment.kind == KINDS[-1] and not all(inside(state[1:], dialogue.goal) for state in reached):
            yield words("dialogue.report.loose", name=moment.name)

    def politest(ways: Ways) -> int:
        polite = words.get("dialogue.polite")
        return max(range(len(ways)), key=lambda place: sum(map(ways[place][0].text.casefold().count, polite)))

    state = walk(graph, politest)
    results = {moment.id: f"{names[moment.kind]} · {moment.name}" for moment in dialogue.moments if moment.kind}
    yield words("dialogue.report.polite", result=results[state[0]] if state else words("dialogue.report.round"))


def main() -> int:
    """Print the report of every dialogue of the course in this folder; 1 when there is none."""
    site = Site.of(Path.cwd(), language=sys.argv[1] if len(sys.argv) > 1 else "zh")
    dialogues = site.once(load)
    lines = [line for one in dialogues.values() for line in report(one, site.words)]
    print("\n".join(lines or [site.words("dialogue.report.none")]))
    return not dialogues


if __name__ == "__main__":
    sys.exit(main())
