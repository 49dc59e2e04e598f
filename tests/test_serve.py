"""The preview: whatever is edited, it answers with what a build writes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from county_casebook.deliver.sums import SUMS
from county_casebook.deliver.target import MARKER
from county_casebook.host.configured import BuildRefused
from county_casebook.host.preview import MkDocsHost
from county_casebook.host.site import build_site
from county_casebook.render.environment import theme_directory
from county_casebook.serve.looking import Looker
from county_casebook.serve.preview import Preview, State
from tests.building import TINY, files_of, leave_out_data
from tests.edits import EDITS, whole_again

_SHOWN = 12
"""Addresses compared after an edit."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny library with a theme of its own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = tmp_path / "library"
    shutil.copytree(TINY, made)
    config = made / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("name: material", "name: material\n  custom_dir: own"), "utf-8"
    )
    (made / "own/kinds/case").mkdir(parents=True)
    return made


def previewed(folder: Path) -> Preview:
    return Preview(MkDocsHost(folder / "mkdocs.yml", drafts=False), lambda _: None)


def change_theme(dice: random.Random, folder: Path) -> set[Path]:
    """A template of the site's own comes, changes, breaks or goes; or a style of its own."""
    path = (
        folder
        / "own"
        / dice.choice(["kinds/event/page.html", "pages/list.html", "partials/shell-footer.html"])
    )
    if path.exists() and dice.random() < 0.4:
        path.unlink()
        return {path}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (theme_directory() / path.relative_to(folder / "own")).read_text("utf-8")
    path.write_text(text + dice.choice(["<!-- a -->", "<p>自己的</p>", "{{ nothing }}", "{% if %}"]), "utf-8")
    return {path}


def change_style(dice: random.Random, folder: Path) -> set[Path]:
    path = folder / "own/assets/css/print.css"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"body {{ color: {dice.choice(['red', 'blue'])}; }}\n", "utf-8")
    return {path}


def change_configuration(dice: random.Random, folder: Path) -> set[Path]:
    path = folder / "mkdocs.yml"
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("site_url", "site_name", "repo_url"))]
    more = dice.choice(
        [
            "site_url: https://example.org/a/",
            "repo_url: https://example.org/r",
            "# words",
            "site_url: https://example.org/",
        ]
    )
    path.write_text("\n".join([f"site_name: 库{dice.randrange(9)}", more, *lines]) + "\n", "utf-8")
    return {path}


def break_configuration(dice: random.Random, folder: Path) -> set[Path]:
    path = folder / "mkdocs.yml"
    text = path.read_text("utf-8")
    broken = "\nsite_name: [a\n"
    path.write_text(text.replace(broken, "") if broken in text else text + broken, "utf-8")
    return {path}


def _edit(dice: random.Random, folder: Path) -> set[Path]:
    around: list[Callable[[random.Random, Path], set[Path]]] = [
        change_theme,
        change_style,
        change_configuration,
        break_configuration,
    ]
    if dice.random() < 0.25:
        return dice.choice(around)(dice, folder)
    return dice.choice(EDITS)(dice, folder / "content")


def compare(dice: random.Random, folder: Path, preview: Preview, state: State) -> None:
    """Compare answers with a build of the same folder: its bytes, or that it is refused and why."""
    refusal = ""
    try:
        site = files_of(build_site(folder / "mkdocs.yml", folder.parent / "site"))
    except BuildRefused as refused:
        refusal = str(refused)
    if refusal:
        Looker(preview).once(state)
        assert preview.state is state  # nothing was missed
        assert state.is_refused or state.gate, refusal
        said = state.gate or state.told  # what the gate refuses is told without the warnings
        assert [words for words in said if words not in refusal] == [], refusal
        return
    for name in (MARKER, SUMS):
        site.pop(name, None)
    names = ["index.html", "404.html", "sitemap.xml", *dice.sample(sorted(site), _SHOWN)]
    for name in names:
        if name in site:
            assert state.file(name) == site[name], name
    for name in ("nothing/index.html", "cases/nothing/index.html", "compare/cases/nothing.bin"):
        assert state.file(name) is None
    Looker(preview).once(state)
    assert (state.is_refused, state.gate) == (False, [])
    assert set(state.names()) == set(site)


def _run(folder: Path, seed: int, edits: int) -> None:
    dice, preview = random.Random(seed), previewed(folder)
    compare(dice, folder, preview, preview.refresh())
    for number in range(edits):
        touched = _edit(dice, folder)
        if number % 8 == 7:  # a checkout brings everything back
            touched |= whole_again(TINY / "content", folder / "content")
        if number % 5 == 4:
            touched |= _mended(folder)
        compare(dice, folder, preview, preview.refresh(touched))


def _mended(folder: Path) -> set[Path]:
    shutil.rmtree(folder / "own")
    (folder / "own").mkdir()
    return {folder / "own/kinds/event/page.html"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_what_the_preview_answers_is_what_a_build_writes(folder: Path, seed: int) -> None:
    _run(folder, seed, 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_what_the_preview_answers_after_many_edits_is_what_a_build_writes(folder: Path, seed: int) -> None:
    _run(folder, seed, 20)


@pytest.mark.slow
def test_a_site_with_an_address_is_previewed_with_its_share_cards(folder: Path) -> None:
    config = folder / "mkdocs.yml"
    leave_out_data(config)
    config.write_text(f"site_url: https://example.org/a/\n{config.read_text('utf-8')}", "utf-8")
    site = files_of(build_site(config, folder.parent / "site"))
    preview = previewed(folder)
    state = preview.refresh()
    cards = [name for name in site if name.startswith("cards/")]
    assert len(cards) > 5
    for name in (
        *cards[:3],
        "cards/library.png",
        "index.html",
        "cases/jichuan-tea/index.html",
        "sitemap.xml",
    ):
        assert state.file(name) == site[name], name
    assert state.file("cards/cases/nothing.png") is None
    assert set(state.names()) == set(site) - {MARKER, SUMS}
    Looker(preview).once(state)
    assert (state.is_looked_over, state.gate) == (True, [])


@pytest.mark.slow
def test_a_card_is_drawn_only_when_it_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = folder / "mkdocs.yml"
    leave_out_data(config)
    config.write_text(f"site_url: https://example.org/a/\n{config.read_text('utf-8')}", "utf-8")
    monkeypatch.setattr("county_casebook.publish.cards.drawn", _broken)
    preview = previewed(folder)
    state = preview.refresh()
    Looker(preview).once(state)
    assert (state.is_looked_over, state.trouble, state.gate) == (True, "", [])
    assert b"cards/library.png" in (state.file("index.html") or b"")
    assert state.file("sitemap.xml")
    with pytest.raises(ZeroDivisionError):
        state.file("cards/library.png")


@pytest.mark.slow
def test_a_sitemap_of_many_parts_is_the_same_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("county_casebook.deliver.sitemap.MOST", 20)
    leave_out_data(folder / "mkdocs.yml")
    site = files_of(build_site(folder / "mkdocs.yml", folder.parent / "site"))
    state = previewed(folder).refresh()
    parts = [name for name in site if name.startswith("sitemap")]
    assert len(parts) > 3
    assert {name: state.file(name) for name in parts} == {name: site[name] for name in parts}
    assert state.file("sitemap-999.xml") is None
    assert set(state.names()) == set(site) - {MARKER, SUMS}


def test_a_fault_of_the_program_ends_neither_the_reading_nor_the_look_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    preview = Preview(MkDocsHost(folder / "mkdocs.yml", drafts=False), said.append, lambda error: repr(error))
    whole = preview.refresh()
    case = folder / "content/cases/jichuan-tea.yml"
    with monkeypatch.context() as broken:
        broken.setattr("county_casebook.serve.preview.read_content", _broken)
        assert preview.refresh({case}).trouble == "ZeroDivisionError('x')"
    assert preview.refresh({case}).file("index.html") == whole.file("index.html")
    with monkeypatch.context() as broken:
        broken.setattr("county_casebook.serve.looking.check", _broken)
        state = preview.refresh({case})
        Looker(preview).once(state)
    assert (state.trouble, said) == ("ZeroDivisionError('x')", ["ZeroDivisionError('x')"])


def _broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError("x")


def test_what_the_reading_refused_is_said_once(folder: Path) -> None:
    said: list[str] = []
    preview = Preview(MkDocsHost(folder / "mkdocs.yml", drafts=False), said.append)
    case = folder / "content/cases/jichuan-tea.yml"
    case.write_text("title: [\n", "utf-8")
    Looker(preview).once(preview.refresh())
    assert said == []
