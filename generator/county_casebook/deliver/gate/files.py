"""Every published file that is no page: what kinds there may be, where each stands, and what must hold for it.

What follows from its name and bytes alone (`file_faults`) is kept from one look to the next; what follows from the site it
stands in (`standing_faults`) is found anew each time.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from county_casebook.deliver.gate.addresses import own_address
from county_casebook.deliver.gate.allowed import PICTURE, QUIET, SVG_TAGS, shape
from county_casebook.deliver.gate.calendars import calendar_addresses, calendar_faults
from county_casebook.deliver.gate.data_files import DATA_FILE, data_faults
from county_casebook.deliver.gate.json_data import json_faults, texts_under
from county_casebook.deliver.gate.lists import (
    feed_faults,
    json_feed_faults,
    moved_faults,
    redirect_faults,
    sitemap_faults,
)
from county_casebook.deliver.gate.media import pdf_faults, picture_faults
from county_casebook.deliver.gate.published import Check, Published, from_root, xml_of
from county_casebook.deliver.gate.references import reference_faults
from county_casebook.deliver.gate.schemas import schema_faults
from county_casebook.deliver.gate.surroundings import (
    Standing,
    asked_document,
    asked_picture,
    packed_sitemap,
    readable_sums,
    shipped_drawing,
    shipped_headers,
    shipped_script,
    shipped_style,
)
from county_casebook.deliver.gate.texts import text_faults
from county_casebook.publish.packed import NotPackedError, unpacked

_WORDS = (".json", ".jsonld", ".xml", ".csv", ".svg", ".ics", ".txt", ".bib", ".ris", ".cff")


def file_faults(file: Published) -> Iterator[str]:
    """Yield what is wrong with a file that is no page; that nobody knows its kind is wrong too."""
    kind = _kind(file.name)
    if not kind:
        yield "不认识的文件：网站里不该有它"
        return
    try:
        yield from kind.check(file)
        if file.name.endswith(_WORDS):
            yield from text_faults([file.text], file.machine)
    except UnicodeDecodeError:
        yield "不是 UTF-8"
    except NotPackedError:
        yield "不是本站压缩的数据"


def standing_faults(name: str, data: bytes, site: Standing) -> Iterator[str]:
    """Yield what is wrong with a file that is no page, in the site where it stands."""
    kind = _kind(name)
    if kind and kind.in_site:
        yield from kind.in_site(name, data, site)


def _as_shipped(_: Published) -> Iterator[str]:
    """Nothing of the file itself: its bytes are known (see `standing_faults`)."""
    return iter(())


_CSS_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)")
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \n\t]?|\\(.)", re.DOTALL)
_CSS_URL = re.compile(r"\burl\(\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^()\"']*+))\s*+\)", re.IGNORECASE)
_CSS_ACTIVE = re.compile(
    r"@import|expression\s*\(|-moz-binding|(?<![\w-])behavior\s*:|javascript:|</style", re.IGNORECASE
)
_CSS_ABROAD = re.compile(r"[\"'(\s](?:[a-z]+:)?//[\w.-]+", re.IGNORECASE)


def css_faults(file: Published) -> Iterator[str]:
    """Styles fetch only our own pictures, import nothing and run nothing."""
    text = _CSS_COMMENT.sub(" ", _CSS_ESCAPE.sub(_character, file.text))
    for match in _CSS_ACTIVE.finditer(text):
        yield f"样式里不许有 {match.group()}"
    rest = text
    for match in _CSS_URL.finditer(text):
        value = next(filter(None, match.groups()), "").strip()
        rest = rest.replace(match.group(), " ")
        if not re.match(r"data:image/(?:svg\+xml|png)[;,]|#", value):
            yield from file.noted(own_address(value, PICTURE, file.site_address))
    for match in _CSS_ABROAD.finditer(rest):
        yield f"样式请求别的网站：{match.group()[1:60]}"
    if re.search(r"\burl\(", rest, re.IGNORECASE):
        yield "样式里有读不懂的 url("


def _character(match: re.Match[str]) -> str:
    """What a CSS escape stands for; one outside Unicode is as good as none."""
    if match[2]:
        return match[2] if match[2] not in "\"'" else " "
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _drawing(file: Published) -> Iterator[str]:
    if re.search(r"<[!?]", file.text):
        yield "SVG 里有注释或声明"
        return
    root = xml_of(file.data)
    if root is None or root.tag != "{http://www.w3.org/2000/svg}svg":
        yield "不是 SVG"
        return
    for element in root.iter():
        tag = str(element.tag).removeprefix("{http://www.w3.org/2000/svg}")
        if tag not in SVG_TAGS:
            yield f"SVG 里不许有 <{tag}>"
            continue
        for attribute, value in element.attrib.items():
            wanted = shape(tag, attribute)
            if wanted is None or not wanted.fullmatch(value):
                yield f"SVG 里不许有 <{tag} {attribute}={value[:40]}>"


def _picture(file: Published) -> Iterator[str]:
    return picture_faults(file.name, file.data)


def _pdf(file: Published) -> Iterator[str]:
    return pdf_faults(file.data)


def _json(file: Published) -> Iterator[str]:
    wrong = list(json_faults(file.text))
    yield from wrong
    if not wrong:
        for _, address in texts_under(("url",), json.loads(file.text)):
            yield from from_root(file, address)


def _shard(file: Published) -> Iterator[str]:
    if not unpacked(file.data):
        yield "是空的"


def _data(file: Published) -> Iterator[str]:
    return data_faults(file.name, file.data, file.machine)


def _json_schema(file: Published) -> Iterator[str]:
    return schema_faults(file.text)


def _compressed_json(file: Published) -> Iterator[str]:
    """JSON that is compressed in itself: what holds for the rest holds for what is inside."""
    inside = replace(file, data=unpacked(file.data))
    yield from _json(inside)
    yield from text_faults([inside.text], file.machine)


def _csv(file: Published) -> Iterator[str]:
    try:
        rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""), strict=True))
    except csv.Error:
        yield "不是 CSV"
        return
    if not rows or len({len(row) for row in rows}) != 1 or not all(rows[0]):
        yield "CSV 的列数不一，或没有表头"


def _calendar(file: Published) -> Iterator[str]:
    """A calendar of whole days that runs, fetches and invites nothing."""
    yield from calendar_faults(file.data)
    for address in calendar_addresses(file.data):
        yield from file.noted(own_address(address, QUIET, file.site_address))


def _marker(file: Published) -> Iterator[str]:
    if not file.data.startswith((b"casebook site\n", b"casebook preview\n")):
        yield "不是本站生成时留下的记号"


_FOLDERS = r"(?:[a-z0-9][\w-]*/)*"


class _Kind(NamedTuple):
    """Where a kind of file may stand, what must hold for it, and what must hold for it in the site."""

    pattern: str
    check: Check
    in_site: Callable[[str, bytes, Standing], Iterator[str]] | None = None


_KINDS: tuple[_Kind, ...] = (
    _Kind(r"assets/js/[\w.-]+\.js", _as_shipped, shipped_script),
    _Kind(r"assets/(?:css|stylesheets)/[\w.-]+\.css", css_faults, shipped_style),
    _Kind(r"assets/images/[\w.-]+\.svg", _drawing, shipped_drawing),
    _Kind(r"assets/images/[\w.-]+\.(?:png|jpe?g|webp)", _picture, shipped_drawing),
    _Kind(r"cards/(?:[a-z]+/)?[a-z0-9][a-z0-9-]*\.png", _picture, asked_picture),
    _Kind(r"files/(?:[^/.][^/]*/)*[^/.][^/]*\.(?:png|jpe?g|webp)", _picture, asked_picture),
    _Kind(r"documents/(?:[^/.][^/]*/)*[^/.][^/]*\.pdf", _pdf, asked_document),
    _Kind(r"search/[a-z2-7]{6}\.bin", _shard),
    _Kind(
        r"(?:search/(?:data/[a-z2-7]{8}|(?:cards|passages)/[0-9]+)|compare/[a-z][a-z-]*/[0-9]+)\.bin",
        _compressed_json,
    ),
    _Kind(rf"(?:search|duties|chain|match|health)/{_FOLDERS}[\w-]+\.json", _json),
    _Kind(r"moved\.json", moved_faults),
    _Kind(r"_redirects", redirect_faults),
    _Kind(r"(?:api/v[0-9]+/)?schema/[a-z-]+\.json", _json_schema),
    _Kind(r"api/v[0-9]+/(?:index|[a-z-]+/[0-9]+)\.json", _json),
    _Kind(r"data/v[0-9]+/(?:json/[a-z-]+\.json|datapackage\.json|dcat\.jsonld)", _json),
    _Kind(r"data/v[0-9]+/(?:csv/[a-z_-]+|dictionary)\.csv", _csv),
    _Kind(DATA_FILE, _data),
    _Kind(rf"{_FOLDERS}feed\.json", json_feed_faults),
    _Kind(rf"{_FOLDERS}feed\.xml", feed_faults),
    _Kind(r"(?:duties|assessments|leaders|chain)/[\w-]+\.csv", _csv),
    _Kind(r"events/(?:[a-z0-9-]+/event|calendar)\.ics", _calendar),
    _Kind(r"CITATION\.cff|cite/[a-z-]+\.(?:bib|ris)", reference_faults),
    _Kind(r"sitemap(?:-\d+)?\.xml", sitemap_faults),
    _Kind(r"sitemap\.xml\.gz", _as_shipped, packed_sitemap),
    _Kind(r"_headers", _as_shipped, shipped_headers),
    _Kind(r"\.casebook-files", _marker),
    _Kind(r"SHA256SUMS", _as_shipped, readable_sums),
)
"""Where each kind of file may stand, and its checks: a file that stands nowhere here is unknown."""

_PATTERNS = [re.compile(kind.pattern) for kind in _KINDS]


def _kind(name: str) -> _Kind | None:
    for pattern, kind in zip(_PATTERNS, _KINDS, strict=True):
        if pattern.fullmatch(name):
            return kind
    return None
