"""The four-level chain: what each level owes, and that only a record of what was done meets a task."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.ledger.chain import Chain, chains
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.data.chain import chain_files
from county_casebook.publish.pages.chain import chain_pages
from county_casebook.records import County, Event, Policy, Record
from county_casebook.records.task import LEVELS
from county_casebook.views.page import made_by
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
    made.called(record.id)
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


def site_of(library: Library) -> dict[str, str]:
    return {page.url: page.body for page in made_by(chain_pages(Edition.of(library)))}


def data_of(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dict(chain_files(Edition.of(library)))["chain/chain.json"])
    return found


def test_the_board_counts_by_clause_and_level_with_the_list_behind(tiny: Library) -> None:
    late = {"level": "national", "clause": "demo-plan#2.1", "what": "开会", "due": "2005", "who": "示例厅"}
    library = owing(tiny, OWED, {**OWED, "what": "办第二件事"}, late)
    pages = site_of(library)
    table = LexborHTMLParser(pages["chain/"]).css("table.cb-cells tbody tr")
    assert [[cell.text(strip=True) for cell in row.css("th, td")] for row in table] == [
        ["《示例县（市）科技工作方案》二、1.", "逾期 1", "—", "—", "—"],
        ["《示例县（市）科技工作方案》二、2.", "—", "—", "—", "待办 2"],
        ["全部条款", "逾期 1", "缺 1", "缺 1", "待办 2"],
    ]
    assert set(pages) == {
        "chain/",
        "chain/clauses/demo-plan/2.1/national/",
        "chain/clauses/demo-plan/2.2/county/",
        *(f"chain/levels/{level}/" for level in LEVELS),
    }
    assert "开会" in pages["chain/clauses/demo-plan/2.1/national/"]
    assert "没有任务的记录" in pages["chain/levels/prefecture/"]
    assert 'href="../../../counties/lingping/#chain"' in pages["chain/levels/prefecture/"]


def test_the_data_say_what_the_pages_say(tiny: Library) -> None:
    data = data_of(owing(tiny, {**OWED, "met_by": "policies/demo-plan", "due": "2005"}))
    (county,) = data["counties"]
    assert county["missing"] == ["national", "provincial", "prefecture"]
    assert [level["state"] for level in county["levels"]] == ["missing", "missing", "missing", "met"]
    assert county["levels"][3]["tasks"][0]["met_by"] == "policies/demo-plan"
    totals = {line["level"]: line for line in data["board"] if not line["clause"]}
    assert (totals["county"]["met"], totals["national"]["missing"]) == (1, 1)


def test_many_counties_stand_on_pages_of_their_own_the_worst_first(tiny: Library) -> None:
    county = owing(tiny, *({**OWED, "level": level} for level in LEVELS)).of(County)["lingping"]
    counties = {}
    for number in range(60):
        made = county.model_copy().called(f"county-{number:02}")
        counties[made.id] = made
    late = owing(tiny, {**OWED, "due": "2005"}).of(County)["lingping"].called("county-60")
    kinds = {**tiny.kinds, "counties": {**counties, late.id: late}}
    pages = site_of(replace(tiny, kinds=kinds))
    assert "chain/counties/page/2/" in pages
    assert [body.count('class="cb-table cb-tasks"') for url, body in pages.items() if "counties" in url] == [
        50,
        11,
    ]
    assert pages["chain/"].index("counties/county-60/") < pages["chain/"].index("counties/county-00/")


def test_a_library_whose_plan_asks_for_no_four_levels_has_no_board(tiny: Library) -> None:
    duties = [
        duty for duty in tiny.of(Policy)["demo-plan"].duties if duty.measure != "demonstration_counties"
    ]
    policy = tiny.of(Policy)["demo-plan"].model_copy(update={"duties": tuple(duties)})
    library = replace(tiny, kinds={**owing(tiny).kinds, "policies": {"demo-plan": policy}})
    assert site_of(library) == {}
    assert dict(chain_files(Edition.of(library))) == {}


def test_a_plan_without_any_demonstration_says_that_nothing_is_held(tiny: Library) -> None:
    library = replace(tiny, kinds={**tiny.kinds, "counties": {}})
    assert "本库还没有试点示范县（市）四级任务的记录" in site_of(library)["chain/"]
