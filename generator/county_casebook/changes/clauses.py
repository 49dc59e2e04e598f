"""Two texts of one document become what changed between them, clause by clause: words, numbers, order, what was put in or taken out.

One clause made of a part of another, or that went into another, is told as such: its words were neither put in nor taken out. The
sign a clause ends with is no change: it is another where an item comes to follow. Where articles have other numbers now, a clause
that names one by its new number is told as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from county_casebook.changes.texts import Piece, compared, likeness
from county_casebook.text.clauses import Clause, citation
from county_casebook.text.marks import ENDS
from county_casebook.text.numbering import NUMBER, plain

State = Literal["kept", "renumbered", "moved", "changed", "redirected", "split", "merged", "added", "removed"]
STATE_WORDS: dict[State, str] = {
    "changed": "文字有改动",
    "redirected": "只改所引的条号",
    "moved": "移动",
    "renumbered": "只改编号",
    "split": "由别的条款分出",
    "merged": "并入别的条款",
    "added": "新增",
    "removed": "删去",
    "kept": "没有变",
}
_LEFT_OUT = ("head", "contents", "tail", "annex")
_LEAST_ALIKE, _LEAST_PAIRS = 0.4, 0.25
_SHORT = 6
"""Characters below which two bodies are the same clause only when they are equal or have one number."""
_PARTED = 0.75
"""The share of a clause's pairs of characters that another lost, or gained, from which the clause was parted from it, or went into it."""
_ARTICLE = re.compile(rf"第(?:{NUMBER})条(?:之(?:{NUMBER}))?")
_LAST_SIGNS = "。；;，,"


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause of one of the texts: its address, how it is named, and its words without its number."""

    id: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What became of one clause; `pieces` are the words of one that was changed, word by word.

    `other` is the clause of the old text that it was split from, or that of the new text it was merged into.
    """

    state: State
    before: ClauseText | None
    after: ClauseText | None
    pieces: tuple[Piece, ...] = ()
    other: ClauseText | None = None

    @property
    def name(self) -> str:
        """What it is called now; of one that was taken out, what it was called."""
        return (self.after or self.before or _NOTHING).name

    @property
    def former_name(self) -> str:
        """What it was called before, where it is called otherwise now; else empty."""
        return self.before.name if self.before and self.after and self.before.name != self.after.name else ""

    @property
    def said(self) -> str:
        """What became of it, in words."""
        if self.other:
            return f"由原{self.other.name}分出" if self.state == "split" else f"并入{self.other.name}"
        return STATE_WORDS[self.state]


_NOTHING = ClauseText("", "", "")


def clause_changes(
    old: tuple[str, Sequence[Clause]], new: tuple[str, Sequence[Clause]]
) -> tuple[ClauseChange, ...]:
    """Return what became of each clause of two texts, each given with its clauses, in the order of the new one.

    What was taken out comes where it stood. Heads, contents, signatures and the lines that name annexes are not compared.
    """
    before, after = list(_texts(*old)), list(_texts(*new))
    pairs = _paired(before, after)
    moved = _moved(pairs)
    numbers = {before[was].name: after[now].name for was, now in pairs.items() if _is_article(before[was])}
    changes = {
        now: _change(before[was], after[now], numbers, is_moved=was in moved) for was, now in pairs.items()
    }
    gone = [place for place in range(len(before)) if place not in pairs]
    return tuple(_parted(tuple(_in_order(before, after, (changes, gone, pairs)))))


def _texts(text: str, clauses: Sequence[Clause]) -> Iterator[ClauseText]:
    by_id = {clause.id: clause for clause in clauses}
    for clause in clauses:
        if clause.kind not in _LEFT_OUT:
            words = text[clause.start : clause.end].strip(ENDS)
            own = words.removeprefix(clause.label).strip(ENDS)
            yield ClauseText(clause.id, citation(clause, by_id), own)


def _paired(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> dict[int, int]:
    """Pair what is the same clause: equal words first, of equal ones that with the same address; then the most alike."""
    pairs: dict[int, int] = {}
    for is_same in (lambda one, other: one.id == other.id, lambda _one, _other: True):
        places = _places(after, set(pairs.values()))
        for was, one in enumerate(before):
            waiting = places.get(plain(one.words), []) if was not in pairs else []
            now = next((place for place in waiting if is_same(one, after[place])), None)
            if now is not None:
                pairs[was] = now
                waiting.remove(now)
    taken = set(pairs.values())
    for was, now in _alike(before, after, (set(pairs), taken)):
        if was not in pairs and now not in taken:
            pairs[was] = now
            taken.add(now)
    return pairs


def _places(after: Sequence[ClauseText], taken: set[int]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(after):
        if place not in taken:
            places[plain(one.words)].append(place)
    return places


def _alike(
    before: Sequence[ClauseText], after: Sequence[ClauseText], paired: tuple[set[int], set[int]]
) -> list[tuple[int, int]]:
    """Return the pairs that may be one clause, the most alike first; of equally alike ones those with one address, then the nearest."""
    holding: dict[str, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for now, one in enumerate(after):
        if now not in paired[1]:
            grams = _grams(one.words)
            sizes[now] = len(grams)
            for gram in grams:
                holding[gram].append(now)
    found = [
        (ratio, before[was].id == after[now].id, -abs(was - now), was, now)
        for was, one in enumerate(before)
        if was not in paired[0]
        for now, shared in _shared(_grams(one.words), holding).items()
        if shared >= _LEAST_PAIRS * max(len(_grams(one.words)), sizes[now])
        and (ratio := _likeness(one, after[now])) >= _LEAST_ALIKE
    ]
    return [(was, now) for *_, was, now in sorted(found, reverse=True)]


def _grams(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(max(1, len(words) - 1))}


def _shared(grams: Iterable[str], holding: dict[str, list[int]]) -> dict[int, int]:
    """How many pairs of characters each clause of the new text shares with one of the old."""
    shared: dict[int, int] = defaultdict(int)
    for gram in grams:
        for now in holding.get(gram, ()):
            shared[now] += 1
    return shared


def _likeness(one: ClauseText, other: ClauseText) -> float:
    if min(len(one.words), len(other.words)) < _SHORT and one.id != other.id:
        return 0.0
    return likeness(one.words, other.words)


def _moved(pairs: dict[int, int]) -> set[int]:
    """Return the places in the old text of those that stand in another order now: all but the longest row that kept its order."""
    ends: list[int] = []
    rows: list[tuple[int, int]] = []
    before: dict[int, int | None] = {}
    last_of: list[int] = []
    for was, now in sorted(pairs.items()):
        place = bisect_left(ends, now)
        before[was] = last_of[place - 1] if place else None
        ends[place : place + 1] = [now]
        last_of[place : place + 1] = [was]
        rows.append((was, now))
    kept: set[int] = set()
    at = last_of[-1] if last_of else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return {was for was, _ in rows} - kept


def _change(
    before: ClauseText, after: ClauseText, numbers: Mapping[str, str], *, is_moved: bool
) -> ClauseChange:
    """Return what became of a clause; `numbers` are what articles are called now, by what they were called."""
    if _told_apart(before.words) != _told_apart(after.words):
        followed = _ARTICLE.sub(lambda found: numbers.get(found[0], found[0]), before.words)
        is_same = _told_apart(followed) == _told_apart(after.words)
        state: State = "redirected" if is_same else "changed"
        return ClauseChange(state, before, after, compared(before.words, after.words))
    state = "moved" if is_moved else "kept" if before.id == after.id else "renumbered"
    return ClauseChange(state, before, after)


def _told_apart(words: str) -> str:
    return plain(words).rstrip(_LAST_SIGNS)


def _is_article(clause: ClauseText) -> bool:
    return clause.id.startswith("art-") and "." not in clause.id


def _in_order(
    before: Sequence[ClauseText],
    after: Sequence[ClauseText],
    found: tuple[dict[int, ClauseChange], list[int], dict[int, int]],
) -> Iterator[ClauseChange]:
    """Yield the clauses of the new text in order, and after the one each followed those that were taken out."""
    changes, gone, pairs = found
    follows: dict[int, list[int]] = defaultdict(list)
    for was in gone:
        above = next((pairs[place] for place in range(was - 1, -1, -1) if place in pairs), -1)
        follows[above].append(was)
    for now in range(-1, len(after)):
        if now >= 0:
            yield changes.get(now) or ClauseChange("added", None, after[now])
        yield from (ClauseChange("removed", before[was], None) for was in follows[now])


def _parted(changes: Sequence[ClauseChange]) -> Iterator[ClauseChange]:
    """Yield the changes, those that were put in or taken out told as parts of another where most of their words are."""
    lost, gained = _pairs_in(changes, "removed"), _pairs_in(changes, "added")
    for change in changes:
        if change.state == "added" and change.after:
            source = _holding_most(change.after, changes, lost)
            yield replace(change, state="split", other=source.before) if source else change
        elif change.state == "removed" and change.before:
            target = _holding_most(change.before, changes, gained)
            yield replace(change, state="merged", other=target.after) if target else change
        else:
            yield change


def _pairs_in(changes: Sequence[ClauseChange], state: str) -> dict[str, list[int]]:
    """The places of the changed clauses that lost or gained each pair of characters."""
    holding: dict[str, list[int]] = defaultdict(list)
    for place, change in enumerate(changes):
        pieces = (piece.text for piece in change.pieces if piece.state == state)
        for gram in {gram for text in pieces if len(text) >= _SHORT for gram in _grams(text)}:
            holding[gram].append(place)
    return holding


def _holding_most(
    clause: ClauseText, changes: Sequence[ClauseChange], holding: dict[str, list[int]]
) -> ClauseChange | None:
    """The change that lost or gained most of a clause's words; None where none did, or the clause says too little."""
    grams = _grams(clause.words.rstrip(_LAST_SIGNS))
    shared = _shared(grams, holding)
    if len(clause.words) < _SHORT or not shared:
        return None
    place = max(shared, key=lambda place: (shared[place], -place))
    return changes[place] if shared[place] >= _PARTED * len(grams) else None


def counted(changes: Iterable[ClauseChange]) -> str:
    """Say how many clauses changed and how: 「文字有改动 3 条，新增 1 条」; that nothing did where nothing did."""
    states = [change.state for change in changes]
    told = [
        f"{word} {states.count(state)} 条"
        for state, word in STATE_WORDS.items()
        if state in states and state != "kept"
    ]
    kept = f"{STATE_WORDS['kept']}的 {states.count('kept')} 条"
    return "，".join([*told, kept]) if told else "条款没有变化"


__all__ = ["STATE_WORDS", "ClauseChange", "ClauseText", "clause_changes", "counted"]
