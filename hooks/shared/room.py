"""What every room is made of: an extension that knows the site, a block that never fails in silence, a template.

Order in a page: `normalise` before code fences are taken out; blocks while the tree is built (their text is rendered by
the page's own inline pass, which is why a template's text may be Markdown); style and script links last.
"""

from __future__ import annotations

import hashlib
import os
import re
import xml.etree.ElementTree as etree
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar

import jinja2
from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from .scan import normalise
from .site import Site

HOOKS = Path(__file__).parent.parent
# What is made of our files once and read by each build, as Python keeps what it has compiled. May be deleted.
KEPT = HOOKS.parent / ".cache" / "hooks"
ASSETS = "assets/course"
BLOCKS = BlocksExtension()  # only the way to the manager, which is each Markdown instance's own
# Text without any of these has nothing for the inline pass to find, and is left out of it: most Chinese sentences.
MARKUP = re.compile(r"[\\`*_\[\](){}｛<>!&~^=+:@#/|.\"'\n\x02-]")
BLOCK_MARKUP = re.compile(r"^ {0,3}(?:[-*+>|]|#{1,6} |\d+[.)] )", re.MULTILINE)


def vendored() -> dict[str, Path]:
    """Libraries of others, with their licences: address inside the site → file. A room's script asks for them."""
    return {f"{ASSETS}/{path.name}": path for path in sorted(HOOKS.glob("*/vendor/*"))}


def assets(room: str) -> dict[str, Path]:
    """The files a page with this room loads: address inside the site → file, there or not."""
    folder = HOOKS / room.partition("-")[0]
    return {f"{ASSETS}/{room}.{kind}": folder / f"{room}.{kind}" for kind in KINDS.get(room, ("css", "js"))}


def early(room: str) -> str:
    """The address of a script that every page loads before the theme's."""
    ((address, path),) = ((address, path) for address, path in assets(room).items() if address.endswith(".js"))
    return f"{address}?{fingerprint(path)}"


# "record-page": what only the page of the room "record" loads; "shared-early", "search-box": what every page loads.
KINDS: dict[str, tuple[str, ...]] = {
    "notebook": ("css",),
    # The style of what chapters are full of, and of what has little, is in shared.css, of the exam and the review in
    # quiz.css: small files pack badly.
    **dict.fromkeys(("record", "review", "exam", "plan", "glossary", "evidence"), ("js",)),
    **dict.fromkeys(("search-worker", "shared-early"), ("js",)),
    **dict.fromkeys(("card", "law", "path", "search", "talk"), ()),
}
# Rooms whose answers are kept: where a course has a page for the record, their pages load its script.
ANSWERED = {"quiz", "mot", "blueprint", "dialogue", "plan"}


class Room(Extension):
    """Base of every room's extension. A subclass names its room and registers its blocks or patterns in `open`."""

    NAME: ClassVar[str]

    def __init__(self, site: Site | None = None, **kwargs: Any) -> None:
        # Not one of Python-Markdown's own options: those are read as text or yes and no.
        self._site = site
        super().__init__(**kwargs)

    @property
    def site(self) -> Site:
        """The site of this build; of the current folder where a builder gives none. Nothing is read until asked."""
        if self._site is None:
            self._site = Site.of(Path.cwd())
        return self._site

    def extendMarkdown(self, md: Markdown) -> None:
        """Install what all rooms share, once a Markdown instance, then this room's own."""
        if "course_normalise" not in md.preprocessors:
            md.preprocessors.register(_Normalise(md), "course_normalise", 29)  # 30 whitespace, 25 code fences
            md.treeprocessors.register(_Assets(md, self.site), "course_assets", 1)  # before links are made relative
        self.open(md)

    def open(self, md: Markdown) -> None:
        """Register this room's blocks or patterns."""
        raise NotImplementedError

    def block(self, md: Markdown, kind: type[RoomBlock]) -> None:
        """Register a block."""
        BLOCKS.register_block_mgr(md).register(kind, {"site": self.site})


class RoomBlock(Block):  # type: ignore[misc]  # pymdownx has no types
    """Base of every block: takes any argument and option (the build has checked them by line) and swallows its text."""

    ARGUMENT = None

    @property
    def site(self) -> Site:
        """The site of this build."""
        site: Site = self.config["site"]
        return site

    def _validate(self, parent: etree.Element, arg: Any, **options: Any) -> bool:
        self.argument = str(arg or "").strip()
        self.options: dict[str, Any] = {"attrs": {}}
        return True

    def on_markdown(self) -> str:
        """The text of the block is ours to read, not Markdown's."""
        return "raw"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """The element that the room fills."""
        return etree.SubElement(parent, "div", {"class": f"course-{self.NAME}"})

    def on_end(self, block: etree.Element) -> None:
        """Fill the element; where the data is wrong, leave a marked box (the build has told why)."""
        block.text = None
        try:
            self.fill(block)
        except KeyError:
            block.clear()
            block.set("class", "course-problem")
            block.text = self.site.words("shared.broken", name=self.NAME, argument=self.argument)
        else:
            use(self.md, self.NAME)

    def fill(self, block: etree.Element) -> None:
        """Put the room's content into `block`. Raises KeyError for data that is not there."""
        raise NotImplementedError

    def render(self, template: str, **values: Any) -> list[etree.Element]:
        """The elements a template makes, see `render`."""
        return render(self.md, self.site, template, **values)


def use(md: Markdown, room: str) -> None:
    """Say that this page needs a room's style and script."""
    vars(md).setdefault("course_rooms", {})[room] = None


def page_uri(md: Markdown) -> str:
    """The page being rendered, as a path inside docs; "" where the builder does not tell.

    MkDocs and ProperDocs keep it in the processor that makes links relative, Zensical in one of its own.
    """
    for processors, name, path in (
        (md.treeprocessors, "relpath", "file.src_uri"),
        (md.preprocessors, "rendering_context", "page.path"),
    ):
        if name in processors:
            uri: str = attrgetter(path)(processors[name])
            return uri
    return ""


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HOOKS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        bytecode_cache=compiled("ours"),
    )


def compiled(kind: str) -> jinja2.BytecodeCache | None:
    """Where templates stay compiled from build to build; None where nothing can be written."""
    return jinja2.FileSystemBytecodeCache(str(KEPT), f"{kind}-%s.jinja") if os.access(KEPT, os.W_OK) else None


def render(md: Markdown, site: Site, template: str, **values: Any) -> list[etree.Element]:
    """The elements of a template (`"quiz/quiz.html"`), ready for the page's tree.

    The template is well-formed XML. Its text is Markdown that the page's inline pass renders; `<` in data is text.
    An element with the attribute `data-blocks` holds whole paragraphs, lists or tables.
    """
    # Data writes links from the root of docs; the page's own link check wants them from the page.
    top = "../" * page_uri(md).count("/")
    html = _environment().get_template(template).render(words=site.words, top=top, **values)
    root = etree.fromstring(f"<root>{html}</root>")
    less = ""

    def ready(text: str) -> str | None:
        nonlocal less
        if text.isspace():
            return None
        if not MARKUP.search(text):
            return AtomicString(text)
        if "<" in text:
            less = less or md.htmlStash.store("&lt;")
            text = text.replace("<", less)
        return text.replace("](/", f"]({top}")

    for element in list(root.iter()):
        if element.text:
            element.text = ready(element.text)
        if element.tail:
            element.tail = ready(element.tail)
        if "data-blocks" in element.attrib:
            del element.attrib["data-blocks"]
            paragraphs(md, element)
    return list(root)


def paragraphs(md: Markdown, element: etree.Element) -> None:
    """Turn an element's text into paragraphs, by the page's block parser only where there is more than paragraphs."""
    text, element.text = element.text or "", None
    chunks = [chunk for chunk in re.split(r"\n\s*\n", text.strip("\n")) if chunk.strip()]
    if BLOCK_MARKUP.search(text):
        md.parser.parseBlocks(element, chunks)
        return
    for chunk in chunks:
        etree.SubElement(element, "p").text = chunk if MARKUP.search(chunk) else AtomicString(chunk)


class _Normalise(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        vars(self.md).pop("course_rooms", None)
        return normalise(lines)


class _Assets(Treeprocessor):
    """Links the style and the script of each room the page uses, once, inside the article.

    Inside the article because head elements do not survive instant navigation; classic scripts because modules do not
    run from a folder.
    """

    def __init__(self, md: Markdown, site: Site) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        rooms = list(vars(self.md).get("course_rooms", {}))
        uri = page_uri(self.md)
        if uri.endswith(".ipynb"):
            rooms.append("notebook")
        if not rooms:
            return
        record = next((page for page, _, _ in self.site.openings("record")), "")
        if record and ANSWERED.intersection(rooms):
            rooms.append("record")
        # MkDocs leaves these addresses alone; Zensical takes every address for one seen from the source file.
        here = self.site.urls.get(uri, uri) if "relpath" in self.md.treeprocessors else uri
        for place, room in enumerate(dict.fromkeys(["shared", *rooms])):
            for address, path in assets(room).items():
                if not path.is_file():
                    continue
                href = f"{self.site.link(here, address)}?{fingerprint(path)}"
                if address.endswith(".css"):
                    root.insert(place, etree.Element("link", {"rel": "stylesheet", "href": href}))
                else:
                    script = etree.SubElement(root, "script", {"defer": "defer", "src": href})
                    for key, text in self.site.words.get(f"{room}.script").items():
                        script.set(f"data-{key}", str(text))
                    if room == "record":
                        script.set("data-course", self.site.course)
                        script.set("data-page", self.site.link(self.site.urls.get(uri, uri), record))


def shipped(path: Path) -> str:
    """A style or script as phones get it: without comments and spare spaces."""
    return _small(path, path.stat().st_mtime_ns)


def fingerprint(path: Path) -> str:
    """Eight letters that change with the file, so that a returning phone never mixes old script with new pages."""
    return _eight(shipped(path))


@cache
def _eight(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@cache
def _small(path: Path, _changed: int) -> str:
    text = path.read_text(encoding="utf-8")
    kind = {".css": "text/css", ".js": "application/javascript"}.get(path.suffix)
    if not kind or not _minifier():
        return text
    kept = KEPT / f"{hashlib.sha256(f'{_minifier()} {text}'.encode()).hexdigest()[:16]}{path.suffix}"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    import minify  # a library of 8 MB: it is loaded when there is something new

    small = str(minify.string(kind, text))
    with suppress(OSError):  # where nothing can be written, nothing is kept
        KEPT.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")  # whoever builds at the same time reads all of it or nothing
        part.write_text(small, encoding="utf-8")
        part.replace(kept)
    return small


@cache
def _minifier() -> str:
    """Its version; "" where it is not installed: it has no wheel for every machine, and a preview may be larger."""
    try:
        return version("tdewolff-minify")
    except PackageNotFoundError:
        return ""
