"""Notebooks as pages: mkdocs-jupyter runs them, we take what the code has shown and leave the rest of its page.

Data     docs/notebooks/*.ipynb, the front matter in a first cell of the kind "raw"; beside them the data (*.csv) and
         what they import (*.py). Texts are the course's Markdown with links, ids and marks, but without blocks
Model    shared/cells.py: a notebook → cells, with lines
Page     timeline.py lets mkdocs-jupyter run the notebook (or read its cache), `compose` makes Markdown of the texts and
         of what the code has shown, the builder renders that like any chapter: contents, links, search are its own
Browser  no script; notebook.css, on these pages alone
Kernel   jupyter/kernels/python3, found before any of the machine's own (`alone`)
Cache    .cache/notebooks/, by the notebook, the files beside it and the versions of what runs (`cache`)
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from importlib import metadata
from pathlib import Path

from hooks.shared.cells import Cell, cells
from hooks.shared.repair import ThemeChanged
from hooks.shared.site import Site

PLUGIN = "mkdocs-jupyter"
FOLDER = "notebooks"
CACHE = ".cache/notebooks"
LIMIT = 120  # seconds a cell may take: one that never ends would stop a build without a word
# What makes a notebook's page what it is, besides what the notebook imports.
RUNNING = (PLUGIN, "nbconvert", "ipykernel")
IMPORT = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)
# In the page of mkdocs-jupyter: where a code cell begins, what opens one of its results and what is in it.
CELL = '<div class="jp-CodeMirrorEditor'
RESULT = re.compile(r'<div class="jp-OutputArea-child[^"]*">')
OUTPUT = re.compile(r'<div class="[^"]*\bjp-OutputArea-output\b[^"]*"(?: data-mime-type="([^"]+)")?[^>]*>')
DIV = re.compile(r"<(/?)div\b[^>]*>")
PICTURE = re.compile(r'<img [^>]*src="data:image/(svg|png)[^,]*,([^"]+)"')
ANSI = re.compile(r"\x1b\[[\d;]*m")
# What is seen in a picture: in the picture, or in a comment above it in the code.
ALT = re.compile(r"^\s*#\s*alt[:：]\s*(.+)$", re.MULTILINE)
LABEL, BOX = re.compile(r'aria-label="([^"]*)"'), re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
# What an output brings along for its looks.
LOOKS = re.compile(r"<(style|script)\b.*?</\1>|(?<=[\w\"]) (?:style|class|border|id|on\w+)=\"[^\"]*\"", re.DOTALL)


def cache(site: Site) -> Path:
    """The folder for what notebooks come to: another one as soon as anything that they are made with is another.

    In it mkdocs-jupyter tells the notebooks themselves apart. Folders of earlier builds go.
    """
    sources = sorted(path for path in (site.docs / FOLDER).glob("*") if path.is_file())
    parts = [platform.python_version()]
    parts += [f"{name} {metadata.version(name)}" for name in sorted({*RUNNING, *_packages(sources)})]
    parts += [f"{path.name} {path.read_bytes()!r}" for path in sources if path.suffix != ".ipynb"]
    folder = site.root / CACHE / hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    for other in folder.parent.glob("*"):
        if other != folder:
            shutil.rmtree(other)
    return folder


def _packages(sources: list[Path]) -> set[str]:
    """The packages, by their names at the index, that the notebooks and the modules beside them import."""
    names: set[str] = set()
    for path in sources:
        if path.suffix in (".py", ".ipynb"):
            # In a notebook's file each line of code is a string of its own.
            names.update(IMPORT.findall(path.read_text(encoding="utf-8").replace('"', " ")))
    others = names - {path.stem for path in sources} - sys.stdlib_module_names
    found = {name for name in others if _installed(name)}
    # Reading what every installed package brings along takes a while; most are called what they are imported as.
    known = metadata.packages_distributions() if others > found else {}
    return found | {package for name in others - found for package in known.get(name, ())}


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


@contextmanager
def alone(site: Site) -> Iterator[None]:
    """While a notebook runs: our kernel, our limit, no settings of this machine, nothing written outside the cache."""
    from jupyter_core.paths import jupyter_config_dir  # courses without notebooks do not need it

    own = site.root / ".cache" / "jupyter"
    own.mkdir(parents=True, exist_ok=True)
    given = {
        "JUPYTER_PATH": str(Path(__file__).parent / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
        **dict.fromkeys(("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"), str(own)),
    }
    # What the connection to a kernel that has stopped still logs is no author's business.
    logging.getLogger("tornado").setLevel(logging.CRITICAL)
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        # Where it is to read no settings, Jupyter makes an empty folder for them. mkdocs-jupyter has no option for the
        # limit, and overwrites the settings of ExecutePreprocessor: those of its base class hold.
        settings = Path(jupyter_config_dir()) / "jupyter_nbconvert_config.json"
        settings.write_text(json.dumps({"NotebookClient": {"timeout": LIMIT}}), encoding="utf-8")
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def read(site: Site, uri: str) -> list[Cell]:
    """The cells of the notebook at `uri` inside docs; the build has told when it cannot be read."""
    try:
        return cells((site.docs / uri).read_text(encoding="utf-8-sig"))
    except (ValueError, KeyError, TypeError):
        return []


def failed(site: Site, uri: str, error: Exception) -> None:
    """Tell why a notebook could not be run: its file, the cell that stopped. Anything else is raised again."""
    name, said = site.name(site.docs / uri), ANSI.sub("", str(error))
    kind = type(error).__name__  # of packages that a course without notebooks does not need
    if kind == "NotebookValidationError" or not read(site, uri):
        site.complain(name, 1, "shared.say.notebook")
    elif kind in ("CellExecutionError", "CellTimeoutError", "DeadKernelError"):
        cell = next((cell for cell in read(site, uri) if cell.kind == "code" and _named(cell, said)), None)
        line = cell.line if cell else 1
        if kind == "CellTimeoutError":
            site.complain(name, line, "notebook.say.endless", seconds=LIMIT)
            return
        what = next((line for line in reversed(said.strip().split("\n")) if line.strip()), kind)
        site.complain(name, line, "notebook.say.failed", error=what)
    else:
        raise error


def _named(cell: Cell, said: str) -> bool:
    """Whether an error names this cell: by its code, by the first five lines of a long one as Python writes a list."""
    code = cell.text.strip()
    return code in said or str(code.split("\n")[:5]) in said


def compose(site: Site, uri: str, theirs: str) -> tuple[str, dict[str, bytes]]:
    """From the notebook at `uri` and its page by mkdocs-jupyter: Markdown, and its pictures by their place in the site.

    Raises ThemeChanged where that page is not what this was written for.
    """
    found = read(site, uri)
    pieces = theirs.split(CELL)[1:]
    code = [cell for cell in found if cell.kind == "code"]
    if len(pieces) != len(code):
        raise ThemeChanged(f"hooks/notebook: {uri}: {len(pieces)} of {len(code)} code cells; {PLUGIN} has changed")
    shown = dict(zip(code, pieces, strict=True))
    page = _Page(site, uri)
    parts = []
    for cell in found:
        if cell.kind == "markdown":
            parts.append(cell.text)
        elif cell.kind == "code" and cell.text.strip():
            parts.append(page.shown(cell, shown[cell]))
            parts.append(page.folded(cell))
    parts.append(page.to_take(code))
    return "\n\n".join(filter(None, parts)), page.files


class _Page:
    def __init__(self, site: Site, uri: str) -> None:
        self.site, self.uri = site, uri
        self.stem = uri.removesuffix(".ipynb")
        self.files: dict[str, bytes] = {}
        self.alts: list[str] = []

    def shown(self, cell: Cell, piece: str) -> str:
        """The results of a cell as one element."""
        self.alts = ALT.findall(cell.text)
        results = [self.result(cell, _inside(piece, result.end())) for result in RESULT.finditer(piece)]
        return '<div class="notebook-shown">\n' + "\n".join(results) + "\n</div>" if any(results) else ""

    def result(self, cell: Cell, html: str) -> str:
        output, picture = OUTPUT.search(html), PICTURE.search(html)
        if picture:
            return self.picture(cell, *picture.groups())
        kind = (output and output[1]) or "?"
        html = _inside(html, output.end()) if output else ""
        if kind in ("text/html", "text/markdown", "text/plain") and "data:" not in html:
            right = ' class="notebook-number"'
            return (
                LOOKS.sub(lambda look: right if "text-align:right" in look[0] else "", html)
                .strip()
                .replace(">\n<", "><")
            )
        if kind.endswith("stderr"):
            text = unescape(re.sub(r"<[^>]*>", "", html)).strip().split("\n")[0]
            self.complain(cell, "warned", text=text)
        else:
            self.complain(cell, "unknown", kind=kind)
        return ""

    def picture(self, cell: Cell, kind: str, data: str) -> str:
        content = base64.b64decode(data)
        alt, size = escape(self.alts.pop(0)) if self.alts else "", ""
        if kind == "svg":
            drawing = content.decode("utf-8")
            label, box = LABEL.search(drawing), BOX.search(drawing)
            alt = label[1] if label else alt
            size = f' width="{box[1]}" height="{box[2]}"' if box else ""
        if not alt:
            self.complain(cell, "no_alt")
        address = f"{self.stem}/figure-{len(self.files) + 1}.{kind}"
        self.files[address] = content
        src = self.site.link(self.site.urls[self.uri], address)
        return f'<p><img class="notebook-figure" src="{src}" alt="{alt}"{size}></p>'

    def folded(self, cell: Cell) -> str:
        """The code of a cell, closed. Without colours, which would add 35 KB."""
        name, code = escape(self.site.words("notebook.code")), escape(cell.text, quote=False)
        return (
            f'<details class="notebook-code" data-search-exclude><summary>{name}</summary>\n'
            f"<pre><code>{code}\n</code></pre>\n</details>"
        )

    def to_take(self, code: list[Cell]) -> str:
        """Links to all that is needed to run it elsewhere."""
        text = "\n".join(cell.text for cell in code)
        beside = sorted((self.site.docs / self.uri).parent.glob("*.*"))
        names = {f"{module}.py" for module in IMPORT.findall(text)}
        used = [path for path in beside if path.name in names or f'"{path.name}"' in text]
        name = Path(self.uri).name
        links = [f"[{self.site.words('notebook.file')}]({Path(self.stem).name}/{name})"]
        links += [f"[{path.name}]({path.name})" for path in used]
        self.files[f"{self.stem}/{name}"] = (self.site.docs / self.uri).read_bytes()
        return self.site.words("notebook.take", links=self.site.words("shared.comma").join(links))

    def complain(self, cell: Cell, key: str, **values: object) -> None:
        self.site.complain(self.site.name(self.site.docs / self.uri), cell.line, f"notebook.say.{key}", **values)


def _inside(html: str, start: int) -> str:
    """What stands in the `<div>` whose opening tag ends at `start`."""
    depth = 1
    for div in DIV.finditer(html, start):
        depth += -1 if div[1] else 1
        if not depth:
            return html[start : div.start()]
    return html[start:]
