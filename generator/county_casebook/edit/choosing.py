"""What a field may name becomes a list to choose from: records by name, pinyin, id or code, terms, clauses with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import County, Policy, Record
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.text.clauses import CITED, Clause
from county_casebook.text.pinyin import pinyin

MOST = 40
"""Lines shown of what was found."""

_SHORT = 60
"""A vocabulary of more terms than this is searched, not shown whole."""
_WORDS, _NAME = 80, 30
"""Characters shown of a clause, and of what is called by a name that may be typed in pinyin."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose: what is written, what it is called, what else tells it apart."""

    value: str
    title: str
    detail: str = ""
    is_unknown: bool = False
    is_new: bool = False
    """Whether choosing it makes a record first."""


@dataclass(frozen=True)
class Choosing:
    """What one library offers."""

    library: Library
    _found: dict[str, list[tuple[str, Choice]]] = field(default_factory=dict)

    def whole(self, kinds: Sequence[str]) -> list[Choice] | None:
        """Return all there is to choose where it is little enough to be shown whole; else None."""
        if not all(kind in VOCABULARIES for kind in kinds):
            return None
        found = [choice for kind in kinds for _, choice in self._lines(kind)]
        return found if len(found) <= _SHORT else None

    def named(self, kinds: Sequence[str], value: str) -> Choice:
        """Return what a value names."""
        for kind in kinds:
            if found := self._known(kind, value):
                return found
        return Choice(value, value, "本库没有", is_unknown=True)

    def found(self, kinds: Sequence[str], words: str, within: str = "") -> list[Choice]:
        """Return what all the words fit, the best first; `within` is a policy whose clauses alone are wanted."""
        asked = words.lower().split()
        lines = (line for kind in kinds for line in self._lines(kind))
        if within:
            lines = (line for line in lines if line[1].value.startswith(f"{within}#"))
        ranked = [(rank, choice) for key, choice in lines if (rank := _rank(asked, key)) is not None]
        ranked.sort(key=lambda line: line[0])
        found = [choice for _, choice in ranked[:MOST]]
        if "counties" in kinds and asked:
            found += islice(self._unwritten(asked), MOST - len(found))
        return found

    def places(self, words: str) -> list[Choice]:
        """Return the units of the table of codes that the words fit, a year among them; value `code@year`."""
        asked = words.lower().split()
        year = next((int(word) for word in asked if _is_year(word)), None)
        rows = self._rows([word for word in asked if not _is_year(word)], year) if asked else ()
        return [_place(row, year) for row in islice(rows, MOST)]

    def place(self, code: object, year: object) -> Choice | None:
        """Return the unit that a code means in a year, both as they are typed; None where it means none."""
        if not isinstance(year, str) or not _is_year(year):
            return None
        row = self.library.divisions.at(str(code), int(year))
        return _place(row, int(year)) if row else None

    @property
    def policies(self) -> list[Choice]:
        """The policies whose clauses can be cited."""
        held = self.library.of(Policy).values()
        return [Choice(policy.id, policy.title) for policy in held if _citable(policy)]

    def _known(self, kind: str, value: str) -> Choice | None:
        library = self.library
        if kind == "clauses":
            found = library.clause(value)
            return _clause(*found) if found else None
        if kind == "records":
            record = library.record(value)
            return self._record(record, record.key) if record else None
        if kind in VOCABULARIES:
            term = library.term(kind, value)
            return Choice(term.id, term.title) if term else None
        record = library.of_kind(kind).get(value)
        return self._record(record, record.id) if record else None

    def _record(self, record: Record, value: str) -> Choice:
        division = self.library.division(record)
        place = division.full_name if division else ""
        if isinstance(record, County) and division:
            return Choice(value, division.name, f"{place}　{record.code}（{_era(division)}）")
        return Choice(value, self.library.name(record), f"{place}　{record.id}".strip())

    def _lines(self, kind: str) -> list[tuple[str, Choice]]:
        """All of a kind, each with the text it is searched by."""
        if kind not in self._found:
            self._found[kind] = [(_key(choice), choice) for choice in self._all(kind)]
        return self._found[kind]

    def _all(self, kind: str) -> Iterator[Choice]:
        if kind == "clauses":
            for policy in self.library.of(Policy).values():
                yield from (_clause(policy, clause) for clause in _citable(policy))
        elif kind == "records":
            yield from (self._record(record, record.key) for record in self.library.records())
        elif kind in VOCABULARIES:
            yield from (Choice(term.id, term.title) for term in self.library.terms(kind).values())
        else:
            yield from (self._record(record, record.id) for record in self.library.of_kind(kind).values())

    def _unwritten(self, asked: Sequence[str]) -> Iterator[Choice]:
        """County-level units that have no record yet."""
        year = next((int(word) for word in asked if _is_year(word)), None)
        for row in self._rows([word for word in asked if not _is_year(word)], year):
            if row.level == "county" and (row.code, row.start) not in self._written:
                detail = f"{row.full_name}　{row.code}（{_era(row)}）；还没有记录，选了就新建一份草稿"
                yield Choice(f"{row.code}@{year or row.start}", row.name, detail, is_new=True)

    def _rows(self, asked: Sequence[str], year: int | None) -> Iterator[Division]:
        """The rows that all words fit, newest first where names are alike."""
        ranked = [
            (rank, -row.start, row.code, row)
            for row in self.library.divisions.rows
            if (year is None or row.holds(year)) and (rank := _rank(asked, _row_key(row))) is not None
        ]
        return (line[-1] for line in sorted(ranked, key=lambda line: line[:-1]))

    @cached_property
    def _written(self) -> set[tuple[str, int]]:
        """Code and first year of the units that have a record."""
        rows = (self.library.division(county) for county in self.library.of(County).values())
        return {(row.code, row.start) for row in rows if row}


def _citable(policy: Policy) -> list[Clause]:
    return [clause for clause in policy.clauses if clause.kind in CITED]


def _clause(policy: Policy, clause: Clause) -> Choice:
    words = " ".join(policy.words(clause).split())
    shown = words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
    return Choice(f"{policy.id}#{clause.id}", shown, f"《{policy.title}》{clause.label or clause.id}")


def _place(row: Division, year: int | None) -> Choice:
    return Choice(f"{row.code}@{year or row.start}", row.name, f"{row.full_name}　{row.code}（{_era(row)}）")


def _era(row: Division) -> str:
    return f"{row.start}–{row.end or '今'}"


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdecimal()


def _key(choice: Choice) -> str:
    read = _read(choice.title) if len(choice.title) <= _NAME else ""
    return f"{choice.value}\n{choice.title}\n{choice.detail}\n{read}".lower()


@lru_cache(maxsize=1 << 14)
def _row_key(row: Division) -> str:
    return f"{row.code}\n{row.name}\n{row.full_name}\n{_read(row.name)}".lower()


def _read(title: str) -> str:
    """How a name is typed: its pinyin, and the first letters of it."""
    readings = pinyin(title)
    return f"{''.join(readings)}\n{''.join(reading[:1] for reading in readings)}"


def _rank(asked: Iterable[str], key: str) -> int | None:
    """Return how well words fit a text, 0 the best; None where one is not in it."""
    rank = 0
    for word in asked:
        if word not in key:
            return None
        rank += 0 if f"\n{key}\n".find(f"\n{word}") >= 0 else 1
    return rank


__all__ = ["MOST", "Choice", "Choosing"]
