"""What a page is before it is put into the page shell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `title` and `description` are plain text, `body` and `head` HTML that is already safe.

    `url` is relative to the site's root and ends in `/`; the home page's is empty.
    """

    url: str
    title: str
    description: str
    body: str
    section: str = ""
    head: str = ""

    @property
    def root(self) -> str:
        """The way from this page to the site's root."""
        return root_of(self.url)


def root_of(url: str) -> str:
    return "../" * url.count("/")
