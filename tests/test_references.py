"""References: what the case says of a source, in two forms that other programmes read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from bibtexparser.bparser import BibTexParser
from packkit import HOSTILE

from geo.dates import read_edtf
from geo.records import Source
from geo.references import bibtex, csl_item, csl_json, escaped

# The part of csl-data.json (Citation Style Language 1.0.2) that concerns what is written here:
# names of variables, of types, the forms of dates and names, nothing besides.
PARTS = {
    "type": "array",
    "minItems": 1,
    "maxItems": 3,
    "items": {"type": ["string", "number"]},
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": PARTS},
        "raw": {"type": "string"},
    },
    "additionalProperties": False,
}
TEXT = {"type": "string"}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["webpage", "document"]},
            "title": TEXT,
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": TEXT},
                    "additionalProperties": False,
                },
            },
            "container-title": TEXT,
            "publisher": TEXT,
            "issued": DATE,
            "accessed": DATE,
            "URL": TEXT,
            "language": TEXT,
            "note": TEXT,
            "custom": {"type": "object"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\&": "&",
    r"\%": "%",
    r"\$": "$",
    r"\#": "#",
    r"\_": "_",
}
TITLES = [
    "50% of R&D: {braces} } { _under_ #1 $5 ~ ^ \\",
    "Ղարաբաղ: խաղաղապահներ",
    "Карабах: «миротворцы»",
    "Şuşa, Cıdır düzü",
    "{{ 7*7 }} @misc{evil, title={x}}",
    "}} \\input{/etc/passwd}",
    '"quoted" and “so”',
]


@pytest.fixture
def source() -> Source:
    return Source(
        source_id="gazette-2001",
        publisher="Velt Gazette & Sons",
        title="A title",
        address="https://example.org/a_b?c=1&d=%20",
        published=read_edtf("2001-04-10"),
        published_basis="",
        read=date(2001, 5, 1),
        language="en",
        agency="",
        reliability="C",
    )


def as_printed(field: str) -> str:
    """What TeX prints of a field, by the list of its commands."""
    text = field.removeprefix("{").removesuffix("}")
    for command, sign in PRINTED.items():
        text = text.replace(command, {"{": "\x01", "}": "\x02", "\\": "\x03"}.get(sign, sign))
    return text.replace("\x01", "{").replace("\x02", "}").replace("\x03", "\\")


def read_bibtex(text: str) -> list[dict[str, str]]:
    return BibTexParser(common_strings=True).parse(text).entries


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_back_from_bibtex_word_for_word(source, title):
    (entry,) = read_bibtex(bibtex([replace(source, title=title)], build="b"))

    assert as_printed(entry["title"]) == title
    assert entry["ID"] == "gazette-2001"


def test_braces_of_an_entry_are_balanced(source):
    text = bibtex([replace(source, title=title) for title in TITLES], build="b")

    assert text.count("{") == text.count("}")


def test_bibtex_names_publisher_day_and_address(source):
    (entry,) = read_bibtex(bibtex([source], build="b"))

    assert as_printed(entry["author"]) == "Velt Gazette & Sons"
    assert (entry["year"], entry["month"], entry["day"]) == ("2001", "4", "10")
    assert entry["url"] == "https://example.org/a_b?c=1&d=%20"
    assert entry["urldate"] == "2001-05-01"


def test_a_hostile_source_is_one_entry(source):
    hostile = replace(source, title=HOSTILE, publisher=HOSTILE, address="javascript:alert(1)")

    (entry,) = read_bibtex(bibtex([hostile], build="b"))

    assert "url" not in entry
    assert "<img src=x" in entry["title"]


def test_csl_json_keeps_to_the_rules_of_the_schema(source):
    hostile = replace(source, title=HOSTILE, address="javascript:alert(1)", agency="afp")
    items = json.loads(csl_json([source, hostile], build="b"))

    jsonschema.validate(items, CSL)
    assert items[0]["title"] == "A title"
    assert items[0]["URL"] == "https://example.org/a_b?c=1&d=%20"
    assert "URL" not in items[1]
    assert items[1]["type"] == "document"


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2020-11-25", {"date-parts": [[2020, 11, 25]]}),
        ("2020-11", {"date-parts": [[2020, 11]]}),
        ("2020", {"date-parts": [[2020]]}),
        ("[2020-10-14..2020-10-15]", {"date-parts": [[2020, 10, 14], [2020, 10, 15]]}),
        ("[..2020-11-30]", {"raw": "[..2020-11-30]"}),
    ],
)
def test_a_day_is_as_precise_as_it_is_known(source, published, issued):
    item = csl_item(replace(source, published=read_edtf(published)), "b")

    assert item["issued"] == issued


def test_what_the_case_does_not_say_is_left_out(source):
    item = csl_item(replace(source, title="", address=""), "b")

    assert {"title", "URL", "container-title", "note"}.isdisjoint(item)


def test_both_bear_the_build_id(source):
    assert csl_item(source, "b1")["custom"] == {"build": "b1"}
    assert "build b1" in bibtex([source], build="b1")


def test_line_ends_do_not_leave_their_field():
    assert escaped("a\nb\u2028c\x00d") == "a b c d"
