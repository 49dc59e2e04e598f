"""The library's facts become the settings of the page shell: tabs that exist, the banner, styles and scripts.

A tab without records is left out, and a link without its page: no empty column is published, and nothing leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from county_casebook.deliver.assets import GOVERNMENT_STYLE, STYLE
from county_casebook.library.addressee import NOBODY, Addressee
from county_casebook.library.government import Government
from county_casebook.library.happened import in_any_order
from county_casebook.library.library import Library
from county_casebook.library.matching import can_match
from county_casebook.publish.feeds import has_feeds
from county_casebook.publish.pages.changes import CHANGES
from county_casebook.publish.pages.data import DATA
from county_casebook.publish.pages.guide_pages import START
from county_casebook.publish.pages.health import HEALTH
from county_casebook.publish.search.searchable import facet_names
from county_casebook.records import Policy
from county_casebook.views.citation import is_citable
from county_casebook.views.lacking import call_url
from county_casebook.views.question_pages import ASK, can_be_asked
from county_casebook.views.reference_files import FOLDER
from county_casebook.views.view import views


@dataclass(frozen=True, slots=True)
class ShellSettings:
    """What the page shell needs: theme settings, `extra.casebook`, style sheets and scripts, as paths in the site."""

    theme: dict[str, Any]
    extra: dict[str, Any]
    css: tuple[str, ...]
    scripts: tuple[str, ...]


def shell_settings(
    library: Library,
    *,
    drafts: bool,
    corrections: Addressee = NOBODY,
    questions: Addressee = NOBODY,
    gives_data: bool = True,
    government: Government | None = None,
) -> ShellSettings:
    """Return the settings of the page shell for a library."""
    shown = library.published(drafts=drafts)
    return ShellSettings(
        theme={"language": "zh", "font": False},
        extra={
            "tabs": list(_tabs(shown)),
            "footer": list(_footer(shown, questions, gives_data=gives_data)),
            "corrections": [{"title": words, "url": url} for words, url in corrections.ways()],
            "fictional": library.is_fictional,
            "drafts": drafts,
            "facets": facet_names(),
            "has_feeds": has_feeds(shown),
            "government": government,
        },
        css=(STYLE, GOVERNMENT_STYLE) if government else (STYLE,),
        scripts=(),
    )


def _tabs(shown: Library) -> Iterator[dict[str, str]]:
    """The kinds that have a tab and records, and the ledger where a policy lays down duties."""
    for view in views():
        if view.has_tab and view.has_list(shown):
            yield {
                "title": view.kind.kind_name,
                "url": f"{view.kind.kind}/",
                "section": view.kind.kind,
            }
    if can_match(shown):
        yield {"title": "像我们县", "url": "match/", "section": "match"}
    if any(policy.duties for policy in shown.of(Policy).values()):
        yield {"title": "责任台账", "url": "duties/", "section": "duties"}


def _footer(shown: Library, questions: Addressee, *, gives_data: bool) -> Iterator[dict[str, str]]:
    """The pages about the site that exist: those written by hand, and those made from records of some kind."""
    compared = any(view.compares and shown.of(view.kind) for view in views())
    for title, url, exists in (
        ("怎样使用本库", "use/", _is_written(shown, "use")),
        ("关于本站", "about/", _is_written(shown, "about")),
        ("更正与征集", call_url(shown), bool(call_url(shown))),
        ("如何提问", ASK, can_be_asked(shown, questions)),
        ("引用本库", FOLDER, is_citable(shown)),
        ("编写指南", "guide/" if _is_written(shown, "guide") else START, True),
        ("更新与更正", CHANGES, any(True for _ in in_any_order(shown))),
        ("省份", "regions/", _has_regions(shown)),
        ("更新情况", HEALTH, any(shown.kinds.values())),
        ("比较", "compare/", compared),
        ("搜索", "search/", True),
        ("数据", DATA, gives_data and any(True for _ in shown.with_leads())),
    ):
        if exists:
            page, sign, anchor = url.partition("#")
            yield {"title": title, "url": page, "anchor": f"{sign}{anchor}"}


def _has_regions(library: Library) -> bool:
    """Whether any record stands in a province; where the first ones do, the others are not placed."""
    names = {province.name for province in library.divisions.provinces}
    places = (library.division_at(record.whereabouts()) for record in library.records())
    return any(place and place.province in names for place in places) or bool(library.provinces)


def _is_written(library: Library, name: str) -> bool:
    return any(path in library.pages for path in (f"{name}.md", f"{name}/index.md", f"{name}/README.md"))


def material_styles(folders: Iterable[str]) -> list[str]:
    """Return Material's style sheet as a path in the site; its name holds a checksum that changes with each version."""
    return [
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in sorted(Path(folder).glob("assets/stylesheets/main.*.min.css"))
    ]
