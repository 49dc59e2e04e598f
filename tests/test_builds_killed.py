"""A whole `casebook build` that is killed, or runs twice at once, leaves a site that is whole by its own list, old or new."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from county_casebook.deliver.verified import verify_folder
from tests.building import copy_of_tiny

KILLS = int(os.environ.get("CASEBOOK_KILLS", "2"))
"""How many builds are killed; `make hostile` kills 200, and runs 50 twice at once."""

COMMAND = [
    sys.executable,
    "-c",
    "import sys; from county_casebook.cli import main; sys.exit(main())",
    "build",
    "-f",
]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path / "tiny")


def begun(config: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> int:
    said = process.communicate(timeout=120)[1]
    assert b"Traceback" not in said, said.decode()
    return process.returncode


def is_whole(config: Path, versions: set[int]) -> None:
    """The site is, link by link, what some build made of one of the versions."""
    site = config.parent / "site"
    assert verify_folder(site).faults == []
    page = (site / "cases/jichuan-tea/index.html").read_text("utf-8")
    assert [number for number in versions if f"改过{number}次，" in page]


def edited(config: Path, number: int) -> None:
    case = config.parent / "content/cases/jichuan-tea.yml"
    head, _, rest = case.read_text("utf-8").partition("summary: ")
    words = rest.rpartition("次，")[2] if "次，" in rest.partition("\n")[0] else rest
    case.write_text(f"{head}summary: 改过{number}次，{words}", "utf-8")


@pytest.mark.slow
def test_builds_killed_at_any_time_leave_a_whole_site(config: Path) -> None:
    chance = random.Random(15)
    edited(config, 0)
    start = time.monotonic()
    assert ended(begun(config)) == 0
    lasts, made = time.monotonic() - start, {0}
    for number in range(1, KILLS + 1):
        edited(config, number)
        process = begun(config)
        time.sleep(chance.random() * lasts)
        process.kill()
        ended(process)
        made.add(number)
        is_whole(config, made)
    assert ended(begun(config)) == 0
    is_whole(config, {KILLS})


@pytest.mark.slow
def test_two_builds_at_once_leave_a_whole_site(config: Path) -> None:
    for number in range(max(1, KILLS // 4)):
        edited(config, number)
        processes = [begun(config), begun(config)]
        assert [ended(process) for process in processes] == [0, 0]
        is_whole(config, {number})
