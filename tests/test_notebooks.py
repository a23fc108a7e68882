"""Notebooks: what their pages say and weigh, that their figures are true, when they are run, what stops the build."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from urllib.parse import unquote, urlsplit

import pytest
from browsing import PROJECT, Site, addresses, word
from bs4 import BeautifulSoup, Tag

from hooks.shared.cells import cells

FOLDER = PROJECT / "docs" / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
LIMIT = 8  # seconds a cell may take in a course made by a test
PAGE = 60 * 1024  # bytes of HTML, the menu of the whole course included


def soup(site: Site, name: str) -> BeautifulSoup:
    """The page of a notebook."""
    return BeautifulSoup((site.folder / "notebooks" / name / "index.html").read_text(encoding="utf-8"), "lxml")


def article(site: Site, name: str) -> Tag:
    """Its article."""
    found = soup(site, name).find("article")
    assert isinstance(found, Tag)
    return found


def text(site: Site, name: str) -> str:
    """What its article says, code left out, without any space."""
    found = article(site, name)
    for fold in found.select("details"):
        fold.decompose()
    return re.sub(r"\s+", "", found.get_text())


def records(name: str) -> list[dict[str, str]]:
    """The records that a page offers."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_there_are_three() -> None:
    assert NAMES == ["complaints", "contacts", "visits"]
    assert {f"notebooks/{name}/" for name in NAMES} <= set(addresses())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_slim_and_asks_nobody(site: Site, name: str) -> None:
    html = (site.folder / "notebooks" / name / "index.html").read_bytes()
    found = article(site, name)
    assert len(html) <= PAGE
    assert not found.select("style, iframe, [style], [onclick]")
    assert all(script.has_attr("src") for script in found.select("script"))
    for one in soup(site, name).select("[src], link[href], article [href]"):
        address = urlsplit(str(one.get("src") or one.get("href")))
        assert not address.scheme or address.netloc in (urlsplit(site.url).netloc, "example.org"), one


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_files_that_are_described(site: Site, name: str) -> None:
    pictures = article(site, name).select("img")
    assert len(pictures) == 2
    for picture in pictures:
        file = site.folder / "notebooks" / name / str(picture["src"])
        drawing = BeautifulSoup(file.read_text(encoding="utf-8"), "xml")
        assert drawing.svg and drawing.svg["viewBox"] == f"0 0 {picture['width']} {picture['height']}"
        assert len(str(picture["alt"])) > 40 and re.search(r"\d", str(picture["alt"]))
        assert not drawing.select("style, script, image") and file.stat().st_size < 12_000
        assert min(float(str(one["font-size"])) for one in drawing.select("[font-size]")) >= 17


@pytest.mark.parametrize("name", NAMES)
def test_headings_contents_and_links(site: Site, name: str) -> None:
    page, found = soup(site, name), article(site, name)
    ids = [str(heading.get("id")) for heading in found.select("h2")]
    assert len(ids) >= 6 and all(re.fullmatch(r"[a-z0-9-]+", id) for id in ids)
    contents = [str(link["href"]) for link in page.select(".md-sidebar--secondary a.md-nav__link")]
    assert contents == [f"#{id}" for id in ids]
    skip = page.select_one("a.md-skip")
    assert skip and page.find(id=unquote(str(skip["href"]))[1:])
    here = site.folder / "notebooks" / name
    chapters = 0
    for link in found.select("a[href]"):
        address = urlsplit(str(link["href"]))
        if address.scheme or not address.path:
            continue
        target = (here / unquote(address.path)).resolve()
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), link
        if target.name == "index.html":
            chapters += 1
            other = BeautifulSoup(target.read_text(encoding="utf-8"), "lxml")
            assert not address.fragment or other.find(id=unquote(address.fragment)), link
    assert chapters
    offered = [link.get_text() for link in found.select("p > a[href$=csv], p > a[href$=py], p > a[href$=ipynb]")]
    assert offered == [word("notebook.file"), *sorted([f"{name}.csv", "show.py"])]


@pytest.mark.parametrize("name", NAMES)
def test_code_is_folded_and_stays_what_it_is(site: Site, name: str) -> None:
    folds = article(site, name).select("details.notebook-code")
    code = [cell.text for cell in cells((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")) if cell.kind == "code"]
    assert [fold.code.get_text().strip() for fold in folds if fold.code] == code
    assert all(not fold.has_attr("open") and fold.has_attr("data-search-exclude") for fold in folds)
    saved = json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in saved), "results are made by the build and not kept in the file"


def test_contacts_are_true(site: Site) -> None:
    rows, said = records("contacts"), text(site, "contacts")
    assert len(rows) == 2000
    given = [int(row["推荐"]) for row in rows if row["推荐"]]
    promoters, detractors = sum(one > 8 for one in given), sum(one < 7 for one in given)
    assert f"这个月的NPS是+{round(100 * (promoters - detractors) / len(given))}。" in said
    assert f"11档分数取平均{mean(given):.1f}" in said
    assert f"7分起都算推荐+{round(100 * (len(given) - 2 * detractors) / len(given))}" in said
    done = sum(row["关单"] == "是" and row["七天内又来"] == "否" for row in rows)
    closed = sum(row["关单"] == "是" for row in rows)
    assert f"首次解决率{closed / 2000:.0%}{done / 2000:.0%}" in said
    stores = {row["门店"] for row in rows}
    each = [[int(row["推荐"]) for row in rows if row["门店"] == store and row["推荐"]] for store in stores]
    flat = mean(100 * (sum(one > 8 for one in some) - sum(one < 7 for one in some)) / len(some) for some in each)
    assert f"五个数平均是+{flat:.0f}，" in said


def test_visits_are_true(site: Site) -> None:
    rows, said = records("visits"), text(site, "visits")
    assert len(rows) == 80 and all(int(row["分数"]) == 4 * int(row["做到"]) for row in rows)
    west = [int(row["分数"]) for row in rows if row["门店"] == "西站店"]
    spread = (sum((one - mean(west)) ** 2 for one in west) / (len(west) - 1)) ** 0.5
    assert f"西站店{mean(west):.0f}{spread:.1f}{min(west)}{max(west)}" in said
    assert "1次±16，4次±8，16次±4" in re.sub(r"\s+", "", str(article(site, "visits").select("img")[1]["alt"]))


def test_complaints_are_true(site: Site) -> None:
    rows, said = records("complaints"), text(site, "complaints")
    assert len(rows) == 24 and rows[0]["月份"] == "2024-11" and rows[-1]["月份"] == "2026-10"
    count, visits = [[int(row[key]) for row in rows] for key in ("投诉", "接诊人次")]
    before, after = (1000 * sum(count[part]) / sum(visits[part]) for part in (slice(12), slice(12, 24)))
    assert f"每千人次{before:.1f}件；改以后{after:.1f}件" in said
    rates = [one / many for one, many in zip(count, visits, strict=True)]
    assert rows[rates.index(max(rates))]["月份"] == "2025-10", "the page opens with the worst month"
    below = sum(1000 * rate < before for rate in rates[12:])
    assert f"改以后的12个点，{below}个落在中线下面" in said
    room = [3 * (before / many * 1000) ** 0.5 for many in visits]
    assert all(abs(1000 * rate - before) < one for rate, one in zip(rates, room, strict=True)) == ("一个也没有" in said)


@pytest.mark.parametrize("name", NAMES)
def test_records_are_what_the_notebook_invents(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its file a notebook writes it: the same bytes as those that the page offers, for a spreadsheet too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(FOLDER))
    first = next(cell for cell in cells((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")) if cell.kind == "code")
    exec(compile(first.text, name, "exec"), {})
    made = (tmp_path / f"{name}.csv").read_bytes()
    assert made == (FOLDER / f"{name}.csv").read_bytes() and made.startswith("\ufeff".encode())


CONFIG = f"""\
site_name: 小课
theme: {{name: material, language: zh, font: false}}
hooks: ['{PROJECT / "hooks" / "timeline.py"}']
plugins:
  - mkdocs-jupyter:
      include: ["notebooks/*.ipynb"]
      execute: true
      kernel_name: python3
      allow_errors: false
      ignore_h1_titles: true
markdown_extensions: [attr_list, tables, toc, hooks.quiz]
"""
RAN = 'from pathlib import Path\n\nwith Path("../../ran").open("a") as file:\n    file.write("x")\n'


def course(root: Path, *code: str) -> Path:
    """A course with a page and a notebook of these code cells, its heading first."""
    head = [("raw", "---\n标题: 图\n---"), ("markdown", "# 图\n\n见[首页](../index.md)。")]
    made: list[dict[str, object]] = [
        {"cell_type": kind, "id": f"c{place}", "metadata": {}, "source": one.splitlines(keepends=True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for place, (kind, one) in enumerate([*head, *(("code", one) for one in code)])
    ]
    (root / "docs" / "notebooks").mkdir(parents=True, exist_ok=True)
    saved = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "docs" / "notebooks" / "plot.ipynb").write_text(json.dumps(saved, ensure_ascii=False, indent=1), "utf-8")
    (root / "docs" / "index.md").write_text("---\n标题: 首页\n---\n# 首页\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return root


def build(root: Path, **environment: str) -> tuple[int, list[str], str]:
    """Exit status, the problems told, all that was said."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT), **environment}
    # As `mkdocs build` does it, but nobody waits two minutes for a cell that never ends.
    short = f"from hooks import notebook\nnotebook.LIMIT = {LIMIT}\nfrom mkdocs.__main__ import cli\ncli()"
    command = [sys.executable, "-c", short, "build", "--strict"]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8")
    said = done.stdout + done.stderr
    return done.returncode, re.findall(r"^ERROR\s+-\s+(\S+:\d+: .+)$", said, re.MULTILINE), said


def ran(root: Path) -> int:
    """How often the notebook was run."""
    return len((root / "ran").read_text())


def test_a_notebook_is_run_when_something_changed(tmp_path: Path) -> None:
    root = course(tmp_path, RAN, "import words\nprint(words.TEXT)")
    words, data = root / "docs" / "notebooks" / "words.py", root / "docs" / "notebooks" / "data.csv"
    words.write_text('TEXT = "一"\n', encoding="utf-8")
    data.write_text("1\n", encoding="utf-8")
    page = root / "site" / "notebooks" / "plot" / "index.html"
    assert build(root)[:2] == (0, []) and ran(root) == 1
    first = page.read_bytes()
    (root / "docs" / "index.md").write_text("---\n标题: 首页\n---\n# 首页\n\n改了。\n", encoding="utf-8")
    assert build(root)[:2] == (0, []) and ran(root) == 1, "a chapter changed, no notebook"
    assert page.read_bytes() == first
    data.write_text("2\n", encoding="utf-8")
    assert build(root)[:2] == (0, []) and ran(root) == 2, "its data changed"
    words.write_text('TEXT = "二"\n', encoding="utf-8")
    assert build(root)[:2] == (0, []) and ran(root) == 3, "what it imports changed"
    assert "<pre>二\n</pre>" in page.read_text(encoding="utf-8")
    course(root, RAN, "import words\nprint(words.TEXT, 3)")
    assert build(root)[:2] == (0, []) and ran(root) == 4, "its code changed"
    assert len(list((root / ".cache" / "notebooks").iterdir())) == 1, "what earlier builds left is gone"
    assert not list((root / "docs").rglob("__pycache__")), "a build writes nothing into the sources"


def test_versions_of_what_is_imported_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    from hooks import notebook
    from hooks.shared.site import Site as Sources

    sources = Sources.of(course(tmp_path, "import bs4\nfrom pathlib import Path\n"))
    before = notebook.cache(sources)
    assert notebook.cache(sources) == before
    real = metadata.version
    for name, counts in (("beautifulsoup4", True), ("ipykernel", True), ("lxml", False)):
        with monkeypatch.context() as patch:
            patch.setattr(metadata, "version", lambda asked, name=name: "0" if asked == name else real(asked))
            assert (notebook.cache(sources) != before) is counts, name


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Path]:
    """A home folder whose kernel does not start, and whose start-up files fail."""
    home = tmp_path / "home"
    kernel = home / ".local" / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    spec = {"argv": ["/nowhere/python", "{connection_file}"], "display_name": "x", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    for folder in (".ipython/profile_default/startup", ".jupyter"):
        (home / folder).mkdir(parents=True)
    (home / ".ipython" / "profile_default" / "startup" / "00.py").write_text("raise SystemExit('startup')")
    (home / ".jupyter" / "jupyter_nbconvert_config.py").write_text("raise SystemExit('config')")
    yield home
    assert not list(home.rglob("*.sqlite")), "nothing is written into the home folder"


def test_the_kernel_is_ours(tmp_path: Path, hostile: Path) -> None:
    """And what its connection logs while it stops, which happens now and then, is not shown to authors."""
    root = course(tmp_path / "course", "import logging, sys\n\nprint(sys.prefix, logging.getLogger('tornado').level)")
    code, problems, said = build(root, HOME=str(hostile))
    assert (code, problems) == (0, []), said
    page = (root / "site" / "notebooks" / "plot" / "index.html").read_text(encoding="utf-8")
    assert f"<pre>{sys.prefix} {logging.CRITICAL}\n</pre>" in page
    assert all(line.startswith("INFO") for line in said.splitlines() if line.strip()), said


ENDLESS = "这一格跑了 8 秒还没有停；找找有没有停不下来的循环，或者少算一点"
PICTURE = "class Plot:\n    def _repr_svg_(self):\n        return '<svg viewBox=\"0 0 1 1\"></svg>'\n\n\nPlot()"
WIDGET = 'from IPython.display import display\n\ndisplay({"application/json": {"a": 1}}, raw=True)'


# Code, and what is told of it (a pattern).
SLIPS = [
    (
        "1 / 0",
        "这一格的代码跑不通：ZeroDivisionError: division by zero；在 Jupyter 里从头运行一遍，改到每一格都不报错",
    ),
    ("import warnings\n\nwarnings.warn('旧了')", r"这一格的代码有警告：\S+ UserWarning: 旧了；改到不再出现"),
    (PICTURE, "这一格画的图没有文字说明；在这一格里写一行 # alt: 图上看得见什么"),
    ("while True:\n    pass", ENDLESS),
    ("\n".join(f"y{n} = {n}" for n in range(12)) + "\nwhile True:\n    pass", ENDLESS),
    (WIDGET, "这一格的结果页面放不下（\\?）；改成文字、表格或图"),
]


@pytest.mark.parametrize(("code", "told"), SLIPS, ids=["error", "warning", "picture", "endless", "long", "widget"])
def test_a_cell_stops_the_build(tmp_path: Path, code: str, told: str) -> None:
    root = course(tmp_path, "x = 1", code)
    status, problems, said = build(root)
    line = next(
        number
        for number, one in enumerate((root / "docs/notebooks/plot.ipynb").read_text("utf-8").split("\n"), 1)
        if json.dumps(code.split("\n")[0], ensure_ascii=False)[:-1] in one
    )
    assert status == 1 and len(problems) == 1, said
    assert re.fullmatch(rf"docs/notebooks/plot\.ipynb:{line}: {told}", problems[0]), problems
    # On a busy machine the kernel's own libraries may log how they were stopped; nothing of the build is traced.
    assert not re.search(r'File ".*(?:hooks|mkdocs)', said) and not (root / "site").exists()


def test_a_kernel_that_dies_is_told(tmp_path: Path) -> None:
    status, problems, _ = build(course(tmp_path, "import os\n\nos._exit(1)"))
    assert (
        status == 1 and len(problems) == 1 and problems[0].startswith("docs/notebooks/plot.ipynb:1: 这一格的代码跑不通")
    )


def test_pictures_of_other_libraries_become_files(tmp_path: Path) -> None:
    """A PNG with its text in a comment, as a plotting library shows it; tables without their looks."""
    code = (
        "import base64\n\nfrom IPython.display import HTML, display\n\n"
        "dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='\n"
        'display({"image/png": dot}, raw=True)  # alt: not here\n'
        "# alt: 一个<点>\n"
        'display(HTML(\'<style>td {color: red}</style><table border="1" class="frame"><tr><td>1</td></tr></table>\'))'
    )
    root = course(tmp_path, code, "")
    assert build(root)[:2] == (0, [])
    folder = root / "site" / "notebooks" / "plot"
    found = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "lxml").select_one(".notebook-shown")
    assert found and found.img and (found.img["alt"], found.img["src"]) == ("一个<点>", "figure-1.png")
    assert (folder / "figure-1.png").read_bytes().startswith(b"\x89PNG")
    assert found.table and found.table.attrs == {"tabindex": "0"} and not found.style


def test_other_courses_need_no_jupyter(tmp_path: Path) -> None:
    """They build where none of its packages can be imported."""
    root = tmp_path / "english"
    config = (PROJECT / "tests" / "english" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "jupyter" not in config + (PROJECT / "template" / "new_course.py").read_text(encoding="utf-8")
    packages = ("mkdocs_jupyter", "nbconvert", "nbclient", "nbformat", "ipykernel", "jupyter_core", "IPython")
    without = f"import sys\nsys.modules.update(dict.fromkeys({packages}))\nfrom mkdocs.__main__ import cli\ncli()"
    shutil.copytree(PROJECT / "tests" / "english", root)
    (root / "mkdocs.yml").write_text(config.replace("../..", str(PROJECT)), encoding="utf-8")
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", without, "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
