"""The build of the whole site: without a warning, the same everywhere, and loud when the theme has changed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import PROJECT, Site, addresses

from hooks.shared import room
from hooks.shared.repair import ThemeChanged, page
from hooks.shared.words import words

IGNORED = shutil.ignore_patterns(".*", "site", "__pycache__", "*.egg-info")


def test_no_warning(site: Site, small: Site) -> None:
    for log in (site.log, small.log):
        said = [line for line in log.splitlines() if line.strip()]
        assert said and all(line.startswith("INFO") for line in said), log


def test_every_page_is_there(site: Site) -> None:
    for path in addresses():
        assert (site.folder / path / "index.html").stat().st_size > 5000
    assert "course-problem" not in "".join(file.read_text(encoding="utf-8") for file in site.folder.rglob("*.html"))


def test_small_files_are_kept_until_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("minify")
    style, kept = tmp_path / "a.css", tmp_path / "kept"
    monkeypatch.setattr(room, "KEPT", kept)
    style.write_text("a { b: c; }\n")
    assert room.shipped(style) == "a{b:c}"
    (file,) = kept.iterdir()
    file.write_text("kept")
    os.utime(style, ns=(1, 1))  # the same text at another time, as after a checkout
    assert room.shipped(style) == "kept"
    style.write_text("a { b: d; }\n")
    assert room.shipped(style) == "a{b:d}"
    monkeypatch.setattr(room, "KEPT", style / "nowhere")  # nothing can be written there
    style.write_text("a { b: e; }\n")
    assert room.shipped(style) == "a{b:e}"


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, and its checksum."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    """The same tree in two folders, two time zones, two orders of hashing: the same bytes."""
    built = []
    for place, zone, seed in [("here", "Asia/Shanghai", "1"), ("a/longer way/there", "America/Los_Angeles", "2")]:
        root, out = tmp_path / place, tmp_path / f"{place}-site"
        shutil.copytree(PROJECT, root, ignore=IGNORED)
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": "1700000000",
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "SITE_URL": "https://example.org/course/",
            "NO_MKDOCS_2_WARNING": "1",
        }
        run = [sys.executable, "-c", "import hooks; print(hooks.__file__)"]
        home = subprocess.run(run, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        assert Path(home).is_relative_to(root), "this would build with other hooks"
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        built.append(contents(out))
    one, other = built
    assert one.keys() == other.keys() and len(one) > 30
    assert not [name for name in one if one[name] != other[name]]


def test_no_trace_of_the_machine(site: Site) -> None:
    """No path of this machine stands in any page."""
    for file in [*site.folder.rglob("*.html"), *site.folder.rglob("*.json"), *site.folder.rglob("*.xml")]:
        text = file.read_text(encoding="utf-8")
        assert str(PROJECT) not in text and str(site.folder) not in text and str(Path.home()) + "/" not in text, file


def test_a_changed_theme_is_told(site: Site) -> None:
    """Each repair: where its place is not as it was, the build ends and names it."""
    fresh = (site.folder / "index.html").read_text(encoding="utf-8")
    fresh = re.sub(r'(role="dialog") aria-label="[^"]*"', r"\1", fresh)
    fresh = re.sub(r'(md-nav__icon md-icon") role="img" aria-label="[^"]*"', r"\1", fresh)
    zh = words("zh")
    mended = page(fresh, zh)
    assert mended.count('role="dialog" aria-label="搜索"') == 1
    assert mended.count('md-nav__icon md-icon" role="img" aria-label=') == mended.count("md-nav__container") > 1
    for before, after, name in [
        ('role="dialog"', 'role="search"', "search dialog"),
        ('name="query" aria-label', 'name="query" title', "search dialog"),
        ('<span class="md-nav__icon md-icon"></span>', "<i></i>", "navigation"),
        ('tabindex="0">', ">", "navigation"),
    ]:
        assert before in fresh
        with pytest.raises(ThemeChanged, match=name):
            page(fresh.replace(before, after), zh)


def test_the_theme_is_slim(site: Site) -> None:
    """What its templates only indent stands in no page; the course's own text keeps its spaces."""
    for file in (site.folder / "index.html", site.folder / "404.html"):
        theme = file.read_text(encoding="utf-8").partition("<article")[0]
        assert len(theme) > 5_000
        assert not re.search(r"\n[ \t]", theme), file


def test_repairs_leave_alone_what_lacks_their_place() -> None:
    zh = words("zh")
    for html in ("", "<p>kein Aufsatz</p>", "<body><article><p>a table</p></article></body>"):
        assert page(html, zh) == html
    lone = '<div class="md-nav__link md-nav__container"> <a href="x"> <span> A </span> </a> </div><article>'
    assert page(lone, zh) == lone
    assert page("<article><table><tr></tr></table>", zh) == '<article><table tabindex="0"><tr></tr></table>'
