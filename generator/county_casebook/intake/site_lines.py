"""A line becomes a verdict: whether a website prints it round a text (navigation, tools, links to explanations), and is no part of it."""

from __future__ import annotations

import re

_TRAIL = re.compile(
    r"[^。；]{1,20}(?:\s*+(?:[>»›＞→]|&gt;|-{1,2}>)++\s*+(?:(?!&gt;)[^。；>»›＞→]){0,40}+){1,8}+"
)
_BARS = re.compile(r"(?!\|)[^|｜。；：:]{1,12}+(?:\s*+[|｜]\s*+[^|｜。；：:]{0,12}+){1,20}+")
_PLACE = re.compile(
    r"(?:您|你)?(?:的)?(?:现在|当前|目前)?(?:所在|在)?(?:的)?位置\s*[：:].*|您现在所在.{0,60}"
)
_TOOLS = re.compile(
    r"[\[【（(|｜]*\s*(?:返回(?:顶部|首页|上一页|上页|列表)?|打印(?:本页|文章|此页)?|关闭(?:窗口|本页|页面)?|收藏(?:本页|本站)?|分享(?:[到至].*+)?|下载(?:全文|附件)?"
    r"|(?:网站)?首页|登录|注册|设为首页|加入收藏|无障碍(?:浏览|阅读|版)?|长者(?:模式|版|助手)|适老版|繁體?体?(?:中文|版)?|简体|手机版|English|网站地图|站点地图"
    r"|(?:字体|字号|文字大小)\s*+[：:]?\s*+[\[【（(]?\s*+(?:特?大|中|小|超大|默认|[\s\]】）)\[【（(|｜])*+|(?:大|中|小)(?:[\s|｜]*(?:大|中|小)){1,3}"
    r"|扫一扫.*+|(?:手机|微信)扫.{0,30}|关注我们|语音播报|播报|朗读|智能问答|TOP|回到顶部|搜索|政务微博|政务微信|我要纠错|纠错)[\s\]】）)|｜]*+"
)
_COUNTS = re.compile(
    r"(?:浏览|阅读|点击|访问|查看)(?:次数|量|数|率|人次)?\s*+[：:]?\s*+\[?[0-9,]*+\]?\s*+次?"
)
_LINKS = re.compile(
    r"(?:【|\[)?(?:相关|政策|文件|文字|图文|图片|视频|专家|部门|媒体|动漫|负责人|音频)?(?:政策|文件|稿件)?(?:解读|图解|问答|附件下载|链接|文章|新闻|阅读|推荐)(?:材料|链接|文件|稿|文章)?(?:】|\])?\s*(?:[：:].*|$)"
    r"|相关(?:文件|政策|法规|信息)\s*[：:].*|《[^《》]{2,80}》(?:政策|文件|文字|图文)?(?:解读|图解|问答)(?:材料|文章|稿)?|一图读懂.*|图解[：:].*|解读[：:].*|【解读】.*|.{0,30}(?:点击|查看)(?:下载|解读|原文|此处).{0,10}"
)
_FOOT = re.compile(
    r"版权所有.*|.*ICP备.*|.*公网安备.*|网站标识码.*|(?:主办|承办|主管|技术支持|运维)(?:单位)?\s*[：:].*|责任编辑.*|上一篇.*|下一篇.*|相关(?:链接|文章|新闻|稿件).*"
    r"|(?:来源|信息来源|稿件来源|编辑|责编|审核|初审|终审|作者|供稿)\s*[：:]\s*\S{0,30}|建议使用.{0,60}(?:浏览器|分辨率).*|©.*|Copyright.*",
    re.IGNORECASE | re.DOTALL,  # a line has no break; so nothing behind a word can fail and be tried again
)
_POSTED = re.compile(
    r"[^\s。；，：]{1,20}+[ \u3000]++[12][0-9]{3}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?[ \u3000]++[0-9]{1,2}[:：][0-9]{2}(?:[ \u3000]*+发表于.{0,10})?"
    r"|[12][0-9]{3}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?[ \u3000]++[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?[ \u3000]++[^\s。；，：]{1,20}+"
)
"""Who put a text up and when, to the minute, as an account or a site does below its title; in either order."""
STAMP = re.compile(
    r"[0-9]{4}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?(?:\s*+[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
"""When a site put a text up: a day, mostly with the hour."""
_PUT_UP = re.compile(
    rf"(?:发布|发表|更新|上传|录入)(?:时间|日期|于)?\s*+[：:]\s*+(?:{STAMP.pattern})|(?:文件|公文|信息)?(?:正文|全文|内容)(?:内容)?\s*+[：:]?"
)
"""When a text was put up, and the label that stands above the text itself."""
_ACCOUNT = re.compile(
    r"(?:请|点击|长按|扫码){0,2}(?:上方|下方)?(?:蓝色?字体?|名片|二维码)?(?:即可)?关注(?:我们|本号|公众号)?[！!]?|(?!关于)[\u4e00-\u9fff]{1,8}[省市县区州旗]发布"
)
"""The name of an account that sends texts to its readers, and its call to follow it."""
_IN_FORCE = re.compile(
    r"(?<!\s)\s*+(?:【(?:现行)?有效】|\[(?:现行)?有效\]|(?<=\s)(?:现行)?有效|（[组附]?图）|\([组附]?图\))$"
)
_IN_BOOK_MARKS = re.compile("《[^《》]+》")
_COLUMN_BEFORE = re.compile(
    r"(?:【[\u4e00-\u9fff]{2,8}】|\[[\u4e00-\u9fff]{2,8}\])\s*+(?=[\u4e00-\u9fff0-9《“])"
)
_TITLE_LABEL = re.compile(
    r"(?:标\s?+题|题\s?+名|(?:文件|信息|公文)(?:标题|名称|题名)|正在浏览)\s*+[：:]\s*+(?=\S)"
)
_LABELS = re.compile(
    r"[\u4e00-\u9fff]{2,6}+[：:][^\s：:|。；]{0,20}+(?:[\s|]++[\u4e00-\u9fff]{2,6}+[：:][^\s：:|。；]{0,20}+){1,6}+"
)
_BULLET = re.compile(r"[·•▪◆■►▶●]\s*+\S.{0,100}")
_LONGEST = 300


def is_around(line: str) -> bool:
    """Whether a line above a text is a site's: where the page stands, tools, counts, links to what explains the text."""
    line = line.strip()
    if STAMP.fullmatch(line):
        return line[-3] in ":："
    return len(line) <= _LONGEST and any(
        pattern.fullmatch(line)
        for pattern in (_BARS, _PLACE, _TOOLS, _COUNTS, _LINKS, _FOOT, _TRAIL, _POSTED, _PUT_UP, _ACCOUNT)
    )


def is_beside_title(line: str) -> bool:
    """Whether a line next to a title is a row of labels with their values, or one of a list."""
    return len(line) <= _LONGEST and bool(_LABELS.fullmatch(line.strip()) or _BULLET.fullmatch(line.strip()))


def is_below(line: str) -> bool:
    """Whether a line below a text is a site's."""
    line = line.strip()
    return len(line) <= _LONGEST and any(
        pattern.fullmatch(line) for pattern in (_TOOLS, _COUNTS, _LINKS, _FOOT)
    )


def without_marks(line: str) -> str:
    """Return a title without what a site prints on its line: the column before it, and behind it tools, the day, that it is in force; nor in 《》."""
    words = line
    while (parts := words.rsplit(maxsplit=1))[1:] and (is_around(parts[1]) or STAMP.fullmatch(parts[1])):
        words = parts[0]
    words = without_column(_IN_FORCE.sub("", words))
    return words[1:-1] if _IN_BOOK_MARKS.fullmatch(words) else words


def without_column(line: str) -> str:
    """Return a line without the column in brackets, or the label, that a site prints before a title."""
    column = _COLUMN_BEFORE.match(line) or _TITLE_LABEL.match(line)
    return line[column.end() :] if column else line


def without_lines_below(text: str) -> tuple[str, list[str]]:
    """Return a text without what a site prints below it, and those lines."""
    lines = text.splitlines(keepends=True)
    end = len(lines)
    below: list[str] = []
    while end and (not lines[end - 1].strip() or is_below(lines[end - 1])):
        end -= 1
        below[:0] = filter(None, [lines[end].strip()])
    return ("".join(lines[:end]), below) if below else (text, [])


__all__ = [
    "STAMP",
    "is_around",
    "is_below",
    "is_beside_title",
    "without_column",
    "without_lines_below",
    "without_marks",
]
