"""`casebook schema` writes `.vscode/`, and adds to an editor's own settings without changing a byte of them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county_casebook.cli import main
from county_casebook.deliver.gate.schemas import schema_faults
from county_casebook.editors.jsonc import Unsafe, added, read_jsonc
from county_casebook.library.edition import Edition
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.outputs import OUTPUTS
from tests.building import TINY, build_site, copy_of_tiny

OURS = {"./a.json": ["content/a/**/*.yml"], "./b.json": ["content/b.yml"]}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a Chinese name and a blank in it, with the tiny library."""
    place = tmp_path / "经验 库"
    copy_of_tiny(place)
    return place


def test_everything_is_written_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", str(place)]) == 0
    settings = json.loads((place / ".vscode/settings.json").read_text("utf-8"))
    for schema, patterns in settings["yaml.schemas"].items():
        assert json.loads((place / schema).read_text("utf-8"))["$schema"]
        assert all(pattern.startswith("content/") for pattern in patterns)
    extensions = json.loads((place / ".vscode/extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    snippets = read_jsonc((place / ".vscode/casebook.code-snippets").read_text("utf-8"))
    assert "title: ${2:标题}" in snippets["新的案例"]["body"]
    before = {path: path.stat().st_mtime_ns for path in (place / ".vscode").rglob("*")}
    assert main(["schema", str(place)]) == 0
    assert {path: path.stat().st_mtime_ns for path in (place / ".vscode").rglob("*")} == before
    assert "写了 0 个文件" in capsys.readouterr().out


@pytest.mark.slow
def test_ids_of_drafts_are_proposed_here_and_never_published(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path)
    case = (tmp_path / "content/cases/jichuan-tea.yml").read_text("utf-8")
    draft = case.replace("status: published", "status: draft", 1)
    assert draft != case
    (tmp_path / "content/cases/secret-draft.yml").write_text(draft, "utf-8")
    assert main(["schema", str(tmp_path)]) == 0
    assert "secret-draft" in (tmp_path / ".vscode/schema/collections.json").read_text("utf-8")
    site = build_site(config, None)
    published = "".join(path.read_text("utf-8") for path in (site / "schema").iterdir())
    assert "jichuan-tea" in published
    assert "secret-draft" not in published


def test_the_published_schemas_pass_the_gate_whose_check_can_fail() -> None:
    content = load(TINY / "content")
    edition = Edition.of(link(content, date(2006, 3, 1)))
    files = dict(OUTPUTS["schema"].files(edition))
    assert len(files) == 17
    for data in files.values():
        assert isinstance(data, bytes)
        assert list(schema_faults(data.decode())) == []
    text = bytes(files["schema/cases.json"]).decode()  # type: ignore[arg-type]
    assert list(schema_faults(text.replace("#/$defs/", "https://example.org/", 1)))
    assert list(schema_faults("[]"))
    assert list(schema_faults("{"))


def test_an_editors_own_settings_are_only_added_to(place: Path) -> None:
    mine = '{\r\n  // 我的\r\n  "editor.tabSize": 4, /* , } */\r\n  "yaml.schemas": {"./x.json": "x.yml",},\r\n}\r\n'
    (place / ".vscode").mkdir()
    (place / ".vscode/settings.json").write_bytes(mine.encode())
    (place / ".vscode/extensions.json").write_text('{"recommendations": ["a.b"] // 要的\n}', "utf-8")
    assert main(["schema", str(place)]) == 0
    now = (place / ".vscode/settings.json").read_bytes().decode()
    assert "\n" not in now.replace("\r\n", "")
    start, end = mine.split('"./x.json"')
    assert now.startswith(start)
    assert now.endswith(f'"./x.json"{end}')
    found = read_jsonc(now)
    assert found["editor.tabSize"] == 4
    assert found["yaml.schemas"]["./x.json"] == "x.yml"
    assert "./.vscode/schema/cases.json" in found["yaml.schemas"]
    extensions = (place / ".vscode/extensions.json").read_text("utf-8")
    assert read_jsonc(extensions)["recommendations"] == ["redhat.vscode-yaml", "a.b"]
    assert "// 要的" in extensions
    assert main(["schema", str(place)]) == 0
    assert (place / ".vscode/settings.json").read_bytes().decode() == now


@pytest.mark.parametrize("mine", ["{", '{"yaml.schemas": []}', "[]", '{"a": 1, "a": 2}', "\xff", ""])
def test_settings_that_cannot_be_added_to_are_left_and_what_to_add_is_said(
    mine: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / ".vscode").mkdir()
    (place / ".vscode/settings.json").write_bytes(mine.encode("latin-1"))
    assert main(["schema", str(place)]) == 1
    assert (place / ".vscode/settings.json").read_bytes() == mine.encode("latin-1")
    said = capsys.readouterr().err
    assert "没有动它" in said
    assert '"./.vscode/schema/cases.json"' in said
    assert (place / ".vscode/schema/cases.json").is_file()


def test_a_new_record_is_known_to_the_schemas_that_are_there(place: Path) -> None:
    new = ["new", "case", "brand-new-case", "--content", str(place / "content")]
    assert main(new) == 0
    assert not (place / ".vscode").exists()
    assert main(["schema", str(place)]) == 0
    (place / ".vscode/settings.json").unlink()
    assert main(["new", "technique", "brand-new-way", "--content", str(place / "content")]) == 0
    assert not (place / ".vscode/settings.json").exists()


def test_a_record_that_was_just_begun_can_be_named_at_once_and_is_published_nowhere(place: Path) -> None:
    assert main(["schema", str(place)]) == 0
    assert main(["new", "organization", "brand-new-station", "--content", str(place / "content")]) == 0
    assert "brand-new-station" in (place / ".vscode/schema/cases.json").read_text("utf-8")
    library = link(load(place / "content"), date(2006, 3, 1))
    published = OUTPUTS["schema"].files(Edition.of(library))
    assert all(b"brand-new-station" not in data for _, data in published if isinstance(data, bytes))


def test_a_file_of_that_name_that_is_not_ours_stays(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / ".vscode/schema").mkdir(parents=True)
    (place / ".vscode/schema/cases.json").write_text("{}", "utf-8")
    assert main(["schema", str(place)]) == 1
    assert (place / ".vscode/schema/cases.json").read_text("utf-8") == "{}"
    assert "不是 casebook 写的" in capsys.readouterr().err


def test_without_a_content_folder_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "没有" in capsys.readouterr().err


def test_a_library_with_broken_records_gets_its_schemas_too(place: Path) -> None:
    shutil.copy(TINY / "mkdocs.yml", place / "content/cases/broken.yml")
    (place / "content/vocabulary/themes.yml").write_text("- [\n", "utf-8")
    assert main(["schema", str(place)]) == 0


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
_SETTINGS = st.dictionaries(st.sampled_from(["a", "b", "yaml.schemas", '"', "//"]), _VALUES, max_size=4)


@pytest.mark.slow
@given(_SETTINGS, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_any_settings_keep_what_they_say(
    settings: dict[str, object], indent: int | str | None, is_dos: bool
) -> None:
    text = json.dumps(settings, ensure_ascii=False, indent=indent)
    text = text.replace("\n", "\r\n") if is_dos else text
    there = settings.get("yaml.schemas", {})
    if not isinstance(there, dict):
        with pytest.raises(Unsafe):
            added(text, "yaml.schemas", OURS)
        return
    assert read_jsonc(added(text, "yaml.schemas", OURS)) == {**settings, "yaml.schemas": {**OURS, **there}}
