"""What stands beside the questions: who answers how soon, how to ask, and the page of a library that has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from county_casebook.library.addressee import Addressee
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Question
from county_casebook.render.environment import render
from county_casebook.views.answering import Answering, by_answerer, by_theme
from county_casebook.views.page import Page, root_of
from county_casebook.views.said import said
from county_casebook.views.shapes import Named

LIST, ANSWERING, ASK = "questions/", "questions/answering/", "questions/ask/"
_TRAIL = (("问答", LIST),)


@dataclass(frozen=True, slots=True)
class AnsweringPage:
    """What `kinds/question/answering.html` shows: tables as (heading, first column, lines)."""

    tables: list[tuple[str, str, list[tuple[Named, Answering]]]]
    trail: Sequence[tuple[str, str]]
    root: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """What `kinds/question/ask.html` and `none.html` show: the ways to who takes questions, and whom readers can ask at home."""

    ways: tuple[tuple[str, str], ...]
    local: list[tuple[Named, str]]
    lead: str
    said: Markup
    trail: Sequence[tuple[str, str]]
    root: str


def can_be_asked(library: Library, takes: Addressee) -> bool:
    """Whether there is anything to say of asking: questions, who takes them, whom to ask at home, or words in their place."""
    said_here = library.said("questions")
    told = library.of(Question) or any(_local(library)) or (said_here and said_here.text)
    return bool(told or any(takes.ways()))


def answering_page(library: Library) -> Iterator[Page]:
    """Yield the page that says who answered, and after how many days."""
    tables = [
        ("按答复的单位", "单位", list(by_answerer(library))),
        ("按主题", "主题", list(by_theme(library))),
    ]
    shown = AnsweringPage([table for table in tables if table[2]], _TRAIL, root_of(ANSWERING))
    lead = "各单位、各主题的问题有多少得到答复，用了几天。"
    yield Page(ANSWERING, "答复用了几天", lead, render("kinds/question/answering.html", shown), "questions")


def ask_page(edition: Edition) -> Iterator[Page]:
    """Yield the page that says how to ask."""
    body = render("kinds/question/ask.html", _asking(edition, ASK, trail=_TRAIL))
    yield Page(ASK, "如何提问", "技术问题问到哪里，怎样写，不写什么。", body, "questions")


def none_page(edition: Edition, lead: str) -> Iterator[Page]:
    """Yield what stands in place of the list of a library without questions."""
    shown = _asking(edition, LIST, lead=edition.library.lead("questions", lead))
    yield Page(LIST, "问答", shown.lead, render("kinds/question/none.html", shown), "questions")


def _asking(edition: Edition, url: str, *, lead: str = "", trail: Sequence[tuple[str, str]] = ()) -> AskPage:
    library, root = edition.library, root_of(url)
    ways = tuple(edition.site.questions.ways())
    return AskPage(ways, list(_local(library)), lead, said(library, "questions", root), trail, root)


def _local(library: Library) -> Iterator[tuple[Named, str]]:
    """The readers of whom the library says whom they can ask at home."""
    for key, term in library.terms("audiences").items():
        if term.ask:
            yield Named(term.title, f"audiences/{key}/"), term.ask
