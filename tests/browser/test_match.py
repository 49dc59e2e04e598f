"""A reader's own county: chosen by keyboard, said in the address, answered with reasons; and two records compared by name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import late, visit

pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main label:has(input)")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !(each.tagName === "INPUT" && each.closest("label")) && !each.closest("p, li, dd, nav"))
  .filter((each) => each.getBoundingClientRect().height < 24 || each.getBoundingClientRect().width < 24)
  .map((each) => each.outerHTML.slice(0, 80))"""


def test_what_is_typed_while_the_data_come_is_kept_and_answered(page: Page, address: str) -> None:
    page.route("**/match/library.json", late)
    page.goto(address + "match/", wait_until="commit")
    box = page.get_by_label("你的县（市、区、旗）")
    box.press_sequentially("镇安", delay=400)
    expect(page.get_by_role("option", name="镇安县").first).to_be_visible()
    expect(box).to_have_value("镇安")


def test_what_is_typed_before_the_script_has_come_is_answered(page: Page, address: str) -> None:
    page.route("**/assets/js/match.js", late)
    page.goto(address + "match/", wait_until="commit")
    page.get_by_label("你的县（市、区、旗）").fill("镇安")
    expect(page.get_by_role("option", name="镇安县").first).to_be_visible()


def test_a_county_is_chosen_by_reading_and_what_is_said_stands_in_the_address(
    page: Page, address: str
) -> None:
    page.goto(address + "match/")
    status = page.locator("#match-status")
    expect(status).to_have_text("先选自己的县，再选地形、产业和缺什么。")
    box = page.get_by_role("combobox", name="你的县")
    box.press_sequentially("qiubei", delay=5)
    expect(page.get_by_role("option", name="丘北县 云南省文山壮族苗族自治州")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "match-county-options-0")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/match/\?county=532626$"))
    expect(box).to_have_value("丘北县")
    expect(page.locator("#match-unit")).to_contain_text("云南省文山壮族苗族自治州丘北县（西部）")
    page.get_by_label("山区", exact=True).check()
    page.get_by_label("水果").check()
    expect(page).to_have_url(re.compile(r"/match/\?county=532626&terrain=mountain&industry=fruit$"))
    expect(status).to_have_text(re.compile(r"^找到 \d+ 个条件相近的做法"))
    first = page.locator("#match-found li.cb-entry").first
    expect(first.get_by_role("list", name="相近之处")).to_contain_text("地形相同：山区")
    expect(first).to_contain_text("推广条件")
    expect(page.locator("#match-lists")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    expect(page.get_by_label("水果")).not_to_be_checked()
    expect(page.get_by_label("山区", exact=True)).to_be_checked()
    page.go_forward()
    page.reload()
    expect(page.get_by_label("水果")).to_be_checked()
    expect(box).to_have_value("丘北县")
    first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/cases/[\w-]+/$"))
    page.go_back()
    expect(status).to_have_text(re.compile(r"^找到 \d+ 个"))
    page.get_by_role("button", name="重新选择").click()
    expect(page).to_have_url(re.compile(r"/match/$"))
    expect(page.locator("#match-lists")).to_be_visible()


def test_what_is_typed_and_not_chosen_is_taken_back_and_an_emptied_field_is_no_county(
    page: Page, address: str
) -> None:
    page.goto(address + "match/?county=330624&terrain=mountain")
    box = page.get_by_role("combobox", name="你的县")
    expect(box).to_have_value("新昌县")
    box.fill("没有的县")
    page.keyboard.press("Tab")
    expect(box).to_have_value("新昌县")
    box.fill("")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile(r"/match/\?terrain=mountain$"))


def test_where_a_county_lies_is_not_enough(page: Page, address: str) -> None:
    page.goto(address + "match/?county=650102")
    expect(page.locator("#match-status")).to_contain_text("共同点还不够")
    expect(page.locator("#match-found li")).to_have_count(0)


def test_a_countys_page_leads_to_practices_for_it(page: Page, address: str) -> None:
    page.goto(address + "counties/xinchang/")
    page.get_by_role("link", name="按本县的条件找做法").click()
    expect(page.get_by_role("combobox", name="你的县")).to_have_value("新昌县")
    expect(
        page.get_by_role("navigation", name="栏目").get_by_role("link", name="像我们县")
    ).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_page_leads_by_region_and_theme(page: Page, address: str) -> None:
    page.goto(address + "match/")
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_text("按县查找要用 JavaScript")).to_be_visible()
    for heading in ("按地区", "按主题"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.get_by_role("link", name="陕西省").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("陕西省")


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize(
    "path", ["match/", "match/?county=532626&terrain=mountain&industry=fruit", "compare/?a=counties/xinchang"]
)
def test_what_is_pressed_on_a_phone_is_large_enough(page: Page, address: str, path: str) -> None:
    visit(page, address + path)
    assert page.evaluate(SMALL) == []


def test_enter_takes_what_is_typed_by_then_and_not_what_was_offered_for_its_beginning(
    page: Page, address: str
) -> None:
    page.goto(address + "compare/")
    box = page.get_by_role("combobox", name="加入案例或县（市）")
    box.fill("xin")
    expect(page.get_by_role("option").first).not_to_contain_text("新昌县")
    box.fill("xinchangxian")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?a=counties/xinchang$"))


def test_records_are_compared_by_name_and_reading_and_their_tab_is_the_current_one(
    page: Page, address: str
) -> None:
    page.goto(address + "compare/")
    box = page.get_by_role("combobox", name="加入案例或县（市）")
    box.press_sequentially("xinchangxian", delay=5)
    expect(page.get_by_role("option", name="新昌县 县市")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?a=counties/xinchang$"))
    current = page.locator('.cb-tabs [aria-current="true"]')
    expect(current).to_have_text("县市")
    box.press_sequentially("德清", delay=5)
    option = page.get_by_role("option", name="德清县 县市")
    expect(option).to_be_visible()
    expect(page.get_by_role("option", name=re.compile("案例$"))).to_have_count(0)
    option.click()
    expect(page.get_by_role("status")).to_contain_text("正在比较 2 个")
    expect(page.get_by_role("columnheader")).to_have_count(2)
    cells = [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]
    assert cells
    assert not [row for row in cells if all(cell.startswith("—") for cell in row)]
    page.goto(address + "compare/?a=cases/nanping-envoys&b=cases/quzhou-saline-land")
    expect(current).to_have_text("案例")
    box.press_sequentially("shuichengxian", delay=5)
    expect(page.get_by_role("option", name=re.compile("水城县.*案例$"))).to_be_visible()
