"""What a stored case was made of: the hashes its folder had when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.case.inputs import Licences


@dataclass(frozen=True)
class StoredInputs:
    """
    The hashes of the files a case was read from.

    Attributes
    ----------
    hashes, licences
        As ``geo.case.inputs.Inputs`` gives them.
    build_ids
        By the number of claims that are drawn: all, or those that somebody reviewed.
    """

    hashes: dict[str, str]
    licences: Licences
    build_ids: Mapping[int, str]

    def build_id(self, claims: int) -> str:
        """Give the hash of all inputs and of how many claims are drawn."""
        return self.build_ids[claims]
