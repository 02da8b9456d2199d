"""A corpus: three forms of input, bad documents, parts that go on, what is refused."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date, datetime
from threading import Thread

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from casekit import write_case
from corpuskit import (
    begun,
    contents,
    meeting_place,
    met,
    open_double,
    parts,
    run,
    table,
    texts,
    write_lines,
)

from geo.corpora import Input, Recipe
from geo.corpora.batches import LARGEST, batches_of
from geo.corpora.model import Bad, Document
from geo.corpora.output import TABLES
from geo.corpora.reading import read_rows
from geo.errors import HandoverMapError, SourceError


def items(path, **options):
    return list(Input(path, **options).items())


def problems(path, **options):
    return [(item.where, item.problem) for item in items(path, **options) if isinstance(item, Bad)]


def write_three_forms(folder):
    words = {"a.txt": "Rain fell in Velt.", "sub/b.txt": "Ünder snow lay Lund.\n"}
    rows = [{"id": name, "text": text} for name, text in words.items()]
    for name, text in words.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "rows.jsonl").write_text(lines, "utf-8")
    pq.write_table(pa.Table.from_pylist(rows), folder / "rows.parquet")
    return [folder / "files", folder / "rows.jsonl", folder / "rows.parquet"]


def test_folder_lines_and_parquet_give_the_same_rows(tmp_path):
    found = []
    for source in write_three_forms(tmp_path):
        out = tmp_path / f"out-{source.name}"
        run(source, out)
        found.append({name: table(out, name) for name in TABLES})
        for row in found[-1]["articles"]:
            row.pop("where")
            row["notes"] = list(row["notes"])
        for row in found[-1]["toponyms"]:
            row["candidates"] = list(row["candidates"])

    assert found[0] == found[1] == found[2]
    assert [(t["document"], t["id"], t["start"], t["text"]) for t in found[0]["toponyms"]] == [
        (0, "a.txt", 0, "Rain"),
        (0, "a.txt", 13, "Velt"),
        (1, "sub/b.txt", 15, "Lund"),
    ]


def test_what_a_row_states_goes_before_what_is_found(tmp_path):
    row = {
        "text": "Rain fell.",
        "id": 7,
        "title": "Rain",
        "publisher": "Velt Gazette",
        "published": "2021-05-03T08:00:00Z",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row), "utf-8")

    run(tmp_path / "in.jsonl", tmp_path / "out")

    (article,) = table(tmp_path / "out", "articles")
    told = [article[name] for name in ("id", "title", "publisher", "published", "where")]
    assert told == ["7", "Rain", "Velt Gazette", date(2021, 5, 3), "in.jsonl:1"]


@pytest.mark.parametrize("value", [date(2021, 5, 3), datetime(2021, 5, 3, 8), "2021-05-03"])  # noqa: DTZ001
def test_days_of_parquet_are_read_whatever_their_type(tmp_path, value):
    pq.write_table(pa.table({"text": ["Rain fell."], "published": [value]}), tmp_path / "a.parquet")

    (document,) = items(tmp_path / "a.parquet")

    assert document.published == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{rain", "this is no JSON: Expecting property name enclosed in double quotes: "),
        (b"[1]", "this is no object; write one object a line"),
        (b'{"body": "Rain"}', "there is no 'text'; name the field with the text with "),
        (b'{"text": 7}', "'text' is 7, no text; give a string"),
        (b'{"text": ""}', "the text is empty; give the article's text"),
        (b'{"text": "R\xe4in"}', "byte 11 is no UTF-8; write it as UTF-8"),
        (b'{"text": "Rain", "published": "May"}', "published: 'May' is not a day"),
        (b"[" * 100_000, "this is no JSON: maximum recursion depth exceeded"),
    ],
    ids=["json", "object", "field", "number", "empty", "encoding", "day", "nested"],
)
def test_bad_line_is_named_and_the_next_one_read(tmp_path, line, problem):
    path = tmp_path / "in.jsonl"
    path.write_bytes(line + b'\n{"text": "Rain"}\n')

    bad, good = items(path)

    assert bad.where == "in.jsonl:1"
    assert bad.problem.startswith(f"in.jsonl:1: {problem}")
    assert good.content == "Rain"


def test_parquet_without_the_column_is_named_with_the_columns_it_has(tmp_path):
    pq.write_table(pa.table({"body": ["Rain"], "day": [1]}), tmp_path / "a.parquet")

    ((_, problem),) = problems(tmp_path)
    assert problem == (
        "a.parquet: there is no column 'text', but body, day; "
        "name the one with the text with --text-column"
    )
    assert [item.content for item in items(tmp_path, text_column="body")] == ["Rain"]


def test_parquet_with_numbers_for_text_is_named(tmp_path):
    pq.write_table(pa.table({"text": [1]}), tmp_path / "a.parquet")

    assert problems(tmp_path)[0][1] == "a.parquet: the column 'text' is int64; give one of strings"


def test_what_is_no_parquet_and_no_article_is_named(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and then nothing of the kind")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")

    found = dict(problems(tmp_path))

    assert found["a.parquet"].startswith("a.parquet: cannot be read as Parquet: ")
    assert found["b.pdf"].startswith("b.pdf: .pdf is not read; give .htm .html .jsonl")


def test_bad_documents_become_rows_of_the_errors(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    files = {
        "a-binary.txt": bytes(range(256)) * 9,
        "b-empty.txt": b"",
        "c-latin.txt": "Snow fell on Öland, in Årsta and in Ängelholm.".encode("latin-1"),
        "d-fails.txt": b"Fog will fail at dawn.",
        "e-good.txt": b"Rain fell in Velt.",
    }
    for name, content in files.items():
        (source / name).write_bytes(content)

    rows = run(source, tmp_path / "out")

    errors = {row["where"]: row["problem"] for row in table(tmp_path / "out", "errors")}
    read = {row["where"]: list(row["notes"]) for row in table(tmp_path / "out", "articles")}
    assert errors == {
        "a-binary.txt": "a-binary.txt: this is no text but a binary file; give the article's text",
        "b-empty.txt": "b-empty.txt: the file is empty; give the article's text",
        "d-fails.txt": "d-fails.txt: ZeroDivisionError: made up; report this document",
    }
    assert read["e-good.txt"] == []
    assert read["c-latin.txt"][0].startswith("read as windows-1252, not UTF-8")
    assert (rows["articles"], rows["errors"]) == (2, 3)


def test_halves_of_characters_are_replaced_and_offsets_hold(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"text": "\\ud800 in Velt"}', "utf-8")

    run(tmp_path / "in.jsonl", tmp_path / "out")

    (toponym,) = table(tmp_path / "out", "toponyms")
    assert (toponym["start"], toponym["text"]) == (5, "Velt")


def test_page_comes_with_the_text_that_offsets_count_in(tmp_path):
    page = "<html><body><p>Rain fell in Velt on Monday.</p></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    (document,) = items(tmp_path)
    recipe = Recipe(opener=open_double)

    (batch,) = batches_of([document])
    rows = read_rows(recipe, batch)

    text = rows["articles"][0]["text"]
    assert [text[t["start"] : t["end"]] for t in rows["toponyms"]] == ["Rain", "Velt", "Monday"]


def test_empty_folder_gives_tables_without_rows(tmp_path):
    (tmp_path / "in").mkdir()

    rows = run(tmp_path / "in", tmp_path / "out")

    assert rows == dict.fromkeys(TABLES, 0)
    assert contents(tmp_path / "out").keys() == parts(0) | {"manifest.json"}
    assert pq.read_schema(tmp_path / "out/claims/part-00000.parquet").names[:3] == [
        "document",
        "id",
        "claim_id",
    ]


def test_batches_end_at_a_count_or_at_a_size():
    small, large = Document("a", "a", "x"), Document("b", "b", "x" * LARGEST)

    found = [[len(one.items), one.first] for one in batches_of([small] * 5 + [large] + [small], 4)]

    assert found == [[4, 0], [2, 4], [1, 6]]


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", ["Rain", "Snow"])
    with source.open("ab") as stream:
        stream.write(b'{"text": "Fog"}\n')

    stream = Input(source).items()
    next(stream)
    source.write_bytes(b"")

    assert isinstance(next(stream, None), Document | None)


def test_input_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SourceError, match="there is no such folder or file"):
        run(tmp_path / "none", tmp_path / "out")


def test_output_inside_the_input_is_refused(tmp_path):
    with pytest.raises(HandoverMapError, match="lies in the folder that is read"):
        run(tmp_path, tmp_path / "out")


def test_folder_with_other_files_is_refused(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", ["Rain"])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")

    with pytest.raises(HandoverMapError, match="holds other files; name a new or empty folder"):
        run(source, tmp_path / "out", restart=True)


def test_run_with_other_options_is_refused_and_named(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", texts(3))
    run(source, tmp_path / "out")
    before = contents(tmp_path / "out")

    with pytest.raises(HandoverMapError) as caught:
        run(source, tmp_path / "out", batch=3)

    assert str(caught.value) == (
        f"{tmp_path / 'out'}: was begun with other --batch; "
        "name another folder, or begin afresh with --restart"
    )
    assert contents(tmp_path / "out") == before


def test_restart_leaves_nothing_of_the_run_before(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", texts(5))
    run(source, tmp_path / "out")
    run(source, tmp_path / "fresh", batch=5)

    run(source, tmp_path / "out", batch=5, restart=True)

    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_other_documents_of_the_same_size_are_refused(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", ["Rain", "Snow"])
    run(source, tmp_path / "out")
    write_lines(source, ["Rain", "Hail"])

    with pytest.raises(HandoverMapError, match="was made from other documents"):
        run(source, tmp_path / "out")


def test_second_run_makes_what_is_wanting_and_drops_what_was_never_finished(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", texts(6))
    out = tmp_path / "out"
    run(source, out)
    whole = contents(out)
    (out / "claims" / "part-00001.parquet").unlink()
    (out / "toponyms" / "part-00002.parquet").write_bytes(b"half")
    (out / "errors" / "part-00001.parquet.unfinished").write_bytes(b"half")

    run(source, out)

    assert contents(out) == whole


def test_two_processes_give_the_same_files_as_one(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", texts(12))

    run(source, tmp_path / "one")
    run(source, tmp_path / "two", jobs=2)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_document_that_ends_its_process_becomes_a_row_and_the_rest_is_read(tmp_path):
    told = texts(8)
    told[3] = "Fog will die at dawn."
    source = write_lines(tmp_path / "in.jsonl", told)

    rows = run(source, tmp_path / "out", jobs=2)

    assert rows["articles"] == 7
    assert [row["problem"] for row in table(tmp_path / "out", "errors")] == [
        "in.jsonl:4: the process that read it was ended; it may need more memory"
    ]


def test_process_that_somebody_ends_loses_nothing(tmp_path):
    place = meeting_place(tmp_path)
    source = write_lines(tmp_path / "in.jsonl", [*texts(5), f"To meet at {place}", *texts(5)])
    killer = Thread(target=lambda: os.kill(met(place), signal.SIGKILL))
    killer.start()

    run(source, tmp_path / "out", jobs=2)
    killer.join()

    run(source, tmp_path / "undisturbed")
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_run_that_is_killed_goes_on_and_gives_the_same_files(tmp_path):
    place = meeting_place(tmp_path)
    source = write_lines(tmp_path / "in.jsonl", [*texts(5), f"To meet at {place}", *texts(5)])
    out = tmp_path / "out"
    with begun(source, out) as process:
        assert [process.stdout.readline() for _ in range(2)] == ["2\n", "2\n"]
        worker = psutil.Process(met(place))
        others = psutil.Process(process.pid).children(recursive=True)
    gone, alive = psutil.wait_procs([worker, *others], timeout=30)
    stopped = contents(out)

    run(source, out)

    run(source, tmp_path / "undisturbed")
    assert not alive
    assert gone
    assert stopped.keys() == parts(0) | parts(1) | {"manifest.json"}
    assert contents(out) == contents(tmp_path / "undisturbed")


def test_waiting_for_a_process_that_never_comes_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr("corpuskit.LONGEST_S", 0.01)

    with pytest.raises(AssertionError, match="no process came to"):
        met(meeting_place(tmp_path))


def test_folder_that_another_run_writes_is_refused(tmp_path):
    place = meeting_place(tmp_path)
    source = write_lines(tmp_path / "in.jsonl", [f"To meet at {place}"])
    out = tmp_path / "out"
    with begun(source, out):
        met(place)
        with pytest.raises(HandoverMapError, match="another run writes there"):
            run(source, out)


def test_process_with_other_code_refuses_to_read():
    (batch,) = batches_of([Document("a", "a", "Rain")])

    with pytest.raises(HandoverMapError, match="reads by another version"):
        read_rows(Recipe(method="another"), batch)


def test_command_reads_a_corpus_against_a_case_and_says_what_it_found(tmp_path):
    case = write_case(tmp_path / "case")
    told = "On Monday the north's forces entered Old Town in West Velt."
    source = write_lines(tmp_path / "in.jsonl", [told, ""])
    command = [sys.executable, "-m", "geo", "corpus", str(source), str(tmp_path / "out")]

    done = subprocess.run(
        [*command, "--case", str(case), "--published", "2001-03-20", "--jobs", "1"],
        capture_output=True,
        text=True,
        check=True,
    )

    found = {row["text"]: row["place_id"] for row in table(tmp_path / "out", "toponyms")}
    assert found == {"Old Town": "old-town", "West Velt": "west-velt"}
    assert done.stdout == ""
    assert re.fullmatch(
        f"{re.escape(str(tmp_path))}/out: 1 articles, 2 toponyms, .*, 1 errors\n", done.stderr
    )


@pytest.mark.parametrize("missing", ["pyarrow", "distributed"])
def test_missing_library_is_named_with_its_extra(tmp_path, missing):
    code = f"import sys; sys.modules[{missing!r}] = None; import geo.cli; sys.exit(geo.cli.main())"
    words = ["corpus", str(tmp_path), str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]

    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == (
        f"handover-map: {missing} is not installed; "
        "needs pip install 'handover-map[extract,cluster]'\n"
    )
    assert not (tmp_path / "out").exists()
