"""What happens when: the only file under `hooks:` in mkdocs.yml. Events stand in the order of a build.

Everything authors write is read and checked before the first page is written, so a build tells all slips at once and a
failed build leaves no site behind. Rooms do the work; this file knows only their names.
"""

from __future__ import annotations

import gc
import html as markup
import logging
import shutil
import zlib
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify_unicode
from markupsafe import Markup
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from hooks import (
    blueprint,
    card,
    case,
    dialogue,
    evidence,
    exam,
    glossary,
    law,
    mot,
    notebook,
    path,
    plan,
    quiz,
    record,
    review,
    search,
    talk,
)
from hooks.shared import check, repair
from hooks.shared import page as pages
from hooks.shared.preview import Server
from hooks.shared.room import assets, compiled, early, fingerprint, shipped, vendored
from hooks.shared.site import Site
from hooks.shared.source import parse
from hooks.shared.words import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.hooks.course")

ROOMS = {
    "quiz": quiz,
    "mot": mot,
    "blueprint": blueprint,
    "case": case,
    "evidence": evidence,
    "glossary": glossary,
    "card": card,
    "law": law,
    "dialogue": dialogue,
    "talk": talk,
    "record": record,
    "review": review,
    "exam": exam,
    "path": path,
    "plan": plan,
    "search": search,
}
SEARCH = "material/search"  # the plugin whose box and worker the theme brings
NOTEBOOKS = notebook.PLUGIN  # the plugin that runs notebooks
BLOCKS = frozenset({*ROOMS, "myth"})
FOUND, PACKED = "course_found", "course_packed"  # where a page keeps what the search reads, and its HTML
# Rooms with something to answer, for the record.
ASKING = (quiz.items, mot.items, blueprint.items, dialogue.items, exam.items)
# Rooms that know words for the same thing, for the search.
SAYING = (glossary.sayings,)

# What outlives a build: whether an author's slip ends it or is told while a server lives on, what that has seen.
serving = Server()


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a server. What is loaded by now stays: the garbage collector need not search it."""
    serving.serve, serving.dirty = command == "serve", dirty
    # What the host says of a dirty build at each save, `preview` has seen to.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())
    gc.freeze()


def on_config(config: MkDocsConfig) -> None:
    """Give every room the site of this build."""
    root = Path(config.config_file_path).parent
    course = config.extra.get("course", {})
    site = Site(
        root=root,
        docs=Path(config.docs_dir),
        quizzes=root / course.get("quizzes", "quizzes"),
        words=words(course.get("language", "zh")),
        blocks=BLOCKS,
        course=str(course.get("id") or slugify_unicode(config.site_name, "-")),
        asking=ASKING,
        bank=quiz.questions,
        course_title=config.site_name,
        version=str(course.get("version", "")),
        saying=SAYING,
        wanted=course.get("search_check") or {},
    )
    config.extra["site"] = site
    # Headings without a written id keep their own characters: numbers would move when a heading is put in.
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
    for room in ROOMS:
        config.mdx_configs.setdefault(f"hooks.{room}", {})["site"] = site
    first = [early("shared-early"), *([early("search-box")] if SEARCH in config.plugins else [])]
    config.extra["polyfills"] = [*config.extra.get("polyfills", []), *first]
    if SEARCH in config.plugins:
        config.extra_css = [*config.extra_css, search.style()]
    if NOTEBOOKS in config.plugins:
        notebooks = config.plugins[NOTEBOOKS].config
        notebooks["cache_dir"] = str(notebook.cache(site))
        notebooks["ignore"] = [*notebooks["ignore"], "*.md"]  # it reads each twice to see whether it is a notebook


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the rooms' styles and scripts, read all sources, check everything."""
    site = site_of(config)
    for room in ("shared", "shared-early", *ROOMS, "record-page", "search-box", "search-worker", "notebook"):
        for address, asset in assets(room).items():
            if asset.is_file():
                files.append(File.generated(config, address, content=shipped(asset)))
            else:
                site.complain(site.name(asset), 1, "shared.say.missing_asset", file=site.name(asset))
    for address, asset in vendored().items():
        files.append(File.generated(config, address, content=shipped(asset)))
    for address in [*config.extra_css, *map(str, config.extra_javascript)]:
        if "://" not in address and files.get_file_from_path(address) is None:
            site.complain("mkdocs.yml", 1, "shared.say.missing_extra", address=address)
    # MkDocs leaves this method untyped.
    site.urls = {file.src_uri: file.url for file in files if not file.inclusion.is_excluded()}  # type: ignore[no-untyped-call]
    site.render = partial(rendered, config=config, files=files)
    examine(site)
    if serving.dirty:
        outdated(files, site)
    site.release()
    for address, drawing in blueprint.files(site).items():
        files.append(File.generated(config, address, content=drawing))


def outdated(files: Files, site: Site) -> None:
    """Take away what was made of the pages that a server has to build again."""
    stale = serving.stale(site)
    for file in files:
        if file.is_documentation_page() and (stale is None or file.src_uri in stale):
            Path(file.abs_dest_path).unlink(missing_ok=True)
    if stale is None:
        serving.search = ""


def rendered(text: str, config: MkDocsConfig, files: Files) -> str:
    """Markdown as the host renders it for a page in the root of the site, with all the site's own extensions."""
    page = Page(None, File.generated(config, "index.md", content=text), config)
    page.markdown = text
    page.render(config, files)
    return str(page.content).replace(repair.TABLE, repair.REACHED)


def examine(site: Site) -> None:
    """Read all sources and find everything that is wrong in them."""
    check.check(site)
    pages.check(site)
    for room in ROOMS.values():
        site.once(room.load)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the menu's order. A page that no menu leads to is told, with the line to add."""
    site = site_of(config)
    site.order = [page.file.src_uri for page in nav.pages]
    front = set(path.chain(site))
    on_the_way = [page for page in nav.pages if page.file.src_uri in front]
    for page, after in pairwise(on_the_way):
        page.next_page, after.previous_page = after, page
    for page in nav.pages if serving.dirty else ():
        if not page.file.is_modified():  # it will not be read
            page.title = Markup.escape(site.title(page.file.src_uri))
    if config.nav is None:
        return
    known = {page.file.src_uri for page in nav.pages}
    for file in files.documentation_pages():
        if file.src_uri not in known:
            name = site.name(Path(file.abs_src_path or file.src_uri))
            site.complain(name, 1, "shared.say.not_in_nav", uri=file.src_uri)


@event_priority(-100)  # after mkdocs-jupyter has put its own way to render into the page
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """A notebook is run by mkdocs-jupyter (or taken from its cache), and rendered as every page is."""
    if not page.file.src_uri.endswith(".ipynb"):
        return
    site, uri = site_of(config), page.file.src_uri
    run = page.render

    def render(config: MkDocsConfig, files: Files) -> None:
        page.content = f'<p class="course-problem">{site.words("shared.broken", name="notebook", argument=uri)}</p>'
        try:
            with notebook.alone(site):
                run(config, files)
        except Exception as error:
            return notebook.failed(site, uri, error)
        page.markdown, made = notebook.compose(site, uri, str(page.content))
        for address, content in made.items():
            files.append(File.generated(config, address, content=content))
        type(page).render(page, config, files)

    page.render = render  # type: ignore[method-assign]


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the host the text as we read it, whatever its encoding marks and line ends."""
    site = site_of(config)
    name = site.name(Path(page.file.abs_src_path or ""))
    return site.read(name).text if name in site.sources else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Front matter in the author's language, in the places where the theme looks."""
    site = site_of(config)
    source = site.sources.get(site.name(Path(page.file.abs_src_path or "")))
    if source is None:
        source = parse(markdown, page.file.src_uri, site.words)
    for theirs, ours in (("title", "title"), ("description", "summary")):
        value = source.value(site.words(f"page.keys.{ours}"))
        if value:
            page.meta[theirs] = Markup.escape(value)  # the theme's templates take it as HTML


@event_priority(-100)  # after all that change the page
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Read what can be found; pack the page.

    The host keeps all pages until the last one is rendered; packed, they are a quarter of what a large course holds.
    """
    if SEARCH in config.plugins:
        remember(html, page, site_of(config))
    page.meta[PACKED] = zlib.compress(html.encode(), 1)
    return ""


@event_priority(100)  # before all that look at the page
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Unpack the page."""
    page.content = zlib.decompress(page.meta.pop(PACKED)).decode()


def remember(html: str, page: Page, site: Site) -> None:
    """Keep what the search reads of a page, and spare the theme's search the work."""
    options = page.meta.get("search", {})
    boost = options.get("boost", 1) if isinstance(options, dict) else None
    if not isinstance(boost, int | float) or not 0 < boost <= 10:
        source = site.sources[site.name(Path(page.file.abs_src_path or ""))]
        site.complain(source, source.place("search"), "search.say.boost")
    elif not options.get("exclude"):
        summary = markup.unescape(page.meta.get("description") or "")
        title = markup.unescape(str(page.title))
        page.meta[FOUND] = search.read_page(html, page.url, title, summary, boost)
    page.meta["search"] = {"exclude": True}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Every page is rendered, none is written: add the banks that pages asked for, check links to places inside pages.

    Then tell all that was found.
    """
    env.add_extension(repair.Slim)
    env.bytecode_cache = compiled(f"theme-{fingerprint(Path(str(repair.__file__)))}")
    site = site_of(config)
    for made in site.fragments.values():
        files.append(File.generated(config, made.address, content=made.text))
    for file in files.documentation_pages():
        page = file.page
        for target, links in (page.links_to_anchors or {}).items() if page else ():
            present = target.page.present_anchor_ids if target.page else None
            for anchor, link in links.items():
                if present is not None and anchor not in present:
                    name, line = site.find(link, first=site.name(Path(file.abs_src_path or "")))
                    hint = site.words.nearest(anchor, sorted(present))
                    site.complain(name, line, "shared.say.no_anchor", link=link, anchor=anchor, hint=hint)
    tell(site, config)
    if NOTEBOOKS in config.plugins and serving.dirty:
        # From here on this only says that results of notebooks which were not looked at are thrown away.
        config.plugins[NOTEBOOKS].config["cache"] = False
    site.search = serving.search
    if SEARCH in config.plugins and not site.search:
        found = [file.page.meta[FOUND] for file in files.documentation_pages() if file.page and FOUND in file.page.meta]
        theirs = config.plugins[SEARCH].search_index.generate_search_index(None)  # type: ignore[attr-defined]
        for address, content in search.files(found, site, theirs).items():
            files.append(File.generated(config, address, content=content))
        serving.search = site.search if serving.dirty else ""
        tell(site, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Our search in the place of the theme's; mend what the theme leaves inaccessible."""
    page.content = None  # no page needs another's
    return mended(output, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the theme's own pages (404)."""
    return mended(output_content, config) if template_name.endswith(".html") else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Problems that rendering brought to light end the build too, and leave no site that looks published."""
    tell(site_of(config), config)


def mended(html: str, config: MkDocsConfig) -> str:
    """A page as it is published."""
    site = site_of(config)
    return repair.page(search.replace(html, site) if SEARCH in config.plugins else html, site.words)


def site_of(config: MkDocsConfig) -> Site:
    """The site of this build."""
    site: Site = config.extra["site"]
    return site


def tell(site: Site, config: MkDocsConfig) -> None:
    """Print every problem found so far; end a build, let a server live."""
    if not site.problems:
        return
    for problem in sorted(site.problems):
        log.error(str(problem))
    count = len(site.problems)
    site.problems.clear()
    if not serving.serve:
        shutil.rmtree(config.site_dir, ignore_errors=True)
        raise Abort(site.words("build.stopped", n=count))
