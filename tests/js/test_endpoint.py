"""The endpoint instead of the index: what is asked, and how its answers become those of the page."""

from __future__ import annotations

import json
from typing import Any

from tests.js.engine import Engine

FACETS = ["类型", "省份"]


def asked(query: str, reply: dict[str, Any], **state: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The answer of the engine, and the bodies it sent."""
    engine = Engine("search/endpoint-engine.js")
    engine.put({"/api/_search": json.dumps(reply).encode()})
    whole = {"query": query, "chosen": {}, "sorting": "", "shown": 10, **state}
    made = f"globalThis.engine = new casebook.EndpointEngine('/api/', {json.dumps(FACETS)})"
    answer = engine.run(
        f"({made}).answer({json.dumps(whole)}, {json.dumps(state.get('fixed', {}))})"
        ".then(async (answer) => ({ ...answer, groups: await answer.groups(),"
        " records: await Promise.all(answer.found.map((id) => engine.record(id))) }))"
    )
    return answer, [each["body"] for each in engine.run("asked")]


def reply(total: int) -> dict[str, Any]:
    hit = {"_id": "cases/a", "_source": {"title": "茶", "passages": [{"text": "茶树"}]}}
    buckets = {"values": {"buckets": [{"key": "案例", "doc_count": total}]}}
    return {
        "hits": {"total": {"value": total}, "hits": [hit] * min(total, 1)},
        "aggregations": dict.fromkeys(FACETS, buckets),
    }


def test_every_run_must_stand_and_what_is_chosen_filters_after_counting() -> None:
    answer, (body,) = asked("茶树 1999 年", reply(3), chosen={"省份": ["浙江省"]}, sorting="date")
    phrases = [
        each["bool"]["should"][0]["match_phrase"]["title"]["query"] for each in body["query"]["bool"]["must"]
    ]
    assert phrases == answer["phrases"] == ["茶树1999年"]
    assert body["post_filter"]["bool"]["filter"] == [{"terms": {"facets.省份": ["浙江省"]}}]
    assert body["aggs"]["省份"]["filter"]["bool"]["filter"] == []
    assert body["aggs"]["类型"]["filter"]["bool"]["filter"] == [{"terms": {"facets.省份": ["浙江省"]}}]
    assert body["sort"][0]["facets.年份"]["order"] == "desc"
    assert (answer["count"], answer["total"], answer["found"]) == (3, 3, ["cases/a"])
    assert answer["groups"] == [["类型", [["案例", 3]]], ["省份", [["案例", 3]]]]
    assert answer["records"][0]["passages"] == [["", "茶树", ""]]
    assert answer["records"][0]["facts"] == []


def test_without_hits_some_of_the_words_are_enough() -> None:
    answer, bodies = asked("茶树苗", reply(0))
    assert len(bodies) == 2
    assert bodies[1]["query"]["bool"]["should"][0]["multi_match"]["minimum_should_match"] == "30%"
    assert (answer["count"], answer["phrases"]) == (0, ["茶树", "树苗"])


def test_a_list_of_one_kind_is_always_filtered_and_never_offers_the_kind() -> None:
    answer, (body,) = asked("", reply(2), fixed={"类型": ["案例"]})
    assert body["query"] == {"match_all": {}}
    assert body["post_filter"]["bool"]["filter"] == [{"terms": {"facets.类型": ["案例"]}}]
    assert [facet for facet, _ in answer["groups"]] == ["省份"]


def test_signs_alone_ask_for_nothing_and_a_document_number_in_the_form_of_texts_first() -> None:
    _, (body,) = asked("，😀", reply(0))
    assert body["query"] == {"match_none": {}}
    answer, (body,) = asked("国办发2017 43", reply(1))
    assert answer["phrases"] == ["国办发", "2017", "43号"]
    assert len(body["query"]["bool"]["must"]) == 3
    _, bodies = asked("国办发2017 43", reply(0))
    assert len(bodies) == 3, "as a number, as it is typed, then what is near"
