"""What is known of a record without a field of it is what its fields say, and with a cache nobody reads what is not asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from county_casebook import source
from county_casebook.build import check_content
from county_casebook.cache.digest import digest
from county_casebook.cache.folder import CacheFolder
from county_casebook.cache.reads import Log
from county_casebook.files.named import pictures_of
from county_casebook.library.likeness import SETTING
from county_casebook.library.load import load
from county_casebook.records import Case, Record, gist
from county_casebook.records.gist import Gist
from county_casebook.schema.walk import fields_within, values_at
from tests.building import TINY

CONTENT = Path(__file__).parents[1] / "content"


def _records(root: Path) -> list[Record]:
    return [record for by_id in load(root).records.values() for record in by_id.values()]


def _by_fields(record: Record) -> dict[str, Any]:
    """What the functions of a gist say, by the fields alone."""
    paths = [".".join(path) for path, field in fields_within(type(record)) if field.reference]
    return {
        "shown": record.status in ("published",),
        "lead": isinstance(record, Case) and record.is_lead,
        "started": _started(record),
        "setting": [tuple(getattr(getattr(record, "setting", None), trait, ())) for trait in SETTING],
        "named": {path: list(values_at(record, path.split("."))) for path in paths},
        "whereabouts": record.whereabouts(),
        "areas": [(path, area.code, area.as_of) for path, area in record.areas()],
        "pictures": [named.name for named in pictures_of(record) if named.name],
        "published": record.published.first_day.toordinal() if record.published else 0,
        "documents": [each.file for each in record.sources if each.file],
    }


def _started(record: Record) -> int | None:
    start = record.period.start if isinstance(record, Case) else "not_stated"
    return None if isinstance(start, str) else start.year


def _by_gist(record: Record, paths: list[str]) -> dict[str, Any]:
    return {
        "shown": gist.is_shown(record, ("published",)),
        "lead": isinstance(record, Case) and gist.is_lead(record),
        "started": gist.start_year(record) if isinstance(record, Case) else None,
        "setting": [
            tuple(gist.setting(record, trait)) if isinstance(record, Case) else () for trait in SETTING
        ],
        "named": {path: list(gist.named(record, path)) for path in paths},
        "whereabouts": gist.whereabouts(record),
        "areas": list(gist.areas(record)),
        "pictures": list(gist.pictures_named(record)),
        "published": gist.published(record),
        "documents": list(gist.documents_named(record)),
    }


@pytest.mark.slow
@pytest.mark.parametrize("root", [TINY / "content", CONTENT], ids=["tiny", "real"])
def test_a_gist_says_what_the_fields_say_however_it_came_here(root: Path) -> None:
    for record in _records(root):
        told = _by_fields(record)
        paths = list(told["named"])
        assert _by_gist(record, paths) == told, record.key
        document = record._document
        assert document
        log = Log()
        again = Gist.again(json.loads(json.dumps(gist.gist_of(record))))
        assert digest(tuple(again)) == digest(tuple(gist.gist_of(record)))
        resting = gist.unread(type(record), record.id, document, again, log)
        assert _by_gist(resting, paths) == told, record.key
        assert log.reads == {("gist", record.key, "")}
        assert not log.opened
        gist.to_rest(record, log)
        assert _by_gist(record, paths) == told, record.key
        if record.kind != "policies":
            assert resting == record


def test_a_record_of_an_unchanged_file_is_read_when_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    cache = CacheFolder(tmp_path / "cache")
    first = check_content(tmp_path / "content", cache=cache)
    read: list[str] = []
    before = source.read
    for module in ("county_casebook.library.load.read", "county_casebook.records.gist.read"):
        monkeypatch.setattr(module, lambda data, path: read.append(path) or before(data, path))  # type: ignore[func-returns-value]
    edited = tmp_path / "content/cases/chengxi-envoys.yml"
    edited.write_text(edited.read_text("utf-8").replace("\nsummary: ", "\nsummary: 改，", 1), "utf-8")
    again = check_content(tmp_path / "content", cache=cache)
    assert again.problems == first.problems
    assert "content/cases/chengxi-envoys.yml" in read
    assert "content/cases/lingping-tea.yml" not in read
    assert again.library.of(Case)["lingping-tea"].title == first.library.of(Case)["lingping-tea"].title
    assert "content/cases/lingping-tea.yml" in read


@pytest.mark.slow
def test_a_file_of_other_bytes_is_known_no_more(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    cache = CacheFolder(tmp_path / "cache")
    check_content(tmp_path / "content", cache=cache)
    path = tmp_path / "content/cases/chengxi-envoys.yml"
    for text in ("status: published\n", f"{path.read_text('utf-8')}# 13912345678\n"):
        whole = path.read_text("utf-8")
        path.write_text(text, "utf-8")
        told = check_content(tmp_path / "content", cache=cache).problems
        assert told == check_content(tmp_path / "content").problems
        assert any(problem.location.path.endswith("chengxi-envoys.yml") for problem in told)
        path.write_text(whole, "utf-8")
    assert not check_content(tmp_path / "content", cache=cache).has_errors


@pytest.mark.parametrize("where", ["name of a file", "reference", "escape", "picture"])
def test_no_number_of_a_person_is_kept(tmp_path: Path, where: str) -> None:
    number = "13912345678"
    shutil.copytree(TINY / "content", tmp_path / "content")
    path = tmp_path / "content/cases/chengxi-envoys.yml"
    text = path.read_text("utf-8")
    if where == "name of a file":
        (path.parent / f"a-{number}.yml").write_text(text, "utf-8")
    elif where == "reference":
        path.write_text(text.replace("themes: [", f"themes: [t{number}, ", 1), "utf-8")
        assert number in path.read_text("utf-8")
    elif where == "escape":
        path.write_text(text.replace("themes: [", 'themes: ["t139\\x312345678", ', 1), "utf-8")
    else:
        path.write_text(f"{text}media:\n  - file: a-{number}.jpg\n    alt: x\n    credit: y\n", "utf-8")
    for _ in range(2):
        checked = check_content(tmp_path / "content", cache=CacheFolder(tmp_path / "cache"))
        assert any(problem.rule == "personal-data" for problem in checked.problems)
        kept = [found for found in (tmp_path / "cache").rglob("*") if found.is_file()]
        assert kept
        assert not any(number.encode() in found.read_bytes() for found in kept)
