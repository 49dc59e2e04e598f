"""A text becomes the private mailboxes in it: those that anybody opens at a provider."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PROVIDERS = (
    r"qq\.com|foxmail\.com|163\.(?:com|net)|126\.com|yeah\.net|188\.com|139\.com|189\.cn|wo\.cn|sina\.(?:com\.cn|com|cn)|sohu\.com"
    r"|tom\.com|21cn\.com|263\.net|aliyun\.com|eyou\.com|sogou\.com|chinaren\.com|56\.com|2980\.com"
    r"|g(?:oogle)?mail\.com|outlook\.(?:com|cn)|hotmail\.com|live\.(?:com|cn)|msn\.(?:com|cn)|yahoo\.(?:com\.cn|com|cn)"
    r"|(?:icloud|me|mac|aol|gmx|mail|zoho)\.com|proton(?:mail\.com|\.me)|mail\.ru|yandex\.(?:com|ru)"
)
"""Where anybody opens a mailbox; an office's stands under its own domain."""
_PRIVATE = re.compile(
    rf"[@＠] ?(?:(?:vip|[a-z]{{2,4}})\.)?(?:{_PROVIDERS})(?![a-z0-9-]|\.(?:cn|com|net|org|gov|edu)\b)",
    re.IGNORECASE,
)
_AT = re.compile("@")
"""One sign is looked for much more quickly than one of two, whatever its case."""
_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-"
_LONGEST_LOCAL = 64
"""RFC 5321, 4.5.3.1.1."""
MAILBOX = "个人邮箱"
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def mailboxes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what it is) for every private mailbox written in a text as it is."""
    if "@" not in text and "＠" not in text:
        return
    if "＠" in text or "．" in text:
        text = text.translate(_NARROW)
    found = (_PRIVATE.match(text, sign.start()) for sign in _AT.finditer(text))
    for match in filter(None, found):
        before = text[max(0, match.start() - _LONGEST_LOCAL) : match.start()]
        end = len(before) - before.endswith(" ")
        start = len(before[:end].rstrip(_LOCAL))
        if start < end:
            yield match.start() - len(before) + start, match.end(), MAILBOX
