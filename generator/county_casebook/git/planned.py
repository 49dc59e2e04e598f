"""What a submission would do, as it is shown before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file by its path from the repository's root, and how it differs from what the branch begins with."""

    name: str
    change: Literal["added", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The files, where they go and who can read them there; `mark` stands for all of it and for every byte of the files.

    `remote` and `address` are empty when there is none; `adds_to_branch` says that the branch holds an earlier submission of
    the same record.
    """

    record: str
    files: tuple[PlannedFile, ...]
    remote: str
    address: str
    default_branch: str
    branch: str
    adds_to_branch: bool
    author: str
    readers: str
    notes: tuple[str, ...]
    mark: str
