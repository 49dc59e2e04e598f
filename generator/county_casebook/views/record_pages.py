"""What the pages of every record have, whatever its kind: what it is about for other programs, how to cite it, how it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from county_casebook.library.edition import Edition
from county_casebook.records import Record
from county_casebook.render.environment import linked_data, render
from county_casebook.views.changed import changes_shown
from county_casebook.views.citation import cite
from county_casebook.views.linked import Linked
from county_casebook.views.page import Page
from county_casebook.views.reference_files import bibtex, ris

_R = TypeVar("_R", bound=Record, contravariant=True)
_FOUND = '<p class="cb-cite">'


class _Told(Protocol[_R]):
    """What makes the pages of records of a kind, and says what they are about."""

    def page(self, edition: Edition, record: _R) -> Iterator[Page]: ...

    def linked(self, edition: Edition, record: _R) -> Linked | None: ...


@dataclass(frozen=True, slots=True)
class Formats:
    """What `kinds/formats.html` shows: a reference for two programs."""

    bibtex: str
    ris: str
    key: str


def record_pages(view: _Told[_R], edition: Edition, record: _R) -> Iterator[Page]:
    """Yield the pages of a record; its own says in its head what it is about, below how to cite it and how it was corrected."""
    for page in view.page(edition, record):
        if page.url != record.url:
            yield page
            continue
        linked = view.linked(edition, record)
        head = (linked_data(linked) if linked else "") + page.head
        body = _ended(page.body, changes_shown(edition, record))
        yield replace(page, head=head, body=_cited(edition, record, body))


def _ended(body: str, shown: str) -> str:
    """A page with something more at the end of its article, or below what has none."""
    before, end, after = body.rpartition("</article>")
    return f"{before}{shown}{end}{after}" if end else f"{body}{shown}"


def _cited(edition: Edition, record: Record, body: str) -> str:
    """A page with its reference, where it has none yet, and what programs of references read behind it."""
    citation = cite(edition.library, record, edition.site)
    formats = render("kinds/formats.html", Formats(bibtex(citation), ris(citation), citation.key))
    at = body.find(_FOUND)
    if at < 0:
        return _ended(body, render("kinds/citation.html", citation=citation) + formats)
    at = body.index("</p>", at) + len("</p>")
    return body[:at] + formats + body[at:]


__all__ = ["record_pages"]
