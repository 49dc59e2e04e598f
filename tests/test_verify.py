"""`casebook verify` finds every difference between a site, in a folder or at an address, and what its build made; and every dead link."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import brotli
import pytest

from county_casebook.cli import main
from county_casebook.deliver.asking import Site, Unanswered, WrongAddress, read_address, unpacked
from county_casebook.deliver.inspection import faults
from county_casebook.deliver.sums import SUMS, write_sums
from county_casebook.deliver.verified import Fault, verify_folder
from county_casebook.deliver.verified_there import MOVED, verify_there
from tests.building import ADDRESS, files_of

FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    "<title>t</title>{}</feed>"
)


@pytest.fixture(scope="module")
def good(addressed_site: Path) -> Path:
    return addressed_site


@pytest.mark.slow
def test_a_good_site_is_told_to_be_one(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(good)]) == 0
    files = len(files_of(good)) - 2
    assert f"{files} 个文件都和生成时一样，链接都有着落" in capsys.readouterr().out
    assert main(["verify", str(good), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "site": str(good),
        "files": files,
        "sums": sha256((good / SUMS).read_bytes()).hexdigest(),
        "faults": [],
    }


def test_the_list_is_one_that_other_programs_read(good: Path) -> None:
    listed = (good / SUMS).read_text("utf-8").splitlines()
    held = files_of(good)
    assert listed == [
        f"{sha256(data).hexdigest()}  {name}"
        for name, data in sorted(held.items())
        if name not in (SUMS, ".casebook-files")
    ]


@pytest.fixture
def site(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "site"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_every_kind_of_difference_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "cases/index.html").unlink()
    (site / "about/index.html").write_text("<p onclick=x>")
    (site / "new.html").touch()
    (site / "search/index.json").unlink()
    (site / "search/index.json").symlink_to(site / "search/suggest.json")
    assert main(["verify", str(site), "--format", "json"]) == 1
    told = {(fault["file"], fault["kind"]) for fault in json.loads(capsys.readouterr().out)["faults"]}
    assert {
        ("cases/index.html", "missing"),
        ("about/index.html", "changed"),
        ("about/index.html", "content"),
        ("new.html", "unknown"),
        ("search/index.json", "unknown"),
        ("404.html", "link"),
    } <= told
    assert main(["verify", str(site)]) == 1
    assert "cases/index.html：没有这个文件\n" in capsys.readouterr().out


@pytest.mark.slow
def test_another_whole_site_is_not_the_one_that_was_built(site: Path, good: Path) -> None:
    page = site / "about/index.html"
    page.write_bytes(page.read_bytes().replace(b"</article>", b"<p>x</p></article>"))
    held = {name: sha256(data).hexdigest() for name, data in files_of(site).items() if name[0] != "."}
    held.pop(SUMS)
    write_sums(site, held)
    assert verify_folder(site).faults == []
    assert verify_folder(site, (good / SUMS).read_bytes()).faults == [
        Fault(SUMS, "changed", "和生成时不一样"),
        Fault("about/index.html", "changed", "和生成时不一样"),
    ]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda site: (site / SUMS).unlink(), "没有校验清单"),
        (lambda site: (site / SUMS).write_text(""), "校验清单不完整"),
        (lambda site: (site / SUMS).write_text("x\n"), "校验清单第 1 行读不懂"),
    ],
)
def test_without_its_list_a_site_cannot_be_verified(
    spoil: Callable[[Path], object], told: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(site)
    assert main(["verify", str(site)]) == 1
    assert told in capsys.readouterr().out


def test_what_is_no_list_is_told(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(good), "--sums", str(tmp_path)]) == 2
    assert f"{tmp_path}：那里是一个文件夹，不是文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place", ["nowhere", "http://", "ftp://a.example/", "https://me:x@a.example/", "https://a.example/?q"]
)
def test_what_is_no_site_is_wrong_usage(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", place]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def _relisted(site: Path) -> None:
    """Let the list say what is there now: then only links are wrong."""
    held = {name: sha256(data).hexdigest() for name, data in files_of(site).items() if name[0] != "."}
    held.pop(SUMS)
    write_sums(site, held)


IN_A_PAGE = {
    "link": ('<a href="{up}{gone}/">x</a>', "{gone}/index.html"),
    "link from the root": ('<a href="/library/{gone}/">x</a>', "{gone}/index.html"),
    "whole address": ('<a href="{address}{gone}/">x</a>', "{gone}/index.html"),
    "link with a query": ('<a href="{up}{gone}/?a=1">x</a>', "{gone}/index.html"),
    "document": ('<a href="{up}documents/{gone}.pdf">x</a>', "documents/{gone}.pdf"),
    "anchor here": ('<a href="#{gone}">x</a>', "{page}#{gone}"),
    "anchor there": ('<a href="{up}cases/#{gone}">x</a>', "cases/index.html#{gone}"),
    "picture": ('<img src="{up}files/{gone}.png" alt="">', "files/{gone}.png"),
    "picture of a size": ('<img alt="" srcset="{up}files/{gone}.png 1x">', "files/{gone}.png"),
    "script": ('<script src="{up}assets/js/{gone}.js"></script>', "assets/js/{gone}.js"),
    "form": ('<form action="{up}{gone}/"></form>', "{gone}/index.html"),
}
"""A broken link, and what it asks for."""

IN_A_FILE = {
    "topics/{gone}/feed.xml": FEED.format('<link href="{address}{gone}/"/>'),
    "topics/{gone}/feed.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "home_page_url": ADDRESS,
            "feed_url": f"{ADDRESS}feed.json",
            "items": [{"id": "x", "url": "GONE", "title": "x", "content_text": "x", "date_published": "x"}],
        }
    )
    .replace("{", "{{")
    .replace("}", "}}")
    .replace("GONE", "{address}{gone}/"),
    "duties/{gone}.json": '[{{"url": "{gone}/"}}]',
    "events/{gone}/event.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\n"
    "URL:{address}{gone}/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
}
"""A file of its own that asks for `gone/`."""


def _plant(site: Path, number: int, kind: str, page: str) -> str:
    """Plant a broken link in a page, or in a file of its own; return what it asks for in vain."""
    gone = f"gone-{number}"
    words = {"gone": gone, "address": ADDRESS}
    if kind in IN_A_FILE:
        path = site / kind.format(**words)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(IN_A_FILE[kind].format(**words), "utf-8", newline="")
    elif kind == "sitemap":
        entry = f"<url><loc>{ADDRESS}{gone}/</loc></url></urlset>"
        _replace(site / "sitemap.xml", "</urlset>", entry)
    else:
        planted, asked = IN_A_PAGE[kind]
        words |= {"page": page, "up": "../" * page.count("/")}
        _replace(site / page, "</article>", f"{planted.format(**words)}</article>")
        return asked.format(**words)
    return f"{gone}/index.html"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.slow
def test_500_planted_links_are_500_found(site: Path, good: Path) -> None:
    chance = random.Random(500)
    kinds = [*IN_A_PAGE, *IN_A_FILE, "sitemap"]
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    pages = [page for page in pages if "</article>" in (site / page).read_text("utf-8")]
    asked = [_plant(site, number, kinds[number % len(kinds)], chance.choice(pages)) for number in range(500)]
    listed = (good / SUMS).read_bytes()
    _relisted(site)
    found = verify_folder(site).faults
    assert sorted(fault.words for fault in found) == sorted(f"链接没有着落 {name}" for name in asked)
    found = verify_folder(site, listed).faults
    new = [fault.file for fault in found if fault.words == "清单里没有这个文件"]
    assert len([fault for fault in found if fault.kind == "link"]) + len(new) == 500
    gate = faults(site, shipped={}, own_address=ADDRESS)
    assert [name for name in asked if not any(line.endswith(f"链接没有着落 {name}") for line in gate)] == []


class _Host(BaseHTTPRequestHandler):
    """A host of a folder, as hosts are: pages by the address of their folder, a page for what is missing, compressed answers."""

    protocol_version = "HTTP/1.1"
    site: Path
    spoilt: dict[str, Callable[[_Host], None]] = {}  # noqa: RUF012 - a test puts its own there

    def do_GET(self) -> None:
        name = unquote(self.path).removeprefix("/library/")
        if spoil := self.spoilt.get(name):
            spoil(self)
            return
        path = self.site / (f"{name}index.html" if name.endswith("/") or not name else name)
        if path.is_file() and not name.startswith("_"):
            self.send(200, path.read_bytes())
        else:
            self.send(404, (self.site / "404.html").read_bytes())

    def send(self, status: int, data: bytes, **headers: str) -> None:
        asked = self.headers["Accept-Encoding"]
        if "br" in asked and not headers:
            data, headers = brotli.compress(data, quality=1), {"Content-Encoding": "br"}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of few files."""
    site = tmp_path / "small"
    files = {
        name: f"{name} ".encode() * 40
        for name in ("index.html", "cases/index.html", "404.html", "search/x.bin")
    }
    files |= {f"pages/{number}/index.html": b"<p>x</p>" for number in range(30)}
    for name, data in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    write_sums(site, {name: sha256(data).hexdigest() for name, data in files.items()})
    return site


@pytest.fixture
def host(small: Path) -> Iterator[tuple[Site, type[_Host]]]:
    class Here(_Host):
        spoilt: dict[str, Callable[[_Host], None]] = {}  # noqa: RUF012

    Here.site = small
    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = read_address(f"http://127.0.0.1:{server.server_port}/library")
        with Site(address, pause=lambda _: None) as asked:
            yield asked, Here
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_a_real_site_at_its_address_is_told_to_be_whole(
    host: tuple[Site, type[_Host]], good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host[1].site = good
    assert main(["verify", host[0].address.geturl()]) == 0
    assert "个文件都和生成时一样，链接都有着落" in capsys.readouterr().out


def _says(status: int, data: bytes = b"x", **headers: str) -> Callable[[_Host], None]:
    return lambda host: host.send(status, data, **headers)


def _old(host: _Host) -> None:
    """A compressed file that was left behind by an earlier version."""
    host.send(200, gzip.compress(b"old"), Content_Encoding="gzip") if "gzip" in host.headers[
        "Accept-Encoding"
    ] else host.send(200, (host.site / "cases/index.html").read_bytes())


def _breaks_off(host: _Host) -> None:
    host.send_response(200)
    host.send_header("Content-Length", "100")
    host.end_headers()
    host.wfile.write(b"x")
    host.close_connection = True


def _chunked(size: bytes) -> Callable[[_Host], None]:
    """Answer one chunk that says it has another size than it has."""

    def answer(host: _Host) -> None:
        host.send_response(200)
        host.send_header("Transfer-Encoding", "chunked")
        host.end_headers()
        host.wfile.write(size + b"\r\n" + bytes(1_000))
        host.close_connection = True

    return answer


SPOILT: dict[str, tuple[str, Callable[[_Host], None], tuple[str, str]]] = {
    "another page": ("cases/", _says(200), ("changed", "和生成时不一样")),
    "no page": ("cases/", _says(404), ("missing", "回答 404")),
    "a page that may not be read": ("cases/", _says(403), ("missing", "回答 403")),
    "a page of another host": ("cases/", _says(302, Location="https://evil.example/"), ("answer", "转到了别的网站：https://evil.example/")),
    "a page of another port": ("cases/", _says(302, Location="http://127.0.0.1:9/"), ("answer", "转到了别的网站：http://127.0.0.1:9/")),
    "a file of the machine": ("cases/", _says(302, Location="file:///etc/hostname"), ("answer", "转到了别的网站：file:///etc/hostname")),
    "an address nobody reads": ("cases/", _says(302, Location="http://[x/"), ("answer", "转到读不懂的网址：http://[x/")),
    "round and round": ("cases/", _says(302, Location="/library/cases/"), ("answer", "转来转去没有尽头")),
    "an old compressed file": ("cases/", _old, ("changed", "和生成时不一样")),
    "no gzip": ("cases/", _says(200, b"no gzip", Content_Encoding="gzip"), ("answer", "压缩的回答是坏的")),
    "half a gzip": ("cases/", _says(200, gzip.compress(b"x" * 999)[:-6], Content_Encoding="gzip"), ("answer", "压缩的回答不完整，或太长")),
    "a sign that moves the cursor": ("cases/", _says(302, Location="https://evil.example/\x1b[2J"), ("answer", "转到了别的网站：https://evil.example/�[2J")),
    "a chunk of less than nothing": ("cases/", _chunked(b"-1"), ("answer", "连不上或中断了（IncompleteRead），试了 3 次")),
    "a chunk of far less": ("cases/", _chunked(b"-7"), ("answer", "连不上或中断了（IncompleteRead），试了 3 次")),
    "another encoding": ("cases/", _says(200, Content_Encoding="zstd"), ("answer", "用不认识的办法压缩：zstd")),
    "an answer that breaks off": ("cases/", _breaks_off, ("answer", "连不上或中断了（IncompleteRead），试了 3 次")),
    "a busy host": ("cases/", _says(503), ("answer", "回答 503，试了 3 次")),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_what_a_host_answers_wrongly_is_told(name: str, host: tuple[Site, type[_Host]]) -> None:
    at, spoil, told = SPOILT[name]
    host[1].spoilt[at] = spoil
    found = {fault[1:] for fault in verify_there(host[0]).faults if fault.file == f"{at}index.html"}
    assert told in found


def test_a_way_round_within_the_host_may_be_taken(host: tuple[Site, type[_Host]]) -> None:
    host[1].spoilt["cases/"] = _says(301, Location="../cases/index.html?x=1")
    host[1].spoilt["cases/index.html?x=1"] = lambda it: it.send(
        200, (it.site / "cases/index.html").read_bytes()
    )
    assert verify_there(host[0]).faults == []


def test_a_missing_page_must_be_answered_as_missing(host: tuple[Site, type[_Host]], small: Path) -> None:
    for status, told in ((200, "没有的网址应当回答 404，却回答 200"), (404, "和生成时不一样")):
        (host[1].site / "404.html").write_text("x")
        host[1].spoilt.clear()
        asked = host[1].do_GET

        def answer(it: _Host, status: int = status, asked: Callable[[_Host], None] = asked) -> None:
            if re.fullmatch(r"/library/[0-9a-f]{20}/", it.path):
                it.send(status, b"x")
            else:
                asked(it)

        host[1].do_GET = answer  # type: ignore[method-assign, assignment]
        assert ("404.html", told) in {(fault.file, fault.words) for fault in verify_there(host[0]).faults}


@pytest.mark.slow
def test_an_endless_answer_is_cut_off(host: tuple[Site, type[_Host]]) -> None:
    host[1].spoilt["x"] = _says(200, bytes(2_000))
    with pytest.raises(Unanswered, match="回答太长"):
        host[0].get("x", most=1_000)
    for how, packed in (("gzip", gzip.compress(bytes(10**7))), ("br", brotli.compress(bytes(10**7)))):
        with pytest.raises(Unanswered, match="太长"):
            unpacked(packed, how, 1_000)


def _drips(said: bytes) -> Callable[[_Host], None]:
    """Say something again and again, a little at a time, until nobody listens."""

    def answer(host: _Host) -> None:
        host.close_connection = True
        with suppress(OSError):
            while True:
                host.wfile.write(said)
                time.sleep(0.02)

    return answer


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 100 Continue\r\n\r\n", b"H", b"HTTP/1.1 200 OK\r\n\r\n"],
    ids=["asked to go on", "a head that does not end", "many small parts"],
)
def test_an_answer_that_never_ends_is_not_waited_for(said: bytes, host: tuple[Site, type[_Host]]) -> None:
    host[1].spoilt["x"] = _drips(said)
    with Site(host[0].address, longest=0.3) as hasty, pytest.raises(Unanswered, match="回答得太慢"):
        hasty.get("x")


def test_a_host_that_ends_every_connection_is_asked_with_none_kept(
    host: tuple[Site, type[_Host]], small: Path
) -> None:
    def ends(it: _Host) -> None:
        it.send(200, (small / "cases/index.html").read_bytes(), Connection="close")

    host[1].spoilt["cases/"] = ends
    for _ in range(3):
        assert host[0].get("cases/").status == 200
    assert host[0]._all_open == set()


def test_names_that_are_not_utf8_are_asked_for_as_they_are(
    host: tuple[Site, type[_Host]], small: Path
) -> None:
    listed = (small / SUMS).read_bytes() + b"0" * 64 + b"  files/\xff\xfe.png\n"
    found = verify_there(host[0], listed).faults
    assert ("files/\udcff\udcfe.png", "回答 404") in {(fault.file, fault.words) for fault in found}


def test_an_address_is_read_as_a_browser_shows_it() -> None:
    assert read_address("https://a.example/经验 库").geturl() == (
        "https://a.example/%E7%BB%8F%E9%AA%8C%20%E5%BA%93/"
    )
    assert read_address("https://a.example/%E5%BA%93/").path == "/%E5%BA%93/"


def test_only_the_list_that_was_built_says_which_addresses_are_gone(
    host: tuple[Site, type[_Host]], small: Path
) -> None:
    (small / MOVED).write_text('{"moved": [], "gone": [{"from": "cases/"}]}', "utf-8")
    _relisted(small)
    host[1].spoilt["cases/"] = _says(410)
    assert verify_there(host[0]).faults == []
    (small / MOVED).write_text('{"moved": [], "gone": [{"from": "cases/"}, {"from": ""}]}', "utf-8")
    assert {(fault.file, fault.words) for fault in verify_there(host[0]).faults} >= {
        (MOVED, "和生成时不一样"),
        ("cases/index.html", "回答 410"),
    }


def test_a_host_that_answers_nothing_is_asked_for_no_more_than_need_be(
    host: tuple[Site, type[_Host]], small: Path
) -> None:
    dead = Site(read_address("http://127.0.0.1:9/"), pause=lambda _: None)
    found = verify_there(dead, (small / SUMS).read_bytes())
    assert [fault.words for fault in found.faults] == ["连不上或中断了（ConnectionRefusedError），试了 3 次"]
    for name in files_of(small):
        host[1].spoilt[name.removesuffix("index.html") or "-"] = _says(503)
    host[1].spoilt.pop(SUMS)
    words = [fault.words for fault in verify_there(host[0]).faults]
    assert "接连 20 个文件没有回答，后面的没有再问" in words
    assert len(words) < 60


def test_a_host_without_the_list_is_told_so(host: tuple[Site, type[_Host]], small: Path) -> None:
    listed = (small / SUMS).read_bytes()
    (small / SUMS).unlink()
    assert [fault.kind for fault in verify_there(host[0]).faults] == ["list"]
    found = verify_there(host[0], listed)
    assert found.faults == [Fault(SUMS, "changed", "和生成时不一样")]


@pytest.mark.parametrize(
    "written", ["http://[", "http://a:b/", "a.example", "https:///x", "https://a.example/#x"]
)
def test_an_address_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(WrongAddress):
        read_address(written)
