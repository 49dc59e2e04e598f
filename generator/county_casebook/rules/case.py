"""Rules on cases: place, time, who stands behind it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from county_casebook.library.library import Library
from county_casebook.records import Case, Collection, Pairing, Technique
from county_casebook.records.case import Figure, Submitted
from county_casebook.records.record import label
from county_casebook.records.reviewed import STAGES, outdated_reviews
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import CoarseDate
from county_casebook.text.reviewers import names_person


@lack
def without_place(case: Case) -> Iterator[Finding]:
    """案例必须写 county 或 area；跨县而来源没有写地方的（setting.scale 是 wider）可以不写。"""
    if not case.county and not case.area and not _spans_counties(case):
        yield case.at(), "没有写地方", "县级的做法写 county，地市或省的写 area"


@error
def one_place(case: Case) -> Iterator[Finding]:
    """案例的 county 和 area 只写一个。"""
    if case.county and case.area:
        yield case.at("area"), "county 和 area 都写了", "县级的做法只写 county，地市或省的只写 area"
    elif case.also and not case.area and (case.county or _spans_counties(case)):
        yield case.at("also"), "写了 also，没有写 area", "第一处写在 area，其余的写在 also"


def _spans_counties(case: Case) -> bool:
    return case.setting is not None and case.setting.scale == "wider"


@error
def end_before_start(case: Case) -> Iterator[Finding]:
    """结束不得早于开始，前后对比的“之后”不得早于“之前”。"""
    period = case.period
    if _is_reversed(period.start, period.end):
        yield case.at("period", "end"), f"结束 {period.end} 早于开始 {period.start}", "检查两个日期"


@end_before_start.also
def _pairing_ends_before_start(pairing: Pairing) -> Iterator[Finding]:
    if _is_reversed(pairing.start, pairing.end):
        yield pairing.at("end"), f"结束 {pairing.end} 早于开始 {pairing.start}", "检查两个日期"


def _is_reversed(start: object, end: CoarseDate | None) -> bool:
    return isinstance(start, CoarseDate) and end is not None and end.last_day < start.first_day


@end_before_start.also
def _reversed_indicators(record: Case | Pairing | Technique) -> Iterator[Finding]:
    for position, indicator in enumerate(record.indicators):
        before, after = indicator.before, indicator.after
        if not isinstance(before, Figure) or not isinstance(after, Figure):
            continue
        if isinstance(before.year, int) and isinstance(after.year, int) and after.year < before.year:
            place = record.at("indicators", position, "after", "year")
            yield place, f"“之后”是 {after.year} 年，早于“之前”的 {before.year} 年", "检查两个年份"


@error
def three_reviews(case: Case) -> Iterator[Finding]:
    """县方报送的案例发布前必须有初审、复审、终审各一条，由三个不同的人审。"""
    provenance = _submission(case)
    if provenance is None:
        return
    stages = [review.stage for review in provenance.reviews]
    missing = [label(Case, stage) for stage in STAGES if stage not in stages]
    if missing:
        yield case.at("provenance", "reviews"), f"缺少{'、'.join(missing)}", "三审齐全才能发布"
    if len(set(stages)) < len(stages):
        yield case.at("provenance", "reviews"), "同一审次写了两次", "初审、复审、终审各一条"
    reviewers = [review.reviewer for review in provenance.reviews]
    for position, reviewer in enumerate(reviewers):
        if reviewer in reviewers[:position]:
            place = case.at("provenance", "reviews", position, "reviewer")
            yield place, "同一个人审了两次", "三审必须是三个不同的人"


@error
def review_order(case: Case) -> Iterator[Finding]:
    """三审的日期必须依次向后，并且不晚于发布日期；发布后改过再审的，不晚于更新日期。"""
    provenance = _submission(case)
    if provenance is None:
        return
    by_stage = {review.stage: (position, review.date) for position, review in enumerate(provenance.reviews)}
    ordered = [by_stage[stage] for stage in STAGES if stage in by_stage]
    for (_, earlier), (position, later) in pairwise(ordered):
        if later.last_day < earlier.first_day:
            yield (
                case.at("provenance", "reviews", position, "date"),
                f"{later} 早于前一审的 {earlier}",
                "检查日期",
            )
    for position, day in ordered:
        if _is_too_late(case, day):
            place = case.at("provenance", "reviews", position, "date")
            yield place, f"审核日期 {day} 晚于发布日期 {case.published}", "先审后发"


@error
def secrecy_checked(case: Case) -> Iterator[Finding]:
    """县方报送的案例发布前必须有保密审查，日期不晚于发布日期；发布后改过再审的，不晚于更新日期。"""
    provenance = _submission(case)
    if provenance is None:
        return
    check = provenance.secrecy_check
    if check is None:
        yield case.at("provenance"), "没有保密审查", "补上 secrecy_check"
    elif _is_too_late(case, check.date):
        place = case.at("provenance", "secrecy_check", "date")
        yield place, f"保密审查 {check.date} 晚于发布日期 {case.published}", "先审后发"


def _is_too_late(case: Case, day: CoarseDate) -> bool:
    """Whether something was looked at only after it had been published, or published again after a change."""
    last = max((date.last_day for date in (case.published, case.updated) if date), default=None)
    return case.published is not None and last is not None and day.first_day > last


@warning
def changed_after_review(case: Case) -> Iterator[Finding]:
    """审核以后内容改过的，要重新审：各审次看过的都不是现在的内容。"""
    outdated = outdated_reviews(case)
    if outdated and isinstance(case.provenance, Submitted) and case.status != "withdrawn":
        stages = "、".join(label(Case, review.stage) for review in outdated)
        hint = f"重新审：casebook review {case.id} --stage {outdated[0].stage} --by 岗位"
        place = case.at("provenance", "reviews", case.provenance.reviews.index(outdated[0]), "digest")
        yield place, f"{stages}以后内容改过", hint


@warning
def reviewer_by_name(case: Case) -> Iterator[Finding]:
    """审核的人写科室或岗位，不写姓名；像姓名的，网站不显示。"""
    if not isinstance(case.provenance, Submitted):
        return
    trail = case.provenance
    places = [(("reviews", number), review.reviewer) for number, review in enumerate(trail.reviews)]
    checks = [(("secrecy_check",), trail.secrecy_check.reviewer)] if trail.secrecy_check else []
    for path, reviewer in (*places, *checks):
        if names_person(reviewer):
            place = case.at("provenance", *path, "reviewer")
            yield place, "审核岗位像是写了姓名，网站不显示", "写科室或岗位，如 办公室主任"


def _submission(case: Case) -> Submitted | None:
    """How a published case was submitted and reviewed; None for any other."""
    return case.provenance if case.is_published and isinstance(case.provenance, Submitted) else None


@lack
def compiled_without_source(case: Case) -> Iterator[Finding]:
    """据公开资料整理的案例必须至少有一条来源。"""
    if case.provenance.type == "compiled" and not case.sources:
        yield case.at("provenance"), "据公开资料整理，却没有来源", "补上 sources"


@lack
def clause_for_submitted(library: Library, case: Case) -> Iterator[Finding]:
    """县方报送的案例必须写明落实哪一条政策条款；库里没有带条款的政策时不要求。"""
    example = library.example_clause
    if example and isinstance(case.provenance, Submitted) and not case.clauses:
        yield case.at(), "没有写落实的条款", f"补上 clauses，如 {example}"


@lack
def unnamed_actor(case: Case) -> Iterator[Finding]:
    """参与方必须写本库机构的编号，或写类型和名称。"""
    for position, actor in enumerate(case.actors):
        if not actor.organization and not (actor.type and actor.name):
            yield case.at("actors", position), "参与方不明", "写 organization，或写 type 和 name"


@error
def lead_listed(library: Library, record: Collection | Pairing) -> Iterator[Finding]:
    """已发布的选编和结对里列的案例必须写明做法；没有写做法的是线索，不是案例。"""
    for position, key in enumerate(record.cases if record.is_published else ()):
        case = library.of(Case).get(key)
        if case and case.is_lead:
            hint = "补上做法，或去掉这一条"
            yield record.at("cases", position), f"{key} 没有写做法，是线索，不是案例", hint


@warning
def result_without_source(record: Case | Pairing | Technique) -> Iterator[Finding]:
    """成效和指标应当注明来源，没有来源的按 D 级公开列出。"""
    for name in ("results", "indicators"):
        for position, claim in enumerate(getattr(record, name, ())):
            if claim.source is None:
                yield record.at(name, position), "没有来源", "写 source: 第几条来源；没有就按 D 级显示"


@warning
def short_text(case: Case) -> Iterator[Finding]:
    """县方报送的案例，难点、做法应当写够让别的县看懂的篇幅。"""
    if not isinstance(case.provenance, Submitted):
        return
    if case.problem != "not_stated" and len(case.problem) < 30:
        yield case.at("problem"), f"难点只有 {len(case.problem)} 字", "写清原来难在哪里，至少 30 字"
    if isinstance(case.approach, tuple) and (length := sum(len(step.what) for step in case.approach)) < 60:
        yield case.at("approach"), f"做法只有 {length} 字", "写清每一步做什么，至少 60 字"
