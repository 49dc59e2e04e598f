"""Files being saved become one set of changed paths, once the burst is over.

The system tells what changed (watchdog, which MkDocs brings): asking 20,000 files for their times again and again takes a
third of a second each time. What a system does not tell is found when a state is looked over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Thread

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
_QUIET = 0.03
"""Seconds without a change after which the saving of a file or two is over."""
_MANY, _QUIET_AFTER_MANY = 4, 0.25
"""A checkout or a script changes many files, and pauses longer in between."""
_LONGEST = 10.0
"""Seconds after which a burst that does not end is taken as it is."""


class Watcher(FileSystemEventHandler):
    """Collects changed paths, and hands them over when nothing changes any more."""

    def __init__(self, handle: Callable[[set[Path]], None]) -> None:
        self._handle = handle
        self._changed: set[Path] = set()
        self._last = self._first = 0.0
        self._some = Condition()
        self._observer = Observer()
        self._observer.start()
        self._watched: tuple[Path, ...] = ()
        self._locks: tuple[Path, ...] = ()
        Thread(target=self._run, daemon=True, name="settling").start()

    def watch(self, places: Iterable[Path]) -> None:
        """Watch these files and folders, and no others any more."""
        wanted = tuple(places)
        if wanted == self._watched:
            return
        self._observer.unschedule_all()
        folders = {place if place.is_dir() else place.parent: place.is_dir() for place in wanted}
        for folder, whole in folders.items():
            above = any(
                other != folder and deep and folder.is_relative_to(other) for other, deep in folders.items()
            )
            if folder.is_dir() and not above:
                self._observer.schedule(self, str(folder), recursive=whole, event_filter=_EVENTS)
        self._watched = wanted
        self._locks = tuple(
            dict.fromkeys(found / ".git/index.lock" for place in wanted for found in place.parents)
        )

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        found = {path for path in paths if any(path.is_relative_to(place) for place in self._watched)}
        if found:
            self.note(found)

    def note(self, paths: Iterable[Path]) -> None:
        """Take in that paths changed."""
        with self._some:
            now = time.monotonic()
            self._first = self._first if self._changed else now
            self._last = now
            self._changed.update(paths)
            self._some.notify()

    def _run(self) -> None:
        while True:
            self._handle(self._settled())

    def _settled(self) -> set[Path]:
        """Wait for a change, then for the end of the burst."""
        with self._some:
            while not self._changed:
                self._some.wait()
            while (left := self._left()) > 0:
                self._some.wait(left)
            changed, self._changed = self._changed, set()
            return changed

    def _left(self) -> float:
        """How many seconds to wait still."""
        now = time.monotonic()
        if now - self._first > _LONGEST:
            return 0
        if any(lock.exists() for lock in self._locks):  # git is at work
            return _QUIET
        quiet = _QUIET if len(self._changed) < _MANY else _QUIET_AFTER_MANY
        return self._last + quiet - now

    def stop(self) -> None:
        self._observer.stop()
