"""What the form of `casebook edit` does where words could be lost: files it cannot show or open, full lists, disks that refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from county_casebook.edit.posted import MOST_ITEMS
from county_casebook.edit.writing import stamp, written
from tests.forms import Browser, editing_of, fields_of

KEY = Key("cases", "jichuan-tea")
CASE = f"/{KEY}"


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editing]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    made = editing_of(tmp_path / "library")
    yield made
    made.stop()


@pytest.fixture
def browser(editing: Editing) -> Browser:
    return Browser(editing)


@pytest.fixture
def path(editing: Editing) -> Path:
    return editing.desk.host.content / f"{KEY}.yml"


@pytest.mark.parametrize("text", ["- 一段\n- 又一段\n", "只有一句话\n", "[]\n"])
def test_a_file_that_holds_no_fields_is_not_touched(
    browser: Browser, editing: Editing, path: Path, text: str
) -> None:
    path.write_text(text, "utf-8")
    editing.desk.doubt()
    page = browser.get(f"{CASE}/basics")
    assert "读不出来" in (page.html or "")
    assert page.css(".told li")
    assert not page.css("form")
    browser.ask(f"{CASE}/basics", {"op": ["save"], "title": ["题目"]})
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_opened_is_not_written_over(
    browser: Browser, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another program holds it: what it says is not known, so that it could not be set aside."""
    page = browser.press(browser.get(f"{CASE}/problem"), "keep", {"problem": ["我写的"]})
    theirs = path.read_text("utf-8").replace("summary: ", "summary: 别人改的，")
    path.write_text(theirs, "utf-8")
    opened = Path.read_bytes

    def held_by_another(asked: Path) -> bytes:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return opened(asked)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held_by_another)
        page = browser.press(page, "save")
        assert "打不开" in (page.html or "")
        browser.ask(f"{CASE}/resolve", {"op": ["over"], "over": [stamp(b"")]})
    assert path.read_text("utf-8") == theirs
    page = browser.get(f"{CASE}/problem")
    assert "我写的" in (page.html or "")


def test_a_list_too_long_for_a_form_is_given_back_whole(
    browser: Browser, editing: Editing, path: Path
) -> None:
    held = editing.writing.held(KEY)
    assert held
    long = [{"claim": f"第 {number} 条"} for number in range(MOST_ITEMS + 1)]
    path.write_bytes(written(KEY, {**held.value, "results": long}, b""))
    editing.desk.doubt()
    page = browser.press(browser.get(f"{CASE}/results"), "keep")
    assert list(editing.writing.drafts.all()) == []
    browser.ask(f"{CASE}/results", {**fields_of(page.css("form")[0]), "op": ["add:results"]})
    held = editing.writing.held(KEY)
    assert held
    assert held.value["results"] == long


def test_what_stands_on_a_disk_that_lets_nothing_be_removed_is_said(
    browser: Browser, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.press(browser.get(f"{CASE}/problem"), "keep", {"problem": ["写的"]})
    removed = Path.unlink

    def refused(asked: Path, missing_ok: bool = False) -> None:
        if asked.suffix == ".yml":
            raise PermissionError(13, "Permission denied")
        removed(asked, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        page = browser.press(page, "save")
    assert "删不了" in (page.html or "")
    assert "写的" in path.read_text("utf-8")
    page = browser.press(page, "save")  # what it meets in the file is its own
    assert "已保存到文件" in (page.html or "")


def test_what_a_killed_form_left_of_another_draft_is_no_beginning_of_this_one(
    browser: Browser, path: Path
) -> None:
    folder = path.parents[2] / ".casebook/edit/cases"
    folder.mkdir(parents=True)
    (folder / "new-one.base").write_text("title: 以前的\n", "utf-8")
    browser.ask("/new/cases", {"title": ["题目"], "id": ["new-one"]})
    browser.press(browser.get("/cases/new-one/basics"), "save")
    assert path.with_name("new-one.yml").is_file()
