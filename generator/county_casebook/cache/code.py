"""The version of what computes: every source file of the package and the theme, and the libraries they stand on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def code_version(themes: Iterable[Path] = ()) -> str:
    """Return what changes whenever a file of the package or of these theme folders does, or a library beside it."""
    made = blake2b(_code().encode(), digest_size=32)
    for folder in themes:
        made.update(_tree(folder))
    return made.hexdigest()


@cache
def _code() -> str:
    """The same of what cannot change while a command runs: Python, the libraries and the package."""
    made = blake2b(sys.version.encode(), digest_size=32)
    for line in sorted(_libraries()):
        made.update(line.encode())
    made.update(_tree(_PACKAGE))
    return made.hexdigest()


def _libraries() -> Iterator[str]:
    for found in distributions():
        yield f"{found.metadata['Name']}=={found.version}\n"


def _tree(folder: Path) -> bytes:
    """A digest over the names and bytes of every file below a folder."""
    made = blake2b(digest_size=32)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", ".pyo"):
            data = path.read_bytes()
            made.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            made.update(data)
    return made.digest()
