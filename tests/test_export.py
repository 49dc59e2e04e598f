"""`casebook export`: every line that goes to another engine fits the mapping that goes with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.publish.search.documents import Passage, SearchDocument
from county_casebook.publish.search.opensearch import WORDS, mapping, opensearch_files
from county_casebook.publish.search.searchable import facet_names, search_documents
from tests.building import TINY

CONTENT = Path(__file__).parents[1] / "content"


def misfits(value: Any, shape: dict[str, Any], path: str = "") -> list[str]:
    """Where a document does not fit a mapping: unknown fields, wrong types, wrong nesting."""
    if shape.get("type", "object") in ("object", "nested"):
        parts = value if shape.get("type") == "nested" else [value]
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            return [f"{path}: not {shape.get('type', 'object')}"]
        known = shape["properties"]
        return [
            fault
            for part in parts
            for name, inner in part.items()
            for fault in (
                misfits(inner, known[name], f"{path}/{name}")
                if name in known
                else [f"{path}/{name}: unknown"]
            )
        ]
    values = value if isinstance(value, list) else [value]
    return [] if values and all(isinstance(one, str) and one for one in values) else [f"{path}: not words"]


@pytest.mark.parametrize("content", [CONTENT, TINY / "content"], ids=["real", "tiny"])
def test_every_exported_line_fits_the_mapping(content: Path, tmp_path: Path) -> None:
    assert main(["export", str(tmp_path), "--format", "opensearch", "--content", str(content)]) == 0
    shape = json.loads((tmp_path / "mapping.json").read_bytes())["mappings"]
    lines = [json.loads(line) for line in (tmp_path / "bulk.ndjson").read_bytes().splitlines()]
    actions, documents = lines[0::2], lines[1::2]
    assert [fault for document in documents for fault in misfits(document, shape)] == []
    records = [record.key for record in check_content(content).library.published().records()]
    assert [action["index"] for action in actions] == [{"_id": key} for key in records]
    assert [document["id"] for document in documents] == records


def test_a_field_the_mapping_does_not_name_a_wrong_type_and_a_flat_passage_are_refused() -> None:
    shape = mapping(facet_names())["mappings"]
    assert shape["dynamic"] == "strict"
    assert misfits({"title": "茶", "colour": "绿"}, shape) == ["/colour: unknown"]
    assert misfits({"facets": {"颜色": ["绿"]}}, shape) == ["/facets/颜色: unknown"]
    assert misfits({"title": 3}, shape) == ["/title: not words"]
    assert misfits({"passages": {"text": "茶"}}, shape) == ["/passages: not nested"]
    assert misfits({"passages": [{"text": "茶", "body": "茶"}]}, shape) == ["/passages/body: unknown"]


def test_words_are_cut_by_an_analyzer_the_settings_define_and_the_rest_is_kept_whole() -> None:
    body = mapping(facet_names())
    defined = body["settings"]["analysis"]
    stock = {"cjk_width", "lowercase", "cjk_bigram"}
    for analyzer in defined["analyzer"].values():
        assert set(analyzer["filter"]) <= stock | set(defined["filter"])
    shape = body["mappings"]["properties"]
    analysed = set()
    for name, field in {**shape, **shape["passages"]["properties"]}.items():
        if field["type"] == "text":
            assert {field["analyzer"], field["search_analyzer"]} <= set(defined["analyzer"])
            analysed.add(name)
    assert analysed == WORDS
    assert shape["id"] == shape["url"] == shape["facets"]["properties"]["省份"] == {"type": "keyword"}


def test_what_a_record_does_not_have_is_left_out_and_the_bytes_are_the_same_again() -> None:
    document = SearchDocument(
        "cases/a", "cases/a/", "案例", "题目", "", passages=(Passage("做法", "修一条渠"), Passage("", "引水"))
    )

    def exported() -> list[bytes]:
        return [b"".join(pieces) for _, pieces in opensearch_files([document], facet_names())]

    assert exported() == exported()
    assert [json.loads(line) for line in exported()[1].splitlines()] == [
        {"index": {"_id": "cases/a"}},
        {
            "id": "cases/a",
            "url": "cases/a/",
            "kind": "案例",
            "title": "题目",
            "passages": [{"heading": "做法", "text": "修一条渠"}, {"text": "引水"}],
        },
    ]
    library = check_content(TINY / "content").library
    once, again = (
        [b"".join(p) for _, p in opensearch_files(search_documents(library), facet_names())] for _ in range(2)
    )
    assert once == again


def test_content_with_errors_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    (content / "cases").mkdir(parents=True)
    (content / "cases/broken.yml").write_text("title: 题目\ntitle: 又一个\n", "utf-8")
    assert main(["export", str(tmp_path / "out"), "--format", "opensearch", "--content", str(content)]) == 1
    assert "broken.yml:2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
