"""The words around names, as ``words.toml`` and ``common.txt`` have them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Generic:
    """A word that tells what kind of place is meant."""

    kinds: frozenset[str]
    word: str
    many: bool


@cache
def generics() -> dict[str, Generic]:
    """Give the words that tell the kind of a place."""
    found: dict[str, Generic] = {}
    for group in _data()["generic"]:
        for key in ("one", "many"):
            for word in group[key]:
                kinds = frozenset(group["kinds"])
                known = found.get(word)
                if known:
                    kinds |= known.kinds
                found[word] = Generic(kinds, word, key == "many")
    return found


@cache
def leads() -> frozenset[str]:
    """Give those of them that stand right before a name, as in Russian."""
    return frozenset(word for group in _data()["generic"] for word in group.get("leads", ()))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """Give one list of words."""
    return frozenset(_data()[table][key])


@cache
def common_words() -> frozenset[str]:
    """Give the English words that are names of places too."""
    lines = files("geo").joinpath("toponyms/common.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("toponyms/words.toml").read_text("utf-8"))
