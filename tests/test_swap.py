"""A site is replaced whole: for who reads it, for who builds it at the same time, and when a builder dies or the disk fails."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.deliver.swap import HELD_SECONDS, building, swap
from county_casebook.deliver.target import MARKER, real, seal, target_fault
from tests.building import build_site, copy_of_tiny, edited, files_of
from tests.swapping import PAGES, publish

KILLS = int(os.environ.get("CASEBOOK_KILLS", "8"))
"""How many pairs of builders are killed; 200 take a minute."""

BUILDER = """
import sys
from itertools import count
from pathlib import Path
from tests.swapping import publish
name, site, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in count(1):
    publish(site, f"{name} {number}")
    if number >= times and site.with_name("enough").exists():
        break
"""


def builder(name: str, site: Path, times: int = 10**9) -> subprocess.Popen[bytes]:
    """Start a process that publishes at least so many times and until a file "enough" is beside the site; return it when it begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILDER, name, str(site), str(times)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> int:
    if process.stdout:
        process.stdout.close()
    return process.wait(60)


def versions(site: Path) -> set[str]:
    """Read every page through the folder that is opened now, whatever takes its name meanwhile."""
    opened = os.open(site, os.O_RDONLY)
    try:
        return {_read(page, opened) for page in PAGES}
    finally:
        os.close(opened)


def _read(page: str, folder: int) -> str:
    with os.fdopen(os.open(page, os.O_RDONLY, dir_fd=folder)) as file:
        return file.read()


needs_open_folders = pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="needs open folders")


@pytest.mark.slow
@needs_open_folders
def test_two_builders_at_once_and_no_reader_ever_misses_a_file_or_meets_two_versions(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "first 0")
    builders = [builder(name, site, 24) for name in ("one", "other")]
    seen: list[set[str]] = []
    names: set[str] = set()
    while any(process.poll() is None for process in builders):
        seen.append(versions(site))
        names |= {version.split()[0] for version in seen[-1]}
        if {"one", "other"} <= names or any(process.poll() for process in builders):
            (tmp_path / "enough").touch()
    assert [ended(process) for process in builders] == [0, 0]
    assert [read for read in seen if len(read) != 1] == []
    assert {"one", "other"} <= names
    assert versions(site) <= {f"{name} {number}" for name in ("one", "other") for number in range(24, 10**4)}


@needs_open_folders
def test_a_reader_may_take_as_long_as_a_request_takes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "old")
    opened = os.open(site, os.O_RDONLY)
    for number in range(3):
        publish(site, f"new {number}")
    assert {_read(page, opened) for page in PAGES} == {"old"}
    os.close(opened)


def test_a_builder_waits_for_the_one_before_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "first")
    with building(site) as aside:
        other = threading.Thread(target=publish, args=(site, "third"))
        other.start()
        time.sleep(0.2)
        assert (site / PAGES[0]).read_text() == "first"
        (aside / "index.html").write_text("second")
        seal(aside)
        swap(aside, site, {})
        assert (site / "index.html").read_text() == "second"
    other.join(10)
    assert versions(site) == {"third"}


def test_what_is_held_goes_when_nobody_can_be_reading_it_any_more(tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / ".site.casebook"
    for number in range(4):
        publish(site, f"{number}")
    assert len(list(work.glob("site-*"))) == 3
    (work / "site-by-hand").symlink_to(tmp_path)
    for held in work.glob("site-*"):
        os.utime(held, (time.time() - HELD_SECONDS - 1,) * 2, follow_symlinks=False)
    publish(site, "last")
    assert len([held for held in work.glob("site-*") if not held.is_symlink()]) == 1
    assert tmp_path.is_dir()
    assert versions(site) == {"last"}


def test_a_building_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "first")
    with pytest.raises(ZeroDivisionError), building(site) as aside:
        (aside / "half.html").write_text(f"{1 / 0}")
    assert sorted(path.name for path in (tmp_path / ".site.casebook").iterdir()) == [MARKER, "lock"]
    assert versions(site) == {"first"}


@pytest.mark.slow
def test_builders_killed_at_any_time_leave_a_whole_site_and_no_way_shut(tmp_path: Path) -> None:
    chance = random.Random(2004)
    for number in range(KILLS):
        site = tmp_path / f"{number % 4}/site"
        before = versions(site) if site.exists() else set()
        processes = [builder(f"{number}-{name}", site) for name in ("one", "other")]
        time.sleep(chance.random() * 0.06)
        for process in chance.sample(processes, 2):
            process.kill()
        for process in processes:
            ended(process)
        if site.exists():
            found = versions(site)
            assert len(found) == 1
            assert found == before or found.pop().startswith(f"{number}-")
            assert target_fault(site, "site") == ""
        else:
            assert before == set()
        publish(site, f"whole {number}")
        assert versions(site) == {f"whole {number}"}


def test_without_an_exchange_of_names_the_old_site_comes_back_when_the_second_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("county_casebook.deliver.swap._exchange", lambda one, other: False)
    site = tmp_path / "site"
    for number in range(3):
        publish(site, f"{number}")
    monkeypatch.setattr("county_casebook.deliver.swap._keep_dates", lambda aside, site, hashes: aside.rmdir())
    monkeypatch.setattr("county_casebook.deliver.swap.flush", lambda folder: None)
    with building(site) as aside, pytest.raises(FileNotFoundError):
        swap(aside, site, {})
    assert versions(site) == {"2"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB: the tiny site takes half of it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("needs to be allowed to mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_a_disk_that_is_full_or_read_only_is_told_in_one_sentence(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    site = small_disk / "site"
    before = files_of(build_site(config, site))
    edited(config)
    arguments = ["build", "-f", str(config), "--site-dir", str(site)]
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(free - sum(map(len, before.values())) // 2))
    for _ in range(2):
        assert main(arguments) == 1
        assert capsys.readouterr().err == f"写不了 {site}：磁盘满了，请先腾出空间；没有动上一次的网站\n"
        assert files_of(site) == before
    assert main(["demo", str(small_disk / "demo"), "--cases", "1000"]) == 1
    assert capsys.readouterr().err == f"写不了 {small_disk / 'demo'}：磁盘满了，请先腾出空间\n"
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert main(arguments) == 1
    said = f"写不了 {site}：那里是只读的，请换一个能写的文件夹；没有动上一次的网站\n"
    assert capsys.readouterr().err == said
    assert files_of(site) == before


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("command", ["build", "export", "demo"])
def test_where_nothing_can_be_written_the_path_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    target = real(Path("/proc/casebook/site"))
    arguments = {
        "build": ["-f", str(config), "--site-dir", str(target)],
        "export": [str(target), "--format", "opensearch", "--content", str(config.parent / "content")],
        "demo": [str(target), "--cases", "12"],
    }
    assert main([command, *arguments[command]]) == 1
    said = capsys.readouterr().err
    assert said.startswith(("写不了 ", "读写不了 "))
    assert "/proc/casebook" in said
    assert said.count("\n") == 1


@pytest.mark.slow
def test_mkdocs_says_the_same_sentence(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from mkdocs.__main__ import cli; cli(sys.argv[1:])"
    )
    command = [sys.executable, "-c", script, "build", "-q", "-f", str(config)]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 1
    assert f"casebook: 写不了 {config.parent / 'site'}：文件超过了系统允许的大小" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
