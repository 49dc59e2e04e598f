"""Records and pages become the files they name: each picture and document with the place where it is named."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from county_casebook.files.documents import Fault, document_faults
from county_casebook.files.images import MOST_BYTES, Look, NotPublishable, look, too_heavy
from county_casebook.library.content import Entry
from county_casebook.library.folder import StoredFile
from county_casebook.library.library import Library
from county_casebook.problems import Location
from county_casebook.records.gist import documents_named, pictures_named
from county_casebook.records.record import Record, Source
from county_casebook.schema.walk import Path, is_prose, leaves
from county_casebook.text.image_marks import FILES, FORM, ImageMark, image_marks, resolved

_RAW = re.compile(r"<(?:img|picture|source)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture where it is named: its name below `files/` (empty when the address leads elsewhere) and what is wrong there.

    `at` finds the place; few are asked for.
    """

    at: Callable[[], Location]
    name: str
    fault: str = ""
    hint: str = ""


def names_of_pictures(library: Library) -> Iterator[str]:
    """Yield the name of every picture that a record, a term or a page of the library shows."""
    for record in library.with_leads():
        yield from pictures_named(record)
    yield from (named.name for named in pictures_beside(library))


def pictures_of(record: Record) -> Iterator[NamedPicture]:
    """Yield every picture that a record names."""
    for position, medium in enumerate(getattr(record, "media", ())):
        yield NamedPicture(partial(record.at, "media", position, "file"), medium.file)
    for leaf in leaves(record, is_prose):
        for mark in image_marks(leaf.value):
            yield _named(mark, "", partial(record.inside, leaf.path, leaf.value, mark.start))


def pictures_beside(library: Library) -> Iterator[NamedPicture]:
    """Yield every picture that a term or a page of the library names."""
    for entries in library.vocabulary.values():
        for entry in entries.values():
            for leaf in leaves(entry.value, is_prose):
                for mark in image_marks(leaf.value):
                    yield _named(mark, "", partial(entry.at, *leaf.path))
    for page in library.pages.values():
        for mark in image_marks(page.body):
            yield _named(mark, posixpath.dirname(page.name), partial(page.at, mark.start))
        for raw in _RAW.finditer(page.body):
            yield NamedPicture(partial(page.at, raw.start()), "", "图片写成了 HTML", FORM)


def picture_names(named: Iterable[str], library: Library) -> list[str]:
    """Return those names of pictures that the library holds, each once and in order."""
    return sorted(set(named) & library.files.keys())


KeptSource: TypeAlias = "tuple[Path, Source, str]"
"""A source that is kept with the library: its path in what names it, itself, and the name of its file."""


def sources_with_files(library: Library) -> Iterator[KeptSource]:
    """Yield every source of a record or a term that is kept with the library."""
    for record in library.with_leads():
        if documents_named(record):
            yield from kept_sources(record)
    yield from sources_of_terms(library)


def sources_of_terms(library: Library) -> Iterator[KeptSource]:
    """Yield every source of a term that is kept with the library."""
    for entries in library.vocabulary.values():
        for entry in entries.values():
            yield from kept_sources(entry)


def kept_sources(holder: Record | Entry) -> Iterator[KeptSource]:
    """Yield every source of a record, or of the term or lead of an entry, that is kept with the library."""
    told = holder.value if isinstance(holder, Entry) else holder
    for position, source in enumerate(getattr(told, "sources", ())):
        if source.file:
            yield ("sources", position), source, source.file


@lru_cache(maxsize=10_000)
def look_at(file: StoredFile) -> Look:
    """Look at a stored picture once as long as it does not change; raises NotPublishable."""
    if file.size > MOST_BYTES:
        raise too_heavy(file.name, file.size)
    try:
        return look(file.read(), file.name)
    except OSError as error:
        raise NotPublishable(f"{file.name} 读不出来：{error.strerror}", "检查权限") from None


@lru_cache(maxsize=10_000)
def digest_of(file: StoredFile) -> str:
    """The SHA-256 of a stored file; empty when it cannot be read."""
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


@lru_cache(maxsize=1_000)
def faults_of(file: StoredFile) -> tuple[Fault, ...]:
    """What keeps a stored PDF from being published, found once as long as it does not change."""
    try:
        return tuple(document_faults(file.read()))
    except OSError as error:
        return ((f"读不出来：{error.strerror}", "检查权限"),)


def public_documents(shown: Library) -> Iterator[tuple[str, StoredFile]]:
    """Yield (address in the site, file) of every document that the records shown make public, looked at or not."""
    named = {name: source.document for _, source, name in sources_with_files(shown) if source.document}
    for name, address in sorted(named.items()):
        file = shown.files.get(name)
        if file and name.lower().endswith(".pdf"):
            yield address, file


def _named(mark: ImageMark, folder: str, at: Callable[[], Location]) -> NamedPicture:
    name = "" if mark.fault else resolved(mark.target, folder)
    if mark.fault or name:
        return NamedPicture(at, name, mark.fault, mark.hint)
    return NamedPicture(
        at,
        "",
        f"图片地址 {mark.target[:40]} 不能用",
        f"图片放进 content/{FILES}，写成 {posixpath.relpath(FILES, folder or '.')}/文件名",
    )
