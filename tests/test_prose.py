"""A day in words: what changed, who holds what, what is agreed, disputed and unknown."""

from __future__ import annotations

from datetime import date

import casekit
import pytest

from geo.project import load_case
from geo.prose import DayWords
from geo.render.told import Sentences, told_days

HOSTILE = "{{ 7 * 7 }} {place} </script><img src=x onerror=alert(1)> # 12 \u202e `${x}`"
AGREED = {"status": "agreed", "when": "[..2001-04-05]", **casekit.HANDOVER}
LATER = {
    "status": "postponed",
    "when": "[..2001-04-09]",
    "replaces": "[..2001-04-05]",
    **casekit.HANDOVER,
}
DONE = {"status": "completed", "when": "2001-04-10", **casekit.HANDOVER}


@pytest.fixture
def project(tmp_path):
    """Give the invented case: West Velt agreed to pass by 5 April, put off, and passed late."""
    post = {"kind": "establishment", "actor": "south", "scope": "somewhere", "unit": "post"}
    return load_case(
        casekit.write_case(
            tmp_path,
            deal=casekit.source("deal", "2001-03-20", casekit.claim("west-velt", **AGREED)),
            delay=casekit.source("delay", "2001-04-02", casekit.claim("west-velt", **LATER)),
            gazette=casekit.source("gazette", "2001-04-10", casekit.claim("west-velt", **DONE)),
            post=casekit.source(
                "post", "2001-03-25", casekit.claim("velt", status="planned", **post)
            ),
        )
    )


def areas(project, day: str) -> dict[str, str]:
    return {party: f"{km2:,.0f} km²" for party, km2 in project.control.km2(day).items()}


def test_a_day_without_a_report_says_so(project):
    km2 = areas(project, "2001-03-05")
    whole = f"{sum(project.control.km2('2001-03-05')):,.0f} km²"

    words = DayWords(project)

    assert words.title(date(2001, 3, 5)) == "5 March 2001: no change is reported"
    assert words.sentences(date(2001, 3, 5)) == (
        "No report: no source speaks of this day.",
        f"Of {whole} of ground: North {km2['north']} and South {km2['south']}.",
    )


def test_a_day_of_reports_without_a_change_is_told_apart(project):
    said = DayWords(project).sentences(date(2001, 3, 25))

    assert said[0] == (
        "No change is reported for this day; one source published on it speaks of other days."
    )


def test_what_is_agreed_has_its_due_day(project):
    said = DayWords(project).sentences(date(2001, 3, 21))

    assert "Agreed to pass to North: West Velt district by 5 April." in said


def test_a_delay_is_said_on_its_day_and_after(project):
    words = DayWords(project)

    moved = "The handover of West Velt district is put off from 5 April to 9 April"
    due = "Agreed to pass to North: West Velt district by 9 April (first due 5 April)."
    assert words.title(date(2001, 4, 2)) == f"2 April 2001: {moved}"
    assert words.sentences(date(2001, 4, 2))[0] == f"{moved}."
    assert due in words.sentences(date(2001, 4, 3))
    assert due not in words.sentences(date(2001, 4, 1), known=True)


def test_a_handover_is_said_with_its_slip_and_the_ground_that_passed(project):
    before, after = (project.control.km2(day) for day in ("2001-04-09", "2001-04-10"))
    moved = f"{after['north'] - before['north']:,.0f} km²"

    said = DayWords(project).sentences(date(2001, 4, 10))

    assert said[0] == "West Velt district passes to North, five days late."
    assert said[1] == (
        f"Of {after.sum():,.0f} km² of ground: North {after['north']:,.0f} km² ({moved} more than "
        f"the day before) and South none ({moved} less than the day before)."
    )


def test_the_second_clock_names_itself(project):
    title = DayWords(project).title(date(2001, 4, 10), known=True)

    assert title == (
        "10 April 2001, as known on that day: West Velt district passes to North, five days late"
    )


def test_what_has_no_place_is_said(project):
    words = DayWords(project)

    told = ("No exact place is given for the following.", "Invented.")
    assert words.sentences(date(2001, 3, 26))[-2:] == told
    assert told[0] not in words.sentences(date(2001, 3, 24))


def test_both_sides_of_a_dispute_are_heard(tmp_path):
    denied = {"kind": "establishment", "actor": "south", "scope": "somewhere", "event": "post"}
    project = load_case(
        casekit.write_case(
            tmp_path,
            first=casekit.source(
                "first",
                "2001-03-20",
                casekit.claim("velt", status="proposed", **denied).replace("Invented", "A wish"),
                casekit.claim("velt", status="disputed", locator="2", **denied).replace(
                    "Invented", "A refusal"
                ),
            ),
        )
    )

    part = DayWords(project).paragraphs(date(2001, 3, 21), known=False)[-1]

    assert part == (
        "Disputed:",
        "A wish.",
        "Against that:",
        "A refusal.",
        "No place is given for it.",
    )


def test_settlements_taken_are_counted_and_named(tmp_path):
    taken = {
        "kind": "capture",
        "actor": "north",
        "counterparty": "south",
        "status": "completed",
        "attribution": "north-ministry",
        "when": "2001-03-15",
    }
    root = casekit.write_case(
        tmp_path,
        news=casekit.source(
            "news",
            "2001-03-15",
            *(casekit.claim(place, **taken) for place in ("old-town", "mill", "ford")),
        ),
    )
    for name, row in (
        ("places.csv", "{0},village,10.{1},50.5,,west-velt,,,invented\n"),
        ("names.csv", "{0},{2},en,Latn,,,,invented\n"),
    ):
        with (root / "data" / name).open("a", encoding="utf-8") as file:
            file.write(row.format("mill", 2, "Mill") + row.format("ford", 8, "Ford"))

    said = DayWords(load_case(root)).sentences(date(2001, 3, 15))

    assert said[0] == ("Three settlements are announced taken by North: Old Town, Ford and Mill.")


def test_hostile_words_stay_words(tmp_path):
    agreed = casekit.claim("west-velt", status="completed", when="2001-03-15", kind="incident")
    hostile = agreed.replace('"Invented."', "'''" + HOSTILE + "'''")
    root = casekit.write_case(tmp_path, news=casekit.source("news", "2001-03-15", hostile))

    words = DayWords(load_case(root))

    assert words.sentences(date(2001, 3, 15))[0] == f"{HOSTILE}."
    assert words.text(date(2001, 3, 15)).startswith(f"15 March 2001: {HOSTILE}\n\n{HOSTILE}.\n\n")


class TestForThePage:
    def test_a_summary_is_its_claim(self):
        assert Sentences(["first", "second"])("Second.") == -2

    def test_numbers_stand_apart_so_that_a_form_is_written_once(self):
        sentences = Sentences([])

        assert [sentences("Of 11,927 km²: 3.4."), sentences("Of 12 km²: 5.")] == [0, 1]
        assert list(sentences.forms) == ["Of # km²: #."]
        assert list(sentences.said) == [(0, "11,927 3.4"), (0, "12 5")]

    def test_a_text_with_the_sign_for_a_number_is_left_whole(self):
        sentences = Sentences([])
        sentences("# 12")

        assert list(sentences.forms) == ["# 12"]
        assert list(sentences.said) == [(0, "")]

    def test_every_day_has_its_place(self, project):
        told = told_days(project, "en", [])

        assert len(told["true"]) == len(told["known"]) == 61
        assert max(told["true"] + told["known"]) == len(told["parts"]) - 1
