"""From files to lines and drafts: fields, bad files, figures; the same figures as the gold's."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from claimkit import PUBLISHED, places_in, vocabulary

import geo.extraction
from geo.articles import article_of
from geo.case.models import SeedFile
from geo.claims import ClaimReader
from geo.corpus import Task, extract_files, read_days
from geo.drafts import draft_of, source_id_of
from geo.errors import DateError, SourceError
from geo.evaluate import figures, read_gold
from geo.extraction import Extraction, Extractor, named_day
from geo.records import Name, Place

TEXT = (
    "The Velts handed over the Lund district to Doria on Monday. Doria sent 300 soldiers to Orrin."
)
FIELDS = (
    "claim_id kind place_id place lon lat actor counterparty edtf when status quantity "
    "quantity_as_printed approximation unit attribution evidence rule"
)


@pytest.fixture
def found() -> Extraction:
    article = article_of(TEXT, published=PUBLISHED, title="Ground passes", path="velt gazette.txt")
    toponyms = places_in(TEXT)
    claims, unused = ClaimReader(vocabulary=vocabulary()).read(article, toponyms)
    return Extraction(article, tuple(toponyms), claims, unused)


def test_claim_has_the_fields_that_the_scoring_reads(found):
    rows = json.loads(json.dumps(found.to_dict()))["claims"]

    assert [row["kind"] for row in rows] == ["handover", "deployment"]
    assert all(set(FIELDS.split()) <= set(row) for row in rows)
    assert rows[0]["when"] == "2021-05-10"


def test_equal_text_gives_equal_bytes(found):
    again, _ = ClaimReader(vocabulary=vocabulary()).read(found.article, found.toponyms)

    assert again == found.claims


def test_articles_read_together_give_what_each_gives_alone():
    words = [
        TEXT,
        "",
        "Rain fell.",
        "It set up two posts. " + TEXT,
        "300 soldiers are in Orrin.",
    ] * 5
    articles = [article_of(text, published=PUBLISHED, path=str(n)) for n, text in enumerate(words)]
    extractor = Extractor()

    together = list(extractor.extract_each(articles))

    assert together == [extractor.extract(article) for article in articles]


def test_article_that_cannot_be_read_costs_no_other_its_claims(monkeypatch):
    read = geo.extraction.find_toponyms

    def fail_at_doom(article, gazetteer):
        if "doom" in article.text:
            raise ZeroDivisionError("made up")
        return read(article, gazetteer)

    monkeypatch.setattr(geo.extraction, "find_toponyms", fail_at_doom)
    articles = [article_of(text, published=PUBLISHED) for text in (TEXT, "doom", TEXT)]

    first, second, third = Extractor().extract_each(articles)

    assert isinstance(second, ZeroDivisionError)
    assert first.claims == third.claims
    assert [claim.kind for claim in first.claims] == ["handover", "deployment"]


def test_draft_is_a_seed_that_a_case_accepts(found):
    place = Place(
        "lund-district",
        "district",
        10.0,
        50.0,
        None,
        "",
        "made up",
        names=(Name("Lund district", "en", "Latn"),),
    )
    source_id, text = draft_of(found, None, {"lund-district": place})
    seed = SeedFile.model_validate(tomllib.loads(text))

    assert seed.source.id == source_id == "velt-gazette"
    assert {claim.review for claim in seed.claim} == {"draft"}
    assert [claim.place for claim in seed.claim] == ["lund-district", ""]
    assert seed.claim[0].printed == ("Lund district",)


def test_draft_holds_no_sentence_of_the_article(found):
    _, text = draft_of(found, None, {})

    assert "handed over the Lund" not in text


def test_draft_without_a_day_says_how_to_give_one():
    article = article_of("Text.", path="a.txt")

    with pytest.raises(SourceError, match="--published"):
        draft_of(Extraction(article, (), (), ()), None, {})


def test_one_bad_file_never_stops_the_rest(tmp_path):
    files = {"good.txt": b"Rain fell.", "empty.txt": b"", "binary.txt": bytes(range(256)) * 9}
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    paths.append(tmp_path / "missing.txt")

    outcomes = list(extract_files(paths, Task(), published={"": date(2021, 5, 12)}))

    assert [Path(o.path).name for o in outcomes] == [path.name for path in paths]
    assert outcomes[0].result is not None
    assert all(o.problem for o in outcomes[1:])


def test_bad_file_among_many_costs_no_other_its_result(tmp_path):
    for number in range(40):
        (tmp_path / f"{number:02d}.txt").write_text(f"Rain fell in Oslo on {number + 1} May.")
    (tmp_path / "07.txt").write_bytes(b"")
    (tmp_path / "21.txt").write_bytes(b"%PDF-1.4")

    outcomes = list(extract_files(sorted(tmp_path.iterdir()), Task(), jobs=1))

    failed = [Path(outcome.path).name for outcome in outcomes if outcome.problem]
    assert failed == ["07.txt", "21.txt"]
    assert [len(o.result["toponyms"]) for o in outcomes if o.result] == [1] * 38


def test_days_of_publication_come_from_a_day_or_a_table(tmp_path):
    table = tmp_path / "days.csv"
    table.write_text("path,published\na.txt,2021-05-12\n", "utf-8")

    assert read_days("2021-05-12") == {"": date(2021, 5, 12)}
    assert read_days(str(table)) == {"a.txt": date(2021, 5, 12)}


def test_wrong_day_in_a_table_is_named_with_its_line(tmp_path):
    table = tmp_path / "days.csv"
    table.write_text("path,published\na.txt,12 May\n", "utf-8")

    with pytest.raises(DateError, match=r"days\.csv:2"):
        read_days(str(table))


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("", None),
        ("2021-05", "2021-05"),
        ("[..2021-05-20]", "2021-05-20"),
        ("2021-05-15/..", "2021-05-15"),
    ],
)
def test_named_day_is_the_last_one_said(edtf, day):
    assert named_day(edtf) == day


def test_source_id_is_fit_for_a_file_name():
    assert source_id_of("Ünder Fire (3).html") == "under-fire-3"


def gold_of(**changes):
    claim = {
        "kind": "handover",
        "place": "Lund",
        "actor": "Doria",
        "date": "2021-05-10",
        "status": "completed",
        "quantity": None,
        "evidence": [0, 40],
    }
    place = {"start": 0, "end": 4, "text": "Lund", "place": "Lund", "lat": 50.0, "lon": 10.0}
    return {"toponyms": [place], "claims": [claim | changes]}


def found_claim(**changes):
    claim = {
        "kind": "withdrawal",
        "place": "Lund",
        "lat": 50.0,
        "lon": 10.0,
        "actor": "Doria",
        "when": "2021-05-10",
        "status": "completed",
        "quantity": None,
        "evidence": [0, 40],
    }
    return {"toponyms": [], "claims": [claim | changes]}


def test_handover_and_withdrawal_stand_for_each_other():
    result = figures({"a": gold_of()}, {"a": found_claim()})

    assert result["claims"]["f1"] == 1.0
    assert (result["date_right"], result["status_right"]) == (1.0, 1.0)


def test_plan_told_as_done_is_a_false_fact():
    result = figures({"a": gold_of(status="planned")}, {"a": found_claim()})

    assert result["false_facts"] == 1
    assert result["false_fact_list"][0]["gold"] == "planned"


def test_claim_elsewhere_is_not_the_same():
    result = figures({"a": gold_of()}, {"a": found_claim(lat=60.0)})

    assert result["claims"]["f1"] == 0.0


def test_article_that_gave_nothing_is_named():
    assert figures({"a": gold_of()}, {})["missing"] == ["a"]


def test_folder_without_annotations_is_named(tmp_path):
    with pytest.raises(SourceError, match="no annotations"):
        read_gold(tmp_path, tmp_path)
