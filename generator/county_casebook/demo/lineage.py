"""Fictional cases of one technique become lineages: a later one took over from an earlier one, now and then through a pairing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import PUBLISHED

_Records = dict[str, dict[str, Any]]
_CHANGED = (
    "先在两个村试，面积只有原来的一半",
    "改由合作社统一买料，户里只出工",
    "时间往后挪了半个月，避开本县的雨季",
    "教的人少，改成三户一组互相看",
    "不收会费，改在卖出以后按斤提",
)
_RESULTS = (
    "第一年三成户跟着做，第二年过半",
    "做成了，花的钱比原来多两成",
    "头一年没有做成，换了人教才成",
    "两年后还剩一多半在做，其余嫌费工",
)
_NEW_PAIRINGS = 3
"""Pairings told anew because a practice came through them."""


def add_lineage(records: _Records, seed: int) -> None:
    """Let later cases of a technique come from earlier ones of other counties, each from one at most; some through pairings."""
    known, roles, made = _pairings(records), _roles(records), 0
    for later, earlier in _links(records):
        parent, child = records[earlier], records[later]
        is_fresh = _start(child) == "2004"
        pairing = known.get((parent["county"], child["county"]), "") if is_fresh else ""
        may_pair = is_fresh and (roles[parent["county"]], roles[child["county"]]) == ("advanced", "weak")
        if may_pair and not pairing and made < _NEW_PAIRINGS:
            made += 1
            pairing = _paired(records, made, earlier, later)
        _add(parent, child, Dice(seed, "lineage", later), later.rpartition("/")[2], pairing)


def _pairings(records: _Records) -> dict[tuple[str, str], str]:
    """The published pairings of two counties, by helper and helped."""
    return {
        (record["helper"]["county"], record["helped"]["county"]): path.rpartition("/")[2]
        for path, record in records.items()
        if path.startswith("pairings/") and record["status"] == "published"
        if "county" in record["helper"] and "county" in record["helped"]
    }


def _roles(records: _Records) -> dict[str, str]:
    """What each county is called first in the plan: advanced, demonstration, weak; empty for none."""
    return {
        path.rpartition("/")[2]: next((each["kind"] for each in record.get("designations", ())), "")
        for path, record in records.items()
        if path.startswith("counties/")
    }


def _links(records: _Records) -> Iterator[tuple[str, str]]:
    """Yield (later, earlier) cases of one technique: a tree of two branches, where county and year allow."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path, record in sorted(records.items(), key=lambda item: (_start(item[1]), item[0])):
        if path.startswith("cases/") and record["status"] == "published" and "county" in record:
            groups[record["techniques"][0]].append(path)
    for paths in groups.values():
        for order, path in enumerate(paths[1:], 1):
            above = paths[(order - 1) // 2]
            parent, child = records[above], records[path]
            if _start(parent) < _start(child) and parent["county"] != child["county"]:
                yield path, above


def _start(record: Mapping[str, Any]) -> str:
    return str(record.get("period", {}).get("start", ""))


def _paired(records: _Records, number: int, earlier: str, later: str) -> str:
    """Tell of a pairing between the counties of two cases, like another that is told; return its id."""
    model = next(
        record
        for path, record in records.items()
        if path.startswith("pairings/") and record["status"] == "published" and "end" not in record
    )
    parent, child = records[earlier], records[later]
    key = f"lineage-{number}"
    records[f"pairings/{key}"] = {
        **model,
        **PUBLISHED,
        "helper": {"county": parent["county"]},
        "helped": {"county": child["county"]},
        "start": "2004-10",
        "summary": f"受助方从帮扶方学了一样：{parent['title']}。",
        "cases": [later.rpartition("/")[2]],
    }
    return key


def _add(parent: dict[str, Any], child: Mapping[str, Any], dice: Dice, key: str, pairing: str) -> None:
    """Write the adoption into the earlier case, in place of what it tells of the same county."""
    kept = [line for line in parent["adoptions"] if line["county"] != child["county"]]
    adoption = {
        "county": child["county"],
        "date": "2004-11" if pairing else _start(child),
        "case": key,
        **({"pairing": pairing} if pairing else {}),
        "changed": dice.one(_CHANGED),
        "result": dice.one(_RESULTS),
        "source": "3",
    }
    parent["adoptions"] = [*kept, adoption]
