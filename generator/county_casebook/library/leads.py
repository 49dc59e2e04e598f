"""The cases that readers may see become cases and leads: a lead tells no approach, so nobody can follow it yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from county_casebook.records import Case, Record
from county_casebook.records.gist import is_lead


def leads_apart(
    kinds: Mapping[str, Mapping[str, Record]],
) -> tuple[dict[str, Mapping[str, Record]], dict[str, Case]]:
    """Return the records by kind without the leads, and the leads by id."""
    cases = cast(Mapping[str, Case], kinds[Case.kind])
    leads = {key: case for key, case in cases.items() if is_lead(case)}
    told = {key: case for key, case in cases.items() if key not in leads}
    return {**kinds, Case.kind: told}, leads
