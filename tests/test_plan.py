"""The plan in the page; its slips are in test_authors.py, its life in test_browser_plan.py."""

from __future__ import annotations

from pathlib import Path

from authors import article, course, examined, told
from bs4 import BeautifulSoup

from hooks.plan import load
from hooks.shared.words import words

PAGES = {
    "docs/plan.md": "---\n标题: 计划\n---\n# 计划\n\n/// plan | 全部\n///\n",
    "docs/record.md": "---\n标题: 记录\n---\n# 记录\n\n/// record | 全部\n///\n",
}


def test_one_empty_entry_that_needs_no_script(tmp_path: Path) -> None:
    site = examined(course(tmp_path, PAGES))
    assert told(site) == []
    found = BeautifulSoup(article(site, "plan.md"), "lxml").select_one("course-plan")
    assert found is not None
    fields: dict[str, str] = words("zh").get("plan.ui.fields")
    assert [label.get_text() for label in found.select("li label")] == list(fields.values())
    assert [field.name for field in found.select("li :is(input, textarea)")] == [
        "input" if name == "from" else "textarea" for name in fields
    ]
    for button in found.select("button"):
        assert button.find_parent(hidden=True) or button.has_attr("hidden"), "without script it does nothing"
    scripts = BeautifulSoup(article(site, "plan.md"), "lxml").select("script")
    names = [str(script["src"]).split("/")[-1].split("?")[0] for script in scripts]
    assert names == ["shared.js", "plan.js", "record.js"], "the record keeps it"


def test_nothing_to_keep_it(tmp_path: Path) -> None:
    site = examined(course(tmp_path, {"docs/plan.md": PAGES["docs/plan.md"]}))
    load(site)
    assert [problem.line for problem in site.problems] == [6]
