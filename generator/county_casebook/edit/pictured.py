"""A picture or document of the library is shown beside the field that names it, and served to a page of the form alone.

Its name is looked up among the files that the library holds, so that it is never a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from county_casebook.edit.door import FORM_HEADERS
from county_casebook.edit.web import Answer
from county_casebook.files.images import NotPublishable, format_of
from county_casebook.files.named import look_at
from county_casebook.library.folder import StoredFile
from county_casebook.library.library import Library

_HEADERS = {
    **FORM_HEADERS,
    "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it stands beside its field: where it is served, how large it is; `width` is 0 for what is no picture."""

    address: str
    size: str
    width: int = 0
    height: int = 0


def shown(library: Library, name: str) -> Shown | None:
    """Return how a file of the library is shown; None where there is none of this name."""
    file = library.files.get(name)
    if file is None:
        return None
    address, size = f"/file?name={quote(name)}", _size(file.size)
    try:
        seen = look_at(file) if format_of(name) else None
    except NotPublishable:
        seen = None
    return Shown(address, size, seen.width, seen.height) if seen else Shown(address, size)


def _size(many: int) -> str:
    return f"{many / 1e6:.1f} MB" if many >= 1_000_000 else f"{max(1, round(many / 1e3))} KB"


def served(library: Library, name: str) -> Answer | None:
    """Answer with a file of the library: a sound picture to be seen, anything else to be kept; None where there is none."""
    file = library.files.get(name)
    if file is None:
        return None
    try:
        data = file.read()
        return Answer(data, _type(file), headers=_HEADERS)
    except NotPublishable:
        called = f"attachment; filename*=UTF-8''{quote(name.rpartition('/')[2])}"
        return Answer(data, "application/octet-stream", headers={**_HEADERS, "Content-Disposition": called})
    except OSError:
        return None


def _type(file: StoredFile) -> str:
    """Return the media type of a picture that may be shown; raise NotPublishable for any other file."""
    form = format_of(file.name)
    if not form:
        raise NotPublishable("不是图片", "")
    look_at(file)
    return f"image/{form.lower()}"


__all__ = ["Shown", "served", "shown"]
