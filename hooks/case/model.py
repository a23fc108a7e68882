"""What a case's front matter may say. Knows no HTML and no builder."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from hooks.shared.problems import Problem
from hooks.shared.words import Words

FACETS = ("industry", "channel", "part", "failure", "recovery", "outcome")
LISTED = ("industry", "channel", "failure", "recovery", "outcome")


@dataclass(frozen=True)
class Case:
    """One case. facets: (field, name of the key, value) in the order of FACETS; source "" means invented."""

    id: str
    uri: str
    title: str
    summary: str
    facets: tuple[tuple[str, str, str], ...]
    source: str


def _plain(line: str) -> str:
    """`行业：［餐饮，零售］` as YAML reads it."""
    found = re.match(r"^([^\s:：#]+)\s*[:：]\s*[\[［](.*)[\]］]\s*$", line)
    return f"{found[1]}: [{', '.join(re.split('[,，、]', found[2]))}]" if found else line


def read_facets(text: str, name: str, words: Words) -> tuple[dict[str, list[str]], list[Problem]]:
    """The lists of allowed values by key name, {} when something is wrong with them, and what that is, with lines."""
    problems: list[Problem] = []

    def tell(line: int, key: str, /, **values: object) -> None:
        problems.append(Problem(name, line, words(f"case.say.{key}", **values)))

    text = "\n".join(_plain(line) for line in text.split("\n"))
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        lists = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        tell(mark.line + 1 if mark else 1, "facets")
        return {}, problems
    if not isinstance(lists, dict) or not isinstance(node, yaml.MappingNode):
        tell(1, "facets")
        return {}, problems
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(value, yaml.SequenceNode):
            tell(line, "facets")
            continue
        if str(key.value) in seen:
            tell(line, "double_facet", key=key.value)
        seen.add(str(key.value))
        for item in value.value:
            if item.tag != "tag:yaml.org,2002:str":
                tell(item.start_mark.line + 1, "facet_value", key=key.value, given=getattr(item, "value", ""))
    for facet in LISTED:
        if words(f"case.keys.{facet}") not in seen:
            tell(1, "missing_facet", key=words(f"case.keys.{facet}"))
    return ({} if problems else lists), problems
