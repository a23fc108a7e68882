"""What a case's front matter may say. Knows no HTML and no builder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StrictStr, TypeAdapter, ValidationError, create_model

from hooks.shared.words import Words

Text = Annotated[str, Field(min_length=1)]

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


def meta_model(words: Words) -> type[BaseModel]:
    """The front-matter model with the author's key names as aliases."""
    keys: dict[str, str] = {**words.get("page.keys"), **words.get("case.keys")}
    needed: dict[str, Any] = {name: (Text, Field(alias=keys[name])) for name in ("title", "summary", *FACETS)}
    optional: dict[str, Any] = {
        name: (Text | None, Field(default=None, alias=keys[name])) for name in ("reader", "minutes", "invented", "source")
    }
    config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    return create_model("CaseMeta", __config__=config, **needed, **optional)


def read_facets(text: str, words: Words) -> dict[str, list[str]]:
    """The lists of allowed values by key name.

    Raises ValueError with the reason: not YAML, a list missing, a value that YAML does not read as text.
    """
    names = {words(f"case.keys.{name}") for name in LISTED}
    try:
        lists = TypeAdapter(dict[StrictStr, list[StrictStr]]).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ValueError("lists") from error
    missing = sorted(names - lists.keys())
    if missing:
        raise ValueError(words("shared.comma").join(missing))
    return lists
