"""Where a token stands becomes whose it is and at which position: by the lengths of fields alone, so that nothing is kept twice.

Positions tell the field they stand in (`FIELD_STARTS`), so that a search can weigh a hit without asking anything else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from county_casebook.publish.search.tokenizer import FIELDS, Numbers, Small

FIELD_STARTS = (0, 256, 1024, 2048)
"""The positions at which title, keywords, summary and body begin; a field that overflows pushes the next one back."""

FIELD_WEIGHTS = (12, 6, 4, 1)
"""What one occurrence weighs in title, keywords, summary and body."""

TITLE_CLASSES = ((4, 2.0), (8, 1.5), (16, 1.0))
"""A hit in a short title says more: titles of up to so many tokens weigh so many times as much; longer ones `LONG_TITLE`."""

LONG_TITLE = 0.75

Sums = NDArray[np.float64]


def title_class(length: int) -> int:
    """The place of a title of so many tokens in `TITLE_CLASSES`."""
    return next(
        (order for order, (most, _) in enumerate(TITLE_CLASSES) if length <= most), len(TITLE_CLASSES)
    )


def title_boosts() -> list[float]:
    """What a title of each class weighs."""
    return [*(boost for _, boost in TITLE_CLASSES), LONG_TITLE]


class Places:
    """The fields of all records in one stream of tokens; `sizes` has four a record (see `Tokens`)."""

    def __init__(self, sizes: Small) -> None:
        taken = np.cumsum(sizes.reshape(-1) + (sizes.reshape(-1) > 0), dtype=np.int64)
        self._starts = np.append(0, taken)
        begins = np.zeros(sizes.shape, dtype=np.int64)
        for field in range(1, FIELDS):
            begins[:, field] = np.maximum(FIELD_STARTS[field], begins[:, field - 1] + sizes[:, field - 1] + 1)
        self._shifts = begins.reshape(-1) - self._starts[:-1] - 1
        self._classes = np.array([title_class(size) for size in sizes[:, 0].tolist()], dtype=np.int8)
        self._weights = np.array(FIELD_WEIGHTS, dtype=np.float64)[:, None] * np.ones(len(title_boosts()))
        self._weights[0] *= title_boosts()

    def owners_and_positions(self, at: Numbers) -> tuple[Small, Small]:
        """The record and the position of the tokens at ascending places of the stream."""
        counts = np.diff(np.searchsorted(at, self._starts))
        fields = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        return fields // FIELDS, (at + self._shifts[fields]).astype(np.int32)

    def weights(self, owners: Small, positions: Small) -> Sums:
        """What each occurrence weighs."""
        fields = sum((positions >= start).view(np.int8) for start in FIELD_STARTS[1:])
        weights: Sums = self._weights[fields, self._classes[owners]]
        return weights


__all__ = ["FIELD_STARTS", "FIELD_WEIGHTS", "Places", "Sums", "title_boosts", "title_class"]
