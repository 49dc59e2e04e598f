"""The library of this repository as it stands in `content/`, read once a process for all tests that ask it something."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from county_casebook.library.content import Content
from county_casebook.library.library import Library, link
from county_casebook.library.load import load

CONTENT = Path(__file__).parents[1] / "content"


@cache
def real_content() -> Content:
    """Return what is read of it; nobody changes it."""
    return load(CONTENT)


@cache
def real_library(day: date) -> Library:
    """Return it as it is on a day."""
    return link(real_content(), day)
