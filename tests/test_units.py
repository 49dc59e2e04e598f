"""The units that make a site: known at once, each holding its own addresses, so that one can be made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Template

from county_casebook.build import check_content
from county_casebook.demo import write_demo, write_plan
from county_casebook.host.shell import BODY, Shell
from county_casebook.library.edition import Edition
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.asked import Asked
from county_casebook.publish.outputs import OUTPUTS, Output, site_files
from county_casebook.publish.pages import page_units
from county_casebook.views.page import Unit
from tests.building import TINY

_SITE = [name for name, output in OUTPUTS.items() if output.in_site]


@cache
def tiny() -> Edition:
    return _edition(TINY / "content")


def _edition(content: Path) -> Edition:
    shell = Shell.cut(f"<body>{BODY}</body>")
    return Edition.of(link(load(content), date(2006, 3, 1)), drafts=True, shell=lambda depth, section: shell)


@pytest.fixture(scope="module", params=["tiny", "demo", "plan"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The tiny library, a demo whose lists have several pages, and one with a whole ledger."""
    if request.param == "tiny":
        return tiny()
    folder = tmp_path_factory.mktemp("library")
    write_demo(folder, cases=60) if request.param == "demo" else write_plan(folder)
    return _edition(folder / "content")


def _begin(path: str, units: dict[str, Unit[object]]) -> str:
    """The longest address of a unit that begins a path."""
    return max((url for url in units if path.startswith(url)), key=len)


@pytest.mark.slow
def test_every_page_lies_at_or_below_its_unit_and_the_longest_address_that_begins_it_is_its_own(
    edition: Edition,
) -> None:
    listed = list(page_units(edition))
    units: dict[str, Unit[object]] = {unit.url: unit for unit in listed}
    assert len(units) == len(listed)
    found = [(unit.url, page.url) for unit in listed for page in unit.make()]
    assert len({page for _, page in found}) == len(found)
    assert [(unit, page) for unit, page in found if _begin(page, units) != unit] == []
    assert {url for url in units if not url.endswith("/")} == {""}


@pytest.mark.slow
def test_every_file_is_made_when_it_is_asked_for_as_it_is_made_with_all_others(edition: Edition) -> None:
    asked = Asked(edition)
    whole = {path: data if isinstance(data, bytes) else b"".join(data) for path, data in site_files(edition)}
    last = {(unit.url, path.endswith("index.html")): path for path in whole if (unit := asked.unit(path))}
    assert all(map(asked.unit, whole))
    some = list(last.values())[:: max(1, len(last) // 60)]
    assert {path for path in some if asked.file(path) != whole[path]} == set()


@pytest.mark.parametrize(
    "path",
    [
        "nothing/index.html",
        "cases/nothing/index.html",
        "cases/page/99/index.html",
        "compare/cases/nothing.bin",
        "search/nothing.json",
        "duties/nothing.csv",
        "../index.html",
        "",
        "cases/",
    ],
)
def test_what_the_site_does_not_hold_is_not_made(path: str) -> None:
    assert Asked(tiny()).file(path) is None


def test_to_list_the_units_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> str:
        raise AssertionError("a page was made")

    monkeypatch.setattr(Template, "render", refused)
    library = check_content(TINY / "content").library
    fresh = Edition.of(library)
    assert sum(1 for name in _SITE for _ in _units(OUTPUTS[name], fresh)) > 100


def _units(output: Output, edition: Edition) -> Iterator[Unit[object]]:
    yield from output.units(edition)
