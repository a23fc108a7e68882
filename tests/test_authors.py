"""Every slip of a trainer is told with file and line, in words, and all in one build."""
# ruff: noqa: E501  # a slip a line

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from authors import (
    BANK,
    BLUEPRINT,
    CHAPTER,
    CONFIG,
    COURSE,
    DIALOGUE,
    PROJECT,
    article,
    build,
    course,
    edited,
    examined,
    quiet,
    told,
)
from test_exam import SLIPS as EXAM_SLIPS
from test_notebooks import SLIPS as CELL_SLIPS

from hooks.shared.room import assets
from hooks.shared.words import FOLDER
from hooks.timeline import ROOMS

INDEX, LIST, LATE = "docs/index.md", "docs/list.md", "docs/cases/late.md"
GLOSSARY_MD, BOXES_MD = "docs/glossary.md", "docs/boxes.md"
FACETS_YML, EVIDENCE_YML = "docs/cases/facets.yml", "docs/evidence.yml"
KINDS_MD = "quizzes/kinds.md"
KINDS = (PROJECT / "tests" / "small" / KINDS_MD).read_text(encoding="utf-8")
PARCEL = "quizzes/dialogues/parcel.md"
WALL, SHELF, HALF, FOUND = (line for line in DIALOGUE.split("\n") if re.match(r"- (系统|没到|他说|照片)", line))
BANK_MD, SECOND_MD, SCALE_MD = "quizzes/bank.md", "quizzes/second.md", "quizzes/scale.md"
CHEMIST_MD, STAGE_MD = "quizzes/blueprints/chemist.md", "docs/stage.md"
THIRTEEN = "---\n标题: 取药\n虚构: 是\n---\n" + "".join(
    f"\n## 第 {n} 步\n\n- 顾客：等\n" + ("- 后台：配\n- 支持：货架\n- 失败点：错 → 补救：换\n" if n == 2 else "")
    for n in range(1, 14)
)


class Slip:
    """One file of the good course (tests/authors.py), edited, replaced or (None) taken away, and what is told.

    told: "line: message" in this file, or "file:line: message".
    """

    def __init__(self, name: str, file: str, content: dict[str, str] | str | bytes | None, *told: str) -> None:
        self.name, self.file = name, file
        self.content = edited(COURSE[file], content) if isinstance(content, dict) else content
        elsewhere = re.compile(r"\S+\.\w+:\d+: ")
        self.told = [line if elsewhere.match(line) else f"{file}:{line}" for line in told]

    def __str__(self) -> str:
        return self.name


def notebook(*cells: tuple[str, str], title: str = "---\n标题: 图\n---") -> str:
    """A notebook of these cells, as Jupyter saves it: each line of a cell on a line of its own."""
    made: list[dict[str, object]] = [
        {"cell_type": kind, "id": f"c{place}", "metadata": {}, "source": text.splitlines(keepends=True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for place, (kind, text) in enumerate([("raw", title), *cells])
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1)


# fmt: off
SLIPS = [
    # Questions
    Slip("no right answer", BANK_MD, {"- [x]": "- [ ]", "    > 没选：当场就写的只有这一句。\n": ""}, "5: 没有标出正确答案；在对的选项前写 [x]"),
    Slip("tick lost, its feedback still there", BANK_MD, {"- [x]": "- [ ]"}, "14: “没选：”只写在对的选项下面；这个选项前面没有 [x]，补上 [x]，或把这一行移到对的选项下面"),
    Slip("two right in a single choice", BANK_MD, {"- [ ] 老花镜": "- [x] 老花镜"}, "15: 【单选】标了不止一个正确答案；只留一个 [x]，或把题型改成【多选】"),
    Slip("two right in a judgement", SECOND_MD, {"- [ ] 不对": "- [x] 不对"}, "26: 【判断】标了不止一个正确答案；只留一个 [x]，或把题型改成【多选】"),
    Slip("one option", BANK_MD, "## 【单选】哪句？ {#first}\n\n- [x] 这句\n", "3: 只有一个选项；至少写两个"),
    Slip("no option", BANK_MD, "## 【单选】哪句？ {#first}\n\n那一句\n", "1: 这道题没有选项；每个选项写一行“- [ ] 文字”"),
    Slip("two equal options", BANK_MD, {"老花镜要一副吗？": "用法都印在背面了"}, "15: 这个选项和第 10 行的一样；改掉其中一个"),
    Slip("no id", BANK_MD, {" {#first}": ""}, "5: 题目没有编号；在这一行末尾加上 {#q1}"),
    Slip("double id", SECOND_MD, {"{#silence}": "{#several}"}, "21: 编号“several”在第 5 行用过了；改成 {#several-2}"),
    Slip("id in Chinese", SECOND_MD, {"{#silence}": "{#没开口}"}, "21: 编号“没开口”只能用小写字母、数字和短横线；写成 {#q2}"),
    Slip("id with a capital and a space", SECOND_MD, {"{#silence}": "{#no word}"}, "21: 编号“no word”只能用小写字母、数字和短横线；写成 {#no-word}"),
    Slip("id without a bracket", BANK_MD, {"{#first}": "{#first"}, "5: 编号的写法不对；在这一行末尾写成 {#first}"),
    Slip("unknown type", BANK_MD, {"【单选】": "【单先】"}, "5: 没有“单先”这种题型；是不是想写“单选”？"),
    Slip("no type", BANK_MD, {"【单选】": ""}, "5: 题目前面缺题型；写成 ## 【单选】【多选】【判断】【填空】【排序】【配对】【归类】【情境】【计算】【简答】其中一种，再写题目"),
    Slip("no question", SECOND_MD, {"没有开口，也算接待了顾客。 ": ""}, "21: 只有题型，没有题目；在题型后面写上题目"),
    Slip("same question", SECOND_MD, {"没有开口，也算接待了顾客。": "哪几样写上，他就不用再催？"}, "21: 题目和第 5 行的一样；换一个说法，或删掉一道"),
    Slip("feedback without option", BANK_MD, {"他看了半天，没作声。": "    > 他看了半天。"}, "8: 这段反馈前面没有选项；把它移到选项下面，行首写“    > ”"),
    Slip("feedback after hint", BANK_MD, {"提示：他的手在做什么？": "    > 他的手。"}, "19: 这段反馈不在选项下面；移到它说的那个选项下面"),
    Slip("two lines of feedback", BANK_MD, {"    > 盒子上是有，可他看不清。": "    > 盒子上是有，\n    > 可他看不清。"}, "12: 一个选项只写一行反馈；两行合成一行，要是另一个选项的，就移到那个选项下面"),
    Slip("not-chosen twice", BANK_MD, {"    > 没选：当场就写的只有这一句。": "    > 没选：当场就写。\n    > 没选：只有这一句。"}, "15: 一个选项只写一条“没选：”；两条合成一条，要是另一个选项的，就移到那个选项下面"),
    Slip("not-chosen under a wrong option", BANK_MD, {"    > 盒子上是有，可他看不清。": "    > 盒子上是有。\n    > 没选：他看不清。"}, "12: “没选：”只写在对的选项下面；这个选项前面没有 [x]，补上 [x]，或把这一行移到对的选项下面"),
    Slip("one option without feedback", BANK_MD, {"    > 盒子上是有，可他看不清。\n": ""}, "10: 这个选项没有反馈，同一题里别的选项有；在它下面写“    > 选了会怎样”"),
    Slip("feedback without its mark", BANK_MD, {"    > 盒子上": "    盒子上"}, "11: 这一行前面缺“> ”；反馈写成“    > 文字”，要是选项还没写完，就接到上一行末尾"),
    Slip("numbered list", BANK_MD, {"- [ ] 用法": "1. [ ] 用法"}, "10: 选项不用编号；把前面的编号换成“- ”，写成“- [ ] 文字”"),
    Slip("lettered list", BANK_MD, {"- [ ] 老花镜": "C. 老花镜"}, "15: 选项不用编号；把前面的编号换成“- ”，写成“- [ ] 文字”"),
    Slip("option too far in", BANK_MD, {"- [ ] 用法": "    - [ ] 用法"}, "10: 选项缩进太多；顶格写“- [ ] 文字”"),
    Slip("no bullet", BANK_MD, {"- [ ] 用法": "[ ] 用法"}, "10: 方框前面缺“- ”；写成“- [ ] 文字”"),
    Slip("no box", BANK_MD, {"- [ ] 老花镜": "- 老花镜"}, "15: 这一行没有方框；选项写成“- [ ] 文字”，对的写 [x]"),
    Slip("box that is neither", BANK_MD, {"- [x]": "- [v]"}, "12: 方括号里的“v”看不出对错；对的写 [x]，错的写 [ ]"),
    Slip("empty box", BANK_MD, {"- [x]": "- []"}, "12: 方括号里什么也没有，看不出对错；对的写 [x]，错的写 [ ]，中间空一格"),
    Slip("option without text", BANK_MD, {"- [ ] 老花镜要一副吗？": "- [ ]"}, "15: 这个选项没有文字；在方框后面写上"),
    Slip("option after hint", BANK_MD, {"提示：他为什么不作声？\n": "提示：他为什么不作声？\n\n- [ ] 还有一句\n\n"}, "20: 选项写在了提示或解析后面；把提示和解析移到最后一个选项之后"),
    Slip("text among options", BANK_MD, {"- [ ] 老花镜": "这一句也可以想想\n- [ ] 老花镜"}, "15: 这一行不属于任何选项；接着上一行的就并到上一行，讲解写在“解析：”后面"),
    Slip("judgement with a reason", SECOND_MD, {"- [x] 对": "- [x] 对，因为看见了"}, "24: 判断题的两个选项只写“对”和“不对”；对题目的说明写在下面的引用里"),
    Slip("explanation above the options", BANK_MD, {"他看了半天，没作声。": "解析：他看不清。"}, "8: “解析：”要写在最后一个选项之后；移到选项下面去"),
    Slip("scene below the options", BANK_MD, {"场景：药房 · 柜台 · 陈姐\n": "", "提示：他的手在做什么？": "场景：药房"}, "18: “场景：”要写在题目和选项之间；移到选项上面去"),
    Slip("scene twice", BANK_MD, {"场景：药房 · 柜台 · 陈姐": "场景：药房\n场景：柜台"}, "7: “场景：”写了两次；合成一条"),
    Slip("empty hint", BANK_MD, {"提示：他的手在做什么？": "提示："}, "19: “提示：”后面没有内容；写上，或删掉这一行"),
    Slip("scene without colon", BANK_MD, {"场景：": "场景 "}, "6: “场景”后面要用冒号；写成“场景：……”"),
    Slip("scene run into its text", BANK_MD, {"场景：": "场景"}, "6: “场景”后面要用冒号；写成“场景：……”"),
    Slip("empty scene", BANK_MD, {"场景：药房 · 柜台 · 陈姐": "场景："}, "6: “场景：”后面没有内容；写上，或删掉这一行"),
    Slip("not-chosen without colon", BANK_MD, {"没选：当场": "没选当场"}, "14: “没选”后面要用冒号；写成“没选：……”"),
    Slip("not-chosen misspelled", BANK_MD, {"没选：当场": "选：当场"}, "14: 看不懂“选：”；是不是想写“没选：”？"),
    Slip("empty not-chosen", BANK_MD, {"没选：当场就写的只有这一句。": "没选："}, "14: “没选：”后面没有内容；写上，或删掉这一行"),
    Slip("no colon", BANK_MD, {"解析：": "解析 "}, "20: “解析”后面要用冒号；写成“解析：……”"),
    Slip("keyword misspelled", BANK_MD, {"提示：他的": "示提：他的"}, "19: 看不懂“示提：”；是不是想写“提示：”？"),
    Slip("hint after explanation", BANK_MD, {"提示：他的手在做什么？\n": "", "再问别的。": "再问别的。\n\n提示：他的手在做什么？"}, "23: 提示写在了解析后面；移到“解析：”上面"),
    Slip("three hashes", BANK_MD, {"## 【": "### 【"}, "5: 题目的标题用两个井号；写成“## 【单选】题目”"),
    Slip("title in the middle", SECOND_MD, {"\n## 【判断】": "\n# 第二部分\n\n## 【判断】"}, "21: 文件的总标题只能写在最前面；题目写成“## 【单选】题目”"),
    Slip("heading without hashes", SECOND_MD, {"## 【判断】": "【判断】"}, "21: 题目前面缺井号；写成“## 【单选】题目”"),
    Slip("question without empty line", SECOND_MD, {"\n\n## 【判断】": "\n## 【判断】"}, "20: 题目上面没有空行；空一行，上一行要是这道题的，就移到题目下面"),
    Slip("text before the first question", BANK_MD, {"\n## 【": "\n先做这一题。\n\n## 【"}, "5: 这一行不属于任何题目；题目写成“## 【单选】题目 {#编号}”"),
    Slip("bank without question", SECOND_MD, "---\n标题: 空\n---\n", "1: 这个文件里一道题也没有；写上题目，或删掉文件"),
    Slip("same line twice", BANK_MD, {"提示：他的手在做什么？": "提示：他为什么不作声？"}, "19: 这一行和上一行一模一样；删掉一行"),
    # Questions of the other types
    Slip("three items of an order", KINDS_MD, edited(KINDS, {"- [3] 马上盛一碗新的\n    > 重做是他来这一趟要的。\n": "", "- [4] 问一句够不够\n    > 办完再问，他才说得出还缺什么。\n": "", "规则：看他 先于 盛一碗新的\n    > 先重做，他会觉得你只在乎那碗汤；先看人。\n规则：道歉 先于 问一句\n    > 没认错就问够不够，像在打发人。\n": ""}), "18: 【排序】只有两项；至少写三项，两项不用排就知道次序"),
    Slip("item of an order without its box", KINDS_MD, edited(KINDS, {"- [2] 道歉": "- 道歉"}), "22: 这一行没有方框；写成“- [1] 文字”"),
    Slip("category left out", KINDS_MD, edited(KINDS, {"- [后台员工行为]": "- [ ]"}), "49: 方框里要写上答案；写成“- [类别] 文字”"),
    Slip("category that is a tick", KINDS_MD, edited(KINDS, {"- [后台员工行为]": "- [x]"}), "49: 方框里要写上答案；写成“- [类别] 文字”"),
    Slip("partner of a whole sentence", KINDS_MD, edited(KINDS, {"- [怕买贵了]": "- [怕贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵贵]"}), "38: 方框里的字太多；最多 30 个字，长的写在题目里"),
    Slip("one category for all", KINDS_MD, edited(KINDS, {"- [后台员工行为]": "- [前台员工行为]", "- [支持过程]": "- [前台员工行为]"}), "44: 所有方框里都是“前台员工行为”，没有什么可答的；至少要有两种"),
    Slip("rank in words", KINDS_MD, edited(KINDS, {"- [2] 道歉": "- [二] 道歉"}), "22: 方框里的“二”不是次序；写成 [1]、[2]，不分先后的写同一个数"),
    Slip("rank left out", KINDS_MD, edited(KINDS, {"- [2] 道歉": "- [5] 道歉"}), "22: 次序的数字要从 1 连着写，这里缺 2；补上，不分先后的写同一个数"),
    Slip("rating misspelled", KINDS_MD, edited(KINDS, {"- [尚可]": "- [尚行]"}), "60: 方框里的“尚行”不是一种评价；是不是想写“尚可”？"),
    Slip("number in words", KINDS_MD, edited(KINDS, {"- [ ] 0.1": "- [ ] 零点一"}), "70: “零点一”不是一个数；写成 40、40 ±0.5 或 40 ±0.5 分"),
    Slip("number with a second number", KINDS_MD, edited(KINDS, {"2.1 ±0.05 分": "2.1 0.05 分"}), "67: “2.1 0.05 分”不是一个数；写成 40、40 ±0.5 或 40 ±0.5 分"),
    Slip("no right number", KINDS_MD, edited(KINDS, {"- [x] 2.1": "- [ ] 2.1", "    > 没选：平均是（14 − 3）÷ 10 = 1.1，再减去 −1。\n": ""}), "65: 没有标出正确的得数；在它前面写 [x]"),
    Slip("two right numbers", KINDS_MD, edited(KINDS, {"- [ ] 0.1": "- [x] 0.1"}), "70: 得数只能有一个 [x]；另一个写成 [ ]，下面说明错在哪里"),
    Slip("mistake inside the tolerance", KINDS_MD, edited(KINDS, {"- [ ] 0.1": "- [ ] 2.13"}), "70: “2.13”算对，不能又列成错的；改掉它，或者删掉"),
    Slip("mistake that is an answer of a blank", KINDS_MD, edited(KINDS, {"- [ ] 5": "- [ ] ３"}), "9: “３”算对，不能又列成错的；改掉它，或者删掉"),
    Slip("mistake without feedback", KINDS_MD, edited(KINDS, {"- [ ] 5\n    > 五声是以前的规矩，客人等到第四声多半就挂了。现在是三声内。": "- [ ] 5"}), "9: 这个错法没有反馈；在它下面写“    > 错在哪里”，或者删掉"),
    Slip("tick in a question with blanks", KINDS_MD, edited(KINDS, {"- [ ] 5": "- [x] 5"}), "9: 填空的对答案写在空里，写成 {填 答案}；下面只列常见的错，方框空着"),
    Slip("question without its blanks", KINDS_MD, edited(KINDS, {"{填 3／三}": "三", "{填 店名／店号}": "店名"}), "5: 题目里没有空；要填的地方写成 {填 答案}"),
    Slip("blank without its word", KINDS_MD, edited(KINDS, {"{填 3／三}": "{3／三}"}), "5: 空的写法读不懂；写成 {填 答案}，几种都算对就写 {填 3／三}"),
    Slip("blank without a brace", KINDS_MD, edited(KINDS, {"{填 3／三}": "{填 3／三"}), "5: 空的写法读不懂；写成 {填 答案}，几种都算对就写 {填 3／三}"),
    Slip("blank with its word twice", KINDS_MD, edited(KINDS, {"{填 3／三}": "{填填 3／三}"}), "5: 空的写法读不懂；写成 {填 答案}，几种都算对就写 {填 3／三}"),
    Slip("blank without answer", KINDS_MD, edited(KINDS, {"{填 3／三}": "{填 }"}), "5: 空里缺答案；写成 {填 答案}，几种都算对就写 {填 3／三}"),
    Slip("blank with half an answer", KINDS_MD, edited(KINDS, {"{填 3／三}": "{填 3／}"}), "5: 空里缺答案；写成 {填 答案}，几种都算对就写 {填 3／三}"),
    Slip("answers of a blank with another mark", KINDS_MD, edited(KINDS, {"{填 3／三}": "{填 3、三}"}), "5: 空里的几个答案要用“／”隔开；写成 {填 3／三}"),
    Slip("blank in another type", KINDS_MD, edited(KINDS, {"把这四步排好。": "把这 {填 四} 步排好。"}), "15: 空只写在【填空】的题目里；把题型改成【填空】，或去掉大括号"),
    Slip("blank in an option", KINDS_MD, edited(KINDS, {"- [2] 道歉": "- [2] 道{填 歉}"}), "22: 空只写在【填空】的题目里；把题型改成【填空】，或去掉大括号"),
    Slip("letter of an option without a brace", KINDS_MD, edited(KINDS, {"{c} “尽快”": "{c “尽快”"}), "90: 选项的字母读不懂；写成“- [ ] {a} 文字”"),
    Slip("letter twice", KINDS_MD, edited(KINDS, {"{b} 亲": "{a} 亲"}), "88: 字母“a”在第 85 行用过了；换一个字母"),
    Slip("combination with another mark", KINDS_MD, edited(KINDS, {"组合：a+c": "组合：a、c"}), "96: 组合“a、c”读不懂；用加号连起选项的字母，写成“组合：a+c”"),
    Slip("combination of one", KINDS_MD, edited(KINDS, {"组合：a+c": "组合：a"}), "96: 组合“a”读不懂；用加号连起选项的字母，写成“组合：a+c”"),
    Slip("combination with an unknown letter", KINDS_MD, edited(KINDS, {"组合：a+c": "组合：a+e"}), "96: 没有哪个选项的字母是“e”；可以写：a、b、c、d"),
    Slip("combination twice", KINDS_MD, edited(KINDS, {"组合：a+c": "组合：c+a\n    > 一样。\n组合：a+c"}), "98: 这一条和第 96 行说的是同一件事；删掉一条"),
    Slip("combination without feedback", KINDS_MD, edited(KINDS, {"组合：a+c\n    > 又写日子又写“尽快”，他不知道信哪一句。": "组合：a+c"}), "96: “组合：”下面没有反馈；在下一行写“    > 看到的话”"),
    Slip("combination with two lines of feedback", KINDS_MD, edited(KINDS, {"    > 又写日子又": "    > 一\n    > 又写日子又"}), "98: 一个选项只写一行反馈；两行合成一行，要是另一个选项的，就移到那个选项下面"),
    Slip("rule without its word", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则：道歉，再问一句"}), "29: 规则“道歉，再问一句”读不懂；写成“规则：前一项 先于 后一项”"),
    Slip("rule about what is not there", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则：道欠 先于 问一句"}), "29: “道欠”对不上哪一项，或不止一项；是不是想写“道歉”？"),
    Slip("rule that names two", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则：看 先于 一"}), "29: “一”对不上哪一项，或不止一项；可以写：问一句够不够、看他有没有烫着、道歉、马上盛一碗新的"),
    Slip("rule against the boxes", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则：问一句 先于 道歉"}), "29: 这条规则和方框里的次序相反；改规则，或改方框里的数字"),
    Slip("rule after the explanation", KINDS_MD, edited(KINDS, {"规则：看他 先于 盛一碗新的\n    > 先重做，他会觉得你只在乎那碗汤；先看人。\n": "", "解析：先人，后事，再收尾。": "解析：先人，后事，再收尾。\n\n规则：看他 先于 盛一碗新的"}), "32: “规则：”要写在提示和解析的前面；移到选项下面去"),
    Slip("rule in another type", KINDS_MD, edited(KINDS, {"解析：日子和名字。": "规则：日子 先于 名字"}), "99: “规则：”只写在【排序】里；去掉这一行，或改题型"),
    Slip("empty rule", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则："}), "29: “规则：”后面没有内容；写上，或删掉这一行"),
    Slip("rule without colon", KINDS_MD, edited(KINDS, {"规则：道歉 先于 问一句": "规则道歉 先于 问一句"}), "29: “规则”后面要用冒号；写成“规则：……”"),
    Slip("spare partner that is used", KINDS_MD, edited(KINDS, {"- [怕丢面子]": "- [怕没人管]"}), "42: “怕没人管”在第 40 行用过了，不是多出来的；删掉这一行，或换一句"),
    Slip("spare partner with feedback", KINDS_MD, edited(KINDS, {"- [怕丢面子]": "- [怕丢面子]\n    > 他没有怕这个。"}), "42: 多出来的一项不写反馈；把这段话写到它容易和谁弄混的那一项下面"),
    Slip("open question without model answer", KINDS_MD, edited(KINDS, {"参考：过了期限，按店规退不了，我先说明白。锅您带来，我帮您联系厂家补一口，三天内给您电话。\n": ""}), "73: 没有参考答案；在题目下面、要点上面写一行“参考：……”"),
    Slip("model answer of two lines", KINDS_MD, edited(KINDS, {"三天内给您电话。\n": "三天内给您电话。\n这样他就有数了。\n"}), "75: 这一行不属于任何选项；接着上一行的就并到上一行，讲解写在“解析：”后面"),
    Slip("model answer without colon", KINDS_MD, edited(KINDS, {"参考：过": "参考，过"}), "74: “参考”后面要用冒号；写成“参考：……”"),
    Slip("point with another box", KINDS_MD, edited(KINDS, {"- [要点] 说了不行": "- [要占] 说了不行"}), "76: 方框里要写上答案；写成“- [要点] 文字”"),
    Slip("confidence with another value", KINDS_MD, edited(KINDS, {"把握：问\n\n- [ ] 5": "把握：是\n\n- [ ] 5"}), "7: “把握：”后面只能写“问”，现在写的是“是”；改成“把握：问”，不问就删掉这一行"),
    Slip("confidence without colon", KINDS_MD, edited(KINDS, {"把握：问\n\n- [ ] 5": "把握问\n\n- [ ] 5"}), "7: “把握”后面要用冒号；写成“把握：……”"),
    Slip("not-chosen where nothing is chosen", KINDS_MD, edited(KINDS, {"    > 他跑空过一回。": "    > 没选：他跑空过一回。"}), "37: “没选：”只写在【单选】【多选】【判断】和【计算】里；这里写成“    > 文字”，谁都看得到"),
    Slip("number of an option twice over", KINDS_MD, edited(KINDS, {"- [3] 马上": "1. [3] 马上"}), "24: 选项不用编号；把前面的编号换成“- ”，写成“- [1] 文字”"),
    Slip("box without its bullet", KINDS_MD, edited(KINDS, {"- [怕再白跑]": "[怕再白跑]"}), "36: 方框前面缺“- ”；写成“- [配的话] 文字”"),
    Slip("same idea misspelled", KINDS_MD, edited(KINDS, {"场景：餐饮 · 柜台 · 面馆的阿芬": "同题：bank/frist"}), "16: “同题”指向的“bank/frist”不存在；是不是想写“bank/first”？"),
    Slip("same idea in the same bank", KINDS_MD, edited(KINDS, {"场景：餐饮 · 柜台 · 面馆的阿芬": "同题：ringg"}), "16: “同题”指向的“ringg”不存在；是不是想写“kinds/ring”？"),
    Slip("same idea as itself", KINDS_MD, edited(KINDS, {"场景：餐饮 · 柜台 · 面馆的阿芬": "同题：spill"}), "16: “同题”指向的就是这一道；写另一道题的编号"),
    Slip("letter without an option", KINDS_MD, edited(KINDS, {"{c} “尽快”": "{c}"}), "90: 这个选项没有文字；在方框后面写上"),
    # Blocks
    Slip("mistyped bank", INDEX, {"quiz | second": "quiz | secnd"}, "18: quizzes 里没有题库“secnd”；是不是想写“second”？"),
    Slip("mistyped question", INDEX, {"bank#first": "bank#frist"}, "15: 题库“bank”里没有编号“frist”；是不是想写“first”？"),
    Slip("question twice on a page", INDEX, {"quiz | second": "quiz | bank"}, "18: 同一页里 bank#first 出现了两次（另一处在第 15 行）；删掉一处"),
    Slip("mistyped block", INDEX, {"/// quiz | second": "/// quizz | second"}, "18: 没有叫“quizz”的块；是不是想写“quiz”？"),
    Slip("option in a block", INDEX, {"/// quiz | second\n": "/// quiz | second\n    shuffle: false\n"}, "19: /// quiz 下面不能写缩进的选项；把这一行顶格写，或者删掉"),
    Slip("text in a block", INDEX, {"/// quiz | second\n": "/// quiz | second\n先想一想。\n"}, "19: /// quiz 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    Slip("unclosed block", INDEX, {"/// quiz | second\n///\n": "/// quiz | second\n"}, "18: /// quiz 没有收尾；在块的最后另起一行写 ///"),
    Slip("close without block", INDEX, {"/// quiz | second\n///\n": "///\n"}, "18: 多了一行 ///，前面没有对应的块；删掉它，或在前面补上块的开头"),
    Slip("block without id", INDEX, {"/// quiz | second": "/// quiz"}, "18: /// quiz 后面缺编号；写成 /// quiz | 编号"),
    Slip("indented block", INDEX, {"/// quiz | second": " /// quiz | second"}, "18: /// quiz 前面有空格或别的符号；顶格写"),
    Slip("block in a list", INDEX, {"/// quiz | second\n///\n": "- /// quiz | second\n"}, "18: /// quiz 前面有空格或别的符号；顶格写"),
    Slip("block in a quote", INDEX, {"/// quiz | second\n///\n": "> /// quiz | second\n"}, "18: /// quiz 前面有空格或别的符号；顶格写"),
    Slip("two slashes", INDEX, {"/// quiz | second": "// quiz | second"}, "18: 这一行的斜线读不懂；块的开头写成 /// 名字 | 编号，收尾单独写 ///"),
    Slip("two slashes at the end", INDEX, {"/// quiz | second\n///": "/// quiz | second\n//"}, "19: 这一行的斜线读不懂；块的开头写成 /// 名字 | 编号，收尾单独写 ///"),
    Slip("four slashes at the end", INDEX, {"/// quiz | second\n///": "/// quiz | second\n////"}, "18: /// quiz 没有收尾；在块的最后另起一行写 ///", "19: 多了一行 ///，前面没有对应的块；删掉它，或在前面补上块的开头"),
    Slip("no pipe", INDEX, {"/// quiz | second": "/// quiz second"}, "18: 这一行的斜线读不懂；块的开头写成 /// 名字 | 编号，收尾单独写 ///"),
    Slip("row below its block", LATE, {"| 开门 {#door} | 没有期望 | 蜡烛点着了 | 0 | 好坏相抵。 | 客人 |\n///\n": "///\n| 开门 {#door} | 没有期望 | 蜡烛点着了 | 0 | 好坏相抵。 | 客人 |\n"}, "33: 这一行紧挨着块；要放进块里就移到两行 /// 中间，不放就和块隔开一个空行"),
    Slip("text touching a block", INDEX, {"## 练一练 {#practice}\n\n": "## 练一练 {#practice}\n\n先做一题。\n"}, "15: 这一行紧挨着块；要放进块里就移到两行 /// 中间，不放就和块隔开一个空行"),
    # Dialogues
    Slip("dialogue: unknown key", PARCEL, {"场景: 快递": "场境: 快递"}, "6: 文件头里不认识“场境”；是不是想写“场景”？"),
    Slip("dialogue: no customer", PARCEL, {"顾客: 何女士\n": ""}, "1: 文件头缺“顾客”；加一行“顾客: 李女士”"),
    Slip("dialogue: no start, no goal", PARCEL, {"开始: 心情-1 事情0\n目标: 心情≥0 事情≥3\n": ""}, "1: 文件头缺“开始”；加一行“开始: 心情-2 事情0”", "1: 文件头缺“目标”；加一行“目标: 心情≥0 事情≥4”"),
    Slip("dialogue: empty scene", PARCEL, {"场景: 快递驿站 · 柜台 · 晚上的小孟": "场景:"}, "6: “场景”后面没有内容；写上，或删掉这一行"),
    Slip("dialogue: invented or not", PARCEL, {"虚构: 是": "虚构: 否"}, "7: “虚构”只能写“是”，现在写的是“否”；改成“虚构: 是”，或删掉这一行"),
    Slip("dialogue: two questions", PARCEL, {"她什么时候不再问“东西呢”？／": ""}, "8: “复盘”写了 2 个问题；写三个，中间用“／”隔开，或整行删掉（用现成的三个）"),
    Slip("dialogue: start of one meter", PARCEL, {"开始: 心情-1 事情0": "开始: 心情-1"}, "4: “开始”写了“心情-1”，读不懂；两样都写，例如“开始: 心情-2 事情0”"),
    Slip("dialogue: start without sign", PARCEL, {"开始: 心情-1": "开始: 心情1"}, "4: “心情1”少了正负号；写成“心情+1”或“心情-1”"),
    Slip("dialogue: start outside the meter", PARCEL, {"开始: 心情-1": "开始: 心情-4"}, "4: “心情”写了 −4；写 −3 到 3 的整数"),
    Slip("dialogue: goal without sign", PARCEL, {"心情≥0 事情≥3": "心情0 事情3"}, "5: “目标”写了“心情0 事情3”，读不懂；写成“目标: 心情≥0 事情≥4”"),
    Slip("dialogue: goal outside the meter", PARCEL, {"事情≥3": "事情≥6"}, "5: “事情”写了 6；写 0 到 5 的整数"),
    Slip("dialogue: customer who never speaks", PARCEL, {"顾客: 何女士": "顾客: 贺先生"}, "3: 文件头里的顾客“贺先生”一句话也没有说；名字和台词里的写成一样的"),
    Slip("dialogue: no moment", PARCEL, "---\n标题: 空\n顾客: 何女士\n开始: 心情0 事情0\n目标: 事情≥1\n---\n", "1: 这个文件里一个时刻也没有；写上“## 开场 {#start}”，或删掉文件"),
    Slip("dialogue: heading glued", PARCEL, {"没有摔门。\n\n": "没有摔门。\n"}, "84: 时刻的标题上面没有空行；空一行"),
    Slip("dialogue: three hashes", PARCEL, {"## 站着等": "### 站着等"}, "35: 时刻的标题用两个井号；写成“## 开场 {#start}”"),
    Slip("dialogue: line before the first moment", PARCEL, {"## 柜台前": "旁白：晚上。\n\n## 柜台前"}, "11: 这一行不属于任何时刻；先写“## 开场 {#start}”"),
    Slip("dialogue: moment without name", PARCEL, {"## 站着等 {#alone}": "## {#alone}"}, "35: 时刻没有名字；写成“## 开场 {#start}”"),
    Slip("dialogue: moment without id", PARCEL, {"## 柜台前 {#start}": "## 柜台前"}, "11: 时刻没有编号；在这一行末尾加上 {#m1}"),
    Slip("dialogue: broken id", PARCEL, {"{#start}": "{#start"}, "11: 编号的写法不对；在这一行末尾写成 {#编号}，用小写字母、数字和短横线"),
    Slip("dialogue: id in Chinese", PARCEL, {"{#start}": "{#开场}"}, "11: 编号“开场”只能用小写字母、数字和短横线；写成 {#m1}"),
    Slip("dialogue: double id", PARCEL, {"{#start}": "{#wall}"}, "25: 编号“wall”在第 11 行用过了；换一个"),
    Slip("dialogue: ending misspelled", PARCEL, {"## 结局：好": "## 局结：好"}, "76: 结局的写法不对；写成“## 结局：好 · 名字 {#编号}”"),
    Slip("dialogue: unknown kind of ending", PARCEL, {"结局：尚可 ·": "结局：还可 ·"}, "81: 结局的种类写了“还可”；是不是想写“尚可”？"),
    Slip("dialogue: ending without kind", PARCEL, {"结局：好 · 她": "结局：她"}, "76: 结局的种类写了“她认出了柜子”；可以写：好、尚可、坏"),
    Slip("dialogue: ending without name", PARCEL, {"结局：好 · 她认出了柜子": "结局：好"}, "76: 结局没有名字；写成“## 结局：好 · 名字 {#编号}”"),
    Slip("dialogue: ending that goes on", PARCEL, {"我要投诉。": "我要投诉。\n\n→ #start"}, "89: 结局下面不写选项；删掉它们，或者把标题里的“结局：”去掉"),
    Slip("dialogue: dead end", PARCEL, {"{事情+1} → #call\n\n": ""}, "45: 走到这里就没有下文了；写上选项，或者写“→ #编号”，要是说完了，标题写成“## 结局：好、尚可、坏其中一种 · 名字”"),
    Slip("dialogue: nobody speaks", PARCEL, {"旁白：她走了，没有说谢谢，也没有摔门。\n\n": ""}, "81: 这一刻没有台词；写上“名字：说的话”，或者“旁白：……”"),
    Slip("dialogue: line without speaker", PARCEL, {"旁白：她走了": "她走了"}, "81: 这一刻没有台词；写上“名字：说的话”，或者“旁白：……”", "83: 看不出这句话是谁说的；台词写成“名字：说的话”，选项写成“- 说的话 → #编号”"),
    Slip("dialogue: speaker misspelled", PARCEL, {"何女士：人呢": "何士女：人呢"}, "38: 看不懂“何士女”是谁；是不是想写“何女士：”？"),
    Slip("dialogue: line below the options", PARCEL, {"\n## 碰了墙": "何女士：说话！\n\n## 碰了墙"}, "24: 台词写在了选项后面；移到这一刻的选项上面"),
    Slip("dialogue: numbered option", PARCEL, {"- 站长下班了。": "1. 站长下班了。"}, "69: 选项不用编号；把前面的编号换成“- ”"),
    Slip("dialogue: option without bullet", PARCEL, {"- 站长下班了。": "站长下班了。"}, "69: 选项前面缺“- ”；写成“- 说的话 → #编号”"),
    Slip("dialogue: option with a box", PARCEL, {"- 站长下班了。": "- [ ] 站长下班了。"}, "69: 对话的选项不用方框；写成“- 说的话 → #编号”"),
    Slip("dialogue: option without words", PARCEL, {"- 站长下班了。 {": "- {"}, "69: 这个选项没有文字；写上，不说话就写“（不说话，低头办）”"),
    Slip("dialogue: option without arrow", PARCEL, {" {心情-1} → #gone": " {心情-1}"}, "69: 选项没有写走到哪里；在这一行末尾写“→ #编号”"),
    Slip("dialogue: arrow without hash", PARCEL, {"→ #gone": "→ gone"}, "69: 箭头后面的编号读不懂；写成“→ #gone”，编号用小写字母、数字和短横线"),
    Slip("dialogue: target misspelled", PARCEL, {"→ #gone": "→ #gome"}, "69: 没有编号是“gome”的时刻；是不是想写“gone”？"),
    Slip("dialogue: unknown meter", PARCEL, {"{心情-1} → #gone": "{心静-1} → #gone"}, "69: 花括号里的“心静-1”读不懂；改变写成 {心情+1 事情-1}，条件写成 {如果 事情≥2}"),
    Slip("dialogue: condition without comparison", PARCEL, {"{如果 事情≥1}": "{如果 事情1}"}, "73: 花括号里的“如果 事情1”读不懂；改变写成 {心情+1 事情-1}，条件写成 {如果 事情≥2}"),
    Slip("dialogue: two effects", PARCEL, {"{心情-1} → #gone": "{心情-1} {事情+1} → #gone"}, "69: 同样的花括号写了两个；合成一个，例如 {心情+1 事情+1}"),
    Slip("dialogue: brace lost", PARCEL, {"{心情-1} → #gone": "{心情-1 → #gone"}, "69: 这一行里的花括号读不懂；花括号成对，写在选项的话后面、箭头前面"),
    Slip("dialogue: effect without sign", PARCEL, {"{心情-1} → #gone": "{心情1} → #gone"}, "69: “心情1”少了正负号；写成“心情+1”或“心情-1”"),
    Slip("dialogue: effect too large", PARCEL, {"{心情-1} → #gone": "{心情-7} → #gone"}, "69: “心情”写了 −7；写 −6 到 6 的整数"),
    Slip("dialogue: feedback above the options", PARCEL, {"小孟：下午两点，老丁": "> 他先想。\n小孟：下午两点，老丁"}, "48: 这段反馈前面没有选项；把它移到选项下面，行首写“    > ”"),
    Slip("dialogue: feedback twice", PARCEL, {"    > 叫人别急，人更急。": "    > 叫人别急。\n    > 人更急。"}, "31: 一个选项只写一行反馈；合成一行，要是另一个选项的，就移到那个选项下面"),
    Slip("dialogue: feedback without its mark", PARCEL, {"    > 门关上了": "    门关上了"}, "69: 这个选项没有反馈；在它下面写“    > 选了会怎样”", "70: 这一行前面缺“> ”；反馈写成“    > 文字”，要是选项还没写完，就接到上一行末尾"),
    Slip("dialogue: better misspelled", PARCEL, {"> 更好：没到": "> 好更：没到"}, "18: 看不懂这一行；更好的说法写成“> 更好：……”"),
    Slip("dialogue: better twice", PARCEL, {"> 更好：没到您手上，那就是还没办完。我来找。": "> 更好：没到您手上。\n    > 更好：我来找。"}, "19: 一个选项只写一条“更好：”；留一条"),
    Slip("dialogue: better first", PARCEL, {"    > 叫人别急，人更急。\n    > 更好：是我没说清楚。我去找，找不到我来报。\n": "    > 更好：是我没说清楚。\n    > 叫人别急，人更急。\n"}, "30: “更好：”写在了反馈前面；先写反馈，要是上一个选项的，就移上去"),
    Slip("dialogue: empty better", PARCEL, {"> 更好：没到您手上，那就是还没办完。我来找。": "> 更好："}, "18: “更好：”后面没有内容；写上，或删掉这一行"),
    Slip("dialogue: option and arrow", PARCEL, {"{事情+1} → #call": "- 我看看。 → #wall\n    > 看哪儿？\n\n{事情+1} → #call"}, "53: 这一刻又有选项，又有单独的箭头；只留一样"),
    Slip("dialogue: option without feedback", PARCEL, {"    > 门关上了，她只剩投诉这一条路。\n": ""}, "69: 这个选项没有反馈；在它下面写“    > 选了会怎样”"),
    Slip("dialogue: two equal options", PARCEL, {"{心情-2} → #worse\n    > 她面前": "→ #half\n    > 她面前"}, "62: 这个选项和第 57 行的去处、改变都一样，选哪个没有分别；改掉其中一个"),
    Slip("dialogue: moment out of reach", PARCEL, {"{事情+1} → #alone": "{事情+1} → #wall"}, "35: 没有哪条路走得到“站着等”（心情和事情都算上了）；加一个走到这里的选项，改条件，或删掉它"),
    Slip("dialogue: moment out of reach of the meters", PARCEL, {"- 站长下班了。 {": "- 站长下班了。 {如果 心情≥3} {"}, "85: 没有哪条路走得到“她拨了投诉电话”（心情和事情都算上了）；加一个走到这里的选项，改条件，或删掉它"),
    Slip("dialogue: no option left", PARCEL, {"- 站长下班了。 {": "- 站长下班了。 {如果 事情≥1} {", "- 站长的电话我现在拨。这件事我接着办。 {": "- 站长的电话我现在拨。这件事我接着办。 {如果 事情≥2} {"}, "65: 心情 −3、事情 0 的时候走到这里，一个能选的也没有；加一个没有条件的选项，或放宽条件"),
    Slip("dialogue: round and round", PARCEL, {"- 站长下班了。": "- 您等着。 → #round\n    > 等到什么时候？\n- 站长下班了。", "## 结局：好": "## 等着 {#round}\n\n何女士：几点了？\n\n- 再等等。 → #round\n    > 还是等。\n\n## 结局：好"}, "78: 心情 −3、事情 0 的时候走到这里，就只会转圈，到不了结局；加一个走得出去的选项"),
    Slip("dialogue: goal out of reach", PARCEL, {"心情≥0 事情≥3": "心情≥3"}, "5: 没有哪条路走得到“好”的结局又达到目标；放低目标，或者让选项多加一点"),
    Slip("dialogue: always the first", PARCEL, {WALL: "@", SHELF: WALL, "@": SHELF, HALF: "@@", FOUND: HALF, "@@": FOUND}, "11: 每次都选第一个，就走到了好结局，目标也到了；把某一刻的选项换一下次序"),
    Slip("dialogue: always the longest", PARCEL, {"，麻烦您自己回去找一找。 →": "。 →"}, "11: 每次都选最长的一句，就走到了好结局，目标也到了；把走向好结局的话改短，或把别的选项写长"),
    Slip("dialogue: not there", LIST, {"# 依据\n\n": "# 依据\n\n/// dialogue | parcle\n///\n\n"}, "6: quizzes/dialogues 里没有对话“parcle”；是不是想写“parcel”？"),
    Slip("dialogue: twice on a page", LIST, {"# 依据\n\n": "# 依据\n\n/// dialogue | parcel\n///\n\n/// dialogue | parcel\n///\n\n"}, "9: 同一页里对话“parcel”出现了两次；删掉一处"),
    # Headings, links, pictures
    Slip("heading with a broken id", INDEX, {"{#practice}": "{#practice"}, "13: 小标题的编号读不懂；在这一行末尾写成 {#编号}，用小写字母、数字和短横线"),
    Slip("indented heading", INDEX, {"## 练": " ## 练"}, "13: 小标题前面有空格；顶格写"),
    Slip("second title", INDEX, {"## 练": "# 练"}, "13: 一页只有一个大标题，在最前面；这里用两个井号：## 小标题"),
    Slip("heading that skips a level", INDEX, {"## 练": "### 练"}, "13: 标题跳了一级，写了 ###；这里最多写 ##"),
    Slip("title without hash", INDEX, {"# 柜台\n": "柜台\n"}, "7: 大标题前面用一个井号，顶格写：# 柜台"),
    Slip("missing link", INDEX, {"(cases/late.md#score)": "(cases/lat.md)"}, "9: 链接指向的 cases/lat.md 不存在；是不是想写“cases/late.md”？"),
    Slip("missing picture", INDEX, {"(picture.svg)": "(pictures.svg)"}, "11: 找不到图片 pictures.svg；是不是想写“picture.svg”？"),
    Slip("picture without alt", INDEX, {"![柜台前的老郑]": "![]"}, "11: 图片 picture.svg 没有文字说明；写成 ![画面上有什么](地址)"),
    Slip("link without address", INDEX, {"(cases/late.md#score)": "()"}, "9: 链接“案例”没有地址；在括号里写上地址"),
    Slip("full-width link", INDEX, {"[案例](cases/late.md#score)": "[案例]（cases/late.md）"}, "9: 链接 cases/late.md 用了全角括号；写成 [文字](地址)，四个括号都用半角"),
    Slip("relative link in a bank", BANK_MD, {"他看了半天，没作声。": "见[那一页](index.md)。"}, "8: 题目里的链接 index.md 要从 docs 的根写起；写成 /parts/…/页面.md"),
    Slip("missing link in a bank", BANK_MD, {"他看了半天，没作声。": "见[那一页](/indx.md)。"}, "8: 链接指向的 /indx.md 不存在；是不是想写“/index.md”？"),
    # Talks
    Slip("nobody speaks", INDEX, {"陈姐：我给您写大。": "我给您写大。"}, "23: 看不出这句话是谁说的；写成“名字：说的话”，旁白写成“旁白：……”"),
    Slip("indented line", INDEX, {"陈姐：我给您写大。": " 陈姐：我给您写大。"}, "23: 这一行前面有空格；顶格写"),
    Slip("speaker misspelled", INDEX, {"旁白：": "白旁："}, "25: 看不懂“白旁”是谁；是不是想写“旁白：”？"),
    Slip("note first", INDEX, {"老郑（举着药盒）：": "> "}, "22: 批注前面没有对话；批注写在它说的那一句下面"),
    Slip("empty talk", INDEX, {"/// quiz | second": "/// talk | 空\n///\n\n/// quiz | second"}, "18: 这段对话一句也没有；写上“名字：说的话”，或删掉这个块"),
    Slip("two talks of one name", LATE, {"## 打分": "/// talk | 五点十分\n骑手：来了。\n///\n\n## 打分"}, "25: 这一页有两段对话都叫“五点十分”；换一个标题"),
    # Scoring tables and the scale
    Slip("score off the scale", LATE, {"| −2 |": "| −4 |"}, "30: 评分“−4”不在刻度上；写一个 −2 到 +2 的整数，例如 +2、0、−1"),
    Slip("half score", LATE, {"| −2 |": "| −1.5 |"}, "30: 评分“−1.5”不在刻度上；写一个 −2 到 +2 的整数，例如 +2、0、−1"),
    Slip("range", LATE, {"| −2 |": "| −2~−1 |"}, "30: 评分“−2~−1”不在刻度上；写一个 −2 到 +2 的整数，例如 +2、0、−1"),
    Slip("no score", LATE, {"| −2 |": "|  |"}, "30: 评分“空白”不在刻度上；写一个 −2 到 +2 的整数，例如 +2、0、−1"),
    Slip("score without sign", LATE, {"| +1 |": "| 1 |"}, "31: 评分少了正负号；写成 +1 或 −1"),
    Slip("score in words", LATE, {"| −2 |": "| 很差 |"}, "30: 评分“很差”不在刻度上；写一个 −2 到 +2 的整数，例如 +2、0、−1"),
    Slip("missing column", LATE, {"| 评分 | 理由 |": "| 理由 |"}, "28: 表头缺“评分”；写成 | 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 |"),
    Slip("swapped columns", LATE, {"| 评分 | 理由 |": "| 理由 | 评分 |"}, "28: 表头的次序不对；写成 | 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 |"),
    Slip("column without name", LATE, {"| 谁在场 |": "| |"}, "28: 表头里有一列没有名字；写上名字，或删掉多出来的竖线"),
    Slip("no rule", LATE, {"| --- | --- | --- | --- | --- | --- |\n": ""}, "28: 表头下面缺一行横线；写成 | --- | --- | --- | --- | --- | --- |"),
    Slip("short rule", LATE, {"| --- | --- | --- | --- | --- | --- |": "| --- | --- | --- | --- | --- |"}, "29: 横线这一行有 5 格，表头有 6 格；补齐"),
    Slip("pipe in a cell", LATE, {"蛋糕送到 |": "蛋糕|盘子送到 |"}, "30: 这一行有 7 格，表头有 6 格；一行写完不换行，格子里要用竖线时写成 \\|"),
    Slip("text among rows", LATE, {"| 开门 ": "后来：\n| 开门 "}, "32: 这个块里只写表格；把这一行移到块外面，或删掉"),
    Slip("empty cell", LATE, {"| 没有期望 |": "|  |"}, "32: “顾客期望”这一格是空的；写上，没有期望就写“没有期望”"),
    Slip("moment without name", LATE, {"| 开门 {#door} |": "|  |"}, "32: 这一行没有写是哪个时刻；在第一格写上"),
    Slip("moment id broken", LATE, {"{#door}": "{door}"}, "32: 第一格“开门 {door}”里的编号读不懂；写成“时刻 {#编号}”，用小写字母、数字和短横线"),
    Slip("moment id in Chinese", LATE, {"{#door}": "{#开门}"}, "32: 编号“开门”只能用小写字母、数字和短横线；例如 first-call"),
    Slip("same moment twice", LATE, {"{#door}": "{#five}"}, "32: 时刻“five”和第 30 行的重名；改掉其中一个，或在格子里加编号 {#…}"),
    Slip("one row", LATE, {"| 电话 {#call} | 有人说清楚 | 说了几点到 | +1 | 能安排下面的事{依据 rec-01}。 | 骑手 |\n| 开门 {#door} | 没有期望 | 蜡烛点着了 | 0 | 好坏相抵。 | 客人 |\n": ""}, "27: 一张评分表至少要有两个时刻；再写一行"),
    Slip("table id in Chinese", LATE, {"/// mot | late": "/// mot | 蛋糕"}, "27: 编号“蛋糕”只能用小写字母、数字和短横线；例如 first-call"),
    Slip("table of another name", INDEX, {"/// quiz | second": "/// mot | lat\n///\n\n/// quiz | second"}, "18: 没有编号是“lat”的评分表；是不是想写“late”？"),
    Slip("words in place of a table", INDEX, {"/// quiz | second": "/// mot | words\n五点，没有人\n///\n\n/// quiz | second"}, "18: 块里没有表格；第一行写 | 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 |"),
    Slip("table written twice", INDEX, {"/// quiz | second": "/// mot | late\n| 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 |\n| --- | --- | --- | --- | --- |\n| 一 | 甲 | 乙 | 0 | 丙 |\n| 二 | 甲 | 乙 | 0 | 丙 |\n///\n\n/// quiz | second"}, "18: 评分表“late”已经写在 docs/cases/late.md:27；换一个编号，或把这里的表格删掉（空的块会显示那一张）"),
    Slip("table twice on a page", LATE, {"## 想一想": "/// mot | late\n///\n\n## 想一想"}, "35: 同一页里评分表“late”出现了两次；删掉一处"),
    Slip("scale value", SCALE_MD, {"| +2 |": "| 很好 |"}, "3: 刻度的分值“很好”不是整数；写成 +3、0、−1 这样"),
    Slip("double level", SCALE_MD, {"| +2 |": "| +1 |"}, "4: 刻度里 +1 写了两次；删掉一行"),
    Slip("missing level", SCALE_MD, {"| +1 | 符合期望 | 该有的都有 | 要什么给什么 | “谢谢。” |\n": ""}, "1: 刻度缺 +1；补上，正负两边要对称"),
    Slip("empty level", SCALE_MD, {"| 白跑一趟 |": "| |"}, "7: 刻度的“平常话”是空的；写上"),
    # Cases
    Slip("unknown facet value", LATE, {"行业: 餐饮": "行业: 餐钦"}, "4: “行业”里没有“餐钦”这个值；是不是想写“餐饮”？"),
    Slip("unknown key", LATE, {"行业: 餐饮": "行页: 餐饮"}, "4: 文件头里不认识“行页”；是不是想写“行业”？"),
    Slip("part in words", LATE, {"部分: 1": "部分: 一"}, "6: “部分”写了“一”；写一个数字，例如 1"),
    Slip("invented: no", LATE, {"虚构: 是": "虚构: no"}, "10: “虚构”只能写“是”，现在写的是“no”；真实案例删掉这一行，写“来源: 出处”"),
    Slip("invented and source", LATE, {"虚构: 是": "虚构: 是\n来源: 某报"}, "1: 文件头要么写“虚构: 是”，要么写“来源: 出处”，两样只写一样"),
    Slip("mistyped case", INDEX, {"case | late": "case | lat"}, "35: 没有案例“lat”；是不是想写“late”？"),
    Slip("case used nowhere", INDEX, {"/// case | late\n///\n": ""}, "docs/cases/late.md:1: 案例“late”没有放进任何一页；在用得着的章节里写 /// case | late"),
    Slip("text in a card", INDEX, {"/// case | late\n": "/// case | late\n看这个。\n"}, "36: /// case 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    Slip("facets: broken line", FACETS_YML, {"渠道: [当面, 电话]": "渠道: [当面, 电话"}, "2: 取值表的这一行读不懂；每行写成“行业: [餐饮, 零售]”，一行一个"),
    Slip("facets: not a list", FACETS_YML, {"渠道: [当面, 电话]": "渠道: 当面"}, "1: 取值表缺“渠道”；加一行“渠道: [值, 值]”", "2: 取值表的这一行读不懂；每行写成“行业: [餐饮, 零售]”，一行一个"),
    Slip("facets: no list at all", FACETS_YML, "- 行业\n", "1: 取值表的这一行读不懂；每行写成“行业: [餐饮, 零售]”，一行一个"),
    Slip("facets: twice", FACETS_YML, {"失误: [失约, 等待]": "失误: [失约]\n失误: [等待]"}, "4: 取值表里“失误”写了两次；合成一行"),
    Slip("facets: no read as false", FACETS_YML, {"[道歉, 退款]": "[道歉, no]"}, "4: “补救”里的“no”会被读成别的东西；用引号括起来"),
    Slip("facets: missing list", FACETS_YML, {"补救: [道歉, 退款]\n": ""}, "1: 取值表缺“补救”；加一行“补救: [值, 值]”"),
    # Front matter
    Slip("no front matter", INDEX, {"---\n标题: 柜台\n摘要: 学会说第一句话。\n读者: 一线\n时长: 10\n---\n": ""}, "1: 文件开头缺文件头；先写三行：---、标题: 这一页的标题、---"),
    Slip("front matter not closed", INDEX, {"时长: 10\n---\n": "时长: 10\n"}, "6: 文件头的 --- 没有收尾；在“键：值”几行的后面再写一行 ---"),
    Slip("front matter line without colon", INDEX, {"读者: 一线": "读者 一线"}, "4: 文件头的这一行读不懂；写成“键: 值”，一行一个，引号要成对"),
    Slip("front matter closed twice", INDEX, {"时长: 10\n---\n": "时长: 10\n---\n---\n"}, "7: 文件头的后面多了一行 ---；删掉它"),
    Slip("front matter key outside", INDEX, {"读者: 一线\n时长: 10\n---\n": "读者: 一线\n---\n时长: 10\n"}, "6: “时长”写在文件头外面了；移到 --- 的上面"),
    Slip("open quote", INDEX, {"标题: 柜台": '标题: "柜台'}, "2: 文件头的这一行读不懂；写成“键: 值”，一行一个，引号要成对"),
    Slip("key twice", INDEX, {"读者: 一线": "读者: 一线\n读者: 主管"}, "5: 文件头里“读者”写了两次；删掉一行"),
    Slip("unknown key in a chapter", INDEX, {"读者: 一线": "读着: 一线"}, "4: 文件头里不认识“读着”；是不是想写“读者”？"),
    Slip("no title", INDEX, {"标题: 柜台\n": ""}, "1: 文件头缺“标题”；加一行“标题: …”"),
    Slip("list for a title", INDEX, {"标题: 柜台": "标题: [柜台]"}, "2: “标题”的值读不懂；只写一行文字"),
    Slip("minutes in words", INDEX, {"时长: 10": "时长: 十分钟"}, "5: “时长”写了“十分钟”；写整数的分钟数，例如 10"),
    Slip("reader: no", INDEX, {"读者: 一线": "读者: no"}, "4: “读者”里没有“no”这个值；可以写：一线、主管"),
    Slip("unknown key in a bank", BANK_MD, {"标题: 题库": "标题: 题库\n作者: 小林"}, "3: 文件头里不认识“作者”；可以写：标题"),
    # Evidence
    Slip("unknown mark", INDEX, {"rec-01": "rec-11"}, "9: 登记表里没有“rec-11”；是不是想写“rec-01”？"),
    Slip("mark without wording", INDEX, {"rec-01": "mot-02"}, "9: “mot-02”没有可以正面引用的说法（say_label 是空的）；换一条，或删掉这个标记"),
    Slip("mark with another word", INDEX, {"{依据 rec-01}": "{证据 rec-01}"}, "9: 标记“{证据 rec-01}”读不懂；写成 {依据 rec-01}"),
    Slip("mark without a brace", INDEX, {"{依据 rec-01}": "依据 rec-01}"}, "9: 标记“依据 rec-01}”读不懂；写成 {依据 rec-01}"),
    Slip("mark without id", INDEX, {"{依据 rec-01}": "{依据}"}, "9: 标记“{依据}”读不懂；写成 {依据 rec-05}"),
    Slip("myth unknown", INDEX, {"myth | mot-01": "myth | mot-11"}, "29: 登记表里没有“mot-11”；是不是想写“mot-01”？"),
    Slip("myth that is none", INDEX, {"myth | mot-01": "myth | rec-01"}, "29: “rec-01”的说法不是误解（标的是“看条件”）；误解框只放误解，正面的话用标记"),
    Slip("myth without quote", INDEX, {"> 顾客只记得最后一刻。\n\n": ""}, "30: 误解框“mot-01”要先写误解本身；第一行写“> 流传的说法”，空一行，再写正确的说法"),
    Slip("myth without correction", INDEX, {"\n\n最强的一刻也要紧。": ""}, "31: 误解框“mot-01”只有误解，没有更正；在引用下面空一行，写正确的说法"),
    Slip("correction touching the quote", INDEX, {"最后一刻。\n\n": "最后一刻。\n"}, "31: 误解框“mot-01”只有误解，没有更正；在引用下面空一行，写正确的说法"),
    Slip("list with an id", LIST, {"全部": "rec-01"}, "6: 这里只能写“全部”，现在写的是“rec-01”"),
    Slip("register: broken line", EVIDENCE_YML, {"  topic: 补救": '  topic: "补救'}, "2: 登记表的这一行读不懂；照别的条目写，文字里有冒号就用引号括起来"),
    Slip("register: no list", EVIDENCE_YML, "rec-01: 道歉\n", "1: 登记表的这一行读不懂；照别的条目写，文字里有冒号就用引号括起来"),
    Slip("register: bare colon", EVIDENCE_YML, {"  claim: 道歉总是有用": "  claim: 道歉: 总是有用"}, "3: 登记表的这一行读不懂；照别的条目写，文字里有冒号就用引号括起来"),
    Slip("register: yes read as true", EVIDENCE_YML, {"  claim: 道歉总是有用": "  claim: yes"}, "3: 条目 rec-01 的“claim”写错了（读成了 true）；照别的条目写，yes、no、数字要用引号括起来"),
    Slip("register: number", EVIDENCE_YML, {"  claim: 道歉总是有用": "  claim: 2016"}, "3: 条目 rec-01 的“claim”写错了（读成了 2016）；照别的条目写，yes、no、数字要用引号括起来"),
    Slip("register: missing field", EVIDENCE_YML, {"  claim: 道歉总是有用\n": ""}, "1: 条目 rec-01 缺“claim”；照别的条目加一行“claim: …”"),
    Slip("register: unknown field", EVIDENCE_YML, {"  claim: 道歉总是有用": "  clam: 道歉总是有用"}, "3: 条目 rec-01 不认识“clam”；是不是想写“claim”？"),
    Slip("register: field twice", EVIDENCE_YML, {"  topic: 补救": "  topic: 补救\n  topic: 道歉"}, "3: 条目 rec-01 的“topic”写了两次；删掉一行"),
    Slip("register: id", EVIDENCE_YML, {"- id: mot-02": "- id: mot2"}, "20: 编号“mot2”的样子不对；写成字母-数字，例如 rec-05"),
    Slip("register: id twice", EVIDENCE_YML, {"- id: mot-02": "- id: mot-01"}, "20: 编号 mot-01 用了两次；改掉其中一个"),
    Slip("register: label", EVIDENCE_YML, {"label: 查无出处": "label: 查无来历"}, "23: 条目 mot-02 的 label 写了“查无来历”；是不是想写“查无出处”？"),
    Slip("register: label of ours", EVIDENCE_YML, {"say_label: 看条件": "say_label: 看条"}, "6: 条目 rec-01 的 say_label 写了“看条”；是不是想写“看条件”？"),
    Slip("register: rests on nothing", EVIDENCE_YML, {"[rec-01]": "[rec-02]"}, "19: 条目 mot-01 的 rests_on 指向 rec-02，没有这一条；是不是想写“rec-01”？"),
    Slip("register: field in a work", EVIDENCE_YML, {"    year: 2016": "    yaer: 2016"}, "10: 条目 rec-01 不认识“source.yaer”；是不是想写“source.year”？"),
    Slip("register: several works", EVIDENCE_YML, {"    author: 某人": "    author: 甲；乙", "道歉的结构": "一；二; 三"}, "8: 条目 rec-01 的“source”里有几篇，分号的个数对不上；author、year、title 写得一样多，几篇相同的那一项只写一个"),
    # The search
    Slip("search with an id", LIST, {"# 依据\n": "# 依据\n\n/// search | 术语\n///\n"}, "6: 这里只能写“全部”，现在写的是“术语”"),
    # The glossary
    Slip("glossary with an id", GLOSSARY_MD, {"glossary | 全部": "glossary | 小票"}, "6: 这里只能写“全部”，现在写的是“小票”"),
    Slip("second glossary", LIST, {"# 依据\n": "# 依据\n\n/// glossary | 全部\n///\n"}, "6: 术语表已经在 glossary.md 里了，一门课只有一张；把这里的行移过去，删掉这个块"),
    Slip("glossary without rows", GLOSSARY_MD, "---\n标题: 术语\n---\n# 术语\n\n/// glossary | 全部\n| 术语 | 英文 | 说法 | 解释 |\n| --- | --- | --- | --- |\n///\n", "6: 术语表里一个术语也没有；写上一行，或删掉这个块"),
    Slip("glossary with a column too many", GLOSSARY_MD, {"| 解释 |\n| --- |": "| 解释 | 谁写的 |\n| --- |"}, "7: 表头多了一列“谁写的”；只写 | 术语 | 英文 | 说法 | 解释 |"),
    Slip("glossary without a column", GLOSSARY_MD, {"| 说法 | 解释 |": "| 解释 |"}, "7: 表头缺“说法”；写成 | 术语 | 英文 | 说法 | 解释 |"),
    Slip("words in the glossary", GLOSSARY_MD, {"| 新价签 ": "下面是新的：\n| 新价签 "}, "10: 这个块里只写表格；把这一行移到块外面，或删掉"),
    Slip("term without explanation", GLOSSARY_MD, {"写着价钱的纸片。": ""}, "10: “解释”这一格是空的；写上"),
    Slip("explanation without term", GLOSSARY_MD, {"| 新价签 |": "| |"}, "10: “术语”这一格是空的；写上"),
    Slip("term explained twice", GLOSSARY_MD, {"| 新价签 |": "| 小票 |"}, "10: 术语“小票”在第 9 行解释过了；两行合成一行"),
    Slip("Latin term explained twice", GLOSSARY_MD, {"| 新价签 |": "| nps调查 |"}, "11: 术语“NPS 调查”在第 10 行解释过了；两行合成一行"),
    Slip("saying of two terms", GLOSSARY_MD, {"| 新价签 |  |  |": "| 新价签 |  | 条子 |"}, "10: 说法“条子”给了第 9 行的“小票”，一个说法只归一个术语；改掉其中一处"),
    Slip("saying that is another term", GLOSSARY_MD, {"| 新价签 |  |  |": "| 新价签 |  | 小票 |"}, "10: 说法“小票”给了第 9 行的“小票”，一个说法只归一个术语；改掉其中一处"),
    Slip("saying twice in a row", GLOSSARY_MD, {"单据／条子": "单据、单据"}, "9: “单据”在这一行写了两次；删掉一处"),
    Slip("saying that is the term", GLOSSARY_MD, {"单据／条子": "小票"}, "9: “小票”在这一行写了两次；删掉一处"),
    Slip("term used nowhere", GLOSSARY_MD, {"| 新价签 |": "| 收条 |"}, "10: 课程里没有用到“收条”；在章节或题目里用上它，或删掉这一行"),
    # Cards
    Slip("card: no rule", BOXES_MD, {"如果价签不对，就": "价签不对，"}, "15: 这一行不是一条规则；写成“如果……，就……”，“就”前面用逗号"),
    Slip("rule without comma", BOXES_MD, {"不对，就": "不对就"}, "15: 这一行不是一条规则；写成“如果……，就……”，“就”前面用逗号"),
    Slip("rule twice", BOXES_MD, {"如果价签不对，就停下来，请店长定。": "- 如果小票没出来，就先说要等多久。"}, "15: 这条规则和第 14 行的一样；删掉一条"),
    Slip("long rule", BOXES_MD, {"请店长定": "请店长定，请店长定，请店长定，请店长定，请店长定，请店长定"}, "15: 这条规则有 42 个字，卡片上写不下，也记不住；改到 40 个字以内"),
    Slip("card of one rule", BOXES_MD, {"如果价签不对，就停下来，请店长定。\n- 如果他在看[药盒](index.md)，就问要不要写大。\n": ""}, "13: 这张卡片有 1 条规则；一张卡片写 2 到 6 条"),
    Slip("card of seven rules", BOXES_MD, {"/// card | 收银台\n": "/// card | 收银台\n" + "".join(f"如果{n}，就{n}。\n" for n in "甲乙丙丁")}, "13: 这张卡片有 7 条规则；一张卡片写 2 到 6 条"),
    Slip("long title of a card", BOXES_MD, {"card | 收银台": "card | 收银台前面排着长队而且还有人在催你"}, "13: 卡片的标题有 17 个字；改到 16 个字以内"),
    Slip("two cards of one title", LIST, {"# 依据\n": "# 依据\n\n/// card | 收银台\n如果忙，就点头。\n如果闲，就招呼。\n///\n"}, "6: 卡片“收银台”已经写在 docs/boxes.md:13；换一个标题"),
    Slip("text in the list of cards", BOXES_MD, {"/// card | 全部\n": "/// card | 全部\n如果忙，就点头。\n"}, "30: /// card 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    # Law boxes
    Slip("line of a law box", BOXES_MD, {"条文：": "条纹："}, "21: 这一行读不懂，写成“法律：……”这样的一行；是不是想写“条文”？"),
    Slip("line of a law box without key", BOXES_MD, {"在柜台上：价签写多少收多少。": "价签写多少收多少。"}, "23: 这一行读不懂，写成“法律：……”这样的一行；可以写：法律、条文、文本日期、在柜台上"),
    Slip("law box: empty line", BOXES_MD, {"条文：第十三条": "条文："}, "21: “条文：”后面没有内容；写上"),
    Slip("law box: two statutes", BOXES_MD, {"条文：第十三条": "法律：消费者权益保护法\n条文：第十三条"}, "21: “法律：”写了两次；删掉一行，要写两部法律就分成两个框"),
    Slip("law box: no article", BOXES_MD, {"第十三条": "十三"}, "21: “条文”写了“十三”；写成“第……条”"),
    Slip("law box: no day", BOXES_MD, {"1997-12-29 公布": "1997 年公布"}, "22: “文本日期”写了“1997 年公布”；先写年月日，再写是公布、修正还是施行，例如 2022-04-14 公布"),
    Slip("law box: a day that never was", BOXES_MD, {"1997-12-29": "1997-02-29"}, "22: “文本日期”写了“1997-02-29 公布”；先写年月日，再写是公布、修正还是施行，例如 2022-04-14 公布"),
    Slip("law box: nothing for the counter", BOXES_MD, {"在柜台上：价签写多少收多少。\n在柜台上：没写的不收，见[柜台](index.md#practice)。\n": ""}, "19: 法律框里缺“在柜台上”；加一行“在柜台上：……”"),
    Slip("two law boxes of one title", LIST, {"# 依据\n": "# 依据\n\n/// law | 价签上的数\n法律：价格法\n条文：第十三条\n文本日期：1997-12-29\n在柜台上：收多少写多少。\n///\n"}, "6: 法律框“价签上的数”已经写在 docs/boxes.md:19；换一个标题"),
    Slip("text in the list of law boxes", BOXES_MD, {"/// law | 全部\n": "/// law | 全部\n法律：价格法\n"}, "33: /// law 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    Slip("text in the list of myths", BOXES_MD, {"/// myth | 全部\n": "/// myth | 全部\n> 一句\n"}, "36: /// myth 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    # Blueprints
    Slip("blueprint: unknown key", CHEMIST_MD, {"行业: 药房": "行当: 药房"}, "3: 文件头里不认识“行当”；是不是想写“行业”？"),
    Slip("blueprint: no title", CHEMIST_MD, {"标题: 取药\n": ""}, "1: 文件头缺“标题”；加一行“标题: …”"),
    Slip("blueprint: unit", CHEMIST_MD, {"单位: 分钟": "单位: 分种"}, "5: “单位”里没有“分种”这个值；是不是想写“分钟”？"),
    Slip("blueprint: neither invented nor a source", CHEMIST_MD, {"虚构: 是\n": ""}, "1: 文件头要么写“虚构: 是”，要么写“来源: 出处”，两样只写一样"),
    Slip("blueprint: invented no", CHEMIST_MD, {"虚构: 是": "虚构: 否"}, "4: 文件头要么写“虚构: 是”，要么写“来源: 出处”，两样只写一样"),
    Slip("blueprint: text above the steps", CHEMIST_MD, {"## 递方子": "先看号。\n\n## 递方子"}, "8: 这一行不属于任何一步；步骤写成“## 步骤的名字”，做的事写在它下面"),
    Slip("blueprint: three hashes", CHEMIST_MD, {"## 配药": "### 配药"}, "17: 步骤的标题用两个井号；写成“## 步骤的名字”"),
    Slip("blueprint: second title", CHEMIST_MD, {"## 配药": "# 配药"}, "17: 步骤的标题用两个井号；写成“## 步骤的名字”"),
    Slip("blueprint: no name", CHEMIST_MD, {"## 等\n": "##\n"}, "25: 这一步没有名字；写在井号后面"),
    Slip("blueprint: id without a bracket", CHEMIST_MD, {"{#give}": "{#give"}, "31: 步骤的编号读不懂；在这一行末尾写成 {#编号}，用小写字母、数字和短横线"),
    Slip("blueprint: id in Chinese", CHEMIST_MD, {"{#give}": "{#交药}"}, "31: 编号“交药”只能用小写字母、数字和短横线；例如 {#take-order}"),
    Slip("blueprint: id twice", CHEMIST_MD, {"{#give}": "{#hand}"}, "31: 编号“hand”在第 8 行用过了；换一个"),
    Slip("blueprint: step twice", CHEMIST_MD, {"## 等\n": "## 配药\n"}, "25: 步骤“配药”和第 17 行的同名；改掉其中一个"),
    Slip("blueprint: heading lost", CHEMIST_MD, {"## 交药 {#give}\n\n": ""}, "31: 这一行和上一行中间空了一行；同一步的事连着写，另一步就在前面补上“## 步骤的名字”"),
    Slip("blueprint: gap in a step", CHEMIST_MD, {"- 后台：药师": "\n- 后台：药师"}, "21: 这一行和上一行中间空了一行；同一步的事连着写，另一步就在前面补上“## 步骤的名字”"),
    Slip("blueprint: no bullet", CHEMIST_MD, {"- 后台：药师": "后台：药师"}, "20: 这一行读不懂；写成“- 前台：做了什么”，一件事一行"),
    Slip("blueprint: no colon", CHEMIST_MD, {"后台：药师": "后台药师"}, "20: 这一行读不懂；写成“- 前台：做了什么”，一件事一行"),
    Slip("blueprint: line goes on below", CHEMIST_MD, {"- 支持：药架": "    再看一眼有效期\n- 支持：药架"}, "21: 这一行读不懂；写成“- 前台：做了什么”，一件事一行"),
    Slip("blueprint: unknown lane", CHEMIST_MD, {"后台：药师": "后厨：药师"}, "20: 没有“后厨”这一栏；是不是想写“后台”？"),
    Slip("blueprint: recovery on a line of its own", CHEMIST_MD, {" → 补救：当天": "\n- 补救：当天"}, "38: 失败点没有补救；写成“- 失败点：会出什么错 → 补救：怎么补”", "39: 没有“补救”这一栏；可以写：有形展示、顾客、前台、后台、支持、用时、等待、失败点、同时"),
    Slip("blueprint: empty lane", CHEMIST_MD, {"后台：药师再核一遍": "后台："}, "20: “后台：”后面没有内容；写上，或删掉这一行"),
    Slip("blueprint: number in words", CHEMIST_MD, {"用时：6": "用时：六分钟左右"}, "22: “用时”写了“六分钟左右”；写数字或范围，例如 3、0.5、3–5"),
    Slip("blueprint: range turned round", CHEMIST_MD, {"1–2": "2–1"}, "14: “用时”写了“2–1”；写数字或范围，例如 3、0.5、3–5"),
    Slip("blueprint: time twice", CHEMIST_MD, {"- 等待：3": "- 用时：3"}, "15: “用时”在这一步写了两次；合成一行"),
    Slip("blueprint: no recovery", CHEMIST_MD, {" → 补救：当天打电话补上": ""}, "38: 失败点没有补救；写成“- 失败点：会出什么错 → 补救：怎么补”"),
    Slip("blueprint: recovery without arrow", CHEMIST_MD, {" → 补救：当天": "，补救：当天"}, "38: 失败点没有补救；写成“- 失败点：会出什么错 → 补救：怎么补”"),
    Slip("blueprint: empty recovery", CHEMIST_MD, {"补救：当天打电话补上": "补救："}, "38: 失败点没有补救；写成“- 失败点：会出什么错 → 补救：怎么补”"),
    Slip("blueprint: beside nothing", CHEMIST_MD, {"同时：#fill": "同时：#fil"}, "27: 没有编号是“fil”的步骤；是不是想写“fill”？"),
    Slip("blueprint: beside itself", CHEMIST_MD, {"## 等\n": "## 等 {#wait}\n", "同时：#fill": "同时：#wait"}, "27: “同时”写的是这一步自己；写另一步的编号，或删掉这一行"),
    Slip("blueprint: no steps", CHEMIST_MD, "---\n标题: 取药\n虚构: 是\n---\n", "1: 这张蓝图一步也没有；写“## 步骤的名字”，下面写“- 前台：做了什么”"),
    Slip("blueprint: thirteen steps", CHEMIST_MD, THIRTEEN, "57: 一张蓝图最多 12 步，再多就看不清；从这一步起拆成另一张"),
    Slip("blueprint: empty step", CHEMIST_MD, {"- 顾客：坐着看号\n": ""}, "25: 这一步没有写谁做什么；写上，例如“- 前台：做了什么”，或删掉这一步"),
    Slip("blueprint: front without support", CHEMIST_MD, {"- 支持：不干胶标签\n": ""}, "31: 这一步有前台，没有支持；写上前台靠什么才做得成：“- 支持：系统、部门或供应商做什么”"),
    Slip("blueprint: none of this name", STAGE_MD, {"chemist\n": "chemits\n"}, "6: quizzes/blueprints 里没有蓝图“chemits”；是不是想写“chemist”？"),
    Slip("blueprint: unknown exercise", STAGE_MD, {"#泳道": "#泳到"}, "9: 井号后面不能写“泳到”；是不是想写“泳道”？"),
    Slip("blueprint: twice on a page", STAGE_MD, {"chemist#失败点": "chemist"}, "12: 同一页里 chemist 出现了两次（另一处在第 6 行）；删掉一处"),
    Slip("blueprint: text in the block", STAGE_MD, {"chemist\n///": "chemist\n先看图。\n///"}, "7: /// blueprint 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    Slip("blueprint: no failure point to ask for", CHEMIST_MD, {"- 失败点：拿错规格 → 补救：核对的人退回去重拿，柜台先说还要几分钟\n": "", "- 失败点：漏说忌口 → 补救：当天打电话补上\n": ""}, "docs/stage.md:12: 蓝图“chemist”出不了“失败点”的题；要有标了失败点的步骤，也要有没标的"),
    Slip("blueprint: too few lanes to ask for", CHEMIST_MD, "---\n标题: 取药\n虚构: 是\n---\n\n## 等\n\n- 顾客：坐着\n- 失败点：叫号没听见 → 补救：再叫一遍\n\n## 取\n\n- 顾客：拿药\n", "docs/stage.md:9: 蓝图“chemist”里能分的事太少，出不了“泳道”的题；至少要有三条泳道里写了事"),
    Slip("blueprint: in GBK", CHEMIST_MD, BLUEPRINT.encode("gb18030"), "2: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("blueprint: empty file", CHEMIST_MD, "", "1: 文件是空的；写上内容，或者把文件删掉"),
    # The path
    Slip("path: unknown reader", STAGE_MD, {"/// blueprint | chemist#泳道": "/// path | 一线员工"}, "9: 不认识“一线员工”这样的读者；是不是想写“一线”？"),
    Slip("path: nobody's", STAGE_MD, {"/// blueprint | chemist#泳道": "/// path | 主管"}, "9: 还没有给“主管”的页面；在那些页的文件头里写“读者: 主管”，再写上时长"),
    Slip("path: text in the block", STAGE_MD, {"/// blueprint | chemist#泳道": "/// path | 主管\n先看这些。"}, "9: 还没有给“主管”的页面；在那些页的文件头里写“读者: 主管”，再写上时长", "10: /// path 里面不写东西，写了也看不到；把这一行移到块外面，或删掉"),
    # The plan
    Slip("plan: part of it", STAGE_MD, {"/// blueprint | chemist#泳道": "/// plan | 一件"}, "9: 行动计划靠“我的学习”那一页保存，这门课还没有那一页；先做一页，里面写 /// record | 全部", "9: 这里只能写“全部”，现在写的是“一件”"),
    Slip("plan: twice", STAGE_MD, {"/// blueprint | chemist#泳道": "/// plan | 全部\n///\n\n/// plan | 全部", "chemist\n///": "chemist\n///\n\n/// record | 全部\n///"}, "15: 行动计划在一页里只放一次；删掉一处"),
    # Files
    Slip("empty file", SECOND_MD, " \n\n", "1: 文件是空的；写上内容，或者把文件删掉"),
    Slip("bank in GBK", BANK_MD, BANK.encode("gb18030"), "2: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("chapter in GBK", INDEX, CHAPTER.encode("gb18030"), "2: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("register in GBK", EVIDENCE_YML, COURSE[EVIDENCE_YML].encode("gb18030"), "2: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("facets in GBK", FACETS_YML, COURSE[FACETS_YML].encode("gb18030"), "1: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("scale in GBK", SCALE_MD, COURSE[SCALE_MD].encode("gb18030"), "1: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("bank in UTF-16", BANK_MD, BANK.encode("utf-16"), "1: 文件不是 UTF-8 编码（多半是 GBK）；用编辑器“另存为”，编码选 UTF-8"),
    Slip("empty chapter", LIST, "", "1: 文件是空的；写上内容，或者把文件删掉"),
    Slip("empty scale", SCALE_MD, "\n", "1: 文件是空的；写上内容，或者把文件删掉"),
    Slip("block in a notebook", "docs/plot.ipynb", notebook(("markdown", "# 图"), ("code", "/// = 1"), ("markdown", "先做一题\n\n/// quiz | bank\n///")), "38: 笔记本里不能用 /// 块；把它移到一个 .md 页面里"),
    Slip("notebook without front matter", "docs/plot.ipynb", notebook(("markdown", "# 图"), title="图"), "1: 笔记本缺文件头；在最前面加一格，种类选 Raw，写三行：---、标题: 这一页的标题、---"),
    Slip("notebook: mistyped key", "docs/plot.ipynb", notebook(("markdown", "# 图"), title="---\n标题: 图\n读着: 主管\n---"), "10: 文件头里不认识“读着”；是不是想写“读者”？"),
    Slip("notebook: broken link, picture without text", "docs/plot.ipynb", notebook(("markdown", "# 图\n\n见[案例](cases/lat.md)。\n![](picture.svg)")), "20: 链接指向的 cases/lat.md 不存在；是不是想写“cases/late.md”？", "21: 图片 picture.svg 没有文字说明；写成 ![画面上有什么](地址)"),
    Slip("broken notebook", "docs/plot.ipynb", "{}", "1: 笔记本文件读不懂；用 Jupyter 打开，重新保存一次"),
    # What is gone
    Slip("unknown type with rules of its own", KINDS_MD, KINDS.replace("【排序】", "【排续】", 1), "15: 没有“排续”这种题型；是不是想写“排序”？"),
    Slip("no bank", BANK_MD, None, "docs/index.md:15: quizzes 里没有题库“bank”；可以写：second", "quizzes/second.md:7: “同题”指向的“bank/first”不存在；可以写：second/several、second/silence"),
    Slip("no scale", SCALE_MD, None, "1: 评分用的刻度不见了；从版本库里恢复这个文件"),
    Slip("no case", LATE, None, "docs/index.md:9: 链接指向的 cases/late.md#score 不存在；是不是想写“cases/index.md”？", "docs/index.md:35: 没有案例“late”；可以写：全部"),
    Slip("no facets", FACETS_YML, None, "1: 案例的取值表不见了；从版本库里恢复这个文件"),
    Slip("no register", EVIDENCE_YML, None, "1: 依据登记表不见了；从版本库里恢复这个文件"),
    Slip("no picture", "docs/picture.svg", None, "docs/index.md:11: 找不到图片 picture.svg；现在一个也没有"),
]

# What only a whole build knows.
NAV = CONFIG + "nav: [index.md, glossary.md, boxes.md, stage.md, cases/index.md, cases/late.md]\n"
BUILDS = [
    Slip("page in no menu", "mkdocs.yml", NAV, "docs/list.md:1: 目录里没有这一页，学员找不到它；在 mkdocs.yml 的 nav 下面加一行“- list.md”"),
    Slip("search: a boost that is no number", "docs/index.md", edited(CHAPTER, {"---\n": "---\nsearch:\n  boost: 高\n"}), "2: search 下面的写法读不懂；下一行空两格，写 exclude: true，或者 boost: 加一个大于 0、不超过 10 的数"),
    Slip("search: no line of its own", "docs/index.md", edited(CHAPTER, {"---\n": "---\nsearch: 不\n"}), "2: search 下面的写法读不懂；下一行空两格，写 exclude: true，或者 boost: 加一个大于 0、不超过 10 的数"),
    Slip("search that finds nothing", "mkdocs.yml", edited(CONFIG, {"quizzes: quizzes}": "quizzes: quizzes, search_check: {药盒: index.md, 藥盒: list.md}}"}), "mkdocs.yml:9: search_check 里写着：搜“藥盒”要找到 list.md，现在找不到；把这几个字写回那一页，或者改掉这一行"),
    Slip("style that is not there", "mkdocs.yml", CONFIG + "extra_css: [own.css]\n", "mkdocs.yml:1: mkdocs.yml 里写了 own.css，docs 里没有这个文件；补上文件，或删掉 mkdocs.yml 里的那一行"),
    Slip("link to a place that is not there", INDEX, {"late.md#score": "late.md#scor"}, "9: 链接 cases/late.md#scor 指向的“scor”不在那一页里；是不是想写“score”？"),
    Slip("notebook: place that is not there", "docs/plot.ipynb", notebook(("markdown", "# 图"), ("markdown", "见[柜台](index.md#practise)。")), "26: 链接 index.md#practise 指向的“practise”不在那一页里；是不是想写“practice”？"),
    Slip("notebook of another program", "docs/plot.ipynb", notebook(("markdown", "# 图"), ("code", "1")).replace('"outputs"', '"results"'), "1: 笔记本文件读不懂；用 Jupyter 打开，重新保存一次"),
    Slip("broken notebook, when it is to be run", "docs/plot.ipynb", "{}", "1: 笔记本文件读不懂；用 Jupyter 打开，重新保存一次"),
]
# fmt: on


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_slip(slip: Slip, tmp_path: Path) -> None:
    site = examined(course(tmp_path, {slip.file: slip.content}))
    assert told(site) == slip.told
    for uri, _ in site.chapters():  # the server lives on: what is wrong is left out, and nothing breaks
        article(site, uri)


@pytest.mark.parametrize("slip", BUILDS, ids=str)
def test_slip_in_a_build(slip: Slip, tmp_path: Path) -> None:
    code, problems, said = build(course(tmp_path, {slip.file: slip.content}))
    assert (code, problems) == (1, slip.told), said
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists()


def messages(language: str) -> Iterator[tuple[str, str]]:
    """Key and text of everything said to authors."""
    words = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    for room, entries in words.items():
        for key, text in entries.get("say", {}).items():
            yield f"{room}.{key}", text


def shape(text: str) -> re.Pattern[str]:
    """What a message looks like with its places filled in."""
    return re.compile("".join(".*" if part else re.escape(rest) for part, rest in PLACES.findall(text)), re.DOTALL)


PLACES = re.compile(r"(\{\w+\})|([^{]+|\{)")
# Half sentences inside others.
HALVES = ("shared.nearest", "shared.choose", "shared.none_known", "mot.nothing")
ASSET = "这个文件不见了，页面少了它就不能用；从版本库里恢复它（git checkout -- {file}）"


def test_every_message_is_provoked() -> None:
    said = [line.split(": ", 1)[1] for slip in [*SLIPS, *BUILDS] for line in slip.told]
    said += [line.split(": ", 1)[1] for _, _, _, lines in EXAM_SLIPS for line in lines]
    said += [told for _, told in CELL_SLIPS]
    said.append(ASSET.replace("{file}", "hooks/quiz/quiz.css"))  # test_a_room_without_its_files
    for key, text in messages("zh"):
        pattern = shape(text)
        found = [line for line in said if pattern.search(line) if key in HALVES or pattern.fullmatch(line)]
        assert found, f"{key}: no fixture provokes “{text}”"


def test_the_handbook_quotes_what_is_said() -> None:
    """Messages in the handbook stand in code, with "；" between what is wrong and how to write it."""
    shapes = [shape(text) for _, text in messages("zh")]
    quoted = 0
    for page in sorted((PROJECT / "docs" / "handbook").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        slips = re.split(r"(?m)^## 常见的错.*$", text)[1:]
        lines = [line for part in slips for line in part.split("\n")]
        rows = [line for line in lines if re.match(r"\| (?!---|写成了)", line)]
        # A message in code may have a bar of its own.
        coded = {line: found[1] for line in rows if (found := re.search(r"\| `([^`]+)` \|$", line))}
        assert [line for line in rows if line not in coded] == [], f"{page.name}: not in code"
        spans = [span for line in lines if line.startswith("- ") for span in re.findall(r"：`([^`]+)`$", line)]
        for message in [*coded.values(), *spans]:
            quoted += 1
            assert any(pattern.fullmatch(message) for pattern in shapes), f"{page.name}: {message}"
    assert quoted >= 40


def test_a_good_course_builds(tmp_path: Path) -> None:
    assert build(course(tmp_path)) == (0, [], "")
    assert (tmp_path / "site" / "index.html").is_file()


def test_all_slips_of_all_files_in_one_build(tmp_path: Path) -> None:
    names = {
        "no id": BANK_MD,
        "double id": SECOND_MD,
        "mistyped block": INDEX,
        "same moment twice": LATE,
        "double level": SCALE_MD,
        "facets: no read as false": FACETS_YML,
        "register: label": EVIDENCE_YML,
        "empty chapter": LIST,
        "block in a notebook": "docs/plot.ipynb",
    }
    slips = [slip for slip in SLIPS if names.get(slip.name) == slip.file]
    assert len(slips) == len(names)
    root = course(tmp_path, {slip.file: slip.content for slip in slips})
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("yesterday's")
    code, problems, said = build(root)
    assert code == 1
    assert sorted(problems) == sorted(line for slip in slips for line in slip.told)
    assert f"共有 {len(problems)} 处要改，改好再构建。" in said
    assert "Traceback" not in said
    assert not (root / "site").exists()


def test_a_room_without_its_files(tmp_path: Path) -> None:
    """The engine is copied, so that it may be broken."""
    shutil.copytree(PROJECT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    course(tmp_path, {"mkdocs.yml": CONFIG.replace(str(PROJECT), str(tmp_path))})
    files = [path.relative_to(PROJECT) for room in ("shared", *ROOMS) for path in assets(room).values()]
    assert len(files) > len(ROOMS)
    for gone in [files[:1], files]:
        for path in gone:
            (tmp_path / path).unlink(missing_ok=True)
        code, problems, said = build(tmp_path, PYTHONPATH=str(tmp_path))
        assert (code, sorted(problems)) == (
            1,
            sorted(f"{path}:1: {ASSET.replace('{file}', str(path))}" for path in gone),
        ), said


def test_the_server_tells_and_lives_on(tmp_path: Path) -> None:
    """A slip is printed, the rest is served; mended, it is gone without a restart."""
    slip = next(slip for slip in SLIPS if slip.name == "box that is neither")
    root = course(tmp_path, {slip.file: slip.content})
    with serving(root) as (url, log):
        page = wait(lambda: fetch(url) if slip.told[0] in log.read_text(encoding="utf-8") else "")
        assert "course-problem" in page and 'data-id="second/several"' in page
        (root / slip.file).write_text(BANK, encoding="utf-8")
        assert 'data-id="bank/first"' in wait(lambda: found if "course-problem" not in (found := fetch(url)) else "")
        assert "Traceback" not in log.read_text(encoding="utf-8")


@contextmanager
def serving(root: Path) -> Iterator[tuple[str, Path]]:
    """The course, served; its address and what the server prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = root / "log.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place]
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=root, env=quiet(), stdout=out, stderr=out)
        try:
            yield f"http://{place}/", log
            assert server.poll() is None
        finally:
            server.terminate()
            server.wait(10)


def fetch(url: str) -> str:
    """A page of the server, "" as long as it does not answer."""
    try:
        with urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait(look: Callable[[], str]) -> str:
    """What `look` sees, at last."""
    for _ in range(300):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("nothing came in thirty seconds")
