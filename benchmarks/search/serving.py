"""A folder is served on this machine as a good static host would: text compressed, every answer counted."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"})
CODE = frozenset({".html", ".css", ".js", ".svg", ".png", ".ico", ".woff2"})
"""What makes the page itself, and is not fetched for a query; all the rest is what the search reads."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server; `size` is the bytes of the body as sent."""

    path: str
    size: int

    @property
    def is_code(self) -> bool:
        return Path(self.path).suffix in CODE


@dataclass
class Served:
    """Where a folder is served, and what has been sent since `forget` was last called."""

    address: str
    answers: list[Answer] = field(default_factory=list)

    def forget(self) -> None:
        self.answers.clear()


def as_sent(name: str, data: bytes) -> bytes:
    """Return a file's bytes as the server sends them."""
    return gzip.compress(data, 6, mtime=0) if Path(name).suffix in TEXT else data


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder until the block ends."""
    known: dict[str, bytes] = {}
    counted = Served("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            file = folder / path
            if file.is_dir():
                file, path = file / "index.html", f"{path}index.html"
            status = 200 if file.is_file() else 404
            if path not in known:
                known[path] = as_sent(path, file.read_bytes()) if status == 200 else b""
            body = known[path]
            counted.answers.append(Answer(path, len(body)))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            if Path(path).suffix in TEXT:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            head: list[bytes] = vars(self)["_headers_buffer"]  # sent with the body, in one packet
            head.append(b"\r\n")
            self.wfile.write(b"".join(head) + body)
            head.clear()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A browser that leaves in the middle of an answer is no fault."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    counted.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield counted
    finally:
        server.shutdown()
        server.server_close()
