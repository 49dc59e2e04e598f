"""The pictures of the form in the guide show the form as it is: each screen has the fields and headings of its picture.

`--browser --renew` takes them again. Fonts differ between machines, so that pixels are not compared: what stands beside a
picture in `tests/pictures/guide.yml` is what its screen said when it was taken, and what the file was.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, expect

from county_casebook.edit.editing import Editing
from county_casebook.publish.pages.guide_words import PICTURES, Picture
from county_casebook.render.environment import theme_directory
from tests.forms import editing_of
from tests.repositories import commit, git, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        "context",
        [
            {
                "viewport": {"width": 640, "height": 480},
                "device_scale_factor": 1.5,
                "locale": "zh-CN",
                "timezone_id": "Asia/Shanghai",
                "color_scheme": "light",
                "reduced_motion": "reduce",
            }
        ],
        indirect=True,
    ),
]
EXPECTED = Path(__file__).parents[1] / "pictures/guide.yml"
FOLDER = theme_directory() / "assets/images"
NEW = "cases/yan-pu-xian-de-cha"
SAID = """() => [...document.querySelectorAll('h1, h2, legend, label, summary, dt, a.button, nav a, button:not(.default), [role=option], .told li')]
  .filter((each) => each.checkVisibility() && each.innerText.trim())
  .map((each) => `${each.tagName.toLowerCase()} ${each.innerText.trim().split(/\\n/)[0].trim()}`)"""


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    """The form for a library that has a place to send to, which no picture may show the way to on this machine."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    person(tmp_path / "home", monkeypatch)
    made = editing_of(tmp_path / "library")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "单位的稿件")
    git(tmp_path / "library", "init", "-q", "-b", "main")
    commit(tmp_path / "library", "一开始")
    git(tmp_path / "library", "remote", "add", "origin", "../单位的稿件")
    git(tmp_path / "library", "push", "-q", "-u", "origin", "main")
    yield made
    made.stop()


def opened(page: Page, editing: Editing, address: str) -> None:
    page.clock.set_fixed_time("2006-03-01T10:00:00+08:00")
    page.goto(f"{editing.start}&to=")
    page.goto(f"{editing.server.door.origin}/{address}")


def begun(page: Page, editing: Editing) -> None:
    opened(page, editing, "new/cases")
    page.get_by_label("名称").fill("砚浦县的茶园夜校")


def list_of_cases(page: Page, editing: Editing) -> None:
    opened(page, editing, "?kind=cases")


def county(page: Page, editing: Editing) -> None:
    begun(page, editing)
    page.get_by_role("button", name="开始写").click()
    page.locator('#f-county input[type="search"]').press_sequentially("砚浦")
    expect(page.locator("[role=option]").first).to_contain_text("砚浦县", timeout=30_000)
    at_top(page, "#f-county")


def trouble(page: Page, editing: Editing) -> None:
    begun(page, editing)
    page.get_by_role("button", name="开始写").click()
    page.get_by_role("button", name="成效", exact=True).click()
    page.get_by_role("button", name="加一条指标").click()
    page.locator('input[name="indicators.0.name"]').fill("茶园亩产")
    page.locator('input[name="indicators.0.unit"]').fill("公斤")
    page.locator('input[name="indicators.0.before.value"]').fill("60 公斤")
    expect(page.locator("#f-indicators-0-before-value-told")).not_to_be_empty(timeout=30_000)
    at_top(page, "#f-indicators-0-unit")


def finished(page: Page, editing: Editing) -> None:
    opened(page, editing, "cases/chengxi-envoys/page")
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible(timeout=30_000)


def sending(page: Page, editing: Editing) -> None:
    opened(page, editing, "cases/jichuan-tea/state")
    page.get_by_label("草稿").check()
    page.get_by_role("button", name="提交送审").click()
    page.get_by_role("button", name="保存，看要送什么").click()
    expect(page.get_by_role("button", name="送审", exact=True)).to_be_visible(timeout=30_000)


def at_top(page: Page, selector: str) -> None:
    """Scroll so that a control is the first thing to be seen."""
    page.locator(selector).evaluate("(it) => scrollTo(0, it.getBoundingClientRect().top + scrollY - 16)")


WAYS: dict[str, Callable[[Page, Editing], None]] = {
    "guide-list": list_of_cases,
    "guide-new": begun,
    "guide-county": county,
    "guide-trouble": trouble,
    "guide-page": finished,
    "guide-submit": sending,
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_shows_the_form_as_it_is(
    picture: Picture, page: Page, editing: Editing, request: pytest.FixtureRequest
) -> None:
    WAYS[picture.name](page, editing)
    found: dict[str, Any] = {"said": page.evaluate(SAID)}
    if request.config.getoption("--renew"):
        page.wait_for_timeout(300)
        data = encoded(page.screenshot(caret="hide", animations="disabled"))
        (FOLDER / f"{picture.name}.webp").write_bytes(data)
        renewed(picture.name, found | {"sha256": sha256(data).hexdigest()})
    expected = yaml.safe_load(EXPECTED.read_text("utf-8"))[picture.name]
    assert found["said"] == expected["said"], "look at the picture, then renew it: --browser --renew"


def encoded(png: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as taken:
        taken.convert("RGB").save(out, "WEBP", quality=50, method=6)
    return out.getvalue()


def renewed(name: str, found: dict[str, Any]) -> None:
    held = yaml.safe_load(EXPECTED.read_text("utf-8")) if EXPECTED.is_file() else {}
    EXPECTED.parent.mkdir(exist_ok=True)
    EXPECTED.write_text(
        yaml.safe_dump({**held, name: found}, allow_unicode=True, sort_keys=True, width=10_000), "utf-8"
    )
