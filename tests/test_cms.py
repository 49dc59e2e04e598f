"""`casebook cms` writes a configuration the CMS takes, and what the CMS writes is read right."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.editors.cms import PACKAGE, VERSION
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.source import read
from tests.building import copy_of_tiny
from tests.editors_yaml import as_yaml

ROOT = Path(__file__).parents[1]
BACKENDS = ("gitlab", "github", "gitea")
SCHEMA = Path(os.environ.get("CASEBOOK_CMS_SCHEMA", ROOT / ".cache/cms/schema/sveltia-cms.json"))
SCHEMA_SHA256 = "8c2f55a6e788b2430858cb6e86fac1c95008168e775a9559851d05c520e59ef6"
"""Of `schema/sveltia-cms.json` in the package; `make cms-schema` fetches it, beside the suite."""


def config(library: Path, backend: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    content = ["--content", str(library / "content")]
    assert main(["cms", "--backend", backend, "--repo", "example/casebook", *content, *more]) == 0
    said = capsys.readouterr().out
    assert f"{PACKAGE} {VERSION}" in said
    found: dict[str, Any] = as_yaml(said)
    return found


@pytest.mark.slow
def test_a_configuration_is_written_over_an_earlier_one_and_over_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = copy_of_tiny(tmp_path / "tiny").parent / "content"
    path = tmp_path / "admin/config.yml"

    def write(branch: str) -> int:
        wanted = ["cms", "--backend", "gitea", "--repo", "a/b", "--branch", branch, "--content", str(content)]
        return main([*wanted, "-o", str(path)])

    for branch in ("one", "two"):
        assert write(branch) == 0
        assert as_yaml(path.read_bytes())["backend"]["branch"] == branch
    path.write_bytes(b"# mine\n")
    capsys.readouterr()
    assert write("main") == 1
    assert "没有动它" in capsys.readouterr().err
    assert path.read_bytes() == b"# mine\n"
    assert [each.name for each in path.parent.iterdir()] == ["config.yml"]


def field(fields: list[dict[str, Any]], *path: str) -> dict[str, Any]:
    found = next(each for each in fields if each["name"] == path[0])
    return field(found["fields"], *path[1:]) if path[1:] else found


@pytest.fixture
def cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    copy_of_tiny(tmp_path)
    found: list[dict[str, Any]] = config(tmp_path, "gitlab", capsys)["collections"][0]["fields"]
    return found


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_cms_takes_it(backend: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not SCHEMA.is_file():
        pytest.skip("the schema of the CMS is not here: make cms-schema")
    data = SCHEMA.read_bytes()
    assert sha256(data).hexdigest() == SCHEMA_SHA256
    copy_of_tiny(tmp_path)
    for more in ((), ("--url", "https://git.example.org")):
        found = config(tmp_path, backend, capsys, *more)
        faults = [
            f"{list(error.absolute_path)}: {error.message[:200]}"
            for error in Draft7Validator(json.loads(data)).iter_errors(found)
        ]
        assert faults == []


@pytest.mark.slow
def test_every_kind_and_vocabulary_is_a_collection_with_all_its_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_of_tiny(tmp_path)
    *kinds, vocabularies = config(tmp_path, "github", capsys)["collections"]
    assert [each["name"] for each in kinds] == list(KINDS)
    for collection, kind in zip(kinds, KINDS.values(), strict=True):
        assert [each["name"] for each in collection["fields"]] == list(kind.model_fields)
        assert collection["slug"]["editable"] == ["create"]
        assert collection["delete"] is False
    assert [each["name"] for each in vocabularies["files"]] == list(VOCABULARIES)


@pytest.mark.slow
def test_fields_are_in_chinese_with_patterns_ranges_and_pickers(cases: list[dict[str, Any]]) -> None:
    title = field(cases, "title")
    assert (title["label"], title["required"], title["maxlength"]) == ("标题", True, 60)
    assert "不超过 40 字" in title["hint"]
    assert field(cases, "county")["widget"] == "relation"
    assert field(cases, "county")["collection"] == "counties"
    assert field(cases, "county")["required"] is False
    assert any(each["value"] == "demo-plan#2.2" for each in field(cases, "clauses")["options"])
    assert field(cases, "themes")["min"] == 1
    assert field(cases, "themes")["multiple"] is True
    assert field(cases, "period", "start")["default"] == "not_stated"
    assert "2018-08" in field(cases, "period", "start")["pattern"][1]
    assert (field(cases, "results", "source")["min"], field(cases, "results", "source")["max"]) == (1, 99)
    assert field(cases, "status")["default"] == "draft"
    assert field(cases, "media", "file")["widget"] == "image"
    assert field(cases, "sources", "file")["widget"] == "file"
    types = field(cases, "provenance")["types"]
    assert [each["name"] for each in types] == ["submitted", "compiled"]
    assert [each["name"] for each in types[0]["fields"]] == ["by", "reviews", "secrecy_check"]


@pytest.mark.slow
def test_drafts_go_through_requests_where_the_host_has_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_of_tiny(tmp_path)
    modes = [config(tmp_path, backend, capsys).get("publish_mode") for backend in BACKENDS]
    assert modes == ["editorial_workflow", "editorial_workflow", None]
    own = config(tmp_path, "gitea", capsys, "--url", "https://git.example.org/")["backend"]
    assert own["api_root"] == "https://git.example.org/api/v1"


@pytest.mark.parametrize(
    "wrong",
    [["--repo", "x"], ["--repo", "a/b", "--url", "git.example.org"], ["--repo", "a/b", "--content", "no"]],
)
def test_wrong_arguments_are_one_sentence(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_of_tiny(tmp_path)
    content = [] if "--content" in wrong else ["--content", str(tmp_path / "content")]
    assert main(["cms", "--backend", "github", *wrong, *content]) == 2
    assert capsys.readouterr().err.count("\n") == 1


AS_THE_CMS_WRITES = """\
status: draft
title: no
period:
  start: 2004-02
  end: 2005-06-01
themes:
  - tea
audiences: []
summary: "12:30 开始，价 1.50 元；标记 = 照写"
problem: |-
  第一段。

  第二段 #不是注释。
area:
  code: '990000'
  as_of: 2004
approach:
  - what: 一步。
    source: 1
benefit_sharing: not_stated
resources: not_stated
indicators:
  - name: =
    unit: 元
    before:
      value: 1.50
      year: 2004
    after: not_stated
    measured_by: self
limits:
  failed: 1.0
  unfit: >-
    很长的一句话，换了行
    接着写。
transfer: not_stated
sources:
  - title: 示例
    publisher: not_stated
    date: 2004
    grade: A
    public: no
provenance:
  type: compiled
"""


def test_what_the_cms_writes_is_read_as_text_and_fmt_brings_it_to_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_of_tiny(tmp_path)
    path = tmp_path / "content/cases/from-the-cms.yml"
    path.write_text(AS_THE_CMS_WRITES, "utf-8")
    value: Any = read(path.read_bytes(), "a.yml").value
    assert value["title"] == "no"
    assert value["indicators"][0]["before"]["value"] == "1.50"
    assert value["indicators"][0]["name"] == "="
    assert value["sources"][0]["public"] == "no"
    assert value["limits"] == {"failed": "1.0", "unfit": "很长的一句话，换了行 接着写。"}
    told = [problem for problem in check_content(tmp_path / "content").problems if problem.level == "error"]
    assert [problem.message for problem in told if "from-the-cms" in problem.location.path] == []
    monkeypatch.chdir(tmp_path)
    assert main(["fmt", str(path)]) == 0
    assert main(["fmt", "--check", str(path)]) == 0
    assert read(path.read_bytes(), "a.yml").value == value
