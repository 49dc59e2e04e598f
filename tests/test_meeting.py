"""`casebook export case ID… -o x.docx`: a brief for a meeting says what the brief of the page says, and nothing of who made it when."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from county_casebook.cli import main
from county_casebook.library.edition import Edition, Site
from county_casebook.publish.data.formats import csv_lines, harmless
from county_casebook.publish.meeting import meeting_brief
from county_casebook.publish.meeting.fonts import BODY, HEADING, TITLE
from county_casebook.records import Case
from county_casebook.views.brief import on_paper
from tests.building import TINY
from tests.office import library
from tests.photographs import SECRETS, photograph

SITE = Site(address="https://example.org/county/")


def edition(site: Site = SITE) -> Edition:
    return Edition.of(library(), site)


def cases(*ids: str) -> list[Case]:
    held = edition().library.of(Case)
    return [held[each] for each in ids or tuple(held)]


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_brief_says_what_the_brief_of_the_page_says() -> None:
    (case,) = cases("chengxi-envoys")
    told = text_of(meeting_brief(edition(), [case]))
    parts, _ = on_paper(case)
    assert case.title in told
    assert case.summary in told
    for part in parts:
        assert part.heading in told
        assert all(text.text in told for text in part.texts)
    for words in (
        "茶叶亩产（公斤）",
        "60\n（1999 年）",
        "75\n（2001 年）",
        "独立评估",
        "示例茶园（示例编者）",
    ):
        assert words in told
    assert "[1] 示例县志（虚构），示例方志办，2005（A 官方文件或统计）" in told
    assert "目　录" not in told


def test_several_cases_have_contents_that_lead_to_each() -> None:
    several = cases()
    assert len(several) > 1
    with zipfile.ZipFile(io.BytesIO(meeting_brief(edition(), several))) as package:
        xml = package.read("word/document.xml").decode()
    marks = re.findall(r'<w:bookmarkStart[^>]*w:name="(case\d+)"', xml)
    assert marks == [f"case{order}" for order in range(1, len(several) + 1)]
    assert re.findall(r'<w:hyperlink[^>]*w:anchor="(case\d+)"', xml) == marks
    assert re.findall(r"PAGEREF (case\d+)", xml) == marks
    assert xml.count("<w:pageBreakBefore/>") == len(several)


def pictures(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("word/media/")]


def test_the_address_and_its_code_stand_only_where_the_site_has_one() -> None:
    (case,) = cases("chengxi-envoys")
    with_address, without = meeting_brief(edition(), [case]), meeting_brief(edition(Site()), [case])
    assert "扫码看全文：https://example.org/county/cases/chengxi-envoys/" in text_of(with_address)
    assert "扫码" not in text_of(without)
    assert len(pictures(with_address)) == len(pictures(without)) + 1


def test_the_same_cases_give_the_same_bytes() -> None:
    first = meeting_brief(edition(), cases())
    assert meeting_brief(edition(), cases()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in package.read("docProps/core.xml")


def test_chinese_text_is_set_in_the_fonts_of_official_documents() -> None:
    document = docx.Document(io.BytesIO(meeting_brief(edition(), cases())))
    found = {}
    for name in ("Title", "Heading 1", "Normal"):
        fonts = document.styles[name].element.rPr.rFonts
        found[name] = fonts.get(qn("w:eastAsia"))
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert found == {"Title": TITLE, "Heading 1": HEADING, "Normal": BODY}
    page = document.sections[0]
    assert [round((side or 0) / 36_000) for side in (page.page_width, page.page_height)] == [210, 297]


def library_in(folder: Path) -> Path:
    shutil.copytree(TINY, folder / "tiny")
    return folder / "tiny/content"


def exported(content: Path, *arguments: str) -> int:
    return main(["export", *arguments, "--content", str(content)])


def test_a_photograph_leaves_behind_what_stands_beside_its_pixels(tmp_path: Path) -> None:
    content = library_in(tmp_path)
    (content / "files/tea.png").unlink()
    (content / "files/tea.jpg").write_bytes(photograph(size=(2000, 1500), gps=True, secrets=True))
    record = content / "cases/chengxi-envoys.yml"
    record.write_text(record.read_text("utf-8").replace("tea.png", "tea.jpg"), "utf-8")
    assert exported(content, "case", "chengxi-envoys", "-o", str(tmp_path / "x.docx")) == 0
    (picture,) = pictures((tmp_path / "x.docx").read_bytes())
    assert not any(secret.encode() in picture for secret in SECRETS)
    with Image.open(io.BytesIO(picture)) as seen:
        assert (max(seen.size), dict(seen.getexif())) == (1400, {})


def test_the_command_takes_the_address_from_the_configuration(tmp_path: Path) -> None:
    content = library_in(tmp_path)
    configuration = content.parent / "mkdocs.yml"
    configuration.write_text(f"site_url: https://example.org/x\n{configuration.read_text('utf-8')}", "utf-8")
    assert exported(content, "case", "chengxi-envoys", "-o", str(tmp_path / "x.docx")) == 0
    assert "https://example.org/x/cases/chengxi-envoys/" in text_of((tmp_path / "x.docx").read_bytes())


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (["case", "chengxi-envoy"], "没有已发布的案例 chengxi-envoy（是不是想写 chengxi-envoys？）"),
        (["case"], "简报写成"),
        (["event", "plan-conference"], "简报写成"),
    ],
)
def test_what_cannot_be_exported_is_said(
    what: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(TINY / "content", *what, "-o", str(tmp_path / "x.docx")) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_a_draft_is_not_exported_and_no_file_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = library_in(tmp_path)
    text = (content / "cases/jichuan-tea.yml").read_text("utf-8")
    (content / "cases/new-tea.yml").write_text(text.replace("status: published", "status: draft"), "utf-8")
    assert exported(content, "case", "new-tea", "-o", str(tmp_path / "x.docx")) == 2
    assert "（还没有发布）" in capsys.readouterr().err
    (tmp_path / "x.docx").write_bytes(b"mine")
    assert exported(content, "case", "chengxi-envoys", "-o", str(tmp_path / "x.docx")) == 1
    assert (tmp_path / "x.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://x")', "-"]
)
def test_a_text_in_csv_is_never_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert b",'" in csv_lines([["", text]]) or b",\"'" in csv_lines([["", text]])


@pytest.mark.parametrize("value", ["县", "", "a=b", "-12", "-1,234.5", "-0.5%", -3, 0.5, None])
def test_other_values_in_csv_stay_as_they_are(value: object) -> None:
    assert harmless(value) == value
