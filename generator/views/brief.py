"""A case too long for two sheets of A4 becomes a brief: each part shortened at the end of a sentence, and what is left out named.

A case that fits is printed as it is. The brief is made when the site is built, so that paper looks the same from every browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.records import Case
from generator.records.fields import NOT_STATED
from generator.render.markdown import plain

_CHARACTERS = 44
"""Characters on a line of A4 at 10.5 pt between margins of 2.2 cm."""
_LINES = 38
"""Lines of prose that fit two sheets beside title, facts, sources, reference and QR code."""
_ROOM = {"problem": 150, "approach": 110, "results": 90, "limits": 170, "transfer": 130}
"""Characters for one text of each part in a brief; limits get more than results."""
_MOST = {"approach": 6, "results": 4, "sources": 8}
"""How many steps, results and sources a brief holds; the style sheet for paper hides the other sources."""


@dataclass(frozen=True, slots=True)
class BriefPart:
    """One part of a brief: the section of the case it shortens, its heading, and the shortened texts."""

    id: str
    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on paper instead of the whole; `left_out` in words. Without parts everything is printed."""

    parts: tuple[BriefPart, ...] = ()
    left_out: tuple[str, ...] = ()


def brief(case: Case) -> Brief:
    """Return the brief of a long case; an empty one when the whole fits two sheets."""
    if paper_lines(case) <= _LINES:
        return Brief()
    parts = tuple(part for part in _parts(case) if part.texts)
    return Brief(parts, tuple(_left_out(case)))


def paper_lines(case: Case) -> int:
    """About how many lines a case takes on A4 when nothing is left out, headings included."""
    texts = list(_texts(case))
    return (
        sum(-(-len(text) // _CHARACTERS) for text in texts)
        + len(texts) // 2
        + 5 * len(case.indicators)
        + len(case.sources) // 3
    )


def _texts(case: Case) -> Iterator[str]:
    """Every text a whole case prints, line by line of its Markdown."""
    groups: list[str | None] = [case.problem, case.benefit_sharing]
    if not isinstance(case.approach, str):
        groups += [part for step in case.approach for part in (step.what, step.conditions, step.lesson)]
    groups += [result.claim for result in case.results]
    if not isinstance(case.limits, str):
        groups += [case.limits.failed, case.limits.unfit]
    if not isinstance(case.transfer, str):
        groups += [case.transfer.conditions, case.transfer.steps]
    if not isinstance(case.resources, str):
        groups += [case.resources.money, case.resources.people, case.resources.time]
    groups += [f"{actor.name}{actor.role}" for actor in case.actors]
    groups += [f"{line.changed}{line.result}" for line in case.adoptions] * 2
    groups += ["图" * _CHARACTERS * 12 for _ in case.media]
    for text in groups:
        if text and text != NOT_STATED:
            yield from (line for line in text.splitlines() if line.strip())


def _parts(case: Case) -> Iterator[BriefPart]:
    yield _part("problem", "难点", [case.problem])
    if not isinstance(case.approach, str):
        yield _part("approach", "做法", [step.what for step in case.approach[: _MOST["approach"]]])
    yield _part("results", "成效", [result.claim for result in case.results[: _MOST["results"]]])
    if not isinstance(case.limits, str):
        yield _part("limits", "不足与不适用", [case.limits.failed, case.limits.unfit])
    if not isinstance(case.transfer, str):
        yield _part("transfer", "推广条件", [case.transfer.conditions, case.transfer.steps])


def _part(name: str, heading: str, texts: list[str]) -> BriefPart:
    """A part with every text shortened to its room; texts the sources do not give are left out."""
    stated = (plain(text) for text in texts if text != NOT_STATED)
    return BriefPart(name, heading, tuple(shortened(text, _ROOM[name]) for text in stated))


def shortened(text: str, room: int) -> str:
    """Return as many whole sentences as fit; where not even one does, as many characters, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    ends = [match.end() for match in re.finditer("[。！？；]", text[:room])]
    return text[: ends[-1]] + "……" if ends else text[: room - 2] + "……"


def _left_out(case: Case) -> Iterator[str]:
    yield "各部分的其余文字"
    if not isinstance(case.approach, str) and len(case.approach) > _MOST["approach"]:
        yield f"第 {_MOST['approach'] + 1} 步以后的做法"
    if not isinstance(case.approach, str) and any(step.conditions or step.lesson for step in case.approach):
        yield "各步的条件与体会"
    if len(case.results) > _MOST["results"]:
        yield f"第 {_MOST['results'] + 1} 条以后的成效"
    if len(case.sources) > _MOST["sources"]:
        yield f"第 {_MOST['sources'] + 1} 条以后的来源"
    for name, there in (
        ("参与方与利益联结", case.actors or case.benefit_sharing != NOT_STATED),
        ("投入", case.resources != NOT_STATED),
        ("借鉴记录", case.adoptions),
        ("图片", case.media),
    ):
        if there:
            yield name
