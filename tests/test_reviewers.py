"""A reviewer who was written by name stands in nothing that is made: not in a page, not in data, not in the search."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.changes import Names, changed_fields
from county_casebook.cli import main
from county_casebook.library.edition import Edition
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.publish.search.packing import unpacked
from county_casebook.records import Case
from tests.building import build_site, copy_of_tiny, files_of

NAME = "欧阳标记"
CASE = "content/cases/chengxi-envoys.yml"
_ESCAPED = NAME.encode("ascii", "backslashreplace")
OFFICE = "（没有写岗位）"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The tiny library with a case whose reviewer and secrecy checker are written by name."""
    made = copy_of_tiny(tmp_path / "tiny")
    path = made.parent / CASE
    text, count = re.subn("reviewer: [丙丁]", f"reviewer: {NAME}", path.read_text("utf-8"))
    assert count == 2
    path.write_text(text, "utf-8")
    return made


def holds(data: bytes) -> bool:
    """Whether bytes hold the name: as they are, escaped in JSON, packed or compressed."""
    forms = [data]
    for opened in (unpacked, gzip.decompress):
        try:
            forms.append(opened(data))
        except Exception:  # noqa: BLE001 - not of this form
            continue
    return any(NAME.encode() in form or _ESCAPED in form for form in forms)


@pytest.mark.slow
@pytest.mark.parametrize("drafts", [False, True])
def test_no_byte_of_any_data_names_a_reviewer(config: Path, *, drafts: bool) -> None:
    edition = Edition.of(check_content(config.parent / "content").library, drafts=drafts)
    made = 0
    for name, output in ((name, output) for name, output in OUTPUTS.items() if output.exports):
        for path, data in output.files(edition):
            made += 1
            assert not holds(data if isinstance(data, bytes) else b"".join(data)), f"{name}: {path}"
    assert made > 20
    lines = b"".join(
        data if isinstance(data, bytes) else b"".join(data)
        for path, data in OUTPUTS["ndjson"].files(edition)
        if path == "cases.ndjson"
    )
    assert lines.decode().count(OFFICE) == 2


@pytest.mark.slow
def test_nor_does_a_file_of_the_site_or_of_an_export(config: Path, tmp_path: Path) -> None:
    site = build_site(config, tmp_path / "site")
    assert [name for name, data in files_of(site).items() if holds(data)] == []
    content = config.parent / "content"
    for name in (name for name, output in OUTPUTS.items() if output.exports):
        assert main(["export", str(tmp_path / name), "--format", name, "--content", str(content)]) == 0
        found = [path for path in (tmp_path / name).rglob("*") if path.is_file() and holds(path.read_bytes())]
        assert found == []
    brief = tmp_path / "brief.docx"
    assert main(["export", "case", "chengxi-envoys", "-o", str(brief), "--content", str(content)]) == 0
    with zipfile.ZipFile(brief) as parts:
        assert [name for name in parts.namelist() if holds(parts.read(name))] == []


def test_what_changed_does_not_name_one_either(config: Path) -> None:
    library = check_content(config.parent / "content").library
    now = library.of(Case)["chengxi-envoys"]
    before = check_content(Path(__file__).parent / "tiny/content").library.of(Case)["chengxi-envoys"]
    said = [(each.before, each.after) for each in changed_fields(before, now, Names(library))]
    assert len(said) == 2
    assert NAME not in str(said)
    assert now.provenance.reviews[2].reviewer == NAME, "the record itself says what its file says"  # type: ignore[union-attr]
