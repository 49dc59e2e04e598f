"""A personal number is found wherever it is planted, and no message, log, page or report shows it whole."""

from __future__ import annotations

import contextlib
import json
import logging
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.deliver.outgoing import Looked, numbers_in_file, numbers_in_page
from county_casebook.host.logs import mask_logs
from county_casebook.intake.writing import import_policies
from county_casebook.problems import Location, Problem, format_problem, format_problems
from county_casebook.publish.pages.problems import problem_page
from county_casebook.text.personal_data import personal_data
from tests.personal_forms import CITIZEN, FORMS

HERE = Path(__file__).parent
LAYOUTS = ("text", "json", "github", "sarif")
MOBILE = "13800138000"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    shutil.copytree(HERE / "tiny/content", tmp_path / "content")
    return tmp_path / "content"


def found_in(library: Path) -> list[Problem]:
    return [problem for problem in check_content(library).problems if problem.rule == "personal-data"]


def planted(form: str) -> Iterator[Problem]:
    """Problems that quote a form in every place a message has, beside another number on the shown line."""
    line = f"summary: {form}，另见 138-0013-8001。"
    place = Location("content/cases/a.yml", 3, 10, line)
    yield Problem(place, "wrong-value", f"摘要：“{form}”不是日期", f"是不是想写 {form}？")
    yield Problem(place, "duplicate-key", f"字段 {form} 写了两次")
    yield Problem(Location(f"content/pages/{form}.md", 1, 1), "bad-id", f"文件名 {form}.yml 不能作编号", form)
    for width in (80, 88, 92, 99, 120):
        yield Problem(Location("a.yml", 1, 90, "x" * width + f" {form}"), "too-long", "太长")


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_no_layout_shows_a_number_whole(form: str, what: str) -> None:
    problems = list(planted(form))
    written = [form[found.start : found.end] for found in personal_data(form)]
    shown = [format_problems(problems, layout) for layout in LAYOUTS]
    shown += [format_problem(problem) for problem in problems]
    shown += [json.dumps(json.loads(shown[1]), ensure_ascii=False), problem_page(problems)]
    for text in shown:
        assert not any(number in text for number in written)
        assert not any(personal_data(text))
        assert "138-0013-8001" not in text


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_a_check_finds_every_form_at_its_line_and_shows_none(
    form: str, what: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "pages/help.md").write_text(f"# 帮助\n\n联系 {form}。\n", "utf-8")
    found = [problem for problem in found_in(library) if problem.location.path == "content/pages/help.md"]
    assert [(problem.location.line, problem.message.split()[0]) for problem in found] == [(3, f"有{what}")]
    for layout in LAYOUTS:
        assert main(["check", "--content", str(library), "--format", layout]) == 1
        told = capsys.readouterr()
        assert not any(personal_data(told.out + told.err))


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "waivers.yml",
        "vocabulary/synonyms.yml",
        "vocabulary/themes.yml",
        "pages/a.md",
        "policies/a.txt",
        "cases/a.yml",
        "counties/a.yml",
        "collections/a.yml",
        "cases/a.yaml",
        "divisions.csv",
        "notes.txt",
    ],
)
def test_every_file_is_gone_through_even_one_that_cannot_be_read(name: str, library: Path) -> None:
    file = library / name
    file.parent.mkdir(exist_ok=True)
    before = file.read_text("utf-8").rstrip("\n") + "\n" if file.exists() else "# 例\n"
    file.write_text(f"{before}# 手机 {MOBILE}\n", "utf-8")
    found = [problem for problem in found_in(library) if problem.location.path == f"content/{name}"]
    assert [(problem.location.line, problem.location.column) for problem in found] == [
        (before.count("\n") + 1, 6)
    ]


def test_a_file_in_another_encoding_is_gone_through(library: Path) -> None:
    (library / "cases/a.yml").write_bytes(f"title: 联系人 {MOBILE}\n".encode("gb18030"))
    assert len(found_in(library)) == 1


def test_names_of_files_and_folders_are_looked_at(library: Path) -> None:
    (library / f"pages/{MOBILE}").mkdir()
    (library / f"pages/{MOBILE}/a.md").write_text("# 例\n", "utf-8")
    (library / f"files/p-{CITIZEN}.jpg").write_bytes(b"")
    assert len(found_in(library)) == 2


def test_a_figure_of_a_record_is_a_sum(library: Path) -> None:
    county = next(
        path
        for path in sorted((library / "counties").rglob("*.yml"))
        if "fiscal_spend:" in path.read_text("utf-8")
    )
    text = county.read_text("utf-8")
    line = next(line for line in text.split("\n") if "fiscal_spend:" in line)
    county.write_text(text.replace(line, f"{line.partition(':')[0]}: 13812345678"), "utf-8")
    assert found_in(library) == []


@pytest.mark.parametrize(
    "kind", ["exif", "user-comment", "xmp", "png-text", "png-compressed", "jpeg-comment", "iptc", "trailer"]
)
def test_the_metadata_of_pictures_is_looked_at(kind: str, library: Path) -> None:
    picture = Image.new("RGB", (8, 8), "white")
    file = library / "files" / ("a.png" if kind.startswith("png") else "a.jpg")
    exif, chunks = Image.Exif(), PngInfo()
    if kind == "exif":
        exif[0x010E] = f"photo by {MOBILE}"
    if kind == "user-comment":
        exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + f"tel {MOBILE}".encode("utf-16-le")
    if kind == "png-text":
        chunks.add_text("Author", f"电话 {MOBILE}")
    if kind == "png-compressed":
        chunks.add_itxt("Author", f"电话 {MOBILE}", zip=True)
    if kind.startswith("png"):
        picture.save(file, pnginfo=chunks)
    else:
        more: dict[str, object] = {"exif": exif}
        if kind == "xmp":
            more["xmp"] = f"<x:xmpmeta>电话１３８００１３８０００ {CITIZEN}</x:xmpmeta>".encode()
        if kind == "jpeg-comment":
            more["comment"] = f"电话 {MOBILE}".encode()
        picture.save(file, **more)  # type: ignore[arg-type]
    if kind == "iptc":
        file.write_bytes(
            file.read_bytes() + b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x1c\x02\x50\x00\x0b" + MOBILE.encode()
        )
    if kind == "trailer":
        file.write_bytes(file.read_bytes() + f"\n{MOBILE}\n".encode())
    assert [problem.location.path for problem in found_in(library)][:1] == [f"content/files/{file.name}"]


def test_import_shows_no_number_whole(library: Path, tmp_path: Path) -> None:
    file = tmp_path / f"a{MOBILE}.txt"
    file.write_text(
        f"关于{MOBILE}的通知\n\n联系人：{CITIZEN}，电话138-0013-8001，zhang@qq.com。\n\n一、总则{MOBILE}\n",
        "utf-8",
    )
    for dry in (True, False):
        for imported in import_policies([file], library, record_id="told-once", dry=dry):
            assert "*" in imported.told or not dry
            assert not any(personal_data(imported.told))


def test_the_command_masks_what_it_quotes(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["new", "case", f"电话{MOBILE}", "--content", str(library)],
        ["check", f"--format={MOBILE}"],
        ["build", "-f", str(tmp_path / f"{MOBILE}.yml")],
        ["check", "--content", str(tmp_path / MOBILE)],
    ):
        with contextlib.suppress(SystemExit):
            main(arguments)
        told = capsys.readouterr()
        assert told.out + told.err
        assert not any(personal_data(told.out + told.err))


def test_no_log_line_shows_a_number_whole(caplog: pytest.LogCaptureFixture) -> None:
    before = logging.getLogRecordFactory()
    try:
        mask_logs()
        mask_logs()
        logging.getLogger("somewhere").warning("Doc file '%s.md' has a link to %s", MOBILE, CITIZEN)
    finally:
        logging.setLogRecordFactory(before)
    assert caplog.messages == ["Doc file '138******00.md' has a link to 110*************2X"]


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_what_leaves_is_looked_at_once_more(form: str, what: str) -> None:
    pages = (
        f"<p>联系 {form}。</p>",
        f"<table><tr><td>甲</td><td>{form}</td></tr></table>",
        f'<img alt="联系 {form}" src="a.png">',
        f"<p>联系 {form[:2]}<b>{form[2:]}</b></p>"
        if "&" not in form and "%" not in form
        else f"<p>{form}</p>",
    )
    for page in pages:
        assert [found.what for found in numbers_in_file("a/index.html", page.encode())] == [what], page
    text = json.dumps({"title": f"联系 {form}", "n": 13812345678}, ensure_ascii=False)
    assert [found.what for found in numbers_in_file("a.json", text.encode())] == [what]
    for name in ("a.csv", "robots.txt", "sitemap.xml"):
        assert [found.what for found in numbers_in_file(name, f"甲,{form}\n".encode())] == [what]


@pytest.mark.parametrize(
    "page",
    [
        "<table><thead><tr><th>县</th><th>经费（元）</th></tr></thead><tbody><tr><td>甲</td><td>13812345678</td></tr></tbody></table>",
        "<table>\n<thead>\n<tr><th>县</th>\n<th>经费（元）</th></tr>\n</thead>\n<tbody>\n<tr>\n<td>甲</td>\n<td>13812345678</td>\n</tr></tbody></table>",
        '<svg><path d="M13800138000 1 3 8 0 0 1 3 8 0 0 0"/></svg>',
        "<p>投入 <b>13812345678</b> 元</p>",
        "<ul><li>138</li><li>0013</li><li>8000</li></ul>",
        "<table><tr><td>138</td><td>0013</td><td>8000</td></tr></table>",
        '<script src="a.e3b0c44298fc1c149afb13800138000a427ae41e.js"></script>',
    ],
)
def test_what_leaves_and_is_nobodys_number_passes(page: str) -> None:
    assert list(numbers_in_file("a/index.html", page.encode())) == []
    assert list(numbers_in_file("a.json", b'{"spend": 13812345678}')) == []


@pytest.mark.parametrize("before", ["<pre>", "<p>引用 ", "<p>zhangsan<b>", "<p>zhang<i>san</i>"])
def test_a_reference_in_bibtex_is_no_mailbox_and_hides_none(before: str) -> None:
    """It stands on every record's page: if it made a page suspect, all pages would be read with the care that few need."""
    assert not Looked().is_suspect(f"{before}@online{{cases-a,\n  title = {{甲}}\n}}\n")
    for mailbox in (
        "@qq.com",
        " @qq.com",
        "@<b>qq.com",
        "@ <b>qq.com",
        "@q<b>q.com",
        "＠qq.com",
        "@vip.163.com{",
    ):
        page = f"<p>zhangsan<b>{mailbox}</b></p><pre>@online{{cases-a,\n}}\n</pre>"
        assert Looked().is_suspect(page), page
        assert [found.what for found in numbers_in_file("a/index.html", page.encode())] == ["个人邮箱"], page


SHELL = [
    '<nav><a href="/">首页</a></nav>',
    "<p>电话：",
    "<table><tr><th>金额（万元）</th><td>1</td></tr></table>",
    "<b>138</b>",
    '<p title="2004">0013',
    "8000</p>",
    "<p>8 千元</p> 万元",
    "<i",
    'class="a">人民币</i>',
    "<p>13800138000 元</p>",
    "&#39;",
]


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_a_page_is_told_the_same_whatever_was_looked_at_before(form: str, what: str) -> None:
    """Among lines that other pages hold too, in any order, a number is found as if nothing had been seen."""
    draw, looked = random.Random(form), Looked()
    for _ in range(60):
        lines = draw.sample(SHELL, draw.randint(1, len(SHELL)))
        if draw.random() < 0.5:
            at = draw.randrange(len(lines))
            lines[at] += draw.choice((form, f"<p>{form}</p>", f'<a title="{form}">', f"\n<td>{form}"))
        data = "\n".join(lines).encode()
        alone = list(numbers_in_file("a/index.html", data))
        assert list(numbers_in_file("b/index.html", data, looked)) == alone, (lines, what)
        whole = list(numbers_in_page(data.decode()))
        assert alone == whole, (lines, what)
