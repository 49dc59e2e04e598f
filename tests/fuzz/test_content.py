"""Bad content never makes a traceback: the tiny library, broken at random, is always told as problems."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.build import check_content
from county_casebook.source import Refused, read
from tests.building import TINY

FILES = sorted((TINY / "content").rglob("*.yml"))
JUNK = st.sampled_from(
    [
        "",
        "null",
        "[]",
        "{}",
        "[a]",
        "{a: b}",
        "-",
        "~",
        "no",
        "1e9",
        "'",
        '"',
        "&a",
        "*a",
        "!!x y",
        "\t",
        "👍",
        "not_stated",
        "- - -",
        "\u202e",
        "九",
    ]
)


@pytest.mark.slow
@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.sampled_from(FILES), st.integers(0, 200), JUNK, st.sampled_from(["value", "line", "delete", "indent"])
)
def test_a_library_broken_anywhere_is_told_not_thrown(file: Path, at: int, junk: str, how: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(TINY / "content", content)
        lines = file.read_text("utf-8").split("\n")
        at %= len(lines)
        key = lines[at].partition(":")[0]
        lines[at : at + 1] = {
            "value": [f"{key}: {junk}"],
            "line": [junk],
            "delete": [],
            "indent": [f"  {lines[at]}"],
        }[how]
        (content / file.relative_to(TINY / "content")).write_text("\n".join(lines), "utf-8")
        for problem in check_content(content).problems:
            assert problem.message
            assert problem.location.line >= 1


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        read(data, "x.yml")


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(alphabet="ab:-[]{},&*!|>'\"#%@`\n\t 九：", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refused):
        read(text.encode(), "x.yml")
