"""Days: the forms of EDTF that a case may use, and nothing that is not a day."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from time import struct_time

import pytest

from geo.dates import day_in_words, read_day, read_edtf
from geo.errors import DateError

NOV_1, NOV_30 = date(2020, 11, 1), date(2020, 11, 30)
HOW_TO_WRITE = "write it as 2020-11-25, 2020-11, [..2020-11-30] or 2020-11-15/.."
FORMS = [
    ("2020-11-25", date(2020, 11, 25), date(2020, 11, 25), False),
    ("2020-11", NOV_1, NOV_30, False),
    ("2020", date(2020, 1, 1), date(2020, 12, 31), False),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29), False),
    ("[..2020-11-30]", None, NOV_30, False),
    ("[2020-11-15..]", date(2020, 11, 15), None, False),
    ("[2020-10-14..2020-10-15]", date(2020, 10, 14), date(2020, 10, 15), False),
    ("2020-11-15/..", date(2020, 11, 15), None, True),
    ("../2020-12-01", None, date(2020, 12, 1), True),
    ("2020-11-10/2020-12-01", date(2020, 11, 10), date(2020, 12, 1), True),
    ("2020-11/2020-12", NOV_1, date(2020, 12, 31), True),
]


@pytest.mark.parametrize(("text", "first", "last", "throughout"), FORMS, ids=[f[0] for f in FORMS])
def test_each_form_gives_its_first_and_last_day(text, first, last, throughout):
    span = read_edtf(text)

    assert (span.start, span.last, span.throughout) == (first, last, throughout)
    assert str(span) == text


@pytest.mark.parametrize(
    ("text", "first", "last"), [form[:3] for form in FORMS], ids=[form[0] for form in FORMS]
)
def test_bounds_are_those_of_the_edtf_library(text, first, last):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        edtf = pytest.importorskip("edtf")
    parsed = edtf.parse_edtf(text)

    for ours, theirs in ((first, parsed.lower_strict()), (last, parsed.upper_strict())):
        if ours is not None:
            assert isinstance(theirs, struct_time)
            assert ours == date(*theirs[:3])


def test_span_ends_on_the_first_day_after_it():
    span = read_edtf("2020-11-25")

    assert span.end - span.start == timedelta(days=1)
    assert span.is_one_day


@pytest.mark.parametrize("text", ["2020-11", "[..2020-11-30]", "2020-11-15/.."])
def test_longer_or_open_span_is_not_one_day(text):
    assert not read_edtf(text).is_one_day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2020-02-30",
            "'2020-02-30' is not a day or a span of days: day is out of range for month",
        ),
        ("2020-13", "'2020-13' is not a day or a span of days: month must be in 1..12"),
        ("[..]", "'[..]' is not a day or a span of days: it names no day"),
        ("../..", "'../..' is not a day or a span of days: it names no day"),
        ("2020-12-01/2020-11-10", "'2020-12-01/2020-11-10' ends before it starts"),
        ("25 November", f"'25 November' is not a day or a span of days: {HOW_TO_WRITE}"),
        ("2020-11-25~", f"'2020-11-25~' is not a day or a span of days: {HOW_TO_WRITE}"),
    ],
    ids=lambda value: value if len(value) < 25 else "",
)
def test_what_is_no_day_is_refused_with_the_reason(text, message):
    with pytest.raises(DateError) as caught:
        read_edtf(text)

    assert str(caught.value) == message


def test_plain_day_is_read_as_it_stands():
    assert read_day("2020-11-25") == date(2020, 11, 25)


def test_wrong_plain_day_is_refused_with_the_form_to_use():
    with pytest.raises(DateError) as caught:
        read_day("2020-11-31")

    assert str(caught.value) == (
        "'2020-11-31' is not a day: day is out of range for month; write it as 2020-11-25"
    )


def test_day_is_worded_without_a_leading_nought():
    assert day_in_words(date(2020, 11, 5)) == "5 November 2020"
