"""
Find in one pass where a text may name a place; whether it does, and which, is judged elsewhere.

The pass looks up what each capitalised word begins.  What it leaves is looked up by the other
names of towns and, among a case's names, by what romanisations have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geo.gazetteer import distance_km
from geo.spelling import skeleton
from geo.toponyms.folding import flat
from geo.toponyms.lexicon import MIN_SKELETON, Lexicon, Sense, WorldLexicon
from geo.toponyms.words import Generic, common_words, generics, leads, words

_NAME = re.compile(r"[A-Z][a-z']+(?: (?:al |el |de |e )?[A-Z][a-z']+){0,2}")
_WORD_AFTER = re.compile(r"[ ]?([A-Za-z]+|[^\W\d_A-Za-z]+)(?: ([a-z]+|[^\W\d_A-Za-z]+))?")
_FAR = re.compile(
    r",? (?:near|outside|in|just|some|about|north|south|east|west|\d+ ?(?:km|kilomet|miles?))\b"
)
SAME_NAME_KM = 60.0  # of one name and this near: the case's place, not the world's
BUILDINGS = frozenset({"monastery", "crossing"})
_PREFIX = re.compile(r"(?:^|[^A-Za-z])[a-z]+-$")
_BEFORE = re.compile(r"([A-Za-z]+) of (?:the )?$")
_BANK = re.compile(r"\b(?:banks?|shores?|mouth|delta) of the $")
_LEADING = re.compile(r"([^\W\d_A-Za-z]+) $")


@dataclass(slots=True)
class Hit:
    """
    Where a text may name a place.

    Attributes
    ----------
    start, end
        Offsets of the bare name.
    senses
        The places that bear the name; empty when none is known to.
    generic
        The word beside it that tells the kind, or None.
    first, last
        Offsets with that word, where it follows.
    loose
        Whether the name is another one of a town, or like one in what romanisations share.
    cased
        Whether it stands with an ending.
    """

    start: int
    end: int
    senses: list[Sense] = field(default_factory=list)
    generic: Generic | None = None
    last: int = 0
    loose: bool = False
    cased: bool = False

    def __post_init__(self) -> None:
        self.last = max(self.last, self.end)


def scan(
    text: str, cases: Sequence[Lexicon], world: WorldLexicon | None, *, plain: str = ""
) -> list[Hit]:
    """
    Give where a text may name a place, in the order of the text, none over another.

    Parameters
    ----------
    cases
        A case's names; behind them, where there are any, those with endings.
    """
    plain = plain or flat(text)
    kept = named(plain, *(lexicon for lexicon in (*cases, world) if lexicon is not None))
    others = _left(plain, kept, cases[0], world)
    kept = [hit for hit in [*kept, *others] if not _in_compound(text, hit)]
    kept = [hit for hit in kept if not _is_river(plain, hit)]
    kept.sort(key=lambda hit: hit.start)
    for hit in kept:
        _take_generic(plain, hit)
        _not_its_town(hit)
    _share_generics(plain, kept)
    kept += list(_unknown(plain, kept))
    return sorted(kept, key=lambda hit: hit.start)


def named(plain: str, *lexicons: Lexicon) -> list[Hit]:
    """
    Give where names stand in a text, in its order, the longer of two that overlap.

    Parameters
    ----------
    plain
        The text as ``flat`` writes it: offsets are those of the text itself.
    lexicons
        Whose names are looked for; of two with one name the first one's places come first.
    """
    return _apart(hit for lexicon in lexicons for hit in _exact(plain, lexicon))


def _exact(plain: str, lexicon: Lexicon) -> Iterator[Hit]:
    for begin, end in lexicon.spans(plain):
        senses = lexicon.senses(plain[begin:end])
        if isinstance(lexicon, WorldLexicon) and all(s.entry.kind == "region" for s in senses):
            senses += lexicon.others(plain[begin:end])
        yield Hit(begin, end, senses, cased=lexicon.cased)


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longer of two that overlap; of one stretch, the senses of all."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda item: (item.start, -item.end)):
        before = kept[-1] if kept else None
        if before is None or before.end <= hit.start:
            kept.append(hit)
        elif (before.start, before.end) == (hit.start, hit.end):
            before.senses += [sense for sense in hit.senses if not _has(before, sense)]
        elif hit.end - hit.start > before.end - before.start:
            kept[-1] = hit
    return kept


def _has(hit: Hit, sense: Sense) -> bool:
    """Whether a case's place of that name is the one meant, or lies where it does."""
    there = sense.entry
    for other in hit.senses:
        here = other.entry
        if here.place_id == there.place_id or (here.kind == there.kind == "country"):
            return True
        known = None not in {here.lon, here.lat, there.lon, there.lat}
        if (
            known
            and (here.own and not there.own)
            and distance_km(
                (here.lon or 0.0, here.lat or 0.0), (there.lon or 0.0, there.lat or 0.0)
            )
            < SAME_NAME_KM
        ):
            return True
    return False


def _in_compound(text: str, hit: Hit) -> bool:
    """Whether a hyphen makes the name part of a word: "Armenia-backed", "anti-Russia"."""
    after = text[hit.end : hit.end + 2]
    before = text[max(0, hit.start - 20) : hit.start]
    return (after[:1] == "-" and after[1:].islower()) or bool(_PREFIX.search(before))


def _is_river(plain: str, hit: Hit) -> bool:
    """Whether a name is a river's: "the bank of the Orrin", where only a town bears it."""
    if _BANK.search(plain, max(0, hit.start - 40), hit.start) is None:
        return False
    return all(sense.entry.kind in {"city", "town", "village"} for sense in hit.senses)


def _left(plain: str, taken: list[Hit], own: Lexicon, world: WorldLexicon | None) -> list[Hit]:
    """Look up the capitalised words that the pass left."""
    found: list[Hit] = []
    covered = _covered(plain, ((hit.start, hit.end) for hit in taken))
    for name in _NAME.finditer(plain):
        if covered.find(1, name.start(), name.end()) >= 0:
            pieces = _pieces(name, covered)
        else:
            pieces = [(name.start(), name.end())]
        for begin, end in pieces:
            other = _by_other_name(plain, begin, end, own, world)
            if other is not None:
                found.append(other)
    return found


def _covered(plain: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Mark what stretches of a text are taken."""
    covered = bytearray(len(plain))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _pieces(name: re.Match[str], covered: bytearray) -> list[tuple[int, int]]:
    pieces = []
    for word in re.finditer(r"\S+", name[0]):
        begin, end = name.start() + word.start(), name.start() + word.end()
        if covered.find(1, begin, end) < 0:
            pieces.append((begin, end))
    return pieces


def _by_other_name(
    plain: str, begin: int, end: int, own: Lexicon, world: WorldLexicon | None
) -> Hit | None:
    name = plain[begin:end]
    if name.endswith("'s"):
        end, name = end - 2, name[:-2]
    if world is not None and (senses := world.others(name)):
        return Hit(begin, end, senses, loose=True)
    key = skeleton(name)
    if len(key) >= MIN_SKELETON and key in own.skeletons and name.casefold() not in common_words():
        return Hit(begin, end, list(own.skeletons[key]), loose=True)
    if " " in name:
        cut = begin + name.rfind(" ")
        return _by_other_name(plain, begin, cut, own, world)
    return None


def _take_generic(plain: str, hit: Hit) -> None:
    """Note the word beside a name that tells its kind: "Lachin district", "town of Lachin"."""
    known = generics()
    after = _WORD_AFTER.match(plain, hit.end)
    if after and plain[hit.end : hit.end + 1] == " ":
        two = f"{after[1]} {after[2]}".casefold() if after[2] else ""
        for number, word in ((2, two), (1, after[1].casefold())):
            if word in known:
                hit.generic, hit.last = known[word], after.end(number)
                return
    before = _BEFORE.search(plain, max(0, hit.start - 40), hit.start)
    if before and before[1].casefold() in known:
        hit.generic = known[before[1].casefold()]
    leading = _LEADING.search(plain, max(0, hit.start - 40), hit.start)
    if leading and leading[1].casefold() in leads():
        hit.generic = known[leading[1].casefold()]


def _not_its_town(hit: Hit) -> None:
    """Let "Juma Mosque" be no town: a building is none of the places that bear its name."""
    if hit.generic and hit.last > hit.end and hit.generic.kinds & BUILDINGS:
        kinds = {sense.entry.kind for sense in hit.senses if sense.entry.own}
        if hit.loose or not kinds:
            hit.senses = [sense for sense in hit.senses if not hit.loose]


def _share_generics(plain: str, hits: list[Hit]) -> None:
    """Let "districts" tell the kind of all that it follows, or precedes, in a list."""
    for number, hit in enumerate(hits):
        if hit.generic is None or not hit.generic.many:
            continue
        step = -1 if hit.last > hit.end else 1
        other = number + step
        here = hit
        while 0 <= other < len(hits) and hits[other].generic is None:
            left, right = sorted((here, hits[other]), key=lambda item: item.start)
            between = plain[left.end : right.start].strip()
            if between.removeprefix(",").strip() not in words("around", "joining") | {""}:
                break
            hits[other].generic = hit.generic
            here, other = hits[other], other + step


def _unknown(plain: str, hits: list[Hit]) -> Iterator[Hit]:
    """Give names that no gazetteer has, where the words beside them say they are places."""
    covered = _covered(plain, ((hit.start, hit.last) for hit in hits))
    used = frozenset(re.findall(r"\w+", plain))
    starts, ends = {hit.start for hit in hits}, {hit.end for hit in hits}
    for name in _NAME.finditer(plain):
        begin, end = _bare(plain, name.start(), name.end())
        if end <= begin or covered.find(1, begin, end) >= 0:
            continue
        hit = Hit(begin, end)
        _take_generic(plain, hit)
        told = hit.generic is not None and not hit.generic.many
        by_words = told or _listed(plain, hit, starts, ends) or _beside(plain, hit, starts)
        if by_words and not _is_no_name(plain, begin, end, used):
            yield hit


def _listed(plain: str, hit: Hit, starts: set[int], ends: set[int]) -> bool:
    """Whether a name stands between two others in a list."""
    before = re.search(r"(?:,|,? and) $", plain[max(0, hit.start - 8) : hit.start])
    after = re.match(r",? and |, ", plain[hit.end : hit.end + 8])
    return (
        before is not None
        and after is not None
        and hit.start - len(before[0]) in ends
        and hit.end + after.end() in starts
    )


def _beside(plain: str, hit: Hit, starts: set[int]) -> bool:
    """Whether a name follows "at" or "in" and is itself followed by where that is."""
    before = re.search(r"\b(?:[Aa]t|[Ii]n|[Nn]ear) $", plain[max(0, hit.start - 8) : hit.start])
    after = _FAR.match(plain, hit.end)
    if before is None or after is None:
        return False
    near = range(after.end(), after.end() + 12)
    return after[0][-1:].isalpha() and (
        any(spot in starts for spot in near) or any(map(str.isdigit, after[0]))
    )


def _is_no_name(plain: str, begin: int, end: int, used: frozenset[str]) -> bool:
    """Whether the words are an adjective or a word of the language; ``used`` are the text's."""
    name = plain[begin:end].casefold()
    parts = set(name.split())
    unlikely = words("around", "unlikely") | words("around", "person") | words("around", "body")
    if parts & (unlikely | words("around", "free")):
        return True
    if all(part in common_words() for part in parts):
        return True
    if name.endswith(("ian", "ish", "ese", "ani", "eni")):
        return True
    if not used.issuperset(re.findall(r"\w+", name)):
        return False
    return re.search(rf"\b{re.escape(name)}\b", plain) is not None


def _bare(plain: str, begin: int, end: int) -> tuple[int, int]:
    """Drop words from the front that are capitalised for another reason, and a final 's."""
    free = words("around", "free")
    known = generics()
    while begin < end:
        first = plain[begin:end].split(" ", maxsplit=1)[0]
        if first.casefold() not in free:
            break
        begin += len(first) + 1
    name = plain[begin:end]
    last = name.rsplit(" ", 1)[-1].casefold()
    if last in known and " " in name:
        end -= len(last) + 1
    if plain[begin:end].endswith("'s") or plain[begin:end].casefold() in known:
        return begin, begin
    return begin, end
