"""A library of an older version is brought forward: what is wanted now gets its place, every other byte stays."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.library.edition import Edition
from county_casebook.library.version import CURRENT
from county_casebook.migrate.edits import inserted
from county_casebook.migrate.steps import STEPS, who_measured, why_withdrawn
from county_casebook.migrate.writing import write
from county_casebook.publish.pages import pages
from county_casebook.scaffold.new_files import NotWritten
from county_casebook.source import read
from tests.building import TINY

ROOT = Path(__file__).parents[1]
FIELD = "measured_by: not_stated"


def forward(text: str, kind: str = "cases") -> str:
    return inserted(text, who_measured(kind, text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "results:\n  - claim: 增收\n    source: 1\n  - claim: 增产\nlimits: not_stated\n",
            f"results:\n  - claim: 增收\n    source: 1\n    {FIELD}\n  - claim: 增产\n    {FIELD}\nlimits: not_stated\n",
        ),
        (
            "results:\n# 甲\n- claim: 增收 # 乙\n  # 丙\n\n# 丁\nlimits: not_stated\n",
            f"results:\n# 甲\n- claim: 增收 # 乙\n  {FIELD}\n  # 丙\n\n# 丁\nlimits: not_stated\n",
        ),
        (
            "results:\n  - claim: |\n      增收\n      增产\nlimits: not_stated\n",
            f"results:\n  - {FIELD}\n    claim: |\n      增收\n      增产\nlimits: not_stated\n",
        ),
        (
            "results:\n  - source: 1\n    claim: 增收\n      又增产\n",
            f"results:\n  - source: 1\n    {FIELD}\n    claim: 增收\n      又增产\n",
        ),
        (
            "indicators:\n  - name: 单产\n    before:\n      value: 1\n      year: 2001\n",
            f"indicators:\n  - name: 单产\n    {FIELD}\n    before:\n      value: 1\n      year: 2001\n",
        ),
        ("results: [{claim: 增收}, {}]\n", f"results: [{{{FIELD}, claim: 增收}}, {{{FIELD}}}]\n"),
        (
            "results:\n  - {claim: 增收,\n     source: 1}\n",
            f"results:\n  - {{{FIELD}, claim: 增收,\n     source: 1}}\n",
        ),
        ("results:\r\n  - claim: 增收\r\n", f"results:\r\n  - claim: 增收\r\n    {FIELD}\r\n"),
        ("a: b\r\nresults:\r\n  - claim: 增收", f"a: b\r\nresults:\r\n  - claim: 增收\r\n    {FIELD}"),
        ("results:\n  -\n    claim: '增''收'\n", f"results:\n  -\n    claim: '增''收'\n    {FIELD}\n"),
        ("{results: [{claim: 增收}]}", f"{{results: [{{{FIELD}, claim: 增收}}]}}"),
        (
            "results:\n  - measured_by: self\n    claim: 增收\n",
            "results:\n  - measured_by: self\n    claim: 增收\n",
        ),
        ("results: []\nindicators:\n", "results: []\nindicators:\n"),
        ("# 只有注释以外的一个字段\ntitle: 甲\n", "# 只有注释以外的一个字段\ntitle: 甲\n"),
    ],
)
def test_the_field_is_put_in_and_nothing_else_changes(before: str, after: str) -> None:
    assert forward(before) == after
    assert forward(after) == after


_WHY = "withdrawal: {date: not_stated, reason: not_stated}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: withdrawn\nsources:\n  - a: b\n", f"status: withdrawn\n{_WHY}\nsources:\n  - a: b\n"),
        ("status: 'withdrawn' # 甲\r\n", f"status: 'withdrawn' # 甲\r\n{_WHY}\r\n"),
        ("{status: withdrawn, title: 甲}", f"{{{_WHY}, status: withdrawn, title: 甲}}"),
        ("status: withdrawn\nwithdrawal:\n  date: 2006\n", "status: withdrawn\nwithdrawal:\n  date: 2006\n"),
        ("status: published\n", "status: published\n"),
        ("title: 没有写状态\n", "title: 没有写状态\n"),
    ],
)
def test_a_withdrawal_of_which_nobody_noted_anything_says_so(before: str, after: str) -> None:
    assert inserted(before, why_withdrawn("events", before)) == after
    assert inserted(after, why_withdrawn("events", after)) == after


@pytest.mark.parametrize("version", ["schema_version: 2\n", ""])
def test_what_was_withdrawn_before_one_had_to_say_why_is_brought_forward(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    content = tmp_path / "content"
    shutil.copytree(TINY / "content", content)
    event, declared = content / "events/tea-training.yml", content / "casebook.yml"
    event.write_text(event.read_text("utf-8").replace("status: published", "status: withdrawn"), "utf-8")
    declared.write_text(version, "utf-8") if version else declared.unlink()
    (problem,) = check_content(content).problems
    assert (problem.rule, problem.hint) == ("older-schema", "运行 casebook migrate，再检查")
    assert migrate(content) == 0
    found = check_content(content)
    assert found.problems == ()
    told = found.library.withdrawn["events/tea-training"]
    assert (told.day, told.reason) == ("", "")
    edition = Edition.of(found.library)
    page = next(page for page in pages(edition) if page.url == "events/tea-training/")
    assert page.body.count("<dd>没有记下来</dd>") == 2
    assert "not_stated" not in page.body + page.description


def test_other_kinds_have_no_results() -> None:
    assert forward("results:\n  - claim: 增收\n", "policies") == "results:\n  - claim: 增收\n"


_WORDS = st.text("甲乙 '\"#:-,[]{}|>&*!%@a1\\", min_size=1, max_size=8)
_STYLES = st.sampled_from(("plain", "single", "double", "block", "folded", "next-line"))


def _scalar(words: str, style: str, indent: str) -> str:
    safe = re.sub(r"[^\u4e00-\u9fffa1]", "", words) or "甲"
    return {
        "plain": f" {safe}",
        "single": " '" + words.replace("'", "''").strip() + "'",
        "double": ' "' + re.sub(r'[\\"]', "", words).strip() + '"',
        "block": f" |-\n{indent}  {safe}\n{indent}  {safe}",
        "folded": f" >\n{indent}  {safe}",
        "next-line": f"\n{indent}  {safe}",
    }[style]


_ITEM = st.lists(
    st.tuples(st.sampled_from(("claim", "name", "unit", "source")), _WORDS, _STYLES, st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda pair: pair[0],
)


@pytest.mark.slow
@given(
    st.lists(_ITEM, min_size=1, max_size=3),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("", "  ", "    ")),
    st.booleans(),
)
def test_however_a_record_is_written_its_values_get_the_field_and_its_bytes_stay(
    items: list[list[tuple[str, str, str, bool]]], line_end: str, indent: str, closed: bool
) -> None:
    lines = ["status: draft", "results:"]
    for pairs in items:
        for position, (key, words, style, noted) in enumerate(pairs):
            lines += [f"{indent}  # 说明"] if noted else []
            lead = f"{indent}- " if position == 0 else f"{indent}  "
            lines.append(f"{lead}{key}:{_scalar(words, style, indent + '  ')}")
    text = line_end.join("\n".join([*lines, "title: 甲"]).split("\n")) + (line_end if closed else "")
    before: Any = read(text.encode(), "x.yml").value
    changed = forward(text)
    after = read(changed.encode(), "x.yml").value
    assert after == before | {"results": [told | {"measured_by": "not_stated"} for told in before["results"]]}
    assert re.sub(rf"{line_end} *{FIELD}|{FIELD}{line_end} *", "", changed) == text


def test_every_version_has_its_step() -> None:
    assert len(STEPS) == CURRENT - 1


def as_it_was(content: Path) -> int:
    """Make a content folder what it was in version 1; return how many places lost the field."""
    (content / "casebook.yml").unlink()
    lost = 0
    for kind in ("cases", "pairings", "counties"):
        for path in (content / kind).rglob("*.yml"):
            text = path.read_bytes().decode()
            found = re.subn(r"\n *measured_by: .*", "", text)
            found = re.subn(r"measured_by: \w+, |, measured_by: \w+", "", found[0])[0], found[1]
            path.write_bytes(found[0].encode())
            lost += text.count("measured_by:")
    return lost


@pytest.fixture(params=["tiny", "real"])
def content(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of version 1, outside any repository."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    source = TINY if request.param == "tiny" else ROOT
    shutil.copytree(source / "content", tmp_path / "content")
    as_it_was(tmp_path / "content")
    return tmp_path / "content"


def bytes_of(content: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()}


def unmeasured(data: bytes) -> bytes:
    """A file without what a migration may put in; younger kinds have it of their own."""
    return re.sub(rb"\n *measured_by: not_stated|measured_by: not_stated, ", b"", data)


def migrate(content: Path, *more: str) -> int:
    return main(["migrate", "--content", str(content), *more])


_ADDED = re.compile(rb"\n *measured_by: not_stated|measured_by: not_stated, ")
"""What the step puts in; kinds that came later hold it from the beginning."""


@pytest.mark.slow
def test_a_library_of_version_1_is_one_sentence_and_then_clean(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem,) = check_content(content).problems
    assert (problem.rule, problem.hint) == ("older-schema", "运行 casebook migrate，再检查")
    before = bytes_of(content)
    assert migrate(content, "--dry-run") == 0
    assert bytes_of(content) == before
    assert migrate(content) == 0
    after = bytes_of(content)
    assert check_content(content).problems == ()
    for path, data in before.items():
        assert unmeasured(after[path]) == unmeasured(data)
        assert _ADDED.sub(b"", after[path]) == _ADDED.sub(b"", data)
    assert after.keys() - before.keys() == {str(content / "casebook.yml")}
    capsys.readouterr()
    assert migrate(content) == 0
    assert "没有要改的" in capsys.readouterr().out
    assert bytes_of(content) == after


def test_nothing_is_written_beside_a_library_of_another_version(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(content)
    (tmp_path / "x.txt").write_text("关于某事的通知\n一、要做好。\n", "utf-8")
    assert main(["new", "organization", "abc", "--content", str(content)]) == 2
    assert main(["import", "policy", str(tmp_path / "x.txt"), "--content", str(content)]) == 1
    assert capsys.readouterr().err.count("older-schema") == 2
    assert bytes_of(content) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("title: '甲\n", "引号没有成对"),
        ("title: 甲\ntitle: 乙\n", "写了两次"),
        ("title: 甲\nresults: [claim: 增收]\n", "把它写在花括号里"),
        ("\ufffe", "cases/broken.yml"),
    ],
)
def test_one_file_that_cannot_be_read_and_nothing_is_changed(
    broken: str, said: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "cases/broken.yml").write_text(broken, "utf-8")
    before = bytes_of(content)
    assert migrate(content) == 1
    assert said in (err := capsys.readouterr().err)
    assert "什么都没有改" in err
    assert bytes_of(content) == before


@pytest.mark.slow
def test_a_link_among_the_records_and_nothing_is_changed(content: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yml").write_text("results:\n  - claim: 增收\n", "utf-8")
    (content / "cases/link.yml").symlink_to(tmp_path / "outside.yml")
    assert migrate(content) == 1
    assert not (content / "casebook.yml").exists()
    assert FIELD not in (tmp_path / "outside.yml").read_text("utf-8")


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
def test_what_no_commit_holds_is_not_changed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = content.parent
    _git(folder, "init", "-q")
    _git(folder, "add", "content")
    _git(folder, "commit", "-q", "-m", "one")
    changed = next(
        path for path in sorted((content / "cases").rglob("*.yml")) if b"claim: " in path.read_bytes()
    )
    text = changed.read_bytes()
    changed.write_bytes(text + b"# mine\n")
    for staged in (False, True):
        if staged:
            _git(folder, "add", "content")
        before = bytes_of(content)
        assert migrate(content) == 1
        assert f"cases/{changed.name} 有还没有提交的修改" in capsys.readouterr().err
        assert bytes_of(content) == before
    _git(folder, "commit", "-q", "-m", "two")
    (folder / "notes.txt").write_text("elsewhere", "utf-8")
    assert migrate(content) == 0
    assert check_content(content).problems == ()


@pytest.mark.slow
def test_no_program_that_the_repository_names_is_started_to_find_out(content: Path, tmp_path: Path) -> None:
    folder, sprung = content.parent, tmp_path / "sprung"
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch {sprung}\n", "utf-8")
    program.chmod(0o755)
    _git(folder, "init", "-q")
    _git(folder, "add", "content")
    _git(folder, "commit", "-q", "-m", "one")
    _git(folder, "config", "core.fsmonitor", str(program))
    assert migrate(content) == 0
    assert not sprung.exists()


@pytest.mark.slow
def test_where_the_repository_cannot_be_asked_nothing_is_changed(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _git(content.parent, "init", "-q")
    (content.parent / ".git/config").write_text("[core", "utf-8")
    before = bytes_of(content)
    assert migrate(content) == 1
    assert capsys.readouterr().err.endswith("什么都没有改\n")
    assert bytes_of(content) == before


@pytest.mark.slow
def test_a_migration_that_was_killed_is_finished_by_the_next(content: Path) -> None:
    folder = content.parent
    _git(folder, "init", "-q")
    _git(folder, "add", "content")
    _git(folder, "commit", "-q", "-m", "one")
    done = next(
        path for path in sorted((content / "cases").rglob("*.yml")) if b"claim: " in path.read_bytes()
    )
    done.write_bytes(forward(done.read_bytes().decode()).encode())
    assert migrate(content) == 0
    assert check_content(content).problems == ()


def test_when_one_file_cannot_be_written_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [tmp_path / name for name in ("a.yml", "b.yml", "c.yml")]
    for path in names[:2]:
        path.write_bytes(b"old")
        path.chmod(0o640)
    replace, times = Path.replace, iter(range(10))

    def fails_at_the_third(self: Path, target: Path) -> Path:
        if next(times) == 2:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_third)
    with pytest.raises(NotWritten, match="什么都没有改"):
        write(dict.fromkeys(names, b"new"))
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"old", b"old"]
    monkeypatch.undo()
    write(dict.fromkeys(names, b"new"))
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"new"] * 3
    assert names[0].stat().st_mode & 0o777 == 0o640


@pytest.mark.slow
def test_the_version_file_keeps_what_else_stands_in_it(content: Path) -> None:
    (content / "casebook.yml").write_bytes("# 我们的\r\nschema_version: '1'\r\n# 我们的\r\n".encode())
    assert migrate(content) == 0
    assert (
        content / "casebook.yml"
    ).read_bytes() == "# 我们的\r\nschema_version: '3'\r\n# 我们的\r\n".encode()


def test_a_library_of_a_newer_version_is_left_alone(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "casebook.yml").write_text("schema_version: 99\n", "utf-8")
    before = bytes_of(content)
    assert migrate(content) == 1
    assert "升级 casebook" in capsys.readouterr().err
    assert bytes_of(content) == before


def test_without_a_content_folder_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate(tmp_path / "content") == 1
    assert "没有 content 文件夹" in capsys.readouterr().err


def test_a_library_without_a_record_has_nothing_to_bring_forward(tmp_path: Path) -> None:
    (tmp_path / "content/cases").mkdir(parents=True)
    assert check_content(tmp_path / "content").problems == ()
    assert migrate(tmp_path / "content") == 0
