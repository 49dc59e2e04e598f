"""Records become search documents and suggestions: which words count as what, and what readers may choose by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.link import Library
from generator.publish.search.documents import Passage, SearchDocument, Suggestion
from generator.records import Case, Collection, County, Organization, Pairing, Policy, Record
from generator.records.clauses import citation
from generator.records.fields import NOT_STATED
from generator.records.record import label
from generator.render.markdown import plain
from generator.views.lists import entry


def search_documents(library: Library) -> Iterator[SearchDocument]:
    """Yield every record as the search sees it, in a fixed order."""
    for record in library.records():
        listed = entry(library, record)
        yield SearchDocument(
            id=record.key,
            url=record.url,
            kind=record.kind_name,
            title=library.name(record),
            summary=str(getattr(record, "summary", "")),
            grade=listed.grade,
            facts=tuple(map(str, listed.facts)),
            keywords=(*record.keywords, *_more_words(library, record)),
            passages=tuple(passage for passage in _passages(record) if passage.text.strip()),
            facets=_facets(library, record),
        )


def suggestions(library: Library) -> Iterator[Suggestion]:
    """Yield what a search box offers: counties first, then themes and programmes, policies by title and number, the rest."""
    for kind, vocabulary in (("themes", "主题"), ("programmes", "计划")):
        for term in library.terms(kind).values():
            yield Suggestion(term.title, vocabulary, f"{kind}/{term.id}/", 1)
    for record in library.records():
        numbers = (record.doc_no,) if isinstance(record, Policy) and record.doc_no else ()
        name = library.name(record)
        yield Suggestion(name, record.kind_name, record.url, _WEIGHTS[record.kind], numbers)


_WEIGHTS = {"counties": 0, "policies": 2, "cases": 3, "collections": 3, "organizations": 4, "pairings": 5}


def _more_words(library: Library, record: Record) -> Iterator[str]:
    """Words a reader searches by that stand in facts rather than in prose: places, numbers of documents, terms."""
    division = library.division(record)
    if division:
        yield division.full_name
    if isinstance(record, Policy):
        yield from filter(None, (record.doc_no, record.document_kind, *record.issuers))
    if isinstance(record, Case):
        for vocabulary, ids in (("themes", record.themes), ("programmes", record.programmes)):
            yield from (term.title for key in ids if (term := library.term(vocabulary, key)))
    if isinstance(record, County):
        yield record.code


def _facets(library: Library, record: Record) -> dict[str, tuple[str, ...]]:
    division = library.division(record)
    band = library.band(record)
    facets = {
        "类型": (record.kind_name,),
        "省份": (division.province,) if division else (),
        "地带": (band,) if band else (),
        "县（市）": (division.name,) if division and division.level == "county" else (),
        "年份": tuple(str(year) for year in library.years(record)),
    }
    if isinstance(record, Case):
        facets["主题"] = _titles(library, "themes", record.themes)
        facets["计划"] = _titles(library, "programmes", record.programmes)
        facets["对象"] = _titles(library, "audiences", record.audiences)
        facets["证据等级"] = (library.evidence(record),)
        facets["称号"] = _designations(library.of(County).get(record.county or ""))
    if isinstance(record, County):
        facets["称号"] = _designations(record)
    return {name: tuple(dict.fromkeys(values)) for name, values in facets.items() if values}


def _titles(library: Library, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(term.title for key in ids if (term := library.term(vocabulary, key)))


def _designations(county: County | None) -> tuple[str, ...]:
    return tuple(label(County, designation.kind) for designation in county.designations) if county else ()


def _passages(record: Record) -> Iterator[Passage]:
    if isinstance(record, Case):
        yield from _case_passages(record)
    elif isinstance(record, Policy):
        yield from _policy_passages(record)
    elif isinstance(record, Pairing):
        yield Passage("目标", "\n".join(record.goals))
        yield Passage("纪事", "\n".join(_words(entry.entry) for entry in record.log), "log")
    elif isinstance(record, County):
        yield from _county_passages(record)
    elif isinstance(record, Organization):
        yield Passage("简介", _words(record.profile))
        yield Passage("名称说明", record.title_note or "")
    elif isinstance(record, Collection):
        yield Passage("导言", _words(record.introduction))


def _case_passages(case: Case) -> Iterator[Passage]:
    yield Passage("难点", _words(case.problem), "problem")
    if isinstance(case.approach, tuple):
        steps = [part for step in case.approach for part in (step.what, step.conditions, step.lesson) if part]
        yield Passage("做法", "\n".join(_words(part) for part in steps), "approach")
    yield Passage(
        "成效",
        "\n".join([*(_words(result.claim) for result in case.results), *(i.name for i in case.indicators)]),
        "results",
    )
    if not isinstance(case.limits, str):
        yield Passage(
            "不足与不适用", "\n".join((_words(case.limits.failed), _words(case.limits.unfit))), "limits"
        )
    if not isinstance(case.transfer, str):
        yield Passage(
            "推广条件", "\n".join((_words(case.transfer.conditions), _words(case.transfer.steps))), "transfer"
        )
    yield Passage("利益联结", _words(case.benefit_sharing), "actors")


def _policy_passages(policy: Policy) -> Iterator[Passage]:
    clauses = {clause.id: clause for clause in policy.clauses}
    for clause in policy.clauses:
        yield Passage(
            citation(clause, clauses), (policy.text or "")[clause.start : clause.end].strip(), clause.id
        )
    if policy.note:
        yield Passage("说明", _words(policy.note))


def _county_passages(county: County) -> Iterator[Passage]:
    yield Passage("称号", "\n".join(designation.title for designation in county.designations), "designations")
    yield Passage(
        "一把手科技示范工程", "\n".join(project.title for project in county.leader_projects), "leaders"
    )
    yield Passage("县情", _words(county.profile), "profile")


def _words(text: str) -> str:
    return "" if text == NOT_STATED else plain(text)
