"""
A real PostgreSQL with PostGIS, from Debian's packages, for the length of a test run.

The server listens on loopback alone, runs as nobody when the tests run as root (it refuses to run
as root), lives in a folder of its own, and ends with the run.  Each test has a database of its
own, cloned from one that has PostGIS.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
CONTROL = Path("/usr/share/postgresql/15/extension/postgis.control")
PASSWORD = "s3cr3t/päss w@rd"  # noqa: S105 - of a server that lives for a moment
QUOTED = "s3cr3t%2Fp%C3%A4ss%20w%40rd"
SETTINGS = "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
TEMPLATE = "with_postgis"
NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int

    def address(self, name: str, password: str = QUOTED) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres:{password}@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str) -> psycopg.Connection:
        """A connection in which every statement is a transaction of its own."""
        return psycopg.connect(self.address(name), autocommit=True)

    def create(self, options: str = "") -> str:
        """Create a database and give its name."""
        name = f"d{next(NUMBERS)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name} {options}")
        return name


def needs_packages() -> None:
    """Skip where Debian's packages are not installed."""
    if not (PROGRAMS / "initdb").is_file() or not CONTROL.is_file():
        pytest.skip("needs PostgreSQL 15 with PostGIS: apt install postgresql-15-postgis-3")


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server that has a database ``with_postgis`` to clone, and stop it."""
    folder = Path(tempfile.mkdtemp(prefix="handover-map-"))
    try:
        port = _start(folder)
        try:
            server = Server(port)
            with server.connect("postgres") as connection:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
            with server.connect(TEMPLATE) as connection:
                connection.execute("CREATE EXTENSION postgis")
            yield server
        finally:
            _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


def _start(folder: Path) -> int:
    (folder / "password").write_text(PASSWORD, "utf-8")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "nobody", "nogroup")
    login = ("-U", "postgres", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
    data = ("-D", str(folder / "data"))
    _run("initdb", *data, *login, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = f"{SETTINGS} -p {port} -k {folder}"
    _run("pg_ctl", *data, "-w", "-t", "120", "-l", str(folder / "log"), "-o", options, "start")
    return port


def _run(program: str, *arguments: str) -> None:
    unprivileged = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    subprocess.run(
        [str(PROGRAMS / program), *arguments],
        cwd="/",
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **(unprivileged if os.geteuid() == 0 else {}),
    )
