"""A server that only this machine reaches, on a port that no other program has."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_STOPS_WITHIN = 0.05
"""Seconds after which a server that is to end hears of it; the library's own half a second is a wait that people feel."""


class LocalServer(ThreadingHTTPServer):
    """Listens on the loopback address; raises OSError where the port is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"
    """On Windows it would let another program answer at our port."""
    allow_reuse_port = False

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)

    def serve_forever(self, poll_interval: float = _STOPS_WITHIN) -> None:
        """Answer until `shutdown`."""
        super().serve_forever(poll_interval)


__all__ = ["LocalServer"]
