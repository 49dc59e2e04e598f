"""A thousand policies of a hundred clauses each, parsed."""

from __future__ import annotations

from benchmarks.timing import stage, table
from generator.demo.prose import Dice, paragraph
from generator.records.clauses import parse_clauses


def measure(cases: int) -> None:
    """Print the CPU seconds for `cases` policies of 100 articles with prose of their own."""
    texts = [_law(number) for number in range(20)]
    times: dict[str, float] = {}
    with stage("parse", times):
        clauses = sum(len(parse_clauses(texts[number % len(texts)]).clauses) for number in range(cases))
    table([(cases, clauses, f"{times['parse']:.2f}")], ("policies", "clauses", "CPU s"))


def _law(number: int) -> str:
    articles = (f"第{article}条　{paragraph(Dice('law', number, article), 2)}" for article in range(1, 101))
    return "某某条例\n" + "\n".join(articles) + "\n"
