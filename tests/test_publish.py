"""A site is published in one step, whole or not at all, and a folder of releases holds nothing that is not ours."""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest

from county_casebook.cli import main
from county_casebook.deliver.durable import lock_at_once
from county_casebook.deliver.releases.removing import mounts_below
from county_casebook.deliver.sums import SUMS, NotSums, read_sums, write_sums
from county_casebook.deliver.verified import verify_folder
from tests.building import build_site, copy_of_tiny, files_of
from tests.publishing import PAGES, make_site, version_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links of POSIX: a folder that a web server reads")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "srv"


def publish(target: Path, version: str, *options: str) -> int:
    """Publish a site that says its version, made anew at the same place."""
    site = target.parent / "site"
    shutil.rmtree(site, ignore_errors=True)
    return main(["publish", str(make_site(site, version)), str(target), *options])


def releases(target: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (target / "releases").iterdir())


def test_what_is_published_is_the_site_and_its_compressed_files(target: Path) -> None:
    assert publish(target, "one") == 0
    assert version_of(target) == "one"
    current = target / "current"
    for name in ("index.html", PAGES[3]):
        data = (current / name).read_bytes()
        assert gzip.decompress((current / f"{name}.gz").read_bytes()) == data
        assert brotli.decompress((current / f"{name}.br").read_bytes()) == data
    assert not (current / "files/a.png.gz").exists()
    assert verify_folder(current.resolve(), links=False).faults == []


@pytest.mark.slow
def test_the_real_site_is_published_and_verified(
    tiny_site: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(tiny_site), str(target)]) == 0
    assert main(["verify", str(target / "current")]) == 0
    assert "链接都有着落" in capsys.readouterr().out
    held = files_of(target / "current")
    left = {name for name in held if name.endswith((".gz", ".br"))} - set(files_of(tiny_site))
    assert {"index.html.gz", "index.html.br"} <= left
    assert {name: data for name, data in held.items() if name not in left | {".casebook-release"}} == {
        name: data for name, data in files_of(tiny_site).items() if name != ".casebook-files"
    }


def test_the_same_site_gives_the_same_bytes_wherever_it_is_published(tmp_path: Path) -> None:
    for name, umask in (("a", 0o077), ("b", 0o002)):
        before = os.umask(umask)
        try:
            assert publish(tmp_path / name / "srv", "one") == 0
        finally:
            os.umask(before)
    one, other = ((tmp_path / name / "srv/current").resolve() for name in "ab")
    assert files_of(one) == files_of(other)
    for folder in (tmp_path / "a/srv", tmp_path / "a/srv/releases", one, one / "pages"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert {stat.S_IMODE(path.stat().st_mode) for path in one.rglob("*") if path.is_file()} == {0o644}


def test_only_what_changed_is_copied_and_it_is_told_by_its_date(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    os.utime(target / "current" / PAGES[0], (4e9, 4e9))  # a clock that was wrong
    publish(target, "two")
    assert "新放 13 个文件，沿用上一版 3 个" in capsys.readouterr().out
    one, two = sorted((target / "releases").iterdir())
    for name in ("index.html", "index.html.gz", "index.html.br", "files/a.png"):
        assert (one / name).stat().st_ino == (two / name).stat().st_ino
    assert (one / PAGES[0]).stat().st_ino != (two / PAGES[0]).stat().st_ino
    assert [int((two / page).stat().st_mtime) > int((one / page).stat().st_mtime) for page in PAGES] == [
        True
    ] * 12


def test_a_disk_without_hard_links_gets_copies_of_the_same_dates(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EMLINK, "too many links")

    publish(target, "one")
    monkeypatch.setattr(os, "link", refuse)
    assert publish(target, "two") == 0
    one, two = sorted((target / "releases").iterdir())
    assert (one / "index.html").stat().st_ino != (two / "index.html").stat().st_ino
    assert int((one / "index.html").stat().st_mtime) == int((two / "index.html").stat().st_mtime)
    assert version_of(target) == "two"


def test_the_same_again_does_nothing_and_a_damaged_release_is_made_anew(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    assert publish(target, "one") == 0
    assert "没有要放的" in capsys.readouterr().out
    damaged = target / "current" / PAGES[0]
    damaged.write_text("damaged")
    assert publish(target, "one") == 0
    assert releases(target) == ["0001", "0002"]
    assert version_of(target) == "one"


def test_damage_of_a_file_that_is_taken_over_is_not_taken_over(target: Path) -> None:
    publish(target, "one")
    for name in ("index.html", "index.html.br", "files/a.png"):
        (target / "current" / name).write_text("damaged")
    assert publish(target, "two") == 0
    assert version_of(target) == "two"
    assert verify_folder((target / "current").resolve(), links=False).faults == []


def test_the_last_few_stay_and_so_do_the_current_one_and_the_one_before_it(target: Path) -> None:
    for version in ("one", "two", "three", "four"):
        publish(target, version, "--keep", "2")
    assert releases(target) == ["0003", "0004"]
    assert main(["publish", "--rollback", str(target)]) == 0
    assert version_of(target) == "three"
    publish(target, "five", "--keep", "1")
    assert releases(target) == ["0003", "0005"]


def test_after_a_rollback_the_way_back_leads_past_what_was_taken_back(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ("one", "two", "bad"):
        publish(target, version)
    assert main(["publish", "--rollback", str(target)]) == 0
    assert version_of(target) == "two"
    publish(target, "four")
    assert main(["publish", "--rollback", str(target)]) == 0
    assert version_of(target) == "two"
    assert main(["publish", "--rollback", "--to", "4", str(target)]) == 0
    assert version_of(target) == "four"
    assert main(["publish", "--rollback", "--to", "0003", str(target)]) == 0
    assert version_of(target) == "bad"
    assert main(["publish", "--rollback", "--to", "4", str(target)]) == 0
    for version in ("two", "one"):
        main(["publish", "--rollback", str(target)])
        assert version_of(target) == version
    capsys.readouterr()
    assert main(["publish", "--rollback", str(target)]) == 1
    assert "之前没有别的版本可以换回去" in capsys.readouterr().err
    assert main(["publish", "--rollback", "--to", "9", str(target)]) == 1
    assert "没有版本 9；有的是：0001-" in capsys.readouterr().err
    assert version_of(target) == "one"


def test_nothing_is_rolled_back_to_a_release_that_is_not_whole(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    (target / "current" / PAGES[1]).unlink()
    publish(target, "two")
    assert main(["publish", "--rollback", str(target)]) == 1
    assert f"{PAGES[1]}：没有这个文件" in capsys.readouterr().err
    assert version_of(target) == "two"


def _led_away(path: Path, there: Path) -> None:
    """Put a link in the place of a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    path.symlink_to(there)


SITES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no list": (lambda site: (site / SUMS).unlink(), "没有校验清单"),
    "half a list": (lambda site: os.truncate(site / SUMS, 100), "校验清单不完整"),
    "a file less": (lambda site: (site / PAGES[0]).unlink(), f"{PAGES[0]}：没有这个文件"),
    "a file more": (lambda site: (site / "x.html").touch(), "x.html：清单里没有这个文件"),
    "a changed file": (lambda site: (site / PAGES[0]).write_text(""), f"{PAGES[0]}：和生成时不一样"),
    "a link": (
        lambda site: _led_away(site / PAGES[0], site / PAGES[1]),
        f"{PAGES[0]}：不是普通文件",
    ),
    "nothing": (shutil.rmtree, "没有这个文件夹"),
}


@pytest.mark.parametrize("name", SITES)
def test_a_site_that_is_not_whole_is_not_published(
    name: str, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    site = make_site(target.parent / "other", "two")
    spoil, told = SITES[name]
    spoil(site)
    assert main(["publish", str(site), str(target)]) == 1
    assert told in capsys.readouterr().err
    assert version_of(target) == "one"
    assert releases(target) == ["0001"]


@pytest.mark.slow
def test_a_preview_with_drafts_has_no_list_and_cannot_be_published(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build_site(copy_of_tiny(tmp_path / "tiny"), None, drafts=True)
    assert main(["publish", str(site), str(target)]) == 1
    assert "带草稿的预览" in capsys.readouterr().err


TARGETS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder of somebody's": (lambda srv: _with(srv, "letter.txt"), "那不是空文件夹（有 letter.txt）"),
    "a name of two lines": (
        lambda srv: _with(srv, "letter\n\x1b[2J.txt"),
        "那不是空文件夹（有 letter↵�[2J.txt）",
    ),
    "a file": (lambda srv: srv.write_text("x"), "那是一个文件"),
    "a repository": (lambda srv: (srv / ".git").mkdir(parents=True), "里面有 .git"),
    "a file beside": (lambda srv: _published_with(srv, "letter.txt"), "不是 casebook 放的 letter.txt"),
    "a file among releases": (
        lambda srv: _published_with(srv, "releases/letter.txt"),
        "不是 casebook 放的 releases/letter.txt",
    ),
    "a folder like a release": (
        lambda srv: _published_with(srv, "releases/0007-0123456789ab/index.html"),
        "不是 casebook 放的 releases/0007-0123456789ab",
    ),
    "a link like a release": (
        lambda srv: _linked(srv, "releases/0007-0123456789ab"),
        "不是 casebook 放的 releases/0007-0123456789ab",
    ),
    "a draft that is a link": (lambda srv: _linked(srv, "releases/.new"), "不是 casebook 放的 releases/.new"),
    "releases elsewhere": (lambda srv: _linked(srv, "releases"), "不是 casebook 放的 releases"),
    "current elsewhere": (lambda srv: _linked(srv, "current"), "不是 casebook 建的链接"),
    "current no link": (lambda srv: _replaced(srv, "current"), "不是 casebook 建的链接"),
    "a lock that is a folder": (
        lambda srv: _replaced(srv, ".casebook-lock"),
        "不是文件，不是 casebook 建的",
    ),
    "a lock that is a pipe": (
        lambda srv: _piped(srv, ".casebook-lock"),
        "不是文件，不是 casebook 建的",
    ),
    "a lock elsewhere": (lambda srv: _linked(srv, ".casebook-lock"), "是链接，不是 casebook 建的"),
}


def _with(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("信", "utf-8")


def _published_with(srv: Path, name: str) -> None:
    publish(srv, "one")
    _with(srv, name)


def _linked(srv: Path, name: str) -> None:
    """Publish, then put a link to somebody's folder at a name of ours."""
    publish(srv, "one")
    _with(srv.parent / "theirs", "letter.txt")
    if os.path.lexists(srv / name):
        (srv / name).rename(srv.parent / "aside")
    (srv / name).symlink_to(srv.parent / "theirs")


def _replaced(srv: Path, name: str) -> None:
    publish(srv, "one")
    (srv / name).unlink()
    _with(srv / name, "letter.txt")


def _piped(srv: Path, name: str) -> None:
    publish(srv, "one")
    (srv / name).unlink()
    os.mkfifo(srv / name)


def everything(folder: Path) -> dict[str, bytes | str]:
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = (
            str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        )
    return found


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_of_somebody_else_is_left_as_it_is(
    name: str, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, told = TARGETS[name]
    make(target)
    site = make_site(target.parent / "new", "two")
    before = everything(target.parent)
    capsys.readouterr()
    assert main(["publish", str(site), str(target), "--keep", "1"]) == 1
    assert told in capsys.readouterr().err
    assert everything(target.parent) == before


def test_a_target_in_the_site_or_around_it_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site(tmp_path / "site", "one")
    for wrong in (site, site / "below", tmp_path):
        assert main(["publish", str(site), str(wrong)]) == 1
        assert "发布的网站不能放在" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


IN_A_RELEASE: dict[str, Callable[[Path, Path], object]] = {
    "a file": lambda old, theirs: (old / "pages/letter.txt").write_text("x"),
    "a folder of files": lambda old, theirs: _with(old / "uploads", "letter.txt"),
    "a link to a file": lambda old, theirs: (old / "letter").symlink_to(theirs / "letter.txt"),
    "a folder that leads away": lambda old, theirs: _led_away(old / "pages", theirs / "pages"),
    "a link in place of a file": lambda old, theirs: _led_away(old / PAGES[0], theirs / PAGES[0]),
}


@pytest.mark.parametrize("name", IN_A_RELEASE)
def test_a_release_that_holds_something_of_somebody_stays_whole(
    name: str, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    theirs = make_site(target.parent / "theirs", "theirs")
    _with(theirs, "letter.txt")
    old = min((target / "releases").iterdir())
    IN_A_RELEASE[name](old, theirs)
    before, held = everything(theirs), everything(old)
    for version in ("two", "three"):
        assert publish(target, version, "--keep", "1") == 0
    assert "没有删" in capsys.readouterr().err
    assert releases(target) == ["0001", "0002", "0003"]
    assert (everything(theirs), everything(old)) == (before, held)
    assert version_of(target) == "three"


@pytest.fixture
def mounted(target: Path) -> Iterator[Path]:
    """The folder of pages of the first release, in whose place somebody has mounted a folder of the same names."""
    publish(target, "one")
    theirs = make_site(target.parent / "there s", "theirs")
    place = min((target / "releases").iterdir()) / "pages"
    command = ["mount", "--bind", str(theirs / "pages"), str(place)]
    if (
        not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False, timeout=20).returncode
    ):
        pytest.skip("needs to be allowed to mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True, timeout=20)


def test_what_is_mounted_in_a_release_stays(mounted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = mounted.parents[2]
    assert list(mounts_below(mounted.parent)) == [str(mounted)]
    before = everything(target.parent / "there s")
    for version in ("two", "three"):
        assert publish(target, version, "--keep", "1") == 0
    assert f"不是 casebook 放的 {mounted}" in capsys.readouterr().err
    assert everything(target.parent / "there s") == before


def test_mounts_are_known_whatever_they_are_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "mountinfo"
    told.write_bytes(f"31 1 0:9 / {tmp_path}/a\\040b\v\r\x85\u2028 rw - tmpfs x rw\n".encode())
    monkeypatch.setattr("county_casebook.deliver.releases.removing._MOUNTS", told)
    assert list(mounts_below(tmp_path)) == [f"{tmp_path}/a b\v\r\x85\u2028"]


def test_where_there_is_no_site_no_folder_is_made(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(target.parent / "nowhere"), str(target)]) == 1
    assert "没有这个文件夹" in capsys.readouterr().err
    assert not target.exists()


def test_when_addresses_moved_or_headers_changed_the_operator_is_told_to_write_the_configuration_anew(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(moved: str, headers: str, *options: str) -> str:
        site = target.parent / "site"
        shutil.rmtree(site, ignore_errors=True)
        make_site(site, "one")
        (site / "moved.json").write_text(moved)
        (site / "_headers").write_text(headers)
        write_sums(
            site, {name: sha256(data).hexdigest() for name, data in files_of(site).items() if name != SUMS}
        )
        assert main(["publish", *([] if options else [str(site)]), str(target), *options]) == 0
        return capsys.readouterr().err

    assert "casebook hosting" not in said("{}", "/*")
    assert "casebook hosting" not in said("{}", "/*")
    assert "moved.json 和上一版不一样" in said('{"moved": []}', "/*")
    assert "_headers 和上一版不一样" in said('{"moved": []}', "/* ")
    assert "moved.json、_headers 和上一版不一样" in said("{}", "/*")
    assert "moved.json、_headers 和上一版不一样" in said("{}", "/*", "--rollback")


def test_a_second_publishing_says_so_and_does_nothing(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(target, "one")
    with lock_at_once(target / ".casebook-lock") as ours:
        assert ours
        assert publish(target, "two") == 1
        assert f"另一次发布正在写 {target}；等它完成再运行一次" in capsys.readouterr().err
        assert main(["publish", "--rollback", str(target)]) == 1
    assert version_of(target) == "one"
    assert publish(target, "two") == 0


def test_a_folder_that_another_first_publishing_just_made_is_no_fault(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def make_after(path: Path, *arguments: Any, **named: Any) -> None:
        if path.name in ("srv", "releases") and not path.exists():
            make(path)
        make(path, *arguments, **named)

    monkeypatch.setattr(Path, "mkdir", make_after)
    assert publish(target, "one") == 0
    assert version_of(target) == "one"


def test_what_another_publishing_moves_meanwhile_is_not_looked_at(
    target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who comes second says so, and does not stumble over the draft of the first."""
    publish(target, "one")
    scan = os.scandir

    def scan_after(place: Any) -> Any:
        if str(place).endswith(("/releases", "/.new")):
            raise FileNotFoundError(errno.ENOENT, "gone", str(place))
        return scan(place)

    with lock_at_once(target / ".casebook-lock") as ours, monkeypatch.context() as patch:
        assert ours
        patch.setattr(os, "scandir", scan_after)
        assert publish(target, "two") == 1
    assert "另一次发布正在写" in capsys.readouterr().err


def test_where_no_links_can_be_made_nothing_is_left_and_it_is_said(
    target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    target.mkdir()
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert publish(target, "one") == 1
    assert "所在的磁盘不能建链接" in capsys.readouterr().err
    assert list(target.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["site"],
        ["a", "b", "c"],
        ["--rollback", "a", "b"],
        ["--to", "1", "a", "b"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", *arguments]) == 2
    assert "写法：casebook publish" in capsys.readouterr().err


@pytest.mark.parametrize("count", ["0", "-1", "x", "²"])
def test_at_least_one_release_is_kept(count: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["publish", "a", "b", "--keep", count])
    assert stopped.value.code == 2


def test_rolling_back_makes_no_folder(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--rollback", str(target)]) == 1
    assert "不是 casebook publish 建的发布文件夹" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize(
    "line", ["", "x", "0" * 64 + " a", "0" * 64 + "  /a", "0" * 64 + "  a/../b", "0" * 64 + "  a\\b"]
)
def test_a_list_that_leads_out_of_its_folder_is_none(line: str) -> None:
    with pytest.raises(NotSums):
        read_sums(f"{line}\n".encode())
