"""A case too long for two sheets of A4 becomes a brief: each part shortened at the end of a sentence, and what is left out named.

A case that fits is printed as it is. The brief is made when the site is built, so that paper looks the same from every browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.records import Case
from county_casebook.records.case import Result, Step
from county_casebook.records.record import measured_words
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.sections import Room, Section
from county_casebook.schema.walk import is_prose, is_text, leaves

_CHARACTERS = 44
"""Characters on a line of A4 at 10.5 pt between margins of 2.2 cm."""
_LINES = 38
"""Lines of prose that fit two sheets beside title, facts, sources, reference and QR code."""
_SOURCES = 8
"""How many sources stand on paper; the style sheet hides the others."""


@dataclass(frozen=True, slots=True)
class BriefPart:
    """One section on paper: its anchor, heading and shortened texts."""

    id: str
    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on paper instead of the whole; `left_out` in words. Empty parts: print everything."""

    parts: tuple[BriefPart, ...] = ()
    left_out: tuple[str, ...] = ()


def brief(case: Case) -> Brief:
    """Return the brief of a long case; an empty one when the whole fits two sheets."""
    if paper_lines(case) <= _LINES:
        return Brief()
    parts = tuple(part for section in Case.sections if (part := _part(case, section)).texts)
    return Brief(parts, tuple(_left_out(case)))


def paper_lines(case: Case) -> int:
    """About how many lines a case takes on A4 when nothing is left out, headings included."""
    texts = [line for text in _texts(case) for line in text.splitlines() if line.strip()]
    return (
        sum(-(-len(text) // _CHARACTERS) for text in texts)
        + len(texts) // 2
        + 5 * len(case.indicators)
        + 12 * len(case.media)
        + len(case.sources) // 3
    )


def _texts(case: Case) -> Iterator[str]:
    """Every text the sections of a whole case print."""
    shown = {name for section in Case.sections if section.searched for name in section.fields}
    for leaf in leaves(case, is_text):
        if leaf.path[0] in shown - {"indicators", "media"} and leaf.value != NOT_STATED:
            yield leaf.value


def _part(case: Case, section: Section) -> BriefPart:
    """A section shortened to its room; of a list of steps or results only what each begins with."""
    room = section.brief or Room(0, 0)
    said = [each for name in section.fields for each in _said(getattr(case, name))]
    shown = (shortened(plain(text), room.characters) + after for text, after in said[: room.texts])
    return BriefPart(section.id, section.heading, tuple(shown))


def _said(value: object) -> list[tuple[str, str]]:
    """The Markdown of a field, each with who measured it: of a list the first text of each member, of a part all its texts."""
    if isinstance(value, tuple):
        return [said for member in value for said in _said(member)[:1]]
    if isinstance(value, BaseModel):
        after = _measured(value)
        return [(leaf.value, after) for leaf in leaves(value, is_prose) if leaf.value != NOT_STATED]
    return [(value, "")] if isinstance(value, str) and value != NOT_STATED else []


def _measured(part: BaseModel) -> str:
    """Who measured what a claim says, in brackets; empty for what is no claim."""
    return f"（{measured_words(part.measured_by)}）" if isinstance(part, Result) else ""


def shortened(text: str, room: int) -> str:
    """Return as many whole sentences as fit; where not even one does, as many characters, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    ends = [match.end() for match in re.finditer("[。！？；]", text[:room])]
    return text[: ends[-1]] + "……" if ends else text[: room - 2] + "……"


def _left_out(case: Case) -> Iterator[str]:
    yield "各部分的其余文字"
    for section in Case.sections:
        kept = section.brief.texts if section.brief else 0
        longest = max((len(_said(getattr(case, name))) for name in section.fields), default=0)
        if section.brief and longest > kept:
            yield f"第 {kept + 1} {_COUNTED.get(section.id, '段')}以后的{section.heading}"
    if any(step.conditions or step.lesson for step in _steps(case)):
        yield "各步的条件与体会"
    if len(case.sources) > _SOURCES:
        yield f"第 {_SOURCES + 1} 条以后的来源"
    yield from (section.heading for section in Case.sections if _is_dropped(case, section))
    if case.media:
        yield "图片"


_COUNTED = {"approach": "步", "results": "条"}


def _steps(case: Case) -> tuple[Step, ...]:
    return () if isinstance(case.approach, str) else case.approach


def _is_dropped(case: Case, section: Section) -> bool:
    """Whether a section that says something has no room on paper at all."""
    said = any(getattr(case, name) not in ((), None, NOT_STATED) for name in section.fields)
    return said and section.searched and not section.brief
