"""A folder may be somebody else's: what is no ordinary file in it is told at once, and never waited for, by whatever reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.hosting.hosted import HEADERS_FILE, MOVED_FILE
from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.releases.record import RECORD
from county_casebook.deliver.sums import SUMS, NotSums, read_list, read_sums
from county_casebook.deliver.target import MARKER, mark
from tests.publishing import make_site

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")

LEFT_TO_WAIT = 20
_RUN = "import sys; from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))"


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _link_to_a_pipe(place: Path) -> None:
    os.mkfifo(place.parent.parent / "pipe")
    place.symlink_to(place.parent.parent / "pipe")


def _link_to_an_endless_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _link_to_itself(place: Path) -> None:
    place.symlink_to(place.name)


def _folder(place: Path) -> None:
    place.mkdir()


STRANGE = [_pipe, _link_to_a_pipe, _link_to_an_endless_device, _link_to_itself, _folder]


def told(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and all it said; one that waits is ended, and the test with it."""
    command = [sys.executable, "-c", _RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LEFT_TO_WAIT)
    return done.returncode, done.stdout + done.stderr


COMMANDS: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "publish": (SUMS, lambda site: ["publish", str(site), str(site.parent / "srv")]),
    "verify": (SUMS, lambda site: ["verify", str(site)]),
    "verify a page": ("index.html", lambda site: ["verify", str(site)]),
    "bundle": (SUMS, lambda site: ["bundle", str(site), "-o", str(site.parent / "x.zip")]),
    "bundle by the marker": (MARKER, lambda site: ["bundle", str(site), "-o", str(site.parent / "x.zip")]),
    "health": ("health/state.json", lambda site: ["health", str(site)]),
    "headers": (HEADERS_FILE, lambda site: ["hosting", "nginx", str(site)]),
    "addresses": (MOVED_FILE, lambda site: ["hosting", "nginx", str(site)]),
}


@pytest.mark.slow
@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_waits_for_what_is_no_file(
    name: str, strange: Callable[[Path], None], tmp_path: Path
) -> None:
    site = make_site(tmp_path / "site", "one")
    (site / HEADERS_FILE).write_text("/*\n  X-Frame-Options: DENY\n")
    (site / MOVED_FILE).write_text('{"version": 1, "moved": [], "gone": []}')
    (site / "health").mkdir()
    (site / "health/state.json").write_text("{}")
    mark(site, "site")
    place, arguments = COMMANDS[name]
    (site / place).unlink()
    strange(site / place)
    code, said = told(*arguments(site))
    assert code in (1, 2), said
    assert said.strip()
    assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.parametrize("strange", STRANGE[:-1])
@pytest.mark.parametrize("place", [SUMS, RECORD])
def test_a_release_that_somebody_changed_is_not_waited_for(
    place: str, strange: Callable[[Path], None], tmp_path: Path
) -> None:
    target = tmp_path / "srv"
    assert told("publish", str(make_site(tmp_path / "one", "one")), str(target))[0] == 0
    release = target / (target / "current").readlink()
    (release / place).unlink()
    strange(release / place)
    code, said = told("publish", str(make_site(tmp_path / "two", "two")), str(target))
    assert "Traceback" not in said
    assert (code, "不是 casebook 放的" in said) in ((0, False), (1, True)), said
    assert told("publish", "--rollback", str(target))[0] == 1


@pytest.mark.parametrize("strange", [_pipe, _link_to_a_pipe, _link_to_an_endless_device, _folder])
def test_what_is_no_file_is_told_with_its_name(strange: Callable[[Path], None], tmp_path: Path) -> None:
    place = tmp_path / "folder/letter"
    place.parent.mkdir()
    strange(place)
    with pytest.raises(OSError) as error:
        read_file(place)
    said = disk_fault(error.value, tmp_path / "elsewhere")
    assert said in (
        f"读写不了 {place}：不是普通文件（是管道或设备）",
        f"读写不了 {place}：那里是一个文件夹，不是文件",
    )


def test_a_file_that_a_link_leads_to_is_read_and_an_endless_list_is_not_read_to_its_end(
    tmp_path: Path,
) -> None:
    (tmp_path / "letter").write_bytes(b"a" * 5000)
    (tmp_path / "link").symlink_to("letter")
    assert read_file(tmp_path / "link") == b"a" * 5000
    with (tmp_path / SUMS).open("wb") as endless:
        endless.truncate(1 << 40)
    with pytest.raises(NotSums, match="太大了"):
        read_sums(read_list(tmp_path))
