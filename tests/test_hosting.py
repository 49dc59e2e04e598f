"""The configurations of web servers: what goes into them is a path and no rule, and real servers with them answer as they should."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest

from county_casebook.cli import main
from county_casebook.deliver.asking import Site, read_address
from county_casebook.deliver.hosting import SERVERS, Hosted, NotHosted, hosted
from county_casebook.deliver.releases.publishing import publish, roll_back
from county_casebook.deliver.sums import SUMS, write_sums
from county_casebook.deliver.verified_there import verify_there
from county_casebook.publish.headers import HEADERS, headers_file
from tests.building import build_site, copy_of_tiny, files_of
from tests.servers import Reply, Server, installed, running

ROOT = Path(__file__).parents[1]
SHIPPED = {"nginx": "nginx.conf", "apache": "apache.conf", "caddy": "Caddyfile"}


@pytest.mark.parametrize("server", SHIPPED)
def test_the_example_in_the_repository_is_what_is_written_for_a_site(
    server: str, request: pytest.FixtureRequest
) -> None:
    path = ROOT / "deploy" / SHIPPED[server]
    if request.config.getoption("--renew"):
        path.write_text(SERVERS[server](Hosted()), "utf-8")
    assert path.read_text("utf-8") == SERVERS[server](Hosted())


def a_site(folder: Path, told: object = None, headers: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "_headers").write_text(headers or headers_file(), "utf-8")
    if told is not None:
        (folder / "moved.json").write_text(json.dumps(told), "utf-8")
    return folder


MOVED = {
    "version": 1,
    "moved": [{"from": "cases/old-tea/", "to": "cases/jichuan-tea/"}],
    "gone": [{"from": "cases/withdrawn/"}],
}


@pytest.mark.parametrize("server", SERVERS)
def test_a_configuration_holds_the_headers_of_the_site_and_its_addresses(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = a_site(tmp_path / "site", MOVED, headers_file("https://search.example.cn"))
    assert main(["hosting", server, str(site), "--path", "/library/", "--root", "/srv/casebook/current"]) == 0
    told = capsys.readouterr().out
    assert "connect-src 'self' https://search.example.cn;" in told
    for words in (
        *HEADERS,
        "cases/old",
        "/library/cases/jichuan-tea/",
        "cases/withdrawn/",
        "/srv/casebook/current",
    ):
        assert words.replace("-", r"\-") in told or words in told
    assert str(site) not in told


WRONG = (
    'a" { }',
    "a;b/",
    "a\nb/",
    "a b/",
    "../",
    "$uri/",
    "{",
    "a\\b/",
    "//",
    "甲/",
    "",
    "a",
    3,
    None,
    ["a/"],
)


@pytest.mark.parametrize("written", WRONG, ids=repr)
def test_what_is_no_path_goes_into_no_configuration(written: object, tmp_path: Path) -> None:
    for told in (
        {"gone": [{"from": written}]},
        {"moved": [{"from": written, "to": "a/"}]},
        {"moved": [{"from": "a/", "to": written}]},
        {"moved": written},
    ):
        if told != {"moved": ""}:
            with pytest.raises(NotHosted):
                hosted(a_site(tmp_path / "site", told))


@pytest.mark.parametrize(
    "written", ["", "/*\n", "X: a", *(f"/*\n  X: a{sign}b\n" for sign in '"$%\\{}\x80')], ids=repr
)
def test_what_is_no_header_goes_into_no_configuration(written: str, tmp_path: Path) -> None:
    site = a_site(tmp_path / "site", MOVED)
    (site / "_headers").write_text(written, "utf-8")
    with pytest.raises(NotHosted, match="读不懂"):
        hosted(site)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "a;b"],
        ["--path", "library"],
        ["--path", "/a b/"],
        ["--root", "/a;b"],
        ["--root", "relative"],
        ["--certificate", "/etc/x.pem"],
        ["--certificate", "/etc/x.pem", "--key", "x;"],
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = a_site(tmp_path / "site")
    assert main(["hosting", "nginx", str(site), *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["hosting", "nginx", str(tmp_path / "nowhere")]) == 2


# What follows starts a server.


class Shown(NamedTuple):
    """A site that a server shows, and where."""

    server: Server
    path: str
    target: Path

    def ask(self, path: str, **headers: str) -> Reply:
        return self.server.ask(self.path + path, **headers)

    def file(self, name: str) -> bytes:
        return (self.target / "current" / name).read_bytes()


def _with_addresses(site: Path) -> Path:
    """Let a site tell of an address that moved and one that is gone."""
    (site / "moved.json").write_text(json.dumps(MOVED), "utf-8")
    for name in ("withdrawn", "old-tea"):
        (site / "cases" / name).mkdir()
        (site / f"cases/{name}/index.html").write_bytes(
            (site / "cases/chengxi-envoys/index.html").read_bytes()
        )
    return relisted(site)


def relisted(site: Path) -> Path:
    held = {
        name: sha256(data).hexdigest() for name, data in files_of(site).items() if name != ".casebook-files"
    }
    held.pop(SUMS, None)
    write_sums(site, held)
    return site


def _ids(case: tuple[str, str]) -> str:
    return f"{case[0]} {case[1]}"


@pytest.fixture(scope="module", params=[(s, p) for s in SERVERS for p in ("/", "/library/")], ids=_ids)
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A published site behind each server that is installed, at the root of its host and below it."""
    server, path = request.param
    if not installed(server):
        pytest.skip(f"{server} is not installed")
    folder = tmp_path_factory.mktemp(server)
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    config = copy_of_tiny(folder / "tiny")
    config.write_text(config.read_text("utf-8") + f"site_url: http://casebook.example{path}\n", "utf-8")
    site = _with_addresses(build_site(config, None))
    publish(site, folder / "srv", 5)
    root = str(folder / "srv/current")
    with running(server, hosted(site, root=root, name="127.0.0.1", path=path), folder / "server") as it:
        yield Shown(it, path, folder / "srv")


hosting = pytest.mark.hosting


@hosting
def test_every_file_is_answered_as_it_was_built(shown: Shown) -> None:
    with Site(read_address(f"http://127.0.0.1:{shown.server.port}{shown.path}")) as site:
        assert verify_there(site).faults == []


@hosting
def test_compressed_files_are_answered_as_they_were_made(shown: Shown) -> None:
    for accepts, encoding, suffix in (
        ("br, gzip", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("identity", None, ""),
    ):
        for address, name in (("cases/", "cases/index.html"), ("assets/css/casebook.css",) * 2):
            reply = shown.ask(address, Accept_Encoding=accepts)
            assert (reply.status, reply.headers.get("content-encoding")) == (200, encoding)
            assert reply.body == shown.file(name + suffix)
            assert "accept-encoding" in reply.headers.get("vary", "").lower()
            assert reply.headers["content-type"].partition(";")[0] == (
                "text/html" if name.endswith("html") else "text/css"
            )


@hosting
def test_every_answer_has_the_strict_headers(shown: Shown) -> None:
    etag = shown.ask("cases/").headers["etag"]
    asked = {
        200: shown.ask("cases/"),
        206: shown.ask("search/index.json", Range="bytes=0-9"),
        301: shown.ask("cases/old-tea/"),
        304: shown.ask("cases/", If_None_Match=etag),
        404: shown.ask("nowhere/"),
        410: shown.ask("cases/withdrawn/"),
    }
    for status, reply in asked.items():
        assert reply.status == status
        for name, value in HEADERS.items():
            assert reply.headers.get(name.lower()) == value, (status, name)


@hosting
def test_what_is_named_by_its_bytes_is_kept_and_pages_are_not(shown: Shown) -> None:
    names = [
        path.relative_to(shown.target / "current").as_posix()
        for path in (shown.target / "current/search").rglob("*.bin")
    ]
    hashed = [name for name in names if not name.startswith(("search/cards/", "search/passages/"))]
    assert hashed
    for name in (*hashed, "assets/stylesheets/" + _material(shown)):
        assert shown.ask(name).headers["cache-control"] == "public, max-age=31536000, immutable", name
    for name in ("", "cases/", "search/index.json", "assets/css/casebook.css", "assets/js/reader.js"):
        assert shown.ask(name).headers["cache-control"] == "public, max-age=60", name
    for name in ("nowhere/", "search/aaaaaa.bin"):
        assert shown.ask(name).headers["cache-control"] == "no-store", name


def _material(shown: Shown) -> str:
    return min(path.name for path in (shown.target / "current/assets/stylesheets").glob("*.css"))


@hosting
def test_what_is_not_there_what_moved_and_what_is_gone(shown: Shown) -> None:
    missing = shown.ask("nowhere/x.html")
    assert (missing.status, missing.body) == (404, shown.file("404.html"))
    for below in ("", "more/2/"):
        led = shown.ask(f"cases/old-tea/{below}")
        assert led.status == 301
        assert (
            re.sub(r"^http://[^/]*", "", led.headers["location"]) == f"{shown.path}cases/jichuan-tea/{below}"
        )
    for below in ("", "more/2/"):
        for accepts in ("identity", "br, gzip"):
            gone = shown.ask(f"cases/withdrawn/{below}", Accept_Encoding=accepts)
            assert (gone.status, gone.headers["content-type"].partition(";")[0]) == (410, "text/html")
            assert _plain(gone) == shown.file("cases/withdrawn/index.html")
    assert shown.ask("cases/withdrawn-not/").status == 404


def _plain(reply: Reply) -> bytes:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return bytes(unpack[reply.headers.get("content-encoding", "")](reply.body))


@hosting
def test_what_is_not_for_readers_is_not_there(shown: Shown) -> None:
    for name in (
        ".casebook-release",
        "_headers",
        ".git/config",
        "assets/",
        "search/data/",
        "..%2f..%2fserver/said",
    ):
        reply = shown.ask(name)
        assert reply.status in (400, 403, 404), name
        assert b"casebook release" not in reply.body
        assert b"script-src" not in reply.body
    for odd in (
        f"{shown.path[:-1]}../server/said",
        f"{shown.path}../../server/said",
        f"{shown.path}./.casebook-release",
    ):
        assert shown.server.ask(odd).status in (400, 403, 404), odd
    assert shown.server.ask(f"{shown.path}cases/", method="POST").status == 405


@hosting
def test_a_folder_is_its_address_with_a_slash(shown: Shown) -> None:
    led = shown.ask("cases")
    assert led.status in (301, 307, 308)
    assert re.sub(r"^http://[^/]*", "", led.headers["location"]) == f"{shown.path}cases/"


@hosting
def test_who_has_a_page_asks_whether_it_changed(shown: Shown) -> None:
    for accepts in ("identity", "gzip", "br"):
        page = shown.ask("cases/", Accept_Encoding=accepts)
        same = shown.ask("cases/", Accept_Encoding=accepts, If_None_Match=page.headers["etag"])
        assert (same.status, same.body) == (304, b"")
        assert shown.ask("cases/", Accept_Encoding=accepts, If_None_Match='"other"').status == 200
    since = shown.ask("cases/", Accept_Encoding="identity").headers["last-modified"]
    assert shown.ask("cases/", Accept_Encoding="identity", If_Modified_Since=since).status == 304


@hosting
def test_a_part_of_a_file_can_be_had(shown: Shown) -> None:
    whole = shown.file("search/suggest.json")
    etag = shown.ask("search/suggest.json").headers["etag"]
    part = shown.ask("search/suggest.json", Range="bytes=5-14", If_Range=etag)
    assert (part.status, part.body) == (206, whole[5:15])
    assert part.headers["content-range"] == f"bytes 5-14/{len(whole)}"
    assert shown.ask("search/suggest.json", Range=f"bytes={len(whole)}-").status == 416
    assert shown.ask("search/suggest.json", Range="bytes=5-14", If_Range='"other"').body == whole


@hosting
def test_files_say_what_they_are(shown: Shown) -> None:
    for name, told in {
        "": "text/html; charset=utf-8",
        "events/calendar.ics": "text/calendar; charset=utf-8",
        "search/index.json": "application/json",
        "assets/images/icon.svg": "image/svg+xml",
        "sitemap.xml": "text/xml",
    }.items():
        found = shown.ask(name).headers["content-type"].lower()
        assert found.startswith(told) or (name == "sitemap.xml" and found.startswith("application/xml")), name


@hosting
def test_a_new_version_is_seen_at_once_and_whole_and_so_is_the_old_one_again(
    shown: Shown, tmp_path: Path
) -> None:
    """Pages that changed have another tag, the others keep theirs; while versions change no reader misses a page."""
    site = Path(
        shutil.copytree(
            shown.target / "current",
            tmp_path / "site",
            ignore=shutil.ignore_patterns(
                "*.html.gz",
                "*.br",
                ".casebook*",
                "*.js.gz",
                "*.css.gz",
                "*.json.gz",
                "*.csv.gz",
                "*.svg.gz",
                "*.ics.gz",
                "*.xml.gz",
                "SHA256SUMS.gz",
                "*.txt.gz",
                "*.jsonld.gz",
            ),
        )
    )
    names = ("about/", "cases/")
    before = {name: shown.ask(name) for name in names}
    page = site / "about/index.html"
    page.write_bytes(page.read_bytes().replace(b"</article>", b"<p>new</p></article>"))
    (site / "sitemap.xml.gz").write_bytes(shown.file("sitemap.xml.gz"))
    relisted(site)
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            for name in names:
                reply = shown.ask(name)
                # Apache asks for the size of a file before it opens it, and may cut off an answer in between
                is_whole = shown.server.name == "apache" or reply.body.rstrip().endswith(b"</html>")
                if reply.status != 200 or not is_whole:
                    wrong.append(reply.status)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        publish(site, shown.target, 5)
        for _ in range(20):
            roll_back(shown.target)
            name = sorted(path.name for path in (shown.target / "releases").iterdir())[-1]
            roll_back(shown.target, name)
        after = {name: shown.ask(name) for name in names}
    finally:
        stop.set()
        reader.join()
    assert wrong == []
    assert b"<p>new</p>" in after["about/"].body
    assert after["about/"].headers["etag"] != before["about/"].headers["etag"]
    assert after["cases/"].headers["etag"] == before["cases/"].headers["etag"]
    roll_back(shown.target)
    assert shown.ask("about/").body == before["about/"].body


@hosting
def test_over_tls_nginx_speaks_http_2_and_says_that_it_shall_stay_so(tmp_path: Path, tiny_site: Path) -> None:
    if not installed("nginx"):
        pytest.skip("nginx is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=casebook.example",
        "-keyout",
    ]
    subprocess.run([*made, str(key), "-out", str(certificate)], check=True, capture_output=True, timeout=60)
    publish(tiny_site, tmp_path / "srv", 5)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    site = hosted(
        tiny_site,
        root=str(tmp_path / "srv/current"),
        name="casebook.example",
        certificate=str(certificate),
        key=str(key),
    )
    with running("nginx", site, tmp_path / "server") as server:
        asked = [
            "curl",
            "--silent",
            "--show-error",
            "--http2",
            "--cacert",
            str(certificate),
            "--dump-header",
            "-",
        ]
        asked += [
            "--resolve",
            f"casebook.example:{server.port}:127.0.0.1",
            "--output",
            str(tmp_path / "page"),
        ]
        run = subprocess.run(
            [*asked, f"https://casebook.example:{server.port}/cases/"],
            check=True,
            capture_output=True,
            timeout=60,
            text=True,
        )
    assert run.stdout.startswith("HTTP/2 200")
    assert "strict-transport-security: max-age=31536000" in run.stdout
    assert (tmp_path / "page").read_bytes() == (tiny_site / "cases/index.html").read_bytes()
