"""A map needs its approval number: without one nothing is built, and the last good site stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.host.map import map_fault
from county_casebook.host.site import BuildRefused, build_site
from tests.building import copy_of_tiny

OPTION = "plugins:\n  - casebook:\n      data_formats: false\n      map: {map}\n"
EXTRA = "extra:\n  casebook:\n    map: {map}\n"


def configured(folder: Path, how: str, value: str) -> Path:
    """The tiny library with a map configured as an option of the plugin or under `extra`."""
    file = copy_of_tiny(folder)
    text = file.read_text("utf-8")
    assert text.count("plugins:\n  - casebook\n") == 1
    written = how.replace("{map}", value)
    if how == OPTION:
        text = text.replace("plugins:\n  - casebook\n", written)
    else:
        text += written
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("how", [OPTION, EXTRA])
@pytest.mark.parametrize("value", ["{}", "true", "{tiles: local}", "{approval_no: ''}"])
def test_a_map_without_an_approval_number_builds_nothing(tmp_path: Path, how: str, value: str) -> None:
    with pytest.raises(BuildRefused, match="配置了地图（map），但没有审图号"):
        build_site(configured(tmp_path / "tiny", how, value), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_number_that_is_none_is_named(tmp_path: Path) -> None:
    file = configured(tmp_path / "tiny", OPTION, "{approval_no: 已申请}")
    with pytest.raises(BuildRefused, match="“已申请”不是审图号"):
        build_site(file, tmp_path / "site")


@pytest.mark.slow
def test_with_a_number_the_site_builds_and_still_draws_no_map(tmp_path: Path) -> None:
    site = build_site(
        configured(tmp_path / "tiny", OPTION, "{approval_no: GS（2019）1822号}"), tmp_path / "site"
    )
    assert "GS（2019）1822号" not in (site / "regions/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "number", ["GS（2019）1822号", "GS(2016)1600号", "GS京（2022）0123号", "浙S（2020）17号"]
)
def test_numbers_as_they_are_printed_pass(number: str) -> None:
    assert map_fault({"approval_no": number}) == ""
    assert map_fault(None) == map_fault(False) == ""
