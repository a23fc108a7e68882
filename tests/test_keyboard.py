"""What a Chinese keyboard makes of the grammar is understood: the same models, the same pages."""
# ruff: noqa: E501  # a mark a line

from __future__ import annotations

from pathlib import Path

import pytest
from authors import COURSE as ROOMS
from authors import PROJECT, article, edited, examined, said, told
from authors import course as written

INDEX, LATE = "docs/index.md", "docs/cases/late.md"
CHEMIST = "quizzes/blueprints/chemist.md"
BANK, SECOND, SCALE, KINDS = "quizzes/bank.md", "quizzes/second.md", "quizzes/scale.md", "quizzes/kinds.md"
COURSE = {**ROOMS, KINDS: (PROJECT / "tests" / "small" / KINDS).read_text(encoding="utf-8")}
ROW = "| 五点 {#five} | 蛋糕送到 | 没有人／也没有消息 | −2 | 时间落空了。 | 何女士 |"
RULE = "| --- | --- | --- | --- | --- | --- |"

# File, the plain spelling, the others.
SPELLINGS = [
    (BANK, "- [x] 这", ["-[x]这", "- 【x】这", "- ［ｘ］ 这", "- （√） 这", "－［x］这", "* [X] 这", "• [✓]　这", "-　[ x ] 这", " - [x] 这"]),
    (BANK, "- [ ] 用", ["-［］用", "- 【　】用", "- （ ）用", "－ ［ ］ 用", "　- [ ] 用"]),
    (BANK, "    > 盒", ["    ＞盒", "    ＞ 盒", "　　＞　盒", "    》盒", "> 盒", "\t> 盒", "   >盒", "    >> 盒"]),
    (BANK, "没选：", ["没选:", "没选 ： ", "**没选**：", "没选：："]),
    (BANK, "场景：药房", ["场景:药房", "　场景：　药房", "**场景**：药房", "**场景：** 药房", "场景 ：药房"]),
    (BANK, "提示：他为", ["提示:他为", "**提示**: 他为"]),
    (BANK, "解析：", ["解析: ", "**解析**："]),
    (SECOND, "同题：", ["同题:", "同题 ："]),
    (BANK, "## 【单选】", ["##【单选题】", "＃＃ 【单选】", "## (单选)", "## （单选题） ", "## ［单选］", "##　【 单选 】", "## 【【单选】】"]),
    (SECOND, "## 【多选】", ["## 【多选题】", "##（多选）"]),
    (SECOND, "## 【判断】", ["## 【判断题】", "##(判断)"]),
    (BANK, " {#first}", ["｛#first｝", "｛＃first｝", " {# first }", " {#First}", "{#first}", " {{#first}}"]),
    (INDEX, "/// quiz | bank#first", ["／／／ quiz｜bank#first", "///quiz|bank＃first", "／／／　Quiz　｜　bank#first", "//／ quiz丨bank#first"]),
    (INDEX, "bank#first\n///", ["bank#first\n／／／", "bank#first\n///　"]),
    (INDEX, "/// talk | 柜台前", ["／／／ talk｜柜台前", "///talk | 柜台前 ", "/// talk || 柜台前"]),
    (INDEX, "{依据 rec-01}", ["｛依据 rec-01｝", "{依据　rec-01}", "{依据：rec-01}", "{依据rec-01}", "{ 依据 rec-01 }", "｛依据　REC-01｝"]),
    (BANK, "{依据 rec-01}", ["｛依据 rec-01｝", "{依据　rec-01}"]),
    (LATE, "的事{依据 rec-01}", ["的事｛依据 rec-01｝", "的事{依据：rec-01}"]),
    (INDEX, "老郑（举着药盒）：", ["老郑(举着药盒):", "　　老郑（举着药盒） ：", "老郑 （举着药盒）：：", "老郑（举着药盒)："]),
    (INDEX, "旁白：", ["旁白:", "　旁白 ： "]),
    (INDEX, "> 先办", ["＞先办", "＞ 先办", "    > 先办", "》先办"]),
    (INDEX, "> 顾客", ["＞ 顾客", "＞顾客"]),
    (INDEX, "## 练一练 {#practice}", ["＃＃　练一练｛＃practice｝", "##练一练{#practice}", "## 练一练 {{#practice}}"]),
    (INDEX, "# 柜台\n", ["＃ 柜台\n", "#柜台\n"]),
    (LATE, "| −2 |", ["| -2 |", "| －2 |", "| –2 |", "| —2 |", "| － ２ |", "｜−2｜", "| **−2** |"]),
    (LATE, "| +1 |", ["| ＋1 |", "| ＋１ |", "| ﹢1 |", "|+1|"]),
    (LATE, "| 0 |", ["| ０ |", "| +0 |", "| −0 |"]),
    (LATE, ROW, [ROW.replace("|", "｜"), ROW.strip("| "), ROW.replace(" | ", "|"), ROW.replace(" {#five}", "｛＃five｝")]),
    (LATE, RULE, ["｜－－－｜－－－｜－－－｜－－－｜－－－｜－－－｜", "|:--|:-:|--:|---|---|---|", RULE.replace("---", "———")]),
    (SCALE, "| −1 |", ["| -1 |", "| －１ |"]),
    (INDEX, "标题: 柜台", ["标题：柜台", "标题:柜台", "标题 ： 柜台", "标题: '柜台'"]),
    (LATE, "虚构: 是", ["虚构：是", "虚构：　是　"]),
    (BANK, "---\n标题: 题库\n---", ["———\n标题：题库\n———", "－－－\n标题: 题库\n－－－", "--\n标题: 题库\n----"]),
    (KINDS, "【填空】", ["（填空题）", "[填空]"]),
    (KINDS, "【排序】", ["【排序题】"]),
    (KINDS, "{填 3／三}", ["｛填 3／三｝", "{填 3/三}", "{填：3 ／ 三}", "{填3／三}", "{ 填　3／三 }", "{{填 3／三}}"]),
    (KINDS, "把握：问\n\n- [ ] 5", ["把握: 问\n\n- [ ] 5", "**把握**：问\n\n- [ ] 5", "把握 ：问\n\n- [ ] 5"]),
    (KINDS, "- [1] 看", ["-[1]看", "- 【1】看", "－［１］ 看", "- [ 1 ] 看", "- [①] 看", "* [01] 看"]),
    (KINDS, "规则：看他 先于 盛", ["规则:看他先于盛", "**规则**：看他 先于 盛", "规则：看他　先于　盛"]),
    (KINDS, "- [怕买贵了] “", ["-[怕买贵了]“", "- 【怕买贵了】 “", "•［怕买贵了］“", "- [ 怕买贵了 ] “"]),
    (KINDS, "- [怕丢面子]", ["-［怕丢面子］", "- 【怕丢面子】　"]),
    (KINDS, "- [前台员工行为] 把汤", ["- [前台 员工行为] 把汤", "- 【前台员工行为】把汤", "- [前台员工行为。] 把汤"]),
    (KINDS, "- [尚可] ", ["-[尚可]", "- 【尚可】", "- ［　尚可　］ "]),
    (KINDS, "- [x] 2.1 ±0.05 分", ["- 【x】2.1±0.05分", "- [√] ２．１ ± 0.05 分", "-［x］ 2.1 +-0.05 分", "- [x] 2.1 +/-0.05分", "- [x] 2。1 ±0.05 分"]),
    (KINDS, "- [ ] 0.1", ["-［］0.1", "- [ ] ０.１"]),
    (KINDS, "参考：过", ["参考:过", "**参考**：过", "参考 ： 过"]),
    (KINDS, "- [要点] 说了", ["-【要点】说了", "- ［要点］说了", "- [ 要点 ] 说了"]),
    (KINDS, "{a} 到", ["｛a｝到", "{A} 到", "{ａ} 到", "{{a}} 到", "{ a }　到"]),
    (KINDS, "组合：a+c", ["组合:a+c", "组合：a＋c", "组合： A + C", "组合：ａ＋ｃ"]),
    (CHEMIST, "- 前台：陈姐念", ["-前台:陈姐念", "－ 前台：　陈姐念", "• 前台 ： 陈姐念", "- **前台**：陈姐念", "- **前台：**陈姐念", "* 前台员工行为：陈姐念"]),
    (CHEMIST, "- 后台：小吴", ["- 后台员工行为：小吴", "—后台:小吴"]),
    (CHEMIST, "用时：1–2", ["用时：1-2", "用时:１－２", "用时：1～2 分钟", "用时：1到2分钟", "用时：1.0—2．0"]),
    (CHEMIST, "等待：3", ["等待：３", "等待：3 分钟"]),
    (CHEMIST, " → 补救：核", ["→补救:核", " -> 补救：核", "—>补救：核", " => 补救 ： 核", "－＞补救：核"]),
    (CHEMIST, "同时：#fill", ["同时：＃fill", "同时:fill", "同时：{#fill}", "同时：｛＃Fill｝"]),
    (CHEMIST, "## 配药 {#fill}", ["＃＃　配药｛＃fill｝", "##配药{#fill}", "## 配药 {{# Fill }}"]),
    ("docs/stage.md", "chemist#泳道", ["chemist＃泳道"]),
    ("docs/cases/facets.yml", "[当面, 电话]", ["[当面，电话]", "[当面、电话]", "［当面，电话］"]),
    ("docs/cases/facets.yml", "行业: ", ["行业："]),
]  # fmt: skip


def course(root: Path, changed: dict[str, str] | None = None) -> Path:
    """The good course with a bank of all types."""
    return written(root, {**COURSE, **(changed or {})})


CASES = [(file, plain, typed) for file, plain, others in SPELLINGS for typed in others]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, str]]:
    """What readers get of the good course."""
    return readers(course(tmp_path_factory.mktemp("good")))


def readers(root: Path) -> tuple[list[str], dict[str, str]]:
    """All texts of the models, and all pages."""
    site = examined(root)
    assert told(site) == []
    return said(site), {uri: article(site, uri) for uri, _ in site.chapters()}


@pytest.mark.parametrize(("file", "plain", "typed"), CASES)
def test_spelling(file: str, plain: str, typed: str, good: tuple[list[str], dict[str, str]], tmp_path: Path) -> None:
    texts, pages = readers(course(tmp_path, {file: edited(COURSE[file], {plain: typed})}))
    assert texts == [
        text.replace("对", "对。") if typed == "- [x] 对。\n" and text == "对" else text for text in good[0]
    ]
    if typed != "- [x] 对。\n":
        assert pages == good[1]


def test_all_spellings_at_once(good: tuple[list[str], dict[str, str]], tmp_path: Path) -> None:
    changed = dict(COURSE)
    for file, plain, others in SPELLINGS:
        if plain in changed[file]:
            changed[file] = changed[file].replace(plain, others[0])
    assert sum(changed[file] != COURSE[file] for file in changed) >= 6
    assert readers(course(tmp_path, changed)) == good


FILES = {
    "byte order mark": lambda text: "\ufeff" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "tabs": lambda text: text.replace("    > ", "\t> "),
    "spaces at the ends": lambda text: text.replace("\n", " \n"),
    "no line end": lambda text: text.rstrip("\n"),
    "spaces that do not break": lambda text: text.replace("- [ ] ", "-\u00a0[\u00a0]\u00a0").replace("    >", "\u00a0\u00a0\u00a0\u00a0>"),
    "spaces without width": lambda text: text.replace("- [x] ", "- [x] \u200b"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files(name: str, good: tuple[list[str], dict[str, str]], tmp_path: Path) -> None:
    changed = {file: FILES[name](text) for file, text in COURSE.items() if file.endswith(".md")}
    assert changed != {file: COURSE[file] for file in changed}
    assert readers(course(tmp_path, changed)) == good


def test_front_matter_is_what_stands_there(tmp_path: Path) -> None:
    """YAML would read a number, a truth value, a comment, a mapping."""
    title = "第 1 部分: no #2 'a'"
    root = course(tmp_path, {INDEX: edited(COURSE[INDEX], {"标题: 柜台": f"标题: {title}", "# 柜台": f"# {title}"})})
    site = examined(root)
    assert told(site) == []
    assert site.sources[INDEX].meta["标题"] == title
    for value in ("no", "yes", "2026-11-22", "1e3", "~", "null", "0x10", "*x", "{x}", "- x", "? x", "@x", "%x"):
        found = examined(course(tmp_path, {INDEX: edited(COURSE[INDEX], {"标题: 柜台": f"标题: {value}"})}))
        assert found.sources[INDEX].meta["标题"] == value
