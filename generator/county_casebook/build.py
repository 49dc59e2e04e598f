"""The order of the stages, and nothing else: load, link, rules, and when there is no error, publish."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from county_casebook.cache.folder import CacheFolder
from county_casebook.cache.reads import Log
from county_casebook.cache.uncollected import uncollected
from county_casebook.changes.history import Judged, by_history
from county_casebook.library.edited import edited
from county_casebook.library.known import Known
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.library.memory import Memory
from county_casebook.library.traces import Traces
from county_casebook.library.watched import WatchedLibrary
from county_casebook.problems import Problem, has_errors, ordered
from county_casebook.rules import check


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the whole library (drafts included) and every problem, in order.

    `unknown` says why earlier uses of ids could not be looked up, as in a folder without its commits; empty where they were.
    """

    library: Library
    problems: tuple[Problem, ...]
    cache: CacheFolder | None = None
    unknown: str = ""

    @property
    def has_errors(self) -> bool:
        return has_errors(self.problems)

    def kept(self, name: str, also: str = "", themes: Iterable[Path] = ()) -> Traces | None:
        """Return what earlier runs have made of this content under a name; None without a cache.

        `also` is what else all of it follows from, with the files in the folders of `themes`.
        """
        if self.cache is None or not isinstance(self.library, WatchedLibrary):
            return None
        return Traces(self.cache.shelf(name, also, themes), self.library)


def check_content(root: Path, *, named_persons: bool = False, cache: CacheFolder | None = None) -> Checked:
    """Read and check a content folder; never raises for bad content.

    `named_persons` is what the site's configuration says: whether persons may be named. With a `cache`, what an earlier run
    found is taken where nothing has changed.
    """
    with uncollected():
        log = Log()
        known = Known(cache.shelf("content"), log) if cache else None
        content = load(root, known=known)
        made = partial(WatchedLibrary, log=log) if cache else None
        library = link(content, today(root), named_persons=named_persons, made=made)
        if known:
            known.save()
        checked = Checked(library, tuple(content.problems), cache)
        kept = None if content.personal_data else checked.kept("check")  # no number of a person is ever kept
        found = check(library, kept)
        if kept:
            kept.save()
        shelf = cache.shelf("history") if cache else None
        past = Judged() if content.is_other_version else by_history(library, root, shelf)
        told = tuple(ordered([*content.problems, *found, *past.problems]))
        return replace(checked, problems=told, unknown=past.unknown)


def read_content(
    root: Path, memory: Memory, *, named_persons: bool = False, before: Library | None = None
) -> Checked:
    """Read a content folder without asking the rules; with a memory of an earlier reading, only what changed since.

    What followed from the library as it was `before` is taken over where nothing it was made of has changed.
    """
    with uncollected():
        content = load(root, memory)
        library = edited(content, today(root), named_persons=named_persons, before=before)
        return Checked(library, tuple(ordered(content.problems)))


def today(root: Path) -> date:
    """The day deadlines are measured against: see `build_time`."""
    return datetime.fromtimestamp(build_time(root), tz=UTC).date()


def build_time(root: Path) -> int:
    """Seconds since 1970 of SOURCE_DATE_EPOCH, else of the commit, never of the clock.

    Outside a repository it is 0: nothing is late where no date is known.
    """
    return int(os.environ.get("SOURCE_DATE_EPOCH") or commit_time(root) or "0")


def commit_time(root: Path) -> str:
    """Seconds since 1970 of the commit that a folder stands at; empty outside a repository."""
    command = ["git", "-C", str(root if root.is_dir() else root.parent), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
