"""Numbers become fictional records: counties, organizations, cases and pairings, with every field of the models used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from county_casebook.demo import words
from county_casebook.demo.places import FictionalCounty
from county_casebook.demo.policies import PLAN
from county_casebook.demo.prose import Dice, limitation, rich, sentence, subject

_THEME_NAMES = (
    "产业化",
    "实用技术",
    "特色产业",
    "企业创新",
    "服务体系",
    "科技特派员",
    "专家大院",
    "培训科普",
    "科技投入",
    "领导责任",
)
THEMES = [
    {
        "id": f"theme-{n + 1:02}",
        "title": f"示例主题·{name}",
        "description": f"虚构的主题：{name}。",
        "clauses": [f"{PLAN}#2.{n % 6 + 1}"],
    }
    for n, name in enumerate(_THEME_NAMES)
]
PROGRAMMES = [
    {
        "id": f"programme-{n + 1:02}",
        "title": f"示例计划{name}号",
        "description": "虚构的计划。",
        "since": "1990",
        "run_by": "示例部",
        "clauses": [f"{PLAN}#3.2"],
        "note": "虚构",
        "sources": [{"title": "示例资料", "publisher": "示例社", "date": "2003", "grade": "D"}],
    }
    for n, name in enumerate("甲乙丙丁戊己庚辛")
]
SCHEMES = [{"id": "demo-scheme", "title": "示例称号制度", "description": "not_stated"}]
AUDIENCES = [
    {"id": key, "title": title, "description": f"示例：{title}。"}
    for key, title in (("officials", "干部"), ("farmers", "农民"), ("firms", "中小企业"), ("experts", "专家"))
]
_TODAY, _UPDATED = "2006-03-01", "2006-04"


def _status(number: int) -> dict[str, str]:
    """Mostly published; every 40th of another state."""
    state = ("draft", "review", "withdrawn")[number // 40 % 3] if number % 40 == 39 else "published"
    dates = {"published": _TODAY, "updated": _UPDATED} if state == "published" else {}
    return {"status": state, **dates}


def _sources(dice: Dice) -> list[dict[str, str]]:
    return [
        {
            "title": f"示例县志第{dice.between(2, 40)}卷",
            "publisher": "示例方志办",
            "date": str(dice.between(1999, 2005)),
            "grade": "A",
        },
        {
            "title": "示例报的报道",
            "publisher": "示例报社",
            "date": "2005-06-01",
            "url": f"https://example.org/{dice.number(9999)}",
            "grade": "B",
        },
        {
            "title": "示例县的自述",
            "publisher": "示例县科技局",
            "date": "2005",
            "grade": "C",
            "note": "县方材料",
        },
        {"title": "示例转载件", "publisher": "not_stated", "date": "not_stated", "grade": "D"},
    ]


def _id(unit: FictionalCounty) -> str:
    return f"c{unit.code}"


def county(unit: FictionalCounty, seed: int, *, role: str = "") -> dict[str, Any]:
    """A county; `role` fixes its designation, else a third are advanced, a third weak, some demonstration."""
    dice = Dice(seed, "county", unit.number)
    kind = role or ("advanced", "weak", "demonstration")[unit.number % 3]
    developed = "no" if unit.band == "东部" and kind != "demonstration" else "yes"
    return {
        "status": "published",
        "published": _TODAY,
        "updated": _UPDATED,
        "sources": _sources(dice),
        "keywords": [unit.name[:2]],
        "code": unit.code,
        "as_of": "2004",
        "less_developed": {"value": developed, "basis": "示例名单", "source": "1"},
        "designations": [_designation(kind, unit, dice)],
        "assessments": [
            {
                "year": "2003",
                "result": "passed"
                if kind == "advanced"
                else dice.one(("passed", "failed", "absent", "unpublished")),
                "input": "示例",
                "institution": "示例",
                "function": "示例",
                "source": "1",
            }
        ],
        "funding": _funding(unit.number, dice),
        "leader_projects": [
            {
                "title": f"{''.join(subject(dice))}示范",
                "leader_post": "县长",
                "year": "2004",
                "summary": sentence(dice),
                "source": "1",
            }
        ],
        "bureau": [
            {
                "year": "2004",
                "staff": dice.between(8, 40),
                "professionals": dice.between(2, 8),
                "under_45": dice.between(1, 7),
                "source": "1",
            }
        ],
        "trainings": [
            {"audience": audience, "date": "2005-05", "organizer": "示例省科技厅", "source": "1"}
            for audience in ("leaders", "bureau_head")[: 1 + unit.number % 2]
        ],
        "indicators": [
            {
                "name": "年末人口",
                "unit": "万人",
                "year": "2004",
                "value": f"{dice.between(50, 1500) / 10}",
                "source": "1",
            },
            *_incomes(dice),
        ],
        "profile": rich(dice, 2),
    }


_INCOME = {"name": "农民人均纯收入", "unit": "元"}


def _incomes(dice: Dice) -> list[dict[str, Any]]:
    """The income of 2003 and of 2005: what a pairing's before and after is seen against."""
    first = dice.between(900, 4200)
    return [
        {**_INCOME, "year": "2003", "value": str(first), "source": "1"},
        {**_INCOME, "year": "2005", "value": str(first + dice.between(60, 900)), "source": "1"},
    ]


def _designation(kind: str, unit: FictionalCounty, dice: Dice) -> dict[str, Any]:
    titles = {
        "advanced": "示例先进县（市）",
        "weak": "示例科技工作较薄弱县",
        "demonstration": "示例试点示范县（市）",
    }
    provincial = unit.band not in ("中部", "西部", "东部")
    made: dict[str, Any] = {
        "kind": kind,
        "title": titles[kind],
        "scheme": PLAN,
        "level": "provincial" if kind == "demonstration" and provincial else "national",
        "date": "2004-08" if kind != "demonstration" else "2004-08-05",
        "batch": "第一批",
        "recommender": f"{unit.province}科技厅",
        "document": "示例〔2004〕88号",
    }
    if kind == "demonstration":
        levels = {
            level: f"示例{name}"
            for level, name in (
                ("national", "部"),
                ("provincial", "厅"),
                ("prefecture", "市局"),
                ("county", "县局"),
            )
        }
        made |= {
            "leader_post": "县委书记",
            "project": "".join(subject(dice)),
            "feature": dice.one(words.GAINS),
            "responsible": levels,
        }
    return {**made, "source": "1"}


def _funding(number: int, dice: Dice) -> list[dict[str, str]]:
    """Shares at 0.99 and 1.00 per cent, a missing denominator, and the ordinary rest."""
    special = {0: ("99", "10000"), 1: ("100", "10000"), 2: ("88", "not_stated")}.get(number % 20)
    spend, fiscal = special or (str(dice.between(40, 900)), str(dice.between(20_000, 80_000)))
    rows = [{"year": "2004", "st_spend": spend, "fiscal_spend": fiscal, "account": "final", "source": "1"}]
    if number % 20 == 1:
        rows[0]["share"] = "1.00"
    return [
        {
            "year": "2003",
            "st_spend": str(dice.between(40, 900)),
            "fiscal_spend": str(dice.between(20_000, 80_000)),
            "account": "budget",
        },
        *rows,
    ]


def zone(number: int, units: Sequence[FictionalCounty], seed: int) -> dict[str, Any]:
    """A fictional high-tech zone at a prefecture."""
    unit = units[number % len(units)]
    return {
        "status": "published",
        "published": _TODAY,
        "updated": _UPDATED,
        "sources": _sources(Dice(seed, "zone", number))[:1],
        "title": f"示例高新区第{number + 1}号",
        "title_note": "虚构",
        "type": "high_tech_zone",
        "place": {"code": f"{unit.code[:4]}00", "as_of": "2004"},
        "since": "1992-11-09",
        "basis": "示例函〔1992〕9号",
    }


_TYPES = (
    "university",
    "institute",
    "expert_courtyard",
    "productivity_centre",
    "incubator",
    "technology_market",
    "leading_enterprise",
    "science_park",
    "government",
    "other",
)


def organization(number: int, units: Sequence[FictionalCounty], seed: int) -> dict[str, Any]:
    """A fictional university, institute, courtyard …"""
    dice = Dice(seed, "organization", number)
    return {
        "status": "published",
        "published": _TODAY,
        "updated": _UPDATED,
        "sources": _sources(dice)[:2],
        "keywords": ["示例机构"],
        "title": f"示例{dice.one(words.ORGANS)}第{number + 1}号",
        "type": _TYPES[number % len(_TYPES)],
        "place": {"code": dice.one(units).code, "as_of": "2004"},
        "since": "not_stated" if number % 4 == 0 else str(dice.between(1958, 2003)),
        "serves": [_id(unit) for unit in dice.some(units, 2)],
        "homepage": f"https://example.org/org/{number + 1}",
        "profile": rich(dice, 2),
    }


def case(number: int, units: Sequence[FictionalCounty], seed: int, *, organizations: int) -> dict[str, Any]:
    """A fictional case: three of four submitted with their reviews, the rest compiled."""
    dice = Dice(seed, "case", number)
    unit = dice.one(units)
    thing, method = subject(dice)
    start = dice.between(1996, 2004)
    place: dict[str, Any] = (
        {"county": _id(unit)} if number % 12 else {"area": {"code": f"{unit.code[:4]}00", "as_of": "2004"}}
    )
    return {
        **_status(number),
        "sources": _sources(dice),
        "keywords": [thing, method],
        "title": f"{unit.name if number % 12 else unit.prefecture}{thing}{method}的做法"[:58],
        **place,
        "period": {
            "start": str(start),
            **({"end": str(start + dice.between(0, 2))} if dice.chance(50) else {}),
        },
        "themes": [term["id"] for term in dice.some(THEMES, dice.between(1, 3))],
        "programmes": [term["id"] for term in dice.some(PROGRAMMES, dice.number(3))],
        "clauses": [
            f"{PLAN}#{clause}"
            for clause in dice.some([f"2.{n}" for n in range(1, 7)] + ["3.3", "3.4"], dice.between(1, 2))
        ],
        "audiences": [term["id"] for term in dice.some(AUDIENCES, dice.between(1, 3))],
        "summary": sentence(dice)[:180],
        "problem": rich(dice, dice.between(3, 5)),
        "approach": [_step(dice) for _ in range(dice.between(3, 5))],
        "actors": [
            {"organization": f"org-{dice.number(organizations) + 1}", "role": dice.one(words.VERBS) + thing},
            {"type": "合作社", "name": f"示例{thing}合作社", "role": "not_stated"},
        ],
        "benefit_sharing": sentence(dice),
        "resources": {
            "money": f"{dice.between(5, 900)} 万元",
            "people": f"{dice.between(3, 200)} 人",
            "time": f"{dice.between(1, 6)} 年",
            "funds_origin": dice.one(words.ORGANS),
        },
        "results": [
            {"claim": sentence(dice), "source": str(dice.between(1, 4))} for _ in range(dice.between(2, 4))
        ],
        "indicators": [_indicator(dice, thing, start)],
        "limits": {"failed": limitation(dice), "unfit": limitation(dice)},
        "transfer": {
            "conditions": rich(dice, 2),
            "steps": sentence(dice),
            "cost": dice.one(("low", "medium", "high")),
            "difficulty": dice.one(("easy", "moderate", "hard")),
        },
        "adoptions": [_adoption(dice, unit, units)] if dice.chance(40) else [],
        "media": [
            {
                "file": "demo.png",
                "alt": "示例图片：一个纯色方块",
                "caption": "示例",
                "rights_holder": "示例编者",
            }
        ]
        if dice.chance(30)
        else [],
        "contact": {"office": f"{unit.name}科技局办公室", "phone": f"0990-5550{dice.between(100, 999)}"},
        "provenance": {"type": "compiled"} if number % 4 == 3 else _submitted(unit),
    }


def collection(number: int, records: Mapping[str, Mapping[str, Any]], seed: int) -> dict[str, Any]:
    """A fictional editors' pick of published cases among `records` (by path)."""
    dice = Dice(seed, "collection", number)
    published = [
        path.rpartition("/")[2]
        for path, record in records.items()
        if path.startswith("cases/") and record["status"] == "published"
    ]
    return {
        "status": "published",
        "published": f"2006-05-{number % 28 + 1:02}",
        "updated": "2006-06-01",
        "sources": _sources(dice),
        "keywords": ["示例选编"],
        "title": f"示例选编{number + 1}：{subject(dice)[1]}的几种办法",
        "summary": sentence(dice)[:100],
        "introduction": rich(dice, 2),
        "cases": dice.some(published, dice.between(3, 7)),
    }


def _step(dice: Dice) -> dict[str, str]:
    step = {"what": rich(dice, dice.between(2, 3))}
    if dice.chance(60):
        step |= {"conditions": sentence(dice), "lesson": f"{dice.one(words.LESSONS)}。{sentence(dice)}"}
    return {**step, "source": str(dice.between(1, 3))}


def _indicator(dice: Dice, thing: str, start: int) -> dict[str, Any]:
    before = dice.between(10, 5000)
    return {
        "name": f"{thing}产值",
        "unit": "万元",
        "before": {"value": str(before), "year": str(start)},
        "after": {"value": str(before + dice.between(5, 4000)), "year": str(start + 1)},
        "source": "1",
    }


def _income_change(dice: Dice) -> dict[str, Any]:
    before, after = _incomes(dice)
    figures = {
        moment: {"value": line["value"], "year": line["year"]}
        for moment, line in (("before", before), ("after", after))
    }
    return {**_INCOME, **figures, "source": "1"}


def _adoption(dice: Dice, unit: FictionalCounty, units: Sequence[FictionalCounty]) -> dict[str, str]:
    other = dice.one([candidate for candidate in units[:40] if candidate != unit])
    return {
        "county": _id(other),
        "date": "2005",
        "changed": dice.one(words.LESSONS),
        "result": dice.one(words.GAINS),
        "source": "3",
    }


def _submitted(unit: FictionalCounty) -> dict[str, Any]:
    reviews = (
        ("first", "示例初审员", "2005-11-01"),
        ("second", "示例复审员", "2005-12-01"),
        ("third", "示例终审员", "2006-01-15"),
    )
    return {
        "type": "submitted",
        "by": f"{unit.name}科技局",
        "reviews": [
            {"stage": stage, "reviewer": reviewer, "date": date} for stage, reviewer, date in reviews
        ],
        "secrecy_check": {"reviewer": "示例保密员", "date": "2006-02-01"},
    }


def pairing(
    number: int, units: Sequence[FictionalCounty], seed: int, *, zones: int, cases: int
) -> dict[str, Any]:
    """A fictional pairing: helpers are advanced counties and zones, helped are weak counties, now and then a prefecture.

    Every 25th helper is a weak county that is itself helped: a chain.
    """
    dice = Dice(seed, "pairing", number)
    advanced, weak = units[0::3], units[1::3]
    helper = (
        {"organization": f"zone-{number % zones + 1}"}
        if number % 3 == 0
        else {"county": _id(advanced[number % len(advanced)])}
    )
    place = (number * 7 + number // len(weak)) % len(weak)
    helped = weak[place]
    if number % 25 == 7:
        helper = {"county": _id(weak[(place + 1) % len(weak)])}
    side: dict[str, Any] = (
        {"county": _id(helped)}
        if number % 15
        else {"area": {"code": f"{helped.code[:4]}00", "as_of": "2004"}}
    )
    fitting = [n for n in dice.some(range(cases), 1) if n % 40 != 39]
    return {
        **_status(number),
        "sources": _sources(dice),
        "keywords": ["示例结对"],
        "helper": helper,
        "helped": side,
        "scheme": PLAN,
        "forms": ["一帮一", "对口联系"],
        "start": f"2004-{number % 3 + 9:02}" if number % 3 < 1 else "2004-11",
        **({"end": "2006-12"} if dice.chance(20) else {}),
        "summary": f"{dice.one(words.ORGANS)}等示例单位按方案对口帮扶，{dice.one(words.VERBS)}{subject(dice)[0]}。",
        "goals": [f"两年内{dice.one(words.GAINS)}", f"办班 {dice.between(2, 20)} 期"],
        "flows": [
            {
                "kind": kind,
                "year": "2005",
                "unit": unit,
                "promised": str(promised),
                "delivered": str(dice.between(0, promised)),
                "note": dice.one(words.METHODS),
                "source": "1",
            }
            for kind, unit in (
                ("technology", "项"),
                ("talent", "人"),
                ("funds", "万元"),
                ("market", "家"),
                ("training", "期"),
            )
            if (promised := dice.between(2, 90))
        ],
        "log": [{"date": f"2005-{month:02}", "entry": sentence(dice), "source": "1"} for month in (2, 6, 11)],
        "indicators": [_income_change(dice), _indicator(dice, subject(dice)[0], 2003)],
        "cases": [f"case-{n + 1:05}" for n in fitting],
    }
