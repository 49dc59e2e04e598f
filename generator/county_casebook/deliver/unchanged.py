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

from county_casebook.deliver.ordinary import read_file
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
        for entry in _below(place):
            link = "" if entry.is_folder or entry.is_file else _link(entry.path)
            held = "" if entry.is_folder else _sha256(entry)
            digest.update(json.dumps([number, entry.name, link, held]).encode())
    return digest.hexdigest()


def _below(place: Path) -> list[Entry]:
    """Everything below a folder, in order, or the file that a place is."""
    if not place.is_dir():
        return [
            Entry("", os.fspath(place), is_folder=False, is_file=place.is_file() and not place.is_symlink())
        ]
    return sorted(entry for entry in standing(place) if _MADE_BY_PYTHON not in entry.name.split("/"))


def _link(path: str) -> str:
    return os.readlink(path) if os.path.islink(path) else ""  # noqa: PTH115, PTH114 - of tens of thousands


def _sha256(entry: Entry) -> str:
    if not entry.is_file and not stat.S_ISREG(os.stat(entry.path).st_mode):  # noqa: PTH116 - a link leads to a file
        raise Doubtful(entry.path)
    return sha256(read_file(entry.path)).hexdigest()


def remember(site: Path, made_from: str, hashes: Mapping[str, str]) -> None:
    """Record what a finished site was made from and what it holds, at once or not at all. Raises OSError.

    `hashes` are the SHA-256 of its files when they were inspected: one that is another by now makes the record a wrong one,
    so that the next build is a whole one. Raises Doubtful where a file was not inspected.
    """
    held = _held(site, lambda entry: hashes.get(entry.name, ""))
    states = {name: _state(os.lstat(f"{site}/{name}")) for name in hashes}
    work = work_folder(site)
    handle, draft = tempfile.mkstemp(prefix=f"{_RECORD}.", dir=work)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"made_from": made_from, "holds": held, "states": states}, file)
    Path(draft).replace(work / _RECORD)


def is_unchanged(site: Path, made_from: str) -> bool:
    """Whether a site is, file by file, the one that was made from just this; False whenever that cannot be known."""
    try:
        record = json.loads(read_file(work_folder(site) / _RECORD))
        return bool(record["made_from"] == made_from and record["holds"] == _held(site, _sha256))
    except (OSError, ValueError, KeyError, TypeError, Doubtful, RecursionError):
        return False


def same_files(site: Path, hashes: Mapping[str, str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the name and state of every ordinary file of a site that has the SHA-256 given for its name.

    One that is as the last build left it is not read for that.
    """
    holds, states = _recorded(site)
    for name, told in hashes.items():
        path = f"{site}/{name}"
        try:
            state = os.lstat(path)
            if not stat.S_ISREG(state.st_mode):
                continue
            is_left = states.get(name) == _state(state)
            found = (
                str(holds.get(name)).rpartition(" ")[2] if is_left else sha256(read_file(path)).hexdigest()
            )
        except (OSError, ValueError):
            continue
        if found == told:
            yield name, state


def _recorded(site: Path) -> tuple[dict[str, str], dict[str, list[int]]]:
    """What the last build recorded of its files: hashes and states; nothing when that cannot be read."""
    try:
        record = json.loads(read_file(work_folder(site) / _RECORD))
        return dict(record["holds"]), dict(record["states"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}, {}


def _state(state: os.stat_result) -> list[int]:
    """What is another as soon as a file is written, moved or given another date."""
    return [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


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
