"""A library becomes what it asks for next: how many cases state what a reader needs, which do not, and where to send it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.library.addressee import Addressee
from county_casebook.library.library import Library
from county_casebook.records import Case
from county_casebook.records.case import Figure
from county_casebook.render.environment import render
from county_casebook.schema.fields import NOT_STATED
from county_casebook.views.case import LEADS
from county_casebook.views.entries import Entry, newest
from county_casebook.views.view import entry

_NAMED = 5
"""Cases named under what they lack; the list of all of them is the list of cases."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases state something, and those that do not, the newest first: some by name, the others by number."""

    title: str
    count: int
    without: tuple[Entry, ...]
    more: int

    @property
    def lacking(self) -> int:
        return len(self.without) + self.more


@dataclass(frozen=True, slots=True)
class CallPage:
    """What `pages/call.html` shows."""

    total: int
    counts: tuple[Counted, ...]
    leads: int
    leads_url: str
    ways: tuple[tuple[str, str], ...]
    root: str


def call(library: Library, corrections: Addressee, root: str) -> str:
    """Return, as HTML, the count of what the cases state and what is asked for; counted at every build."""
    cases = newest(list(library.of(Case).values()))
    counts = tuple(_counted(library, cases, title, states) for title, states in _asked())
    ways = tuple(corrections.ways())
    return render("pages/call.html", CallPage(len(cases), counts, len(library.case_leads), LEADS, ways, root))


def _counted(library: Library, cases: list[Case], title: str, states: Callable[[Case], bool]) -> Counted:
    without = [case for case in cases if not states(case)]
    named = tuple(entry(library, case) for case in without[:_NAMED])
    return Counted(title, len(cases) - len(without), named, len(without) - len(named))


def _asked() -> Iterator[tuple[str, Callable[[Case], bool]]]:
    """What is counted, with the question whether a case states it."""
    for name in ("limits", "resources", "transfer"):
        yield str(Case.model_fields[name].title), lambda case, name=name: states(case, name)  # type: ignore[misc]
    yield "前后数字，并写明由谁衡量", has_measured_change


def states(case: Case, name: str) -> bool:
    """Whether a case states anything of a field that may not be stated as a whole or in parts."""
    value = getattr(case, name)
    if not isinstance(value, BaseModel):
        return bool(value) and value != NOT_STATED
    said = (getattr(value, inner) for inner in type(value).model_fields if inner != "source")
    return any(each is not None and each != NOT_STATED for each in said)


def has_measured_change(case: Case) -> bool:
    """Whether a figure of the case has both sides, and says who measured them."""
    return any(
        isinstance(line.before, Figure) and isinstance(line.after, Figure) and line.measured_by != NOT_STATED
        for line in case.indicators
    )
