"""Stores under trouble: what the tables refuse, who waits for whom, and what errors say."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import packkit
import postgres
import psycopg
import pytest
from psycopg import errors

from geo import cli
from geo.case import read_case
from geo.errors import StoreError
from geo.stores.address import Address
from geo.stores.reading import load_stored
from geo.stores.schema import edition
from geo.stores.writing import TURN, write_case

GROUND = "SELECT count(*) FROM handover_map.pieces"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
MOST_LOOKS = 2000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packkit.write_case(tmp_path / "velt")


@pytest.fixture(scope="module")
def stored_velt(server, tmp_path_factory) -> str:
    """The address of a database with the small case, to ask."""
    address = server.address(server.create("TEMPLATE with_postgis"))
    write(packkit.write_case(tmp_path_factory.mktemp("case") / "velt"), address)
    return address


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command as the shell does; give exit code and what it printed."""

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["handover-map", *arguments])
        try:
            code = cli.main()
        except SystemExit as exit_:
            code = exit_.code
        return code or 0, "".join(capsys.readouterr())

    return call


def write(folder: Path, address: str):
    return write_case(read_case(folder, drafts=True), Address.read(address))


def wait_until(connection: psycopg.Connection, question: str, database: str, count: int) -> None:
    """Ask until the answer is a number; the server itself waits between."""
    for _ in range(MOST_LOOKS):
        if connection.execute(question, (database,)).fetchone() == (count,):
            return
        connection.execute("SELECT pg_sleep(0.05)")
    raise AssertionError(f"never {count}: {question}")


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        (
            (
                "INSERT INTO handover_map.holdings SELECT case_id, cell_id, 99, days, holder, "
                "rival, status, how, receiver, due, event_ids FROM handover_map.holdings LIMIT 1"
            ),
            errors.ExclusionViolation,
        ),
        ("UPDATE handover_map.holdings SET holder = 'nobody'", errors.ForeignKeyViolation),
        ("UPDATE handover_map.holdings SET days = 'empty'", errors.CheckViolation),
        ("UPDATE handover_map.known_holdings SET known = 'empty'", errors.CheckViolation),
        ("UPDATE handover_map.holdings SET event_ids = '{}'", errors.CheckViolation),
        ("UPDATE handover_map.holdings SET status = 'lost'", errors.CheckViolation),
        ("UPDATE handover_map.claims SET kind = 'rumour'", errors.CheckViolation),
        ("UPDATE handover_map.claims SET status = 'done'", errors.CheckViolation),
        ("UPDATE handover_map.claims SET credibility = 7", errors.CheckViolation),
        ("UPDATE handover_map.claims SET place_id = 'atlantis'", errors.ForeignKeyViolation),
        ("UPDATE handover_map.claims SET event_id = 'none'", errors.ForeignKeyViolation),
        ("DELETE FROM handover_map.sources", errors.ForeignKeyViolation),
        ("UPDATE handover_map.places SET kind = 'planet'", errors.CheckViolation),
        ("UPDATE handover_map.places SET lon = 200", errors.CheckViolation),
        (
            "UPDATE handover_map.names SET place_id = 'atlantis' WHERE place_id = 'velt'",
            errors.ForeignKeyViolation,
        ),
        (
            "UPDATE handover_map.cells SET geometry = ST_SetSRID(geometry, 3857)",
            errors.InvalidParameterValue,
        ),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else None,
)
def test_tables_refuse_what_no_case_can_say(stored_velt, statement, error):
    with psycopg.connect(stored_velt, autocommit=True) as connection, pytest.raises(error):
        connection.execute(statement)


def test_shapes_and_days_have_gist_indexes(stored_velt):
    with psycopg.connect(stored_velt) as connection:
        found = connection.execute(
            "SELECT tablename || '.' || substring(indexdef FROM '\\((.*)\\)') FROM pg_indexes "
            "WHERE schemaname = 'handover_map' AND indexdef LIKE '%USING gist%'"
        ).fetchall()
    assert {one for (one,) in found} == {
        *(f"{table}.geometry" for table in ("places", "areas", "basemap", "events", "presence")),
        "cells.geometry",
        "pieces.geometry",
        "cases.beside",
        *(f"{table}.days" for table in ("events", "claims", "presence", "holdings")),
        "holdings.case_id, cell_id, days",
        "known_holdings.case_id, cell_id, known, days",
    }


def test_export_killed_in_the_middle_leaves_nothing_half_written(server, database, address, folder):
    write(folder, address)
    (folder / "seeds" / "gazette.toml").unlink()
    with server.connect(database) as connection, server.connect(database) as watcher:
        before = connection.execute("SELECT * FROM handover_map.sources").fetchall()
        with connection.transaction():
            connection.execute("LOCK TABLE handover_map.pieces IN ACCESS EXCLUSIVE MODE")
            command = [sys.executable, "-m", "geo", "export", str(folder), address]
            with subprocess.Popen(command, cwd=Path(cli.__file__).parents[2]) as export:
                wait_until(watcher, WAITING, database, 1)
                export.kill()
        wait_until(watcher, OTHERS, database, 1)

        after = connection.execute("SELECT * FROM handover_map.sources").fetchall()
    assert export.returncode == -9
    assert after == before
    assert "gazette" in load_stored(address).sources
    assert write(folder, address)["sources"].removed == 1


def test_error_in_the_middle_leaves_nothing_half_written(server, database, address, folder):
    write(folder, address)
    with server.connect(database) as connection:
        connection.execute("ALTER TABLE handover_map.pieces ADD CHECK (piece_id < 0) NOT VALID")
        connection.execute("DELETE FROM handover_map.pieces WHERE piece_id = 0")
        connection.execute("DELETE FROM handover_map.names")

        with pytest.raises(StoreError, match="refused it: new row for relation"):
            write(folder, address)

        assert connection.execute("SELECT count(*) FROM handover_map.names").fetchone() == (0,)


def test_two_exports_at_once_end_as_one_after_the_other(server, database, address, folder):
    with (
        server.connect(database) as connection,
        ThreadPoolExecutor() as threads,
    ):
        connection.execute("SELECT pg_advisory_lock(%s)", (TURN,))
        exports = [threads.submit(write, folder, address) for _ in range(2)]
        wait_until(connection, WAITING, database, 2)
        connection.execute("SELECT pg_advisory_unlock(%s)", (TURN,))
        changes = [export.result() for export in exports]

    assert sorted(map(bool, changes)) == [False, True]


def test_reader_sees_one_state_while_another_is_written(server, database, address, folder):
    write(folder, address)
    with server.connect(database) as connection, connection.transaction():
        connection.execute("DELETE FROM handover_map.cases")

        assert "gazette" in load_stored(address).sources


@pytest.mark.parametrize("command", ["export", "control"])
def test_wrong_password_is_said_and_not_shown(run, server, database, folder, command):
    wrong = server.address(database, "wr0ng%2Fw%40rd")
    arguments = {"export": [str(folder), wrong], "control": [wrong, "--on", "2001-04-01"]}

    code, said = run(command, *arguments[command])

    assert code == 1
    assert said.startswith(
        f"handover-map: postgresql://127.0.0.1:{server.port}/{database} cannot be reached: "
    )
    assert 'password authentication failed for user "postgres"' in said
    assert "wr0ng" not in said


def test_server_that_is_not_there_is_named(run):
    code, said = run("control", "postgresql://me:s3cr3t@127.0.0.1:1/maps", "--on", "2001-04-01")

    assert code == 1
    assert said.startswith("handover-map: postgresql://127.0.0.1:1/maps cannot be reached: ")
    assert said.endswith(
        "is the server running, and are host, port, name, user and password right?\n"
    )
    assert "s3cr3t" not in said


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:s3cr3t/more@127.0.0.1/maps",
        "postgresql://me:s3cr3t#more@127.0.0.1/maps",
        "postgresql://me:s3cr3t?more@127.0.0.1/maps",
        "postgresql://me:5432/s3cr3t@127.0.0.1/maps",
        "postgresql://me:s3cr3t@127.0.0.1:port/maps",
        "postgresql://me:s3cr3t@[127.0.0.1/maps",
    ],
)
def test_address_that_cannot_be_read_is_not_repeated(run, address):
    code, said = run("control", address, "--on", "2001-04-01")

    assert code == 1
    assert said == (
        "handover-map: the address of the database cannot be read; write it as "
        "postgresql://user@host:5432/name, special characters in it as %40 and the like\n"
    )


def test_address_hides_its_password_from_whoever_prints_it():
    address = Address.read("postgresql://me:s3cr3t@db.example:5433/maps?case=velt&sslmode=require")

    assert "s3cr3t" not in repr(address)
    assert (address.shown, address.case_id) == ("postgresql://db.example:5433/maps", "velt")
    assert address.parameters == {
        "user": "me",
        "password": "s3cr3t",
        "host": "db.example",
        "port": "5433",
        "dbname": "maps",
        "sslmode": "require",
    }


def test_database_without_postgis_is_named(server, folder):
    name = server.create()

    with pytest.raises(StoreError) as refused:
        write(folder, server.address(name))

    assert str(refused.value) == (
        f"postgresql://127.0.0.1:{server.port}/{name} has no PostGIS; "
        "run CREATE EXTENSION postgis in it as its superuser"
    )


def test_database_that_cannot_hold_all_letters_is_named(server, folder):
    name = server.create("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")

    with pytest.raises(StoreError, match=r"keeps its text in LATIN1, .* use a database in UTF8$"):
        write(folder, server.address(name))


def test_database_without_a_case_is_named(server, database, address):
    with pytest.raises(StoreError) as refused:
        load_stored(address)

    assert str(refused.value) == (
        f"postgresql://127.0.0.1:{server.port}/{database} holds no case; "
        "write one with handover-map export CASE DATABASE"
    )


def test_schema_of_somebody_else_is_left_alone(server, database, address, folder):
    with server.connect(database) as connection:
        connection.execute("CREATE SCHEMA handover_map")

    with pytest.raises(StoreError, match="a schema handover_map that handover-map did not make"):
        write(folder, address)


@pytest.mark.parametrize("use", [write, lambda _, address: load_stored(address)], ids=["w", "r"])
def test_tables_of_another_edition_are_refused(server, database, address, folder, use):
    write(folder, address)
    with server.connect(database) as connection:
        connection.execute("UPDATE handover_map.store SET edition = 'of old'")

    with pytest.raises(StoreError) as refused:
        use(folder, address)

    assert str(refused.value) == (
        f"postgresql://127.0.0.1:{server.port}/{database} holds tables of edition of old, and this "
        f"handover-map knows edition {edition()}; drop its schema handover_map and write the "
        "cases again, or use the handover-map it is of"
    )


def test_commands_write_and_read_a_case(run, address, folder, tmp_path):
    first = run("export", str(folder), address)
    second = run("export", str(folder), address)
    asked = ("--on", "2001-04-10", "--at", "10.5,50.5")

    assert first[0] == second[0] == 0
    assert "claims: 4 added, 0 changed, 0 removed\n" in first[1]
    assert second[1].endswith(": velt is there already; nothing changed\n")
    assert run("control", address, *asked) == run("control", str(folder), *asked)
    assert run("events", address) == run("events", str(folder))
    assert run("build", address, "--only", "page", "-o", str(tmp_path / "one"))[0] == 0
    assert run("build", str(folder), "--only", "page", "-o", str(tmp_path / "two"))[0] == 0
    pages = [(tmp_path / name / "velt.html").read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "command",
    [
        ("figure", "--kind", "schedule", "--format", "svg"),
        ("report", "--format", "html", "--on", "2001-04-10"),
        ("diff", "--from", "2001-03-02", "--to", "2001-04-10"),
    ],
    ids=lambda command: command[0],
)
def test_commands_that_write_files_write_the_same_from_a_database(
    run, stored_velt, folder, tmp_path, command
):
    name, *options = command

    codes = [
        run(name, case, *options, "-o", str(tmp_path / place))[0]
        for place, case in (("database", stored_velt), ("folder", str(folder)))
    ]

    assert codes == [0, 0]
    stored, own = (
        {path.name: path.read_bytes() for path in (tmp_path / place).iterdir()}
        for place in ("database", "folder")
    )
    assert stored == own
    assert own


@pytest.mark.parametrize("form", ["iframe", "srcdoc"])
def test_case_in_a_database_is_embedded_as_its_folder_is(run, stored_velt, folder, form):
    code, printed = run("embed", stored_velt, "--form", form, "--date", "2001-04-10")

    assert code == 0
    assert "<iframe" in printed
    assert (code, printed) == run("embed", str(folder), "--form", form, "--date", "2001-04-10")


def test_case_and_its_copy_in_a_database_do_not_differ(run, stored_velt, folder):
    code, printed = run("diff", str(folder), stored_velt, "--format", "json")

    assert code == 0
    assert not any(json.loads(printed)["changed"].values())


def test_database_alone_gets_the_case_of_the_folder_one_is_in(run, address, folder, monkeypatch):
    monkeypatch.chdir(folder)

    run("export", address)

    assert load_stored(address).case.id == "velt"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "velt", "postgresql://h/d", "-f", "kml"), "no option goes with it"),
        (("export", "postgresql://h/d", "postgresql://h/e"), "name a case folder"),
        (("export", "velt", "maps"), "it is no postgresql:// address"),
        (("build", "postgresql://h/d", "--articles", "texts"), "it goes with a case folder alone"),
    ],
    ids=["format", "two databases", "no database", "articles"],
)
def test_what_does_not_go_together_is_the_command_lines_fault(run, arguments, said):
    code, printed = run(*arguments)

    assert code == 2
    assert said in printed


@pytest.mark.parametrize(
    "arguments",
    [("export", ".", "postgresql://h/d"), ("control", "postgresql://h/d", "--on", "2001-04-01")],
    ids=["export", "control"],
)
def test_missing_library_names_its_extra(run, monkeypatch, arguments):
    for name in [name for name in sys.modules if name.startswith("geo.stores.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)

    code, said = run(*arguments)

    assert code == 1
    assert said.endswith("sqlalchemy is not installed; needs pip install 'handover-map[postgis]'\n")


def test_server_of_the_tests_runs_without_privileges(server):
    pids = Path("/proc").glob("[0-9]*")
    owners = {
        pid.stat().st_uid
        for pid in pids
        if f"-p\0{server.port}\0".encode() in (pid / "cmdline").read_bytes()
    }

    assert owners
    assert 0 not in owners
    assert server.address("x").startswith(f"postgresql://postgres:{postgres.QUOTED}@127.0.0.1:")
