"""`casebook init` writes a new library into an empty folder and nothing anywhere else."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, distribution
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.host.site import build_site
from county_casebook.records.vocabulary import VOCABULARIES, Term
from county_casebook.schema.walk import fields
from county_casebook.starter.library import DRAFT, starter_files
from county_casebook.starter.wheel import wheel_of

ROOT = Path(__file__).parents[1]
FILES = dict(starter_files())


def files_below(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_a_new_library_checks_clean_and_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new/library")]) == 0
    assert files_below(tmp_path / "new/library") == FILES
    assert check_content(tmp_path / "new/library/content").problems == ()
    site = build_site(tmp_path / "new/library/mkdocs.yml", None)
    assert "示例草稿" not in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))


@pytest.mark.slow
def test_its_draft_is_a_page_in_a_preview(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    site = build_site(tmp_path / "mkdocs.yml", None, drafts=True)
    assert (site / "cases/example-draft/index.html").is_file()


def test_it_holds_what_a_library_needs() -> None:
    assert set(FILES) >= {
        "mkdocs.yml",
        *(f"content/vocabulary/{name}.yml" for name in (*VOCABULARIES, "synonyms", "leads")),
        "content/pages/about.md",
        "content/pages/guide.md",
        ".github/workflows/site.yml",
        ".gitlab-ci.yml",
        ".gitattributes",
        ".gitignore",
        "README.md",
        "requirements.txt",
        "requirements.lock",
        DRAFT,
    }


def test_the_current_folder_is_where_it_begins_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert (tmp_path / DRAFT).is_file()


@pytest.mark.parametrize("name", ["note.txt", ".hidden", "content", "mkdocs.yml"])
def test_a_folder_that_holds_anything_is_left_as_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("mine", "utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert files_below(tmp_path) == {name: "mine"}


def test_a_second_time_nothing_is_overwritten(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    (tmp_path / DRAFT).write_text("mine", "utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert files_below(tmp_path) == FILES | {DRAFT: "mine"}


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path / "file")]) == 2
    assert "是一个文件" in capsys.readouterr().err
    assert main(["init", str(tmp_path / "file/below")]) == 1
    assert files_below(tmp_path) == {"file": "mine"}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_ids_and_fields_of_a_vocabulary_are_explained_on_lines_of_their_own(vocabulary: str) -> None:
    lines = FILES[f"content/vocabulary/{vocabulary}.yml"].splitlines()
    assert all(any(line.startswith(f"#   {field.name}　") for line in lines) for field in fields(Term))
    for before, line in pairwise(lines):
        if found := re.fullmatch(r"(?:# )?- id: (.+)", line):
            assert before.startswith(f"# {found[1]}：")
    assert all(line.startswith("#") or "#" not in line for line in lines)


def test_everything_that_others_wrote_is_named_by_its_content() -> None:
    ours = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
    uses = re.findall(r"uses: .*", FILES[".github/workflows/site.yml"])
    assert uses
    assert [line for line in uses if line not in ours] == []
    assert FILES["requirements.lock"] == (ROOT / "requirements.lock").read_text("utf-8")
    installs = [
        line
        for text in FILES.values()
        for line in text.splitlines()
        if "pip install --req" in line or "pip --disable" in line
    ]
    assert len(installs) == 15
    assert all("--require-hashes --only-binary :all: -r requirements.txt" in line for line in installs)


def test_every_file_of_configuration_can_be_read() -> None:
    recipes = [text for name, text in FILES.items() if name.startswith(".git") and name.endswith(".yml")]
    assert len(recipes) == 5
    assert all(isinstance(yaml.safe_load(text), dict) for text in recipes)


def test_the_program_is_installed_by_address_and_never_by_the_name_of_another_project() -> None:
    lines = [line for line in FILES["requirements.txt"].splitlines() if not line.startswith("#")]
    assert lines[0] == "-r requirements.lock"
    assert re.fullmatch(r"county-casebook @ https://\S+\.whl --hash=sha256:[0-9a-f]{64}", lines[1])
    assert len(lines) == 2
    for text in FILES.values():
        assert not re.search(r"(?m)pip install (?:\S+ )*casebook|^casebook\b *(?:[=<>@~]|$)", text)


def test_the_guide_of_a_new_library_holds_the_generated_tables_and_names_no_policy_it_does_not_hold() -> None:
    guide = FILES["content/pages/guide.md"]
    assert "[[字段表]]" in guide
    assert "[[规则表]]" in guide
    assert "2004-work-plan" not in "".join(FILES.values())


class Noted(Distribution):
    """A distribution with a note of where it came from."""

    def __init__(self, note: object) -> None:
        self.note = note

    def read_text(self, filename: str) -> str | None:
        if filename == "direct_url.json":
            return None if self.note is None else json.dumps(self.note)
        return distribution("county-casebook").read_text(filename)

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


A, ZERO = "a" * 64, "0" * 64


@pytest.mark.parametrize(
    ("note", "known_address", "sha256"),
    [
        (None, False, ZERO),
        ({"url": "file:///home/me/x.whl", "archive_info": {"hashes": {"sha256": A}}}, False, A),
        ({"url": "https://files.example/x.whl", "archive_info": {"hash": f"sha256={A}"}}, True, A),
        ({"url": "https://files.example/x.whl", "archive_info": {}}, True, ZERO),
        ({"url": "file:///home/me/checkout", "dir_info": {"editable": True}}, False, ZERO),
        ([], False, ZERO),
    ],
)
def test_what_is_known_of_the_wheel_is_filled_in(note: object, known_address: bool, sha256: str) -> None:
    wheel = wheel_of(Noted(note))
    assert wheel.sha256 == sha256
    assert wheel.address == "https://files.example/x.whl" or not known_address
    assert known_address or re.fullmatch(
        r"https://example\.invalid/county_casebook-[\d.]+-py3-none-any\.whl", wheel.address
    )
