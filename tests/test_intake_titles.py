"""The title of a saved page is right where nothing marks it up: what the page says twice agrees, what a site prints beside it is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.intake.policy import Draft, draft_policy
from county_casebook.intake.reading import read_file
from county_casebook.places.divisions import real_divisions

TITLE = "示例县科学技术局关于清理科技项目的通知"
WORDS = "<p>各乡镇人民政府：</p><p>请各乡镇抓紧清理本辖区的科技项目，按时报送结果。</p><p>示例县科学技术局</p><p>2016年3月1日</p>"


def draft(html: str, folder: Path, window: str = "") -> Draft:
    page = f"<html><head><title>{window}</title></head><body>{html}</body></html>"
    (folder / "a.html").write_text(page, "utf-8")
    return draft_policy(read_file(folder / "a.html"), real_divisions())


def is_sure_of(title: str, found: Draft) -> bool:
    return found.values["title"] == title and not {"title", "issuers", "issued"} & found.unsure.keys()


@pytest.mark.parametrize(
    "line",
    [
        "2016-03-05　示例县科学技术局",
        "2016年3月5日 示例县人民政府办公室",
        "发布：2016-03-05",
        "更新时间：2016/03/05 10:20",
        "点击上方蓝字关注我们",
        "长按二维码关注公众号！",
    ],
)
def test_when_and_by_whom_a_page_was_put_up_leaves_the_title_above_it_sure(line: str, tmp_path: Path) -> None:
    assert is_sure_of(TITLE, draft(f"<p>{TITLE}</p><p>{line}</p>{WORDS}", tmp_path))


@pytest.mark.parametrize(
    "line",
    [
        "示例县发布",
        "示例市样本区发布",
        f"《{TITLE}》政策解读",
        "《示例县科技项目管理办法》图解",
        "《示例县科技项目管理办法》问答",
    ],
)
def test_an_account_or_a_link_to_an_explanation_above_is_no_part_of_the_title(
    line: str, tmp_path: Path
) -> None:
    assert is_sure_of(TITLE, draft(f"<div>{line}</div><div>{TITLE}</div>{WORDS}", tmp_path))


def test_a_body_that_publishes_something_is_no_account(tmp_path: Path) -> None:
    title = "示例县人民政府发布科技项目管理办法的公告"
    lines = "<p>示例县人民政府发布</p><p>科技项目管理办法的公告</p>"
    found = draft(f"{lines}{WORDS}", tmp_path)
    assert found.values["title"] == title or "title" in found.unsure


@pytest.mark.parametrize("mark", ["【有效】", "[现行有效]", " 【现行有效】"])
@pytest.mark.parametrize("window", ["", "示例县人民政府", "{}"])
def test_that_a_text_is_in_force_is_no_part_of_its_title(mark: str, window: str, tmp_path: Path) -> None:
    head = f"<div>{TITLE}<span>{mark}</span></div><div>来源：县府办　发布时间：2016-03-05</div>"
    found = draft(f"{head}<div id=zoom>{WORDS}</div>", tmp_path, window.format(TITLE + mark))
    assert is_sure_of(TITLE, found)


@pytest.mark.parametrize("label", ["正文", "文件正文：", "正文内容", "全文"])
def test_the_label_above_the_text_is_no_title(label: str, tmp_path: Path) -> None:
    table = f"<div>标题</div><div>{TITLE}</div><div>文号</div><div>示科〔2016〕3号</div><div>成文日期</div><div>2016-03-01</div>"
    found = draft(f"{table}<div>{label}</div>{WORDS}", tmp_path)
    assert is_sure_of(TITLE, found)


BEFORE_IN_WINDOW = [
    "首页 政务公开 ",
    "示例县人民政府网站-",
    "示例县人民政府 > 政策文件 > ",
    "政府信息公开_示例县科学技术局_",
    "示例县科技信息网 | ",
    "示例县科技局－",
]


@pytest.mark.parametrize("before", BEFORE_IN_WINDOW)
@pytest.mark.parametrize("behind", ["", "-示例县人民政府"])
def test_sites_and_columns_before_the_title_of_a_window_make_no_other_title(
    before: str, behind: str, tmp_path: Path
) -> None:
    window = f"{before}{TITLE}{behind}"
    assert is_sure_of(TITLE, draft(f"<div>{TITLE}</div>{WORDS}", tmp_path, window))
    assert is_sure_of(TITLE, draft(f"<div id=zoom>{WORDS}</div>", tmp_path, window))


@pytest.mark.parametrize(
    "title",
    [
        "2016年科技计划 项目申报指南",
        "关于印发示例县科技政策 实施方案的通知",
        "示例县人民政府 关于清理项目的通知",
    ],
)
def test_the_first_half_of_a_title_of_a_window_is_not_taken_for_a_column(title: str, tmp_path: Path) -> None:
    found = draft(f"<div id=zoom>{WORDS}</div>", tmp_path, title)
    assert found.values["title"] == title


@pytest.mark.parametrize("window", [TITLE[:12], TITLE[:14], f"{TITLE[:12]}…", f"{TITLE[:12]}..."])
def test_the_beginning_of_the_line_above_in_the_window_makes_it_sure(window: str, tmp_path: Path) -> None:
    lines = f"<div><font>{TITLE[:8]}<br>{TITLE[8:]}</font></div>"
    found = draft(f"{lines}<div>某行</div><div id=zoom>{WORDS}</div>", tmp_path, window)
    assert is_sure_of(TITLE, found)


def test_a_day_alone_below_the_line_above_the_text_makes_it_the_title(tmp_path: Path) -> None:
    found = draft(f"<div>{TITLE}</div><div>2016-03-05</div><div id=zoom>{WORDS}</div>", tmp_path)
    assert is_sure_of(TITLE, found)


def test_tools_below_the_line_above_the_text_leave_it_unsure(tmp_path: Path) -> None:
    guide = "<div>政府信息公开指南</div><div>打印</div>"
    found = draft(f"{guide}<div id=zoom>{WORDS}</div>", tmp_path)
    assert "title" in found.unsure


def test_the_owner_of_a_site_above_leaves_an_issuer_sure_that_signed_and_stands_in_the_title(
    tmp_path: Path,
) -> None:
    page = f"<h1>示例县人民政府</h1><h2>规范性文件</h2><h3>{TITLE}</h3>{WORDS}"
    assert is_sure_of(TITLE, draft(page, tmp_path, TITLE))
    other = draft(page.replace(TITLE, "关于清理科技项目的通知"), tmp_path, "关于清理科技项目的通知")
    assert "示例县人民政府" in other.unsure["issuers"]


def test_the_name_of_a_site_above_a_title_is_never_silently_part_of_it(tmp_path: Path) -> None:
    title = "2016年智能农机拟立项项目公示"
    for name in ("示例县政务服务", "示例县政府网", "示例县信息公开", "示例县公报"):
        for below in ("2016-03-05 10:00", "来源：县府办"):
            found = draft(f"<div>{name}</div><div>{title}</div><div>{below}</div>{WORDS}", tmp_path)
            assert found.values["title"] == title or "title" in found.unsure
            boxed = f"<div>{name}</div><div>{title}</div><div>{below}</div><div id=zoom>{WORDS}</div>"
            found = draft(boxed, tmp_path)
            assert found.values["title"] == title or "title" in found.unsure


def test_a_body_above_the_title_that_did_not_sign_leaves_a_joint_title_unsure(tmp_path: Path) -> None:
    found = draft(f"<p>示例县财政局</p><p>{TITLE}</p>{WORDS}", tmp_path)
    assert "示例县科学技术局" in found.unsure["title"]
    assert "issuers" in found.unsure


@pytest.mark.parametrize(
    "line",
    [
        f"[政策文件]{TITLE}",
        f"【置顶】 {TITLE}",
        f"{TITLE} 打印 收藏",
        f"{TITLE} 2016-03-05",
        f"{TITLE}　2016年3月5日",
        f"[通知公告] {TITLE} 【有效】",
    ],
)
@pytest.mark.parametrize("box", ["{}" + WORDS, "{}<div>来源：县府办</div><div id=zoom>" + WORDS + "</div>"])
def test_what_a_site_prints_on_the_line_of_a_title_is_no_part_of_it(
    line: str, box: str, tmp_path: Path
) -> None:
    assert is_sure_of(TITLE, draft(box.format(f"<div>{line}</div>"), tmp_path))


@pytest.mark.parametrize("line", ["Date: 2016-03-05", "日期：2016-03-05", "公布于：2016/03/05 10:20"])
def test_a_day_with_a_label_nobody_knows_leaves_the_title_above_it_sure(line: str, tmp_path: Path) -> None:
    assert is_sure_of(TITLE, draft(f"<div>{TITLE}</div><div>{line}</div>{WORDS}", tmp_path))


@pytest.mark.parametrize("dots", ["…", "...", "……"])
def test_a_title_that_the_table_cuts_short_is_the_one_said_in_full(dots: str, tmp_path: Path) -> None:
    table = f"<table><tr><td>索引号</td><td>99/2016</td></tr><tr><td>名称</td><td>{TITLE[:14]}{dots}</td></tr><tr><td>文号</td><td>示科〔2016〕3号</td></tr></table>"
    assert is_sure_of(TITLE, draft(f"{table}<div>{TITLE}</div><div>{WORDS}</div>", tmp_path, TITLE))
    found = draft(f"{table}<div id=zoom>{WORDS}</div>", tmp_path)
    assert "title" in found.unsure


def test_a_link_to_a_related_paper_right_above_the_text_is_not_its_title(tmp_path: Path) -> None:
    link = "<div>相关文件：关于印发2015年科技工作要点的通知</div>"
    found = draft(f"<div>{TITLE}</div>{link}<div id=zoom>{WORDS}</div>", tmp_path)
    assert is_sure_of(TITLE, found)


@pytest.mark.parametrize(
    "lines",
    [
        "<div>示例县第一批</div><div>样本县科技项目公示</div>",
        "<div>关于印发样本办法的通知</div><div>示例县科技项目公示</div>",
        "<div>社会化服务实施方案</div>",
        "<div>示例县科技项目公示</div><div>某行文字</div>",
    ],
)
def test_a_line_above_the_text_that_may_be_no_title_or_half_of_one_is_unsure(
    lines: str, tmp_path: Path
) -> None:
    assert "title" in draft(f"{lines}<div id=zoom>{WORDS}</div>", tmp_path).unsure


@pytest.mark.parametrize("title", ["示例县科技项目管理办法（试行）", "示例县科技项目管理办法", TITLE])
def test_a_title_in_book_marks_with_its_note_is_formed_like_one(title: str, tmp_path: Path) -> None:
    found = draft(f"<div>《{title}》</div><div id=zoom>{WORDS}</div>", tmp_path, f"《{title}》")
    assert is_sure_of(title, found)


@pytest.mark.parametrize("tag", ["div", "section"])
def test_a_short_text_right_in_the_page_whose_paragraphs_are_boxes_is_all_of_it(
    tag: str, tmp_path: Path
) -> None:
    words = WORDS.replace("<p>", f"<{tag}>").replace("</p>", f"</{tag}>")
    found = draft(f"<{tag}>{TITLE}</{tag}>{words}", tmp_path)
    assert is_sure_of(TITLE, found)
    assert "各乡镇人民政府" in found.text
    assert "2016年3月1日" in found.text


@pytest.mark.parametrize(
    "line",
    [
        "录入者：管理员　　人气：31",
        "作者：县科技局 | 人气：3 | 责编：某某",
        "· 关于公布结果的公告",
        "（2016-03-05）",
    ],
)
@pytest.mark.parametrize("box", ["{}", "<div id=zoom>{}</div>"])
def test_a_row_of_labels_a_day_in_brackets_or_a_bullet_of_a_list_is_no_part_of_a_title(
    line: str, box: str, tmp_path: Path
) -> None:
    assert is_sure_of(TITLE, draft(f"<div>{TITLE}</div><div>{line}</div>{box.format(WORDS)}", tmp_path))


@pytest.mark.parametrize("bullet", ["·", "•", "▪ ", "◆"])
def test_a_list_of_other_papers_above_a_title_is_no_part_of_it(bullet: str, tmp_path: Path) -> None:
    others = f"<div>{bullet}关于表扬先进的通报</div><div>{bullet}关于公布结果的公告</div>"
    assert is_sure_of(TITLE, draft(f"{others}<p>{TITLE}</p>{WORDS}", tmp_path))
    assert is_sure_of(TITLE, draft(f"{others}<p>{TITLE}</p><div id=zoom>{WORDS}</div>", tmp_path))


@pytest.mark.parametrize("label", ["标题：", "标 题: ", "文件名称：", "题名："])
@pytest.mark.parametrize("box", ["{}", "<div id=zoom>{}</div>"])
def test_the_label_on_the_line_of_a_title_is_no_part_of_it(label: str, box: str, tmp_path: Path) -> None:
    assert is_sure_of(TITLE, draft(f"<p>{label}{TITLE}</p>{box.format(WORDS)}", tmp_path))


@pytest.mark.parametrize("mark", [" 现行有效", "（图）", "(组图)"])
def test_a_mark_behind_a_title_in_the_page_or_its_window_is_no_part_of_it(mark: str, tmp_path: Path) -> None:
    assert is_sure_of(TITLE, draft(f"<p>{TITLE}{mark}</p>{WORDS}", tmp_path))
    assert is_sure_of(TITLE, draft(f"<p>{TITLE}</p>{WORDS}", tmp_path, f"{TITLE}{mark}"))
    assert is_sure_of(TITLE, draft(f"<p>{TITLE}{mark}</p><div id=zoom>{WORDS}</div>", tmp_path))


@pytest.mark.parametrize(
    "window", ["公文公报", "示例县公报", "示例县人民政府公报", "示例县科学技术局 {}", "正在浏览：{}"]
)
def test_a_gazette_or_the_owner_of_the_site_in_the_window_makes_no_other_title(
    window: str, tmp_path: Path
) -> None:
    assert is_sure_of(TITLE, draft(f"<p>{TITLE}</p>{WORDS}", tmp_path, window.format(TITLE)))


def test_two_bodies_with_a_blank_between_in_the_window_are_both_in_the_title(tmp_path: Path) -> None:
    title = f"示例县财政局 {TITLE}"
    found = draft(f"<div id=zoom>{WORDS}</div>", tmp_path, title)
    assert found.values["title"] == title or "title" in found.unsure


def test_a_title_above_the_text_that_names_who_signed_goes_before_the_shorter_one_of_the_window(
    tmp_path: Path,
) -> None:
    page = f"<div>{TITLE}</div><div>访问量：</div><div id=zoom>{WORDS}</div>"
    assert is_sure_of(TITLE, draft(page, tmp_path, TITLE.removeprefix("示例县科学技术局")))


@pytest.mark.parametrize("title", ["关于印发《{}》的通知", "关于印发{}的通知"])
def test_a_page_headed_by_what_its_letter_sends_along_leaves_the_title_of_the_letter_sure(
    title: str, tmp_path: Path
) -> None:
    sent = "示例县2016年科技项目实施方案"
    letter = f"示例县科学技术局{title.format(sent)}"
    page = f"<h3>{sent}</h3><p>2016/03/05　　阅读（102）</p><div id=zoom><p>{letter}</p>{WORDS}</div>"
    assert is_sure_of(letter, draft(page, tmp_path))


def test_a_number_in_hollow_brackets_is_one(tmp_path: Path) -> None:
    found = draft(f"<p>〖示科〔2016〕3号〗</p><p>{TITLE}</p>{WORDS}", tmp_path)
    assert found.values["doc_no"] == "示科〔2016〕3号"
    assert is_sure_of(TITLE, found)


@pytest.mark.parametrize("label", ["发文字号 ", "文号　", "发文字号：", "文件编号 "])
def test_the_label_before_a_number_is_no_part_of_it(label: str, tmp_path: Path) -> None:
    found = draft(f"<p>{TITLE}</p><p>{label}示科〔2016〕3号</p><div id=zoom>{WORDS}</div>", tmp_path)
    assert found.values["doc_no"] == "示科〔2016〕3号"
    assert (
        draft(f"<p>{label}示科〔2016〕3号</p><p>{TITLE}</p>{WORDS}", tmp_path).values["doc_no"]
        == "示科〔2016〕3号"
    )


@pytest.mark.parametrize("before", ["示例县　", "示例县科技之窗：", "政务要闻·", "示例县农业农村局~"])
def test_the_title_that_names_who_signed_is_sure_where_all_a_page_says_ends_with_it(
    before: str, tmp_path: Path
) -> None:
    found = draft(f"<div>{TITLE}</div><div id=zoom>{WORDS}</div>", tmp_path, f"{before}{TITLE}")
    assert is_sure_of(TITLE, found)


def test_two_titles_of_which_neither_ends_with_the_other_leave_a_doubt(tmp_path: Path) -> None:
    found = draft(f"<h1>示例县科技项目公示</h1><h2>{TITLE}</h2><div id=zoom>{WORDS}</div>", tmp_path)
    assert "title" in found.unsure


def test_a_number_between_a_title_alone_and_the_text_leaves_it_sure(tmp_path: Path) -> None:
    page = f"<div>示例县科技项目实施方案</div><div>示科〔2016〕3号</div><div id=zoom>{WORDS}</div>"
    assert is_sure_of("示例县科技项目实施方案", draft(page, tmp_path))
