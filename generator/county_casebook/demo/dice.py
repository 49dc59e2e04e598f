"""Numbers that look random and are the same for the same names everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


class Dice:
    """Numbers that look random and depend on nothing but their names (SHA-256 in counter mode)."""

    def __init__(self, *names: object) -> None:
        self._seed = "/".join(map(str, names)).encode()
        self._count = 0
        self._pool = b""

    def number(self, below: int) -> int:
        """An integer from 0 up to (not including) `below`."""
        if len(self._pool) < 4:
            self._pool = hashlib.sha256(self._seed + self._count.to_bytes(8, "big")).digest()
            self._count += 1
        value, self._pool = int.from_bytes(self._pool[:4], "big"), self._pool[4:]
        return value % below

    def one(self, choices: Sequence[_T]) -> _T:
        return choices[self.number(len(choices))]

    def some(self, choices: Sequence[_T], count: int) -> list[_T]:
        """`count` different choices, or all of them when there are fewer."""
        left = list(choices)
        return [left.pop(self.number(len(left))) for _ in range(min(count, len(left)))]

    def between(self, low: int, high: int) -> int:
        return low + self.number(high - low + 1)

    def chance(self, per_cent: int) -> bool:
        return self.number(100) < per_cent
