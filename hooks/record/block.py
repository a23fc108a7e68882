"""From what can be answered to the page that shows how it stands."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree

from hooks.shared.items import Item
from hooks.shared.room import RoomBlock, use
from hooks.shared.site import Site

Pages = dict[str, list[Item]]


def load(site: Site) -> dict[str, Pages]:
    """What can be answered: folder of docs (a part of the course) → page → items. Tells blocks that ask for less."""
    for _, source, opening in site.openings("record"):
        site.empty(source, opening)
        if opening.argument and opening.argument != site.words("record.all"):
            site.complain(
                source, opening.line, "record.say.only_all", given=opening.argument, all=site.words("record.all")
            )
    found: dict[str, Pages] = {}
    for items in site.asking if any(site.openings("record")) else ():
        for item in items(site):
            found.setdefault(posixpath.dirname(item.uri), {}).setdefault(item.uri, []).append(item)
    return found


class RecordBlock(RoomBlock):
    """`/// record | 全部`."""

    NAME = "record"

    def fill(self, block: etree.Element) -> None:
        """See RoomBlock."""
        if self.argument != self.site.words("record.all"):
            raise KeyError(self.argument)
        order = self.site.order or list(self.site.urls)
        parts = []
        for part, pages in self.site.once(load).items():
            shown = [uri for uri in order if uri in pages]
            rows = [(uri, self.site.title(uri), pages[uri]) for uri in shown]
            if rows:
                parts.append((order.index(shown[0]), self.site.title(posixpath.join(part, "index.md")), rows))
        parts.sort(key=lambda part: part[0])
        use(self.md, "record-page")
        block.extend(self.render("record/record.html", parts=parts))
