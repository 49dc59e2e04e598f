"""An empty folder becomes a library of its own: configuration, vocabularies, pages, CI recipes, one draft that checks clean.

What can be made from the models is: the draft, the fields of a vocabulary's terms. The rest are the plain files beside this module,
whose names begin with `dot.` where those of the library begin with a dot.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.library.version import FILE, written
from county_casebook.records import Case
from county_casebook.records.vocabulary import VOCABULARIES, Term
from county_casebook.scaffold.editor_files import editor_files
from county_casebook.scaffold.new_files import write_new
from county_casebook.scaffold.template import template
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import fields
from county_casebook.starter.wheel import installed_wheel

FILES = Path(__file__).parent / "files"
DRAFT = "content/cases/example-draft.yml"
_ALLOWED = frozenset({".git"})
"""What may stand in an empty folder: the folder of a repository that was just made."""
_SAID = {
    "title": "示例草稿：换成说清谁做了什么的标题",
    "area.code": '"330000"',
    "area.as_of": "2022",
    "themes": "[envoys]",
    "audiences": "[officials]",
    "summary": "这是一份示例草稿，不会发布。照各行的说明改写，或者删掉这个文件。",
    "approach.0.what": "第一步做了什么。",
    "provenance.type": "compiled",
    "sources.0.title": "示例来源：换成真实的来源",
    "sources.0.publisher": NOT_STATED,
    "sources.0.date": NOT_STATED,
    "sources.0.grade": "D",
}
"""The fields that the draft fills in; everything else is as in any new template."""


class NotEmpty(Exception):
    """Why no library is begun in a folder, in Chinese."""


def start(folder: Path) -> list[Path]:
    """Write a new library into an empty folder and return its files; nothing that is there is touched.

    Raise NotEmpty when the folder holds anything, NotWritten when it cannot be written; then nothing was.
    """
    _require_empty(folder)
    written = write_new({folder / name: text for name, text in sorted(starter_files())})
    for path in written:
        if path.suffix == ".command":
            path.chmod(path.stat().st_mode | 0o111)
    return written


def starter_files() -> Iterator[tuple[str, str]]:
    """Yield every file of a new library: its path in it, and its text."""
    wheel = installed_wheel()
    for path in sorted(FILES.rglob("*")):
        if path.is_file():
            name = path.relative_to(FILES).as_posix().replace("dot.", ".")
            text = path.read_text("utf-8")
            if name == "requirements.txt":
                text = text.format(address=wheel.address, sha256=wheel.sha256)
            if path.suffix == ".bat":
                text = text.replace("\n", "\r\n")  # cmd.exe finds no label behind another line end
            yield name, f"{_head(path.stem)}{text}" if "vocabulary" in path.parts else text
    yield "requirements.lock", _lock().read_text("utf-8")
    yield f"content/{FILE}", written()
    yield DRAFT, template(Case, _SAID)
    yield from editor_files("content", _begun())


def _begun() -> Library:
    """A new library as it is read: what its records may name are the terms of its vocabularies."""
    return link(load(FILES / "content"), _NO_DAY)


_NO_DAY = date(2004, 1, 1)
"""No rule is asked, so no day matters."""


def _lock() -> Path:
    """The locked dependencies: beside these files when installed, at the root of a checkout."""
    inside = FILES.parent / "requirements.lock"
    return inside if inside.is_file() else Path(__file__).parents[3] / "requirements.lock"


def _head(vocabulary: str) -> str:
    """Return the comment above a vocabulary: what a term holds; none above the synonyms, which are no terms."""
    if vocabulary not in VOCABULARIES:
        return ""
    lines = [
        f"# {VOCABULARIES[vocabulary]}：记录里写编号（id），读者看到名称（title）；编号定了就不要改。每一条可以写："
    ]
    lines += [
        f"#   {field.name}　{field.title}：{field.description}{'' if field.required else '可以不写。'}"
        for field in fields(Term)
    ]
    return "\n".join(lines) + "\n\n"


def _require_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotEmpty(f"{folder} 是一个文件，不是文件夹；请另指一个空的文件夹")
    held = (
        sorted(path.name for path in folder.iterdir() if path.name not in _ALLOWED) if folder.exists() else []
    )
    if held:
        raise NotEmpty(
            f"{folder.resolve()} 不是空文件夹（有 {held[0]}），没有写任何文件；请另指一个新的或空的文件夹"
        )
