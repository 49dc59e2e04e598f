"""Where one goes on in the form after a button: at the place it was about, seen, and under no bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from tests.forms import editing_of

pytestmark = pytest.mark.browser
KEY = Key("cases", "chengxi-envoys")
SEEN = """() => {
  const field = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".actions").getBoundingClientRect();
  return document.activeElement.closest(".actions") !== null || (field.top >= 0 && Math.min(field.bottom, field.top + 60) <= bar.top);
}"""


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    yield made
    made.stop()


def opened(page: Page, editing: Editing, screen: str) -> Page:
    page.goto(f"{editing.start}&to={KEY}/{screen}")
    return page


def test_one_goes_on_in_what_was_added_and_at_the_list_of_what_is_gone(page: Page, editing: Editing) -> None:
    opened(page, editing, "results")
    page.get_by_role("button", name="加一条成效").click()
    expect(page.locator('[name="results.1.claim"]')).to_be_focused()
    assert page.evaluate(SEEN)
    page.get_by_role("button", name="去掉 成效 2").click()
    expect(page.get_by_role("button", name="加一条成效")).to_be_focused()
    assert page.evaluate(SEEN)


def test_one_goes_on_where_something_was_chosen(page: Page, editing: Editing) -> None:
    search = opened(page, editing, "basics").locator('#f-county input[type="search"]')
    search.press_sequentially("yanpu")
    expect(page.locator('#f-county [role="option"]').first).to_be_visible(timeout=20_000)
    search.press("Enter")
    expect(page.locator("#f-county .chip")).to_contain_text("砚浦")
    expect(search).to_be_focused()


def test_what_must_be_mended_leads_to_its_field(page: Page, editing: Editing) -> None:
    editing.writing.keep(KEY, {"status": "draft", "title": "刚开头"}, editing.writing.held(KEY))
    page.goto(f"{editing.start}&to={KEY}/submit")
    page.get_by_role("link", name="基本信息：「摘要」还没有写").click()
    expect(page.locator('[name="summary"]')).to_be_focused()
    assert page.evaluate(SEEN)


@pytest.mark.parametrize("width", [390, 1280])
def test_tab_leads_to_nothing_under_the_bar(page: Page, editing: Editing, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, editing, "results")
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('main')"):
            continue
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")


def test_the_page_is_as_wide_as_the_window_however_many_screens_have_something_to_mend(
    page: Page, editing: Editing
) -> None:
    editing.writing.keep(KEY, {"status": "draft", "title": "刚开头"}, editing.writing.held(KEY))
    page.set_viewport_size({"width": 390, "height": 700})
    opened(page, editing, "basics")
    assert page.locator(".screens .many:not(:empty)").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") == 390
