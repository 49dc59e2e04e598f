"""Lines of a head become a title, and why it may be another; what a page says of itself is compared with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from county_casebook.intake.head import Head, organs_in
from county_casebook.intake.values import KINDS, is_formed, is_kind, split_number
from county_casebook.text.numbering import plain

_BEGINS = re.compile(r"关于|印发|转发|批转|公布|发布|下达|转报|修订|贯彻")
_KIND_BEHIND = re.compile(r"(?:公告|通告|令|通报|公报|便函|函|简报|(?:专题|办公|常务|协调)?会议纪要)$")
_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{1,9}(?:省|市|县|区|州|旗|盟|国|部|局|厅|委|会|院)")
_GOES_ON = ("、", "，", "和", "及", "与", "关于", "印发", "转发", "批转", "的")
"""What a line ends with that the next goes on with."""
_KIND_ALONE = re.compile(
    "(?:实施|工作|行动|建设|管理|暂行|申报|考核|评价|名单|结果){0,2}(?:方案|办法|细则|规定|规划|指南|名单|公示|意见|计划|通知|公告|通报)"
)
_SITE = re.compile("(?:政务服务|公开|政府网?|门户|网站?|在线|平台|公报|发布)$")
"""What the name of a site or of a service ends with, which may stand right above a title."""
_FEWEST_BEFORE_A_KIND = 10
_FEWEST, _MOST_LINES, _LONGEST = 6, 4, 150
_MOST_WORDS = 2_000
_OF_A_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{1,7}(?:省|市|县|区|州|盟|旗|国)")
_PUBLISHED = re.compile(r"《((?:[^《》]|《[^《》]*》){2,80})》[^《》。]{0,80}?(?:公布|发布|颁布|施行|执行)")
_PUBLISHES = re.compile(r"(?:公布|发布|颁布)(?:修订后的|修改后的)?《((?:[^《》]|《[^《》]*》){2,80})》")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and in Chinese why it is not sure; empty when it is. Who signed can take a doubt away from one that `is_whole`."""

    words: str
    doubt: str = ""
    is_whole: bool = False


def title_in(head: Head) -> Title:
    """Return the title of a head: what stands there twice, else the block of lines nearest to the text that is formed like one."""
    if twice := _twice([line for block in head.blocks for line in block]):
        return Title(twice)
    found = [title for block in head.blocks if (title := _of_block(block)).words]
    formed = [title for title in found if is_formed(title.words)]
    if not found:
        return Title("")
    if not formed:
        return _first_formed(head.blocks[-1]) or Title(found[-1].words, "它的末尾不像公文标题")
    last = formed[-1]
    others = [
        title.words for title in formed if not (is_same(title.words, last.words) or _is_red_head(title.words))
    ]
    if others:
        return Title(last.words, f"文首还有一个像标题的：{others[-1]}")
    return last


def _twice(lines: Sequence[str]) -> str:
    """Return the title that a site prints and the text again, there perhaps over several lines; empty when there is none."""
    for at, line in enumerate(lines):
        whole = _solid(line)
        if len(whole) < _FEWEST or not is_formed(line):
            continue
        for first in range(at + 1, len(lines)):
            pieces = [_solid(each) for each in lines[first : first + _MOST_LINES]]
            ends = ("".join(pieces[: count + 1]) for count in range(len(pieces)))
            if whole in ends:
                return _joined([line])
    return ""


def published_by(lines: Sequence[str], head: Head) -> Title:
    """Return the title of the regulation that an order publishes: named in its first sentences, and standing over what follows."""
    words = "".join(lines[head.lines : head.lines + 3])[:_MOST_WORDS]
    named = [*_PUBLISHES.findall(words), *_PUBLISHED.findall(words)]
    if not named:
        return Title("")
    below = "".join(map(_solid, lines[head.lines :]))
    is_there = below.count(_solid(named[0])) > 1
    heading = next((line for line in lines[head.lines :] if _solid(line) == _solid(named[0])), named[0])
    return Title(plain(heading), "" if is_there else "命令里写了它，后面没有见到它的正文")


def _first_formed(block: Sequence[str]) -> Title | None:
    """Return the first lines of a block that are formed like a title, where all of them together are not: what follows may be the text."""
    for count in range(1, min(_MOST_LINES, len(block))):
        if is_formed("".join(block[:count])):
            return Title(
                _of_block(list(block[:count])).words, f"下面还有 {'｜'.join(block[count : count + 3])}"
            )
    return None


def issuers_in_title(title: str) -> tuple[str, ...]:
    """Return the authorities a title begins with, before 关于 or 印发; of one that is an authority and a kind, that authority."""
    before = re.split(r"关于|印发|转发|批转", title, maxsplit=1)[0].strip()
    if before != title:
        return tuple(organs_in(before))
    return _issuers_before_a_kind(title)


def _issuers_before_a_kind(title: str) -> tuple[str, ...]:
    """Return the authorities of a title that names nothing else but its kind, as a red head may above the title itself."""
    for words in (title, plain(title)):
        alone = _KIND_BEHIND.sub("", words)
        if alone != words:
            return tuple(organs_in(alone))
    return ()


def _is_red_head(words: str) -> bool:
    """Whether words are a kind alone, or authorities and a kind: 「专题会议纪要」, 「某县人民政府公告」."""
    return not _KIND_BEHIND.sub("", plain(words)) or bool(_issuers_before_a_kind(words))


def is_same(one: str, other: str) -> bool:
    """Whether two titles are one: blanks, line ends and the authority before it make no difference."""
    first, second = sorted((_solid(one), _solid(other)), key=len)
    if first == second:
        return True
    before = second.removesuffix(first)
    return len(before) < len(second) and (
        first.startswith(("关于", "印发", "转发", "批转")) and bool(organs_in(before))
    )


def is_sent_along(title: str, letter: str) -> bool:
    """Whether a title is that of what a letter sends along, as the title of the letter names it: its site may call the letter so."""
    words, whole = plain(title), plain(letter)
    return f"《{words}》" in whole or f"印发{words}的" in whole


def _solid(words: str) -> str:
    return re.sub(r"[\s《》〈〉＜＞<>“”\"']+", "", words).replace("(", "（").replace(")", "）")


def _of_block(block: list[str]) -> Title:
    """Return the title that a block of lines ends with; lines above its beginning leave a doubt, unless it names its authority."""
    block = _without_signers(block)
    start = _start(block)
    lines, above = block[start:], [line for line in block[:start] if not (organs_in(line) or is_kind(line))]
    words = _joined(lines)
    if any(is_formed(line) and _PLACE.match(after) for line, after in pairwise(lines)):
        return Title(words, f"可能是几个标题连在了一起：{'｜'.join(lines)}")
    if above:
        is_whole = _is_whole(words) and not above[-1].endswith(_GOES_ON)
        return Title(words, f"上面还有 {'｜'.join(above)}", is_whole)
    if len(lines) == 1 or any(_BEGINS.search(line) for line in lines) or _is_one(lines):
        return Title(words)
    return Title(words, f"由 {len(lines)} 行连成：{'｜'.join(lines)}")


def _without_signers(block: list[str]) -> list[str]:
    """Return a block without the authorities below the title: they say who issued it."""
    end = len(block)
    while end > 1 and organs_in(block[end - 1]):
        end -= 1
    return block[:end] if end < len(block) and is_formed("".join(block[:end])) else block


def _start(block: list[str]) -> int:
    """Return the line a title begins with: that of 关于 or 印发, with the authorities above it; the last such in the block."""
    start = next((at for at in range(len(block) - 1, -1, -1) if _may_begin(block, at)), 0)
    while start and _goes_on(block[start - 1], block[start]):
        start -= 1
    return start


def _goes_on(above: str, line: str) -> bool:
    """Whether a title that seems to begin with a line begins above: with an authority, one more of them, or the first half of its name."""
    before = _BEGINS.split(line, maxsplit=1)[0].strip()
    if before and not organs_in(before):
        return bool(organs_in(above + before))
    if before and not organs_in(above) and not _OF_A_PLACE.match(before):
        return bool(_OF_A_PLACE.match(above.split()[-1]) and organs_in(above + before))
    if not before or organs_in(line):
        return bool(organs_in(above) or _BEGINS.match(above))
    return bool(organs_in(above)) and not any(
        name.endswith(each) for name in organs_in(above) for each in organs_in(before)
    )


def _may_begin(block: list[str], at: int) -> bool:
    """Whether a title may begin with a line: it names what it is about, and the line above does not go on with it."""
    if not _BEGINS.search(block[at]) or not is_formed("".join(block[at:])):
        return False
    before, above = "".join(block[:at]), block[at - 1] if at else ""
    if before.count("《") > before.count("》"):
        return False
    return not (
        above.endswith(_GOES_ON)
        or (_BEGINS.search(above) and not is_formed(above) and not _BEGINS.match(above))
    )


def _is_whole(words: str) -> bool:
    """Whether a title names its authority, what it is about, and its kind: nothing can be missing before it."""
    before = _BEGINS.split(words, maxsplit=1)[0].strip()
    return before != words and bool(organs_in(before))


def _is_one(lines: list[str]) -> bool:
    """Whether lines without 关于 are one title: with its note in brackets, an authority and a kind, or a name of a place that goes on."""
    if len(lines) == 2 and lines[1].startswith(("（", "(")) and is_formed(lines[0]):
        return True
    if plain(lines[-1]).endswith(KINDS) and all(organs_in(line) for line in lines[:-1]):
        return True
    if len(lines) == 2 and len(lines[0]) >= _FEWEST_BEFORE_A_KIND and _KIND_ALONE.fullmatch(plain(lines[1])):
        return not is_formed(lines[0])
    if _SITE.search(lines[0]):
        return False
    begins = [bool(_PLACE.match(line)) for line in lines]
    return len(lines) <= 3 and begins[0] and not any(begins[1:]) and not is_formed(lines[0])


def _names_another(line: str) -> bool:
    """Whether a line begins with an authority of its own, with its place, and not with the rest of a name."""
    named = organs_in(_BEGINS.split(line, maxsplit=1)[0].strip())
    return bool(named) and bool(organs_in(line) or _OF_A_PLACE.match(line))


def _joined(lines: list[str]) -> str:
    """Return lines as one; between authorities a blank stays, letters that are only spread are drawn together."""
    words = ""
    for line in lines:
        is_list = bool(organs_in(words)) and _names_another(line)
        words += (" " if is_list else "") + re.sub(r"[ \t\u3000\u00a0]+", " ", line)
    words, _ = split_number(words)
    if re.fullmatch(r"(?:\S )+\S", words):
        words = plain(words)
    if re.fullmatch("《[^《》]+》", words):
        words = words[1:-1]
    return words if 2 <= len(words) <= _LONGEST else ""


__all__ = ["Title", "is_same", "is_sent_along", "issuers_in_title", "published_by", "title_in"]
