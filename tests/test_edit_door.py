"""Who reaches the form of `casebook edit`: the browser that came through its start address, from pages of ours, and nobody else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from county_casebook.edit.editing import Editing
from county_casebook.edit.sent import MOST_BYTES
from county_casebook.serve.local import LocalServer
from tests.forms import CASE, Client, editing_of


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1141171200")
        made = editing_of(tmp_path_factory.mktemp("door") / "library")
        yield made
        made.stop()


@pytest.fixture
def client(editing: Editing) -> Client:
    made = Client(editing)
    made.enter()
    return made


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data; boundary=x"}]
)
def test_a_body_that_is_refused_is_answered_when_it_has_come(
    client: Client, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("county_casebook.edit.server._WAITS", 60)
    assert client.post(headers) in (400, 415)


def drafts(editing: Editing) -> int:
    return len(list(editing.writing.drafts.all()))


def test_it_listens_on_this_machine_alone_and_on_a_port_that_no_other_program_has(editing: Editing) -> None:
    assert editing.server.server_address[0] == "127.0.0.1"
    assert LocalServer.allow_reuse_address is (sys.platform != "win32")
    with pytest.raises(OSError, match="in use"):
        LocalServer(editing.server.server_port, BaseHTTPRequestHandler)


def test_the_start_address_serves_once_and_becomes_a_cookie_that_scripts_and_others_never_see(
    editing: Editing,
) -> None:
    client, start = Client(editing), urlsplit(editing.start)
    status, headers, _ = client.ask(f"{start.path}?{start.query}")
    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert client.ask(f"{start.path}?{start.query}")[0] == 403
    assert client.ask("/start?token=")[0] == 403
    assert editing.start != start.geturl()


@pytest.mark.parametrize(
    "to", ["//evil.example/", "/../..", "https://evil.example", "cases/../../x", "\r\nSet-Cookie: a=b"]
)
def test_a_start_address_leads_nowhere_else(editing: Editing, to: str) -> None:
    client, start = Client(editing), urlsplit(editing.start)
    _, headers, _ = client.ask(f"{start.path}?{start.query}&{urlencode({'to': to})}")
    assert headers["Location"] == "/"
    assert "evil" not in headers["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        CASE,
        "/own/form.css",
        "/own/form.js",
        "/new/cases",
        "/cases/jichuan-tea/pick?name=county&q=a",
        "/nothing",
    ],
)
@pytest.mark.parametrize("cookie", ["", "casebook-edit-1=x", "{name}=wrong", "{name}=", "\x7f={name}"])
def test_without_the_cookie_nothing_is_shown_not_even_a_style(
    editing: Editing, path: str, cookie: str
) -> None:
    name = f"casebook-edit-{editing.server.server_port}"
    status, _, text = Client(editing, cookie.format(name=name)).ask(path)
    assert status == 403
    assert "茶" not in text


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "127.0.0.1.evil.example:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "127.0.0.1:{port}.evil.example",
    ],
)
def test_a_name_that_is_not_ours_is_refused_whatever_it_leads_to(client: Client, host: str) -> None:
    named = host.format(port=client.editing.server.server_port)
    assert client.ask("/", {"Host": named})[0] in (400, 403)
    assert client.post({"Host": named, "Origin": f"http://{named}"}) in (400, 403)
    assert drafts(client.editing) == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "unknown"])
def test_a_page_of_another_site_or_another_port_reads_nothing_even_with_the_cookie(
    client: Client, site: str
) -> None:
    assert client.ask("/", {"Sec-Fetch-Site": site})[0] == 403
    assert client.ask("/own/form.js", {"Sec-Fetch-Site": site})[0] == 403
    assert client.ask("/", {"Sec-Fetch-Site": "same-origin"})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://localhost:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json"},
        {"Cookie": ""},
        {"Transfer-Encoding": "chunked"},
        {"Content-Length": "-1"},
        {"Content-Length": "99999999"},
        {"Content-Length": "９"},
    ],
)
def test_what_no_form_of_ours_sends_is_not_taken(client: Client, headers: dict[str, str]) -> None:
    port = client.editing.server.server_port
    sent = {
        name: value.format(port=port).encode("utf-8").decode("latin-1") for name, value in headers.items()
    }
    assert client.post(sent) in (400, 403, 411, 413, 415)
    assert drafts(client.editing) == 0


@pytest.mark.parametrize("csrf", [None, "", "x", "é"])
def test_a_form_without_our_field_is_not_taken(client: Client, csrf: str | None) -> None:
    fields = {"op": "keep", "problem": "写入"} | ({} if csrf is None else {"csrf": csrf})
    assert client.post(body=urlencode(fields).encode()) == 403
    assert drafts(client.editing) == 0


def test_more_than_a_record_holds_is_not_read(client: Client) -> None:
    assert client.post({"Content-Length": str(MOST_BYTES + 1)}, b"x") == 413
    many = "&".join(f"a{number}=" for number in range(30_000)).encode()
    assert client.post(body=many) == 403
    assert drafts(client.editing) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_other_methods_are_not_known(client: Client, method: str) -> None:
    status, headers, _ = client.ask("/", method=method)
    assert status == 501
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/cases/../../../etc/passwd/basics", "/cases/%2e%2e%2f%2e%2e%2fetc%2fpasswd/basics",
        "/cases/..%5c..%5cx/basics", "/cases/%00/basics", "/own/../server.py", "/own/%2e%2e/server.py", "/own/..%2fserver.py",
        "/content/cases/basics", "/cases/jichuan-tea/../../../x", "/cases/jichuan-tea/problem/more", "/C:/x", "//etc/passwd",
        "/cases/nobody/basics", "/vocabulary/themes/basics", "/cases/CON/basics", "/cases/casebook.yml/basics",
    ],
)  # fmt: skip
def test_a_name_in_an_address_is_never_a_path(client: Client, path: str) -> None:
    status, _, text = client.ask(path)
    assert status in (303, 404)
    assert "root:" not in text
    assert "import" not in text


@pytest.mark.parametrize("path", ["/", CASE, "/own/form.css", "/cases/jichuan-tea/page", "/nothing", "/../x"])
def test_every_answer_forbids_what_it_does_not_need(client: Client, path: str) -> None:
    _, headers, text = client.ask(path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not [name for name in headers if name.startswith("Access-Control")]
    assert " style=" not in text
    assert " onclick=" not in text


def test_a_page_in_the_frame_stands_behind_a_secret_and_may_do_nothing(client: Client) -> None:
    _, _, text = client.ask("/cases/jichuan-tea/page")
    address = text.partition('src="/view/')[2].partition('"')[0]
    status, headers, page = Client(client.editing).ask(f"/view/{address}")
    assert status == 200
    assert "<h1" in page
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    for wrong in ("x", "", address.partition("/")[0][:-1], "../" + address):
        assert client.ask(f"/view/{wrong}/cases/jichuan-tea/")[0] == 404
    secret = address.partition("/")[0]
    for path in (
        "..%2f..%2fmkdocs.yml",
        "../../mkdocs.yml",
        "content/cases/jichuan-tea.yml",
        "%00",
        "assets/../../x",
    ):
        assert Client(client.editing).ask(f"/view/{secret}/{path}")[0] == 404


def test_its_name_tells_nothing_and_addresses_are_not_logged(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    _, headers, _ = client.ask("/")
    assert headers["Server"].strip() == "casebook"
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_a_draft_that_holds_scripts_everywhere_runs_nowhere(client: Client) -> None:
    """Whatever a record holds is text: on its screens, in lists, among what is wrong, and where two versions stand side by side."""
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    path: Path = client.editing.desk.host.content / "cases/lingping-tea.yml"
    text = path.read_text("utf-8")
    value = {
        "title": evil,
        evil: evil,
        "summary": [evil],
        "period": {"start": evil, evil: evil},
        "county": evil,
        "themes": [evil],
        "sources": [{"title": evil, "url": "javascript:alert(1)"}, evil],
        "results": [{"claim": evil, "source": evil}],
        "status": evil,
    }
    path.write_text(json.dumps(value), "utf-8")
    client.editing.desk.doubt()
    try:
        for name in ("basics", "results", "sources", "state", "page"):
            status, _, page = client.ask(f"/cases/lingping-tea/{name}")
            assert status == 200, name
            assert "<script>alert" not in page
            assert "<img" not in page
            assert 'href="javascript' not in page
        assert "<script>alert" not in client.ask("/")[2]
        assert "<script>alert" not in client.ask(f"/?{urlencode({'q': evil, 'kind': evil})}")[2]
        assert (
            "<script>alert"
            not in client.ask(
                f"/cases/lingping-tea/basics?{urlencode({'find': 'county', 'q': evil, 'in': evil})}"
            )[2]
        )
    finally:
        path.write_text(text, "utf-8")
        client.editing.desk.doubt()
