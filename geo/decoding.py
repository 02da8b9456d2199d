"""
The bytes of a file as text: UTF-8, or what the file says or shows of another encoding.

A file that is no text is refused with what it is.  This module knows bytes and nothing of articles.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from geo.errors import SourceError

SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x7fELF": "a program",
}
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LARGEST_FILE = 200_000_000  # bytes
SAMPLE = 20_000
BEYOND_ASCII = 0x80
CYRILLIC_LETTERS = 0xC0  # where windows-1251 has them
SCRIPTS = bytes((0x00, 0x01, 0x04, 0x05, 0x10, 0x20))  # first bytes of Latin … Georgian in UTF-16
HALF_FULL = 0.9
FEW = 0.01
LOST = "\ufffd"  # stands for bytes that no character has
STRAY = 10  # so many good letters beyond ASCII to each bad byte
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,40})"
)


def read_bytes(file: Path) -> bytes:
    """
    Read a file.

    Raises
    ------
    SourceError
        It cannot be opened, or is too large for an article.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"{file}: cannot be read: {reason}; name an article's file") from error
    if len(raw) > LARGEST_FILE:
        raise SourceError(f"{file}: larger than {LARGEST_FILE // 10**6} MB; split it into articles")
    return raw


def decode(file: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """
    Give a file's text, and notes where its bytes are no plain UTF-8.

    Raises
    ------
    SourceError
        The file is empty, or no text: a PDF, a picture, a program.
    """
    _refuse(file, raw)
    encoding = _marked(raw) or _halved(raw)
    text = raw.decode(encoding or "utf-8", "replace")
    nuls, lost = text.count("\0"), text.count(LOST)
    if nuls > FEW * len(text) or (lost > FEW * len(text) and (nuls or encoding)):
        raise SourceError(f"{file}: this is no text but a binary file; give the article's text")
    if encoding:
        return text, (_recoded(encoding),)
    if lost and not _is_mostly_utf8(text, lost):
        encoding = _declared(raw) or _guessed(raw)
        return raw.decode(encoding, "replace"), (_recoded(encoding),)
    notes = []
    if lost:
        notes.append(f"{lost} bytes are no UTF-8: each stands as {LOST}")
    if nuls:
        notes.append(f"holds {nuls} NUL characters: they are kept, so that offsets hold")
    return text, tuple(notes)


def _refuse(file: Path, raw: bytes) -> None:
    if not raw.strip():
        raise SourceError(f"{file}: the file is empty; give the article's text")
    for signature, what in SIGNATURES.items():
        if raw.startswith(signature):
            raise SourceError(f"{file}: this is {what}; give the article's text as .txt or .html")


def _is_mostly_utf8(text: str, lost: int) -> bool:
    """Tell a text of UTF-8 with some damage from one of another encoding."""
    good = len(text) - len(text.encode("ascii", "ignore")) - lost
    return good >= STRAY * lost


def _marked(raw: bytes) -> str:
    return next((name for mark, name in MARKS.items() if raw.startswith(mark)), "")


def _halved(raw: bytes) -> str:
    """Tell UTF-16 without a mark: every other byte says the script, and few scripts occur."""
    sample = raw[: SAMPLE - SAMPLE % 2]
    if 0 not in sample or len(raw) % 2:
        return ""
    for offset, name in ((0, "utf-16-be"), (1, "utf-16-le")):
        half, other = sample[offset::2], sample[1 - offset :: 2]
        first = sum(byte in SCRIPTS for byte in half) / len(half)
        if first > HALF_FULL and other.count(0) <= FEW * len(other):
            return name
    return ""


def _declared(raw: bytes) -> str:
    """Give the encoding that a page declares, where Python knows it and it fits."""
    said = _DECLARED.search(raw[:SAMPLE])
    try:
        name = codecs.lookup(said[1].decode()).name if said else ""
        raw.decode(name or "ascii")
    except (LookupError, UnicodeDecodeError):
        return ""
    return name


def _guessed(raw: bytes) -> str:
    """Guess an encoding other than UTF-8 from how the bytes are spread."""
    high = [byte for byte in raw[:SAMPLE] if byte >= BEYOND_ASCII]
    letters = sum(chr(byte).isalpha() for byte in raw[:SAMPLE] if byte < BEYOND_ASCII)
    if len(high) > letters and sum(byte >= CYRILLIC_LETTERS for byte in high) > len(high) / 2:
        return "windows-1251"
    return "windows-1252"


def _recoded(encoding: str) -> str:
    return f"read as {encoding}, not UTF-8: store it as UTF-8 before evidence points into it"
