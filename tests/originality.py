"""Runs of text that the course shares with the notes it was written from: `make originality FACTS=../facts`.

Facts and figures carry over, sentences do not. Spaces, punctuation and markup are left out before comparing. The
register of evidence is data, not text of ours, and is not compared; terms and the names of standards are printed too,
to be judged by eye. Exit status 1 when there is any run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LEAST = 16


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, and where each stands in it."""
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    return "".join(text[place].casefold() for place in places), places


def shared(text: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Each longest run of `text` that is made of known pieces: its line (from 1) and the run as it stands there."""
    plain, places = letters(text)
    start = 0
    while start + LEAST <= len(plain):
        end = start + LEAST
        if plain[start:end] not in known or plain[start:end].isascii():
            start += 1
            continue
        while end < len(plain) and plain[end - LEAST + 1 : end + 1] in known:
            end += 1
        yield text.count("\n", 0, places[start]) + 1, text[places[start] : places[end - 1] + 1]
        start = end


def main() -> int:
    """Compare every Markdown file of the course with all files in the folder given."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print("写成 make originality FACTS=资料所在的文件夹", file=sys.stderr)
        return 2
    known: set[str] = set()
    for path in sorted(Path(sys.argv[1]).rglob("*.*")):
        plain, _ = letters(path.read_text(encoding="utf-8", errors="replace"))
        known.update(plain[place : place + LEAST] for place in range(len(plain) - LEAST + 1))
    found = 0
    for folder in ("docs", "quizzes"):
        for path in sorted((PROJECT / folder).rglob("*.md")):
            for line, run in shared(path.read_text(encoding="utf-8"), known):
                print(f"{path.relative_to(PROJECT).as_posix()}:{line}: {' '.join(run.split())}")
                found += 1
    print(f"{found} 处与资料相同的文字达到 {LEAST} 个字")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
