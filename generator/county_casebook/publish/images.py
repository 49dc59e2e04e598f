"""The pictures a library shows become files made anew in a few sizes, and each `<img>` of a page the one that fits.

Nothing of an original's bytes is published. Sizes are cached by what the original holds and how they are made, so that a
build pays for a picture once; the cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import PIL
from PIL import Image

from county_casebook.files.images import NotPublishable, format_of, pixels, quiet
from county_casebook.files.named import names_of_pictures, picture_names
from county_casebook.library.folder import StoredFile
from county_casebook.library.library import Library
from county_casebook.rules.files import is_fit_name

WIDTHS = (480, 960, 1440)
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}
_SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_SHOWN_AT = "(max-width: 46rem) 100vw, 46rem"
THEME = "assets/images/"
"""Where the theme keeps pictures of its own: they are published as they are."""
_IMG = re.compile(r'<img((?: [a-z-]+="[^"]*")*) ?/?>')
_ATTRIBUTE = re.compile(r'(?<![a-z-])([a-z-]++)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a picture: its address in the site, its format, and where its bytes lie in the cache."""

    address: str
    format: str
    width: int
    height: int
    entry: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture as it is published: the archive in the cache that holds its sizes, the widest of each format first."""

    archive: Path
    sizes: tuple[Size, ...]

    def of_format(self, form: str) -> list[Size]:
        return [size for size in self.sizes if size.format == form]


@dataclass(frozen=True)
class Images:
    """Every picture of a site by the name of its original below `files/`; `used` are those that a page has placed."""

    photographs: Mapping[str, Photograph] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file of the pictures in use as (path in the site, bytes); a site's own templates may leave some out."""
        for photograph in (self.photographs[name] for name in self.photographs if name in self.used):
            with zipfile.ZipFile(photograph.archive) as archive:
                for size in photograph.sizes:
                    yield size.address, archive.read(size.entry)

    def placed(self, html: str, root: str) -> str:
        """Give every `<img>` of a safe page its sizes; one that names no picture of the site or the theme is left out."""
        return _IMG.sub(partial(self._placed, root=root), html) if "<img" in html else html

    def _placed(self, match: re.Match[str], root: str) -> str:
        said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        source = re.sub(r"^(?:\.\.?/)+", "", unquote(said.get("src", "")))
        if source.startswith(THEME):
            return match[0]
        name = source.removeprefix("files/")
        photograph = self.photographs.get(name) if source != name else None
        if not photograph:
            return ""
        self.used.add(name)
        return _markup(photograph, name, said, root)


NO_IMAGES = Images()


def images_of(shown: Library, cache: Path, names: Iterable[str] | None = None) -> Images:
    """Make every picture that the records shown and the pages name; what may not be published is left out.

    Given `names`, these are the pictures.
    """
    names = picture_names(names_of_pictures(shown), shown) if names is None else names
    files = [shown.files[name] for name in names if is_fit_name(name)]
    folder = _writable(cache)
    with quiet(), ThreadPoolExecutor(os.cpu_count()) as workers:
        made = workers.map(partial(_photograph, folder=folder), files)
        return Images({file.name: found for file, found in zip(files, made, strict=True) if found})


def _writable(cache: Path) -> Path:
    """The cache, or where it cannot be written a folder that lasts as long as the process."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return cache
    except OSError:
        return Path(_for_this_process().name)


_held: list[tempfile.TemporaryDirectory[str]] = []


def _for_this_process() -> tempfile.TemporaryDirectory[str]:
    if not _held:
        _held.append(tempfile.TemporaryDirectory())
    return _held[0]


def _photograph(file: StoredFile, folder: Path) -> Photograph | None:
    try:
        data = file.read()
    except OSError:
        return None
    archive = folder / f"{_key(data, format_of(file.name))}.zip"
    entries = _entries(archive)
    if not entries:
        try:
            _write(archive, list(_made(pixels(data, file.name), format_of(file.name))))
        except NotPublishable:
            return None
        entries = _entries(archive)
    return Photograph(archive, tuple(_sizes(file.name, entries)))


def _key(data: bytes, form: str) -> str:
    """What the sizes depend on: the original, how they are made, and by which encoder."""
    made_by = repr((WIDTHS, _OPTIONS, form, PIL.__version__))
    return hashlib.sha256(hashlib.sha256(data).digest() + made_by.encode()).hexdigest()


def _made(picture: Image.Image, form: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name in the archive and the bytes of every size, the widest first."""
    widest = min(picture.width, WIDTHS[-1])
    for width in (widest, *(width for width in reversed(WIDTHS) if width < widest)):
        height = max(1, round(picture.height * width / picture.width))
        sized = (
            picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        )
        for kind in ("JPEG", "WEBP") if form == "JPEG" else (form,):
            yield f"{kind}-{width}-{height}", _encoded(sized, kind)


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    suited = picture.convert("RGB") if form == "JPEG" and picture.mode == "RGBA" else picture
    suited.save(out, form, **_OPTIONS[form])
    return out.getvalue()


def _write(archive: Path, entries: list[tuple[str, bytes]]) -> None:
    """Write an archive in one step: another build never meets half of one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, data in entries:
            bundle.writestr(zipfile.ZipInfo(name), data)
    with tempfile.NamedTemporaryFile(dir=archive.parent, delete=False) as aside:
        aside.write(out.getvalue())
    Path(aside.name).replace(archive)


def _entries(archive: Path) -> list[str]:
    """The names in an archive; none when it is not there or not whole."""
    try:
        with zipfile.ZipFile(archive) as bundle:
            return bundle.namelist() if bundle.testzip() is None else []
    except (OSError, zipfile.BadZipFile):
        return []


def _sizes(name: str, entries: list[str]) -> Iterator[Size]:
    """The widest of the picture's own format bears the picture's name, all others the name with their width behind it."""
    for position, entry in enumerate(entries):
        form, width, height = entry.split("-")
        address = f"files/{name}" + (f".{width}.{_SUFFIX[form]}" if position else "")
        yield Size(address, form, int(width), int(height), entry)


def _markup(photograph: Photograph, name: str, said: Mapping[str, str], root: str) -> str:
    own = photograph.of_format(format_of(name))
    modern = photograph.of_format("WEBP") if format_of(name) == "JPEG" else []
    first = own[0]
    attributes = {
        "src": root + quote(first.address),
        **(_srcset(own, root) if len(own) > 1 else {}),
        "alt": said.get("alt", ""),
        **({"title": said["title"]} if said.get("title") else {}),
        "width": str(first.width),
        "height": str(first.height),
        "loading": "lazy",
        "decoding": "async",
    }
    img = f"<img{_attributes(attributes)}>"
    if not modern:
        return img
    source = {"type": "image/webp", **_srcset(modern, root)}
    return f"<picture><source{_attributes(source)}>{img}</picture>"


def _srcset(sizes: list[Size], root: str) -> dict[str, str]:
    listed = ", ".join(f"{root}{quote(size.address)} {size.width}w" for size in reversed(sizes))
    return {"srcset": listed, "sizes": _SHOWN_AT}


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value, quote=True)}"' for name, value in values.items())
