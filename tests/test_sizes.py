"""Functions and modules stay as small as the house style asks."""

from __future__ import annotations

import runpy
from pathlib import Path
from statistics import median

import pytest

SIZES = runpy.run_path(str(Path(__file__).parents[1] / ".ci/sizes.py"), run_name="sizes")
PACKAGE: Path = SIZES["PACKAGE"]


def test_modules_are_short_enough_to_be_read_at_once() -> None:
    found = {size.name: size.lines for size in SIZES["modules"](PACKAGE)}
    longer = {name: lines for name, lines in found.items() if lines > SIZES["MODULE_LINES"]}
    assert longer == {}


@pytest.mark.slow
def test_most_functions_do_one_thing() -> None:
    sizes = SIZES["functions"](PACKAGE)
    assert median(size.lines for size in sizes) <= SIZES["FUNCTION_LINES_MEDIAN"]
    assert SIZES["p90"](sizes) <= SIZES["FUNCTION_LINES_P90"]


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "def short() -> None:\n    pass\n\n\nclass A:\n    def longer(self) -> int:\n        one = 1\n        return one\n"
    )
    assert [(size.lines, size.name) for size in SIZES["functions"](tmp_path)] == [
        (3, "a.py:longer"),
        (2, "a.py:short"),
    ]
    assert [(size.lines, size.name) for size in SIZES["modules"](tmp_path)] == [(8, "a.py")]
