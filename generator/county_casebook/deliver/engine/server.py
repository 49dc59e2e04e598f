"""Requests become answers of a search engine that may be busy, restarting or partly gone: several addresses, tried in turn.

What may pass is asked again, each time after a longer pause; what will not pass is told in Chinese. User and password come
from the environment and are shown nowhere.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

USER, PASSWORD, CERTIFICATES = "CASEBOOK_SEARCH_USER", "CASEBOOK_SEARCH_PASSWORD", "CASEBOOK_SEARCH_CA"
"""Variables of the environment: who asks, and a file of certificates to trust beside those of the system."""

PASSING = frozenset({429, 502, 503, 504})
"""Answers of a server that is busy or on its way up."""

_TRIES = 8
_LONGEST_PAUSE = 15.0
_TIMEOUT = 120.0
_CONNECT_TIMEOUT = 10.0
_MOST_BYTES = 256_000_000

JSON, LINES = "application/json", "application/x-ndjson"


class EngineFault(Exception):
    """Why the engine could not do what it was asked, in Chinese."""


class WrongAddress(ValueError):
    """Why an address cannot be used, in Chinese; it shows no user or password."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said: the status, and the JSON with it."""

    status: int
    body: Any

    def why(self) -> str:
        """The engine's own reason, short."""
        error = self.body.get("error", "") if isinstance(self.body, Mapping) else ""
        return str(error.get("reason", error) if isinstance(error, Mapping) else error)[:200]


def read_address(written: str) -> SplitResult:
    """Return the parts of an engine's address; raise WrongAddress."""
    try:
        parts = urlsplit(written.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongAddress("有一个地址读不懂，应当像 https://search.example.cn:9200") from None
    if parts.username is not None or parts.password is not None or "@" in written:
        raise WrongAddress(f"地址里不要写用户名和口令；用环境变量 {USER} 和 {PASSWORD}")
    if parts.scheme not in ("http", "https") or not host:
        raise WrongAddress(f"“{written[:80]}”不是搜索引擎的地址，应当以 http:// 或 https:// 开头")
    if parts.query or parts.fragment:
        raise WrongAddress(f"“{written[:80]}”里不能有 ? 和 #")
    return parts


@dataclass
class Server:
    """An engine behind one or more addresses. `pause` and `tell` are for tests and for progress."""

    addresses: Sequence[SplitResult]
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    pause: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = lambda _: None
    _at: int = 0
    _open: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: object = None, *, accepted: Sequence[int] = ()) -> Answer:
        """Ask, and again while the reason may pass; raise EngineFault on an error whose status is not among the accepted."""
        data, kind = (body, LINES) if isinstance(body, bytes) else (_json(body), JSON)
        said = ""
        for attempt in range(_TRIES):
            if attempt:
                self.wait(attempt, said)
            try:
                answer = self._once(method, path, data, kind)
            except ssl.SSLCertVerificationError as error:
                raise EngineFault(
                    f"{self.name} 的证书通不过检查：{error.verify_message}；自己的证书写在 {CERTIFICATES}"
                ) from None
            except (OSError, http.client.HTTPException) as error:
                said = f"{self.name} 连不上或中断了（{type(error).__name__}）"
                self._next()
                continue
            if answer.status < 300 or answer.status in accepted:
                return answer
            if answer.status not in PASSING:
                raise EngineFault(f"{self.name} 没有照办（{answer.status}）：{_reason(answer)}")
            said = f"{self.name} 正忙（{answer.status}）"
            self._next()
        raise EngineFault(f"{said}；试了 {_TRIES} 次。稍后再运行一次，会从断处接着做")

    @property
    def name(self) -> str:
        """The address in use, as messages show it."""
        parts = self.addresses[self._at]
        return f"{parts.scheme}://{parts.netloc}"

    def wait(self, attempt: int, said: str) -> None:
        """Say why, and wait, the longer the more often it was tried."""
        seconds = min(_LONGEST_PAUSE, 0.5 * 2 ** (attempt - 1))
        self.tell(f"{said}，{seconds:g} 秒后再试")
        self.pause(seconds)

    def _once(self, method: str, path: str, data: bytes | None, kind: str) -> Answer:
        connection = self._open = self._open or self._connect()
        prefix = self.addresses[self._at].path.rstrip("/")
        headers = {
            "Accept": JSON,
            **({"Content-Type": kind} if data is not None else {}),
            **self._credentials(),
        }
        connection.request(method, prefix + path, body=data, headers=headers)
        reply = connection.getresponse()
        read = reply.read(_MOST_BYTES + 1)
        if len(read) > _MOST_BYTES:
            raise http.client.HTTPException("too long")
        if reply.will_close:
            self.close()
        return Answer(reply.status, _read(read))

    def _connect(self) -> http.client.HTTPConnection:
        parts = self.addresses[self._at]
        host = parts.hostname or ""
        made: http.client.HTTPConnection
        if parts.scheme == "https":
            made = http.client.HTTPSConnection(
                host, parts.port, timeout=_CONNECT_TIMEOUT, context=self._trusting()
            )
        else:
            made = http.client.HTTPConnection(host, parts.port, timeout=_CONNECT_TIMEOUT)
        made.connect()
        made.sock.settimeout(_TIMEOUT)
        return made

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if named := self.environment.get(CERTIFICATES):
            try:
                context.load_verify_locations(named)
            except OSError:
                raise EngineFault(f"{CERTIFICATES} 里写的证书文件读不了：{named}") from None
        return context

    def _credentials(self) -> dict[str, str]:
        user = self.environment.get(USER, "")
        if not user:
            return {}
        pair = f"{user}:{self.environment.get(PASSWORD, '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def _next(self) -> None:
        """Leave an address that does not answer for the one after it."""
        self.close()
        self._at = (self._at + 1) % len(self.addresses)

    def close(self) -> None:
        """Close what is open; the next question opens it again."""
        if self._open:
            self._open.close()
        self._open = None


def _reason(answer: Answer) -> str:
    if answer.status in (401, 403):
        return f"用户名或口令不对，或没有权限；它们写在环境变量 {USER} 和 {PASSWORD} 里"
    return answer.why() or "没有说明原因"


def _json(body: object) -> bytes | None:
    return None if body is None else json.dumps(body, ensure_ascii=False).encode()


def _read(data: bytes) -> Any:
    """The JSON of an answer; of a proxy's error page nothing."""
    try:
        return json.loads(data) if data else {}
    except ValueError:
        return {}
