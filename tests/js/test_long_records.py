"""Long records in the index: parted into stretches, found as one record, and no more of them fetched than is shown."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from county_casebook.demo.dice import Dice
from county_casebook.demo.ruling import paragraph
from county_casebook.publish.search import divisions, postings, shards
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.folding import runs, words
from county_casebook.publish.search.stretches import STRETCH_BYTES, stretches
from tests.js.engine import Engine
from tests.js.test_index import ask, document, engine_of


def law(number: int, clauses: Sequence[str]) -> SearchDocument:
    passages = tuple(
        Passage(f"第{order}条", text, f"c{order}") for order, text in enumerate(clauses, start=1)
    )
    return SearchDocument(
        f"policies/{number}", f"policies/{number}/", "政策", f"示例法之{number}", "", passages=passages
    )


def clauses_of(number: int, count: int) -> list[str]:
    return [
        f"{paragraph(Dice('stretch', number, order), 2)}共{number}.{order}项" for order in range(1, count + 1)
    ]


def shown(engine: Engine, record: int, phrases: Sequence[str]) -> tuple[list[Any], list[str]]:
    """The passages of a record that a card is given, and the addresses that were fetched for them."""
    engine.run("asked.length = 0, null")
    card = engine.run(f"engine.record({record}, {json.dumps(phrases)})")
    asked = [each["address"] for each in engine.run("asked")]
    return card["passages"], [address for address in asked if "/passages/" in address]


def test_stretches_hold_every_passage_once_in_order_and_the_first_alone_its_title() -> None:
    whole = law(1, clauses_of(1, 90))
    parted = stretches(whole)
    assert len(parted) > 5
    assert [passage for each in parted for passage in each.passages] == [*whole.passages]
    assert [each.title for each in parted] == [whole.title, *[""] * (len(parted) - 1)]
    sizes = [sum(len((each.heading + each.text).encode()) for each in stretch.passages) for stretch in parted]
    assert max(sizes) < 2 * STRETCH_BYTES


def test_text_put_in_at_the_end_leaves_the_stretches_before_it() -> None:
    texts = clauses_of(1, 90)
    before, after = stretches(law(1, texts)), stretches(law(1, [*texts, *clauses_of(2, 9)]))
    assert after[: len(before) - 1] == before[:-1]


def test_a_passage_of_many_lines_is_parted_between_them_and_one_endless_line_is_not() -> None:
    lines = [f"| {order} | 示例县 | {paragraph(Dice('row', order), 1)} |" for order in range(400)]
    parted = stretches(law(1, ["\n".join(lines)]))
    assert len(parted) > 5
    assert [
        line for each in parted for passage in each.passages for line in passage.text.split("\n")
    ] == lines
    assert {passage.anchor for each in parted for passage in each.passages} == {"c1"}
    endless = law(1, ["科技" * STRETCH_BYTES])
    assert [each.passages for each in stretches(endless)] == [endless.passages]


def test_a_short_record_is_one_stretch_with_its_passages_on_its_card() -> None:
    engine = engine_of([document(0, "茶", "种茶"), document(1, "果", "种果")])
    assert shown(engine, 1, ["种果"]) == ([["", "种果", "#do"]], [])


@pytest.mark.slow
@pytest.mark.parametrize(("frequent", "dense"), [(2, 3), (400, 4000)])
def test_long_and_short_records_are_found_and_counted_exactly(
    monkeypatch: pytest.MonkeyPatch, frequent: int, dense: int
) -> None:
    """Also where the words of a query stand in other stretches of a record; and what is shown holds what was asked."""
    monkeypatch.setattr(postings, "FREQUENT", frequent)
    monkeypatch.setattr(divisions, "DENSE", dense)
    dice = random.Random(11)
    texts = [clauses_of(number, 70 if number % 2 else 3) for number in range(12)]
    engine = engine_of([law(number, clauses) for number, clauses in enumerate(texts)])
    queries = ["县", "1.70", "之7", "示例法", "没有的话", "3.1 3.70", "第70条"]
    for _ in range(40):
        text = dice.choice(dice.choice(texts))
        start = dice.randrange(len(text) - 9)
        queries.append(text[start : start + dice.randrange(1, 9)])
    for query in filter(lambda query: any(map(runs, words(query))), queries):
        answer = ask(engine, query)
        held = [_held(query, number, clauses) for number, clauses in enumerate(texts)]
        assert sorted(answer["found"][: answer["count"]]) == [  # type: ignore[index]
            number for number, (everywhere, _) in enumerate(held) if everywhere
        ], query
        for record in answer["found"][: answer["count"]]:  # type: ignore[index]
            passages, files = shown(engine, record, answer["phrases"])  # type: ignore[arg-type]
            assert len(files) <= 3
            if len(words(query)) == len(runs(query)) == 1 and record % 2:
                assert bool(passages) == bool(held[record][1]), query


def _held(query: str, number: int, clauses: Sequence[str]) -> tuple[bool, list[int]]:
    """Whether a law holds every run of a query, and the clauses that hold the first."""
    asked = [run for word in words(query) for run in runs(word)]
    fields = [
        [run for text in (f"第{order}条", clause) for run in runs(text)]
        for order, clause in enumerate(clauses, start=1)
    ]

    def within(asked: list[str], held: list[list[str]]) -> bool:
        return any(
            asked == run[at : at + len(asked)] for run in held for at in range(len(run) - len(asked) + 1)
        )

    everything = [*runs(f"示例法之{number}"), *(run for held in fields for run in held)]
    return all(within(each, everything) for each in asked), [
        order for order, held in enumerate(fields) if within(asked[0], held)
    ]


def test_of_a_long_record_the_stretch_that_holds_most_of_what_is_asked_is_shown() -> None:
    texts = clauses_of(5, 100)
    texts[20] += "，盐碱地。"
    texts[50] += "，盐碱地，大棚。"
    texts[80] += "，大棚。"
    engine = engine_of([law(0, clauses_of(4, 9)), law(1, texts)])
    answer = ask(engine, "盐碱地 大棚")
    assert (answer["count"], answer["found"]) == (1, [1])
    passages, files = shown(engine, 1, answer["phrases"])  # type: ignore[arg-type]
    assert "第51条" in [heading for heading, _, _ in passages]
    assert len(files) <= 3


def test_a_number_in_the_last_of_three_thousand_clauses_costs_one_stretch() -> None:
    texts = [f"{paragraph(Dice('three', order), 1)}第{order}项" for order in range(1, 3001)]
    engine = engine_of([law(0, clauses_of(4, 9)), law(1, texts)])
    assert ask(engine, "2999")["found"] == [1]
    passages, files = shown(engine, 1, ["2999"])
    assert [place for _, _, place in passages] == ["#c2999"]
    assert len(files) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("frequent", "dense"), [(2, 2), (2, 5), (4, 9), (30, 40)])
def test_phrases_of_few_characters_in_every_order_are_found_exactly(
    monkeypatch: pytest.MonkeyPatch, frequent: int, dense: int
) -> None:
    """Dense to any depth, up to the longest terms and beyond; heads and tails rare or dense; words and ends of runs between."""
    monkeypatch.setattr(postings, "FREQUENT", frequent)
    monkeypatch.setattr(divisions, "DENSE", dense)
    monkeypatch.setattr(shards, "SHARD_BYTES", (60, 150, 400))
    monkeypatch.setattr(shards, "LARGE", 90)
    dice = random.Random(f"{frequent} {dense}")
    said = "科技特派员下乡服务农户每年两次", "甲乙丙", "县12县", "科技特派站"
    texts = ["".join(dice.choices([*"甲乙", "丙", "。", "9", *said], k=60)) for _ in range(24)]
    engine = engine_of([document(order, "题", text) for order, text in enumerate(texts)])
    queries = set()
    for text in texts:
        for _ in range(8):
            start, length = dice.randrange(len(text)), dice.randrange(2, 18)
            queries.add(text[start : start + length])
            queries.add(text[start : start + length] + dice.choice("甲科县年"))
            queries.add(dice.choice("甲科县年") + text[start : start + length])
    held = [runs(text) for text in texts]
    for query in sorted(query for query in queries if len(words(query)) == len(runs(query)) == 1):
        asked = runs(query)[0]
        expected = [
            order
            for order, found in enumerate(held)
            if any(
                asked == run[at : at + len(asked)] for run in found for at in range(len(run) - len(asked) + 1)
            )
        ]
        answer = ask(engine, query)
        assert sorted(answer["found"][: answer["count"]]) == expected, query  # type: ignore[index]
