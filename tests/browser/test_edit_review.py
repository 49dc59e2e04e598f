"""A reviewer in a real browser on a telephone: three changed fields in words, an office that signs, the trail on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from county_casebook.edit.editing import Editing
from tests.browser.conftest import FITS
from tests.repositories import commit
from tests.reviewed import CASE, FILE, reviewing_in

pytestmark = pytest.mark.browser


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    made = reviewing_in(tmp_path, monkeypatch)
    yield made
    made.stop()


def sign(page: Page, by: str, day: date) -> None:
    page.get_by_label("审核岗位").fill(by)
    page.get_by_label("日期").fill(day.isoformat())
    page.get_by_role("button", name="签").click()
    signed = page.locator(".trail li").filter(has_text=f"{by}　{day.year} 年 {day.month} 月 {day.day} 日")
    expect(signed.first).to_be_visible()
    expect(page.locator('[role="status"]')).to_have_text("已经记在文件里。")


@pytest.mark.parametrize(
    "context",
    [
        {"viewport": {"width": 390, "height": 844}},
        {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False},
    ],
    indirect=True,
)
def test_a_reviewer_sees_the_three_changed_fields_in_words_signs_and_sees_the_trail(
    page: Page, editing: Editing, tmp_path: Path, context: object
) -> None:
    page.goto(f"{editing.start}&to={CASE}/review")
    sign(page, "业务科", date(2006, 1, 2))
    path = editing.desk.host.content.parent / FILE
    commit(path.parents[2], "初审")
    text = path.read_text("utf-8")
    for old, new in (
        ("茶农两年后", "茶农三年后"),
        ("先让大户试。", "先让大户试种。"),
        ("cost: low", "cost: high"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    editing.desk.doubt()
    page.goto(f"{editing.server.door.origin}/")
    page.get_by_role("link", name="澄溪县派科技特派员进茶园").first.click()
    expect(page.locator(".changes > li")).to_have_count(3)
    page.wait_for_load_state()
    expect(page.locator(".changes ins")).to_have_text(["三", "种", "多"])
    for mark, line in (("del", "line-through"), ("ins", "underline")):
        drawn = page.locator(f".changes {mark}").first
        assert line in str(drawn.evaluate("mark => getComputedStyle(mark).textDecorationLine"))
    assert page.evaluate(FITS)
    page.screenshot(path=tmp_path / "review.png", full_page=True)
    sign(page, "业务科", date(2006, 1, 5))
    sign(page, "办公室", date(2006, 1, 6))
    page.get_by_label("同时做了保密审查").check()
    sign(page, "分管领导", date(2006, 1, 7))
    expect(page.locator(".trail li")).to_contain_text(["初审", "复审", "终审", "保密审查"])
    page.get_by_label("可以公开").check()
    page.screenshot(path=tmp_path / "publish.png", full_page=True)
    page.get_by_label("日期").fill("2006-01-08")
    page.get_by_role("button", name="发布").click()
    expect(page.locator('[role="status"]')).to_contain_text("已发布")
    assert "published: 2006-01-08" in path.read_text("utf-8")


def test_the_page_of_a_review_is_usable_by_everybody(page: Page, editing: Editing) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{editing.start}&to={CASE}/review")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
