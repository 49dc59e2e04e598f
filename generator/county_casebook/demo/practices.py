"""The grammar of practices, read once: about thirty kinds, each with its own trouble, steps, figure, limits and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "grammar"
_KINDS = ("land", "trees", "animals", "works")
Practice = Mapping[str, Any]


@cache
def practices() -> tuple[Practice, ...]:
    """Every practice, in the order of its file."""
    return tuple(practice for name in _KINDS for practice in _read(name))


@cache
def common() -> Mapping[str, Any]:
    """Sentences that fit every practice, by what they are about."""
    found: Mapping[str, Any] = _read("common")
    return found


@cache
def techniques() -> Mapping[str, Any]:
    """The technique that each practice names, by its id."""
    found: Mapping[str, Any] = _read("techniques")
    return found


@cache
def rules() -> Sequence[str]:
    """Sentences of fictional policies."""
    found: Sequence[str] = _read("rules")["rules"]
    return found


@cache
def fitting(terrain: str, *, quick: bool) -> tuple[Practice, ...]:
    """The practices of a landscape; `quick` for those that show something within a year."""
    return tuple(
        practice
        for practice in practices()
        if terrain in practice["terrain"] and (practice["quick"] or not quick)
    )


def _read(name: str) -> Any:
    return yaml.load((_FOLDER / f"{name}.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
