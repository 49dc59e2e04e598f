"""Long work says how far it is, to whoever listens; where nobody does, it says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

Listener: TypeAlias = Callable[[str, int, int], None]
"""Is given the stage in words, how much of it is done, and of how much; 0 where that is not known."""

_T = TypeVar("_T")
_listener: ContextVar[Listener | None] = ContextVar("progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let a listener hear of all work done meanwhile."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def stage(words: str) -> None:
    """Say that a stage begins."""
    if listener := _listener.get():
        listener(words, 0, 0)


def counted(words: str, items: Iterable[_T], total: int = 0) -> Iterator[_T]:
    """Yield the items of a stage and say how many are done."""
    listener = _listener.get()
    if listener is None:
        yield from items
        return
    listener(words, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        listener(words, done, total)
