"""What another system does otherwise, made to happen here: consoles, pipes, files in use, locks, starters."""

from __future__ import annotations

import ctypes
import errno
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from county_casebook.cli import main
from county_casebook.cli.streams import make_readable
from county_casebook.deliver import swap
from county_casebook.scaffold import new_files
from county_casebook.starter.library import starter_files
from tests.building import build_site, copy_of_tiny, edited

ROOT = Path(__file__).parents[1]
FILES = dict(starter_files())
SAID = "没有问题：案例 1 〔2004〕✕"


class Console(io.TextIOWrapper):
    """A stream of a code page, on a screen or not."""

    def __init__(self, encoding: str, *, is_screen: bool) -> None:
        self.bytes, self._is_screen = io.BytesIO(), is_screen
        super().__init__(self.bytes, encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return self._is_screen

    def close(self) -> None:
        """Leave the bytes readable."""


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii", "utf-8"])
def test_a_pipe_holds_utf_8_in_every_code_page(encoding: str) -> None:
    stream = Console(encoding, is_screen=False)
    make_readable(stream)
    stream.write(SAID)
    stream.flush()
    assert stream.bytes.getvalue().decode("utf-8") == SAID


@pytest.mark.parametrize("encoding", ["cp936", "cp437", "ascii"])
def test_a_screen_shows_what_it_can_and_stops_nobody(encoding: str) -> None:
    stream = Console(encoding, is_screen=True)
    make_readable(stream)
    stream.write(SAID)
    stream.flush()
    shown = stream.bytes.getvalue().decode(encoding)
    assert len(shown) == len(SAID)
    assert shown.startswith("没有问题") == (encoding == "cp936")


@pytest.mark.slow
def test_a_command_in_a_code_page_without_chinese_says_all_of_it(tmp_path: Path) -> None:
    copy_of_tiny(tmp_path)
    code = "import sys; from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "SOURCE_DATE_EPOCH": "1141171200"}
    done = subprocess.run(
        [sys.executable, "-c", code, "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "没有问题" in done.stdout.decode("utf-8")


def test_a_file_that_is_looked_into_is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside, path = tmp_path / "aside", tmp_path / "file"
    aside.write_text("new", "utf-8")
    path.write_text("old", "utf-8")
    tries: list[Path] = []
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        tries.append(self)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(new_files, "_PAUSE", 0)
    with pytest.raises(PermissionError):
        new_files.put_in_place(aside, path)
    monkeypatch.setattr(new_files, "_TRIES", 20)
    new_files.put_in_place(aside, path)
    assert path.read_text("utf-8") == "new"


def _no_library(*_: object, **__: object) -> None:
    raise TypeError("LoadLibrary() argument 1 must be str, not None")


@pytest.mark.slow
def test_a_site_is_swapped_where_the_system_has_no_calls_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    site = build_site(config, None)
    monkeypatch.setattr(ctypes, "CDLL", _no_library)
    edited(config)
    assert build_site(config, None) == site
    assert "改过，" in (site / "cases/jichuan-tea/index.html").read_text("utf-8")


def _windows(monkeypatch: pytest.MonkeyPatch, lock: Callable[[int, int, int], None]) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=lock, LK_LOCK=1))


def test_builders_wait_for_one_another_without_fcntl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def lock(_: int, mode: int, length: int) -> None:
        asked.append((mode, length))
        if len(asked) < 3:
            raise OSError(errno.EDEADLK, "Resource deadlock avoided")

    _windows(monkeypatch, lock)
    with swap.building(tmp_path / "site") as aside:
        assert aside.is_dir()
    assert asked == [(1, 1)] * 3


def test_a_lock_that_cannot_be_had_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lock(*_: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    _windows(monkeypatch, lock)
    with pytest.raises(OSError, match="Invalid"), swap.building(tmp_path / "site"):
        pass


# Starters ----------------------------------------------------------------------------------------------------------------


def test_the_starter_of_windows_is_as_its_shell_reads_it() -> None:
    text = FILES["edit.bat"]
    assert text.count("\r\n") == text.count("\n") > 20
    lines = text.split("\r\n")
    assert lines[1] == "chcp 65001 >nul"
    assert all(line.isascii() for line in lines[:2])
    labels = {line.removeprefix(":") for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", text)) <= labels
    paths = re.findall(r'"?(?:%~dp0|\.venv[\\\w.]*)"?', text)
    assert paths
    assert all(path[0] == path[-1] == '"' for path in paths)
    assert "!" not in text
    assert "*.bat text eol=crlf" in FILES[".gitattributes"].splitlines()


def test_both_starters_install_what_the_readme_says_and_open_the_form() -> None:
    for name in ("edit.bat", "edit.command"):
        assert "--require-hashes --only-binary :all: -r requirements.txt" in FILES[name]
        assert re.search(r'casebook(?:\.exe")? edit', FILES[name])
        assert name in FILES["README.md"]


def _program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


posix = pytest.mark.skipif(os.name != "posix", reason="a starter of a shell that is not there")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new library in a folder with Chinese signs and blanks in its name."""
    folder = tmp_path / "县域 经验库（试）"
    assert main(["init", str(folder)]) == 0
    return folder


def _started(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(folder / "edit.command"), "cases/a b"],
        cwd="/",
        env={**os.environ, **more},
        input="\n",
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@posix
def test_a_double_click_opens_the_form_in_the_folder_of_the_starter(begun: Path) -> None:
    _program(begun / ".venv/bin/casebook", 'echo "$PWD|$1|$2"')
    done = _started(begun)
    assert (done.returncode, done.stdout) == (0, f"{begun}|edit|cases/a b\n")


@posix
def test_the_first_time_it_installs(begun: Path, tmp_path: Path) -> None:
    pip = 'echo "$@" >pip.txt; printf "#!/bin/sh\\necho opened\\n" >.venv/bin/casebook; chmod +x .venv/bin/casebook'
    make = (
        f"mkdir -p .venv/bin; cat >.venv/bin/python <<'END'\n#!/bin/sh\n{pip}\nEND\nchmod +x .venv/bin/python"
    )
    _program(tmp_path / "bin/python3", make)
    done = _started(begun, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "opened")
    assert "--require-hashes --only-binary :all: -r requirements.txt" in (begun / "pip.txt").read_text(
        "utf-8"
    )


@posix
def test_an_installation_that_fails_says_what_would_do(begun: Path, tmp_path: Path) -> None:
    _program(tmp_path / "bin/python3", "exit 1")
    done = _started(begun, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert done.returncode == 1
    assert "没有装成" in done.stdout


def test_the_suite_runs_on_windows_too() -> None:
    code, site = (
        yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))
        for name in ("code", "site")
    )
    job = code["jobs"]["windows"]
    assert job["runs-on"] == "windows-latest"
    runs = " ".join(step.get("run", "") for step in job["steps"])
    assert "--require-hashes --only-binary :all:" in runs
    assert "-m pytest" in runs
    assert "windows" not in str(site["jobs"]["deploy"].get("needs"))
