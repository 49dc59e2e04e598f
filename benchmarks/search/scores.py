"""Answers become figures: how much of the truth was found, how right the first ones are, what it took; and the targets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from benchmarks.search.engines import Cost, Found
from benchmarks.search.questions import NEEDED, found_by_file


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one query brought over the line."""

    kilobytes: float
    requests: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """One engine on one library. `recall` and `precision` are None where the engine does not give all it found."""

    engine: str
    cost: Cost
    script: float
    recall: float | None
    precision: float | None
    no_result: float
    first_right: float
    count_error: float
    exact_counts: int
    queries: int
    first: Sequence[Transfer]
    later: Sequence[Transfer]
    ranks: Sequence[int | None] = ()


def recall(truths: Sequence[frozenset[str]], found: Sequence[Found]) -> float | None:
    """Return the mean share of the truth that was found."""
    if any(one.every is None for one in found):
        return None
    return mean(
        len(truth & (one.every or set())) / len(truth) for truth, one in zip(truths, found, strict=True)
    )


def precision(truths: Sequence[frozenset[str]], found: Sequence[Found]) -> float | None:
    """Return the mean share of what was found that is true, over the queries that found something."""
    if any(one.every is None for one in found):
        return None
    shares = [
        len(truth & one.every) / len(one.every) for truth, one in zip(truths, found, strict=True) if one.every
    ]
    return mean(shares) if shares else 0.0


def first_right(truth: frozenset[str], found: Found) -> float:
    """Return the share of the first k that are true; k is ten, or the size of a smaller truth."""
    k = min(10, len(truth))
    return len(truth & set(found.first[:k])) / k


def rank(expected: Sequence[str], first: Sequence[str]) -> int | None:
    """Return the place, from 1, of the first expected record; None when it is not among them."""
    places = [place for place, url in enumerate(first, 1) if url in expected]
    return places[0] if places else None


def part(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def targets(
    ours: Scores, peers: Sequence[Scores], *, cases: int, is_real: bool
) -> Iterator[tuple[str, bool | None, str]]:
    """Yield each target of the search that this library can show: what is asked, whether it holds, what was measured."""

    def at_least(name: str, value: float | None, least: float) -> tuple[str, bool | None, str]:
        said = "not measured: the page does not give all it found" if value is None else f"{value:.4f}"
        return f"{name} ≥ {least}", None if value is None else value >= least, said

    def at_most(name: str, value: float, most: float, token: str) -> tuple[str, bool | None, str]:
        return f"{name} ≤ {most:g} {token}", value <= most, f"{value:.1f} {token}"

    yield at_least("recall", ours.recall, 1)
    yield at_least("precision", ours.precision, 1)
    yield "no-result 0", ours.no_result == 0, f"{ours.no_result:.2%}"
    yield "counts exact", ours.exact_counts == ours.queries, f"{ours.exact_counts} of {ours.queries}"
    yield at_least("right in first k", ours.first_right, 0.98)
    if ours.ranks:
        for name, found in found_by_file(ours.ranks).items():
            yield f"expected in the first three for ≥ {NEEDED} of {name}", found >= NEEDED, f"{found} of 40"
    most = 60 if is_real else 150
    if is_real or cases >= 10_000:
        yield at_most("first query, p95", part([one.kilobytes for one in ours.first], 0.95), most, "KB")
        yield at_most("first query, p95", part([one.requests for one in ours.first], 0.95), 8, "requests")
    yield at_most("later queries, median", median(one.kilobytes for one in ours.later), 60, "KB")
    yield at_most("median", median(one.milliseconds for one in ours.later), 50, "ms")
    yield at_most("p95", part([one.milliseconds for one in ours.later], 0.95), 250, "ms")
    yield at_most("script", ours.script, 10, "KB")
    if cases >= 10_000:
        yield at_most("index", ours.cost.seconds, 25, "CPU s")
        yield at_most("index", ours.cost.memory / 1000, 1.5, "GB")
    for peer in peers:
        if peer.engine.startswith("pagefind"):
            yield from _below(ours.cost, peer)


def _below(ours: Cost, peer: Scores) -> Iterator[tuple[str, bool | None, str]]:
    for what, mine, theirs in (
        ("CPU s", ours.seconds, peer.cost.seconds),
        ("peak MB", ours.memory, peer.cost.memory),
        ("MB sent", ours.sent / 1e6, peer.cost.sent / 1e6),
    ):
        yield f"index {what} below {peer.engine}", mine < theirs, f"{mine:.1f} against {theirs:.1f}"
