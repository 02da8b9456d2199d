"""
What a case is made of: the files of its folder, by their hashes.

A case that comes from elsewhere, such as a database, brings the same figures with it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

PACKAGE = "datapackage.json"
BUILD_ID_LENGTH = 12
Licences = dict[str, list[dict[str, Any]]]


class Inputs(Protocol):
    """What a build says of where it comes from."""

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file of the case, by its path in the case folder."""

    @property
    def licences(self) -> Licences:
        """The licences that the case's own data package states, by file."""

    def build_id(self, claims: int) -> str:
        """Give the hash of all inputs and of how many claims are drawn."""


class FolderInputs:
    """
    The files of a case folder, read when first asked for.

    Parameters
    ----------
    root
        The folder.
    files
        What a case needs beside its seeds, in the order in which it is hashed.
    """

    def __init__(self, root: Path, files: tuple[str, ...]) -> None:
        self._root = root
        self._files = files

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file of the case, by its path in the case folder."""
        paths = [*(self._root / "data").glob("*.*"), *self._seeds()]
        return {
            path.relative_to(self._root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(paths)
            if path.suffix in (".toml", ".csv", ".geojson")
        }

    @cached_property
    def licences(self) -> Licences:
        """The licences that the case's own data package states, by file."""
        path = self._root / "data" / PACKAGE
        if not path.is_file():
            return {}
        resources = json.loads(path.read_text("utf-8")).get("resources", [])
        return {one["path"]: one.get("licenses", []) for one in resources}

    def build_id(self, claims: int) -> str:
        """Give the hash of all inputs and of how many claims are drawn."""
        digest = hashlib.sha256()
        for path in [*(self._root / name for name in self._files), *self._seeds()]:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        digest.update(str(claims).encode())
        return digest.hexdigest()[:BUILD_ID_LENGTH]

    def _seeds(self) -> list[Path]:
        return sorted((self._root / "seeds").glob("*.toml"))
