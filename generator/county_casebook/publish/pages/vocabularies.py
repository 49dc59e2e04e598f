"""Each vocabulary that cases are filed under becomes a page of its terms, and each term a list of its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from county_casebook.ledger.ledger import ledger
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import Matrix
from county_casebook.publish.pages.audience import AudienceDoor, audience_door, province_parts
from county_casebook.publish.pages.matrices import matrix
from county_casebook.records import Case, County, Organization, Pairing, Term, gist
from county_casebook.render.environment import render
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.views.case_page import TERMS
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import (
    Entry,
    Part,
    Slice,
    entry_pages,
    facts_of,
    newest,
    part_pages,
    sliced,
)
from county_casebook.views.lacking import call_url
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.programme_money import ProgrammeMoney, programme_money
from county_casebook.views.view import backlinked, entry

_LEADS = {
    "themes": "案例按做的是什么事分。",
    "programmes": "案例用到的计划。",
    "audiences": "这些做法对谁有用。",
    "schemes": "授予称号、安排结对所依据的制度；各项称号和结对按其自身的制度归类。",
}
"""What stands under the heading of a vocabulary where the library says nothing of its own."""


@dataclass(frozen=True, slots=True)
class TermsPage:
    """What `pages/terms.html` shows."""

    title: str
    lead: str
    rows: list[tuple[Term, str, int]]
    trail: Sequence[tuple[str, str]]
    matrix: Matrix | str
    further: str
    root: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """What `pages/term.html` shows."""

    term: Term
    trail: Sequence[tuple[str, str]]
    kind: str
    base: str
    part: Slice
    total: int
    clauses: list[ClauseLink]
    parts: tuple[Part, ...]
    door: AudienceDoor | None
    call: str
    money: ProgrammeMoney | None
    root: str


@dataclass(frozen=True, slots=True)
class SchemePage:
    """What `pages/scheme.html` shows."""

    term: Term
    trail: Sequence[tuple[str, str]]
    clauses: list[ClauseLink]
    parts: tuple[Part, ...]
    root: str


def vocabulary_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the themes, programmes and audiences."""
    library = edition.library
    for title, vocabulary in TERMS:
        if library.ids_in(vocabulary):
            trail = [("案例", "cases/")] if library.of(Case) else []
            cases = library.cited(Case, vocabulary)
            yield Unit(f"{vocabulary}/", partial(_terms, library, vocabulary, title, cases, trail))
            for key in library.ids_in(vocabulary):
                make = partial(_term, library, (vocabulary, title), key, cases.get(key, ()), trail)
                yield Unit(f"{vocabulary}/{key}/", make)


def scheme_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the units of the schemes: of their list, and for each of what it is and who was designated or paired under it."""
    library = edition.library
    schemes = library.ids_in("schemes")
    trail = [("结对", "pairings/")] if library.of(Pairing) else []
    if schemes:
        yield Unit("schemes/", partial(_schemes, library, trail))
    for key in schemes:
        yield Unit(f"schemes/{key}/", partial(_scheme, library, key, [*trail, ("制度", "schemes/")]))


def _schemes(library: Library, trail: Sequence[tuple[str, str]]) -> Iterator[Page]:
    """Yield the list of the schemes."""
    entries = [_scheme_entry(scheme) for scheme in library.terms("schemes").values()]
    lead = library.lead("schemes", _LEADS["schemes"])
    yield from entry_pages("schemes/", "制度", entries, section="pairings", trail=trail, lead=lead)


def _scheme_entry(scheme: Term) -> Entry:
    told = "" if scheme.description == NOT_STATED else plain(scheme.description)
    since = f"{scheme.since.chinese}起" if isinstance(scheme.since, CoarseDate) else ""
    run_by = "" if scheme.run_by == NOT_STATED else scheme.run_by or ""
    return Entry(f"schemes/{scheme.id}/", scheme.title, told, facts_of(since, run_by))


def _scheme(library: Library, key: str, trail: Sequence[tuple[str, str]]) -> Iterator[Page]:
    url, scheme = f"schemes/{key}/", library.terms("schemes")[key]
    lists = tuple(part for part in _under(library, key, url) if part.entries)
    shown = SchemePage(scheme, trail, clause_links(library, scheme.clauses), lists, root_of(url))
    body = render("pages/scheme.html", shown)
    yield Page(url, scheme.title, f"制度：{scheme.title}", body, "pairings")
    yield from part_pages(lists, scheme.title, section="pairings", trail=trail)


def _under(library: Library, key: str, url: str) -> Iterator[Part]:
    """The counties designated and the pairings made under a scheme, then what else names it: rolls."""
    counties = library.citing(key, County, "designations.scheme")
    pairings = library.citing(key, Pairing, "scheme")
    for title, anchor, found in (("获称号的县市", "counties", counties), ("结对", "pairings", pairings)):
        yield Part(title, anchor, tuple(entry(library, record) for record in found), f"{url}{anchor}/")
    yield from backlinked(library, "schemes", key, url)


def _terms(
    library: Library,
    vocabulary: str,
    title: str,
    cases: Mapping[str, Sequence[Case]],
    trail: Sequence[tuple[str, str]],
) -> Iterator[Page]:
    base, lead = f"{vocabulary}/", library.lead(vocabulary, _LEADS[vocabulary])
    shown = TermsPage(
        title=title,
        lead=lead,
        rows=[
            (term, f"{base}{key}/", len(cases.get(key, ())))
            for key, term in library.terms(vocabulary).items()
        ],
        trail=trail,
        matrix=matrix(library, vocabulary, root_of(base)),
        further="duties/coverage/#programme-shares" if vocabulary == "programmes" and ledger(library) else "",
        root=root_of(base),
    )
    yield Page(base, title, lead, render("pages/terms.html", shown), "cases")


def _term(
    library: Library,
    owner: tuple[str, str],
    key: str,
    cases: Sequence[Case],
    trail: Sequence[tuple[str, str]],
) -> Iterator[Page]:
    vocabulary, title = owner
    term, url = library.terms(vocabulary)[key], f"{vocabulary}/{key}/"
    entries = [entry(library, case) for case in newest(cases)]
    lists = (*_took_part(library, owner, key, cases), *backlinked(library, vocabulary, key, url))
    door = audience_door(library, term, url, cases, lists) if vocabulary == "audiences" else None
    money = programme_money(library, key) if vocabulary == "programmes" else None
    for part in sliced(url, entries):
        shown = TermPage(
            term,
            trail,
            title,
            f"{vocabulary}/",
            part,
            len(entries),
            clause_links(library, term.clauses),
            tuple(each for each in lists if not door or not each.answers),
            door if part.number == 1 else None,
            call_url(library),
            money,
            root_of(part.url),
        )
        name = term.title if part.number == 1 else f"{term.title}（第 {part.number} 页）"
        yield Page(part.url, name, f"{title}：{term.title}", render("pages/term.html", shown), "cases")
    found = (*(province_parts(library, key, door) if door else ()), *(money.funds if money else ()))
    ways = [*trail, (title, f"{vocabulary}/")]
    yield from part_pages((*lists, *found), term.title, section="cases", trail=ways)


def _took_part(library: Library, owner: tuple[str, str], key: str, cases: Sequence[Case]) -> Iterator[Part]:
    """For a kind of reader, the organizations that took part in the cases for them, those in most cases first."""
    counts = Counter(
        name for case in cases if owner[0] == "audiences" for name in gist.named(case, "actors.organization")
    )
    held = library.of(Organization)
    found = [name for name in counts if name in held]
    entries = tuple(
        replace(entry(library, held[name]), summary=f"参与这里的 {counts[name]} 个案例")
        for name in sorted(found, key=lambda name: (-counts[name], name))
    )
    if entries:
        yield Part("参与的机构", "organizations", entries, f"{owner[0]}/{key}/organizations/")
