"""Slips of the hand, made by machine: each builds the same page, or is refused with its line.

Every character of the grammar (not of the prose), and every line, is lost, doubled, or changes places with the next.
What may differ without a word is listed below in capitals, each with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from authors import (
    BANK,
    BLUEPRINT,
    BOXES,
    CASE,
    CHAPTER,
    DIALOGUE,
    GLOSSARY,
    PROJECT,
    SECOND,
    article,
    course,
    examined,
    said,
)

from hooks.shared.problems import Problem

# What is grammar in a line: the groups. The rest is the author's own words.
GRAMMAR = [
    re.compile(pattern)
    for pattern in (
        r"^(-{3})$",
        r"^([^\s：|]+: )(?=\S)",  # front matter
        r"^(#+ (?:【..】)?)",
        r"( \{#)[a-z-]+(\})(?= \||$)",
        r"^(- \[[ x]\] )",
        r"^(- \[)[^ \]]+(\])",  # a box with words; its own are the author's, these are not
        r"^- \[(\d|更好|尚可|更差|要点)\]",
        r"^- \[[ x]\] (\{[a-d]\} )",
        r"^- \[x\] [\d.]+( ±)[\d.]+",
        r"(\{填 )[^{}]*(\})",
        r"^规则：.*( 先于 )",
        r"^组合：[a-d](\+)[a-d]",
        r"^把握：(问)",
        r"^(- (?:有形展示|顾客|前台|后台|支持|用时|等待|失败点|同时)：#?)",
        r"( → 补救：)",
        r"^( +> (?:没选：)?)",
        r"^((?:场景|同题|把握|参考|规则|组合|提示|解析|旁白|法律|条文|文本日期|在柜台上)：)",
        r"^(- )?(如果).*?(，就)",
        r"^(/// (?:[a-z]+ \| )?)",
        r"^(> )",
        r"^[^\s：（|>#/-]{1,4}(?:(（)[^）]*(）))?(：)",  # somebody speaks
        r"(\{依据 )[a-z]+(-)[0-9]+(\})",
        r"(\| ?| ?\|)",
        r"\| ([−+]?[0-9]) \|",
        r"^(\|[ |-]+\|)$",
        r"^(- )[^\[]",
        r"( \{(?:如果 )?(?:(?:心情|事情)[+≥-][0-9] ?)+\})",
        r"^(\{.*\})",
        r"( → #)[a-z]+$",
        r"^(?:开始|目标): (.*)$",
        r"^## (结局：(?:好|尚可|坏) · )",
        r"^ +> (更好：)",
        r"^复盘: .*?(／).*?(／)",
    )
]
# An author may leave a line out: the page then lacks just what it said.
LEFT_OUT = re.compile(
    r"^(?:标题|摘要|读者|时长|场景|同题|提示|解析|虚构|复盘)[:：]|^ +> (?:没选|更好)：|^> |^\| (?!时刻|术语|-)"
    r"|^#{1,2} (?!【)|^(?:- )?如果|^[^\s：|>/#-]{1,4}(?:（.*）)?：|^- \[|^行业: "
    r"|^- (?:有形展示|顾客|前台|后台|支持|用时|等待|失败点|同时)："
)
# The order of two lines of one kind is the author's.
ONE_KIND = [
    re.compile(kind)
    for kind in (
        r"^提示：",
        r"^- \[",
        r"^- 后台：",
        r"^(?:- )?如果",
        r"^\| (?!时刻|-)",
        r"^(?:> |[^\s：|>/#-]{1,4}(?:（.*）)?：)",
    )
]
# A gap belongs to a construct: where that opens or closes is the line to look at.
ELSEWHERE = [
    (r"^lost '[^']+: ", r"^文件头(缺|要么写)", "a key that is gone has no line: the first line of the file"),
    (r"^lost '/// \w", r"^多了一行 ///", "an opening that is gone: the line that closes nothing"),
    (r"^lost '- \[x\]", r"^没有标出正确答案", "the right answer is gone: its question"),
    (r"^lost '(法律|条文|文本日期)：", r"^法律框里缺", "a key that is gone: the line that opens its box"),
    (r"^lost '[^']+）?：", r"^这一刻没有台词", "a line that was the only one: the moment that has none"),
    (r"^lost '.* → #", r"^走到这里就没有下文了", "a way out that is gone: the moment that leads nowhere"),
    (r"^lost '## 结局", r"^没有编号是", "an ending that is gone: the options that lead there"),
    (r"^lost '- 支持：", r"^这一步有前台，没有支持", "what carries the front is gone: the step"),
    (r"^lost '- 顾客：", r"^这一步没有写谁做什么", "all that was done is gone: the step"),
    (r"^lost '///'", r"^/// \w+ 没有收尾", "a close that is gone: the line that opens"),
]
# What nobody can know: both are good pages.
UNKNOWN = [
    (r"^turned '}' in '## 【填空】", "a space of the sentence changes sides with the brace"),
    (r"^lost '把握：问'", "nobody is asked then"),
    (r"^doubled '#' in '## (?!【)", "a heading one level deeper, where that level may stand"),
    (r"^turned '／' in '复盘", "two questions, one a letter longer"),
    (r"^turned '（' in '老[郑丁]", "老郑 and 老郑举 are both names; where a name comes back, it is told"),
]


@dataclass
class Course:
    """The good course in a folder, in which one file is changed at a time."""

    root: Path
    file: str
    good: str
    page: Page = field(default_factory=lambda: Page("", []))

    def read(self, text: str) -> tuple[Page, list[Problem]]:
        """What readers get of this text, and the problems."""
        (self.root / self.file).write_bytes(text.encode())
        site = examined(self.root)
        if site.problems:
            return self.page, sorted(site.problems)
        if self.file.startswith("quizzes/"):
            return Page("", said(site)), []
        html = article(site, self.file.removeprefix("docs/"))
        return Page(html, said(site) + HEADINGS.findall(html)), []


HEADINGS = re.compile(r"<h[1-6].*?</h[1-6]>|^(?:标题|摘要|读者|时长): .*$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """What readers get: the host's article, and every text of the models in order, marks in one spelling."""

    html: str
    said: list[str]


def spots(line: str) -> set[int]:
    """The places of a line's grammar."""
    return {
        place
        for pattern in GRAMMAR
        for found in pattern.finditer(line)
        for group in range(1, len(found.groups()) + 1)
        for place in range(*found.span(group))
    }


@dataclass(frozen=True)
class Slip:
    """A changed text. name: what happened; line: where; lines: how many it touched; whole, below: the good lines."""

    name: str
    line: int
    text: str
    lines: int = 1
    whole: str = ""
    below: str = ""

    def __str__(self) -> str:
        return f"{self.line}: {self.name}"


def characters(text: str) -> Iterator[Slip]:
    """Every slip in a character."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        grammar = spots(line)
        for place in sorted(grammar):
            a, b = line[place], line[place + 1 : place + 2]
            kinds = {"lost": line[:place] + line[place + 1 :], "doubled": line[: place + 1] + line[place:]}
            if b and (place + 1 in grammar or a != " "):  # a space more or less inside prose is prose
                kinds["turned"] = line[:place] + b + a + line[place + 2 :]
            for kind, changed in kinds.items():
                if changed != line:
                    slip = "\n".join([*lines[: number - 1], changed, *lines[number:]])
                    yield Slip(f"{kind} {a!r} in {line!r}", number, slip)


def whole_lines(text: str) -> Iterator[Slip]:
    """Every slip in a line. What happens among lines of prose is left out."""
    lines = text.split("\n")[:-1]
    prose = {number for number, line in enumerate(lines, 1) if line and not spots(re.sub(r"\{依据 .*?\}", "", line))}
    after = prose | {number for number, line in enumerate(lines, 1) if line.startswith("解析")}
    prose |= {
        number for number, line in enumerate(lines, 1) if not line and number - 1 in after and number + 1 in prose
    }
    for number, line in enumerate(lines, 1):
        above, below = lines[: number - 1], lines[number:]
        if number in prose:
            continue
        yield Slip(f"lost {line!r}", number, "\n".join([*above, *below, ""]), 1, line)
        yield Slip(f"doubled {line!r}", number, "\n".join([*above, line, line, *below, ""]), 2, line)
        if below and below[0] != line and number + 1 not in prose:
            turned = "\n".join([*above, below[0], line, *below[1:], ""])
            yield Slip(f"turned {line!r}", number, turned, 2, line, below[0])


# Nothing but what must be there: no feedback that would tell of a lost option.
BARE = """\
## 【单选】哪一句更好？ {#bare}

- [ ] 请稍等。
- [ ] 马上好。
- [x] 三分钟好。
- [ ] 快了。

## 【多选】哪几句有钟点？ {#two}

- [x] 三点前。

- [ ] 尽快。

- [x] 十分钟。
"""
GOOD = {
    "quizzes/bank.md": BANK,
    "quizzes/second.md": SECOND,
    "quizzes/bare.md": BARE,
    "quizzes/kinds.md": (PROJECT / "tests" / "small" / "quizzes" / "kinds.md").read_text(encoding="utf-8"),
    "quizzes/dialogues/parcel.md": DIALOGUE,
    "docs/cases/late.md": CASE,
    "docs/index.md": CHAPTER,
    "docs/glossary.md": GLOSSARY,
    "docs/boxes.md": BOXES,
    "quizzes/blueprints/chemist.md": BLUEPRINT,
}


@pytest.fixture(scope="module", params=GOOD)
def good(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A good file of the good course."""
    found = Course(course(tmp_path_factory.mktemp("course")), request.param, GOOD[request.param])
    found.page, problems = found.read(found.good)
    assert not problems
    return found


def test_every_character(good: Course) -> None:
    judge(good, list(characters(good.good)))


def test_every_line(good: Course) -> None:
    judge(good, list(whole_lines(good.good)))


def judge(good: Course, slips: list[Slip]) -> None:
    """Hold every slip to the rule."""
    wrong = []
    for slip in slips:
        page, problems = good.read(slip.text)
        if problems:
            near = {slip.line - 1, slip.line, *(slip.line + after for after in range(1, slip.lines + 1))}
            lines = {problem.line for problem in problems if problem.file == good.file}
            if not lines & near and not elsewhere(slip, problems):
                wrong.append(f"{slip}: refused elsewhere: {[str(problem) for problem in problems]}")
        elif page != good.page and not authors_own(slip, good.page, page):
            wrong.append(f"{slip}: another page, in silence")
    assert not wrong, f"{len(wrong)} of {len(slips)}:\n" + "\n".join(wrong)
    assert len(slips) >= 30


def elsewhere(slip: Slip, problems: list[Problem]) -> bool:
    """Whether the slip left nothing on its line, and is told where its construct opens or closes."""
    return any(
        re.search(name, slip.name) and re.search(message, problem.text)
        for name, message, _ in ELSEWHERE
        for problem in problems
    )


def authors_own(slip: Slip, good: Page, page: Page) -> bool:
    """Whether the other page is just what this author wrote."""
    if any(re.search(name, slip.name) for name, _ in UNKNOWN):
        return True
    if slip.name.startswith("lost") and LEFT_OUT.match(slip.whole):
        rest = iter(good.said)
        kept = all(text in rest for text in page.said)  # nothing new, nothing moved
        gone = Counter(good.said) - Counter(page.said)
        return kept and all(plain(text) in plain(slip.whole) or text in page.said for text in gone)
    if slip.name.startswith("turned") and any(kind.match(slip.whole) and kind.match(slip.below) for kind in ONE_KIND):
        return Counter(good.said) == Counter(page.said)
    return False


def plain(text: str) -> str:
    """A text without tags, spaces and marks of the grammar."""
    return re.sub(r"<[^>]*>|[\s{}#'+−-]|依据", "", text)
