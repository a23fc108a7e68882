"""What the theme's search reads of a page: not the keys, and of options only their words.

Keys and hints carry `data-search-exclude` and would be left out anyway, but only after the search had parsed them tag
by tag; an option is four tags around one sentence. `make bench` shows what the whole costs.
"""

from __future__ import annotations

import re

# None of these holds another of its kind.
PART = re.compile(
    r'<details class="[\w-]+" data-search-exclude="">.*?</details>|<ol class="\w+-options">(?P<words>.*?)</ol>',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>")
PLACE = re.compile(r"<!--part (\d+)-->.*?<!--end-->", re.DOTALL)


def take(html: str) -> tuple[str, list[str]]:
    """The page's content as the search is to read it, and the parts that were taken out."""
    parts: list[str] = []

    def keep(match: re.Match[str]) -> str:
        parts.append(match[0])
        words = TAG.sub(" ", match["words"] or "")
        return f"<!--part {len(parts) - 1}-->{words}<!--end-->"

    return PART.sub(keep, html), parts


def put_back(html: str, parts: list[str]) -> str:
    """The whole page again."""
    return PLACE.sub(lambda match: parts[int(match[1])], html) if parts else html
