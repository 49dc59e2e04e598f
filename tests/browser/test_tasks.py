"""What readers come for, each from the front page to the end on a phone and on a desk, without a dead end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import awaited, clipboard

pytestmark = pytest.mark.browser

PLAN = "policies/most-2004-work-plan/"


@pytest.fixture(params=[390, 1280])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A reader's page on a phone or on a desk."""
    is_phone = request.param < 500
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, has_touch=is_phone, is_mobile=is_phone
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    yield page
    context.close()


def test_a_western_mountain_county_finds_judges_and_prints_a_practice_in_five_taps(
    reader: Page, address: str
) -> None:
    reader.goto(address)
    reader.get_by_role("link", name="像我们县：").click()
    reader.get_by_label("你的县（市、区、旗）").fill("镇安")
    reader.get_by_role("option", name="镇安县").first.click()
    reader.get_by_text("山区", exact=True).first.click()
    found = reader.locator("#match-found a[href*='cases/']").first
    expect(found).to_be_visible()
    found.click()
    expect(reader.locator("#results")).to_be_attached()
    expect(reader.locator("#limits")).to_be_attached()
    reader.get_by_role("button", name=re.compile("^打印")).first.click()
    awaited(reader, lambda: reader.evaluate("window.printed"), 1)


def test_a_farmer_finds_saline_land_and_greenhouses_together(reader: Page, address: str) -> None:
    reader.goto(address)
    reader.locator("#home-search").fill("盐碱地 大棚")
    reader.locator("#home-search").press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("大棚")
    main = reader.get_by_role("main")
    for word in ("盐碱地", "大棚"):
        expect(main).to_contain_text(re.compile(rf"含其中一部分的.*“{word}” \d+ 条"))
    main.get_by_text("第 8 条", exact=True).scroll_into_view_if_needed()  # after the few that hold both words
    expect(main).to_contain_text("没有“大棚”")
    expect(main).to_contain_text("没有“盐碱地”")
    reader.get_by_role("main").get_by_role("link", name="冬暖式大棚").first.click()
    reader.get_by_role("main").locator("a[href*='/cases/']:not([href$='/cases/'])").first.click()
    expect(reader.locator("#approach")).to_be_attached()


def test_a_ministry_sees_the_zones_without_a_pairing(reader: Page, address: str) -> None:
    reader.goto(address)
    reader.get_by_role("link", name="查看覆盖情况").click()
    reader.get_by_role("link", name="没有结对的国家高新区").first.click()
    zones = reader.locator("section[aria-labelledby=zones]")
    expect(zones.locator("tbody tr").first).to_contain_text("本库无记录")
    zones.get_by_role("link", name="查看全部 53 行").click()
    expect(reader.get_by_role("main").locator("tbody tr")).to_have_count(50)
    reader.get_by_role("link", name="下一页").click()
    expect(reader.get_by_role("main").locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize("path", [PLAN, "cases/changting-erosion/"])
def test_a_journalist_copies_a_reference_with_one_tap(reader: Page, address: str, path: str) -> None:
    reader.goto(address + path)
    reader.get_by_role("button", name="引文").first.click()
    assert address + path in clipboard(reader)


def test_a_journalist_copies_a_clause_with_one_tap_and_sees_where_it_stands(
    reader: Page, address: str
) -> None:
    reader.goto(f"{address}{PLAN}#3.3.p2")
    here = reader.get_by_role("region", name="所在条款")
    expect(here).to_contain_text("三、3.第 2 段")
    here.get_by_role("button", name="复制引文").click()
    copied = clipboard(reader)
    assert "《县（市）科技工作年工作方案》三、3.第 2 段" in copied
    assert copied.endswith(f"{PLAN}#3.3.p2")


def test_a_firm_learns_whom_to_ask(reader: Page, address: str) -> None:
    reader.goto(address)
    reader.get_by_role("link", name="中小企业").first.click()
    reader.get_by_role("link", name="我能问谁").click()
    expect(reader.locator("#ask")).to_be_in_viewport()
    reader.locator(
        "main #cases ~ .cb-entries > li > a, main section:has(#cases) .cb-entries > li > a"
    ).first.click()
    reader.get_by_role("link", name="向谁了解").first.click()
    section = reader.locator("section:has(#contact), section:has(h2:text('向谁了解'))").first
    expect(section).to_be_in_viewport()
    assert len(section.inner_text()) > 20


def test_two_counties_are_compared_by_name(reader: Page, address: str) -> None:
    reader.goto(address + "compare/")
    for name in ("长汀", "安吉"):
        box = reader.get_by_role("combobox").last
        box.fill(name)
        reader.get_by_role("option", name=f"{name}县").first.click()
    expect(reader.get_by_role("main")).to_contain_text("长汀县")
    expect(reader.get_by_role("main")).to_contain_text("安吉县")
    expect(reader.locator("main table tbody tr").nth(3)).to_be_attached()


def test_a_province_is_walked(reader: Page, address: str) -> None:
    reader.goto(address)
    way = reader.get_by_role("link", name="按省份查找")
    expect(way).to_be_in_viewport()
    way.click()
    reader.get_by_role("main").get_by_role("link", name="福建省").first.click()
    reader.get_by_role("main").get_by_role("link", name="长汀县").first.click()
    expect(reader.get_by_role("main")).to_contain_text("长汀")


_SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=checkbox]), select, summary")].filter((link) => {
  const box = link.getBoundingClientRect();
  const ref = link.closest("sup");
  return box.width && box.height && !ref && box.height < 24 && getComputedStyle(link).visibility === "visible";
}).map((link) => `${link.textContent.trim().slice(0, 20)} ${link.getBoundingClientRect().height}`)"""
"""What a finger may miss; the number of a source stands inside its sentence (WCAG 2.2, 2.5.8: inline)."""


def test_whatever_a_finger_must_hit_is_24_pixels_high(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    small = {}
    for path in _PAGES:
        page.goto(address + path)
        if found := page.evaluate(_SMALL):
            small[path] = found[:5]
    context.close()
    assert not small


_PAGES = (
    "",
    "cases/",
    "cases/changting-erosion/",
    "counties/",
    "counties/changting/",
    "pairings/",
    "pairings/cau-quzhou/",
    "policies/",
    PLAN,
    "policies/law-agri-extension/",
    "duties/",
    "duties/coverage/",
    "regions/",
    "themes/",
    "themes/envoys/",
    "search/?q=大棚",
    "match/",
    "compare/",
    "collections/",
    "about/",
)


def test_a_farmer_of_any_province_sees_in_one_tap_whom_to_ask(reader: Page, address: str) -> None:
    reader.goto(address)
    reader.locator(".cb-doors a[href='audiences/farmers/']").click()
    provinces = reader.locator(".cb-provinces a")
    expect(provinces.nth(30)).to_be_visible()
    expect(reader.locator(".cb-province:visible")).to_have_count(0)
    for name in ("吉林", "四川", "西藏"):
        provinces.get_by_text(name).click()
        answer = reader.locator(".cb-province:visible")
        expect(answer).to_have_count(1)
        expect(answer.get_by_role("heading")).to_contain_text(name)
        expect(answer.get_by_role("heading")).to_be_in_viewport()
        whom = answer.locator("a[href*='/organizations/']").or_(answer.get_by_text("本地："))
        expect(whom.first).to_be_in_viewport()
        answer.get_by_role("link", name="换一个省").click()
        expect(reader.locator("#ask")).to_be_in_viewport()
    reader.get_by_role("link", name=re.compile("^案例（")).click()
    expect(reader.locator("#cases")).to_be_in_viewport()


@pytest.mark.parametrize(
    "context", [{"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}], indirect=True
)
def test_the_answer_of_a_province_needs_no_script(page: Page, address: str) -> None:
    page.goto(f"{address}audiences/farmers/")
    page.locator(".cb-provinces a").get_by_text("甘肃").click()
    answer = page.locator(".cb-province:visible")
    expect(answer).to_have_count(1)
    expect(answer.get_by_role("heading", name="甘肃省")).to_be_in_viewport()
    page.goto(f"{address}audiences/farmers/#in-620000")
    expect(answer.get_by_role("heading", name="甘肃省")).to_be_in_viewport()
