"""The report: one content with the numbers and words of the page, and the files made of it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import casekit
import packkit
import pytest

from geo.cli import reporting
from geo.errors import RenderError
from geo.project import Project, load_case
from geo.prose import DayWords
from geo.report import files, make_report, report_files
from geo.report.material import Material
from geo.report.model import Report, Table, clean
from geo.report.pdf import without_times

PASSES = date(2001, 4, 10)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    return load_case(packkit.write_case(tmp_path_factory.mktemp("case") / "velt"))


@pytest.fixture(scope="module")
def report(project) -> Report:
    return make_report(project)


def section(report: Report, name: str):
    (found,) = (one for one in report.sections if one.section_id == name)
    return found


def said(words) -> str:
    return "".join(one.text for one in words)


def table(report: Report, name: str) -> list[list[str]]:
    (found,) = (one for one in section(report, name).blocks if isinstance(one, Table))
    return [[said(cell) for cell in row] for row in found.rows]


def words_of(report: Report, name: str) -> str:
    blocks = section(report, name).blocks
    return " ".join(said(one.words) for one in blocks if one.kind == "paragraph")


def test_each_day_stands_in_the_words_of_the_page(project, report):
    words = DayWords(project)

    told = words_of(report, f"day-{PASSES.isoformat()}")

    assert told == " ".join(words.sentences(PASSES))


def test_ground_of_a_day_is_that_of_its_cells(project, report):
    rows = {row[0]: row[1:] for row in table(report, "ground")}
    km2 = project.control.km2(PASSES)

    north, south, whole, agreed = rows["10\u00a0Apr\u00a02001"]

    assert south == agreed == "0"
    assert north == whole
    # East Velt is the north's throughout and lies in a named area, so all of Velt is in play.
    assert north == f"{km2['north']:,.0f}"


def test_ground_agreed_to_pass_counts_under_its_holder(report):
    rows = {row[0]: row[1:] for row in table(report, "ground")}

    _, south, _, agreed = rows["20\u00a0Mar\u00a02001"]

    assert south == agreed != "0"


def test_handover_has_the_day_agreed_and_the_day_it_came(report):
    assert table(report, "schedule") == [
        [
            "West Velt: handover",
            "North",
            "5\u00a0Apr\u00a02001",
            "–",
            "10\u00a0Apr\u00a02001",
            "5",
            "[2, 3]",
        ]
    ]


def test_key_event_leads_to_its_references(report):
    (row,) = table(report, "events")
    (references,) = section(report, "references").blocks

    assert row[-1] == "[2, 3]"
    assert references.ids[1:3] == ("reference-2", "reference-3")
    assert [said(one).partition(",")[0] for one in references.lines[1:3]] == [
        "Velt Gazette",
        "A title: A title",
    ]


def test_what_rests_on_one_voice_is_said(report):
    told = words_of(report, "sources")

    assert "3 documents of 3 publishers, published from 2000 to 10 April 2001" in told


def test_limits_of_each_layer_stand_in_full(project, report):
    (limits,) = section(report, "limits").blocks

    assert [(one.text, said(words)) for one, words in limits.terms] == [
        (layer.title["en"], layer.limitation) for layer in project.case.layers
    ]


def test_every_event_after_the_first_day_stands_in_one_table_alone(project):
    material = Material(project)
    parts = [material.key_events, material.settlements, material.further]

    assert sum(map(len, parts)) == len(material.news) == len(set().union(*map(set, parts)))


def test_two_sides_of_a_denial_stand_side_by_side(tmp_path):
    taken = {"kind": "capture", "actor": "north", "counterparty": "south"}
    says = casekit.claim("old-town", **taken, status="completed", when="2001-03-10")
    denies = casekit.claim("old-town", **taken, status="denied", attribution="south")
    case = casekit.write_case(
        tmp_path / "velt",
        north=casekit.source("north", "2001-03-10", says, publisher="Northern Post"),
        south=casekit.source("south", "2001-03-11", denies, publisher="Southern Post"),
    )

    (row,) = table(make_report(load_case(case)), "rivals")

    assert row[0] == "Old Town: capture"
    assert "(Northern Post, 10 March 2001)" in row[1]
    assert "(south, in Southern Post, 11 March 2001)" in row[2]


def test_days_that_are_named_are_told_alone(project):
    told = make_report(project, [PASSES])

    assert [one.title for one in told.sections if one.level == 3] == ["10 April 2001"]


def test_day_outside_the_case_is_refused(project):
    with pytest.raises(
        RenderError,
        match=r"^2002-01-01 lies outside the case; name a day from 2001-03-01 to 2001-04-30$",
    ):
        make_report(project, [date(2002, 1, 1)])


def test_language_without_names_is_refused(project):
    with pytest.raises(RenderError, match=r"^the case has no names in 'hy'; write one of en$"):
        make_report(project, lang="hy")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a\x00b\x0bc", "a\ufffdb\ufffdc", id="control characters"),
        pytest.param("a\ud800\uffff", "a\ufffd\ufffd", id="no characters"),
        pytest.param("a\u202eb\u2066c", "a\ufffdb\ufffdc", id="overrides of direction"),
        pytest.param("a\r\nb\u2028c", "a b c", id="line ends"),
        pytest.param("Ղարաբաղ, Qarabağ", "Ղարաբաղ, Qarabağ", id="letters"),
    ],
)
def test_text_is_fit_for_xml(text, kept):
    assert clean(text) == kept


def test_times_of_a_pdf_are_blanked_and_its_length_kept():
    pdf = b"<</Title (x)\n/CreationDate (D:20261122072517+00'00')\n/ModDate (D:20261122072517Z)>>"

    blank = without_times(pdf)

    assert b"2026" not in blank
    assert len(blank) == len(pdf)
    assert blank.startswith(b"<</Title (x)\n")


def test_without_chromium_the_others_are_written_and_it_is_said(project, monkeypatch):
    monkeypatch.setattr(files, "find_browser", lambda: "")

    written, notes = report_files(project, [PASSES])

    assert set(written) == {"velt-report.html", "velt-report.docx"}
    assert [*notes] == [files.NO_BROWSER]
    assert files.NO_BROWSER == (
        "no PDF: there is no Chromium here; install it (on Debian: apt-get install chromium), "
        "or print the HTML file from any browser"
    )


def test_a_pdf_alone_without_chromium_is_an_error(project, monkeypatch):
    monkeypatch.setattr(files, "find_browser", lambda: "")

    with pytest.raises(RenderError, match=r"^no PDF: there is no Chromium here"):
        report_files(project, [PASSES], forms=("pdf",))


def test_command_writes_into_a_folder_and_says_what(project, tmp_path):
    asked = ["report", str(project.root), "--on", "2001-04-10", "--format", "html"]
    done = subprocess.run(
        [sys.executable, "-m", "geo", *asked, "-o", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{tmp_path / 'velt-report.html'}\n"
    assert re.search(r"<h3[^>]*>10 April 2001</h3>", (tmp_path / "velt-report.html").read_text())


def test_unknown_form_is_the_fault_of_the_command_line():
    with pytest.raises(reporting.typer.BadParameter, match="'rtf' is not known"):
        reporting.report(form="rtf")


@pytest.fixture(scope="module")
def flagship(root) -> Report:
    return make_report(load_case(root), [date(2020, 11, 25)])


def test_flagship_tells_the_numbers_of_the_day(flagship):
    told = words_of(flagship, "day-2020-11-25")
    (row,) = table(flagship, "ground")

    assert "Of 11,927 km² of ground: Azerbaijan 6,814 km²" in told
    assert row[1:5] == ["6,814", "4,993", "120", "11,927"]


def test_flagship_tells_that_kalbajar_passed_ten_days_late(flagship):
    rows = {row[0]: row[2:6] for row in table(flagship, "schedule")}

    due, moved, done, slip = (
        cell.replace("\u00a0", " ") for cell in rows["Kalbajar District: handover"]
    )

    assert (due, moved, done, slip) == ("15 Nov 2020", "25 Nov 2020", "25 Nov 2020", "10")


def test_flagship_sets_both_numbers_of_troops_side_by_side(flagship):
    (row,) = (
        row
        for row in table(flagship, "rivals")
        if row[0].endswith("number of troops") and "1,960" in row[1]
    )

    assert "2,000" in row[2]
