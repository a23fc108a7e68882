"""Blueprints: what the model works out, the table in the page, the exercises' keys, the drawing."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace
from pathlib import Path

import pytest
from authors import BLUEPRINT, STAGE, article, course, edited, examined, told
from bs4 import BeautifulSoup, Tag

from hooks.blueprint.block import files, fingerprint, items, load
from hooks.blueprint.drawing import COLUMN, PAD, SIZE, draw, wrapped
from hooks.blueprint.model import LANES, Blueprint, Fail, Reader
from hooks.shared.source import parse
from hooks.shared.words import words

ZH = words("zh")
SVG = "{http://www.w3.org/2000/svg}"
FILE = "quizzes/blueprints/chemist.md"


def blueprint(text: str) -> Blueprint:
    """A blueprint of these steps."""
    reader = Reader(parse(f"---\n标题: 图\n---\n{text}", FILE, ZH), "分钟", ZH)
    steps = reader.read()
    assert not reader.problems
    return Blueprint("chemist", "图", "", "", "分钟", steps)


@pytest.fixture
def chemist(tmp_path: Path) -> Blueprint:
    """The blueprint of the good course."""
    return load(examined(course(tmp_path)))["chemist"]


def table(page: str) -> list[list[str]]:
    """The texts of a page's blueprint, row by row."""
    found = BeautifulSoup(page, "lxml").select_one("table.blueprint")
    assert found is not None
    return [[cell.get_text(" ").strip() for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def test_what_a_file_says(chemist: Blueprint) -> None:
    assert (chemist.title, chemist.industry, chemist.source, chemist.unit) == ("取药", "药房", "", "分钟")
    assert [(step.name, step.id, step.beside) for step in chemist.steps] == [
        ("递方子", "hand", ""), ("配药", "fill", ""), ("等", "", "fill"), ("交药", "give", ""),
    ]  # fmt: skip
    assert chemist.steps[1].lanes["back"] == ["小吴按方子拿药", "药师再核一遍"]
    assert chemist.steps[0].time == "1–2" and chemist.steps[0].lasts == (2, 3)
    assert chemist.steps[3].fails == [Fail("漏说忌口", "当天打电话补上")]


# Of steps at the same time the longest counts; a range counts as its upper end.
TOTALS = [
    ("## a\n- 顾客：x\n- 用时：1–2\n- 等待：0.5\n", (2, 0.5)),
    ("## a {#a}\n- 顾客：x\n- 用时：4\n## b\n- 同时：#a\n- 顾客：x\n- 等待：5\n", (0, 5)),
    ("## a {#a}\n- 顾客：x\n- 用时：4\n- 等待：2\n## b\n- 同时：#a\n- 顾客：x\n- 等待：5\n", (4, 2)),
    ("## a {#a}\n- 同时：#b\n- 顾客：x\n- 用时：1\n## b {#b}\n- 同时：#a\n- 顾客：x\n- 用时：3\n", (3, 0)),
    ("## a {#a}\n- 后台：x\n- 用时：1\n## b {#b}\n- 同时：#a\n- 后台：x\n"
     "- 用时：3\n## c\n- 同时：b\n- 后台：x\n", (3, 0)),
    ("## a\n- 顾客：x\n", (0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "total"), TOTALS)
def test_total(text: str, total: tuple[float, float]) -> None:
    assert blueprint(text).total == total


def test_total_of_the_good_course(chemist: Blueprint) -> None:
    assert chemist.total == (10, 3)


def test_actions_are_of_one_lane_each_and_of_every_lane(chemist: Blueprint) -> None:
    said = {text: lane for step in chemist.steps for lane in LANES for text in step.lanes[lane]}
    assert {action.lane for action in chemist.actions} == set(LANES)
    assert all(said[action.text] == action.lane for action in chemist.actions)
    assert 5 <= len(chemist.actions) <= 7
    both = blueprint("## a\n- 顾客：打招呼\n- 前台：打招呼\n- 支持：排班\n- 后台：备货\n")
    assert [action.text for action in both.actions] == ["备货", "排班"], "what stands in two lanes asks for nothing"


def test_fingerprint(chemist: Blueprint) -> None:
    prints = {kind: fingerprint(chemist, kind) for kind in ("lane", "fail")}
    other = replace(chemist, title="别的", unit="天")
    assert {kind: fingerprint(other, kind) for kind in prints} == prints
    first, *rest = chemist.steps
    better = replace(chemist, steps=(replace(first, fails=[Fail("没号", "先给号")]), *rest))
    assert fingerprint(better, "lane") == prints["lane"] and fingerprint(better, "fail") != prints["fail"]


def test_for_the_record(tmp_path: Path) -> None:
    found = items(examined(course(tmp_path)))
    assert [(item.key, item.kind, item.uri, item.label) for item in found] == [
        ("blueprint/chemist-lane", "lane", "stage.md", "哪条泳道？取药"),
        ("blueprint/chemist-fail", "fail", "stage.md", "哪一步会先出错？取药"),
    ]


def test_one_table(tmp_path: Path) -> None:
    """Steps are columns, the five components rows, the three lines between them."""
    site = examined(course(tmp_path))
    page = article(site, "stage.md")
    rows = table(page)
    assert [row[0] for row in rows] == [
        "步骤", "有形展示", "顾客行为", "互动分界线", "前台员工行为", "可视分界线", "后台员工行为", "内部互动分界线",
        "支持过程", "用时（分钟）", "等待（分钟）", "失败点",
    ]  # fmt: skip
    assert rows[0][1:] == ["1 递方子", "2 配药", "3 等 和第 2 步同时", "4 交药"]
    assert rows[9][1:] == ["1–2", "6", "", "2"] and rows[6][2] == "小吴按方子拿药 药师再核一遍"
    assert rows[11][2] == "▲ 失败点 拿错规格 补救：核对的人退回去重拿，柜台先说还要几分钟" and rows[11][1] == ""
    soup = BeautifulSoup(page, "lxml")
    cells = soup.select("table.blueprint :is(th, td)")
    assert all(cell.get("scope") for cell in cells if cell.name == "th")
    # Style alone makes cards of it; the roles are what a reader of the screen has left of a table then.
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for name, role in roles.items():
        assert all(tag["role"] == role for tag in soup.select(f".blueprint {name}, {name}.blueprint"))
    assert [cell["role"] for cell in cells if cell.name == "th"] == ["columnheader"] * 5 + ["rowheader"] * 8
    assert "全程最多 13 分钟：用时 10，等待 3。" in soup.get_text()
    region = soup.select_one(".blueprint-scroll")
    assert region is not None and region["tabindex"] == "0" and region["role"] == "region"
    assert soup.select_one(f"#{str(region['aria-labelledby']).replace('/', chr(92) + '/')}")


def test_what_is_not_said_has_no_row(tmp_path: Path) -> None:
    text = "---\n标题: 短\n来源: 某公司年报\n---\n\n## 看\n\n- 顾客：看\n\n## 买\n\n- 顾客：买\n"
    stage = STAGE.replace("/// blueprint | chemist#泳道\n///\n", "").replace(
        "/// blueprint | chemist#失败点\n///\n", ""
    )
    site = examined(course(tmp_path, {FILE: text, "docs/stage.md": stage}))
    assert told(site) == []
    page = article(site, "stage.md")
    names = [row[0] for row in table(page)]
    assert "失败点" not in names and not [name for name in names if "用时" in name or "等待" in name]
    assert "来源：某公司年报" in page and "虚构" not in page


def exercise(page: str, kind: str) -> Tag:
    """An exercise of a page."""
    found = BeautifulSoup(page, "lxml").select_one(f"course-blueprint[data-kind={kind}]")
    assert isinstance(found, Tag)
    return found


def test_exercises_have_their_keys_closed(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    page = article(site, "stage.md")
    for item in items(site):
        found = exercise(page, item.kind)
        assert (found["data-id"], found["data-print"]) == (item.key, item.print)
        key = found.select_one("details.blueprint-key")
        assert key is not None and not key.has_attr("open") and key.has_attr("data-search-exclude")
        assert len(key.select("li")) == len(found.select("form li"))
        assert not found.select("[checked], [selected]")
        assert all(button.has_attr("hidden") for button in found.select("button")), "without script it does nothing"
    lane = exercise(page, "lane")
    actions = load(site)["chemist"].actions
    assert [li["data-right"] for li in lane.select(".blueprint-key li")] == [action.lane for action in actions]
    assert [option.get_text() for option in lane.select("li")[0].select("option")][1:] == [
        "有形展示", "顾客行为", "前台员工行为", "后台员工行为", "支持过程",
    ]  # fmt: skip
    fail = exercise(page, "fail")
    assert [li["data-right"] for li in fail.select(".blueprint-key li")] == ["", "fail", "", "fail"]


def test_marks_in_a_blueprint_work(tmp_path: Path) -> None:
    page = BeautifulSoup(article(examined(course(tmp_path)), "stage.md"), "lxml")
    assert page.select(".blueprint a.evidence-mark")
    assert "rec-01" not in page.select_one("table.blueprint").get_text()  # type: ignore[union-attr]


# The drawing


def test_drawing_is_well_formed_and_says_what_it_shows(tmp_path: Path) -> None:
    typed = '<script>x=1</script> & "引号"'
    text = edited(BLUEPRINT, {"陈姐念一遍药名": f"陈姐**念**{typed}", "标题: 取药": f"标题: 取药{typed}"})
    site = examined(course(tmp_path, {FILE: text}))
    assert told(site) == []
    ((address, drawing),) = files(site).items()
    assert address == "assets/blueprints/chemist.svg"
    svg = etree.fromstring(drawing)
    assert svg.tag == f"{SVG}svg" and not list(svg.iter(f"{SVG}script"))
    assert svg.findtext(f"{SVG}title") == f"取药{typed}"
    assert svg.findtext(f"{SVG}desc") == "服务蓝图，4 步：递方子、配药、等、交药。"
    said = "".join(text.text or "" for text in svg.iter(f"{SVG}text")).replace(" ", "")
    for part in [
        "陈姐念<script>",
        "互动分界线",
        "可视分界线",
        "内部互动分界线",
        "▲漏说忌口",
        "补救：当天打电话补上",
        "全程最多13分钟",
        "和第2步同时",
    ]:
        assert part in said, part
    assert "**" not in said and "依据" not in said
    assert len(list(svg.iter(f"{SVG}line"))) == 3


def test_drawing_holds_its_texts(chemist: Blueprint) -> None:
    """No line is wider than its box, nothing hangs out of the picture, no box over another."""
    svg = etree.fromstring(draw(chemist, ZH))
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    boxes = [[float(box.get(name, 0)) for name in ("x", "y", "width", "height")] for box in svg.iter(f"{SVG}rect")][1:]
    for x, y, wide, high in boxes:
        assert x + wide < width and y + high < height
        others = [box for box in boxes if box[:2] != [x, y]]
        assert not [b for b in others if abs(b[0] - x) < wide and y < b[1] < y + high]
    for text in svg.iter(f"{SVG}text"):
        assert float(text.attrib["y"]) < height and float(text.attrib["font-size"]) >= 13


def test_wrapping() -> None:
    wide = COLUMN - 2 * PAD
    lines = wrapped("收银员念一遍桌号和菜名，看着顾客点了头，再把小票压在桌角。", wide)
    assert "".join(lines) == "收银员念一遍桌号和菜名，看着顾客点了头，再把小票压在桌角。"
    assert len(lines) == 3 and all(len(line) * SIZE <= wide for line in lines)
    assert not [line for line in lines if line[0] in "，。、；："]
    assert wrapped("a word that is longer", 64) == ["a word", "that is", "longer"]
    assert wrapped("", wide) == []
