"""Long work says how far it is on a terminal, stage by stage in a log, and nothing where a program reads."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.cli import main, telling
from county_casebook.cli.telling import Teller
from county_casebook.progress import counted, listening, stage
from tests.building import TINY, copy_of_tiny

AT_ONCE = """
import sys
from county_casebook.cli import main, telling
telling.QUIET_SECONDS = telling._REDRAWN_SECONDS = 0
sys.exit(main(sys.argv[1:]))
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, seconds: Iterator[float]) -> str:
    """Two stages of some work, seen by a clock that shows these seconds."""
    with listening(Teller(stream, lambda: next(seconds))):
        stage("读取")
        assert list(counted("检查", "abc", 3)) == ["a", "b", "c"]
    return stream.getvalue()


def test_short_work_says_nothing() -> None:
    assert (
        told(Terminal(), iter([0, 0, 1, 1.5, 2, 2.9]))
        == told(io.StringIO(), iter([0, 0, 1, 1.5, 2, 2.9]))
        == ""
    )


def test_a_log_has_one_line_a_stage() -> None:
    assert told(io.StringIO(), iter([0, 3, 4, 5, 6, 7])) == "读取……\n检查……\n"


def test_a_terminal_has_one_line_that_is_drawn_again() -> None:
    drawn = told(Terminal(), iter([0, 3, 4, 5, 5.01, 7]))
    assert drawn == "\r\x1b[K读取……\r\x1b[K检查……0/3\r\x1b[K检查……1/3\r\x1b[K检查……3/3"


def test_nobody_listens_unless_a_command_does() -> None:
    assert list(counted("检查", [1, 2])) == [1, 2]
    stage("检查")


def on_a_terminal(*arguments: str) -> str:
    """Return what a command shows on the error stream when that is a terminal."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", AT_ONCE, *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=slave, cwd=Path(__file__).parents[1]
    )
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 4096):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(master)
    assert process.wait() == 0
    return shown.decode()


@pytest.mark.slow
def test_a_check_shows_its_stages_on_a_terminal() -> None:
    checked = on_a_terminal("check", "--content", str(TINY / "content"))
    assert "读取内容……" in checked
    assert checked.count("\r\x1b[K检查内容……") > 10
    assert checked.endswith("\r\x1b[K")


@pytest.mark.slow
def test_each_other_command_shows_its_stages_on_a_terminal(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    content = str(config.parent / "content")
    built = on_a_terminal("build", "-f", str(config))
    for words in ("读取内容……", "检查内容……", "生成网页和数据……", "检查成品……", "换上新的网站……"):
        assert words in built
    assert built.endswith("\r\x1b[K")
    assert "写导出的文件……1" in on_a_terminal(
        "export", str(tmp_path / "out"), "--format", "ndjson", "--content", content
    )
    assert "写虚构的记录……" in on_a_terminal("demo", str(tmp_path / "demo"), "--cases", "5")
    (tmp_path / "a.txt").write_text("关于一件事的通知\n\n一、第一条。\n", "utf-8")
    assert "导入文件……" in on_a_terminal(
        "import", "policy", "--dry-run", str(tmp_path / "a.txt"), "--content", content
    )


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_what_a_program_reads_has_no_progress(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "QUIET_SECONDS", 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    main(["check", "--content", str(TINY / "content"), "--format", form])
    said = capsys.readouterr()
    assert said.err == ""
    if form == "json":
        json.loads(said.out or "[]")
    main(["check", "--content", str(TINY / "content")])
    assert capsys.readouterr().err.splitlines() == ["读取内容……", "检查内容……"]
