"""A clause and where it stands become its address, given once in a text."""

from __future__ import annotations

from collections.abc import Sequence

from county_casebook.text.marks import OUTLINE, Mark
from county_casebook.text.opened import Open, goes_on


class Addresses:
    """The addresses that were given; `prefix` is that of the annex that is open, empty outside of one."""

    def __init__(self) -> None:
        self.prefix = ""
        self._given: dict[str, int] = {}
        self._paragraphs: dict[str, int] = {}

    def fresh(self, base: str) -> str:
        """Give an address once; a repeated number gets `~2`."""
        fresh = base
        while fresh in self._given:
            self._given[base] += 1
            fresh = f"{base}~{self._given[base]}"
        self._given[fresh] = 1
        return fresh

    def paragraph(self, above: Open | None) -> str:
        """Return the address of the next paragraph of a clause, or of what stands in none."""
        if above:
            above.paragraphs += 1
            return self.fresh(f"{above.id}.p{above.paragraphs}")
        self._paragraphs[self.prefix] = order = self._paragraphs.get(self.prefix, 0) + 1
        return self.fresh(f"{self.prefix}p{order}")

    def numbered(self, mark: Mark, chain: Sequence[Open]) -> str:
        """Return the address a number gives: articles count through the text, chapters through their 编, items where they stand."""
        above = chain[-1] if chain else None
        if mark.kind == "article" or not above:
            return self.fresh(self.prefix + mark.stem)
        if mark.kind in ("part", "chapter"):
            part = next((clause for clause in chain if clause.kind == "part"), None)
            return self.fresh(f"{part.id}.{mark.stem}" if part else self.prefix + mark.stem)
        if mark.path:
            own = mark.path[len(above.path) :] if goes_on(above, mark) else mark.path
            return self.fresh(f"{above.id}.{'.'.join(map(str, own))}")
        in_article = mark.sign == "（一）" and any(clause.kind == "article" for clause in chain)
        is_apart = in_article or (above.sign == OUTLINE and mark.stem.isdigit())
        return self.fresh(f"{above.id}.{'i' if is_apart else ''}{mark.stem}")
