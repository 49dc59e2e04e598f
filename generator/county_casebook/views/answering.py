"""Questions added up: how many are answered, and after how many days, the median of those whose days are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Organization, Question
from county_casebook.views.shapes import Named


@dataclass(frozen=True, slots=True)
class Answering:
    """Of some questions: how many there are, have an answer, lead to one, and have none; and the days of those counted."""

    asked: int
    answered: int
    elsewhere: int
    open: int
    days: tuple[int, ...]

    @property
    def median(self) -> str:
        """The median of the days in words; empty where none are known."""
        return days_words(median(self.days)) if self.days else ""

    @property
    def longest(self) -> str:
        """The most days in words; empty where none are known."""
        return days_words(max(self.days)) if self.days else ""


def days_words(days: float | None) -> str:
    """Days in words: 「10 天」, 「当天」; empty where they are not known."""
    return "" if days is None else f"{days:g} 天" if days else "当天"


def answering(questions: Iterable[Question]) -> Answering:
    """Add questions up."""
    found = list(questions)
    states = [question.answering for question in found]
    days = tuple(question.days for question in found if question.days is not None)
    return Answering(
        len(found), states.count("answered"), states.count("elsewhere"), states.count("open"), days
    )


def by_theme(library: Library) -> Iterator[tuple[Named, Answering]]:
    """Yield the themes that have questions, in the order of their list, each with its questions added up."""
    cited = library.cited(Question, "themes")
    for key, title in library.titles_in("themes").items():
        if key in cited:
            yield Named(title, f"questions/themes/{key}/"), answering(cited[key])


def by_answerer(library: Library) -> Iterator[tuple[Named, Answering]]:
    """Yield who answered, those with most answers first, each with their answers added up."""
    answered = [question for question in library.of(Question).values() if question.answer]
    found = grouped(answered, lambda question: answerers(library, question) or (Named("没有写明"),))
    for named in sorted(found, key=lambda named: (-len(found[named]), named.name)):
        yield named, answering(found[named])


def answerers(library: Library, question: Question) -> tuple[Named, ...]:
    """Who answered a question: the organization, the office as written, or both."""
    by = question.answered_by
    if not by:
        return ()
    organization = library.of(Organization).get(by.organization or "")
    held = (Named(organization.title, organization.url),) if organization else ()
    return (*held, *((Named(by.name),) if by.name else ()))
