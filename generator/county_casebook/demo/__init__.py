"""A number and a seed become a fictional library of any size, for trying out and for measuring.

Every kind, every field, every state; codes 99xxxx only, names that no real county bears. The same call writes the same
bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from county_casebook.demo.case import case, reviewed
from county_casebook.demo.collection import collection
from county_casebook.demo.county import county
from county_casebook.demo.event import event
from county_casebook.demo.examples import examples
from county_casebook.demo.fund import funds
from county_casebook.demo.honour import honours
from county_casebook.demo.lineage import add_lineage
from county_casebook.demo.organization import EVERY_TYPE, organization, zone
from county_casebook.demo.pairing import pairing
from county_casebook.demo.parts import FACT_TABLE, county_id
from county_casebook.demo.pictures import drawn
from county_casebook.demo.places import PROVINCES, FictionalCounty, counties, division_table, region_table
from county_casebook.demo.plan import PROVINCES as PLAN_PROVINCES
from county_casebook.demo.plan import plan_records, plan_units
from county_casebook.demo.policies import document, policies
from county_casebook.demo.question import question
from county_casebook.demo.technique import technique_records
from county_casebook.demo.vocabulary import PROGRAMMES, THEMES, VOCABULARIES
from county_casebook.demo.work_programmes import work_programmes
from county_casebook.layout.canonical import canonical
from county_casebook.library.facts import FACTS
from county_casebook.library.version import FILE, written
from county_casebook.progress import counted
from county_casebook.records import KINDS, Case, Policy, Term
from county_casebook.yaml_plain import Value

_MKDOCS = """\
# A fictional library (示例数据). Build it with: casebook build -f mkdocs.yml
site_name: 县域科技经验库（示例）
site_description: 县（市）怎样用科技富民强县：做法、结对与政策条款，查得到、看得明、用得上。
docs_dir: content/pages
site_dir: site
theme:
  name: casebook
plugins:
  - casebook
markdown_extensions:
  - tables
"""
_ABOUT = "---\ntitle: 关于本站\n---\n# 关于本站\n\n这是示例数据：县市、机构、人物和文件都是虚构的，由程序生成，仅供试用和测量。\n"
_GUIDE = "---\ntitle: 编写指南\nsection: guide\n---\n# 编写指南\n\n## 来源、字段和规则\n\n[[来源等级表]]\n\n[[字段表]]\n\n[[规则表]]\n"
ZONES = 53


def write_demo(directory: Path, *, cases: int, seed: int = 2004) -> None:
    """Write a whole library with `cases` cases; about 1.7 records a case in all."""
    units = counties(max(12, min(cases * 4 // 10, 5600)))
    records = _of_places(units, cases, seed)
    zones = sum(path.startswith("organizations/zone-") for path in records)
    for number in range(cases):
        records[f"cases/{number // 500}/case-{number + 1:05}"] = case(
            number, units, seed, organizations=_organizations(cases)
        )
    sides: set[str] = set()
    fresh = _fresh_cases(records)
    for number in range(max(6, cases * 3 // 10)):
        made = pairing(number, units, seed, zones=zones, cases=fresh)
        if not _is_known(made, sides):
            records[f"pairings/pair-{number + 1:05}"] = made
    add_lineage(records, seed)
    for number in range(max(1, min(cases // 40, 12)) if cases > 1 else 0):
        records[f"collections/picks-{number + 1}"] = collection(number, records, seed)
    records.update(technique_records(records, seed))
    records.update(_events(records, units, cases, seed))
    records.update((f"funds/{key}", made) for key, made in funds(units, seed))
    records.update((f"policies/{key}", made) for key, made in work_programmes(units, seed))
    records.update(dict(honours(records, seed)))
    records.update(_questions(records, units, cases, seed))
    records.update(_of_other_kinds(records, max(2, cases // 20)))
    _write_library(directory, units, records, seed)


def _fresh_cases(records: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The published cases that began in 2004, when pairings do, by the id of their county."""
    found: dict[str, list[str]] = {}
    for path, record in records.items():
        if (
            path.startswith("cases/")
            and record["status"] == "published"
            and record["period"]["start"] == "2004"
        ):
            found.setdefault(record.get("county", ""), []).append(path.rpartition("/")[2])
    return found


def _events(
    records: Mapping[str, Mapping[str, Any]], units: list[FictionalCounty], cases: int, seed: int
) -> dict[str, dict[str, Any]]:
    """The records of events."""
    shown = _shown_cases(records)
    return {
        f"events/event-{number + 1}": event(number, units, seed, cases=shown)
        for number in range(max(9, cases // 20))
    }


def _questions(
    records: Mapping[str, Mapping[str, Any]], units: list[FictionalCounty], cases: int, seed: int
) -> dict[str, dict[str, Any]]:
    """The records of questions: none where there is no case to ask about."""
    asked = _shown_cases(records)
    return {
        f"questions/question-{number + 1}": question(
            number, units, seed, cases=asked, organizations=_organizations(cases)
        )
        for number in range(max(16, cases // 10) if asked else 0)
    }


def _shown_cases(records: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The published cases that began before 2005, when events show them, by id."""
    return {
        path.rpartition("/")[2]: record
        for path, record in records.items()
        if path.startswith("cases/")
        and record["status"] == "published"
        and record["period"]["start"] < "2005"
    }


def _is_known(pairing: Mapping[str, Any], sides: set[str]) -> bool:
    """Whether the same two sides were paired at the same time before; remembers them."""
    key = str((pairing["helper"], pairing["helped"], pairing["start"]))
    known = key in sides
    sides.add(key)
    return known


def _organizations(cases: int) -> int:
    """How many organizations beside the zones belong to so many cases."""
    return max(4, min(EVERY_TYPE, cases // 6), cases // 25)


def _of_places(units: list[FictionalCounty], cases: int, seed: int) -> dict[str, dict[str, Any]]:
    """The records of counties and organizations."""
    records: dict[str, dict[str, Any]] = {}
    for unit in units:
        records[f"counties/p{unit.code[2]}/{county_id(unit)}"] = county(unit, seed)
    for number in range(ZONES if cases >= 300 else 6):
        records[f"organizations/zone-{number + 1}"] = zone(number, units, seed)
    for number in range(_organizations(cases)):
        records[f"organizations/org-{number + 1}"] = organization(number, units, seed)
    return records


def _of_other_kinds(records: Mapping[str, dict[str, Any]], count: int) -> dict[str, dict[str, Any]]:
    """Records of the kinds that have no words of their own here, made from their models."""
    told = {path.partition("/")[0] for path in records} | {"policies", "collections"}
    ids: dict[str, list[str]] = {
        kind: [path.rpartition("/")[2] for path in records if path.startswith(f"{kind}/")] for kind in KINDS
    } | {
        "themes": [str(term["id"]) for term in THEMES],
        "programmes": [str(term["id"]) for term in PROGRAMMES],
    }
    return {
        f"{kind}/{record_id}": record
        for kind, model in KINDS.items()
        if kind not in told
        for record_id, record in examples(model, count, ids)
    }


def write_plan(directory: Path) -> None:
    """Write a library of 31 provinces in which all duties of the plan compute, each with one planted gap (`demo/plan.py`)."""
    units = plan_units()
    _write_library(directory, units, plan_records(units), 1, provinces=PLAN_PROVINCES)


def _write_library(
    directory: Path,
    units: list[FictionalCounty],
    records: Mapping[str, dict[str, Any]],
    seed: int,
    *,
    provinces: int = PROVINCES,
) -> None:
    """Write the configuration, and the content with the records given by path."""
    content = directory / "content"
    _write(directory / "mkdocs.yml", _MKDOCS)
    _write(content / FILE, written())
    _write(content / "pages/about.md", _ABOUT)
    _write(content / "pages/guide.md", _GUIDE)
    _write(content / "divisions.csv", division_table(units, provinces))
    _write(content / FACTS, FACT_TABLE)
    _write(content / "regions.csv", region_table(provinces))
    for name, terms in VOCABULARIES.items():
        _write(content / f"vocabulary/{name}.yml", canonical(Term, _as_read(list(terms))))
    _write_policies(content / "policies", policies(seed, provinces))
    (content / "files").mkdir(exist_ok=True)
    for file in sorted({image["file"] for record in records.values() for image in record.get("media") or ()}):
        (content / "files" / file).write_bytes(drawn(file))
    (content / "files/demo.pdf").write_bytes(document())
    for path, record in counted("写虚构的记录", records.items(), len(records)):
        model = KINDS[path.partition("/")[0]]
        value = _as_read(record)
        _write(content / f"{path}.yml", canonical(model, reviewed(value) if model is Case else value))


def _write_policies(folder: Path, made: Mapping[str, tuple[dict[str, Any], str | None]]) -> None:
    for policy_id, (record, text) in made.items():
        _write(folder / f"{policy_id}.yml", canonical(Policy, _as_read(record)))
        if text is not None:
            _write(folder / f"{policy_id}.txt", text)


def _as_read(value: Any) -> Value:
    """Return what was made up as a reader gives it: every scalar as text."""
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    return [_as_read(inner) for inner in value] if isinstance(value, (list, tuple)) else str(value)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
