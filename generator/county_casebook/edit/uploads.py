"""The files that were chosen in a form become names in its fields; one that cannot be taken is said beside its field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from county_casebook.edit.desk import Key
from county_casebook.edit.found import Told
from county_casebook.edit.lists import steps_of
from county_casebook.edit.posted import MOST_ITEMS
from county_casebook.edit.shape import Shape, shape_at, shapes
from county_casebook.edit.shelf import Shelf
from county_casebook.edit.web import Request
from county_casebook.files.images import NotPublishable
from county_casebook.files.named import digest_of

MARK = "^"
"""Stands behind the path of a field in the name of the control in which its file is chosen."""
_MOST = 30
"""Pictures that are put in at once."""


@dataclass
class Uploads:
    """Takes what was chosen on one screen of a record."""

    shelf: Shelf
    key: Key
    names: Sequence[str]
    """The record's fields on the screen; nothing else is taken."""

    def taken(self, request: Request) -> tuple[Request, tuple[Told, ...]]:
        """Return the request as if the names had been typed, and what is wrong with the files that were not taken."""
        if not request.files or request.sent is None:
            return request, ()
        sent = {name: list(values) for name, values in request.sent.items()}
        wrong = tuple(self._each(sent, request))
        return replace(request, sent=sent, files={}), wrong

    def _each(self, sent: dict[str, list[str]], request: Request) -> Iterator[Told]:
        for control, files in request.files.items():
            name = control.removesuffix(MARK)
            steps = steps_of(name)
            shape = shape_at(self.key.model, steps) if steps[0] in self.names else None
            if shape is None or name == control:
                continue
            if shape.holds_file:
                yield from self._one(sent, shape, name, files[-1])
            elif inner := next(
                (one for part in shape.parts for one in shapes(part) if one.widget == "picture"), None
            ):
                yield from self._several(sent, inner, name, files)

    def _several(
        self, sent: dict[str, list[str]], inner: Shape, name: str, files: Sequence[bytes]
    ) -> Iterator[Told]:
        """Put each picture into an item of its own at the end of a list."""
        if len(files) > _MOST:
            yield self._told(name, f"一次最多放 {_MOST} 张，前 {_MOST} 张收下了")
        for data in files[:_MOST]:
            count = next(iter(sent.get(f"{name}#", ())), "0")
            at = int(count) if count.isascii() and count.isdecimal() else 0
            if at >= MOST_ITEMS:
                return
            wrong = tuple(self._one(sent, inner, f"{name}.{at}.{inner.name}", data))
            if not wrong:
                sent[f"{name}#"] = [str(at + 1)]
            yield from (replace(one, path=steps_of(name)) for one in wrong)

    def _one(self, sent: dict[str, list[str]], shape: Shape, name: str, data: bytes) -> Iterator[Told]:
        try:
            held = self.shelf.put(self.key, data, is_picture=shape.widget == "picture")
        except NotPublishable as reason:
            yield self._told(name, f"没有收下：{reason.message}（{reason.hint}）")
            return
        sent[name] = [held]
        above = name.rpartition(".")[0]
        beside = shape_at(self.key.model, steps_of(f"{above}.sha256"))
        if shape.widget == "document" and beside and beside.field.type == "sha256":
            sent[f"{above}.sha256"] = [digest_of(self.shelf.desk.content().files[held])]

    def _told(self, name: str, words: str) -> Told:
        path = tuple(int(step) if step.isdecimal() else step for step in steps_of(name))
        return Told(path, "error", words, "upload")


__all__ = ["MARK", "Uploads"]
