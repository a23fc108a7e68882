"""The curve of scores as SVG: how a journey went, moment by moment.

The browser adds the learner's own line without any geometry of its own: it reads x from the authors' points
(`data-n`) and y from the grid lines (`data-score`).
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

WIDTH, LEFT, RIGHT, TOP, STEP = 640, 64, 24, 20, 36


def curve(scores: Sequence[int], levels: Sequence[int], title: str) -> etree.Element:
    """The figure for `scores` (one a moment) on a scale of `levels` (rising). Its texts are numbers only.

    Shape and sign speak as well as colour: a round point above zero, a square below, a diamond at zero.
    """
    height = TOP * 2 + STEP * (len(levels) - 1)
    y = {level: TOP + STEP * place for place, level in enumerate(sorted(levels, reverse=True))}
    gap = (WIDTH - LEFT - RIGHT) / max(1, len(scores) - 1)
    box = f"0 0 {WIDTH} {height + 28}"
    svg = etree.Element("svg", {"class": "curve", "viewBox": box, "role": "img", "aria-label": title})
    for level in levels:
        line = {"x1": "44", "x2": str(WIDTH), "y1": str(y[level]), "y2": str(y[level]), "data-score": str(level)}
        etree.SubElement(svg, "line", {"class": "curve-zero" if level == 0 else "curve-grid", **line})
        etree.SubElement(svg, "text", {"x": "34", "y": str(y[level] + 7), "class": "curve-level"}).text = signed(level)
    points = [(round(LEFT + gap * place, 1), y[score]) for place, score in enumerate(scores)]
    path = " ".join(f"{x:g},{top}" for x, top in points)
    etree.SubElement(svg, "polyline", {"class": "curve-line", "points": path})
    for place, ((x, top), score) in enumerate(zip(points, scores, strict=True), 1):
        point = {"class": "curve-point", "d": shape(x, top, score), "data-n": str(place), "data-x": f"{x:g}"}
        etree.SubElement(svg, "path", point)
        etree.SubElement(svg, "text", {"x": f"{x:g}", "y": str(height + 22), "class": "curve-moment"}).text = str(place)
    return svg


def shape(x: float, y: float, score: int) -> str:
    """The path of a point: circle above zero, diamond at zero, square below."""
    if score > 0:
        return f"M{x - 7:g} {y:g}a7 7 0 1 0 14 0a7 7 0 1 0-14 0z"
    if score == 0:
        return f"M{x:g} {y - 9:g}l9 9l-9 9l-9-9z"
    return f"M{x - 6.5:g} {y - 6.5:g}h13v13h-13z"


def signed(score: float) -> str:
    """A score with its sign as the course writes it: +2, 0, −1."""
    text = f"{abs(score):g}"
    return text if score == 0 else ("+" if score > 0 else "−") + text
