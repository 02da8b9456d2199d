"""
Everything this package reports about the material it was given.

HandoverMapError
    CaseError                the case folder is incomplete, or contradicts itself
    DateError                a day is not written in the EDTF that a case uses
    SourceError              an article cannot be read, or a quote is not in it
    GazetteerError           a place cannot be told from its name
    LayerError               a layer lacks a column, a CRS or a geometry
    RenderError              a page cannot be drawn as asked
    RuleError                a rule for claims is wrong, or its vocabulary is
    ModelError               the parser or its model is not installed
    StoreError               a database cannot be used as a store

A message says where the fault stands, what it is, and what to change; the command line
prints it as it is.  A mistake in our own code raises Python's own errors, and nothing here
catches those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class HandoverMapError(Exception):
    """Base of every error that the user can put right by changing the input."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """
    One fault of a case: where it stands, what it is, what to change.

    Attributes
    ----------
    file
        Path within the case folder, with forward slashes.
    line
        Line in that file, counted from 1; 0 when the whole file is meant.
    what
        What is wrong.
    remedy
        What to change.
    """

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one line, in the form editors make into a link."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what}; {self.remedy}"


class CaseError(HandoverMapError):
    """
    The case folder is incomplete, or contradicts itself.

    Attributes
    ----------
    faults
        All that was found in one run, in the order of files and lines.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DateError(HandoverMapError):
    """A day is not written in the EDTF that a case uses."""


class SourceError(HandoverMapError):
    """An article cannot be read, or a quote is not in it."""


class GazetteerError(HandoverMapError):
    """A place cannot be told from its name."""


class LayerError(HandoverMapError):
    """A layer lacks a column, a CRS or a geometry."""


class RenderError(HandoverMapError):
    """A page cannot be drawn as asked."""


class RuleError(HandoverMapError):
    """A rule for claims is wrong, or its vocabulary is."""


class ModelError(HandoverMapError):
    """The parser or its model is not installed."""


class StoreError(HandoverMapError):
    """A database cannot be reached, or cannot be used as a store."""


def problem_of(where: str, error: object) -> str:
    """Say what is wrong with a document; an error that nobody foresaw is to be reported."""
    if isinstance(error, HandoverMapError):
        return str(error)
    return f"{where}: {type(error).__name__}: {error}; report this document"
