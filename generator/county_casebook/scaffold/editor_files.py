"""`.vscode/` is written into a library: our schemas anew, an editor's own settings only added to, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from county_casebook.editors.json_schema import COMMENT
from county_casebook.editors.jsonc import Unsafe, added
from county_casebook.editors.vscode import (
    EXTENSION,
    EXTENSIONS,
    SCHEMAS,
    SETTINGS,
    SNIPPETS,
    associations,
    new_settings,
    schema_texts,
    snippets,
)
from county_casebook.library.library import Library
from county_casebook.scaffold.new_files import NotWritten, put_in_place, set_aside

Entries = Mapping[str, Any] | list[str]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and in sentences what an editor must add by hand."""

    paths: tuple[Path, ...]
    left: tuple[str, ...]


def editor_files(content: str, library: Library) -> Iterator[tuple[str, str]]:
    """Yield the files of a library that has none of them: their paths in it, and their texts."""
    yield SETTINGS, new_settings(content)
    yield EXTENSIONS, _new_extensions()
    yield SNIPPETS, snippets()
    yield from schema_texts(library)


def write_editor_files(folder: Path, content: str, library: Library) -> Written:
    """Write them all into a library; what is no file of ours is left as it is. Raise NotWritten when the folder refuses."""
    settings = _kept(folder / SETTINGS, "yaml.schemas", associations(content), new_settings(content))
    extensions = _kept(folder / EXTENSIONS, "recommendations", [EXTENSION], _new_extensions())
    ours = [_ours(folder / name, text) for name, text in ((SNIPPETS, snippets()), *schema_texts(library))]
    done = [_write(*each) for each in (settings, extensions, *ours)]
    return Written(
        tuple(path for path, was_written, _ in done if was_written),
        tuple(said for _, _, said in done if said),
    )


def renew_schemas(folder: Path, library: Library) -> None:
    """Write the schemas of a library anew; raise NotWritten when the folder refuses."""
    for name, text in schema_texts(library):
        _write(*_ours(folder / name, text))


def has_schemas(folder: Path) -> bool:
    """Whether the schemas have been written into a library before."""
    return (folder / SCHEMAS).is_dir()


def _new_extensions() -> str:
    return json.dumps({"recommendations": [EXTENSION]}, indent=2) + "\n"


_Plan = tuple[Path, str | None, str]
"""A file, what it shall hold (None: stays as it is), and what is to be told."""


def _kept(path: Path, key: str, entries: Entries, new: str) -> _Plan:
    """Plan a file that is the editor's own: ours is added to it."""
    before = _text(path)
    if before is None:
        return path, new, ""
    try:
        return path, added(before, key, entries), ""
    except Unsafe:
        said = json.dumps({key: entries}, ensure_ascii=False, indent=2)
        return path, None, f"{path} 里已有的设置不好改，没有动它。请自己加上这一段：\n{said}"


def _ours(path: Path, text: str) -> _Plan:
    """Plan a file of ours; one of that name that we did not write stays."""
    before = _text(path)
    if before is not None and COMMENT not in before:
        return path, None, f"{path} 不是 casebook 写的，没有动它。请把它改名，再运行一次 casebook schema"
    return path, text, ""


def _text(path: Path) -> str | None:
    """Return what a file holds, a mark of its encoding included; None where there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        raise NotWritten(f"{path} 读不出来（{error.strerror}），什么都没有写；请检查权限") from None


def _write(path: Path, text: str | None, said: str) -> tuple[Path, bool, str]:
    """Write a file in one step; one that holds the text already is not touched."""
    if text is None or text == _text(path):
        return path, False, said
    real = path.resolve()
    try:
        put_in_place(set_aside(real, text.encode()), real)
    except OSError as error:
        raise NotWritten(f"{path} 写不了（{error.strerror or error}）；请检查权限和磁盘空间") from None
    return path, True, said


__all__ = ["Written", "editor_files", "has_schemas", "renew_schemas", "write_editor_files"]
