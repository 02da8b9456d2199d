"""
The forms that a name takes in a sentence: "Шуша" is "в Шуше" and "из Шуши".

The endings stand in ``inflection.toml``, by language.  A name is given in the form in which a
dictionary has it; what ends as no declension of its language does has no other form.  This module
knows words and nothing of places.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import islice, product

from pydantic import BaseModel, ConfigDict

MOST = 64  # forms of a name in one case


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Declension(_Strict):
    """How words that end alike change: letters dropped, and an ending, or several, by case."""

    ends: tuple[str, ...]
    drop: int
    forms: tuple[str, ...]
    example: tuple[str, str]


class Language(_Strict):
    """
    How the names of a language change.

    Attributes
    ----------
    codes
        ISO 639-1.
    script
        ISO 15924.
    agrees
        Whether every word of a name changes, or the last one alone.
    shortest
        Letters of the shortest name that changes.
    """

    codes: tuple[str, ...]
    script: str
    agrees: bool
    shortest: int
    cases: tuple[str, ...]
    declension: tuple[Declension, ...]
    stays: tuple[str, ...]

    def forms(self, name: str) -> frozenset[str]:
        """Give the other forms of a name."""
        if sum(letter.isalpha() for letter in name) < self.shortest:
            return frozenset()
        *first, last = name.split()
        found: set[str] = set()
        for number in range(len(self.cases)):
            endings = self._word(last, number)
            found |= {" ".join((*first, word)) for word in endings}
            if self.agrees and first:
                each = [self._word(word, number) or (word,) for word in first]
                found |= {" ".join(words) for words in islice(product(*each, endings), MOST)}
        return frozenset(found - {name})

    def _word(self, word: str, number: int) -> tuple[str, ...]:
        """Give the forms of a word in one case; none where no declension fits."""
        fitting = [
            (end, declension)
            for declension in self.declension
            for end in declension.ends
            if word.endswith(end)
        ]
        if not fitting:
            return ()
        _, chosen = max(fitting, key=lambda one: len(one[0]))
        stem = word[: len(word) - chosen.drop]
        return tuple(stem + new for new in chosen.forms[number].split(" ") if new != "-")


def inflected(name: str, code: str, script: str) -> frozenset[str]:
    """
    Give the forms that a name takes, itself not among them.

    Parameters
    ----------
    code
        ISO 639-1 code of its language; where that is not known, no form is.
    script
        ISO 15924 code.

    Examples
    --------
    >>> sorted(inflected("Лачинский район", "ru", "Cyrl"))[:2]
    ['Лачинский района', 'Лачинский районе']
    >>> "Лачинском районе" in inflected("Лачинский район", "ru", "Cyrl")
    True
    >>> sorted(inflected("Lachin", "en", "Latn"))
    []
    """
    chosen = (one for one in languages() if one.script == script and code in one.codes)
    return frozenset[str]().union(*(language.forms(name) for language in chosen))


@cache
def languages() -> tuple[Language, ...]:
    """Give the languages whose endings are known."""
    read = tomllib.loads((files("geo") / "inflection.toml").read_text("utf-8"))
    return tuple(Language.model_validate(entry) for entry in read["language"])
