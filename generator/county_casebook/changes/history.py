"""What the commits of a library tell becomes what is wrong with it now, and a sentence for what they could not tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from county_casebook.cache.shelf import Shelf
from county_casebook.changes.former import former
from county_casebook.changes.reused import lost, reused
from county_casebook.changes.untold import untold
from county_casebook.git import GitFault
from county_casebook.git.history import Past, is_promised, past_of
from county_casebook.library.library import Library
from county_casebook.problems import Problem


class Judged(NamedTuple):
    """What is wrong by the commits, and why not all of them could be asked (empty: they could)."""

    problems: tuple[Problem, ...] = ()
    unknown: str = ""


def by_history(library: Library, root: Path, shelf: Shelf | None = None) -> Judged:
    """Judge a library by the commits of its folder, as far as they are here: a tarball has none, a shallow clone only the last."""
    try:
        past = past_of(root)
        if past is None or not past.head:
            return Judged(unknown="这里没有 git 的提交")
        if is_promised(past.repository):
            return Judged(unknown="旧的内容没有取下来（partial clone）")
        return Judged(tuple(_problems(library, root, past, shelf)), past.missing)
    except GitFault as fault:
        return Judged(unknown=str(fault))


def _problems(library: Library, root: Path, past: Past, shelf: Shelf | None) -> Iterator[Problem]:
    told = former(past, shelf)
    yield from reused(library, past, told)
    yield from lost(library, past, told, root.name)
    yield from untold(library, root, past, told)


__all__ = ["Judged", "by_history"]
