"""From the wheel alone, in an empty folder: init, build, serve, new, check. Nothing here sees this repository."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as a release builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def casebook(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel, and the installed dependencies by a path: no network is asked.

    The hash stands in the address: pip before 23.1, as Debian 12 has it, notes none of its own for a file.
    """
    environment = tmp_path_factory.mktemp("environment")
    _run([sys.executable, "-m", "venv", "--without-pip", str(environment)], environment)
    python = environment / "bin/python"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    _run([*_pip(python), "--no-deps", f"{wheel.as_uri()}#sha256={digest}"], environment)
    packages = min(environment.rglob("site-packages"))
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    return environment / "bin/casebook"


def _pip(python: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "pip",
        "-q",
        "--disable-pip-version-check",
        "--python",
        str(python),
        "install",
        "--no-index",
    ]


def _run(command: list[str], folder: Path, *, code: int = 0) -> str:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")
    }
    found = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == code, found.stdout + found.stderr
    return found.stdout + found.stderr


def test_the_wheel_holds_the_theme_the_tables_and_what_init_writes(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    package = ROOT / "generator/county_casebook"
    sources = {
        f"county_casebook/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    theme = {
        f"county_casebook/theme/{path.relative_to(ROOT / 'theme').as_posix()}"
        for path in (ROOT / "theme").rglob("*")
        if path.is_file()
    }
    assert sources | theme | {"county_casebook/starter/requirements.lock"} <= names
    assert {name.partition("/")[0] for name in names if not name.startswith("county_casebook-")} == {
        "county_casebook"
    }
    assert "casebook = county_casebook.cli:run" in entry_points
    assert "casebook = county_casebook.host.plugin:CasebookPlugin" in entry_points


def test_from_the_wheel_alone_in_an_empty_folder(casebook: Path, wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    command = [str(casebook)]
    version = re.sub(r"^county_casebook-([^-]+)-.*", r"\1", wheel.name)
    assert _run([*command, "--version"], folder) == f"casebook {version}\n"

    assert "新的库写在" in _run([*command, "init"], folder)
    assert "没有问题" in _run([*command, "check"], folder)
    assert "网站在" in _run([*command, "build"], folder)
    assert (folder / "site/guide/index.html").is_file()
    assert b".cb-" in (folder / "site/assets/css/casebook.css").read_bytes()
    _serves(command, folder)

    _run([*command, "new", "case", "first-case", "--county", "330624", "--as-of", "2022"], folder)
    said = _run([*command, "check"], folder)
    assert "待补" in said
    assert "content/cases/first-case.yml:" in said
    assert "content/cases/example-draft.yml" not in said
    _fill(folder / "content/cases/first-case.yml")
    for record in ("cases/first-case", "counties/c330624-1983"):
        _publish(folder / f"content/{record}.yml")
    _run([*command, "check"], folder)
    _run([*command, "build"], folder)
    assert "新昌" in (folder / "site/cases/first-case/index.html").read_text("utf-8")
    _run([*command, "init"], folder, code=2)


def _fill(case: Path) -> None:
    """Fill in the blanks of a fresh case, as an editor would."""
    text = case.read_text("utf-8")
    for blank, filled in (
        ("title:\n", "title: 科技特派员进村\n"),
        ("themes: []\n", "themes: [envoys]\n"),
        ("summary:\n", "summary: 一句话。\n"),
        ("- what:\n", "- what: 请人来教。\n"),
        ("  type:\n", f"  type: submitted\n  by: 县科技局\n{_REVIEWED}"),
    ):
        assert text.count(blank) >= 1, blank
        text = re.sub(rf"(?m)^( *){re.escape(blank.lstrip())}", rf"\g<1>{filled.lstrip()}", text, count=1)
    case.write_text(text, "utf-8")


_REVIEWED = """\
  reviews:
    - { stage: first, reviewer: 甲, date: 2022-04-01 }
    - { stage: second, reviewer: 乙, date: 2022-04-02 }
    - { stage: third, reviewer: 丙, date: 2022-04-03 }
  secrecy_check: { reviewer: 丁, date: 2022-04-04 }
"""


def _publish(record: Path) -> None:
    text = record.read_text("utf-8")
    assert text.count("status: draft\n") == text.count("# published:\n") == 1
    text = text.replace("status: draft\n", "status: published\n")
    record.write_text(text.replace("# published:\n", "published: 2022-05-01\n"), "utf-8")


def _serves(command: list[str], folder: Path) -> None:
    """The preview answers with the home page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}dev_addr: 127.0.0.1:{port}\n", "utf-8")
    with _running([*command, "serve"], folder) as server:
        page = _answer(f"http://127.0.0.1:{port}/", server)
    assert "县域科技经验库" in page


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answer(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        assert server.poll() is None, "the preview ended"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the preview did not answer")


def test_what_init_writes_installs_the_wheel_by_address_when_its_bytes_are_right(
    casebook: Path, wheel: Path, tmp_path: Path
) -> None:
    """The hash is known from the installation; the address of a file is not passed on, so the owner fills it in."""
    folder = tmp_path / "library"
    _run([str(casebook), "init", str(folder)], tmp_path)
    asked = folder / "requirements.txt"
    text = asked.read_text("utf-8")
    assert f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in text
    assert f"https://example.invalid/{wheel.name}" in text
    (folder / "requirements.lock").write_text("", "utf-8")
    install = [
        *_pip(casebook.with_name("python")),
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-deps",
    ]
    install += ["--force-reinstall", "-r", str(asked)]
    asked.write_text(text.replace(f"https://example.invalid/{wheel.name}", wheel.as_uri()), "utf-8")
    _run(install, folder)
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / wheel.name
    other.write_bytes(wheel.read_bytes() + b"\0")
    asked.write_text(text.replace(f"https://example.invalid/{wheel.name}", other.as_uri()), "utf-8")
    assert "DO NOT MATCH" in _run(install, folder, code=1)
