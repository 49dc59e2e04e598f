"""Rules on what stands in content/files: pictures that may be published, documents that are the ones the record means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from county_casebook.files.images import NotPublishable
from county_casebook.files.named import (
    NamedPicture,
    digest_of,
    faults_of,
    kept_sources,
    look_at,
    names_of_pictures,
    pictures_beside,
    pictures_of,
    sources_of_terms,
)
from county_casebook.library.content import Entry
from county_casebook.library.library import Library
from county_casebook.problems import Location, did_you_mean
from county_casebook.records import Record
from county_casebook.records.gist import documents_named
from county_casebook.rules.rule import Finding, error, warning

_NAME = re.compile(
    r"(?:[0-9A-Za-z_\-\u4e00-\u9fff]{1,80}/){0,8}[0-9A-Za-z_\-\u4e00-\u9fff]{1,80}\.[0-9A-Za-z]{1,5}"
)
"""Names that are addresses as they are; with one dot, so that the sizes made of a picture cannot bear the name of another."""
NAME_HINT = "改名：只用字母、数字、汉字、- 和 _，扩展名前一个点"


def is_fit_name(name: str) -> bool:
    """Whether a file may be published under its own name."""
    return bool(_NAME.fullmatch(name))


@error
def media_file(library: Library, record: Record) -> Iterator[Finding]:
    """图片必须在 content/files 里，是完好的 PNG、JPEG 或 WebP，扩展名与格式一致，不大于 10 MB 和 4000 万像素，不是动图。"""
    yield from _faulty(library, pictures_of(record))


@media_file.also
def _media_beside(library: Library) -> Iterator[Finding]:
    yield from _faulty(library, pictures_beside(library))


def _faulty(library: Library, pictures: Iterable[NamedPicture]) -> Iterator[Finding]:
    for named in pictures:
        if named.name and (fault := _fault(library, named.name)):
            yield (named.at(), *fault)


def _fault(library: Library, name: str) -> tuple[str, str] | None:
    file = library.files.get(name)
    if file is None:
        return f"content/files 里没有 {name}", did_you_mean(name, library.files) or "把图片放进 content/files"
    if not is_fit_name(name):
        return f"图片的文件名 {name} 不能作网址", NAME_HINT
    try:
        look_at(file)
    except NotPublishable as refused:
        return refused.message, refused.hint
    return None


@error
def picture_in_text(record: Record) -> Iterator[Finding]:
    """正文和手写页面里的图片写成 ![替代文字](files/文件名)，文件名里没有空格。"""
    yield from _miswritten(pictures_of(record))


@picture_in_text.also
def _picture_beside(library: Library) -> Iterator[Finding]:
    yield from _miswritten(pictures_beside(library))


def _miswritten(pictures: Iterable[NamedPicture]) -> Iterator[Finding]:
    for named in pictures:
        if named.fault:
            yield named.at(), named.fault, named.hint


@warning
def picture_position(library: Library, record: Record) -> Iterator[Finding]:
    """图片不应带有拍摄位置：发布时会去掉，原图里还在。"""
    yield from _positioned(library, pictures_of(record))


@picture_position.also
def _position_beside(library: Library) -> Iterator[Finding]:
    yield from _positioned(library, pictures_beside(library))


def _positioned(library: Library, pictures: Iterable[NamedPicture]) -> Iterator[Finding]:
    for named in pictures:
        file = library.files.get(named.name)
        if file and not _fault(library, named.name) and look_at(file).has_position:
            yield named.at(), f"{named.name} 带有拍摄位置", "发布的图片里没有；仓库公开时，先从原图里去掉"


@error
def source_file(library: Library, holder: Record | Entry) -> Iterator[Finding]:
    """来源的文件必须在 content/files 里，SHA-256 与记录一致。"""
    for path, source, name in kept_sources(holder):
        place, file = holder.at(*path, "file"), library.files.get(name)
        if file is None:
            hint = did_you_mean(name, library.files) or "把文件放进 content/files"
            yield place, f"content/files 里没有 {name}", hint
        elif source.sha256 and (digest := digest_of(file)) != source.sha256:
            found = f"{name} 的 SHA-256 是 {digest or '读不出来'}，记录里是 {source.sha256[:12]}…"
            yield holder.at(*path, "sha256"), found, "核对文件后更新 sha256"


@error
def public_document(library: Library, holder: Record | Entry) -> Iterator[Finding]:
    """公开的文件（public: yes）只能是 PDF，不带脚本、附件和密码，文字和属性里没有个人信息。"""
    for path, source, name in kept_sources(holder):
        if source.public == "yes" and name in library.files:
            for message, hint in _document_faults(library, name):
                yield holder.at(*path, "public"), message, hint


def _document_faults(library: Library, name: str) -> Iterator[tuple[str, str]]:
    if not name.lower().endswith(".pdf"):
        yield f"{name} 不是 PDF，不能公开", "导出成 PDF，或删掉 public"
    elif not is_fit_name(name):
        yield f"文件名 {name} 不能作网址", NAME_HINT
    else:
        for message, hint in faults_of(library.files[name]):
            yield f"{name}：{message}", hint


@warning
def unused_file(library: Library) -> Iterator[Finding]:
    """content/files 里的文件应当有记录或页面用到；没有用到的不发布。"""
    used = {*names_of_pictures(library)}
    used |= {name for record in library.records() for name in documents_named(record)}
    used |= {name for _, _, name in sources_of_terms(library)}
    for name, file in library.files.items():
        if name not in used and not library.broken:
            yield Location(file.shown), "没有记录或页面用到这个文件，不会发布", "用不到就删掉"
