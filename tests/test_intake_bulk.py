"""`casebook import policy FOLDER`: many files at once, with a report of what was read, what is doubtful, and what was refused and why."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.cli import main
from county_casebook.text.characters import hidden
from tests.official_papers import CONTENTS, docx_as_printed, html_boxes, txt_as_printed

CITIZEN = "11010119900307" + "8515"  # a made-up number that fits GB 11643
NOTICE = "示例县科技局关于{}的通知\n示科〔2016〕{}号\n各乡镇：\n请抓紧。\n示例县科技局\n2016年3月1日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as an office keeps one: papers of all kinds, copies, and files that are no papers."""
    made = tmp_path / "papers"
    (made / "2021").mkdir(parents=True)
    (made / "a.txt").write_bytes(txt_as_printed(CONTENTS[2]))
    (made / "2021/b.docx").write_bytes(docx_as_printed(CONTENTS[6]))
    (made / "2021/c.html").write_bytes(html_boxes(CONTENTS[11]))
    (made / "d-copy-of-a.txt").write_bytes(b"\n" + txt_as_printed(CONTENTS[2]))
    (made / "e-unsure.txt").write_text("政务公开\n示例县科技特派员管理办法\n第一条 为了管理。\n", "utf-8")
    (made / "f.txt").write_text(f"{NOTICE.format('公示', 8)}某某　{CITIZEN}\n", "utf-8")
    (made / "g.docx").write_bytes(b"PK broken")
    (made / "h.xls").write_bytes(b"x")
    (made / "~$b.docx").write_bytes(b"x")
    return made


def run(folder: Path, tmp_path: Path, *more: str) -> int:
    return main(["import", "policy", str(folder), "--content", str(tmp_path / "content"), *more])


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_a_folder_is_imported_and_the_report_says_what_became_of_each_file(
    folder: Path, tmp_path: Path
) -> None:
    assert run(folder, tmp_path) == 2
    written = sorted(path.stem for path in (tmp_path / "content/policies").glob("*.yml"))
    assert len(written) == 4
    rows = {Path(row["文件"]).name: row for row in table(tmp_path / ".casebook/import/casebook-import.csv")}
    assert {name: row["结果"] for name, row in rows.items()} == {
        "a.txt": "已读",
        "b.docx": "已读",
        "c.html": "已读",
        "d-copy-of-a.txt": "没有导入",
        "e-unsure.txt": "存疑，请核对",
        "f.txt": "没有导入",
        "g.docx": "没有导入",
        "h.xls": "没有导入",
    }
    assert rows["a.txt"]["标题"] == CONTENTS[2].title
    assert rows["a.txt"]["发文字号"] == CONTENTS[2].doc_no
    assert rows["a.txt"]["编号"] in written
    assert "标题：" in rows["e-unsure.txt"]["拿不准的"]
    assert "正文相同" in rows["d-copy-of-a.txt"]["没有导入的原因"]
    assert "不是完好的 .docx" in rows["g.docx"]["没有导入的原因"]
    assert "只读 .txt" in rows["h.xls"]["没有导入的原因"]


def test_the_page_of_a_report_has_what_needs_a_person_first_and_runs_nothing(
    folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path)
    html = (tmp_path / ".casebook/import/casebook-import.html").read_text("utf-8")
    page = LexborHTMLParser(html)
    assert [node.text() for node in page.css("h2")] == ["没有导入（4）", "存疑，请核对（1）", "已读（3）"]
    assert page.css_first("script, [style], [src]") is None
    style = page.css_first("link")
    assert style is not None
    assert (tmp_path / ".casebook/import" / (style.attributes["href"] or "")).is_file()
    assert (tmp_path / ".casebook/import/.gitignore").read_text() == "*\n"


def test_personal_numbers_are_refused_before_anything_is_written_and_never_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "policy", str(folder / "f.txt"), "--content", str(tmp_path / "content")]) == 1
    said = capsys.readouterr().err
    assert "正文第 7 行有身份证号码 110*************15" in said
    assert not (tmp_path / "content").exists()
    run(folder, tmp_path)
    for path in (each for each in tmp_path.rglob("*") if each.is_file() and folder not in each.parents):
        assert CITIZEN not in path.read_text("utf-8-sig")


def test_a_number_that_stands_beside_the_text_of_a_page_is_masked_in_the_record(tmp_path: Path) -> None:
    above = f"<body><div>管理员　{CITIZEN}</div>".encode()
    (tmp_path / "a.html").write_bytes(html_boxes(CONTENTS[11]).replace(b"<body>", above))
    assert main(["import", "policy", str(tmp_path / "a.html"), "--content", str(tmp_path / "content")]) == 0
    record = min((tmp_path / "content/policies").glob("*.yml")).read_text("utf-8")
    assert "110*************15" in record
    assert CITIZEN not in record


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (NOTICE.format("甲", 1), NOTICE.format("甲", 1).replace("\n", "\r\n\r\n"), "正文相同"),
        (NOTICE.format("甲", 1), NOTICE.format("甲", 2), "标题和 "),
        (NOTICE.format("甲", 1), NOTICE.format("乙", 1), "编号 sk-2016-1 已经用了"),
    ],
)
def test_the_same_document_twice_is_noticed_by_text_title_and_number(
    first: str, second: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/1.txt").write_text(first, "utf-8")
    (tmp_path / "in/2.txt").write_text(second, "utf-8", newline="")
    run(tmp_path / "in", tmp_path)
    captured = capsys.readouterr()
    assert said in captured.out + captured.err


def test_papers_whose_titles_begin_alike_have_ids_of_their_own_in_every_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for day, batch in ((4, 1), (9, 2), (16, 3)):
        text = f"关于2023年度拟入库科技型中小企业名单（第{batch}批）的公示\n　　现予以公示。\n示例县科技局\n2023年9月{day}日\n"
        (tmp_path / f"in/{day:02}.txt").write_text(text, "utf-8")
    assert run(tmp_path / "in", tmp_path) == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "content/policies").iterdir()}
    ids = sorted(name.removesuffix(".yml") for name in first if name.endswith(".yml"))
    assert len(ids) == 3
    assert ids[1:] == [f"{ids[0]}-20230909", f"{ids[0]}-20230916"]
    capsys.readouterr()
    assert run(tmp_path / "in", tmp_path) == 2
    assert capsys.readouterr().err.count("是同一份，正文相同") == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "content/policies").iterdir()} == first


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that a runner may lack")
def test_a_link_that_leads_out_of_the_folder_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(NOTICE.format(name, len(name)), "utf-8")
    (tmp_path / "in/2.txt").symlink_to(tmp_path / "out/1.txt")
    (tmp_path / "in/3.txt").symlink_to("../out/1.txt")
    (tmp_path / "in/inside.txt").symlink_to("1.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/round").symlink_to(tmp_path / "in")
    assert run(tmp_path / "in", tmp_path) == 2
    said = capsys.readouterr().err
    assert said.count("是指向文件夹以外的链接，没有读") == 2
    assert said.count("是同一份，正文相同") == 1
    assert [path.stem for path in (tmp_path / "content/policies").glob("*.yml")] == ["sk-2016-2"]
    assert run(tmp_path / "in/2.txt", tmp_path) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="names there hold no such characters")
@pytest.mark.parametrize("name", ["甲\n乙.txt", "甲\u202etxt.乙.txt", "\x1b[31m甲.txt", "甲\udcff.txt"])
def test_a_name_of_a_file_is_told_as_it_can_be_seen(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/0.txt").write_text(NOTICE.format("甲", 1), "utf-8")
    (tmp_path / "in" / name).write_text(NOTICE.format("乙", 1), "utf-8")
    (tmp_path / "in" / f"{name}.html").write_bytes(b"")
    assert run(tmp_path / "in", tmp_path) == 2
    captured = capsys.readouterr()
    rows = (tmp_path / ".casebook/import/casebook-import.csv").read_bytes().decode("utf-8-sig")
    for said in (captured.out + captured.err, rows):
        assert not [sign for _, sign in hidden(said.replace("�", ""))]
    assert sum(line.startswith(f"{tmp_path}") for line in captured.err.splitlines()) == 2


def test_a_trial_writes_no_record_and_a_report_only_where_one_is_asked_for(
    folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path, "--dry-run")
    assert not (tmp_path / "content").exists()
    assert not (tmp_path / ".casebook").exists()
    run(folder, tmp_path, "--dry-run", "--report", str(tmp_path / "report"))
    assert not (tmp_path / "content").exists()
    assert "只是试读" in (tmp_path / "report/casebook-import.html").read_text("utf-8")


def test_no_cell_of_the_table_is_a_formula_and_no_title_is_markup(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/=cmd.xls").write_bytes(b"x")
    (tmp_path / "in/1.txt").write_text(
        f"=示例县<script>alert(1)</script>关于甲的通知\n{NOTICE.format('甲', 1)}", "utf-8"
    )
    run(tmp_path / "in", tmp_path, "--report", str(tmp_path / "report"))
    for row in table(tmp_path / "report/casebook-import.csv"):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    html = (tmp_path / "report/casebook-import.html").read_text("utf-8")
    assert "<script" not in html
    assert (
        main(
            [
                "import",
                "policy",
                "=x.txt",
                "--content",
                str(tmp_path / "content"),
                "--report",
                str(tmp_path / "report"),
            ]
        )
        == 1
    )
    assert table(tmp_path / "report/casebook-import.csv")[0]["文件"] == "'=x.txt"


def test_the_same_folder_gives_the_same_report(folder: Path, tmp_path: Path) -> None:
    reports = []
    for _ in range(2):
        run(folder, tmp_path, "--dry-run", "--report", str(tmp_path / "report"))
        reports.append([path.read_bytes() for path in sorted((tmp_path / "report").iterdir())])
    assert reports[0] == reports[1]


def test_a_report_that_cannot_be_written_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report").write_text("a file", "utf-8")
    assert run(folder, tmp_path, "--dry-run", "--report", str(tmp_path / "report")) == 1
    assert "报告写不进去" in capsys.readouterr().err
