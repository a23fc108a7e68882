"""What authors type is text: no tag of theirs becomes one, in a page, in its head, in the search."""

from __future__ import annotations

import html
from collections import Counter
from pathlib import Path

import pytest
import yaml
from authors import BANK, CASE, CHAPTER, EVIDENCE, FACETS, PROJECT, SCALE, SECOND, build, course, edited
from bs4 import BeautifulSoup, Tag
from searching import sections

from hooks.search.index import fold

KINDS = (PROJECT / "tests" / "small" / "quizzes" / "kinds.md").read_text(encoding="utf-8")
PAGE = f"{CHAPTER}\n/// quiz | kinds\n///\n"
TYPED = [
    "<script>x=1</script><img src=x onerror=x=1>",
    '</title></textarea><script>x=1</script>"><svg onload=x=1>',
    "&lt;script&gt;x=1&lt;/script&gt;<b>粗</b><!-- 注 -->",
]


def typed(text: str, what: str, *places: str) -> str:
    """The text with `what` behind each of these places."""
    return edited(text, {place: place + what for place in places})


def dirty(what: str) -> dict[str, str]:
    """The good course with `what` in all its data."""
    register = yaml.safe_load(EVIDENCE)
    for claim in register:
        claim["say"] += what
    register[0]["source"]["author"] += what
    register[0]["source"]["title"] += what
    case = typed(
        CASE,
        what,
        "五点十分",
        "骑手：刚取上",
        "（看着门口",
        "> 她最急",
        "/// mot | late\n| 时刻 | 顾客期望 | 实际得到 | 评分 | 理由 | 谁在场",
    )
    case = typed(
        case,
        what,
        "| 五点",
        "| 蛋糕送到",
        "没有人／",
        "| 时间落空了",
        "能安排",
        "标题: 蛋糕晚了",
        "四十分钟",
        "行业: 餐饮",
    )
    return {
        "quizzes/bank.md": typed(
            BANK,
            what,
            "陈姐先说哪句？",
            "药房 · ",
            "他看了半天",
            "用法都",
            "盒子上",
            "没选：当",
            "他为什么",
            "难处",
            "先办这",
        ),
        "quizzes/second.md": typed(SECOND, what, "就不用再催？", "哪个仓库", "他等的是"),
        "quizzes/kinds.md": typed(
            KINDS,
            what,
            "店规是",
            "五声",
            "那碗汤；",
            "你确定",
            "他跑空过",
            "隔着一道",
            "尚可：认了",
            "办完再问",
            "平均是",
            "把减去",
            "顾客要退",
            "我先说明白",
            "没有下一步",
            "有下一步",
            "又写日子",
        ),
        "quizzes/scale.md": typed(SCALE, what, "超出期望", "比想的好", "多做了", "“省事", "平均也"),
        "docs/cases/late.md": case,
        "docs/index.md": typed(PAGE, what, "标题: 柜台", "第一句话", "/// talk | 柜台前"),
        "docs/cases/facets.yml": edited(FACETS, {"餐饮": "'" + f"餐饮{what}".replace("'", "''") + "'"}),
        "docs/evidence.yml": yaml.safe_dump(register, allow_unicode=True, sort_keys=False),
    }


def scripts(page: BeautifulSoup) -> Counter[str]:
    """What runs in a page: scripts, and attributes that are scripts."""
    all_ = page.find_all("script", type=lambda kind: kind != "application/json")
    found = Counter(str(script.get("src") or script.string) for script in all_)
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        found.update(f"{tag.name} {name}={value}" for name, value in tag.attrs.items() if name.startswith("on"))
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """The pages of the good course with all types of questions."""
    return pages(course(tmp_path_factory.mktemp("clean"), {"quizzes/kinds.md": KINDS, "docs/index.md": PAGE}))


def pages(root: Path) -> dict[str, BeautifulSoup]:
    """Every page of a course, built."""
    code, problems, said = build(root)
    assert (code, problems) == (0, []), said
    site = root / "site"
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    return {name: BeautifulSoup(text, "lxml") for name, text in texts.items()}


@pytest.mark.parametrize("what", TYPED)
def test_typed_tags_are_text(what: str, clean: dict[str, BeautifulSoup], tmp_path: Path) -> None:
    changed = dirty(what)
    found = pages(course(tmp_path, changed))
    shown = html.unescape(what)  # `&lt;` is Markdown for `<`
    assert found.keys() == clean.keys()
    for name, page in found.items():
        assert scripts(page) == scripts(clean[name]), name
        for tag in ("img", "svg", "b", "title", "meta", "link"):
            assert len(page.find_all(tag)) == len(clean[name].find_all(tag)), f"{name}: {tag}"
    for name, times in {
        "index.html": 35,
        "cases/late/index.html": 15,
        "cases/index.html": 3,
        "list/index.html": 3,
    }.items():
        text = found[name].get_text(" ")
        assert text.count(shown) >= times, f"{name}: {text.count(shown)} of {times}"
    for name in ("index.html", "cases/late/index.html"):
        head = found[name].head
        assert head is not None and head.title is not None
        assert head.title.get_text().count(what) == 1
        description = head.find("meta", {"name": "description"})
        assert isinstance(description, Tag) and str(description["content"]).count(what) == 1
    # The search keeps plain text, which its worker escapes (test_search.py).
    assert sum(fold(shown) in text for text in sections(tmp_path / "site").values()) >= 8
