"""The library's facts become the settings of the frame: tabs that exist, the banner, styles and scripts.

A tab without records is left out: no empty column is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.link import Library
from generator.publish.search.documents import FACETS
from generator.records import Case, County, Pairing, Policy

_TABS = (
    ("案例", "cases/", "cases"),
    ("县市", "counties/", "counties"),
    ("结对", "pairings/", "pairings"),
    ("政策", "policies/", "policies"),
    ("责任台账", "duties/", "duties"),
    ("指南", "guide/", "guide"),
)


@dataclass(frozen=True, slots=True)
class FrameSettings:
    """What the frame needs: theme settings, `extra.casebook`, style sheets and scripts, as paths in the site."""

    theme: dict[str, Any]
    extra: dict[str, Any]
    css: tuple[str, ...]
    scripts: tuple[str, ...]


def frame_settings(library: Library, *, drafts: bool) -> FrameSettings:
    """Return the frame's settings for a library."""
    shown = library.published(drafts=drafts)
    exists = {
        "cases": shown.of(Case),
        "counties": shown.of(County),
        "pairings": shown.of(Pairing),
        "policies": shown.of(Policy),
        "duties": any(policy.duties for policy in shown.of(Policy).values()),
        "guide": True,
    }
    tabs = [
        {"title": title, "url": url, "section": section} for title, url, section in _TABS if exists[section]
    ]
    return FrameSettings(
        theme={"language": "zh", "font": False},
        extra={
            "tabs": tabs,
            "has_places": bool(shown.provinces),
            "fictional": library.is_fictional,
            "drafts": drafts,
            "facets": FACETS,
        },
        css=tuple(
            f"assets/css/{name}.css"
            for name in ("tokens", "records", "policy", "pictures", "search", "print")
        ),
        scripts=(),
    )
