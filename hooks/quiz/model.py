"""What a question bank may say. Knows no HTML and no builder.

A bank is Markdown: a heading a question, a list with boxes, feedback as a quote under its option. **The box holds the
key.** What a Chinese keyboard makes of the marks is understood; everything else is told with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hooks.shared.problems import Problem
from hooks.shared.source import Source
from hooks.shared.words import Words

HEADING = re.compile(r"^[ \u3000]{0,3}([#＃]{1,6})[ \u3000]*(.*?)[ \u3000]*$")
MARK = re.compile(r"^[【\[［(（〔]\s*([^】\]］)）〕]{1,24}?)\s*[】\]］)）〕]\s*(.*)$")
ID = re.compile(r"\s*[{｛]\s*[#＃]\s*([^}｝]*?)\s*[}｝]\s*$")
GOOD_ID = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
OPTION = re.compile(r"^([ \u3000]*)[-*+－—–•·][ \u3000]*[\[［【](?![^\]］】]*[\]］】][(（])\s*([^\]］】]{0,12}?)\s*[\]］】][ \u3000]*(.*?)\s*$")
ROUND = re.compile(r"^([ \u3000]*)[-*+－—–•·][ \u3000]*[(（]\s*([xXｘＸ√✓✔×✗]?)\s*[)）][ \u3000]*(.*?)\s*$")
NUMBERED = re.compile(r"^[ \u3000]*(?:\d{1,2}|[A-Ha-hＡ-Ｈ])\s*[.．、)）][ \u3000]*[\[［【(（]\s*[xXｘＸ√✓✔]?\s*[\]］】)）]")
LETTERED = re.compile(r"^[ \u3000]*(?:\d{1,2}|[A-Ha-hＡ-Ｈ])\s*[.．、)）]\s*\S")
BULLET = re.compile(r"^[ \u3000]*[-*+－—–•·][ \u3000]*(\S.*)$")
BARE_BOX = re.compile(r"^[ \u3000]*[\[［【]\s*[xXｘＸ√✓✔]?\s*[\]］】]")
QUOTE = re.compile(r"^[ \u3000]*[>＞》][ \u3000]?(.*?)\s*$")
RIGHT = frozenset("xXｘＸ√✓✔")


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
    """A question while its lines are read."""

    line: int
    heading: str
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    explanation: list[str] | None = None
    scene: str = ""
    same: str = ""


class _Reader:
    """Reads one bank. A reader is used once."""

    def __init__(self, source: Source, words: Words) -> None:
        self.source = source
        self.words = words
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        names: dict[str, str] = words.get("quiz.types")
        self.kinds = {name.casefold(): kind for kind, name in names.items()}
        self.names = names
        self.suffix = words("quiz.type_suffix")
        keywords: dict[str, str] = words.get("quiz.keywords")
        spelled = "|".join(re.escape(word) for word in keywords.values())
        self.keyword = re.compile(rf"^[ \u3000]*(?:\*\*)?({spelled})(?:\*\*)?[ \u3000]*[:：][ \u3000]*(.*?)\s*$", re.IGNORECASE)
        self.near_keyword = re.compile(rf"^[ \u3000]*({spelled})[ \u3000]*([;；,，.。]|$)", re.IGNORECASE)
        self.keyword_name = {word.casefold(): name for name, word in keywords.items()}
        self.missed = re.compile(rf"^{re.escape(words('quiz.missed'))}[ \u3000]*[:：][ \u3000]*(.*)$", re.IGNORECASE)
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
        for number, raw in self.source.lines:
            line = raw.replace("\u3000", " ").rstrip()
            heading = HEADING.match(raw)
            if heading and (heading[2] or not line):
                level = len(heading[1])
                if level == 1 and not MARK.match(heading[2]):
                    if draft:
                        self.tell(number, "late_title")
                    continue
                if level != 2:
                    self.tell(number, "heading_level")
                if draft:
                    yield draft
                draft, state, stray = _Draft(number, heading[2]), "stem", False
                continue
            if draft is None:
                if line.strip() and not stray:
                    self.tell(number, "before_first")
                    stray = True
                continue
            state = self.line(draft, state, number, raw, line)
        if draft:
            yield draft

    def line(self, draft: _Draft, state: str, number: int, raw: str, line: str) -> str:
        """Take one line of a question and give the state for the next one."""
        if not line.strip():
            if state == "explanation" and draft.explanation:
                draft.explanation.append("")
            elif state == "stem":
                draft.stem.append("")
            return "after" if state in ("option", "quote", "hint") else state
        keyword = self.keyword.match(line)
        if keyword:
            return self.keyword_line(draft, state, number, self.keyword_name[keyword[1].casefold()], keyword[2])
        if self.near_keyword.match(line) and len(line) < 40:
            self.tell(number, "keyword_colon", word=self.near_keyword.match(line)[1])  # type: ignore[index]
            return state
        option = OPTION.match(raw) or ROUND.match(raw)
        if option:
            return self.option_line(draft, state, number, option)
        quote = QUOTE.match(raw)
        if quote and state != "stem":
            return self.quote_line(draft, state, number, quote[1])
        if state == "stem":
            self.stem_line(draft, number, raw, line, quote is not None)
            return state
        mark = MARK.match(line.strip())
        if mark and self.kind(mark[1]):
            self.tell(number, "lost_heading")
            return state
        if state == "explanation":
            assert draft.explanation is not None
            draft.explanation.append(line.strip())
            return state
        indented = raw.startswith((" ", "\u3000"))
        if indented and state == "option" and not BULLET.match(raw):
            draft.options[-1] = replace(draft.options[-1], text=draft.options[-1].text + "\n" + line.strip())
            return state
        if indented and state == "quote" and not BULLET.match(raw):
            self.extend_quote(draft, line.strip())
            return state
        if state == "hint" and indented:
            draft.hints[-1] += "\n" + line.strip()
            return state
        if NUMBERED.match(line) or LETTERED.match(line):
            self.tell(number, "numbered")
        elif BARE_BOX.match(line):
            self.tell(number, "no_bullet")
        elif BULLET.match(raw):
            self.tell(number, "no_box")
        else:
            self.tell(number, "loose_line")
        return state

    def keyword_line(self, draft: _Draft, state: str, number: int, name: str, text: str) -> str:
        if name in ("scene", "same"):
            if draft.options or draft.hints or draft.explanation is not None:
                self.tell(number, "keyword_late", word=self.words(f"quiz.keywords.{name}"))
            elif getattr(draft, name):
                self.tell(number, "keyword_twice", word=self.words(f"quiz.keywords.{name}"))
            elif not text:
                self.tell(number, "keyword_empty", word=self.words(f"quiz.keywords.{name}"))
            else:
                setattr(draft, name, text)
            return state
        word = self.words(f"quiz.keywords.{name}")
        if not draft.options:
            self.tell(number, "keyword_early", word=word)
            return state
        if not text and name == "hint":
            self.tell(number, "keyword_empty", word=word)
        if name == "hint":
            if draft.explanation is not None:
                self.tell(number, "hint_late")
            draft.hints.append(text)
            return "hint"
        if draft.explanation is not None:
            self.tell(number, "keyword_twice", word=word)
        draft.explanation = [text] if text else []
        return "explanation"

    def option_line(self, draft: _Draft, state: str, number: int, match: re.Match[str]) -> str:
        indent, box, text = match[1], match[2], match[3]
        if state in ("explanation", "hint") or draft.hints or draft.explanation is not None:
            self.tell(number, "option_late")
            return state
        if len(indent.replace("\u3000", "  ")) > 3:
            self.tell(number, "option_indent")
        if box and box not in RIGHT:
            self.tell(number, "box", box=box)
        if not text:
            self.tell(number, "empty_option")
        self.unboxed(draft, number)
        draft.options.append(Option(text, box in RIGHT, number, pinned=bool(self.pinned.search(text))))
        return "option"

    def unboxed(self, draft: _Draft, number: int) -> None:
        """A list item right above the first option is an option whose box was lost."""
        if not draft.options and draft.stem and BULLET.match(draft.stem[-1]):
            self.tell(number - 1, "no_box")

    def quote_line(self, draft: _Draft, state: str, number: int, text: str) -> str:
        if not draft.options or state in ("explanation", "hint") or draft.explanation is not None or draft.hints:
            self.tell(number, "quote_late")
            return state
        option = draft.options[-1]
        missed = self.missed.match(text)
        if missed:
            if option.missed:
                self.tell(number, "missed_twice")
            draft.options[-1] = replace(option, missed=missed[1].strip())
        elif not option.missed:
            draft.options[-1] = replace(option, chosen=f"{option.chosen}\n{text}".strip())
        else:
            self.extend_quote(draft, text)
        return "quote"

    @staticmethod
    def extend_quote(draft: _Draft, text: str) -> None:
        option = draft.options[-1]
        if option.missed:
            draft.options[-1] = replace(option, missed=f"{option.missed}\n{text}")
        else:
            draft.options[-1] = replace(option, chosen=f"{option.chosen}\n{text}".strip())

    def stem_line(self, draft: _Draft, number: int, raw: str, line: str, quote: bool) -> None:
        if quote:
            self.tell(number, "quote_early")
        elif NUMBERED.match(line):
            self.tell(number, "numbered")
        elif BARE_BOX.match(line):
            self.tell(number, "no_bullet")
        elif raw.startswith("    ") and not draft.stem[-1:]:
            self.tell(number, "loose_line")
        else:
            draft.stem.append(raw.rstrip())

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
        self.check_id(draft.line, id, bool(found))
        self.check_stem(draft.line, stem)
        if kind:
            self.check_options(draft, kind)
        if len(self.problems) > before:
            return None
        return Question(
            kind,
            id,
            stem.strip(),
            draft.line,
            "\n".join(draft.stem).strip("\n"),
            draft.scene,
            draft.same,
            tuple(draft.options),
            tuple(draft.hints),
            "\n".join(draft.explanation or []).strip("\n"),
        )

    def type_names(self) -> str:
        return "".join(self.words("quiz.type_mark", name=name) for name in self.names.values())

    def check_id(self, line: int, id: str, written: bool) -> None:
        if not written or not id:
            number = len(self.seen) + 1
            while f"q{number}" in self.seen:
                number += 1
            self.tell(line, "no_id", id=f"q{number}")
            self.seen[f"q{number}"] = line
        elif not GOOD_ID.match(id):
            proposal = re.sub(r"[^a-z0-9]+", "-", id).strip("-") or f"q{len(self.seen) + 1}"
            self.tell(line, "bad_id", id=id, proposal=proposal)
        elif id in self.seen:
            number = 2
            while f"{id}-{number}" in self.seen:
                number += 1
            self.tell(line, "double_id", id=id, other=self.seen[id], proposal=f"{id}-{number}")
        else:
            self.seen[id] = line

    def check_stem(self, line: int, stem: str) -> None:
        key = fold(stem)
        if key and key in self.stems:
            self.tell(line, "same_stem", other=self.stems[key])
        self.stems.setdefault(key, line)

    def check_options(self, draft: _Draft, kind: str) -> None:
        options = draft.options
        if not options:
            self.tell(draft.line, "no_options")
            return
        if len(options) == 1:
            self.tell(options[0].line, "one_option")
            return
        texts: dict[str, int] = {}
        for option in options:
            key = fold(option.text)
            if key and key in texts:
                self.tell(option.line, "equal_options", other=texts[key])
            texts.setdefault(key, option.line)
        right = [option for option in options if option.right]
        if not right:
            self.tell(draft.line, "no_right")
        elif kind != "multiple" and len(right) > 1:
            self.tell(right[1].line, "two_right", name=self.names[kind])
        if kind == "judge":
            true, false = self.words("quiz.true"), self.words("quiz.false")
            if {option.text.strip("。.") for option in options} != {true, false}:
                self.tell(options[0].line, "judge_options", true=true, false=false)


def fold(text: str) -> str:
    """Text without spaces, punctuation, width and case: two options that differ only in these are equal."""
    wide = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return "".join(letter for letter in wide.casefold() if letter.isalnum() or letter in "+-−<>=%√×")


def read_bank(id: str, source: Source, words: Words) -> Bank:
    """The bank in `source`; what is wrong with it is in its `problems`, with lines."""
    return _Reader(source, words).read(id)
