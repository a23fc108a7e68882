"""Dialogues: what a keyboard makes of them, what playing all of them finds, the screenplay, the figures."""
# ruff: noqa: E501  # a mark a line

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from authors import COURSE, DIALOGUE, article, course, edited, examined, quiet, told
from bs4 import BeautifulSoup

from hooks import dialogue
from hooks.dialogue.__main__ import report
from hooks.dialogue.model import ALWAYS, KINDS, LIMITS, Bounds, Dialogue, Exit, Moment, read_dialogue
from hooks.dialogue.paths import State, explore, figures, findings, inside, walk
from hooks.shared.source import parse
from hooks.shared.words import words

ZH = words("zh")
FILE = "quizzes/dialogues/parcel.md"


def read(text: str = DIALOGUE) -> Dialogue:
    """The dialogue in a good text."""
    found, problems = read_dialogue("parcel", parse(text, FILE, ZH), ZH)
    assert not problems, problems
    return found


def bare(found: Dialogue) -> Dialogue:
    """A dialogue without the lines where things stood."""
    return replace(
        found,
        moments=tuple(
            replace(moment, line=0, exits=tuple(replace(exit, line=0) for exit in moment.exits))
            for moment in found.moments
        ),
    )


# Reading


def test_a_dialogue() -> None:
    found = read()
    assert (found.title, found.customer, found.start, found.goal) == (
        "系统说她签收了",
        "何女士",
        (-1, 0),
        ((0, 3), (3, 5)),
    )
    assert [moment.kind for moment in found.moments] == [""] * 6 + ["good", "fair", "bad"]
    start, shelf, worse = (next(one for one in found.moments if one.id == id) for id in ("start", "shelf", "worse"))
    assert [(line.speaker, line.manner, line.side) for line in start.lines] == [
        ("旁白", "", 0),
        ("何女士", "把手机转过来", 1),
    ]
    assert [exit.text for exit in start.exits][2] == "（不说话，转身去货架找）"
    assert start.exits[0] == Exit(
        "系统上写的是签收了。",
        "wall",
        16,
        (-1, 0),
        ALWAYS,
        "她知道写的是什么。她问的是东西在哪儿。",
        "没到您手上，那就是还没办完。我来找。",
    )
    assert shelf.exits == (Exit("", "call", 50, (0, 1)),)
    assert worse.exits[2].when == ((-3, 3), (1, 5)) and worse.exits[2].effect == (1, 1)
    assert len(found.debrief) == 3


# The plain spelling, the others.
SPELLINGS = [
    ("开始: 心情-1 事情0", ["开始：心情－1，事情0", "开始: 心情 −1、事情 ０", "开始：心情 -1 事情 +0"]),
    ("目标: 心情≥0 事情≥3", ["目标：心情>=0 事情>=3", "目标：心情＞＝０，事情＞＝３", "目标: 心情 ≧ 0 事情 > 2", "目标: 心情=>0 事情＞2"]),
    ("## 柜台前 {#start}", ["＃＃　柜台前｛＃start｝", "##柜台前{#start}", "## 柜台前 {{#START}}"]),
    ("## 结局：好 · 她", ["## 结局:好·她", "## 结局： 好 ・ 她", "## 结局：好 - 她", "## 结局：：好　她"]),
    ("- 系统上", ["-系统上", "－ 系统上", "* 系统上", "•　系统上", " - 系统上", "— 系统上"]),
    (" {心情-1} → #wall", ["｛心情－1｝－＞＃wall", " {心情-1} -> #wall", " { 心情 −1 } ->#wall", "{心情—1}——>#wall", " {心情-1} → # wall", " {心情-1} ⇒ #Wall", " {心情-1} -＞ #wall", " {心情-1} =》 #wall"]),
    ("{心情+1 事情+1} → #shelf", ["{心情＋１，事情＋1} → #shelf", "{心情+1、事情+1}→#shelf", "{事情+1 心情+1} → #shelf", "｛心情 + 1 事情 + 1｝ → #shelf"]),
    ("{如果 事情≥1} {心情+1 事情+1}", ["{如果事情≥1}{心情+1事情+1}", "｛如果　事情＞＝1｝｛心情＋1　事情＋1｝", "{心情+1 事情+1} {如果 事情>0}", "{如果 事情>=1 心情≥-3} {心情+1 事情+1}"]),
    ("{事情+1} → #call", ["｛事情＋1｝－＞ ＃call", "  {事情+1} -> #call"]),
    ("    > 她知道", ["    ＞她知道", "> 她知道", "　　＞　她知道", "    》她知道"]),
    ("    > 更好：没到", ["    > 更好:没到", "    ＞更好 ： 没到", "    > **更好**：没到", "    > **更好：** 没到"]),
    ("旁白：快", ["旁白:快", "　旁白 ： 快"]),
    ("何女士（把手机转过来）：", ["何女士(把手机转过来):", "何女士 （把手机转过来） ："]),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "typed"), [(plain, typed) for plain, others in SPELLINGS for typed in others])
def test_spelling(plain: str, typed: str) -> None:
    assert bare(read(edited(DIALOGUE, {plain: typed}))) == bare(read())


def test_the_fingerprint_is_of_what_is_played() -> None:
    print = read().print
    for same in (
        {"她知道写的是": "她看见写的是"},
        {"更好：没到": "更好：还没到"},
        {"东西呢？": "东西呢"},
        {"标题: 系统": "标题: 那个系统"},
    ):
        assert read(edited(DIALOGUE, same)).print == print, same
    for other in (
        {"东西呢？": "东西在哪儿？"},
        {"{心情-1} → #wall": "{心情-2} → #wall"},
        {"- 系统上": "- 本子上"},
        {"事情≥1}": "事情≥2}"},
        {"心情-1 事情0": "心情-2 事情0"},
    ):
        assert read(edited(DIALOGUE, other)).print != print, other


# Playing everything, against brute force


def some_dialogue(chance: random.Random) -> Dialogue:
    """A small dialogue, sound or not: loops, traps, conditions that leave nothing open."""
    inner, ends = chance.randint(2, 5), chance.randint(1, 3)
    ids = [f"m{n}" for n in range(inner)] + [f"e{n}" for n in range(ends)]

    def bounds() -> Bounds:
        if chance.random() < 0.7:
            return ALWAYS
        return tuple(
            (low, high) if chance.random() < 0.5 else tuple(sorted(chance.choices(range(low, high + 1), k=2)))  # type: ignore[misc]  # two of two
            for low, high in LIMITS.values()
        )

    def exits() -> tuple[Exit, ...]:
        words = [""] * 2 if chance.random() < 0.2 else ["好", "好的吧", "好的"][: chance.randint(1, 3)]
        return tuple(
            Exit(text, chance.choice(ids), 0, (chance.randint(-2, 2), chance.randint(-1, 2)), bounds())
            for text in words
        )

    moments = [Moment(id, id, 0, exits=exits()) for id in ids[:inner]]
    moments += [Moment(id, id, 0, chance.choice(KINDS)) for id in ids[inner:]]
    start = (chance.randint(-3, 3), chance.randint(0, 5))
    return Dialogue("d", "d", "", start, bounds(), moments=tuple(moments))


def steps(found: Dialogue, state: State) -> list[State]:
    """Where one can go from a state, in plain words of the grammar."""
    moment = next(one for one in found.moments if one.id == state[0])
    there = []
    for exit in moment.exits:
        (a, b), (c, d) = exit.when
        if a <= state[1] <= b and c <= state[2] <= d:
            mood, matter = sorted((-3, state[1] + exit.effect[0], 3))[1], sorted((0, state[2] + exit.effect[1], 5))[1]
            there.append((exit.target, mood, matter))
            if not exit.text:
                break
    return there


def brute(found: Dialogue) -> dict[State, list[State]]:
    """Every state that can be reached, and where it leads: go on until nothing is new."""
    known: dict[State, list[State]] = {}
    new: set[State] = {(found.moments[0].id, *found.start)}
    while new:
        known |= {state: steps(found, state) for state in new}
        new = {to for way in known.values() for to in way} - known.keys()
    return known


def trapped(states: dict[State, list[State]]) -> set[State]:
    """The states from which nothing without a way on can be reached: take away those that can until none is left."""
    left = set(states)
    while out := {state for state in left if not states[state] or not left.issuperset(states[state])}:
        left -= out
    return left


def chances(found: Dialogue, states: dict[State, list[State]]) -> dict[str, float]:
    """The share of random plays that end in each moment: the linear equations of all states, solved."""
    order = sorted(states)
    place = {state: n for n, state in enumerate(order)}
    shares: dict[str, float] = {}
    for end in {state[0] for state, to in states.items() if not to}:
        rows = []
        for state in order:
            row = [0.0] * (len(order) + 1)
            row[place[state]] += 1
            for one in states[state]:
                row[place[one]] -= 1 / len(states[state])
            if not states[state]:
                row[-1] = float(state[0] == end)
            rows.append(row)
        for column in range(len(order)):
            pivot = max(range(column, len(order)), key=[abs(row[column]) for row in rows].__getitem__)
            rows[column], rows[pivot] = rows[pivot], rows[column]
            head = rows[column]
            for row in rows:
                if row is not head and row[column]:
                    factor = row[column] / head[column]
                    for n in range(column, len(row)):
                        row[n] -= factor * head[n]
        first = place[found.moments[0].id, found.start[0], found.start[1]]
        shares[end] = rows[first][-1] / rows[first][first]
    return shares


def dialogues(count: int) -> Iterator[Dialogue]:
    """Small dialogues, the same ones each time."""
    chance = random.Random(11)
    for _ in range(count):
        yield some_dialogue(chance)


def test_reachability_against_brute_force() -> None:
    seen: dict[str, int] = {}
    for found in dialogues(500):
        states = brute(found)
        assert {state: [to for _, to in ways] for state, ways in explore(found).items()} == states
        kinds = {moment.id: moment.kind for moment in found.moments}
        told = [(key, values.get("name")) for _, key, values in findings(found)]
        keys = {key for key, _ in told}
        assert {name for key, name in told if key == "unreached"} == set(kinds) - {state[0] for state in states}
        stuck = {state[0] for state in states if not kinds[state[0]] and not states[state]}
        assert sum(key == "stuck" for key, _ in told) == len(stuck)
        traps = trapped(states)
        assert ("loop" in keys) == bool(traps)
        if not stuck and not traps:
            won = [state for state in states if kinds[state[0]] == "good" and inside(state[1:], found.goal)]
            assert ("no_goal" in keys) == (not won)
        for key in keys | ({"fine"} if not told else set()):
            seen[key] = seen.get(key, 0) + 1
    assert {"unreached", "stuck", "loop", "no_goal", "always_first", "always_longest", "fine"} <= seen.keys(), seen


def test_shares_against_brute_force() -> None:
    done = 0
    for found in dialogues(2000):
        states = brute(found)
        if len(states) > 25 or trapped(states):
            continue
        shares = figures(explore(found)).shares
        expected = {end: share for end, share in chances(found, states).items() if share > 1e-9}
        assert shares == pytest.approx(expected, abs=1e-8)
        assert sum(shares.values()) == pytest.approx(1)
        done += 1
        if done == 500:
            return
    pytest.fail(f"only {done} dialogues could be played")


def test_median_length() -> None:
    """Three choices in a row, then the end; by themselves moments add nothing."""
    way = [Moment(f"m{n}", "", 0, exits=(Exit("a", f"m{n + 1}", 0), Exit("b", "end", 0))) for n in range(3)]
    last = [Moment("m3", "", 0, exits=(Exit("", "end", 0),)), Moment("end", "", 0, "good")]
    assert figures(explore(Dialogue("d", "d", moments=(*way, *last)))).length == 1
    line = [replace(moment, exits=moment.exits[:1]) for moment in way]
    assert figures(explore(Dialogue("d", "d", moments=(*line, *last)))).length == 3


def test_who_always_does_the_same_may_go_round() -> None:
    one = Moment("one", "", 0, exits=(Exit("a", "two", 0), Exit("b", "end", 0)))
    two = Moment("two", "", 0, exits=(Exit("a", "one", 0), Exit("b", "end", 0)))
    graph = explore(Dialogue("d", "d", moments=(one, two, Moment("end", "", 0, "good"))))
    assert walk(graph, lambda ways: 0) is None
    assert walk(graph, lambda ways: 1) == ("end", 0, 0)


# What a trainer is told of a good one

REPORT = """\
parcel《系统说她签收了》：时刻 9 个，岔口 5 个，一半的走法在 3 句以内说完
    好 · 她认出了柜子：随便选，30.2% 走到这里
    尚可 · 她先回去了：随便选，45.8% 走到这里
    坏 · 她拨了投诉电话：随便选，24.0% 走到这里
    每次选最客气的一句：尚可 · 她先回去了
"""


def test_the_report(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hooks.dialogue"]
    done = subprocess.run(command, cwd=course(tmp_path), env=quiet(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, REPORT, "")
    none = subprocess.run(command, cwd=course(tmp_path, {FILE: None}), env=quiet(), capture_output=True, text=True)
    assert (none.returncode, none.stdout) == (1, ZH("dialogue.report.none") + "\n")


def test_the_report_marks_what_is_out_of_bounds() -> None:
    """An ending that nearly everybody reaches, one that hardly anybody reaches, a good one that misses the goal."""
    far = Moment(
        "a", "", 0, exits=(*(Exit(f"请{n}", "bad", 0, (-n, 0)) for n in range(3)), Exit("您请", "b", 0, (3, 0)))
    )
    near = Moment("b", "", 0, exits=(*(Exit(f"{n}", "bad", 0, (-n, 0)) for n in range(5)), Exit("请", "good", 0)))
    ends = Moment("good", "甲", 0, "good"), Moment("bad", "乙", 0, "bad")
    lines = list(report(Dialogue("d", "丁", goal=((-3, 3), (3, 5)), moments=(far, near, *ends)), ZH))
    assert lines[1].startswith("  ! 好 · 甲：随便选，4.2%") and lines[1].endswith("（希望在 5% 到 70% 之间）")
    assert lines[2] == "  ！ 走到“甲”的时候，目标可以还没到"
    assert lines[3].startswith("  ! 坏 · 乙：随便选，95.8%")
    assert lines[4] == "    每次选最客气的一句：好 · 甲"


# The page


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """A page with the dialogue."""
    show = {"docs/list.md": COURSE["docs/list.md"] + "\n/// dialogue | parcel\n///\n"}
    site = examined(course(tmp_path_factory.mktemp("page"), show))
    assert told(site) == []
    return BeautifulSoup(article(site, "list.md"), "lxml")


def text(tag: object) -> str:
    """The text of an element without spaces."""
    return re.sub(r"\s", "", getattr(tag, "text", ""))


def test_the_screenplay_has_everything_once(paper: BeautifulSoup) -> None:
    found = read()
    moments = paper.select(".dialogue-script > li")
    assert len(moments) == len(found.moments)
    numbers = {moment.id: number for number, moment in enumerate(found.moments, 1)}
    for number, (shown, moment) in enumerate(zip(moments, found.moments, strict=True), 1):
        heading = shown.select_one("[role=heading]")
        assert heading and heading["id"] == f"dialogue/parcel/{moment.id}"
        assert text(heading).startswith(str(number)) and text(heading).endswith(moment.name.replace(" ", ""))
        lines = [text(line) for line in shown.select("ul > li")]
        expected = [
            (f"{line.speaker}（{line.manner}）：" if line.manner else f"{line.speaker}：" if line.side else "")
            + line.text
            for line in moment.lines
        ]
        assert lines == expected
        ways = shown.select("ol > li")
        assert len(ways) == len(moment.exits)
        for way, exit in zip(ways, moment.exits, strict=True):
            said = text(way)
            for part in (exit.text, exit.feedback, exit.better, f"→{numbers[exit.target]}"):
                assert re.sub(r"\s", "", part) in said
            link = way.select_one("a")
            assert link and paper.find(id=str(link["href"]).removeprefix("#"))
    worse = paper.select('[data-moment="worse"] small')[2]
    assert text(worse) == "如果事情≥1心情+1、事情+1→8"
    assert text(paper.select_one(".dialogue-sign")).count("＿") > 20


def test_the_search_reads_the_scene_only(paper: BeautifulSoup) -> None:
    """What is said depends on what one chooses: it must not be found before."""
    for hidden in paper.select("[data-search-exclude]"):
        hidden.decompose()
    said = text(paper.find("course-dialogue"))
    assert "系统说她签收了" in said and "何女士" in said and "快递驿站" in said
    assert "签收的是" not in said and "请您先别急" not in said and "结局" not in said


def test_the_record_knows_it(tmp_path: Path) -> None:
    show = {"docs/list.md": COURSE["docs/list.md"] + "\n/// dialogue | parcel\n///\n"}
    (item,) = dialogue.items(examined(course(tmp_path, show)))
    assert (item.key, item.kind, item.uri, item.label) == (
        "dialogue/parcel",
        "dialogue",
        "list.md",
        "对话：系统说她签收了",
    )
    assert item.print == read().print
