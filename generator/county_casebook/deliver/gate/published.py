"""One published file as the gate looks at it, and how its text and its addresses are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from county_casebook.deliver.gate.addresses import Address, own_address
from county_casebook.deliver.gate.allowed import LINK, Use
from county_casebook.deliver.gate.links import Links
from county_casebook.deliver.gate.texts import Machine


@dataclass(frozen=True, slots=True)
class Published:
    """One file: its path in the site and its bytes. What it asks for is noted among the links, which no check reads."""

    name: str
    data: bytes
    site_address: str
    links: Links
    machine: Machine

    @property
    def text(self) -> str:
        """The file as text; raises UnicodeDecodeError."""
        return self.data.decode("utf-8")

    def noted(self, found: Address | str) -> Iterator[str]:
        """Remember an address; yield what is wrong with it."""
        if isinstance(found, str):
            yield found
        else:
            yield from self.links.note(self.name, [found])


def from_root(file: Published, address: str, use: Use = LINK) -> Iterator[str]:
    """Remember an address that data names, from the site's root; yield what is wrong with it."""
    found = own_address(address, use, file.site_address)
    if isinstance(found, str):
        yield found
    else:
        yield from file.links.note(file.name, [found], from_root=True)


def xml_of(data: bytes) -> Element | None:
    """Return the root of an XML file without declarations of its own; None for what is none."""
    try:
        found: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return found


Check = Callable[[Published], Iterator[str]]
"""What is wrong with a file."""
