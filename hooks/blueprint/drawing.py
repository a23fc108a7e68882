"""A blueprint as a file of its own: an SVG with its own colours, text wrapped, for slides and walls."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Sequence

from hooks.shared.items import label
from hooks.shared.words import Words

from .model import LANES, Blueprint, Step

EDGE, HEAD, COLUMN, GAP, PAD, LINE, SIZE = 24, 128, 190, 12, 10, 21, 15
CLOSING = "，。、；：！？）》”’,.;:!?)"
INK, PALE, RED, PAPER = "#2b242c", "#5d535f", "#96380f", "#ffffff"
FILLS = {"evidence": "#f4eff2", "customer": "#f3e6ef", "front": "#e6f1ec", "back": "#fbf1e2", "support": "#e9edf5"}
FONT = "PingFang SC, HarmonyOS Sans SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a text, at most `width` pixels wide; no line begins with a closing mark."""
    lines, used = [""], 0.0
    for place, letter in enumerate(text):
        wide = SIZE * (1 if unicodedata.east_asian_width(letter) in "WFA" else 0.58)
        # A Latin word stays in one piece as long as a line can hold it.
        word = 0.0
        if letter == " ":
            for other in text[place + 1 :]:
                if not other.isascii() or other == " ":
                    break
                word += SIZE * 0.58
        if used + wide + (word if word < width else 0) > width:
            # A closing mark takes the letter before it along.
            along = lines[-1][-1:] if letter in CLOSING else ""
            lines[-1] = lines[-1].removesuffix(along)
            lines.append(along)
            used = SIZE * len(along)
            if letter == " ":
                continue
        lines[-1] += letter
        used += wide
    return [line.strip() for line in lines if line.strip()]


def draw(blueprint: Blueprint, words: Words) -> str:
    """The file's content: well-formed XML, with a title and a description for those who do not see it."""
    steps = blueprint.steps
    right = EDGE + HEAD + (COLUMN + GAP) * len(steps)
    svg = etree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": "title desc"})
    etree.SubElement(svg, "title", {"id": "title"}).text = blueprint.title
    names = words("shared.comma").join(step.name for step in steps)
    etree.SubElement(svg, "desc", {"id": "desc"}).text = words("blueprint.ui.desc", n=len(steps), steps=names)
    paper = etree.SubElement(svg, "rect", {"width": str(right + EDGE), "fill": PAPER})
    time, wait = blueprint.total
    unit = blueprint.unit
    _text(svg, EDGE, 44, [blueprint.title], size=24, bold=True)
    if time + wait:
        total = words("blueprint.ui.total", all=f"{time + wait:g}", time=f"{time:g}", wait=f"{wait:g}", unit=unit)
        _text(svg, EDGE, 72, [total], colour=PALE)
    numbers = {step.id: place for place, step in enumerate(steps, 1)}
    head = [[f"{place} {step.name}"] for place, step in enumerate(steps, 1)]
    for cell, step in zip(head, steps, strict=True):
        cell.extend([words("blueprint.ui.beside", n=numbers[step.beside])] if step.beside else [])
    y = _row(svg, 92, words("blueprint.ui.step"), head, INK, "#ffffff", words)
    for lane in LANES:
        line = words.get("blueprint.lines").get(lane)
        if line:
            dash = {"x1": str(EDGE), "x2": str(right), "y1": str(y + 9), "y2": str(y + 9), "stroke": PALE}
            etree.SubElement(svg, "line", {**dash, "stroke-width": "2", "stroke-dasharray": "8 6"})
            _text(svg, EDGE, y + 30, [line], size=13, colour=PALE)
            y += 40
        cells = [step.lanes[lane] for step in steps]
        y = _row(svg, y, words(f"blueprint.components.{lane}"), cells, FILLS[lane], INK, words)
    y += 12
    for mark in ("time", "wait"):
        if any(getattr(step, mark) for step in steps):
            name = words("blueprint.ui.amount", name=words(f"blueprint.marks.{mark}"), unit=unit)
            amounts = [[getattr(step, mark)] if getattr(step, mark) else [] for step in steps]
            y = _row(svg, y, name, amounts, PAPER, INK, words)
    if any(step.fails for step in steps):
        y = _row(svg, y, words("blueprint.marks.fail"), [_fails(step, words) for step in steps], PAPER, RED, words)
    paper.set("height", str(y + EDGE))
    svg.set("viewBox", f"0 0 {right + EDGE} {y + EDGE}")
    svg.set("width", str(right + EDGE))
    svg.set("height", str(y + EDGE))
    svg.set("font-family", FONT)
    return etree.tostring(svg, encoding="unicode") + "\n"


def _fails(step: Step, words: Words) -> list[str]:
    return [text for fail in step.fails for text in (f"▲ {fail.what}", words("blueprint.ui.recovery") + fail.recovery)]


def _row(
    svg: etree.Element, y: int, name: str, cells: Sequence[Sequence[str]], fill: str, ink: str, words: Words
) -> int:
    """One row of boxes, as high as the highest needs; where the next begins."""
    texts = [[line for text in cell for line in wrapped(label(text, words), COLUMN - 2 * PAD)] for cell in cells]
    head = wrapped(name, HEAD - PAD)
    height = max(len(lines) for lines in [*texts, head]) * LINE + 2 * PAD
    _text(svg, EDGE, y + PAD + SIZE, head, bold=True)
    for place, lines in enumerate(texts):
        x = EDGE + HEAD + (COLUMN + GAP) * place
        if lines:
            box = {"x": str(x), "y": str(y), "width": str(COLUMN), "height": str(height), "rx": "6", "fill": fill}
            etree.SubElement(svg, "rect", {**box, "stroke": PALE, "stroke-width": "0.6"})
        _text(svg, x + PAD, y + PAD + SIZE, lines, colour=ink)
    return y + height + GAP


def _text(
    svg: etree.Element, x: int, y: int, lines: Sequence[str], size: int = SIZE, colour: str = INK, bold: bool = False
) -> None:
    """Lines of text, the first with its feet at `y`."""
    for place, line in enumerate(lines):
        style = {"font-weight": "700"} if bold else {}
        at = {"x": str(x), "y": str(y + LINE * place), "font-size": str(size), "fill": colour}
        etree.SubElement(svg, "text", {**at, **style}).text = line
