"""Where a search engine answers readers, if the site has one: configuration, read strictly, since pages may then ask there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

_PATH = re.compile(r"/(?!/)(?:[\w.-]++/?)*+", re.ASCII)
_AWAY = re.compile(
    r"(?:https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http://(?:127\.0\.0\.1|localhost))(?::\d{1,5})?(?:/(?:[\w.-]++/?)*+)?",
    re.ASCII,
)


def read_endpoint(configured: object) -> str:
    """Return what `extra.casebook.search.endpoint` says, or nothing; raise ValueError with a sentence in Chinese."""
    search = configured.get("search") if isinstance(configured, Mapping) else None
    endpoint = search.get("endpoint") if isinstance(search, Mapping) else None
    if endpoint is None:
        return ""
    if isinstance(endpoint, str) and (_PATH.fullmatch(endpoint) or _AWAY.fullmatch(endpoint)):
        return endpoint
    raise ValueError(
        "extra.casebook.search.endpoint 应当是本站上的路径（如 /api/casebook），或一个 https 地址（如 https://search.example.cn/casebook）"
    )


def origin_of(endpoint: str) -> str:
    """The other host that pages ask, as a content policy names it; empty where the endpoint stands on the site itself."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
