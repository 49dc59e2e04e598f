"""A Word document (.docx, ECMA-376) becomes the text it shows: one line a paragraph with its number, one line a row of a table.

Tracked deletions are not part of the text; what stands outside it (notes, text boxes, pictures, hidden words) is told. A document
that another program put in as a web page (`w:altChunk`) is read where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from county_casebook.intake import Unreadable
from county_casebook.intake.chunks import read_chunk
from county_casebook.intake.package import Package
from county_casebook.intake.word_text import NESTED, Held, Table, TableCell, main_part, read_part
from county_casebook.text.table_rows import again, row_line

_DEEPEST_CHUNK = 3


@dataclass(slots=True)
class _Found:
    """The lines of a document, and what of it has no place there."""

    lines: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    bullets: int = 0
    pictures: int = 0


def read_word(data: bytes, depth: int = 0) -> tuple[str, list[str]]:
    """Return a document's text and what of it could not be kept; raise Unreadable for anything but a sound .docx."""
    if depth > _DEEPEST_CHUNK:
        raise Unreadable("打不开：.docx 里的文档套得太深")
    package = Package(data, ".docx", "一份公文")
    main = main_part(package)
    found = _Found()
    relations = package.relations(main)
    for block in read_part(package, main):
        if isinstance(block, Table):
            _table(block, found)
        elif block.chunk:
            _chunk(package, relations.get(block.chunk, ""), found, depth)
        else:
            _held(block, found)
    notes = [*_notes(package, "footnotes", "脚注"), *_notes(package, "endnotes", "尾注")]
    return _text(found.lines), [*_told(found), *notes]


def _text(lines: list[str]) -> str:
    """Return lines as a text; a paragraph whose mark was deleted goes on in the next."""
    return "".join(f"{line}\n" for line in lines).replace("\0\n", "").replace("\0", "")


def _held(held: Held, found: _Found) -> None:
    """Add the paragraphs of a block, and the tables that stand between them."""
    tables = iter(held.tables)
    following = next(tables, None)
    for order, (words, number) in enumerate(zip(held.paragraphs, held.numbers, strict=True)):
        while following and following[0] <= order:
            _table(following[1], found)
            following = next(tables, None)
        found.lines.append(_numbered(number, words))
    while following:
        _table(following[1], found)
        following = next(tables, None)
    found.apart += [told for told in held.apart if not (held.tables and told.startswith(NESTED))]
    found.bullets += held.bullets
    found.pictures += len(held.pictures)


def _numbered(number: str, words: str) -> str:
    """Return a paragraph with its number before it; a blank keeps figures apart, as the tab of the list does."""
    if not number or not words.strip():
        return words
    return f"{number}{words}" if number[-1] in "、）)】］ " else f"{number}\u3000{words}"


def _table(table: Table, found: _Found) -> None:
    """Add a table: a line a row where it has columns; one that only places words on the page becomes their lines."""
    above: dict[int, str] = {}
    is_grid = sum(len(row) > 1 for row in table.rows) > 1 and not any(
        cell.held.tables for row in table.rows for cell in row
    )
    for row in table.rows:
        if is_grid:
            found.lines.append(row_line(_cells(row, above, found)))
        else:
            for cell in row:
                _held(cell.held, found)


def _cells(row: list[TableCell], above: dict[int, str], found: _Found) -> Iterator[str]:
    """Yield what the cells of a row say; one that goes on from the row above says the same."""
    column = 0
    for cell in row:
        if not (cell.goes_on and column in above):
            inside = _Found()
            _held(cell.held, inside)
            found.apart += inside.apart
            found.bullets += inside.bullets
            found.pictures += inside.pictures
            words = "\n".join(inside.lines)
            above[column] = again(words)
            yield words
        else:
            yield above[column]
        column += cell.span


def _chunk(package: Package, part: str, found: _Found, depth: int) -> None:
    """Add what an embedded document says; one that cannot be read is told."""
    if part not in package.parts:
        found.apart.append("嵌入的文档只是一个链接，不在文件里")
        return
    data = package.bytes_of(part)
    text, left = read_word(data, depth + 1) if data.startswith(b"PK") else read_chunk(part, data)
    found.lines += text.removesuffix("\n").split("\n")
    found.apart += left


def _told(found: _Found) -> list[str]:
    """Return a sentence on each kind of thing that is no text, and on each that is words."""
    worded = [told for told in found.apart if "：" in told]
    plain = Counter(told for told in found.apart if "：" not in told)
    plain["图片"] += found.pictures
    plain["项目符号"] += found.bullets
    counts = [f"{count} 处{what}没有放进来" for what, count in sorted(plain.items()) if count]
    return [*counts, *(f"没有放进来的{told}" for told in worded if told.partition("：")[2].strip())]


def _notes(package: Package, part: str, kind: str) -> Iterator[str]:
    """Yield the words of the notes of a document."""
    name = f"word/{part}.xml"
    if name not in package.parts:
        return
    texts = (" ".join(block.paragraphs) for block in read_part(package, name) if isinstance(block, Held))
    if words := [text.strip() for text in texts if text.strip()]:
        yield f"{kind}的文字没有放进来：{'｜'.join(words)}"


__all__ = ["read_word"]
