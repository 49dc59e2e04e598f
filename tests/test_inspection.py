"""What an earlier inspection let through is not read again, and nothing of what is said of a site changes by that."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from county_casebook.cache.folder import CacheFolder
from county_casebook.deliver import inspection as inspecting
from county_casebook.deliver import swap as swapping
from county_casebook.deliver import unchanged
from county_casebook.deliver.gate import Gate
from county_casebook.deliver.inspection import Inspection, faults, inspection
from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.sums import SUMS
from county_casebook.deliver.target import work_folder
from county_casebook.deliver.unchanged import same_files
from county_casebook.host import site as building_of
from county_casebook.host.site import BuildRefused, build_site, site_built_before
from tests.building import ADDRESS, copy_of_tiny, edited, files_of
from tests.test_gate import IN_THE_BODY, shipped


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site without data."""
    return build_site(copy_of_tiny(tmp_path_factory.mktemp("light"), data=False), None)


@pytest.fixture
def site(addressed_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(addressed_site, tmp_path / "site"))


def warm(site: Path, address: str = ADDRESS, endpoint: str = "") -> Inspection:
    shelf = partial(CacheFolder(site.parent / "kept").shelf, "gate")
    return inspection(site, shipped=shipped(), own_address=address, endpoint=endpoint, shelf=shelf)


def cold(site: Path) -> list[str]:
    return faults(site, shipped=shipped(), own_address=ADDRESS)


def _read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    read: list[str] = []
    own_faults = Gate.own_faults

    def noting(gate: Gate, name: str, data: bytes) -> object:
        read.append(name)
        return own_faults(gate, name, data)

    monkeypatch.setattr(Gate, "own_faults", noting)
    return read


@pytest.mark.slow
def test_only_what_changed_is_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = _read(monkeypatch)
    assert warm(site).faults == []
    assert sorted(read) == sorted(files_of(site))
    read.clear()
    assert warm(site).faults == []
    assert read == []
    page = site / "cases/jichuan-tea/index.html"
    page.write_text(page.read_text("utf-8").replace("茶", "茗"), "utf-8")
    assert warm(site).faults == []
    assert read == ["cases/jichuan-tea/index.html"]


@pytest.mark.slow
def test_another_address_or_endpoint_is_another_inspection(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm(site)
    read = _read(monkeypatch)
    warm(site, endpoint="https://search.example.cn/x")
    assert sorted(read) == sorted(files_of(site))
    found = warm(site, address="https://elsewhere.example/").faults
    assert found == faults(site, shipped=shipped(), own_address="https://elsewhere.example/") != []


@pytest.mark.slow
def test_a_page_whose_target_or_anchor_is_gone_is_told_though_it_did_not_change(site: Path) -> None:
    warm(site)
    shutil.rmtree(site / "cases/jichuan-tea")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(' id="sources"', ""), "utf-8")
    found = warm(site).faults
    assert found == cold(site)
    assert [line for line in found if "没有着落 cases/jichuan-tea/index.html" in line]
    assert [line for line in found if line.endswith("#sources")]


@pytest.mark.slow
def test_a_picture_that_no_page_shows_any_more_is_told(site: Path) -> None:
    warm(site)
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("files/tea", "files/other"), "utf-8")
    found = warm(site).faults
    assert found == cold(site)
    assert [line for line in found if line.endswith("没有页面用到这张图片")]


# Any change, any damage ----------------------------------------------------------------------------------------------


def _planted(path: Path, chance: random.Random) -> None:
    planted = chance.choice(IN_THE_BODY)[0]
    path.write_bytes(path.read_bytes().replace(b"</article>", planted.encode() + b"</article>", 1))


def _numbered(path: Path, _: random.Random) -> None:
    path.write_bytes(path.read_bytes().replace(b"</h1>", "</h1><p>电话 13912345678</p>".encode(), 1))


def _bitten(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))


def _elsewhere(path: Path, chance: random.Random) -> None:
    other = path.with_name(f"x{chance.randrange(9)}")
    other.mkdir(exist_ok=True)
    path.rename(other / path.name)


_CHANGES: tuple[Callable[[Path, random.Random], object], ...] = (
    _planted,
    _planted,
    _numbered,
    _bitten,
    _elsewhere,
    lambda path, _: path.unlink(),
    lambda path, _: shutil.copy(path, path.with_name(f"2{path.name}")),
)


def _put_back(site: Path, before: Mapping[str, bytes], chance: random.Random) -> None:
    """Make some files what they were."""
    for name, data in before.items():
        if chance.random() < 0.7:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_it_says_what_it_says_without_a_cache(site: Path, seed: int) -> None:
    chance, before = random.Random(seed), files_of(site)
    assert warm(site).faults == []
    for _ in range(6):
        for _ in range(chance.randint(1, 4)):
            path = chance.choice(sorted(path for path in site.rglob("*") if path.is_file()))
            chance.choice(_CHANGES)(path, chance)
        assert warm(site).faults == cold(site)
        _put_back(site, before, chance)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_cache_lets_no_fault_through(light: Path, tmp_path: Path, seed: int) -> None:
    site, chance = Path(shutil.copytree(light, tmp_path / "site")), random.Random(seed)
    warm(site)
    kept = site.parent / "kept/gate"
    whole = kept.read_bytes()
    _planted(site / "cases/jichuan-tea/index.html", chance)
    told = cold(site)
    assert told
    for _ in range(4):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        kept.write_bytes(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
        assert warm(site).faults == told


@pytest.mark.slow
def test_a_file_that_changes_after_it_was_inspected_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    config = copy_of_tiny(tmp_path, data=False)
    swap = swapping.swap

    def altering(aside: Path, site: Path, hashes: dict[str, str]) -> None:
        page = aside / "cases/jichuan-tea/index.html"
        page.write_bytes(page.read_bytes() + b" ")
        swap(aside, site, hashes)

    monkeypatch.setattr(building_of, "swap", altering)
    build_site(config, None)
    assert site_built_before(config, None) is None
    monkeypatch.setattr(building_of, "swap", swap)
    assert "</html> " not in (build_site(config, None) / "cases/jichuan-tea/index.html").read_text("utf-8")
    assert site_built_before(config, None) is not None


@pytest.mark.slow
def test_a_build_after_an_edit_reads_what_changed_and_one_without_a_cache_reads_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    site = build_site(config, None)
    edited(config)
    read = _read(monkeypatch)
    build_site(config, None)
    assert 0 < len(read) < len(files_of(site)) / 2
    read.clear()
    build_site(config, None, cached=False)
    assert sorted(read) == sorted(files_of(site).keys() - {SUMS})  # written when all else was let through


@pytest.mark.slow
def test_a_number_in_a_file_that_was_let_through_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    build_site(config, None)
    edited(config)
    look = inspecting.inspection

    def planted(site: Path, **how: object) -> Inspection:
        _numbered(site / "cases/jichuan-tea/index.html", random.Random(0))
        return look(site, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(building_of, "inspection", planted)
    with pytest.raises(BuildRefused, match=r"cases/jichuan-tea/index\.html：有手机号码"):
        build_site(config, None)


def _dates(site: Path) -> dict[str, int]:
    return {name: (site / name).stat().st_mtime_ns for name in files_of(site)}


@pytest.mark.slow
@pytest.mark.parametrize("is_recorded", [True, False])
def test_a_file_keeps_its_date_exactly_while_it_keeps_its_bytes(tmp_path: Path, *, is_recorded: bool) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    site = build_site(config, None)
    before, dates = files_of(site), _dates(site)
    touched = site / "cases/chengxi-envoys/index.html"
    touched.write_bytes(touched.read_bytes().replace(b"</p>", b"</q>"))
    os.utime(touched, ns=(dates["cases/chengxi-envoys/index.html"],) * 2)
    if not is_recorded:
        (site.parent / ".site.casebook/unchanged.json").unlink()
    edited(config)
    build_site(config, None)
    after = files_of(site)
    same = {name for name in before if after.get(name) == before[name]} - {"cases/chengxi-envoys/index.html"}
    assert {name for name, date in _dates(site).items() if date == dates.get(name)} == same
    assert len(same) < len(after)


@pytest.mark.slow
def test_a_file_that_is_left_as_it_was_is_not_read_for_its_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    site = build_site(copy_of_tiny(tmp_path, data=False), None)
    hashes = {name: sha256(data).hexdigest() for name, data in files_of(site).items()}
    read: list[str] = []

    def noting(path: str | Path) -> bytes:
        if Path(path).is_relative_to(work_folder(site)):
            return read_file(path)  # the record of the last build
        read.append(str(path))
        return b""

    monkeypatch.setattr(unchanged, "read_file", noting)
    assert {name for name, _ in same_files(site, hashes)} == hashes.keys()
    assert read == []
    (site / "index.html").write_bytes(b"")
    assert {name for name, _ in same_files(site, hashes)} == hashes.keys() - {"index.html"}
    assert read == [f"{site}/index.html"]
