"""Problems pass through the waivers: what is allowed for now is taken out, and a waiver that serves nothing is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from county_casebook.library.library import Library
from county_casebook.library.load import Entry
from county_casebook.problems import Problem, did_you_mean
from county_casebook.rules.rule import Rule


def apply_waivers(
    library: Library, problems: Iterable[Problem], rules: Mapping[str, Rule]
) -> Iterator[Problem]:
    """Yield the problems no waiver covers, and one for each waiver that is expired, unknown, refused or no longer needed."""
    waivers = {(entry.value.rule, entry.value.record): entry for entry in library.waivers}
    named = [library.record(entry.value.record) for entry in library.waivers]
    paths = {record.path: record.key for record in named if record}
    used: set[tuple[str, str]] = set()
    for problem in problems:
        key = (problem.rule, paths.get(problem.location.path, ""))
        if (
            key in waivers
            and not _is_final(rules, problem.rule)
            and waivers[key].value.expires.last_day >= library.today
        ):
            used.add(key)
        else:
            yield problem
    for key, entry in waivers.items():
        yield from _waiver_problems(library, entry, rules, used=key in used)


def _waiver_problems(
    library: Library, entry: Entry, rules: Mapping[str, Rule], *, used: bool
) -> Iterator[Problem]:
    waiver = entry.value
    kind, _, record_id = waiver.record.partition("/")
    if waiver.rule not in rules:
        yield Problem(
            entry.at("rule"),
            "unknown-waiver",
            f"没有 {waiver.rule} 这条规则",
            did_you_mean(waiver.rule, rules),
        )
    elif _is_final(rules, waiver.rule):
        message = f"{waiver.rule} 不能例外"
        yield Problem(entry.at("rule"), "refused-waiver", message, "删掉这条例外，改好记录")
    elif waiver.record in library.broken:
        return
    elif library.record(waiver.record) is None:
        known = [record.key for record in library.records()]
        yield Problem(
            entry.at("record"),
            "unknown-waiver",
            f"没有 {waiver.record} 这条记录",
            did_you_mean(waiver.record, known),
        )
    elif waiver.expires.last_day < library.today:
        message = f"对 {kind}/{record_id} 的例外在 {waiver.expires} 到期"
        yield Problem(entry.at("expires"), "expired-waiver", message, "改好记录，或说明理由后延期")
    elif not used and not _unread(library, rules[waiver.rule]):
        yield Problem(entry.at(), "unused-waiver", f"{waiver.record} 已不违反 {waiver.rule}", "删掉这条例外")


def _is_final(rules: Mapping[str, Rule], name: str) -> bool:
    return name in rules and rules[name].is_final


def _unread(library: Library, rule: Rule) -> frozenset[str]:
    """The keys of records that could not be read, and may be why a rule found nothing.

    A rule on the library as a whole may wait for a draft that is not finished; one on single records does not.
    """
    return library.broken if rule.asks_whole else library.broken - library.unfinished
