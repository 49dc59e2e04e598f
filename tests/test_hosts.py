"""The plugin in its hosts: MkDocs and its fork ProperDocs make one site, and nobody is told of the end of somebody else's theme."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import copy_of_tiny, files_of

ROOT = Path(__file__).parents[1]


def host(name: str, config: Path, site: Path) -> str:
    """Build a site with a host as its users start it; return all it says."""
    command = Path(sys.executable).with_name(name)
    run = subprocess.run(
        [command, "build", "-q", "-f", config, "-d", site], capture_output=True, text=True, check=True
    )
    return run.stdout + run.stderr


@pytest.mark.slow
def test_both_hosts_make_the_same_bytes_and_say_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    monkeypatch.delenv("NO_MKDOCS_2_WARNING", raising=False)
    config = copy_of_tiny(tmp_path / "tiny")
    text = config.read_text("utf-8") + "site_url: https://example.org/casebook/\n"
    config.write_text(text, "utf-8")
    host("mkdocs", config, tmp_path / "material")
    config.write_text(text.replace("name: material", "name: casebook"), "utf-8")
    assert [host(name, config, tmp_path / name) for name in ("mkdocs", "properdocs")] == ["", ""]
    sites = [files_of(tmp_path / name) for name in ("material", "mkdocs", "properdocs")]
    assert sites[0] == sites[1] == sites[2]
    assert "sitemap.xml.gz" in sites[0]


@pytest.mark.parametrize("path", ["mkdocs.yml", "generator/county_casebook/starter/files/mkdocs.yml"])
def test_libraries_name_the_theme_that_keeps_its_maker_s_notices_to_itself(path: str) -> None:
    assert "\n  name: casebook #" in (ROOT / path).read_text("utf-8")
