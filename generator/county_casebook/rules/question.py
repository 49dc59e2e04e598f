"""Rules on questions: what cannot be so, what leads nowhere, and what waits too long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from county_casebook.ledger.freshness import is_overdue
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Question
from county_casebook.rules.rule import Finding, error, lack, warning

_PAGES = ("answering", "ask", "askers", "themes")


@error
def question_address(question: Question) -> Iterator[Finding]:
    """问答的编号是网址，不得是 answering、ask、askers、themes。"""
    if question.id in _PAGES:
        yield question.at(), f"“{question.id}”是问答栏目自己的网址", "文件换一个名字"


@error
def question_place(question: Question) -> Iterator[Finding]:
    """问答的地方写 county 或 area，不两个都写。"""
    if question.county and question.area:
        hint = "县（市）在本库的只写 county，不在的只写 area"
        yield question.at("area"), "county 和 area 都写了", hint


@error
def answered_before_asked(question: Question) -> Iterator[Finding]:
    """回答不得早于提问。"""
    answered = question.answered
    if answered and answered.last_day < question.asked.first_day:
        found = f"回答 {answered} 早于提问 {question.asked}"
        yield question.at("answered"), found, "检查两个日期"


@error
def answer_without_text(question: Question) -> Iterator[Finding]:
    """写了谁回答或哪天回答，就要写回答；回答在另一个问题里的，由那个问题写。"""
    hint = "移到 same_as 写的那个问题" if question.same_as else "补上 answer；没有回答就删掉这一行"
    for name in ("answered_by", "answered") if not question.answer else ():
        if getattr(question, name):
            yield question.at(name, key=True), f"写了 {name}，没有写 answer", hint


@lack
def answerer_without_name(question: Question) -> Iterator[Finding]:
    """谁回答（answered_by）要写机构或名称。"""
    by = question.answered_by
    if by and not by.organization and not by.name:
        yield question.at("answered_by"), "没有写是谁", "写 organization 或 name"


@warning
def answer_without_answerer(question: Question) -> Iterator[Finding]:
    """写了回答，应当写是哪个单位回答的。"""
    if question.answer and not question.answered_by:
        yield question.at("answer", key=True), "没有写哪个单位回答的", "补上 answered_by"


@warning
def answer_without_date(question: Question) -> Iterator[Finding]:
    """写了回答，应当写哪一天回答的，才算得出用了几天。"""
    if question.answer and not question.answered:
        yield question.at("answer", key=True), "没有写回答的日期", "补上 answered"


@error
def same_question_answered_twice(question: Question) -> Iterator[Finding]:
    """写了 same_as 就不再写 answer：同一个回答只写一处。"""
    if question.same_as and question.answer:
        found = f"回答已经在 {question.same_as} 里，这里又写了一遍"
        yield question.at("answer", key=True), found, "留一处；两处不同的，并到那个问题里"


@error
def same_question_unanswered(library: Library, question: Question) -> Iterator[Finding]:
    """same_as 要指向另一个有回答的问题，不指自己，不接着指。"""
    same = library.of(Question).get(question.same_as or "")
    if same and (fault := _leads_nowhere(question, same)):
        yield question.at("same_as"), *fault


def _leads_nowhere(question: Question, same: Question) -> tuple[str, str] | None:
    """What is wrong with where a question leads, and what would do; None when an answer is there."""
    if same is question:
        return "same_as 指的是自己", "指向已经回答的那个问题，或删掉这一行"
    if same.same_as:
        return f"{same.id} 的回答又在 {same.same_as} 里", f"直接写 {same.same_as}"
    if not same.answer:
        return f"{same.id} 还没有回答", "等它回答了再写；现在删掉这一行"
    return None


@warning
def repeated_question(library: Library) -> Iterator[Finding]:
    """同样的问题应当用 same_as 连到已有的回答，不另写一份。"""
    shown = library.published().of(Question).values()
    for words, questions in grouped(shown, lambda question: [_words(question.text)]).items():
        first = min(questions, key=lambda question: (not question.answer, question.asked, question.id))
        for question in questions if words else ():
            if question is not first and not question.same_as:
                yield question.at("text"), f"问的话和 {first.id} 一样", _linked(first)


def _linked(first: Question) -> str:
    """How a repeated question is linked with the first."""
    if first.answer:
        return f"写 same_as: {first.id}，两处只留一个回答"
    return "并成一个；要留两个的，等一个有了回答，另一个写 same_as"


def _words(text: str) -> str:
    """The letters and figures of a text, without blanks and signs."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()


@warning
def unanswered_question(library: Library) -> Iterator[Finding]:
    """提问三个月还没有回答的，应当催办。"""
    for question in library.published().of(Question).values():
        if question.answering == "open" and is_overdue(question.asked, library.today):
            days = (library.today - question.asked.last_day).days
            yield question.at("asked"), f"{question.asked} 问的，{days} 天没有回答", "请人回答，补上 answer"
