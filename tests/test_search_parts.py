"""What records give to the index is kept as bytes: read back as it was, refused when it is anything else, made anew where it must be."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from county_casebook.build import check_content
from county_casebook.cache.folder import CacheFolder
from county_casebook.library.edition import Edition
from county_casebook.publish.outputs import search_files
from county_casebook.publish.search import packing, parts, suggestions
from county_casebook.publish.search.encoding import sorted_places
from county_casebook.publish.search.parts import Part
from tests.building import TINY, copy_of_tiny, edited


@pytest.fixture(scope="module")
def tiny() -> Edition:
    return Edition.of(check_content(TINY / "content").library)


def _told(part: Part) -> object:
    tokens = part.tokens
    return (
        [*part.kinds],
        [{name: tuple(values) for name, values in facets.items()} for facets in part.facets],
        [*part.cards],
        (tokens.signs, tokens.words, tokens.stream.tolist(), tokens.sizes.tolist()),
        [*part.suggestions],
    )


def test_a_part_is_read_back_as_it_was_written(tiny: Edition) -> None:
    made = list(parts.parts(tiny))
    assert len(made) > 1
    for part in made:
        found = parts._unpacked(parts._packed(part))
        assert found
        assert _told(found) == _told(part)


def test_what_is_no_part_is_refused_without_a_fault(tiny: Edition) -> None:
    data = parts._packed(next(iter(parts.parts(tiny))))
    for end in (*range(0, len(data), 97), len(data) - 1):
        assert parts._unpacked(data[:end]) is None
    assert parts._unpacked(data + b"\0") is None
    for other in (b"", b"\n", b"[]\n", b"{}\n", b'{"kinds":1}\n', b"\xff\n" + data):
        assert parts._unpacked(other) is None
    chance = random.Random(7)
    for _ in range(500):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] = chance.randrange(256)
        parts._unpacked(bytes(changed))


def _index(root: Path, cache: Path) -> dict[str, bytes]:
    checked = check_content(root, cache=CacheFolder(cache))
    kept = checked.kept("pages")
    assert kept
    files = search_files(Edition.of(checked.library, kept=kept))
    found = {path: data if isinstance(data, bytes) else b"".join(data) for path, data in files}
    kept.save()
    return found


def _noted(asked: list[str], name: str, do: Callable[..., Any], *given: Any) -> Any:
    asked.append(name)
    return do(*given)


def test_after_an_edit_little_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing changed nothing is cut, compressed or read aloud; with one word changed, what holds it."""
    asked: list[str] = []
    for module, name in ((parts, "tokenize"), (suggestions, "pinyin"), (packing, "packed")):
        monkeypatch.setattr(module, name, partial(_noted, asked, name, getattr(module, name)))
    config = copy_of_tiny(tmp_path)
    root = tmp_path / "content"
    first = _index(root, tmp_path / "cache")
    counts = {name: asked.count(name) for name in set(asked)}
    assert len(counts) == 3
    asked.clear()
    assert _index(root, tmp_path / "cache") == first
    assert set(asked) <= {"packed"}  # the directory and the columns
    always = len(asked)
    asked.clear()
    edited(config)
    assert _index(root, tmp_path / "cache") != first
    assert 1 <= asked.count("tokenize") < counts["tokenize"]
    assert "pinyin" not in asked
    assert asked.count("packed") < counts["packed"] + always


@pytest.mark.parametrize("largest", [10, 1 << 40, 1 << 61])
def test_keys_are_ordered_and_equal_ones_stay_as_they_were(largest: int) -> None:
    keys = np.array(
        [random.Random(largest + at // 2).randrange(largest) for at in range(999)], dtype=np.int64
    )
    keys[-3:] = 0, largest, 0
    found, order = sorted_places(keys)
    assert found.tolist() == sorted(keys.tolist())
    assert order.tolist() == sorted(range(len(keys)), key=lambda at: keys[at])
