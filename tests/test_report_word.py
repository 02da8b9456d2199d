"""The report as a Word file: it opens, tells what it is, and survives hostile words."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from itertools import pairwise

import docx
import lxml.etree
import packkit
import pytest
from docx.oxml.ns import qn
from PIL import Image

from geo.project import load_case
from geo.report import make_report
from geo.report.word import write_word

TEXT_WIDTH_MM = 210 - 2 * 17


def written(folder, words: str) -> bytes:
    return write_word(make_report(load_case(packkit.write_case(folder / "velt", words))))


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> bytes:
    return written(tmp_path_factory.mktemp("plain"), "A title")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> bytes:
    return written(tmp_path_factory.mktemp("hostile"), packkit.HOSTILE)


@pytest.fixture
def document(plain):
    return docx.Document(io.BytesIO(plain))


@pytest.mark.parametrize("words", ["plain", "hostile"])
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs libreoffice-writer")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_libreoffice_opens_it(words, request, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(request.getfixturevalue(words))

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(convert, check=True, capture_output=True, timeout=240)
    read = ["pdftotext", path.with_suffix(".pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout

    assert "10 April 2001: West Velt district passes to North, five days late" in " ".join(
        text.split()
    )
    assert ("{{ 7 * 7 }}" in text) == (words == "hostile")


def test_pictures_have_words_and_fit_the_page(document):
    pictures = document.inline_shapes

    assert len(pictures) > 1
    for picture in pictures:
        assert picture._inline.docPr.get("descr")
        assert picture.width.mm == pytest.approx(TEXT_WIDTH_MM)
    ids = [picture._inline.docPr.id for picture in pictures]
    assert len(ids) == len(set(ids))


def test_a_caption_stands_beneath_each_picture(document):
    lines = document.paragraphs
    after = [two for one, two in pairwise(lines) if one.style.name == "Figure"]

    assert len(after) == len(document.inline_shapes)
    assert {one.style.name for one in after} == {"Caption"}
    assert after[0].text.startswith("Figure 1. ")


def test_headings_are_headings(document):
    headings = {one.text: one.style.name for one in document.paragraphs}

    assert headings["Ground over time"] == "Heading 1"
    assert headings["10 April 2001"] == "Heading 2"
    assert document.styles["Heading 1"].paragraph_format.keep_with_next


def test_header_rows_repeat_and_no_row_breaks(document):
    assert document.tables
    for table in document.tables:
        head, *others = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *others))


def test_tables_are_as_wide_as_the_text(document):
    for table in document.tables:
        assert sum(column.width.mm for column in table.columns) == pytest.approx(
            TEXT_WIDTH_MM, abs=0.1
        )


def test_language_and_title_are_set_and_no_name_and_no_clock(document):
    said = document.core_properties
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert (said.title, said.language) == (
        "A title: Who held which ground when, and where peacekeepers stood",
        "en-GB",
    )
    assert lang.get(qn("w:val")) == "en-GB"
    assert (said.author, said.created, said.modified) == ("", None, None)


def test_every_link_inside_leads_to_a_mark(document):
    body = document.element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    wanted = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} - {None}

    assert len(marks) == len(set(marks))
    assert wanted <= set(marks)
    assert wanted


def test_all_parts_of_a_hostile_one_are_xml_without_its_signs(hostile):
    with zipfile.ZipFile(io.BytesIO(hostile)) as file:
        parts = {
            name: file.read(name) for name in file.namelist() if name.endswith((".xml", ".rels"))
        }

    for data in parts.values():
        lxml.etree.fromstring(data)
    text = parts["word/document.xml"].decode("utf-8")
    assert "\u202e" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_same_case_gives_the_same_bytes(plain, tmp_path):
    again = written(tmp_path, "A title")

    with zipfile.ZipFile(io.BytesIO(again)) as file:
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert again == plain


def test_pictures_keep_their_size_in_fewer_colours(plain):
    with zipfile.ZipFile(io.BytesIO(plain)) as file:
        names = [name for name in file.namelist() if name.startswith("word/media/")]
        pictures = [Image.open(io.BytesIO(file.read(name))) for name in names]

    assert {picture.mode for picture in pictures} == {"P"}
    assert {round(picture.info["dpi"][0]) for picture in pictures} == {300}
