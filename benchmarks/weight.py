"""A built site becomes the bytes it takes for each record: by kind of file, and by what its pages are made of."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from benchmarks.build import without_data
from benchmarks.timing import command, table
from county_casebook.demo import write_demo
from county_casebook.records import KINDS

_LINKED = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
_TAG = re.compile(r"<(/?)([^\s<>/]+)([^<>]*)>")
_ATTRIBUTE = re.compile(r'\s+([^\s=]+)(?:="[^"]*")?')
_ATTRIBUTES = {"class": "classes", **dict.fromkeys(("href", "src", "action", "srcset"), "addresses")}


def measure(cases: int) -> None:
    """Print what the site of a fictional library weighs, without the library as data."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        write_demo(library, cases=cases)
        command("build", "-f", str(without_data(library)))
        sources = [path for kind in KINDS for path in (library / "content" / kind).rglob("*.yml")]
        print(f"{len(sources)} records of {sum(map(_size, sources)) / len(sources):.0f} bytes of YAML")
        _print(library / "site", len(sources))


def _size(path: Path) -> int:
    return path.stat().st_size


def _print(site: Path, records: int) -> None:
    kinds, counts, parts = Counter[str](), Counter[str](), Counter[str]()
    for path in site.rglob("*"):
        if path.is_file():
            kind = kind_of(path.relative_to(site).as_posix())
            kinds[kind] += _size(path)
            counts[kind] += 1
            if path.suffix == ".html":
                parts.update(parts_of(path.read_text("utf-8")))
    rows = [(kind, counts[kind], f"{size / records:.0f}") for kind, size in kinds.most_common(30)]
    table(
        [*rows, ("all", counts.total(), f"{kinds.total() / records:.0f}")],
        ("files", "number", "bytes a record"),
    )
    table(
        [(name, f"{size / records:.0f}") for name, size in parts.most_common()],
        ("in pages", "bytes a record"),
    )


def kind_of(name: str) -> str:
    """Return what a file counts as: its first folder, how deep it stands below it, and its suffix."""
    path = PurePosixPath(name)
    return f"{path.parts[0]} {len(path.parts) - 1} {path.suffix}" if len(path.parts) > 1 else name


def parts_of(page: str) -> Mapping[str, int]:
    """Return the bytes of what a page is made of; together they are its bytes."""
    rest = _LINKED.sub("", page)
    found = Counter({"linked data": _bytes(page) - _bytes(rest)})
    for tag in _TAG.finditer(rest):
        attributes = Counter[str]()
        for attribute in _ATTRIBUTE.finditer(tag[3]):
            attributes[_ATTRIBUTES.get(attribute[1], "other attributes")] += _bytes(attribute[0])
        found["end tags" if tag[1] else "start tags"] += _bytes(tag[0]) - attributes.total()
        found.update(attributes)
    found["text"] = _bytes(page) - found.total()
    return found


def _bytes(text: str) -> int:
    return len(text.encode())
