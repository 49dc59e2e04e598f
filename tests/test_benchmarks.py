"""The benchmark of the search judges by questions and truths that are themselves right."""

from __future__ import annotations

from pathlib import Path

from benchmarks.search.questions import FORMS, READERS, questions
from generator.build import check_content

CONTENT = Path(__file__).parents[1] / "content"


def test_forty_different_questions_expect_records_that_are_published() -> None:
    asked = questions()
    assert len({question.ask for question in asked}) == 40
    known = {record.key for record in check_content(CONTENT).library.published().records()}
    assert not {record for question in asked for record in question.expect} - known


def test_the_questions_come_from_every_reader_in_every_form() -> None:
    asked = questions()
    assert {question.reader for question in asked} == set(READERS)
    assert {question.form for question in asked} == set(FORMS)
    assert all(question.expect for question in asked)
