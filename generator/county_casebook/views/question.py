"""How a question is met: what was asked, by whom and where, the answer, who gave it and after how many days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, get_args

from markupsafe import Markup

from county_casebook.library.derived import derived, kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case, County, Organization, Question, Record, Technique, gist
from county_casebook.records.question import Asker
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.render.markdown import plain
from county_casebook.views.answering import answerers, answering, by_theme, days_words
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, entry_pages, facts_of
from county_casebook.views.linked import Linked, day, organizations, thing
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.question_pages import (
    ANSWERING,
    ASK,
    LIST,
    answering_page,
    ask_page,
    can_be_asked,
    none_page,
)
from county_casebook.views.shapes import Named
from county_casebook.views.view import Backlink, View, entry
from county_casebook.views.ways import Group, Way

_SHORT = 80
_OPEN = "还没有回答的"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What `kinds/question/page.html` shows; `same` is the question that holds the answer of this one."""

    question: Question
    state: str
    place: Named | None
    themes: list[Named]
    answerers: tuple[Named, ...]
    days: str
    same: Entry | None
    cases: list[Entry]
    techniques: list[Entry]
    organizations: list[Entry]
    clauses: list[ClauseLink]
    parts: tuple[Part, ...]
    root: str


class QuestionView(View[Question]):
    """Questions."""

    lead: ClassVar[str] = "农民、企业和科技局问的技术问题：怎样答的、谁答的、用了几天；还没有答复的排在前面。"
    counted: ClassVar[str] = "个问题"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 3
    facets: ClassVar[tuple[str, ...]] = ("主题", "回答")
    chosen_by: ClassVar[tuple[str, ...]] = ("asked_by",)
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县的问答", "questions"),
        Backlink("themes", "这方面的问答", "questions"),
        Backlink("cases", "问到它的问答", "questions"),
        Backlink("techniques", "问到它的问答", "questions"),
        Backlink("answered_by.organization", "它回答的问题", "answers"),
        Backlink("organizations", "提到它的问答", "questions"),
        Backlink("same_as", "同样的问题", "same"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the lists by theme and asker, of who answers how soon and of how to ask."""
        if not can_be_asked(edition.library, edition.site.questions):
            return
        if edition.library.of(Question):
            yield from _lists(edition.library)
            yield Unit(ANSWERING, partial(answering_page, edition.library))
        else:
            yield Unit(LIST, partial(none_page, edition, self.lead))
        yield Unit(ASK, partial(ask_page, edition))

    def page(self, edition: Edition, record: Question) -> Iterator[Page]:
        """Yield the page of a question."""
        library = edition.library
        body = render("kinds/question/page.html", _page(library, record))
        yield Page(record.url, record.title, _short(record.text), body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Question) -> Linked | None:
        """A page of one question; None for one whose answer stands on another page."""
        if record.answering == "elsewhere":
            return None
        asked = thing(
            "Question",
            name=record.title,
            text=plain(record.text),
            dateCreated=day(record.asked),
            answerCount=1 if record.answer else 0,
            acceptedAnswer=_answer(edition.library, record) if record.answer else None,
        )
        return thing("QAPage", inLanguage="zh-CN", mainEntity=asked)

    def entry(self, library: Library, record: Question) -> Entry:
        """Whether and after how many days it was answered, who asked, where and when."""
        place = library.division(record)
        facts = facts_of(
            _state(record),
            f"{label(record, record.asked_by)}问",
            place.full_name if place else "",
            record.asked.chinese,
        )
        heading = (
            _OPEN if record.answering == "open" else next(iter(library.titles("themes", record.themes)), "")
        )
        return Entry(record.url, record.title, _short(record.text), facts, heading=heading)

    def in_order(self, library: Library) -> list[Question]:
        """Those without an answer first, the longest waiting at the head; the others by their first theme, the newest first."""
        return list(_in_order(library))

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Themes, askers and provinces that have questions."""
        themes = tuple(Way(named.name, named.url, found.asked) for named, found in by_theme(library))
        groups = (Group("主题", themes, whole="themes/"), Group("谁问的", tuple(_asker_ways(library))))
        return (*(group for group in groups if group.ways), *super().groups(library))

    def opening(self, edition: Edition) -> Markup:
        """How many are answered and after how many days, theme by theme, and the way to ask."""
        library = edition.library
        every = answering(library.of(Question).values())
        themes = list(by_theme(library))
        words = render("kinds/question/opening.html", every=every, themes=themes, root="../")
        return Markup(words)  # noqa: S704 - autoescaped

    def note(self, link: Backlink, records: Sequence[Question]) -> str:
        """The median of the days an organization took to answer."""
        found = answering(records)
        if link.field != "answered_by.organization" or not found.days:
            return ""
        return f"答复所用天数的中位数 {found.median}（按两个日期都写明的 {len(found.days)} 个计）"

    def facet_values(self, library: Library, record: Question) -> Mapping[str, Sequence[str]]:
        """Its themes, and whether it is answered."""
        return {
            "主题": library.titles("themes", record.themes),
            "回答": (label(record, record.answering),),
        }


VIEW = QuestionView(Question)


@derived
def _in_order(library: Library) -> tuple[Question, ...]:
    themes = list(library.ids_in("themes"))
    questions = library.of(Question).values()
    return tuple(sorted(questions, key=lambda question: _position(library, question, themes)))


def _position(library: Library, question: Question, themes: Sequence[str]) -> tuple[int, int, str]:
    """Where a question stands in the list."""
    is_open, day, _ = _asked(library, question)
    if is_open:
        return -1, day, question.id
    first = next((themes.index(key) for key in gist.named(question, "themes") if key in themes), len(themes))
    return first, -day, question.id


@kept_each()
def _asked(library: Library, question: Question) -> tuple[bool, int, str]:  # noqa: ARG001 - one signature
    """Whether a question is open, the day it was asked, and as whom."""
    return question.answering == "open", question.asked.first_day.toordinal(), question.asked_by


@derived
def _askers(library: Library) -> dict[str, list[Question]]:
    found = {
        name: [each for each in VIEW.in_order(library) if _asked(library, each)[2] == name]
        for name in get_args(Asker)
    }
    return {name: questions for name, questions in found.items() if questions}


def _asker_ways(library: Library) -> Iterator[Way]:
    for name, questions in _askers(library).items():
        yield Way(label(Question, name), f"questions/askers/{name}/", len(questions))


def _lists(library: Library) -> Iterator[PageUnit]:
    """Yield the unit of the list of every theme and of every kind of asker."""
    ordered = VIEW.in_order(library)
    themes = [
        (
            named.url,
            f"{named.name}的问答",
            [each for each in ordered if named.url.split("/")[2] in gist.named(each, "themes")],
        )
        for named, _ in by_theme(library)
    ]
    askers = [
        (way.url, f"{way.title}问的问题", questions)
        for way, questions in zip(_asker_ways(library), _askers(library).values(), strict=True)
    ]
    for url, title, questions in (*themes, *askers):
        yield Unit(url, partial(_list, library, url, title, questions))


def _list(library: Library, url: str, title: str, questions: Sequence[Question]) -> Iterator[Page]:
    entries = [replace(entry(library, each), heading="") for each in questions]
    yield from entry_pages(url, title, entries, section=VIEW.tab, trail=VIEW.trail)


def _short(text: str) -> str:
    """The beginning of a question in plain words."""
    words = " ".join(plain(text).split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def _state(question: Question) -> str:
    """Whether it is answered, with the days to its answer where both are known."""
    words = label(question, question.answering)
    return f"{words}：{days_words(question.days)}" if question.days is not None else words


def _page(library: Library, question: Question) -> QuestionPage:
    same = library.of(Question).get(question.same_as or "")
    return QuestionPage(
        question=question,
        state=label(question, question.answering),
        place=_place(library, question),
        themes=[_theme(library, key) for key in question.themes],
        answerers=answerers(library, question),
        days=days_words(question.days),
        same=entry(library, same) if same else None,
        cases=_entries(library, Case, question.cases),
        techniques=_entries(library, Technique, question.techniques),
        organizations=_entries(library, Organization, question.organizations),
        clauses=clause_links(library, question.clauses),
        parts=VIEW.parts(library, question),
        root=root_of(question.url),
    )


def _place(library: Library, question: Question) -> Named | None:
    """Where it was asked: the page of the county, else of the province."""
    place, county = library.division(question), library.of(County).get(question.county or "")
    province = library.divisions.province_of(place) if place else None
    url = county.url if county else f"regions/{province.code}/" if province else ""
    return Named(place.full_name, url) if place else None


def _entries(library: Library, kind: type[Record], ids: Sequence[str]) -> list[Entry]:
    """Those records of a kind that readers may see, as a list shows them."""
    held = library.of_kind(kind.kind)
    return [entry(library, held[key]) for key in ids if key in held]


def _theme(library: Library, key: str) -> Named:
    title = library.term_title("themes", key)
    return Named(title, f"themes/{key}/") if title else Named(key)


def _answer(library: Library, question: Question) -> Linked:
    return thing(
        "Answer",
        text=plain(question.answer or ""),
        dateCreated=day(question.answered),
        author=organizations(named.name for named in answerers(library, question)),
    )
