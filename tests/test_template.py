"""A fresh template claims nothing, names every field, and becomes a clean record when its blanks are filled."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.records import KINDS
from county_casebook.scaffold.template import template
from county_casebook.schema.walk import field_at, fields_within
from county_casebook.source import read
from tests.building import TINY

COUNTY = ["--county", "991121", "--as-of", "2004"]
ASKED: dict[str, dict[tuple[str, ...], str]] = {"counties": {("code",): "991121", ("as_of",): "2004"}}
NOTHING_SAID: tuple[object, ...] = (None, [], "draft", "not_stated", "不详", "unknown")
FIELD = re.compile(r"(?:- )?[a-z_0-9]+:(?: |$)")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    shutil.copytree(TINY / "content", tmp_path / "content")
    return tmp_path / "content"


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a document that holds no other, with its path."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value:
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))
    else:
        yield path, value


def uncommented(text: str) -> str:
    """A template with every field ready to be filled; descriptions stay comments."""
    lines = []
    for line in text.splitlines():
        words = line.replace("# ", "")
        lines.append(words if FIELD.match(words.lstrip()) else line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_fresh_template_claims_nothing_not_even_where_it_is_commented_out(kind: str) -> None:
    text = template(KINDS[kind], {})
    for written in (text, uncommented(text)):
        claimed = [
            leaf for leaf in leaves(read(written.encode(), "x.yml").value) if leaf[1] not in NOTHING_SAID
        ]
        assert claimed == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_stands_in_its_template_with_its_title(kind: str) -> None:
    text = template(KINDS[kind], {})
    value = read(uncommented(text).encode(), "x.yml").value
    shown = {tuple(part for part in path if isinstance(part, str)) for path, _ in leaves(value)}
    wanted = {path for path, field in fields_within(KINDS[kind]) if not field.parts}
    assert shown == wanted
    for path, field in fields_within(KINDS[kind]):
        assert f"# {field.title}：" in text
        assert field_at(KINDS[kind], path)
        choices = [choice for choice in field.choices if choice not in ("not_stated", "draft")]
        assert all(re.search(rf"^[ #]*# .*{choice}", text, re.MULTILINE) for choice in choices)


@pytest.mark.parametrize("kind", KINDS)
def test_comments_of_a_template_stand_on_lines_of_their_own(kind: str) -> None:
    for line in template(KINDS[kind], {}, ["policy#art-1　甲"]).splitlines():
        assert line.lstrip().startswith("#") or "#" not in line


@pytest.mark.parametrize("kind", KINDS)
def test_a_written_template_is_asked_for_what_is_blank_and_for_nothing_else(kind: str, content: Path) -> None:
    path, asked = new(kind, content)
    problems = [problem for problem in check_content(content).problems if problem.level != "warning"]
    document = read(path.read_bytes(), "x.yml")
    places = (
        tuple(int(part) if part.isdigit() else part for part in at.split(".")) for at in blanks(path, asked)
    )
    owed = {document.key_marks[at][0] for at in places if (f := field_at(KINDS[kind], at)) and f.required}
    assert {problem.location.path for problem in problems} <= {path.relative_to(content.parent).as_posix()}
    assert sorted(problem.location.line for problem in problems) == sorted(owed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_with_its_blanks_filled_is_a_clean_record(kind: str, content: Path) -> None:
    path, asked = new(kind, content)
    fill(path, written_elsewhere(kind, blanks(path, asked), besides=path))
    if kind == "cases":
        uncomment(path, "sources")
        compiled = {"provenance.type": "compiled", "sources.0.title": "示例报道", "sources.0.grade": "D"}
        fill(path, compiled)
    found = check_content(content).problems
    assert [problem for problem in found if problem.level == "error"] == []


def new(kind: str, content: Path) -> tuple[Path, dict[tuple[str, ...], str]]:
    singular = KINDS[kind].__name__.lower()
    county = COUNTY if kind == "counties" else []
    assert main(["new", singular, "brand-new", *county, "--content", str(content)]) == 0
    return content / kind / "brand-new.yml", ASKED.get(kind, {})


def blanks(path: Path, asked: dict[tuple[str, ...], str]) -> set[str]:
    """The fields of a written template that hold nothing; whatever else they hold must have been asked for or claim nothing."""
    found = set()
    for at, value in leaves(read(path.read_bytes(), "x.yml").value):
        if value in (None, []):
            found.add(".".join(map(str, at)))
        else:
            assert value in NOTHING_SAID or asked[tuple(map(str, at))] == value
    return found


def written_elsewhere(kind: str, names: set[str], *, besides: Path) -> dict[str, str]:
    """What another record of a kind in the same library writes in these fields, as it would stand behind the colon."""
    for path in sorted(besides.parent.rglob("*.yml")):
        value = read(path.read_bytes(), "x.yml").value
        if path != besides and all(value_at(value, name) is not None for name in names):
            return {name: json.dumps(value_at(value, name), ensure_ascii=False) for name in names}
    raise LookupError(f"no record of {kind} has {sorted(names)}")


def value_at(value: Any, name: str) -> Any:
    """The value at a dotted name; None where a record does not have it."""
    for part in name.split("."):
        if isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def fill(path: Path, values: dict[str, str]) -> None:
    """Fill blanks as an editor does: the words behind the colon, nothing else touched."""
    document = read(path.read_bytes(), "x.yml")
    lines = path.read_text("utf-8").splitlines()
    for name, value in values.items():
        at = tuple(int(part) if part.isdigit() else part for part in name.split("."))
        line = document.key_marks[at][0] - 1
        lines[line] = f"{lines[line].partition(':')[0]}: {value}"
    path.write_text("\n".join(lines) + "\n", "utf-8")


def uncomment(path: Path, name: str) -> None:
    """Take the signs away from one field and the lines that belong to it."""
    text = path.read_text("utf-8")
    block = re.search(rf"^# {name}:\n(?:#  .*\n)*", text, re.MULTILINE)
    assert block
    path.write_text(text.replace(block[0], re.sub("^# ", "", block[0], flags=re.MULTILINE)), "utf-8")


def test_an_imported_policy_claims_only_what_its_file_says(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "a.txt").write_text("某某县（市）工作方案\n\n为了示范，制定本方案。\n", "utf-8")
    assert main(["import", "policy", str(tmp_path / "a.txt"), "--content", str(tmp_path / "content")]) == 0
    written = min((tmp_path / "content/policies").glob("*.yml")).read_text("utf-8")
    said = {key: value for key, value in yaml.safe_load(written).items() if value not in NOTHING_SAID}
    assert set(said) == {"title", "issuers", "document_kind", "text_sha256"}
    assert said["issuers"] == ["not_stated"]
