"""In which order the tests run, so that no worker is left with a long one at the end.

Each worker of pytest-xdist begins with a share of equal number from the front of the order, and who is done takes over tests from
the end of another's (`--dist worksteal`). So each share begins with files of long tests, and ends with short ones to be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, groupby
from typing import TypeVar

T = TypeVar("T")

SECONDS_OF_FILES: Mapping[str, int] = {
    "test_gate.py": 42,
    "test_inspection.py": 32,
    "test_problems.py": 22,
    "test_partial_libraries.py": 19,
    "test_office.py": 19,
    "test_continued.py": 17,
    "test_cache.py": 15,
    "test_serve.py": 14,
    "test_layout.py": 13,
    "test_unchanged.py": 13,
    "test_targets.py": 12,
    "test_build.py": 11,
    "test_long_records.py": 10,
    "test_office_excel.py": 9,
    "test_long_texts.py": 8,
    "test_migrate.py": 8,
    "test_security.py": 8,
    "test_own_theme.py": 7,
    "test_units.py": 7,
    "test_git_submission.py": 7,
    "test_personal_places.py": 7,
    "test_everything_shown.py": 7,
    "test_edit_pictures.py": 7,
    "test_edit.py": 6,
    "test_images.py": 6,
    "test_shared.py": 6,
    "test_documents.py": 5,
    "test_government.py": 5,
    "test_serve_changes.py": 5,
    "test_verify.py": 5,
}
"""What files of tests take in `make test-fast` on one core, in seconds, where it is five or more; measured, and only for the order."""


def shared(
    tests: Sequence[T], file: Callable[[T], str], seconds: Callable[[T], float], workers: int
) -> list[T]:
    """Return the tests in as many shares as there are workers, one after another; the tests of a file stay together.

    `seconds` is about what a long test takes, and 0 for one that is not long; a file is long when one of its tests is. Long files
    are dealt out, the longest first, each to the share with the least so far; the others, in the order they had, fill the shares.
    """
    files = [list(held) for _, held in groupby(tests, file)]
    weights = [sum(map(seconds, held)) for held in files]
    long = sorted((at for at, weight in enumerate(weights) if weight), key=lambda at: -weights[at])
    shares: list[list[T]] = [[] for _ in range(workers)]
    taken = [0.0] * workers
    for at in long:
        least = min(range(workers), key=taken.__getitem__)
        shares[least] += files[at]
        taken[least] += weights[at]
    short = [*chain.from_iterable(held for held, weight in zip(files, weights, strict=True) if not weight)]
    for at, share in enumerate(shares):
        room = len(tests) * (at + 1) // workers - len(tests) * at // workers - len(share)
        share += short[: max(room, 0)]
        del short[: max(room, 0)]
    return [*chain.from_iterable(shares), *short]
