"""The preview answers on this machine alone: pages as a build writes them, and one script of its own that asks for them again.

Names other than those of the loopback are refused, so that no foreign page can reach it by a name of its own (DNS
rebinding). What the published site's headers forbid is forbidden here too.
"""

from __future__ import annotations

import json
import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from jinja2 import TemplateError

from county_casebook.publish.asked import PAGE
from county_casebook.publish.headers import headers
from county_casebook.publish.pages.problems import trouble_page
from county_casebook.serve.changed import changed_here, said_page
from county_casebook.serve.local import LocalServer
from county_casebook.serve.preview import Preview, State

OWN = "_preview/"
"""Below it stands what belongs to the preview and is in no site."""

CHANGES = "changes"
"""There stands what changed since the default branch."""
_UP = "../"
_BANNER = '<aside class="cb-banner" aria-label="预览">'
"""What stands before the words of a page that shows drafts."""

_NAMES = frozenset(("127.0.0.1", "localhost", "[::1]"))
_HERE = Path(__file__).parent
_FILES = {"reload.js": "text/javascript", "panel.css": "text/css"}
_LONGEST = 25.0
"""Seconds after which a question for news is answered although there are none."""
_TYPES = {".js": "text/javascript", ".ics": "text/calendar", ".webmanifest": "application/manifest+json"}


class Server(LocalServer):
    """Answers from the newest state of a preview."""

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__(port, _Handler)

    @property
    def address(self) -> str:
        """Where the site's root stands."""
        return f"http://127.0.0.1:{self.server_port}/{self.preview.host.mount}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal is for what is wrong in the library."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self) -> None:
        host = self.headers.get("Host", "").rpartition(":") if ":" in self.headers.get("Host", "") else None
        name = host[0] if host and host[2].isdigit() else self.headers.get("Host", "")
        if name.lower() not in _NAMES:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", "只答复本机的地址\n".encode())
            return
        split = urlsplit(self.path)
        path = unquote(split.path).lstrip("/")
        mount = self.server.preview.host.mount
        if not path.startswith(mount):
            self._move(f"/{mount}") if path in ("", mount.rstrip("/")) else self._missing("")
        elif path.startswith(f"{mount}{OWN}"):
            self._own(path.removeprefix(f"{mount}{OWN}"), split.query)
        else:
            self._site(path.removeprefix(mount))

    # What belongs to the preview -------------------------------------------------------------------------------------

    def _own(self, name: str, query: str) -> None:
        if name == "state":
            self._state(parse_qs(query).get("tick", [""])[0])
        elif name == CHANGES:
            self._changes()
        elif name in _FILES:
            self._send(HTTPStatus.OK, _FILES[name], (_HERE / name).read_bytes())
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")

    def _changes(self) -> None:
        """Say what changed since the default branch: found now, while others are answered."""
        preview = self.server.preview
        state = preview.current()
        if state is None or state.checked is None:
            self._page(HTTPStatus.OK, said_page("内容还读不出来；改好以后这里就有。", _UP), state)
            return
        try:
            html = changed_here(preview.host.content, state.checked.library, preview.base, _UP)
        except Exception as error:  # noqa: BLE001 - an editor reads a sentence, here as on the terminal
            html = said_page(preview.fault(error), _UP)
        self._page(HTTPStatus.OK, html, state)

    def _state(self, tick: str) -> None:
        """Say what the newest state is, as soon as it is another one than the asker knows."""
        preview = self.server.preview
        with preview.turned:
            preview.turned.wait_for(lambda: str(preview.tick) != tick, _LONGEST)
            state, now = preview.state, preview.tick
        told = {
            "tick": str(now),
            "state": state.token if state else "",
            "done": bool(state and state.is_looked_over),
            "told": state.told if state else [],
        }
        self._send(HTTPStatus.OK, "application/json", json.dumps(told, ensure_ascii=False).encode())

    # The site --------------------------------------------------------------------------------------------------------

    def _site(self, path: str) -> None:
        name = f"{path}{PAGE}" if path.endswith("/") or not path else path
        state = self.server.preview.current()
        if state is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, trouble_page("正在读内容……"), None)
        elif state.is_refused and name.endswith(".html"):
            self._page(HTTPStatus.OK, state.refusal(), state)
        else:
            self._file(state, path, name)

    def _file(self, state: State, path: str, name: str) -> None:
        try:
            data = self._made(state, name)
            if data is None and name == path and self._made(state, f"{path}/{PAGE}") is not None:
                self._move(f"/{self.server.preview.host.mount}{quote(path)}/")
                return
        except TemplateError as error:
            self._page(HTTPStatus.OK, trouble_page(self.server.preview.host.explained(error)), state)
            return
        except Exception as error:  # noqa: BLE001 - an editor reads a sentence, here as on the terminal
            words = self.server.preview.fault(error)
            self.server.preview.say(words)
            self._page(HTTPStatus.INTERNAL_SERVER_ERROR, trouble_page(words), state)
            return
        if data is None:
            self._missing(state)
        elif name.endswith(".html"):
            self._page(HTTPStatus.OK, data.decode(), state)
        else:
            self._send(HTTPStatus.OK, _type_of(name), data)

    def _made(self, state: State, name: str) -> bytes | None:
        return self.server.preview.made(state, name)

    def _missing(self, state: State | str) -> None:
        found = self._made(state, "404.html") if isinstance(state, State) else None
        self._page(
            HTTPStatus.NOT_FOUND, found.decode() if found else "", state if isinstance(state, State) else None
        )

    def _page(self, status: HTTPStatus, html: str, state: State | None) -> None:
        """Send a page with the script that asks for it again."""
        token = quote(state.token if state else "")
        html = _with_changes(html, f"/{self.server.preview.host.mount}{OWN}{CHANGES}")
        script = f"/{self.server.preview.host.mount}{OWN}reload.js?state={token}"
        tag = f'<script type="module" src="{script}"></script>'
        self._send(status, "text/html", f"{html}{tag}\n".encode())

    # Sending ---------------------------------------------------------------------------------------------------------

    def _move(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        words = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if words else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        state = self.server.preview.state
        endpoint = state.around.edition.site.endpoint if state and state.around else ""
        for name, value in headers(endpoint).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _with_changes(html: str, address: str) -> str:
    """Return a page with a link to what changed, where it says that it shows drafts."""
    before, banner, rest = html.partition(_BANNER)
    words, end, after = rest.partition("</aside>")
    if not end:
        return html
    return f'{before}{banner}{words}<a href="{address}">看改了哪些</a>{end}{after}'


def _type_of(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
