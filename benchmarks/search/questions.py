"""The judged questions: what readers ask of the real content, and the records that should come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

READERS = ("干部", "农民", "中小企业", "记者")
FORMS = ("词", "词组", "问句")


FILES = ("questions.yml", "questions2.yml")
NEEDED = 36
"""How many of the 40 questions of each file must have an expected record among the first three answers."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a file; any record of `expect` (`kind/id`) among the first three answers it."""

    file: str
    ask: str
    reader: str
    form: str
    expect: tuple[str, ...]


def questions() -> tuple[Question, ...]:
    """Read the questions of all files, in their order."""
    return tuple(
        Question(**{**asked, "file": name, "expect": tuple(asked["expect"])})
        for name in FILES
        for asked in yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    )


def found_by_file(ranks: Sequence[int | None]) -> dict[str, int]:
    """Return for each file how many of its questions are answered among the first three; `ranks` as `questions`."""
    found = dict.fromkeys(FILES, 0)
    for question, rank in zip(questions(), ranks, strict=True):
        found[question.file] += rank is not None and rank <= 3
    return found
