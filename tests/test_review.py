"""A review is recorded in the record's own file when everything before it is in order; a change after it is told."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest

from county_casebook.build import Checked
from county_casebook.cli import main
from county_casebook.cli.checked import checked
from county_casebook.layout.canonical import formatted
from county_casebook.records import Case
from county_casebook.records.reviewed import outdated_reviews, reviewed_digest
from county_casebook.source import read
from county_casebook.text.reviewers import names_person, office
from tests.repositories import commit, git, person

TINY = Path(__file__).parent / "tiny"
CASE = "content/cases/chengxi-envoys.yml"
TRAIL = """  reviews:
    - stage: first
      reviewer: 甲
      date: 2005-11-01
    - stage: second
      reviewer: 乙
      date: 2005-12-01
    - stage: third
      reviewer: 丙
      date: 2006-01-15
  secrecy_check:
    reviewer: 丁
    date: 2006-01-20
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny library in a repository; its case is a draft that nobody has reviewed."""
    person(tmp_path / "home", monkeypatch)
    folder = tmp_path / "work"
    shutil.copytree(TINY / "content", folder / "content")
    shutil.copy(TINY / "mkdocs.yml", folder)
    text = (folder / CASE).read_text("utf-8")
    assert TRAIL in text
    text = text.replace(TRAIL, "").replace("status: published\npublished: 2006-02-01\n", "status: draft\n")
    (folder / CASE).write_text(f"# 县里报来的第一稿\n{text}", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "begin")
    monkeypatch.chdir(folder)
    return folder


def case_in(work: Path) -> Case:
    document = read((work / CASE).read_bytes(), CASE)
    found: Case = Case.read(document.value, record_id="chengxi-envoys", document=document.kept())
    return found


def edit(work: Path, old: str, new: str) -> None:
    text = (work / CASE).read_text("utf-8")
    assert old in text
    (work / CASE).write_text(text.replace(old, new), "utf-8")


def review(stage: str, by: str, *more: str) -> int:
    return main(["review", "chengxi-envoys", "--stage", stage, "--by", by, *more])


def three(day: str = "2006-01-0") -> None:
    for number, (stage, by) in enumerate(
        {"first": "业务科", "second": "办公室", "third": "分管领导"}.items(), 1
    ):
        assert review(stage, by, "--date", f"{day}{number}") == 0


def test_three_reviews_and_the_secrecy_check_make_a_case_ready(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review("first", "业务科", "--date", "2005-11-01", "--note", "数字已核对") == 0
    assert capsys.readouterr().out == (f"以前没有审过：请看全文。\n初审记在 {CASE}；提交以后送审\n")
    assert case_in(work).status == "review"
    assert review("second", "办公室", "--date", "2005-12-01") == 0
    assert "上次审核以后文字没有改。" in capsys.readouterr().out
    assert review("third", "分管领导", "--date", "2006-01-15", "--secrecy") == 0
    text = (work / CASE).read_text("utf-8")
    digest = reviewed_digest(case_in(work))
    assert (
        "  reviews:\n"
        "    - stage: first\n      reviewer: 业务科\n      date: 2005-11-01\n      note: 数字已核对\n"
        f"      digest: {digest}\n"
        "    - stage: second\n      reviewer: 办公室\n      date: 2005-12-01\n"
        f"      digest: {digest}\n"
        "    - stage: third\n      reviewer: 分管领导\n      date: 2006-01-15\n"
        f"      digest: {digest}\n"
        "  secrecy_check:\n    reviewer: 分管领导\n    date: 2006-01-15\n"
    ) in text
    assert text.startswith("# 县里报来的第一稿\n")
    assert formatted(text.encode(), CASE, Case) == text
    edit(work, "status: review\n", "status: published\npublished: 2006-02-01\n")
    assert main(["check", CASE]) == 0


@pytest.mark.slow
def test_a_change_after_a_review_is_told_and_asks_for_the_stages_again(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    three()
    commit(work, "reviewed")
    edit(work, "status: review\n", "status: published\npublished: 2006-02-01\n")
    assert outdated_reviews(case_in(work)) == (), "to publish is no change"
    edit(work, "先让大户试。", "先让大户试种。")
    edit(work, "cost: low", "cost: high")
    assert [each.stage for each in outdated_reviews(case_in(work))] == ["first", "second", "third"]
    capsys.readouterr()
    main(["check", CASE])
    assert (
        "提醒：初审、复审、终审以后内容改过（重新审：casebook review chengxi-envoys --stage first --by 岗位） [changed-after-review]"
        in capsys.readouterr().out
    )
    assert review("third", "分管领导", "--date", "2006-03-01") == 1
    assert capsys.readouterr().err == "初审以后内容改过：先重新初审，再终审。\n"
    assert review("first", "业务科", "--date", "2006-03-01") == 0
    assert capsys.readouterr().out.startswith(
        "上次审核以后改了 2 处：\n"
        "- 做法 · 第 1 步 · 体会：先让大户试［加：种］。\n"
        "- 推广条件 · 花费：少 → 多\n"
        "只比文字：图片、附件的文件名没有变而内容换过的，这里看不出，请看成稿。\n"
        "初审记在 "
    )
    case = case_in(work)
    assert [each.stage for each in case.provenance.reviews] == ["first"]  # type: ignore[union-attr]
    assert str(case.updated) == "2006-03-01"
    assert review("second", "办公室", "--date", "2006-03-02") == 0
    assert review("third", "分管领导", "--date", "2006-03-03") == 0
    assert main(["review", "chengxi-envoys", "--by", "保密员", "--secrecy", "--date", "2006-03-04"]) == 0
    assert main(["check", CASE]) == 0, "reviewed again after publication: not later than the update"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--stage", "second", "--by", "办公室"], "还没有初审：先初审，再复审。"),
        (["--stage", "third", "--by", "办公室"], "还没有初审：先初审，再终审。"),
        (["--stage", "first", "--by", "王建国"], "“王建国”像是姓名；网站只显示科室或岗位，写如 办公室主任。"),
        (["--by", "办公室"], "写明哪一审（--stage），或只记保密审查（--secrecy）。"),
        (["--stage", "first", "--by", " "], "写明审核的科室或岗位。"),
    ],
)
def test_what_is_not_in_order_is_refused_in_words(
    arguments: list[str], said: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (work / CASE).read_bytes()
    assert main(["review", "chengxi-envoys", *arguments]) == 1
    assert capsys.readouterr().err == f"{said}\n"
    assert (work / CASE).read_bytes() == before


def test_order_persons_and_dates_are_asked_of_each_review(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review("first", "业务科", "--date", "2006-01-02") == 0
    for arguments, said in (
        (("second", "业务科"), "业务科已经做过初审；三审必须是三个不同的人。"),
        (("second", "办公室", "--date", "2006-01-01"), "日期 2006-01-01 早于初审的 2006-01-02；检查日期。"),
        (("first", "办公室"), "初审已经由业务科审过，以后内容没有改，不用再审。"),
    ):
        capsys.readouterr()
        assert review(*arguments) == 1
        assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "业务科", "--note", "甲\n乙"), "审核意见要写成一行，里面不能有看不见的字符。"),
        (("--by", "业务科", "--note", "甲\u202e乙"), "审核意见要写成一行，里面不能有看不见的字符。"),
        (("--by", "业务科\r办公室"), "审核岗位要写成一行，里面不能有看不见的字符。"),
    ],
)
def test_a_review_never_makes_a_file_that_cannot_be_read(
    arguments: tuple[str, ...], said: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (work / CASE).read_bytes()
    assert main(["review", "chengxi-envoys", "--stage", "first", *arguments]) == 1
    assert capsys.readouterr().err == f"{said}\n"
    assert (work / CASE).read_bytes() == before
    assert review("first", " 业务科 ", "--note", "  ") == 0
    signed = case_in(work).provenance.reviews[0]  # type: ignore[union-attr]
    assert (signed.reviewer, signed.note) == ("业务科", None)
    assert review("second", "业务科 ") == 1, "blanks make no other person"


def test_of_a_review_that_did_not_note_what_it_read_nothing_is_claimed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(work, "  by: ", f"{TRAIL}  by: ")
    assert review("first", "业务科") == 1
    assert capsys.readouterr().err == (
        "初审已经由甲审过，没有记下审的是哪一版，看不出以后改没改；要重新审，先从文件里删掉它和后面的审核。\n"
    )


def test_what_is_changed_while_it_is_reviewed_is_not_signed_or_overwritten(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = work / CASE

    def meanwhile(content: Path, *, cached: bool) -> Checked:
        found = checked(content, cached=cached)
        edit(work, "先让大户试。", "先让大户试种。")
        return found

    monkeypatch.setattr("county_casebook.cli.reviewing.checked", meanwhile)
    assert review("first", "业务科") == 1
    assert capsys.readouterr().err == "文件刚刚又改过，没有记下；先看改了什么，再审一次。\n"
    assert "先让大户试种。" in path.read_text("utf-8")
    assert "reviews" not in path.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_file_keeps_its_mode_and_one_that_is_read_only_is_not_signed(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / CASE).chmod(0o640)
    assert review("first", "业务科") == 0
    assert stat.S_IMODE((work / CASE).stat().st_mode) == 0o640
    (work / CASE).chmod(0o440)
    capsys.readouterr()
    assert review("second", "办公室") == 1
    told = capsys.readouterr()
    assert told.err == "文件是只读的，没有改；要改就先去掉只读\n"
    assert told.out == ""


def test_a_review_of_an_earlier_day_does_not_take_the_update_back(work: Path) -> None:
    three()
    edit(work, "status: review\n", "status: published\npublished: 2006-02-01\nupdated: 2007-01-01\n")
    edit(work, "先让大户试。", "先让大户试种。")
    assert review("first", "业务科", "--date", "2006-03-01") == 0
    assert str(case_in(work).updated) == "2007-01-01"


def test_a_case_with_errors_is_not_reviewed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(work, "county: chengxi\n", "county: nowhere\n")
    assert review("first", "业务科") == 1
    assert "先改好上面的，再审" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere", "--stage", "first", "--by", "业务科"], 2, "没有 nowhere 这个案例"),
        (["../../etc/passwd", "--stage", "first", "--by", "业务科"], 2, "没有 ../../etc/passwd 这个案例"),
        (["counties/yanpu", "--stage", "first", "--by", "业务科"], 1, "县市不用三审"),
    ],
)
def test_only_submitted_cases_are_reviewed(
    arguments: list[str], code: int, said: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", *arguments]) == code
    assert said in capsys.readouterr().err


def test_the_day_of_a_review_is_a_day_that_has_been(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("2999-01-01", "2006-02-30", "昨天"):
        with pytest.raises(SystemExit) as left:
            review("first", "业务科", "--date", day)
        assert left.value.code == 2
    assert review("first", "业务科") == 0
    assert f"date: {date.today().isoformat()}\n" in (work / CASE).read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    ["王建国", "欧阳修明", "李强", "王科长", "科技局 王建国", "科技局（张伟）", "上官局长", "王副局长", "王建国主任", "王建国副局长", "欧阳修主任", "王建国同志", "李强老师", "王女士", "办公室-王建国", "办公室/王建国", "王建国.", "【王建国】", "王𬭎明", "阿依古丽·买买提"],
)  # fmt: skip
def test_names_of_persons_are_not_shown(text: str) -> None:
    assert names_person(text)
    assert office(text) == "（没有写岗位）"


@pytest.mark.parametrize(
    "text",
    ["办公室", "业务科", "分管副局长", "副主任", "主任", "县委宣传部", "科技局综合股", "保密员", "示例初审员", "党组书记", "编委会", "甲", "A 岗", "高新区管委会办公室", "马关县科技局", "国家保密局", "高新区主任", "农业局局长", "林业局长", "常务副县长", "党委副书记", "党总支书记", "罗田县县长", "金融办主任", "科技局·办公室", "12315 中心", "农技站老师"],
)  # fmt: skip
def test_offices_and_posts_are_shown(text: str) -> None:
    assert office(text) == text


def test_a_digest_is_of_what_is_said_and_not_of_how_it_is_written(work: Path) -> None:
    before = reviewed_digest(case_in(work))
    (work / CASE).write_text(formatted((work / CASE).read_bytes(), CASE, Case), "utf-8")
    assert reviewed_digest(case_in(work)) == before
    edit(work, "亏了不收钱", "亏了也不收钱")
    assert reviewed_digest(case_in(work)) != before
