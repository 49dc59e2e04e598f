"""A record becomes a reference one can put under a report (GB/T 7714-2015).

`views/reference_files.py` writes the same for programs of references.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from county_casebook.library.edition import NOWHERE, Site
from county_casebook.library.library import Library
from county_casebook.records import County, Policy, Record
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.views.linked import author

_AUTHORS = 3
"""Authors that a reference names before 等."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference says up to the day on which it is cited, which is the reader's; empty where it is not known.

    `mark` is the sign of what is cited after GB/T 7714, `key` its name in a list of references, `host` the library it is read
    in, `is_here` whether it stands on this page, whose own address follows where none is known.
    """

    authors: tuple[str, ...]
    title: str
    mark: str
    dated: str = ""
    address: str = ""
    host: str = ""
    key: str = ""
    is_here: bool = True

    @property
    def before(self) -> str:
        """All up to the day on which it is cited, after GB/T 7714-2015, 4.6 and 8.8."""
        names = ", ".join(self.authors[:_AUTHORS]) + (", 等" if len(self.authors) > _AUTHORS else "")
        dated = f"({self.dated})" if self.dated else ""
        return f"{names + '. ' if names else ''}{self.title}[{self.mark}]. {self.host + ', ' if self.host else ''}{dated}"

    def __str__(self) -> str:
        return f"{self.before}[引用日期]{f'. {self.address}' if self.address else ''}."


def cite(library: Library, record: Record, site: Site = NOWHERE) -> Citation:
    """Return a record as an electronic resource; the address only when the site has one.

    Its author is who wrote it: the office that submitted a case, the issuers of a policy, else this library. A policy whose
    text is not held is cited where it stands, not here.
    """
    if isinstance(record, Policy):
        return _policy(record, site)
    by = author(record, site)
    return Citation(
        (by,),
        title_of(library, record),
        "EB/OL",
        _day(record.published),
        site.address_of(record.url),
        "" if by == site.name else site.name,
        record.key.replace("/", "-"),
    )


def cite_library(site: Site, dated: str) -> Citation:
    """Return the library as a whole, as it was on a day: by the office that runs the site, where one is configured, else named once."""
    by = site.government.organizer if site.government else ""
    return Citation((by,) if by else (), site.name, "DB/OL", dated, site.address, key="county-casebook")


def is_citable(library: Library) -> bool:
    """Whether there is something in a library that can be cited."""
    return any(True for _ in library.with_leads())


def title_of(library: Library, record: Record) -> str:
    """Return what a reader calls a record who does not see it: a county by its full name."""
    division = library.division(record) if isinstance(record, County) else None
    return division.full_name if division else library.name(record)


def _policy(policy: Policy, site: Site) -> Citation:
    """A policy here where its text is held; else as the source that was seen holds it, or as a document of its issuers."""
    number = f": {policy.doc_no}" if policy.doc_no else ""
    issuers = tuple(name for name in policy.issuers if name != NOT_STATED)
    key = policy.key.replace("/", "-")
    found = Citation(issuers, f"{policy.title}{number}", "Z", _day(policy.issued), key=key, is_here=False)
    if policy.text is not None:
        address = site.address_of(policy.url)
        return replace(found, mark="EB/OL", address=address, host=site.name, is_here=True)
    seen = next((source for source in policy.sources if source.url and source.grade != "D"), None)
    return replace(found, mark="EB/OL", address=seen.url or "") if seen else found


def _day(value: object) -> str:
    return str(value) if isinstance(value, CoarseDate) else ""
