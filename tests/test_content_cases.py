"""What the library's own cases must add up to, counted from the content itself.

A case in full tells an approach of at least two steps, results or figures, and at least one of limits,
resources and transfer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from county_casebook.records import Case
from county_casebook.records.case import Indicator, Result
from county_casebook.schema.fields import NOT_STATED
from tests.real import real_library

SECTIONS = ("limits", "resources", "transfer")
STEPS = 2


@cache
def published() -> tuple[Case, ...]:
    """Every published case, leads among them, in the order of their ids."""
    library = real_library(date(2026, 11, 28))
    cases = (case for case in library.of(Case).values() if case.status == "published")
    return tuple(sorted(cases, key=lambda case: case.key))


def cases_told() -> list[Case]:
    """The published cases that tell an approach."""
    return [case for case in published() if not case.is_lead]


def is_stated(case: Case, section: str) -> bool:
    """Whether a section says anything: its own `source` alone says nothing."""
    part = getattr(case, section)
    if part == NOT_STATED:
        return False
    values = part.model_dump(exclude={"source"}).values()
    return any(value not in (None, NOT_STATED) for value in values)


def measured(case: Case) -> list[Result | Indicator]:
    """What a case claims and counts, each with who measured it."""
    return [*case.results, *case.indicators]


def in_full(cases: Iterable[Case]) -> list[Case]:
    """The cases with an approach, something measured or claimed, and a section of what it takes or lacks."""
    return [
        case
        for case in cases
        if not case.is_lead
        and len(case.approach) >= STEPS
        and measured(case)
        and any(is_stated(case, section) for section in SECTIONS)
    ]


def with_figures_before_and_after(cases: Iterable[Case]) -> list[Case]:
    """The cases with a figure before and one after that name who measured them."""
    return [
        case
        for case in cases
        if any(
            NOT_STATED not in (figure.before, figure.after, figure.measured_by) for figure in case.indicators
        )
    ]


def measured_independently(cases: Iterable[Case]) -> list[Case]:
    """The cases of which someone measured a result who neither ran, paid for, bred nor sold the practice."""
    return [case for case in cases if any(part.measured_by == "independent" for part in measured(case))]


def test_there_are_enough_cases() -> None:
    assert len(cases_told()) >= 36


def test_enough_cases_are_told_in_full() -> None:
    assert len(in_full(cases_told())) >= 22


def test_enough_cases_have_figures_before_and_after() -> None:
    assert len(with_figures_before_and_after(cases_told())) >= 10


def test_enough_cases_were_measured_independently() -> None:
    assert len(measured_independently(cases_told())) >= 6


def test_every_case_rests_on_sources_that_were_seen() -> None:
    assert [case.key for case in published() if not case.sources] == []
    grades = {case.key: {source.grade for source in case.sources} for case in published()}
    assert {key: held for key, held in grades.items() if not held <= {"A", "B", "C"}} == {}


def test_what_is_measured_names_its_source() -> None:
    parts = [(case, part) for case in published() for part in measured(case)]
    assert [
        (case.key, part) for case, part in parts if part.source not in range(1, len(case.sources) + 1)
    ] == []


def test_titles_and_summaries_keep_their_length() -> None:
    assert [case.key for case in published() if len(case.title) > 40 or len(case.summary) > 200] == []


def test_a_lead_tells_no_approach_and_counts_nowhere() -> None:
    leads = [case for case in published() if case.is_lead]
    assert leads
    assert all(case.approach == NOT_STATED for case in leads)
    assert in_full(leads) == []


def test_what_is_missing_is_not_counted() -> None:
    case = next(case for case in with_figures_before_and_after(in_full(cases_told())))
    assert in_full([case.model_copy(update={"approach": NOT_STATED})]) == []
    assert in_full([case.model_copy(update={"approach": case.approach[:1]})]) == []
    assert in_full([case.model_copy(update={"results": (), "indicators": ()})]) == []
    assert in_full([case.model_copy(update=dict.fromkeys(SECTIONS, NOT_STATED))]) == []
    figures = [figure.model_copy(update={"before": NOT_STATED}) for figure in case.indicators]
    assert with_figures_before_and_after([case.model_copy(update={"indicators": tuple(figures)})]) == []


def test_what_nobody_is_named_for_is_not_independent() -> None:
    case = measured_independently(cases_told())[0]
    unnamed = {
        name: tuple(part.model_copy(update={"measured_by": NOT_STATED}) for part in getattr(case, name))
        for name in ("results", "indicators")
    }
    assert measured_independently([case.model_copy(update=unnamed)]) == []
    assert with_figures_before_and_after([case.model_copy(update=unnamed)]) == []
