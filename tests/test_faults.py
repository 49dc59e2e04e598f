"""No traceback reaches an editor: a fault of the program names the file in hand, a configuration that is none gets a sentence."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.host.site import BuildRefused, build_site
from tests.building import copy_of_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The configuration of a copy of the tiny library."""
    return copy_of_tiny(tmp_path)


@pytest.mark.slow
@pytest.mark.meets_the_last_handler
def test_a_fault_names_the_record_in_hand_and_asks_for_a_report(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: object) -> bool:
        raise ZeroDivisionError("13800138000")

    monkeypatch.setattr("county_casebook.rules.case._is_reversed", broken)
    assert main(["check", "--content", str(tiny.parent / "content")]) == 70
    said = capsys.readouterr().err
    assert "正在处理：content/cases/chengxi-envoys.yml" in said
    assert "ZeroDivisionError" in said
    assert "county_casebook/rules/case.py:" in said
    assert "维护者" in said
    assert "Traceback" not in said
    assert "13800138000" not in said


@pytest.mark.meets_the_last_handler
def test_the_traceback_is_there_for_who_asks(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("county_casebook.library.refused.model_problems", None)
    (tiny.parent / "content/cases/xx-new.yml").write_text("title: a\n", "utf-8")
    monkeypatch.setenv("CASEBOOK_DEBUG", "1")
    assert main(["check", "--content", str(tiny.parent / "content")]) == 70
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "cases/xx-new.yml" in said.rpartition("正在处理")[2]


@pytest.mark.slow
@pytest.mark.meets_the_last_handler
def test_a_fault_while_pages_are_made_names_the_record(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(record: object, *arguments: object, **more: object) -> bool:
        raise KeyError("x")

    monkeypatch.setattr("county_casebook.library.library.Library.years", broken)
    assert main(["build", "-f", str(tiny)]) == 70
    assert "正在处理：content/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site_name: [a\n", "mkdocs.yml 用不了"),
        ("site_name: x\ndocs_dir: content/pages\nplugins: [nonexistent]\n", "nonexistent"),
        ("site_name: x\ntheme: {name: nonexistent}\n", "nonexistent"),
        ("site_name: x\ndocs_dir: nowhere\nplugins: [casebook]\n", "nowhere"),
        ("- a\n- b\n", "mkdocs.yml 用不了"),
        ("", "mkdocs.yml 用不了"),
        ("site_name: !!python/name:nothing.at.all x\n", "mkdocs.yml 用不了"),
        ("INHERIT: nowhere.yml\n", "nowhere.yml"),
        ("a: \x00\n", "mkdocs.yml 用不了"),
        (
            "site_name: x\ndocs_dir: content/pages\nplugins:\n  - casebook:\n      content: nowhere\n",
            "nowhere",
        ),
        ("site_name: x\nextra: no\nplugins: [casebook]\n", "mkdocs.yml"),
        ("site_name: x\nextra: {casebook: no}\nplugins: [casebook]\n", "mkdocs.yml"),
    ],
)
def test_a_configuration_that_is_none_gets_a_sentence(
    text: str, told: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write_text(text, "utf-8")
    assert main(["build", "-f", str(tiny)]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF16_LE + "a: 1".encode("utf-16-le"), "名: 库".encode("gb18030")]
)
def test_a_configuration_in_another_encoding_gets_a_sentence(data: bytes, tiny: Path) -> None:
    tiny.write_bytes(data)
    with pytest.raises(BuildRefused, match=r"mkdocs\.yml 用不了"):
        build_site(tiny, None)


def test_serving_begins_with_the_same_sentence(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "-f", str(tiny.with_name("nowhere.yml"))]) == 1
    tiny.write_text("site_name: [a\n", "utf-8")
    assert main(["serve", "-f", str(tiny)]) == 1
    assert "Traceback" not in capsys.readouterr().err


HEADER = "code,name,level,province,prefecture,start,end,status,successors\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("990101,甲县,county,甲省,,八一,,,", "start"),
        ("990101,甲县,county,甲省,,１９８１,,,", "1981"),
        ("990101,甲县,county,甲省,,1990,1981,,", "不晚于"),
        ("99010,甲县,county,甲省,,1981,,,", "六位"),
        ("990101,甲县,city,甲省,,1981,,,", "level"),
        ("990101,甲县,county,甲省,,1981,,,990102", "successors"),
        ("990101,甲县,county", "列数"),
        ("990101,甲县,county,甲省,,1981,,,,,", "列数"),
        ("990101,,county,甲省,,1981,,,", "name"),
        ('990101,"甲县,county', "CSV"),
        ("990101,甲\u200b县,county,甲省,,1981,,,", "U+200B"),
        ("330604,甲县,county,甲省,,1981,,,", "330604"),
    ],
)
def test_a_bad_row_of_the_table_is_told_at_its_line(row: str, told: str, tiny: Path) -> None:
    content = tiny.parent / "content"
    (content / "divisions.csv").write_text(f"{HEADER}990000,甲省,province,,,1981,,,\n{row}\n", "utf-8")
    found = [p for p in check_content(content).problems if p.location.path == "content/divisions.csv"]
    assert [(problem.location.line, told in problem.message + problem.hint) for problem in found] == [
        (3, True)
    ]


def test_a_bad_band_is_told_at_its_line(tiny: Path) -> None:
    content = tiny.parent / "content"
    (content / "regions.csv").write_text("province,region_nbs4\n甲省,东部\n乙省,南部\n", "utf-8")
    (problem,) = check_content(content).problems
    assert (problem.location.path, problem.location.line) == ("content/regions.csv", 3)


def test_a_table_in_gb18030_is_told(tiny: Path) -> None:
    content = tiny.parent / "content"
    (content / "divisions.csv").write_bytes(f"{HEADER}990000,甲省,province,,,1981,,,\n".encode("gb18030"))
    assert [problem.rule for problem in check_content(content).problems] == ["wrong-encoding"]


def test_a_path_that_is_not_checked_is_wrong_usage(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tiny.parent / "content"
    (content / "README.md").write_text("x", "utf-8")
    for path in ("nowhere", "content/nowhere.yml", "mkdocs.yml", "../", "/etc", "content/README.md"):
        wanted = tiny.parent / path
        if path == "../":
            wanted = tiny.parent.parent / "elsewhere"
            wanted.mkdir()
        assert main(["check", "--content", str(content), str(wanted)]) == 2, path
        assert str(wanted) in capsys.readouterr().err
    for path in ("content", "content/cases", "content/cases/jichuan-tea.yml", "content/divisions.csv", ""):
        assert main(["check", "--content", str(content), str(tiny.parent / path)]) == 0, path


def test_a_link_below_content_is_still_a_path_of_content(tiny: Path) -> None:
    content = tiny.parent / "content"
    (content / "cases/away.yml").symlink_to("/etc/hostname")
    assert main(["check", "--content", str(content), str(content / "cases/away.yml")]) == 1
