"""What the search page decides before it draws: the address, words for an answer, facets, marks, suggestions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.publish.search.documents import Suggestion
from county_casebook.publish.search.packing import Anew
from county_casebook.publish.search.suggestions import offered, suggestion_files
from county_casebook.records.record import GRADES
from tests.js.engine import Engine

PAGE = Engine("search/state.js", "search/facets.js", "search/passages.js", "search/synonyms.js")
STATE = {"query": "", "sort": "", "without": [], "chosen": {}}
NAMES = st.sampled_from(["主题", "省份", "年份"])
VALUES = st.lists(st.text("茶树&=+ 1", min_size=1, max_size=4), min_size=1, max_size=3, unique=True)


@settings(max_examples=80, deadline=None)
@given(
    st.text("科技 &=", max_size=6).map(str.strip),
    st.sampled_from(["", "date", "county"]),
    st.dictionaries(NAMES, VALUES, max_size=3),
    st.lists(st.text("词语", min_size=1, max_size=3), max_size=2),
)
def test_what_is_asked_comes_back_from_its_address(
    query: str, sort: str, chosen: dict[str, list[str]], without: list[str]
) -> None:
    state = {"query": query, "sort": sort, "without": without, "chosen": chosen}
    assert PAGE.run(f"casebook.stateOf(casebook.pairsOf({json.dumps(state)}))") == state


@pytest.mark.parametrize(
    ("state", "answer", "said"),
    [
        ({}, (7, 7), "共 7 条。输入词语，或在“筛选”里选择。"),
        ({"query": "茶"}, (2, 2), "“茶”：找到 2 条"),
        (
            {"query": "茶", "chosen": {"类型": ["案例"], "年份": ["2004", "2005"]}},
            (1, 1),
            "“茶”、案例、2004、2005：找到 1 条",
        ),
        ({"query": "茶"}, (0, 0), "没有找到“茶”：查了案例 9 条记录的标题、关键词、摘要和正文。"),
        ({"query": "茶怎么种"}, (0, 3), "“茶怎么种”：没有一条含全部这些字，最接近的 3 条。"),
        ({"query": "，😀"}, (0, 0), "“，😀”里没有可以查找的字。请输入词语、县市或文号。"),
    ],
)
def test_the_page_says_what_was_found(state: dict[str, Any], answer: tuple[int, int], said: str) -> None:
    count, total = answer
    assert PAGE.call("statusOf", {**STATE, **state}, {"count": count, "total": total}, 9, "案例") == said


def test_an_answer_that_tells_what_it_holds_is_told_so() -> None:
    answer = {"count": 0, "total": 3, "told": "含其中一部分的 3 条"}
    said = PAGE.call("statusOf", {**STATE, "query": "茶 果"}, answer, 9, "案例")
    assert said == "“茶 果”：含其中一部分的 3 条。"


def test_without_a_query_the_list_stands_as_it_is_or_the_newest_come_first() -> None:
    orders = [
        ({}, None),
        ({}, "county"),
        ({"query": "茶"}, "county"),
        ({"query": "茶", "sort": "date"}, None),
    ]
    found = [PAGE.call("sortingOf", {**STATE, **state}, order) for state, order in orders]
    assert found == ["date", "county", "", "date"]


def test_a_value_is_chosen_and_taken_back_and_a_province_takes_its_counties() -> None:
    once = PAGE.call("toggled", {}, "主题", "茶")
    assert once == {"主题": ["茶"]}
    assert PAGE.call("toggled", once, "主题", "茶") == {}
    there = {"省份": ["浙江省"], "县（市）": ["新昌县"]}
    assert PAGE.call("toggled", there, "省份", "安徽省") == {"省份": ["浙江省", "安徽省"]}


def test_counties_are_offered_after_a_province_and_empty_facets_never() -> None:
    groups = [["县（市）", [["新昌县", 1]]], ["省份", [["浙江省", 1]]], ["主题", []]]
    assert [name for name, _ in PAGE.call("offered", groups, {})] == ["省份"]
    assert [name for name, _ in PAGE.call("offered", groups, {"省份": ["浙江省"]})] == ["县（市）", "省份"]


def test_a_facet_that_is_not_in_the_index_lets_nothing_through() -> None:
    column = '{ 主题: { values: ["茶", "果"], first: 0, rows: [[0], [0, 1]] } }'
    kept = f"(chosen) => [0, 1, 2].filter(casebook.passing({column}, chosen))"
    assert PAGE.run(f'({kept})({{ 主题: ["果"] }})') == [1]
    assert PAGE.run(f'({kept})({{ 主题: ["没有"] }})') == []
    assert PAGE.run(f'({kept})({{ 别的: ["果"] }})') == []
    assert PAGE.run(f"({kept})({{}})") == [0, 1, 2]


def marked(text: str, phrases: list[str], width: int = 0) -> str:
    pieces = PAGE.call("markedPieces", text, phrases, width)
    return "".join(f"[{piece['text']}]" if piece["isMarked"] else piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("text", "phrases", "shown"),
    [
        ("科技特派员下乡", ["科技特派员"], "[科技特派员]下乡"),
        ("１９９９ 年 2 月", ["1999年2月"], "[１９９９ 年 2 月]"),
        ("GDP 和 GDPR", ["gdp"], "[GDP] 和 GDPR"),
        ("2.5 与 12.5", ["2.5"], "[2.5] 与 12.5"),
        ("县县县", ["县县"], "[县县]县"),
        ("㎡与𠮷野", ["m2", "𠮷"], "[㎡]与[𠮷]野"),
        ("没有", ["茶"], "没有"),
        ("科技特派员", ["科技", "科技特派员"], "[科技特派员]"),
    ],
)
def test_phrases_are_marked_where_they_stand_in_the_text_as_it_is_shown(
    text: str, phrases: list[str], shown: str
) -> None:
    assert marked(text, phrases) == shown


@settings(max_examples=80, deadline=None)
@given(
    st.text("科技 a1ＡB㎡，", max_size=30), st.lists(st.text("科技a1b", min_size=1, max_size=3), max_size=3)
)
def test_marks_change_no_sign_of_the_text(text: str, phrases: list[str]) -> None:
    assert "".join(piece["text"] for piece in PAGE.call("markedPieces", text, phrases, 0)) == text


def test_a_long_passage_is_shown_around_its_first_hit() -> None:
    text = "前" * 100 + "茶" + "后" * 200
    assert marked(text, ["茶"], 50) == "…" + "前" * 30 + "[茶]" + "后" * 19 + "…"
    assert marked("茶" * 60, ["没有"], 50) == "茶" * 50 + "…"


def test_the_two_passages_that_say_most_are_shown_in_the_order_of_the_text() -> None:
    passages = [["一", "茶", ""], ["二", "没有", ""], ["三", "茶树与茶农", "c"], ["四", "茶树", ""]]
    found = PAGE.call("tellingPassages", passages, ["茶", "茶树"])
    assert [(each["passage"][0], each["held"]) for each in found] == [("三", 3), ("四", 3)]


def test_a_word_with_synonyms_is_replaced_but_not_by_one_that_is_asked_for() -> None:
    groups = [["高新区", "高新技术产业开发区"], ["科特派", "特派员"]]
    assert PAGE.call("alternatives", groups, "高新区招商") == [
        {"other": "高新技术产业开发区", "text": "高新技术产业开发区招商"}
    ]
    assert PAGE.call("alternatives", groups, "科特派", "科特派特派员") == []
    assert PAGE.call("alternatives", groups, "茶") == []


SUGGESTED = (
    Suggestion("新昌县", "县市", "counties/xinchang/", 1),
    Suggestion("新昌模式", "案例", "cases/xinchang/", 2),
    Suggestion("科技特派员", "主题", "themes/envoys/", 3, alternatives=("科特派",)),
    Suggestion("水城县", "县市", "counties/shuicheng/", 1),
    Suggestion("株洲市", "县市", "counties/zhuzhou/", 1),
    Suggestion("县域创新意见", "政策", "policies/gbf/", 2, alternatives=("国办发〔2017〕43号",)),
    Suggestion("Ｒ＆Ｄ投入", "案例", "cases/rd/", 3),
    *(Suggestion(f"题{order}", "案例", f"cases/{order}/", 5) for order in range(400)),
)


@pytest.fixture(scope="module")
def suggesting() -> Engine:
    engine = Engine("search/suggestions.js", "compare/pick.js")
    directory, files = [], suggestion_files(offered(SUGGESTED, Anew()))
    try:
        while True:
            path, data = next(files)
            engine.put({f"/{path}": data})
    except StopIteration as end:
        directory = end.value
    engine.put({"/search/suggest.json": json.dumps(directory).encode()})
    assert len(directory) > 2
    return engine


@pytest.mark.parametrize(
    ("typed", "near", "found"),
    [
        ("新昌", False, ["新昌县", "新昌模式"]),
        ("xinchang", False, ["新昌县", "新昌模式"]),
        ("XCX", False, ["新昌县"]),
        ("科特派", False, ["科技特派员"]),
        ("kjtpy", False, ["科技特派员"]),
        ("新昌县城", False, []),
        ("新昌县城", True, ["新昌县"]),
        ("，", True, []),
        ("水稻", False, []),
        ("水稻", True, []),
        ("水", False, ["水城县"]),
        ("zzzz", True, []),
        ("z", False, []),
        ("zhuzhuo", True, ["株洲市"]),
        ("新疆", True, []),
        ("国办发2017 43", False, ["县域创新意见"]),
        ("国办发（2017）第43号文", False, ["县域创新意见"]),
        ("r&d", False, ["Ｒ＆Ｄ投入"]),
        ("ＸＩＮＣＨＡＮＧ", False, ["新昌县", "新昌模式"]),
    ],
)
def test_suggestions_begin_with_what_is_typed(
    suggesting: Engine, typed: str, near: bool, found: list[str]
) -> None:
    answer = suggesting.run(f"casebook.suggest('/', {json.dumps(typed)}, {json.dumps(near)})")
    assert [each["text"] for each in answer] == found


def test_what_can_be_compared_is_picked_from_the_same_suggestions(suggesting: Engine) -> None:
    def picked(typed: str, kinds: list[str], chosen: list[str]) -> list[str]:
        asked = ", ".join(map(json.dumps, (typed, kinds, chosen)))
        return [each["url"] for each in suggesting.run(f"casebook.pick('/', {asked})")]

    assert picked("新昌", ["cases"], []) == ["cases/xinchang/"]
    assert picked("xinchang", ["cases", "counties"], ["cases/xinchang"]) == ["counties/xinchang/"]


def test_no_more_than_eight_are_suggested_and_only_chunks_that_may_hold_them_are_fetched(
    suggesting: Engine,
) -> None:
    suggesting.run("asked.length = 0, null")
    assert len(suggesting.run("casebook.suggest('/', '题1')")) == 8
    assert len(suggesting.run("asked")) <= 3


def test_an_address_with_the_old_name_of_the_grade_still_asks_the_same() -> None:
    asked = PAGE.call("stateOf", [["q", "茶"], ["证据等级", "A"], ["证据等级", "D"], ["主题", "A"]])
    assert asked["chosen"] == {"来源等级": ["A 官方文件或统计", "D 无来源或转引"], "主题": ["A"]}


def test_the_page_says_the_grades_as_the_generator_does() -> None:
    asked = PAGE.call("stateOf", [["证据等级", letter] for letter in GRADES])
    assert asked["chosen"] == {"来源等级": [f"{letter} {words}" for letter, words in GRADES.items()]}
