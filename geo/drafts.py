"""
Draft records: what was found in an article, as a ``seeds/<id>.toml`` that ``check`` accepts.

A draft names only what the case knows: an unknown place or actor is left empty and stands in the
summary instead, for whoever reviews it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from anyascii import anyascii

from geo.claims import FoundClaim
from geo.errors import SourceError
from geo.extraction import Extraction
from geo.records import Place

if TYPE_CHECKING:
    from geo.case.models import CaseFile

UNJUDGED_SOURCE = "F"
UNJUDGED_CLAIM = 6
LONGEST_ID = 100


def draft_of(
    found: Extraction,
    case: CaseFile | None,
    places: Mapping[str, Place],
    *,
    source_id: str = "",
) -> tuple[str, str]:
    """
    Give an article's draft record.

    Parameters
    ----------
    found
        What was read in it.
    case
        Its actors; None leaves actors empty.
    places
        The case's places by id.
    source_id
        The source's; empty for one made of the file's name.

    Returns
    -------
    tuple[str, str]
        The source's id and the text of its file.

    Raises
    ------
    SourceError
        The article's day of publication is not known.
    """
    article = found.article
    if article.published is None:
        raise SourceError(
            f"{article.path}: no day of publication is printed; give it with --published"
        )
    name = Path(article.path).name
    source_id = source_id or source_id_of(name)
    known = set(case.party_of) if case else set()
    day = article.published.isoformat()
    lines = [
        "# A draft, made by handover-map extract: nobody has reviewed it.",
        "# Set reliability, credibility, events and the day of reading; then take review out.",
        "",
        "[source]",
        f"id = {_text(source_id)}",
        f"publisher = {_text(article.publisher or 'not named')}",
        f"title = {_text(article.title)}",
        f"published = {_text(day)}",
        f"read = {_text(day)}",
        f"language = {_text(article.language or 'en')}",
        f"reliability = {_text(UNJUDGED_SOURCE)}",
        f"file = {{ name = {_text(name)}, sha256 = {_text(article.sha256)} }}",
    ]
    for claim in found.claims:
        lines += ["", "[[claim]]", *_claim_lines(claim, article.text, known, places)]
    return source_id, "\n".join(lines) + "\n"


def source_id_of(name: str) -> str:
    """
    Make a source's id of a file's name.

    Examples
    --------
    >>> source_id_of("Velt Gazette, 3 May.html")
    'velt-gazette-3-may'
    """
    stem = anyascii(Path(name).stem).casefold()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:LONGEST_ID].strip("-") or "article"


def _claim_lines(
    claim: FoundClaim, text: str, known: set[str], places: Mapping[str, Place]
) -> Iterator[str]:
    place = places.get(claim.place.place_id) if claim.place else None
    actors = [a for a in claim.actor.split("; ") if a in known]
    others = [*actors[1:], *(a for a in claim.counterparty.split("; ") if a in known)]
    fields = {
        "kind": claim.kind,
        "place": place.place_id if place else "",
        "scope": claim.scope.value,
        "actor": actors[0] if actors else "",
        "counterparty": others[0] if others else "",
        "origin": claim.origin if claim.origin in places else "",
        "when": claim.edtf,
        "status": claim.status.value,
        "attribution": claim.attribution,
    }
    yield from (f"{key} = {_text(value)}" for key, value in fields.items() if value)
    if place and claim.place and claim.place.text in {name.name for name in place.names}:
        yield f"printed = [{_text(claim.place.text)}]"
    if claim.roughly:
        yield "roughly = true"
    if claim.quantity is not None:
        yield (
            f"quantity = {claim.quantity:g}"
            if claim.quantity % 1
            else f"quantity = {int(claim.quantity)}"
        )
        yield f"quantity_as_printed = {_text(claim.quantity_as_printed)}"
        yield f"approximation = {_text(claim.approximation)}"
        yield f"unit = {_text(claim.unit)}"
    words = text[claim.start : claim.end]
    digest = hashlib.sha256(words.encode()).hexdigest()
    yield f"credibility = {UNJUDGED_CLAIM}"
    yield f"summary = {_text(summary_of(claim))}"
    yield f'evidence = [{{ start = {claim.start}, end = {claim.end}, sha256 = "{digest}" }}]'
    yield 'review = "draft"'


def summary_of(claim: FoundClaim) -> str:
    """Say a claim in words of our own: kind, who, where, how many, how far it has come."""
    parts = [f"Draft: {claim.kind}"]
    if claim.actor:
        parts.append(f"by {claim.actor}")
    if claim.place:
        parts.append(f"at {claim.place.place}")
    if claim.quantity is not None:
        parts.append(f"of {claim.quantity_as_printed} {claim.unit}")
    return f"{' '.join(parts)}, {claim.status.value} (rule {claim.rule})."


def _text(value: str) -> str:
    """Write a string of TOML; JSON's escapes are TOML's (TOML 1.0.0, "String")."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
