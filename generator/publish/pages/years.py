"""The cases become a timeline: how many began in which year, leading to the list of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.link import Library
from generator.pictures import timeline_picture
from generator.records import Case
from generator.records.fields import CoarseDate
from generator.render.environment import render
from generator.views.page import Page, root_of

_URL = "years/"


def start_year(case: Case) -> int | None:
    """The year a case began; None where the sources do not say."""
    return case.period.start.year if isinstance(case.period.start, CoarseDate) else None


def year_page(library: Library) -> Iterator[Page]:
    """Yield `/years/` when a case tells when it began."""
    found = [start_year(case) for case in library.of(Case).values()]
    years = [year for year in found if year is not None]
    counts = Counter(years)
    root = root_of(_URL)
    picture = timeline_picture(
        years, len(found) - len(years), {year: f"{root}years/{year}/" for year in counts}
    )
    if picture:
        lead = "各案例从哪一年做起；点年份看那一年开始的案例。"
        ways = [(year, f"years/{year}/", counts[year]) for year in sorted(counts, reverse=True)]
        body = render("records/years.html", lead=lead, picture=picture, ways=ways, root=root)
        yield Page(_URL, "年份", lead, body, "cases")
