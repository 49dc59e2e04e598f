"""From nothing to review: a case is begun, filled in, mended, given a photograph and sent; what arrives is right in a fresh clone.

Walked by mouse, by keyboard alone, and without a script at the width of a telephone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout, suppress
from pathlib import Path
from typing import Protocol

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from county_casebook.cli import main
from county_casebook.edit.editing import Editing
from tests.browser.conftest import FITS, drawn
from tests.forms import editing_of
from tests.photographs import SECRETS, photograph
from tests.repositories import commit, git, person

pytestmark = pytest.mark.browser
RECORD = "yan-pu-xian-de-cha"
BRANCH = f"casebook/cases/{RECORD}"
PHOTOGRAPH = photograph(size=(1200, 800), orientation=6, gps=True, secrets=True)
LATER = 20_000


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    person(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(tmp_path / "library", "init", "-q", "-b", "main")
    commit(tmp_path / "library", "一开始")
    git(tmp_path / "library", "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(tmp_path / "library", "push", "-q", "-u", "origin", "main")
    yield made
    made.stop()


class Hand(Protocol):
    """How a person uses the pages."""

    page: Page

    def type(self, selector: str, text: str) -> None: ...
    def press(self, selector: str) -> None: ...
    def choose(self, selector: str, option: str) -> None: ...
    def name_county(self, words: str) -> None: ...
    def put(self, selector: str, data: bytes) -> None: ...
    def look(self) -> None: ...
    def fits(self) -> bool: ...


def chosen(data: bytes) -> FilePayload:
    return {"name": "IMG_2004.JPG", "mimeType": "image/jpeg", "buffer": data}


class Mouse:
    """Clicks and types; a script shows what is wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, selector: str, text: str) -> None:
        self.page.wait_for_load_state()
        self.page.locator(selector).fill(text)

    def press(self, selector: str) -> None:
        self.page.wait_for_load_state()
        self.page.locator(selector).click()

    def choose(self, selector: str, option: str) -> None:
        self.page.wait_for_load_state()  # nobody chooses before the scripts are there
        self.page.locator(selector).select_option(label=option)

    def name_county(self, words: str) -> None:
        self.page.wait_for_load_state()
        self.page.locator('#f-county input[type="search"]').press_sequentially(words)
        self.page.locator('#f-county [role="option"]').first.click()

    def put(self, selector: str, data: bytes) -> None:
        self.page.locator(selector).set_input_files([chosen(data)])

    def look(self) -> None:
        """What was typed is kept and judged without a hand."""

    def fits(self) -> bool:
        """Whether nothing stands beyond the screen, from the first frame that is seen."""
        return bool(drawn(self.page, FITS))


class WithoutScript(Mouse):
    """Every choice is followed by a button."""

    def name_county(self, words: str) -> None:
        self.type('input[name="county?"]', words)
        self.press('button[value="find:county"]')
        self.press('input[name="county+"]')
        self.page.get_by_role("button", name="选好了").click()

    def put(self, selector: str, data: bytes) -> None:
        super().put(selector, data)
        self.page.locator(f"div:has(> {selector}) .put").click()

    def look(self) -> None:
        self.page.locator(".default").evaluate("(button) => button.form.requestSubmit(button)")

    def fits(self) -> bool:
        self.page.wait_for_load_state()  # where no script runs, none is told of a frame
        return bool(self.page.evaluate(FITS))


class Keyboard(Mouse):
    """Goes from field to field with Tab, types, and presses Space or Enter."""

    def go(self, selector: str) -> None:
        self.page.wait_for_load_state()
        wanted = self.page.locator(selector).first
        wanted.wait_for(state="attached")
        for _ in range(250):
            if wanted.evaluate("(node) => node === document.activeElement"):
                assert wanted.evaluate("(node) => node.matches(':focus-visible')")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    def type(self, selector: str, text: str) -> None:
        self.go(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, selector: str) -> None:
        kind = self.page.locator(selector).get_attribute("type")
        if kind == "radio":
            self.go_to_radio(selector)
        else:
            self.go(selector)
        self.page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")

    def go_to_radio(self, selector: str) -> None:
        """Tab comes to one of a group, arrow keys to the others."""
        name = self.page.locator(selector).get_attribute("name")
        checked = f'input[name="{name}"]:checked'
        self.go(checked if self.page.locator(checked).count() else f'input[name="{name}"]')
        for _ in range(20):
            with suppress(AssertionError):  # an arrow key may show another screen
                expect(self.page.locator(selector)).to_be_focused(timeout=1_000)
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow key comes to {selector}")

    def choose(self, selector: str, option: str) -> None:
        self.go(selector)
        self.page.keyboard.press(option[0])
        expect(self.page.locator(f"{selector} option:checked")).to_have_text(option)

    def name_county(self, words: str) -> None:
        self.go('#f-county input[type="search"]')
        self.page.keyboard.type(words)
        expect(self.page.locator('#f-county [role="option"]').first).to_be_visible(timeout=LATER)
        self.page.keyboard.press("Enter")

    def put(self, selector: str, data: bytes) -> None:
        with self.page.expect_file_chooser() as waited:
            self.go(selector)
            self.page.keyboard.press("Space")
        waited.value.set_files([chosen(data)])


HANDS = {
    "mouse": (Mouse, {"viewport": {"width": 1280, "height": 900}}),
    "keyboard": (Keyboard, {"viewport": {"width": 1280, "height": 900}}),
    "telephone": (Mouse, {"viewport": {"width": 390, "height": 800}}),
    "no script": (WithoutScript, {"viewport": {"width": 390, "height": 800}, "java_script_enabled": False}),
}


@pytest.mark.parametrize(("hand", "context"), HANDS.values(), ids=HANDS, indirect=["context"])
def test_a_case_goes_from_nothing_to_review(
    page: Page, editing: Editing, hand: type[Mouse], tmp_path: Path
) -> None:
    if hand is WithoutScript:
        _check_nothing_runs(page, editing)
    else:
        page.goto(editing.start)
    does = hand(page)
    _begin(does)
    _tell(does)
    _tell_what_sources_leave_out(does)
    _name_the_source(does)
    _mend(does)
    _send(does)
    _check_what_arrived(tmp_path)


def _check_nothing_runs(page: Page, editing: Editing) -> None:
    page.goto(editing.start)
    expect(page.locator("h1")).to_be_visible()


def _said(does: Hand, field: str, words: str) -> None:
    """Await what is said beside a field, where it is seen."""
    told = does.page.locator(f"#f-{field.replace('.', '-')}-told")
    expect(told).to_contain_text(words, timeout=LATER)
    assert does.fits()


def _next(does: Hand, heading: str) -> None:
    does.press(f'.steps button:has-text("下一节：{heading}")')
    expect(does.page.locator("h2")).to_have_text(heading, timeout=LATER)


def _begin(does: Hand) -> None:
    does.press('a:has-text("新建案例")')
    does.type("#title", "砚浦县的茶园夜校")
    does.press('button:has-text("开始写")')
    does.name_county("砚浦")
    expect(does.page.locator("#f-county .chip")).to_contain_text("砚浦县", timeout=LATER)


def _tell(does: Hand) -> None:
    does.type('[name="period.start"]', "2004年3月")
    does.press('[name="themes"][value="tea"]')
    does.type('[name="summary"]', "夜校在茶园里开课。" * 30)
    does.look()
    _said(does, "summary", "270 字")
    _next(does, "难点")
    does.type('[name="problem"]', "白天没有人有空。")
    _next(does, "做法")
    does.press('[value="add:approach"]')
    does.type('[name="approach.0.what"]', "晚上在茶园里讲课，讲完就做[^1]。")
    does.put('input[name="media^"]', PHOTOGRAPH)
    expect(does.page.locator("figure.seen")).to_contain_text("800×1200", timeout=LATER)
    _said(does, "media.0.alt", "必填")
    _next(does, "用到的技术")
    _next(does, "成效")
    does.press('[value="add:indicators"]')
    does.type('[name="indicators.0.name"]', "茶叶亩产")
    does.type('[name="indicators.0.unit"]', "公斤")
    does.type('[name="indicators.0.before.value"]', "六十")
    does.type('[name="indicators.0.before.year"]', "2003")
    does.look()
    _said(does, "indicators.0.before.value", "写成 60")
    does.type('[name="indicators.0.before.value"]', "６０")
    does.press('[name="indicators.0.after!"]')
    does.press('#f-indicators-0-measured_by [value="self"]')
    does.look()
    expect(does.page.locator("#f-indicators-0-before-value-told")).to_be_empty(timeout=LATER)


def _tell_what_sources_leave_out(does: Hand) -> None:
    for heading, field in (
        ("不足与不适用", "limits"),
        ("推广条件", "transfer"),
        ("参与方与利益联结", "benefit_sharing"),
        ("投入", "resources"),
    ):
        _next(does, heading)
        does.press(f'[name="{field}!"]')
    for heading in ("借鉴情况", "向谁了解", "来源"):
        _next(does, heading)


def _name_the_source(does: Hand) -> None:
    does.press('[value="add:sources"]')
    does.type('[name="sources.0.title"]', "砚浦县志（虚构）")
    does.press('[name="sources.0.publisher!"]')
    does.type('[name="sources.0.date"]', "2005年")
    does.press('#f-sources-0-grade [value="A"]')
    _next(does, "状态与审核")
    does.press('[name="provenance.type"][value="compiled"]')
    does.look()
    does.press('button[value="go:submit"]')


def _mend(does: Hand) -> None:
    """What stands in the way is named with the screen it stands on."""
    page = does.page
    expect(page.locator("h1")).to_contain_text("提交送审", timeout=LATER)
    wrong = page.locator("main .told")
    for words in ("270 字", "「替代文字」还没有写", "「权利人」还没有写"):
        expect(wrong).to_contain_text(words)
    does.press('.told a:has-text("270 字")')
    does.type('[name="summary"]', "夜校在茶园里开课。")
    does.press('.screens [data-screen="approach"]')
    does.type('[name="media.0.alt"]', "夜里茶园中一盏灯，几个人围着一株茶树")
    does.type('[name="media.0.rights_holder"]', "砚浦县科技局")
    does.press('.screens [data-screen="results"]')
    _said(does, "indicators.0", "没有来源")
    does.choose('select[name="indicators.0.source"]', "1　砚浦县志（虚构）")
    does.look()
    expect(page.locator("#f-indicators-0-told")).to_be_empty(timeout=LATER)


def _send(does: Hand) -> None:
    does.press('button[value="go:submit"]')
    expect(does.page.locator("main")).to_contain_text("要送审的内容都齐了", timeout=LATER)
    does.press('button[value="prepare"]')
    plan = does.page.locator(".plan")
    for words in (f"content/cases/{RECORD}.yml", f"content/files/{RECORD}-1.jpg", BRANCH):
        expect(plan).to_contain_text(words, timeout=LATER)
    does.press('[name="secrecy"]')
    does.press('button[value="send"]')
    expect(does.page.locator("h1")).to_contain_text("已送审", timeout=LATER)


def _check_what_arrived(folder: Path) -> None:
    """In a fresh clone the record is right and the picture tells nothing."""
    git(folder, "clone", "-q", "-b", BRANCH, "remote.git", "clone")
    clone = folder / "clone"
    changed = git(clone, "diff", "--name-only", "origin/main", "HEAD").split()
    record, picture = f"content/cases/{RECORD}.yml", f"content/files/{RECORD}-1.jpg"
    assert set(changed) == {record, picture}
    for arguments in (["check"], ["fmt", "--check", record]):
        said = io.StringIO()
        with chdir(clone), redirect_stdout(said):
            assert main(arguments) == 0, said.getvalue()
        assert RECORD not in said.getvalue()
    stored = (clone / picture).read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in stored]
    with Image.open(io.BytesIO(stored)) as opened:
        assert opened.size == (800, 1200)
        assert not opened.getexif()
        assert not opened.getexif().get_ifd(0x8825)
    text = (clone / record).read_text("utf-8")
    assert "start: 2004-03\n" in text
    assert "value: 60\n" in text
    assert "status: review\n" in text
