"""Addresses that were given stay: of every text in the repository, and every clause that a record cites."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from county_casebook.demo.policies import policies
from county_casebook.library.mentions import mentions, resolves
from county_casebook.text.clauses import parse_clauses
from tests.real import real_library

ROOT = Path(__file__).parents[1]
GIVEN: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "vectors/clause_addresses.json").read_text("utf-8")
)
"""The addresses of every text, in order, as they were on 2026-11-28: by its file, or by the id of a policy of the demo."""


def text_of(name: str) -> str:
    if name.endswith(".txt"):
        return (ROOT / name).read_text("utf-8")
    return policies(0)[name][1] or ""


@pytest.mark.parametrize("name", GIVEN)
def test_every_address_of_a_text_stays(name: str) -> None:
    assert [clause.id for clause in parse_clauses(text_of(name)).clauses] == GIVEN[name]


def test_every_text_of_the_library_and_of_the_demo_is_among_them() -> None:
    held = {str(path.relative_to(ROOT)) for path in (ROOT / "content/policies").glob("*.txt")}
    shown = {key for key, (_, text) in policies(0).items() if text}
    assert held | shown <= set(GIVEN)


def test_every_clause_that_a_record_cites_is_there() -> None:
    library = real_library(date(2026, 11, 28))
    cited = [mention for mention in mentions(library) if "clauses" in mention.kinds]
    assert len(cited) > 100
    assert [each.target for each in cited if not resolves(library, each.kinds, each.target)] == []
