"""`casebook check --watch` tells what is new and what is mended, once a burst; `--format codequality` is what GitLab reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

from county_casebook.cli import main
from county_casebook.cli.check_watching import compared
from county_casebook.problems import LAYOUTS, Location, Problem, format_problems
from tests.building import copy_of_tiny

WRONG = Problem(Location("content/cases/a.yml", 3, 5), "wrong-value", "年份：“99”不是年份", "写四位数")
OTHER = Problem(Location("content/cases/b.yml", 1, 1), "few-words", "太短", level="warning")


def moved(problem: Problem) -> Problem:
    return replace(problem, location=Location(problem.location.path, 9, 9))


def test_what_is_new_and_what_is_mended_is_told() -> None:
    assert compared([], [WRONG], "text") == f"{format_problems([WRONG])}\n\n还有 1 个错误，0 个提醒"
    said = compared([WRONG, OTHER], [OTHER], "text")
    assert said == "改好了：content/cases/a.yml: 年份：“99”不是年份 [wrong-value]\n\n还有 0 个错误，1 个提醒"
    assert compared([WRONG], [], "text").endswith("没有问题")


def test_what_only_stands_elsewhere_is_no_news_and_twice_is_not_once() -> None:
    assert compared([WRONG], [moved(WRONG)], "text") == "没有变化：1 个错误，0 个提醒"
    assert "content/cases/a.yml:9:9" in compared([WRONG], [WRONG, moved(WRONG)], "text")
    assert "改好了" in compared([WRONG, moved(WRONG)], [WRONG], "text")


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"text", "github"}))
def test_programs_get_one_document_a_line_when_something_changed(layout: str) -> None:
    assert compared([WRONG], [moved(WRONG)], layout) == ""
    told = compared([WRONG], [WRONG, OTHER], layout)
    assert "\n" not in told
    assert json.loads(told) == json.loads(format_problems([WRONG, OTHER], layout))
    assert json.loads(compared([WRONG], [], layout)) == json.loads(format_problems([], layout))


def test_github_gets_new_lines_alone() -> None:
    assert compared([OTHER], [WRONG, OTHER], "github") == format_problems([WRONG], "github")


def test_code_quality_is_what_gitlab_reads() -> None:
    told = json.loads(format_problems([WRONG, moved(WRONG), OTHER], "codequality"))
    assert told[0]["description"] == "年份：“99”不是年份（写四位数）"
    assert told[0]["location"] == {"path": "content/cases/a.yml", "lines": {"begin": 3}}
    assert [line["severity"] for line in told] == ["major", "major", "minor"]
    assert len({line["fingerprint"] for line in told}) == 3
    again = json.loads(format_problems([moved(WRONG)], "codequality"))
    assert again[0]["fingerprint"] == told[0]["fingerprint"]


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_of_tiny(tmp_path)
    (tmp_path / "content/cases/jichuan-tea.yml").write_text("status: x\n", "utf-8")
    assert main(["check", "--content", str(tmp_path / "content"), "--format", "codequality"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {line["location"]["path"] for line in told} >= {"content/cases/jichuan-tea.yml"}


class Running:
    """The command as a program of its own, and the lines it says."""

    def __init__(self, library: Path) -> None:
        # A shell that runs the suite behind its back lets its children ignore Ctrl-C; a terminal does not.
        code = (
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
            "from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        command = [sys.executable, "-c", code, "check", "--watch"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1141171200", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            command, cwd=library, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """Return what is said up to a line with these words."""
        said: list[str] = []
        while not said or words not in said[-1]:
            said.append(self._lines.get(timeout=60))
        return said

    def rest(self, seconds: float) -> list[str]:
        time.sleep(seconds)
        said: list[str] = []
        while True:
            try:
                said.append(self._lines.get_nowait())
            except Empty:
                return said


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    copy_of_tiny(tmp_path)
    running = Running(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()
    running.reader.join(10)
    assert running.process.stdout
    running.process.stdout.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot send Ctrl-C to one other program there")
def test_the_command_tells_news_once_a_burst_and_ends_with_the_last_state(
    running: Running, tmp_path: Path
) -> None:
    assert "没有问题" in running.until("Ctrl-C")[0]
    case = tmp_path / "content/cases/jichuan-tea.yml"
    good = case.read_text("utf-8")
    lock = tmp_path / ".git/index.lock"
    lock.parent.mkdir()
    lock.touch()
    for position in range(20):
        case.write_text(good.replace("status: published", f"status: publish{position}"), "utf-8")
        time.sleep(0.005)
    lock.unlink()
    said = running.until("个提醒")
    assert any("publish19" in line for line in said)
    assert running.rest(1) == []
    case.write_text(good, "utf-8")
    assert any(line.startswith("改好了：content/cases/jichuan-tea.yml") for line in running.until("没有问题"))
    case.write_text("status: x\n", "utf-8")
    running.until("个提醒")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(30) == 1
