"""The order of the stages, and nothing else: load, link, rules, and when there is no error, publish."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator.edition import NOWHERE, Site
from generator.link import Library, link
from generator.load import load
from generator.problems import Problem, has_errors, ordered
from generator.publish.compared import compared_files
from generator.publish.duties import duty_files
from generator.publish.pages import pages
from generator.publish.search.build import build_search
from generator.publish.searchable import search_documents, suggestions
from generator.publish.shell import Shell
from generator.rules import check


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the whole library (drafts included) and every problem, in order."""

    library: Library
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        return has_errors(self.problems)


def check_content(root: Path) -> Checked:
    """Read and check a content folder; never raises for bad content."""
    content = load(root)
    library = link(content, today(root))
    return Checked(library, tuple(ordered([*content.problems, *check(library)])))


def site_files(
    library: Library, shell: Callable[[int, str], Shell], *, site: Site = NOWHERE, drafts: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Publish a library: yield every file as (path in the site, bytes), pages poured into the shell for their depth and section."""
    shown = library.published(drafts=drafts)
    for page in pages(shown, site):
        frame = shell(page.url.count("/"), page.section)
        html = frame.pour(
            title=page.title, description=page.description, url=page.url, head=page.head, body=page.body
        )
        yield f"{page.url}index.html", html.encode()
    yield from search_files(shown)
    yield from duty_files(shown)
    yield from compared_files(shown)


def search_files(shown: Library) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the search's index over the records shown."""
    yield from build_search(
        search_documents(shown),
        synonyms=[group.terms for group in shown.synonyms],
        suggestions=suggestions(shown),
    )


def today(root: Path) -> date:
    """The day deadlines are measured against: see `build_time`."""
    return datetime.fromtimestamp(build_time(root), tz=UTC).date()


def build_time(root: Path) -> int:
    """Seconds since 1970 of SOURCE_DATE_EPOCH, else of the commit, never of the clock.

    Outside a repository it is 0: nothing is late where no date is known.
    """
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(root) or "0")


def _commit_time(root: Path) -> str:
    command = ["git", "-C", str(root if root.is_dir() else root.parent), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""
