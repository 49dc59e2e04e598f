"""The judged questions: what readers ask of the real content, and the records that should come first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

READERS = ("干部", "农民", "中小企业", "记者")
FORMS = ("词", "词组", "问句")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; any record of `expect` (`kind/id`) among the first three answers it."""

    ask: str
    reader: str
    form: str
    expect: tuple[str, ...]


def questions() -> tuple[Question, ...]:
    """Read `questions.yml`, in its order."""
    listed = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text("utf-8"))
    return tuple(Question(**{**asked, "expect": tuple(asked["expect"])}) for asked in listed)
