"""What every test can count on."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
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
