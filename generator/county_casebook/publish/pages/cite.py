"""How to cite the library as a whole, and the files in which programs of references find every record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.records import KINDS
from county_casebook.render.environment import render
from county_casebook.views.citation import Citation, cite_library, is_citable
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.reference_files import FOLDER, WHOLE, bibtex, cff, ris

_TITLE = "引用本库"
_LEAD = "全库怎样引用，每条记录的引文在哪里，怎样一次导入文献管理软件。"


@dataclass(frozen=True, slots=True)
class CitePage:
    """What `pages/cite.html` shows; `kinds` are (title, how many, name of its files)."""

    title: str
    lead: str
    citation: Citation
    formats: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, int, str]]
    whole: str
    root: str


def cite_pages(edition: Edition) -> Iterator[PageUnit]:
    """Yield the unit of the page, where the library holds anything."""
    if is_citable(edition.library):
        yield Unit(FOLDER, partial(_page, edition))


def _page(edition: Edition) -> Iterator[Page]:
    citation = cite_library(edition.site, last_change(edition.library))
    formats = (
        ("BibTeX", bibtex(citation)),
        ("RIS", ris(citation)),
        ("CFF（CITATION.cff）", cff(citation, edition.site)),
    )
    held = ((kind, edition.library.of(kind)) for kind in KINDS.values())
    kinds = [(kind.kind_name, len(records), kind.kind) for kind, records in held if records]
    shown = CitePage(_TITLE, _LEAD, citation, formats, kinds, WHOLE, root_of(FOLDER))
    yield Page(FOLDER, _TITLE, _LEAD, render("pages/cite.html", shown))


__all__ = ["cite_pages"]
