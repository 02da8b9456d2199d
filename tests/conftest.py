"""What every test can count on."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
collect_ignore = ["qgis_probe.py"]  # for QGIS's own Python, started by a test
NEAR = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """No test reaches beyond this machine: loopback and Unix sockets alone may connect."""
    connect = socket.socket.connect

    def near_only(self, address):
        if self.family != socket.AF_UNIX and address[0] not in NEAR:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", near_only)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, which is itself the flagship case."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the repository; tests without it are skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the reference material in ../shared, which is not here")
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server, see ``postgres.Server``; tests that need one are skipped without it."""
    import postgres  # noqa: PLC0415 - other tests do without

    postgres.needs_packages()
    with postgres.running_server() as running:
        yield running


@pytest.fixture
def database(server: Any) -> str:
    """The name of an empty database with PostGIS."""
    return server.create("TEMPLATE with_postgis")


@pytest.fixture
def address(server: Any, database: str) -> str:
    """The address of an empty database with PostGIS."""
    return server.address(database)


@pytest.fixture(scope="session")
def stored_flagship(server: Any, root: Path) -> str:
    """The address of a database with the flagship case, to read from."""
    from geo.case import read_case  # noqa: PLC0415 - other tests do without
    from geo.stores.address import Address  # noqa: PLC0415
    from geo.stores.writing import write_case  # noqa: PLC0415

    address = server.address(server.create("TEMPLATE with_postgis"))
    write_case(read_case(root, drafts=True), Address.read(address))
    return address
