"""What many tests read is made once a run, whichever process asks for it first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from uuid import uuid4

import pytest

from tests.building import once


def test_a_folder_is_filled_once_and_is_whole_for_everybody_who_waited(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        sleep(0.05)
        (folder / "whole").write_text("x", "utf-8")

    tmp_path_factory.getbasetemp()  # made by whoever asks first, and threads would ask at once
    name = uuid4().hex
    with ThreadPoolExecutor(4) as several:
        folders = list(several.map(lambda _: once(tmp_path_factory, name, make), range(4)))
    assert len(made) == len(set(folders)) == 1
    assert (folders[0] / "whole").is_file()


def test_a_folder_that_could_not_be_filled_is_tried_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise ValueError("half")

    name = uuid4().hex
    with pytest.raises(ValueError, match="half"):
        once(tmp_path_factory, name, fail)
    found = once(tmp_path_factory, name, lambda folder: (folder / "whole").touch())
    assert [path.name for path in found.iterdir()] == ["whole"]
