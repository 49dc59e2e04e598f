"""A publishing that is killed, or meets a full disk or one that cannot be written, leaves what readers see whole: old or new."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from county_casebook.cli import main
from county_casebook.deliver.releases import publishing
from county_casebook.deliver.releases.store import ReleaseRefused
from county_casebook.deliver.verified import verify_folder, whole_fault
from tests.publishing import make_site, version_of

resource = pytest.importorskip(
    "resource", reason="limits and links of POSIX: a folder that a web server reads"
)

KILLS = int(os.environ.get("CASEBOOK_KILLS", "8"))
"""How many publishers are killed; `make hostile` kills 200, and starts 50 ten at a time."""

PUBLISHER = """
import itertools, sys
from pathlib import Path
from county_casebook.deliver.releases.publishing import publish, roll_back
target, sites = Path(sys.argv[1]), sys.argv[2:]
print("ready", flush=True)
for number, site in enumerate(itertools.cycle(sites)):
    publish(Path(site), target, 2)
    if number % 3 == 2:
        roll_back(target)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "srv"


def publisher(target: Path, sites: list[Path]) -> subprocess.Popen[bytes]:
    """Start a process that publishes one site after the other, and rolls back now and then; return it when it begins."""
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, str(target), *map(str, sites)], stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(60)
    if process.stdout:
        process.stdout.close()


@pytest.mark.slow
def test_publishers_killed_at_any_time_leave_a_whole_site_and_no_way_shut(target: Path) -> None:
    chance = random.Random(200)
    sites = [make_site(target.parent / f"site-{number}", f"version-{number}") for number in range(3)]
    publishing.publish(sites[0], target, 2)
    for _ in range(KILLS):
        process = publisher(target, sites)
        time.sleep(chance.random() * 0.12)
        kill(process)
        assert version_of(target).startswith("version-")
        assert verify_folder((target / "current").resolve(), links=False).faults == []
        last = chance.choice(sites)
        publishing.publish(last, target, 2)
        assert version_of(target) == last.name.replace("site", "version")
        left = {path.name for path in (target / "releases").iterdir() if path.name.startswith(".")}
        assert left <= {".new"}  # where what is current was asked for again, the draft waits for the next
    assert len(list((target / "releases").iterdir())) <= 4


@pytest.mark.slow
def test_many_at_once_leave_one_whole_version_and_tell_the_others(target: Path) -> None:
    sites = [make_site(target.parent / f"site-{number}", f"version-{number}") for number in range(2)]
    command = [
        sys.executable,
        "-c",
        "import sys; from county_casebook.cli import main; sys.exit(main())",
        "publish",
    ]
    told = []
    for _ in range(max(1, KILLS // 40)):
        processes = [
            subprocess.Popen(
                [*command, str(sites[n % 2]), str(target)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            for n in range(10)
        ]
        told += [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in processes]
        assert version_of(target).startswith("version-")
    assert any(code == 0 for _, code in told)
    assert {said.partition(" ")[0] for said, code in told if code} <= {"另一次发布正在写"}


STEPS = ("os.link", "pathlib.Path.rename", "pathlib.Path.replace", "pathlib.Path.symlink_to", "pathlib.Path.mkdir", "os.utime")  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_it_may_end_before_any_step_and_is_gone_on_with(
    step: str, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a step of the system is the last one: each in turn, until none is left."""

    class Ended(BaseException):
        pass

    place, name = step.rpartition(".")[::2]
    owner = {"os": os, "pathlib.Path": Path}[place]
    one, two = (make_site(target.parent / name, name) for name in ("one", "two"))
    publishing.publish(one, target, 1)
    for last in range(40):
        steps = iter(range(last + 1))
        real = getattr(owner, name)

        def until(*arguments: object, real=real, steps=steps, **named: object) -> object:  # type: ignore[no-untyped-def]
            if next(steps, None) is None:
                raise Ended
            return real(*arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, until)
            try:
                publishing.publish(two, target, 1)
            except Ended:
                pass
            else:
                break
        assert version_of(target) in ("one", "two")
        publishing.publish(one, target, 1)
        assert version_of(target) == "one"
    publishing.publish(two, target, 1)
    assert version_of(target) == "two"


def test_what_was_copied_before_the_end_is_not_copied_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: Path) -> None:
        raise KeyboardInterrupt

    site = make_site(target.parent / "site", "one")
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "flush", ended)
        with pytest.raises(KeyboardInterrupt):
            publishing.publish(site, target, 5)
    draft = target / "releases/.new"
    left = {path: path.stat().st_ino for path in draft.rglob("*") if path.is_file() and path.name[0] != "."}
    (draft / "index.html").write_text("half")
    (draft / "index.html.br").write_text("half")
    (draft / "old/foreign").mkdir(parents=True)
    (draft / "old/foreign/x").write_text("x")
    publishing.publish(site, target, 5)
    now = {
        draft / path.relative_to((target / "current").resolve()): path.stat().st_ino
        for path in (target / "current").resolve().rglob("*")
        if path.is_file()
    }
    assert {path.name for path, inode in left.items() if now[path] != inode} <= {
        "index.html",
        "index.html.br",
    }
    assert version_of(target) == "one"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1024k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs to be allowed to mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_full_or_read_only_is_told_in_one_sentence(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = small_disk / "srv"
    one, two = (make_site(tmp_path / name, name) for name in ("one", "two"))
    assert main(["publish", str(one), str(target)]) == 0
    with (small_disk / "filler").open("wb") as filler:
        filler.write(bytes(shutil.disk_usage(small_disk).free - 16_384))
    free = shutil.disk_usage(small_disk).free
    capsys.readouterr()
    for _ in range(2):
        assert main(["publish", str(two), str(target)]) == 1
        said = f"写不了 {target}：磁盘满了，请先腾出空间；读者看到的还是原来的版本\n"
        assert capsys.readouterr().err == said
        assert version_of(target) == "one"
        assert shutil.disk_usage(small_disk).free == free
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert main(["publish", str(two), str(target)]) == 1
    assert (
        capsys.readouterr().err
        == f"写不了 {target}：那里是只读的，请换一个能写的文件夹；读者看到的还是原来的版本\n"
    )
    assert version_of(target) == "one"
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    (small_disk / "filler").unlink()
    assert main(["publish", str(two), str(target)]) == 0
    assert version_of(target) == "two"


def test_a_limit_on_files_is_told_and_nothing_half_is_shown(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = (make_site(target.parent / name, name) for name in ("one", "two"))
    publishing.publish(one, target, 5)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        assert main(["publish", str(two), str(target)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "文件超过了系统允许的大小；读者看到的还是原来的版本" in capsys.readouterr().err
    assert version_of(target) == "one"


def test_a_site_that_is_built_anew_meanwhile_is_not_published(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(target.parent / "site", "one")

    def changed(*arguments: Any) -> str:
        found = whole_fault(*arguments)
        make_site(site, "two")
        return found

    monkeypatch.setattr(publishing, "whole_fault", changed)
    with pytest.raises(ReleaseRefused, match="在发布的时候变了"):
        publishing.publish(site, target, 5)
    assert not (target / "current").exists()
