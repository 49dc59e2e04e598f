"""「提交送审」 in the form: what is shown first, and that the branch holds the record with what it needs and nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.edit.desk import Key
from county_casebook.edit.editing import Editing
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS
from tests.forms import Browser, editing_of
from tests.photographs import SECRETS, photograph
from tests.repositories import commit, git, person, standing

CASE = "cases/jichuan-tea"
FILE = f"content/{CASE}.yml"
BRANCH = f"casebook/{CASE}"


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


@pytest.fixture
def library(editing: Editing) -> Path:
    return editing.desk.host.content.parent


@pytest.fixture
def remote(library: Path) -> Path:
    return library.parent / "remote.git"


@pytest.fixture
def browser(editing: Editing) -> Browser:
    return Browser(editing)


def words(page: LexborHTMLParser) -> str:
    return page.css_first("main").text(separator=" ") if page.css_first("main") else ""  # type: ignore[union-attr]


def changed(browser: Browser, title: str = "换了一个题目", status: str = "draft") -> LexborHTMLParser:
    """Type another title, make the record a draft, and press 「提交送审」."""
    browser.press(browser.get(f"/{CASE}/state"), "keep", {"status": [status]})
    return browser.press(browser.get(f"/{CASE}/basics"), "go:submit", {"title": [title]})


@pytest.mark.slow
def test_a_draft_is_saved_for_review_shown_and_sent_to_a_branch_of_its_own(
    browser: Browser, library: Path, remote: Path
) -> None:
    (library / "content/cases/unfinished.yml").write_text("title: 还在写\n", "utf-8")
    git(library, "add", "-N", ".")
    page = changed(browser)
    assert "从“草稿”改成“待审”" in words(page)
    before = standing(library)
    page = browser.press(page, "prepare")
    assert FILE in words(page)
    assert "unfinished" not in words(page)
    assert BRANCH in words(page)
    saved = (library / FILE).read_bytes()
    assert formatted(saved, FILE, KINDS["cases"]).encode() == saved
    assert b"status: review\n" in saved
    was = standing(library)
    page = browser.press(page, "send", {"secrecy": ["1"]})
    assert "已送审" in words(page)
    assert standing(library) == was != before
    assert git(remote, "diff", "--name-only", "main", BRANCH) == FILE
    assert git(remote, "show", f"{BRANCH}:{FILE}").encode() + b"\n" == saved


def test_what_must_be_mended_first_is_named_with_its_screen_and_nothing_is_saved(
    browser: Browser, library: Path, remote: Path
) -> None:
    before = (library / FILE).read_bytes()
    page = changed(browser, title="")
    told = page.css_first(".told li")
    assert told is not None
    link = told.css_first("a")
    assert link is not None
    assert link.attributes["href"] == f"/{CASE}/basics#f-title"
    assert link.text() == "基本信息：「标题」还没有写"
    assert page.css_first('button[name="op"]') is None
    assert (library / FILE).read_bytes() == before
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_a_record_with_gaps_is_not_made_to_wait_for_review_whatever_was_shown(
    browser: Browser, editing: Editing, library: Path
) -> None:
    before = (library / FILE).read_bytes()
    changed(browser)
    browser.press(browser.get(f"/{CASE}/basics"), "keep", {"title": [""]})
    answer = browser.ask(f"/{CASE}/submit", {"op": ["prepare"]})
    assert "「标题」还没有写" in answer.data.decode()
    assert (library / FILE).read_bytes() == before
    held = editing.writing.held(Key(*CASE.split("/")))
    assert held
    assert held.value["status"] == "draft"


def test_nothing_is_sent_without_the_secrecy_check(browser: Browser, remote: Path) -> None:
    page = browser.press(changed(browser), "prepare")
    page = browser.press(page, "send")
    assert "还没有确认保密审查" in words(page)
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_what_changed_after_it_was_shown_is_shown_again_before_it_is_sent(
    browser: Browser, editing: Editing, library: Path, remote: Path
) -> None:
    page = browser.press(changed(browser), "prepare")
    (library / FILE).write_text(
        (library / FILE).read_text("utf-8").replace("换了一个", "又换了一个"), "utf-8"
    )
    editing.desk.doubt()
    page = browser.press(page, "send", {"secrecy": ["1"]})
    assert "请再看一遍" in words(page)
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def new_case(library: Path, name: str) -> None:
    cases = library / "content/cases"
    (cases / f"{name}.yml").write_bytes((cases / "chengxi-envoys.yml").read_bytes())


def adopts(library: Path, record: str, case: str) -> None:
    """Let a case say that a county made another case its own."""
    path, county = library / f"content/{record}.yml", min((library / "content/counties").glob("*.yml")).stem
    said = (
        f"  - {{county: {county}, date: not_stated, case: {case}, changed: not_stated, result: not_stated}}\n"
    )
    text = re.sub("^adoptions:\n(?:  .*\n)+", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"{text}adoptions:\n{said}", "utf-8")


def test_new_records_that_it_names_go_with_it_and_changed_ones_do_not(
    browser: Browser, editing: Editing, library: Path
) -> None:
    county = min((library / "content/counties").glob("*.yml"))
    county.write_text(county.read_text("utf-8") + "# 还在改\n", "utf-8")
    new_case(library, "new-one")
    adopts(library, CASE, "new-one")
    editing.desk.doubt()
    page = browser.get(f"/{CASE}/submit")
    shown = words(page)
    assert "content/cases/new-one.yml" in shown
    assert county.name not in shown


def test_what_a_known_record_is_about_to_name_stays_with_that_one(
    browser: Browser, editing: Editing, library: Path
) -> None:
    new_case(library, "somebody-elses")
    adopts(library, "cases/chengxi-envoys", "somebody-elses")
    new_case(library, "new-one")
    adopts(library, "cases/new-one", "chengxi-envoys")
    adopts(library, CASE, "new-one")
    editing.desk.doubt()
    shown = words(browser.get(f"/{CASE}/submit"))
    assert "content/cases/new-one.yml" in shown
    assert "chengxi-envoys" not in shown
    assert "somebody-elses" not in shown


def test_a_new_record_that_was_committed_here_alone_goes_too(
    browser: Browser, editing: Editing, library: Path
) -> None:
    new_case(library, "new-one")
    commit(library, "还没有推上去")
    adopts(library, CASE, "new-one")
    editing.desk.doubt()
    assert "content/cases/new-one.yml" in words(browser.get(f"/{CASE}/submit"))


@pytest.mark.slow
def test_a_picture_that_was_put_in_goes_with_its_record_bare(
    browser: Browser, library: Path, remote: Path
) -> None:
    page = browser.press(browser.get(f"/{CASE}/state"), "keep", {"status": ["draft"]})
    taken = photograph(size=(40, 30), gps=True, secrets=True)
    page = browser.press(browser.get(f"/{CASE}/approach"), "upload:media", files={"media^": [taken]})
    told = {"media.0.alt": ["一片茶园"], "media.0.rights_holder": ["县科技局"]}
    page = browser.press(browser.press(page, "go:submit", told), "prepare")
    picture = "content/files/jichuan-tea-1.jpg"
    assert picture in words(page)
    assert "已送审" in words(browser.press(page, "send", {"secrecy": ["1"]}))
    assert set(git(remote, "diff", "--name-only", "main", BRANCH).split()) == {FILE, picture}
    sent = subprocess.run(
        ["git", "show", f"{BRANCH}:{picture}"], cwd=remote, check=True, capture_output=True
    ).stdout
    assert sent == (library / picture).read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in sent]


def test_without_a_repository_it_says_what_to_do_and_keeps_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(tmp_path / "home", monkeypatch)
    made = editing_of(tmp_path / "alone")
    try:
        browser = Browser(made)
        page = browser.press(changed(browser), "prepare")
        assert page.css_first('[role="alert"]') is not None
        assert "不会丢" in words(page)
        assert "换了一个题目" in (tmp_path / "alone" / FILE).read_text("utf-8")
    finally:
        made.stop()
