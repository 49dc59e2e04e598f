"""A page saved as one file (MHTML, RFC 2557) becomes the page inside it, with the encoding its part declares."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from county_casebook.intake import Unreadable

_HEAD = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+){1,40}+", re.DOTALL)
_NAMED = re.compile(rb"^(?:MIME-Version|Content-Type)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 2000


def is_archive(data: bytes) -> bool:
    """Whether a file begins as a message does, with lines that name its type, and not as a page."""
    head = data[:4096]
    found = _HEAD.match(head)
    return bool(found and _NAMED.search(found[0]))


def page_in(data: bytes) -> tuple[bytes, str]:
    """Return the first web page of an archive and the encoding its part declares; raise Unreadable when it holds none."""
    if data.count(b"\n--") > _MOST_PARTS:
        raise Unreadable("单个文件网页里的部件太多，不像一份公文")
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() in _PAGES]
        if parts:
            return _bytes_of(parts[0]), parts[0].get_content_charset("") or ""
    except (MessageError, RecursionError, LookupError, ValueError, AssertionError):
        pass
    raise Unreadable("单个文件网页（.mht）里没有网页，文件可能已损坏")


_PAGES = ("text/html", "application/xhtml+xml")


def _bytes_of(part: Message) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


__all__ = ["is_archive", "page_in"]
