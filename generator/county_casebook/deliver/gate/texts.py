"""What no published text may hold, whatever its format: the folders of the machine that built it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_COMMON = ("/home/", "/Users/", "/root/", "/tmp/", ":\\", "file:/", "/var/folders/")  # noqa: S108 - looked for, not written to
_PLACE = re.compile(
    r"(?<![\w.~%:/-])(?:/(?:home|Users|root|tmp|var/folders)/[\w.-]+|[A-Za-z]:\\{1,2}[\w.-]+|file:/)[^\s\"'<>]{0,40}",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Machine:
    """The folders of this machine that no reader should see, as they are written."""

    folders: tuple[str, ...]

    @classmethod
    def here(cls, site: Path) -> Machine:
        """The build's folder, the working folder and the home, as far as their names are no common words."""
        places = {site.resolve(), site.resolve().parent, Path.cwd(), Path.home()}
        return cls(tuple(str(place) for place in sorted(places) if len(place.parts) > 2))

    @property
    def telling(self) -> list[str]:
        """Those that stand in no text without which the others would: the build's own folder has another name each time."""
        return [
            folder
            for folder in self.folders
            if not any(folder != other and other in folder for other in self.folders)
        ]


NO_MACHINE = Machine(())


def text_faults(texts: Sequence[str], machine: Machine) -> Iterator[str]:
    """Yield the folders of the machine that stand in published texts."""
    whole = unescape("\n".join(texts))
    for folder in machine.folders:
        if folder in whole:
            yield f"有本机的路径：{folder}"
    if any(sign in whole for sign in _COMMON):
        for match in _PLACE.finditer(whole):
            yield f"有本机的路径：{match.group()}"
