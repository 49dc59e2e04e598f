"""Where a site stands: its name, its address, and where the history of its records can be read.

All of it is configuration (mkdocs.yml); what is not configured is empty, and the pages then say nothing of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Site:
    """`address` is the site's root with a closing slash, or empty; `history` holds `{path}` where a record's file goes, or is empty."""

    name: str = "县域科技经验库"
    address: str = ""
    history: str = ""

    def address_of(self, url: str) -> str:
        """The canonical address of a page by its path in the site; empty when the site has no address."""
        return self.address + quote(url) if self.address else ""

    def history_of(self, path: str) -> str:
        """Where the changes of a file of the repository are listed; empty when that is not configured."""
        return self.history.replace("{path}", quote(path)) if self.history and path else ""


NOWHERE = Site()
"""A site that is only a folder: no address, no history."""


def site_at(name: str, site_url: str | None, repo_url: str | None, edit_uri: str | None) -> Site:
    """Make the Site of a configuration: MkDocs' `site_name`, `site_url`, `repo_url` and `edit_uri`."""
    address = f"{site_url.rstrip('/')}/" if site_url else ""
    return Site(name, address, history_template(repo_url or "", edit_uri or ""))


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
