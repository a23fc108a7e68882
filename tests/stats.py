"""What is in the course, in figures: `make stats`. `test_course.py` keeps the bars.

Read from what the trainers wrote, through the rooms' own models. Prose is running text: questions, scoring tables,
talks, cases and dialogues are counted apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from hooks.blueprint.block import load as load_blueprints
from hooks.card import load as load_cards
from hooks.dialogue.__main__ import report
from hooks.dialogue.block import load as load_dialogues
from hooks.evidence.block import load as load_register
from hooks.glossary.block import load as load_glossary
from hooks.mot.block import load as load_tables
from hooks.quiz.block import load as load_banks
from hooks.quiz.model import Option, Question
from hooks.shared.scan import openings
from hooks.shared.site import Site
from hooks.shared.source import Source

PROJECT = Path(__file__).parent.parent
# Blocks whose text is running text for a reader; what stands in all others is counted apart.
BOXES = {"myth", "law"}
MARK = re.compile(r"[{｛]\s*依据\s*([a-z]+-\d+)\s*[}｝]")
SPEECH = re.compile(r"[“「][^”」]+[”」]")
# What `时长` counts: reading at this pace (characters a minute), and minutes for a question with its feedback and for a
# moment to score; all three are assumptions of ours. Cases, dialogues and practice banks are for another sitting.
PACE, A_QUESTION, A_MOMENT = 400, 0.6, 0.25


@dataclass
class Part:
    """A folder of `docs/parts`. prose: characters a page; minutes: as written; lengths: as worked out."""

    prose: dict[str, int] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    minutes: dict[str, int] = field(default_factory=dict)
    lengths: dict[str, float] = field(default_factory=dict)
    blocks: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    questions: dict[str, Question] = field(default_factory=dict)
    cases: set[str] = field(default_factory=set)


def characters(text: str) -> int:
    """What a reader sees of inline Markdown: letters, digits, punctuation; no spaces, markup or marks of evidence."""
    text = MARK.sub("", text)
    text = re.sub(r"<[^<>]*>|\{#[\w-]+\}|^\s*(?:[-#>]+|\d+\.) |\*\*|[`|]", "", text)
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    return sum(not unicodedata.category(letter).startswith("Z") for letter in text)


def prose(source: Source) -> Iterator[str]:
    """The lines of a page's running text: no headings, no drawings, nothing that stands in a block but a box."""
    inside: set[int] = set()
    for block in openings(source):
        last = max(block.end, block.line)
        inside |= {block.line, last} if block.name in BOXES else set(range(block.line, last + 1))
    drawing = False
    for number, line in source.prose:
        drawing |= "<svg" in line
        if number not in inside and not drawing and not re.match(r"#|\|[\s|:-]+\|$|<!--", line):
            yield line
        drawing &= "</svg>" not in line


def length(site: Site, source: Source) -> float:
    """About how many minutes a page takes."""
    banks, tables = site.once(load_banks), site.once(load_tables).tables
    read, minutes = sum(map(characters, prose(source))), 0.0
    for block in openings(source):
        id, _, one = block.argument.partition("#")
        if block.name == "quiz" and (one or not id.endswith("-practice")):
            minutes += A_QUESTION * sum(one in ("", question.id) for question in banks[id].questions)
        elif block.name == "mot" and id in tables:
            minutes += A_MOMENT * len(tables[id].moments)
        elif block.name == "talk":
            read += sum(characters(line) for _, line in block.text)
    return minutes + read / PACE


def parts(site: Site) -> dict[str, Part]:
    """The parts of the course by folder ("01-basics"), in order."""
    found: dict[str, Part] = {}
    banks = site.once(load_banks)
    keys = {name: site.words(f"page.keys.{name}") for name in ("reader", "minutes")}
    for uri, source in sorted(site.chapters()):
        match = re.match(r"parts/([\w-]+)/(.+)\.md$", uri)
        if not match:
            continue
        part, page = found.setdefault(match[1], Part()), match[2]
        part.prose[page] = sum(map(characters, prose(source)))
        part.readers[page] = source.value(keys["reader"])
        part.minutes[page] = int(source.value(keys["minutes"]) or 0)
        part.marks.update(MARK.findall("\n".join(line for _, line in source.prose)))
        part.lengths[page] = length(site, source)
        for block in openings(source):
            part.blocks[block.name] += 1
            id, _, one = block.argument.partition("#")
            if block.name == "quiz":
                for question in banks[id].questions:
                    if one in ("", question.id):
                        part.questions[f"{id}/{question.id}"] = question
            elif block.name == "case":
                part.cases.add(id)
    return found


def moments(site: Site) -> dict[str, int]:
    """The number of scored moments of every table, by its id."""
    return {id: len(table.moments) for id, table in site.once(load_tables).tables.items()}


# Pickers who know nothing: each gives every option a number and takes the highest.

POLITE = re.compile(r"您|抱歉|对不起|理解")
STRICT = re.compile(r"必须|不能|绝对|一定|从来|永远")
NUMBER = re.compile(r"\d+|[一二三四五六七八九十两半]+(?=[个分点天周元块次位号遍])")
TIME = re.compile(r"\d+\s*[点分秒天]|分钟|小时|明天|今天|[一二三四五六七八九十两半]点|下午|上午")

PICKERS: dict[str, Callable[[Option], int]] = {
    "最长的": lambda option: characters(option.text),
    "最短的": lambda option: -characters(option.text),
    "最客气的": lambda option: len(POLITE.findall(option.text)),
    "不说绝对话的": lambda option: -len(STRICT.findall(option.text)),
    "数字最多的": lambda option: len(NUMBER.findall(option.text)),
    "带时间的": lambda option: len(TIME.findall(option.text)),
}


def lintable(question: Question) -> bool:
    """Single and multiple choice with sentences as options."""
    lengths = [characters(option.text) for option in question.options]
    return question.kind in ("single", "multiple") and sum(lengths) / len(lengths) >= 8


def picked(question: Question, worth: Callable[[Option], int]) -> Fraction:
    """The chance that who takes the option of most worth (one of them by lot, when several are) takes a right one."""
    most = max(map(worth, question.options))
    best = [option for option in question.options if worth(option) == most]
    return Fraction(sum(option.right for option in best), len(best))


def chance(question: Question) -> Fraction:
    """The chance that any option is right."""
    return Fraction(sum(option.right for option in question.options), len(question.options))


def mean(values: list[Fraction]) -> float:
    """Their mean; 0 of none."""
    return float(sum(values, Fraction()) / max(1, len(values)))


def above_chance(questions: list[Question]) -> dict[str, float]:
    """How much oftener than by chance each picker takes a right option (0.1: ten points)."""
    asked = [question for question in questions if lintable(question)]
    base = mean([chance(question) for question in asked])
    return {name: mean([picked(question, worth) for question in asked]) - base for name, worth in PICKERS.items()}


def positions(questions: list[Question]) -> list[float]:
    """The share of right answers of single choice at places 1 to 4."""
    places = Counter(
        place
        for question in questions
        if question.kind == "single"
        for place, option in enumerate(question.options, 1)
        if option.right
    )
    return [places[place] / max(1, places.total()) for place in range(1, 5)]


def silent(questions: list[Question]) -> list[str]:
    """The ids of questions with an option that says nothing to who chooses it."""
    return [one.id for one in questions if any(option.text and not option.chosen for option in one.options)]


def situation(question: Question) -> bool:
    """It plays somewhere, and somebody says something."""
    said = [question.stem, question.detail, *(option.text for option in question.options)]
    return bool(question.scene) and any(SPEECH.search(text) or "说" in text for text in (*said, question.explanation))


def main() -> None:
    """Print everything."""
    site = Site.of(PROJECT)
    register = site.once(load_register)
    every: dict[str, Question] = {}
    names: dict[str, str] = site.words.get("quiz.types")
    for name, part in parts(site).items():
        every |= part.questions
        print(f"\n{name}")
        for page, count in part.prose.items():
            minutes = f"{part.minutes[page]} 分钟（算出来 {part.lengths[page]:.1f}）"
            print(f"  {page:<16}{count:>6} 字  {part.readers[page] or '——'}  {minutes}")
        print(f"  正文合计 {sum(part.prose.values())} 字；对话 {part.blocks['talk']} 段；案例 {len(part.cases)} 个")
        print(f"  {kinds(list(part.questions.values()), names)}")
        labels = Counter((register[id].say_label, register.carrier(register[id]).state) for id in part.marks)
        print("  依据 " + "；".join(f"{label}·{state} {n}" for (label, state), n in labels.most_common()))
    way = [part.minutes[page] for part in parts(site).values() for page in part.prose if part.readers[page] == "一线"]
    print(f"\n一线 {len(way)} 页，{sum(way)} 分钟")
    questions = list(every.values())
    tables = moments(site)
    print(f"\n全课\n  {kinds(questions, names)}")
    print(f"  评分表 {len(tables)} 张，时刻 {sum(tables.values())} 个；没有反馈的选项 {len(silent(questions))} 题")
    print(
        f"  术语 {len(site.once(load_glossary).terms)} 个；随身卡 {len(site.once(load_cards))} 张；"
        f"蓝图 {len(site.once(load_blueprints))} 张"
    )
    for dialogue in site.once(load_dialogues).values():
        print("\n".join("  " + line for line in report(dialogue, site.words)))
    print("  正确答案的位置 " + " ".join(f"{place}:{share:.0%}" for place, share in enumerate(positions(questions), 1)))
    for name, more in above_chance(questions).items():
        print(f"  只挑{name}：比瞎猜 {more * 100:+.1f} 点（上限 +10）")


def kinds(questions: list[Question], names: dict[str, str]) -> str:
    """How many of each type, and how many are situations."""
    count = Counter(question.kind for question in questions)
    shown = " ".join(f"{names[kind]} {n}" for kind, n in count.most_common())
    share = sum(map(situation, questions)) / max(1, len(questions))
    return f"题 {len(questions)} 道：{shown}；情境 {share:.0%}"


if __name__ == "__main__":
    main()
