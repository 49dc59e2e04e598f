"""A second build of the same does nothing and says so; whatever changed, in what goes in or in the site, it builds."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.deliver.swap import swap
from county_casebook.deliver.target import work_folder
from county_casebook.host import inputs, site
from county_casebook.host.configured import configured
from county_casebook.host.site import build_site, site_built_before
from tests.building import copy_of_tiny, files_of

EPOCH = "1141171200"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with a theme of its own and its site; nobody writes into it."""
    config = copy_of_tiny(tmp_path_factory.mktemp("built") / "tiny", data=False)
    style = config.parent / "own/assets/css/own.css"
    style.parent.mkdir(parents=True)
    style.write_text("p { color: inherit }\n")
    config.write_text(
        config.read_text("utf-8").replace("name: material", "name: material\n  custom_dir: own"), "utf-8"
    )
    assert "custom_dir: own" in config.read_text("utf-8")
    with pytest.MonkeyPatch.context() as day:
        day.setenv("SOURCE_DATE_EPOCH", EPOCH)
        build_site(config, None)
    return config.parent


@pytest.fixture
def config(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, whose site is as good as built there."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    config = Path(shutil.copytree(built, tmp_path / "tiny")) / "mkdocs.yml"
    assert is_built(config)
    return config


def is_built(config: Path) -> bool:
    return site_built_before(config, None) is not None


def test_the_second_build_leaves_the_site_and_says_so(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = config.parent / "site"
    before = (published.stat().st_ino, files_of(published))
    assert main(["build", "-f", str(config)]) == 0
    assert capsys.readouterr().out.startswith(f"没有变化：网站在 {published}")
    assert (published.stat().st_ino, files_of(published)) == before


@pytest.mark.slow
def test_what_changed_is_built_and_then_again_unchanged(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = config.parent / "site/index.html"
    held = page.read_bytes()
    page.write_bytes(held + b" ")
    assert main(["build", "-f", str(config)]) == 0
    assert "没有变化" not in capsys.readouterr().out
    assert page.read_bytes() == held
    assert is_built(config)


def _changes(path: Path) -> Iterator[Callable[[], object]]:
    yield lambda: path.write_bytes(path.read_bytes() + b"\n")
    yield path.unlink
    yield lambda: path.with_name(f"{path.name}2").write_bytes(b"")
    yield lambda: path.with_name("empty").mkdir()
    yield lambda: path.rename(path.with_name(f"z{path.name}"))


def _changed_anywhere(config: Path, place: str, seed: int) -> None:
    """Make one change to some file below a place of the library, or to the file that it is."""
    dice = random.Random(seed)
    below = config.parent / place
    path = (
        below if below.is_file() else dice.choice(sorted(each for each in below.rglob("*") if each.is_file()))
    )
    dice.choice(list(_changes(path)))()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["content", "site", "own"])
def test_no_single_change_goes_unseen(config: Path, place: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(config.parent / place, kept)
    for seed in range(12):
        assert is_built(config)
        _changed_anywhere(config, place, seed)
        assert not is_built(config), seed
        shutil.rmtree(config.parent / place)
        shutil.copytree(kept, config.parent / place)


def test_a_mode_or_a_link_in_the_site_is_a_change(config: Path) -> None:
    page = config.parent / "site/index.html"
    page.chmod(0o600)
    assert not is_built(config)
    page.chmod(0o644)
    assert is_built(config)
    held = page.rename(config.parent / "index.html")
    page.symlink_to(held)
    assert not is_built(config)


@pytest.mark.slow
def test_configuration_day_drafts_packages_and_code_are_looked_at(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert site_built_before(config, None, drafts=True) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171201")
    assert not is_built(config)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert is_built(config)
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "_packages", lambda: ["other 1.0"])
        assert not is_built(config)
    code = tmp_path / "code"
    shutil.copytree(inputs._PACKAGE, code, ignore=shutil.ignore_patterns("__pycache__"))
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "_PACKAGE", code)
        assert is_built(config)
        (code / "build.py").write_text((code / "build.py").read_text("utf-8") + "\n", "utf-8")
        assert not is_built(config)
    config.write_text(config.read_text("utf-8") + "\n", "utf-8")
    assert not is_built(config)


@pytest.mark.parametrize(
    "added",
    ["hooks: [hook.py]\n", "markdown_extensions: [pymdownx.snippets]\n", "copyright: !ENV [WHO, x]\n"],
)
def test_where_more_may_have_a_say_there_is_no_second_guess(config: Path, added: str) -> None:
    (config.parent / "hook.py").write_text("")
    written = config.read_text("utf-8").replace("markdown_extensions:\n  - tables\n", "")
    config.write_text(f"{written}\n{added}", "utf-8")
    assert inputs.site_fingerprint(configured(config), drafts=False) == ""
    assert not is_built(config)


@pytest.mark.slow
def test_what_changes_while_it_is_built_is_not_taken_for_built(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def edited(aside: Path, target: Path, hashes: dict[str, str]) -> None:
        (config.parent / "content/vocabulary/themes.yml").touch()
        (config.parent / "content/new.txt").write_text("x")
        swap(aside, target, hashes)

    monkeypatch.setattr(site, "swap", edited)
    (config.parent / "site/index.html").unlink()
    build_site(config, None)
    assert not is_built(config)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"made_from": "x"}', "[" * 100_000])
def test_a_broken_record_is_no_record(config: Path, text: str) -> None:
    (work_folder(config.parent / "site") / "unchanged.json").write_text(text)
    assert not is_built(config)
