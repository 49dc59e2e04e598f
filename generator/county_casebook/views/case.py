"""How a case is met: told in its sections, compared, and beside it what it is linked with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from markupsafe import Markup

from county_casebook.library.derived import derived
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.lineage import Taken
from county_casebook.library.related import related_cases
from county_casebook.records import Case, County, Record, Technique
from county_casebook.records.case import Indicator, Result
from county_casebook.records.gist import start_year
from county_casebook.records.record import grade_in_words, label, measured_words, measurer
from county_casebook.render.environment import render
from county_casebook.render.markdown import plain
from county_casebook.text.phrases import PHRASES
from county_casebook.views.case_page import TERMS, case_page, designation_kinds, key_figure
from county_casebook.views.clause_links import clause_links
from county_casebook.views.entries import Entry, facts_of
from county_casebook.views.lineage import adopter, adoption_entry
from county_casebook.views.linked import Linked, article, reference
from county_casebook.views.page import Page
from county_casebook.views.shapes import NONE_HELD
from county_casebook.views.told import period
from county_casebook.views.view import Backlink, Row, View, began, part_rows, row
from county_casebook.views.ways import Group, Way, vocabulary_ways, ways_of_kind

LEADS = "leads/"
"""Where the leads are listed."""


class CaseView(View[Case]):
    """Cases: the reason the site exists."""

    lead: ClassVar[str] = (
        "每个案例写明做法；来源讲到的难点、成效、不足、投入和推广条件照写，没有讲的列在“尚缺”。各注来源等级和由谁衡量。"
    )
    counted: ClassVar[str] = "个案例"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "计划", "对象", "称号", "来源等级", "谁来衡量")
    chosen_by: ClassVar[tuple[str, ...]] = ("setting.terrain", "setting.industry", "setting.scale")
    compares: ClassVar[bool] = True
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县案例", "cases"),
        Backlink("adoptions.county", "借鉴的做法", "adopted"),
        Backlink("adoptions.pairing", "经由这项结对借鉴的做法", "adopted"),
        Backlink("actors.organization", "参与的案例", "cases"),
        Backlink("techniques", "用到它的案例", "cases"),
    )

    def page(self, edition: Edition, record: Case) -> Iterator[Page]:
        """Yield the page of a case."""
        body = render(
            "kinds/case/page.html",
            case_page(edition, record, self.parts(edition.library, record), self._way_to(record)),
        )
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Case) -> Linked:
        """An article, and the clauses it carries out."""
        site, clauses = edition.site, clause_links(edition.library, record.clauses)
        basis = [reference("Legislation", site, record.url, clause.url, clause.name) for clause in clauses]
        return {**article(edition, record), **({"isBasedOn": basis} if basis else {})}

    def _way_to(self, record: Case) -> list[tuple[str, str]]:
        """The way to the list a case stands in; a lead stands in a list of its own."""
        return [*self.trail, *([(PHRASES.lead, LEADS)] if record.is_lead else [])]

    def opening(self, edition: Edition) -> Markup:
        """That there are leads, which are no cases, and where they are."""
        count = len(edition.library.case_leads)
        words = render("kinds/case/opening.html", leads=count, url=LEADS, root="../")
        return Markup(words if count else "")  # noqa: S704 - rendered by our autoescaping environment

    def entry(self, library: Library, record: Case) -> Entry:
        """Its place, the year it began, its themes and its grade."""
        places = "、".join(place.full_name for place in library.divisions_of(record))
        themes = "、".join(library.titles("themes", record.themes))
        facts = facts_of(places, began(record), themes)
        grade = library.evidence(record)
        return Entry(record.url, record.title, record.summary, facts, grade, compared=record.key)

    def naming(
        self, library: Library, link: Backlink, target: str, found: Sequence[Case]
    ) -> tuple[Entry, ...]:
        """Of adoptions a line each, with who took what; else a line for each case."""
        _, is_adoption, field = link.field.partition("adoptions.")
        if not is_adoption:
            return super().naming(library, link, target, found)
        return tuple(
            adoption_entry(library, Taken(case, adoption), field)
            for case in found
            for adoption in case.adoptions
            if getattr(adoption, field) == target
        )

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Themes, provinces, audiences, programmes and years that have cases."""
        groups = (
            Group(
                "主题",
                vocabulary_ways(library, "themes", library.cited(Case, "themes")),
                "themes/",
                "themes/",
            ),
            Group("省份", ways_of_kind(library, Case), "regions/"),
            Group("对象", vocabulary_ways(library, "audiences", library.cited(Case, "audiences"))),
            Group(
                "计划",
                vocabulary_ways(library, "programmes", library.cited(Case, "programmes")),
                whole="programmes/",
            ),
            Group("年份", _year_ways(library)),
        )
        return tuple(group for group in groups if group.ways)

    def words(self, library: Library, record: Case) -> Iterator[str]:
        """Its places and facts, and what the techniques it uses are called."""
        yield from super().words(library, record)
        yield from _technique_names(library, record)

    def facet_values(self, library: Library, record: Case) -> Mapping[str, Sequence[str]]:
        """Its terms, its grade, who measured, and what its county is called."""
        county = library.of(County).get(record.county or "")
        return {
            **{title: library.titles(vocabulary, getattr(record, vocabulary)) for title, vocabulary in TERMS},
            "称号": designation_kinds(library, county),
            "来源等级": (grade_in_words(library.evidence(record)),),
            "谁来衡量": tuple(map(measurer, _measured_by(record))),
        }

    def rows(self, library: Library, record: Case) -> Iterator[Row]:
        """The facts, then what each section says, field by field."""
        division, economic_region, grade = (
            library.division(record),
            library.economic_region(record),
            library.evidence(record),
        )
        place = division.full_name if division else PHRASES.place_unknown
        also = tuple(found.full_name for found in library.divisions_of(record)[1:])
        yield Row("地方", (f"{place}（{economic_region}）" if economic_region else place, *also))
        when = period(record.period.start, record.period.end)
        yield Row("时间", (when,) if when else ())
        yield from part_rows(library, record, "setting")
        for title, vocabulary in TERMS:
            titles = "、".join(library.titles(vocabulary, getattr(record, vocabulary)))
            yield Row(title, (titles,) if titles else (), nothing=NONE_HELD)
        yield Row("来源等级", (grade_in_words(grade),))
        yield Row("来源方式", (label(record, record.provenance.type),))
        yield row(library, record, "problem", "problem")
        approach = () if isinstance(record.approach, str) else record.approach
        yield Row(_heading("approach"), tuple(plain(step.what) for step in approach), "approach")
        claims = (
            f"{plain(result.claim)}（{measured_words(result.measured_by)}）" for result in record.results
        )
        yield Row(_heading("results"), (*_figures(record), *claims), "results")
        yield from part_rows(library, record, "limits", section="limits")
        yield from part_rows(library, record, "transfer", section="transfer")
        yield from part_rows(library, record, "resources", f"{_heading('resources')}：", section="resources")
        adopters = tuple(adopter(library, adoption).name for adoption in record.adoptions)
        yield Row(_heading("adoptions"), adopters, "adoptions", NONE_HELD)
        for section in Case.sections:
            for name in section.fields if section.compared else ():
                if name not in _TOLD_ABOVE:
                    yield row(library, record, name, section.id)

    def near(self, library: Library, record: Case) -> Iterator[Record]:
        """Its related cases."""
        yield from (related.record for related in related_cases(library, record))


VIEW = CaseView(Case)
_TOLD_ABOVE = frozenset(
    ("problem", "approach", "media", "results", "indicators", "limits", "transfer", "resources", "adoptions")
)
"""The fields whose rows have words of their own; every other field of a compared section has a row as it is."""


def _technique_names(library: Library, case: Case) -> Iterator[str]:
    """What the techniques it uses are called."""
    for key in case.techniques:
        if technique := library.of(Technique).get(key):
            yield from (technique.title, *technique.also_called)


def _measured_by(case: Case) -> tuple[str, ...]:
    """Who measured what the results and indicators of a case say, each once."""
    claims: tuple[Result | Indicator, ...] = (*case.results, *case.indicators)
    return tuple(dict.fromkeys(claim.measured_by for claim in claims))


def _heading(section_id: str) -> str:
    return next(section.heading for section in Case.sections if section.id == section_id)


def _year_ways(library: Library) -> tuple[Way, ...]:
    """The timeline, then each year."""
    years = cases_by_year(library)
    every = Way("时间轴", "years/", sum(map(len, years.values())))
    ways = (Way(f"{year}", f"years/{year}/", len(cases)) for year, cases in years.items())
    return (every, *ways) if years else ()


@derived
def cases_by_year(library: Library) -> dict[int, list[Case]]:
    """Cases by the year they began, newest first."""
    years: dict[int, list[Case]] = {}
    for case in library.of(Case).values():
        if (year := start_year(case)) is not None:
            years.setdefault(year, []).append(case)
    return dict(sorted(years.items(), reverse=True))


def _figures(case: Case) -> Iterator[str]:
    for key in filter(None, map(key_figure, case.indicators)):
        change = f"{key.before} → {key.after}" if key.before else key.after
        yield f"{key.name}：{change} {key.unit}（{key.years}，{key.measured_by}）"
