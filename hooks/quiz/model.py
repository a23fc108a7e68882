"""What a question bank may say. Knows no HTML and no builder.

A bank is Markdown: a heading a question, a list with boxes, feedback as a quote under its option. **The box holds the
key.** What a Chinese keyboard makes of the marks is understood; everything else is told with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hooks.shared.problems import Problem
from hooks.shared.source import GOOD_ID, Source, slips
from hooks.shared.words import Words

from .kinds import KINDS, RIGHT, TICKS, Draft, Kind
from .question import Bank, Note, Option, Question, fold

__all__ = ["Bank", "Note", "Option", "Question", "fold", "read_bank"]

BULLETS, OPEN, CLOSE = "-*+－—–•·", "[［【", "]］】"
WORDLESS = frozenset("-+－—–•·>＞》")  # no keyword stands in a line that begins with these (one in bold has stars)
HEADING = re.compile(r"^[ \u3000]{0,3}([#＃]{1,6})[ \u3000]*(.*?)[ \u3000]*$")
MARK = re.compile(r"^[【\[［(（〔]+\s*([^】\]］)）〕]{1,24}?)\s*[】\]］)）〕]+\s*(.*)$")
ID = re.compile(r"\s*[{｛]+\s*[#＃]+\s*([^{}｛｝#＃]*?)\s*[}｝]+\s*$")
NEAR_ID = re.compile(r"[{｛}｝#＃][\s{｛#＃]*([A-Za-z0-9-]+)[\s}｝#＃]*$|([A-Za-z0-9-]+)\s*[}｝][\s}｝]*$")
WRITTEN_ID = re.compile(r"[{｛]\s*[#＃]\s*([^\s{}｛｝]+)")
COLON = r"[ \u3000]*[:：][:：]*[ \u3000]*"
HEAD = re.compile(rf"^\s*([^\s:：]++){COLON}")
LINK = rf"(?![^{re.escape(CLOSE)}]*[{re.escape(CLOSE)}][(（])"
OPTION = re.compile(
    rf"^([ \u3000]*)[{re.escape(BULLETS)}][ \u3000]*[{re.escape(OPEN)}]+{LINK}([^{re.escape(CLOSE)}]{{0,80}}?)"
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
# The same two where boxes hold words.
WORDED = rf"[{re.escape(OPEN)}]\s*[^{re.escape(CLOSE)}]{{1,30}}[{re.escape(CLOSE)}](?![(（])"
BARE_WORDED = re.compile(rf"^[ \u3000]*{WORDED}")
NUMBERED_WORDED = re.compile(rf"^[ \u3000]*(?:\d{{1,2}}|[A-Ha-hＡ-Ｈ])\s*[.．、)）][ \u3000]*{WORDED}")
QUOTE = re.compile(r"^[ \u3000]*[>＞》]+[ \u3000]*(.*?)\s*$")


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
        self.read_as = {kind: KINDS[kind](name, words) for kind, name in names.items()}
        self.owners = {read_as.owns: kind for kind, read_as in self.read_as.items()}
        self.suffix = words("quiz.type_suffix")
        keywords: dict[str, str] = words.get("quiz.keywords")
        spelled = "|".join(re.escape(word) for word in keywords.values())
        early = "|".join(re.escape(keywords[name]) for name in ("scene", "same"))
        early += rf"|{re.escape(keywords['sure'])}(?=\s*{re.escape(words('quiz.ask'))}[\s:：]*$)"
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
        self.model = re.compile(rf"\s*({re.escape(keywords['model'])})", re.IGNORECASE)
        blank = re.escape(words("quiz.blank"))
        self.blank = re.compile(rf"[{{｛]+\s*{blank}[\s:：]*([^{{}}｛｝]*?)\s*[}}｝]+", re.IGNORECASE)
        self.blank_again = re.compile(rf"{blank}[\s:：]", re.IGNORECASE)
        self.evidence = re.compile(rf"[{{｛]\s*{re.escape(words('evidence.mark'))}[^{{}}｛｝]*[}}｝]")

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

    def drafts(self) -> Iterator[Draft]:
        """Split the file at its headings and sort each question's lines."""
        draft: Draft | None = None
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
                draft, state, stray = self.draft(number, text), "stem", False
            elif self.lost_heading(line):
                self.tell(number, "lost_heading")
                if draft:
                    yield draft
                draft, state, stray = self.draft(number, line.strip()), "stem", False
                draft.told = True
            elif draft is None:
                if line.strip() and not stray:
                    self.tell(number, "before_first")
                    stray = True
            else:
                state = self.line(draft, state, number, raw, line)
            before = line.strip()
        if draft:
            yield draft

    def draft(self, line: int, heading: str) -> Draft:
        """A new question. In the heading of one with blanks each is `{}` from now on."""
        mark = MARK.match(heading)
        draft = Draft(line, heading, self.tell, self.kind(mark[1]) if mark else "")
        found = ID.search(heading)
        end = found.start() if found else len(heading)
        draft.heading = self.blanked(draft, line, heading[:end]) + heading[end:]
        return draft

    def blanked(self, draft: Draft, line: int, text: str) -> str:
        """The text with `{}` for each blank, whose answers go into the draft."""
        if draft.kind != "fill":
            if self.blank.search(text):
                self.tell(line, "blank_elsewhere", name=self.names["fill"])
            return text
        rest = self.evidence.sub("", self.blank.sub("", text))
        if re.search(r"[{}｛｝]", NEAR_ID.sub("", WRITTEN_ID.sub("", rest)) if text == draft.heading else rest):
            self.tell(line, "near_blank")
            draft.told = True
            return text

        def take(found: re.Match[str]) -> str:
            answers = tuple(answer.strip() for answer in re.split("[/／]", found[1]))
            if self.blank_again.match(found[1]):
                self.tell(line, "near_blank")
            elif not all(map(fold, answers)):
                self.tell(line, "blank_empty")
            elif re.search("[、|｜]", found[1]):
                self.tell(line, "blank_separator")
            draft.blanks.append(answers)
            return "{}"

        return self.blank.sub(take, text)

    def lost_heading(self, line: str) -> bool:
        """Whether a line starts with a type, as only headings do."""
        mark = MARK.match(line)
        return bool(mark and self.kind(mark[1]))

    def line(self, draft: Draft, state: str, number: int, raw: str, line: str) -> str:
        """Take one line of a question and give the state for the next one."""
        if not line.strip():
            if state == "explanation" and draft.explanation:
                draft.explanation.append("")
            elif state == "stem":
                draft.stem.append("")
            return "after" if state in ("option", "hint") else state
        if line.lstrip()[0] not in WORDLESS:
            keyword = self.keyword.match(line)
            if keyword and not self.plain_word(draft, state, keyword[1]):
                return self.keyword_line(draft, state, number, self.keyword_name[keyword[1].casefold()], keyword[2])
            near = self.near_keyword(draft, state, number, line)
            if near:
                return near
        kind = self.read_as.get(draft.kind)
        worded = bool(kind and not kind.ticks)
        option = OPTION.match(raw) or ROUND.match(raw)
        if option and worded and kind and len(option[2]) > kind.widest:
            draft.wrong_option(number, "box_long", n=kind.widest)
            return state
        if option and (worded or len(option[2]) <= 12):
            return self.option_line(draft, state, number, option, raw)
        quote = QUOTE.match(raw)
        if quote and state != "stem":
            return self.quote_line(draft, state, number, quote[1])
        if NUMBERED.match(line) or (worded and NUMBERED_WORDED.match(line)):
            draft.wrong_option(number, "numbered", form=self.form(draft))
        elif BARE_BOX.match(line) or (worded and BARE_WORDED.match(line)):
            draft.wrong_option(number, "no_bullet", form=self.form(draft))
        elif NEAR_OPTION.match(raw):
            self.no_box(draft, number)
        elif quote:
            if not draft.lost:
                self.tell(number, "quote_early")
        elif state == "stem":
            draft.stem.append(self.blanked(draft, number, raw.rstrip()))
        elif state == "explanation" and draft.explanation is not None:
            draft.explanation.append(line.strip())
        elif LETTERED.match(line):
            draft.wrong_option(number, "numbered", form=self.form(draft))
        elif BULLET.match(raw):
            self.no_box(draft, number)
        elif raw.startswith((" ", "\u3000")) and state == "option":
            self.tell(number, "no_quote_mark")
            draft.told = True
        else:
            self.tell(number, "loose_line")
        return state

    def form(self, draft: Draft) -> str:
        """How an option of this question is written."""
        forms: dict[str, str] = self.words.get("quiz.forms")
        return forms.get(draft.kind, forms["single"])

    def no_box(self, draft: Draft, number: int) -> None:
        kind = self.read_as.get(draft.kind)
        if kind and not (kind.ticks and kind.missed):
            draft.wrong_option(number, "no_own_box", form=self.form(draft))
        else:
            draft.wrong_option(number, "no_box")

    def owner(self, name: str) -> str:
        """The type that alone has a keyword, "" when all have it."""
        return self.owners.get(name, "")

    def plain_word(self, draft: Draft, state: str, word: str) -> bool:
        """Whether a keyword of another type is just a word here: in running text, where nothing would come of it."""
        owner = self.owner(self.keyword_name[word.casefold()])
        return owner not in ("", draft.kind) and state in ("stem", "explanation")

    def near_keyword(self, draft: Draft, state: str, number: int, line: str) -> str:
        """Tell a keyword that lost its colon or a letter. The state for the next line, "" when there is none."""
        if state == "stem":
            bare = self.no_colon.match(line) or self.no_colon_early.match(line)
        else:
            bare = self.no_colon_late.match(line) if state != "explanation" else self.no_colon.match(line)
        if draft.kind == "open" and state == "stem":
            bare = self.model.match(line) or bare
        if bare and self.plain_word(draft, state, bare[1]):
            return ""
        head = HEAD.match(line)
        word = self.slips.get(head[1].casefold()) if head else None
        if bare:
            word = bare[1]
            self.tell(number, "keyword_colon", word=word)
        elif head and word:
            self.tell(number, "keyword_near", given=head[1], word=word)
        else:
            return ""
        name = self.keyword_name.get(word.casefold())
        if name == "explanation" and (draft.options or draft.kind == "fill"):
            draft.explanation = draft.explanation or []
            return "explanation"
        if name in ("rule", "combination", "model"):  # the quote below a rule is not an option's
            draft.told = draft.lost = True
        return state

    def keyword_line(self, draft: Draft, state: str, number: int, name: str, text: str) -> str:
        word = self.words(f"quiz.keywords.{name}")
        owner = self.owner(name)
        if owner not in ("", draft.kind):
            if not draft.told and draft.kind:
                self.tell(number, "keyword_elsewhere", word=word, name=self.names[owner])
            draft.told = draft.lost = True
            return state
        if name in ("scene", "same", "sure", "model"):
            if draft.options or draft.hints or draft.explanation is not None:
                self.tell(number, "keyword_late", word=word)
            elif getattr(draft, name):
                self.tell(number, "keyword_twice", word=word)
            elif not text:
                self.tell(number, "keyword_empty", word=word)
            elif name == "sure" and text.casefold() != self.words("quiz.ask").casefold():
                self.tell(number, "sure_value", word=word, ask=self.words("quiz.ask"), given=text)
            else:
                setattr(draft, name, text)
            return "model" if name == "model" else state
        if not draft.options and draft.kind != "fill":
            self.tell(number, "keyword_early", word=word)
            return state
        if name in ("rule", "combination"):
            if not text or draft.hints or draft.explanation is not None:
                draft.wrong_option(number, "note_late" if text else "keyword_empty", word=word)
                return state
            draft.lost = False
            draft.raw_notes.append((text, number))
            draft.noted = True
            return "option"
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

    def option_line(self, draft: Draft, state: str, number: int, match: re.Match[str], raw: str) -> str:
        indent, box, text = match[1], match[2].strip(), match[3]
        if draft.hints or draft.explanation is not None:
            if not draft.told:
                draft.wrong_option(number, "option_late")
            return state
        if len(indent.replace("\u3000", "  ")) > 3:
            self.tell(number, "option_indent")
        kind = self.read_as.get(draft.kind)
        if "[]" in raw[: match.start(3)] and (kind is None or kind.ticks):
            draft.wrong_option(number, "empty_box")  # a tick may have been lost
            box = ""
        if not text and not (kind and kind.bare):
            self.tell(number, "empty_option")
        if self.blank.search(text):
            draft.wrong_option(number, "blank_elsewhere", name=self.names["fill"])
        if not draft.options and draft.stem and BULLET.match(draft.stem[-1]):
            # A list item right above the first option is an option whose box was lost.
            self.no_box(draft, number - 1)
        draft.lost = draft.noted = False
        # Without a type nobody knows what a box may say: that the type is missing is told.
        draft.options.append(kind.option(draft, box, text, number) if kind else Option(text, box in RIGHT, number))
        draft.lost = False
        return "option"

    def quote_line(self, draft: Draft, state: str, number: int, text: str) -> str:
        if not draft.options or draft.explanation is not None or draft.hints:
            if not draft.told:
                self.tell(number, "quote_late")
            return state
        if draft.lost:
            return state
        if draft.noted:
            return self.note_quote(draft, number, text)
        option = draft.options[-1]
        missed = self.missed.match(text)
        near = HEAD.match(text)
        if missed and option.missed:
            # Under an option that has its own, one that came before the other feedback belongs to the option above.
            self.tell(draft.missed_early or number, "missed_twice")
        elif missed and not missed[1].strip():
            self.tell(number, "keyword_empty", word=self.words("quiz.missed"))
        elif missed and draft.kind and not self.read_as[draft.kind].missed:
            self.tell(number, "missed_elsewhere")
            draft.told = True
        elif missed and not option.right:
            if not draft.told:
                self.tell(number, "missed_wrong")
            draft.told = True
        elif missed:
            draft.missed_early = 0 if option.chosen else number
            draft.options[-1] = option._replace(missed=missed[1].strip())
        elif near and self.slips.get(near[1].casefold()) == self.words("quiz.missed"):
            self.tell(number, "keyword_near", given=near[1], word=self.words("quiz.missed"))
        elif option.chosen and self.missed_no_colon.match(text):
            self.tell(number, "keyword_colon", word=self.words("quiz.missed"))
        elif option.chosen and text:
            self.tell(number, "quote_twice")
        elif text:
            draft.options[-1] = option._replace(chosen=text)
        return "option"

    def note_quote(self, draft: Draft, number: int, text: str) -> str:
        line = draft.raw_notes[-1][1]
        if line in draft.note_said:
            self.tell(number, "quote_twice")
        elif text:
            draft.note_said[line] = text
        return "option"

    def kind(self, name: str) -> str:
        """The English name of a type mark, "" when it is none: 单选, 单选题, and so on."""
        name = name.strip().casefold()
        return self.kinds.get(name) or self.kinds.get(name.removesuffix(self.suffix)) or ""

    def finish(self, draft: Draft) -> Question | None:
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
        notes = self.check_options(draft, self.read_as[kind]) if kind else []
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
            bool(draft.sure),
            tuple(draft.blanks),
            self.read_as[kind].choices(draft.options),
            draft.model,
            tuple(notes),
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

    def check_options(self, draft: Draft, kind: Kind) -> list[Note]:
        options = [option for option in draft.options if option.text or not kind.bare]
        if len(options) < kind.least:
            if not draft.told:
                key = ("no_options", "one_option", "two_options")[len(options)]
                line = options[0].line if options else draft.line
                self.tell(line, key, form=self.form(draft), name=kind.name)
            return []
        texts: dict[str, int] = {}
        for option in options:
            key = kind.same(option)
            if key and key in texts:
                self.tell(option.line, "equal_options", other=texts[key])
            texts.setdefault(key, option.line)
        if any(option.chosen or option.missed for option in options):
            for option in options:
                if not option.chosen and not draft.told:
                    self.tell(option.line, "no_feedback")
        kind.check(draft)
        return kind.notes(draft)


def together(lines: list[str]) -> str:
    """Paragraphs with one empty line between them."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def proper(id: str) -> str:
    """The nearest id that may be used, "" when nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")


def read_bank(id: str, source: Source, words: Words) -> Bank:
    """The bank in `source`; what is wrong with it is in its `problems`, with lines."""
    return _Reader(source, words).read(id)
