"""
A text and a name in one plain form, letter for letter, so that offsets stay.

Latin letters lose their accents, hyphens and full stops become spaces, words in capitals are
written as names are.  Other scripts stay as they are.  This module knows strings alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SHOUTED = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z']{3,}\b")  # begins with a letter: quick to seek
_FIRST = re.compile(  # of a shouted name; begins with a letter as well
    r"(?:NEW|SAN|LOS|LAS|TEL|ABU|SAO|DAR|RIO)(?<!\w...)(?= [A-Z]{3})"
)
_QUOTE = re.compile(r"'(?:(?![A-Za-z])|(?<![A-Za-z]'))")
_OTHER = re.compile(r"[^\x00-\x7f]+")
_APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′"
_SAINT = re.compile(r"^(Saint|Sainte|St) (?=[A-Z])")
_PLAIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_COMPASS = re.compile(r"(?:north|south|east|west)[a-z]* [A-Z]")
_SPECIAL = {
    "ə": "a",
    "Ə": "A",
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
}


class _Table(dict[int, str]):
    """Characters and what stands for them, filled when first asked for."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        self[code] = plain
        return plain


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() or letter in "'\"(),;:!?&$%/" else " "
    if letter in _APOSTROPHES:
        return "'"
    if letter in _SPECIAL:
        return _SPECIAL[letter]
    if not letter.isalnum():
        return " " if letter.isspace() or unicodedata.category(letter) == "Pd" else letter
    first = unicodedata.normalize("NFKD", letter)[0]
    return first if first.isascii() else letter


_TABLE = _Table()
_ASCII = "".join(_plain(chr(code)) for code in range(0x80)).encode().ljust(0x100)


def flat(text: str) -> str:
    """
    Write a text plainly, each character for one.

    Examples
    --------
    >>> flat("in Aghdām, LACHIN and Nagorno-Karabakh’s hills")
    "in Aghdam, Lachin and Nagorno Karabakh's hills"
    """
    plain = text.encode("ascii", "replace").translate(_ASCII).decode()
    if not text.isascii():
        plain = "".join(_with_others(plain, text))
    plain = _FIRST.sub(lambda word: word[0].capitalize(), _QUOTE.sub(" ", plain))
    return _SHOUTED.sub(lambda word: word[0].capitalize(), plain)


def _with_others(plain: str, text: str) -> Iterator[str]:
    """Put the letters beyond ASCII back where they stood, plainly."""
    done = 0
    for run in _OTHER.finditer(text):
        yield plain[done : run.start()]
        yield run[0].translate(_TABLE)
        done = run.end()
    yield plain[done:]


def forms(name: str) -> set[str]:
    """
    Give the plain forms in which a text may print a name.

    Examples
    --------
    >>> sorted(forms("St. Marc"))
    ['Saint Marc', 'St  Marc', 'St Marc']
    """
    if _PLAIN.fullmatch(name) and not _SAINT.match(name):
        return {name}
    plain = flat(name)
    single = " ".join(plain.split())
    found = {plain.strip(), single}
    if "'" in single:
        found.add(single.replace("'", ""))
    if saint := _SAINT.match(single):
        rest = single[saint.end() :]
        found |= {f"{word}{rest}" for word in ("Saint ", "St ", "St  ")}
    found |= {" ".join(word[:1].upper() + word[1:] for word in form.split(" ")) for form in found}
    return {form for form in found if form[:1].isalpha() and _is_name(form)}


def _is_name(form: str) -> bool:
    """Tell "Lebanon" and "southern Lebanon" from "the Golan"."""
    return not form[0].islower() or _COMPASS.match(form) is not None
