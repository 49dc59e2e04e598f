"""The four-level chain: what each level owes, and that only a record of what was done meets a task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from county_casebook.ledger.chain import Chain, chains
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import County, Event, Record
from county_casebook.views.view import backlinked, view_of
from tests.building import TINY

OWED = {"level": "county", "clause": "demo-plan#2.2", "what": "办一件事"}


@pytest.fixture(scope="module")
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def changed(library: Library, record: Record, **fields: Any) -> Library:
    """The library with other values in some fields of a record."""
    data = {**record.model_dump(mode="json", exclude_none=True), **fields}
    made = type(record).model_validate({key: value for key, value in data.items() if value is not None})
    made._id = record.id
    kinds = {**library.kinds, record.kind: {**library.of_kind(record.kind), record.id: made}}
    return replace(library, kinds=kinds)


def owing(library: Library, *tasks: dict[str, Any]) -> Library:
    county = library.of(County)["lingping"]
    designation = county.designations[0].model_dump(mode="json", exclude_none=True)
    return changed(library, county, designations=[{**designation, "tasks": list(tasks)}])


def chain(library: Library) -> Chain:
    (found,) = chains(library)
    return found


def test_a_chain_has_its_four_levels_in_order_and_says_which_is_missing(tiny: Library) -> None:
    found = chain(owing(tiny, OWED, {**OWED, "level": "national"}))
    assert [link.level for link in found.links] == ["national", "provincial", "prefecture", "county"]
    assert [link.state for link in found.links] == ["open", "missing", "missing", "open"]
    assert [link.level for link in found.missing] == ["provincial", "prefecture"]
    assert [link.office for link in found.links] == ["示例部", "示例厅", "示例市局", "示例县局"]


@pytest.mark.parametrize(
    ("asked", "state", "why"),
    [
        ({}, "open", "没有写期限，没有做成的记录"),
        ({"due": "2006-03"}, "open", "没有做成的记录"),
        ({"due": "2006-02"}, "overdue", "期限已过，没有做成的记录"),
        ({"met_by": "events/nowhere", "due": "2006-02"}, "overdue", "期限已过，没有做成的记录"),
        ({"met_by": "events/tea-training", "due": "2005"}, "overdue", "期限已过，只有计划，没有做成的记录"),
        ({"met_by": "events/plan-conference"}, "met", "2004 年 9 月 29 日"),
        ({"met_by": "events/plan-conference", "due": "2004-09"}, "met", "2004 年 9 月 29 日，按期"),
        ({"met_by": "events/plan-conference", "due": "2004-09-28"}, "late", "2004 年 9 月 29 日，晚于期限"),
        ({"met_by": "cases/lingping-tea", "due": "2004"}, "met", "日期未载明，是否按期不能确定"),
        ({"met_by": "cases/lingping-tea"}, "met", "日期未载明"),
        ({"met_by": "policies/demo-plan", "due": "2004-06-01"}, "met", "2004 年 6 月 1 日，按期"),
    ],
)
def test_a_task_is_met_only_by_a_record_of_what_was_done(
    tiny: Library, asked: dict[str, str], state: str, why: str
) -> None:
    (owed,) = chain(owing(tiny, {**OWED, **asked})).links[3].tasks
    assert (owed.state, owed.why) == (state, why)


def test_a_day_that_may_be_after_the_deadline_is_not_held_against_it(tiny: Library) -> None:
    event = tiny.of(Event)["plan-conference"]
    library = changed(tiny, event, actual={"start": "2004"})
    asked = {**OWED, "met_by": "events/plan-conference", "due": "2004-09"}
    (owed,) = chain(owing(library, asked)).links[3].tasks
    assert (owed.state, owed.why) == ("met", "2004 年，是否按期不能确定")


def test_a_task_without_an_office_of_its_own_is_the_levels(tiny: Library) -> None:
    (first, second) = chain(owing(tiny, OWED, {**OWED, "who": "示例县财政局", "what": "拨款"})).links[3].tasks
    assert (first.office, second.office) == ("示例县局", "示例县财政局")


def test_a_demonstration_without_any_task_is_a_chain_that_lacks_all(tiny: Library) -> None:
    found = chain(owing(tiny))
    assert [link.state for link in found.links] == ["missing"] * 4


def page_of(library: Library, key: str) -> str:
    record = library.record(key)
    assert record
    return next(view_of(type(record)).page(Edition.of(library), record)).body


def test_the_page_of_a_county_shows_its_levels_and_the_one_that_is_missing(tiny: Library) -> None:
    asked = {**OWED, "met_by": "events/plan-conference", "due": "2004-09-28"}
    body = page_of(owing(tiny, asked), "counties/lingping")
    assert "县（市） 1 项，缺三级" in body
    assert body.count("没有任务的记录") == 3
    assert '<span class="cb-verdict cb-verdict-late">' in body
    assert 'href="../../events/plan-conference/"' in body


def test_the_page_of_what_meets_a_task_names_the_county(tiny: Library) -> None:
    (part,) = (
        part
        for part in backlinked(tiny, "policies", "demo-plan", "policies/demo-plan/")
        if part.anchor == "tasks"
    )
    assert [entry.url for entry in part.entries] == ["counties/lingping/"]
