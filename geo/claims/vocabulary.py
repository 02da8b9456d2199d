"""
The words by which claims are read: rules and vocabulary, loaded from ``geo/rules`` and checked.

Each kind has its file; an analyst adds a verb there, not here.  A wrong entry is named with its
file, and every fault of the folder is named in one message.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geo.errors import RuleError
from geo.records import Kind

KIND_ORDER = (
    "demining",
    "handover",
    "withdrawal",
    "capture",
    "return",
    "evacuation",
    "establishment",
    "deployment",
    "agreement",
    "works",
    "incident",
)
VOCABULARY = ("words", "status", "background", "quantities", "parties")
VOWELS = "aeiou"
SHORT_WORD = 4


class Strict(BaseModel):
    """A table in which nothing stands that has no meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(Strict):
    """
    What a claim of one kind looks like in words.

    Attributes
    ----------
    verbs, nouns
        What triggers it, as a dictionary writes it; further words of a verb are its particles,
        prepositions or objects ("hand over", "take control").
    subject, object
        Classes of words one of which must stand there; ``any`` lets anything or nothing pass.
    arguments
        Classes one of which must be subject or object.
    slots
        For nouns: the prepositions behind which subject and object stand.
    actor, counterparty
        Where they are read: ``subject``, ``object``, ``to``, ``from``, ``opponent``, ``flag``,
        ``people``, ``helper``, ``object-party``, ``subject-antecedent``.
    counts
        Units of the numbers that belong to it, the most telling first.
    context
        A list of words one of which must stand somewhere in the article.
    forbid, require
        A list of words that must not, or must, describe the actor.
    also
        A class of words that must stand in the sentence.
    own_object
        Classes one of which must be the verb's object, where it has one: "reach a deal" is no
        arrival.
    status
        The status, where the words themselves settle it.
    example, refuses
        A sentence it takes and one it must not take; a test reads both.
    """

    id: str
    kind: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    slots: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    actor: str = "subject"
    counterparty: str = ""
    counts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    context: str = ""
    forbid: str = ""
    require: str = ""
    also: str = ""
    forbid_object: tuple[str, ...] = ()
    own_object: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    require_sentence: str = ""
    forbid_sentence: str = ""
    require_article: str = ""
    needs_place: bool = False
    own_place: bool = False
    existential: bool = False
    place_or_ground: bool = False
    numbered: bool = False
    passive: bool = False
    intransitive: bool = False
    ongoing: bool = False
    bare: bool = False
    antecedent: bool = False
    status: str = ""
    example: str
    refuses: str


class _RuleFile(Strict):
    kind: Kind
    rule: tuple[Rule, ...]


@dataclass(frozen=True)
class Vocabulary:
    """
    All rules in the order in which they are tried, and the words they speak of.

    Attributes
    ----------
    rules
        Rules; the first that takes a trigger keeps it.
    words, status, background, quantities, parties
        The vocabulary files as they stand.
    """

    rules: tuple[Rule, ...]
    words: Mapping[str, Any]
    status: Mapping[str, Any]
    background: Mapping[str, Any]
    quantities: Mapping[str, Any]
    parties: Mapping[str, Any]

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Classes by word."""
        found: dict[str, set[str]] = {}
        for name, members in self.words["classes"].items():
            for word in members:
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}

    @cached_property
    def closed(self) -> dict[str, str]:
        """The tag of each word that can have but one."""
        return {word: tag for tag, words in self.words["closed"].items() for word in words}

    @cached_property
    def by_trigger(self) -> dict[str, tuple[tuple[Rule, tuple[str, ...]], ...]]:
        """Rules, and the further words they ask for, by the first word of their triggers."""
        found: dict[str, list[tuple[Rule, tuple[str, ...]]]] = {}
        for rule in self.rules:
            for trigger in sorted((*rule.verbs, *rule.nouns), key=lambda t: -len(t.split())):
                first, *more = trigger.split()
                found.setdefault(first, []).append((rule, tuple(more)))
        return {first: tuple(entries) for first, entries in found.items()}

    def lists(self, name: str) -> frozenset[str]:
        """Give a list of words, or a class of them."""
        chosen = self.words["lists"].get(name) or self.words["classes"][name]
        return frozenset(chosen)

    def names_post(self, sentence: str) -> bool:
        """Tell whether a sentence names a post, so that "it" in the next one can be that."""
        words = {word.strip(".,").casefold() for word in sentence.split()}
        return not words.isdisjoint(self.words["classes"]["post"])

    def governors(self, name: str) -> frozenset[str]:
        """Give a list of ``status.toml``."""
        return frozenset(self.status[name])

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """The dictionary's form of each form in which a trigger may stand."""
        irregular = self.words["irregular"]
        regular = {form: word for word in self.by_trigger for form in inflections(word)}
        return regular | {form: word for word, forms in irregular.items() for form in forms}

    def forms(self) -> frozenset[str]:
        """Give every form in which a trigger's first word may stand in a text."""
        irregular, light = self.words["irregular"], self.lists("light")
        told = {_telling(t, light) for rule in self.rules for t in (*rule.verbs, *rule.nouns)}
        found = {
            form for word in told - {""} for form in (*inflections(word), *irregular.get(word, ()))
        }
        return frozenset(found | self.lists("counted"))


def _telling(trigger: str, light: frozenset[str]) -> str:
    """Give the word of a trigger to look for: its first, or what goes with "be" or "take"."""
    first, *more = trigger.split()
    if first not in light:
        return first
    longest = max(more, key=len, default="")
    if len(longest) > SHORT_WORD:
        return longest
    return "" if first in ("be", "have") else first


def inflections(word: str) -> tuple[str, ...]:
    """
    Give the regular forms of a verb or noun.

    Examples
    --------
    >>> inflections("deploy")
    ('deploy', 'deploys', 'deployed', 'deploying')
    >>> inflections("seize")[2:]
    ('seized', 'seizing')
    """
    if word.endswith("e"):
        return (word, f"{word}s", f"{word}d", f"{word[:-1]}ing")
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return (word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return (word, f"{word}es", f"{word}ed", f"{word}ing")
    if word[-1] not in f"{VOWELS}wxy" and word[-2:-1] in VOWELS and word[-3:-2] not in VOWELS:
        return (
            *(word, f"{word}s", f"{word}ed", f"{word}ing"),
            *(f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"),
        )
    return (word, f"{word}s", f"{word}ed", f"{word}ing")


@cache
def load_vocabulary() -> Vocabulary:
    """
    Load the shipped rules and vocabulary, once.

    Raises
    ------
    RuleError
        A file is wrong; the message names every fault.
    """
    folder = files("geo") / "rules"
    return read_vocabulary(
        {
            path.name.removesuffix(".toml"): path.read_text("utf-8")
            for path in folder.iterdir()
            if path.name.endswith(".toml")
        }
    )


def read_vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    """
    Read rules and vocabulary from the texts of their files.

    Parameters
    ----------
    texts
        By the stem of the file's name.

    Raises
    ------
    RuleError
        A file is wrong; the message names every fault.
    """
    faults: list[str] = []
    tables: dict[str, dict[str, Any]] = {}
    for name, text in sorted(texts.items()):
        try:
            tables[name] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(f"geo/rules/{name}.toml: {error}; correct the file")
    rules = [
        rule for name in KIND_ORDER if name in tables for rule in _rules(name, tables[name], faults)
    ]
    faults += [
        f"geo/rules/{name}.toml: no such kind; name the file after its kind"
        for name in sorted(set(tables) - set(KIND_ORDER) - set(VOCABULARY))
    ]
    if faults:
        raise RuleError("\n".join(faults))
    return Vocabulary(tuple(rules), *(tables.get(name, {}) for name in VOCABULARY))


def _rules(name: str, table: Mapping[str, Any], faults: list[str]) -> list[Rule]:
    try:
        read = _RuleFile.model_validate(table)
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(part) for part in fault["loc"])
            faults.append(f"geo/rules/{name}.toml: {where}: {fault['msg']}; correct the field")
        return []
    wrong = [rule.id for rule in read.rule if not rule.id.startswith(f"{read.kind.value}.")]
    faults += [f"geo/rules/{name}.toml: {rule_id}: begin its id with the kind" for rule_id in wrong]
    faults += [
        f"geo/rules/{name}.toml: {rule.id}: it has no trigger; add verbs or nouns"
        for rule in read.rule
        if not rule.verbs and not rule.nouns
    ]
    return [rule.model_copy(update={"kind": read.kind.value}) for rule in read.rule]
