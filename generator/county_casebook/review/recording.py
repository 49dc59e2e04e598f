"""A review by an office becomes the text of the record's file with that review in it, or the reason why it cannot be.

A review of a stage that was done before, of a text that has changed since, takes the place of that one and of those after it: these
have read what was before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from county_casebook.layout.canonical import canonical
from county_casebook.layout.comments import comments_of
from county_casebook.records import Case, Record
from county_casebook.records.case import Review, Submitted
from county_casebook.records.reading import record_in
from county_casebook.records.record import label
from county_casebook.records.reviewed import STAGES, outdated_reviews, reviewed_digest
from county_casebook.review.standing import NotInOrder, submitted
from county_casebook.source import decode, read
from county_casebook.text.characters import hidden
from county_casebook.text.reviewers import names_person


@dataclass(frozen=True, slots=True)
class ReviewWanted:
    """What is to be recorded: a stage (None: the secrecy check alone), by which office, on which day, with a note, with the secrecy check."""

    stage: str | None
    by: str
    day: date
    note: str = ""
    secrecy: bool = False


_OTHER = "文件刚刚又改过，没有记下；先看改了什么，再审一次。"
_UNCHANGED = "以后内容没有改，不用再审。"
_UNKNOWN = "没有记下审的是哪一版，看不出以后改没改；要重新审，先从文件里删掉它和后面的审核。"
_NOT_ONE_LINE = "{}要写成一行，里面不能有看不见的字符。"


def recorded(record: Record, data: bytes, wanted: ReviewWanted) -> str:
    """Return the record's file with the review in it, in the canonical form; raise NotInOrder, also when the file says another thing."""
    case = submitted(record)
    there = record_in(data, record.path, record.key)
    if there is None or there.model_dump() != case.model_dump():
        raise NotInOrder(_OTHER)
    wanted = replace(wanted, by=wanted.by.strip(), note=wanted.note.strip())
    if fault := next(_faults(case, _before(case, wanted), wanted), ""):
        raise NotInOrder(fault)
    value: Any = read(data, record.path).value
    _put(value, case, wanted)
    return canonical(Case, value, comments_of(decode(data, record.path)))


def _reviews(case: Case) -> Sequence[Review]:
    return case.provenance.reviews if isinstance(case.provenance, Submitted) else ()


def _before(case: Case, wanted: ReviewWanted) -> list[Review]:
    """Return the reviews that stay: those of the stages before; all of them when only the secrecy check is recorded."""
    if wanted.stage is None:
        return list(_reviews(case))
    place = STAGES.index(wanted.stage)
    return [review for review in _reviews(case) if STAGES.index(review.stage) < place]


def _faults(case: Case, before: Sequence[Review], wanted: ReviewWanted) -> Iterator[str]:
    if wanted.stage is None and not wanted.secrecy:
        yield "写明哪一审（--stage），或只记保密审查（--secrecy）。"
    if not wanted.by:
        yield "写明审核的科室或岗位。"
    for what, text in (("审核岗位", wanted.by), ("审核意见", wanted.note)):
        if len(text.splitlines()) > 1 or any(hidden(text)):
            yield _NOT_ONE_LINE.format(what)
    if names_person(wanted.by):
        yield f"“{wanted.by}”像是姓名；网站只显示科室或岗位，写如 办公室主任。"
    if wanted.stage is not None:
        yield from _faults_of_stage(case, before, wanted)


def _faults_of_stage(case: Case, before: Sequence[Review], wanted: ReviewWanted) -> Iterator[str]:
    outdated = outdated_reviews(case)
    done = [review for review in _reviews(case) if review.stage == wanted.stage]
    if done and not outdated:
        yield f"{label(Case, done[0].stage)}已经由{done[0].reviewer}审过，{_UNCHANGED if done[0].digest else _UNKNOWN}"
    stages = [review.stage for review in before]
    missing = [stage for stage in STAGES[: STAGES.index(wanted.stage or "first")] if stage not in stages]
    if missing:
        yield f"还没有{label(Case, missing[0])}：先{label(Case, missing[0])}，再{label(Case, wanted.stage or '')}。"
    if stale := [review for review in before if review in outdated]:
        name = label(Case, stale[0].stage)
        yield f"{name}以后内容改过：先重新{name}，再{label(Case, wanted.stage or '')}。"
    if twice := next((review for review in before if review.reviewer == wanted.by), None):
        yield f"{wanted.by}已经做过{label(Case, twice.stage)}；三审必须是三个不同的人。"
    late = next((review for review in before if review.date.first_day > wanted.day), None)
    if late:
        yield f"日期 {wanted.day} 早于{label(Case, late.stage)}的 {late.date}；检查日期。"


def _put(value: Any, case: Case, wanted: ReviewWanted) -> None:
    """Put the review into the value of the record's file, and what follows from it."""
    trail = value["provenance"]
    if wanted.stage is not None:
        keep = {review.stage for review in _before(case, wanted)}
        kept = [review for review in trail.get("reviews") or [] if review["stage"] in keep]
        trail["reviews"] = [*kept, _line(case, wanted)]
        if case.status == "draft":
            value["status"] = "review"
    if wanted.secrecy:
        trail["secrecy_check"] = {"reviewer": wanted.by, "date": wanted.day.isoformat()}
    if case.published and wanted.day > max(day.last_day for day in (case.published, case.updated) if day):
        value["updated"] = wanted.day.isoformat()


def _line(case: Case, wanted: ReviewWanted) -> dict[str, str]:
    note = {"note": wanted.note} if wanted.note else {}
    line = {"stage": wanted.stage or "", "reviewer": wanted.by, "date": wanted.day.isoformat()}
    return {**line, **note, "digest": reviewed_digest(case)}
