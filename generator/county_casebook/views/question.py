"""How a question is met: what was asked, by whom and where, the answer, who gave it and after how many days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Case, Organization, Question
from county_casebook.records.record import label
from county_casebook.render.environment import linked_data, render
from county_casebook.render.markdown import plain
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.page import Page, root_of
from county_casebook.views.shapes import Named
from county_casebook.views.view import Backlink, View, entry

_SHORT = 80


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What `kinds/question/page.html` shows; `same` is the question that holds the answer of this one."""

    question: Question
    state: str
    place: Division | None
    province: Division | None
    themes: list[Named]
    answerers: list[Named]
    days: str
    same: Entry | None
    cases: list[Entry]
    organizations: list[Entry]
    clauses: list[ClauseLink]
    parts: tuple[Part, ...]
    root: str


class QuestionView(View[Question]):
    """Questions."""

    lead: ClassVar[str] = "农民、企业和科技局问过的技术问题，与答复、答复的单位和所用的天数。"
    counted: ClassVar[str] = "个问题"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "回答")
    chosen_by: ClassVar[tuple[str, ...]] = ("asked_by",)
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县的问答", "questions"),
        Backlink("themes", "这方面的问答", "questions"),
        Backlink("cases", "问到它的问答", "questions"),
        Backlink("answered_by.organization", "它回答的问题", "answers"),
        Backlink("organizations", "提到它的问答", "questions"),
        Backlink("same_as", "同样的问题", "same"),
    )

    def page(self, edition: Edition, record: Question) -> Iterator[Page]:
        """Yield the page of a question."""
        library = edition.library
        body = render("kinds/question/page.html", _page(library, record))
        head = _linked_data(library, record)
        yield Page(record.url, record.title, _short(record.text), body, self.tab, head)
        yield from self.part_pages(edition, record)

    def entry(self, library: Library, record: Question) -> Entry:
        """Whether and after how many days it was answered, who asked, where and when."""
        place = library.division(record)
        facts = facts_of(
            _state(record),
            f"{label(record, record.asked_by)}问",
            place.full_name if place else "",
            record.asked.chinese,
        )
        return Entry(record.url, record.title, _short(record.text), facts)

    def facet_values(self, library: Library, record: Question) -> Mapping[str, Sequence[str]]:
        """Its themes, and whether it is answered."""
        return {
            "主题": library.titles("themes", record.themes),
            "回答": (label(record, record.answering),),
        }


VIEW = QuestionView(Question)


def _short(text: str) -> str:
    """The beginning of a question in plain words."""
    words = " ".join(plain(text).split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def _state(question: Question) -> str:
    """Whether it is answered, with the days to its answer where both are known."""
    words = label(question, question.answering)
    return f"{words}：{days_words(question.days)}" if question.days is not None else words


def days_words(days: int | None) -> str:
    """Days in words: 「10 天」, 「当天」; empty where they are not known."""
    return "" if days is None else f"{days} 天" if days else "当天"


def _page(library: Library, question: Question) -> QuestionPage:
    place, cases = library.division(question), library.of(Case)
    same = library.of(Question).get(question.same_as or "")
    held = library.of(Organization)
    return QuestionPage(
        question=question,
        state=label(question, question.answering),
        place=place,
        province=library.divisions.province_of(place) if place else None,
        themes=[_theme(library, key) for key in question.themes],
        answerers=list(answerers(library, question)),
        days=days_words(question.days),
        same=entry(library, same) if same else None,
        cases=[entry(library, cases[key]) for key in question.cases if key in cases],
        organizations=[entry(library, held[key]) for key in question.organizations if key in held],
        clauses=clause_links(library, question.clauses),
        parts=VIEW.parts(library, question),
        root=root_of(question.url),
    )


def _theme(library: Library, key: str) -> Named:
    term = library.term("themes", key)
    return Named(term.title, f"themes/{key}/") if term else Named(key)


def answerers(library: Library, question: Question) -> Iterator[Named]:
    """Who answered a question: the organization, the office as written, or both."""
    by = question.answered_by
    if by and (organization := library.of(Organization).get(by.organization or "")):
        yield Named(organization.title, organization.url)
    if by and by.name:
        yield Named(by.name)


def _linked_data(library: Library, question: Question) -> str:
    """A question as schema.org data; nothing for one whose answer stands on another page."""
    if question.answering == "elsewhere":
        return ""
    asked = {
        "@type": "Question",
        "name": question.title,
        "text": plain(question.text),
        "dateCreated": str(question.asked),
        "answerCount": 1 if question.answer else 0,
        **({"acceptedAnswer": _answer(library, question)} if question.answer else {}),
    }
    return linked_data(
        {"@context": "https://schema.org", "@type": "QAPage", "inLanguage": "zh-CN", "mainEntity": asked}
    )


def _answer(library: Library, question: Question) -> dict[str, Any]:
    names = [named.name for named in answerers(library, question)]
    found = {
        "@type": "Answer",
        "text": plain(question.answer or ""),
        "dateCreated": str(question.answered) if question.answered else None,
        "author": [{"@type": "Organization", "name": name} for name in names] or None,
    }
    return {key: value for key, value in found.items() if value}
