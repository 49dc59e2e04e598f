"""Records become search documents and suggestions: which words count as what, and what readers may choose by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.search.documents import SearchDocument, Suggestion
from county_casebook.records import Case, Record
from county_casebook.records.record import grade_in_words, label
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import field_at, values_at
from county_casebook.views.case_page import TERMS
from county_casebook.views.view import View, view_of, views

_PLACES = ("类型", "省份", "地带", "县（市）")
_YEARS = "年份"


def facet_names() -> tuple[str, ...]:
    """The facets as readers see them: of every record, then those the kinds add, then the years."""
    own = (name for view in views() for name in (*view.facets, *_chosen_by(view)))
    return (*_PLACES, *dict.fromkeys(own), _YEARS)


def search_documents(library: Library) -> Iterator[SearchDocument]:
    """Yield every record as the search sees it, in a fixed order."""
    for record in library.records():
        yield search_document(library, record)


def search_document(library: Library, record: Record) -> SearchDocument:
    """Return a record as the search sees it."""
    view = view_of(type(record))
    listed = view.entry(library, record)
    return SearchDocument(
        id=record.key,
        url=record.url,
        kind=record.kind_name,
        title=library.name(record),
        summary=str(getattr(record, "summary", "")),
        grade=grade_in_words(listed.grade) if listed.grade else "",
        facts=tuple(map(str, listed.facts)),
        keywords=(*record.keywords, *view.words(library, record)),
        passages=tuple(found for found in view.passages(library, record) if found.text.strip()),
        facets=_facets(library, view, record),
    )


def suggestions(edition: Edition) -> Iterator[Suggestion]:
    """Yield what a search box offers: counties first, then themes and programmes, policies by title and number, the rest."""
    yield from term_suggestions(edition.library)
    for record in edition.library.records():
        yield suggestion_of(edition.library, record)


def term_suggestions(library: Library) -> Iterator[Suggestion]:
    """Yield what a search box offers beside records: themes and programmes."""
    for title, vocabulary in TERMS[:2]:
        for key, name in library.titles_in(vocabulary).items():
            yield Suggestion(name, title, f"{vocabulary}/{key}/", 1)


def suggestion_of(library: Library, record: Record) -> Suggestion:
    """Return a record as a search box offers it."""
    view, name = view_of(type(record)), library.name(record)
    others = (*view.alternatives(record), *_unnamed_places(library, record, name))
    return Suggestion(name, record.kind_name, record.url, view.weight, others)


def _unnamed_places(library: Library, record: Record, name: str) -> Iterator[str]:
    """The places of a case that its title does not begin with: it is offered by them too."""
    if isinstance(record, Case):
        yield from (place.name for place in library.divisions_of(record) if not name.startswith(place.name))


def _facets(library: Library, view: View[Record], record: Record) -> dict[str, tuple[str, ...]]:
    division, places = library.division(record), library.divisions_of(record)
    found: Mapping[str, Sequence[str]] = {
        "类型": (record.kind_name,),
        "省份": tuple(place.province for place in places),
        "地带": tuple(filter(None, map(library.divisions.economic_region, places))),
        "县（市）": (division.name,) if division and division.level == "county" else (),
        _YEARS: tuple(str(year) for year in library.years(record)),
        **view.facet_values(library, record),
        **{title: _choices(record, path) for title, path in _chosen_by(view).items()},
    }
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items() if values}


def _chosen_by(view: View[Any]) -> dict[str, list[str]]:
    """The fields of a kind that readers choose by: the title of each, and its path."""
    paths = (path.split(".") for path in view.chosen_by)
    return {field.title: path for path in paths if (field := field_at(view.kind, path))}


def _choices(record: Record, path: Sequence[str]) -> tuple[str, ...]:
    """What a record states in a field of fixed values, in words."""
    return tuple(label(record, value) for value in values_at(record, path) if value != NOT_STATED)
