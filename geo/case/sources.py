"""Turn a checked ``seeds/<id>.toml`` into the records that travel: a source and its claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

from geo.case.models import ClaimTable, SeedFile, SourceTable, span_of
from geo.dates import read_day, read_edtf
from geo.records import Claim, Evidence, Source

ID_LENGTH = 12


def source_record(table: SourceTable) -> Source:
    """Give the record of a source."""
    return Source(
        source_id=table.id,
        publisher=table.publisher,
        title=table.title,
        address=table.address,
        published=read_edtf(table.published),
        published_basis=table.published_basis,
        read=read_day(table.read),
        language=table.language,
        agency=table.agency,
        reliability=table.reliability,
        file_name=table.file.name if table.file else "",
        file_sha256=table.file.sha256 if table.file else "",
    )


def claim_records(seed: SeedFile) -> tuple[Claim, ...]:
    """
    Give the claims of a source, in the order of its file.

    Notes
    -----
    An id is made from source, place, kind and evidence, so the same words keep their id, and
    three districts of one sentence are three claims.  Several claims that share all four, such
    as three numbers of one sentence, are told apart by ``-2``, ``-3`` in the order of the file.
    """
    source = source_record(seed.source)
    given: Counter[str] = Counter()
    claims = []
    for table in seed.claim:
        base = _claim_id(source.source_id, table)
        given[base] += 1
        claim_id = base if given[base] == 1 else f"{base}-{given[base]}"
        claims.append(_claim(claim_id, source, table))
    return tuple(claims)


def _claim_id(source_id: str, table: ClaimTable) -> str:
    words = [f"{item.start}-{item.end}-{item.sha256}-{item.locator}" for item in table.evidence]
    parts = [source_id, table.place, table.kind.value, *words]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]


def _claim(claim_id: str, source: Source, table: ClaimTable) -> Claim:
    said = read_day(table.said) if table.said else None
    return Claim(
        claim_id=claim_id,
        source_id=source.source_id,
        kind=table.kind,
        place_id=table.place,
        status=table.status,
        summary=table.summary,
        evidence=tuple(
            Evidence(item.start, item.end, item.sha256, item.locator) for item in table.evidence
        ),
        event=table.event,
        scope=table.scope,
        printed=table.printed,
        actor=table.actor,
        counterparty=table.counterparty,
        origin=table.origin,
        when=span_of(table.when),
        roughly=table.roughly,
        said=said,
        replaces=span_of(table.replaces),
        quantity=table.quantity,
        quantity_as_printed=table.quantity_as_printed,
        approximation=table.approximation,
        unit=table.unit,
        duration=table.duration,
        attribution=table.attribution,
        credibility=table.credibility,
        review=table.review,
        known_from=_known_from(source, said),
    )


def _known_from(source: Source, said: date | None) -> date | None:
    published = source.known_from
    if published is None:
        return said or source.published.start
    return published
