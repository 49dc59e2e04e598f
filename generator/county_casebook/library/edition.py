"""What readers get: the records they may see, and the site these stand on. An edition is made once for a build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from county_casebook.library.addressee import NOBODY, Addressee
from county_casebook.library.government import Government
from county_casebook.library.library import Library
from county_casebook.library.licence import UNSTATED, Licence


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site stands; all of it is configuration, and of what is not configured the pages say nothing.

    `address` is the site's root with a closing slash, or empty; `history` holds `{path}` where a record's file goes, or is empty;
    `questions` is who takes questions, `endpoint` where a search engine answers in place of the static index; `data` are the
    formats in which the site gives its records as data (None: all there are), under the `licence`; `cards`: pages have
    pictures for those who show a link to them, wherever these can have an address; `government` is what the site of a
    government office says of itself.
    """

    name: str = "县域科技经验库"
    address: str = ""
    history: str = ""
    description: str = ""
    questions: Addressee = NOBODY
    endpoint: str = ""
    data: tuple[str, ...] | None = None
    licence: Licence = UNSTATED
    government: Government | None = None
    cards: bool = False

    @property
    def shows_cards(self) -> bool:
        """Whether its pages have share cards: a chat asks for them by their whole address."""
        return self.cards and bool(self.address)

    def address_of(self, url: str) -> str:
        """The canonical address of a page by its path in the site; empty when the site has no address."""
        return self.address + quote(url) if self.address else ""

    def history_of(self, path: str) -> str:
        """Where the changes of a file of the repository are listed; empty when that is not configured."""
        return self.history.replace("{path}", quote(path)) if self.history and path else ""


NOWHERE = Site()
"""A site that is only a folder: no address, no history."""


class PageShell(Protocol):
    """What stands round the body of every page of one depth and section."""

    def render(self, *, title: str, description: str, url: str, head: str, body: str) -> str:
        """Return the whole page; `title` and `description` are plain text, `head` and `body` safe HTML."""


class PageImages(Protocol):
    """The pictures of the edition, made for publishing."""

    def placed(self, html: str, root: str) -> str:
        """Return a safe page with every `<img>` in its sizes; `root` is the way to the site's root."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file as (path in the site, bytes)."""


class Kept(Protocol):
    """What earlier runs have made."""

    def made(self, name: str, asked: object, make: Callable[[], bytes | None]) -> bytes | None:
        """Return what `make` does, made by an earlier run where nothing it reads has changed; `asked` is all else it needs."""


class _NoImages:
    def placed(self, html: str, root: str) -> str:  # noqa: ARG002 - one signature with PageImages
        return html

    def files(self) -> Iterator[tuple[str, bytes]]:
        return iter(())


_NO_IMAGES = _NoImages()


def _no_shell(depth: int, section: str) -> PageShell:
    raise LookupError(f"an edition without a page shell has no pages (depth {depth}, section {section})")


@dataclass(frozen=True, eq=False, slots=True)
class Edition:
    """The library as readers may see it: published records, with `drafts` also those in work; never withdrawn ones.

    `shell` gives the page shell for a depth below the site's root and a section (the tab that is marked).
    """

    library: Library
    site: Site = NOWHERE
    drafts: bool = False
    shell: Callable[[int, str], PageShell] = _no_shell
    images: PageImages = _NO_IMAGES
    kept: Kept | None = None

    @property
    def bare(self) -> Edition:
        """The same without page shell and pictures: whoever makes what is kept can ask for neither."""
        return Edition(self.library, self.site, self.drafts)

    @classmethod
    def of(
        cls,
        library: Library,
        site: Site = NOWHERE,
        *,
        drafts: bool = False,
        shell: Callable[[int, str], PageShell] = _no_shell,
        images: PageImages = _NO_IMAGES,
        kept: Kept | None = None,
    ) -> Edition:
        """Make the edition of a whole library."""
        return cls(library.published(drafts=drafts), site, drafts, shell, images, kept)


def site_at(
    name: str,
    site_url: str | None,
    repo_url: str | None,
    edit_uri: str | None,
    description: str | None = None,
) -> Site:
    """Make the Site of a configuration: MkDocs' `site_name`, `site_url`, `repo_url`, `edit_uri` and `site_description`."""
    address = f"{site_url.rstrip('/')}/" if site_url else ""
    return Site(name, address, history_template(repo_url or "", edit_uri or ""), description or "")


def history_template(repo_url: str, edit_uri: str) -> str:
    """The address of a file's history, with `{path}`, from what MkDocs knows of the repository; empty without one.

    An `edit_uri` that holds `{path}` is taken as the template itself. GitLab keeps its pages under `/-/`; Gitea and
    Forgejo name the kind of reference (`branch/main`); all others follow GitHub's `commits/<branch>/<path>`.
    """
    if "{path}" in edit_uri:
        return edit_uri if "://" in edit_uri else f"{repo_url.rstrip('/')}/{edit_uri.lstrip('/')}"
    if not repo_url:
        return ""
    named = re.search(r"(?:^|/)(?:edit|blob|tree|src|_edit)/((?:branch/)?[^/]+)/", edit_uri)
    branch = named[1] if named else "main"
    commits = "-/commits" if "/-/" in f"/{edit_uri}" or "gitlab" in repo_url else "commits"
    return f"{repo_url.rstrip('/')}/{commits}/{branch}/{{path}}"
