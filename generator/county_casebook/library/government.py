"""What a site of a government office says of itself on every page (《政府网站发展指引》, 国办发〔2017〕47号): all of it configured."""

from __future__ import annotations

from dataclasses import dataclass

from county_casebook.library.addressee import Addressee


@dataclass(frozen=True, slots=True)
class Government:
    """Who runs the site, under which domain, codes and record numbers, and how the office is reached."""

    organizer: str
    domain: str
    site_code: str
    icp: str
    police: str
    contact: Addressee
