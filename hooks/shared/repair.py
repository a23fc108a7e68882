"""Mends what Material for MkDocs leaves inaccessible in its own pages.

Each repair must find its place as often as the page has the fault; a theme that was changed ends the build and says so.
What needs no words of its own takes them from the page, so it speaks the page's language.
"""

from __future__ import annotations

import re

import click
from jinja2.ext import Extension

from .words import Words

# The search dialog has no name: it gets that of its field.
DIALOG = 'data-md-component="search" role="dialog"'
FIELD = re.compile(r'<input [^>]*name="query" aria-label="([^"]+)"')

# The switch beside a section that has a page of its own holds only an icon, so neither it nor the list it names
# (aria-labelledby) has a name. The icon gets the section's. The list keeps its attribute: the theme's script needs it.
SWITCH = re.compile(
    r'(<div class="md-nav__link md-nav__container">\s*<a [^>]*>(?:(?!</a>).)*?'
    r'<span class="md-ellipsis">\s*([^<>]+?)\s*<(?:(?!<label).)*?'
    r'<label [^>]*tabindex="0">\s*<span class="md-nav__icon md-icon")(></span>)',
    re.DOTALL,
)
# A section that is nothing but its own page has no switch.
LONE = re.compile(r'md-nav__container">\s*<a (?:(?!</a>).)*</a>\s*</div>', re.DOTALL)

# The theme indents, and leaves the lines of its conditions empty: two fifths of what it makes.
GAP = re.compile(r"(?:(?<=>)|(?<=[%#]\}))\s*\n\s*(?=<|\{[%#])|(?<=\n)\s+|[ \t]+(?=\n)")

# Where these links stand, the keys n, p, comma, full stop leave the page: one slip, and what was begun is gone.
TURN = re.compile(r'<link rel="(?:prev|next)" [^>]*>')

# A wide table scrolls in a box that the theme's script makes (by itself, without script), out of a keyboard's reach.
TABLE, REACHED = "<table>", '<table tabindex="0">'


class Slim(Extension):
    """Takes what no reader sees out of the theme's templates, once for all pages, and its keys for turning pages."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """See jinja2.ext.Extension."""
        return GAP.sub("", TURN.sub("", source))


class ThemeChanged(click.ClickException):
    """The theme's HTML is not what a repair was written for. Ends the build with its message, without a traceback."""


def page(html: str, words: Words) -> str:
    """The page with the theme's faults mended, and without the theme's empty lines."""
    theme, article, rest = html.partition("<article")
    if not article:
        return html
    theme = mend("search dialog", theme.count('name="query"'), *_name_dialog(theme))
    switches = theme.count("md-nav__container") - len(LONE.findall(theme))
    theme = mend("navigation", switches, *_name_switches(theme))
    text, end, rest = rest.partition("</article>")
    return theme + article + text.replace(TABLE, REACHED) + end + rest


def _name_dialog(html: str) -> tuple[str, int]:
    field = FIELD.search(html)
    return (html.replace(DIALOG, f'{DIALOG} aria-label="{field[1]}"'), html.count(DIALOG)) if field else (html, 0)


def _name_switches(html: str) -> tuple[str, int]:
    return SWITCH.subn(r'\1 role="img" aria-label="\2"\3', html)


def mend(what: str, faults: int, html: str, done: int) -> str:
    """The mended page. Raises ThemeChanged when not all places were mended."""
    if done != faults:
        raise ThemeChanged(f"hooks: {what}: {done} of {faults} places mended; the theme has changed")
    return html
