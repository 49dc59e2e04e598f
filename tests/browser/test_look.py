"""What a reader sees: the measure of a line, large type, the phone's bar, comparison, and two sheets of paper."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from county_casebook.host.site import build_site
from tests.building import TINY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("context", [{"viewport": {"width": 375, "height": 667}}], indirect=True)
def test_on_a_small_phone_the_name_and_the_tools_share_a_line(page: Page, address: str) -> None:
    page.goto(address)
    name, tools = (page.locator(part).bounding_box() for part in (".cb-name", ".cb-tools"))
    assert name
    assert tools
    assert name["y"] < tools["y"] + tools["height"] / 2 < name["y"] + name["height"]


def test_a_full_line_of_text_holds_34_to_38_characters(page: Page, address: str) -> None:
    page.goto(address + "policies/most-2004-work-plan/")
    width, size = page.evaluate(
        "[...document.querySelectorAll('.cb-clause p, .cb-note')].map(p => [p.clientWidth, parseFloat(getComputedStyle(p).fontSize)]).sort((a, b) => b[0] - a[0])[0]"
    )
    assert 34 <= width / size <= 38
    assert page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight) / 17") >= 1.7


def test_with_the_readers_own_colours_the_current_tab_alone_is_underlined(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(address + "cases/")
    edges = page.evaluate(
        "[...document.querySelectorAll('.cb-tabs a')].map(tab => getComputedStyle(tab).borderBottomColor)"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert edges[0] != ground
    assert set(edges[1:]) == {ground}


@pytest.mark.parametrize("context", [{"viewport": {"width": 360, "height": 780}}], indirect=True)
@pytest.mark.parametrize("url", ["data/cases/", "data/policies/", "data/counties/", "guide/fields/cases/"])
def test_on_a_phone_a_table_of_fields_stays_within_the_screen(url: str, page: Page, address: str) -> None:
    page.goto(address + url)
    wide = "tables => tables.filter(t => t.parentElement.scrollWidth > t.parentElement.clientWidth).length"
    tables = page.locator(".cb-fields")
    assert tables.count()
    assert tables.evaluate_all(wide) == 0


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_the_facts_fold_and_a_bar_stands_at_the_foot(page: Page, address: str) -> None:
    page.goto(address + "cases/nanping-envoys/")
    bar = page.get_by_role("navigation", name="本页")
    assert [word.strip() for word in bar.inner_text().split("\n") if word.strip()] == [
        "目录",
        "相关",
        "比较",
        "打印",
        "引文",
        "分享",
    ]
    assert bar.bounding_box()["y"] > 780  # type: ignore[index]
    expect(page.get_by_text("来源方式")).to_be_hidden()
    page.get_by_text("事实：").click()
    expect(page.get_by_text("来源方式")).to_be_visible()
    bar.get_by_role("link", name="相关").click()
    expect(page.get_by_role("heading", name="相关案例")).to_be_in_viewport()
    expect(page.get_by_role("banner").get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("banner").get_by_role("link", name="搜索")).to_be_visible()


@pytest.mark.parametrize(
    "context", [{"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}], indirect=True
)
def test_without_javascript_the_bar_holds_plain_links_only(page: Page, address: str) -> None:
    page.goto(address + "cases/nanping-envoys/")
    bar = page.get_by_role("navigation", name="本页")
    expect(bar.get_by_role("link", name="目录")).to_be_visible()
    expect(bar.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("来源方式")).to_be_visible()
    bar.get_by_role("link", name="比较").click()
    expect(page.get_by_role("status")).to_contain_text("要用 JavaScript")
    expect(page.get_by_role("link", name="全部案例")).to_be_visible()


def test_two_cases_joined_from_their_pages_stand_side_by_side(page: Page, address: str) -> None:
    for name in ("nanping-envoys", "quzhou-saline-land"):
        page.goto(f"{address}cases/{name}/")
        page.get_by_role("link", name="加入比较").click()
        expect(page.get_by_role("table")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?a=cases/nanping-envoys&b=cases/quzhou-saline-land$"))
    expect(page.get_by_role("columnheader").get_by_role("link", name=re.compile("县|市"))).to_have_count(4)
    expect(page.get_by_role("row", name=re.compile("^时间"))).to_contain_text("1999 年 2 月起")
    expect(page.get_by_role("row", name=re.compile("^没有做好的"))).to_have_count(1)
    page.get_by_role("combobox", name="加入案例或县（市）").press_sequentially("xinchang", delay=5)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("正在比较 3 个")
    page.get_by_role("link", name=re.compile("移除南平市")).click()
    expect(page.get_by_role("status")).to_contain_text("正在比较 2 个")


def test_an_address_that_is_no_record_is_never_written_into_the_page(page: Page, address: str) -> None:
    page.goto(address + "compare/?a=cases/<img src=x onerror=alert(1)>&b=cases/nowhere")
    expect(page.get_by_role("status")).to_contain_text("没有找到")
    assert page.locator("img").count() == 0


def test_the_citation_bears_the_day_of_the_reader(page: Page, address: str) -> None:
    page.goto(address + "cases/nanping-envoys/")
    expect(page.locator(".cb-cite")).to_contain_text(re.compile(r"\[EB/OL\].*\[\d{4}-\d\d-\d\d\]"))


def test_where_no_address_is_known_the_library_as_a_whole_is_cited_at_its_own(
    page: Page, address: str
) -> None:
    page.goto(address + "cite/#whole")
    expect(page.locator(".cb-cite")).to_contain_text(re.compile(rf"\]\. {re.escape(address)}\."))
    page.goto(address + "cases/nanping-envoys/")
    expect(page.locator(".cb-cite")).to_contain_text(f". {address}cases/nanping-envoys/.")


SENTENCE = "技术员一年只来一次，问题拖到减产才有人管，账目每季公布一次。"
LONGER: dict[str, Callable[[str], str]] = {
    "sources": lambda text: text.replace(
        "\nsources:\n",
        "\nsources:\n"
        + "".join(
            f"  - {{title: {n} {SENTENCE[:-1] * 3}, publisher: 甲社, date: 2005, grade: A}}\n"
            for n in range(30)
        ),
    ),
    "charts": lambda text: re.sub(
        r"(?ms)^indicators:.*?(?=^[a-z])",
        "indicators:\n"
        + "".join(
            f"  - {{name: 指标{n}, unit: 元, before: {{value: 1, year: 2003}}, after: {{value: {n}, year: 2005}},"
            " measured_by: self, source: 1}\n"
            for n in range(2, 14)
        ),
        text,
    ),
    "limits": lambda text: re.sub(
        r"(?ms)^limits:.*?(?=^[a-z])",
        f"limits: {{failed: {SENTENCE * 12}, unfit: {SENTENCE * 9}, source: 1}}\n",
        text,
    ),
    "claims": lambda text: re.sub(
        r"(?ms)^results:.*?(?=^[a-z])",
        "results:\n"
        + "".join(f"  - {{claim: {n} {SENTENCE * 2}, measured_by: self, source: 1}}\n" for n in range(40)),
        text,
    ),
    "techniques": lambda text: f"{text}techniques: [tea-pruning, contract-extension]\n",
}
"""Cases that are long in one section alone."""


@pytest.fixture(scope="module")
def stretched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny library with its case made long in several measures, at an address of its own."""
    root = tmp_path_factory.mktemp("paper")
    shutil.copytree(TINY, root / "tiny")
    case = root / "tiny/content/cases/chengxi-envoys.yml"
    text = re.sub(r"(?ms)^media:.*?(?=^contact:)|^techniques:.*?\n", "", case.read_text("utf-8"))
    for times in (0, 6, 10, 14, 18, 24, 60, 300):
        longer = text.replace("  茶园老化", f"  {SENTENCE * times}茶园老化")
        (case.parent / f"long-{times}.yml").write_text(longer, "utf-8")
    for name, change in LONGER.items():
        (case.parent / f"long-{name}.yml").write_text(change(text), "utf-8")
    with (root / "tiny/mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("site_url: https://library.example/\nrepo_url: https://git.example.org/c/c\n")
    site = build_site(root / "tiny/mkdocs.yml", None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=site))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def sheets(page: Page) -> list[list[str]]:
    """The lines of each sheet of paper."""
    printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [sheet.extract_text().splitlines() for sheet in printed.pages]


@pytest.mark.parametrize("length", [0, 6, 10, 14, 18, 24, 60, 300, *LONGER])
def test_a_case_of_any_length_is_two_sheets_of_paper_at_most(
    page: Page, stretched: str, length: int | str
) -> None:
    page.goto(f"{stretched}cases/long-{length}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="本页网址的二维码")).to_be_visible()
    expect(page.get_by_text("这是两页以内的简报，略去")).to_be_visible(visible=length != 0)
    printed = sheets(page)
    assert 1 <= len(printed) <= 2
    assert len(printed[-1]) > 4


def test_the_brief_keeps_limits_apart_and_a_chart_and_the_whole_is_printed_on_request(
    page: Page, stretched: str
) -> None:
    page.goto(f"{stretched}cases/long-60/")
    page.evaluate("print = () => document.body.append('已打印')")
    page.emulate_media(media="print")
    brief, left_out = page.locator(".cb-paper"), page.locator(".cb-cut").filter(has_text="茶园老化")
    limits = page.locator(".cb-limits")
    expect(limits.get_by_role("heading", name="没有做好的")).to_be_visible()
    expect(limits.get_by_role("heading", name="不适用的地方")).to_be_visible()
    expect(page.locator(".cb-indicator svg").first).to_be_visible()
    expect(left_out).to_be_hidden()
    printed = sheets(page)
    short = len(printed)
    assert [line for sheet in printed for line in sheet if line.startswith("没有做好的：")]
    assert [line for sheet in printed for line in sheet if line.endswith("……")]
    page.emulate_media(media="screen")
    page.get_by_role("button", name="打印全文").click()
    expect(page.get_by_text("已打印")).to_be_attached()
    page.emulate_media(media="print")
    expect(brief).to_be_hidden()
    expect(left_out).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(brief).to_be_visible()
    assert short <= 2


def test_what_is_folded_on_the_screen_is_printed(page: Page, address: str) -> None:
    page.goto(address)
    fold = page.locator("main details:not([open])").first
    words = fold.locator("a, li, td").first
    expect(words).to_be_hidden()
    page.emulate_media(media="print")
    expect(words).to_be_visible()
