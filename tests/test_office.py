"""`casebook template` and `casebook import` through Word: nothing is lost, nothing is guessed, every fault is named by its place."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from pydantic import BaseModel

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.intake import Unreadable
from county_casebook.intake.forms.cells import Cell, fits, read_cell, written
from county_casebook.intake.forms.filling import content_of
from county_casebook.intake.forms.hints import hint, listing_hint
from county_casebook.intake.forms.importing import READERS
from county_casebook.intake.forms.making import WRITERS, form_from
from county_casebook.intake.forms.reading import read_form
from county_casebook.intake.forms.shape import ID, OWNER, Entry, form_of, inside
from county_casebook.intake.forms.word_filled import read_word_form
from county_casebook.problems import has_errors
from county_casebook.records import KINDS, Case, Record
from county_casebook.schema.walk import Field, fields
from county_casebook.source import read
from tests.building import TINY
from tests.office import Paper, filled_form, kinds_with_forms, library, names, plain, put, put_xml
from tests.photographs import photograph

KIND_IDS = [kind.kind for kind in kinds_with_forms()]


def leaf_paths(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every field of a model that holds a value of its own, by its path through parts and lists."""
    found: set[tuple[str, ...]] = set()
    for field in fields(model):
        for part in field.parts:
            found |= leaf_paths(part, (*path, field.name))
        if not field.parts:
            found.add((*path, field.name))
    return found


@pytest.mark.parametrize("kind", kinds_with_forms(), ids=KIND_IDS)
def test_every_field_has_one_place_with_a_label_of_its_own(kind: type[Record]) -> None:
    form = form_of(kind)
    places = [entry.path for entry in form.entries() if not entry.is_whole and entry.path != (ID,)]
    for listing in form.listings():
        places += [(*listing.path, *c.path) for c in listing.columns if not c.is_whole and c.path != (OWNER,)]
        labels = [column.label for column in listing.columns]
        assert len(set(labels)) == len(labels), listing.label
    assert len(places) == len(set(places))
    assert set(places) == leaf_paths(kind)
    labels = [entry.label for entry in form.entries()] + [
        f"【{listing.label}】" for listing in form.listings()
    ]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", kinds_with_forms(), ids=KIND_IDS)
def test_the_words_of_choices_tell_them_apart(kind: type[Record]) -> None:
    form = form_of(kind)
    for entry in [*form.entries(), *(column for listing in form.listings() for column in listing.columns)]:
        for choice in entry.choices:
            (word,) = written(entry, kind, [choice] if entry.holds_several else choice, names())
            assert read_cell(entry, kind, Cell((word,), ""), names()) == (
                [choice] if entry.holds_several else choice
            )


@pytest.mark.parametrize("kind", kinds_with_forms(), ids=KIND_IDS)
def test_hints_speak_chinese(kind: type[Record]) -> None:
    form = form_of(kind)
    for entry in [*form.entries(), *(column for listing in form.listings() for column in listing.columns)]:
        told = hint(entry, kind)
        names_of_fields = {field.name for field in (*fields(entry.model), *fields(kind))}
        assert not {*re.findall(r"(?<![\w#/.-])[a-z_]+(?![\w#/.-])", told)} & {
            *names_of_fields,
            "not_stated",
        }, told
        assert not re.search("Markdown|[ ]“|”[ ]", told), told
    for listing in form.listings():
        told = listing_hint(listing, kind)
        assert not re.search("(?<![#/.])(?:area|source|not_stated|Markdown)", told), told


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_form_is_the_same_bytes_each_time(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = form_from(Case, None, names(), suffix)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert form_from(Case, None, names(), suffix) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"20" + year in package.read("docProps/core.xml") for year in (b"25", b"26", b"33"))


RECORDS = [record for kind in kinds_with_forms() for record in library().of_kind(kind.kind).values()]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
def test_a_record_comes_back_from_its_form(record: Record, suffix: str) -> None:
    assert record._document
    value = read(record._document.data, record.path).value
    form = form_of(type(record))
    found = read_form(form, READERS[suffix](filled_form(record.kind, record.id, suffix), form), names())
    assert (found.id, found.faults) == (record.id, [])
    assert plain(found.value) == plain(value)


# Records of any content ----------------------------------------------------------------------------------------------

SIGNS = "县茶甲Aa1 ，、。；·“”\"'<>&[]【】（）☐☒※*#|-=+@原样未载明请选择："
SPECIAL = (
    "未载明",
    "not_stated",
    "请选择",
    "☒ 山区",
    '原样："甲"',
    "=1+1",
    "①",
    "- 一",
    "甲\t乙",
    "　甲",
    "甲（chengxi）",
    "2024年5月",
)
VALUES = [
    "2004",
    "2004-08",
    "2004-08-10",
    "12.5",
    "1,234",
    "3",
    "yes",
    "https://example.org/a?b=1&c=2",
    "0990-5550123",
    "a" * 64,
    "990100",
    "示例发〔2004〕47号",
    "tea.png",
    "demo-plan#2.1",
    "events/plan-conference",
]


def words(dice: Random) -> str:
    return (
        dice.choice(SPECIAL) if dice.random() < 0.3 else "".join(dice.choices(SIGNS, k=dice.randint(1, 20)))
    )


def one_value(dice: Random, entry: Entry) -> str:
    """One value that the model takes for a place."""
    offered = [
        *entry.choices,
        *(key for kind in entry.field.reference for key in names()._titles.get(kind, {})),
    ]
    if offered:
        return dice.choice(offered)
    if entry.is_prose:
        text = dice.choice(["\n", "\n\n", "\n\n\n"]).join(words(dice) for _ in range(dice.randint(1, 3)))
        return text if text.strip() else "甲"
    if entry.field.type == "line":
        text = words(dice).strip()
        return text if text and fits(entry, text) else "甲"
    return dice.choice([value for value in VALUES if fits(entry, value)] or ["甲"])


def any_value(dice: Random, entry: Entry) -> Any:
    if entry.holds_several:
        return list(dict.fromkeys(one_value(dice, entry) for _ in range(dice.randint(1, 3))))
    return "not_stated" if entry.may_be_unknown and dice.random() < 0.3 else one_value(dice, entry)


def any_part(dice: Random, model: type[BaseModel], held: list[Field]) -> dict[str, Any]:
    """A value of some fields of a model: all that are required, and others as they come."""
    value: dict[str, Any] = {}
    for field in held:
        if not field.required and dice.random() < 0.4:
            continue
        if "not_stated" in field.choices and field.parts and dice.random() < 0.3:
            value[field.name] = "not_stated"
        elif field.parts and field.is_list:
            value[field.name] = [
                any_part(dice, field.parts[0], inside(field)) for _ in range(dice.randint(1, 3))
            ]
        elif field.parts:
            value[field.name] = any_part(dice, field.parts[0], inside(field))
        else:
            value[field.name] = any_value(dice, Entry((field.name,), field, field.title, model))
    if not value:
        value[held[0].name] = any_value(dice, Entry((held[0].name,), held[0], held[0].title, model))
    return value


@pytest.mark.parametrize(("suffix", "seed"), [(".docx", 0), (".docx", 1), (".xlsx", 2)])
@pytest.mark.parametrize("kind", kinds_with_forms(), ids=KIND_IDS)
def test_any_record_comes_back_from_its_form(kind: type[Record], seed: int, suffix: str) -> None:
    dice = Random(seed)
    value = any_part(dice, kind, list(fields(kind)))
    form = form_of(kind)
    content = content_of(form, "some-id", value, names())
    found = read_form(form, READERS[suffix](WRITERS[suffix](form, content, names()), form), names())
    assert plain(found.value) == plain(value)


# What is filled in badly ---------------------------------------------------------------------------------------------


def library_for(folder: Path) -> Path:
    shutil.copytree(TINY / "content", folder / "content")
    return folder / "content"


def imported(folder: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["import", *arguments, "--content", str(folder / "content")])
    told = capsys.readouterr()
    return code, (told.out + told.err).replace(str(folder), "")


def faults(paper: Paper, kind: str = "cases") -> list[str]:
    form = form_of(KINDS[kind])
    return [str(fault) for fault in read_form(form, read_word_form(paper.data(), form), names()).faults]


def value(paper: Paper, kind: str = "cases") -> dict[str, Any]:
    form = form_of(KINDS[kind])
    found = read_form(form, read_word_form(paper.data(), form), names())
    assert [str(fault) for fault in found.faults] == []
    return found.value


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2024年5月", "2024-05"),
        ("２０２４年５月３日", "2024-05-03"),
        ("2024/5/3", "2024-05-03"),
        ("2024.05", "2024-05"),
        ("2024 年", "2024"),
        (" 2024-05-03  ", "2024-05-03"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, read_as: str) -> None:
    assert value(Paper.of("cases", "chengxi-envoys").write("时间·开始", typed))["period"]["start"] == read_as


@pytest.mark.parametrize(
    ("typed", "read_as"), [("1.2亿元", "12000"), ("３５０万元", "350"), ("5000元", "0.5"), ("1,200", "1,200")]
)
def test_sums_are_brought_to_the_unit_of_their_field(typed: str, read_as: str) -> None:
    paper = Paper.of("counties", "chengxi").write("科技投入", typed, block="【科技投入】第 1 条")
    assert value(paper, "counties")["funding"][0]["st_spend"] == read_as


def test_a_figure_may_repeat_the_unit_of_its_row() -> None:
    paper = Paper.of("cases", "chengxi-envoys").write("之前·数值", "６０ 公斤", block="【指标】第 1 条")
    assert value(paper)["indicators"][0]["before"]["value"] == "60"


def test_names_are_looked_up_and_boxes_ticked() -> None:
    paper = (
        Paper.of("cases", "chengxi-envoys")
        .write("县市", "云岚省澄溪县")
        .write("主题", "☑ 科技特派员　☐ 茶产业")
    )
    found = value(paper)
    assert (found["county"], found["themes"]) == ("chengxi", ["envoys"])


def test_insertions_are_read_and_deletions_left_out() -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    who = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
    put_xml(
        paper.place("标题"),
        f"<w:r><w:t>县里</w:t></w:r><w:ins {who}><w:r><w:t>派了</w:t></w:r></w:ins>"
        f"<w:del {who}><w:r><w:delText>没派</w:delText></w:r></w:del><w:r><w:t>特派员</w:t></w:r>",
    )
    assert value(paper)["title"] == "县里派了特派员"


@pytest.mark.parametrize(
    ("look", "typed", "read_as"),
    [
        ('<w:vertAlign w:val="superscript"/>', "5", "亩产 10⁵ 斤"),
        ('<w:vertAlign w:val="subscript"/>', "2", "亩产 10₂ 斤"),
        ('<w:vertAlign w:val="baseline"/>', "5", "亩产 105 斤"),
        ('<w:strike w:val="0"/>', "5", "亩产 105 斤"),
    ],
)
def test_a_raised_figure_stays_raised(look: str, typed: str, read_as: str) -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    raised = f"<w:r><w:rPr>{look}</w:rPr><w:t>{typed}</w:t></w:r>"
    put_xml(paper.place("标题"), f"<w:r><w:t>亩产 10</w:t></w:r>{raised}<w:r><w:t> 斤</w:t></w:r>")
    assert value(paper)["title"] == read_as


def struck_in(paper: Paper, sign: str) -> None:
    out = f"<w:r><w:rPr><w:{sign}/></w:rPr><w:t>没有</w:t></w:r>"
    put_xml(paper.place("标题"), f"<w:r><w:t>县里</w:t></w:r>{out}<w:r><w:t>派了特派员</w:t></w:r>")


def commented(paper: Paper) -> None:
    (run,) = paper.place("标题").paragraphs[0].runs
    run._r.append(parse_xml(f'<w:commentReference {nsdecls("w")} w:id="1"/>'))


def with_formula(paper: Paper) -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    put_xml(paper.place("标题"), f"<w:r><w:t>减少</w:t></w:r><m:oMath {space}>{half}</m:oMath>")


def with_old_list(paper: Paper) -> None:
    chosen = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>'
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{chosen}</w:ffData></w:fldChar></w:r>'
    put_xml(paper.place("标题"), f"<w:r><w:t>选的是</w:t></w:r>{field}")


def put_in_margin(paper: Paper, place: str, words: str) -> None:
    getattr(paper.document.sections[0], place).paragraphs[0].text = words


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: struck_in(p, "strike"), "「标题」：表里没有放这些字的地方：“划掉的文字：没有”"),
        (lambda p: struck_in(p, "dstrike"), "「标题」：表里没有放这些字的地方：“划掉的文字：没有”"),
        (commented, "「标题」：表里没有放这些字的地方：“批注”"),
        (with_formula, "「标题」：表里没有放这些字的地方：“公式”"),
        (with_old_list, "「标题」：表里没有放这些字的地方：“旧式的下拉框”"),
        (lambda p: put_in_margin(p, "header", "填报：县科技局"), "页眉或页脚：表里没有放这些字的地方：“填报：县科技局”"),
        (lambda p: put_in_margin(p, "footer", "人口 30 万"), "页眉或页脚：表里没有放这些字的地方：“人口 30 万”"),
        (lambda p: p.write("状态", "☐ 草稿和别的　☒ 待审"), "「状态」：没有“草稿和别的”这个选项"),
    ],
    ids=["struck out", "struck twice", "comment", "formula", "old list", "header", "footer", "behind an open box"],
)  # fmt: skip
def test_what_people_read_beside_the_text_is_told(change: Any, told: str) -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    assert faults(paper) == []
    change(paper)
    (fault,) = faults(paper)
    assert fault.startswith(told)


def test_pages_may_be_numbered() -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    put_in_margin(paper, "footer", "第 1 页　共 3 页")
    put_in_margin(paper, "header", "— 1 —")
    assert faults(paper) == []


def test_paragraphs_stay_paragraphs() -> None:
    paper = Paper.of("cases", "chengxi-envoys").write("难点", "第一段。", "", "第二段。", "")
    assert value(paper)["problem"] == "第一段。\n\n第二段。"


def test_what_is_merged_downwards_holds_for_every_line() -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    first, second = paper.line("成效", 1), paper.line("成效", 2)
    put(second[1], "茶农学会了修剪。")
    put(second[3], "1")
    first[2].merge(second[2])
    found = value(paper)["results"]
    assert [each["measured_by"] for each in found] == ["self", "self"]


def test_a_form_of_an_older_version_is_read() -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    before = value(paper)
    for paragraph in paper.document.paragraphs:
        paragraph.text = paragraph.text.replace("第 1 版", "第 0 版")
    take_out(paper.row("更新日期"))
    assert value(paper) == before


def test_empty_rows_and_more_blocks_do_no_harm() -> None:
    paper = Paper.of("cases", "chengxi-envoys")
    before = value(paper)
    for table in paper.document.tables:
        table.add_row()  # type: ignore[no-untyped-call]
    assert value(paper) == before


FAULTS: list[tuple[str, Any, str]] = [
    ("no date", lambda p: p.write("时间·开始", "去年"), "「时间·开始」"),
    ("no choice", lambda p: p.write("推广条件·花费", "很少"), "「推广条件·花费」"),
    ("no theme", lambda p: p.write("主题", "没有的主题"), "「主题」"),
    ("no county", lambda p: p.write("县市", "没有县"), "「县市」"),
    ("two places", lambda p: p.write("县市", "澄溪县（yanpu）"), "「县市」"),
    ("blank", lambda p: p.write("摘要", ""), "「摘要」"),
    ("identity card", lambda p: p.write("难点", "找 11010519491231002X 的人。"), "「难点」"),
    ("mobile", lambda p: p.write("联系·公开电话", "13800138000"), "「联系·公开电话」"),
    ("source that is not there", lambda p: p.write("投入·来源序号", "9"), "「投入·来源序号」"),
    ("label changed", lambda p: put(p.row("摘要").cells[0], "概述"), "「概述」"),
    ("two boxes", lambda p: p.write("状态", "☒ 草稿　☒ 待审"), "「状态」"),
    ("number", lambda p: p.write("之前·数值", "六十", block="【指标】第 1 条"), "【指标】第 1 条「之前·数值」"),
    ("other unit", lambda p: p.write("之前·数值", "60吨", block="【指标】第 1 条"), "【指标】第 1 条「之前·数值」"),
    ("not stated and more", lambda p: p.write("投入（整项）", "未载明"), "「投入·资金」"),
    ("behind the form", lambda p: p.document.add_paragraph("还有一句话"), "“状态”一节、表格之外"),
    ("picture in a text", lambda p: picture_in(p, p.place("难点")), "「难点」"),
    ("picture outside", lambda p: p.document.add_picture(io.BytesIO(photograph())), "表格之外"),
    ("symbol", lambda p: put_xml(p.place("标题"), '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>'), "「标题」"),
    ("numbered", lambda p: put_xml(p.place("难点"), NUMBERED), "「难点」"),
    ("hidden", lambda p: put_xml(p.place("标题"), "<w:r><w:t>标题</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>"), "「标题」"),
    ("line of a list", lambda p: put(p.line("成效", 1)[2], "很多人"), "【成效】第 1 行「谁来衡量」"),
    ("block left out", lambda p: p.write("名称", "", block="【来源】第 1 条"), "【来源】第 1 条「名称」"),
    ("text box", lambda p: put_xml(p.place("标题"), f"<w:r><w:t>标题</w:t></w:r>{BOX}"), "「标题」"),
    ("table in a cell", lambda p: p.place("难点").add_table(1, 1).cell(0, 0).add_paragraph("套着的字"), "「难点」"),
    ("two columns in one", lambda p: merged_in(p.line("成效", 1)), "【成效】第 1 行"),
    ("row taken out", lambda p: take_out(p.row("摘要")), "「摘要」"),
    ("words behind an open box", lambda p: p.write("当地条件·地形", "☐ 山区和平原"), "「当地条件·地形」"),
]  # fmt: skip
NUMBERED = (
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>先修路</w:t></w:r>'
)


BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


def merged_in(line: list[Any]) -> None:
    line[1].merge(line[2])


def take_out(row: Any) -> None:
    row._tr.getparent().remove(row._tr)


def picture_in(paper: Paper, cell: Any) -> None:
    cell.paragraphs[-1].add_run().add_picture(io.BytesIO(photograph(gps=True)))


@pytest.mark.parametrize(
    ("change", "where"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_named_by_its_place_and_nothing_is_written(
    change: Any, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library_for(tmp_path)
    paper = Paper.of("cases", "chengxi-envoys").write("编号", "new-case")
    change(paper)
    paper.save(tmp_path / "表.docx")
    before = sorted(tmp_path.rglob("*"))
    code, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert (code, sorted(tmp_path.rglob("*"))) == (1, before)
    assert any(line.startswith(f"  {where}") for line in told.splitlines()), told


def test_a_name_that_two_counties_bear_is_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = library_for(tmp_path)
    table = content / "divisions.csv"
    lines = table.read_text("utf-8").splitlines()
    lines.append("990299,澄溪县,county,碧原省,,1981,,,")
    table.write_text("\n".join(lines) + "\n", "utf-8")
    Paper.of("cases", "chengxi-envoys").write("编号", "new-case").write("县市", "澄溪县").save(
        tmp_path / "表.docx"
    )
    code, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert code == 1
    assert "「县市」：叫“澄溪县”的不止一个" in told
    assert "（990299）" in told


def test_a_case_with_a_photograph_arrives_without_its_position(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = library_for(tmp_path)
    paper = Paper.of("cases", "chengxi-envoys").write("编号", "new-case").write("标题", "又一个案例")
    put(paper.place("图片", "【图片】第 1 条"))
    picture_in(paper, paper.place("图片", "【图片】第 1 条"))
    paper.save(tmp_path / "表.docx")
    code, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert code == 0, told
    with Image.open(content / "files/new-case-1.jpg") as picture:
        assert dict(picture.getexif()) == {}
    assert "file: new-case-1.jpg" in (content / "cases/new-case.yml").read_text("utf-8")
    assert not has_errors(check_content(content).problems)


def test_a_picture_needs_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library_for(tmp_path)
    paper = Paper.of("cases", "chengxi-envoys").write("编号", "new-case")
    paper.write("替代文字", block="【图片】第 1 条").write("权利人", block="【图片】第 1 条").save(
        tmp_path / "表.docx"
    )
    _, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert "【图片】第 1 条「替代文字」：没有填" in told
    assert "【图片】第 1 条「权利人」：没有填" in told


@pytest.mark.parametrize("label", ["摘要", "难点", "推广步骤", "来源方式·来源方式"])
def test_a_form_that_is_half_filled_becomes_a_draft(
    label: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is blank is told as such at its heading, nothing is put into it, and all else is kept."""
    content = library_for(tmp_path)
    labels = {entry.label for entry in form_of(Case).entries()}
    blank = label if label in labels else next(each for each in labels if each.endswith("难点"))
    paper = Paper.of("cases", "chengxi-envoys").write("编号", "half").write("状态", "草稿").write(blank, "")
    paper.save(tmp_path / "表.docx")
    code, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert code == 0, told
    assert f"待补：「{blank}」：没有填" in told
    found = check_content(content).problems
    assert not has_errors(found)
    assert [problem.level for problem in found if problem.location.path.endswith("half.yml")][:1] == [
        "unfinished"
    ]
    text = (content / "cases/half.yml").read_text("utf-8")
    assert "茶园老化" in text or blank == "难点"
    assert "not_stated" not in text.partition("steps:")[2].partition("\n")[0]


def test_what_is_published_may_lack_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = library_for(tmp_path)
    paper = Paper.of("cases", "chengxi-envoys").write("编号", "half").write("摘要", "")
    paper.save(tmp_path / "表.docx")
    code, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert code
    assert "「摘要」：没有填" in told
    assert not (content / "cases/half.yml").exists()


def test_a_folder_is_read_form_by_form_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library_for(tmp_path)
    forms = tmp_path / "表"
    forms.mkdir()
    for name in ("first-one", "second-one"):
        Paper.of("questions", "tea-stove").write("编号", "").save(forms / f"{name}.docx")
    Paper.of("questions", "tea-stove").save(forms / "taken.docx")
    (forms / "旧.wps").write_bytes(b"x")
    (forms / "~$打开着.docx").write_bytes(b"x")
    code, told = imported(tmp_path, "question", str(forms), capsys=capsys)
    assert code == 1
    assert "questions/first-one.yml" in told
    assert "questions/second-one.yml" in told
    assert "「编号」：tea-stove 已经用了" in told
    assert "旧.wps：.wps 读不了（在 Word、Excel 或 WPS 里另存为 .docx 再导入）" in told
    assert "~$" not in told


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library_for(tmp_path)
    Paper.of("events", "tea-training").write("编号", "again").save(tmp_path / "表.docx")
    code, told = imported(tmp_path, "event", str(tmp_path / "表.docx"), "--dry-run", capsys=capsys)
    assert code == 0
    assert "events/again.yml" in told
    assert not (tmp_path / "content/events/again.yml").exists()


def test_a_form_of_another_kind_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library_for(tmp_path)
    Paper.of("events", "tea-training").save(tmp_path / "表.docx")
    _, told = imported(tmp_path, "case", str(tmp_path / "表.docx"), capsys=capsys)
    assert "这是“活动表　第 1 版”，不是案例表" in told


def package(body: str, *, head: str = "") -> bytes:
    stream = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f"{head}<w:document {space}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: package("<w:p/>" + " " * (80 << 20)),
    "entity": lambda: package("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "billion": lambda: package("&b;", head='<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
    "deep": lambda: package("<w:ins>" * 3000 + "</w:ins>" * 3000),
    "no package": lambda: b"PK\x03\x04 broken",
    "old": lambda: b"\xd0\xcf\x11\xe0" + bytes(500),
    "empty": bytes,
    "broken XML": lambda: package("<w:p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    data = HOSTILE[name]()
    with pytest.raises(Unreadable) as refusal:
        read_word_form(data, form_of(Case))
    assert "/etc" not in str(refusal.value)


def test_the_command_fills_a_form_with_a_record_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = ["--content", str(TINY / "content")]
    assert (
        main(["template", "case", "--from", "chengxi-envoys", "-o", str(tmp_path / "表.docx"), *content]) == 0
    )
    assert (tmp_path / "表.docx").read_bytes() == filled_form("cases", "chengxi-envoys")
    assert main(["template", "case", "-o", str(tmp_path / "表.docx"), *content]) == 1
    assert main(["template", "case", "-o", str(tmp_path / "表.pdf"), *content]) == 2
    assert main(["template", "case", "--from", "none", "-o", str(tmp_path / "b.docx"), *content]) == 2
    assert "没有 none 这条案例记录" in capsys.readouterr().err
