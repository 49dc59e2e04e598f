"""The static index, written by Python and read by the modules of the search: exact, ranked, counted; no browser."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.demo.prose import Dice, paragraph
from county_casebook.publish.search import encoding, postings, shards
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.folding import runs, words
from tests.js.engine import Engine

POSTINGS = Engine("search/postings.js", "core/sorted.js", "search/ranking.js", "search/phrases.js")
SYNONYMS = [["科技特派员", "科特派"], ["高新区", "高新技术产业开发区"]]
FACETS = ("类型", "省份", "县（市）", "主题", "年份")
PROVINCES = ("浙江省", "安徽省", "北京市")


def document(number: int, title: str, body: str, **facets: tuple[str, ...]) -> SearchDocument:
    kinds = {"类型": ("案例" if number % 2 else "县市",), **facets}
    passages = (Passage("", body, "do"),)
    return SearchDocument(
        f"cases/{number}", f"cases/{number}/", "案例", title, "", passages=passages, facets=kinds
    )


def files_of(documents: Sequence[SearchDocument]) -> dict[str, bytes]:
    """The files of the index at their addresses; those of records are asked for with the version of the index."""
    files = dict(build_search(documents, facets=FACETS, synonyms=SYNONYMS, suggestions=[]))
    version = json.loads(files["search/index.json"])["version"]
    return {
        f"/{path}?v={version}" if "/records/" in path else f"/{path}": data for path, data in files.items()
    }


def engine_of(documents: Sequence[SearchDocument]) -> Engine:
    engine = Engine("search/index-engine.js")
    engine.put(files_of(documents))
    engine.run("globalThis.engine = new casebook.IndexEngine('/search/'), null")
    return engine


def ask(engine: Engine, query: str, fixed: object = None, **state: object) -> dict[str, object]:
    whole = {"query": query, "chosen": {}, "sort": "", "sorting": "", "without": [], **state}
    answer: dict[str, object] = engine.run(
        f"engine.answer({json.dumps(whole)}, {json.dumps(fixed or {})})"
        ".then(async (answer) => ({ ...answer, columns: null, groups: await answer.groups() }))"
    )
    return answer


def holds(document: SearchDocument, query: str) -> bool:
    """Whether a document holds every run of a query in one of its fields, words and figures whole."""
    fields = [document.title, *(passage.text for passage in document.passages)]
    tokenize = [[term for run in runs(field) for term in [*run, ""]] for field in fields]
    return all(
        any(run == field[at : at + len(run)] for field in tokenize for at in range(len(field)))
        for word in words(query)
        for run in runs(word)
    )


@pytest.mark.parametrize(("frequent", "size"), [(2, 300), (400, 8000)])
def test_every_part_of_a_text_is_found_exactly_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, frequent: int, size: int
) -> None:
    monkeypatch.setattr(postings, "FREQUENT", frequent)
    monkeypatch.setattr(shards, "SHARD_BYTES", (size // 2, size, size * 3))
    dice = random.Random(7)
    documents = [
        document(
            order,
            paragraph(Dice("title", order), 1)[:14],
            f"{paragraph(Dice('js', order), 3)}R&D 占 GDP 的 2.{order}%",
        )
        for order in range(40)
    ]
    engine = engine_of(documents)
    texts = [text for one in documents for text in (one.title, one.passages[0].text)]
    queries = ["县", "R&D", "GDP", "2.7", "没有的话"]
    for text in dice.sample(texts, 40):
        start = dice.randrange(max(1, len(text) - 9))
        queries.append(text[start : start + dice.randrange(1, 9)])
    for query in queries:
        if not any(map(runs, words(query))):
            continue
        answer = ask(engine, query)
        found = answer["found"] if answer["count"] else []
        assert isinstance(found, list)
        assert sorted(found) == [order for order, one in enumerate(documents) if holds(one, query)], query


def test_a_title_weighs_more_than_a_body_and_a_short_text_more_than_a_long_one() -> None:
    documents = [
        document(0, "无关", "专家大院" + "别的事情。" * 40),
        document(1, "无关", "专家大院。"),
        document(2, "专家大院", "别的事情。" * 40),
        document(3, "无关", "别的事情。"),
    ]
    assert ask(engine_of(documents), "专家大院")["found"] == [2, 1, 0]


def test_a_synonym_is_found_with_less_weight_named_and_can_be_left_out() -> None:
    engine = engine_of([document(0, "科特派", ""), document(1, "科技特派员", ""), document(2, "别的", "")])
    both = ask(engine, "科技特派员")
    assert (both["found"], both["synonyms"], both["phrases"]) == (
        [1, 0],
        ["科特派"],
        ["科技特派员", "科特派"],
    )
    alone = ask(engine, "科技特派员", without=["科特派"])
    assert (alone["found"], alone["synonyms"], alone["phrases"]) == ([1], ["科特派"], ["科技特派员"])


def test_a_question_without_exact_hits_finds_what_shares_most_with_it() -> None:
    engine = engine_of(
        [document(0, "办专家大院", "专家进村"), document(1, "别的", "没有关系"), document(2, "专家", "讲课")]
    )
    near = ask(engine, "怎么办好专家的大院")
    assert (near["count"], near["found"]) == (0, [0])
    assert near["phrases"] == ["好专", "专家", "大院"]


def test_chosen_facets_are_counted_without_themselves_and_lists_are_sorted() -> None:
    documents = [
        document(
            order,
            f"题{order}",
            "科技",
            省份=(PROVINCES[order % 3],),
            年份=(str(2000 + order),),
            **{"县（市）": (f"县{order}",)},
        )
        for order in range(9)
    ]
    engine = engine_of(documents)
    answer = ask(engine, "科技", chosen={"省份": ["浙江省"]}, sorting="date", sort="date")
    assert answer["found"] == [6, 3, 0]
    groups = dict(answer["groups"])  # type: ignore[call-overload]
    assert groups["省份"] == [["北京市", 3], ["安徽省", 3], ["浙江省", 3]]
    assert groups["类型"] == [["县市", 2], ["案例", 1]]
    assert [value for value, _ in groups["年份"]] == ["2006", "2003", "2000"]
    by_place = ask(engine, "科技", sorting="county", sort="county")["found"]
    assert by_place == [1, 4, 7, 2, 5, 8, 0, 3, 6], "安徽, 北京, 浙江: by pinyin"
    fixed = ask(engine, "", {"类型": ["案例"]}, sorting="date")
    assert (fixed["found"], "类型" in dict(fixed["groups"])) == ([7, 5, 3, 1], False)  # type: ignore[call-overload]
    assert engine.run("engine.count({})") == 9
    assert engine.run('engine.count({ 类型: ["案例"] })') == 4


def test_what_is_not_needed_is_not_fetched_and_a_failure_can_be_tried_again() -> None:
    engine = engine_of([document(0, "科技特派员", "下乡")])
    ask(engine, "科技特派员")
    fetched = engine.run("asked.map(({ address }) => address)")
    assert [path for path in fetched if path.endswith(".json")] == ["/search/index.json"]
    assert engine.run("engine.record(0)")["title"] == "科技特派员"
    broken = Engine("search/index-engine.js")
    broken.run("globalThis.engine = new casebook.IndexEngine('/search/'), null")
    assert broken.run("engine.count({}).catch((error) => error.message)") == "/search/index.json: 404"
    broken.put(files_of([document(0, "一", "")]))
    assert broken.run("engine.count({})") == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=30))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    data, _ = encoding.varints(np.array(values, dtype=np.int32))
    read = "(numbers => { const all = []; while (numbers.more()) all.push(numbers.next()); return all; })"
    assert POSTINGS.run(f"{read}(casebook.numbersIn(Uint8Array.from({list(data)})))") == values


def test_a_damaged_shard_ends_instead_of_reading_on() -> None:
    assert POSTINGS.run("casebook.numbersIn(Uint8Array.of(255)).next()") == 127


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=20), st.text("abcd", max_size=3))
def test_the_place_in_a_directory_is_the_last_that_is_not_beyond(firsts: list[str], word: str) -> None:
    firsts.sort()
    wanted = max((place for place, first in enumerate(firsts) if first <= word), default=0)
    assert POSTINGS.call("lastNotBeyond", firsts, word) == wanted


@pytest.mark.parametrize("length", range(3, 12))
def test_the_pieces_of_a_run_cover_it(length: int) -> None:
    starts = POSTINGS.call("startsOf", length)
    assert {at + step for at in starts for step in range(3)} == set(range(length))
    assert all(after - before <= 2 for before, after in pairwise(starts))


def test_pieces_stand_together_only_at_their_distances() -> None:
    pieces = "[{ at: 0, found: new Map([[1, [4, 9]], [2, [4]]]) }, { at: 2, found: new Map([[1, [6, 7]], [2, [7]]]) }]"
    assert POSTINGS.run(f"casebook.together({pieces})") == [[1, [4]]]
