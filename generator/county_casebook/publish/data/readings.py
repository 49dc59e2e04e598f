"""Names of places become their readings, told by sign once, and by name only where a sign is read in another way there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from county_casebook.text.pinyin import pinyin


def readings(names: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the commonest reading of every sign (「an安鞍 ba巴霸…」), and the names in which some sign has another."""
    read = {name: _read(name) for name in sorted(set(names))}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, parts in read.items():
        for sign, part in zip(name, parts, strict=True):
            counts[sign][part] += 1
    usual = {sign: min(found, key=lambda part: (-found[part], part)) for sign, found in counts.items()}
    groups: dict[str, list[str]] = defaultdict(list)
    for sign in sorted(usual):
        groups[usual[sign]].append(sign)
    return (
        " ".join(part + "".join(groups[part]) for part in sorted(groups)),
        {name: " ".join(parts) for name, parts in read.items() if parts != [usual[sign] for sign in name]},
    )


def _read(name: str) -> list[str]:
    """One reading a sign; where other signs than Chinese ones stand together, each is read alone."""
    found = pinyin(name)
    return found if len(found) == len(name) else [pinyin(sign)[0] for sign in name]
