"""A number and a seed become a fictional library of any size, for trying out and for measuring.

Every kind, every field, every state; codes 99xxxx only, names that no real county bears. The same call writes the same
bytes on every machine.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from county_casebook.demo.examples import examples
from county_casebook.demo.places import FictionalCounty, band_table, counties, division_table
from county_casebook.demo.policies import PLAN, PLAN_TEXT, document, policies
from county_casebook.demo.records import (
    AUDIENCES,
    PROGRAMMES,
    SCHEMES,
    THEMES,
    case,
    collection,
    county,
    organization,
    pairing,
    zone,
)
from county_casebook.records import KINDS
from county_casebook.yaml_writer import emit

_MKDOCS = """\
# A fictional library (示例数据). Build it with: casebook build -f mkdocs.yml
site_name: 县域科技经验库（示例）
docs_dir: content/pages
site_dir: site
theme:
  name: material
plugins:
  - casebook
markdown_extensions:
  - tables
"""
_ABOUT = "---\ntitle: 关于本站\n---\n# 关于本站\n\n这是示例数据：县市、机构、人物和文件都是虚构的，由程序生成，仅供试用和测量。\n"
_GUIDE = "---\ntitle: 编写指南\nsection: guide\n---\n# 编写指南\n\n[[字段表]]\n\n[[规则表]]\n"
ZONES = 53


def write_demo(directory: Path, *, cases: int, seed: int = 2004) -> None:
    """Write a whole library with `cases` cases; about 1.7 records a case in all."""
    units = counties(max(12, min(cases * 4 // 10, 5600)))
    zones = ZONES if cases >= 300 else 6
    records: dict[str, dict[str, Any]] = {}
    for unit in units:
        records[f"counties/p{unit.code[2]}/{county_id(unit)}"] = county(unit, seed)
    for number in range(zones):
        records[f"organizations/zone-{number + 1}"] = zone(number, units, seed)
    for number in range(max(4, cases // 25)):
        records[f"organizations/org-{number + 1}"] = organization(number, units, seed)
    for number in range(cases):
        records[f"cases/{number // 500}/case-{number + 1:05}"] = case(
            number, units, seed, organizations=max(4, cases // 25)
        )
    for number in range(max(6, cases * 3 // 10)):
        records[f"pairings/pair-{number + 1:05}"] = pairing(number, units, seed, zones=zones, cases=cases)
    for number in range(max(1, min(cases // 40, 12))):
        records[f"collections/picks-{number + 1}"] = collection(number, records, seed)
    records.update(_of_other_kinds(records, max(2, cases // 20)))
    _write_library(directory, units, records, seed)


def _of_other_kinds(records: Mapping[str, dict[str, Any]], count: int) -> dict[str, dict[str, Any]]:
    """Records of the kinds that have no words of their own here, made from their models."""
    told = {path.partition("/")[0] for path in records} | {"policies"}
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


def write_duty_set(directory: Path) -> None:
    """Write a library of 100 advanced counties and 53 zones, each with a pairing except the first advanced county."""
    units = counties(100 + 100 + ZONES)
    records: dict[str, dict[str, Any]] = {}
    for number, unit in enumerate(units):
        records[f"counties/{county_id(unit)}"] = county(unit, 1, role=_role(number))
    for number in range(ZONES):
        records[f"organizations/zone-{number + 1}"] = zone(number, units, 1)
    for number in range(1, 100):
        records[f"pairings/advanced-{number:03}"] = _duty_pairing(
            {"county": county_id(units[number])}, units[100 + number]
        )
    for number in range(ZONES):
        helper = {"organization": f"zone-{number + 1}"}
        records[f"pairings/zone-{number + 1:03}"] = _duty_pairing(helper, units[200 + number])
    _write_library(directory, units, records, 1)


def _role(number: int) -> str:
    return "advanced" if number < 100 else "weak"


def _duty_pairing(helper: Mapping[str, str], helped: FictionalCounty) -> dict[str, Any]:
    return {
        "status": "published",
        "published": "2006-03-01",
        "helper": helper,
        "helped": {"county": county_id(helped)},
        "scheme": PLAN,
        "forms": ["一帮一"],
        "start": "2004-10",
        "summary": "示例：一个先进单位对口帮扶一个科技工作较薄弱县。",
    }


def county_id(unit: FictionalCounty) -> str:
    return f"c{unit.code}"


def _write_library(
    directory: Path, units: list[FictionalCounty], records: Mapping[str, dict[str, Any]], seed: int
) -> None:
    content = directory / "content"
    _write(directory / "mkdocs.yml", _MKDOCS)
    _write(content / "pages/about.md", _ABOUT)
    _write(content / "pages/guide.md", _GUIDE)
    _write(content / "divisions.csv", division_table(units))
    _write(content / "regions.csv", band_table())
    for name, terms in (
        ("themes", THEMES),
        ("programmes", PROGRAMMES),
        ("schemes", SCHEMES),
        ("audiences", AUDIENCES),
    ):
        _write(content / f"vocabulary/{name}.yml", emit(list(terms)))
    _write(content / "vocabulary/synonyms.yml", emit([{"terms": ["科技特派员", "科特派"]}]))
    digest = hashlib.sha256(PLAN_TEXT.encode()).hexdigest()
    _write(content / f"policies/{PLAN}.txt", PLAN_TEXT)
    for policy_id, (policy, text) in policies(seed, digest).items():
        _write(content / f"policies/{policy_id}.yml", emit(policy))
        if text is not None:
            _write(content / f"policies/{policy_id}.txt", text)
    (content / "files").mkdir(exist_ok=True)
    if any(record.get("media") for record in records.values()):
        (content / "files/demo.png").write_bytes(_picture())
    (content / "files/demo.pdf").write_bytes(document())
    for path, record in records.items():
        _write(content / f"{path}.yml", emit(record))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _picture() -> bytes:
    """A PNG of one green pixel, drawn large by nobody: it stands for a photograph (PNG specification, 2003)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(bytes((0, 31, 92, 74)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
