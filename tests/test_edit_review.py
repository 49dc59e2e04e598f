"""Reviews in the form: a reviewer sees what changed in words and signs; the page shows the trail, and publishes after the third."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.edit.editing import Editing
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS
from tests.forms import Browser
from tests.repositories import commit
from tests.reviewed import CASE, FILE, reviewing_in

PAGE = f"/{CASE}/review"


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    made = reviewing_in(tmp_path, monkeypatch)
    yield made
    made.stop()


@pytest.fixture
def library(editing: Editing) -> Path:
    return editing.desk.host.content.parent


@pytest.fixture
def browser(editing: Editing) -> Browser:
    return Browser(editing)


def words(page: LexborHTMLParser) -> str:
    main = page.css_first("main")
    return " ".join(main.text(separator=" ").split()) if main else ""


def trail(page: LexborHTMLParser) -> list[str]:
    return [" ".join(line.text(separator="").split()) for line in page.css(".trail li")]


def sign(browser: Browser, by: str, day: str, **more: str) -> LexborHTMLParser:
    fields = {"by": [by], "date": [day], **{name: [value] for name, value in more.items()}}
    return browser.press(browser.get(PAGE), "sign", fields)


def save(browser: Browser, screen: str, **changed: str) -> None:
    sent = {name.replace("__", "."): [value] for name, value in changed.items()}
    browser.press(browser.get(f"/{CASE}/{screen}"), "save", sent)


def test_a_reviewer_sees_the_three_changed_fields_in_words_and_signs_and_the_page_shows_the_trail(
    browser: Browser, library: Path
) -> None:
    sign(browser, "业务科", "2006-01-02", note="数字已核对")
    commit(library, "初审")
    save(browser, "basics", summary="澄溪县选派科技特派员进茶园，茶农三年后亩产增加。")
    save(browser, "approach", approach__0__lesson="先让大户试种。")
    save(browser, "transfer", transfer__cost="high")
    page = browser.get(PAGE)
    assert "上次审核以后改了 3 处：" in words(page)
    assert "只比文字" in words(page)
    told = [" ".join(line.text(separator="").split()) for line in page.css(".changes > li")]
    assert told == [
        "摘要 改动 原来澄溪县选派科技特派员进茶园，茶农两年后亩产增加。现在澄溪县选派科技特派员进茶园，茶农三年后亩产增加。",
        "做法 · 第 1 步 · 体会 改动 原来先让大户试。现在先让大户试种。",
        "推广条件 · 花费 改动 原来少现在多",
    ]
    assert [each.text() for each in page.css(".changes del, .changes ins")] == ["两", "三", "种", "少", "多"]
    assert trail(page) == ["初审 业务科 2006 年 1 月 2 日 数字已核对（以后内容改过）"]
    assert "下一步： 初审" in words(page)
    page = sign(browser, "业务科", "2006-01-05")
    assert trail(page) == ["初审 业务科 2006 年 1 月 5 日"]
    assert "下一步： 复审" in words(page)
    assert "上次审核以后文字没有改。" in words(page)
    saved = (library / FILE).read_bytes()
    assert formatted(saved, FILE, KINDS["cases"]).encode() == saved
    assert saved.startswith("# 县里报来的第一稿\n".encode())


@pytest.mark.slow
def test_after_three_reviews_and_the_secrecy_check_it_is_published_in_a_step_that_is_confirmed(
    browser: Browser, library: Path
) -> None:
    assert "下一步： 初审" in words(browser.get(PAGE))
    sign(browser, "业务科", "2006-01-02")
    sign(browser, "办公室", "2006-01-03")
    page = sign(browser, "分管领导", "2006-01-04")
    assert "下一步： 保密审查" in words(page)
    assert page.css_first('button[value="publish"]') is None
    page = browser.press(page, "secrecy", {"by": ["保密员"], "date": ["2006-01-05"]})
    assert trail(page)[-1] == "保密审查 保密员 2006 年 1 月 5 日"
    before = (library / FILE).read_bytes()
    page = browser.press(page, "publish", {"date": ["2006-01-06"]})
    assert "还没有确认" in words(page)
    page = browser.press(page, "publish", {"date": ["2006-01-04"], "confirmed": ["1"]})
    assert "日期 2006-01-04 早于保密审查的 2006-01-05；检查日期。" in words(page)
    assert (library / FILE).read_bytes() == before
    page = browser.press(page, "publish", {"date": ["2006-01-06"], "confirmed": ["1"]})
    assert "已经改成“已发布”" in words(page)
    text = (library / FILE).read_text("utf-8")
    assert "status: published\npublished: 2006-01-06\n" in text
    found = check_content(library / "content").problems
    assert [each for each in found if each.location.path == FILE and each.level == "error"] == []
    link = next(a for a in page.css("a.button") if a.text() == "提交送审")
    assert FILE in words(browser.get(link.attributes["href"] or ""))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"by": "业务科"}, "业务科已经做过初审；三审必须是三个不同的人。"),
        ({"by": "王建国"}, "“王建国”像是姓名；网站只显示科室或岗位，写如 办公室主任。"),
        ({"by": "  "}, "写明审核的科室或岗位。"),
        ({"date": "2006-01-01"}, "日期 2006-01-01 早于初审的 2006-01-02；检查日期。"),
        ({"date": "2999-01-01"}, "2999-01-01 还没有到"),
        ({"date": "昨天"}, "昨天 不是日期（写成 2026-11-28）"),
        ({"stage": "third"}, "还没有复审：先复审，再终审。"),
        ({"stage": "first"}, "初审已经由业务科审过，以后内容没有改，不用再审。"),
        ({"stage": "fourth"}, "没有写明哪一审；请刷新页面再试。"),
        ({"mark": "0" * 32}, "您看过以后文件又改过，没有记下；请再看一遍。"),
    ],
)
def test_what_is_not_in_order_is_refused_in_words_and_what_was_typed_stays(
    changed: dict[str, str], said: str, browser: Browser, library: Path
) -> None:
    sign(browser, "业务科", "2006-01-02")
    before = (library / FILE).read_bytes()
    page = sign(
        browser, **{"by": "办公室", "day": changed.pop("date", "2006-01-03"), "note": "看过了", **changed}
    )
    alert = page.css_first('[role="alert"]')
    assert alert is not None
    assert alert.text() == said
    note = page.css_first("#note")
    assert note is not None
    assert note.attributes["value"] == "看过了"
    assert (library / FILE).read_bytes() == before


def test_what_was_typed_and_not_saved_is_told_first_and_nothing_of_it_is_lost(
    browser: Browser, editing: Editing, library: Path
) -> None:
    sign(browser, "业务科", "2006-01-02")
    page = browser.get(PAGE)
    browser.press(browser.get(f"/{CASE}/limits"), "keep", {"limits.unfit": ["还在写的一句"]})
    before = (library / FILE).read_bytes()
    assert "没有记下；先保存" in words(browser.press(page, "sign", {"by": ["办公室"]}))
    page = browser.get(PAGE)
    assert "有改动，还没有保存" in words(page)
    assert page.css_first('button[value="sign"]') is None
    assert (library / FILE).read_bytes() == before
    page = browser.press(page, "save")
    assert "还在写的一句".encode() in (library / FILE).read_bytes()
    assert list(editing.writing.drafts.all()) == []
    assert "改了 1 处" in words(page)


def test_a_case_with_faults_or_gaps_names_them_with_their_screens_and_is_not_signed(
    browser: Browser, editing: Editing, library: Path
) -> None:
    text = (library / FILE).read_text("utf-8")
    (library / FILE).write_text(re.sub("^summary: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    editing.desk.doubt()
    page = browser.get(PAGE)
    link = page.css_first(".told a")
    assert link is not None
    assert link.attributes["href"] == f"/{CASE}/basics"
    assert page.css_first('button[value="sign"]') is None


def test_the_list_says_what_waits_for_which_stage(browser: Browser) -> None:
    def waiting() -> list[tuple[str, str]]:
        lines = browser.get("/").css(".records li")
        found = [(a.attributes["href"] or "", line.text()) for line in lines for a in line.css("a")]
        return [(href, text) for href, text in found if href.endswith("/review")]

    assert [href for href, _ in waiting()] == [], "a draft waits for nothing"
    sign(browser, "业务科", "2006-01-02")
    ((href, text),) = waiting()
    assert href == PAGE
    assert "等复审" in text
    save(browser, "limits", limits__unfit="换了一句。")
    assert "等初审" in waiting()[0][1]
    page = browser.get(f"/{CASE}/state")
    assert "记审核" in words(page)
    page = browser.press(page, "go:review")
    assert "下一步： 初审" in words(page)


@pytest.mark.parametrize("key", ["counties/yanpu", "cases/jichuan-tea"])
def test_records_without_reviews_say_so(key: str, browser: Browser) -> None:
    page = browser.get(f"/{key}/review")
    assert "不用三审" in words(page)
    assert page.css_first('button[name="op"]') is None


def test_a_name_that_was_written_as_a_reviewer_is_not_shown(browser: Browser, library: Path) -> None:
    sign(browser, "业务科", "2006-01-02")
    path = library / FILE
    path.write_text(path.read_text("utf-8").replace("reviewer: 业务科", "reviewer: 王建国"), "utf-8")
    browser.editing.desk.doubt()
    page = browser.get(PAGE)
    assert "王建国" not in words(page)
    assert "（没有写岗位）" in trail(page)[0]
