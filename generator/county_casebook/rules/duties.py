"""Rules that speak of the ledger: what it finds undone stands as a warning at the record concerned.

They read the ledger of the published library, so that the warnings and the page agree line by line; where no record
tells anything the ledger says no data, and nobody is warned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.ledger.designations import duties_of
from county_casebook.ledger.ledger import LedgerEntry, ledger, owed_words
from county_casebook.ledger.words import counted_word, laid_down_in
from county_casebook.library.library import Library
from county_casebook.library.misplaced import is_reserved
from county_casebook.records import Policy
from county_casebook.records.policy import Measure
from county_casebook.rules.rule import Finding, error, warning

_COUNTED = ("counties/", "organizations/", "pairings/", "events/", "honours/")
"""What a ledger counts: while one of these cannot be read, nobody knows what is missing; a draft counts for nothing yet."""


def _states(library: Library, *measures: Measure, each_alone: bool = False) -> Iterator[LedgerEntry]:
    """The ledger of some measures; none while a record cannot be read that may count, unless each line stands for itself."""
    if not each_alone and any(key.startswith(_COUNTED) for key in library.broken - library.unfinished):
        return
    if not any(duty.measure in measures for _, duty in duties_of(library)):
        return
    yield from (state for state in ledger(library.published()) if state.duty.measure in measures)


def _asked(library: Library, state: LedgerEntry) -> str:
    return f"见{laid_down_in(library, state.duty)}"


@error
def duty_address(policy: Policy) -> Iterator[Finding]:
    """责任的编号是网址：只用小写字母、数字和短横，且不得是 coverage。"""
    for position, duty in enumerate(policy.duties):
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", duty.id) or duty.id == "coverage" or is_reserved(duty.id):
            place = policy.at("duties", position, "id")
            yield place, f"“{duty.id}”不能用作网址", "换成小写字母、数字和短横"


@warning
def helper_without_pairing(library: Library) -> Iterator[Finding]:
    """责任要求结对的县和机构，应当各有结对。"""
    for state in _states(library, "advanced_pairings", "zone_pairings"):
        for line in state.gaps:
            if line.place:
                who = counted_word(library, state.duty)
                yield line.place(), f"{line.name}（{who}）{line.why}", f"{_asked(library, state)}；补录结对"


@warning
def designation_count(library: Library) -> Iterator[Finding]:
    """称号的数目应当在责任写明的上下限里。"""
    for state in _states(library, "advanced_counties", "demonstration_counties"):
        if state.state == "not_met":
            duty, found = state.duty, len(state.found.lines)
            wanted = owed_words(duty)
            place = state.policy.at("duties", state.policy.duties.index(duty))
            yield place, f"{duty.statement.rstrip('。')}：库里有 {found} 个，应为 {wanted}", "补录或核对名单"


@warning
def advanced_without_recommender(library: Library) -> Iterator[Finding]:
    """先进一类的称号，应当写明责任要求写明的各项。"""
    for state in _states(library, "advanced_counties"):
        for line in state.found.lines:
            if not line.counts and line.place:
                who, fields = counted_word(library, state.duty), "、".join(state.duty.must_state)
                yield (
                    line.place(),
                    f"{line.name}（{who}）{line.why}",
                    f"{_asked(library, state)}；补上 {fields}",
                )


@warning
def advanced_not_assessed(library: Library) -> Iterator[Finding]:
    """责任要求考核合格的称号，在库里有当轮考核的记录时，应当是其中合格的县。"""
    for state in _states(library, "advanced_assessed"):
        for line in state.found.lines if state.state != "no_data" else ():
            if not line.counts and line.place:
                who = counted_word(library, state.duty)
                hint = f"{_asked(library, state)}；补录考核结果，或核对名单"
                yield line.place(), f"{line.name}（{who}）：{line.why}", hint


@warning
def deadline_passed(library: Library) -> Iterator[Finding]:
    """责任写明期限的，记录的日期不应晚于期限。"""
    for state in _states(library, "provincial_lists", "leaders_trained", "conference"):
        day = state.duty.due.chinese if state.duty.due else ""
        for line in state.gaps:
            if line.place:
                due = "" if day in line.why else f"；期限是 {day}"
                yield (
                    line.place(),
                    f"{line.name}：{line.why}{due}",
                    f"{_asked(library, state)}；核对日期，属实则不必改",
                )


@warning
def result_not_published(library: Library) -> Iterator[Finding]:
    """责任要求考核并公布结果的，记录写了考核，就应当有公布的结果。"""
    for state in _states(library, "all_assessed", each_alone=True):
        for line in state.gaps:
            if line.place:
                hint = f"{_asked(library, state)}；补录公布的结果，属实则不必改"
                yield line.place(), f"{line.name}：{line.why}", hint


@warning
def share_below_line(library: Library) -> Iterator[Finding]:
    """科技投入的占比，不应低于责任写明的下限。"""
    for state in _states(library, "spend_share", each_alone=True):
        for line in state.gaps:
            if line.place:
                hint = f"{_asked(library, state)}；核对两个数，属实则不必改"
                yield line.place(), f"{line.name}：{line.why}，应为 {owed_words(state.duty)}", hint


@warning
def region_without_basis(library: Library) -> Iterator[Finding]:
    """责任限定地带的称号，县在不在限定的地区应当有依据。"""
    for state in (
        () if "divisions" in library.broken else _states(library, "demonstration_counties", each_alone=True)
    ):
        for line in state.found.lines:
            if line.state == "no_data" and line.place:
                who = counted_word(library, state.duty)
                hint = f"{_asked(library, state)}；补上欠发达的依据，或核对名单"
                yield line.place(), f"{line.name}（{who}）：{line.why}", hint
