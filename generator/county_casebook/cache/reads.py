"""What a computation reads becomes the list of it: by that list it is known later whether the result still holds.

Nothing that is computed under a `Log` can read a record or a mapping without the log knowing: a record at rest holds no
field (see `Seal`), and a mapping is handed out only as `Watched`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

Key: TypeAlias = "tuple[str, str, str]"
"""One thing read: what it is, of what, and which; e.g. `("item", "shown/cases", "nanping-envoys")`."""

_V = TypeVar("_V")


def _never(_: Key) -> None:
    """Know of no earlier run."""


class Log:
    """The reads of what is being computed, and the records it has opened; computations inside others have their own.

    `earlier` gives a value that an earlier run has found and that would be the same now, else None.
    """

    def __init__(self) -> None:
        self.reads: set[Key] = set()
        self.opened: list[Any] = []
        self.earlier: Callable[[Key], Any] = _never
        self._keys: dict[Key, Key] = {}

    def reading(self) -> _Reading:
        """Give what is computed inside a list of reads of its own; every record is at rest before and after."""
        return _Reading(self)

    def listed(self, reads: set[Key]) -> tuple[Key, ...]:
        """Return reads to be kept: the same key in many lists is one object, since there are twenty times as many as keys."""
        same = self._keys.setdefault
        return tuple(same(key, key) for key in reads)

    def close_all(self) -> None:
        """Put every opened record to rest."""
        if not self.opened:
            return
        for record in self.opened:
            object.__setattr__(record, "__dict__", record.__dict__["_seal"].resting)
        self.opened.clear()


class _Reading:
    """A computation with a list of reads of its own; a class, since a generator would take three times as long."""

    __slots__ = ("log", "outside")

    def __init__(self, log: Log) -> None:
        self.log = log

    def __enter__(self) -> set[Key]:
        log = self.log
        log.close_all()
        self.outside, log.reads = log.reads, set()
        return log.reads

    def __exit__(self, *_: object) -> None:
        self.log.close_all()
        self.log.reads = self.outside


class Closed(dict[str, Any]):
    """What stands in the place of the fields of a record at rest; whoever takes fields from there past the record fails."""

    seal: Seal

    def _closed(self, *_: object) -> Any:
        raise RuntimeError("a record at rest is opened by asking it for a field, or by `opened`")

    __getitem__ = get = __contains__ = __iter__ = __len__ = items = keys = values = copy = _closed


def opened(value: Any) -> Any:
    """Return a value; a record at rest is opened first."""
    own = value.__dict__
    if type(own) is Closed:
        own.seal.open(value)
    return value


class Seal:
    """Holds the fields of a record at rest: whoever asks for the first of them is noted, and then the record is open.

    The fields are made when they are asked for the first time; `document` is what the record was written in, and `gist` what
    is known of it without a field: see `county_casebook.records.gist`.
    """

    __slots__ = ("_fields", "_make", "document", "gist", "key", "log", "resting")

    def __init__(
        self, log: Log, key: str, resting: dict[str, Any], document: Any, make: Callable[[], dict[str, Any]]
    ) -> None:
        self.log, self.key, self.document, self._make = log, ("record", key, ""), document, make
        self.resting = Closed(resting)
        self.resting.seal = self
        self._fields: dict[str, Any] = {}
        self.gist: Any = None

    def open(self, record: Any) -> None:
        """Give a record its fields until the computation ends."""
        if not self._fields:
            self._fields = {**self._make(), "_seal": self}
        object.__setattr__(record, "__dict__", self._fields)
        self.log.reads.add(self.key)
        self.log.opened.append(record)


class Watched(Mapping[str, _V]):
    """A mapping that cannot be changed, and whose log knows which of its items were asked for, or that all were."""

    __slots__ = ("held", "log", "name")

    def __init__(self, log: Log, name: str, held: Mapping[str, _V]) -> None:
        self.log, self.name, self.held = log, name, held

    def __getitem__(self, key: str) -> _V:
        self.log.reads.add(("item", self.name, key))
        return self.held[key]

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Return the item of a key, else what is given."""
        if not isinstance(key, str):
            return default
        self.log.reads.add(("item", self.name, key))
        return self.held.get(key, default)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.log.reads.add(("item", self.name, key))
        return key in self.held

    def __bool__(self) -> bool:
        self.log.reads.add(("any", self.name, ""))
        return bool(self.held)

    def __len__(self) -> int:
        self.log.reads.add(("all", self.name, ""))
        return len(self.held)

    def __iter__(self) -> Iterator[str]:
        self.log.reads.add(("all", self.name, ""))
        return iter(self.held)

    def keys(self) -> Any:
        """Return the keys, in order."""
        self.log.reads.add(("all", self.name, ""))
        return self.held.keys()

    def values(self) -> Any:
        """Return the items, in order."""
        self.log.reads.add(("all", self.name, ""))
        return self.held.values()

    def items(self) -> Any:
        """Return keys and items, in order."""
        self.log.reads.add(("all", self.name, ""))
        return self.held.items()

    def __reversed__(self) -> Iterator[str]:
        self.log.reads.add(("all", self.name, ""))
        return reversed(tuple(self.held))


__all__ = ["Closed", "Key", "Log", "Seal", "Watched", "opened"]
