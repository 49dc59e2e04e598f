"""A site and all it was made from become a record beside it, by which the next build knows that nothing has changed.

The record stands in the work folder, not in the site: what a site holds does not depend on the machine that built it.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from county_casebook.deliver.target import Entry, standing, work_folder

_RECORD = "unchanged.json"
_MADE_BY_PYTHON = "__pycache__"


class Doubtful(Exception):
    """Something goes into a site that cannot be told from its files, so it has to be built."""


def fingerprint(places: Iterable[Path], words: Sequence[str]) -> str:
    """Return the SHA-256 of some words and of everything at or below some places: names, links and bytes.

    Raises Doubtful for what is neither a file nor a folder and for links to folders, OSError for what cannot be read.
    """
    digest = sha256(json.dumps(words).encode())
    for number, place in enumerate(places):
        for name, path in _files(place):
            link = str(path.readlink()) if path.is_symlink() else ""
            held = "" if path.is_dir() and not link else _sha256(path)
            digest.update(json.dumps([number, name, link, held]).encode())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[tuple[str, Path]]:
    if not place.is_dir():
        yield "", place
        return
    for name in sorted(entry.name for entry in standing(place)):
        if _MADE_BY_PYTHON not in name.split("/"):
            yield name, place / name


def _sha256(path: Path) -> str:
    if not stat.S_ISREG(path.stat().st_mode):
        raise Doubtful(path)
    return sha256(path.read_bytes()).hexdigest()


def remember(site: Path, made_from: str, hashes: Mapping[str, str]) -> None:
    """Record what a finished site was made from and what it holds, at once or not at all. Raises OSError.

    `hashes` are the SHA-256 of its files when they were inspected: one that is another by now makes the record a wrong one,
    so that the next build is a whole one. Raises Doubtful where a file was not inspected.
    """
    held = _held(site, lambda entry: hashes.get(entry.name, ""))
    work = work_folder(site)
    handle, draft = tempfile.mkstemp(prefix=f"{_RECORD}.", dir=work)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"made_from": made_from, "holds": held}, file)
    Path(draft).replace(work / _RECORD)


def is_unchanged(site: Path, made_from: str) -> bool:
    """Whether a site is, file by file, the one that was made from just this; False whenever that cannot be known."""
    try:
        held = json.loads((work_folder(site) / _RECORD).read_bytes())
        return bool(held == {"made_from": made_from, "holds": _held(site, _hash_of)})
    except (OSError, ValueError, Doubtful, RecursionError):
        return False


def _hash_of(entry: Entry) -> str:
    return _sha256(Path(entry.path))


def _held(site: Path, hash_of: Callable[[Entry], str]) -> dict[str, str]:
    """Return the mode of every folder, and the mode and the SHA-256 of every file, by name."""
    held = {".": _mode(site)}
    for entry in standing(site):
        mode = _mode(entry.path)
        if entry.is_folder:
            held[entry.name] = mode
        elif entry.is_file and (told := hash_of(entry)):
            held[entry.name] = f"{mode} {told}"
        else:
            raise Doubtful(entry.path)
    return held


def _mode(path: str | Path) -> str:
    return f"{os.lstat(path).st_mode:o}"
