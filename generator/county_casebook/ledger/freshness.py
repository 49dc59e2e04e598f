"""How fresh a library is: the last day of every column and the questions that wait. Dates come from records alone, and none is today's.

Whoever asks for a judgement brings the day it is asked on, so that pages are the same whenever they are built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from county_casebook.library.derived import derived, kept_each
from county_casebook.library.library import Library
from county_casebook.records import KINDS, Question, Record
from county_casebook.schema.fields import CoarseDate

HOME_DAYS = 14
COLUMN_DAYS = 180
QUESTION_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A kind that has records: how many, and the last day one was published or changed, as records say it."""

    kind: str
    title: str
    count: int
    last: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question without an answer, and when it was asked."""

    url: str
    title: str
    asked: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """The columns of a library, and the questions that wait, those asked first before the others."""

    columns: tuple[Column, ...]
    waiting: tuple[Waiting, ...]

    @property
    def last(self) -> str:
        """The last day anything was published or changed; empty where there is nothing."""
        return max((column.last for column in self.columns), key=_day, default="")

    @classmethod
    def told(cls, data: Any) -> Freshness:
        """Return what was written as JSON; raises TypeError, KeyError or ValueError for anything else."""
        columns = tuple(Column(**each) for each in data["columns"])
        waiting = tuple(Waiting(**each) for each in data["waiting"])
        for text in (*(column.last for column in columns), *(each.asked for each in waiting)):
            CoarseDate.parse(text)
        return cls(columns, waiting)


def freshness(library: Library) -> Freshness:
    """Return how fresh a library is, of what readers see of it."""
    columns = (_column(library, kind, records) for kind, records in library.kinds.items() if records)
    questions = library.of(Question).values()
    waiting = [
        Waiting(each.url, each.title, str(each.asked)) for each in questions if each.answering == "open"
    ]
    return Freshness(
        tuple(column for column in columns if column.last),
        tuple(sorted(waiting, key=lambda each: (_day(each.asked), each.url))),
    )


def _column(library: Library, kind: str, records: Mapping[str, Record]) -> Column:
    last = max((touched(library, record) for record in records.values()), key=_day)
    return Column(kind, KINDS[kind].kind_name, len(records), last)


@kept_each()
def touched(library: Library, record: Record) -> str:
    """Return the last day a record says that it was published or changed; empty where it says none."""
    return max((str(each) for each in (record.published, record.updated) if each), key=_day, default="")


@derived
def last_change(library: Library) -> str:
    """Return the latest day on which a record or lead was published or changed, as exactly as it is known; empty without records."""
    days = (touched(library, record) for record in library.with_leads())
    return max(days, key=lambda day: (_day(day), day), default="")


def _day(text: str) -> date:
    return CoarseDate.parse(text).last_day if text else date.min


def stale(found: Freshness, today: date, column_days: int = COLUMN_DAYS) -> Iterator[str]:
    """Yield, in words, what has been left alone for too long on a day."""
    if (today - _day(found.last)).days > HOME_DAYS:
        yield f"首页 {_ago(found.last, today)}没有新内容，超过 {HOME_DAYS} 天"
    for column in found.columns:
        if (today - _day(column.last)).days > column_days:
            yield f"栏目“{column.title}”{_ago(column.last, today)}没有更新，超过 {column_days} 天"
    for question in found.waiting:
        if is_overdue(CoarseDate.parse(question.asked), today):
            days = (today - _day(question.asked)).days
            yield f"提问“{question.title}”（{question.url}）{question.asked} 问的，{days} 天没有回答，超过 {QUESTION_MONTHS} 个月"


def _ago(day: str, today: date) -> str:
    return f"从 {day} 起 {(today - _day(day)).days} 天" if day else "一直"


def is_overdue(asked: CoarseDate, today: date) -> bool:
    """Whether more than three months lie between the last day a question can have been asked on and a day."""
    day = asked.last_day
    months = (today.year - day.year) * 12 + today.month - day.month
    return (months, today.day) > (QUESTION_MONTHS, day.day)
