"""A case becomes where its reviews stand: what has been reviewed, what comes next, and whether it can be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from county_casebook.layout.canonical import canonical
from county_casebook.layout.comments import comments_of
from county_casebook.records import Case, Record
from county_casebook.records.case import Review, SecrecyCheck, Submitted
from county_casebook.records.record import label
from county_casebook.records.reviewed import STAGES, outdated_reviews
from county_casebook.source import decode, read

MENDED_BY_REVIEWS = frozenset({"three-reviews", "review-order", "secrecy-checked"})
"""Rules that ask for reviews: what they say does not stand in the way of one."""


class NotInOrder(Exception):
    """Why a review is not recorded, or a case not published: in Chinese, what is in the way and what would do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the reviews of a case stand; `next` is the stage that comes next, empty when all three have read what it says now."""

    reviews: tuple[Review, ...]
    outdated: tuple[Review, ...]
    secrecy: SecrecyCheck | None
    next: str
    is_published: bool

    @property
    def next_name(self) -> str:
        """The stage that comes next in words; empty for none."""
        return label(Case, self.next) if self.next else ""

    @property
    def is_ready(self) -> bool:
        """Whether everything is there that it takes to publish, and it is not published."""
        return not self.next and self.secrecy is not None and not self.is_published

    @property
    def waits_for(self) -> str:
        """What comes next in words: a stage, the secrecy check, publication; empty for nothing."""
        return self.next_name or ("保密审查" if self.secrecy is None else "发布" if self.is_ready else "")


def submitted(record: Record) -> Case:
    """Return a case that reviews are kept of; raise NotInOrder for anything else."""
    if not isinstance(record, Case):
        raise NotInOrder(f"{record.kind_name}不用三审；三审只记在县方报送的案例里。")
    if not isinstance(record.provenance, Submitted):
        raise NotInOrder("这个案例据公开资料整理，不用三审；三审只记在县方报送（submitted）的案例里。")
    if record.status == "withdrawn":
        raise NotInOrder("这个案例已撤回；要重新发布，先把 status 改成 review，再从初审开始。")
    return record


def standing_of(record: Record) -> Standing:
    """Return where the reviews of a case stand; raise NotInOrder for a record of which no reviews are kept."""
    case = submitted(record)
    trail = case.provenance
    assert isinstance(trail, Submitted)
    outdated = outdated_reviews(case)
    valid = {review.stage for review in trail.reviews if review not in outdated}
    following = next((stage for stage in STAGES if stage not in valid), "")
    return Standing(trail.reviews, outdated, trail.secrecy_check, following, case.is_published)


def published(record: Record, data: bytes, day: date) -> str:
    """Return the record's file with the case published on a day; raise NotInOrder.

    One that was published before keeps that date, and was updated on this day.
    """
    standing = standing_of(record)
    if fault := next(_faults(standing, day), ""):
        raise NotInOrder(fault)
    value: Any = read(data, record.path).value
    value["status"] = "published"
    value["updated" if value.get("published") else "published"] = day.isoformat()
    return canonical(Case, value, comments_of(decode(data, record.path)))


def _faults(standing: Standing, day: date) -> Iterator[str]:
    if standing.is_published:
        yield "这个案例已经发布。"
    if standing.next:
        yield f"还没有{standing.next_name}：三审齐全才能发布。"
    if standing.secrecy is None:
        yield "没有保密审查：先做保密审查，再发布。"
    dates = [(label(Case, review.stage), review.date) for review in standing.reviews]
    checks = [("保密审查", standing.secrecy.date)] if standing.secrecy else []
    late = next(((name, then) for name, then in (*dates, *checks) if then.first_day > day), None)
    if late:
        yield f"日期 {day} 早于{late[0]}的 {late[1]}；检查日期。"


def day_of(text: str) -> date:
    """Return the day that is written as 2026-11-28 and has been; raise NotInOrder for any other."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotInOrder(
            f"{text} 不是日期（写成 2026-11-28）" if text else "写明日期（如 2026-11-28）"
        ) from None
    if day > date.today():
        raise NotInOrder(f"{text} 还没有到")
    return day
