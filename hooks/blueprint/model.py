"""What a blueprint file may say. Knows no HTML and no builder.

A heading a step, under it a list: `- lane: what happens`, times, failure points. What a Chinese keyboard makes of the
marks is understood; everything else is told with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hooks.shared.problems import Problem
from hooks.shared.source import GOOD_ID, Source
from hooks.shared.words import Words

LANES = ("evidence", "customer", "front", "back", "support")
MOST_STEPS = 12  # as many as blueprint.css can turn into cards
HEADING = re.compile(r"^[ \u3000]{0,3}([#＃]+)[ \u3000]*(.*?)[ \u3000]*$")
ID = re.compile(r"\s*[{｛]+\s*[#＃]+\s*([^{}｛｝#＃]*?)\s*[}｝]+$")
ENTRY = re.compile(
    r"^[ \u3000]{0,3}[-*+－—–−•·][ \u3000]*(?:\*\*)?([^\s:：*][^:：*]{0,23}?)(?:\*\*)?[ \u3000]*[:：]+(?:\*\*)?"
    r"[ \u3000]*(.*?)[ \u3000]*$"
)
NUMBER = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
TO = "–"
ARROW = r"(?:→|⇒|➜|[-－—–=＝]+[>＞])"


@dataclass(frozen=True)
class Fail:
    """A failure point: what goes wrong, and how it is made good."""

    what: str
    recovery: str


@dataclass
class Step:
    """One step.

    lanes   what happens, by name of LANES
    time    how long it takes, and how long the customer waits: "3" or "3–5", "" when it is not said
    beside  id of a step at the same time, "" when there is none
    """

    name: str
    id: str
    line: int
    lanes: dict[str, list[str]] = field(default_factory=lambda: {lane: [] for lane in LANES})
    time: str = ""
    wait: str = ""
    fails: list[Fail] = field(default_factory=list)
    beside: str = ""

    @property
    def lasts(self) -> tuple[float, float]:
        """What its time and its wait count as: a range as its upper end."""
        return float(self.time.split(TO)[-1] or 0), float(self.wait.split(TO)[-1] or 0)


@dataclass(frozen=True)
class Action:
    """What somebody does in a step, and the lane it belongs to."""

    text: str
    lane: str


@dataclass(frozen=True)
class Blueprint:
    """A blueprint; `id` is its file's name. source "" means invented."""

    id: str
    title: str
    industry: str
    source: str
    unit: str
    steps: tuple[Step, ...]

    @property
    def total(self) -> tuple[float, float]:
        """Time and wait from the first step to the last. Of steps at the same time only the longest counts."""
        groups = list(range(len(self.steps)))
        places = {step.id: place for place, step in enumerate(self.steps) if step.id}
        for place, step in enumerate(self.steps):
            if step.beside:
                old, new = groups[place], groups[places[step.beside]]
                groups = [new if group == old else group for group in groups]
        longest: dict[int, tuple[float, float]] = {}
        for group, step in zip(groups, self.steps, strict=True):
            longest[group] = max(longest.get(group, (0.0, 0.0)), step.lasts, key=sum)
        return sum(time for time, _ in longest.values()), sum(wait for _, wait in longest.values())

    @property
    def actions(self) -> list[Action]:
        """A handful to be sorted into lanes, in the order of the steps: one of each lane, two of front and back."""
        said = [(text, lane) for step in self.steps for lane in LANES for text in step.lanes[lane]]
        lanes = {text: {lane for other, lane in said if other == text} for text, _ in said}
        chosen: set[str] = set()
        for turn, lane in enumerate([*LANES, "front", "back"]):
            pool = [text for text, own in said if own == lane and len(lanes[text]) == 1 and text not in chosen]
            # From different steps: whoever knows the step must not know the lane.
            chosen.update(pool[len(pool) * turn // 7 :][:1])
        return [Action(text, lane) for text, lane in dict.fromkeys(said) if text in chosen]


class Reader:
    """Reads one blueprint and remembers what was wrong in it. A reader is used once."""

    def __init__(self, source: Source, unit: str, words: Words) -> None:
        self.source = source
        self.words = words
        self.problems: list[Problem] = []
        self.steps: list[Step] = []
        self.sought: list[tuple[int, str]] = []
        self.last = 0
        names: dict[str, str] = {**words.get("blueprint.lanes"), **words.get("blueprint.marks")}
        self.names = {name.casefold(): key for key, name in names.items()}
        # The full names of the lanes are understood, too: that is how the page calls them.
        self.names |= {name.casefold(): key for key, name in words.get("blueprint.components").items()}
        self.known = list(names.values())
        self.amount = re.compile(
            rf"^({NUMBER})\s*(?:(?:[-－—–−~～]+|{re.escape(words('blueprint.to'))})\s*({NUMBER}))?\s*(?:{re.escape(unit)})?$"
        )
        recovery = re.escape(words("blueprint.recovery"))
        self.fail = re.compile(rf"^(.*?)\s*{ARROW}+\s*{recovery}\s*[:：]+\s*(.*)$", re.IGNORECASE)

    def tell(self, line: int, key: str, **values: object) -> None:
        """Remember a problem."""
        self.problems.append(Problem(self.source.name, line, self.words(f"blueprint.say.{key}", **values)))

    def read(self) -> tuple[Step, ...]:
        """The steps, as far as they can be read."""
        gap = stray = False
        for number, line in self.source.lines:
            heading, entry = HEADING.match(line), ENTRY.match(line)
            if heading:
                self.heading(number, heading[1], heading[2])
                gap = stray = False
            elif not line.strip():
                gap = bool(self.steps) and self.steps[-1].line < self.last
            elif not self.steps:
                if not stray:
                    self.tell(number, "before_first")
                stray = True
            else:
                if gap:
                    self.tell(number, "gap")
                elif entry:
                    self.entry(number, entry[1], entry[2])
                else:
                    self.tell(number, "line")
                gap, self.last = False, number
        self.whole()
        return tuple(self.steps)

    def heading(self, number: int, hashes: str, text: str) -> None:
        """A step begins. The title of the file may stand above the first."""
        title = self.source.value(self.words("page.keys.title"))
        if len(hashes) == 1 and not self.steps and text == title:
            return
        if len(hashes) != 2:
            self.tell(number, "level")
        found = ID.search(text)
        id, name = (found[1].lower(), text[: found.start()]) if found else ("", text)
        if re.search(r"[{｛}｝]", name):
            self.tell(number, "near_id")
        elif found and not GOOD_ID.match(id):
            self.tell(number, "bad_id", id=found[1])
        if not name.strip("#＃ "):
            self.tell(number, "no_name")
        for step in self.steps:
            if id and step.id == id:
                self.tell(number, "double_id", id=id, other=step.line)
            elif step.name == name and name:
                self.tell(number, "double_step", name=name, other=step.line)
        self.steps.append(Step(name, id, number))
        self.last = number

    def entry(self, number: int, name: str, text: str) -> None:
        """One line of a step."""
        step, key = self.steps[-1], self.names.get(name.casefold())
        if not key:
            self.tell(number, "unknown", name=name, hint=self.words.nearest(name, self.known))
        elif not text:
            self.tell(number, "empty", name=name)
        elif key in LANES:
            step.lanes[key].append(text)
        elif key == "fail":
            found = self.fail.match(text)
            if found and found[1] and found[2]:
                step.fails.append(Fail(found[1], found[2]))
            else:
                self.tell(number, "no_recovery")
        elif getattr(step, key):
            self.tell(number, "twice", name=name)
        elif key == "beside":
            step.beside = re.sub(r"^[{｛#＃\s]+|[}｝\s]+$", "", text).lower()
            self.sought.append((number, step.beside))
        else:
            self.span(number, step, key, name, text)

    def span(self, number: int, step: Step, key: str, name: str, text: str) -> None:
        """A time: a number, or a range that counts as its upper end."""
        found = self.amount.match(text)
        # Python reads full-width digits; the point it does not.
        ends = [end.replace("．", ".") for end in found.groups() if end] if found else []
        if not ends or float(ends[0]) > float(ends[-1]):
            self.tell(number, "number", name=name, given=text)
        else:
            setattr(step, key, TO.join(f"{float(end):g}" for end in ends))

    def whole(self) -> None:
        """What only the whole file shows."""
        if not self.steps and not self.problems and not self.source.problems:
            self.tell(1, "no_steps")
        if len(self.steps) > MOST_STEPS:
            self.tell(self.steps[MOST_STEPS].line, "many_steps", n=MOST_STEPS)
        told = {problem.line for problem in self.problems}
        for place, step in enumerate(self.steps):
            after = self.steps[place + 1].line if place + 1 < len(self.steps) else len(self.source.text)
            if any(step.line <= line < after for line in told):
                continue  # what is missing may be what could not be read
            if not any(step.lanes.values()):
                self.tell(step.line, "empty_step")
            elif step.lanes["front"] and not step.lanes["support"]:
                self.tell(step.line, "no_support")
        ids = [step.id for step in self.steps if step.id]
        for number, id in self.sought:
            own = [step for step in self.steps if step.line < number][-1]
            if id not in ids:
                self.tell(number, "no_step", id=id, hint=self.words.nearest(id, ids))
            elif id == own.id:
                self.tell(number, "itself")


def lanes_of(steps: Sequence[Step]) -> set[str]:
    """The lanes in which something happens."""
    return {lane for step in steps for lane in LANES if step.lanes[lane]}
