"""The keyboard alone: Tab reaches every control of a page in order, and each shows that it has the focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import fetch_every_card, visit

pytestmark = pytest.mark.browser

CONTROLS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.type !== "hidden" && each.tabIndex >= 0).length"""
FOCUSED = """() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const style = getComputedStyle(each); const box = each.getBoundingClientRect();
  window.walked = window.walked || new Set(); window.walked.add(each);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return [`${each.tagName} ${each.textContent.trim().slice(0, 20)}`, seen && box.width > 0 && box.height > 0];
}"""


@pytest.mark.parametrize(
    "path",
    [
        "",
        "cases/",
        "cases/nanping-envoys/",
        "counties/shangyu/",
        "pairings/",
        "policies/gbf-2017-43/",
        "duties/",
        "match/?county=532626&terrain=mountain&industry=fruit",
        "compare/?a=cases/xinchang-rd&b=cases/nanping-envoys",
        "search/?q=考核",
    ],
)
def test_tab_reaches_every_control_and_each_shows_its_focus(page: Page, address: str, path: str) -> None:
    visit(page, address + path)
    fetch_every_card(page)
    controls = page.evaluate(CONTROLS)
    unseen = []
    for _ in range(controls + 40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        name, is_seen = focused
        if not is_seen:
            unseen.append(name)
    assert not unseen
    assert page.evaluate("window.walked.size") >= page.evaluate(CONTROLS)
