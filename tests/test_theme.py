"""Templates that a person can read: short lines, short files, and nothing of their layout in what readers download."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.render.environment import environment, theme_directory

TEMPLATES = sorted(theme_directory().rglob("*.html"))


def named(path: Path) -> str:
    return path.relative_to(theme_directory()).as_posix()


def test_every_template_is_read() -> None:
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("folder", ["macros", "pictures", "records"])
def test_no_line_of_a_template_is_longer_than_140_characters(folder: str) -> None:
    long = [
        f"{named(path)}:{number}: {len(line)}"
        for path in TEMPLATES
        if named(path).startswith(folder)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 140
    ]
    assert long == []


def test_no_page_template_is_longer_than_60_lines() -> None:
    lengths = {
        named(path): len(path.read_text("utf-8").splitlines())
        for path in TEMPLATES
        if path.parent.name != "macros"
    }
    assert {name: length for name, length in lengths.items() if length >= 60} == {}


def test_indentation_of_a_template_is_not_downloaded_but_that_of_a_value_is_kept() -> None:
    template = environment().from_string("<div>\n  <pre>{{ words }}</pre>\n\t<p>一\n    二</p>\n</div>")
    assert template.render(words="甲\n  乙") == "<div>\n<pre>甲\n  乙</pre>\n<p>一\n二</p>\n</div>"
