"""Errors: one tree, drawn at its head, and faults that say where, what and what to change."""

from __future__ import annotations

import re

import pytest

from geo import errors
from geo.dates import read_day
from geo.errors import CaseError, DateError, Fault, GazetteerError, HandoverMapError
from geo.gazetteer import Gazetteer

FIRST = Fault("data/case.toml", 3, "colour is missing", "give one, such as #1a6")
SECOND = Fault("data/places.csv", 0, "the file is empty", "list the places of the case")


def test_tree_in_the_docstring_is_the_tree():
    def tree(kind, depth=0):
        yield depth, kind.__name__
        for child in kind.__subclasses__():
            yield from tree(child, depth + 1)

    shown = re.findall(r"^( *)(\w+Error)\b", errors.__doc__, re.MULTILINE)

    assert [(len(indent) // 4, name) for indent, name in shown] == list(tree(HandoverMapError))


def test_fault_is_said_in_one_line_that_editors_can_follow():
    assert str(FIRST) == "data/case.toml:3: colour is missing; give one, such as #1a6"


def test_fault_of_a_whole_file_names_no_line():
    assert str(SECOND) == "data/places.csv: the file is empty; list the places of the case"


def test_case_error_gives_each_fault_once_in_the_order_of_files():
    error = CaseError([SECOND, FIRST, SECOND])

    assert error.faults == (FIRST, SECOND)
    assert str(error).splitlines() == [str(FIRST), str(SECOND)]


@pytest.mark.parametrize(
    ("provoke", "kind"),
    [
        (lambda: read_day("2020-02-30"), DateError),
        (lambda: Gazetteer({}).locate("?"), GazetteerError),
    ],
    ids=["day that does not exist", "name without a letter"],
)
def test_what_the_user_can_mend_is_an_error_of_ours(provoke, kind):
    with pytest.raises(kind) as caught:
        provoke()

    assert isinstance(caught.value, HandoverMapError)
