"""PDF files with a text layer become texts: paragraphs joined, page numbers left out; what has no words, or too much, is refused."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pypdf import PdfReader, PdfWriter

from county_casebook.cli import main
from county_casebook.intake import Unreadable
from county_casebook.intake.pdf_lines import PrintedLine, joined
from county_casebook.intake.policy import draft_policy
from county_casebook.intake.reading import Reading, read_file
from county_casebook.places.divisions import real_divisions
from tests.official_papers import CONTENTS, FIELDS, Content, Paper, figures, html_rows, outcomes
from tests.pdfs import pdf

SENTENCE = (
    "为了规范科技特派员工作，促进县域经济社会发展，根据国家有关规定，结合本地实际，制定本办法，凡在本行政区域内从事科技特派员选派、"
    "管理、服务和考核等活动的单位和个人，都应当遵守本办法，有关部门按照各自职责做好相关工作，乡镇人民政府予以配合。"
)
LOOKS = {
    "as offices print": "p{text-indent:2em;margin:0;text-align:justify;font-size:16pt;line-height:28pt}",
    "as sites print": "p{margin:0 0 14pt;font-size:12pt;line-height:20pt}",
    "large and loose": "p{text-indent:2em;margin:0;font-size:22pt;line-height:40pt}",
}
MARGINS = "@page{size:A4;margin:30mm 26mm;@bottom-center{content:'— ' counter(page) ' —'} @top-center{content:'示例文件汇编';font-size:8pt}}"


def printed(browser: Browser, content: Content, look: str, *, more: int = 0) -> bytes:
    """A paper as Chromium prints it, with as many long paragraphs of its own."""
    words = [*content.words, *content.below, *(f"{order}．{SENTENCE}" for order in range(1, more + 1))]
    body = "".join(f"<p>{line.strip('　')}</p>" for line in words)
    head = "".join(f"<div>{line}</div>" for line in (*content.above, *content.heading))
    style = f"{MARGINS} div{{text-align:center;font-size:22pt}} td{{padding:2pt 14pt}} {LOOKS[look]}"
    page = browser.new_page()
    page.set_content(f"<style>{style}</style>{head}{body}{html_rows(content)}")
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    return data


def read(data: bytes, folder: Path) -> Reading:
    (folder / "a.pdf").write_bytes(data)
    return read_file(folder / "a.pdf")


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS)
def test_printed_papers_are_right_on_nine_of_ten_and_never_wrong_without_a_mark(
    look: str, browser: Browser, tmp_path: Path
) -> None:
    papers = [
        Paper(f"{order}.pdf", printed(browser, content, look), content)
        for order, content in enumerate(CONTENTS)
    ]
    counts = figures(outcomes(paper, tmp_path) for paper in papers)
    for name in FIELDS:
        assert counts[name]["right"] >= 0.90 * len(papers), counts[name]
        assert counts[name]["wrong"] == 0


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS)
def test_broken_sentences_are_joined_across_lines_and_pages_and_no_character_is_lost(
    look: str, browser: Browser, tmp_path: Path
) -> None:
    content = CONTENTS[7]
    data = printed(browser, content, look, more=30)
    assert len(PdfReader(io.BytesIO(data)).pages) > 2
    reading = read(data, tmp_path)
    paragraphs = reading.text.splitlines()
    assert [line for line in paragraphs if SENTENCE in line] == [
        f"{order}．{SENTENCE}" for order in range(1, 31)
    ]
    words = "".join([*content.above, *content.heading, *content.words, *content.below])
    whole = re.sub(r"\s", "", words) + "".join(f"{order}．{SENTENCE}" for order in range(1, 31))
    assert re.sub(r"\s", "", reading.text) == whole
    assert reading.left[0] == "页眉页脚没有放进来：示例文件汇编"
    assert "个页码没有放进来" in reading.left[1]


@pytest.mark.browser
def test_rows_of_a_printed_table_are_rows_and_told(browser: Browser, tmp_path: Path) -> None:
    content = next(each for each in CONTENTS if each.kind == "公示名单")
    reading = read(printed(browser, content, "as offices print"), tmp_path)
    assert [line for line in reading.text.splitlines() if line.startswith("|")] == [
        f"| {' | '.join(row)} |" for row in content.rows
    ]
    assert "PDF 里的表格按字的位置读成 4 行，请对照原件" in reading.left


def printed_line(left: float, bottom: float, right: float, words: str) -> PrintedLine:
    return PrintedLine(left, bottom, right, bottom + 12, words, 600, 800)


def test_lines_are_joined_only_where_a_sentence_was_broken() -> None:
    lines = [
        printed_line(124, 700, 500, "第一段第一行，写到了边上"),
        printed_line(100, 680, 300, "第二行。"),
        printed_line(124, 660, 500, "一、第二段也写到了边上；"),
        printed_line(100, 640, 500, "二、这是另一段，没有缩进："),
        printed_line(100, 600, 500, "隔得远的是另一段 with words"),
        printed_line(100, 580, 400, "in English"),
        printed_line(410, 560, 500, "2017年11月30日"),
        printed_line(100, 540, 220, "（此件主动公开）"),
    ]
    assert joined([lines])[0] == [
        "第一段第一行，写到了边上第二行。",
        "一、第二段也写到了边上；",
        "二、这是另一段，没有缩进：",
        "隔得远的是另一段 with words in English",
        "2017年11月30日",
        "（此件主动公开）",
    ]


def scanned(pages: int = 1) -> bytes:
    """Pages that hold a picture each and no words."""
    stream = io.BytesIO()
    picture = Image.new("L", (200, 280), 255)
    picture.save(stream, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return stream.getvalue()


def locked() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def of_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_stream(drawn: bytes, objects: bytes = b"") -> bytes:
    """A page whose content is a compressed stream; more objects may stand behind it."""
    packed = zlib.compress(drawn, 9)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n%strailer<</Root 1 0 R>>\n%%%%EOF\n"
        % (len(packed), packed, objects)
    )


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "scanned": (scanned, "扫描的图片"),
    "scanned, many pages": (lambda: scanned(4), "扫描的图片"),
    "locked": (locked, "加了密码"),
    "cut off": (lambda: pdf()[:40], "不是完好的 PDF"),
    "no PDF": (lambda: b"%PDF-1.7\n" + bytes(200), "不是完好的 PDF"),
    "too many pages": (lambda: of_pages(501), "超过 500 页"),
}
BOMBS: dict[str, Callable[[], bytes]] = {
    "characters": lambda: b"BT /F1 9 Tf (" + b"a" * 60_000_000 + b") Tj ET",
    "lines": lambda: b"0 0 m 9 9 l S\n" * 3_000_000,
    "saved states": lambda: b"q\n" * 40_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_that_grows_without_end_is_refused_within_its_limits(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(with_stream(BOMBS[name]()))
    content = tmp_path / "content"
    assert main(["import", "policy", str(tmp_path / "a.pdf"), "--content", str(content)]) == 1
    assert not list(content.rglob("*"))


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_that_cannot_be_read_is_one_sentence_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, said = REFUSED[name]
    (tmp_path / "a.pdf").write_bytes(make())
    content = tmp_path / "content"
    assert main(["import", "policy", str(tmp_path / "a.pdf"), "--content", str(content)]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert not list(content.rglob("*"))


@pytest.mark.slow
def test_a_pdf_of_very_many_objects_is_read_or_refused_within_its_limits(tmp_path: Path) -> None:
    objects = b"".join(b"%d 0 obj<<>>endobj\n" % order for order in range(6, 700_000))
    data = with_stream(b"BT /F1 12 Tf 20 100 Td (A notice of many objects) Tj ET", objects)
    assert len(data) < 20 << 20
    assert "A notice of many objects" in read(data, tmp_path).text


def test_words_over_a_picture_of_the_whole_page_are_unsure(tmp_path: Path) -> None:
    over = PdfReader(io.BytesIO(pdf(text="2020 example words of a notice")))
    writer = PdfWriter(PdfReader(io.BytesIO(scanned())))
    page = writer.pages[0]
    page.scale_to(300, 200)
    page.merge_page(over.pages[0])
    stream = io.BytesIO()
    writer.write(stream)
    reading = read(stream.getvalue(), tmp_path)
    assert "识别出来的" in reading.doubt
    assert draft_policy(
        Reading("示例县办法\n第一条 甲。\n", (), (), doubt=reading.doubt), real_divisions()
    ).unsure.keys() >= {*FIELDS}


def test_a_page_without_words_among_others_is_told(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(text="words of the first page"))))
    writer.append(PdfReader(io.BytesIO(scanned())))
    stream = io.BytesIO()
    writer.write(stream)
    assert "第 2 页没有文字，可能是图片，请对照原件补上" in read(stream.getvalue(), tmp_path).left


def test_what_stood_on_a_first_page_without_words_is_unsure(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(scanned())))
    writer.append(PdfReader(io.BytesIO(pdf(text="words of the second page"))))
    stream = io.BytesIO()
    writer.write(stream)
    reading = read(stream.getvalue(), tmp_path)
    assert reading.doubt == "第 1 页没有文字，文头可能在那里"
    assert "第 1 页没有文字，可能是图片，请对照原件补上" in reading.left


def test_a_text_layer_without_a_table_of_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"没有文字|乱码|不是完好"):
        read(with_stream(b"BT /F1 12 Tf 20 100 Td (" + bytes(range(1, 9)) * 20 + b") Tj ET"), tmp_path)
