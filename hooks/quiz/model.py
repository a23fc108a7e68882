"""What a question bank may say. Knows no HTML and no builder.

A bank is Markdown: a heading a question, a list with boxes, feedback as a quote under its option. **The box holds the
key.** What a Chinese keyboard makes of the marks is understood; everything else is told with file and line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hooks.shared.problems import Problem
from hooks.shared.source import Source, slips
from hooks.shared.words import Words

BULLETS, OPEN, CLOSE = "-*+－—–•·", "[［【", "]］】"
TICKS = "xXｘＸ√✓✔"
HEADING = re.compile(r"^[ \u3000]{0,3}([#＃]{1,6})[ \u3000]*(.*?)[ \u3000]*$")
MARK = re.compile(r"^[【\[［(（〔]+\s*([^】\]］)）〕]{1,24}?)\s*[】\]］)）〕]+\s*(.*)$")
ID = re.compile(r"\s*[{｛]+\s*[#＃]+\s*([^{}｛｝#＃]*?)\s*[}｝]+\s*$")
NEAR_ID = re.compile(r"[{｛}｝#＃][\s{｛#＃]*([A-Za-z0-9-]+)[\s}｝#＃]*$|([A-Za-z0-9-]+)\s*[}｝][\s}｝]*$")
WRITTEN_ID = re.compile(r"[{｛]\s*[#＃]\s*([^\s{}｛｝]+)")
COLON = r"[ \u3000]*[:：][:：]*[ \u3000]*"
GOOD_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
LINK = rf"(?![^{re.escape(CLOSE)}]*[{re.escape(CLOSE)}][(（])"
OPTION = re.compile(
    rf"^([ \u3000]*)[{re.escape(BULLETS)}][ \u3000]*[{re.escape(OPEN)}]+{LINK}([^{re.escape(CLOSE)}]{{0,12}}?)"
    rf"[{re.escape(CLOSE)}]+[ \u3000]*(.*?)\s*$"
)
ROUND = re.compile(rf"^([ \u3000]*)[{re.escape(BULLETS)}][ \u3000]*[(（]+(\s*[{TICKS}×✗]?\s*)[)）]+[ \u3000]*(.*?)\s*$")
# What is left of an option when a character of `- [x] ` was lost, doubled or changed places.
NEAR_OPTION = re.compile(
    rf"^[ \u3000]*[{re.escape(BULLETS)}]+\s*"
    rf"(?:[{TICKS}]?\s?[{re.escape(CLOSE)}]|[{TICKS}]?[{re.escape(OPEN)}]+{LINK}|[(（]\s*[{TICKS}]\s)"
)
NUMBERED = re.compile(
    rf"^[ \u3000]*(?:\d{{1,2}}|[A-Ha-hＡ-Ｈ])\s*[.．、)）][ \u3000]*[\[［【(（]\s*[{TICKS}]?\s*[\]］】)）]"
)
LETTERED = re.compile(r"^[ \u3000]*(?:\d{1,2}|[A-Ha-hＡ-Ｈ])\s*[.．、)）]\s*\S")
BULLET = re.compile(rf"^[ \u3000]*[{re.escape(BULLETS)}][ \u3000]*(\S.*)$")
BARE_BOX = re.compile(rf"^[ \u3000]*[{re.escape(OPEN)}]\s*[{TICKS}]?\s*[{re.escape(CLOSE)}](?![(（])")
QUOTE = re.compile(r"^[ \u3000]*[>＞》]+[ \u3000]*(.*?)\s*$")
RIGHT = frozenset(TICKS)


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII


@dataclass(frozen=True)
class Option:
    """One option: its text (inline Markdown), whether it is right, feedback when chosen and when not chosen."""

    text: str
    right: bool
    line: int
    chosen: str = ""
    missed: str = ""
    pinned: bool = False


@dataclass(frozen=True)
class Question:
    """One question. `kind` is the English name of its type; `id` is unique in its bank; texts are Markdown."""

    kind: str
    id: str
    stem: str
    line: int
    detail: str = ""
    scene: str = ""
    same: str = ""
    options: tuple[Option, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str = ""

    @property
    def print(self) -> str:
        """A fingerprint of what is asked: type, text, options, key; not of feedback, spaces, punctuation, order."""
        options = sorted((fold(option.text), option.right) for option in self.options)
        asked = [self.kind, fold(self.stem), fold(self.detail), options]
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Bank:
    """A file of questions: its id (file name without ending), title, and what was wrong."""

    id: str
    title: str
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    def question(self, id: str) -> Question:
        """The question with this id. Raises KeyError."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)


@dataclass
class _Draft:
    """A question while its lines are read.

    told          it has a problem that makes other things look wrong, too
    lost          its last option could not be read, so feedback under it has no home
    missed_early  where feedback for "not chosen" came before any other, 0 when it did not
    """

    line: int
    heading: str
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    explanation: list[str] | None = None
    scene: str = ""
    same: str = ""
    told: bool = False
    lost: bool = False
    missed_early: int = 0


class _Reader:
    """Reads one bank. A reader is used once."""

    def __init__(self, source: Source, words: Words) -> None:
        self.source = source
        self.words = words
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}
        self.taken = set(WRITTEN_ID.findall(source.text))
        self.stems: dict[str, int] = {}
        names: dict[str, str] = words.get("quiz.types")
        self.kinds = {name.casefold(): kind for kind, name in names.items()}
        self.names = names
        self.suffix = words("quiz.type_suffix")
        keywords: dict[str, str] = words.get("quiz.keywords")
        spelled = "|".join(re.escape(word) for word in keywords.values())
        early = "|".join(re.escape(keywords[name]) for name in ("scene", "same"))
        self.keyword = re.compile(rf"^\s*(?:\*\*)?({spelled})(?:\*\*)?{COLON}(?:\*\*)?\s*(.*?)\s*$", re.IGNORECASE)
        self.no_colon = re.compile(rf"^\s*({spelled})(?=[\s;；,，.。]|$)", re.IGNORECASE)
        # A keyword of letters ends with its word ("Scenery" is none); a Chinese one may run into anything.
        whole = r"(?:(?<![A-Za-z])|(?![A-Za-z]))"
        self.no_colon_early = re.compile(rf"^\s*({early}){whole}", re.IGNORECASE)
        self.no_colon_late = re.compile(rf"^\s*({spelled}){whole}", re.IGNORECASE)
        self.keyword_name = {word.casefold(): name for name, word in keywords.items()}
        self.slips = {slip: word for word in (*keywords.values(), words("quiz.missed")) for slip in slips(word)}
        missed = re.escape(words("quiz.missed"))
        self.missed = re.compile(rf"^(?:\*\*)?{missed}(?:\*\*)?{COLON}(?:\*\*)?\s*(.*)$", re.IGNORECASE)
        self.missed_no_colon = re.compile(rf"^{missed}", re.IGNORECASE)
        self.pinned = re.compile(words("quiz.pinned"), re.IGNORECASE)

    def tell(self, line: int, key: str, **values: object) -> None:
        self.problems.append(Problem(self.source.name, line, self.words(f"quiz.say.{key}", **values)))

    def read(self, id: str) -> Bank:
        title = self.source.value(self.words("page.keys.title"))
        questions = []
        for draft in self.drafts():
            question = self.finish(draft)
            if question:
                questions.append(question)
        if not questions and not self.problems and not self.source.problems:
            self.tell(1, "empty_bank")
        return Bank(id, title, tuple(questions), tuple(self.problems))

    def drafts(self) -> Iterator[_Draft]:
        """Split the file at its headings and sort each question's lines."""
        draft: _Draft | None = None
        state = "stem"
        stray = False
        before = ""
        for number, raw in self.source.lines:
            line = raw.replace("\u3000", " ").rstrip()
            heading = HEADING.match(raw)
            if heading:
                level, text = len(heading[1]), heading[2].lstrip("#＃ \u3000")
                if level == 1 and text == heading[2] and not MARK.match(text):
                    if draft:
                        self.tell(number, "late_title")
                    before = ""
                    continue
                if level != 2 or text != heading[2]:
                    self.tell(number, "heading_level")
                if before:
                    self.tell(number, "heading_glued")
                if draft:
                    yield draft
                draft, state, stray = _Draft(number, text), "stem", False
            elif self.lost_heading(line):
                self.tell(number, "lost_heading")
                if draft:
                    yield draft
                draft, state, stray = _Draft(number, line.strip(), told=True), "stem", False
            elif draft is None:
                if line.strip() and not stray:
                    self.tell(number, "before_first")
                    stray = True
            else:
                state = self.line(draft, state, number, raw, line)
            before = line.strip()
        if draft:
            yield draft

    def lost_heading(self, line: str) -> bool:
        """Whether a line starts with a type, as only headings do."""
        mark = MARK.match(line)
        return bool(mark and self.kind(mark[1]))

    def line(self, draft: _Draft, state: str, number: int, raw: str, line: str) -> str:
        """Take one line of a question and give the state for the next one."""
        if not line.strip():
            if state == "explanation" and draft.explanation:
                draft.explanation.append("")
            elif state == "stem":
                draft.stem.append("")
            return "after" if state in ("option", "hint") else state
        keyword = self.keyword.match(line)
        if keyword:
            return self.keyword_line(draft, state, number, self.keyword_name[keyword[1].casefold()], keyword[2])
        near = self.near_keyword(draft, state, number, line)
        if near:
            return near
        option = OPTION.match(raw) or ROUND.match(raw)
        if option:
            return self.option_line(draft, state, number, option, raw)
        quote = QUOTE.match(raw)
        if quote and state != "stem":
            return self.quote_line(draft, state, number, quote[1])
        if NUMBERED.match(line):
            self.wrong_option(draft, number, "numbered")
        elif BARE_BOX.match(line):
            self.wrong_option(draft, number, "no_bullet")
        elif NEAR_OPTION.match(raw):
            self.wrong_option(draft, number, "no_box")
        elif quote:
            if not draft.lost:
                self.tell(number, "quote_early")
        elif state == "stem":
            draft.stem.append(raw.rstrip())
        elif state == "explanation" and draft.explanation is not None:
            draft.explanation.append(line.strip())
        elif LETTERED.match(line):
            self.wrong_option(draft, number, "numbered")
        elif BULLET.match(raw):
            self.wrong_option(draft, number, "no_box")
        elif raw.startswith((" ", "\u3000")) and state == "option":
            self.tell(number, "no_quote_mark")
            draft.told = True
        else:
            self.tell(number, "loose_line")
        return state

    def near_keyword(self, draft: _Draft, state: str, number: int, line: str) -> str:
        """Tell a keyword that lost its colon or a letter. The state for the next line, "" when there is none."""
        if state == "stem":
            bare = self.no_colon.match(line) or self.no_colon_early.match(line)
        else:
            bare = self.no_colon_late.match(line) if state != "explanation" else self.no_colon.match(line)
        head = re.match(rf"^\s*([^\s:：]+){COLON}", line)
        word = self.slips.get(head[1].casefold()) if head else None
        if bare:
            word = bare[1]
            self.tell(number, "keyword_colon", word=word)
        elif head and word:
            self.tell(number, "keyword_near", given=head[1], word=word)
        else:
            return ""
        if self.keyword_name.get(word.casefold()) == "explanation" and draft.options:
            draft.explanation = draft.explanation or []
            return "explanation"
        return state

    def wrong_option(self, draft: _Draft, number: int, key: str, **values: object) -> None:
        self.tell(number, key, **values)
        draft.told = draft.lost = True

    def keyword_line(self, draft: _Draft, state: str, number: int, name: str, text: str) -> str:
        word = self.words(f"quiz.keywords.{name}")
        if name in ("scene", "same"):
            if draft.options or draft.hints or draft.explanation is not None:
                self.tell(number, "keyword_late", word=word)
            elif getattr(draft, name):
                self.tell(number, "keyword_twice", word=word)
            elif not text:
                self.tell(number, "keyword_empty", word=word)
            else:
                setattr(draft, name, text)
            return state
        if not draft.options:
            self.tell(number, "keyword_early", word=word)
            return state
        if name == "hint":
            if not text:
                self.tell(number, "keyword_empty", word=word)
            if draft.explanation is not None:
                self.tell(number, "hint_late")
            draft.hints.append(text)
            return "hint"
        if draft.explanation is not None:
            self.tell(number, "keyword_twice", word=word)
        draft.explanation = [text] if text else []
        return "explanation"

    def option_line(self, draft: _Draft, state: str, number: int, match: re.Match[str], raw: str) -> str:
        indent, box, text = match[1], match[2].strip(), match[3]
        if draft.hints or draft.explanation is not None:
            if not draft.told:
                self.wrong_option(draft, number, "option_late")
            return state
        if len(indent.replace("\u3000", "  ")) > 3:
            self.tell(number, "option_indent")
        if "[]" in raw[: match.start(3)]:
            self.wrong_option(draft, number, "empty_box")  # a tick may have been lost
        elif box and box not in RIGHT:
            self.wrong_option(draft, number, "box", box=box)
        if not text:
            self.tell(number, "empty_option")
        if not draft.options and draft.stem and BULLET.match(draft.stem[-1]):
            # A list item right above the first option is an option whose box was lost.
            self.wrong_option(draft, number - 1, "no_box")
        draft.lost = False
        draft.options.append(Option(text, box in RIGHT, number, pinned=bool(self.pinned.search(text))))
        return "option"

    def quote_line(self, draft: _Draft, state: str, number: int, text: str) -> str:
        if not draft.options or draft.explanation is not None or draft.hints:
            if not draft.told:
                self.tell(number, "quote_late")
            return state
        if draft.lost:
            return state
        option = draft.options[-1]
        missed = self.missed.match(text)
        near = re.match(rf"^([^\s:：]+){COLON}", text)
        if missed and option.missed:
            # Under an option that has its own, one that came before the other feedback belongs to the option above.
            self.tell(draft.missed_early or number, "missed_twice")
        elif missed and not missed[1].strip():
            self.tell(number, "keyword_empty", word=self.words("quiz.missed"))
        elif missed and not option.right:
            if not draft.told:
                self.tell(number, "missed_wrong")
            draft.told = True
        elif missed:
            draft.missed_early = 0 if option.chosen else number
            draft.options[-1] = replace(option, missed=missed[1].strip())
        elif near and self.slips.get(near[1].casefold()) == self.words("quiz.missed"):
            self.tell(number, "keyword_near", given=near[1], word=self.words("quiz.missed"))
        elif option.chosen and self.missed_no_colon.match(text):
            self.tell(number, "keyword_colon", word=self.words("quiz.missed"))
        elif option.chosen and text:
            self.tell(number, "quote_twice")
        elif text:
            draft.options[-1] = replace(option, chosen=text)
        return "option"

    def kind(self, name: str) -> str:
        """The English name of a type mark, "" when it is none: 单选, 单选题, and so on."""
        name = name.strip().casefold()
        return self.kinds.get(name) or self.kinds.get(name.removesuffix(self.suffix)) or ""

    def finish(self, draft: _Draft) -> Question | None:
        """Check a question and give it, or None when it cannot be shown."""
        before = len(self.problems)
        text, id = draft.heading, ""
        found = ID.search(text)
        if found:
            id, text = found[1].strip().lower(), text[: found.start()].strip()
        mark = MARK.match(text)
        kind = self.kind(mark[1]) if mark else ""
        if not mark:
            self.tell(draft.line, "no_type", names=self.type_names())
        elif not kind:
            hint = self.words.nearest(mark[1], self.names.values())
            self.tell(draft.line, "unknown_type", name=mark[1], hint=hint)
        stem = mark[2] if mark else text
        if not stem.strip():
            self.tell(draft.line, "empty_stem")
        self.check_id(draft.line, id, stem)
        self.check_stem(draft.line, stem)
        if kind:
            self.check_options(draft, kind)
        if draft.told or len(self.problems) > before:
            return None
        return Question(
            kind,
            id,
            stem.strip(),
            draft.line,
            together(draft.stem),
            draft.scene,
            draft.same,
            tuple(draft.options),
            tuple(draft.hints),
            together(draft.explanation or []),
        )

    def type_names(self) -> str:
        return "".join(self.words("quiz.type_mark", name=name) for name in self.names.values())

    def check_id(self, line: int, id: str, stem: str) -> None:
        near = None if id else NEAR_ID.search(stem)
        if near or WRITTEN_ID.search(stem):
            self.tell(line, "near_id", id=(near and proper(near[1] or near[2])) or id)
        elif not id:
            self.tell(line, "no_id", id=self.free("q", len(self.seen) + 1))
        elif not GOOD_ID.match(id):
            self.tell(line, "bad_id", id=id, proposal=proper(id) or self.free("q", len(self.seen) + 1))
        elif id in self.seen:
            self.tell(line, "double_id", id=id, other=self.seen[id], proposal=self.free(f"{id}-", 2))
        else:
            self.seen[id] = line

    def free(self, stem: str, number: int) -> str:
        """A proposal for an id: one that stands nowhere in the file and was not proposed before."""
        while f"{stem}{number}" in self.taken:
            number += 1
        self.taken.add(f"{stem}{number}")
        return f"{stem}{number}"

    def check_stem(self, line: int, stem: str) -> None:
        key = fold(stem)
        if key and key in self.stems:
            self.tell(line, "same_stem", other=self.stems[key])
        self.stems.setdefault(key, line)

    def check_options(self, draft: _Draft, kind: str) -> None:
        options = draft.options
        if not options:
            if not draft.told:
                self.tell(draft.line, "no_options")
            return
        if len(options) == 1:
            if not draft.told:
                self.tell(options[0].line, "one_option")
            return
        texts: dict[str, int] = {}
        for option in options:
            key = fold(option.text)
            if key and key in texts:
                self.tell(option.line, "equal_options", other=texts[key])
            texts.setdefault(key, option.line)
        said = [option for option in options if option.chosen or option.missed]
        if said:
            for option in options:
                if not option.chosen and not draft.told:
                    self.tell(option.line, "no_feedback")
        right = [option for option in options if option.right]
        if not right and not draft.told:
            self.tell(draft.line, "no_right")
        elif kind != "multiple" and len(right) > 1:
            self.tell(right[1].line, "two_right", name=self.names[kind])
        if kind == "judge":
            true, false = self.words("quiz.true"), self.words("quiz.false")
            if {option.text.strip("。.") for option in options} != {true, false}:
                self.tell(options[0].line, "judge_options", true=true, false=false)


def together(lines: list[str]) -> str:
    """Paragraphs with one empty line between them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def proper(id: str) -> str:
    """The nearest id that may be used, "" when nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")


def fold(text: str) -> str:
    """Text without spaces, punctuation, width and case: two options that differ only in these are equal."""
    wide = text.translate(WIDE)
    return "".join(letter for letter in wide.casefold() if letter.isalnum() or letter in "+-−<>=%√×")


def read_bank(id: str, source: Source, words: Words) -> Bank:
    """The bank in `source`; what is wrong with it is in its `problems`, with lines."""
    return _Reader(source, words).read(id)
