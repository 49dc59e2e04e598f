"""A record that says nearly the same as another of its kind is told, whatever the kind; what merely resembles it is not."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cache.folder import CacheFolder
from county_casebook.library.copies import FEWEST, _clauses, copies
from county_casebook.library.library import Library, link
from county_casebook.records import Case, Record
from tests.building import TINY
from tests.real import real_content, real_library

TODAY = date(2026, 3, 1)


def real() -> Library:
    return real_library(TODAY)


@cache
def _longest() -> list[Record]:
    """The record of each kind that says most."""
    found = [
        max(by_id.values(), key=lambda record: len(_clauses(real(), record)))
        for by_id in real().kinds.values()
        if by_id
    ]
    return [record for record in found if len(_clauses(real(), record)) >= 8 * FEWEST]


def _found(*records: Record) -> list[tuple[str, str]]:
    held = {kind: dict(by_id) for kind, by_id in real_content().records.items()}
    for record in records:
        held[record.kind][record.id] = record
    content = replace(real_content(), records=held)
    return [(found.record.id, found.earlier.id) for found in copies(link(content, TODAY))]


def test_no_two_records_of_the_casebook_are_copies() -> None:
    assert list(copies(real())) == []


def test_a_copy_is_told_of_every_kind() -> None:
    for record in _longest():
        copied = record.model_copy(update={"published": None}).called("aa-copy")
        assert _found(copied) == [("aa-copy", record.id)], record.kind


def test_the_kinds_that_tell_much_are_tried() -> None:
    assert {"cases", "techniques", "funds", "collections"} <= {record.kind for record in _longest()}


@pytest.mark.parametrize(
    ("status", "published", "name", "told"),
    [
        ("draft", None, "aa-copy", "copy"),
        ("published", "later", "aa-copy", "copy"),
        ("published", "earlier", "zz-copy", "original"),
        ("published", "same", "zz-copy", "copy"),
        ("published", "same", "aa-copy", "original"),
        ("withdrawn", "later", "zz-copy", "nobody"),
    ],
)
def test_the_later_of_the_two_is_told(status: str, published: str | None, name: str, told: str) -> None:
    original = max(real().of(Case).values(), key=lambda case: len(_clauses(real(), case)))
    assert original.published
    kind = type(original.published)
    years = {"later": 1, "earlier": -1, "same": 0}
    day = original.published.first_day
    when = kind(day.year + years[published], day.month, day.day) if published else None
    copied = original.model_copy(update={"status": status, "published": when}).called(name)
    pairs = {"copy": [(name, original.id)], "original": [(original.id, name)], "nobody": []}
    assert _found(copied) == pairs[told]


def _tiny(folder: Path) -> Path:
    shutil.copytree(TINY / "content", folder / "content")
    return folder / "content"


def _told(content: Path) -> list[str]:
    found = check_content(content).problems
    return [problem.message for problem in found if problem.rule == "near-copy"]


@pytest.mark.parametrize(("share", "is_told"), [(0.0, True), (0.2, True), (0.5, False), (1.0, False)])
def test_a_copy_keeps_being_one_while_few_clauses_are_others(
    tmp_path: Path, share: float, is_told: bool
) -> None:
    content, chance = _tiny(tmp_path), random.Random(7)
    text = (content / "cases/chengxi-envoys.yml").read_text("utf-8")
    runs = re.findall(r"[一-鿿]{6,}", text)
    for run in runs[: round(share * len(runs))]:
        text = text.replace(run, "".join(chance.sample(run, len(run))))
    (content / "cases/zz-copy.yml").write_text(text, "utf-8")
    assert bool(_told(content)) == is_told


def test_another_place_and_other_numbers_make_no_other_text(tmp_path: Path) -> None:
    content = _tiny(tmp_path)
    case = content / "cases/chengxi-envoys.yml"
    said = "。".join(
        f"澄溪的第{sign}个村把{number}亩茶园分到了户里"
        for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯")
    )
    text = re.sub(r"(?ms)^(problem: \|-\n +).*?(?=^approach)", rf"\1{said}。\n", case.read_text("utf-8"))
    case.write_text(text, "utf-8")
    there = text.replace("county: chengxi", "county: yanpu").replace("澄溪", "砚浦").replace("亩", "0亩")
    elsewhere = text.replace("澄溪", "青山")
    for written, is_told in ((there, True), (elsewhere, False)):
        (content / "cases/zz-copy.yml").write_text(written, "utf-8")
        assert bool(_told(content)) == is_told


def test_after_an_edit_the_answer_is_that_of_a_check_without_cache(tmp_path: Path) -> None:
    content, cache = _tiny(tmp_path), CacheFolder(tmp_path / "cache")
    copied = content / "cases/zz-copy.yml"
    text = (content / "cases/chengxi-envoys.yml").read_text("utf-8")
    seen = []
    for number, written in enumerate(
        (text, text.replace("茶", "桑"), text, text.replace("20 名", "31 名"), "")
    ):
        copied.write_text(written, "utf-8") if written else copied.unlink()
        warm, cold = check_content(content, cache=cache).problems, check_content(content).problems
        assert warm == cold, number
        seen.append(sum(problem.rule == "near-copy" for problem in warm))
    assert seen == [1, 0, 1, 1, 0]
