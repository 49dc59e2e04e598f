r"""Windows line ends: a library means the same with `\r\n` as with `\n`, and a record made for either stays valid."""

from __future__ import annotations

import codecs
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.problems import format_problems
from county_casebook.source import read
from tests.building import TINY, build_site, copy_of_tiny, files_of

ROOT = Path(__file__).parent.parent
TEXT_FILES = (".yml", ".txt", ".md", ".csv")


def as_windows(folder: Path, newline: bytes = b"\r\n") -> None:
    """Rewrite every text file below a folder with other line ends."""
    for path in folder.rglob("*"):
        if path.suffix in TEXT_FILES:
            path.write_bytes(path.read_bytes().replace(b"\n", newline))


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize("attributes", [True, False], ids=["with-attributes", "without-attributes"])
def test_a_clone_on_windows_has_no_problem(attributes: bool, tmp_path: Path) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    shutil.copytree(ROOT / "content", origin / "content")
    if attributes:
        shutil.copy(ROOT / ".gitattributes", origin)
    git(origin, "init", "-q")
    git(origin, "add", ".")
    git(origin, "commit", "-q", "-m", "all")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(origin), str(clone))
    text = (clone / "content/policies/most-2004-work-plan.txt").read_bytes()
    assert (b"\r\n" in text) is not attributes
    assert check_content(clone / "content").problems == check_content(ROOT / "content").problems


@pytest.mark.slow
@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_a_library_with_other_line_ends_makes_the_same_site(
    newline: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    sites = []
    for name in ("unix", "windows"):
        config = copy_of_tiny(tmp_path / name)
        if name == "windows":
            as_windows(tmp_path / name / "content", newline)
        sites.append(files_of(build_site(config, tmp_path / name / "site")))
    assert sites[0] == sites[1]


def test_a_fault_stands_at_the_same_place_with_other_line_ends(tmp_path: Path) -> None:
    drawn = []
    for name in ("unix", "windows"):
        shutil.copytree(TINY / "content", tmp_path / name / "content")
        case = tmp_path / name / "content/cases/jichuan-tea.yml"
        case.write_text(case.read_text("utf-8").replace("themes: [tea]", "themes: [te]"), "utf-8")
        plan = tmp_path / name / "content/policies/demo-plan.txt"
        plan.write_text(plan.read_text("utf-8") + "五、跳号\n", "utf-8")
        if name == "windows":
            as_windows(tmp_path / name)
        drawn.append(format_problems(check_content(tmp_path / name / "content").problems))
    assert drawn[0] == drawn[1]
    assert drawn[0].count("错误") == 2
    assert "irregular-numbering" in drawn[0]


def test_a_block_of_text_holds_no_carriage_return() -> None:
    written = b"a: |\r\n  one\r\n\r\n  two\r\nb: >-\r\n  one\r\n  two\r\nc: one\r\n  two\r\nd: 'one\r\n\r\n  two'\r\n"
    assert read(written, "x.yml").value == read(written.replace(b"\r\n", b"\n"), "x.yml").value


def _same(data: bytes) -> bytes:
    return data


def _windows(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _windows_with_mark(data: bytes) -> bytes:
    return codecs.BOM_UTF8 + _windows(data)


def _with_mark(data: bytes) -> bytes:
    return codecs.BOM_UTF8 + data


FORMS = [_same, _windows, _with_mark, _windows_with_mark]


@pytest.mark.parametrize("now", FORMS)
@pytest.mark.parametrize("before", FORMS)
def test_a_digest_made_over_any_form_of_a_text_fits_every_other(
    before: Callable[[bytes], bytes], now: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    content = tmp_path / "content"
    shutil.copytree(TINY / "content", content)
    text, record = content / "policies/demo-plan.txt", content / "policies/demo-plan.yml"
    data = text.read_bytes()
    digest = hashlib.sha256(before(data)).hexdigest()
    record.write_text(re.sub("text_sha256: .*", f"text_sha256: {digest}", record.read_text("utf-8")), "utf-8")
    text.write_bytes(now(data))
    assert "text-changed" not in {problem.rule for problem in check_content(content).problems}
    text.write_bytes(now(data.replace("关键".encode(), "要点".encode(), 1)))
    assert "text-changed" in {problem.rule for problem in check_content(content).problems}


def test_a_text_that_cannot_be_read_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.suffix == ".txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    errors = [problem for problem in check_content(tmp_path / "content").problems if problem.level == "error"]
    assert [(problem.location.path, problem.rule) for problem in errors] == [
        ("content/policies/demo-plan.txt", "unreadable")
    ]
