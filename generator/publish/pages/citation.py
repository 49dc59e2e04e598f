"""A record becomes a reference one can put under a report (GB/T 7714-2015), and its address a QR code for paper."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from markupsafe import Markup

from generator.publish.site import NOWHERE, Site
from generator.records import Case, Policy


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in two parts: the day on which it is cited stands between them and is the reader's."""

    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[引用日期]{self.after}"


def cite(record: Case | Policy, site: Site = NOWHERE) -> Citation:
    """Return the record as an electronic resource after GB/T 7714-2015, 8.8; the address only when the site has one.

    Its author is who wrote it: the bureau that submitted a case, the issuers of a policy, else this library.
    """
    date = f"({record.published})" if record.published else ""
    address = site.address_of(record.url)
    return Citation(
        f"{_author(record, site)}. {record.title}[EB/OL]. {_host(record, site)}{date}",
        f". {address}." if address else ".",
    )


def _author(record: Case | Policy, site: Site) -> str:
    if isinstance(record, Policy):
        return ", ".join(record.issuers) or site.name
    return record.provenance.by if record.provenance.type == "submitted" else site.name


def _host(record: Case | Policy, site: Site) -> str:
    """The library is named where it is not the author already."""
    return "" if _author(record, site) == site.name else f"{site.name}, "


def qr_code(address: str) -> Markup:
    """The address as a QR code (ISO/IEC 18004, level M) in SVG; nothing without an address."""
    if not address:
        return Markup("")
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=2, omitsize=True, svgclass="cb-qr", lineclass=None, title="本页网址的二维码"
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - drawn from modules, the title is ours
