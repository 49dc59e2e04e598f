"""What the texts of policies refer to becomes which policy and which clause that is, and of each policy who refers to it.

A reference leads somewhere only where one policy alone can be meant. Titles are compared without 中华人民共和国 and quotation
marks; a notice that publishes a text is that text. The articles of a law may have other numbers once it is revised: a text older
than the one that is held refers to the law as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from county_casebook.library.derived import derived, derived_each
from county_casebook.library.library import Library
from county_casebook.records import Policy
from county_casebook.schema.fields import CoarseDate
from county_casebook.text.clauses import Clause
from county_casebook.text.numbering import plain
from county_casebook.text.references import Reference, references, short_names


@dataclass(frozen=True, slots=True)
class TextReference:
    """Words of a policy's text, `text[start:end]` in the clause `clause`, that refer to a policy or one of its clauses.

    `target_clause` is empty for a policy as a whole.
    """

    clause: str
    start: int
    end: int
    target: str
    target_clause: str = ""


@derived_each
def text_references(library: Library, policy: Policy) -> tuple[TextReference, ...]:
    """Return what the text of a policy refers to, as far as the library holds it, in order."""
    if policy.text is None:
        return ()
    known = _Known(
        library, policy, short_names(policy.text), "修改" in policy.title or "修正" in policy.title
    )
    return tuple(
        found
        for clause in policy.clauses
        if clause.kind not in ("contents", "annex")
        for found in _of_clause(known, clause)
    )


@derived
def referring(library: Library) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By policy, and by `policy#clause`, the clauses of other policies that refer to it, as (policy, clause), each once."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for policy in library.of(Policy).values():
        for each in text_references(library, policy):
            if each.target != policy.id:
                keys = (each.target, f"{each.target}#{each.target_clause}" if each.target_clause else "")
                for key in filter(None, keys):
                    found[key][policy.id, each.clause] = None
    return {key: tuple(clauses) for key, clauses in found.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """The text in which references stand: its policy, the short names it gives, whether it amends another text."""

    library: Library
    policy: Policy
    short: Mapping[str, str]
    amends: bool

    @property
    def names(self) -> list[str]:
        """The short names that say enough to be known without title marks."""
        return [
            name
            for name in self.short
            if name.startswith("本") or (len(name) > 2 and not _GENERAL.fullmatch(name))
        ]


def _of_clause(known: _Known, clause: Clause) -> Iterator[TextReference]:
    for reference in references(known.policy.words(clause), clause.label, known.names):
        target = _target(known, reference)
        if target is None:
            continue
        found = _found(known, target, reference, clause)
        is_named = bool(reference.title or reference.number) and reference.names
        if (not found and not is_named) or (target is known.policy and found in ("", clause.id)):
            continue
        start, end = clause.start + reference.start, clause.start + reference.end
        yield TextReference(clause.id, start, end, target.id, found)


def _found(known: _Known, target: Policy, reference: Reference, clause: Clause) -> str:
    """The clause of a policy that is meant; empty for the whole, and where the text held is later than the one referred to."""
    if not reference.article:
        return ""
    if target is known.policy:
        return _clause_of(known.library, target, reference, clause.id)
    held, referred = _day(target), _day(known.policy)
    is_later = held is not None and referred is not None and held > referred
    return "" if is_later else _clause_of(known.library, target, reference, "")


def _day(policy: Policy) -> date | None:
    """The day of the text that the library holds of a policy: of its latest, else of its issue; None when not stated."""
    issued = (policy.issued,) if isinstance(policy.issued, CoarseDate) else ()
    days = tuple(version.date for version in policy.versions) or issued
    return max((day.first_day for day in days), default=None)


def _target(known: _Known, reference: Reference) -> Policy | None:
    """The policy that a reference means; None where none is held, or more than one may be meant."""
    if not (reference.title or reference.number):
        return None if known.amends else known.policy
    title = known.short.get(reference.title, reference.title)
    by_title = _by_title(known.library).get(title_key(title)) if title else None
    by_number = _by_number(known.library).get(reference.number) if reference.number else None
    found = by_title or by_number
    return known.library.of(Policy).get(found) if found and by_number in (None, found) else None


@derived
def _by_title(library: Library) -> Mapping[str, str]:
    """The policies by title, and by the title of what they publish; a title that two have, or that says too little, is none."""
    found: dict[str, set[str]] = defaultdict(set)
    published: dict[str, set[str]] = defaultdict(set)
    for policy in library.of(Policy).values():
        found[title_key(policy.title)].add(policy.id)
        if match := _PUBLISHED.search(plain(policy.title)):
            published[title_key(match[1] or match[2])].add(policy.id)
    names = {key: held for key, held in {**published, **found}.items() if not _GENERAL.fullmatch(key)}
    return {key: min(held) for key, held in names.items() if len(held) == 1}


@derived
def _by_number(library: Library) -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for policy in library.of(Policy).values():
        if policy.doc_no:
            found[plain(policy.doc_no)].add(policy.id)
    return {key: min(held) for key, held in found.items() if len(held) == 1}


def title_key(title: str) -> str:
    """Return what a title is compared by."""
    return _MARKS.sub("", plain(title)).removeprefix("中华人民共和国")


_MARKS = re.compile("[《》〈〉“”]")
_PUBLISHED = re.compile(r"(?:印发|发布|公布)(?:[《〈](.{2,80})[》〉]|(.{2,80}?))的通知$")
_GENERAL = re.compile(
    r"(?:实施|工作|管理|暂行|若干|总体)*(?:办法|方案|细则|意见|规定|通知|决定|条例|规则|计划|规划|纲要|法|章程|制度)"
)
"""Titles that many texts have, or that are short for another."""


def _clause_of(library: Library, policy: Policy, reference: Reference, within: str) -> str:
    """The clause of a policy that a reference names, as exactly as the policy has it; empty where there is none.

    `within` is the clause of the same policy in which the reference stands: in an annex it means the annex.
    """
    if policy.text is None:
        return _told(policy, reference)
    ids = _ids(library, policy)
    annex = within.partition(".")[0] + "." if within.startswith("annex-") else ""
    if reference.article.startswith("annex"):
        return _annex_of(ids, reference.article)
    whole = annex + reference.article
    if whole not in ids and not within:
        attached = [key for key in ids if key.endswith(f".{reference.article}") and key.count(".") == 1]
        whole = attached[0] if len(attached) == 1 else whole
    return _below(ids, whole, reference.below) if whole in ids else ""


def _annex_of(ids: frozenset[str], named: str) -> str:
    """The annex of a number; one without number (`annex`) is the only one that the text has."""
    annexes = [key for key in ids if key.startswith("annex-") and "." not in key]
    alone = annexes[0] if len(annexes) == 1 else ""
    return named if named in annexes else alone if named == "annex" else ""


@derived_each
def _ids(library: Library, policy: Policy) -> frozenset[str]:
    return frozenset(library.clause_ids(policy.id))


def _below(ids: frozenset[str], whole: str, below: tuple[str, ...]) -> str:
    """The paragraph or item of an article, as far down as the text has it; the first paragraph is the article itself."""
    at = whole
    for part in below:
        if part == "p1" and at == whole:
            continue
        inner = [key for key in ids if key.startswith(f"{at}.") and key.endswith(f".{part}")]
        if not inner or (len(inner) > 1 and f"{at}.{part}" not in inner):
            break
        at = f"{at}.{part}" if f"{at}.{part}" in inner else inner[0]
    return at


def _told(policy: Policy, reference: Reference) -> str:
    """The first point of a policy without text that tells the article named, of its latest text; empty where none does."""
    latest = max((version.date for version in policy.versions), default=None)
    for point in policy.points:
        named = references(point.clause or "") if point.version in (None, latest) else []
        if len(named) == 1 and (named[0].article, named[0].below) == (reference.article, reference.below):
            return point.id
    return ""


__all__ = ["TextReference", "referring", "text_references", "title_key"]
