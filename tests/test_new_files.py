"""What `new` and `import` write: all of it or nothing, never over a file, never a second file for an id that is there."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.records import KINDS, module_of
from county_casebook.scaffold import new_files
from county_casebook.scaffold.new_files import NotWritten, write_new

TEXT = "示例部关于县域科技服务的\n指导意见\n示例发〔2004〕47号\n一、总体要求\n甲。\n二、组织实施\n乙。\n"
SINGULAR = {kind: module_of(model) for kind, model in KINDS.items()}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


@pytest.fixture
def importing(tmp_path: Path, content: Path) -> list[str]:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return ["import", "policy", str(tmp_path / "a.txt"), "--id", "demo", "--content", str(content)]


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_import_whose_record_cannot_be_written_writes_nothing(
    importing: list[str], content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with no_file_larger_than(800):
        assert main(importing) == 1
    said = capsys.readouterr()
    assert "什么都没有写" in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert everything(content) == {}
    assert main(importing) == 0
    assert sorted(everything(content)) == ["policies/demo.txt", "policies/demo.yml"]


def test_an_import_that_fails_at_the_last_step_takes_the_text_back(
    importing: list[str], content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = new_files._place

    def full(aside: Path, path: Path) -> None:
        if path.suffix == ".yml":
            raise OSError(errno.ENOSPC, "No space left on device")
        place(aside, path)

    monkeypatch.setattr(new_files, "_place", full)
    assert main(importing) == 1
    assert "写不了文件（No space left on device），什么都没有写" in capsys.readouterr().err
    assert everything(content) == {}


KILLED = """
import os, signal, sys
from county_casebook.records import KINDS, module_of
from county_casebook.scaffold import new_files
from county_casebook.cli import main
place = new_files._place
def once(aside, path):
    place(aside, path)
    os.kill(os.getpid(), signal.SIGKILL)
new_files._place = once
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_an_import_killed_between_its_two_files_is_named_and_can_be_finished(
    importing: list[str], content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, *importing], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    assert (content / "policies/demo.txt").read_text("utf-8") == TEXT
    assert not (content / "policies/demo.yml").exists()
    (problem,) = check_content(content).problems
    assert (problem.location.path, problem.rule) == ("content/policies/demo.txt", "text-without-record")
    assert main(importing) == 0
    assert "demo.txt 是上次没有导入完的，内容相同，留用" in capsys.readouterr().out
    assert check_content(content).problems == ()


def test_what_a_killed_process_left_aside_is_swept_and_nothing_else(
    importing: list[str], content: Path
) -> None:
    (content / "policies").mkdir()
    old = content / "policies/.other.yml.89abcdef.new"
    young = content / "policies/.third.txt.89abcdef.new"
    foreign = content / "policies/.notes.new"
    for path in (old, young, foreign):
        path.write_text("x", "utf-8")
    for path in (old, foreign):
        os.utime(path, (0, 0))
    assert main(importing) == 0
    assert sorted(path.name for path in (content / "policies").iterdir()) == [
        ".notes.new",
        ".third.txt.89abcdef.new",
        "demo.txt",
        "demo.yml",
    ]


@pytest.mark.parametrize(
    "name", ["a.yml", "a.base", "a.kept-12", ".gitignore", "a.pdf", "a.b.code-snippets", "甲.txt", "a"]
)
def test_whatever_was_left_aside_is_swept(tmp_path: Path, name: str) -> None:
    left = new_files.set_aside(tmp_path / name, b"half")
    os.utime(left, (0, 0))
    write_new({tmp_path / "b.yml": "whole"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.yml"]


def test_an_orphan_with_other_words_is_kept_and_said_to_be_in_the_way(
    importing: list[str], content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in ("policies", "policies/2004"):
        (content / place).mkdir()
        (content / place / "demo.txt").write_text("另一份\n", "utf-8")
        before = everything(content)
        assert main(importing) == 2
        assert f"{place}/demo.txt 没有记录，和这次读到的也不同：核对后删掉或移走它" in capsys.readouterr().err
        assert everything(content) == before
        (content / place / "demo.txt").unlink()


BROKEN = ["a: b: c\n", "", "status: nonsense\n", "\0"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["", "0/", "0/1/"])
@pytest.mark.parametrize("suffix", [".yml", ".yaml"])
def test_an_id_that_is_there_is_never_written_again(
    kind: str, place: str, suffix: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / kind / f"{place}one-two{suffix}"
    path.parent.mkdir(parents=True)
    county = ["--county", "330624", "--as-of", "2022"] if kind == "counties" else []
    for text in BROKEN:
        path.write_text(text, "utf-8")
        assert main(["new", SINGULAR[kind], "one-two", *county, "--content", str(content)]) == 2
        assert f"{kind}/{place}one-two{suffix} 已经用了编号 one-two" in capsys.readouterr().err
        assert everything(content) == {f"{kind}/{place}one-two{suffix}": text.encode()}


@pytest.mark.parametrize("place", ["", "0/"])
def test_an_import_never_writes_an_id_again(
    place: str, importing: list[str], content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "policies" / place).mkdir(parents=True)
    (content / "policies" / place / "demo.yml").write_text("a: b: c\n", "utf-8")
    assert main(importing) == 2
    assert f"policies/{place}demo.yml" in capsys.readouterr().err
    assert everything(content) == {f"policies/{place}demo.yml": b"a: b: c\n"}


def test_a_folder_or_a_dangling_link_under_the_id_is_in_the_way(content: Path) -> None:
    (content / "cases").mkdir()
    (content / "cases/one-two.yml").symlink_to("nowhere")
    (content / "cases/three.yml").mkdir()
    for record_id in ("one-two", "three"):
        assert main(["new", "case", record_id, "--content", str(content)]) == 2
    assert everything(content) == {}


def test_a_county_of_the_same_era_is_used_whatever_its_year_and_folder(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--county", "330624", "--content", str(content)]
    assert main(["new", "county", "xinchang", *arguments, "--as-of", "2004"]) == 0
    (content / "counties/0").mkdir()
    (content / "counties/xinchang.yml").rename(content / "counties/0/xinchang.yml")
    assert main(["new", "county", *arguments, "--as-of", "2022"]) == 2
    assert "已有记录 xinchang" in capsys.readouterr().err
    assert main(["new", "case", "my-case", *arguments, "--as-of", "2022"]) == 0
    assert "county: xinchang\n" in (content / "cases/my-case.yml").read_text("utf-8")
    assert sorted(everything(content)) == ["cases/my-case.yml", "counties/0/xinchang.yml"]


def test_a_county_that_cannot_be_read_is_not_written_again(content: Path) -> None:
    (content / "counties/0").mkdir(parents=True)
    (content / "counties/0/c330624-1983.yml").write_text("a: b: c\n", "utf-8")
    arguments = ["--county", "330624", "--as-of", "2022", "--content", str(content)]
    assert main(["new", "county", *arguments]) == 2
    assert main(["new", "case", "my-case", *arguments]) == 0
    assert "county: c330624-1983\n" in (content / "cases/my-case.yml").read_text("utf-8")
    assert sorted(everything(content)) == ["cases/my-case.yml", "counties/0/c330624-1983.yml"]


def test_a_case_and_its_county_are_written_together_or_not_at_all(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "counties").write_text("no folder", "utf-8")
    arguments = ["new", "case", "my-case", "--county", "330624", "--as-of", "2022", "--content", str(content)]
    assert main(arguments) == 1
    assert "什么都没有写" in capsys.readouterr().err
    assert everything(content) == {"counties": b"no folder"}


def test_where_files_cannot_be_linked_they_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    files = {tmp_path / "a.txt": "甲\n", tmp_path / "b.txt": "乙\n"}
    assert write_new(files) == list(files)
    assert everything(tmp_path) == {"a.txt": "甲\n".encode(), "b.txt": "乙\n".encode()}
    with pytest.raises(NotWritten, match=r"a\.txt 已经有了"):
        write_new({tmp_path / "c.txt": "丙\n", tmp_path / "a.txt": "丁\n"})
    assert everything(tmp_path) == {"a.txt": "甲\n".encode(), "b.txt": "乙\n".encode()}


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write_new({tmp_path / "a.txt": "甲\n"})
    (tmp_path / "b.txt").write_text("乙\n", "utf-8")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_a_sentence_says_what_could_not_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text("乙\n", "utf-8")
    monkeypatch.setattr(new_files, "_removed", lambda _: False)
    with pytest.raises(NotWritten, match=r"b\.txt 已经有了，没有覆盖，请删掉没有写完的 .*a\.txt"):
        write_new({tmp_path / "a.txt": "甲\n", tmp_path / "b.txt": "丙\n"})
