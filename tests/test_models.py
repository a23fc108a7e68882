"""What each room reads from its files, apart from any page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from authors import CASE, CHAPTER, EVIDENCE, PROJECT, SCALE, SECOND, course, edited, examined

from hooks import case, evidence, mot, talk
from hooks.evidence.model import Work, read_register
from hooks.mot.model import Level, Moment, read_scale, read_table
from hooks.quiz.kinds import number
from hooks.quiz.model import Option, Question, fold, read_bank
from hooks.shared.lines import Line
from hooks.shared.scan import normalise, openings
from hooks.shared.source import parse, read, slips
from hooks.shared.table import cells
from hooks.shared.words import words
from hooks.timeline import ROOMS

ZH = words("zh")
HOOKS = PROJECT / "hooks"
WORD = re.compile(rf"(?:shared|page|build|{'|'.join(ROOMS)})\.[a-z_.]+")


def test_a_question() -> None:
    bank = read_bank("second", parse(SECOND, "quizzes/second.md", ZH), ZH)
    assert (bank.id, bank.title, bank.problems) == ("second", "再练", ())
    assert [question.id for question in bank.questions] == ["several", "silence"]
    assert bank.question("several") == Question(
        kind="multiple",
        id="several",
        stem="哪几样写上，他就不用再催？",
        line=5,
        scene="网店 · 在线客服 · 小雅",
        same="bank/first",
        options=(
            Option("哪个仓库装的箱", False, 9, chosen="留给自己查。"),
            Option("哪天寄出", True, 11, chosen="他等的就是这一天。", missed="不写这一天，他还得来问。"),
            Option("单号什么时候给", True, 14, chosen="有了单号他自己能看。", missed="东西走到哪儿，他不知道。"),
        ),
        hints=("他等的是什么？",),
        explanation="什么时候有，怎么看得到。",
    )
    with pytest.raises(KeyError):
        bank.question("nothing")


PRINTS = ["ab773cfa5307", "d8349d643eea"]  # of SECOND in tests/authors.py; learners' records hold such


def kinds() -> dict[str, Question]:
    """The questions of the bank with all types."""
    path = PROJECT / "tests" / "small" / "quizzes" / "kinds.md"
    bank = read_bank("kinds", read(path, "kinds.md", ZH), ZH)
    assert not bank.problems
    return {question.kind: question for question in bank.questions}


def test_questions_of_all_types() -> None:
    found = kinds()
    assert {*found} == {*ZH.get("quiz.types")} - {"single", "judge"}
    fill = found["fill"]
    assert (fill.stem, fill.sure) == ("店规是电话响 {} 声内接，接起来先报 {}。", True)
    assert fill.blanks == (("3", "三"), ("店名", "店号"))
    assert fill.asked(ZH("quiz.gap"))[0] == "店规是电话响 ＿①＿ 声内接，接起来先报 ＿②＿。"
    assert [option.text for option in fill.mistakes] == ["5"] and not fill.items
    order = found["order"]
    assert {option.text: option.key for option in order.options}["道歉"] == "2"
    assert [(note.text, note.places) for note in order.notes] == [
        ("看他 先于 盛一碗新的", (1, 3)),
        ("道歉 先于 问一句", (2, 0)),
    ]
    assert [order.options[place].text for place in order.shown] == [option.text for option in order.items]
    assert found["match"].choices == ("怕丢面子", "怕买贵了", "怕再白跑", "怕没人管")
    assert len(found["match"].items) == 3
    assert found["sort"].choices == ("前台员工行为", "后台员工行为", "支持过程")
    assert found["rate"].choices == ("更好", "尚可", "更差")
    assert ([option.key for option in found["number"].options], found["number"].unit) == (
        ["2.1 0.05 分", "0.1 0"],
        "分",
    )
    assert found["open"].model.startswith("过了期限") and len(found["open"].items) == 3
    assert [(note.text, note.places) for note in found["multiple"].notes] == [("a+c", (0, 2))]


def test_fingerprints_of_questions_that_are_out_do_not_change() -> None:
    bank = read_bank("second", parse(SECOND, "quizzes/second.md", ZH), ZH)
    assert [question.print for question in bank.questions] == PRINTS


@pytest.mark.parametrize(
    ("kind", "changes", "same"),
    [
        ("fill", {"blanks": (("三", "3"), ("店号", "店名"))}, True),
        ("fill", {"blanks": (("3",), ("店名", "店号"))}, False),
        ("fill", {"options": ()}, True),
        ("fill", {"sure": False}, True),
        ("order", {"notes": ()}, True),
        ("match", {"choices": ()}, True),
        ("open", {"model": "另一段"}, True),
        ("number", {"explanation": "另一段"}, True),
    ],
)
def test_a_fingerprint_is_of_what_is_asked(kind: str, changes: dict[str, Any], same: bool) -> None:
    question = kinds()[kind]
    assert (replace(question, **changes).print == question.print) is same


@pytest.mark.parametrize("kind", ["order", "match", "sort", "rate", "number"])
def test_a_fingerprint_knows_the_key(kind: str) -> None:
    question = kinds()[kind]
    first, *rest = question.options
    other = first._replace(key="9" if kind == "order" else "3 0 分" if kind == "number" else "别的")
    assert replace(question, options=(other, *rest)).print != question.print
    assert replace(question, options=(first._replace(chosen="别的"), *rest)).print == question.print
    assert replace(question, options=(*rest, first)).print == question.print


def test_the_page_never_shows_the_order_of_the_key() -> None:
    options = tuple(Option(text, False, 1, key=str(place)) for place, text in enumerate("甲乙丙", 1))
    for place in range(60):
        question = Question("order", f"q{place}", "排", 1, options=options)
        assert sorted(question.shown) == [0, 1, 2] != list(question.shown)
        assert question.shown == replace(question, options=options).shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("40", "40 0"),
        ("40 ±0.5 分", "40 0.5 分"),
        ("４０±０．５分", "40 0.5 分"),
        ("−2.5", "-2.5 0"),
        ("1,000 元", "1000 0 元"),
        ("1,00 元", ""),
        ("25 %", "25 0 %"),
        ("40 元/人", "40 0 元/人"),
        ("四十", ""),
        ("40 ±", ""),
        ("40 50", ""),
        ("4-6", ""),
        ("", ""),
    ],
)
def test_numbers_as_authors_write_them(text: str, key: str) -> None:
    assert number(text) == key


def test_keywords_of_another_type_are_words() -> None:
    text = "## 【单选】哪句？ {#a}\n\n规则：先来先办\n参考 下面\n\n- [x] 甲\n- [ ] 乙\n\n解析：一\n\n参考：某书\n"
    bank = read_bank("a", parse(text, "a.md", ZH), ZH)
    assert not bank.problems
    assert bank.questions[0].detail == "规则：先来先办\n参考 下面"
    assert bank.questions[0].explanation == "一\n\n参考：某书"


def test_the_stem_may_be_long() -> None:
    detail = "先看这张单子：\n\n- 第一样\n- 第二样\n\n![一张单子](/picture.svg)\n\n[说明](/index.md)"
    text = f"# 题库\n\n## 【单选】哪句？ {{#long}}\n\n{detail}\n\n- [x] 甲\n- [ ] 乙\n\n解析：一\n二\n\n- 三\n"
    (question,) = read_bank("long", parse(text, "long.md", ZH), ZH).questions
    assert question.detail == detail
    assert question.explanation == "一\n二\n\n- 三"


@pytest.mark.parametrize("text", ["以上都对", "以上都不对", "以上全对", "都不对", "上面两句都可以", "前面三项皆是"])
def test_an_option_about_the_others_keeps_its_place(text: str) -> None:
    bank = f"## 【单选】哪句？ {{#a}}\n\n- [x] 甲\n- [ ] 以上台阶时扶好\n- [ ] {text}\n"
    (question,) = read_bank("a", parse(bank, "a.md", ZH), ZH).questions
    assert [option.pinned for option in question.options] == [False, False, True]


def test_ids_are_proposed_that_are_free() -> None:
    options = "\n\n- [x] 对\n- [ ] 不对\n\n"
    text = "".join(f"## 【判断】{stem}{options}" for stem in ("一", "二", "三 {#q1}"))
    problems = read_bank("a", parse(text, "a.md", ZH), ZH).problems
    assert [re.findall(r"\{#(.*?)\}", problem.text) for problem in problems] == [["q2"], ["q3"]]


def test_equal_is_equal_without_spaces_and_width() -> None:
    assert fold("Ａ 好的，请讲！") == fold("a好的请讲")
    assert fold("+2") != fold("-2") != fold("2")


def test_slips_of_a_word() -> None:
    assert slips("提示") == {"提", "示", "提提示", "提示示", "示提"}
    assert "hint" not in slips("Hint") and "hnit" in slips("Hint")


def test_a_scale() -> None:
    scale, problems = read_scale(parse(SCALE, "scale.md", ZH), ZH)
    assert scale is not None and not problems
    assert scale.values == [-2, -1, 0, 1, 2]
    assert scale.levels[0] == Level(2, "超出期望", "比想的好", "多做了一步", "“省事了。”")
    assert scale.note == "平均也要紧。"


def test_a_scoring_table() -> None:
    source = parse(CASE, "late.md", ZH)
    (opening,) = (opening for opening in openings(source) if opening.name == "mot")
    table, problems = read_table("late.md", "late", opening.body, opening.line, range(-2, 3), ZH)
    assert not problems
    assert table.scores == [-2, 1, 0]
    first = Moment("five", "五点", "蛋糕送到", "没有人／也没有消息", -2, "时间落空了。", (("谁在场", "何女士"),))
    assert table.moments[0] == first


def test_cells() -> None:
    assert cells("| a | b \\| c ||") == ["a", "b | c", ""]
    assert cells("a|b") == ["a", "b"]
    assert cells("｜ a ｜ b｜") == ["a", "b"]


def test_a_name_is_an_id(tmp_path: Path) -> None:
    site = examined(course(tmp_path, {"docs/cases/late.md": edited(CASE, {" {#five}": ""})}))
    assert [moment.id for moment in site.once(mot.load).tables["late"].moments] == ["五点", "call", "door"]


def test_a_register(tmp_path: Path) -> None:
    register, problems = read_register(EVIDENCE, "evidence.yml", ZH)
    assert not problems and list(register) == ["rec-01", "mot-01", "mot-02"]
    assert register.carrier(register["mot-01"]) is register["rec-01"]
    assert register.carrier(register["mot-02"]) is register["mot-02"]
    site = examined(course(tmp_path))
    assert site.once(evidence.load)["rec-01"].say_label == "看条件"


def test_texts_are_let_go(tmp_path: Path) -> None:
    """Who reads a source too late is told; places are still found, in the files."""
    site = examined(course(tmp_path))
    source = site.sources["docs/cases/late.md"]
    site.release()
    with pytest.raises(AttributeError):
        assert source.lines
    assert source.value("标题") and site.title("cases/late.md") == source.value("标题")
    name, line = site.find("蜡烛呢？", first="docs/index.md")
    assert name == "docs/cases/late.md" and "蜡烛呢？" in (tmp_path / name).read_text("utf-8").split("\n")[line - 1]


def test_several_works_of_a_source() -> None:
    """As many of each field, or one that holds for all."""
    both = Work("Reichheld & Sasser；Reichheld", "1990；1996", "Zero Defections; The Loyalty Effect", "says").each
    assert both == [
        Work("Reichheld & Sasser", "1990", "Zero Defections"),
        Work("Reichheld", "1996", "The Loyalty Effect"),
    ]
    assert Work("Amazon", "—", "一；二").each == [Work("Amazon", "—", "一"), Work("Amazon", "—", "二")]
    assert Work("甲", 1985, "a&lt;b").each == [Work("甲", "1985", "a&lt;b")]
    assert Work("甲", 1985, "调查（497 人；转述）").each == [Work("甲", "1985", "调查（497 人；转述）")]
    assert not Work("甲；乙", 1985, "一；二；三").each


def test_a_talk(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    assert site.once(talk.load)["cases/late.md", "五点十分"].lines == (
        Line("骑手", "刚取上，五点四十到。", 1),
        Line("何女士", "蜡烛呢？", 2, "看着门口"),
        Line("骑手", "先拿在手上。", 1, notes=("她最急的那一样，他先答了。",)),
        Line("旁白", "客人已经坐下了。", 0),
        Line("何女士", "好。", 2),
    )


def test_a_case(tmp_path: Path) -> None:
    found = examined(course(tmp_path)).once(case.load)["late"]
    assert (found.title, found.source) == ("蛋糕晚了", "")
    assert [value for _, _, value in found.facets] == ["餐饮", "电话", "1", "失约", "道歉", "顾客犹豫"]
    real = edited(CASE, {"虚构: 是": "来源: 某报 2020 年"})
    found = examined(course(tmp_path, {"docs/cases/late.md": real})).once(case.load)["late"]
    assert found.source == "某报 2020 年"


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff---\r\n标题：一\r\n---\r\n一\u2028二\x0c三\r\n\r\n四".encode())
    source = read(path, "a.md", ZH)
    assert source.lines == [(4, "一\u2028二\x0c三"), (5, ""), (6, "四")]
    assert (source.meta, source.places) == ({"标题": "一"}, {"标题": 2})


def test_code_is_no_prose() -> None:
    fences = ["```markdown\n/// quiz | a\n```", "````\n```\n/// quiz | b\n```\n````", "> ~~~\n> /// quiz | c\n> ~~~"]
    text = "\n\n".join(["一", *fences, "二 `{依据 a-01}` 三"])
    source = parse(text, "a.md", ZH)
    assert [line for _, line in source.prose if line] == ["一", "二 " + " " * len("`{依据 a-01}`") + " 三"]
    assert openings(source) == []
    wide = text.replace("///", "／／／").split("\n")
    assert normalise(wide) == wide


def test_blocks_may_stand_in_blocks() -> None:
    text = "//// myth | a-01\n> 一\n\n/// quiz | b\n///\n\n二\n////\n\n/// talk | c\n///"
    outer, inner, last = openings(parse(text, "a.md", ZH))
    assert (outer.name, outer.argument, outer.line, outer.end, outer.length) == ("myth", "a-01", 1, 8, 4)
    assert [number for number, _ in outer.text] == [2, 4, 5, 7]
    assert (inner.name, inner.line, inner.end, inner.body) == ("quiz", 4, 5, ())
    assert (last.line, last.end) == (10, 11)


def test_an_unclosed_block_ends_before_the_next() -> None:
    first, second = openings(parse("/// quiz | a\n\n/// quiz | b\n///\n", "a.md", ZH))
    assert (first.end, second.end) == (0, 4)


def test_words_are_filled_in_once() -> None:
    assert ZH("quiz.say.no_id", id="{id}") == "题目没有编号；在这一行末尾加上 {#{id}}"
    assert ZH("page.say.missing_key", key="标题") == "文件头缺“标题”；加一行“标题: …”"
    with pytest.raises(KeyError):
        ZH("quiz.say.nothing_of_this_name")
    with pytest.raises(FileNotFoundError):
        words("xx")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of the engine."""
    for path in sorted(HOOKS.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_every_word_that_is_asked_for_is_there() -> None:
    """In code `words("…")`, `words.get("…")`, `complain(…, "…")`, `tell(…, "…")`; in templates `words("…")`."""
    asked: list[tuple[Path, str]] = []
    for path, tree in trees():
        room = path.relative_to(HOOKS).parts[0]
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if name in ("words", "get", "complain"):
                asked += [(path, text) for text in texts if WORD.fullmatch(text)]
            elif name in ("tell", "wrong_option"):
                asked += [(path, f"{room}.say.{text}") for text in texts]
    for path in sorted(HOOKS.rglob("*.html")):
        asked += [(path, key) for key in re.findall(r"words\(\"([a-z._]+[a-z])\"", path.read_text(encoding="utf-8"))]
    assert len(asked) > 100
    for language in ("zh", "en"):
        for path, key in asked:
            try:
                words(language).get(key)
            except KeyError:
                pytest.fail(f"{path.relative_to(PROJECT)}: {language} has no {key}")


def test_rooms_know_only_what_is_shared() -> None:
    for path, tree in trees():
        room = path.relative_to(HOOKS).parts[0]
        if room in ("timeline.py", "__init__.py"):
            continue
        for node in ast.walk(tree):
            names: list[str] = []
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                continue
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                assert node.level <= 1, f"{path}:{node.lineno}"
                names = [f"{node.module}.{alias.name}" for alias in node.names] if not node.level else []
            for name in names:
                package, _, rest = name.partition(".")
                assert package not in ("mkdocs", "material", "properdocs", "zensical"), f"{path}:{node.lineno}: {name}"
                assert package != "hooks" or rest.split(".")[0] == "shared", f"{path}:{node.lineno}: {name}"


def test_every_room_is_a_room() -> None:
    folders = {path.name for path in HOOKS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {"shared", "notebook", *ROOMS}  # a notebook is a page of its own, not a block in one
    config = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in PROJECT.glob("tests/test_*.py"))
    for name, room in ROOMS.items():
        assert room.__doc__ and f"  - hooks.{name}\n" in config, name
        assert callable(room.load) and callable(room.makeExtension), name
        assert re.search(rf"hooks\.{name}\b|import .*\b{name}\b", tests), f"{name} has no test"


def test_talk_speakers_on_a_page(tmp_path: Path) -> None:
    """The same title on two pages is two talks."""
    site = examined(course(tmp_path, {"docs/index.md": CHAPTER.replace("柜台前", "五点十分")}))
    assert {uri for uri, _ in site.once(talk.load)} == {"index.md", "cases/late.md"}
