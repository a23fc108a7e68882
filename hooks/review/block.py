"""From the banks to the page that asks again."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from hooks.shared.fragments import ideas, parts, place
from hooks.shared.room import RoomBlock, fingerprint, page_uri, vendored
from hooks.shared.site import Site

LIBRARY = "assets/course/ts-fsrs.js"


def load(site: Site) -> None:
    """Tell blocks that ask for less than all, stand twice, or stand in a course that keeps no record."""
    places: dict[str, int] = {}
    for uri, source, opening in site.openings("review"):
        site.empty(source, opening)
        every = site.words("review.all")
        if opening.argument and opening.argument != every:
            site.complain(source, opening.line, "review.say.only_all", given=opening.argument, all=every)
        if uri in places:
            site.complain(source, opening.line, "review.say.twice", other=places[uri])
        places.setdefault(uri, opening.line)
        if not any(site.openings("record")):
            site.complain(source, opening.line, "review.say.no_record", all=site.words("record.all"))


class ReviewBlock(RoomBlock):
    """`/// review | 全部`."""

    NAME = "review"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        site = self.site
        if self.argument != site.words("review.all"):
            raise KeyError(self.argument)
        same = site.once(ideas)
        banks = []
        for id, items in site.once(site.bank).items():
            asked = ";".join(f"{item.key} {item.kind} {item.print} {same[item.key]}" for item in items)
            banks.append({**place(self.md, site, id), "asked": asked})
        uri = page_uri(self.md)
        library = site.link(site.urls.get(uri, uri), LIBRARY) + f"?{fingerprint(vendored()[LIBRARY])}"
        shown = parts(site, {item.uri for asking in site.asking for item in asking(site) if item.key in same})
        block.extend(self.render("review/review.html", banks=banks, library=library, parts=shown))
