"""What the engine costs, against bare Material showing the same text as plain lists.

`make bench` prints figure · bar · reached or not. Timings depend on the machine; ratios are taken pair by pair, the two
sides in turn, each build in a fresh process and an empty folder. A figure here is never a test.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent
HAN = "顾客来店里问事情时间等候先说清楚再办怎么才能让他放心这件小账单退换修好电话门口柜台一句话听完接住"

# The same search on both sides: none. Ours takes the place of the theme's and is measured by `make bench-search`.
PLUGINS = """
plugins: []
exclude_docs: "*.yml"
"""


@dataclass
class Run:
    """One build: wall and processor seconds, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def sentence(random_: random.Random, length: int) -> str:
    """Invented text of a given length."""
    return "".join(random_.choices(HAN, k=length)) + "。"


def questions(random_: random.Random, chapter: int) -> list[dict[str, object]]:
    """Ten questions of four options, with feedback, a hint and an explanation, as a course has them."""
    return [
        {
            "id": f"q{number}",
            "stem": f"第 {chapter}-{number} 题：" + sentence(random_, 24),
            "options": [(sentence(random_, 18), place == number % 4, sentence(random_, 50)) for place in range(4)],
            "missed": sentence(random_, 40),
            "hint": sentence(random_, 14),
            "why": sentence(random_, 45),
        }
        for number in range(10)
    ]


def as_bank(entries: list[dict[str, object]]) -> str:
    """The questions in the course's grammar."""
    lines = ["---", "标题: 题库", "---", ""]
    for entry in entries:
        lines += [f"## 【单选】{entry['stem']} {{#{entry['id']}}}", ""]
        for text, right, feedback in entry["options"]:  # type: ignore[attr-defined]
            lines += [f"- [{'x' if right else ' '}] {text}", f"    > {feedback}"]
            if right:
                lines += [f"    > 没选：{entry['missed']}"]
        lines += ["", f"提示：{entry['hint']}", f"解析：{entry['why']}", ""]
    return "\n".join(lines)


def as_lists(entries: list[dict[str, object]]) -> str:
    """The same text in plain Markdown."""
    lines = []
    for entry in entries:
        lines += [f"**{entry['stem']}**", ""]
        for text, right, feedback in entry["options"]:  # type: ignore[attr-defined]
            lines += [f"- {text}", "", f"    {feedback}", ""]
            if right:
                lines += [f"    {entry['missed']}", ""]
        lines += [f"{entry['hint']}", "", f"{entry['why']}", ""]
    return "\n".join(lines)


def make(folder: Path, chapters: int, *, ours: bool) -> None:
    """A course of `chapters` chapters, with the engine or without."""
    docs, quizzes = folder / "docs", folder / "quizzes"
    docs.mkdir(parents=True)
    quizzes.mkdir()
    head = (
        "site_name: bench\nsite_url: http://127.0.0.1/\ntheme: {name: material, language: zh, font: false}\n" + PLUGINS
    )
    extensions = ["attr_list", "tables", "admonition", "def_list", "toc", "pymdownx.superfences", "pymdownx.details"]
    if ours:
        head += f"hooks: [{ROOT / 'hooks' / 'timeline.py'}]\n"
        extensions += re.findall(r"^  - (hooks\.\w+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    (folder / "mkdocs.yml").write_text(
        head + "markdown_extensions: [" + ", ".join(extensions) + "]\n", encoding="utf-8"
    )
    random_ = random.Random(7)
    for chapter in range(chapters):
        entries = questions(random_, chapter)
        text = f"---\n标题: 第 {chapter} 章\n---\n" if ours else f"---\ntitle: 第 {chapter} 章\n---\n"
        text += f"# 第 {chapter} 章\n\n"
        for part in range(4):
            text += f"## 第 {part} 节 {{#s{part}}}\n\n{sentence(random_, 160)}\n\n{sentence(random_, 160)}\n\n"
        text += f"/// quiz | bank{chapter}\n///\n" if ours else as_lists(entries)
        name = "index" if chapter == 0 else f"chapter-{chapter}"
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
        if ours:
            (quizzes / f"bank{chapter}.md").write_text(as_bank(entries), encoding="utf-8")


def build(folder: Path) -> Run:
    """One cold build."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"the build in {folder} failed")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def spread(values: list[float], form: str = "{:.2f}") -> str:
    """Median and range."""
    shown = [form.format(value) for value in (statistics.median(values), min(values), max(values))]
    return f"{shown[0]} ({shown[1]}–{shown[2]})"


def row(name: str, figure: str, bar: str, reached: bool | None) -> None:
    """One line of the table."""
    print(
        f"{name:<34} · {figure:<24} · {bar:<8} · {'' if reached is None else '达到' if reached else '未达到'}",
        flush=True,
    )


def engine(sizes: list[int], runs: int) -> None:
    """Build time, memory and added HTML against bare Material."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as temp:
            ours, bare = Path(temp, "ours"), Path(temp, "bare")
            make(ours, size, ours=True)
            make(bare, size, ours=False)
            # Not counted: Python compiles the engine, as pip has done with all packages, and the engine its own files.
            shutil.rmtree(ROOT / ".cache" / "hooks", ignore_errors=True)
            first = build(ours)
            pairs = [(build(ours), build(bare)) for _ in range(runs)]
            ratios = [a.wall / b.wall for a, b in pairs]
            memory = [a.memory / b.memory for a, b in pairs]
            # Of the article alone: what we take out of the theme around it would hide what questions add.
            pages = [
                len((folder / "site" / f"chapter-{n}" / "index.html").read_bytes().partition(b"<article")[2])
                for folder in (ours, bare)
                for n in range(1, 6)
            ]
            added = (sum(pages[:5]) - sum(pages[5:])) / 5 / 10
            usual = statistics.median(b.wall for _, b in pairs), statistics.median(b.memory for _, b in pairs)
            times = f"× {first.wall / usual[0]:.2f}, {first.memory / usual[1]:.2f}"
            row(f"{size} chapters: first build, s, MiB", f"{first.wall:.2f}, {first.memory:.0f} ({times})", "", None)
            row(f"{size} chapters: ours, s", spread([a.wall for a, _ in pairs]), "", None)
            row(f"{size} chapters: bare, s", spread([b.wall for _, b in pairs]), "", None)
            row(f"{size} chapters: time ratio", spread(ratios), "≤ 1.15", statistics.median(ratios) <= 1.15)
            row(f"{size} chapters: memory ratio", spread(memory), "≤ 1.3", statistics.median(memory) <= 1.3)
            row(f"{size} chapters: HTML a question, B", f"{added:.0f}", "≤ 1500", added <= 1500)


def preview(runs: int) -> None:
    """From saving a question of the real course to its new text in an open browser, and where that time goes."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as temp, socket.socket() as probe:
        for name in ("docs", "quizzes", "hooks"):
            shutil.copytree(ROOT / name, Path(temp, name), ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", temp)
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        log = Path(temp, "log")
        with log.open("w") as output:
            command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", address]
            env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
            server = subprocess.Popen(command, cwd=temp, env=env, stdout=output, stderr=output)
        try:
            page, bank = f"http://{address}/parts/01-basics/interaction/", Path(temp, "quizzes", "part01.md")
            wait(page, "quiz-stem")
            text = bank.read_text(encoding="utf-8")
            totals = []
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                seen = browser.new_page()
                seen.goto(page)
                for run in range(runs):
                    mark = f"mark{run}"
                    time.sleep(1)
                    start = time.perf_counter()
                    bank.write_text(text.replace("场景：", f"场景：{mark} ", 1), encoding="utf-8")
                    # The page loads itself anew: what is waited for stands in the next one.
                    seen.get_by_text(mark).first.wait_for(timeout=60_000)
                    totals.append(time.perf_counter() - start)
                browser.close()
            built = [float(seconds) for seconds in re.findall(r"built in ([0-9.]+) s", log.read_text())][1:]
        finally:
            server.terminate()
            server.wait()
    row("save to seen in a browser, s", spread(totals), "< 2", statistics.median(totals) < 2)
    row("  of that the build, s", spread(built), "", None)
    rest = [total - build for total, build in zip(totals, built, strict=False)]
    row("  noticing the change, loading, s", spread(rest), "", None)


def notebooks(runs: int) -> None:
    """The real course from nothing, its notebooks run, and again with what they came to kept (.cache)."""
    with tempfile.TemporaryDirectory() as temp:
        for name in ("docs", "quizzes", "hooks"):
            shutil.copytree(ROOT / name, Path(temp, name), ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", temp)
        pairs = []
        for _ in range(runs):
            shutil.rmtree(Path(temp, ".cache"), ignore_errors=True)
            pairs.append((build(Path(temp)), build(Path(temp))))
    row("the course from nothing, s", spread([nothing.wall for nothing, _ in pairs]), "", None)
    row("the same, notebooks cached, s", spread([cached.wall for _, cached in pairs]), "", None)
    row("  so all notebooks take, s", spread([nothing.wall - cached.wall for nothing, cached in pairs]), "", None)


def wait(url: str, text: str) -> None:
    """Until `text` is served at `url`; gives up after a minute."""
    for _ in range(3000):
        try:
            with urllib.request.urlopen(url) as response:
                if text in response.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{text} never came to {url}")


KEEP = """(count) => {
    const tab = CourseRecord.tab, record = tab.blank(tab.fresh());
    for (let i = 0; i < count; i++) {
        const id = `bank${i / 10 | 0}/q${i % 10}`;
        const tries = [0, 1, 2, 3, 4].map((day) => [1700000000 + 86400 * day + i, i % 3 / 2, 1, i % 5 === 0, null]);
        record.answers[id] = {kind: "single", print: "", tries, n: 5};
    }
    tab.save(record);
    tab.become(record.id);
}"""
# From the click to the next frame: what the learner waits for.
CLICK = """() => new Promise((done) => {
    const quiz = document.querySelector("course-quiz");
    quiz.querySelector("input").click();
    const start = performance.now();
    quiz.querySelector("form").requestSubmit();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
# What the record adds to opening its page: read, check, fill the page, until the next frame.
SHOW = """() => new Promise((done) => {
    const {tab} = CourseRecord;
    tab.forget(tab.who());
    const start = performance.now();
    document.querySelector("course-record").render();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


class Quiet(SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def record(runs: int) -> None:
    """5,000 answers to the 1,000 questions of 100 pages: opening the page of the record, answering one more."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp, "course")
        make(folder, 100, ours=True)
        (folder / "docs" / "record.md").write_text(
            "---\n标题: 我的学习\n---\n# 我的学习\n\n/// record | 全部\n///\n", encoding="utf-8"
        )
        build(folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(url + "chapter-1/")
            page.evaluate(KEEP, 1000)
            opened, answered = [], []
            for _ in range(runs):
                page.goto(url + "record/")
                page.locator(".record-live:not([hidden])").wait_for()
                opened.append(page.evaluate(SHOW))
                page.goto(url + "chapter-1/")
                page.locator("course-quiz.quiz-live").first.wait_for()
                answered.append(page.evaluate(CLICK))
            browser.close()
        server.shutdown()
    row("5,000 answers: open the record, ms", spread(opened, "{:.0f}"), "< 200", statistics.median(opened) < 200)
    row("5,000 answers: a click answered, ms", spread(answered, "{:.0f}"), "< 50", statistics.median(answered) < 50)


def talk(moments: int) -> str:
    """A dialogue of so many moments, three options each, one ending of each kind."""
    random_ = random.Random(5)
    lines = ["---", "标题: 长谈", "顾客: 李女士", "开始: 心情-2 事情0", "目标: 心情≥-3", "---"]
    for number in range(moments - 3):
        lines += ["", f"## 第 {number} 刻 {{#m{number}}}", "", f"李女士：{sentence(random_, 20)}", ""]
        last = number == moments - 4
        for place, (effect, end) in enumerate([("{心情-1}", "bad"), ("{心情+1}", "fair"), ("{事情+1}", "good")]):
            text = sentence(random_, 30 - 5 * place)
            lines += [f"- {text} {effect} → #{end if last else f'm{number + 1}'}", f"    > {sentence(random_, 40)}"]
    for name, id in (("好", "good"), ("尚可", "fair"), ("坏", "bad")):
        lines += ["", f"## 结局：{name} · {name} {{#{id}}}", "", "旁白：完了。"]
    return "\n".join(lines) + "\n"


# From the click on the last option to the next frame, until the talk is over.
PLAY = """async () => {
    const steps = [];
    for (;;) {
        const options = document.querySelectorAll("fieldset:not([hidden]) > div > .dialogue-option");
        if (!options.length) return steps;
        const start = performance.now();
        options[options.length - 1].click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        steps.push(performance.now() - start);
    }
}"""


def stage(runs: int) -> None:
    """A talk of 60 moments, played; one of 200 moments, checked."""
    from playwright.sync_api import sync_playwright

    from hooks.dialogue.block import load
    from hooks.shared.site import Site

    plays: list[list[float]] = []
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp, "course")
        make(folder, 1, ours=True)
        (folder / "quizzes" / "dialogues").mkdir()
        (folder / "quizzes" / "dialogues" / "long.md").write_text(talk(60), encoding="utf-8")
        (folder / "docs" / "talk.md").write_text(
            "---\n标题: 长谈\n---\n# 长谈\n\n/// dialogue | long\n///\n", encoding="utf-8"
        )
        build(folder)
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page()
            for _ in range(runs):
                page.goto((folder / "site" / "talk" / "index.html").as_uri())
                page.locator(".dialogue-live").wait_for()
                plays.append(page.evaluate(PLAY))
            browser.close()
        (folder / "quizzes" / "dialogues" / "long.md").write_text(talk(200), encoding="utf-8")
        checks = []
        for _ in range(runs):
            site = Site.of(folder)
            assert site.sources
            start = time.perf_counter()
            load(site)
            checks.append(time.perf_counter() - start)
            assert not site.problems, site.problems
    steps = [statistics.median(times) for times in zip(*plays, strict=True)]
    row("60 moments: a step, ms", spread(steps, "{:.0f}"), "< 50", max(steps) < 50)
    row("200 moments: checked, s", spread(checks), "< 1", statistics.median(checks) < 1)


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "record": lambda options: record(options.runs),
    "engine": lambda options: engine(options.sizes, options.runs),
    "stage": lambda options: stage(options.runs),
    "preview": lambda options: preview(options.runs),
    "notebooks": lambda options: notebooks(options.runs),
}


def main() -> None:
    """Run the parts asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all when none is named")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    for name in options.parts or PARTS:
        PARTS[name](options)


if __name__ == "__main__":
    main()
