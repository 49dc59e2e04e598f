"""Rules on what a record names: other records, terms and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from county_casebook.library.library import Library
from county_casebook.library.meant import clause_by_name, id_by_name
from county_casebook.library.mentions import Mention, mentions_of, resolves
from county_casebook.problems import did_you_mean
from county_casebook.records import KINDS, Policy, Record
from county_casebook.records.gist import is_published
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.rules.rule import Finding, error


@error
def unknown_reference(library: Library, record: Record) -> Iterator[Finding]:
    """引用的记录、词条和条款必须存在。"""
    for mention in mentions_of(record):
        named = mention.kinds, mention.target
        if not resolves(library, *named) and not _is_broken(library, *named):
            yield record.at(*mention.path), *_unknown(library, mention)


@unknown_reference.also
def _unknown_clause_of_term(library: Library) -> Iterator[Finding]:
    for entry in (entry for entries in library.vocabulary.values() for entry in entries.values()):
        for position, clause in enumerate(entry.value.clauses):
            if not library.clause(clause) and not _is_broken(library, ("clauses",), clause):
                yield entry.at("clauses", position), *_unknown_clause(library, clause)


def _is_broken(library: Library, kinds: tuple[str, ...], target: str) -> bool:
    """Whether the target could not be read: then it has complained already."""
    if "records" in kinds:
        return target in library.broken
    record_id = target.partition("#")[0]
    kinds = ("policies",) if "clauses" in kinds else kinds
    return any(
        f"{kind}/{record_id}" in library.broken or f"vocabulary/{kind}" in library.broken for kind in kinds
    )


def _unknown(library: Library, mention: Mention) -> tuple[str, str]:
    if mention.kinds == ("clauses",):
        return _unknown_clause(library, mention.target)
    if mention.kinds == ("records",):
        return _unknown_record(library, mention.target)
    known: list[str] = [key for kind in mention.kinds for key in _ids(library, kind)]
    names = "、".join(
        KINDS[kind].kind_name if kind in KINDS else VOCABULARIES[kind] for kind in mention.kinds
    )
    hint = (
        _moved(library, mention.kinds, mention.target)
        or id_by_name(library, mention.kinds, mention.target)
        or did_you_mean(mention.target, known)
    )
    return f"没有 {mention.target} 这个{names}", hint or "先建这条记录，或检查拼写"


def _moved(library: Library, kinds: Iterable[str], target: str) -> str:
    """What to write for an id of before; empty for any other."""
    found = next(
        (library.moved[f"{kind}/{target}"] for kind in kinds if f"{kind}/{target}" in library.moved), ""
    )
    return f"编号换过了，写 {found.partition('/')[2]}" if found else ""


def _ids(library: Library, kind: str) -> Iterable[str]:
    return library.ids_in(kind) if kind in VOCABULARIES else library.of_kind(kind)


def _unknown_record(library: Library, target: str) -> tuple[str, str]:
    kind, sign, _ = target.partition("/")
    if sign and kind not in KINDS:
        return f"没有 {kind} 这一类记录", did_you_mean(kind, KINDS) or f"可以是 {'、'.join(KINDS)}"
    if target in library.moved:
        return f"没有 {target} 这条记录", f"编号换过了，写 {library.moved[target]}"
    keys = [record.key for record in library.records()]
    if not sign:
        meant = next((key for key in keys if key.endswith(f"/{target}")), keys[0])
        return f"“{target}”没有写是哪一类记录", f"写成 类别/编号，如 {meant}"
    known = (key for key in keys if key.startswith(f"{kind}/"))
    return f"没有 {target} 这条记录", did_you_mean(target, known) or "先建这条记录，或检查拼写"


def _unknown_clause(library: Library, target: str) -> tuple[str, str]:
    policy_id, sign, clause = target.partition("#")
    if meant := clause_by_name(library, target):
        return f"没有“{target}”这样的条款编号", meant
    if not sign:
        return f"“{target}”没有写到条款", f"写成政策编号#条款，如 {library.example_clause or 'st-plan#2.4'}"
    policy = library.of(Policy).get(policy_id)
    if not policy:
        return f"没有 {policy_id} 这份政策", did_you_mean(policy_id, library.of(Policy)) or "先建这份政策"
    if not policy.clauses:
        return f"{policy_id} 没有收录正文，也没有要点，不能引用条款", "先补上正文或要点"
    known = library.clause_ids(policy_id)
    near = _clause_of_point(policy, clause) or nearest_clause(clause, known)
    hint = f"是不是想写 {near}？" if near else f"条款如 {'、'.join(known[:6])} …"
    return f"《{policy.title}》没有 {clause} 这一条", hint


def _clause_of_point(policy: Policy, wanted: str) -> str | None:
    """Return the clause of a text that the point of this id tells: with a text at hand, its clause is cited."""
    return next((point.clause for point in policy.points if point.id == wanted and policy.text), None)


def nearest_clause(wanted: str, known: Iterable[str]) -> str | None:
    """Return the address nearest to one that is not there: in the same clause, the next number of its kind; else the clause.

    `art-12` is near `art-11`, not `art-112`; `3.3.p2` of a clause without paragraphs is near `3.3`.
    """
    return min(known, key=lambda address: _distance(wanted, address), default=None) if wanted else None


def _distance(wanted: str, address: str) -> tuple[int, int, int]:
    """How far apart two addresses are: steps not shared, numbers between the first that differ, steps too deep."""
    ours, theirs = wanted.split("."), address.split(".")
    shared = next(
        (at for at, (our, their) in enumerate(zip(ours, theirs, strict=False)) if our != their),
        min(len(ours), len(theirs)),
    )
    apart = _apart(ours[shared], theirs[shared]) if shared < min(len(ours), len(theirs)) else _A_PARENT
    return -shared, apart, abs(len(ours) - len(theirs))


_A_PARENT, _ANOTHER_KIND = 500, 1000
"""Another number of the same kind is nearer than the clause above, and that is nearer than a clause of another kind."""


def _apart(ours: str, theirs: str) -> int:
    (our_stem, our_number), (their_stem, their_number) = _step(ours), _step(theirs)
    return abs(our_number - their_number) if our_stem == their_stem else _ANOTHER_KIND


_DIGITS = "0123456789"


def _step(step: str) -> tuple[str, int]:
    """Cut one step of an address into its kind and its number; the mark of a repeated number (`~2`) counts for nothing."""
    before, sign, repeat = step.rpartition("~")
    numbered = before if sign and repeat and not repeat.strip(_DIGITS) else step
    stem = numbered.rstrip(_DIGITS)
    return stem, int(numbered[len(stem) :][:9] or 0)


@error
def unpublished_reference(library: Library, record: Record) -> Iterator[Finding]:
    """已发布的记录不得引用未发布的记录。"""
    for mention in mentions_of(record) if record.is_published else ():
        target = mention.target.partition("#")[0]
        for kind in ("policies" if kind == "clauses" else kind for kind in mention.kinds):
            key = target if kind == "records" else f"{kind}/{target}"
            found = library.record(key)
            if key in library.unfinished:
                yield record.at(*mention.path), f"{key} 是还没有写完的草稿", "先写完并发布它，或去掉引用"
            if found and not is_published(found):
                yield (
                    record.at(*mention.path),
                    f"{found.key} 还没有发布（{found.status}）",
                    "先发布它，或去掉引用",
                )


@error
def published_without_date(record: Record) -> Iterator[Finding]:
    """已发布的记录必须写发布日期。"""
    if record.is_published and record.published is None:
        yield record.at("status"), "状态是 published，却没有发布日期", "补上 published: 年-月-日"


@error
def updated_before_published(record: Record) -> Iterator[Finding]:
    """更新日期不得早于发布日期。"""
    if _is_earlier(record):
        yield (
            record.at("updated"),
            f"更新日期 {record.updated} 早于发布日期 {record.published}",
            "检查两个日期",
        )


def _is_earlier(record: Record) -> bool:
    return bool(record.updated and record.published and record.updated.last_day < record.published.first_day)
