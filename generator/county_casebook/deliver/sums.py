"""A finished site's files become the list of their SHA-256, and such a list is read again, whoever wrote it.

The list stands in the site. It is written once the gate has let the site through, so a site without it is not a finished
one. `sha256sum --check` reads it too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from county_casebook.deliver.ordinary import read_file

SUMS: Final = "SHA256SUMS"
"""The list's name in a site."""

MOST_BYTES: Final = 1 << 27
"""A list of more bytes is nobody's: it would name a million files."""

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]+)")


class NotSums(ValueError):
    """Why a text is no list of sums, in Chinese."""


def write_sums(folder: Path, hashes: Mapping[str, str]) -> str:
    """Write the list of a folder's files, whatever the umask; return the SHA-256 of the list. Raises OSError."""
    data = sums_of(hashes)
    (folder / SUMS).write_bytes(data)
    (folder / SUMS).chmod(0o644)
    return tree_hash(data)


def tree_hash(sums: bytes) -> str:
    """Return what names a whole site: the SHA-256 of its list."""
    return sha256(sums).hexdigest()


def sums_of(hashes: Mapping[str, str]) -> bytes:
    """Return the list of some files, by name."""
    lines = (f"{told}  {name}\n" for name, told in sorted(hashes.items()))
    return "".join(lines).encode("utf-8", "surrogateescape")


def read_list(folder: Path) -> bytes:
    """Return the bytes of a site's list, or so many that they are none. Raises OSError."""
    return read_file(folder / SUMS, MOST_BYTES)


def read_sums(data: bytes) -> dict[str, str]:
    """Return the SHA-256 of every file by its name; raises NotSums for anything but a list as it is written here."""
    if len(data) > MOST_BYTES:
        raise NotSums("太大了，不是网站的校验清单")
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    if lines.pop() or not lines:
        raise NotSums("不完整：是空的，或最后一行没有写完")
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if not match or not is_path(match[2]) or match[2] in found:
            raise NotSums(f"第 {number} 行读不懂")
        found[match[2]] = match[1]
    return found


def is_path(name: str) -> bool:
    """Whether a name is that of a file below a folder, and cannot lead out of it."""
    return all(part not in ("", ".", "..") for part in name.split("/"))
