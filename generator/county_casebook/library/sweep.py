"""Every file of a content folder becomes the places where a personal number stands in it: in its words, its name, its metadata.

The files are gone through as they stand, comments and unreadable records too, so that no new kind of file is left out.
"""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from PIL import ExifTags, Image
from pydantic import BaseModel

from county_casebook.library.folder import Standing
from county_casebook.library.known import Known
from county_casebook.library.memory import Given, Memory
from county_casebook.problems import Location
from county_casebook.records import KINDS
from county_casebook.schema.walk import fields
from county_casebook.source import MAX_BYTES
from county_casebook.text.personal_data import Found, personal_data


@dataclass(frozen=True, slots=True)
class Sighting:
    """A personal number at its place in a file."""

    place: Location
    found: Found


def sweep(standing: Standing, memory: Memory | None = None, known: Known | None = None) -> Iterator[Sighting]:
    """Yield every personal number below a content folder, file by file."""
    found = {path: seen for path in standing.sizes if (seen := sweep_file(standing, path, memory, known))}
    for path in sorted(found):
        yield from found[path]


def sweep_file(
    standing: Standing, path: Path, memory: Memory | None, known: Known | None = None
) -> tuple[Sighting, ...]:
    """The personal numbers of a file; what was found in it before when it has not changed since."""
    shown = standing.shown(path)
    if known and known.is_harmless(shown):
        return ()

    def look() -> Given:
        return Given(tuple(_in_file(path, standing.shown(path))))

    given = memory.given("sweep", path, standing, look) if memory else look()
    if known and not given.value:
        known.note_harmless(shown)
    return cast("tuple[Sighting, ...]", given.value)


def _in_file(path: Path, shown: str) -> Iterator[Sighting]:
    for found in personal_data(shown):
        yield Sighting(Location(shown), found)
    try:
        data = path.read_bytes()
    except OSError:
        return  # said by who reads the file
    text = _text(path, data)
    if text is None:
        yield from (Sighting(Location(shown), found) for found in _hidden_in(path, data))
    else:
        yield from sightings_in(shown, text)


_TEXTS = frozenset((".yml", ".yaml", ".md", ".txt", ".csv"))


def _text(path: Path, data: bytes) -> str | None:
    """The text of a file of ours in whatever encoding it came; None for any other file."""
    if path.suffix not in _TEXTS:
        return None
    data = data[: 2 * MAX_BYTES]
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-16", "replace") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None


def sightings_in(path: str, text: str) -> Iterator[Sighting]:
    """Yield every personal number of a text that a file holds; a line is cut out once, however many numbers it holds."""
    number, counted, start, end, line = 1, 0, 0, -1, ""
    for found in personal_data(text):
        number += text.count("\n", counted, found.start)
        counted = found.start
        if found.start >= end:
            start = text.rfind("\n", 0, found.start) + 1
            end = text.find("\n", found.start)
            end = end if end >= 0 else len(text)
            line = text[start:end].rstrip("\r")
        if not _is_figure(path, line, text[max(0, start - _NEAR) : found.end + _NEAR]):
            yield Sighting(Location(path, number, found.start - start + 1, line), found)


_FIGURE = re.compile(r"\s*(?:-\s+)?([a-z_0-9]+):\s*[\"']?[0-9]{11,}[\"']?\s*")
_UNIT = re.compile(r"^\s+unit:", re.MULTILINE)
_NEAR = 200


def _is_figure(path: str, line: str, around: str) -> bool:
    """Whether a line of a record gives a sum or a count: its field holds a number and nothing else, or a unit stands beside it."""
    match = _FIGURE.fullmatch(line)
    if not match or not path.endswith(".yml"):
        return False
    number, words = _fields()
    return match[1] in number and (match[1] not in words or _UNIT.search(around) is not None)


@cache
def _fields() -> tuple[frozenset[str], frozenset[str]]:
    """The names of fields that hold a number in some kind of record, and of those that hold anything else in some."""
    number: set[str] = set()
    words: set[str] = set()
    for model in (model for kind in KINDS.values() for model in _models(kind)):
        for name, description in model.model_fields.items():
            holds = repr(description.annotation)
            is_number = "Decimal" in holds or ("int" in holds and "str" not in holds)
            (number if is_number else words).add(name)
    return frozenset(number), frozenset(words)


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and those of the parts inside it."""
    yield model
    for field in fields(model):
        for part in field.parts:
            yield from _models(part)


_WORDS = re.compile(rb"[\x20-\x7e]{11,}")
_WIDE_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00){11,}|(?:\x00[\x20-\x7e]){11,}")


def _hidden_in(path: Path, data: bytes) -> Iterator[Found]:
    """Yield the personal numbers in a picture's Exif, XMP, IPTC, text chunks and comments, or in the words of any other file."""
    words = [match.group().decode("ascii") for match in _WORDS.finditer(data)]
    words += [match.group().replace(b"\0", b"").decode("ascii") for match in _WIDE_WORDS.finditer(data)]
    seen: set[str] = set()
    for text in (*words, *_metadata(path)):
        for found in personal_data(text):
            if found.number not in seen:
                seen.add(found.number)
                yield found


def _metadata(path: Path) -> Iterator[str]:
    """Yield what Pillow tells of a picture besides its pixels, compressed text chunks included; nothing for another file."""
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture,
        ):
            exif = picture.getexif()
            values = [
                *exif.values(),
                *(
                    value
                    for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)
                    for value in exif.get_ifd(part).values()
                ),
                *picture.info.values(),
            ]
            if picture.format == "PNG":
                picture.load()  # text chunks may stand behind the pixels
                values += picture.info.values()
    except (OSError, ValueError, SyntaxError, LookupError, struct.error, Image.DecompressionBombError):
        return
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, bytes):
            yield value.decode("utf-8", "replace")
