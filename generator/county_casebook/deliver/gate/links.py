"""Every address a site's files hold, and whether each leads to something of the right kind."""

from __future__ import annotations

import re
from array import array
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from county_casebook.deliver.gate.addresses import Address
from county_casebook.deliver.gate.allowed import (
    FOLDER,
    FORM,
    ICON,
    PAGE,
    PICTURE,
    PICTURES,
    SCRIPT,
    STYLE,
    Use,
)

_PICTURE = re.compile(r"(?:files|cards|assets/images)/[^?]+\.(?:png|jpe?g|webp|gif|avif|svg)")
_KINDS = {
    STYLE: (re.compile(r"assets/.+\.css"), "样式"),
    SCRIPT: (re.compile(r"assets/js/.+\.js"), "脚本"),
    ICON: (re.compile(r"assets/images/.+\.(?:svg|png)"), "图标"),
    PICTURE: (_PICTURE, "图片"),
    PICTURES: (_PICTURE, "图片"),
    PAGE: (re.compile(r"(?:.+/)?index\.html"), "页面"),
    FORM: (re.compile(r"(?:.+/)?index\.html"), "页面"),
    FOLDER: (re.compile(r"(?:search/)?index\.html"), "网站的根"),
}

Wanted: TypeAlias = "tuple[Use, str, str]"
"""What is asked for: its use, the file, and an anchor there."""

_T = TypeVar("_T", bound=Hashable)


class Numbers(dict[_T, int]):
    """Values with a number each, given when one is asked for the first time."""

    def __missing__(self, value: _T) -> int:
        number = self[value] = len(self)
        return number


class Links:
    """What each file asks for and the ids each page has, as numbers, since the same is asked for by thousands of pages."""

    def __init__(self) -> None:
        self.wants: Numbers[Wanted] = Numbers()
        self.id_names: Numbers[str] = Numbers()
        self.asked: dict[str, array[int]] = {}
        self.ids: dict[str, array[int]] = {}
        self.wanted: set[int] = set()
        """The numbers of all that the files noted so far ask for."""

    def has(self, name: str, ids: Iterable[str]) -> None:
        """Remember the ids of a page."""
        self.ids[name] = array("I", map(self.id_names.__getitem__, ids))

    def note(self, name: str, addresses: Iterable[Address], *, from_root: bool = False) -> Iterator[str]:
        """Remember what a file asks for, from its own folder or the root; yield what climbs out of the site."""
        folders = [] if from_root else name.split("/")[:-1]
        above = [
            "".join(f"{folder}/" for folder in folders[: len(folders) - up]) for up in range(len(folders) + 1)
        ]
        found: set[int] = set()
        for address in addresses:
            if not address.use:
                continue
            if address.page:
                path = name
            elif address.up is None:
                path = address.path
            elif address.up < len(above):
                path = above[address.up] + address.path
            else:
                yield f"走出了网站：{'../' * address.up}{address.path}"
                continue
            found.add(self.wants[address.use, path, address.anchor])
        self.asks(name, array("I", sorted(found)))

    def asks(self, name: str, numbers: array[int]) -> None:
        """Remember what a file asks for, by the numbers it has among `wants`."""
        self.wanted.update(numbers)
        if name in self.asked:
            self.asked[name].extend(numbers)
        else:
            self.asked[name] = numbers

    def broken(self, files: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) for every address that leads nowhere, or to the wrong kind of file.

        The file is the first of those that ask.
        """
        wrong = {
            number: what
            for wanted, number in self.wants.items()
            if number in self.wanted and (what := self._fault(wanted, files))
        }
        if wrong:
            for name, numbers in self.asked.items():
                for number in numbers:
                    if number in wrong:
                        yield name, wrong.pop(number)

    def _fault(self, wanted: Wanted, files: frozenset[str]) -> str:
        """Say what is wrong with what is asked for; empty when nothing is."""
        use, path, anchor = wanted
        kind = _KINDS.get(use)
        if path not in files:
            return f"链接没有着落 {path}"
        if kind and not kind[0].fullmatch(path):
            return f"{path} 不是{kind[1]}，不能这样引用"
        if anchor and anchor != "top" and path in self.ids and not self._is_there(path, anchor):
            return f"链接没有着落 {path}#{anchor}"
        return ""

    def _is_there(self, path: str, anchor: str) -> bool:
        return self.id_names.get(anchor, -1) in self.ids[path]

    def names(self, path: str) -> bool:
        """Whether any file asks for this one as a link or a picture."""
        uses = map(Use, ("link", "picture", "pictures"))
        return any(self.wants.get((use, path, ""), -1) in self.wanted for use in uses)
