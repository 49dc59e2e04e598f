"""What a browser, or whatever calls itself one, sends with files: taken part by part, within bounds, or refused in words."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from county_casebook.edit.screens import screen_of
from county_casebook.edit.sent import MOST_WITH_FILES
from county_casebook.edit.writing import seen
from tests.forms import Client, editing_of
from tests.photographs import photograph

KEY = Key("cases", "jichuan-tea")
SCREEN = f"/{KEY}/approach"


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1141171200")
        made = editing_of(tmp_path_factory.mktemp("uploads") / "library")
        yield made
        made.stop()


@pytest.fixture
def client(editing: Editing) -> Client:
    made = Client(editing)
    made.enter()
    return made


def part(name: str, value: bytes | str, filename: str | None = None, more: str = "") -> bytes:
    called = "" if filename is None else f'; filename="{filename}"'
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{called}\r\n{more}\r\n'
    return head.encode() + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"


def body(client: Client, *parts: bytes, csrf: str | None = None) -> bytes:
    ours = part("csrf", client.editing.server.door.csrf if csrf is None else csrf)
    held = client.editing.writing.held(KEY)
    assert held
    shown = part("seen", seen(held.value, screen_of(KEY.model, "approach").names))
    return b"".join((ours, shown, part("op", "keep"), *parts, b"--x--\r\n"))


def files(editing: Editing) -> list[str]:
    folder = editing.desk.host.content / "files"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_picture_sent_by_a_form_is_taken_and_one_that_was_not_chosen_is_none(client: Client) -> None:
    chosen = part("media.0.file^", photograph(), "照片.JPG", "Content-Type: image/jpeg\r\n")
    not_chosen = part("media^", b"", "", "Content-Type: application/octet-stream\r\n")
    count = part("media#", "1")
    status, to = client.upload(SCREEN, body(client, chosen, not_chosen, count, part("approach", "写\r\n的")))
    assert (status, to) == (303, SCREEN)
    assert "jichuan-tea-1.jpg" in files(client.editing)
    status, _, _ = client.ask("/file?name=jichuan-tea-1.jpg")
    assert status == 200
    assert Client(client.editing).ask("/file?name=jichuan-tea-1.jpg")[0] == 403


@pytest.mark.parametrize(
    "filename",
    ["../../../x.jpg", "..\\\\..\\\\x.jpg", "/etc/passwd", "C:\\\\x.jpg", "CON.jpg", "a\x00b.jpg", "x.php", "a" * 3000, "；.jpg",
     "mkdocs.yml", ".htaccess", "jichuan-tea-1.jpg"],
)  # fmt: skip
def test_what_a_browser_calls_a_file_is_nowhere(client: Client, filename: str) -> None:
    sent = part("media.0.file^", photograph("PNG", size=(11, 7)), filename)
    status, _ = client.upload(SCREEN, body(client, sent, part("media#", "1")))
    assert status in (303, 400)
    assert all(name == "tea.png" or name.startswith("jichuan-tea-") for name in files(client.editing))


@pytest.mark.parametrize("csrf", ["", "x", "é"])
def test_a_file_without_our_field_is_not_taken(client: Client, csrf: str) -> None:
    before = files(client.editing)
    sent = part("media.0.file^", photograph(size=(31, 7)), "x.jpg")
    assert client.upload(SCREEN, body(client, sent, csrf=csrf))[0] == 403
    assert files(client.editing) == before


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Cookie": ""}, {"Host": "evil.example"}, {"Transfer-Encoding": "chunked"}],
)  # fmt: skip
def test_a_file_from_a_page_that_is_not_ours_is_not_taken(client: Client, headers: dict[str, str]) -> None:
    before = files(client.editing)
    sent = part("media.0.file^", photograph(size=(32, 7)), "x.jpg")
    assert client.upload(SCREEN, body(client, sent), **headers)[0] in (400, 403, 411)
    assert files(client.editing) == before


@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=y", f"multipart/form-data; boundary={'x' * 71}",
     'multipart/form-data; boundary="x\r"', "multipart/form-data; boundary=\x80", "multipart/mixed; boundary=x", "multipart/form-data;;;=;boundary"],
)  # fmt: skip
def test_a_body_whose_parts_cannot_be_told_apart_is_not_taken(client: Client, kind: str) -> None:
    kind = kind.replace("\r", "")
    status, words = client.upload(SCREEN, body(client), **{"Content-Type": kind})
    assert status in (303, 400, 415)
    assert status == 303 or "没有保存" in words or "只收表单" in words


def broken(whole: bytes) -> Iterator[bytes]:
    yield b""
    yield b"--x--\r\n"
    yield whole[:-4]
    yield whole[: len(whole) // 2]
    yield whole.replace(b"\r\n", b"\n")
    yield whole.replace(b"form-data; name", b"attachment; name")
    yield whole.replace(b'form-data; name="op"', b"form-data")
    yield whole.replace(b"Content-Disposition", b"Content-Nothing", 1)
    yield whole.replace(b"--x\r\n", b"--x\r\n" + b"A: b\r\n" * 20, 1)
    yield whole.replace(b"--x\r\n", b"--x\r\nA: " + b"b" * 9000 + b"\r\n", 1)
    yield whole.replace(b"--x\r\n", b"--x\r\nContent-Length: 5\r\n", 1)
    yield b"--x" * 50_000
    yield b"\r\n--x" * 50_000
    yield bytes(range(256)) * 400


@pytest.mark.parametrize("number", range(14))
def test_a_body_that_is_broken_is_refused_in_words_and_nothing_of_it_is_kept(
    client: Client, number: int
) -> None:
    before = files(client.editing)
    sent = part("media.0.file^", photograph(size=(33, 7)), "x.jpg")
    data = list(broken(body(client, sent)))[number]
    status, words = client.upload(SCREEN, data)
    assert status in (400, 403, 413)
    assert "没有" in words
    assert files(client.editing) == before


@pytest.mark.slow
def test_more_parts_than_a_form_has_are_not_taken(client: Client) -> None:
    many = b"".join(part(f"a{number}", "") for number in range(10_000))
    status, words = client.upload(SCREEN, body(client, many))
    assert status == 413
    assert "没有保存" in words
    pictures = [part("media^", photograph(size=(9 + number, 5)), "x.jpg") for number in range(200)]
    before = len(files(client.editing))
    status, words = client.upload(SCREEN, body(client, *pictures))
    assert "一次最多放 30 张" in words
    assert len(files(client.editing)) == before + 30


@pytest.mark.slow
def test_more_text_or_more_bytes_than_a_form_holds_are_not_taken(client: Client) -> None:
    text = part("approach", "长" * 1_500_000)
    assert client.upload(SCREEN, body(client, text))[0] == 413
    heavy = part("media^", b"\0" * (20 << 20) + b"\0", "x.jpg")
    assert client.upload(SCREEN, body(client, heavy))[0] == 413
    status, words = client.upload(SCREEN, b"\0" * (MOST_WITH_FILES + 1))
    assert status == 413
    assert "图片缩小再放进来" in words
    assert client.upload(SCREEN, b"x", **{"Content-Length": "9" * 12})[0] == 413


def test_a_body_that_stops_in_the_middle_is_not_taken_and_holds_nobody_up(client: Client) -> None:
    before, editing = files(client.editing), client.editing
    whole = body(client, part("media.0.file^", photograph(size=(34, 7)), "x.jpg"))
    head = (
        f"POST {SCREEN} HTTP/1.1\r\nHost: {client.host}\r\nCookie: {client.cookie}\r\nOrigin: http://{client.host}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", editing.server.server_port), timeout=10) as link:
        link.sendall(head.encode() + whole[:200])
        link.shutdown(socket.SHUT_WR)
        assert b" 400 " in link.recv(4096)
    with socket.create_connection(("127.0.0.1", editing.server.server_port), timeout=10) as link:
        link.sendall(head.encode() + whole[:200])  # and nothing more: others are answered meanwhile
        assert client.ask(SCREEN)[0] == 200
        assert client.post() in (303, 409)
    assert files(client.editing) == before


def test_several_that_send_at_once_all_get_in(client: Client) -> None:
    before, answers = len(files(client.editing)), []

    def send(number: int) -> None:
        sent = part("media^", photograph("PNG", size=(60 + number, 5)), "x.png")
        answers.append(client.upload(SCREEN, body(client, sent, part("media#", "0")))[0])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert set(answers) <= {303, 409}
    assert 303 in answers
    aside = len(list(client.editing.writing.drafts.files.iterdir()))
    assert len(files(client.editing)) + aside >= before + 6
    assert not list(Path(client.editing.desk.host.content, "files").glob(".*"))
