"""One strict build of the course a session, served under /course/, and a browser that may talk to nobody else."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browsing import HEARD, PART, PHONE, PROJECT, Site, View, build
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, WebError

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="session")
def www(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An empty folder and the address it is served at. Known before the build: instant navigation needs it."""
    folder = tmp_path_factory.mktemp("www")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site(www: Site) -> Site:
    """The course, built strictly, under a sub-path."""
    return build(PROJECT, www.below("course"))


@pytest.fixture(scope="session")
def small(www: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A course of two pages with what part 1 happens not to have (tests/small)."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(PROJECT / "tests" / "small", root, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "docs" / "assets", root / "docs" / "assets")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("PROJECT", str(PROJECT))
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return build(root, www.below("small"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """$CHROMIUM, the system's chromium, or Playwright's own."""
    args = [*QUIET, "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {**browser_type_launch_args, "args": args, **({"executable_path": path} if path else {})}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese reader; no transitions, so that what is measured has come to rest."""
    return {**browser_context_args, "locale": "zh-CN", "reduced_motion": "reduce", "service_workers": "block"}


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], www: Site) -> Iterator[Callable[..., BrowserContext]]:
    """The plugin's, watched: a request to another host is stopped and fails the test; so does every console error."""
    faults: list[str] = []

    here = "|".join(map(re.escape, [www.url, www.folder.as_uri() + "/", "data:", "blob:"]))

    def stop(route: Route) -> None:
        faults.append(f"request to another place: {route.request.url}")
        route.abort()

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location.get('url')})")

    def thrown(error: WebError) -> None:
        faults.append(f"page error: {error.error}")

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.route(re.compile(f"^(?!{here})"), stop)
        context.on("console", heard)
        context.on("weberror", thrown)
        context.add_init_script(HEARD)
        return context

    yield make
    assert not faults, "\n".join(faults)


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`open_page(url, view, **options of a context)`: the page, loaded, in a context of its own."""

    def open_page(url: str, view: View = PHONE, **options: Any) -> Page:
        page = new_context(viewport=view.size, color_scheme=view.scheme, **options).new_page()
        page.goto(url)
        return page

    return open_page


@pytest.fixture(scope="session")
def rooms(site: Site, browser: Browser) -> Iterator[Page]:
    """A page on which every room's element is known, for their pure functions. Tests leave it as it is."""
    page = browser.new_page()
    page.goto(f"{site.url}{PART}moments/")
    page.add_script_tag(url=f"{site.url}assets/course/case.js")
    yield page
    page.close()
