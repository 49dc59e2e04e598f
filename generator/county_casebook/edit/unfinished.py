"""A record that is not finished becomes one that has a page: what is missing is a word that says so, what is wrong is left out.

Only the page that is shown while one writes is made of it; nothing of it is ever kept.
"""

from __future__ import annotations

from typing import Any

from county_casebook.edit.shape import Shape, shape_at
from county_casebook.records import Record
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import case_of
from county_casebook.source import Path

PENDING = "（待补）"
_NEUTRAL = (NOT_STATED, "unknown", "draft")


def finished(model: type[Record], value: dict[str, Any], wrong: list[tuple[Path, bool]]) -> bool:
    """Change a value where it is wrong, by path and whether something is missing there; return whether all of it could be."""
    mended = [_mend(model, value, path, is_missing=is_missing) for path, is_missing in wrong]
    return all(mended)


def _mend(model: type[Record], value: dict[str, Any], path: Path, *, is_missing: bool) -> bool:
    holder = _at(value, path[:-1])
    if not path or holder is None:
        return not path or bool(_left_out(value, path[:-1]))
    shape = shape_at(model, [str(step) for step in path])
    word = _word(shape) if shape and isinstance(path[-1], str) else None
    if is_missing and word is not None:
        holder[path[-1]] = word
        return True
    if is_missing:
        return _left_out(value, path[:-1])
    return _left_out(value, path)


def _word(shape: Shape) -> Any:
    """Return what stands for something missing; None for numbers, dates and names of records, of which none is made up."""
    if shape.not_stated:
        return NOT_STATED
    if shape.choices:
        return next((word for word in _NEUTRAL if word in shape.choices), shape.choices[0])
    if shape.widget == "parts" or shape.is_listed:
        return [PENDING] if shape.is_listed else None
    if shape.parts:
        return {} if len(shape.parts) == 1 else dict([case_of(shape.parts[-1])])
    return PENDING if shape.widget in ("line", "text", "prose") and not shape.field.reference else None


def _left_out(value: Any, path: Path) -> bool:
    """Take away what stands at a path, or the part it stands in; return whether there was any."""
    holder = _at(value, path[:-1]) if path else None
    if isinstance(holder, dict) and path[-1] in holder:
        del holder[path[-1]]
        return True
    if isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
        del holder[path[-1]]
        return True
    return False


def _at(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value if isinstance(value, (dict, list)) else None


__all__ = ["PENDING", "finished"]
