"""
From an article to toponyms and draft claims: the order of the stages, for one article.

``extract`` is what the package offers; the command line and ``geo.corpus`` go through an
``Extractor``, which keeps what does not change from article to article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.articles import Article, article_of, read_article
from geo.claims import ClaimReader, FoundClaim, Unused
from geo.claims.parser import DEFAULT_MODEL
from geo.dates import read_day, read_edtf
from geo.errors import CaseError, ModelError
from geo.gazetteer import Gazetteer
from geo.toponyms import Toponym, find_toponyms

if TYPE_CHECKING:
    from geo.case.models import CaseFile
    from geo.project import Project
    from geo.records import Place

TOPONYM_FIELDS = (
    *("start", "end", "text", "place_id", "place", "kind", "lon", "lat", "role"),
    *("reason", "score", "candidates"),
)
WELL_KNOWN = 0.5
TOGETHER = 16  # articles whose sentences are parsed together


@dataclass(frozen=True)
class Extraction:
    """
    What one article gives.

    Attributes
    ----------
    article
        As read.
    toponyms, claims
        In the order of the text.
    unused
        What was seen and not used, with the reason.
    """

    article: Article
    toponyms: tuple[Toponym, ...]
    claims: tuple[FoundClaim, ...]
    unused: tuple[Unused, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON can hold it, with the fields that ``extract --format jsonl`` prints."""
        article = self.article
        return {
            "article": {
                "path": article.path,
                "sha256": article.sha256,
                "title": article.title,
                "publisher": article.publisher,
                "published": article.published.isoformat() if article.published else None,
                "notes": list(article.notes),
            },
            "toponyms": [_toponym_row(toponym) for toponym in self.toponyms],
            "claims": [claim_row(claim) for claim in self.claims],
            "unused": [asdict(item) for item in self.unused],
        }


class Extractor:
    """
    Reads articles against one case, or against the world alone.

    Parameters
    ----------
    case
        The case file, for its actors; None without a case.
    places
        The case's places by id.
    model
        The spaCy model.
    """

    def __init__(
        self,
        case: CaseFile | None = None,
        places: dict[str, Place] | None = None,
        *,
        model: str = DEFAULT_MODEL,
    ) -> None:
        self.case = case
        self.places = places or {}
        self._model = model

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Where names are looked up."""
        return Gazetteer(self.places)

    @cached_property
    def _reader(self) -> ClaimReader:
        return ClaimReader(
            self.case, corridors=self._only_ones(), locate=self._locate, model=self._model
        )

    def read(self, path: str | Path, *, published: date | None = None) -> Extraction:
        """Read an article file."""
        return self.extract(read_article(path, published=published))

    def extract(self, article: Article) -> Extraction:
        """Read an article."""
        toponyms = find_toponyms(article, self.gazetteer)
        return self.extract_with(article, toponyms)

    def extract_with(self, article: Article, toponyms: Sequence[Toponym]) -> Extraction:
        """Read an article whose places are known already."""
        return _extraction(article, toponyms, *self._reader.read(article, toponyms))

    def extract_each(self, articles: Iterable[Article]) -> Iterator[Extraction | Exception]:
        """
        Read many articles, in groups whose sentences are parsed together.

        Yields
        ------
        Extraction or Exception
            For each article, in their order; what went wrong where one could not be read.
        """
        left = iter(articles)
        while group := tuple(islice(left, TOGETHER)):
            try:
                found = [(article, find_toponyms(article, self.gazetteer)) for article in group]
                read = self._reader.read_together(found)
            except (CaseError, ModelError):
                raise
            except Exception:  # noqa: BLE001 - one of them; which one is found out below
                yield from map(self._extract_or_not, group)
            else:
                yield from (_extraction(*one, *rest) for one, rest in zip(found, read, strict=True))

    def _extract_or_not(self, article: Article) -> Extraction | Exception:
        try:
            return self.extract(article)
        except (CaseError, ModelError):
            raise
        except Exception as error:  # noqa: BLE001 - the caller says what becomes of it
            return error

    def _only_ones(self) -> dict[str, Toponym]:
        """Give the case's only corridor, for a text that says "the corridor" and no more."""
        found = [place for place in self.places.values() if place.kind == "corridor"]
        return {"corridor": _as_toponym(found[0])} if len(found) == 1 else {}

    def _locate(self, name: str) -> Toponym | None:
        """Give the country of a name or adjective, for "Velt territory"."""
        for candidate in self.gazetteer.locate(name, limit=3):
            if candidate.kind == "country" and candidate.score >= WELL_KNOWN:
                return Toponym(
                    *(0, 0, name, candidate.place_id, candidate.name, candidate.kind),
                    *(candidate.lon, candidate.lat, "location", candidate.reason, candidate.score),
                )
        return None


def _extraction(
    article: Article,
    toponyms: Sequence[Toponym],
    claims: tuple[FoundClaim, ...],
    unused: Iterable[Unused],
) -> Extraction:
    lost = [
        Unused(t.start, t.end, f"{t.text}: {t.reason or 'no place was chosen'}")
        for t in toponyms
        if not t.place_id
    ]
    ordered = sorted((*unused, *lost), key=lambda item: (item.start, item.end, item.reason))
    return Extraction(article, tuple(toponyms), claims, tuple(ordered))


def extract(
    text: str,
    *,
    case: Project | None = None,
    published: date | str | None = None,
    path: str = "",
) -> Extraction:
    """
    Give the toponyms and draft claims of a text.

    Parameters
    ----------
    text
        Plain text; offsets in the result point into it.
    case
        The case it concerns; None for the world alone.
    published
        Day of publication, which "on Tuesday" is read against.
    path
        Where the text comes from, for the record.
    """
    day = read_day(published) if isinstance(published, str) else published
    extractor = Extractor(case.case, case.places) if case is not None else Extractor()
    return extractor.extract(article_of(text, published=day, path=path))


def claim_row(claim: FoundClaim) -> dict[str, Any]:
    """Give a claim with the fields of ``extract --format jsonl``."""
    place = claim.place
    return {
        "claim_id": claim.claim_id,
        "kind": claim.kind,
        "place_id": place.place_id if place else "",
        "place": place.place if place else "",
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "scope": claim.scope.value,
        "actor": claim.actor,
        "counterparty": claim.counterparty,
        "origin": claim.origin,
        "edtf": claim.edtf,
        "when": named_day(claim.edtf),
        "roughly": claim.roughly,
        "status": claim.status.value,
        "quantity": _whole(claim.quantity),
        "quantity_as_printed": claim.quantity_as_printed,
        "approximation": claim.approximation,
        "unit": claim.unit,
        "attribution": claim.attribution,
        "evidence": [claim.start, claim.end],
        "rule": claim.rule,
        "reason": claim.reason,
    }


def named_day(edtf: str) -> str | None:
    """
    Give the day, month or last day that a span names; the first one where its end is open.

    Examples
    --------
    >>> named_day("[..2020-11-30]"), named_day("2020-11"), named_day("2020-11-15/..")
    ('2020-11-30', '2020-11', '2020-11-15')
    """
    if not edtf:
        return None
    if not edtf.startswith("[") and "/" not in edtf:
        return edtf
    if "/" in edtf:
        first, last = edtf.split("/")
        return last if last != ".." else first
    span = read_edtf(edtf)
    day = span.last or span.start
    return day.isoformat() if day else None


def _toponym_row(toponym: Toponym) -> dict[str, Any]:
    row = {field: getattr(toponym, field) for field in TOPONYM_FIELDS}
    return {**row, "candidates": list(toponym.candidates)}


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _as_toponym(place: Place) -> Toponym:
    return Toponym(
        *(0, 0, "", place.place_id, place.label(), place.kind, place.lon, place.lat),
        *("location", "the only one of its kind in the case", 1.0),
    )
