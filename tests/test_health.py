"""How fresh the library is: the page lists days and knows no today, the command judges them by one."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.ledger.freshness import Column, Freshness, Waiting, freshness, is_overdue, stale
from county_casebook.records import Question
from county_casebook.schema.fields import CoarseDate
from tests.building import TINY, build_site, copy_of_tiny, files_of

LONG_AFTER = date(2030, 1, 1)


@pytest.fixture(scope="module")
def found() -> Freshness:
    return freshness(check_content(TINY / "content").library.published())


def of(**days: str) -> Freshness:
    """A library whose kinds were last changed on these days."""
    return Freshness(tuple(Column(kind, kind, 1, day) for kind, day in days.items()), ())


def test_the_days_are_those_of_the_records(found: Freshness) -> None:
    """A day that a record says, published or changed, is never a day of building, of the machine or of git."""
    library = check_content(TINY / "content").library.published()
    for column in found.columns:
        records = library.of_kind(column.kind).values()
        days = [str(day) for record in records for day in (record.published, record.updated) if day]
        assert (column.count, column.last) == (len(records), max(days))
    assert found.last == max(column.last for column in found.columns)
    waiting = [question for question in library.of(Question).values() if question.answering == "open"]
    assert [each.url for each in found.waiting] == [
        each.url for each in sorted(waiting, key=lambda each: each.asked)
    ]
    assert found.waiting


@pytest.mark.slow
def test_the_page_and_its_data_list_them_and_know_no_today(
    tiny_files: dict[str, bytes], found: Freshness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = LexborHTMLParser(tiny_files["health/index.html"].decode())
    rows = [[cell.text(strip=True) for cell in row.css("th, td")] for row in page.css("tbody tr")]
    told = [
        [column.title, str(column.count), CoarseDate.parse(column.last).chinese] for column in found.columns
    ]
    assert rows == [*told, ["首页", "", CoarseDate.parse(found.last).chinese]]
    assert Freshness.told(json.loads(tiny_files["health/state.json"])) == found
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    other = files_of(build_site(copy_of_tiny(tmp_path), None))
    for name in ("health/index.html", "health/state.json"):
        assert other[name] == tiny_files[name]


@pytest.mark.parametrize(
    ("last", "days", "is_stale"),
    [("2026-11-14", 14, False), ("2026-11-13", 15, True), ("2026-11", -2, False)],
)
def test_the_home_page_is_stale_after_two_weeks(last: str, days: int, is_stale: bool) -> None:
    told = list(stale(of(cases=last), date(2026, 11, 28)))
    assert bool(told) == is_stale
    if is_stale:
        assert told == [f"首页 从 {last} 起 {days} 天没有新内容，超过 14 天"]


def test_a_column_is_stale_after_half_a_year_or_as_long_as_is_said() -> None:
    found = of(cases="2026-11-28", policies="2026-06-01", counties="2026-05-31")
    today = date(2026, 11, 28)
    assert list(stale(found, today)) == ["栏目“counties”从 2026-05-31 起 181 天没有更新，超过 180 天"]
    assert len(list(stale(found, today, 179))) == 2
    assert list(stale(found, today, 400)) == []


@pytest.mark.parametrize(
    ("asked", "today", "overdue"),
    [
        ("2026-08-28", date(2026, 11, 28), False),
        ("2026-08-28", date(2026, 11, 29), True),
        ("2026-08", date(2026, 11, 30), False),  # it may have been asked on the 31st
        ("2026-08", date(2026, 12, 1), True),
        ("2025", date(2026, 3, 31), False),
        ("2025", date(2026, 4, 1), True),
    ],
)
def test_a_question_waits_too_long_after_three_months(asked: str, today: date, overdue: bool) -> None:
    assert is_overdue(CoarseDate.parse(asked), today) == overdue
    found = Freshness(
        (Column("questions", "问答", 1, today.isoformat()),), (Waiting("questions/x/", "问？", asked),)
    )
    told = list(stale(found, today))
    assert bool(told) == overdue
    if overdue:
        assert told[0].startswith(f"提问“问？”（questions/x/）{asked} 问的，")


def test_the_command_judges_a_library_and_a_site_alike(
    tiny_site: Path, capsys: pytest.CaptureFixture[str], found: Freshness
) -> None:
    fresh = CoarseDate.parse(found.last).first_day + timedelta(1)
    content = ["--content", str(TINY / "content")]
    said = {}
    for of_what in (content, [str(tiny_site)]):
        assert main(["health", *of_what, "--today", LONG_AFTER.isoformat()]) == 1
        said[of_what[0]] = capsys.readouterr().out
        assert main(["health", *of_what, "--today", fresh.isoformat(), "--column-days", "100000"]) in (0, 1)
        capsys.readouterr()
    assert said["--content"] == said[str(tiny_site)]
    assert said["--content"].splitlines()[0].startswith("首页 从 ")
    assert "个月" in said["--content"]


def test_a_library_that_is_looked_after_has_nothing_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    (site / "health").mkdir(parents=True)
    state = {"columns": [{"kind": "cases", "title": "案例", "count": 2, "last": "2026-11-20"}], "waiting": []}
    (site / "health/state.json").write_text(json.dumps(state), "utf-8")
    assert main(["health", str(site), "--today", "2026-11-28"]) == 0
    assert capsys.readouterr().out == "没有问题：1 个栏目，最近一次更新 2026-11-20\n"


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (None, 2, "里没有 health/state.json"),
        ("{", 1, "读不懂"),
        ("[]", 1, "读不懂"),
        ('{"columns": [{"kind": "x"}], "waiting": []}', 1, "读不懂"),
        (
            '{"columns": [{"kind": "x", "title": "x", "count": 1, "last": "昨天"}], "waiting": []}',
            1,
            "读不懂",
        ),
    ],
)
def test_what_is_no_site_or_a_damaged_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str | None, code: int, said: str
) -> None:
    if written is not None:
        (tmp_path / "health").mkdir()
        (tmp_path / "health/state.json").write_text(written, "utf-8")
    assert main(["health", str(tmp_path)]) == code
    assert said in capsys.readouterr().err


def test_what_is_not_published_counts_nothing(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    case = tmp_path / "content/cases/jichuan-tea.yml"
    case.write_text(
        case.read_text("utf-8")
        .replace("status: published", "status: draft")
        .replace("2006-03-01", "2029-01-01"),
        "utf-8",
    )
    found = freshness(check_content(tmp_path / "content").library.published())
    assert all(column.last < "2029" for column in found.columns)


@pytest.mark.parametrize("day", ["heute", "2026-13-01", "2026-2-1"])
def test_a_day_that_is_none_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["health", "--today", day])
    assert stopped.value.code == 2
    assert f"{day} 不是日期（写成 2026-11-28）" in capsys.readouterr().err


def test_any_number_of_days_can_be_named(tiny_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", str(tiny_site), "--today", "2029-01-01", "--column-days", "99999999999"]) == 1
    assert "栏目" not in capsys.readouterr().out
