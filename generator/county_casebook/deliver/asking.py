"""A web server is asked for files, as a browser asks: within its own host, a few at a time, with an end to every answer."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import brotli

from county_casebook.text.characters import shown

MOST_BYTES = 1 << 26
"""No file of a site is larger, unpacked or not."""

_TIMEOUT = 20.0
_LONGEST = 120.0
"""Seconds for one whole answer, however little of it comes at a time."""
_PART = 1 << 16
_TRIES = 3
_REDIRECTS = 5
_PASSING = frozenset({429, 502, 503, 504})
_AS_WRITTEN = "/%:@!$&'()*+,;=~"
_LEADING_ON = frozenset({301, 302, 303, 307, 308})


class WrongAddress(ValueError):
    """Why an address cannot be asked, in Chinese."""


class Unanswered(Exception):
    """Why there is no answer, in Chinese."""


class Answer(NamedTuple):
    """The status, and the body as it is unpacked."""

    status: int
    body: bytes


def read_address(written: str) -> SplitResult:
    """Return the parts of a site's address, whose path ends with `/`; raises WrongAddress."""
    try:
        parts = urlsplit(written.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongAddress("网址读不懂，应当像 https://casebook.example.cn/") from None
    if parts.scheme not in ("http", "https") or not host:
        raise WrongAddress("网址应当以 http:// 或 https:// 开头")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise WrongAddress("网址里不能有用户名、? 和 #")
    return parts._replace(path=quote(f"{parts.path.rstrip('/')}/", safe=_AS_WRITTEN))


class Site:
    """A site at an address, to be closed. Several threads may ask at once; each keeps a connection of its own."""

    def __init__(
        self,
        address: SplitResult,
        pause: Callable[[float], None] = time.sleep,
        longest: float = _LONGEST,
    ) -> None:
        self.address, self._pause, self._longest = address, pause, longest
        self._open = threading.local()
        self._all_open: set[http.client.HTTPConnection] = set()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections of every thread."""
        for connection in self._all_open:
            connection.close()

    def get(self, path: str, encodings: str = "identity", most: int = MOST_BYTES) -> Answer:
        """Ask for a path below the address, and again when it may pass; raises Unanswered."""
        url = self.address.geturl() + path
        for _ in range(_REDIRECTS):
            status, where, body = self._patiently(url, encodings, most)
            if status not in _LEADING_ON:
                return Answer(status, body)
            url = self._same_host(url, where)
        raise Unanswered("转来转去没有尽头")

    def _same_host(self, url: str, where: str) -> str:
        """Return the address that a server leads on to, when it is its own; raises Unanswered."""
        try:
            there = urlsplit(urljoin(url, where))
            own = (self.address.hostname, _port(self.address))
            is_own = (there.hostname, _port(there)) == own or (
                there.hostname == own[0] and (own[1], _port(there)) == (80, 443)
            )
        except ValueError:
            raise Unanswered(f"转到读不懂的网址：{shown(where[:80])}") from None
        if not is_own or there.scheme not in ("http", "https") or "@" in there.netloc:
            raise Unanswered(f"转到了别的网站：{shown(there.geturl()[:80])}")
        return there._replace(path=quote(there.path, safe=_AS_WRITTEN)).geturl()

    def _patiently(self, url: str, encodings: str, most: int) -> tuple[int, str, bytes]:
        said = ""
        for attempt in range(_TRIES):
            self._pause(attempt)
            try:
                found = self._once(urlsplit(url), encodings, most)
            except Unanswered:
                self._close()
                raise
            except ssl.SSLCertVerificationError as error:
                raise Unanswered(f"证书通不过检查：{error.verify_message}") from None
            except (OSError, http.client.HTTPException, UnicodeError) as error:
                self._close()
                said = f"连不上或中断了（{type(error).__name__}）"
                continue
            if found[0] not in _PASSING:
                return found
            said = f"回答 {found[0]}"
        raise Unanswered(f"{said}，试了 {_TRIES} 次")

    def _once(self, url: SplitResult, encodings: str, most: int) -> tuple[int, str, bytes]:
        connection = self._connection(url)
        path = url._replace(scheme="", netloc="", fragment="").geturl() or "/"
        connection.request(
            "GET", path, headers={"Accept-Encoding": encodings, "User-Agent": "casebook-verify"}
        )
        with _cut_off(connection.sock, self._longest):
            reply = connection.getresponse()
            body = _body(reply, most)
        if len(body) > most:
            raise Unanswered("回答太长，不是本站的文件")
        packed = reply.getheader("Content-Encoding", "identity").lower()
        if reply.will_close:
            self._close()
        return reply.status, reply.getheader("Location", ""), unpacked(body, packed, most)

    def _connection(self, url: SplitResult) -> http.client.HTTPConnection:
        """Return the open connection of this thread, when it is to this server; else a new one."""
        key = (url.scheme, url.netloc)
        if getattr(self._open, "key", None) != key:
            self._close()
            made = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
            self._open.connection = made(url.hostname or "", url.port, timeout=_TIMEOUT)
            self._open.key = key
            self._all_open.add(self._open.connection)
        connection: http.client.HTTPConnection = self._open.connection
        return connection

    def _close(self) -> None:
        if getattr(self._open, "key", None):
            self._open.connection.close()
            self._all_open.discard(self._open.connection)
            self._open.key = None


@contextmanager
def _cut_off(connection: socket.socket, seconds: float) -> Iterator[None]:
    """Let nothing more come over a connection after some time; raises Unanswered when that was so."""

    def cut() -> None:
        with suppress(OSError):  # it may be closed meanwhile
            connection.shutdown(socket.SHUT_RDWR)

    timer, begun = threading.Timer(seconds, cut), time.monotonic()
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if time.monotonic() - begun < seconds:
            raise
    finally:
        timer.cancel()
    if time.monotonic() - begun >= seconds:
        raise Unanswered("回答得太慢，没有等到完")


def _body(reply: http.client.HTTPResponse, most: int) -> bytes:
    """Return a body, or a little more than `most` of it; raises IncompleteRead for one that breaks off.

    It is read in parts: of a chunk that says its length is -1 the library would else take all that ever comes.
    """
    parts, size = [], 0
    while size <= most and (part := reply.read1(_PART)):
        parts.append(part)
        size += len(part)
    body = b"".join(parts)
    if size <= most:
        if reply.length:
            raise http.client.IncompleteRead(body, reply.length)
        reply.close()
    return body


def _port(url: SplitResult) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def unpacked(body: bytes, how: str, most: int = MOST_BYTES) -> bytes:
    """Return a body as it was before it was compressed; raises Unanswered for what is damaged, too long or unknown."""
    if how == "identity" or not body:
        return body
    try:
        if how in ("gzip", "x-gzip"):
            reader = zlib.decompressobj(wbits=31)
            found = reader.decompress(body, most + 1)
            is_whole = reader.eof and not reader.unused_data
        elif how == "br":
            stream = brotli.Decompressor()
            found = stream.process(body, output_buffer_limit=most + 1)
            is_whole = stream.is_finished()
        else:
            raise Unanswered(f"用不认识的办法压缩：{shown(how[:40])}")
    except (zlib.error, brotli.error):
        raise Unanswered("压缩的回答是坏的") from None
    if not is_whole or len(found) > most:
        raise Unanswered("压缩的回答不完整，或太长")
    return bytes(found)
