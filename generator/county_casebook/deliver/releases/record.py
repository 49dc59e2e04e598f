"""What a release says of itself, in a file beside its pages: the release before it, and the sums of its compressed files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.sums import NotSums, read_sums, sums_of

RECORD: Final = ".casebook-release"
_HEAD: Final = "casebook release"


class NotRecord(ValueError):
    """Why a folder is no release of ours, in Chinese."""


@dataclass(frozen=True, slots=True)
class Record:
    """`before` names the release that was current when this one was made, `packers` what compressed its files."""

    before: str = ""
    packers: str = ""
    packed: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the record of a folder, at once or not at all. Raises OSError."""
        head = f"{_HEAD}\n{self.before}\n{self.packers}\n".encode()
        draft = folder / f"{RECORD}.new"
        draft.write_bytes(head + sums_of(self.packed))
        draft.chmod(0o644)
        draft.replace(folder / RECORD)


def read_record(folder: Path) -> Record:
    """Return the record of a folder; raises NotRecord, OSError."""
    path = folder / RECORD
    if path.is_symlink() or not path.is_file():
        raise NotRecord(f"没有 {RECORD}")
    head, before, packers, *rest = [*read_file(path).split(b"\n", 3), b"", b"", b""][:4]
    sums = rest[0]
    if head != _HEAD.encode():
        raise NotRecord(f"{RECORD} 读不懂")
    try:
        return Record(before.decode(), packers.decode(), read_sums(sums) if sums else {})
    except (NotSums, UnicodeDecodeError):
        raise NotRecord(f"{RECORD} 读不懂") from None
