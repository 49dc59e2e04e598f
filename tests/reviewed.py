"""The form over the tiny library in a repository, with a case that nobody has reviewed yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.edit.editing import Editing
from tests.forms import editing_of
from tests.repositories import commit, git, person

CASE = "cases/chengxi-envoys"
FILE = f"content/{CASE}.yml"


def unreviewed(library: Path) -> None:
    """Make the case of a library a draft without reviews, with a comment at its head."""
    path = library / FILE
    text = path.read_text("utf-8").replace("status: published\npublished: 2006-02-01\n", "status: draft\n")
    head, found, after = text.partition("  reviews:\n")
    assert found
    rest = after[after.index("setting:\n") :]
    path.write_text(f"# 县里报来的第一稿\n{head}{rest}", "utf-8")


def reviewing_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Editing:
    """Start the form for that library below a folder."""
    person(folder / "home", monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    library = folder / "library"
    made = editing_of(library)
    unreviewed(library)
    made.desk.doubt()
    git(library, "init", "-q", "-b", "main")
    commit(library, "begin")
    return made
