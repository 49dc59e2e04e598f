"""Rules on quantities: a number says of what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.records import Case, Pairing, Technique
from county_casebook.rules.rule import Finding, warning

_BARE = re.compile(r"[约近超]?[0-9][0-9,.]{0,14}[万亿]?[多余]?")
"""A number and nothing more: 153, 约 20, 1.5万."""
_BARE_UNIT = re.compile(r"[0-9.,]{1,12}|[万亿千百]")
_UNITS = "写成 元、亩、公斤、% 这样的单位"
_MEANT = {"money": "如 153 万元", "people": "如 20 人", "time": "如 2 年"}


@warning
def number_without_unit(case: Case) -> Iterator[Finding]:
    """投入写了数，就要写单位；指标的单位不能只是一个数。"""
    resources = case.resources
    for name, example in _MEANT.items() if resources != "not_stated" else ():
        if is_bare(str(getattr(resources, name))):
            yield case.at("resources", name), "只有数，没有单位", f"写出单位，{example}"
    yield from _units(case)


@number_without_unit.also
def _of_technique(technique: Technique) -> Iterator[Finding]:
    for position, cost in enumerate(technique.stated_costs):
        if is_bare(str(cost.amount)):
            yield technique.at("costs", position, "amount"), "只有数，没有单位", "写出单位，如 180 元"
    yield from _units(technique)


@number_without_unit.also
def _of_pairing(pairing: Pairing) -> Iterator[Finding]:
    yield from _units(pairing)
    for position, flow in enumerate(pairing.flows):
        if _BARE_UNIT.fullmatch(flow.unit):
            yield pairing.at("flows", position, "unit"), f"“{flow.unit}”不是单位", _UNITS


def _units(record: Case | Technique | Pairing) -> Iterator[Finding]:
    for position, indicator in enumerate(record.indicators):
        if _BARE_UNIT.fullmatch(indicator.unit):
            yield record.at("indicators", position, "unit"), f"“{indicator.unit}”不是单位", _UNITS


def is_bare(text: str) -> bool:
    """Whether a quantity is a number and nothing more."""
    return bool(_BARE.fullmatch("".join(text.split())))
