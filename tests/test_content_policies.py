"""What the real library says of its policies: every source names its facts, laws their texts, points where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from county_casebook.library.library import Library
from county_casebook.records import Case, Policy
from county_casebook.records.policy import Point
from tests.real import real_library
from tests.test_content_facts import facts


def library() -> Library:
    return real_library(date(2026, 11, 24))


def policies() -> list[Policy]:
    return list(library().of(Policy).values())


def points() -> Iterator[tuple[Policy, Point]]:
    yield from ((policy, point) for policy in policies() for point in policy.points)


def test_every_source_of_a_policy_names_its_facts_and_the_grade_is_no_better_than_theirs() -> None:
    sources = [(policy.id, source) for policy in policies() for source in policy.sources]
    assert [(at, source.title) for at, source in sources if not source.facts] == []
    assert [
        (at, source.title)
        for at, source in sources
        if source.grade < min(facts()[key]["grade"] for key in source.facts)
    ] == []


def test_a_policy_without_text_has_points_wherever_the_table_has_some_of_it() -> None:
    bare = [policy for policy in policies() if policy.text is None and not policy.points]
    rows = [(policy.id, key) for policy in bare for source in policy.sources for key in source.facts]
    assert [(at, key) for at, key in rows if facts()[key]["kind"] == "policy_point"] == []


def test_a_point_rests_on_a_source_and_says_no_more_than_a_line() -> None:
    for policy, point in points():
        assert point.source, f"{policy.id}#{point.id}"
        assert len(point.point) <= 80, f"{policy.id}#{point.id}"


@pytest.mark.parametrize("policy_id", ["law-st-progress", "law-agri-extension", "law-st-popularization"])
def test_every_text_of_a_law_has_its_source_and_what_changed_for_counties(policy_id: str) -> None:
    policy = library().of(Policy)[policy_id]
    assert len(policy.versions) >= 2
    assert all(version.source and version.changed for version in policy.versions)


def test_points_of_laws_are_known_from_a_compilation_and_said_to_be() -> None:
    for policy, point in points():
        source = policy.sources[(point.source or 1) - 1]
        if policy.document_kind == "法律" and source.grade == "D":
            assert source.seen_in
            assert source.url is None


def test_cases_cite_points() -> None:
    cited = {clause for case in library().of(Case).values() for clause in case.clauses}
    assert {f"{policy.id}#{point.id}" for policy, point in points() if policy.text is None} & cited
