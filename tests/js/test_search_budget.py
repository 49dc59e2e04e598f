"""What a search in laws fetches, in bytes: of libraries of long texts, whatever is asked, no more than a page may.

Counted is all that the search reads for the first query of a reader who has seen nothing: the index with its directory, shards,
columns of facets, cards and passages of all ten results, and the scripts that come with them. JSON and scripts count as a host
sends them (gzip), what is compressed in itself as it is stored; the page with its own scripts is no part of it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest

from county_casebook.deliver.scripts import joined_scripts
from county_casebook.demo.dice import Dice
from county_casebook.demo.ruling import paragraph
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.searchable import facet_names
from tests.js.engine import SCRIPTS, Engine
from tests.js.test_index import files_of

BEFORE = 60_000
"""Bytes before a word is typed."""

FIRST_QUERY = 150_000
"""Bytes of the first query, what came before it included."""

EVERYWHERE = "应当按照国家有关规定报县级人民政府科学技术主管部门"
"""Stands in every clause."""


def law(number: int, clauses: int) -> SearchDocument:
    passages = tuple(
        Passage(f"第{order}条", f"{_said(number, order)}{EVERYWHERE}备案。", f"c{order}")
        for order in range(1, clauses + 1)
    )
    facets = {
        "类型": ("政策",),
        "层级": ("国家",),
        "发文机关": (f"示例机关{number % 90}",),
        "年份": (str(1990 + number % 30),),
    }
    name = f"示例县科学技术进步条例之{number}"
    return SearchDocument(
        f"p/{number}", f"policies/p{number}/", "政策", name, "", passages=passages, facets=facets
    )


def _said(number: int, order: int) -> str:
    return f"{paragraph(Dice('budget', number, order), 1)[:-1]}，编为{number}.{order}"


class Reader:
    """A browser that has seen nothing of a site whose search has these files."""

    def __init__(self, documents: Sequence[SearchDocument]) -> None:
        self._files = files_of(documents, facets=facet_names())
        self._engine = Engine()
        self._engine.put(self._files)

    def read(self, action: str) -> tuple[Any, dict[str, int]]:
        """What comes of an action with a fresh `engine`, and the bytes of what was fetched for it, by address."""
        self._engine.load(*_MODULES)
        self._engine.run("asked.length = 0, globalThis.engine = new casebook.IndexEngine('/search/'), null")
        answer = self._engine.run(action)
        asked = {each["address"] for each in self._engine.run("asked")}
        return answer, {address: _sent(address, self._files[address]) for address in asked} | _scripts()

    def ask(self, query: str) -> tuple[Any, dict[str, int]]:
        """The same of a query whose first ten results and facets are shown; the answer has the passages of each."""
        state = {"query": query, "chosen": {}, "sort": "", "sorting": "", "without": []}
        return self.read(
            f"engine.answer({json.dumps(state)}, {{}}).then(async (answer) => {{"
            "const cards = await Promise.all(answer.found.slice(0, 10).map((id) => engine.record(id, answer.phrases)));"
            "await answer.groups();"
            "return { count: answer.count, found: answer.found, shown: cards.map((card) => card.passages) }; })"
        )


_MODULES = ("search/index-engine.js", "near.js", "facets.js")


@cache
def _scripts() -> dict[str, int]:
    """The scripts that a query may fetch."""
    scripts = joined_scripts(SCRIPTS)
    return {name: _sent(name, scripts[name].encode()) for name in _MODULES[1:]}


def _sent(address: str, data: bytes) -> int:
    return len(data) if ".bin" in address else len(gzip.compress(data, 6, mtime=0))


@cache
def reader_of(name: str) -> Reader:
    return Reader([*_LIBRARIES[name]()])


def _thousand() -> Iterator[SearchDocument]:
    yield from (law(number, 100) for number in range(1000))


def _one_long() -> Iterator[SearchDocument]:
    yield law(0, 3000)
    yield from (law(number, 12) for number in range(1, 40))


def _many_short() -> Iterator[SearchDocument]:
    yield from (law(number, 3) for number in range(1000))


_LIBRARIES = {
    "1,000 texts of 100 clauses": _thousand,
    "a text of 3,000 clauses": _one_long,
    "1,000 texts of 3 clauses": _many_short,
}
LIBRARIES = [
    pytest.param("1,000 texts of 100 clauses", marks=pytest.mark.slow),
    "a text of 3,000 clauses",
    "1,000 texts of 3 clauses",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARIES)
def test_before_a_word_is_typed_little_is_fetched(name: str) -> None:
    _, read = reader_of(name).read(
        "engine.answer({ query: '', chosen: {} }, {}).then((answer) => answer.groups())"
    )
    assert sum(read.values()) <= BEFORE, read


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize(
    "query",
    [
        EVERYWHERE,
        "按照国家有关规定",
        "县级人民政府",
        "国家有关",
        "报县",
        "县",
        "编为",
        "1990",
        "7.3",
        "第三条",
        "第3条",
        "条例之7",
        "科技特派员",
        "国家规定 人民政府 备案",
        "县里的科技部门按什么规定办事",
    ],
)
def test_the_first_query_stays_within_the_budget(name: str, query: str) -> None:
    """With the cards of all ten results and the facets: more than a small screen fetches."""
    answer, read = reader_of(name).ask(query)
    assert sum(read.values()) <= FIRST_QUERY, sorted(read.items(), key=lambda pair: -pair[1])[:12]
    if query in EVERYWHERE:
        everything = [number for number, _ in enumerate(_LIBRARIES[name]())]
        assert sorted(answer["found"][: answer["count"]]) == everything
        assert all(any(query in text for _, text, _ in passages) for passages in answer["shown"])


def test_a_clause_is_found_by_its_number_among_thousands_and_opens_there() -> None:
    answer, read = reader_of("a text of 3,000 clauses").ask("0.2999")
    assert (answer["count"], [place for _, _, place in answer["shown"][0]]) == (1, ["#c2999"])
    assert sum(read.values()) <= BEFORE


@pytest.mark.slow
def test_a_phrase_that_goes_on_in_every_text_is_found_in_its_clause_within_the_budget() -> None:
    answer, read = reader_of("1,000 texts of 100 clauses").ask(f"777.55{EVERYWHERE[:8]}")
    assert (answer["count"], answer["found"][0]) == (1, 777)
    assert [place for _, _, place in answer["shown"][0]] == ["#c55"]
    assert sum(read.values()) <= FIRST_QUERY, sorted(read.items(), key=lambda pair: -pair[1])[:12]
