"""What a dialogue may say. Knows no HTML and no builder.

A dialogue is Markdown: a heading a moment, what is said there, then the ways out of it. What a Chinese keyboard makes
of the marks is understood; everything else is told with file and line. What only playing shows is in paths.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hooks.shared.lines import NOTE, Line, meant, spoken
from hooks.shared.problems import Problem
from hooks.shared.scan import HEADING
from hooks.shared.source import GOOD_ID, WIDE, Source, slips
from hooks.shared.words import Words

LIMITS = {"mood": (-3, 3), "matter": (0, 5)}  # the two meters, in this order everywhere
ALWAYS = tuple(LIMITS.values())
KINDS = ("bad", "fair", "good")

Bounds = tuple[tuple[int, int], ...]
Levels = tuple[int, int]

PLAIN = WIDE | {ord(sign): "-" for sign in "−–—﹣"} | {ord("﹢"): "+"}
BULLET = re.compile(r"^[ \u3000]*[-*+－—–•·]+[ \u3000]*(?![>＞])(\S.*)$")
NUMBERED = re.compile(r"^[ \u3000]*(?:\d{1,2}|[A-Ha-hＡ-Ｈ])\s*[.．、)）]\s*\S")
BOX = re.compile(r"^[\[［【(（]\s*[xXｘＸ√✓✔]?\s*[\]］】)）]")
ARROW = re.compile(r"\s*(?:→|⟶|➔|➜|⇒|[-－—–=＝]+[>＞》])+\s*([#＃]*)\s*([^\s#＃{}｛｝]*)\s*$")
BRACES = re.compile(r"\s*[{｛]+([^{}｛｝]*)[}｝]+\s*$")
TOKEN = r"([^\W\d_]+)(≥|≤|>|<|=|)([+-]?)(\d+)"
KIND = re.compile(r"^([^\s·・•|｜—–-]*)[\s·・•|｜—–-]*(.*)$")
COLON = r"\s*[:：]+\s*"


@dataclass(frozen=True)
class Exit:
    """A way out of a moment: an option, or (text "") one that is taken by itself.

    effect  what it adds to mood and matter
    when    lowest and highest mood and matter at which it is open
    """

    text: str
    target: str
    line: int
    effect: Levels = (0, 0)
    when: Bounds = ALWAYS
    feedback: str = ""
    better: str = ""


@dataclass(frozen=True)
class Moment:
    """A moment. kind: of an ending, one of KINDS; "" for the others."""

    id: str
    name: str
    line: int
    kind: str = ""
    lines: tuple[Line, ...] = ()
    exits: tuple[Exit, ...] = ()


@dataclass(frozen=True)
class Dialogue:
    """A talk with a customer; it starts at its first moment. debrief: its own questions for afterwards, if any."""

    id: str
    title: str
    customer: str = ""
    start: Levels = (0, 0)
    goal: Bounds = ALWAYS
    scene: str = ""
    invented: str = ""
    debrief: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def print(self) -> str:
        """A fingerprint of what is played: lines, options, effects, ways; not of feedback, spaces, punctuation."""
        played = [
            [[fold(line.text) for line in moment.lines]]
            + [(fold(exit.text), exit.target, exit.effect, exit.when) for exit in moment.exits]
            for moment in self.moments
        ]
        return hashlib.sha256(repr([self.start, played]).encode()).hexdigest()[:12]


@dataclass
class _Draft:
    """A moment while its lines are read. lost: an option could not be read, so what stands under it has no home."""

    moment: Moment
    lines: list[tuple[int, Line]] = field(default_factory=list)
    exits: list[Exit] = field(default_factory=list)
    lost: bool = False


class _Reader:
    """Reads one dialogue. A reader is used once."""

    def __init__(self, source: Source, words: Words) -> None:
        self.source = source
        self.words = words
        self.problems: list[Problem] = []
        self.meters: dict[str, str] = words.get("dialogue.meters")
        self.names = {name: meter for meter, name in self.meters.items()}
        self.kinds = {name.casefold(): kind for kind, name in words.get("dialogue.endings").items()}
        self.mark = words("evidence.mark")
        self.ending, self.better, self.condition = (words(f"dialogue.{key}") for key in ("ending", "better", "if"))
        self.sides = {words("talk.narrator"): 0}

    def tell(self, line: int, key: str, /, **values: object) -> None:
        self.problems.append(Problem(self.source.name, line, self.words(f"dialogue.say.{key}", **values)))

    def read(self, id: str) -> Dialogue:
        dialogue = self.front_matter(id)
        if dialogue.customer:
            self.sides[dialogue.customer] = 1
        drafts = self.drafts()
        told = [(number, line) for draft in drafts for number, line in draft.lines]
        for number, line in told:
            name = meant(line, [one.speaker for _, one in told], list(self.sides)[:2])
            if name:
                self.tell(number, "near_speaker", given=line.speaker, name=name)
        if dialogue.customer and not any(line.speaker == dialogue.customer for _, line in told) and told:
            self.tell(self.place("customer"), "silent_customer", name=dialogue.customer)
        ids = [draft.moment.id for draft in drafts]
        moments = tuple(self.finish(draft, ids) for draft in drafts)
        if not drafts and not self.problems and not self.source.problems:
            self.tell(1, "empty")
        return replace(dialogue, moments=moments)

    # Front matter

    def key(self, name: str) -> str:
        return self.words("page.keys.title" if name == "title" else f"dialogue.keys.{name}")

    def place(self, name: str) -> int:
        return self.source.place(self.key(name))

    def front_matter(self, id: str) -> Dialogue:
        names = ("title", *self.words.get("dialogue.keys"))
        known = [self.key(name) for name in names]
        unknown = [key for key in self.source.meta if key not in known]
        for key in unknown:
            self.tell(self.source.place(key), "unknown_key", key=key, hint=self.words.nearest(key, known))
        near = {slip for key in unknown for slip in (*slips(key), key)}
        values = {}
        for name in names:
            values[name] = self.source.value(self.key(name)).strip()
            if values[name] or self.source.problems:
                continue
            if self.key(name) in self.source.meta:
                self.tell(self.place(name), "empty_key", key=self.key(name))
            elif name in ("title", "customer", "start", "goal") and not near & {self.key(name), *slips(self.key(name))}:
                self.tell(1, "missing_key", key=self.key(name), sample=self.words(f"dialogue.samples.{name}"))
        start, goal = self.start(values["start"]), self.goal(values["goal"])
        if values["invented"] not in ("", self.words("dialogue.yes")):
            yes = self.words("dialogue.yes")
            self.tell(self.place("invented"), "invented", key=self.key("invented"), yes=yes, given=values["invented"])
        debrief = [question.strip() for question in re.split("[／/|｜]", values["debrief"]) if question.strip()]
        if len(debrief) not in (0, 3):
            self.tell(self.place("debrief"), "debrief", key=self.key("debrief"), n=len(debrief))
        return Dialogue(
            id,
            values["title"],
            values["customer"],
            start,
            goal,
            values["scene"],
            values["invented"],
            tuple(debrief),
        )

    def start(self, text: str) -> Levels:
        found = self.measures(text)
        if not text:
            return 0, 0
        line = self.place("start")
        if found is None or any(sign for sign, _, _ in found.values()) or set(found) != set(LIMITS):
            self.tell(line, "start", key=self.key("start"), given=text, sample=self.words("dialogue.samples.start"))
            return 0, 0
        mood, matter = (self.within(line, meter, found[meter][2]) for meter in LIMITS)
        if mood and not found["mood"][1]:  # it may have been a minus
            self.tell(line, "sign", name=self.meters["mood"], n=mood)
        return mood, matter

    def goal(self, text: str) -> Bounds:
        if not text:
            return ALWAYS
        bounds = self.bounds(self.place("goal"), text)
        if bounds is None:
            sample = self.words("dialogue.samples.goal")
            self.tell(self.place("goal"), "goal", key=self.key("goal"), given=text, sample=sample)
        return bounds or ALWAYS

    # Numbers

    def measures(self, text: str) -> dict[str, tuple[str, str, int]] | None:
        """`心情-1 事情+2` or `事情≥2`: meter → (comparison, sign, number); None when it cannot be read."""
        text = text.translate(PLAIN)
        text = re.sub(r">\s*=|=\s*>|≧|⩾", "≥", text)
        text = re.sub(r"<\s*=|=\s*<|≦|⩽", "≤", text)
        text = re.sub(r"\s*([≥≤<>=+-])\s*|\s+(?=\d)", r"\1", text)
        text = re.sub(r"[\s,、;]+", " ", text).strip()
        if not re.fullmatch(rf"(?:{TOKEN} ?)+", text):
            return None
        found = {}
        for name, sign, plus, number in re.findall(TOKEN, text):
            meter = self.names.get(name.casefold())
            if meter is None or meter in found or len(number) > 2:
                return None
            found[meter] = (sign, plus, int(plus + number))
        return found

    def within(self, line: int, meter: str, value: int, limits: tuple[int, int] | None = None) -> int:
        """A value, told when it is outside its meter (or these limits)."""
        least, most = limits or LIMITS[meter]
        if not least <= value <= most:
            shown = [str(number).replace("-", "−") for number in (value, least, most)]
            self.tell(line, "range", name=self.meters[meter], given=shown[0], low=shown[1], high=shown[2])
        return min(most, max(least, value))

    def bounds(self, line: int, text: str) -> Bounds | None:
        found = self.measures(text)
        if found is None or not all(sign for sign, _, _ in found.values()):
            return None
        limits = dict(LIMITS)
        for meter, (sign, _, value) in found.items():
            self.within(line, meter, value)
            low, high = limits[meter]
            low = {"≥": value, ">": value + 1, "=": value}.get(sign, low)
            high = {"≤": value, "<": value - 1, "=": value}.get(sign, high)
            limits[meter] = (low, high)
        return tuple(limits.values())

    # Moments

    def drafts(self) -> list[_Draft]:
        drafts: list[_Draft] = []
        before, stray = "", False
        for number, raw in self.source.lines:
            heading = HEADING.match(raw)
            if heading:
                if before:
                    self.tell(number, "heading_glued")
                if len(heading[1]) != 2 or heading[2].startswith(("#", "＃")):
                    self.tell(number, "heading_level")
                drafts.append(_Draft(self.heading(number, heading[2].strip(), (heading[3] or "").lower(), drafts)))
            elif raw.strip() and drafts:
                self.line(drafts[-1], number, raw)
            elif raw.strip() and not stray:
                self.tell(number, "before_first")
                stray = True
            before = raw.strip()
        return drafts

    def heading(self, number: int, text: str, id: str, drafts: Sequence[_Draft]) -> Moment:
        taken = {draft.moment.id: draft.moment.line for draft in drafts}
        if re.search(r"[{}｛｝#＃]", text):
            self.tell(number, "near_id")
        elif not id:
            self.tell(number, "no_id", id=self.free(len(drafts) + 1))
        elif not GOOD_ID.match(id):
            proposal = re.sub(r"[^a-z0-9]+", "-", id).strip("-") or self.free(len(drafts) + 1)
            self.tell(number, "bad_id", id=id, proposal=proposal)
        elif id in taken:
            self.tell(number, "double_id", id=id, other=taken[id])
        head, colon, rest = (part.strip() for part in re.match(r"([^:：]*)([:：]*)(.*)", text).groups())  # type: ignore[union-attr]  # matches any text
        if head.casefold() == self.ending.casefold() and colon:
            return Moment(id, *self.kind(number, rest))
        if head.casefold().startswith(self.ending.casefold()) or (colon and head.casefold() in slips(self.ending)):
            self.tell(number, "near_ending")
            return Moment(id, text, number, KINDS[0])
        if not text:
            self.tell(number, "no_name")
        return Moment(id, text, number)

    def free(self, number: int) -> str:
        """A proposal for an id: one that stands nowhere in the file."""
        while f"m{number}" in self.source.text:
            number += 1
        return f"m{number}"

    def kind(self, number: int, text: str) -> tuple[str, int, str]:
        """Name, line and kind of an ending from `好 · 赶上了车`."""
        found = KIND.match(text)
        given, name = (found[1].casefold(), found[2]) if found else ("", text)
        if given not in self.kinds:
            self.tell(number, "kind", given=given, hint=self.words.nearest(given, self.kinds))
        elif not name:
            self.tell(number, "no_ending_name", kind=given)
        return name, number, self.kinds.get(given, KINDS[0])

    def line(self, draft: _Draft, number: int, raw: str) -> None:
        """Take one line of a moment."""
        note, bullet = NOTE.match(raw), BULLET.match(raw)
        if note:
            self.note(draft, number, note[1])
        elif bullet and not re.match(r"^[-－—–]+[>＞]", raw.strip()):
            draft.lost = False
            self.option(draft, number, bullet[1])
        elif NUMBERED.match(raw):
            self.tell(number, "numbered")
            draft.lost = True
        elif (arrow := ARROW.search(raw)) and (arrow[1] or arrow[2]):
            if raw[: arrow.start()].strip().startswith(("{", "｛")) or not raw[: arrow.start()].strip():
                self.option(draft, number, raw.strip(), alone=True)
            else:
                self.tell(number, "no_bullet")
                draft.lost = True
        elif line := spoken(raw, self.sides):
            if draft.exits or draft.lost:
                self.tell(number, "line_late")
            self.stray_braces(number, line.text)
            draft.lines.append((number, line))
        else:
            self.tell(number, "no_quote" if raw[:1] in " \u3000" and draft.exits else "no_speaker")

    def note(self, draft: _Draft, number: int, text: str) -> None:
        """Feedback, or a better line, under an option."""
        if draft.lost:
            return
        if not draft.exits or not draft.exits[-1].text:
            self.tell(number, "note_early")
            return
        exit = draft.exits[-1]
        head = re.match(rf"^(?:\*\*)?([^\s:：*]+)(?:\*\*)?{COLON}(?:\*\*)?\s*(.*)$", text)
        if head and head[1].casefold() == self.better.casefold():
            if not exit.feedback:
                self.tell(number, "better_early")
            elif exit.better:
                self.tell(number, "better_twice")
            elif not head[2]:
                self.tell(number, "better_empty")
            draft.exits[-1] = replace(exit, better=head[2])
        elif text.casefold().startswith(self.better.casefold()) or (head and head[1].casefold() in slips(self.better)):
            self.tell(number, "near_better")
        elif exit.feedback and text:
            self.tell(number, "note_twice")
        else:
            draft.exits[-1] = replace(exit, feedback=exit.feedback or text)

    def option(self, draft: _Draft, number: int, text: str, alone: bool = False) -> None:
        """`text {如果 事情≥2} {心情+1} → #target`; without text when it stands alone."""
        arrow = ARROW.search(text)
        target = arrow[2].lower() if arrow else ""
        if not arrow:
            self.tell(number, "no_arrow")
        elif not arrow[1] or not target:
            self.tell(number, "no_hash", id=target)
        text, effect, when = self.braces(number, text[: arrow.start()] if arrow else text)
        if BOX.match(text):
            self.tell(number, "box")
        self.stray_braces(number, text)
        if not text and not alone:
            self.tell(number, "empty_option")
            text = "-"
        draft.exits.append(Exit(text, target, number, effect, when))

    def braces(self, number: int, text: str) -> tuple[str, Levels, Bounds]:
        """What stands before the braces at the end of an option, and what they say."""
        effect: Levels | None = None
        when: Bounds | None = None
        while (found := BRACES.search(text)) and not found[1].strip().startswith(self.mark):
            text, inner = text[: found.start()], found[1].strip()
            condition = inner.casefold().startswith(self.condition.casefold())
            if (when if condition else effect) is not None:
                self.tell(number, "braces_twice", given=inner)
            if condition:
                when = self.bounds(number, inner[len(self.condition) :])
            else:
                effect = self.effect(number, inner)
            if (when if condition else effect) is None:
                self.tell(number, "braces", given=inner)
        return text.strip(), effect or (0, 0), when or ALWAYS

    def effect(self, number: int, text: str) -> Levels | None:
        found = self.measures(text)
        if found is None or any(sign for sign, _, _ in found.values()):
            return None
        for meter, (_, plus, value) in found.items():
            if plus or not value:
                span = LIMITS[meter][1] - LIMITS[meter][0]
                self.within(number, meter, value, (-span, span))
            else:
                self.tell(number, "sign", name=self.meters[meter], n=value)
        mood, matter = (found.get(meter, ("", "", 0))[2] for meter in LIMITS)
        return mood, matter

    def stray_braces(self, number: int, text: str) -> None:
        """Tell a brace that belongs to no mark."""
        if re.search(r"[{}｛｝]", re.sub(rf"[{{｛]+\s*{re.escape(self.mark)}[^{{}}｛｝]*[}}｝]+", "", text)):
            self.tell(number, "stray_braces")

    def finish(self, draft: _Draft, ids: Sequence[str]) -> Moment:
        """Check what a moment has and lacks."""
        moment = replace(draft.moment, lines=tuple(line for _, line in draft.lines), exits=tuple(draft.exits))
        if moment.kind and (draft.exits or draft.lost):
            self.tell(draft.exits[0].line if draft.exits else moment.line, "ending_goes_on")
        elif not moment.kind and not draft.exits and not draft.lost:
            self.tell(moment.line, "dead_end", ending=self.ending, kinds=self.words("shared.comma").join(self.kinds))
        if not moment.lines:
            self.tell(moment.line, "no_lines")
        if len({bool(exit.text) for exit in moment.exits}) > 1:
            self.tell(next(exit.line for exit in moment.exits if not exit.text), "mixed")
        same: dict[tuple[str, Levels], int] = {}
        for exit in moment.exits:
            if exit.target and exit.target not in ids:
                self.tell(
                    exit.line, "no_target", id=exit.target, hint=self.words.nearest(exit.target, filter(None, ids))
                )
            if not exit.text:
                continue
            if not exit.feedback:
                self.tell(exit.line, "no_feedback")
            first = same.setdefault((exit.target, exit.effect), exit.line)
            if first != exit.line:
                self.tell(exit.line, "same_option", other=first)
        return moment


def fold(text: str) -> str:
    """A text without spaces, punctuation and width."""
    return re.sub(r"[\W_]+", "", text.translate(PLAIN).casefold())


def read_dialogue(id: str, source: Source, words: Words) -> tuple[Dialogue, list[Problem]]:
    """The dialogue in `source`, and what is wrong with it, with lines."""
    reader = _Reader(source, words)
    return reader.read(id), reader.problems
