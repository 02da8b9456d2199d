"""
Hold evidence against the texts it points into: hashes of files, offsets, hashes of words.

It never repeats a word of a text: a fault names places and hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from geo.case.lines import Path as TomlPath
from geo.case.lines import line_of
from geo.case.models import EvidenceTable, SeedFile
from geo.errors import Fault


def check_articles(
    seeds: Iterable[tuple[SeedFile, str, Mapping[TomlPath, int]]],
    folder: Path,
    faults: list[Fault],
) -> None:
    """
    Check every source that names a file against that file.

    Parameters
    ----------
    seeds
        Each with the name of its TOML file and the lines of its fields.
    folder
        Where the texts lie, by the names that the records give.
    faults
        Where each fault is added.
    """
    for seed, name, lines in seeds:
        if seed.source.file is None:
            continue
        line = line_of(lines, ("source", "file"))
        path = folder / Path(seed.source.file.name).name
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what = f"{path.name} cannot be read as text: {type(error).__name__}"
            faults.append(
                Fault(name, line, what, "put the file there as UTF-8, or correct its name")
            )
            continue
        if hashlib.sha256(raw).hexdigest() != seed.source.file.sha256:
            what = f"{path.name} has another SHA-256 than the record states"
            faults.append(Fault(name, line, what, "take the text the claims were read in"))
        for number, claim in enumerate(seed.claim):
            where = line_of(lines, ("claim", number, "evidence"))
            for item in claim.evidence:
                faults += [Fault(name, where, *fault) for fault in _evidence_faults(item, text)]


def read_texts(seeds: Iterable[SeedFile], folder: Path) -> dict[str, str]:
    """Give the texts of the sources that name a file, by source id, as they stand there."""
    return {
        seed.source.id: (folder / Path(seed.source.file.name).name).read_bytes().decode("utf-8")
        for seed in seeds
        if seed.source.file is not None
    }


def _evidence_faults(item: EvidenceTable, text: str) -> Iterable[tuple[str, str]]:
    if item.start is None or item.end is None:
        return
    if item.end > len(text):
        what = f"evidence ends at {item.end}, and the text has {len(text)} characters"
        yield what, "give offsets in characters of the text as stored"
    elif hashlib.sha256(text[item.start : item.end].encode()).hexdigest() != item.sha256:
        what = f"the words at {item.start} to {item.end} have another SHA-256 than the claim states"
        yield what, "correct the offsets, or read the claim again and give the new hash"
