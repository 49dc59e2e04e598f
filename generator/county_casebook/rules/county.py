"""Rules on counties: what a designation of the plan must carry, and what a share must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from county_casebook.ledger.designations import designated, is_less_developed_region, plans
from county_casebook.library.library import Library
from county_casebook.records import County
from county_casebook.records.county import Designation
from county_casebook.rules.rule import Finding, error


@error
def demonstration_region(library: Library) -> Iterator[Finding]:
    """国家择优支持的试点示范县（市）只能在中西部和东部欠发达地区（三-3）。"""
    for county, position, _ in _national_demonstrations(library):
        if is_less_developed_region(library, county) is False:
            place = county.at("designations", position, "kind")
            name = library.place_name(county)
            yield (
                place,
                f"{name}在东部且不属欠发达，不能是国家支持的试点示范县（市）",
                "核对名单；东部须有欠发达的依据",
            )


@error
def demonstration_carriers(library: Library) -> Iterator[Finding]:
    """国家择优支持的试点示范县（市）必须写明挂帅领导职务、示范项目和四级责任单位（三-3）。"""
    for county, position, designation in _national_demonstrations(library):
        wanted = {
            "leader_post": "挂帅领导职务",
            "project": "示范项目",
            "responsible": "四级责任单位",
        }
        missing = [
            f"{field}（{title}）" for field, title in wanted.items() if getattr(designation, field) is None
        ]
        if missing:
            yield (
                county.at("designations", position),
                f"缺少{'、'.join(missing)}",
                "三-3：党政一把手挂帅，以项目为载体，四级联动",
            )


def _national_demonstrations(library: Library) -> Iterator[tuple[County, int, Designation]]:
    for scheme in plans(library, "demonstration_counties"):
        for county, position, designation in designated(library, "demonstration", scheme):
            if designation.level == "national":
                yield county, position, designation


@error
def less_developed_basis(library: Library) -> Iterator[Finding]:
    """是否欠发达写了 yes 或 no，就必须写依据。"""
    for county in library.of(County).values():
        if county.less_developed.value != "unknown" and not county.less_developed.basis:
            yield (
                county.at("less_developed"),
                f"写了 {county.less_developed.value}，没有依据",
                "补上 basis，或写 unknown",
            )


@error
def share_disagrees(library: Library) -> Iterator[Finding]:
    """写出的科技投入占比必须与两个数算出的一致。"""
    for county in library.of(County).values():
        for position, funding in enumerate(county.funding):
            computed = funding.computed_share
            if funding.share is None:
                continue
            place = county.at("funding", position, "share")
            if computed is None:
                yield place, f"写了占比 {funding.share}%，两个数却不全", "补全两个数，或删掉 share"
            elif not _agrees(funding.share, computed):
                yield place, f"写的是 {funding.share}%，两个数算出 {computed:.2f}%", "删掉 share，由程序来算"


def _agrees(typed: Decimal, computed: Decimal) -> bool:
    return computed.quantize(typed, ROUND_HALF_UP) == typed
