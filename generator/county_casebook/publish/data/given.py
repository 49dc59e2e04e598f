"""A file of data as what stands beside it names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "gz": "application/gzip",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file of data: its path beside the files made here, its size and its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def format(self) -> str:
        """The format it is in; what it is compressed with is no format."""
        return self.path.removesuffix(".gz").rpartition(".")[2]

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].partition(".")[0]

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES["gz" if self.path.endswith(".gz") else self.format]

    @classmethod
    def of(cls, path: str, data: bytes) -> Given:
        """Describe a file by its bytes."""
        return cls(path, len(data), hashlib.sha256(data).hexdigest())


__all__ = ["MEDIA_TYPES", "Given"]
