"""The static index, written by Python and read by the modules of the search: exact, ranked, counted; no browser."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.demo.dice import Dice
from county_casebook.demo.ruling import paragraph
from county_casebook.publish.search import build, columns, divisions, encoding, postings, shards
from county_casebook.publish.search.build import build_search
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.folding import runs, words
from county_casebook.publish.search.parts import parts_of
from tests.js.engine import Engine

POSTINGS = Engine("search/postings.js", "core/sorted.js", "search/ranking.js", "search/phrases.js")
SYNONYMS = [["科技特派员", "科特派"], ["高新区", "高新技术产业开发区"]]
FACETS = ("类型", "省份", "县（市）", "主题", "年份")
PROVINCES = ("浙江省", "安徽省", "北京市")


def document(number: int, title: str, body: str, **facets: tuple[str, ...]) -> SearchDocument:
    kind = "案例" if number % 2 else "县市"
    passages, chosen = (Passage("", body, "do"),), {"类型": (kind,), **facets}
    return SearchDocument(
        f"cases/{number}", f"cases/{number}/", kind, title, "", passages=passages, facets=chosen
    )


def files_of(
    documents: Sequence[SearchDocument],
    *,
    facets: Sequence[str] = FACETS,
    synonyms: Sequence[Sequence[str]] = SYNONYMS,
) -> dict[str, bytes]:
    """The files of the index at their addresses; those with numbers are asked for with the version of the index."""
    files = dict(build_search(parts_of(documents), facets=facets, synonyms=synonyms))
    version = json.loads(files["search/index.json"])["version"]
    numbered = ("search/cards/", "search/passages/")
    return {
        f"/{path}?v={version}" if path.startswith(numbered) else f"/{path}": data
        for path, data in files.items()
    }


def engine_of(documents: Sequence[SearchDocument], **settings: Any) -> Engine:
    """An engine that has read the index of these documents, and the script of near answers."""
    engine = Engine("search/index-engine.js", "near.js", "facets.js")
    engine.put(files_of(documents, **settings))
    engine.run("globalThis.engine = new casebook.IndexEngine('/search/'), null")
    return engine


def ask(
    engine: Engine, query: str, fixed: object = None, *, opened: object = None, **state: object
) -> dict[str, object]:
    whole = {"query": query, "chosen": {}, "sort": "", "sorting": "", "without": [], **state}
    answer: dict[str, object] = engine.run(
        f"engine.answer({json.dumps(whole)}, {json.dumps(fixed or {})})"
        f".then(async (answer) => ({{ ...answer, groups: await answer.groups({json.dumps(opened)} || undefined) }}))"
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


@pytest.mark.slow
@pytest.mark.parametrize(("frequent", "dense", "size"), [(2, 4, 300), (400, 4000, 8000)])
def test_every_part_of_a_text_is_found_exactly_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, frequent: int, dense: int, size: int
) -> None:
    monkeypatch.setattr(postings, "FREQUENT", frequent)
    monkeypatch.setattr(divisions, "DENSE", dense)
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
        found = answer["found"]
        assert isinstance(found, list)
        assert isinstance(answer["count"], int)
        assert sorted(found[: answer["count"]]) == [
            order for order, one in enumerate(documents) if holds(one, query)
        ], query


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
    assert (near["count"], near["found"], "told" in near) == (0, [0, 2], False)
    assert near["phrases"] == ["怎么办好专家的大院", "好专", "专家", "大院"]


def test_near_answers_know_synonyms_and_are_not_led_by_the_characters_of_any_sentence() -> None:
    documents = [
        document(0, "茶", "一年比一年多"),
        document(1, "茶", "科特派下乡"),
        *(document(order, "别的", "没有关系") for order in range(2, 9)),
    ]
    near = ask(engine_of(documents), "科技特派员一年比一年忙")
    assert (near["count"], near["found"]) == (0, [1, 0])
    assert "科特派" in near["phrases"]  # type: ignore[operator]


def test_a_long_word_does_not_outweigh_two_that_are_asked_for() -> None:
    documents = [
        document(0, "题", "贫困村，别的"),
        document(1, "题", "电商，贫困"),
        *(document(order, "题", "没有关系") for order in range(2, 9)),
    ]
    assert ask(engine_of(documents), "贫困村怎么搞电商")["found"] == [1, 0]


def test_of_a_pair_that_no_record_holds_its_characters_are_looked_for_but_not_marked() -> None:
    documents = [document(0, "题", "税前列支"), *(document(order, "题", "没有关系") for order in range(1, 9))]
    near = ask(engine_of(documents), "交税")
    assert (near["count"], near["found"]) == (0, [0])
    assert "税" not in near["phrases"]  # type: ignore[operator]
    known = [document(9, "题", "少交税款"), *documents]
    assert ask(engine_of(known), "怎样少交税")["count"] == 0
    assert ask(engine_of(known), "怎样少交税")["found"] == [0], "the pair is held: no need of its characters"


def test_the_terms_of_a_question_are_its_pairs_without_words_of_asking() -> None:
    engine = Engine("search/question-terms.js")
    terms = engine.call("termsOf", "我县怎么发展茶产业？GDP")
    assert [("".join(term["tokens"]), term["at"]) for term in terms] == [
        ("发展", 0),
        ("展茶", 1),
        ("茶产", 2),
        ("产业", 3),
        ("gdp", 6),
    ]
    assert ["".join(term["tokens"]) for term in engine.call("termsOf", "怎么办")] == ["怎么", "么办"]


def test_beyond_the_first_five_only_what_is_nearly_as_near_is_an_answer() -> None:
    engine = Engine("search/near-answers.js")
    many = "new Map([...Array(9).keys()].map((record) => [record, record < 7 ? 9 : 1]))"
    few = "new Map([...Array(9).keys()].map((record) => [record, record < 2 ? 9 : 1]))"
    assert engine.run(f"casebook.strong({many})") == [[record, 9] for record in range(7)]
    assert [record for record, _ in engine.run(f"casebook.strong({few})")] == list(range(5))
    chosen = engine.run(f"casebook.strong({few}, (record) => record > 1)")
    assert [record for record, _ in chosen] == list(range(9)), "the best of what passes is the measure"
    assert engine.run(f"casebook.strong({few}, () => false)") == []


def test_a_long_text_counts_as_at_most_four_times_the_mean() -> None:
    long = document(0, "政策", "财政支出" + "。别的条款，别的事情" * 4000)
    short = [document(order, "别的", "短") for order in range(1, 30)]
    engine = engine_of([long, *short])
    assert engine.run("engine.index().then((index) => Math.max(...index.norms))") == 4


def test_of_several_words_records_that_hold_more_come_first_and_no_word_hides_another() -> None:
    texts = ["盐碱地。" * 3, "盐碱地", "水稻，盐碱地", "大棚", "大棚，茶", "别的"]
    engine = engine_of([document(order, "题", text) for order, text in enumerate(texts)])
    near = ask(engine, "盐碱地 大棚 水稻")
    assert (near["count"], near["total"]) == (0, 5)
    found = list(near["found"])  # type: ignore[call-overload]
    assert found[0] == 2, "two words before one"
    assert [{order < 2 for order in turn} for turn in (found[1:3], found[3:])] == [{True, False}] * 2
    notes = dict(near["notes"])  # type: ignore[call-overload]
    assert notes[2] == "含“盐碱地”“水稻”，没有“大棚”"
    assert notes[4] == "含“大棚”，没有“盐碱地”“水稻”"
    said = "没有一条含全部这些词。含其中一部分的 5 条，含得多的在前：“盐碱地” 3 条，“大棚” 2 条，“水稻” 1 条"
    assert near["told"] == said


def test_after_few_records_with_all_the_words_come_those_with_some() -> None:
    texts = ["盐碱地，大棚", "盐碱地", "大棚", "别的"]
    documents = [document(order, "题", text, 主题=("甲",)) for order, text in enumerate(texts)]
    answer = ask(engine_of(documents), "盐碱地 大棚")
    assert (answer["count"], answer["total"]) == (1, 3)
    assert answer["found"][0] == 0  # type: ignore[index]
    assert dict(answer["notes"]) == {1: "含“盐碱地”，没有“大棚”", 2: "含“大棚”，没有“盐碱地”"}  # type: ignore[call-overload]
    said = "找到 1 条，此外含其中一部分的 2 条，含得多的在前：“盐碱地” 2 条，“大棚” 2 条"
    assert answer["told"] == said
    assert dict(answer["groups"])["主题"] == [["甲", 3]], "facets count what is listed"  # type: ignore[call-overload]
    by_year = ask(engine_of(documents), "盐碱地 大棚", sorting="date", sort="date")
    assert by_year["found"] == [0]
    enough = [document(order, "题", "盐碱地，大棚") for order in range(5)]
    assert ask(engine_of([*enough, *documents]), "盐碱地 大棚")["total"] == 6
    one = ask(engine_of(documents), "盐碱地")
    assert (one["count"], one["total"]) == (2, 2)


def test_of_many_words_only_records_with_half_of_them_follow() -> None:
    documents = [
        document(order, "题", text) for order, text in enumerate(["茶，果，竹", "茶", "果，菜", "菜"])
    ]
    assert ask(engine_of(documents), "茶 果 竹 菜")["found"] == [0, 2]


def test_words_are_counted_among_what_is_chosen_and_found_by_their_synonyms() -> None:
    documents = [
        document(0, "题", "科特派", 主题=("甲",)),
        document(1, "题", "大棚", 主题=("甲",)),
        document(2, "题", "大棚", 主题=("乙",)),
    ]
    near = ask(engine_of(documents), "科技特派员 大棚", chosen={"主题": ["甲"]})
    assert sorted(near["found"]) == [0, 1]  # type: ignore[call-overload]
    assert near["told"].endswith("“科技特派员” 1 条，“大棚” 1 条")  # type: ignore[attr-defined]
    assert dict(near["groups"])["主题"] == [["甲", 2], ["乙", 1]], "other values stay to be chosen"  # type: ignore[call-overload]
    documents += [document(3, "题", "科特派，高新技术产业开发区")]
    both = ask(engine_of(documents), "科技特派员 高新区")
    assert (both["count"], both["found"]) == (1, [3, 0]), "each word by a synonym of its own"


@pytest.mark.parametrize("query", ["，。", "😀", "——", "（）", "％ ¥"])
def test_signs_alone_search_nothing(query: str) -> None:
    answer = ask(engine_of([document(0, "茶", "茶"), document(1, "果", "果")]), query)
    assert (answer["count"], answer["total"], answer["found"]) == (0, 0, [])


@pytest.mark.parametrize(
    "query",
    ["国办发2017 43", "国办发〔2017〕43号", "国办发[2017]43", "国办发（２０１７）43号文", "国办发2017年43号"],
)
def test_a_document_number_finds_its_document_first_however_it_is_typed(query: str) -> None:
    documents = [
        document(0, "引用", "据国办发〔2017〕43号和国办发〔2016〕32号。"),
        document(1, "意见（国办发〔2017〕43号）", "县域创新"),
        document(2, "别的", "国办发〔2016〕32号，2017 年第 44 号"),
        document(3, "别的", "国办发，2017，第 43 页"),
    ]
    answer = ask(engine_of(documents), query)
    assert (answer["count"], answer["found"]) == (2, [1, 0])


def test_what_is_no_number_of_a_document_is_asked_as_it_is_typed() -> None:
    assert ask(engine_of([document(0, "新昌县", "2004，100 人")]), "新昌县，2004，100")["count"] == 1


@pytest.mark.parametrize("query", ["ＧＤＰ增长", "gdp增长", "GDP 增长", "Ｇdp増長"[:3] + "增长"])
@pytest.mark.parametrize("text", ["GDP 增长", "ＧＤＰ增长", "gdp增长"])
def test_width_and_case_of_letters_fold_in_text_and_query(text: str, query: str) -> None:
    assert ask(engine_of([document(0, "题", text)]), query)["count"] == 1


def test_many_of_one_kind_that_score_alike_do_not_stand_before_everything_else() -> None:
    alike = [document(2 * order, "某地高新技术产业开发区", "") for order in range(20)]
    others = [document(41, "高新区政策", "高新区"), document(43, "结对", "高新区，高新区")]
    found = ask(engine_of([*alike, *others]), "高新区")["found"]
    assert len(found) == 22  # type: ignore[arg-type]
    assert {20, 21} <= set(found[:4])  # type: ignore[index]
    few = [document(2 * order, "某地高新区", "") for order in range(4)]
    assert ask(engine_of([*few, document(43, "结对", "高新区")]), "高新区")["found"] == [0, 1, 2, 3, 4]


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
    fixed = ask(engine, "科技", {"类型": ["案例"]}, sorting="date")
    assert (fixed["found"], "类型" in dict(fixed["groups"])) == ([7, 5, 3, 1], False)  # type: ignore[call-overload]
    assert engine.run("engine.count({})") == 9
    assert engine.run('engine.count({ 类型: ["案例"] })') == 4


def large(monkeypatch: pytest.MonkeyPatch) -> list[SearchDocument]:
    """Records of a library whose facet columns and directory are files of their own."""
    monkeypatch.setattr(columns, "INLINE_BYTES", 0)
    monkeypatch.setattr(build, "INLINE_DIRECTORY", 0)
    return [
        document(
            order,
            f"题{order}",
            "科技",
            省份=(PROVINCES[order % 3],),
            主题=("甲", "乙") if order % 2 else (),
            年份=(str(2000 + order),),
            地形=("山区",) if order % 3 else (),
            **{"县（市）": (f"县{order}",)},
        )
        for order in range(12)
    ]


LARGE = ("类型", "省份", "县（市）", "主题", "年份", "地形")


def test_before_anything_is_asked_facets_are_counted_without_fetching_columns_or_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = large(monkeypatch)
    engine = engine_of(documents, facets=LARGE)
    rest = ask(engine, "", sorting="date")
    assert (rest["count"], rest["found"]) == (12, [])
    assert engine.run("asked.map(({ address }) => address)") == ["/search/index.json"]
    asked_for_all = dict(ask(engine, "科技", opened=LARGE)["groups"])  # type: ignore[call-overload]
    assert dict(rest["groups"]) == asked_for_all  # type: ignore[call-overload]
    cases = dict(ask(engine, "", {"类型": ["案例"]}, sorting="date")["groups"])  # type: ignore[call-overload]
    assert cases == dict(ask(engine, "科技", {"类型": ["案例"]}, opened=LARGE)["groups"])  # type: ignore[call-overload]
    assert cases["主题"] == [["乙", 6], ["甲", 6]]


def test_a_facet_that_is_closed_is_counted_when_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(large(monkeypatch), facets=LARGE)
    first = dict(ask(engine, "科技")["groups"])  # type: ignore[call-overload]
    assert (first["地形"], first["省份"]) == (None, [["北京市", 4], ["安徽省", 4], ["浙江省", 4]])
    fetched = len(engine.run("asked"))
    assert dict(ask(engine, "科技", opened=["地形"])["groups"])["地形"] == [["山区", 8]]  # type: ignore[call-overload]
    assert len(engine.run("asked")) == fetched + 1
    chosen = ask(engine, "", chosen={"地形": ["山区"], "省份": ["安徽省"]}, sorting="date")
    assert chosen["found"] == [10, 7, 4, 1]
    assert "县（市）" in dict(chosen["groups"])  # type: ignore[call-overload]
    assert engine.run("engine.record(7)")["title"] == "题7"


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


def test_pieces_stand_together_only_at_their_distances() -> None:
    pieces = "[{ at: 0, found: new Map([[1, [4, 9]], [2, [4]]]) }, { at: 2, found: new Map([[1, [6, 7]], [2, [7]]]) }]"
    assert POSTINGS.run(f"casebook.together({pieces})") == [[1, [4]]]
