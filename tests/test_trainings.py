"""Duties to train and to hand in lists are computed from events and rolls too: planned against actual, each told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from county_casebook.ledger.ledger import LedgerEntry, ledger
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import County, Event, Honour, Policy, Record
from county_casebook.views.view import view_of
from tests.building import TINY

CLAUSE = "demo-plan#2.1"
DUTY = {"clause": CLAUSE, "statement": "做到", "owed_by": "各省"}
TRAINED = {
    **DUTY,
    "id": "trained",
    "measure": "leaders_trained",
    "due": "2005-12-31",
    "trainings": ["leaders"],
    "through_events": [{"trained": "leaders", "audiences": ["farmers"]}],
}
LISTS = {**DUTY, "id": "lists", "measure": "provincial_lists", "due": "2004-08-10"}
TOLD = {"title": "示例", "summary": "示例。", "status": "published", "outcome": "not_stated"}
TRAINING = {**TOLD, "type": "training", "counties": ["yanpu"], "audiences": ["farmers"]}
ROLL = {
    "title": "示例名单",
    "summary": "示例。",
    "status": "published",
    "level": "provincial",
    "area": {"code": "990000", "as_of": "2004"},
    "date": "2004-08-05",
    "clauses": [CLAUSE],
}


@pytest.fixture(scope="module")
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def held(library: Library, kind: type[Record], record_id: str, data: dict[str, Any]) -> Library:
    """The library with one more record."""
    record = kind.model_validate(data)
    record.called(record_id)
    kinds = {**library.kinds, kind.kind: {**library.of_kind(kind.kind), record_id: record}}
    return replace(library, kinds=kinds)


def found(library: Library, duty: dict[str, Any]) -> LedgerEntry:
    """What the ledger finds for the plan's only duty."""
    plan = library.of(Policy)["demo-plan"]
    data = {**plan.model_dump(mode="json", exclude_none=True), "duties": [duty]}
    policy = Policy.model_validate(data)
    policy.called(plan.id)._clauses = plan._clauses
    kinds = {**library.kinds, "policies": {**library.of_kind("policies"), plan.id: policy}}
    (entry,) = ledger(replace(library, kinds=kinds))
    return entry


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        ({"actual": {"start": "2005-03-08"}}, [("met", "党政主要领导已培训")]),
        ({"actual": {"start": "2006-01"}}, [("not_met", "党政主要领导晚于期限")]),
        ({"planned": {"start": "2005-03"}}, [("no_data", "党政主要领导只有计划，没有举行的记录")]),
        ({"actual": {"start": "not_stated"}}, [("no_data", "党政主要领导没有期限内的记录")]),
        ({"actual": {"start": "2005"}, "audiences": []}, []),
        (
            {
                "actual": {"start": "2005"},
                "audiences": [],
                "attendance": [{"audience": "farmers", "persons": "30"}],
            },
            [("met", "党政主要领导已培训")],
        ),
        ({"actual": {"start": "2005"}, "type": "seminar"}, []),
        ({"actual": {"start": "2005"}, "counties": []}, []),
    ],
)
def test_a_training_event_counts_for_the_counties_that_came(
    tiny: Library, event: dict[str, Any], lines: list[tuple[str, str]]
) -> None:
    entry = found(held(tiny, Event, "course", {**TRAINING, **event}), TRAINED)
    assert [(line.state, line.why) for line in entry.found.lines] == lines


def test_without_a_word_of_the_duty_no_event_counts(tiny: Library) -> None:
    library = held(tiny, Event, "course", {**TRAINING, "actual": {"start": "2005-03"}})
    assert found(library, {**TRAINED, "through_events": []}).found.words == "没有轮训记录"


def test_what_a_county_tells_and_an_event_go_together(tiny: Library) -> None:
    county = tiny.of(County)["yanpu"].model_dump(mode="json", exclude_none=True)
    own = {"audience": "bureau_head", "date": "2005-06", "organizer": "示例厅"}
    library = held(tiny, County, "yanpu", {**county, "trainings": [own]})
    library = held(library, Event, "course", {**TRAINING, "actual": {"start": "2005-03"}})
    entry = found(library, {**TRAINED, "trainings": ["leaders", "bureau_head"]})
    (line,) = entry.found.lines
    assert (line.state, line.why, line.since) == ("met", "两类都已培训", "2005 年 6 月")
    assert entry.found.words.startswith("两类都已培训 1 / ")


def test_the_page_of_a_county_shows_the_training_its_people_went_to(tiny: Library) -> None:
    course = {**TRAINING, "title": "示例轮训班", "actual": {"start": "2005-03"}}
    library = held(tiny, Event, "course", course)
    county = library.of(County)["yanpu"]
    body = next(view_of(County).page(Edition.of(library), county)).body
    section = body.partition('id="bureau"')[2].partition("</section>")[0]
    assert "示例轮训班" in section
    assert "2005 年 3 月" in section


@pytest.mark.parametrize(
    ("roll", "state", "why"),
    [
        ({}, "met", "计划 2004 年 8 月 10 日前；2004 年 8 月 5 日（名单：示例名单）"),
        (
            {"date": "2004-08-12"},
            "not_met",
            "计划 2004 年 8 月 10 日前；2004 年 8 月 12 日，晚于期限（名单：示例名单）",
        ),
        (
            {"date": "2004-08"},
            "no_data",
            "计划 2004 年 8 月 10 日前；2004 年 8 月，是否按期不能确定（名单：示例名单）",
        ),
    ],
)
def test_a_provinces_roll_shows_that_its_list_was_handed_in(
    tiny: Library, roll: dict[str, str], state: str, why: str
) -> None:
    entry = found(held(tiny, Honour, "list", {**ROLL, **roll}), LISTS)
    (line, other) = entry.found.lines
    assert (line.name, line.state, line.why) == ("云岚省", state, why)
    assert (other.name, other.state) == ("沐翎省", "no_data")


@pytest.mark.parametrize("roll", [{"level": "national"}, {"clauses": []}, {"date": "not_stated"}])
def test_another_roll_shows_no_list(tiny: Library, roll: dict[str, Any]) -> None:
    assert found(held(tiny, Honour, "list", {**ROLL, **roll}), LISTS).state == "no_data"
