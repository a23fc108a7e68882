"""Takes what the search must not read out of a page while plugins read it, and puts it back.

The keys carry `data-search-exclude` and would be left out anyway, but only after the theme's search had parsed them tag
by tag; `make bench` shows what the whole costs.
"""

from __future__ import annotations

import re

# A key is the last <details> of its element and holds no other.
KEY = re.compile(r'<details class="\w+-key" data-search-exclude="">.*?</details>', re.DOTALL)
PLACE = re.compile(r"<!--key (\d+)-->")


def take(html: str) -> tuple[str, list[str]]:
    """The page's content without its keys, and the keys."""
    keys: list[str] = []

    def keep(match: re.Match[str]) -> str:
        keys.append(match[0])
        return f"<!--key {len(keys) - 1}-->"

    return KEY.sub(keep, html), keys


def put_back(html: str, keys: list[str]) -> str:
    """The whole page again."""
    return PLACE.sub(lambda match: keys[int(match[1])], html) if keys else html
