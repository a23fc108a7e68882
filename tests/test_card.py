"""Pocket cards: rules, the list, what a keyboard makes of them. Slips are in test_authors.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from authors import BOXES, article, course, edited, examined, told
from bs4 import BeautifulSoup

from hooks.card import load


def test_a_card_on_its_page_and_in_the_list(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    page = BeautifulSoup(article(site, "boxes.md"), "lxml")
    alone, listed = page.select(".card")
    assert alone["aria-label"] == listed["aria-label"] == "随身卡：收银台"
    rules = [rule.get_text() for rule in alone.select("p")]
    assert rules == [
        "收银台",
        "如果小票没出来，就先说要等多久。",
        "如果价签不对，就停下来，请店长定。",
        "如果他在看药盒，就问要不要写大。",
    ]
    assert [bold.get_text() for bold in alone.select("b")][1] == "就先说要等多久。"
    assert [rule.get_text() for rule in listed.select("p")] == [*rules, "随身"]
    assert not alone.find_parent(class_="card-sheet") and listed.find_parent(class_="card-sheet")


def test_the_list_leads_back_and_mends_links(tmp_path: Path) -> None:
    """A card of another folder: its links are written from there, and shown from here."""
    lists = "---\n标题: 卡\n---\n# 卡\n\n/// card | 全部\n///\n"
    site = examined(course(tmp_path, {"docs/deep/cards.md": lists}))
    assert told(site) == []
    links = BeautifulSoup(article(site, "deep/cards.md"), "lxml").select(".card a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("药盒", "../index.md"),
        ("随身", "../boxes.md#slips"),
    ]


def test_cards_in_the_order_of_the_menu(tmp_path: Path) -> None:
    other = "---\n标题: 前\n---\n# 前\n\n/// card | 后厨\n如果忙，就点头。\n如果闲，就招呼。\n///\n"
    site = examined(course(tmp_path, {"docs/zz.md": other}))
    site.order = ["zz.md", "boxes.md"]
    cards = BeautifulSoup(article(site, "boxes.md"), "lxml").select(".card-sheet .card")
    assert [card["aria-label"] for card in cards] == ["随身卡：后厨", "随身卡：收银台"]


@pytest.mark.parametrize(
    "written",
    [
        "如果小票没出来,就先",
        "如果小票没出来、就先",
        "* 如果小票没出来，就先",
        "1. 如果小票没出来，就先",
        "１、如果小票没出来，就先",
        "·如果小票没出来，就先",
        "\u3000如果小票没出来， 就先",
        "- 如果小票没出来，，就先",
    ],
)
def test_what_a_keyboard_makes(tmp_path: Path, written: str) -> None:
    site = examined(course(tmp_path, {"docs/boxes.md": edited(BOXES, {"如果小票没出来，就先": written})}))
    assert told(site) == []
    assert site.once(load)["收银台"].rules[0] == ("如果小票没出来", "就先说要等多久。")
