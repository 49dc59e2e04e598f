"""The tiny site is the site that was read and approved, byte for byte; what changes it can be read in few files."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.deliver.sums import SUMS
from county_casebook.deliver.target import MARKER
from tests.building import files_of
from tests.goldens import goldens

EXPECTED = Path(__file__).parent / "sites/tiny"


@pytest.fixture(scope="module")
def site(tiny_files: dict[str, bytes]) -> dict[str, bytes]:
    """The tiny site without Material's own assets and the list of all files."""
    return {
        name: data
        for name, data in tiny_files.items()
        if not name.startswith("assets/") and not name.endswith(".gz") and name not in (MARKER, SUMS)
    }


def test_the_tiny_site_is_the_site_that_was_read_and_approved(
    site: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    """`--renew` writes what is found, for review in the diff."""
    found = goldens(site)
    if request.config.getoption("--renew"):
        _renew(found)
    expected = files_of(EXPECTED)
    assert sorted(found) == sorted(expected)
    assert found["digests.txt"].decode().splitlines() == expected["digests.txt"].decode().splitlines()
    for name, data in found.items():
        assert data == expected[name], name


def _renew(found: dict[str, bytes]) -> None:
    for name, data in found.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_bytes(data)
    for stale in set(files_of(EXPECTED)) - set(found):
        (EXPECTED / stale).unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "at_most"),
    [
        ("每句话注明来源；", 4),
        ("<dt>时间<dd>", 3),
        ("<dt>代码<dd>", 3),
        ("<dt>效力<dd>", 3),
        ("<dt>依据<dd>", 3),
        ("<dt>类型<dd>", 3),
    ],
)
def test_a_change_of_one_word_can_be_read_in_few_files(
    site: dict[str, bytes], words: str, at_most: int
) -> None:
    other = {
        name: data.replace(words.encode(), words.replace("<dt>", "<dt>另").encode() + b"!")
        for name, data in site.items()
    }
    before, after = goldens(site), goldens(other)
    changed = [name for name in before if before[name] != after[name]]
    assert 1 <= len(changed) <= at_most, changed


def test_a_page_whose_shell_is_not_that_of_the_others_is_told(site: dict[str, bytes]) -> None:
    """A tab too many, an address from the wrong folder, and a page that lost its title."""
    page = site["cases/index.html"].decode()
    for changed in (
        page.replace('href="../guide/">编写指南', 'href="../about/">编写指南'),
        page.replace('href="../guide/">', 'href="../../guide/">'),
        page.replace("<title>", "<p>"),
    ):
        assert changed != page
        with pytest.raises(ValueError, match=r"^cases/index\.html: "):
            goldens(site | {"cases/index.html": changed.encode()})
