"""`casebook --version` says which program this is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from county_casebook.cli import main


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert capsys.readouterr().out == f"casebook {project['version']}\n"
