"""Boxes of what the law asks, and the lists of both kinds of box. Slips are in test_authors.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from authors import BOXES, article, course, edited, examined, told
from bs4 import BeautifulSoup

from hooks.law import load


def test_a_box_on_its_page_and_in_the_list(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    alone, listed = BeautifulSoup(article(site, "boxes.md"), "lxml").select("aside.law")
    assert alone["aria-label"] == "法律底线：价签上的数"
    told_here = [part.get_text() for part in alone.select("p, li")]
    assert told_here == [
        "法律底线价签上的数",
        "《价格法》第十三条（1997-12-29 公布的文本）",
        "在柜台上",
        "价签写多少收多少。",
        "没写的不收，见柜台。",
    ]
    assert [part.get_text() for part in listed.select("p, li")] == [*told_here, "随身"]
    assert [link["href"] for link in listed.select("a")] == ["index.md#practice", "boxes.md#slips"]


def test_the_list_of_myths_repeats_every_box(tmp_path: Path) -> None:
    """Quote, correction, mark with its note, the label, and the way back."""
    lists = "---\n标题: 误\n---\n# 误\n\n/// myth | 全部\n///\n"
    changed = edited(
        BOXES, {"## 都在": "/// myth | mot-02\n＞ 十秒不招呼就会走。\n\n查不到，见[柜台](index.md)。\n///\n\n## 都在"}
    )
    site = examined(course(tmp_path, {"docs/deep/myths.md": lists, "docs/boxes.md": changed}))
    assert told(site) == []
    page = BeautifulSoup(article(site, "deep/myths.md"), "lxml")
    boxes = page.select("aside.evidence-myth")
    assert sorted(str(box["aria-label"]) for box in boxes) == ["误解：常见误解", "误解：查无出处"]
    first, second = sorted(boxes, key=lambda box: str(box["aria-label"]))
    assert first.blockquote and first.blockquote.get_text() == "顾客只记得最后一刻。"
    assert [(link.get_text(), link["href"]) for link in first.select("a")] == [
        ("研究支持", "#evidence-mot-01"),
        ("柜台", "../index.md#practice"),
    ]
    assert page.find(id="evidence-mot-01")
    assert second.blockquote and second.blockquote.get_text() == "十秒不招呼就会走。"
    assert [link["href"] for link in second.select("a")] == ["../index.md", "../boxes.md#slips"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1997-12-29 公布", "1997-12-29 公布"),
        ("2022年4月14日公布", "2022-04-14 公布"),
        ("２０２２．４．１４　公布", "2022-04-14 公布"),
        ("2022/4/14", "2022-04-14"),
        ("2013－10－25 修正，2014－03－15 起施行", "2013-10-25 修正，2014－03－15 起施行"),
    ],
)
def test_days(tmp_path: Path, written: str, day: str) -> None:
    site = examined(course(tmp_path, {"docs/boxes.md": edited(BOXES, {"1997-12-29 公布": written})}))
    assert told(site) == []
    assert site.once(load)["价签上的数"].day == day


@pytest.mark.parametrize("written", ["法律:《价格法》", "- 法律：价格法", "法律 ：价格法", "\u3000法律：： 〈价格法〉"])
def test_what_a_keyboard_makes(tmp_path: Path, written: str) -> None:
    site = examined(course(tmp_path, {"docs/boxes.md": edited(BOXES, {"法律：价格法": written})}))
    assert told(site) == []
    assert site.once(load)["价签上的数"].statute == "价格法"
