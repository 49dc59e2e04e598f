"""How a kind of record is met by readers: its page, its line in a list, its words, facets, rows and backlinks.

Everything here follows from the model; a kind overrides what it tells in a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any, ClassVar, Generic, TypeVar, cast

from markupsafe import Markup

from county_casebook.library.derived import kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import KINDS, Record, module_of
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.schema.walk import field_at
from county_casebook.views.entries import Entry, Fact, Part, facts_of, in_order, part_pages
from county_casebook.views.lacking import lacking
from county_casebook.views.linked import Linked, article
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.record_pages import record_pages
from county_casebook.views.rows import part_rows, row
from county_casebook.views.searched import fact_lines, section_passages
from county_casebook.views.shapes import Backlink, Passage, RecordPage, Row, ToldSection
from county_casebook.views.told import told
from county_casebook.views.ways import Group, ways_of_kind

_R = TypeVar("_R", bound=Record)


class View(Generic[_R]):
    """The readers' side of one kind.

    `lead` stands under the heading of its list; `counted` are the words behind its number on the front page (empty: not
    told there); `has_tab` gives it a tab, else its pages stand under the tab `section`; `weight` orders suggestions, 0
    first; `facets` are the choices it adds to the search, and `chosen_by` fields of fixed values that readers choose by
    under the fields' own titles, as paths (`setting.terrain`); `compares` puts it into the comparison; `backlinks` say under
    which heading its records stand on the page of what they name.
    """

    lead: ClassVar[str] = ""
    counted: ClassVar[str] = ""
    has_tab: ClassVar[bool] = False
    section: ClassVar[str] = ""
    weight: ClassVar[int] = 5
    facets: ClassVar[tuple[str, ...]] = ()
    chosen_by: ClassVar[tuple[str, ...]] = ()
    compares: ClassVar[bool] = False
    backlinks: ClassVar[tuple[Backlink, ...]] = ()

    def __init__(self, kind: type[_R]) -> None:
        self.kind = kind

    @property
    def holds(self) -> str:
        """The kind that a list of these records is made of, when it is not itself."""
        return self.section if field_at(self.kind, [self.section]) else ""

    @property
    def tab(self) -> str:
        """The section whose tab is marked on its pages."""
        return self.section or self.kind.kind

    @property
    def trail(self) -> tuple[tuple[str, str], ...]:
        """The way to its list, as (title, address)."""
        return ((self.kind.kind_name, f"{self.kind.kind}/"),)

    # Pages -----------------------------------------------------------------------------------------------------------

    def pages(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the page unit of what else the kind publishes, and of every record."""
        yield from self.beside(edition)
        for record in edition.library.of(self.kind).values():
            yield self.unit(edition, record)

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of what the kind publishes besides its list and its records."""
        yield from ()

    def unit(self, edition: Edition, record: _R) -> PageUnit:
        """Return what makes the pages of one record."""
        return Unit(record.url, partial(record_pages, self, edition, record))

    def linked(self, edition: Edition, record: _R) -> Linked | None:
        """What the page of a record is about, as schema.org data; None where it is not about what the record tells."""
        return article(edition, record)

    def page(self, edition: Edition, record: _R) -> Iterator[Page]:
        """Yield the page of one record, then the pages of its lists that do not fit on it."""
        name, parts = edition.library.name(record), self.parts(edition.library, record)
        body = render("kinds/record.html", self._record_page(edition.library, record, parts))
        yield Page(record.url, name, str(getattr(record, "summary", name)), body, self.tab)
        yield from self.part_pages(edition, record)

    def part_pages(self, edition: Edition, record: _R) -> Iterator[Page]:
        """Yield the pages of those lists of a record that do not fit on its own."""
        parts, name = self.parts(edition.library, record), edition.library.name(record)
        yield from part_pages(parts, name, section=self.tab, trail=[*self.trail, (name, record.url)])

    def _record_page(self, library: Library, record: _R, parts: tuple[Part, ...]) -> RecordPage:
        division = library.division(record)
        return RecordPage(
            record,
            library.name(record),
            division.full_name if division else "",
            tuple(told(library, record, field) for field in self._facts() if getattr(record, field)),
            tuple(self._told(library, record)),
            lacking(library, record),
            parts,
            self.trail,
            root_of(record.url),
        )

    def _facts(self) -> list[str]:
        """The fields that stand in no section and are no part of every record's head."""
        sectioned = {name for section in self.kind.sections for name in section.fields}
        hidden = {*Record.model_fields, "title", "summary", *sectioned}
        return [name for name in self.kind.model_fields if name not in hidden]

    def _told(self, library: Library, record: _R) -> Iterator[ToldSection]:
        for section in self.kind.sections:
            fields = [name for name in section.fields if name != "sources" and _is_stated(record, name)]
            if fields:
                shown = tuple(told(library, record, name) for name in fields)
                yield ToldSection(section.id, section.heading, shown)

    def parts(self, library: Library, record: _R) -> tuple[Part, ...]:
        """The lists of records that name this one, kind by kind."""
        return tuple(backlinked(library, record.kind, record.id, record.url))

    # Lists -----------------------------------------------------------------------------------------------------------

    def entry(self, library: Library, record: _R) -> Entry:
        """How a record stands in a list."""
        division = library.division(record)
        facts = facts_of(division.full_name if division else "", began(record))
        summary = str(getattr(record, "summary", ""))
        compared = record.key if self.compares else ""
        return Entry(record.url, library.name(record), summary, facts, compared=compared)

    def naming(self, library: Library, link: Backlink, target: str, found: Sequence[_R]) -> tuple[Entry, ...]:
        """How records that name a target in the field of a backlink stand in its list: a line each."""
        return tuple(entry(library, record) for record in found)

    def in_order(self, library: Library) -> list[_R]:
        """Its records as their list shows them: the newest first, or by place."""
        return cast("list[_R]", in_order(library, self.kind))

    def groups(self, library: Library) -> tuple[Group, ...]:
        """The ways into its list that need no search."""
        ways = ways_of_kind(library, self.kind)
        return (Group("省份", ways),) if ways else ()

    def has_list(self, library: Library) -> bool:
        """Whether there is something to read under its tab: records, or what the library says in their place."""
        said = library.said(self.kind.kind)
        return bool(library.of(self.kind) or (said and said.text))

    def lists_more(self, library: Library) -> bool:
        """Whether its list tells of more than its records, and so stands also without one."""
        return False

    def note(self, link: Backlink, records: Sequence[_R]) -> str:
        """What records come to together that name something by a field, in a line; empty where nothing is counted."""
        return ""

    def opening(self, edition: Edition) -> Markup:
        """Safe HTML before the first entries of its list."""
        return Markup("")

    def province_parts(
        self, library: Library, url: str, records: Sequence[_R], province: str
    ) -> Iterator[Part]:
        """What stands on the page of a province: its records there."""
        entries = tuple(entry(library, record) for record in records)
        if entries:
            yield Part(self.kind.kind_name, self.kind.kind, entries, f"{url}{self.kind.kind}/")

    # Search ----------------------------------------------------------------------------------------------------------

    def words(self, library: Library, record: _R) -> Iterator[str]:
        """Words a reader searches by that stand in facts rather than in prose: its places, and the fields in no section."""
        named = (library.divisions.at(area.code, area.as_of) for _, area in record.areas())
        places = filter(None, (*library.divisions_of(record), *named))
        yield from dict.fromkeys(place.full_name for place in places)
        yield from fact_lines(library, record)

    def alternatives(self, record: _R) -> tuple[str, ...]:
        """Other names a search box offers it by."""
        return ()

    def facet_values(self, library: Library, record: _R) -> Mapping[str, Sequence[str]]:
        """The values of the facets it adds."""
        return {}

    def passages(self, library: Library, record: _R) -> Iterator[Passage]:
        """Its words, section by section."""
        yield from section_passages(library, record)

    # Comparison ------------------------------------------------------------------------------------------------------

    def column(self, library: Library, record: _R) -> str:
        """What heads its column of a comparison."""
        return library.name(record)

    def rows(self, library: Library, record: _R) -> Iterator[Row]:
        """Its rows of a comparison: the facts, then one a field of each section."""
        division, economic_region = library.division(record), library.economic_region(record)
        if division:
            within = f"（{economic_region}）" if economic_region else ""
            yield Row("地方", (f"{division.full_name}{within}",))
        for name in self._facts():
            yield row(library, record, name)
        for section in self.kind.sections:
            for name in section.fields if section.compared else ():
                yield row(library, record, name, section.id)

    def near(self, library: Library, record: _R) -> Iterator[Record]:
        """Records a reader may want to set beside it."""
        yield from ()


def _is_stated(record: Record, name: str) -> bool:
    return bool(getattr(record, name)) and getattr(record, name) != NOT_STATED


@cache
def view_of(kind: type[Record]) -> View[Any]:
    """Return the view of a kind: the `VIEW` of the module that has its name."""
    found: View[Any] = import_module(f"{__package__}.{module_of(kind)}").VIEW
    return found


@cache
def views() -> tuple[View[Any], ...]:
    """The view of every kind, in the order of the kinds."""
    return tuple(map(view_of, KINDS.values()))


@kept_each(Entry, Fact)
def entry(library: Library, record: Record) -> Entry:
    """Return how a record stands in a list."""
    found: Entry = view_of(type(record)).entry(library, record)
    return found


def backlinked(library: Library, kind: str, target: str, url: str) -> Iterator[Part]:
    """Yield a list for each field by which records of some kind name a record, a term or a clause.

    `kind` is the folder or vocabulary the target belongs to, `url` the page the lists stand on.
    """
    for view, link, before in _naming(kind):
        found = library.citing(before + target, view.kind, link.field)
        if found:
            entries, note = view.naming(library, link, target, found), view.note(link, found)
            yield Part(link.heading, link.anchor, entries, f"{url}{link.anchor}/", link.answers, note)


@cache
def _naming(kind: str) -> tuple[tuple[View[Any], Backlink, str], ...]:
    """The backlinks whose fields may name what belongs to a kind or vocabulary, each with what stands before its id there."""
    links = [(view, link) for view in views() for link in view.backlinks]
    named = [(view, link, _before(view.kind, link, kind)) for view, link in links]
    return tuple((view, link, before) for view, link, before in named if before is not None)


def _before(citing: type[Record], link: Backlink, kind: str) -> str | None:
    """What stands before the id of what belongs to a kind or vocabulary in the field of a backlink; None where it names others."""
    field = field_at(citing, link.field.split("."))
    may_name = field.reference if field else ()
    return "" if kind in may_name else f"{kind}/" if "records" in may_name else None


def began(record: Record) -> str:
    """The year a record's first date names, in words; empty where the sources do not say."""
    first = next(record.dates(), None)
    return f"{first.year} 年" if isinstance(first, CoarseDate) else ""


__all__ = [
    "Backlink",
    "Passage",
    "Row",
    "View",
    "backlinked",
    "began",
    "entry",
    "label",
    "part_rows",
    "row",
    "view_of",
    "views",
]
