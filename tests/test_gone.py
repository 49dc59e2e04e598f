"""Records that have another id now, and records that were withdrawn: what their addresses show, and where they are named no more."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cache.folder import CacheFolder
from county_casebook.cli import main
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.library.tried import with_record
from county_casebook.publish.asked import Asked
from county_casebook.rules import check_record
from tests.building import TINY, build_site, copy_of_tiny, files_of
from tests.repositories import commit, git, person

_WITHDRAWN = "status: withdrawn\nwithdrawal:\n  date: 2006-03\n  reason: 日期有误，正在核对。\nformer_ids: [spring-training]"
_GONE = "- date: 2006-02-11\n  record: cases/list-only\n  what: withdrawn\n  said: 只列了名单。\n"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def with_gone(content: Path) -> None:
    """Give a record another id, withdraw one, and tell that another is gone."""
    change(content / "events/tea-training.yml", "status: published", _WITHDRAWN)
    change(content / "techniques/tea-pruning.yml", "\ntitle: ", "\nformer_ids: [old-pruning]\ntitle: ")
    (content / "changes.yml").write_text(_GONE, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    config = copy_of_tiny(tmp_path_factory.mktemp("gone"))
    config.write_text(config.read_text("utf-8") + "site_url: https://example.org/casebook/\n", "utf-8")
    with_gone(config.parent / "content")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1141171200")
        return files_of(build_site(config, None))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shutil.copytree(TINY / "content", tmp_path / "content")
    with_gone(tmp_path / "content")
    return link(load(tmp_path / "content"), date(2006, 3, 1))


def test_the_address_of_before_leads_on_without_script(site: dict[str, bytes]) -> None:
    page = site["techniques/old-pruning/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../techniques/tea-pruning/">' in page
    assert '<link rel="canonical" href="https://example.org/casebook/techniques/tea-pruning/">' in page
    assert '<a href="../tea-pruning/">老茶园台刈更新</a>' in page


def test_a_withdrawn_record_says_when_and_why_and_nothing_else(site: dict[str, bytes]) -> None:
    for name, said in (
        ("events/tea-training", ("2006 年 3 月", "日期有误，正在核对。")),
        ("cases/list-only", ("2006 年 2 月 11 日", "只列了名单。")),
    ):
        page = site[f"{name}/index.html"].decode()
        assert all(words in page for words in (*said, '<meta name="robots" content="noindex">'))
    assert "修剪培训班" not in "".join(
        data.decode() for name, data in site.items() if name.endswith((".html", ".json", ".ics", ".csv"))
    )


def test_gone_addresses_stand_in_no_list_but_those_that_say_so(site: dict[str, bytes]) -> None:
    assert {name for name, data in site.items() if b"tea-training" in data} == {
        "events/tea-training/index.html",
        "events/spring-training/index.html",
        "changes/index.html",
        "moved.json",
        "_redirects",
        ".casebook-files",
        "SHA256SUMS",
    }
    named = {name for name, data in site.items() if b"old-pruning" in data}
    assert not [name for name in named if name.endswith(".html") or name.startswith(("search/", "sitemap"))]
    assert b"list-only" not in site["sitemap.xml"]


def test_servers_are_told_what_has_moved_and_what_is_gone(site: dict[str, bytes]) -> None:
    assert json.loads(site["moved.json"]) == {
        "version": 1,
        "moved": [
            {"from": "events/spring-training/", "to": "events/tea-training/"},
            {"from": "techniques/old-pruning/", "to": "techniques/tea-pruning/"},
        ],
        "gone": [{"from": "cases/list-only/"}, {"from": "events/tea-training/"}],
    }
    assert site["_redirects"].decode() == (
        "/casebook/events/spring-training/ /casebook/events/tea-training/ 301\n"
        "/casebook/techniques/old-pruning/ /casebook/techniques/tea-pruning/ 301\n"
        "/casebook/events/spring-training/* /casebook/events/tea-training/:splat 301\n"
        "/casebook/techniques/old-pruning/* /casebook/techniques/tea-pruning/:splat 301\n"
    )


def test_what_was_withdrawn_twice_says_why_the_last_time(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    again = _GONE.replace("2006-02-11", "2006-02-20").replace("只列了名单。", "又撤回了。")
    (tmp_path / "content/changes.yml").write_text(again + _GONE, "utf-8")
    told = link(load(tmp_path / "content"), date(2006, 3, 1)).withdrawn["cases/list-only"]
    assert (told.day, told.reason) == ("2006-02-20", "又撤回了。")


def test_a_record_that_readers_never_saw_has_no_address(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    with_gone(tmp_path / "content")
    change(tmp_path / "content/events/tea-training.yml", "published: 2006-02-01\n", "")
    change(tmp_path / "content/techniques/tea-pruning.yml", "status: published", "status: draft")
    asked = Asked(Edition.of(link(load(tmp_path / "content"), date(2006, 3, 1))))
    units = {unit.url for unit in asked.units()}
    for name in ("events/tea-training", "events/spring-training", "techniques/old-pruning"):
        assert f"{name}/" not in units, name


def test_a_preview_shows_gone_addresses_too(library: Library) -> None:
    asked = Asked(Edition.of(library))
    units = {unit.url for unit in asked.units()}
    for name in (
        "events/tea-training",
        "events/spring-training",
        "techniques/old-pruning",
        "cases/list-only",
    ):
        assert f"{name}/" in units, name


# History --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny library as it was committed, and a question that was removed after that."""
    person(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    work = tmp_path / "work"
    shutil.copytree(TINY / "content", work / "content")
    git(work, "init", "-q")
    commit(work, "begin")
    (work / "content/questions/tea-stove.yml").unlink()
    commit(work, "remove")
    return work


def rules_of(content: Path, cache: CacheFolder | None = None) -> list[str]:
    return [problem.rule for problem in check_content(content, cache=cache).problems]


def test_what_was_removed_and_comes_back_is_the_same_record(work: Path) -> None:
    (work / "content/questions").mkdir(exist_ok=True)
    shutil.copy(TINY / "content/questions/tea-stove.yml", work / "content/questions/tea-stove.yml")
    change(work / "content/questions/tea-stove.yml", "小厂怎样烘茶省柴", "小茶厂怎样烘茶能省柴火")
    assert rules_of(work / "content") == []


def test_what_moves_to_another_folder_of_its_kind_keeps_its_id(work: Path) -> None:
    (work / "content/cases/tea").mkdir()
    (work / "content/cases/jichuan-tea.yml").rename(work / "content/cases/tea/jichuan-tea.yml")
    commit(work, "move")
    assert rules_of(work / "content") == ["lost-address"]  # that of the question alone


def test_an_id_that_only_drafts_had_is_free(work: Path) -> None:
    draft = (
        (TINY / "content/questions/tea-stove.yml")
        .read_text("utf-8")
        .replace("status: published", "status: draft")
    )
    (work / "content/questions/never-seen.yml").write_text(draft, "utf-8")
    commit(work, "draft")
    (work / "content/questions/never-seen.yml").unlink()
    commit(work, "drop it")
    assert rules_of(work / "content") == ["lost-address"]


def test_what_is_withdrawn_before_anybody_saw_it_has_no_address_to_lose(work: Path) -> None:
    event = work / "content/events/tea-training.yml"
    never = event.read_text("utf-8").replace("status: published\npublished: 2006-02-01\n", "status: draft\n")
    other = event.with_stem("never-seen")
    other.write_text(never.replace("title: ", "title: 另一次", 1), "utf-8")
    commit(work, "draft")
    change(other, "status: draft", "status: withdrawn\nwithdrawal: {date: 2006-02, reason: 不办了。}")
    assert rules_of(work / "content") == ["lost-address"]  # that of the question alone
    commit(work, "withdrawn")
    assert rules_of(work / "content") == ["lost-address"]


def test_the_cache_tells_the_same_for_the_same_commit(work: Path) -> None:
    cache = CacheFolder(work / ".cache/casebook")
    first = rules_of(work / "content", cache)
    assert first == ["lost-address"]
    assert rules_of(work / "content", cache) == first
    assert (work / ".cache/casebook/history").is_file()
    change(
        work / "content/questions/tea-leaves-yellow.yml", "\ntitle: ", "\nformer_ids: [tea-stove]\ntitle: "
    )
    assert rules_of(work / "content", cache) == []


@pytest.mark.parametrize(
    ("how", "said"), [("shallow", "只取了最近的提交"), ("tarball", "这里没有 git 的提交")]
)
def test_what_could_not_be_looked_up_is_said(
    how: str, said: str, work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    if how == "shallow":
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{work}", str(other))
    else:
        shutil.copytree(work / "content", other / "content")
    assert main(["check", "--content", str(other / "content")]) == 0
    out = capsys.readouterr().out
    assert "lost-address" not in out
    assert f"编号以前有没有用过，没有查全：{said}" in out


def test_a_record_put_into_a_library_brings_the_ids_it_had_before() -> None:
    """What is imported, or tried, may say that it had another id: it is checked as the files would be."""
    library = check_content(TINY / "content").library
    pruning = library.kinds["techniques"]["tea-pruning"]
    renamed = pruning.model_copy(update={"former_ids": ("old-pruning",)})
    again = with_record(library, renamed)
    assert again.moved == {"techniques/old-pruning": renamed.key}
    assert check_record(again, renamed) == check_record(library, pruning)
    assert list(again.kinds["techniques"]) == list(library.kinds["techniques"])
