"""`casebook export`: every line that goes to another engine fits the mapping that goes with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.publish.search.documents import Passage, SearchDocument, Suggestion
from county_casebook.publish.search.opensearch import WORDS, entry, index_body, opensearch_files
from county_casebook.publish.search.searchable import term_suggestions
from tests.building import TINY

CONTENT = Path(__file__).parents[1] / "content"


def misfits(value: Any, shape: dict[str, Any], path: str = "") -> list[str]:
    """Where a document does not fit a mapping: unknown fields, wrong types."""
    if shape.get("enabled") is False:
        return []
    if "properties" in shape:
        if not isinstance(value, dict):
            return [f"{path}: no object"]
        known = shape["properties"]
        return [
            fault
            for name, inner in value.items()
            for fault in (
                misfits(inner, known[name], f"{path}/{name}")
                if name in known
                else [f"{path}/{name}: unknown"]
            )
        ]
    kind, empty = (int, ()) if shape["type"] in ("byte", "short") else (str, ("",))
    values = value if isinstance(value, list) else [value]
    fits = values and all(isinstance(one, kind) and one not in empty for one in values)
    return [] if fits else [f"{path}: not {shape['type']}"]


@pytest.mark.slow
@pytest.mark.parametrize("content", [CONTENT, TINY / "content"], ids=["real", "tiny"])
def test_every_exported_line_fits_the_mapping(content: Path, tmp_path: Path) -> None:
    assert main(["export", str(tmp_path), "--format", "opensearch", "--content", str(content)]) == 0
    shape = json.loads((tmp_path / "mapping.json").read_bytes())["mappings"]
    lines = [json.loads(line) for line in (tmp_path / "bulk.ndjson").read_bytes().splitlines()]
    actions, documents = lines[0::2], lines[1::2]
    assert [fault for document in documents for fault in misfits(document, shape)] == []
    library = check_content(content).library.published()
    keys = [record.key for record in library.records()]
    terms = [term.url.strip("/") for term in term_suggestions(library)]
    assert [action["index"] for action in actions] == [{"_id": key} for key in [*keys, *terms]]
    assert [document["id"] for document in documents] == [*keys, *terms]
    assert all("类型" in document["facets"] for document in documents[: len(keys)])
    assert not any("facets" in document for document in documents[len(keys) :])


def test_a_field_the_mapping_does_not_name_and_a_wrong_type_are_refused() -> None:
    shape = index_body([])["mappings"]
    assert shape["dynamic"] == "strict"
    assert misfits({"title": "茶", "colour": "绿"}, shape) == ["/colour: unknown"]
    assert misfits({"facets": {"颜色": ["绿"]}}, shape) == ["/facets/颜色: unknown"]
    assert misfits({"title": 3}, shape) == ["/title: not keyword"]
    assert misfits({"words": "茶"}, shape) == ["/words: no object"]
    assert misfits({"words": {"body": ["茶", ""]}}, shape) == ["/words/body: not text"]
    assert misfits({"suggest": {"weight": "1"}}, shape) == ["/suggest/weight: not byte"]


def test_words_are_joined_by_an_analyzer_the_settings_define_and_what_is_shown_is_only_kept() -> None:
    body = index_body([["科特派", "科技特派员"], ["一二·九", "学生运动"], ["R&D", "研发"]])
    defined = body["settings"]["analysis"]
    for analyzer in defined["analyzer"].values():
        assert set(analyzer["filter"]) <= set(defined["filter"])
    shape = body["mappings"]["properties"]
    for field in shape["words"]["properties"].values():
        assert {field["analyzer"], field["search_analyzer"]} <= set(defined["analyzer"])
    assert tuple(shape["words"]["properties"]) == WORDS
    assert shape["id"] == shape["facets"]["properties"]["省份"] == {"type": "keyword"}
    assert shape["title"]["index"] is shape["passages"]["enabled"] is False
    assert defined["filter"]["casebook_synonyms"]["synonyms"] == ["科 特 派, 科 技 特 派 员", "r&d, 研 发"]


def test_what_a_record_does_not_have_is_left_out_and_texts_are_cut_as_the_site_cuts_them() -> None:
    document = SearchDocument(
        "cases/a", "cases/a/", "案例", "题目", "", passages=(Passage("做法", "修一条GDP渠，再修"), Passage("", "引水")),
        facets={"省份": ("浙江省",), "年份": ("2019", "2021")},
    )  # fmt: skip
    suggestion = Suggestion("题目", "案例", "cases/a/", 3)
    made = entry(document, suggestion)
    assert made == entry(document, suggestion)
    told = json.loads(made.line)
    assert told.pop("checksum") == made.checksum
    assert told == {
        "id": "cases/a",
        "url": "cases/a/",
        "kind": "案例",
        "title": "题目",
        "passages": [["做法", "修一条GDP渠，再修", ""], ["", "引水", ""]],
        "words": {"title": ["题 目"], "body": ["做 法", "修 一 条 gdp 渠", "再 修", "引 水"]},
        "facets": {"省份": ["浙江省"], "年份": ["2019", "2021"]},
        "order": {"year": "2021", "place": "zhe jiang sheng/"},
        "suggest": {"keys": ["timu", "tm", "题目"], "weight": 3, "length": 2},
    }


def test_the_checksum_changes_with_any_text_and_the_bytes_are_the_same_again() -> None:
    one, other = (
        entry(SearchDocument("a", "a/", "案例", "题目", "", passages=(Passage("", text),)), Suggestion("题目", "案例", "a/", 3))
        for text in ("引水", "引 水")
    )  # fmt: skip
    assert one.checksum != other.checksum
    library = check_content(TINY / "content").library.published()
    once, again = ([b"".join(p) for _, p in opensearch_files(library)] for _ in range(2))
    assert once == again


def test_content_with_errors_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    (content / "cases").mkdir(parents=True)
    (content / "cases/broken.yml").write_text("title: 题目\ntitle: 又一个\n", "utf-8")
    assert main(["export", str(tmp_path / "out"), "--format", "opensearch", "--content", str(content)]) == 1
    assert "broken.yml:2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
