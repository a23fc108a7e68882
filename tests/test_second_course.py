"""The engine knows neither this course nor this host: a second course, a new course, other builders."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from authors import examined, told
from browsing import PROJECT, Site, build
from bs4 import BeautifulSoup, Tag

from hooks.shared.words import FOLDER, words

ENGLISH = PROJECT / "tests" / "english"
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def article(path: Path) -> Tag:
    """The article of a built page."""
    found = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").find("article")
    assert isinstance(found, Tag)
    return found


def text(tag: Tag, selector: str) -> str:
    """The text of the first element that matches."""
    found = tag.select_one(selector)
    assert found is not None, selector
    return found.get_text()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English course, built strictly."""
    folder = tmp_path_factory.mktemp("english")
    return build(ENGLISH, Site(folder, "http://127.0.0.1/")).folder


def test_english_course_has_its_rooms(english: Path) -> None:
    counter = article(english / "counter" / "index.html")
    quizzes = counter.find_all("course-quiz")
    kinds = ["fill", "order", "rate", "multiple", "open", "number", "match", "sort"]
    assert [quiz["data-kind"] for quiz in quizzes] == ["single", "multiple", "judge", *kinds]
    assert text(quizzes[3], ".quiz-stem") == "Ravi hears …①… at the latest, and Mona rings …②…."
    assert [li["data-key"] for li in quizzes[3].select(".quiz-key > ol > li")] == ["four/4", "him"]
    assert [li.get_text() for li in quizzes[5].select(".quiz-choices li")] == ["better", "fair", "worse"]
    assert text(quizzes[0], ".quiz-kind") == "single choice"
    assert [li.has_attr("data-right") for li in quizzes[0].select(".quiz-key > ol > li")] == [False, True, False]
    assert quizzes[0].select(".quiz-options > li")[2].has_attr("data-pinned"), "All of the above keeps its place"
    assert text(quizzes[1], "[data-missed]") == "A call at four needs nobody else."
    assert [p.get_text() for p in counter.select("figure.talk .talk-who b")] == ["Ravi", "Mona"]
    assert text(counter, "a.evidence-mark") == "depends"
    assert text(counter, ".evidence-myth .evidence-label") == "misconception"
    words = article(english / "words" / "index.html")
    assert [term.get_text() for term in words.select("dt")] == ["Chain", "Repair bicycle repair"]
    assert text(words, ".card p + p") == "If you cannot say when, then say when you will know."
    assert text(words, ".law .course-more") == "Sale of Goods Act, Section 12 (text of 2015-10-01)"
    assert text(counter, "a.glossary-term") == "chain"
    assert [one["data-moment"] for one in counter.select("[data-moment]")] == [
        "start", "door", "bench", "good", "fair", "gone",
    ]  # fmt: skip
    assert text(counter, '[data-moment="door"] [data-if="-3 3 1 5"] small') == "if matter ≥ 1 mood +1, matter +1 → 3"
    assert text(counter, '[data-moment="gone"] b') == "Ending (bad): He walks"
    case = article(english / "cases" / "flat-tyre" / "index.html")
    assert len(case.select(".mot-moments > li")) == 4
    assert [label["data-level"] for label in case.select(".mot-moments > li")[0].select("label")] == [
        "-2",
        "-1",
        "0",
        "1",
        "2",
    ]
    assert text(case, ".case-origin") == "Invented case"


def test_english_blueprint_and_plan(english: Path) -> None:
    page = article(english / "plan" / "index.html")
    names = [row.find(["th", "td"]).get_text() for row in page.select("table.blueprint tr")]  # type: ignore[union-attr]
    assert names == [
        "Step", "Physical evidence", "Customer actions", "Line of interaction", "Onstage actions",
        "Line of visibility", "Backstage actions", "Line of internal interaction", "Support processes",
        "Time (minutes)", "Wait (minutes)", "Fails",
    ]  # fmt: skip
    assert "14 minutes in all: 2 of work, 12 of waiting." in page.get_text()
    assert [one["data-kind"] for one in page.select("course-blueprint")] == ["lane", "fail"]
    assert (english / "assets" / "blueprints" / "tube.svg").is_file()
    assert text(page, "course-plan label span") == "Which moment of my work"


def test_english_pages_carry_no_chinese(english: Path) -> None:
    for page in english.rglob("*.html"):
        if page.name == "404.html":
            continue
        for script in (found := article(page)).find_all("script"):
            assert not HAN.search(" ".join(map(str, script.attrs.values()))), f"{page}: {script}"
        assert not HAN.search(found.get_text()), f"{page}: {HAN.findall(found.get_text())}"


def test_languages_have_the_same_words() -> None:
    """A language may leave a place of a text unfilled, but fills in none that the code does not give."""

    def leaves(tree: object, path: str = "") -> dict[str, set[str]]:
        if isinstance(tree, dict):
            found: dict[str, set[str]] = {}
            if path == "evidence.kinds.":
                return found  # its keys are the labels themselves
            for key, value in tree.items():
                found |= leaves(value, f"{path}{key}.")
            return found
        return {path: set(re.findall(r"\{(\w+)\}", str(tree)))}

    languages = {path.stem: leaves(words(path.stem).get_all()) for path in FOLDER.glob("*.yml")}
    assert {"zh", "en"} <= set(languages)
    reference = languages.pop("zh")
    for language, tree in languages.items():
        assert tree.keys() == reference.keys(), language
        for key, places in tree.items():
            assert places <= reference[key], f"{language}: {key}"


def test_code_speaks_no_language() -> None:
    """Chinese stands in words/ alone: no string of Python, nothing but comments in scripts, styles, templates."""
    found = []
    for path in sorted((PROJECT / "hooks").rglob("*")):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            documents = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            found += [
                f"{path}:{node.lineno}: {node.value}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
                if re.search(r"[\u3400-\u9fff]", node.value)
            ]
        elif path.suffix in {".js", ".css", ".html"}:
            text = re.sub(
                r"/\*.*?\*/|^\s*//.*$|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
            )
            found += [f"{path}: {match}" for match in HAN.findall(text)]
    assert not found


def test_mkdocs_is_imported_in_one_place() -> None:
    importers = set()
    for path in (PROJECT / "hooks").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "mkdocs" for name in names):
                importers.add(path.relative_to(PROJECT / "hooks").as_posix())
    assert importers == {"timeline.py"}


def make(*command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`make` in a folder, with the packages that are installed for the tests."""
    ours = [
        f"PYTHON={sys.executable}",
        f"VENV={sys.prefix}",
        "--old-file=requirements.txt",
        "--old-file=pyproject.toml",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), **more}
    return subprocess.run(
        ["make", *ours, *command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.mark.skipif(not Path(sys.prefix, ".built").exists(), reason="these packages were not installed by make")
def test_new_course_builds(tmp_path: Path) -> None:
    """As the README says: `make new-course`, and there `make build`."""
    target = tmp_path / "my-course"
    done = make("new-course", f"DIR={target}", folder=PROJECT)
    assert done.returncode == 0, done.stderr
    done = make("build", folder=target)
    assert done.returncode == 0, done.stdout + done.stderr
    first = article(target / "site" / "first" / "index.html")
    assert len(first.find_all("course-quiz")) == 3
    assert article(target / "site" / "cases" / "first-case" / "index.html").find("course-mot")
    page = BeautifulSoup((target / "site" / "first" / "index.html").read_text(encoding="utf-8"), "lxml")
    assert page.select_one("noscript .search-find[href='../find/']"), "the list of everything, without script"
    # Nothing is promised that was not copied.
    published = (target / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    assert "make build" in published and "make test" not in published and "tests" not in published
    again = make("new-course", f"DIR={target}", folder=PROJECT)
    assert again.returncode == 2 and "not empty" in again.stderr


def test_english_authors_are_told_in_english(tmp_path: Path) -> None:
    root = tmp_path / "english"
    shutil.copytree(ENGLISH, root)
    bank = root / "quizzes" / "counter.md"
    lines = bank.read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines, 1) if "{#" in line)
    lines[place - 1] = lines[place - 1].partition(" {#")[0]
    bank.write_text("\n".join(lines), encoding="utf-8")
    problems = told(examined(root, "en"))
    assert f"quizzes/counter.md:{place}: the question has no id; add {{#" in problems[0]
    assert not [problem for problem in problems if HAN.search(problem)]


@pytest.mark.skipif(importlib.util.find_spec("properdocs") is None, reason="ProperDocs is not installed")
def test_properdocs_builds_the_same_articles(tmp_path: Path, site: Site) -> None:
    environment = {**os.environ, "SITE_URL": site.url, "NO_MKDOCS_2_WARNING": "1"}
    environment["EDIT_URI_TEMPLATE"] = "https://example.org/edit/main/docs/{path}"
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    pages = sorted(path.relative_to(site.folder) for path in site.folder.rglob("index.html"))
    assert len(pages) > 10
    for page in pages:
        assert article(tmp_path / page) == article(site.folder / page), page
