"""Exams, reviews and 同题 as authors write them: every slip told with its line, every spelling of a Chinese keyboard read."""
# ruff: noqa: E501  # a slip a line

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from authors import COURSE, course, edited, examined, told
from browsing import PROJECT, word
from test_mutations import whole_lines

from hooks.exam.block import items, load
from hooks.exam.model import Exam
from hooks.review.block import LIBRARY
from hooks.shared.fragments import homes, ideas
from hooks.shared.room import vendored
from hooks.shared.site import Site

FINAL, PAGE, REVIEW, RECORD = "quizzes/exams/final.md", "docs/exam.md", "docs/review.md", "docs/record.md"
SECOND = "quizzes/second.md"
GOOD = """\
---
标题: 结业测验
题库: [bank, second]
题数: 2
及格: 80
限时: 30
---

先看[柜台](/index.md)，再答。

答错的，看讲解。
"""
FILES = {
    FINAL: GOOD,
    PAGE: "---\n标题: 结业\n---\n# 结业\n\n/// exam | final\n///\n",
    REVIEW: "---\n标题: 复习\n---\n# 复习\n\n/// review | 全部\n///\n",
    RECORD: "---\n标题: 记录\n---\n# 记录\n\n/// record | 全部\n///\n",
}


def site(root: Path, changed: dict[str, str | None] | None = None) -> Site:
    """The good course with exam, review and record, some files changed or left out."""
    return examined(course(root, {**FILES, **(changed or {})}))


def final(found: Site) -> Exam:
    """Its exam."""
    return found.once(load)["final"]


def test_a_good_exam(tmp_path: Path) -> None:
    found = site(tmp_path)
    assert told(found) == []
    exam = final(found)
    assert (exam.title, exam.banks, exam.count, exam.pass_mark, exam.minutes) == (
        "结业测验",
        ("bank", "second"),
        2,
        80,
        30,
    )
    assert exam.text.startswith("先看[柜台]") and exam.text.endswith("看讲解。")
    # The two scenes of one idea have one name; every question has a home to read again.
    same = ideas(found)
    assert same["bank/first"] == same["second/several"] != same["second/silence"]
    assert {item.uri for item in homes(found).values()} == {"index.md", "cases/late.md", "stage.md"}


# File, change (or new text), what is told: "line: message", or "file:line: message".
SLIPS: list[tuple[str, str, dict[str, str] | str, list[str]]] = [
    ("unknown bank", FINAL, {"[bank, second]": "[bank, secnd]"}, ["3: quizzes 里没有题库“secnd”；是不是想写“second”？"]),
    ("bank twice", FINAL, {"[bank, second]": "[bank, second, bank]"}, ["3: 题库“bank”写了两次；删掉一个"]),
    ("no banks", FINAL, {"题库: [bank, second]\n": ""}, ["1: 文件头缺“题库”；加一行“题库: …”"]),
    ("empty banks", FINAL, {"题库: [bank, second]": "题库:"}, ["3: “题库”的值读不懂；只写一行文字"]),
    ("no number", FINAL, {"题数: 2\n": ""}, ["1: 文件头缺“题数”；加一行“题数: …”"]),
    ("number in words", FINAL, {"题数: 2": "题数: 两道"}, ["4: “题数”写了“两道”；写一个 1 到 200 的整数，例如 10"]),
    ("none", FINAL, {"题数: 2": "题数: 0"}, ["4: “题数”写了“0”；写一个 1 到 200 的整数，例如 10"]),
    ("too many", FINAL, {"题数: 2": "题数: 3"}, ["4: 要抽 3 道，这些题库里最多抽得出 2 道（【简答】不抽，同题只抽一道）；把数目改小，或多写几道题"]),
    ("pass over a hundred", FINAL, {"及格: 80": "及格: 120"}, ["5: “及格”写了“120”；写一个 1 到 100 的整数，例如 80"]),
    ("pass as a fraction", FINAL, {"及格: 80": "及格: 0.8"}, ["5: “及格”写了“0.8”；写一个 1 到 100 的整数，例如 80"]),
    ("no pass mark", FINAL, {"及格: 80\n": ""}, ["1: 文件头缺“及格”；加一行“及格: …”"]),
    ("limit in words", FINAL, {"限时: 30": "限时: 半小时"}, ["6: “限时”写了“半小时”；写一个 1 到 300 的整数，例如 30"]),
    ("empty limit", FINAL, {"限时: 30": "限时:"}, ["6: “限时”的值读不懂；只写一行文字"]),
    ("unknown key", FINAL, {"限时: 30": "时限: 30"}, ["6: 文件头里不认识“时限”；是不是想写“限时”？"]),
    ("mistyped key that must be there", FINAL, {"及格: 80": "及各: 80"}, ["5: 文件头里不认识“及各”；是不是想写“及格”？"]),
    ("key below the front matter", FINAL, {"限时: 30\n---\n": "---\n限时: 30\n"}, ["7: “限时”写在文件头外面了；移到 --- 的上面"]),
    ("no front matter", FINAL, "先答题。\n", ["1: 文件头缺“标题”；加一行“标题: …”", "1: 文件头缺“题库”；加一行“题库: …”", "1: 文件头缺“题数”；加一行“题数: …”", "1: 文件头缺“及格”；加一行“及格: …”"]),
    ("no title", FINAL, {"标题: 结业测验\n": ""}, ["1: 文件头缺“标题”；加一行“标题: …”"]),
    ("link that is not from the root", FINAL, {"(/index.md)": "(index.md)"}, ["9: 题目里的链接 index.md 要从 docs 的根写起；写成 /parts/…/页面.md"]),
    ("link to nowhere", FINAL, {"(/index.md)": "(/indx.md)"}, ["9: 链接指向的 /indx.md 不存在；是不是想写“/index.md”？"]),
    ("heading in the text", FINAL, {"先看[柜台]": "## 先看[柜台]"}, ["9: 说明里不用小标题；去掉井号，写成一段话"]),
    ("block in the text", FINAL, {"先看[柜台](/index.md)，再答。": "/// quiz | bank\n///"}, ["9: 说明里不能放块；把它移到测验那一页里"]),
    ("unknown exam", PAGE, {"| final": "| finl"}, ["6: quizzes/exams 里没有测验“finl”；是不是想写“final”？", "quizzes/exams/final.md:1: 测验“final”没有放进任何一页；在用得着的页面里写 /// exam | final"]),
    ("exam twice", PAGE, {"///\n": "///\n\n/// exam | final\n///\n"}, ["9: 测验“final”已经放在 docs/exam.md:6；删掉一处"]),
    ("text in an exam", PAGE, {"| final\n": "| final\n先答这个。\n"}, ["7: /// exam 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"]),
    ("review of half", REVIEW, {"全部": "一半"}, ["6: 这里只能写“全部”，现在写的是“一半”"]),
    ("review twice", REVIEW, {"///\n": "///\n\n/// review | 全部\n///\n"}, ["9: 这一页第 6 行已经有一个复习块；删掉一个"]),
    ("text in a review", REVIEW, {"全部\n": "全部\n先想。\n"}, ["7: /// review 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"]),
    ("review without a record", RECORD, "---\n标题: 记录\n---\n# 记录\n", ["docs/review.md:6: 复习要靠学习记录，课程里还没有“我的学习”那一页；先加一页，写上 /// record | 全部"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "wanted"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_slip(file: str, change: dict[str, str] | str, wanted: list[str], tmp_path: Path) -> None:
    good = {**COURSE, **FILES}[file]
    text = change if isinstance(change, str) else edited(good, change)
    said = told(site(tmp_path, {file: text}))
    elsewhere = re.compile(r"\S+\.\w+:\d+: ")
    assert sorted(said) == sorted(line if elsewhere.match(line) else f"{file}:{line}" for line in wanted)


SPELLINGS = [
    ("题库: [bank, second]", ["题库：［bank，second］", "题库: bank、second", "题库: bank second", "题库: 【Bank；second】", "题库:\n  - bank\n  - second", "题库：“bank”，“second”"]),
    ("题数: 2", ["题数：２", "题数: 2 道", "题数: 2题", "题数: '2'"]),
    ("及格: 80", ["及格：80%", "及格: 80 ％", "及格: ８０％", "及格:80分"]),
    ("限时: 30", ["限时：30分钟", "限时: ３０ 分钟"]),
    ("---\n标题", ["———\n标题", "－－－\n标题"]),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "typed"), [(plain, typed) for plain, all_ in SPELLINGS for typed in all_])
def test_spelling(plain: str, typed: str, tmp_path: Path) -> None:
    found = site(tmp_path, {FINAL: edited(GOOD, {plain: typed})})
    assert told(found) == []
    assert final(found) == final(site(tmp_path / "plain"))


HEAD = re.compile(r"^(?:标题|题库|题数|及格|限时): (?=\S)|^-{3}$|\[|\]|, ")


def mutations() -> list[tuple[int, str, str]]:
    """Line, what happened, the text: every mark of the front matter lost, doubled, turned; every line lost, doubled, turned."""
    lines, found = GOOD.split("\n"), []
    for number, line in enumerate(lines, 1):
        spots = {place for match in HEAD.finditer(line) for place in range(*match.span())} if number < 8 else set()
        for place in sorted(spots):
            for name, changed in {
                "lost": line[:place] + line[place + 1 :],
                "doubled": line[: place + 1] + line[place:],
                "turned": line[:place] + line[place + 1 : place + 2] + line[place] + line[place + 2 :],
            }.items():
                if changed != line:
                    found.append(
                        (
                            number,
                            f"{name} {line[place]!r} in {line!r}",
                            "\n".join([*lines[: number - 1], changed, *lines[number:]]),
                        )
                    )
    return found + [(slip.line, slip.name, slip.text) for slip in whole_lines(GOOD)]


def test_every_mutation_is_told_or_harmless(tmp_path: Path) -> None:
    good, slips, wrong = final(site(tmp_path)), mutations(), []
    for line, name, text in slips:
        found = site(tmp_path, {FINAL: text})
        if told(found):
            near = {line - 1, line, line + 1, line + 2} | ({1} if name.startswith("lost") else set())
            if not near & {problem.line for problem in found.problems if problem.file == FINAL}:
                wrong.append(f"{name}: told elsewhere: {told(found)}")
        elif final(found) != good and not own(name):
            wrong.append(f"{name}: another exam in silence: {final(found)}")
    assert not wrong, f"{len(wrong)} of {len(slips)}:\n" + "\n".join(wrong)
    assert len(slips) >= 60


def own(name: str) -> bool:
    """Whether the other exam is just what this author wrote: no limit, a sentence less, banks in another order."""
    return bool(
        re.match(r"lost '(?:限时|先看|答错|$)|(?:lost|doubled|turned) '(?:|先看.*|答错.*)'$|turned ' ' in '标题", name)
    )


def test_questions_that_stand_only_in_an_exam_are_known_to_the_record(tmp_path: Path) -> None:
    page = edited(COURSE["docs/index.md"], {"/// quiz | second\n///\n": ""})
    found = site(tmp_path, {"docs/index.md": page})
    assert told(found) == []
    assert [(item.key, item.uri) for item in items(found)] == [
        ("second/several", "exam.md"),
        ("second/silence", "exam.md"),
    ]
    assert homes(found)["second/several"].uri == "index.md", "at home where its idea is"
    assert "second/silence" not in homes(found)


def test_nothing_about_exams_is_said_where_a_bank_is_broken(tmp_path: Path) -> None:
    said = told(site(tmp_path, {"quizzes/bank.md": edited(COURSE["quizzes/bank.md"], {" {#first}": ""})}))
    assert len(said) == 1 and "题目没有编号" in said[0]


def test_the_library_is_the_one_that_was_looked_at() -> None:
    folder = PROJECT / "hooks" / "review" / "vendor"
    assert LIBRARY in vendored()
    about = (folder / "ts-fsrs.txt").read_text(encoding="utf-8")
    assert hashlib.sha256((folder / "ts-fsrs.js").read_bytes()).hexdigest() in about
    assert "MIT License" in about and re.search(r"ts-fsrs@\d+\.\d+\.\d+", about)


def test_words_of_the_terms() -> None:
    assert word("exam.terms.minutes", n=30).startswith("限时 30 分钟")
