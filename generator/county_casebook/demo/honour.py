"""The records there are become fictional rolls: of the counties designated, of bodies honoured at an event, of one county and of its province."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED, sources
from county_casebook.demo.policies import PLAN

_Records: TypeAlias = "Mapping[str, Mapping[str, Any]]"
ROLLS = {
    "advanced": ("roll-advanced", "示例先进县（市）名单（第一批）", "2004-08", "按考核结果推荐"),
    "demonstration": ("roll-demonstration", "示例试点示范县（市）名单（第一批）", "2004-08-05", "按推荐择优"),
}
"""The rolls that designations name, by kind: id, title, date, how they were chosen."""
_MORE = 2
"""How many more a document names than the library holds."""


def honours(records: _Records, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (path, record) of the rolls: those that designations name, one of bodies at an event, one of a county, one of a province."""
    dice = Dice(seed, "honour")
    for kind, (roll, title, date, chosen) in ROLLS.items():
        counties = sum(_names(record, roll) for record in records.values())
        if counties:
            yield f"honours/{roll}", _of_counties(kind, title, date, (counties, chosen), dice)
    event = next(
        (path.partition("/")[2] for path, record in records.items() if record.get("type") == "award"), ""
    )
    bodies = list(_bodies(records))
    if bodies and event:
        yield "honours/roll-bodies", _of_bodies(bodies, event, dice)
        yield "honours/roll-county", _of_a_county(bodies[0], dice)
        yield "honours/roll-province", _of_a_province(bodies[-1], dice)


def _names(record: Mapping[str, Any], roll: str) -> bool:
    return any(found.get("honour") == roll for found in record.get("designations", ()))


def _of_counties(kind: str, title: str, date: str, held: tuple[int, str], dice: Dice) -> dict[str, Any]:
    counties, chosen = held
    return {
        **PUBLISHED,
        "sources": sources(dice)[:1],
        "keywords": ["示例表彰"],
        "title": title,
        "summary": f"示例部公布，文件称 {counties + _MORE} 个；{chosen}。",
        "scheme": PLAN,
        "level": "national",
        "date": date,
        "batch": "第一批",
        **({"year": "2003"} if kind == "advanced" else {}),
        "document": {"title": "示例部公布名单的通知", "doc_no": "示例〔2004〕88号", "source": "1"},
        "stated": [{"of": "counties", "count": str(counties + _MORE), "source": "1"}],
        "note": f"名单见到 {counties} 个，其余的**没有见到**。",
        "clauses": [f"{PLAN}#3.1"],
    }


def _bodies(records: _Records) -> Iterator[dict[str, Any]]:
    """Organizations that took part in published cases of counties, each with one of them."""
    seen: set[str] = set()
    for path, record in records.items():
        if path.startswith("cases/") and record["status"] == "published" and record.get("county"):
            for actor in record.get("actors", ()):
                held = actor.get("organization", "")
                if held and held not in seen:
                    seen.add(held)
                    yield _body(held, record, path.rpartition("/")[2])


def _body(organization: str, record: Mapping[str, Any], case: str) -> dict[str, Any]:
    return {
        "organization": organization,
        "county": record["county"],
        "title": "示例科技先进集体",
        "deed": str(record["summary"]),
        "cases": [case],
        "source": "1",
    }


def _of_bodies(bodies: list[dict[str, Any]], event: str, dice: Dice) -> dict[str, Any]:
    told = bodies[:4]
    return {
        **PUBLISHED,
        "sources": sources(dice)[:2],
        "title": "示例科技先进集体名单",
        "summary": f"在表彰会上公布的集体，文件称 {len(told) + _MORE} 个，另有个人若干，本库不收姓名。",
        "level": "national",
        "date": "2005-05",
        "until": "2004",
        "year": "2003",
        "event": event,
        "stated": [
            {
                "of": "bodies",
                "count": str(len(told) + _MORE),
                "who": "示例科技先进集体",
                "source": "1",
            },
            {"of": "persons", "count": "10", "who": "示例先进工作者", "source": "1"},
        ],
        "bodies": told,
        "note": "个人的名单不收。",
        "clauses": [f"{PLAN}#3.1"],
    }


def _of_a_county(body: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    """A county's own commendation, of a collective without a record."""
    return {
        **PUBLISHED,
        "sources": sources(dice)[2:3],
        "title": "示例县科技先进集体名单",
        "summary": "县里自己的表彰，只见到总数和一个集体。",
        "level": "county",
        "date": "2006",
        "county": body["county"],
        "stated": [{"of": "bodies", "count": "5", "source": "1"}],
        "bodies": [{"name": "示例乡农技站", "county": body["county"], "deed": "夜校一冬没有停过。"}],
    }


def _of_a_province(body: Mapping[str, Any], dice: Dice) -> dict[str, Any]:
    """A province's commendation, made known by a document the library holds."""
    return {
        **PUBLISHED,
        "sources": sources(dice)[:1],
        "title": "示例省科技服务先进单位名单",
        "summary": "省里表彰为县里服务的单位，只见到一个。",
        "scheme": PLAN,
        "level": "provincial",
        "date": "2005-12",
        "area": {"code": f"{body['county'][1:3]}0000", "as_of": "2004"},
        "document": {"policy": PLAN, "source": "1"},
        "stated": [{"of": "bodies", "count": "20", "source": "1"}],
        "bodies": [{**body, "title": "示例科技服务先进单位"}],
    }
