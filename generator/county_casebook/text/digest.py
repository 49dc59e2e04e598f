"""The SHA-256 of a policy's text: over its words with `\\n`, whatever line ends and byte-order mark the file has.

Git and editors on Windows change line ends without anybody asking; the words stay the same, so the digest does too.
"""

from __future__ import annotations

import codecs
import hashlib


def with_newlines(text: str) -> str:
    r"""Return a text with every line end (`\r\n` or a lone `\r`) written as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, as a record holds it."""
    return hashlib.sha256(with_newlines(text).encode()).hexdigest()


def fits(digest: str, data: bytes, text: str) -> bool:
    """Whether a record's digest is that of a file; `text` is the file's text, `data` its bytes.

    Digests made over the file's bytes, with Windows line ends or a byte-order mark, are taken as well: records made before keep
    theirs, also when Git has changed the line ends since.
    """
    if digest == text_digest(text):
        return True
    lines = with_newlines(text).encode()
    bodies = (lines, lines.replace(b"\n", b"\r\n"))
    before = (data, *bodies, *(codecs.BOM_UTF8 + body for body in bodies))
    return any(digest == hashlib.sha256(body).hexdigest() for body in before)


__all__ = ["fits", "text_digest", "with_newlines"]
