"""The form answers on this machine alone, and only a browser that came through its start address: see `door`."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from county_casebook.edit.door import FORM_HEADERS, VIEW, Door, view_headers
from county_casebook.edit.sent import NotTaken, body_of, fields_of
from county_casebook.edit.web import Answer, Request, refused, see
from county_casebook.serve.local import LocalServer

_SECONDS = 60
_WAITS = 0.5
_MOST_FORGOTTEN = 1 << 29
_LENGTH = re.compile(r"[0-9]{1,12}")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")

Pages = Callable[[Request], Answer]
Views = Callable[[str, str], Answer]


class Server(LocalServer):
    """Answers for one library: `pages` makes the pages of the form, `views` what stands in its frame, `own` are its styles and scripts."""

    def __init__(
        self, port: int, pages: Pages, views: Views, own: Mapping[str, bytes], entered: Callable[[], None]
    ) -> None:
        super().__init__(port, _Handler)
        self.pages, self.views, self.entered = pages, views, entered
        self.own = own
        self.door = Door(self.server_port)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of an answer is no fault."""


class _Counted:
    """A body, and how many of its bytes were read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.many = stream, 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, no more than `size`."""
        chunk = self._stream.read(size)
        self.many += len(chunk)
        return chunk


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "casebook", ""
    timeout = _SECONDS
    wbufsize = (
        1 << 16
    )  # headers and page leave together: in two pieces the second waits 40 ms for an answer to the first

    def log_message(self, *_: Any) -> None:
        """Say nothing: addresses hold secrets."""

    def do_GET(self) -> None:
        self._send(self._asked())

    def do_HEAD(self) -> None:
        self._send(self._asked())

    def do_POST(self) -> None:
        self._send(self._posted())

    # Who asks --------------------------------------------------------------------------------------------------------

    def _asked(self) -> Answer:
        door, split = self.server.door, urlsplit(self.path)
        if not self._is_named():
            return refused("只答复本机的地址", HTTPStatus.FORBIDDEN)
        query = fields_of(split.query)
        if split.path == "/start":
            return self._start(query)
        if split.path.startswith(f"/{VIEW}/"):
            return self._view(split.path)
        if not door.knows(self._headers()):
            return refused("请用终端里给出的地址打开", HTTPStatus.FORBIDDEN)
        if split.path in self.server.own:
            return Answer(self.server.own[split.path], type_of(split.path))
        path = _segments(split.path)
        if path is None:
            return refused("没有这一页", HTTPStatus.NOT_FOUND)
        return self.server.pages(Request(path, query, by_script=self._is_by_script()))

    def _posted(self) -> Answer:
        """Answer what a form sent; a body that is not read ends the connection."""
        self.close_connection = True
        door, split = self.server.door, urlsplit(self.path)
        headers, path = self._headers(), _segments(split.path)
        stream = _Counted(cast(BinaryIO, self.rfile))
        if not self._is_named() or not door.knows(headers):
            return refused("请用终端里给出的地址打开", HTTPStatus.FORBIDDEN)
        try:
            body = body_of(headers, cast(BinaryIO, stream))
        except NotTaken as reason:
            self._forget_rest(stream.many)
            return refused(reason.words, reason.status)
        if not door.is_ours(headers, next(iter(body.fields.get("csrf", ())), "")):
            return refused("不是从表单里来的，没有收下；请刷新页面再试", HTTPStatus.FORBIDDEN)
        self.close_connection = False
        if path is None:
            return refused("没有这一页", HTTPStatus.NOT_FOUND)
        query = fields_of(split.query)
        return self.server.pages(
            Request(path, query, body.fields, by_script=self._is_by_script(), files=body.files)
        )

    def _forget_rest(self, taken: int) -> None:
        """Read what still comes and forget it, so that a browser sees the answer and no broken connection."""
        self.connection.settimeout(_WAITS)
        length = self.headers.get("Content-Length", "")
        left = min(_MOST_FORGOTTEN, int(length) - taken if _LENGTH.fullmatch(length) else _MOST_FORGOTTEN)
        with suppress(OSError):
            while left > 0 and (chunk := self.rfile.read1(min(left, 1 << 16))):
                left -= len(chunk)

    def _is_named(self) -> bool:
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and self.server.door.names_us(hosts[0])

    def _headers(self) -> Mapping[str, str]:
        """The headers of the request, found by name in whatever case."""
        return self.headers  # type: ignore[return-value]  # a message is one

    def _is_by_script(self) -> bool:
        return self.headers.get("X-Casebook") == "script"

    def _start(self, query: Mapping[str, Sequence[str]]) -> Answer:
        door, token = self.server.door, next(iter(query.get("token", ())), "")
        to = "/".join(_segments(next(iter(query.get("to", ())), "")) or ())
        if door.enter(token):
            self.server.entered()
            headers = {"Location": f"/{to}", "Set-Cookie": door.cookie}
            return Answer(status=HTTPStatus.SEE_OTHER, headers=headers)
        if door.knows(self._headers()):
            return see(f"/{to}")
        return refused("这个地址用过了；请用终端里最后一行给出的地址", HTTPStatus.FORBIDDEN)

    # What is answered without the pages ------------------------------------------------------------------------------

    def _view(self, path: str) -> Answer:
        secret, _, name = unquote(path).removeprefix(f"/{VIEW}/").partition("/")
        answer = self.server.views(secret, name)
        headers = {**view_headers(self.server.door.origin), **answer.headers}
        return Answer(answer.data, answer.type, answer.status, headers)

    def _send(self, answer: Answer) -> None:
        words = answer.type.startswith("text/") or answer.type in ("application/json", "image/svg+xml")
        headers = (
            answer.headers
            if "Content-Security-Policy" in answer.headers
            else {**FORM_HEADERS, **answer.headers}
        )
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", f"{answer.type}; charset=utf-8" if words else answer.type)
            self.send_header("Content-Length", str(len(answer.data)))
            for name, value in headers.items():
                self.send_header(name, value)
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def _segments(path: str) -> tuple[str, ...] | None:
    """The segments of a path; None when one is none of ours, so that no name from outside is ever more than a key."""
    found = tuple(part for part in unquote(path).split("/") if part)
    return found if all(map(_SEGMENT.fullmatch, found)) else None


def type_of(name: str) -> str:
    """The media type of a file by its name."""
    if name.endswith(".js"):  # what a Windows registry says of it may be anything
        return "text/javascript"
    return mimetypes.guess_type(PurePosixPath(name).name)[0] or "application/octet-stream"


__all__ = ["Server", "type_of"]
