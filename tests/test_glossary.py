"""The glossary: the table, the page, and which words of a chapter become links."""

from __future__ import annotations

from pathlib import Path

import pytest
from authors import CHAPTER, article, course, edited, examined, told
from bs4 import BeautifulSoup, Tag

from hooks.glossary import load
from hooks.glossary.model import read_terms
from hooks.shared.site import Site
from hooks.shared.words import words

HEAD = "| 术语 | 英文 | 说法 | 解释 |\n| --- | --- | --- | --- |\n"
PAGE = "---\n标题: 一页\n读者: 一线\n---\n# 一页\n\n"


def site_of(tmp_path: Path, rows: str, page: str, **more: str) -> Site:
    """A course with these rows and a page of this text, without a slip."""
    glossary = f"---\n标题: 术语\n---\n# 术语\n\n/// glossary | 全部\n{HEAD}{rows}///\n"
    changed = {"docs/glossary.md": glossary, "docs/boxes.md": None, "docs/page.md": page, **more}
    site = examined(course(tmp_path, changed))
    assert told(site) == []
    return site


def soup(site: Site, uri: str) -> BeautifulSoup:
    """A page as the host makes it."""
    return BeautifulSoup(article(site, uri), "lxml")


def linked(site: Site, uri: str) -> list[tuple[str, str]]:
    """The links to terms on a page: text, and the text of what is around them."""
    return [
        (link.get_text(), link.parent.get_text()) for link in soup(site, uri).select("a.glossary-term") if link.parent
    ]


def test_rows_become_terms(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    terms = site.once(load).terms
    assert [(term.term, term.english, term.sayings, term.id, term.pinyin) for term in terms] == [
        ("NPS 调查", "net promoter score (NPS)", ("会不会推荐",), "NPS-调查", "nps  diao4 cha2"),
        ("小票", "receipt", ("单据", "条子"), "小票", "xiao3 piao4"),
        ("新价签", "", (), "新价签", "xin1 jia4 qian1"),
    ]


@pytest.mark.parametrize("between", ["／", "/", "、", "，", ",", "；", " ／ "])
def test_what_a_keyboard_makes(between: str) -> None:
    table = (HEAD + f"| 小票 | receipt | 单据{between}条子 | 那张纸。 |\n").replace("|", "｜").replace("---", "－－－")
    terms, problems = read_terms("a.md", list(enumerate(table.split("\n"), 1)), 1, words("zh"))
    assert not problems and terms[0].sayings == ("单据", "条子")


def test_pinyin_order_and_letters(tmp_path: Path) -> None:
    """重 and 行 by what they mean in their word; equal sounds by tone."""
    names = ["重新", "行为", "银行", "PDCA 循环", "事实", "失实"]
    rows = "".join(f"| {name} |  |  | 解释{place}。 |\n" for place, name in enumerate(names))
    page = soup(site_of(tmp_path, rows, PAGE + "、".join(names)), "glossary.md")
    assert [term.get_text() for term in page.select("dt")] == ["重新", "PDCA 循环", "失实", "事实", "行为", "银行"]
    assert [letter.get_text() for letter in page.select("h2")] == ["C", "P", "S", "X", "Y"]
    targets = [str(link["href"]).removeprefix("#") for link in page.select(".glossary-letters a")]
    assert targets == [heading["id"] for heading in page.select("h2")]


def test_an_entry(tmp_path: Path) -> None:
    """Term, English, explanation with its Markdown, sayings, and where it is taught before where it is used."""
    more = edited(CHAPTER, {"老郑来取药": "老郑拿着小票来取药"})
    page = soup(examined(course(tmp_path, {"docs/index.md": more})), "glossary.md")
    entry = page.find(id="小票")
    assert isinstance(entry, Tag)
    dt, *dds = entry.find_all(["dt", "dd"])
    assert dt.get_text(" ", strip=True) == "小票 receipt"
    said, also, taught, used = dds
    assert [link["href"] for link in said.select("a")] == ["boxes.md#slips"]
    assert also.get_text() == "也说：单据、条子"
    assert [(link.get_text(), link["href"]) for link in taught.select("a")] == [("随身", "boxes.md#slips")]
    assert [(link.get_text(), link["href"]) for link in used.select("a")] == [("柜台", "index.md")]


def test_a_term_of_a_question_leads_to_its_page(tmp_path: Path) -> None:
    rows = "| 老花镜 |  |  | 看近处用的镜子。 |\n"
    page = soup(site_of(tmp_path, rows, PAGE + "一句。"), "glossary.md")
    assert [link["href"] for link in page.select("dd.course-more a")] == ["index.md"]


TERMS = (
    "| 小票 |  |  | **那张**纸，见[柜台](index.md)。 |\n| 小票夹 |  |  | 夹小票的夹子。 |\n| NPS |  |  | 问一句。 |\n"
)
FILL = "\n\n小票夹 NPS 小票\n"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("给他小票，小票夹收好。", ["小票", "小票夹"]),
        ("先拿**小票夹**，再拿小票；小票给他。", ["小票夹", "小票"]),
        ("- 小票\n- *小票夹*", ["小票", "小票夹"]),
        ("| 小票 | 夹子 |\n| --- | --- |\n| 小票夹 | NPS |", ["小票夹", "NPS"]),
        ("> 小票夹在这里。", ["小票夹"]),
        ("## 小票 {#a}\n\n[小票](index.md)和`小票`，再说小票。", ["小票"]),
        ("NPSS、xNPS、NPS2 都不是，nps 是，ＮＰＳ不是。", ["nps"]),
        ("问NPS吗？", ["NPS"]),
        ("/// talk | 小票\n老郑：小票呢？\n///", []),
        ("/// myth | mot-01\n> 小票没人看。\n\n小票有人看。\n///", ["小票"]),
        ("/// card | 小票\n如果小票没有，就补。\n如果有，就给。\n///", []),
        ("/// quiz | bank#first\n///\n\n小票给他。", ["小票"]),
        ("```text\n小票\n```\n\n小票。", ["小票"]),
    ],
)
def test_first_use_in_running_text(tmp_path: Path, text: str, links: list[str]) -> None:
    # Another page uses them all, so that none is told as unused.
    other = "---\n标题: 别处\n---\n# 别处" + FILL
    site = site_of(tmp_path, TERMS, PAGE + text + "\n", **{"docs/other.md": other})
    assert [name for name, _ in linked(site, "page.md")] == links
    assert linked(site, "other.md") == [], "a page that is for nobody, as a list is"


def test_a_link_says_and_leads(tmp_path: Path) -> None:
    site = site_of(
        tmp_path, TERMS, PAGE + "小票" + FILL, **{"docs/deep/page.md": PAGE.replace("一页", "深") + "小票。"}
    )
    for uri, href in (("page.md", "glossary.md#小票"), ("deep/page.md", "../glossary.md#小票")):
        link = soup(site, uri).select("a.glossary-term")[0]
        assert (link["href"], link["aria-description"]) == (href, "那张纸，见柜台。")


def test_text_stays_as_it_was(tmp_path: Path) -> None:
    """With links or without: the same words in the same order."""
    text = PAGE + "先**小票**后小票夹，*NPS*、`小票`、小票。\n\n- 小票夹\n- NPS 和小票\n"
    with_links = soup(site_of(tmp_path / "a", TERMS, text), "page.md")
    gone = course(tmp_path / "b", {"docs/page.md": text, "docs/glossary.md": None, "docs/boxes.md": None})
    without = soup(examined(gone), "page.md")
    assert with_links.select("a.glossary-term") and not without.select("a.glossary-term")
    assert with_links.get_text() == without.get_text()


def test_pages_that_stay_as_they_are(tmp_path: Path) -> None:
    """The glossary itself and pages for trainers have no links; what only trainers read is no use of a term."""
    lead = PAGE.replace("一线", "主管") + "小票夹 NPS 小票\n"
    site = site_of(tmp_path, TERMS, PAGE + FILL, **{"docs/handbook/page.md": lead})
    assert linked(site, "handbook/page.md") == [] and linked(site, "glossary.md") == []
    assert len(linked(site, "page.md")) == 3
    entries = soup(site, "glossary.md").select("dd.course-more a")
    assert {link["href"] for link in entries} == {"page.md"}
    (tmp_path / "docs/page.md").unlink()
    problems = told(examined(tmp_path))
    assert len(problems) == 3 and all("没有用到" in problem for problem in problems)


def test_a_page_loads_the_room_when_it_has_a_term(tmp_path: Path) -> None:
    site = examined(course(tmp_path))
    scripts = {uri: [str(one.get("src")) for one in soup(site, uri).select("script")] for uri, _ in site.chapters()}
    loads = {uri for uri, found in scripts.items() if any("glossary.js" in one for one in found)}
    assert loads == {"boxes.md", "glossary.md"}


def test_a_course_without_a_glossary(tmp_path: Path) -> None:
    site = examined(course(tmp_path, {"docs/glossary.md": None}))
    assert told(site) == [] and site.once(load).terms == []
    assert linked(site, "boxes.md") == []
