"""Who may ask: whoever holds the cookie of this run, from a page of this run, by a name of this machine.

The form writes files, so another page in the same browser must reach nothing: not by a name of its own that leads here (the Host
header), not by a form or a script (Origin, Sec-Fetch-Site, a field that only our pages know), not by the reader's cookie
(SameSite=Strict), and a page served by another port of this machine, which browsers count as the same site, is refused too.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from threading import Lock

from county_casebook.edit.desk import Key

VIEW = "view"
"""Below it stand the pages that are shown in a frame, each record's behind a secret of its own."""


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Door:
    """The secrets of one run on one port."""

    port: int
    csrf: str = field(default_factory=_secret)
    _cookie: str = field(default_factory=_secret)
    _token: str = field(default_factory=_secret)
    _views: dict[str, Key] = field(default_factory=dict)
    _secrets: dict[Key, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def start(self) -> str:
        """The address that lets one browser in, once."""
        return f"{self.origin}/start?token={self._token}"

    def enter(self, token: str) -> bool:
        """Take the token of a start address; it serves once, and the next one is another."""
        with self._lock:
            is_ours = hmac.compare_digest(token.encode(), self._token.encode())
            if is_ours:
                self._token = _secret()
            return is_ours

    @property
    def cookie(self) -> str:
        """The header that gives a browser its cookie."""
        return f"{self._name}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"

    @property
    def _name(self) -> str:
        return f"casebook-edit-{self.port}"

    def names_us(self, host: str) -> bool:
        """Whether a Host header is a name of this machine with our port."""
        return host.lower() in (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether a request brings the cookie, and comes from a page of ours or from nowhere."""
        return self._is_held(headers.get("Cookie", "")) and headers.get("Sec-Fetch-Site", "none") in (
            "none",
            "same-origin",
        )

    def _is_held(self, header: str) -> bool:
        try:
            found = SimpleCookie(header).get(self._name)
        except CookieError:
            return False
        return found is not None and hmac.compare_digest(found.value.encode(), self._cookie.encode())

    def is_ours(self, headers: Mapping[str, str], csrf: str) -> bool:
        """Whether what is sent to be written was sent by a form of ours."""
        origin, host = headers.get("Origin", ""), headers.get("Host", "")
        is_same = origin == f"http://{host.lower()}" and self.names_us(host)
        return (
            is_same
            and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
            and hmac.compare_digest(csrf.encode(), self.csrf.encode())
        )

    # Pages in a frame ------------------------------------------------------------------------------------------------

    def view(self, key: Key) -> str:
        """Return the path below which the page of a record stands; a frame without origin brings no cookie."""
        with self._lock:
            if key not in self._secrets:
                self._secrets[key] = _secret()
                self._views[self._secrets[key]] = key
            return f"/{VIEW}/{self._secrets[key]}/"

    def viewed(self, secret: str) -> Key | None:
        """Return the record whose page stands behind a secret."""
        return self._views.get(secret)


FORM_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of the form may load: our own files, from here."""

FORM_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": FORM_POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def view_headers(origin: str) -> Mapping[str, str]:
    """The headers of a page in the frame: it runs nothing, sends nothing, and is nobody's but the frame's."""
    policy = (
        f"sandbox; default-src 'none'; style-src {origin}; img-src {origin} data:;"
        f" form-action 'none'; base-uri 'none'; frame-ancestors {origin}"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


__all__ = ["FORM_HEADERS", "VIEW", "Door", "view_headers"]
