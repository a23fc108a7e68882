"""What a reader can tell who sees only the options: `make options` prints questions without their stems.

`--answers FILE` marks such a reading: a line a question, the letters picked. Chance is what picking by lot would get.
The same seed draws the same questions as long as the banks stay as they are.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from stats import PROJECT, chance, lintable, mean, parts

from hooks.quiz.model import Question
from hooks.shared.site import Site

LETTERS = "ABCDEFGH"


def drawn(count: int, seed: int, bank: str = "") -> list[tuple[str, Question]]:
    """Single and multiple choice with sentences as options, from all parts or from the banks whose names begin so."""
    found = {key: one for part in parts(Site.of(PROJECT)).values() for key, one in part.questions.items()}
    fit = sorted((key, one) for key, one in found.items() if lintable(one) and key.startswith(bank))
    return random.Random(seed).sample(fit, min(count, len(fit)))


def score(question: Question, picked: str) -> float:
    """The share of the picked options that are right; the reader may pick several of a multiple choice."""
    places = [LETTERS.index(letter) for letter in picked]
    return sum(1.0 for place in places if question.options[place].right) / max(1, len(places))


def main() -> None:
    """Print the options, or mark a reading of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bank", default="", help="part08: only this bank and its practice")
    parser.add_argument("--answers", type=Path)
    given = parser.parse_args()
    questions = drawn(given.count, given.seed, given.bank)
    if given.answers is None:
        for number, (_, question) in enumerate(questions, 1):
            print(f"{number}. （{'可选几个' if question.kind == 'multiple' else '选一个'}）")
            print("\n".join(f"   {LETTERS[place]} {one.text}" for place, one in enumerate(question.options)))
        return
    lines = given.answers.read_text(encoding="utf-8").split("\n")
    read = {match[1]: match[2] for line in lines if (match := re.match(r"\s*(\d+)\W+([A-H]+)", line))}
    missing = [number for number in range(1, len(questions) + 1) if str(number) not in read]
    if missing:
        raise SystemExit(f"没有读到这些题的选择：{missing}")
    scores = [score(question, read[str(number)]) for number, (_, question) in enumerate(questions, 1)]
    got = sum(scores) / len(scores)
    base = mean([chance(question) for _, question in questions])
    print(f"只看选项：{got:.0%}，瞎猜 {base:.0%}，高出 {(got - base) * 100:+.1f} 点（上限 +15）")


if __name__ == "__main__":
    main()
