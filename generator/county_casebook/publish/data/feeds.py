"""Feeds become Atom (RFC 4287) and JSON Feed (1.1), where the site has an address: both want whole ones.

Every date comes from a record or from the list of changes, and the newest of them is the feed's own; the same library gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from county_casebook.library.edition import Edition
from county_casebook.library.happened import Happened
from county_casebook.publish.data.formats import json_bytes
from county_casebook.publish.feeds import Feed, feeds, title_of
from county_casebook.views.page import Unit
from county_casebook.views.view import entry

ATOM, JSON = "feed.xml", "feed.json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry as both formats tell it."""

    id: str
    url: str
    title: str
    text: str
    instant: str


def feed_units(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the units of both files of every feed."""
    if edition.site.address:
        for base in feeds(edition.library):
            yield Unit(f"{base}{ATOM}", partial(_atom, edition, base))
            yield Unit(f"{base}{JSON}", partial(_json, edition, base))


def _atom(edition: Edition, base: str) -> Iterator[tuple[str, bytes]]:
    feed, site = feeds(edition.library)[base], edition.site
    items, address = list(_items(edition, feed)), site.address_of(base)
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": _LANGUAGE})
    _said(root, "id", address)
    _said(root, "title", _title(edition, feed))
    _said(root, "updated", items[0].instant)
    _said(SubElement(root, "author"), "name", site.name)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{address}{ATOM}"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for item in items:
        held = SubElement(root, "entry")
        for name, text in (("id", item.id), ("title", item.title), ("updated", item.instant)):
            _said(held, name, text)
        SubElement(held, "link", {"rel": "alternate", "type": "text/html", "href": item.url})
        _said(held, "summary", item.text)
    yield f"{base}{ATOM}", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _said(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _json(edition: Edition, base: str) -> Iterator[tuple[str, bytes]]:
    feed, address = feeds(edition.library)[base], edition.site.address_of(base)
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(edition, feed),
        "home_page_url": address,
        "feed_url": f"{address}{JSON}",
        "language": _LANGUAGE,
        "authors": [{"name": edition.site.name}],
        "items": [
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_text": item.text,
                "date_published": item.instant,
            }
            for item in _items(edition, feed)
        ],
    }
    yield f"{base}{JSON}", json_bytes(told)


def _title(edition: Edition, feed: Feed) -> str:
    return f"{edition.site.name}：{feed.of or '更新与更正'}"


def _items(edition: Edition, feed: Feed) -> Iterator[_Item]:
    """Yield the entries; of several of one sort on one day all but the first have a number."""
    for one in feed.entries:
        name = f"{one.key}/{one.what}/{one.day}"
        number = f"/{one.number}" if one.number > 1 else ""
        title, url = title_of(edition.library, one), edition.site.address_of(f"{one.key}/")
        text = _text(edition, one) or title
        yield _Item(f"{_tag(edition, one.day)}{name}{number}", url, title, text, _instant(one.day))


def _text(edition: Edition, one: Happened) -> str:
    """What an entry says: what became of the record, else its line in a list."""
    record = edition.library.record(one.key)
    told = entry(edition.library, record) if record and not one.said else None
    return one.said or (told.summary or told.title if told else "")


def _tag(edition: Edition, day: str) -> str:
    """The beginning of an entry's id (RFC 4151): the host that had the address in the year of the entry."""
    return f"tag:{urlsplit(edition.site.address).hostname},{day[:4]}:"


def _instant(day: str) -> str:
    """The first instant of a day, where the library is written."""
    return f"{day}T00:00:00+08:00"
