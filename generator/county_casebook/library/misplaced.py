"""Files that stand in the wrong place or under a name some computers refuse become one problem each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from county_casebook.records import KINDS
from county_casebook.yaml_plain import Value

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_REFUSED_SIGNS = re.compile(r'[<>:"|?*\\]')
_SUSPECT = re.compile(
    r'[<>:"|?*\\]|[ .](?:/|\Z)|(?:\A|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z)', re.IGNORECASE
)
"""What every path holds of which a part is refused; nearly none does."""


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device: a clone with such a file fails there."""
    return bool(_RESERVED.fullmatch(name))


def name_faults(root: Path, files: Iterable[Path]) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, what is wrong, what would do) for names that not every computer can hold."""
    seen: dict[str, Path] = {}
    above = len(root.parts)
    for path in sorted(files, key=lambda path: path.parts):
        parts = path.parts[above:]
        name = "/".join(parts)
        if _SUSPECT.search(name):
            yield from ((path, fault, "换一个名字") for fault in _name_fault(parts))
        first = seen.setdefault(name.casefold(), path)
        if first != path:
            yield path, f"名字与 {first.name} 只差大小写，有的电脑分不开", "换一个名字"


def _name_fault(parts: tuple[str, ...]) -> Iterator[str]:
    if any(is_reserved(part) for part in parts):
        yield "名字是 Windows 保留的设备名（con、nul、com1 等）"
    elif any(_REFUSED_SIGNS.search(part) or part.endswith((" ", ".")) for part in parts):
        yield '名字里有 Windows 不许用的字符（<>:"|?*\\，或以空格、点结尾）'


def kind_meant(kind: str, value: Value) -> str:
    """Return the kind a record's fields fit, when they plainly do not fit the kind of its folder; else an empty text."""
    if not isinstance(value, dict):
        return ""
    is_draft = value.get("status") == "draft"
    misfits = {name: _misfit(name, set(value), is_draft=is_draft) for name in KINDS}
    best = min((name for name in KINDS if name != kind), key=lambda name: misfits[name])
    plainly = 4 if misfits[best] else 3
    return best if misfits[best] <= 2 and misfits[kind] - misfits[best] >= plainly else ""


def _misfit(kind: str, written: set[str], *, is_draft: bool) -> int:
    """How many fields are unknown to a kind or missing for it; a draft may miss any."""
    fields = KINDS[kind].model_fields
    required = {name for name, field in fields.items() if field.is_required()}
    return len(written - set(fields)) + (0 if is_draft else len(required - written))
