"""A request and an answer, as the pages of the form see them; how they travel is the server's business."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the segments of the path, what stands behind the question mark, and what a form sent (None: nothing)."""

    path: tuple[str, ...]
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sent: Mapping[str, Sequence[str]] | None = None
    by_script: bool = False
    """Whether a script of ours asks, which wants data and no page."""
    files: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    """The files that were chosen in the form, by the name of their field; what a browser calls them is not known."""

    def asked(self, name: str) -> str:
        """Return one value from behind the question mark."""
        return next(iter(self.query.get(name, ())), "")

    def said(self, name: str) -> str:
        """Return one value that a form sent."""
        return next(iter((self.sent or {}).get(name, ())), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    data: bytes = b""
    type: str = "text/html"
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def page(html: str, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(html.encode(), status=status)


def told(value: Any, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """Answer a script with data."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)


def see(path: str, anchor: str = "") -> Answer:
    """Send a browser on to another page of ours."""
    address = quote(path, safe="/?=&%+")
    return Answer(
        status=HTTPStatus.SEE_OTHER, headers={"Location": f"{address}#{anchor}" if anchor else address}
    )


def refused(words: str, status: HTTPStatus) -> Answer:
    """Refuse in one plain sentence."""
    return Answer(f"{words}\n".encode(), "text/plain", status)


__all__ = ["Answer", "Request", "page", "refused", "see", "told"]
