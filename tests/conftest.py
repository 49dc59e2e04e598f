"""Options of the suite: `--browser` drives a real Chromium, `--slow` runs what takes long, `--renew` rewrites expected files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.plugin import pytest_xdist_auto_num_workers as cores

from tests.building import ADDRESS, build_site, copy_of_tiny, files_of, once
from tests.chromium import NAMES, QUIET
from tests.sharing import SECONDS_OF_FILES, shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ.setdefault("SOURCE_DATE_EPOCH", "1141171200")
"""The day of every test that names none, whatever ran before it in the same process: 2006-03-01."""

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""What is compiled is kept beside its source, whoever runs the suite: each worker and each program that it starts needs it again."""

MEMORY, ENOUGH = Path("/dev/shm"), 6 * 2**30
"""Where the folders of tests lie when that has room: the suite writes and removes some hundred thousand small files."""
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

SECONDS = {"browser": 3.0, "slow": 1.0, "hostile": 0.1}
"""About what a test of a kind takes on the whole; the others take hundredths."""

settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser", action="store_true", help="also run the tests in a real browser")
    parser.addoption("--slow", action="store_true", help="also run the tests that take long, each")
    parser.addoption("--hostile", action="store_true", help="also run the hostile inputs, a sample of them")
    parser.addoption("--hostile-full", action="store_true", help="run every hostile input there is")
    parser.addoption(
        "--hosting", action="store_true", help="also run the tests that need a web server installed"
    )
    parser.addoption(
        "--renew", action="store_true", help="write what is found as what is expected; read the diff"
    )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Give the memory back, where nothing failed that somebody will want to look at; not earlier, for threads may still read."""
    if tempfile.tempdir == str(MEMORY) and exitstatus == 0 and "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(session.config._tmp_path_factory.getbasetemp(), ignore_errors=True)  # type: ignore[attr-defined]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = {
        "browser": config.getoption("--browser"),
        "slow": config.getoption("--slow"),
        "hosting": config.getoption("--hosting"),
        "hostile": config.getoption("--hostile") or config.getoption("--hostile-full"),
    }
    for item in items:
        for marker, is_wanted in wanted.items():
            if item.get_closest_marker(marker) and not is_wanted:
                item.add_marker(pytest.mark.skip(reason=f"needs --{marker}"))
    if workers := getattr(config, "workerinput", {}).get("workercount", 0):
        long = {marker: seconds for marker, seconds in SECONDS.items() if wanted[marker]}
        held = Counter(item.path.name for item in items)
        each = {name: seconds / max(held[name], 1) for name, seconds in SECONDS_OF_FILES.items()}
        items[:] = shared(items, lambda item: item.path.as_posix(), partial(_seconds, long, each), workers)


def _seconds(long: Mapping[str, float], each: Mapping[str, float], item: pytest.Item) -> float:
    """About what a test takes, when it is of a kind that takes long or stands in a file that does."""
    marked = (seconds for marker, seconds in long.items() if item.get_closest_marker(marker))
    return max(marked, default=each.get(item.path.name, 0))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core, and one more where tests wait for a browser, which works while they do not."""
    return int(cores(config)) + bool(config.getoption("browser"))


@pytest.fixture(autouse=True)
def _last_handler(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that meets the command's last handler has found a fault: let it see the fault itself."""

    def met(error: BaseException, **_: object) -> str:
        raise error

    if "meets_the_last_handler" not in request.keywords:
        monkeypatch.setattr("county_casebook.cli.reported", met)


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library as a site, built once for all tests on 1 March 2006; nobody writes into it."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as day:
            day.setenv("SOURCE_DATE_EPOCH", "1141171200")
            build_site(copy_of_tiny(folder), None)

    return once(tmp_path_factory, "tiny", make) / "site"


@pytest.fixture(scope="session")
def addressed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a site that knows its address (`ADDRESS`), built once for all tests; nobody writes into it."""

    def make(folder: Path) -> None:
        config = copy_of_tiny(folder)
        config.write_text(f"{config.read_text('utf-8')}site_url: {ADDRESS}\n", "utf-8")
        with pytest.MonkeyPatch.context() as day:
            day.setenv("SOURCE_DATE_EPOCH", "1141171200")
            build_site(config, None)

    return once(tmp_path_factory, "addressed", make) / "site"


@pytest.fixture(scope="session")
def tiny_files(tiny_site: Path) -> dict[str, bytes]:
    """The bytes of the tiny site by path."""
    return files_of(tiny_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of a test process: two would not share its event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)), None)
        launched = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        launched.close()
