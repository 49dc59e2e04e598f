"""The points of a policy become what stands on its page: text by text, each with its address, theme and who cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.records.policy import Point, Version
from county_casebook.records.record import Source
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.clauses import ClauseView
from county_casebook.views.shapes import Named


@dataclass(frozen=True, slots=True)
class PointView:
    """One point: the clause it tells, its theme and audiences; `anchor` is its own address, empty where the clause stands in the text."""

    point: Point
    clause: ClauseView | None
    theme: Named | None
    audiences: list[Named]
    anchor: str

    @property
    def name(self) -> str:
        """Which clause it is, as its source or the text calls it; empty where neither does."""
        in_text = self.clause and not self.anchor
        return self.clause.name if in_text and self.clause else self.point.clause or ""

    @property
    def figure(self) -> str:
        """The figure it lays down, with its unit."""
        return figure_of(self.point)


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one text of a policy.

    `unseen` says once what was seen instead of the original; `is_all_unseen`, that this goes for every point.
    """

    title: str
    unseen: str
    is_all_unseen: bool
    points: tuple[PointView, ...]


def point_groups(library: Library, policy: Policy, views: Sequence[ClauseView]) -> list[PointGroup]:
    """Return the points of a policy, those of the latest text first."""
    clauses = {view.clause.id: view for view in views}
    points = [_point(library, policy, point, clauses) for point in policy.points]
    newest = sorted(points, key=lambda view: _version(view.point), reverse=True)
    groups = groupby(newest, key=lambda view: _version(view.point))
    return [_group(policy, version, tuple(found)) for version, found in groups]


_UNDATED = CoarseDate(0)


def _version(point: Point) -> CoarseDate:
    return point.version or _UNDATED


def _point(library: Library, policy: Policy, point: Point, clauses: dict[str, ClauseView]) -> PointView:
    stands_in_text = policy.text is not None
    clause = clauses.get(point.clause or "" if stands_in_text else point.id)
    theme = next(_named(library, "themes", [point.theme] if point.theme else []), None)
    audiences = list(_named(library, "audiences", point.audiences))
    return PointView(point, clause, theme, audiences, "" if stands_in_text else point.id)


def _named(library: Library, vocabulary: str, ids: Iterable[str]) -> Iterator[Named]:
    for key in ids:
        if title := library.term_title(vocabulary, key):
            yield Named(title, f"{vocabulary}/{key}/")


def _group(policy: Policy, version: CoarseDate, points: tuple[PointView, ...]) -> PointGroup:
    sources = _sources(policy, points)
    words = "；".join(dict.fromkeys(source.unseen for source in sources if source.unseen))
    is_all_unseen = len(sources) == len(points) and all(source.unseen for source in sources)
    unseen = f"{'' if is_all_unseen else '标 D 的要点，'}{words}。" if words else ""
    return PointGroup(_title(policy, version), unseen, is_all_unseen, points)


def _sources(policy: Policy, points: tuple[PointView, ...]) -> list[Source]:
    numbers = [view.point.source for view in points]
    return [policy.sources[number - 1] for number in numbers if number and number <= len(policy.sources)]


def _title(policy: Policy, version: CoarseDate) -> str:
    """「2024 年文本（第二次修正）」; empty for points that name no text."""
    notes = (f"（{each.note}）" for each in policy.versions if each.date == version)
    return f"{version.year} 年文本{next(notes, '')}" if version != _UNDATED else ""


def told_versions(policy: Policy) -> Iterator[tuple[Version, bool]]:
    """Yield the texts of a policy from the first to the latest, each with whether it is the latest."""
    for order, version in enumerate(policy.versions, start=1):
        yield version, order == len(policy.versions)


def figure_of(point: Point) -> str:
    """The figure a point lays down, with its unit: 「1.2%」, 「60 条」; empty without."""
    apart = " " if point.unit and point.unit != "%" else ""
    return f"{point.figure or ''}{apart}{point.unit or ''}".strip()


__all__ = ["PointGroup", "PointView", "point_groups", "told_versions"]
