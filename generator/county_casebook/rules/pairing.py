"""Rules on pairings: one helper, one helped, and who is left out."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.ledger.designations import designated, pairing_plans
from county_casebook.ledger.words import designation_word, laid_down_in
from county_casebook.library.library import Library
from county_casebook.records import County, Pairing, gist
from county_casebook.records.pairing import Party
from county_casebook.records.policy import Duty
from county_casebook.rules.rule import Finding, error, warning
from county_casebook.schema.fields import CoarseDate


@error
def one_party(pairing: Pairing) -> Iterator[Finding]:
    """帮扶方和受助方各写一个：县市、机构或地区；受助方不能是机构。"""
    for side, title in (("helper", "帮扶方"), ("helped", "受助方")):
        written = _written(getattr(pairing, side))
        if len(written) != 1:
            found = "、".join(written) or "空白"
            yield (
                pairing.at(side),
                f"{title}应当只写一个，写的是{found}",
                "county、organization、area 里写一个",
            )
    if pairing.helped.organization:
        yield pairing.at("helped", "organization"), "受助方是机构", "受助方写 county 或 area"


def _written(party: Party) -> list[str]:
    return [name for name in ("county", "organization", "area") if getattr(party, name)]


@error
def pairing_with_oneself(library: Library, pairing: Pairing) -> Iterator[Finding]:
    """帮扶方和受助方不得是同一个地方。"""
    helper, helped = (
        library.division_at(pairing.helper.whereabouts),
        library.division_at(pairing.helped.whereabouts),
    )
    same_county = pairing.helper.county and pairing.helper.county == pairing.helped.county
    same_place = helper and helper == helped and not pairing.helper.organization
    if same_county or same_place:
        yield pairing.at("helped"), "自己和自己结对", "检查帮扶方和受助方"


@error
def repeated_pairing(library: Library) -> Iterator[Finding]:
    """同一依据、同一开始时间的同一对只记一条。"""
    seen: dict[tuple[Party, Party, str, object], str] = {}
    for pairing in library.of(Pairing).values():
        key = (pairing.helper, pairing.helped, pairing.scheme, pairing.start)
        if key in seen:
            yield pairing.at("helper"), f"与 {seen[key]} 是同一对", "两条合成一条"
        seen.setdefault(key, pairing.id)


@warning
def helped_not_weak(library: Library, pairing: Pairing) -> Iterator[Finding]:
    """按责任结对的，受助县应当有较薄弱一类的称号。"""
    weak = designation_word(library, "weak")
    for duty in _plan(library, pairing):
        county = library.of(County).get(pairing.helped.county or "")
        if county and not any(d.kind == "weak" for d in county.designations):
            name = library.place_name(county)
            yield (
                pairing.at("helped"),
                f"{name}没有{weak}的依据",
                f"见{laid_down_in(library, duty)}；补上依据，或核对结对",
            )


@warning
def helped_is_advanced(library: Library, pairing: Pairing) -> Iterator[Finding]:
    """按责任结对的，受助县不应当有同一政策先进一类的称号。"""
    advanced = designation_word(library, "advanced")
    for duty in _plan(library, pairing):
        county = library.of(County).get(pairing.helped.county or "")
        if county and any(d.kind == "advanced" and d.scheme == pairing.scheme for d in county.designations):
            message = f"受助方{library.place_name(county)}自己就是{advanced}"
            yield pairing.at("helped"), message, f"见{laid_down_in(library, duty)}；核对结对"


@warning
def crowded_helped(library: Library) -> Iterator[Finding]:
    """一个县由多家帮扶、而同一名单上别的县没有人帮时，应当核对。"""
    for scheme in pairing_plans(library):
        helped: dict[str, list[Pairing]] = {}
        for pairing in library.of(Pairing).values():
            county = gist.whereabouts(pairing).county
            if county and scheme in gist.named(pairing, "scheme"):
                helped.setdefault(county, []).append(pairing)
        alone = [county for county, _ in designated(library, "weak", scheme) if county.id not in helped]
        for county_id, found in helped.items():
            if len(found) > 2 and alone:
                name = (
                    library.place_name(library.of(County)[county_id])
                    if county_id in library.of(County)
                    else county_id
                )
                yield (
                    found[0].at("helped"),
                    f"{name}有 {len(found)} 家帮扶，另有 {len(alone)} 个{designation_word(library, 'weak')}没有",
                    "核对结对",
                )


@warning
def promise_overdue(library: Library, pairing: Pairing) -> Iterator[Finding]:
    """承诺所属年度过去后，应当写明兑现了多少。"""
    for position, flow in enumerate(pairing.flows):
        if (
            flow.promised != "not_stated"
            and flow.delivered == "not_stated"
            and flow.year < library.today.year
        ):
            yield (
                pairing.at("flows", position, "delivered"),
                f"{flow.year} 年的承诺没有写兑现",
                "补上兑现数",
            )


def _plan(library: Library, pairing: Pairing) -> Iterator[Duty]:
    """The duty under which a pairing was made, if it was made under one."""
    schemes = pairing_plans(library)
    if pairing.scheme in schemes:
        yield schemes[pairing.scheme]


@error
def log_outside_pairing(pairing: Pairing) -> Iterator[Finding]:
    """纪事的日期不得早于结对开始。"""
    for position, entry in enumerate(pairing.log):
        if isinstance(pairing.start, CoarseDate) and entry.date.last_day < pairing.start.first_day:
            place = pairing.at("log", position, "date")
            yield place, f"纪事 {entry.date} 早于结对开始 {pairing.start}", "检查日期"
