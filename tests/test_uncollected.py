"""Inside nobody looks for cycles, and what was made there is not looked through as if it were new."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from county_casebook.cache.uncollected import uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    (gc.enable if was_on else gc.disable)()


def test_what_was_made_inside_is_old_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(5000)]
    assert gc.isenabled()
    assert not gc.get_freeze_count()
    assert sum(held is made for held in gc.get_objects(generation=2)) == 1


def test_what_others_have_frozen_stays_frozen() -> None:
    gc.freeze()
    with uncollected():
        pass
    assert gc.get_freeze_count()


def test_who_had_it_off_has_it_off_afterwards() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
