"""The library's facts become the settings of the frame: tabs that exist, the banner, styles and scripts.

A tab without records is left out: no empty column is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from county_casebook.library.library import Library
from county_casebook.publish.search.searchable import facet_names
from county_casebook.records import Policy
from county_casebook.views.view import views


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
    return FrameSettings(
        theme={"language": "zh", "font": False},
        extra={
            "tabs": list(_tabs(shown)),
            "has_places": bool(shown.provinces),
            "fictional": library.is_fictional,
            "drafts": drafts,
            "facets": facet_names(),
        },
        css=tuple(
            f"assets/css/{name}.css"
            for name in ("tokens", "records", "policy", "pictures", "search", "print")
        ),
        scripts=(),
    )


def _tabs(shown: Library) -> Iterator[dict[str, str]]:
    """The kinds that have a tab and records, the ledger where a policy lays down duties, and the guide."""
    for view in views():
        if view.has_tab and shown.of(view.kind):
            yield {
                "title": view.kind.kind_name,
                "url": f"{view.kind.kind}/",
                "section": view.kind.kind,
            }
    if any(policy.duties for policy in shown.of(Policy).values()):
        yield {"title": "责任台账", "url": "duties/", "section": "duties"}
    yield {"title": "指南", "url": "guide/", "section": "guide"}


def material_styles(folders: Iterable[str]) -> list[str]:
    """Return Material's style sheet as a path in the site; its name holds a checksum that changes with each version."""
    return [
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css"))
    ]
