"""The offline bundle: a site in one archive, whose every link leads to a file, and whose bytes follow from the site alone."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.cli import main
from county_casebook.deliver.gate.allowed import ADDRESSES
from county_casebook.deliver.offline import LONGEST, OPENED_BY, NotAsBuilt, bundle_files
from county_casebook.deliver.sums import SUMS, write_sums
from county_casebook.deliver.target import MARKER, mark
from county_casebook.files import zipped
from tests.building import build_site, copy_of_tiny, files_of


def bundled(site: Path, output: Path) -> Path:
    """Make a bundle through the command."""
    assert main(["bundle", str(site), "-o", str(output)]) == 0
    return output


@pytest.fixture(scope="module")
def bundle(tiny_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    with zipfile.ZipFile(bundled(tiny_site, tmp_path_factory.mktemp("bundle") / "x.zip")) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_address_of_every_page_leads_to_a_file_of_the_bundle(bundle: dict[str, bytes]) -> None:
    pages = [name for name in bundle if name.endswith(".html")]
    assert len(pages) > 100
    followed = 0
    for name in pages:
        for node in LexborHTMLParser(bundle[name].decode()).css("a, form, link, script, img"):
            for attribute in ("href", "action", "src"):
                value = node.attributes.get(attribute)
                if value is None or node.attributes.get("rel") in ("canonical", "alternate"):
                    continue
                leads = led_to(name, value)
                assert leads is None or leads in bundle, (name, value)
                followed += leads is not None
    assert followed > 1000


def led_to(page: str, value: str) -> str | None:
    """The file an address leads to, as a disk finds it; None when it leads to another site, or nowhere but to the page."""
    path = unquote(re.split("[?#]", value)[0])
    if not path or ":" in path:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return f"{joined}/" if path.endswith(("/", ".")) else joined


def test_it_is_opened_by_a_page_that_leads_to_the_library(bundle: dict[str, bytes]) -> None:
    assert next(iter(bundle)) == OPENED_BY == "打开.html"
    page = bundle[OPENED_BY].decode()
    assert page.startswith("<!doctype html>")
    assert "<title>打开县域科技经验库（示例）</title>" in page
    assert 'href="site/index.html"' in page
    assert "site/assets/js/open.js" in bundle


def test_what_scripts_read_stands_in_scripts(tiny_files: dict[str, bytes], bundle: dict[str, bytes]) -> None:
    read = [n for n in tiny_files if n.split("/")[0] in ("search", "compare", "match") and n.endswith((".bin", ".json"))]  # fmt: skip
    assert {"search/index.json", "search/suggest.json", "match/places.json"} < set(read)
    for name in read:
        signs = bundle[f"site/{name}.js"].decode().removeprefix('casebookHand("').removesuffix('");\n')
        assert b64decode(signs, validate=True) == tiny_files[name]
        assert f"site/{name}" not in bundle


def test_everything_else_is_there_as_it_is_and_nothing_for_servers(
    tiny_files: dict[str, bytes], bundle: dict[str, bytes]
) -> None:
    for name, data in tiny_files.items():
        if name in (
            MARKER,
            SUMS,
            "404.html",
            "_headers",
            "_redirects",
            "sitemap.xml",
            "sitemap.xml.gz",
            "moved.json",
        ):
            assert f"site/{name}" not in bundle
        elif not name.endswith((".html", ".bin")) and f"site/{name}.js" not in bundle:
            assert bundle[f"site/{name}"] == data


def test_a_page_says_itself_what_it_may_load_and_asks_the_network_for_nothing(
    bundle: dict[str, bytes],
) -> None:
    for name, data in bundle.items():
        if name.endswith(".html"):
            policy = LexborHTMLParser(data.decode()).css('meta[http-equiv="Content-Security-Policy"]')
            assert len(policy) == 1, name
            content = policy[0].attributes["content"] or ""
            assert "default-src 'none'; script-src 'self' file:;" in content
            assert "connect-src 'none'" in content
            assert "unsafe" not in content
            assert "http" not in content
            assert "frame-ancestors" not in content  # browsers ignore it in a page, and say so


def test_the_same_site_gives_the_same_bytes(tiny_site: Path, tmp_path: Path) -> None:
    """Whatever the times of its files, the umask and the folder."""
    first = bundled(tiny_site, tmp_path / "first.zip").read_bytes()
    other = tmp_path / "a folder of another name"
    shutil.copytree(tiny_site, other)
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    before = os.umask(0o077)
    try:
        assert bundled(other, tmp_path / "second.zip").read_bytes() == first
    finally:
        os.umask(before)


def test_a_bundle_is_replaced_by_the_next_and_nothing_else_is(
    tiny_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.zip"
    with zipfile.ZipFile(mine, "w") as archive:
        archive.writestr("a.txt", "mine")
    for output, why in (
        (mine, "不是 casebook 打的离线包"),
        (tmp_path / "x.rar", "不以 .zip 结尾"),
        (tiny_site / "x.zip", "在网站文件夹里面"),
    ):
        held = output.read_bytes() if output.exists() else None
        assert main(["bundle", str(tiny_site), "-o", str(output)]) == 2
        assert why in capsys.readouterr().err
        assert (output.read_bytes() if output.exists() else None) == held
    again = tmp_path / "again.zip"
    assert bundled(tiny_site, again).read_bytes() == bundled(tiny_site, again).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.zip", "mine.zip"]


@pytest.mark.slow
def test_a_preview_a_foreign_folder_and_a_damaged_site_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build_site(copy_of_tiny(tmp_path), None, drafts=True)
    assert main(["bundle", str(site), "-o", str(tmp_path / "x.zip")]) == 2
    assert "连草稿一起生成的预览" in capsys.readouterr().err
    assert (site / MARKER).read_text("utf-8").startswith("casebook preview\n")
    site = build_site(tmp_path / "mkdocs.yml", None)
    (site / "cases/index.html").unlink()
    assert main(["bundle", str(site), "-o", str(tmp_path / "x.zip")]) == 2
    told = capsys.readouterr().err
    assert "cases/index.html：没有这个文件\n" in told
    assert "不是完整的成品，没有打包" in told
    assert main(["bundle", str(tmp_path / "content"), "-o", str(tmp_path / "x.zip")]) == 2
    assert "不是 casebook 生成的网站" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()


def sealed(site: Path) -> None:
    """Mark a folder as a site, with its list."""
    held = {name: sha256(data).hexdigest() for name, data in files_of(site).items()}
    write_sums(site, held)
    mark(site, "site")


@pytest.fixture
def copied(tiny_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_site, tmp_path / "site"))


def _changed(site: Path) -> None:
    with (site / "cases/index.html").open("ab") as page:
        page.write(b"x")


def _more(site: Path) -> None:
    (site / "cases/letter.html").touch()


def _piped(site: Path) -> None:
    (site / "cases/index.html").unlink()
    os.mkfifo(site / "cases/index.html")


def _without_list(site: Path) -> None:
    (site / SUMS).unlink()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_changed, "cases/index.html：和生成时不一样"),
        (_more, "cases/letter.html：清单里没有这个文件"),
        (_piped, "cases/index.html：不是普通文件"),
        (_without_list, "没有校验清单"),
    ],
)
def test_a_site_that_is_not_as_it_was_built_becomes_no_bundle(
    spoil: Callable[[Path], None], told: str, copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(copied)
    assert main(["bundle", str(copied), "-o", str(copied.parent / "x.zip")]) == 2
    assert told in capsys.readouterr().err
    assert [path.name for path in copied.parent.iterdir()] == ["site"]


def test_a_site_that_changes_while_it_is_bundled_becomes_none(copied: Path) -> None:
    files = bundle_files(copied)
    next(files)
    _changed(copied)
    with pytest.raises(NotAsBuilt, match=r"cases/index\.html 在打包的时候变了"):
        list(files)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_at_the_place_of_the_bundle_is_not_waited_for(
    tiny_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "x.zip")
    assert main(["bundle", str(tiny_site), "-o", str(tmp_path / "x.zip")]) == 2
    assert "不是 casebook 打的离线包" in capsys.readouterr().err


@pytest.mark.slow
def test_drafts_and_withdrawn_records_are_in_no_byte_of_it(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path)
    cases = config.parent / "content/cases"
    for status in ("draft", "withdrawn"):
        text = (cases / "jichuan-tea.yml").read_text("utf-8")
        text = text.replace("status: published", f"status: {status}", 1).replace(
            "title: ", f"title: 金丝雀{status}，", 1
        )
        assert f"status: {status}" in text
        if status == "withdrawn":
            text += "withdrawal:\n  date: 2006-03-02\n  reason: 重复\n"
        (cases / f"canary-{status}.yml").write_text(text, "utf-8")
    for name, data in bundle_files(build_site(config, None)):
        held = data
        if data.startswith(b"casebookHand("):
            held = plain(b64decode(data[14:-4]))
        assert "金丝雀" not in held.decode("utf-8", "replace"), name
        assert b"canary-draft" not in held, name


def plain(data: bytes) -> bytes:
    """What is packed in itself, unpacked."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("cases/con/index.html", "设备名"),
        ("files/a?.png", "不许用的字符"),
        (f"cases/{'a' * (LONGEST - 20)}/index.html", "超过 260"),
    ],
)
def test_names_windows_cannot_hold_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    site = tmp_path / "site"
    (site / name).parent.mkdir(parents=True)
    (site / name).write_text("<!doctype html>", "utf-8")
    sealed(site)
    assert main(["bundle", str(site), "-o", str(tmp_path / "x.zip")]) == 2
    told = capsys.readouterr().err
    assert f"site/{name}：" in told
    assert why in told


ADDRESSES_ON_DISK = [
    ("../../cases/x/", "../../cases/x/index.html"),
    ("../../cases/x/#3.3", "../../cases/x/index.html#3.3"),
    ("../../search/?q=%E7%A7%91&amp;a=1#x", "../../search/index.html?q=%E7%A7%91&amp;a=1#x"),
    (".", "index.html"),
    ("./", "index.html"),
    ("../..", "../../index.html"),
    ("/library/cases/x/", "../../cases/x/index.html"),
    ("https://example.org/library/cases/x/#a", "../../cases/x/index.html#a"),
    ("https://example.org/other/", "https://example.org/other/"),
    ("https://example.org/library/", "../../index.html"),
    ("#a", "#a"),
    ("?a=cases/x", "?a=cases/x"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("../../documents/%E8%A1%A8.pdf", "../../documents/%E8%A1%A8.pdf"),
    ("x.csv", "x.csv"),
]


def test_addresses_name_files_and_text_stays_text(tmp_path: Path) -> None:
    """Also what only looks like an address, and what stands in the address of another attribute."""
    site = tmp_path / "site"
    links = "".join(f'<a class="x" href="{value}">如 href="a/"</a>' for value, _ in ADDRESSES_ON_DISK)
    page = '<!doctype html><html><head><meta charset="utf-8"><link rel="canonical" href="https://example.org/library/">'
    site.mkdir()
    (site / "index.html").write_text(page, "utf-8")
    (site / "a/b").mkdir(parents=True)
    (site / "a/b/index.html").write_text(
        f'{page}<title>x</title></head><form action="./"></form>{links}', "utf-8"
    )
    sealed(site)
    made = dict(bundle_files(site))["site/a/b/index.html"].decode()
    found = [node.attributes["href"] for node in LexborHTMLParser(made).css("a")]
    assert found == [wanted.replace("&amp;", "&") for _, wanted in ADDRESSES_ON_DISK]
    assert made.count('>如 href="a/"</a>') == len(ADDRESSES_ON_DISK)
    assert 'action="index.html"' in made
    assert '<link rel="canonical" href="https://example.org/library/">' in made


def test_attributes_of_links_are_those_that_the_gate_knows_as_ways() -> None:
    """A new way to another page (an `area`, a `formaction`) must be led to a file too."""
    ways = {key for key, use in ADDRESSES.items() if use in ("link", "form")}
    assert ways == {("a", "href"), ("form", "action")}


@pytest.mark.parametrize("many", [0, 1, 3, pytest.param(65_535, marks=pytest.mark.slow), pytest.param(70_000, marks=pytest.mark.slow)])  # fmt: skip
def test_an_archive_of_any_number_of_files_is_read_by_other_readers(many: int) -> None:
    made = io.BytesIO()
    files = ((f"文/{number}.txt", b"x" * (number % 40)) for number in range(many))
    assert zipped.write_zip(made, files, b"c") == many
    with zipfile.ZipFile(made) as archive:
        assert len(archive.infolist()) == many
        assert archive.comment == b"c"
        for info in archive.infolist()[-2:]:
            assert archive.read(info) == b"x" * info.file_size
            assert (info.date_time, info.flag_bits, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0x800, 0o100644)  # fmt: skip
