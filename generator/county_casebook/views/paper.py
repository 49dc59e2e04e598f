"""How tall the page of a case stands on A4, part by part, in CSS pixels as `print.css` sets it.

The sizes are those of the style sheet (10.5 pt text, 9 pt notes, margins of 2.2 cm); a browser test prints cases of many
lengths and finds none on a third sheet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from county_casebook.records import Case
from county_casebook.records.case import Figure, Indicator, Step, Submitted
from county_casebook.records.record import Source
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED

SHEET = 956
"""29.7 cm without two margins of 2.2 cm, at 96 pixels an inch."""
_TEXT, _NOTE = 22.5, 17.5
"""A line of text, and of what is set smaller."""
TEXT_LINE, _NOTE_LINE, _TITLE_LINE = 43, 50, 26
"""Characters on a line of each size."""
HEADING, _SMALL_HEADING, _PARAGRAPH = 33, 24, 5
CHART = 106
_TABLE, _IMAGE, _TECHNIQUE = 215, 255, 110
_RUNNING_HEAD, _FACTS, _GAP, _TRAIL = 40, 105, 27, 172
_SOURCE_ROOM = 44
"""Characters of a source beside its number and the words of its grade."""


def lines(text: str, line: int) -> int:
    """How many lines a text takes; a Latin letter or figure is half as wide as a Chinese character."""
    return sum(_lines(part, line) for part in text.splitlines() if part.strip())


def _lines(text: str, line: int) -> int:
    """How many lines a text without breaks takes, in hundredths of a character."""
    return 1 if len(text) <= line else -(-_width(text) // (100 * line))


def _width(text: str) -> int:
    return 100 * len(text) - 44 * sum(map(_IS_NARROW.__getitem__, text))


class _IsNarrow(dict[str, bool]):
    """Whether a character is half as wide as a Chinese one, each looked up once: long texts are measured again and again."""

    def __missing__(self, sign: str) -> bool:
        self[sign] = unicodedata.east_asian_width(sign) not in "WF"
        return self[sign]


_IS_NARROW = _IsNarrow()


def paragraph(text: str) -> float:
    """The height of a paragraph."""
    return _TEXT * lines(text, TEXT_LINE) + _PARAGRAPH


def is_drawn(indicator: Indicator) -> bool:
    """Whether an indicator is a chart: both figures are known."""
    return isinstance(indicator.before, Figure) and isinstance(indicator.after, Figure)


def frame(case: Case) -> float:
    """Everything that stands on paper whether the case is shortened or not, beside its sources."""
    terms = len(case.themes) + len(case.programmes) + len(case.audiences)
    known = [
        line for line in case.indicators if isinstance(line.before, Figure) or isinstance(line.after, Figure)
    ]
    head = _RUNNING_HEAD + 39 * lines(case.title, _TITLE_LINE) + 22.5 * lines(case.summary, TEXT_LINE)
    return head + _FACTS + 8 * terms + 46 * len(known[:3]) + _ask(case) + _GAP + HEADING + _trail(case)


def _ask(case: Case) -> float:
    """Whom to ask: an office, or two lines in words; then the organizations, and a line for each kind of reader."""
    organizations = sum(1 for actor in case.actors if actor.organization)
    rows = len(case.audiences) + -(-organizations * 14 // _NOTE_LINE)
    return HEADING + (_TEXT if case.contact else 2 * _TEXT) + _NOTE * rows + _PARAGRAPH


def source_height(source: Source) -> float:
    """The height of a source in the list of sources."""
    said = [source.title, source.publisher, str(source.date), source.note or "", source.unseen or ""]
    return 25 + _NOTE * (lines("，".join([*said, source.url or ""]), _SOURCE_ROOM) - 1)


def _trail(case: Case) -> float:
    reviews = len(case.provenance.reviews) + 2 if isinstance(case.provenance, Submitted) else 0
    return _TRAIL + _NOTE * reviews


def whole(case: Case) -> float:
    """The height of all that a case says, beside its frame."""
    return sum(_sections(case))


def _sections(case: Case) -> Iterator[float]:
    if case.problem != NOT_STATED:
        yield HEADING + prose(case.problem)
    yield HEADING + sum(_step(step) for step in case.approach if isinstance(step, Step))
    yield _IMAGE * len(case.media)
    yield (HEADING + _TECHNIQUE * len(case.techniques)) if case.techniques else 0
    yield HEADING + sum(prose(result.claim) + 8 for result in case.results)
    yield sum(CHART if is_drawn(line) else _TABLE for line in case.indicators)
    yield _limits(case)
    if not isinstance(case.transfer, str):
        said = prose(case.transfer.conditions) + prose(case.transfer.steps)
        yield HEADING + 2 * _SMALL_HEADING + _TEXT + said
    yield from _people(case)


def _people(case: Case) -> Iterator[float]:
    if case.actors or case.benefit_sharing != NOT_STATED:
        roles = sum(
            _TEXT * lines(f"{actor.name or '某' * 14}{actor.role}", TEXT_LINE) for actor in case.actors
        )
        yield HEADING + roles + _SMALL_HEADING + prose(case.benefit_sharing)
    if not isinstance(case.resources, str):
        resources = case.resources
        longest = max(
            len(resources.money), len(resources.people), len(resources.time), len(resources.funds_origin)
        )
        yield HEADING + 2 * _NOTE * -(-longest // 20)
    if case.adoptions:
        yield HEADING + sum(
            _TEXT + _NOTE * lines(adoption.changed + adoption.result, _NOTE_LINE)
            for adoption in case.adoptions
        )


def _step(step: Step) -> float:
    asides = [said for said in (step.conditions, step.lesson) if said]
    return prose(step.what) + sum(_NOTE * lines(plain(said), _NOTE_LINE - 4) + 4 for said in asides)


def _limits(case: Case) -> float:
    if isinstance(case.limits, str):
        return HEADING + 2 * _TEXT + 24
    return HEADING + 2 * _SMALL_HEADING + prose(case.limits.failed) + prose(case.limits.unfit) + 12


def prose(text: str) -> float:
    """The height of Markdown: its blocks, and a row of a table or an item of a list as a line."""
    said = [line for line in plain(text).splitlines() if line.strip()]
    return sum(paragraph(line) for line in said)
