"""What was added, corrected, supplemented and withdrawn is told by day, on a list and on the records' pages, from a list that git is held against."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.library.edition import Edition
from county_casebook.library.happened import happened
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.pages import pages
from tests.building import TINY, copy_of_tiny
from tests.repositories import commit, git, person

CASE = "techniques/tea-pruning.yml"
_LIST = """\
- date: 2006-02-20
  record: techniques/tea-pruning
  what: corrected
  said: 人工由“170 元”改为“180 元”。
- date: 2006-02
  record: techniques/tea-pruning
  what: supplemented
  said: 补上 <b>2005</b> 年的亩产。
- date: 2006-02-11
  record: cases/list-only
  what: withdrawn
  said: 只列了名单。
"""


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def read(content: Path) -> Library:
    return link(load(content), date(2006, 3, 1)).published()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = copy_of_tiny(tmp_path / "tiny").parent / "content"
    (content / "changes.yml").write_text(_LIST, "utf-8")
    return content


def body(library: Library, url: str) -> str:
    return next(page.body for page in pages(Edition(library)) if page.url == url)


def test_everything_is_told_by_day_the_newest_first(content: Path) -> None:
    library = read(content)
    told = [(one.day, one.what, one.key) for one in happened(library)]
    assert [one for one in told if one[2] in ("techniques/tea-pruning", "cases/list-only")] == [
        ("2006-02-20", "corrected", "techniques/tea-pruning"),
        ("2006-02-11", "withdrawn", "cases/list-only"),
        ("2006-02-01", "added", "techniques/tea-pruning"),
        ("2006-02", "supplemented", "techniques/tea-pruning"),
    ]
    days = [f"{day}-01"[:10] for day, _, _ in told]
    assert days == sorted(days, reverse=True)
    page = LexborHTMLParser(body(library, "changes/"))
    assert [node.text() for node in page.css("h2")][:2] == ["2006 年 4 月 1 日", "2006 年 3 月 1 日"]
    assert "更正 · 技术" in page.text()
    assert page.css_first('a[href="../cases/list-only/"]') is not None


def test_a_correction_is_visible_on_the_page_of_its_record_and_is_text_there(content: Path) -> None:
    page = LexborHTMLParser(body(read(content), "techniques/tea-pruning/"))
    told = [node.text().strip() for node in page.css(".cb-changes li")]
    assert told == [
        "更正（2006 年 2 月 20 日）：人工由“170 元”改为“180 元”。",
        "补充（2006 年 2 月）：补上 <b>2005</b> 年的亩产。",
    ]
    assert "cb-changes" not in body(read(content), "techniques/contract-extension/")


def test_the_list_goes_on_on_later_pages(content: Path) -> None:
    lines = [
        f"- date: 2006-02-20\n  record: techniques/tea-pruning\n  what: corrected\n  said: 第 {n} 处{'长' * 200}。\n"
        for n in range(1_000)
    ]
    (content / "changes.yml").write_text("".join(lines), "utf-8")
    library = read(content)
    told = [page for page in pages(Edition(library)) if page.url.startswith("changes/")]
    assert len(told) > 20
    assert max(len(page.body.encode()) for page in told) < 200_000


def test_what_readers_do_not_see_is_told_nowhere(content: Path) -> None:
    change(content / CASE, "status: published", "status: draft")
    keys = {one.key for one in happened(read(content))}
    assert "techniques/tea-pruning" not in keys
    assert "cases/list-only" in keys


# When it gets long -----------------------------------------------------------------------------------------------------


def listed(*days: str) -> str:
    return "".join(
        f"# 注：{day}\n- date: {day}\n  record: techniques/tea-pruning\n  what: corrected\n  said: {day} 的一处。\n"
        for day in days
    )


def test_earlier_changes_stand_in_files_of_their_own_and_readers_see_no_difference(content: Path) -> None:
    days = ("2006-02-20", "2006-02", "2006-02-20", "2005-12-31", "2005", "2004-01-01", "2005-12-31")
    (content / "changes.yml").write_text(f"# 清单\n\n{listed(*days)}", "utf-8")
    before = happened(read(content)), body(read(content), "changes/")
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    held = {path.name: path.read_text("utf-8") for path in (content / "changes").iterdir()}
    assert held == {
        "2005.yml": listed("2005-12-31", "2005", "2005-12-31"),
        "2004.yml": listed("2004-01-01"),
    }
    assert (content / "changes.yml").read_text("utf-8") == f"# 清单\n\n{listed(*days[:3])}"
    assert (happened(read(content)), body(read(content), "changes/")) == before
    assert not [problem for problem in check_content(content).problems if problem.level == "error"]
    listed_in = (str(content / "changes"), str(content / "changes.yml"))
    assert main(["fmt", "--check", *listed_in, "--content", str(content)]) == 0


def test_of_one_year_the_months_before_go_and_what_comes_later_joins_the_file_of_its_month(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "changes.yml").write_text(listed("2006-02-20", "2006", "2006-01-05"), "utf-8")
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    (content / "changes.yml").write_text(listed("2006-02-20", "2006", "2006-01-09"), "utf-8")
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    assert (content / "changes/2006-01.yml").read_text("utf-8") == listed("2006-01-09", "2006-01-05")
    assert (content / "changes.yml").read_text("utf-8") == listed("2006-02-20", "2006")
    capsys.readouterr()
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    assert "没有往年的条目要移" in capsys.readouterr().out


def test_a_move_that_was_interrupted_is_gone_on_with_and_nothing_stands_twice(content: Path) -> None:
    whole = listed("2006-02-20", "2005-12-31")
    (content / "changes.yml").write_text(whole, "utf-8")
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    (content / "changes.yml").write_text(whole, "utf-8")  # as if the list had not been written any more
    assert main(["changes", "--by-year", "--content", str(content)]) == 0
    assert (content / "changes/2005.yml").read_text("utf-8") == listed("2005-12-31")
    assert (content / "changes.yml").read_text("utf-8") == listed("2006-02-20")


def test_a_list_that_gets_long_is_told_long_before_it_cannot_be_read(content: Path) -> None:
    line = listed("2006-02-20").replace("一处", "长" * 200)
    many = (1 << 20) * 2 // 3 // len(line.encode())
    (content / "changes.yml").write_text(line * many, "utf-8")
    (told,) = [problem for problem in check_content(content).problems if problem.rule == "long-list"]
    assert (told.level, told.message) == ("warning", "有 0.7 MiB，到 1 MiB 就读不了")
    assert "casebook changes --by-year" in told.hint


@pytest.mark.parametrize("name", ["2005.yaml", "old.yml", "2005-13.yml", "2005/a.yml", "notes.txt"])
def test_nothing_else_stands_among_the_files_of_earlier_changes(name: str, content: Path) -> None:
    (content / "changes" / name).parent.mkdir(parents=True, exist_ok=True)
    (content / "changes" / name).write_text("[]\n", "utf-8")
    told = [problem.rule for problem in check_content(content).problems if problem.level == "error"]
    assert told == ["stray-file"]


# The command -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny library in a repository, its list of changes begun."""
    person(tmp_path / "home", monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    work = tmp_path / "work"
    shutil.copytree(TINY / "content", work / "content")
    git(work, "init", "-q")
    commit(work, "begin")
    assert main(["changes", "--content", str(work / "content")]) == 0
    assert (work / "content/changes.yml").read_text("utf-8") == "[]\n"
    commit(work, "the list begins")
    return work


@pytest.mark.slow
def test_what_was_moved_to_a_file_of_its_year_is_told_and_no_new_entry(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, amount in (("2005", "181"), ("2006", "182")):
        old = {"2005": "180", "2006": "181"}[year]
        change(work / "content" / CASE, f"amount: {old} 元", f"amount: {amount} 元")
        assert main(["changes", "--content", str(work / "content")]) == 0
        path = work / "content/changes.yml"
        text = path.read_text("utf-8")
        path.write_text(f"- date: {year}-01-01{text.partition('date: ')[2][10:]}", "utf-8")
        commit(work, f"a correction of {year}")
    assert main(["changes", "--by-year", "--content", str(work / "content")]) == 0
    assert (work / "content/changes/2005.yml").is_file()
    for _ in range(2):
        capsys.readouterr()
        assert main(["changes", "--content", str(work / "content")]) == 0
        assert "没有要记的改动" in capsys.readouterr().out
        assert not [
            problem.rule
            for problem in check_content(work / "content").problems
            if "change" in problem.rule and problem.rule != "unseen-change"
        ]
        (work / "moved").touch()
        if git(work, "status", "--porcelain"):
            commit(work, "moved")


def entries(work: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.load(
        (work / "content/changes.yml").read_text("utf-8"), yaml.BaseLoader
    )
    return found


@pytest.mark.slow
def test_changes_are_written_down_in_words_and_are_then_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2030-01-05T12:00:00+08:00")
    change(work / "content" / CASE, "amount: 180 元", "amount: 190 元")
    commit(work, "a correction")
    change(work / "content/questions/tea-stove.yml", "themes: [tea]", "themes: [tea, envoys]")
    assert {problem.rule for problem in check_content(work / "content").problems} == {"untold-change"}
    assert main(["changes", "--content", str(work / "content"), "--dry-run"]) == 0
    assert entries(work) == []
    assert main(["changes", "--content", str(work / "content")]) == 0
    assert entries(work) == [
        {
            "date": date.today().isoformat(),
            "record": "questions/tea-stove",
            "what": "supplemented",
            "said": "主题补上“科技特派员（envoys）”。",
        },
        {
            "date": "2030-01-05",
            "record": "techniques/tea-pruning",
            "what": "corrected",
            "said": "花费 · 第 1 条 · 金额由“180 元”改为“190 元”。",
        },
    ]
    assert "把话改顺" in capsys.readouterr().out
    assert check_content(work / "content").problems == ()
    commit(work, "told")
    assert check_content(work / "content").problems == ()
    assert main(["changes", "--content", str(work / "content")]) == 0
    assert "没有要记的改动" in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_corrected_again_after_it_was_told_is_told_again(work: Path) -> None:
    content = work / "content"
    change(content / CASE, "amount: 180 元", "amount: 190 元")
    assert main(["changes", "--content", str(content)]) == 0
    commit(work, "corrected and told")
    assert check_content(content).problems == ()
    change(content / CASE, "amount: 190 元", "amount: 200 元")
    assert {problem.rule for problem in check_content(content).problems} == {"untold-change"}
    assert main(["changes", "--content", str(content)]) == 0
    assert [entry["said"] for entry in entries(work)] == [
        "花费 · 第 1 条 · 金额由“190 元”改为“200 元”。",
        "花费 · 第 1 条 · 金额由“180 元”改为“190 元”。",
    ]
    assert check_content(content).problems == ()


def test_what_readers_never_saw_or_cannot_see_wants_no_entry(work: Path) -> None:
    change(work / "content" / CASE, "keywords: [剪茶]", "keywords: [剪茶, 台刈]")
    change(work / "content" / CASE, "updated: 2006-02-10", "updated: 2006-02-20")
    shutil.copy(work / "content/questions/tea-stove.yml", work / "content/questions/new-stove.yml")
    change(work / "content/questions/new-stove.yml", "title: 小厂怎样烘茶省柴", "title: 山上种什么树好")
    change(
        work / "content/questions/new-stove.yml",
        "一天烘三百斤鲜叶，柴灶火候不匀，想换省柴的办法。",
        "坡陡土薄，种过松树不长。",
    )
    assert check_content(work / "content").problems == ()
