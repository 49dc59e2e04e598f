"""Official papers of fictional bodies in the layouts that offices and their sites give them, with what each says of itself.

`python -m tests.official_papers [FOLDER]` prints how many of each field are read right, marked unsure, and wrong without a mark.
FOLDER may hold more .txt files with the head table of a government page: their values are those of the table, and the table is
then taken away, so that the text has to speak for itself.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from county_casebook.intake import Unreadable
from county_casebook.intake.policy import draft_policy
from county_casebook.intake.reading import read_file
from county_casebook.places.divisions import real_divisions
from tests.word_files import document, paragraph, table, with_chunk

FIELDS = ("title", "doc_no", "issuers", "issued")


@dataclass(frozen=True, slots=True)
class Content:
    """What a paper says: its lines, and the values of its record."""

    kind: str
    title: str
    doc_no: str
    issuers: tuple[str, ...]
    issued: str
    above: tuple[str, ...]
    """The red head, and numbers above the title."""
    heading: tuple[str, ...]
    words: tuple[str, ...]
    below: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    """A table that is attached."""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file, and what an editor would write into its record."""

    name: str
    data: bytes
    content: Content


CONTENTS = (
    Content(
        "国务院令式的令", "示例国科技特派员条例", "示例国务院令第415号", ("示例国务院",), "2004-09-05",
        ("示例国务院令", "第415号"), (),
        ("《示例国科技特派员条例》已经2004年8月25日示例国务院第63次常务会议通过，现予公布，自2004年11月1日起施行。", "总理　某某某", "2004年9月5日",
         "示例国科技特派员条例", "第一章　总则", "第一条　为了规范科技特派员工作，制定本条例。", "第二条　本条例自2004年11月1日起施行。"),
        (), (),
    ),
    Content(
        "市政府令", "虚构市科技进步办法", "虚构市人民政府令第7号", ("虚构市人民政府",), "2009-11-02",
        ("虚构市人民政府令", "第 7 号"), (),
        ("现公布《虚构市科技进步办法》，自2010年1月1日起施行。", "市长　某某", "二〇〇九年十一月二日", "虚构市科技进步办法", "第一条　为促进科技进步，制定本办法。",
         "第二条　市人民政府领导全市科技进步工作。"),
        (),
    ),
    Content(
        "国发", "示例国务院关于加快县域科技创新的意见", "示国发〔2015〕32号", ("示例国务院",), "2015-06-11",
        ("示国发〔2015〕32号",), ("示例国务院关于加快", "县域科技创新的意见"),
        ("各省、自治区、直辖市人民政府，示例国务院各部委、各直属机构：", "　　县域是创新的基础。现提出以下意见。", "　　一、总体要求", "　　（一）指导思想。坚持因地制宜。",
         "　　二、保障措施", "　　加强领导，落实责任。"),
        ("示例国务院", "2015年6月11日", "（此件公开发布）"),
    ),
    Content(
        "部委通知", "示例科技部关于申报二〇一六年科技富民项目的通知", "示科发农〔2016〕48号", ("示例科技部",), "2016-03-18",
        ("示例科技部文件", "示科发农〔2016〕48号"), ("示例科技部关于申报二〇一六年", "科技富民项目的通知"),
        ("各省、自治区、直辖市科技厅（委、局）：", "　　为做好申报工作，现将有关事项通知如下：", "　　一、申报条件", "　　1.申报单位是法人。", "　　2.有稳定的示范基地。",
         "　　二、申报时间", "　　2016年4月30日以前。", "　　附件：示范项目申报书"),
        ("示例科技部", "2016年3月18日"),
    ),
    Content(
        "联合发文", "关于开展科技示范乡镇创建工作的通知", "样组发〔2013〕21号", ("中共样本县委组织部", "样本县科学技术局", "样本县财政局"), "2013-07-01",
        ("中共样本县委组织部　文件", "样本县科学技术局", "样本县财政局", "样组发〔2013〕21号"), ("关于开展科技示范乡镇创建工作的通知",),
        ("各乡镇党委、人民政府：", "　　经研究，决定开展创建工作。", "　　一、创建标准", "　　有机构、有人员、有经费。", "　　二、工作要求", "　　按时上报。"),
        ("中共样本县委组织部　样本县科学技术局　样本县财政局", "2013年7月1日"),
    ),
    Content(
        "省办法", "样本省科技特派员管理办法（试行）", "", ("样本省科学技术厅",), "2018-05-20",
        (), ("样本省科技特派员管理办法（试行）", "（2018年5月20日样本省科学技术厅发布）"),
        ("第一章　总则", "第一条　为加强管理，制定本办法。", "第二条　本办法适用于本省。", "第二章　选派", "第三条　选派坚持自愿。", "第四条　本办法自发布之日起施行。"),
        (),
    ),
    Content(
        "市实施方案", "虚构市人民政府办公室关于印发虚构市科技强农实施方案的通知", "虚政办发〔2021〕15号", ("虚构市人民政府办公室",), "2021-04-09",
        ("虚政办发〔2021〕15号",), ("虚构市人民政府办公室关于印发", "虚构市科技强农实施方案的通知"),
        ("各县（市、区）人民政府，市直各单位：", "　　《虚构市科技强农实施方案》已经市政府同意，现印发给你们，请认真组织实施。"),
        ("虚构市人民政府办公室", "2021年4月9日", "虚构市科技强农实施方案", "　　为推进科技强农，制定本方案。", "　　一、目标任务", "　　到2025年，建成示范基地100个。"),
    ),
    Content(
        "县申报指南", "样本县科学技术局关于发布2022年度科技计划项目申报指南的通知", "样科〔2022〕9号", ("样本县科学技术局",), "2022-02-28",
        ("样科〔2022〕9号",), ("样本县科学技术局", "关于发布2022年度科技计划项目申报指南的通知"),
        ("各有关单位：", "　　现将《2022年度科技计划项目申报指南》予以发布。", "　　一、支持重点", "　　（一）茶叶提质增效。", "　　（二）山地农机。", "　　联系人：科技股　联系电话：0999-1234567",
         "　　附件：1.申报书", "　　　　　2.汇总表"),
        ("样本县科学技术局", "2022年2月28日"),
    ),
    Content(
        "公示名单", "关于2020年度拟认定科技示范户名单的公示", "", ("样本县科学技术局",), "2020-11-12",
        (), ("关于2020年度拟认定科技示范户名单的公示",),
        ("　　根据有关规定，现将拟认定的示范户名单予以公示，公示期为2020年11月12日至11月18日。", "　　监督电话：0999-7654321"),
        ("样本县科学技术局", "2020年11月12日"),
        (("序号", "乡镇", "示范户"), ("1", "青山镇", "青山茶叶合作社"), ("2", "白水乡", "白水农机公司"), ("3", "红土乡", "红土果蔬公司")),
    ),
    Content(
        "会议纪要", "关于研究科技园区建设有关问题的会议纪要", "样府阅〔2017〕6号", ("样本县人民政府办公室",), "2017-08-15",
        ("样府阅〔2017〕6号",), ("关于研究科技园区建设有关问题的会议纪要",),
        ("　　2017年8月10日，副县长主持召开会议，研究科技园区建设有关问题。会议议定：", "　　一、园区用地由国土部门负责。", "　　二、建设资金由财政部门安排。"),
        ("样本县人民政府办公室", "2017年8月15日"),
    ),
    Content(
        "规划", "样本县“十四五”科技创新规划", "样政发〔2021〕30号", ("样本县人民政府",), "2021-12-20",
        ("样本县人民政府文件", "样政发〔2021〕30号"), ("样本县“十四五”科技创新规划",),
        ("　　为加快科技创新，编制本规划。", "　　一、现状与形势", "　　（一）发展基础。“十三五”期间取得成绩。", "　　二、目标", "　　主要指标见下表。"),
        ("样本县人民政府", "2021年12月20日"),
        (("指标", "2020年", "2025年"), ("研发投入（万元）", "1200", "3000"), ("高新技术企业（家）", "8", "20")),
    ),
    Content(
        "批复", "样本省人民政府关于同意设立样本县农业科技园区的批复", "样政函〔2011〕77号", ("样本省人民政府",), "2011-09-30",
        ("样政函〔2011〕77号",), ("样本省人民政府关于同意设立", "样本县农业科技园区的批复"),
        ("虚构市人民政府：", "　　你市《关于设立样本县农业科技园区的请示》（虚政〔2011〕45号）收悉。现批复如下：", "　　一、同意设立样本县农业科技园区。", "　　二、请加强管理。"),
        ("样本省人民政府", "二〇一一年九月三十日"),
    ),
    Content(
        "函", "虚构市科学技术局关于商请支持科技活动周的函", "虚科函〔2019〕12号", ("虚构市科学技术局",), "2019-04-22",
        ("虚科函〔2019〕12号",), ("虚构市科学技术局关于商请支持科技活动周的函",),
        ("市农业农村局：", "　　为办好科技活动周，现商请贵局支持。", "　　特此函达。"),
        ("虚构市科学技术局", "2019年4月22日"),
    ),
    Content(
        "公告", "样本县人民政府关于禁止焚烧秸秆的公告", "", ("样本县人民政府",), "2014-10-08",
        (), ("样本县人民政府", "关于禁止焚烧秸秆的公告"),
        ("　　为保护环境，现公告如下：", "　　一、全县范围内禁止焚烧秸秆。", "　　二、违反的，依法处理。", "　　特此公告。"),
        ("样本县人民政府", "2014年10月8日"),
    ),
    Content(
        "转发", "样本县人民政府办公室转发县科技局等部门关于加强农村科技服务意见的通知", "样政办〔2010〕41号", ("样本县人民政府办公室",), "2010-06-03",
        ("样本县人民政府办公室文件", "样政办〔2010〕41号"), ("样本县人民政府办公室", "转发县科技局等部门", "关于加强农村科技服务意见的通知"),
        ("各乡镇人民政府，县直各单位：", "　　县科技局、县财政局《关于加强农村科技服务的意见》已经县政府同意，现转发给你们，请贯彻执行。"),
        ("样本县人民政府办公室", "二○一○年六月三日", "关于加强农村科技服务的意见", "　　一、健全网络", "　　每乡建站。"),
    ),
    Content(
        "清理文件", "虚构市人民政府办公室关于清理规范性文件有关事项的通知", "虚政办函〔2016〕3号", ("虚构市人民政府办公室",), "2016-03-01",
        ("虚政办函〔2016〕3号",), ("虚构市人民政府办公室关于清理规范性文件", "有关事项的通知"),
        ("各县（市、区）人民政府：", "　　请抓紧清理。"),
        ("虚构市人民政府办公室", "2016年3月1日"),
    ),
)  # fmt: skip


# Layouts -------------------------------------------------------------------------------------------------------------


def lines_of(content: Content) -> list[str]:
    """The paper as it is printed, but for its table."""
    return [*content.above, *content.heading, *content.words, *content.below]


def body_of(content: Content) -> list[str]:
    """The paper as a site shows it below a title of its own: without its title."""
    return [*content.words, *content.below] if not content.order else lines_of(content)


def labels(content: Content, colon: str = "：") -> list[tuple[str, str]]:
    year, month, day = content.issued.split("-")
    return [
        ("索 引 号", "00099000/2021-00012"),
        ("主题分类", "科技、教育\\科技"),
        ("发文机关", " ".join(content.issuers)),
        ("成文日期", f"{year}年{month}月{day}日"),
        ("标　　题", content.title),
        ("发文字号", content.doc_no),
        ("发布日期", f"{int(year) + 1}年01月05日"),
    ]


def with_rows(content: Content) -> list[str]:
    return [*lines_of(content), *("\t".join(row) for row in content.rows)]


def text(lines: Iterable[str], encoding: str = "utf-8") -> bytes:
    return "".join(f"{line}\n" for line in lines).encode(encoding)


def txt_as_printed(content: Content) -> bytes:
    return text(with_rows(content))


def txt_gbk_spread(content: Content) -> bytes:
    """Blank lines between, blanks before, Windows line ends."""
    return "\r\n\r\n".join(f"        {line}" for line in with_rows(content)).encode("gb18030")


def txt_below_a_table_of_lines(content: Content) -> bytes:
    cells = [part for label, value in labels(content) for part in (f"{label}：", value) if part]
    return text([*cells, *with_rows(content), "扫一扫在手机打开当前页"])


def txt_copied_from_a_page(content: Content) -> bytes:
    """Navigation, the title of the page, a line of labels, the text, and the foot."""
    return text(
        [
            "当前位置：首页 > 政务公开 > 政策文件",
            "返回顶部",
            "字体：【大 中 小】",
            f"发布时间：2022-01-05 来源：{content.issuers[0]} 浏览次数：123",
            *with_rows(content),
            "【打印本页】 【关闭窗口】",
            "主办：样本县人民政府办公室",
            "样ICP备12345678号",
        ]
    )


def txt_title_above_labels(content: Content) -> bytes:
    number = f" 文号:{content.doc_no}" if content.doc_no else ""
    year, month, day = (int(part) for part in content.issued.split("-"))
    return text(
        [
            content.title,
            f"索引号:000014349/2013-00001{number} 成文日期:{year}年{month}月{day}日",
            *(body_of(content) if content.heading else lines_of(content)),
        ]
    )


def _html(head: str, body: str, charset: str = "utf-8") -> bytes:
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'
    return page.encode("utf-8" if charset == "utf-8" else "gb18030")


NAVIGATION = (
    '<div class="top"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/hd">互动交流</a></div>'
    '<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>'
)
FOOT = "<div class='foot'><p>主办：样本县人民政府办公室　地址：样本县青山镇一号</p><p>版权所有　样ICP备12345678号　网站标识码：9901010001</p></div>"


def html_rows(content: Content) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in content.rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>" if content.rows else ""


def html_broken_lines(content: Content) -> bytes:
    """One block of text with <br>, the title outside, a line of labels without a table."""
    words = "<br>\n".join(f"&nbsp;&nbsp;{line}" for line in lines_of(content))
    body = (
        f"{NAVIGATION}<h1>{content.title}</h1><div class='info'>发布时间：2022-01-05　来源：{content.issuers[0]}　阅读：321</div>"
        f"<div class='text'>{words}{html_rows(content)}</div>{FOOT}"
    )
    return _html(f"<title>{content.title}_样本县人民政府</title>", body)


def html_title_outside(content: Content) -> bytes:
    """The title and the number outside the body; links to explanations in it; labels in brackets; GBK."""
    rows = "".join(f"<li>[ {label} ] {value}</li>" for label, value in labels(content) if "题" not in label)
    words = "".join(f"<p>{line}</p>" for line in body_of(content))
    body = (
        f"{NAVIGATION}<ul class='head'>{rows}</ul><div class='wz'><h1>{content.title}</h1></div>"
        f"<div id='zoom'><p>政策解读链接：<a href='/jd'>《{content.title}》解读</a></p>{words}{html_rows(content)}</div>{FOOT}"
    )
    return _html("<title>政策文件</title>", body, "gbk")


def html_boxes(content: Content) -> bytes:
    """Each paragraph in a box of its own, the head table a table, related papers beside."""
    pairs = labels(content)
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in pairs)
    words = "".join(f"<div><p><span>{line}</span></p></div>" for line in lines_of(content))
    related = "".join(
        f"<li><a href='/{each}'>样本县另一份很长的文件之{each}的通知</a></li>" for each in range(8)
    )
    body = f"{NAVIGATION}<table>{rows}</table><div class='main'>{words}{html_rows(content)}</div><div class='related'><ul>{related}</ul></div>{FOOT}"
    return _html("<title>样本县人民政府门户网站</title>", body)


def html_official_tags(content: Content) -> bytes:
    """The tags of a government site; the title outside its body, which has neither title nor number."""
    head = (
        f'<meta name="ArticleTitle" content="{content.title}"><meta name="PubDate" content="2022-01-05 09:00">'
        '<meta name="SiteName" content="样本县人民政府"><meta name="Url" content="http://www.example.gov.cn/a.html">'
    )
    words = "".join(f"<p>　　{line}</p>" for line in body_of(content))
    number = f"<p class='wh'>{content.doc_no}</p>" if content.doc_no else ""
    return _html(
        head,
        f"{NAVIGATION}<h2>{content.title}</h2>{number}<div class='TRS_Editor'>{words}{html_rows(content)}</div>{FOOT}",
    )


def docx_as_printed(content: Content) -> bytes:
    body = "".join(paragraph(line) for line in lines_of(content))
    return document(body + (table(content.rows) if content.rows else ""))


def docx_red_head_in_a_table(content: Content) -> bytes:
    """The red head in a table without lines; the date and who signed in one paragraph with a break between."""
    head = table([[line] for line in content.above]) if content.above else ""
    body = "".join(paragraph(line) for line in (*content.heading, *content.words, *content.below))
    return document(head + body + (table(content.rows) if content.rows else ""))


def docx_with_a_page(content: Content) -> bytes:
    words = "".join(f"<p>{line}</p>" for line in lines_of(content))
    return with_chunk("afchunk.html", _html("", f"<div>{words}</div>{html_rows(content)}"))


LAYOUTS: dict[str, Callable[[Content], bytes]] = {
    "as-printed.txt": txt_as_printed,
    "gbk-spread.txt": txt_gbk_spread,
    "below-a-table.txt": txt_below_a_table_of_lines,
    "copied-from-a-page.txt": txt_copied_from_a_page,
    "title-above-labels.txt": txt_title_above_labels,
    "broken-lines.html": html_broken_lines,
    "title-outside.html": html_title_outside,
    "boxes.htm": html_boxes,
    "official-tags.html": html_official_tags,
    "as-printed.docx": docx_as_printed,
    "red-head-in-a-table.docx": docx_red_head_in_a_table,
    "with-a-page.docx": docx_with_a_page,
}


def papers() -> Iterator[Paper]:
    """Yield every content in every layout."""
    for order, content in enumerate(CONTENTS, 1):
        for name, layout in LAYOUTS.items():
            yield Paper(f"{order:02}-{content.kind}-{name}", layout(content), content)


# Figures -------------------------------------------------------------------------------------------------------------


def outcomes(paper: Paper, folder: Path) -> dict[str, str]:
    """What became of each field of a paper: `right`, `unsure`, or what was wrong without a mark."""
    path = folder / paper.name
    path.write_bytes(paper.data)
    expected = {
        "title": paper.content.title,
        "doc_no": paper.content.doc_no,
        "issuers": list(paper.content.issuers),
        "issued": paper.content.issued,
    }
    try:
        draft = draft_policy(read_file(path), real_divisions())
    except Unreadable as refusal:
        return dict.fromkeys(FIELDS, f"unsure: {refusal}")
    found = {name: draft.values.get(name, "") for name in FIELDS}
    return {
        name: f"unsure: {draft.unsure[name]}"
        if name in draft.unsure
        else "right"
        if found[name] == expected[name]
        else f"wrong: {found[name]}"
        for name in FIELDS
    }


def figures(found: Iterable[dict[str, str]]) -> dict[str, Counter[str]]:
    """How many papers have each field right, unsure and wrong."""
    counts = {name: Counter[str]() for name in FIELDS}
    for paper in found:
        for name, outcome in paper.items():
            counts[name][outcome.partition(":")[0]] += 1
    return counts


def as_table(counts: dict[str, Counter[str]]) -> str:
    lines = ["field        papers   right  unsure   wrong"]
    for name, count in counts.items():
        total = sum(count.values())
        shares = "".join(f"{100 * count[outcome] / total:7.1f}%" for outcome in ("right", "unsure", "wrong"))
        lines.append(f"{name:10} {total:8} {shares}")
    return "\n".join(lines)


def of_tables(folder: Path) -> Iterator[Paper]:
    """Yield the papers of a folder, each with its head table and without."""
    for path in sorted(folder.glob("*.txt")):
        reading = read_file(path)
        row = {each.name: each.value for each in reading.table}
        if not {"title", "issued", "issuers"} <= row.keys():
            continue
        from county_casebook.intake.values import date_of, doc_no_of

        content = replace(
            CONTENTS[0], kind=path.stem, title=row["title"], doc_no=doc_no_of(row.get("doc_no", "")),
            issuers=tuple(row["issuers"].split()), issued=date_of(row["issued"]),
        )  # fmt: skip
        yield Paper(path.name, path.read_bytes(), content)
        if "令第" in content.doc_no:  # the table says 国令第1号, the text 某某国务院令 第1号
            head = [line.strip() for line in reading.text.splitlines()[:2]]
            content = replace(content, doc_no=doc_no_of("".join(head)))
        yield Paper(f"bare-{path.name}", reading.text.encode(), content)


def main() -> int:
    """Print the figures, and every field that is not right."""
    with tempfile.TemporaryDirectory() as folder:
        every = [*papers(), *(paper for name in sys.argv[1:] for paper in of_tables(Path(name)))]
        found = {paper.name: outcomes(paper, Path(folder)) for paper in every}
    for name, outcome in found.items():
        for field, said in outcome.items():
            if said != "right":
                print(f"{name}\t{field}\t{said}")
    print(as_table(figures(found.values())))
    from tests.generated_papers import generated, generated_pages

    with tempfile.TemporaryDirectory() as folder:
        by_chance = (*generated(0, 1000), *generated_pages(0, 500))
        made = [outcomes(paper, Path(folder)) for paper in by_chance]
    print("\nput together by chance:")
    print(as_table(figures(made)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
