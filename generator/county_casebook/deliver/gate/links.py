"""Every address a site's files hold, and whether each leads to something of the right kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from county_casebook.deliver.gate.addresses import Address
from county_casebook.deliver.gate.allowed import FOLDER, FORM, ICON, PICTURE, PICTURES, SCRIPT, STYLE, Use

_PICTURE = re.compile(r"(?:files|assets/images)/[^?]+\.(?:png|jpe?g|webp|gif|avif|svg)")
_KINDS = {
    STYLE: (re.compile(r"assets/.+\.css"), "样式"),
    SCRIPT: (re.compile(r"assets/js/.+\.js"), "脚本"),
    ICON: (re.compile(r"assets/images/.+\.(?:svg|png)"), "图标"),
    PICTURE: (_PICTURE, "图片"),
    PICTURES: (_PICTURE, "图片"),
    FORM: (re.compile(r"(?:.+/)?index\.html"), "页面"),
    FOLDER: (re.compile(r"(?:search/)?index\.html"), "网站的根"),
}


@dataclass(slots=True)
class Links:
    """The ids of every page; and each (use, file, anchor) that is asked for, with the first file that asks."""

    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    wanted: dict[tuple[Use, str, str], str] = field(default_factory=dict)

    def note(self, name: str, addresses: Iterable[Address], *, from_root: bool = False) -> Iterator[str]:
        """Remember what a file asks for, from its own folder or the root; yield what climbs out of the site."""
        folders = [] if from_root else name.split("/")[:-1]
        above = [
            "".join(f"{folder}/" for folder in folders[: len(folders) - up]) for up in range(len(folders) + 1)
        ]
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
            self.wanted.setdefault((address.use, path, address.anchor), name)

    def broken(self, files: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) for every address that leads nowhere, or to the wrong kind of file."""
        for (use, path, anchor), name in self.wanted.items():
            kind = _KINDS.get(use)
            if path not in files:
                yield name, f"链接没有着落 {path}"
            elif kind and not kind[0].fullmatch(path):
                yield name, f"{path} 不是{kind[1]}，不能这样引用"
            elif anchor and anchor != "top" and path in self.ids and anchor not in self.ids[path]:
                yield name, f"链接没有着落 {path}#{anchor}"

    def names(self, path: str) -> bool:
        """Whether any file asks for this one as a link or a picture."""
        return any((use, path, "") in self.wanted for use in map(Use, ("link", "picture", "pictures")))
