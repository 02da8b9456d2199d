"""Tables: every field, one cell each, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields

import packkit
import pytest

from geo.project import load_case
from geo.records import Claim, Source
from geo.tables import (
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    SOURCE_COLUMNS,
    claim_rows,
    read_cell,
    source_rows,
    to_csv,
    write_cell,
)

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_claim_has_a_column_for_each_of_its_fields():
    assert {field.name for field in fields(Claim)} <= set(CLAIM_COLUMNS)


def test_a_source_has_a_column_for_each_of_its_fields():
    assert {field.name for field in fields(Source)} <= set(SOURCE_COLUMNS)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_stands_after_an_apostrophe(text):
    assert write_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", [*FORMULAS, "'=1", "''=1", "'tis", "O'Brien", "plain", "", "a=b", "'"]
)
def test_a_text_is_read_back_as_it_was(text):
    assert read_cell(write_cell(text)) == text


def test_words_that_look_alike_stay_apart():
    assert write_cell("'=1") != write_cell("=1")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-1.5, "-1.5"),
        (-2, "-2"),
        (None, ""),
        (True, "true"),
        (1960.0, "1960"),
        (1234567.0, "1234567"),
        (0.123456, "0.123456"),
    ],
    ids=str,
)
def test_numbers_are_written_as_they_are(value, cell):
    assert write_cell(value) == cell


def test_no_cell_of_a_hostile_case_runs(tmp_path):
    project = load_case(packkit.write_case(tmp_path / "velt", "=HYPERLINK(A1)\n+1"))

    text = to_csv(source_rows(project.sources.values()), SOURCE_COLUMNS, build="b")

    cells = [cell for row in rows(text) for cell in row.values()]
    assert "'=HYPERLINK(A1)\n+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_claim_is_read_back_with_all_it_says(tmp_path):
    project = load_case(packkit.write_case(tmp_path / "velt", packkit.HOSTILE.replace("\0", "")))

    table = rows(to_csv(claim_rows(project.claims, project.places), CLAIM_COLUMNS, build="b1"))

    row = next(row for row in table if row["source_id"] == "gazette")
    assert read_cell(row["summary"]) == packkit.HOSTILE.replace("\0", "")
    assert (row["kind"], row["place"], row["status"]) == ("handover", "West Velt", "completed")
    assert (row["when"], row["known_from"], row["roughly"]) == ("2001-04-10", "2001-04-10", "false")
    assert json.loads(row["evidence"]) == [{"locator": "paragraph 1"}]
    assert {row["build"] for row in table} == {"b1"}
    assert list(table[0]) == [*CLAIM_COLUMNS, "build"]


def test_event_columns_name_scheduled_and_actual_day():
    assert {"scheduled", "day", "slip_days", "status", "sources"} <= set(EVENT_COLUMNS)
