"""
Two spellings, one name: what stays when case, script, accents and endings are taken away.

``fold`` is for names that are the same but for how they are typed; ``skeleton`` also for names
that two systems of romanisation write differently; ``stems`` for names with an ending.
This module knows strings and nothing of places.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from anyascii import anyascii

MIN_STEM = 3
_APOSTROPHES = re.compile("['`´ʹʻʼʽˈ‘’‛′]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ALIKE = (
    ("ow", "u"),  # anyascii's Armenian u
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("x", "kh"),
    ("q", "g"),
    ("w", "v"),
    ("y", "i"),
    ("e", "a"),  # ə is written both ways
    ("j", "c"),  # c is j in Azerbaijani, and what is left of ç
)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a phrase asks for.

    Attributes
    ----------
    core
        The name without the words around it.
    kinds
        Kinds of place that those words allow; empty when they say nothing.
    generic
        The words that said so, as the phrase has them.
    """

    core: str
    kinds: frozenset[str] = frozenset()
    generic: str = ""


def fold(text: str) -> str:
    """
    Write a name in lower-case ASCII, without apostrophes, with one space between words.

    Notes
    -----
    Scripts are transliterated by anyascii 0.3, letter by letter.

    Examples
    --------
    >>> fold("K’arvacharr"), fold("Ağ-DAM"), fold("Шуша")
    ('karvacharr', 'ag dam', 'shusha')
    """
    plain = anyascii(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))).casefold()
    return _NOT_WORD.sub(" ", plain.replace("'", "")).strip()


@lru_cache(maxsize=50_000)
def skeleton(text: str) -> str:
    """
    Give what the romanisations of one name have in common; only for comparing.

    Examples
    --------
    >>> skeleton("Kəlbəcər") == skeleton("Kelbadzhar") == skeleton("Kalbajar")
    True
    >>> skeleton("Xocalı") == skeleton("Khojaly")
    True
    """
    bare = fold(text)
    for written, alike in _ALIKE:
        bare = bare.replace(written, alike)
    bare = re.sub(r"(?<=[a-z])h", "", bare)
    return re.sub(r"(.)\1+", r"\1", bare)


def stems(text: str) -> frozenset[str]:
    """
    Give the folded names that a name with an ending may stand for, itself not among them.

    Examples
    --------
    >>> sorted(stems("Shusha's"))
    ['shusha']
    >>> "lachin" in stems("Лачинский")
    True
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("i̇", "i")
    plain = _APOSTROPHES.sub("'", plain)
    found = {fold(plain[: -len(end)]) for end in _endings(plain, "endings")}
    found |= {fold(plain.rpartition("'")[0])} if "'" in plain[MIN_STEM:] else set()
    return frozenset(stem for stem in found if len(stem) >= MIN_STEM) - {fold(text)}


def dropped_forms(text: str) -> frozenset[str]:
    """
    Give a name folded, whole and as it is before an ending.

    Examples
    --------
    >>> sorted(dropped_forms("Шуша"))
    ['shush', 'shusha']
    """
    plain = text.casefold()
    short = {fold(plain[: -len(end)]) for end in _endings(plain, "dropped")}
    return frozenset({fold(text)} | {form for form in short if len(form) >= MIN_STEM})


def without_article(text: str) -> str:
    """
    Give a phrase without an English article before it.

    Examples
    --------
    >>> without_article("the Lachin corridor"), without_article("The")
    ('Lachin corridor', 'The')
    """
    article, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and article.casefold() == "the" else text.strip()


def read_phrase(text: str) -> Asked:
    """
    Take a name out of the words that say what kind of place it is.

    Examples
    --------
    >>> read_phrase("the town of Lachin").core
    'Lachin'
    >>> sorted(read_phrase("Kalbajar rayon").kinds)
    ['area', 'district', 'oblast', 'region']
    """
    words = without_article(text).split()
    bare = [fold(word) for word in words]
    for generic in _generics():
        size = len(generic.words)
        if len(words) <= size:
            continue
        head, tail = (
            (words[:size], words[size:]) if generic.leads else (words[-size:], words[:-size])
        )
        if tuple(bare[:size] if generic.leads else bare[-size:]) == generic.words:
            return Asked(" ".join(tail), generic.kinds, " ".join(head))
    return Asked(" ".join(words))


@dataclass(frozen=True, slots=True)
class _Generic:
    words: tuple[str, ...]
    kinds: frozenset[str]
    leads: bool


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((files("geo") / "spelling.toml").read_text("utf-8"))


@cache
def _generics() -> tuple[_Generic, ...]:
    found = [
        _Generic(tuple(fold(phrase).split()), frozenset(entry["kinds"]), side == "before")
        for entry in _rules()["generic"]
        for side in ("before", "after")
        for phrase in entry[side]
    ]
    return tuple(sorted(found, key=lambda generic: -len(generic.words)))


def _endings(plain: str, table: str) -> list[str]:
    ends: list[str] = _rules()[table].get(_script(plain), [])
    return [end for end in ends if plain.endswith(end) and len(plain) - len(end) >= MIN_STEM]


def _script(text: str) -> str:
    names = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn"}
    letters = (unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    return next((names[first] for first in letters if first in names), "")
