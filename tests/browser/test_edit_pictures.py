"""Pictures in the form, in a real browser: chosen, dropped, seen, refused; with scripts and without, by keyboard."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from tests.browser.conftest import FITS, drawn
from tests.forms import editing_of
from tests.photographs import photograph

pytestmark = pytest.mark.browser
KEY = Key("cases", "jichuan-tea")
WIDE = photograph(size=(1200, 800), gps=True, secrets=True)


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    yield made
    made.stop()


@pytest.fixture
def form(page: Page, editing: Editing) -> Page:
    page.goto(f"{editing.start}&to={KEY}/approach")
    return page


def heavy(folder: Path, size: int) -> Path:
    """A file that is heavy and no picture, named to the browser by its path: sent to it as bytes it would take seconds."""
    path = folder / "heavy.jpg"
    path.write_bytes(b"\0" * size)
    return path


def chosen(data: bytes, name: str = "IMG_0001.HEIC.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def pictures(editing: Editing) -> list[dict[str, str]]:
    held = editing.writing.held(KEY)
    assert held
    found: list[dict[str, str]] = held.value.get("media", [])
    return found


def test_a_picture_that_is_chosen_is_seen_at_once_and_what_was_typed_stays(
    form: Page, editing: Editing
) -> None:
    form.locator("textarea").first.fill("刚写的做法")
    form.get_by_label("放图片进来，每张一条").set_input_files([chosen(WIDE)])
    seen = form.locator("figure.seen img")
    expect(seen).to_be_visible()
    assert seen.evaluate(
        "(image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
    ) == [1200, 800]
    expect(form.locator("figure.seen")).to_contain_text("1200×800")
    expect(form.locator("#f-media-0-alt-told")).to_contain_text("必填")
    expect(form.locator("textarea").first).to_have_value("刚写的做法")
    assert pictures(editing) == [{"file": "jichuan-tea-1.jpg"}]


def test_pictures_are_dropped_in_and_one_that_misses_does_not_take_the_form_away(
    form: Page, editing: Editing
) -> None:
    script = """(area, data) => {
      const held = new DataTransfer();
      for (const each of data) {
        const bytes = Uint8Array.from(atob(each), (sign) => sign.charCodeAt(0));
        held.items.add(new File([bytes], "x.jpg", { type: "image/jpeg" }));
      }
      for (const name of ["dragover", "drop"]) {
        const event = new DragEvent(name, { dataTransfer: held, bubbles: true, cancelable: true });
        area.dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error(name);
      }
    }"""
    both = [base64.b64encode(each).decode() for each in (WIDE, photograph("PNG", size=(30, 20)))]
    form.locator("h2").evaluate(script, both)
    assert form.locator("figure.seen").count() == 0
    form.locator('[data-drop="upload:media"]').evaluate(script, both)
    expect(form.locator("figure.seen")).to_have_count(2)
    assert [each["file"] for each in pictures(editing)] == ["jichuan-tea-1.jpg", "jichuan-tea-2.png"]


def test_one_that_is_too_heavy_or_no_picture_is_refused_with_what_would_do(
    form: Page, editing: Editing, tmp_path: Path
) -> None:
    field = form.get_by_label("放图片进来，每张一条")
    field.set_input_files(heavy(tmp_path, 10_100_000))
    expect(form.locator("#trouble")).to_contain_text("超过 10 MB；缩小再放进来")
    field.set_input_files([chosen(b"\0\0\0\x18ftypheic" + b"\0" * 40)])
    expect(form.locator("#f-media-told")).to_contain_text("兼容性最佳")
    assert pictures(editing) == []


def test_a_picture_is_put_in_and_taken_out_by_keyboard_alone(form: Page, editing: Editing) -> None:
    field = form.get_by_label("放图片进来，每张一条")
    form.wait_for_load_state()
    with form.expect_file_chooser() as waited:
        field.focus()  # the page has answered, so it knows that the chooser is waited for
        form.keyboard.press("Space")
    waited.value.set_files([chosen(WIDE)])
    expect(form.locator("figure.seen")).to_be_visible()
    form.get_by_role("button", name="去掉 jichuan-tea-1.jpg").focus()
    form.keyboard.press("Enter")
    expect(form.locator("figure.seen")).to_have_count(0)
    assert pictures(editing) == [{}]


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_a_button_puts_it_in(form: Page, editing: Editing, tmp_path: Path) -> None:
    form.locator("textarea").first.fill("刚写的做法")
    form.get_by_label("放图片进来，每张一条").set_input_files([chosen(WIDE)])
    form.get_by_role("button", name="放进来").click()
    expect(form.locator("figure.seen")).to_contain_text("1200×800")
    expect(form.locator("textarea").first).to_have_value("刚写的做法")
    form.locator('input[name="media.0.file^"]').set_input_files([chosen(b"GIF89a")])
    form.get_by_role("button", name="保存", exact=True).click()
    expect(form.locator("#f-media-0-file-told")).to_contain_text("GIF 图片，不能用")
    form.locator('input[name="media.0.file^"]').set_input_files(heavy(tmp_path, 26 << 20))
    form.get_by_role("button", name="换成选的").click()
    expect(form.locator("body")).to_contain_text("图片缩小再放进来")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_by_everybody(form: Page, width: int, scheme: str) -> None:
    form.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    form.set_viewport_size({"width": width, "height": 800})
    form.get_by_label("放图片进来，每张一条").set_input_files([chosen(WIDE)])
    expect(form.locator("figure.seen")).to_be_visible()
    assert drawn(form, FITS)
    form.wait_for_load_state()
    found = Axe().run(form)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_that_is_shown_has_the_picture(form: Page) -> None:
    form.get_by_label("放图片进来，每张一条").set_input_files([chosen(WIDE)])
    form.get_by_label("替代文字").fill("一片茶园")
    form.get_by_label("权利人").fill("县科技局")
    form.get_by_role("button", name="看成稿").click()
    image = form.frame_locator("iframe").get_by_alt_text("一片茶园")
    expect(image).to_be_visible(timeout=30_000)
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("(image) => image.naturalWidth") > 0
