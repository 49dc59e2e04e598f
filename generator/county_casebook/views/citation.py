"""A record becomes a reference one can put under a report (GB/T 7714-2015), and its address a QR code for paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno
from markupsafe import Markup

from county_casebook.library.edition import NOWHERE, Site
from county_casebook.records import Case, Policy
from county_casebook.schema.fields import CoarseDate


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference up to the day on which it is cited, which is the reader's, and the address that follows; empty without one.

    `is_here`: what is cited stands on this page, whose own address follows where none is known.
    """

    before: str
    address: str
    is_here: bool = True

    def __str__(self) -> str:
        return f"{self.before}[引用日期]{f'. {self.address}' if self.address else ''}."


def cite(record: Case | Policy, site: Site = NOWHERE) -> Citation:
    """Return the record as an electronic resource after GB/T 7714-2015, 4.6 and 8.8; the address only when the site has one.

    Its author is who wrote it: the bureau that submitted a case, the issuers of a policy, else this library. A policy
    whose text is not held is cited where it stands, not here.
    """
    if isinstance(record, Policy) and record.text is None:
        return _elsewhere(record)
    number = f": {record.doc_no}" if isinstance(record, Policy) and record.doc_no else ""
    author = _author(record, site)
    host = "" if author == site.name else f"{site.name}, "
    return Citation(
        f"{author}. {record.title}{number}[EB/OL]. {host}{_dated(record)}", site.address_of(record.url)
    )


def _elsewhere(policy: Policy) -> Citation:
    """A policy as the source that was seen holds it, else as a document of its issuers."""
    number = f": {policy.doc_no}" if policy.doc_no else ""
    seen = next((source for source in policy.sources if source.url and source.grade != "D"), None)
    kind, address = ("EB/OL", seen.url or "") if seen else ("Z", "")
    return Citation(
        f"{_author(policy)}. {policy.title}{number}[{kind}]. {_dated(policy)}", address, is_here=False
    )


def _author(record: Case | Policy, site: Site = NOWHERE) -> str:
    """Up to three issuers, then 等."""
    if isinstance(record, Policy):
        return ", ".join(record.issuers[:3]) + (", 等" if len(record.issuers) > 3 else "")
    return record.provenance.by if record.provenance.type == "submitted" else site.name


def _dated(record: Case | Policy) -> str:
    """The day a text was issued, or a case published here."""
    day = record.issued if isinstance(record, Policy) else record.published
    return f"({day})" if isinstance(day, CoarseDate) else ""


@lru_cache(maxsize=4096)  # drawn in ten milliseconds, and a preview shows the same pages after every edit
def qr_code(address: str) -> Markup:
    """The address as a QR code (ISO/IEC 18004, level M) in SVG; nothing without an address."""
    if not address:
        return Markup("")
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=2, omitsize=True, svgclass="cb-qr", lineclass=None, title="本页网址的二维码"
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - drawn from modules, the title is ours
