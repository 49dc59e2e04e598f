"""The form in a real browser: typed, kept, chosen by keyboard, seen; and a page in another tab that wants in."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from county_casebook.build import check_content
from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS
from tests.browser.conftest import FITS, awaited
from tests.forms import editing_of

pytestmark = pytest.mark.browser
KEY = Key("cases", "chengxi-envoys")


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    yield made
    made.stop()


@pytest.fixture
def form(page: Page, editing: Editing) -> Page:
    page.goto(f"{editing.start}&to={KEY}/basics")
    return page


def at(editing: Editing, screen: str) -> str:
    return f"{editing.server.door.origin}/{KEY}/{screen}"


def held(editing: Editing, name: str) -> object:
    found = editing.writing.held(KEY)
    assert found
    return found.value[name]


def test_what_is_typed_is_kept_and_what_is_wrong_is_said_without_a_hand(form: Page, editing: Editing) -> None:
    form.get_by_label("摘要").fill("长" * 201)
    expect(form.locator("#f-summary-told")).to_contain_text("201 字", timeout=10_000)
    expect(form.locator("#kept")).to_contain_text("已存草稿")
    expect(form.locator('[data-screen="basics"] .many')).to_have_text("1")
    form.get_by_label("摘要").fill("短的摘要")
    expect(form.locator("#f-summary-told")).to_be_empty(timeout=10_000)
    assert held(editing, "summary") == "短的摘要"
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator(".done")).to_have_text("已保存到文件。")
    assert list(editing.writing.drafts.all()) == []


def test_who_types_and_leaves_at_once_loses_nothing(form: Page, editing: Editing) -> None:
    form.get_by_label("摘要").fill("写了就走")
    form.get_by_role("button", name="难点", exact=True).click()
    expect(form.locator("h2")).to_have_text("难点")
    assert held(editing, "summary") == "写了就走"
    form.get_by_label("难点").fill("又写了就走")
    form.goto(at(editing, "sources"))
    awaited(form, lambda: held(editing, "problem"), "又写了就走")


def test_a_county_is_chosen_by_keyboard_alone(form: Page, editing: Editing) -> None:
    search = form.locator('#f-county input[type="search"]')
    search.focus()
    search.press_sequentially("yanpu", delay=20)
    expect(form.get_by_role("option").first).to_be_visible(timeout=10_000)
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(search).to_have_attribute("aria-activedescendant", "f-county-in-list-0")
    search.press("Enter")
    expect(form.locator("#f-county .chip")).to_contain_text("砚浦")
    assert held(editing, "county") == "yanpu"


def test_not_stated_hides_a_text_and_gives_it_back(form: Page, editing: Editing) -> None:
    form.goto(at(editing, "problem"))
    written = form.get_by_label("难点").input_value()
    tick = form.get_by_label("来源没有写明")
    tick.check()
    expect(form.locator("#f-problem-body")).to_be_hidden()
    expect(form.locator("#kept")).to_contain_text("已存草稿", timeout=10_000)
    assert held(editing, "problem") == "not_stated"
    tick.uncheck()
    expect(form.get_by_label("难点")).to_have_value(written)


def test_not_stated_takes_the_place_of_what_was_chosen_too(form: Page, editing: Editing) -> None:
    form.goto(at(editing, "transfer"))
    form.locator('#f-transfer-cost [type="radio"]').nth(1).check()
    form.locator('[name="transfer.source"]').select_option(index=1)
    expect(form.locator("#kept")).to_contain_text("已存草稿", timeout=10_000)
    before = held(editing, "transfer")
    assert isinstance(before, dict)
    assert before["cost"]
    form.locator('[name="transfer!"]').check()
    expect(form.locator("#f-transfer-body")).to_be_hidden()
    form.get_by_role("button", name="难点", exact=True).click()
    expect(form.locator("h2")).to_have_text("难点")
    assert held(editing, "transfer") == "not_stated"
    form.goto(at(editing, "transfer"))
    form.locator('[name="transfer!"]').uncheck()
    expect(form.locator("#f-transfer-body")).to_be_visible()


def test_another_window_does_not_lose_its_words_to_this_one(
    form: Page, editing: Editing, context: BrowserContext
) -> None:
    form.goto(at(editing, "problem"))
    other = context.new_page()
    other.goto(at(editing, "problem"))
    other.get_by_label("难点").fill("别的窗口先写的")
    expect(other.locator("#kept")).to_contain_text("已存草稿", timeout=10_000)
    form.get_by_label("难点").fill("这个窗口后写的")
    expect(form.locator("#trouble")).to_contain_text("别的窗口", timeout=10_000)
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator(".differences")).to_contain_text("别的窗口先写的")
    expect(form.locator(".differences")).to_contain_text("这个窗口后写的")
    form.get_by_role("button", name="留这一边写的").click()
    awaited(form, lambda: held(editing, "problem"), "这个窗口后写的")


def test_no_button_leads_away_from_words_that_nobody_takes(form: Page, editing: Editing) -> None:
    """The form was ended, and then begun again: what was typed meanwhile stands on the page still."""
    form.goto(at(editing, "problem"))
    form.context.set_offline(True)
    form.get_by_label("难点").fill("没有地方可存的字")
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator("#trouble")).to_contain_text("这一页先不要关", timeout=10_000)
    expect(form.get_by_label("难点")).to_have_value("没有地方可存的字")
    form.context.set_offline(False)
    editing.server.door.csrf, ours = "另一次", editing.server.door.csrf
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator("#trouble")).to_contain_text("抄过去", timeout=10_000)
    expect(form.get_by_label("难点")).to_have_value("没有地方可存的字")
    editing.server.door.csrf = ours
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator(".done")).to_have_text("已保存到文件。")
    assert held(editing, "problem") == "没有地方可存的字"


def test_what_is_typed_of_a_record_that_was_renamed_stays_on_the_page(form: Page, editing: Editing) -> None:
    form.goto(at(editing, "problem"))
    path = editing.desk.host.content / f"{KEY}.yml"
    path.rename(path.with_name("renamed.yml"))
    editing.desk.doubt()
    form.get_by_label("难点").fill("改名以后写的字")
    expect(form.locator("#trouble")).to_contain_text("改了名", timeout=10_000)
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.get_by_label("难点")).to_have_value("改名以后写的字")
    assert not path.exists()


def test_two_clicks_are_one(form: Page, editing: Editing) -> None:
    form.goto(at(editing, "results"))
    many = form.locator('[name="results#"]').input_value()
    form.get_by_role("button", name="加一条成效").dblclick()
    expect(form.locator('[name="results#"]')).to_have_value(str(int(many) + 1))
    expect(form.locator("h1")).not_to_contain_text("别的窗口")
    assert len(held(editing, "results")) == int(many) + 1  # type: ignore[arg-type]


def test_the_page_is_shown_in_a_frame_that_runs_nothing(form: Page, editing: Editing) -> None:
    form.get_by_label("标题").fill("还没有保存的题目")
    form.get_by_role("button", name="看成稿").click()
    frame = form.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("还没有保存的题目", timeout=30_000)
    view = form.frames[1]
    view.wait_for_load_state()
    assert view.evaluate("document.styleSheets.length") > 0
    assert view.evaluate("getComputedStyle(document.body).fontFamily") != "serif"
    assert view.evaluate("origin") == "null"
    assert view.evaluate(
        "document.images.length === 0 || [...document.images].every((image) => image.complete)"
    )


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_it_does_the_same(form: Page, editing: Editing) -> None:
    form.locator('input[name="county?"]').fill("yanpu")
    form.locator('button[value="find:county"]').click()
    form.locator('input[name="county+"]').first.check()
    form.get_by_role("button", name="选好了").click()
    expect(form.locator("#f-county .chip")).to_contain_text("砚浦")
    assert held(editing, "county") == "yanpu"
    form.get_by_role("button", name="成效", exact=True).click()
    form.get_by_role("button", name="加一条成效").click()
    form.locator('textarea[name="results.1.claim"]').fill("新的一条")
    form.get_by_role("button", name="上移 成效 2").click()
    expect(form.locator('textarea[name="results.0.claim"]')).to_have_value("新的一条")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_can_be_read_by_everybody(form: Page, editing: Editing, width: int, scheme: str) -> None:
    form.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    form.set_viewport_size({"width": width, "height": 800})
    for address in (
        at(editing, "basics"),
        at(editing, "results"),
        at(editing, "state"),
        f"{editing.server.door.origin}/",
    ):
        form.goto(address)
        assert form.evaluate(FITS)
        found = Axe().run(form)
        assert found.violations_count == 0, found.generate_report()


class _Hostile(http.server.BaseHTTPRequestHandler):
    """A page on another port of this machine, which browsers count as the same site."""

    target = ""

    def do_GET(self) -> None:
        page = f"""<!doctype html><body><script>
        const seen = [];
        const note = (name) => (value) => seen.push(name + ":" + value);
        fetch("{self.target}", {{ credentials: "include" }}).then((a) => a.text()).then(note("read"), note("blocked"));
        fetch("{self.target}", {{ credentials: "include", mode: "no-cors", method: "POST",
          headers: {{ "Content-Type": "application/x-www-form-urlencoded" }}, body: "op=save&title=x" }}).then(note("sent"), note("blocked"));
        const script = document.createElement("script");
        script.src = "{self.target}".replace(/cases.*/, "own/form.js");
        script.onload = () => seen.push("loaded");
        script.onerror = () => seen.push("no script");
        document.body.append(script);
        const frame = document.createElement("iframe");
        frame.src = "{self.target}";
        document.body.append(frame);
        window.seen = seen;
        </script>
        <form method="post" action="{self.target}"><input name="op" value="save"><input name="title" value="x"><button>go</button></form>"""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_in_another_tab_reads_and_writes_nothing(browser: object, editing: Editing, name: str) -> None:
    _Hostile.target = at(editing, "basics")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hostile)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    context = browser.new_context()  # type: ignore[attr-defined]
    try:
        ours = context.new_page()
        ours.goto(editing.start)
        assert ours.goto(at(editing, "basics")).status == 200
        theirs = context.new_page()
        theirs.goto(f"http://{name}:{server.server_port}/")
        theirs.wait_for_function("seen.length >= 3")
        seen = theirs.evaluate("seen")
        assert not [each for each in seen if each.startswith("read") or each == "loaded"]
        assert "no script" in seen
        with theirs.expect_navigation() as went:
            theirs.get_by_role("button", name="go").click()
        assert went.value.status == 403
        assert theirs.goto(at(editing, "basics")).status in (200, 403)
    finally:
        context.close()
        server.shutdown()
        server.server_close()
    assert list(editing.writing.drafts.all()) == []
    assert held(editing, "title") != "x"


def test_what_was_typed_before_the_script_had_come_is_looked_for(page: Page, editing: Editing) -> None:
    withheld: list[Route] = []
    is_late = True
    page.goto(editing.start)
    page.route("**/*.js", lambda route: withheld.append(route) if is_late else route.continue_())
    page.goto(at(editing, "basics"), wait_until="commit")
    search = page.locator('#f-county input[type="search"]')
    search.press_sequentially("砚浦")
    is_late = False
    for request in withheld:
        request.continue_()
    expect(page.locator("#f-county [role=option]").first).to_contain_text("砚浦", timeout=10_000)


def test_a_case_is_written_from_nothing_and_is_right_to_the_byte(page: Page, editing: Editing) -> None:
    """Begun, a county picked by name, every screen filled, what is wrong mended on the way, saved."""
    page.goto(editing.start)
    page.get_by_role("link", name="新建案例").click()
    page.get_by_label("名称").fill("砚浦县的茶园夜校")
    page.get_by_role("button", name="开始写").click()
    search = page.locator('#f-county input[type="search"]')
    search.press_sequentially("砚浦")
    expect(page.locator("#f-county [role=option]").first).to_contain_text("砚浦县", timeout=10_000)
    search.press("Enter")
    expect(page.locator("#f-county .chip")).to_contain_text("砚浦县")
    page.locator("#f-period-start-in").fill("2004年3月")
    page.get_by_label("茶产业").check()
    page.get_by_label("摘要").fill("夜校在茶园里开课。")
    _next(page, "难点").get_by_label("难点").fill("白天没有人有空。")
    _next(page, "做法").get_by_role("button", name="加一条做法").click()
    page.locator('textarea[name="approach.0.what"]').fill("晚上在茶园里讲课。\n\n讲完就做[^1]。")
    _next(page, "用到的技术")
    _next(page, "成效").get_by_role("button", name="加一条指标").click()
    page.locator('input[name="indicators.0.name"]').fill("亩产")
    page.locator('input[name="indicators.0.unit"]').fill("公斤")
    page.locator('input[name="indicators.0.before.value"]').fill("六十")
    page.locator('input[name="indicators.0.before.year"]').fill("2003")
    expect(page.locator("#f-indicators-0-before-value-told")).to_contain_text("写成 60", timeout=10_000)
    page.locator('input[name="indicators.0.before.value"]').fill("６０")
    page.locator('input[name="indicators.0.after!"]').check()
    page.locator('#f-indicators-0-measured_by input[value="self"]').check()
    _next(page, "不足与不适用").locator('[name="limits!"]').check()
    _next(page, "推广条件").locator('[name="transfer!"]').check()
    _next(page, "参与方与利益联结").locator('[name="benefit_sharing!"]').check()
    _next(page, "投入").locator('[name="resources!"]').check()
    _next(page, "借鉴情况")
    _next(page, "向谁了解")
    _next(page, "来源").get_by_role("button", name="加一条来源").click()
    page.locator('input[name="sources.0.title"]').fill("砚浦县志（虚构）")
    page.locator('input[name="sources.0.publisher!"]').check()
    page.locator('input[name="sources.0.date"]').fill("2005年")
    page.locator('#f-sources-0-grade input[value="A"]').check()
    _next(page, "状态与审核").get_by_label("公开资料整理").check()
    expect(page.locator("h2")).to_have_text("状态与审核")
    page.locator('[data-screen="results"]').click()
    expect(page.locator("#f-indicators-0-told")).to_contain_text("没有来源")
    page.locator('select[name="indicators.0.source"]').select_option(label="1　砚浦县志（虚构）")
    expect(page.locator("#f-indicators-0-told")).to_be_empty(timeout=10_000)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".done")).to_be_visible()
    path = editing.desk.host.content / "cases/yan-pu-xian-de-cha.yml"
    saved = path.read_bytes()
    assert formatted(saved, "x.yml", KINDS["cases"]).encode() == saved
    checked = check_content(editing.desk.host.content)
    assert [problem for problem in checked.problems if problem.location.path.endswith(path.name)] == []
    assert editing.desk.findings(Key("cases", path.stem), saved) == ()
    assert b"start: 2004-03\n" in saved
    assert b"value: 60\n" in saved


def _next(page: Page, heading: str) -> Page:
    page.get_by_role("button", name=f"下一节：{heading}").click()
    expect(page.locator("h2")).to_have_text(heading)
    return page


def test_a_draft_that_holds_scripts_everywhere_runs_nowhere(page: Page, editing: Editing) -> None:
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    value = {
        "status": "draft",
        "title": evil,
        evil: evil,
        "summary": evil,
        "problem": f"{evil}\n\n[x](javascript:alert(1))",
        "county": evil,
        "themes": [evil],
        "sources": [{"title": evil, "url": "javascript:alert(1)", "grade": evil}],
        "results": [{"claim": evil, "source": "1", evil: evil}],
    }
    editing.writing.keep(KEY, value, editing.writing.held(KEY))
    dialogs: list[str] = []

    def noted(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", noted)
    page.goto(editing.start)
    for name in ("basics", "problem", "results", "sources"):
        page.goto(at(editing, name))
        page.locator("input:not([type]), textarea").first.press_sequentially(evil)
        expect(page.locator("#kept")).to_contain_text("已存草稿", timeout=10_000)
    assert page.locator("img, script:not([src])").count() == 0
    page.goto(at(editing, "page"))
    expect(page.frame_locator("iframe").locator("body")).to_contain_text("alert(1)", timeout=30_000)
    assert dialogs == []
