"""The endpoint instead of the index: what is asked, and how its answers become those of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.search.queries import known_items
from benchmarks.search.truth import Truth, document_number
from county_casebook.build import check_content
from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.opensearch import entries, entry, synonyms_of
from county_casebook.publish.search.searchable import facet_names, search_documents, suggestion_of
from tests.building import TINY as LIBRARY
from tests.endpoint import Endpoint
from tests.js.engine import Engine
from tests.js.test_index import ask, engine_of

FACETS = ["类型", "省份", "县（市）", "年份"]
SYNONYMS = [["科特派", "科技特派员"], ["R&D", "研发"]]


def asked(query: str, reply: dict[str, Any], **state: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The answer of the engine, and the bodies it sent."""
    engine = Engine("search/endpoint-engine.js")
    engine.put(
        {"/api/_search": json.dumps(reply).encode(), "/known": json.dumps({"synonyms": SYNONYMS}).encode()}
    )
    whole = {"query": query, "chosen": {}, "without": [], "sorting": "", "shown": 10, **state}
    made = f"globalThis.engine = new casebook.EndpointEngine('/api/', {json.dumps(FACETS)}, '/known')"
    answer = engine.run(
        f"({made}).answer({json.dumps(whole)}, {json.dumps(state.get('fixed', {}))})"
        ".then(async (answer) => ({ ...answer, groups: await answer.groups(),"
        " records: await Promise.all(answer.found.map((id) => engine.record(id))) }))"
    )
    return answer, [each["body"] for each in engine.run("asked") if "body" in each]


def reply(total: int) -> dict[str, Any]:
    hit = {"_id": "cases/a", "_source": {"title": "茶", "passages": [["", "茶树", ""]]}}
    buckets = {"values": {"buckets": [{"key": "案例", "doc_count": total}]}}
    return {
        "hits": {"total": {"value": total}, "hits": [hit] * min(total, 1)},
        "aggregations": {"类型": buckets, "省份": buckets},
    }


def phrases(query: object) -> list[str]:
    """The phrases a query asks for in titles, in its order."""
    if isinstance(query, list):
        return [found for each in query for found in phrases(each)]
    if not isinstance(query, dict):
        return []
    if "words.title" in query:
        return [query["words.title"]["query"]]
    return [found for each in query.values() for found in phrases(each)]


def test_every_run_must_stand_as_pairs_and_what_is_chosen_filters() -> None:
    answer, (body, counts) = asked("茶树 1999 年", reply(3), chosen={"省份": ["浙江省"]}, sorting="date")
    assert phrases(body["query"]) == ["茶树 树1999 1999年"]
    assert answer["phrases"] == ["茶树1999年"]
    chosen = {"terms": {"facets.省份": ["浙江省"]}}
    assert body["query"]["bool"]["filter"] == [{"exists": {"field": "facets.类型"}}, chosen]
    assert counts["query"]["bool"]["filter"] == [{"exists": {"field": "facets.类型"}}]
    assert counts["aggs"]["省份"]["filter"]["bool"]["filter"] == []
    assert counts["aggs"]["类型"]["filter"]["bool"]["filter"] == [chosen]
    assert list(counts["aggs"]) == FACETS
    assert counts["size"] == 0
    assert body["sort"][0]["order.year"]["order"] == "desc"
    assert (answer["count"], answer["total"], answer["found"]) == (3, 3, ["cases/a"])
    assert answer["groups"] == [["类型", [["案例", 3]]], ["省份", [["案例", 3], ["浙江省", 0]]]]
    assert answer["records"][0]["passages"] == [["", "茶树", ""]]
    assert answer["records"][0]["facts"] == []


def test_counties_are_counted_only_within_a_province() -> None:
    _, (_, counts) = asked("茶", reply(3))
    assert list(counts["aggs"]) == ["类型", "省份", "年份"]


def test_without_hits_some_of_the_pairs_are_enough() -> None:
    answer, bodies = asked("茶树苗", reply(0))
    assert len(bodies) == 3
    near = bodies[1]["query"]["bool"]["must"][0]["multi_match"]
    assert (near["query"], near["minimum_should_match"]) == ("茶树 树苗", "30%")
    assert (answer["count"], answer["phrases"]) == (0, ["茶树", "树苗"])


def test_a_list_of_one_kind_is_always_filtered_and_never_offers_the_kind() -> None:
    answer, (body, _) = asked("", reply(2), fixed={"类型": ["案例"]})
    assert body["query"]["bool"]["must"] == [{"match_all": {}}]
    assert {"terms": {"facets.类型": ["案例"]}} in body["query"]["bool"]["filter"]
    assert [facet for facet, _ in answer["groups"]] == ["省份"]


def test_signs_alone_ask_for_nothing_and_a_document_number_in_the_form_of_texts_first() -> None:
    _, (body, _) = asked("，😀", reply(0))
    assert body["query"]["bool"]["must"] == [{"match_none": {}}]
    answer, (body, _) = asked("国办发2017 43", reply(1))
    assert answer["phrases"] == ["国办发", "2017", "43号"]
    assert len(body["query"]["bool"]["must"][0]["bool"]["must"]) == 3
    _, bodies = asked("国办发2017 43", reply(0))
    assert len(bodies) == 4, "as a number, as it is typed, then what is near, then its counts"


def test_a_synonym_counts_less_is_named_and_may_be_left_out() -> None:
    answer, (body, _) = asked("科特派制度", reply(1))
    (word,) = body["query"]["bool"]["must"][0]["bool"]["must"]
    own, other = word["dis_max"]["queries"]
    assert phrases(own) == ["科特 特派 派制 制度"]
    assert phrases(other) == ["科技 技特 特派 派员 员制 制度"]
    assert other["bool"]["boost"] < 1
    assert answer["synonyms"] == ["科技特派员"]
    assert answer["phrases"] == ["科特派制度", "科技特派员"]
    answer, (body, _) = asked("科特派制度", reply(1), without=["科技特派员"])
    assert phrases(body["query"]) == ["科特 特派 派制 制度"]
    assert answer["synonyms"] == ["科技特派员"]
    assert answer["phrases"] == ["科特派制度"]


def test_more_of_an_answer_asks_for_the_rest_only() -> None:
    engine = Engine("search/endpoint-engine.js")
    hits = [{"_id": f"a{number}", "_source": {}} for number in range(12)]

    def ask(shown: int, page: list[dict[str, Any]]) -> Any:
        engine.put({"/api/_search": json.dumps({"hits": {"total": {"value": 12}, "hits": page}}).encode()})
        state = {"query": "", "chosen": {}, "without": [], "sorting": "", "shown": shown}
        return engine.run(f"engine.answer({json.dumps(state)}, {{}})")["found"]

    engine.run("void (globalThis.engine = new casebook.EndpointEngine('/api', [], '/known'))")
    assert len(ask(10, hits[:10])) == 10
    assert ask(20, hits[10:]) == [hit["_id"] for hit in hits]
    assert [(each["body"]["from"], each["body"]["size"]) for each in engine.run("asked")] == [(0, 10), (10, 10)]  # fmt: skip
    assert len(ask(10, hits[:10])) == 10
    assert engine.run("asked")[-1]["body"]["from"] == 0


@pytest.mark.parametrize(
    "said", [{"timed_out": True}, {"timed_out": False, "_shards": {"failed": 1}}, None], ids=str
)
def test_an_answer_that_is_not_whole_is_no_answer(said: dict[str, Any] | None) -> None:
    engine = Engine("search/endpoint-engine.js")
    whole = {"hits": {"total": {"value": 1}, "hits": []}}
    engine.put({"/api/_search": json.dumps({**whole, **said}).encode()} if said else {})
    counted = (
        "new casebook.EndpointEngine('/api', [], '/known').count({}).then(() => 'whole', () => 'failed')"
    )
    assert engine.run(counted) == "failed"


@pytest.mark.parametrize(
    "content",
    [
        Path(__file__).parents[1] / "tiny/content",
        pytest.param(Path(__file__).parents[2] / "content", marks=pytest.mark.slow),
    ],
    ids=["tiny", "real"],
)
def test_the_page_finds_by_an_endpoint_what_holds_the_query(content: Path) -> None:
    library = check_content(content).library.published()
    documents, synonyms = list(search_documents(library)), synonyms_of(library)
    truth, endpoint, engine = Truth(documents, synonyms), Endpoint(entries(library)), Engine("search/endpoint-queries.js")  # fmt: skip
    queries = [query.text for query in known_items(documents)] + [term for group in synonyms for term in group]  # fmt: skip
    for query in queries[:: max(1, len(queries) // 40)]:
        forms = filter(None, (document_number(query), query))
        answers = (endpoint.answer(_body(engine, form, synonyms))["hits"]["hits"] for form in forms)
        found: list[Any] = next(filter(None, answers), [])
        assert {hit["_source"]["url"] for hit in found} == truth.holding(query, synonyms=True), query


def _body(engine: Engine, query: str, synonyms: list[list[str]]) -> dict[str, Any]:
    """What the page asks of an endpoint for a query."""
    asked = f"casebook.exactQuery({json.dumps(query)}, {json.dumps(synonyms)}, []).asked"
    body: dict[str, Any] = engine.run(f"casebook.searchBody({asked}, {{ chosen: {{}}, shown: 9999 }})")
    return body


def test_an_endpoint_counts_sorts_and_orders_facets_as_the_static_index_does() -> None:
    library = check_content(LIBRARY / "content").library.published()
    documents, synonyms = list(search_documents(library)), synonyms_of(library)
    known = [(suggestion_of(library, record)) for record in library.records()]
    endpoint = Endpoint(entry(document, offered) for document, offered in zip(documents, known, strict=True))
    static, queries = engine_of(documents, facets=facet_names(), synonyms=synonyms), Engine("search/endpoint-queries.js")  # fmt: skip
    places = [document.id for document in documents]
    for query, chosen, sorting in (
        ("", {}, "date"),
        ("", {"省份": ["云岚省"]}, "county"),
        ("茶", {}, "date"),
        ("科特派", {"类型": ["案例", "政策"]}, "county"),
        ("县", {"省份": ["云岚省"], "年份": ["2003"]}, "date"),
    ):
        told: Any = ask(static, query, chosen=chosen, sort=sorting, sorting=sorting)
        asked = (
            f"casebook.exactQuery({json.dumps(query)}, {json.dumps(synonyms)}, []).asked"
            if query
            else "casebook.EVERYTHING.asked"
        )
        state = json.dumps({"chosen": chosen, "sorting": sorting, "shown": 9999})
        answer = endpoint.answer(queries.run(f"casebook.searchBody({asked}, {state})"))
        counts = queries.run(
            f"casebook.countsBody({asked}, {json.dumps(facet_names())}, {json.dumps(chosen)})"
        )
        aggregations = endpoint.answer(counts)["aggregations"]
        groups = queries.call("countsOf", aggregations, facet_names(), chosen)
        found = [places[number] for number in told["found"][: told["count"]]]
        hits = [hit["_id"] for hit in answer["hits"]["hits"]]
        if query or chosen:
            assert sorted(hits) == sorted(found), query
            assert _in_order(hits, sorting, documents) == _in_order(found, sorting, documents), query
        else:
            assert len(hits) == told["count"], (
                "before anything is asked the static index counts and lists nothing"
            )
        counted = {facet: values for facet, values in groups if values}
        assert counted == {
            facet: values for facet, values in told["groups"] if values and (facet != "县（市）" or "省份" in chosen)
        }, query  # fmt: skip


def _in_order(ids: list[str], sorting: str, documents: list[SearchDocument]) -> list[object]:
    """What records are sorted by, in the order they stand in: records that are alike in it may stand in any."""
    facets = {document.id: document.facets for document in documents}
    if sorting == "date":
        return [max(facets[key].get("年份", ("",))) for key in ids]
    return [[min(facets[key].get(facet, ("",))) for facet in ("省份", "县（市）")] for key in ids]
