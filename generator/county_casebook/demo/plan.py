"""A fictional library of 31 provinces in which every duty of the plan computes, each with one gap that was planted in it.

The table of codes holds exactly its counties, so that duties of all counties compute without thousands of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from county_casebook.demo.county import county
from county_casebook.demo.dice import Dice
from county_casebook.demo.event import event
from county_casebook.demo.honour import honours
from county_casebook.demo.organization import zone
from county_casebook.demo.pairing import duty_pairing
from county_casebook.demo.parts import PUBLISHED, county_id, province_area, sources
from county_casebook.demo.places import FictionalCounty, counties
from county_casebook.demo.policies import PLAN
from county_casebook.demo.work_programmes import work_programmes

PROVINCES = 31
_ADVANCED, _DEMONSTRATIONS, _ZONES = 100, 100, 53
UNITS = 2 * _ADVANCED + _DEMONSTRATIONS + _ZONES
"""Of each advanced county and each zone one weak county is helped."""
_SEED = 31

_Records: TypeAlias = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: the duty it belongs to, the record it is planted in by path, what is wrong there, and how."""

    duty: str
    path: str
    words: str
    plant: Callable[[dict[str, Any]], None]


def _at(role: str, number: int) -> str:
    return f"counties/{county_id(_by_role()[role][number])}"


def gaps() -> tuple[Gap, ...]:
    """The gap of every duty of the plan, and of the chain (`chain`): each in a record of its own."""
    return (
        Gap("advanced-counties", _at("advanced", 1), "没有写推荐单位", _without_recommender),
        Gap("demonstration-counties", _in_the_east(), "欠发达没有依据", _without_region),
        Gap("advanced-pairings", "pairings/advanced-002", "没有结对", dict.clear),
        Gap("zone-pairings", "pairings/zone-002", "没有结对", dict.clear),
        Gap("advanced-assessed", _at("advanced", 3), "2004 年考核不合格", _result("failed")),
        Gap("all-assessed", _at("weak", 4), "2004 年考核未公布", _result("unpublished")),
        Gap("spend-share", _at("weak", 5), "占比 0.99%", _below_the_line),
        Gap("provincial-lists", "honours/list-07", "8 月 12 日才报送", _dated("2004-08-12")),
        Gap("leaders-trained", _at("weak", 6), "科技局长 2006 年 1 月才轮训", _trained_late),
        Gap("conference", "events/event-1", "10 月 12 日才举行", _held_late),
        Gap("chain", _at("demonstration", 7), "缺地（市）一级的任务", _without_prefecture),
    )


def plan_units() -> list[FictionalCounty]:
    """The counties of the library."""
    return counties(UNITS, provinces=PROVINCES)


def plan_records(units: Sequence[FictionalCounty]) -> _Records:
    """The records by path, with every gap planted; a record that is emptied is left out."""
    records = {**dict(_of_counties(units)), **dict(_of_others(units))}
    for gap in gaps():
        gap.plant(records[gap.path])
    kept = {path: record for path, record in records.items() if record}
    of_provinces = {f"policies/{key}": made for key, made in work_programmes(units, _SEED)}
    return {**kept, **of_provinces, **dict(honours(kept, _SEED))}


def _by_role() -> Mapping[str, list[FictionalCounty]]:
    """The counties by what they are: demonstrations stand where the plan supports them."""
    units = plan_units()
    fitting = [unit for unit in units[_ADVANCED:] if unit.economic_region != "东北"]
    demonstrations = fitting[:_DEMONSTRATIONS]
    chosen = {unit.code for unit in demonstrations}
    weak = [unit for unit in units[_ADVANCED:] if unit.code not in chosen]
    return {"advanced": units[:_ADVANCED], "demonstration": demonstrations, "weak": weak}


def _of_counties(units: Sequence[FictionalCounty]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every county: assessed, trained, spending what is asked; the leaders are trained at the course of their province."""
    del units
    for role, members in _by_role().items():
        for unit in members:
            record = county(unit, _SEED, role=role)
            record["assessments"] = [{"year": "2004", "result": "passed", "source": "1"}]
            record["trainings"] = [_training("2005-05")]
            if role == "demonstration":
                record["designations"][0]["tasks"] = _tasks(unit)
            yield f"counties/{county_id(unit)}", record


def _training(day: str) -> dict[str, str]:
    return {"audience": "bureau_head", "date": day, "organizer": "示例省科技厅", "source": "1"}


def _tasks(unit: FictionalCounty) -> list[dict[str, str]]:
    """What the four levels owe: two are done, two have no deadline, so that the day of the build changes nothing."""
    course = f"events/course-{_number(unit):02}"
    told: tuple[tuple[str, str, str, dict[str, str]], ...] = (
        ("national", "3.1", "开会部署县（市）科技工作", {"due": "2004-12", "met_by": "events/event-1"}),
        ("provincial", "3.5", "轮训示范县的党政主要领导", {"due": "2005-12-31", "met_by": course}),
        ("prefecture", "3.3", "派人联系示范县", {}),
        ("county", "2.6", "把示范的钱列进预算", {}),
    )
    return [
        {"level": level, "clause": f"{PLAN}#{clause}", "what": what, **more}
        for level, clause, what, more in told
    ]


def _number(unit: FictionalCounty) -> int:
    """The number of the province of a county."""
    return unit.number % PROVINCES


def _of_others(units: Sequence[FictionalCounty]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Zones, pairings, the conference, and of each province its course and its list."""
    weak = iter(_by_role()["weak"])
    for number, unit in enumerate(_by_role()["advanced"]):
        yield f"pairings/advanced-{number:03}", duty_pairing({"county": county_id(unit)}, next(weak))
    for number in range(_ZONES):
        yield f"organizations/zone-{number + 1}", zone(number, units, _SEED)
        helper = {"organization": f"zone-{number + 1}"}
        yield f"pairings/zone-{number:03}", duty_pairing(helper, next(weak))
    yield "events/event-1", {**event(0, units, _SEED, cases={}), "organizers": [{"name": "示例部"}]}
    for number in range(PROVINCES):
        here = [unit for unit in units if _number(unit) == number]
        yield f"events/course-{number:02}", _course(here)
        yield f"honours/list-{number:02}", _list(here[0])


def _course(here: Sequence[FictionalCounty]) -> dict[str, Any]:
    """The training of the leaders of a province's counties."""
    return {
        **PUBLISHED,
        "sources": sources(Dice(_SEED, "course", here[0].code))[:1],
        "title": f"{here[0].province}县（市）党政领导科技轮训班",
        "type": "training",
        "summary": f"{here[0].province}各县（市）的党政主要领导轮训一次。",
        "area": province_area(here[0]),
        "planned": {"start": "2005-03"},
        "actual": {"start": "2005-03-14", "end": "2005-03-18", "source": "1"},
        "organizers": [{"name": f"{here[0].province}科技厅"}],
        "audiences": ["officials"],
        "counties": [county_id(unit) for unit in here],
        "outcome": "not_stated",
        "clauses": [f"{PLAN}#3.5"],
    }


def _list(unit: FictionalCounty) -> dict[str, Any]:
    """The list of demonstration counties that a province hands in."""
    return {
        **PUBLISHED,
        "sources": sources(Dice(_SEED, "list", unit.code))[:1],
        "title": f"{unit.province}试点示范县（市）名单",
        "summary": f"{unit.province}报送的试点示范县（市）名单。",
        "scheme": PLAN,
        "level": "provincial",
        "area": province_area(unit),
        "date": "2004-08-05",
        "document": {"title": f"{unit.province}科技厅报送名单的函", "source": "1"},
        "clauses": [f"{PLAN}#3.3"],
    }


# The gaps ------------------------------------------------------------------------------------------------------------


def _in_the_east() -> str:
    units = _by_role()["demonstration"]
    return f"counties/{county_id(next(unit for unit in units if unit.economic_region == '东部'))}"


def _without_recommender(record: dict[str, Any]) -> None:
    del record["designations"][0]["recommender"]


def _without_region(record: dict[str, Any]) -> None:
    record["less_developed"] = {"value": "unknown"}


def _result(result: str) -> Callable[[dict[str, Any]], None]:
    def plant(record: dict[str, Any]) -> None:
        record["assessments"][0]["result"] = result

    return plant


def _below_the_line(record: dict[str, Any]) -> None:
    record["funding"][0]["st_spend"] = "99"


def _dated(day: str) -> Callable[[dict[str, Any]], None]:
    def plant(record: dict[str, Any]) -> None:
        record["date"] = day

    return plant


def _trained_late(record: dict[str, Any]) -> None:
    record["trainings"] = [_training("2006-01")]


def _held_late(record: dict[str, Any]) -> None:
    record["actual"] = {"start": "2004-10-12", "end": "2004-10-14", "source": "2"}


def _without_prefecture(record: dict[str, Any]) -> None:
    tasks = record["designations"][0]["tasks"]
    record["designations"][0]["tasks"] = [task for task in tasks if task["level"] != "prefecture"]
