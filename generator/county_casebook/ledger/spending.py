"""What counties spend on science and technology, each year against the line that a policy of the library draws for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from county_casebook.ledger.results import DutyResult, ResultLine, State, basis, line, no_data
from county_casebook.library.derived import derived, piece
from county_casebook.library.library import Library
from county_casebook.records import County, Policy
from county_casebook.records.county import Funding, share_percent, stated_words
from county_casebook.records.policy import Duty
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate


@dataclass(frozen=True, slots=True)
class Requirement:
    """The least share a duty asks for, in per cent, and the year its policy was issued (0: not known)."""

    policy: Policy
    duty: Duty
    at_least: Decimal
    since: int


@derived
def requirements(library: Library) -> tuple[Requirement, ...]:
    """Every line of the library, the earliest first."""
    found = [
        Requirement(policy, duty, duty.at_least, policy.year or 0)
        for policy in library.of(Policy).values()
        for duty in policy.duties
        if duty.measure == "spend_share" and duty.at_least is not None
    ]
    return tuple(sorted(found, key=_order))


def _order(requirement: Requirement) -> tuple[date, str]:
    issued = requirement.policy.issued
    return issued.first_day if isinstance(issued, CoarseDate) else date.min, requirement.policy.id


def required_in(library: Library, year: int) -> Requirement | None:
    """The line for a year: that of the newest policy issued by then; None before the first."""
    return next((one for one in reversed(requirements(library)) if one.since <= year), None)


def spend_share(library: Library, policy: Policy, duty: Duty) -> DutyResult:
    """The newest year under this line with both figures, final account before budget; without them a county is no data."""
    if duty.at_least is None:
        return no_data("责任没有写下限")
    lines = [_share(library, county, duty) for county in library.of(County).values()]
    known = [found for found in lines if found.state != "no_data"]
    if not known:
        stated = [found for found in lines if found.since]
        words = f"{len(lines)} 个县市都缺分子或分母" + (
            f"，其中 {len(stated)} 个有来源自称的占比" if stated else ""
        )
        return no_data(words, lines=stated)
    met = sum(found.counts for found in known)
    missing = len(lines) - len(known)
    state: State = "not_met" if not met else "met" if met == len(lines) else "partly"
    words = f"达到 {duty.at_least}% {met} / {len(known)}" + (f"；另有 {missing} 个缺数据" if missing else "")
    return DutyResult(state, met, len(known), words, tuple(lines))


@piece
def _share(library: Library, county: County, duty: Duty) -> ResultLine:
    under = _under(library, county.funding, duty)
    newest = _newest(under)
    if newest is None or duty.at_least is None:
        return _unknown(library, county, under)
    funding, share = newest
    state: State = "met" if share >= duty.at_least else "not_met"
    verdict = "达标" if state == "met" else "未达标"
    return line(
        library,
        county,
        state,
        f"{funding.year} 年（{label(county, funding.account)}）{share_percent(share, duty.at_least)}，{verdict}",
        since=f"{funding.year} 年",
        basis=basis(county, [funding.source]),
        place=partial(county.at, "funding", county.funding.index(funding)),
    )


def _unknown(library: Library, county: County, under: Iterable[Funding]) -> ResultLine:
    """No data; what a source states of the newest year is told beside it and not judged."""
    stated = [found for found in under if found.stated_share is not None]
    if not stated:
        return line(library, county, "no_data", "缺分子或分母")
    newest = max(stated, key=lambda found: found.year)
    return line(
        library,
        county,
        "no_data",
        f"缺分子或分母；{stated_words(newest)}，没有可核的两个数",
        since=f"{newest.year} 年",
        basis=basis(county, [newest.source]),
        place=partial(county.at, "funding", county.funding.index(newest)),
    )


def _under(library: Library, funding: Iterable[Funding], duty: Duty) -> list[Funding]:
    """The years for which a duty draws the line; a newer one draws its own."""
    required = ((one, required_in(library, one.year)) for one in funding)
    return [one for one, found in required if found and found.duty is duty]


def _newest(funding: Iterable[Funding]) -> tuple[Funding, Decimal] | None:
    both = [(found, share) for found in funding if (share := found.computed_share) is not None]
    return max(both, key=lambda pair: (pair[0].year, pair[0].account == "final"), default=None)
