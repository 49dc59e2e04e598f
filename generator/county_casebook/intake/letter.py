"""The head and the tail of an official text say who wrote it, when and under which number (GB/T 9704-2012, 7.2 and 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from county_casebook.schema.fields import CoarseDate
from county_casebook.text.clauses import Clause
from county_casebook.text.numbering import half_width, is_addressee, is_organ, plain

_DOC_NO = re.compile(r"([\u4e00-\u9fff]{1,20})[〔\[［（(【]([0-9]{4})[〕\]］）)】]第?0*([0-9]{1,5})号")
_ORDER_NO = re.compile(r"第([0-9０-９]{1,5})号")
_ORDER = re.compile(r"([\u4e00-\u9fff]{1,30}令)第?([0-9]{1,5})号")
_DATE = re.compile(r"([0-9]{4})[年./-]([0-9]{1,2})(?:[月./-]([0-9]{1,2})日?|月)?")
_ADOPTED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)([^0-9第，。；（）]{0,20})(?:第[^届]{1,4}届)?([^0-9第，。；（）]{0,30})第[^次年]{1,6}次(?:常务|全体)?会议"
    r"[^；年]{0,80}?((?:第[一二三四五六七八九]次)?(?:通过|修订|修正))"
)
"""「1993年7月2日第八届全国人民代表大会常务委员会第二次会议通过」: day, body in two parts, what it did."""
_PROMULGATED = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:中华人民共和国)?([^0-9第，。；（）]{2,25})令第[0-9]{1,5}号(公布|发布)"
)
"""「2004年9月5日中华人民共和国国务院令第415号公布」."""
_DIGITS = str.maketrans("〇○零OoＯｏ一二三四五六七八九", "0000000123456789")
_SITE = re.compile(
    r"扫一扫.*|【?(?:打印|关闭|返回顶部|收藏|分享)\S*】?|分享到.*|责任编辑.*|上一篇.*|下一篇.*|相关链接.*|版权所有.*|.*ICP备.*",
    re.DOTALL,  # a line has no break; so nothing behind a word can fail and be tried again
)
KINDS = (
    *(
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "复函",
        "函",
        "纪要",
        "解释",
    ),
    *(
        "条例",
        "暂行规定",
        "规定",
        "暂行办法",
        "办法",
        "实施细则",
        "细则",
        "规则",
        "规划",
        "计划",
        "纲要",
        "方案",
        "指引",
        "要点",
    ),
)
"""公文种类 a title may end with, longer before shorter (《党政机关公文处理工作条例》第八条, and what official titles use besides)."""


@dataclass(frozen=True, slots=True)
class Version:
    """One entry of the note under a law's title: when which body adopted or changed it."""

    date: str
    body: str
    note: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a text says of itself; empty where it does not."""

    title: str
    doc_no: str
    signatures: tuple[str, ...]
    date: str
    subject_words: str = ""
    versions: tuple[Version, ...] = ()


FIRST = ("通过", "公布", "发布")
"""What a body does to a text that is new; the rest changes one that is there."""


def read_letter(text: str, clauses: tuple[Clause, ...]) -> Letter:
    """Read the head and the signature of the main text; attached texts speak for themselves."""
    own = [clause for clause in clauses if not clause.id.startswith("annex-")]
    head = next((text[clause.start : clause.end] for clause in own if clause.kind == "head"), "")
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    tails = [text[clause.start : clause.end].strip() for clause in own if clause.kind == "tail"]
    signed = tuple(name for line in tails if is_organ(line) for name in line.split())
    date = next((text[clause.start : clause.end] for clause in own if clause.id == "date"), "")
    words = (re.match(r"主\s*题\s*词[：:]\s*(.+)", line) for line in tails)
    subject_words = next((match[1] for match in words if match), "")
    versions = tuple(_versions("".join(lines)))
    return Letter(_title(lines), _number(lines), signed, date_of(date), subject_words, versions)


def _versions(head: str) -> Iterator[Version]:
    words = half_width(plain(head))
    adopted = [(match, match[2] + match[3], match[4]) for match in _ADOPTED.finditer(words)]
    promulgated = [(match, match[2], match[3]) for match in _PROMULGATED.finditer(words)]
    for match, body, note in sorted([*adopted, *promulgated], key=lambda found: found[0].start()):
        if date := date_of(match[1]):
            yield Version(date, body, note)


def _number(lines: list[str]) -> str:
    found = [number for line in lines if (number := doc_no_of(line))]
    if found:
        return found[0]
    orders = (doc_no_of(f"{before}{line}") for before, line in pairwise(lines))
    return next((number for number in orders if number), "")


def _title(lines: list[str]) -> str:
    """Join the lines of the title: the first unbroken block of the head that is nothing else."""
    blocks: list[list[str]] = [[]]
    in_note = False
    for line in lines:
        in_note = in_note or line.startswith(("（", "("))
        if in_note or _is_beside_the_title(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
        in_note = in_note and not line.endswith(("）", ")"))
    title = "".join(next((block for block in blocks if block), []))
    return title if 2 <= len(title) <= 150 else ""


def _is_beside_the_title(line: str) -> bool:
    return bool(
        doc_no_of(line)
        or _ORDER_NO.fullmatch(plain(line))
        or is_addressee(line)
        or line.endswith(("：", ":", "文件"))
        or re.match(r"附件\s*[0-9]*$|(?:根据)?[0-9]{4}年", half_width(line))
    )


def doc_no_of(words: str) -> str:
    """Return a 发文字号 in its standard form, whatever brackets it was typed with; empty when the words are none."""
    close = half_width(plain(words))
    if match := _DOC_NO.fullmatch(close):
        return f"{match[1]}〔{match[2]}〕{match[3]}号"
    if match := _ORDER.fullmatch(close):
        return f"{match[1]}第{match[2]}号"
    return ""


def date_of(words: str) -> str:
    """Return the one date in some words in ISO form, as exactly as they give it; empty when there is none or several."""
    close = half_width(plain(words))
    found = list(_DATE.finditer(close)) or list(_DATE.finditer(_arabic(close)))
    if len(found) != 1:
        return ""
    year, month, day = found[0].groups()
    date = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    try:
        return str(CoarseDate.parse(date))
    except ValueError:
        return ""


def _arabic(words: str) -> str:
    """Return a date in Chinese numerals (二〇〇四年十月二十三日) with ASCII digits."""
    year, sign, rest = words.partition("年")
    tens = re.sub(r"([二三]?)十([一二三四五六七八九]?)", lambda match: _tens(match[1], match[2]), rest)
    return year.translate(_DIGITS) + sign + tens.translate(_DIGITS)


def _tens(tens: str, ones: str) -> str:
    return f"{(tens or '一').translate(_DIGITS)}{(ones or '〇').translate(_DIGITS)}"


_NOTE_BEHIND = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*+[）)])*+[）)]$")
"""What stands in brackets at the end of a title: 「（试行）」."""


def kind_of(title: str) -> str:
    """Return the 公文种类 a title ends with, or an empty text."""
    words = _NOTE_BEHIND.sub("", plain(title)).rstrip("》")
    kind = next((kind for kind in KINDS if words.endswith(kind)), "")
    if words.endswith("法") and not kind:
        return "法律"
    return "函" if kind == "复函" else kind


def issuers_in_title(title: str) -> tuple[str, ...]:
    """Return the authorities a title begins with, before 关于 or 印发."""
    before = re.split(r"关于|印发|转发|批转", title, maxsplit=1)[0].strip()
    return tuple(before.split()) if before != title and is_organ(before) else ()


def without_site_lines(text: str) -> tuple[str, list[str]]:
    """Return a text without what a site prints below it, and those lines."""
    lines = text.splitlines(keepends=True)
    end = len(lines)
    below: list[str] = []
    while end and (not lines[end - 1].strip() or _SITE.fullmatch(lines[end - 1].strip())):
        end -= 1
        below[:0] = filter(None, [lines[end].strip()])
    return ("".join(lines[:end]), below) if below else (text, [])


def names(words: str) -> Iterator[str]:
    """Yield the names of a list typed in one cell."""
    yield from filter(None, re.split(r"[\s、；;，,]+", words))
