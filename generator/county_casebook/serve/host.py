"""What the preview needs of the program that makes everything round the records: hand-written pages, assets, page shells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from jinja2 import TemplateError

from county_casebook.build import Checked
from county_casebook.library.edition import Edition


class HostFault(Exception):
    """Why there is no site, in Chinese: a configuration or a template that cannot be used."""


class Around(Protocol):
    """What stands round the records of one state of the library, and the edition that is read in it."""

    edition: Edition
    address: str
    """Where the published site stands; empty when that is not configured."""

    def names(self) -> Iterable[str]:
        """Return the path of every file that is not made from records."""

    def file(self, name: str) -> bytes | None:
        """Return such a file; None where there is none of this path."""

    def shipped(self) -> Mapping[str, bytes]:
        """Return the files whose bytes are known beforehand: path in the site, bytes."""


class Host(Protocol):
    """A site's configuration, read anew whenever it changes."""

    content: Path
    named_persons: bool
    mount: str
    """The path of the site's root on a server, without the slash before it; empty where it stands at the root."""

    def configure(self) -> None:
        """Read the configuration; raises HostFault."""

    def concerns(self, path: Path) -> bool:
        """Whether a changed file is part of the configuration or of a theme."""

    def watched(self) -> Sequence[Path]:
        """Return the files and folders of the site."""

    def is_late(self) -> bool:
        """Whether the day that deadlines are measured against is another one by now."""

    def around(self, checked: Checked) -> Around:
        """Return what stands round a library; raises HostFault."""

    def explained(self, error: TemplateError) -> str:
        """Say in Chinese what is wrong with a template of the site's own; raise the error when it is not in one."""
