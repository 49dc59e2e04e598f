"""A policy's page and the ledger in a real browser: contents that follow, links that are copied, the same without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from county_casebook.demo import write_plan
from county_casebook.demo.plan import gaps, plan_units
from county_casebook.host.site import build_site
from tests.browser.conftest import awaited, clipboard, served

pytestmark = pytest.mark.browser

PLAN = "policies/most-2004-work-plan/"


@pytest.fixture(scope="module")
def duty_set(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fictional library of 31 provinces with one gap in every duty, built and served."""
    root = tmp_path_factory.mktemp("duties")
    write_plan(root)
    site = build_site(root / "mkdocs.yml", None)
    with served(site) as server:
        yield f"http://127.0.0.1:{server.server_port}/"


def test_the_contents_follow_the_reading(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    contents = page.get_by_role("navigation", name="条款目录")
    for clause in ("2.2", "3.3"):
        page.evaluate("id => document.getElementById(id).scrollIntoView()", clause)
        current = contents.locator("[aria-current]")
        expect(current).to_have_attribute("href", f"#{clause}")
        expect(current).to_be_in_viewport()


def test_the_link_of_a_clause_shows_on_hover_and_on_focus_and_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + PLAN)
    clause = page.locator('[id="2.4.i1"]')
    anchor = clause.get_by_role("link", name="二、4.“一是”的链接")
    expect(anchor).to_have_css("opacity", "0")
    clause.locator("p").first.hover()
    expect(anchor).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(anchor).to_have_css("opacity", "0")
    anchor.focus()
    expect(anchor).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已复制二、4.“一是”的链接")
    awaited(page, lambda: page.evaluate("navigator.clipboard.readText()"), f"{address}{PLAN}#2.4.i1")
    expect(page).to_have_url(f"{address}{PLAN}#2.4.i1")


def test_the_citation_gets_the_readers_day_and_the_address(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-05-04T12:00:00")
    page.goto(address + PLAN)
    expect(page.locator(".cb-cite")).to_contain_text(
        f"县（市）科技工作年工作方案[EB/OL]. 县域科技经验库, (2004)[2026-05-04]. {address}{PLAN}."
    )


def test_a_clause_opened_from_a_message_says_where_it_stands_and_is_quoted(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{PLAN}#3.3.p2")
    here = page.get_by_role("region", name="所在条款")
    expect(here).to_contain_text("《县（市）科技工作年工作方案》三、3.第 2 段")
    expect(here).to_be_in_viewport()
    expect(page.locator('[id="3.3.p2"]')).to_be_in_viewport()
    here.get_by_role("button", name="复制引文").click()
    lines = clipboard(page).split("\n")
    assert lines[0].startswith("国家表彰的先进县（市）要通过")
    assert lines[1:] == ["——《县（市）科技工作年工作方案》三、3.第 2 段", f"{address}{PLAN}#3.3.p2"]
    here.get_by_role("link", name="看整篇").click()
    expect(here).to_be_hidden()


def test_a_point_opened_from_a_message_says_where_it_stands_and_is_not_quoted_as_the_law(
    page: Page, address: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}policies/law-agri-extension/#a13.2.county")
    here = page.get_by_role("region", name="所在条款")
    expect(here).to_contain_text("《中华人民共和国农业技术推广法》第十三条第二款")
    expect(page.locator('[id="a13.2.county"]')).to_be_in_viewport()
    here.get_by_role("button", name="复制引文").click()
    lines = clipboard(page).split("\n")
    assert lines[0].endswith("不低于岗位总量的 80%。（要点，编者概括）")
    assert lines[1:] == [
        "——《中华人民共和国农业技术推广法》第十三条第二款",
        f"{address}policies/law-agri-extension/#a13.2.county",
    ]


def test_on_a_phone_the_plan_folds_to_its_chapters_and_its_contents_come_in_a_sheet(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + PLAN)
    assert page.evaluate("document.documentElement.scrollHeight") < 6 * 844
    clause = page.locator('[id="3.7.p1"]')
    expect(clause).to_be_hidden()
    page.get_by_role("navigation", name="本页").get_by_role("link", name="目录").click()
    page.get_by_role("dialog", name="目录").get_by_role("link", name="7. ").click()
    expect(page.get_by_role("dialog", name="目录")).to_be_hidden()
    expect(clause).to_be_visible()
    expect(page.locator('[id="3.7"]')).to_be_in_viewport()
    page.locator(".cb-fold[aria-expanded=true]").click()
    expect(clause).to_be_hidden()


def _box(locator: Locator) -> Mapping[str, float]:
    box = locator.bounding_box()
    return {"y": box["y"], "height": box["height"]} if box else {"y": 0, "height": 0}


def test_who_cites_a_clause_stands_beside_it_and_leaves_no_gap(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address + PLAN)
    for summary in page.locator(".cb-carried summary").all()[:6]:
        summary.click()
    boxes = [_box(note) for note in page.locator(".cb-carried").all()]
    assert all(one["y"] + one["height"] <= other["y"] for one, other in pairwise(boxes))
    words = [_box(text) for text in page.locator(".cb-words").all()]
    gaps = [other["y"] - one["y"] - one["height"] for one, other in pairwise(words)]
    assert max(gaps) < 60


@pytest.mark.parametrize("path", [PLAN, "cases/quzhou-city-assessment/"])
def test_a_reference_is_copied_with_one_tap(page: Page, address: str, path: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time("2026-05-04T12:00:00")
    page.goto(address + path)
    page.get_by_role("button", name="引文").first.click()
    copied = clipboard(page)
    assert "[EB/OL]" in copied
    assert "[2026-05-04]" in copied
    assert address + path in copied


def test_without_a_clipboard_the_reference_is_copied_all_the_same(page: Page, address: str) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(address + PLAN)
    page.get_by_role("button", name="引文").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


def test_where_nothing_may_be_copied_the_link_is_shown_and_nobody_is_told_it_was_copied(
    page: Page, address: str
) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard; Document.prototype.execCommand = () => false")
    shown: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        shown.append(dialog.default_value)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(address + PLAN)
    page.locator('[id="2.4.i1"]').get_by_role("link", name="二、4.“一是”的链接").focus()
    page.keyboard.press("Enter")
    awaited(page, lambda: shown, [f"{address}{PLAN}#2.4.i1"])
    assert page.get_by_role("status").inner_text() == ""


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_contents_and_the_links_are_plain(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    page.get_by_role("navigation", name="条款目录").get_by_role("link", name="6. 切实增加").click()
    expect(page.locator('[id="2.6"]')).to_be_in_viewport()
    page.locator('[id="2.6"]').get_by_role("link", name="二、6.的链接").click()
    expect(page).to_have_url(f"{address}{PLAN}#2.6")
    expect(page.locator(".cb-cite")).to_contain_text("[引用日期]")


def test_from_a_case_to_its_clause_its_duty_and_back_to_the_case(page: Page, address: str) -> None:
    page.goto(address + "cases/quzhou-city-assessment/")
    page.get_by_role("complementary").get_by_role("link", name="三、6.第 1 段").click()
    clause = page.locator('[id="3.6.p1"]')
    expect(clause).to_be_in_viewport()
    clause.get_by_text("2 项责任").click()
    clause.get_by_role("link", name="对全国的县（市）科技工作进行全面考核").click()
    expect(page.locator("#all-assessed")).to_be_in_viewport()
    page.locator("#all-assessed").get_by_role("link", name="三、6.第 1 段").click()
    expect(clause).to_be_in_viewport()
    clause.get_by_role("link", name="衢州市所属六县").click()
    expect(page).to_have_url(f"{address}cases/quzhou-city-assessment/")


def test_the_one_gap_is_seen_in_the_ledger_and_in_coverage(page: Page, duty_set: str) -> None:
    page.goto(duty_set + "duties/")
    duty = page.locator("#advanced-pairings")
    expect(duty).to_contain_text("部分达标")
    expect(duty).to_contain_text("已结对 99 / 100")
    duty.locator("summary").click()
    expect(duty.locator("tbody tr").first).to_contain_text("未达标")
    expect(duty.locator("tbody tr").first).to_contain_text(plan_units()[2].name)
    expect(duty.locator("tbody .cb-verdict-not_met")).to_have_count(1)
    page.goto(duty_set + "duties/coverage/")
    expect(page.get_by_role("region", name="没有结对的先进县（市）").locator("tbody tr")).to_have_count(1)


def test_the_four_levels_stand_without_scripts_and_on_paper(browser: Browser, duty_set: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(duty_set + "chain/")
    page.emulate_media(media="print")
    first = page.locator(".cb-tasks").first
    expect(first.locator("tbody")).to_have_count(4)
    expect(first.locator("tbody").nth(2)).to_contain_text("没有任务的记录")
    expect(first.locator("tbody").nth(2)).to_be_visible()
    context.close()


PAGES = (PLAN, "policies/gbf-2017-43/", "duties/", "duties/coverage/", "duties/coverage/clauses/", "chain/")
PLANNED = (
    *("duties/advanced-pairings/", "chain/", "chain/levels/prefecture/", "chain/counties/page/2/"),
    *("policies/demo-reply/", "policies/demo-law/", "policies/demo-law/compared/demo-old-rules/"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, duty_set: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: dict[str, list[str]] = {}
    county = next(gap for gap in gaps() if gap.duty == "chain").path
    paths = (*(address + path for path in PAGES), *(duty_set + path for path in (*PLANNED, f"{county}/")))
    for url in paths:
        page.goto(url)
        violations = Axe().run(page, "main, article").response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        told = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations] + (["wide"] if wide else [])
        if told:
            found[url] = told
    context.close()
    assert not found


def test_words_of_a_text_lead_to_the_article_they_mean_and_its_page_leads_back(
    page: Page, duty_set: str
) -> None:
    page.goto(duty_set + "policies/demo-reply/")
    page.get_by_role("link", name="《示例科技普及条例》第三条").click()
    expect(page).to_have_url(re.compile(r"/policies/demo-law/#art-3$"))
    expect(page.locator('[id="art-3"]')).to_be_in_viewport()
    beside = page.locator('[id="art-3"] > .cb-carried')
    expect(beside).to_contain_text("1 份文件引用本条")
    beside.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/policies/demo-reply/#p2$"))


def test_two_texts_are_set_side_by_side_and_changed_words_are_marked(page: Page, duty_set: str) -> None:
    page.goto(duty_set + "policies/demo-law/")
    page.get_by_role("link", name="修改对照：逐条看两份正文有什么不同").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("修改对照")
    expect(page.locator(".cb-compared del")).to_have_text("经费由县里酌定。")
    page.get_by_role("link", name="原第五条").click()
    expect(page).to_have_url(re.compile(r"/policies/demo-old-rules/#art-5$"))


def test_on_paper_there_is_the_text_and_no_contents(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="条款目录")).to_be_hidden()
    expect(page.locator(".cb-anchor").first).to_be_hidden()
    expect(page.locator('[id="3.7.p1"]')).to_be_visible()


@pytest.mark.parametrize(
    "context",
    [
        {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False},
        {"viewport": {"width": 768, "height": 1024}, "java_script_enabled": False},
        {"viewport": {"width": 768, "height": 1024}},
    ],
    indirect=True,
)
def test_where_no_room_is_beside_the_text_the_contents_are_folded(page: Page, address: str) -> None:
    page.goto(address + PLAN)
    contents = page.get_by_role("navigation", name="条款目录")
    expect(contents.get_by_role("link").first).to_be_hidden()
    contents.get_by_text("目录", exact=True).click()
    expect(contents.get_by_role("link").first).to_be_visible()


def test_the_contents_open_when_the_window_gets_room_for_them(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(address + PLAN)
    first = page.get_by_role("navigation", name="条款目录").get_by_role("link").first
    expect(first).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(first).to_be_visible()
