"""`casebook import policy`: Word, saved pages and plain text become a record and its text; what has no place is told."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.intake import Unreadable
from county_casebook.intake.level import level_of
from county_casebook.intake.policy import draft_policy, suggest_id
from county_casebook.intake.reading import read_file
from county_casebook.intake.values import date_of, doc_no_of, kind_of
from county_casebook.places.divisions import real_divisions

TEXT = (
    "示例部关于县域科技服务的\n指导意见\n示例发〔2004〕47号\n各省、自治区、直辖市示例厅：\n　　为了示范，提出以下意见。\n"
    "一、总体要求\n（一）指导思想。因地制宜。\n（二）目标。\n1.到2005年建成示例。\n二、组织实施\n　　一是抓落实；二是抓检查。\n"
    "示例部\n二〇〇四年八月十日\n（此件公开发布）\n"
)
TABLE = (
    "索 引 号：\n00099/2004-00047\n主题分类：\n科技、教育\\科技\n发文机关：\n示例部\n成文日期：\n2004年08月10日\n标　　题：\n"
    "示例部关于县域科技服务的指导意见\n发文字号：\n示例发〔2004〕47号\n发布日期：\n2004年08月20日\n主 题 词：\n"
)
VALUES: dict[str, object] = {
    "title": "示例部关于县域科技服务的指导意见",
    "doc_no": "示例发〔2004〕47号",
    "issuers": ["示例部"],
    "issued": "2004-08-10",
    "document_kind": "意见",
    "level": "national",
    "validity": "不详",
    "status": "draft",
}
FROM_TABLE: dict[str, object] = {
    "released": "2004-08-20",
    "index_no": "00099/2004-00047",
    "subject_class": "科技、教育\\科技",
}


def page(body: str, *, charset: str = "utf-8", head: str = "") -> str:
    """A page as a government site serves it: navigation, head table, body, footer."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>页题</title>{head}<script>var a="脚本";</script></head>'
        '<body><div class="top"><ul><li><a href="/">首页</a></li><li>政策</li></ul></div>'
        "<table><tr><td><b>索 引 号：</b></td><td>00099/2004-00047</td><td><b>主题分类：</b></td><td>科技、教育\\科技</td></tr>"
        "<tr><td>发文机关：</td><td>示例部</td><td>成文日期：</td><td>2004年08月10日</td></tr>"
        "<tr><td>标　　题：</td><td colspan=3>示例部关于县域科技服务的指导意见</td></tr>"
        "<tr><td>发文字号：</td><td>示例发〔2004〕47号</td><td>发布日期：</td><td>2004年08月20日</td></tr>"
        "<tr><td>主 题 词：</td><td></td><td>公开方式：</td><td>主动公开</td></tr></table>"
        f'<div id="UCAP-CONTENT">{body}</div><div class="foot">版权所有</div></body></html>'
    )


def paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>\n" for line in text.splitlines())


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> bytes:
    """A .docx of one document part, as small as Word opens."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def word_paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


def imported(path: Path, content: Path) -> tuple[dict[str, object], str]:
    """Import a file; return the record as YAML reads it, and its text. The library must have no problem."""
    assert main(["import", "policy", str(path), "--content", str(content)]) == 0
    record = min((content / "policies").glob("*.yml"))
    text = record.with_suffix(".txt").read_bytes().decode()
    values = yaml.load(record.read_text("utf-8"), yaml.BaseLoader)
    assert values["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert check_content(content).problems == ()
    return values, text


def agrees(found: Mapping[str, object], expected: Mapping[str, object]) -> bool:
    return {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_file_comes_back_character_for_character(
    encoding: str, newline: str, content: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TABLE + TEXT).replace("\n", newline).encode(encoding))
    values, text = imported(path, content)
    assert text == TEXT
    assert agrees(values, VALUES | FROM_TABLE)
    assert (content / "policies/slf-2004-47.yml").is_file()


def test_a_text_without_a_table_speaks_for_itself(content: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    values, text = imported(tmp_path / "a.txt", content)
    assert text == TEXT
    assert agrees(values, VALUES)
    assert "released" not in values


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_saved_page_gives_its_table_and_its_text_without_navigation(
    charset: str, content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.html"
    head = (
        '<meta name="SiteName" content="示例网"><link rel="canonical" href="http://www.example.gov.cn/a.htm">'
    )
    path.write_bytes(
        page(paragraphs(TEXT), charset=charset, head=head).encode(
            "utf-8" if charset == "utf-8" else "gb18030"
        )
    )
    values, text = imported(path, content)
    assert text == TEXT
    assert agrees(values, VALUES | FROM_TABLE)
    assert values["sources"] == [
        {
            "title": VALUES["title"],
            "publisher": "示例网",
            "date": "2004-08-20",
            "url": "http://www.example.gov.cn/a.htm",
            "grade": "A",
        }
    ]
    said = capsys.readouterr().out
    assert "“公开方式”没有字段可放：主动公开" in said
    assert "网页上正文以外的 3 行（导航等）没有放进来：首页｜政策｜版权所有" in said


def test_an_address_that_is_none_is_no_source(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="http://[x.gov.cn/a"><meta name="Url" content="https://www.example.com/a">'
    (tmp_path / "a.html").write_text(page(paragraphs(TEXT), head=head), "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.html"), real_divisions())
    assert "sources" not in draft.values
    assert any("网址 https://www.example.com/a 不在 gov.cn" in sentence for sentence in draft.left)


UNKNOWN = [
    f'<div class="x"><div class="y">{paragraphs(TEXT)}</div></div>',
    f'<div class="x">{TEXT.replace(chr(10), "<br>")}</div>',
    f"<table><tr><td>{''.join(f'<p><span>{line}</span></p>' for line in TEXT.splitlines())}</td></tr></table>",
]


@pytest.mark.parametrize("body", UNKNOWN)
def test_a_page_of_an_unknown_site_gives_its_body(body: str, tmp_path: Path) -> None:
    links = "".join(f'<a href="/{order}">相关链接之{order}，一个很长的题目</a>' for order in range(40))
    html = page("").replace('<div id="UCAP-CONTENT"></div>', f"{body}<div>{links}</div>")
    (tmp_path / "a.htm").write_text(html, "utf-8")
    reading = read_file(tmp_path / "a.htm")
    assert reading.text == TEXT
    assert {row.name for row in reading.table} >= set(FROM_TABLE)


TABLES = [
    "<table><tr><th>索引号</th><td>0009/1</td></tr><tr><th>发文字号</th><td>示例发〔2004〕47号</td><th>有效性</th><td>失效</td></tr></table>",
    "<table><tr><td class=t>信息索引号</td><td><!--<$[A]>-->0009/1<!--<$[A]>--></td><td>成文日期</td><td>—&nbsp;&nbsp;—</td></tr>"
    "<tr><td>文件编号</td><td>示例发〔2004〕47号</td><td>效力状况</td><td>失效</td></tr></table>",
    "<dl><dt>索引号</dt><dd>0009/1</dd><dt>文号：</dt><dd>示例发〔2004〕47号</dd><dt>发布日期</dt><dd></dd><dt>有效性</dt><dd>失效</dd></dl>",
    "<ul><li><span>索 引 号</span>：0009/1</li><li><span class=lab>文　　号：</span><span>示例发〔2004〕47号</span></li>"
    "<li><span>时效性</span>失效</li></ul>",
    "<div><p><strong>索引号：</strong>0009/1　<strong>发文字号：</strong></p></div><div><b>发文字号：</b>示例发〔2004〕47号<br><b>有效性：</b>失效</div>",
]


@pytest.mark.parametrize("table", TABLES)
def test_head_tables_of_many_sites_are_read(table: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<body>{table}<div>{paragraphs(TEXT)}</div></body>", "utf-8")
    reading = read_file(tmp_path / "a.html")
    assert {row.name: row.value for row in reading.table} == {
        "index_no": "0009/1",
        "doc_no": "示例发〔2004〕47号",
        "validity": "失效",
    }
    assert reading.text == TEXT
    assert draft_policy(reading, real_divisions()).values["validity"] == "失效"


def test_a_validity_in_other_words_is_told_not_translated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TABLE.replace("主 题 词：", "有效性：有效") + TEXT, "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.txt"), real_divisions())
    assert draft.values["validity"] == "不详"
    assert "表里的“有效性”读不成效力：有效" in draft.left


def test_breaks_in_a_pages_source_are_not_breaks_in_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        page(
            "<p>　　甲\n    乙<br>丙&nbsp;丁 A\nB</p><div><span>戊</span><b>己。以上共二十个字以上的正文。</b></div>"
        ),
        "utf-8",
    )
    assert read_file(path).text == "　　甲乙\n丙\u00a0丁 A B\n戊己。以上共二十个字以上的正文。\n"


def test_a_word_document_comes_back_character_for_character(content: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(word_paragraphs(TEXT)))
    values, text = imported(tmp_path / "a.docx", content)
    assert text == TEXT
    assert agrees(values, VALUES)


def test_a_dry_run_shows_metadata_and_clauses_and_writes_nothing(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TABLE + TEXT.replace("（二）", "（三）"), "utf-8")
    assert main(["import", "policy", "--dry-run", str(tmp_path / "a.txt"), "--content", str(content)]) == 0
    said = capsys.readouterr().out
    assert "policies/slf-2004-47.yml" in said
    assert "  发文字号　示例发〔2004〕47号\n" in said
    assert (
        "    #1　一、总体要求\n      #1.1　（一）指导思想。因地制宜。\n      #1.3　（三）目标。\n        #1.3.1"
        in said
    )
    assert "编号跳号：上一个是 1，这里是 （三）" in said
    assert "请核对：来源没有写" in said
    assert not list(content.rglob("*"))


def test_nothing_is_overwritten(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    arguments = ["import", "policy", str(tmp_path / "a.txt"), "--content", str(content)]
    assert main(arguments) == 0
    before = {path: path.read_bytes() for path in content.rglob("*.*")}
    assert main(arguments) == 2
    assert "编号 slf-2004-47 已经用了，没有覆盖" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == before
    assert main([*arguments, "--id", "another-one"]) == 0
    assert "发文字号已是 slf-2004-47 的" in capsys.readouterr().out
    assert main([*arguments, "--id", "No Good"]) == 2
    (content / "policies/slf-2004-47.txt").unlink()
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "核对后把 .txt 改名为 slf-2004-47.txt，放在" in said
    assert "text_sha256 抄进原记录" in said


def test_several_files_are_imported_and_the_worst_counts(content: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.txt").write_text(TEXT.replace("47号", "48号"), "utf-8")
    files = [str(tmp_path / name) for name in ("a.txt", "b.docx", "c.txt")]
    assert main(["import", "policy", *files, "--content", str(content)]) == 1
    assert sorted(path.name for path in (content / "policies").glob("*.yml")) == [
        "slf-2004-47.yml",
        "slf-2004-48.yml",
    ]
    assert main(["import", "policy", *files, "--id", "abc", "--content", str(content)]) == 2


def test_what_nobody_says_stays_unknown_and_is_told(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("某某县（市）工作方案\n\n为了示范，制定本方案。\n", "utf-8")
    values, _ = imported(tmp_path / "a.txt", content)
    assert (values["issuers"], values["issued"], values["level"]) == (
        ["not_stated"],
        "not_stated",
        "not_stated",
    )
    said = capsys.readouterr().out
    for title in ("发文机关", "成文日期", "层级"):
        assert f"请核对：{title}" in said
    written = min((content / "policies").glob("*.yml")).read_text("utf-8")
    assert "# 请核对：发文机关（issuers）没有认出，暂写 not_stated，请核对原件\n" in written


def test_a_table_that_disagrees_with_its_text_is_told(tmp_path: Path) -> None:
    table = TABLE.replace("2004年08月10日", "2004年08月11日").replace("〔2004〕47号", "〔2004〕74号")
    (tmp_path / "a.txt").write_text(table.replace("服务的指导", "建设的指导") + TEXT, "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.txt"), real_divisions())
    assert draft.id == "slf-2004-74"
    assert set(draft.left) > {
        "标题（title）拿不准：表里是这个（已采用），正文文首是：示例部关于县域科技服务的指导意见",
        "成文日期（issued）拿不准：表里是 2004-08-11（已采用），正文是 2004-08-10",
        "发文字号（doc_no）拿不准：表里是 示例发〔2004〕74号（已采用），正文是 示例发〔2004〕47号",
    }


@pytest.mark.parametrize("sign", ["\u200b", "\ufe00", "\u2028", "\ue000"])
def test_hidden_characters_of_the_head_table_are_no_part_of_the_record(
    sign: str, content: Path, tmp_path: Path
) -> None:
    head = f'<meta name="SiteName" content="示例{sign}网">'
    saved = (
        page(paragraphs(TEXT), head=head)
        .replace("示例发〔2004〕", f"示例发{sign}〔2004〕")
        .replace("主动公开", f"主动{sign}公开")
    )
    (tmp_path / "a.html").write_text(saved.replace("科技、教育", f"科技、{sign}教育"), "utf-8")
    values, _ = imported(tmp_path / "a.html", content)
    assert not [value for value in values.values() if sign in str(value)]
    assert any("U+" in sentence or "分行符" in sentence for sentence in read_file(tmp_path / "a.html").left)


def test_hidden_characters_are_taken_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("示例发", "\u200b示例发"), "utf-8")
    reading = read_file(tmp_path / "a.txt")
    assert reading.text == TEXT
    assert reading.left == ("去掉了 1 个看不见的字符 U+200B",)


ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="x">&b;</w:document>'


def odd_word(document: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"PK\x03\x04 broken", "不是完好的 .docx"),
        ("a.docx", word(word_paragraphs(TEXT))[:-40], "不是完好的 .docx"),
        ("a.docx", odd_word("<w:document"), "不合格式"),
        ("a.docx", odd_word(ENTITY), "不合格式"),
        ("a.docx", odd_word("<a>" * 500 + "</a>" * 500), "套得太深"),
        ("a.docx", odd_word(" " * (31 << 20)), "超过 30 MB，不像一份公文"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "旧版 Word"),
        ("a.txt", bytes(range(256)), "读不出文字"),
        ("a.txt", b"", "没有读到正文"),
        ("a.txt", "甲。\n".encode(), "没有认出标题"),
        ("a.txt", ("某某方案\n甲。\n" + "乙" * (1 << 19) + "\n").encode(), "超过 1 MiB"),
        ("a.html", b"<html><body><script>1</script></body></html>", "没有读到正文"),
        ("a.html", b"<div>" * 100_000, "套得太深"),
        ("a.wps", b"x", "只读 .txt、.docx、.html、.htm、.mht、.mhtml、.pdf 文件"),
        ("a.pdf", b"%PDF", "不是完好的 PDF"),
        ("a.mht", b"x", "没有网页"),
        ("a.doc", b"{\\rtf1 x}", "里面是 RTF 文档，请用 Word 或 WPS 打开，另存为 .docx"),
        ("a.docx", b"{\\rtf1 x}", "名字是 .docx，里面是 RTF 文档：请用 Word 或 WPS 打开，另存为 .docx"),
        ("a.doc", b"<html><body>x", "里面是网页，把名字的末尾改成 .html 再导入"),
        (
            "a.txt",
            b"\xef\xbb\xbf <!DOCTYPE html><p>",
            "名字是 .txt，里面是网页：把名字的末尾改成 .html 再导入",
        ),
        ("a.doc", word(word_paragraphs(TEXT)), "里面是 Word 文件，把名字的末尾改成 .docx 再导入"),
        (
            "a.pdf",
            word(word_paragraphs(TEXT)),
            "名字是 .pdf，里面是 Word 文件：把名字的末尾改成 .docx 再导入",
        ),
        ("a.docx", b"%PDF-1.7 x", "名字是 .docx，里面是 PDF：把名字的末尾改成 .pdf 再导入"),
        ("a.html", b"From: <Saved by Blink>\r\nx", "里面是单个文件的网页：把名字的末尾改成 .mht 再导入"),
        ("a.rtf", b"x", ".rtf、.odt 也一样"),
        ("missing.txt", None, "没有这个文件"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_1(
    name: str,
    data: bytes | None,
    said: str,
    content: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["import", "policy", str(tmp_path / name), "--content", str(content)]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert not list(content.rglob("*"))


@pytest.mark.parametrize(
    ("issuers", "level"),
    [
        (("国务院办公厅",), "national"),
        (("科学技术部", "财政部"), "national"),
        (("浙江省人民政府",), "provincial"),
        (("浙江省绍兴市新昌县人民政府",), "county"),
        (("中共浙江省委员会",), "provincial"),
        (("财政部", "浙江省财政厅"), ""),
        (("某某学会",), ""),
        (("中共青岭县委宣传部",), ""),
        (("青岭县人民武装部",), ""),
        (("组织部",), ""),
        (("国家税务总局青岭县税务局",), ""),
        (("国家统计局新昌调查队",), ""),
        (("中华人民共和国青岭海关",), ""),
        (("国家级青岭经济开发区管理委员会",), ""),
        (("中央大街街道办事处",), ""),
        (("新昌县白石镇人民政府",), ""),
        (("新昌县羽林街道办事处",), ""),
        (("新昌县羽林街道某某村村民委员会",), ""),
        (("新昌县乡镇企业局",), "county"),
        (("国家市场监督管理总局",), "national"),
        (("国家林业局办公室",), "national"),
        (("中共中央组织部",), "national"),
        (("住房和城乡建设部办公厅",), "national"),
        (("国务院国有资产监督管理委员会",), "national"),
    ],
)
def test_a_level_is_what_the_names_say(issuers: tuple[str, ...], level: str) -> None:
    assert level_of(issuers, real_divisions()) == level


def test_a_name_has_the_level_of_its_year() -> None:
    issuers = ("重庆市人民政府",)
    assert level_of(issuers, real_divisions(), 1990) == "prefecture"
    assert level_of(issuers, real_divisions(), 2004) == "provincial"
    assert level_of(issuers, real_divisions()) == ""


@pytest.mark.parametrize(
    ("doc_no", "title", "suggested"),
    [
        ("国办发〔2017〕47号", "", "gbf-2017-47"),
        ("国科发农〔2022〕158号", "", "gkfn-2022-158"),
        ("国令第706号", "", "gl-706"),
        ("", "县（市）科技工作年工作方案", "xskjgzngzfa"),
        ("", "A", "policy-559aead0"),
    ],
)
def test_an_id_is_suggested(doc_no: str, title: str, suggested: str) -> None:
    assert suggest_id(doc_no, title) == suggested


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2018年12月03日", "2018-12-03"),
        ("２０１８年１月３日", "2018-01-03"),
        ("二〇〇四年十月二十日", "2004-10-20"),
        ("二OO四年十一月三十一日", ""),
        ("二○○四年十二月三十一日", "2004-12-31"),
        ("2004-08-10 10:20", "2004-08-10"),
        ("2004年8月", "2004-08"),
        ("2004年8月1日至2004年9月1日", ""),
        ("不详", ""),
    ],
)
def test_dates_are_read_as_they_are_written(words: str, read: str) -> None:
    assert date_of(words) == read


def test_numbers_and_kinds_are_read_in_their_standard_form() -> None:
    assert doc_no_of("国办发[2017] 47号") == "国办发〔2017〕47号"
    assert doc_no_of("国令第７０６号") == "国令第706号"
    assert doc_no_of("关于国办发〔2017〕47号的通知") == ""
    assert kind_of("某某关于印发《某某规则》的通知") == "通知"
    assert kind_of("某某实施方案（试行）") == "方案"
    assert kind_of("某某复函") == "函"
    assert kind_of("某某法") == "法律"
    assert kind_of("某某办法") == "办法"
    assert kind_of("某某情况") == ""


def test_a_title_may_end_with_brackets_and_stand_below_the_red_head(tmp_path: Path) -> None:
    text = "附件：\n示例部文件\n示例发〔2004〕47号\n（2004年8月10日\n示例部通过）\n示例工作\n实施方案（试行）\n各省示例厅：\n甲。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.txt"), real_divisions())
    assert draft.values["title"] == "示例工作实施方案（试行）"
    assert draft.text == text


def test_old_texts_keep_their_subject_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT + "主题词：科技　服务　意见\n", "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.txt"), real_divisions())
    assert draft.values["subject_words"] == ["科技", "服务", "意见"]
    (tmp_path / "a.txt").write_text(TEXT.replace("二〇〇四年", "二〇一四年") + "主题词：科技\n", "utf-8")
    draft = draft_policy(read_file(tmp_path / "a.txt"), real_divisions())
    assert "subject_words" not in draft.values
    assert "主题词没有放进来，只收 2012-07-01 以前的：科技" in draft.left


def test_a_law_names_its_versions_and_who_adopted_it(content: Path, tmp_path: Path) -> None:
    text = (
        "中华人民共和国示例法\n（1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过　根据2012年8月31日第十一届全国人民代表大会\n"
        "常务委员会第二十八次会议《关于修改〈中华人民共和国示例法〉的决定》第一次修正）\n目　录\n第一章　总则\n第一章　总则\n第一条　甲。\n"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    values, kept = imported(tmp_path / "a.txt", content)
    assert kept == text
    assert agrees(
        values,
        {
            "title": "中华人民共和国示例法",
            "issuers": ["全国人民代表大会常务委员会"],
            "issued": "1993-07-02",
            "document_kind": "法律",
            "level": "national",
            "versions": [
                {"date": "1993-07-02", "note": "通过"},
                {"date": "2012-08-31", "note": "第一次修正"},
            ],
        },
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有这个文件"):
        read_file(tmp_path)
