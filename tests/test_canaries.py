"""Words planted in drafts and in withdrawn records stand in no byte of anything that can be made of a library.

What is looked through is the registry of outputs, so that a new output is looked through by itself.
"""

from __future__ import annotations

import gzip
import io
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.asked import whole_bytes
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.publish.packed import NotPackedError, unpacked
from county_casebook.records import KINDS
from tests.building import TINY

SITE = Site("示例库", "https://example.org/casebook/")
_STATES = (
    "status: draft",
    "status: review",
    "status: withdrawn\nwithdrawal:\n  date: 2006-03-01\n  reason: 示例原因。",
)
_CANARY = "金丝雀"
_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[。；]?$)", re.MULTILINE)
"""Where a line that ends in Chinese words ends."""


class _Shell:
    """A page shell with nothing of its own."""

    def render(self, *, title: str, description: str, url: str, head: str, body: str) -> str:
        return f"<title>{escape(title)}</title>{escape(description)}{url}{head}{body}"


def planted(content: Path, count: int) -> None:
    """Put records in work and withdrawn records into a library, each with words that no other holds at the end of every text."""
    files = [file for kind in KINDS for file in sorted((content / kind).glob("*.yml"))]
    for number in range(count):
        file = files[number % len(files)]
        text = _WORDS.sub(f"{_CANARY}{number:04}", file.read_text("utf-8"))
        state = _STATES[number // len(files) % len(_STATES)]
        hidden = file.with_name(f"zz-hidden-{number:04}.yml")
        hidden.write_text(text.replace("status: published", state, 1), "utf-8")
        if file.with_suffix(".txt").is_file():
            shutil.copy(file.with_suffix(".txt"), hidden.with_suffix(".txt"))


def made(library: Library) -> dict[str, bytes]:
    """Everything that can be made of a library, by output and path."""
    edition = Edition.of(library, SITE, shell=lambda depth, section: _Shell())
    return {
        f"{name}:{path}": whole_bytes(data)
        for name, output in OUTPUTS.items()
        for path, data in output.files(edition)
    }


def inside(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds: as it is, unpacked, and every member of an archive or row of a database."""
    yield data
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())
    elif data.startswith(b"SQLite"):
        held = sqlite3.connect(":memory:")
        held.deserialize(data)
        yield "\n".join(held.iterdump()).encode()
    try:
        yield unpacked(data)
    except NotPackedError:
        return


@pytest.mark.parametrize("least", [100, pytest.param(1_000, marks=pytest.mark.slow)])
def test_what_readers_must_not_see_is_in_nothing_that_is_made(tmp_path: Path, least: int) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    before = made(link(load(tmp_path / "content"), date(2006, 3, 1)))
    planted(tmp_path / "content", least * 4 // 3)  # what has become too long for its field cannot be read
    library = link(load(tmp_path / "content"), date(2006, 3, 1))
    hidden = [record for record in library.records() if record.id.startswith("zz-hidden")]
    assert len(hidden) >= least
    assert {record.status for record in hidden} == {"draft", "review", "withdrawn"}
    found = made(library)
    assert not [
        name for name, data in found.items() if any(_CANARY.encode() in part for part in inside(data))
    ]
    other = {name for name in found if found[name] != before.get(name)} | (before.keys() - found.keys())
    assert {name for name in other if not _tells_of_withdrawn(name)} == set()


def _tells_of_withdrawn(name: str) -> bool:
    """Whether a file may say that something was withdrawn: the page at its address, the list for servers, the list of changes, feeds."""
    return bool(
        re.fullmatch(
            r"addresses:moved[.]json|pages:(?:changes/.*|[a-z]+/zz-hidden-\d+/index[.]html)"
            r"|feeds:(?:(?:policies|questions)/)?feed[.](?:xml|json)",
            name,
        )
    )


@pytest.mark.slow
def test_a_canary_would_be_found(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    case = tmp_path / "content/cases/jichuan-tea.yml"
    case.write_text(_WORDS.sub(_CANARY, case.read_text("utf-8")), "utf-8")
    assert not [
        problem for problem in check_content(tmp_path / "content").problems if problem.level == "error"
    ]
    found = made(link(load(tmp_path / "content"), date(2006, 3, 1)))
    outputs = {
        name.partition(":")[0] for name, data in found.items() if _CANARY.encode() in b"".join(inside(data))
    }
    assert outputs >= {"pages", "compare", "feeds", "ndjson", "opensearch", "search"}
