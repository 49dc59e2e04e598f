"""A case too long for two sheets of A4 gets a brief: each part is cut at the end of a sentence, and what is left out named.

A case that fits is printed as it is. Where a brief ends is found when the site is built, so that paper looks the same from
every browser; page and brief are the same texts, and paper leaves out what follows the cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pydantic import BaseModel

from county_casebook.records import Case
from county_casebook.records.case import Result, Step
from county_casebook.records.record import measured_words
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.sections import Section
from county_casebook.schema.walk import is_prose, leaves
from county_casebook.text.phrases import PHRASES
from county_casebook.views.paper import (
    CHART,
    HEADING,
    SHEET,
    frame,
    is_drawn,
    paragraph,
    source_height,
    whole,
)

_ROOM = 2 * SHEET - 110
"""What two sheets hold, with a chart that goes over to the second."""
_LEVELS = ((1, 3, 8), (1, 2, 6), (0.75, 2, 5), (0.6, 1, 4), (0.5, 1, 3), (0.4, 1, 2))
"""From the longest brief to the shortest: the share of each section's room, and how many charts and sources stand."""


@dataclass(frozen=True, slots=True)
class BriefText:
    """One text of a brief: what it is where its section holds several of a kind, how many characters stand (None: all of
    them), and its words on paper with who measured."""

    label: str
    source: str
    kept: int | None
    text: str


@dataclass(frozen=True, slots=True)
class BriefPart:
    """One section on paper: its anchor, heading and texts."""

    id: str
    heading: str
    texts: tuple[BriefText, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on paper instead of the whole; `left_out` in words. Empty parts: print everything.

    `kept` holds, by its Markdown, how many characters of a text stand; None for the whole text.
    """

    parts: tuple[BriefPart, ...] = ()
    charts: int = 0
    sources: int = 0
    left_out: tuple[str, ...] = ()
    kept: Mapping[str, int | None] = field(default_factory=dict)


def brief(case: Case, lists: int = 0) -> Brief:
    """Return the longest brief that fits two sheets; an empty one when the whole does.

    `lists` is how many entries of other records stand on the page; a brief leaves them out.
    """
    always, listed = frame(case), list(map(source_height, case.sources))
    if always + sum(listed) + whole(case) + 60 * lists <= _ROOM:
        return Brief()
    drawn, told = sum(map(is_drawn, case.indicators)), tuple(_told(case))
    for share, charts, sources in _LEVELS:
        made = Brief(tuple(_parts(told, share)), min(charts, drawn), sources)
        if always + sum(listed[:sources]) + _height(made) <= _ROOM - CHART:
            break
    left_out = (*_left_out(case, made), *(["提到本案例的记录"] if lists else []))
    kept = {each.source: each.kept for part in made.parts for each in part.texts}
    return replace(made, left_out=left_out, kept=kept)


def on_paper(case: Case) -> tuple[tuple[BriefPart, ...], int]:
    """Return what a brief of a case says, or all its sections say where that fits, and how many of its sources stand below."""
    made = brief(case)
    if made.parts:
        return made.parts, made.sources
    return tuple(_parts(_told(case), _ALL)), len(case.sources)


_ALL = 1_000.0
"""The share of a section's room in which every text stands whole."""

_Told: TypeAlias = tuple[Section, list[tuple[str, str, str, str]]]


def _told(case: Case) -> Iterator[_Told]:
    """Yield the sections that have room on paper with their texts: what each is, the text, its words on one line, who measured."""
    for section in Case.sections:
        if section.brief:
            said = [each for name in section.fields for each in _said(getattr(case, name))]
            if section.id == "limits" and case.limits == NOT_STATED:
                said = [("", f"{PHRASES.limits_unknown}向当地了解。", "")]
            texts = said[: section.brief.texts]
            yield (
                section,
                [(label, text, " ".join(plain(text).split()), after) for label, text, after in texts],
            )


def _parts(told: Iterable[_Told], share: float) -> Iterator[BriefPart]:
    """Yield the sections shortened to their share of room."""
    for section, texts in told:
        if texts and section.brief:
            room = round(section.brief.characters * share)
            yield BriefPart(section.id, section.heading, tuple(_text(*text, room) for text in texts))


def _text(label: str, source: str, words: str, after: str, room: int) -> BriefText:
    short = shortened(words, room)
    kept = None if short == words else len(short) - len(_ELLIPSIS)
    return BriefText(label, source, kept, short + after)


def _height(made: Brief) -> float:
    texts = [each for part in made.parts for each in part.texts]
    said = sum(paragraph(each.label + each.text) for each in texts)
    return HEADING * len(made.parts) + said + CHART * made.charts + 120


def _said(value: object) -> list[tuple[str, str, str]]:
    """The Markdown of a field between what it is and who measured it: of a list each first text, of a part all, with their titles."""
    if isinstance(value, tuple):
        return [("", *said[1:]) for member in value for said in _said(member)[:1]]
    if isinstance(value, BaseModel):
        after = _measured(value)
        stated = [leaf for leaf in leaves(value, is_prose) if leaf.value != NOT_STATED]
        return [(leaf.field.title, leaf.value, after) for leaf in stated]
    return [("", value, "")] if isinstance(value, str) and value != NOT_STATED else []


def _measured(part: BaseModel) -> str:
    """Who measured what a claim says, in brackets; empty for what is no claim."""
    return f"（{measured_words(part.measured_by)}）" if isinstance(part, Result) else ""


def shortened(text: str, room: int) -> str:
    """Return as many whole sentences of a line as fit; where not even one does, as many characters, with an ellipsis."""
    if len(text) <= room:
        return text
    end = max(text.rfind(sign, 0, room) for sign in "。！？；") + 1
    return text[: end or room - len(_ELLIPSIS)] + _ELLIPSIS


_ELLIPSIS = "……"


def _left_out(case: Case, made: Brief) -> Iterator[str]:
    yield "各部分的其余文字"
    for section in Case.sections:
        kept = section.brief.texts if section.brief else 0
        longest = max((len(_said(getattr(case, name))) for name in section.fields), default=0)
        if section.brief and longest > kept:
            yield f"第 {kept + 1} {_COUNTED.get(section.id, '段')}以后的{section.heading}"
    if any(step.conditions or step.lesson for step in _steps(case)):
        yield "各步的条件与体会"
    if len(case.indicators) > made.charts:
        yield "其余的图表" if made.charts else "图表"
    if len(case.sources) > made.sources:
        yield f"第 {made.sources + 1} 条以后的来源"
    yield from (section.heading for section in Case.sections if _is_dropped(case, section))
    if case.media:
        yield "图片"


_COUNTED = {"approach": "步", "results": "条"}


def _steps(case: Case) -> tuple[Step, ...]:
    return () if isinstance(case.approach, str) else case.approach


def _is_dropped(case: Case, section: Section) -> bool:
    """Whether a section that says something has no room on paper at all."""
    said = any(getattr(case, name) not in ((), None, NOT_STATED) for name in section.fields)
    return said and section.compared and not section.brief
