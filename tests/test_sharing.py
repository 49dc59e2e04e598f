"""Every test is run whatever the order, and long ones begin while there is still something to do beside them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sharing import SECONDS_OF_FILES, shared

_Test = tuple[str, int, float]
_FILES = st.lists(st.lists(st.sampled_from([0.0, 0.0, 0.5, 3.0]), min_size=1, max_size=9), max_size=12)


def _tests(files: list[list[float]]) -> list[_Test]:
    return [(f"{name:02}.py", at, each) for name, held in enumerate(files) for at, each in enumerate(held)]


def _ordered(tests: list[_Test], workers: int) -> list[_Test]:
    return shared(tests, lambda test: test[0], lambda test: test[2], workers)


@given(_FILES, st.integers(1, 5))
def test_every_test_is_run_once_and_those_of_a_file_in_their_order(
    files: list[list[float]], workers: int
) -> None:
    tests = _tests(files)
    found = _ordered(tests, workers)
    assert sorted(found) == sorted(tests)
    for name in {test[0] for test in tests}:
        own = [test[1] for test in found if test[0] == name]
        assert own == sorted(own)


@given(_FILES, st.integers(1, 5))
def test_a_file_of_long_tests_is_never_torn(files: list[list[float]], workers: int) -> None:
    found = _ordered(_tests(files), workers)
    for name in {test[0] for test in found if test[2]}:
        places = [at for at, test in enumerate(found) if test[0] == name]
        assert places == list(range(places[0], places[-1] + 1))


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_each_share_begins_with_what_is_long_and_ends_with_what_is_short(workers: int) -> None:
    tests = _tests(
        [[0.0] * 30, [3.0] * 4, [0.0] * 30, [1.0, 0.0], [0.0] * 30, [5.0], [2.0] * 3, [1.0], [0.0] * 30]
    )
    found = _ordered(tests, workers)
    begins = [len(tests) * at // workers for at in range(workers)] + [len(tests)]
    taken = []
    for first, end in pairwise(begins):
        share = [test[2] for test in found[first:end]]
        assert share[0] > 0
        assert share[-5:] == [0.0] * 5
        taken.append(sum(share))
    assert sum(taken) == sum(test[2] for test in tests)
    assert max(taken) <= sum(taken) / workers + 6


def test_every_file_that_is_said_to_be_long_is_there() -> None:
    names = {path.name for path in Path(__file__).parent.rglob("test_*.py")}
    assert sorted(SECONDS_OF_FILES.keys() - names) == []
