"""What changed between two states of the library is told field by field, in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import comrak
import pytest
from hypothesis import given
from hypothesis import strategies as st

from county_casebook.changes import Names, changed_fields
from county_casebook.changes.markdown import as_markdown, quoted
from county_casebook.changes.matching import paired
from county_casebook.changes.since import changes_since
from county_casebook.changes.texts import compared
from county_casebook.cli import main
from county_casebook.git import repository_of
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.records import Case
from county_casebook.source import read
from tests.repositories import commit, git, person

TINY = Path(__file__).parent / "tiny/content"
CASE = "content/cases/chengxi-envoys.yml"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny library in a repository, with one commit."""
    person(tmp_path / "home", monkeypatch)
    folder = tmp_path / "work"
    shutil.copytree(TINY, folder / "content")
    shutil.copy(TINY.parent / "mkdocs.yml", folder)
    git(folder, "init", "-q")
    commit(folder, "begin")
    return folder


def told(change: Callable[[str], str]) -> list[tuple[str, str, str, str]]:
    """What is said when the text of the case is changed: place, kind, before, after."""
    library = link(load(TINY), date(2006, 1, 1), named_persons=False)
    text = (TINY / "cases/chengxi-envoys.yml").read_text("utf-8")
    new = change(text)
    assert new != text
    was, is_now = (_case(each) for each in (text, new))
    return [
        (each.where, each.kind, each.before, each.after)
        for each in changed_fields(was, is_now, Names(library))
    ]


def _case(text: str) -> Case:
    document = read(text.encode(), CASE)
    case: Case = Case.read(document.value, record_id="chengxi-envoys", document=document.kept())
    return case


def test_a_value_is_told_with_its_place_in_words() -> None:
    said = told(
        lambda text: text.replace("lesson: 先让大户试。", "lesson: 先让大户试种。").replace(
            "cost: low", "cost: high"
        )
    )
    assert said == [
        ("做法 · 第 1 步 · 体会", "changed", "先让大户试。", "先让大户试种。"),
        ("推广条件 · 花费", "changed", "少", "多"),
    ]


def test_what_was_not_stated_before_is_told_in_words() -> None:
    said = told(lambda text: text.replace("funds_origin: not_stated", "funds_origin: 县财政"))
    assert said == [("投入 · 资金来源", "changed", "来源未载明", "县财政")]


def test_a_reviewer_by_name_is_not_named_where_others_read() -> None:
    assert told(lambda text: text.replace("reviewer: 乙", "reviewer: 王科长")) == [
        ("来源方式 · 三审 · 第 2 条 · 审核岗位", "changed", "乙", "（没有写岗位）")
    ]


def test_references_are_told_with_their_titles() -> None:
    said = told(
        lambda text: text.replace("themes: [envoys, tea]", "themes: [tea]").replace(
            "county: yanpu", "county: nowhere"
        )
    )
    assert said == [
        ("主题", "removed", "科技特派员（envoys）", ""),
        ("借鉴记录 · 第 1 条 · 借鉴县市", "changed", "砚浦县（yanpu）", "nowhere"),
    ]


def test_a_step_put_in_is_told_as_one_change() -> None:
    said = told(
        lambda text: text.replace("approach:\n", "approach:\n  - what: 先开会说明，再请愿意的农户报名。\n")
    )
    assert said == [("做法 · 第 1 步", "added", "", "做什么：先开会说明，再请愿意的农户报名。")]


def test_a_source_put_in_at_the_head_is_told_as_one_change() -> None:
    def change(text: str) -> str:
        text = text.replace("source: 2\n", "source: 3\n").replace("source: 1\n", "source: 2\n")
        new = "sources:\n  - title: 新的来源\n    publisher: 县志办\n    date: 2004-05\n    grade: C\n"
        return text.replace("sources:\n", new, 1)

    assert told(change) == [
        (
            "来源 · 第 1 条",
            "added",
            "",
            "名称：新的来源；发布者：县志办；日期：2004 年 5 月；公开：否；来源等级：C",
        )
    ]


def test_a_number_that_now_means_another_source_is_told() -> None:
    def change(text: str) -> str:
        start, rest = text.split("sources:\n", 1)
        first, second, after = rest.partition("  - title: 示例报道（虚构）")
        block, mark, tail = after.partition("keywords:")
        return f"{start}sources:\n{second}{block}{first}{mark}{tail}"

    said = told(change)
    assert [place for place, kind, *_ in said if kind == "moved"] == ["来源"]
    assert ("做法 · 第 1 步 · 来源序号", "changed", "第 2 条", "第 1 条") in said


def test_items_that_change_places_are_told_as_moved() -> None:
    assert told(lambda text: text.replace("[envoys, tea]", "[tea, envoys]")) == [
        ("主题", "moved", "科技特派员（envoys）；茶产业（tea）", "茶产业（tea）；科技特派员（envoys）")
    ]


def test_nothing_is_told_of_another_layout() -> None:
    assert (
        told(
            lambda text: f"# 注\n{text}".replace("[envoys, tea]", "\n  - envoys\n  - tea").replace(
                "12 万元", "'12 万元'"
            )
        )
        == []
    )


@given(st.lists(st.sampled_from("甲乙丙丁 ab1.。")), st.lists(st.sampled_from("甲乙丙丁 ab1.。")))
def test_the_pieces_of_two_texts_make_both(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.state != "added") == before
    assert "".join(piece.text for piece in pieces if piece.state != "removed") == after
    assert before != after or all(piece.state == "kept" for piece in pieces)


@given(
    st.lists(st.sampled_from(["甲乙丙", "甲乙丁", "x", "y"])),
    st.lists(st.sampled_from(["甲乙丙", "甲乙戊", "x"])),
)
def test_every_item_of_both_lists_is_paired_once(old: list[str], new: list[str]) -> None:
    pairs = paired(old, new)
    assert sorted(before for before, _ in pairs if before is not None) == list(range(len(old)))
    assert [now for _, now in pairs if now is not None] == list(range(len(new)))


def test_a_rewritten_sentence_is_one_change_and_a_mended_word_is_one_word() -> None:
    mended = compared("亩产由 60 公斤增加到 75 公斤。", "亩产由 60 公斤增加到 78.5 公斤。")
    assert [(piece.state, piece.text) for piece in mended] == [
        ("kept", "亩产由 60 公斤增加到 "),
        ("removed", "75"),
        ("added", "78.5"),
        ("kept", " 公斤。"),
    ]


def test_long_texts_are_compared_in_time() -> None:
    old = "".join(f"第{number}句话说的是不同的事情。" for number in range(3_000))
    pieces = compared(old, old.replace("第1500句话说", "第1500句，讲"))
    assert [piece.text for piece in pieces if piece.state == "added"] == ["第1500句，讲的是不同的事情。"]


def test_what_changed_since_a_version_is_told_as_markdown(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)
    path = work / CASE
    path.write_text(
        path.read_text("utf-8").replace("cost: low", "cost: high").replace("路不通", "路不通，雨季常断"),
        "utf-8",
    )
    shutil.copy(work / "content/cases/chengxi-envoys.yml", work / "content/cases/copied.yml")
    county = work / "content/counties/yanpu.yml"
    county.write_text(county.read_text("utf-8").replace("status: published", "status: withdrawn"), "utf-8")
    (work / "content/pages").mkdir(exist_ok=True)
    (work / "content/pages/new page.md").write_text("x", "utf-8")
    assert main(["diff", "HEAD", "--site", "https://preview.example/7"]) == 0
    assert capsys.readouterr().out == (
        "## 和 HEAD 相比：新增 1 条，改动 1 条，撤回 1 条\n\n"
        "### 改动 · 案例：澄溪县派科技特派员进茶园（已发布）　[看这一页](https://preview.example/7/cases/chengxi-envoys/index.html)\n\n"
        "- **不足与不适用 · 没有做好的**：高山茶园没有做成，路不通<ins>，雨季常断</ins>。\n"
        "- **推广条件 · 花费**：<del>少</del> 改成 <ins>多</ins>\n\n"
        "### 新增 · 案例：澄溪县派科技特派员进茶园（已发布）　[看这一页](https://preview.example/7/cases/copied/index.html)\n\n"
        "### 撤回 · 县市：砚浦县（已撤回）\n\n"
        "- **状态**：<del>已发布</del> 改成 <ins>已撤回</ins>\n\n"
        "### 其他文件\n\n"
        "- 新增 content/pages/new page.md\n"
    )
    commit(work, "all")
    assert main(["diff", "HEAD"]) == 0
    assert capsys.readouterr().out == "和 HEAD 相比，内容没有变化。\n"


@pytest.mark.slow
def test_a_preview_holds_a_page_of_what_changed(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(work)
    assert main(["diff", "HEAD", "--page", "preview"]) == 2
    assert "先运行 casebook build --drafts --site-dir preview" in capsys.readouterr().err
    text = (work / CASE).read_text("utf-8")
    (work / CASE).write_text(
        text.replace("changed: 改种油茶", "changed: 改种 <img src=x> 油茶 [点](javascript:x)"), "utf-8"
    )
    assert main(["build", "--drafts", "--site-dir", "preview"]) == 0
    assert main(["diff", "HEAD", "--page", "preview"]) == 0
    page = (work / "preview/changes.html").read_text("utf-8")
    assert '<a href="./cases/chengxi-envoys/index.html">看这一页</a>' in page
    assert (work / "preview/cases/chengxi-envoys/index.html").is_file()
    assert "<ins>" in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_a_record_moved_to_another_folder_has_not_changed_and_a_removed_one_keeps_its_title(
    work: Path,
) -> None:
    (work / "content/cases/2005").mkdir()
    (work / CASE).rename(work / "content/cases/2005/chengxi-envoys.yml")
    gone = min((work / "content/questions").glob("*.yml"))
    gone.unlink()
    library = link(load(work / "content"), date(2006, 1, 1), named_persons=False)
    repository = repository_of(work)
    found = changes_since(repository, repository.commit_of("HEAD"), work / "content", library)
    assert [(change.key, change.what) for change in found.records] == [(f"questions/{gone.stem}", "removed")]
    assert found.records[0].title != found.records[0].key


def test_what_cannot_be_read_is_named_and_fails(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)
    (work / CASE).write_text("title: [", "utf-8")
    assert main(["diff", "HEAD"]) == 1
    assert f"- {CASE} 有错，读不了；先运行 casebook check。" in capsys.readouterr().out


def test_the_name_of_a_file_is_only_text_in_a_comment(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)
    (work / "content/cases/a`@all ![](x)`.yml").write_text("title: [", "utf-8")
    (work / "content/files/`@all #12.txt").write_text("x", "utf-8")
    shutil.copy(work / CASE, work / "content/cases/x) @all [y.yml")
    assert main(["diff", "HEAD", "--site", "https://preview.example/"]) == 1
    shown = _as_a_forge_shows(capsys.readouterr().out)
    assert "有错，读不了" in shown
    assert shown.count("@<!-- -->all") == 3
    assert 'href="https://preview.example/cases/x%29%20%40all%20%5By/index.html"' in shown
    for part in ("@all", "#12", "<code", "<img"):
        assert part not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "nowhere"], "没有 nowhere 这个版本"),
        (["diff", "HEAD", "--site", "javascript:x"], "不是网址"),
        (["diff", "HEAD", "--content", "nowhere"], "没有 nowhere 这个文件夹"),
    ],
)
def test_wrong_usage_is_said_in_words(
    arguments: list[str],
    said: str,
    work: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(work)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "@everyone", "fixes #12", "[x](https://a.example)", "https://a.example/x", "www.a.example", "`x` **y** ~~z~~ _a_", "a|b", "![x](y)", "&lt;", "甲\n# 乙", "!12", "&12", "HTTPS://a.example/x"],
)  # fmt: skip
def test_what_a_record_says_is_only_text_in_a_comment(text: str) -> None:
    shown = _as_a_forge_shows(f"- **处**：{quoted(text)}")
    for part in ("<script", "<a ", "<img", "<code", "<del", "<em", "<h1"):
        assert part not in shown
    assert "@e" not in shown
    assert "://" not in quoted(text), "a forge takes schemes in capitals too"
    for number in ("#12", "!12", "&amp;12"):
        assert number not in shown


def _as_a_forge_shows(markdown: str) -> str:
    extensions, shown = comrak.ExtensionOptions(), comrak.RenderOptions()
    extensions.autolink = extensions.strikethrough = extensions.table = True
    shown.unsafe_ = True
    return comrak.render_markdown(markdown, extension_options=extensions, render_options=shown)


@pytest.mark.slow
def test_many_changes_are_cut_at_the_size_of_a_comment(work: Path) -> None:
    text = (work / CASE).read_text("utf-8")
    for number in range(800):
        (work / f"content/cases/copied-{number}.yml").write_text(text, "utf-8")
    library = link(load(work / "content"), date(2006, 1, 1), named_persons=False)
    repository = repository_of(work)
    found = changes_since(repository, repository.commit_of("HEAD"), work / "content", library)
    said = as_markdown(found, "HEAD", "https://preview.example/")
    assert len(said) < 65_000
    assert "条记录的改动写不下，请在本机运行 casebook diff 看。" in said
