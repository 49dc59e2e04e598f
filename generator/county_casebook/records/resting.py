"""What a record does while it is at rest: it has no fields until somebody asks for one, who is noted then.

Pydantic reaches for fields in ways of its own; here each of them opens the record first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from county_casebook.cache.digest import Named
from county_casebook.cache.reads import Closed, opened

_BESIDE = ("_document", "_text", "_clauses")
"""What a record holds beside its fields."""


class Resting(BaseModel, Named):
    """The base of records: see `county_casebook.cache.reads.Seal`."""

    @property
    def digest_name(self) -> str:
        """What stands for it in a digest, its key: who reads a field of it is noted."""
        return str(getattr(self, "key", ""))

    if not TYPE_CHECKING:  # names that no field has must stay faults for mypy

        def __getattr__(self, name: str) -> Any:
            """Open a record at rest for who asks for a field of it: see `county_casebook.cache.reads.Seal`."""
            if self._is_at_rest and (name in type(self).model_fields or name in _BESIDE):
                return getattr(self._opened(), name)
            if name == "_document":
                return None
            return super().__getattr__(name)

    @property
    def _is_at_rest(self) -> bool:
        return type(self.__dict__) is Closed

    def _opened(self) -> Self:
        """The record with its fields in place: pydantic's own methods reach for these directly."""
        opened(self)
        return self

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Resting):
            return self is other
        return BaseModel.__eq__(self._opened(), other._opened())

    def __hash__(self) -> int:
        held = self._opened().__dict__
        return hash((type(self), *(held[name] for name in type(self).model_fields)))

    def __iter__(self) -> Any:
        return BaseModel.__iter__(self._opened())

    def __repr_args__(self) -> Any:
        return BaseModel.__repr_args__(self._opened())

    def __copy__(self) -> Self:
        """Return a record of its own: what it holds is no longer noted."""
        made = BaseModel.__copy__(self._opened())
        made.__dict__.pop("_seal", None)
        return made

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self.__copy__()  # nothing in it ever changes

    def model_dump(self, **options: Any) -> dict[str, Any]:
        return BaseModel.model_dump(self._opened(), **options)

    def model_dump_json(self, **options: Any) -> str:
        return BaseModel.model_dump_json(self._opened(), **options)
