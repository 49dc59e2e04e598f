"""The benchmark of the search judges by questions and truths that are themselves right."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from benchmarks import build, weight
from benchmarks.opensearch.documents import Varied
from benchmarks.search.engines import Found
from benchmarks.search.queries import known_items
from benchmarks.search.questions import FILES, FORMS, READERS, found_by_file, questions
from benchmarks.search.scores import first_right, part, precision, rank, recall
from benchmarks.search.serving import served
from benchmarks.search.truth import Truth, alternatives, document_number
from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.searchable import search_documents
from tests.js.engine import Engine

CONTENT = Path(__file__).parents[1] / "content"


def test_forty_different_questions_a_file_are_asked_by_every_reader_in_every_form() -> None:
    asked = questions()
    assert len({question.ask for question in asked}) == 80
    assert [sum(question.file == name for question in asked) for name in FILES] == [40, 40]
    assert {question.reader for question in asked} == set(READERS)
    assert {question.form for question in asked} == set(FORMS)
    assert all(question.expect for question in asked)


def library() -> tuple[SearchDocument, ...]:
    def record(number: int, title: str, text: str, keywords: tuple[str, ...] = ()) -> SearchDocument:
        url = f"cases/{number}/"
        passages = (Passage("做法", text),)
        return SearchDocument(url[:-1], url, "案例", title, "", keywords=keywords, passages=passages)

    return (
        record(1, "科技特派员下村", "1999 年 2 月，选派 225 名。"),
        record(2, "茶叶增产", "GDP增长，R&D 投入。", ("科特派", "国办发〔2017〕47号")),
        record(3, "科技，特派员", "gdpx 不是一个词"),
    )


@pytest.mark.parametrize(
    ("query", "synonyms", "numbers"),
    [
        ("科技特派员", False, {1}),
        ("科技特派员", True, {1, 2}),
        ("技特", False, {1}),
        ("特派员", False, {1, 3}),
        ("gdp", False, {2}),
        ("GDP增", False, {2}),
        ("国办发〔2017〕47号", False, {2}),
        ("国办发2017 47", False, {2}),
        ("选派 2017 47", False, set()),
        ("1999年2月", False, {1}),
        ("茶叶 投入", False, {2}),
        ("茶叶投入", False, set()),
        ("做法", False, {1, 2, 3}),
    ],
)
def test_the_truth_is_what_stands_in_one_field_words_whole(
    query: str, synonyms: bool, numbers: set[int]
) -> None:
    truth = Truth(library(), [("科技特派员", "科特派")])
    assert truth.holding(query, synonyms=synonyms) == {f"cases/{number}/" for number in numbers}


def test_the_longest_term_of_a_group_is_replaced_and_one_that_is_asked_for_anyway_is_no_alternative() -> None:
    groups = [("高新区", "国家高新区", "开发区"), ("结对", "一帮一")]
    assert alternatives("国家高新区", groups, "国家高新区结对") == ["开发区"]
    assert alternatives("结对", groups, "国家高新区结对") == ["一帮一"]
    assert alternatives("结对", groups, "结对一帮一") == []
    assert alternatives("茶叶", groups, "茶叶") == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("国办发2017 43", "国办发〔2017〕43号"),
        ("国办发〔2017〕43号", "国办发〔2017〕43号"),
        ("国办发[2017]43", "国办发〔2017〕43号"),
        ("国办发（２０１７）第43号文件", "国办发〔2017〕43号"),
        ("国科发农 2022 年 158 号", "国科发农〔2022〕158号"),
        ("1999 年 2 月", ""),
        ("国办发", ""),
        ("茶叶 2017", ""),
        ("国办发〔2017〕43号 茶叶", ""),
    ],
)
def test_a_document_number_is_known_whatever_stands_between_its_parts(typed: str, number: str) -> None:
    assert document_number(typed) == number
    assert Engine("search/document-numbers.js").call("documentNumber", typed) == number


@pytest.mark.slow
def test_queries_are_the_same_each_time_and_each_has_an_answer() -> None:
    shown = check_content(CONTENT).library.published()
    documents = tuple(search_documents(shown))
    asked = known_items(documents)
    assert asked == known_items(documents)
    assert len({query.text for query in asked}) == len(asked) == 240
    truth = Truth(documents, ())
    assert not [query.text for query in asked if not truth.holding(query.text, synonyms=False)]


def test_scores_tell_a_wrong_and_a_missing_record() -> None:
    truths = [frozenset({"a", "b"}), frozenset({"c"})]
    found = [Found(2, ("a", "x"), frozenset({"a", "x"})), Found(0, (), frozenset())]
    assert recall(truths, found) == 0.25
    assert precision(truths, found) == 0.5
    assert [first_right(truth, one) for truth, one in zip(truths, found, strict=True)] == [0.5, 0]
    assert recall(truths, [found[0], Found(1, ("c",), None)]) is None
    assert (rank(["x", "b"], ("a", "x")), rank(["c"], ("a", "x"))) == (2, None)
    assert [part([3, 1, 2, 4], share) for share in (0.5, 0.95)] == [2, 4]


def test_questions_answered_among_the_first_three_are_counted_by_file() -> None:
    ranks = [1] * 38 + [4, None] + [3] * 40
    assert found_by_file(ranks) == dict(zip(FILES, (38, 40), strict=True))


def test_text_is_sent_compressed_and_every_answer_is_counted(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search/index.html").write_text("茶叶" * 500, "utf-8")
    (tmp_path / "a.bin").write_bytes(bytes(300))
    with served(tmp_path) as host:
        with urlopen(f"{host.address}search/?q=1") as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body).decode() == "茶叶" * 500
        with urlopen(f"{host.address}a.bin") as answer:
            assert answer.read() == bytes(300)
        told = [(answer.path, answer.size, answer.is_code) for answer in host.answers]
        assert told == [("search/index.html", len(body), True), ("a.bin", 300, False)]
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{host.address}missing")
        refused.value.close()


@pytest.mark.slow
def test_a_library_of_any_size_is_made_of_texts_that_were_there_and_no_record_comes_twice() -> None:
    library = check_content(CONTENT).library.published()
    made, records = Varied.of(library), list(search_documents(library))
    whole = [document for document, _ in made.documents(3 * len(records))]
    assert whole[: len(records)] == records
    assert len({document.id for document in whole}) == len({document.url for document in whole}) == len(whole)
    texts = {passage.text for document in records for passage in document.passages}
    assert all(passage.text in texts for document in whole for passage in document.passages)
    assert len({document.passages for document in whole}) > 2 * len(records)
    assert [each.checksum for each in made.entries(50)] == [each.checksum for each in made.entries(60)][:50]


@pytest.mark.slow
def test_a_build_that_leaves_something_out_to_be_compared_ends_well(tmp_path: Path) -> None:
    write_demo(tmp_path / "library", cases=8)
    left_out = {
        work.name: work for work in build.works(tmp_path / "library", tmp_path) if "without" in work.name
    }
    for name, work in left_out.items():
        work.before()
        assert work.run().user > 0
        site = tmp_path / "library" / "site"
        assert not (site / "data").exists()
        assert (site / "search" / "index.json").exists() is ("search" not in name)


def test_what_a_page_is_made_of_comes_to_its_bytes() -> None:
    page = (
        '<!doctype html><title>甲</title><script type="application/ld+json">{"a":"<"}</script>'
        '<ul><li class="b"><a href="../乙/" title="丙">丁</a></ul><input disabled>'
    )
    parts = weight.parts_of(page)
    assert sum(parts.values()) == len(page.encode())
    assert parts["classes"] == len(' class="b"')
    assert parts["addresses"] == len(' href="../乙/"'.encode())
    assert parts["other attributes"] == len(' html title="丙" disabled'.encode())
    assert parts["text"] == len("甲丁".encode())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cases/a/index.html", "cases 2 .html"),
        ("search/x.bin", "search 1 .bin"),
        ("SHA256SUMS", "SHA256SUMS"),
    ],
)
def test_files_alike_are_counted_together(name: str, kind: str) -> None:
    assert weight.kind_of(name) == kind
