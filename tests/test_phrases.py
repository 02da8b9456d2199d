from datetime import date

import pytest

from geo.dates import read_edtf
from geo.phrases import find_dates

MONDAY = date(2020, 11, 16)


@pytest.mark.parametrize(
    ("words", "edtf", "relation"),
    [
        ("They left on Monday", "2020-11-16", "on"),
        ("the army said on Friday", "2020-11-13", "on"),
        ("it will be handed over on Friday", "2020-11-20", "on"),
        ("by the end of November", "[..2020-11-30]", "by"),
        ("no later than November 20", "[..2020-11-20]", "by"),
        ("until 6:00 pm on Monday", "../2020-11-16", "until"),
        ("since 1992, when it broke away", "1992-01-01/..", "from"),
        ("from 15 November", "2020-11-15/..", "from"),
        ("after November 10", "[2020-11-11..]", "from"),
        ("between now and December 1", "[2020-11-16..2020-12-01]", "between"),
        ("from November 14 to 15", "2020-11-14/2020-11-15", "between"),
        ("from Sunday to Tuesday", "2020-11-15/2020-11-17", "between"),
        ("on October 14-15", "[2020-10-14..2020-10-15]", "on"),
        ("overnight", "[2020-11-15..2020-11-16]", "on"),
        ("last week", "[2020-11-09..2020-11-15]", "on"),
        ("withdrawn over the weekend", "[2020-11-14..2020-11-15]", "on"),
        ("They will leave at the weekend", "[2020-11-21..2020-11-22]", "on"),
        ("next weekend", "[2020-11-21..2020-11-22]", "on"),
        ("in January last year", "2019-01", "on"),
        ("in May next year", "2021-05", "on"),
        ("this month", "2020-11", "on"),
        ("earlier this month", "[2020-11-01..2020-11-16]", "on"),
        ("two days ago", "2020-11-14", "on"),
        ("within ten days", "[..2020-11-26]", "by"),
        ("within 24 hours", "[..2020-11-17]", "by"),
        ("in January", "2021-01", "on"),
        ("In August 2008", "2008-08", "on"),
        ("on Oct. 8", "2020-10-08", "on"),
        ("in 1992-1994", "1992/1994", "on"),
        ("yesterday", "2020-11-15", "on"),
    ],
)
def test_a_phrase_is_read_against_the_day_of_publication(words, edtf, relation):
    [found] = find_dates(words, MONDAY)
    assert (found.edtf, found.relation) == (edtf, relation)
    assert read_edtf(found.edtf)


@pytest.mark.parametrize(
    "words",
    [
        "It may rain",
        "They march on",
        "1,960 servicemen",
        "some 2000 people",
        "the sun set",
        "300 settlements",
        "a second column",
    ],
)
def test_words_that_are_no_date_are_left(words):
    assert find_dates(words, MONDAY) == ()


def test_a_month_stays_a_month_and_no_day_is_invented():
    [found] = find_dates("It was signed in November", MONDAY)
    assert found.edtf == "2020-11"


@pytest.mark.parametrize("words", ["on November 10", "on Tuesday", "last week", "yesterday"])
def test_without_a_day_of_publication_nothing_is_made_up(words):
    assert find_dates(words, None) == ()


def test_a_year_in_the_text_serves_where_no_day_of_publication_is_known():
    days = find_dates("The pact of 9 November 2020 gave them until 1 December.", None)
    assert [day.edtf for day in days] == ["2020-11-09", "../2020-12-01"]


def test_the_following_day_counts_from_the_day_named_before():
    days = find_dates("It was signed on 10 November. The following day they came.", MONDAY)
    assert [day.edtf for day in days] == ["2020-11-10", "2020-11-11"]


def test_roughly_is_kept():
    [found] = find_dates("They have roughly until the end of November", MONDAY)
    assert (found.roughly, found.edtf) == (True, "../2020-11-30")


def test_offsets_take_in_the_preposition_and_count_from_the_start_given():
    text = "They left on Monday."
    [found] = find_dates(text, MONDAY, start=100)
    assert text[found.start - 100 : found.end - 100] == "on Monday"
