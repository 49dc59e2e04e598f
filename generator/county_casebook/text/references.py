"""The words of a text become what they refer to: another text by its title or number, an article of it, an article of their own.

Only what says whose it is counts. 「第三条」 is the text's own after 按照, after a stop or in 「本办法第三条」, never after the name of
another law, in a sentence that names another text, or in a quotation; 前款 and 本条 name no number, and are left alone. A number of
a decimal outline (见2.1.1) and an annex (附件2) are its own in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from county_casebook.text.numbering import NUMBER, plain
from county_casebook.text.numerals import number


@dataclass(frozen=True, slots=True)
class Reference:
    """What some words refer to: `text[start:end]`.

    A text is named by its `title` or `number`; without both it is the text itself. `article` is the address of an article (`art-16`),
    a number of an outline (`2.1.1`) or an annex (`annex-2`; `annex` without number), empty for a text as a whole; `below` are the paragraph and the items named in it (`p2`, `i3`).
    """

    start: int
    end: int
    title: str = ""
    number: str = ""
    article: str = ""
    below: tuple[str, ...] = ()
    names: bool = False
    """Whether the title or the number of the text stands in the words themselves, and not before them."""


_S = "[ \u00a0\u3000]?"
_OPEN, _CLOSE = rf"{_S}[〔\[﹝【（(［]{_S}", rf"{_S}[〕\]﹞】）)］]{_S}"
_TOKEN = re.compile(
    rf"(?P<stop>[。\n])|《(?P<title>[^《》\n]{{2,80}})》"
    rf"|(?P<organ>[\u4e00-\u7b2b\u7b2d-\u9fff]{{1,12}}+){_OPEN}(?P<year>(?:19|20)[0-9]{{2}}){_CLOSE}第?(?P<order>[0-9]{{1,4}}){_S}号"
    rf"|第{_S}(?P<article>{NUMBER}){_S}条(?:之(?P<inserted>{NUMBER}))?(?:第(?P<paragraph>{NUMBER})款)?"
    rf"(?:第[（(]?(?P<item>{NUMBER})[）)]?项)?(?:第[（(]?(?P<point>{NUMBER})[）)]?目)?"
    rf"|第(?P<other_paragraph>{NUMBER})款(?:第[（(]?(?P<its_item>{NUMBER})[）)]?项)?"
    rf"|第[（(]?(?P<other_item>{NUMBER})[）)]?项"
    r"|(?<![0-9.])(?P<outline>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})(?![0-9.%％‰])"
    rf"|附件{_S}(?:(?P<annex>{NUMBER})(?![0-9式份套个页]|{_S}[-－—～~至]{_S}[0-9])|(?![0-9一二三四五六七八九十两]))"
)
_KINDS = "法律|法|条例|办法|规定|细则|规则|章程|意见|方案|制度|通知|决定|解释|规程|标准|预案|指南|纲要|规划|计划|准则|规范"
_OWN = re.compile(rf"本(?:实施|暂行|管理|工作|若干)?(?:{_KINDS})(?:的)?$")
_BEFORE = re.compile(
    r"(?:^|[，：:；;（(、]|按照|依照|根据|依据|违反|符合|适用|参照|遵照|执行|不服|按|依|见|除|属于|及|和|或|或者|以及|与|本)$"
)
_CITED = re.compile(
    r"(?:按照|依照|根据|依据|参照|遵照|违反|符合|见|本(?:应急)?(?:预案|规程|标准|规范|方案|指南|规划|计划|办法|导则)(?:的)?)第?$"
)
_AMENDED = ("将", "把", "删去", "增加", "修改")
_BY = re.compile(r"按第?$")
_DONE = re.compile(r"[条节款]|的?(?:规定|要求|程序|执行|办理|处置|处理|启动|实施|报告)")
_MEASURED = re.compile(
    r"[条节款]?(?:[万亿千百]?(?:元|米|公里|倍|吨|亩|公斤|千克|克|升|度|级|人|天|小时|分|厘米|毫米|平方|立方|个|公顷|版)|以[上下内外]|的?(?:比例|系数|标准))|[℃°:：]"
)
_LINKED = re.compile(r"[、，]?(?:和|与|及|以及|或|或者|至|到|—|-|～)?")
_AFTER_TITLE = re.compile(r"[）)]?(?:[（(][^（）()]{0,40}[）)])?(?:的|中|中的)?")
_VERB = re.compile(
    r"(?:根据|按照|依据|依照|贯彻|落实|执行|参照|印发|转发|下发|文件|通知|以及|和|及|与|见|以|的)"
)


@dataclass(slots=True)
class _Reading:
    """What was read so far of a text: whose the last number was, where it ended, and whether a sentence names another text."""

    words: str
    names: Collection[str] = ()
    begin: int = 0
    owner: Reference | None = None
    end: int = -1
    has_article: bool = False
    names_another: bool = False
    found: list[Reference] = field(default_factory=list)


def references(words: str, label: str = "", names: Collection[str] = ()) -> list[Reference]:
    """Return what some words refer to, in order.

    `label` is the number they begin with themselves; `names` are what the text calls others without title marks (种子法).
    """
    if not _ANY.search(words):
        return []
    reading = _Reading(words, names)
    own = words.find(label) + len(label) if label else 0
    reading.begin = own
    for match in _TOKEN.finditer(words, own):
        if match["stop"]:
            reading.owner, reading.names_another = None, False
        elif match["article"]:
            _article(reading, match)
        elif match["other_paragraph"] or match["other_item"]:
            _further(reading, match)
        elif match["outline"]:
            _outline(reading, match)
        elif match["title"] is None and not match["organ"]:
            _annex(reading, match)
        else:
            _text(reading, match)
    return reading.found


def _text(reading: _Reading, match: re.Match[str]) -> None:
    """Take the name of another text: its title, or its number, which may stand in brackets after the title.

    A name that it is given there, 「（以下简称《条例》）」, is no other.
    """
    if reading.words.endswith("称", 0, match.start()):
        return
    named = Reference(match.start(), match.end(), plain(match["title"] or ""), _number(match), names=True)
    if match["organ"]:
        named = replace(named, start=match.end("organ") - len(named.number.partition("〔")[0]))
        between = reading.words[reading.end : named.start] if reading.owner else ""
        owner = reading.owner if between in ("（", "(") else None
        reading.owner = replace(named, title=owner.title) if owner else named
    else:
        reading.owner = named
    reading.found.append(named)
    reading.end, reading.has_article, reading.names_another = match.end(), False, True


def _number(match: re.Match[str]) -> str:
    """The number of a text as records write it; words that lead to it are no part of it."""
    if not match["organ"]:
        return ""
    organ = _VERB.split(match["organ"])[-1] or match["organ"]
    return f"{organ}〔{match['year']}〕{match['order']}号"


def _article(reading: _Reading, match: re.Match[str]) -> None:
    """Take the number of an article: of the text named just before, or of the text itself."""
    owner = _owner(reading, match.start())
    if owner is None:
        reading.owner, reading.end, reading.has_article = _UNKNOWN, match.end(), True
        reading.names_another = True
        return
    start = match.start()
    if owner is _ITSELF and (explicit := _OWN.search(reading.words[max(reading.begin, start - 8) : start])):
        start -= len(explicit[0])
    joins = (
        owner.title and not reading.has_article and reading.found and reading.found[-1].end == match.start()
    )
    below = tuple(_below(match))
    named = replace(owner, start=start, end=match.end(), article=_stem(match), below=below, names=False)
    if joins:
        named = replace(named, start=reading.found.pop().start, names=True)
    if owner is not _UNKNOWN:
        reading.found.append(named)
    reading.owner, reading.end, reading.has_article = owner, match.end(), True


def _further(reading: _Reading, match: re.Match[str]) -> None:
    """Take a further paragraph or item of the article named just before: 「第一款、第三款」, 「第（二）项、第（三）项」."""
    last = reading.found[-1] if reading.found else None
    if last is None or last.end != reading.end or not last.article.startswith("art-"):
        return
    if not _LINKED.fullmatch(reading.words, reading.end, match.start()):
        return
    item = match["other_item"] or match["its_item"]
    paragraphs = (
        (f"p{number(match['other_paragraph'])}",)
        if match["other_paragraph"]
        else tuple(part for part in last.below if part.startswith("p"))
    )
    below = (*paragraphs, *((f"i{number(item)}",) if item else ()))
    reading.found.append(replace(last, start=match.start(), end=match.end(), below=below, names=False))
    reading.end = match.end()


def _outline(reading: _Reading, match: re.Match[str]) -> None:
    """Take a number of the text's own decimal outline, where words say that it is one and no measure follows it."""
    before, start, end = (
        reading.words[max(reading.begin, match.start() - 12) : match.start()],
        match.start(),
        match.end(),
    )
    follows_one = (
        reading.found
        and reading.found[-1].article[:1].isdigit()
        and reading.found[-1].end == reading.end
        and _LINKED.fullmatch(reading.words, reading.end, start)
    )
    is_cited = (
        _CITED.search(before) or (_BY.search(before) and _DONE.match(reading.words, end)) or follows_one
    )
    if is_cited and not _MEASURED.match(reading.words, end) and not _is_of_another(reading, start):
        reading.found.append(Reference(start, end, article=match["outline"]))
        reading.end = end


def _annex(reading: _Reading, match: re.Match[str]) -> None:
    """Take an annex of the text itself; one without number where words lead to it."""
    named, start = match["annex"], match.start()
    before = reading.words[max(reading.begin, start - 12) : start]
    is_cited = not before.endswith(_AMENDED) if named else _CITED.search(before)
    if is_cited and not _is_of_another(reading, start):
        article = f"annex-{number(named)}" if named else "annex"
        reading.found.append(Reference(start, match.end(), article=article))
        reading.end = match.end()


def _is_of_another(reading: _Reading, start: int) -> bool:
    return reading.names_another or _is_quoted(reading.words, start)


_ITSELF, _UNKNOWN = Reference(0, 0), Reference(0, 0, title="?")


def _owner(reading: _Reading, start: int) -> Reference | None:
    """Whose an article is; None when nothing says so."""
    before = reading.words[max(reading.begin, start - 8) : start]
    if reading.owner is not None:
        pattern = _LINKED if reading.has_article else _AFTER_TITLE
        if pattern.fullmatch(reading.words, reading.end, start):
            return reading.owner
    if own := _OWN.search(before):
        name = own[0].removesuffix("的")
        return Reference(0, 0, title=name) if name in reading.names else _ITSELF
    if name := _name_before(reading, start):
        return Reference(0, 0, title=name)
    is_bare = not reading.names_another and not _is_quoted(reading.words, start) and _BEFORE.search(before)
    return _ITSELF if is_bare else None


def _name_before(reading: _Reading, start: int) -> str:
    """The name without title marks that stands just before an article, where a stop or a verb stands before it; else empty."""
    words = reading.words
    for name in reading.names:
        at = start - len(name)
        if (
            at >= reading.begin
            and words.startswith(name, at)
            and _BEFORE.search(words[max(reading.begin, at - 8) : at])
        ):
            return "" if words.endswith("本", 0, at) else name
    return ""


def _is_quoted(words: str, place: int) -> bool:
    """Whether a place lies between quotation marks, or in a line of a quotation that goes over several."""
    opens, closes = words.rfind("“", 0, place), words.rfind("”", 0, place)
    next_opens, next_closes = words.find("“", place), words.find("”", place)
    return opens > closes or (next_closes >= 0 and not 0 <= next_opens < next_closes)


def _stem(match: re.Match[str]) -> str:
    inserted = f"-{number(match['inserted'])}" if match["inserted"] else ""
    return f"art-{number(match['article'])}{inserted}"


def _below(match: re.Match[str]) -> Iterator[str]:
    if match["paragraph"]:
        yield f"p{number(match['paragraph'])}"
    if match["item"]:
        yield f"i{number(match['item'])}"
    if match["point"]:
        yield str(number(match["point"]))


def short_names(text: str) -> dict[str, str]:
    """Return the titles that a text says it calls by a shorter name, by that name: 「《…条例》（以下简称《条例》）」."""
    return {plain(match[2]): plain(match[1]) for match in _SHORT.finditer(text)}


_ANY = re.compile(r"[第《号]|附件|[0-9]\.[0-9]")
_SHORT = re.compile(
    r"《([^《》\n]{2,80})》[（(](?:以下|下)(?:简)?称[：:]?[《“\"]?([^《》“”\"（）()\n]{1,20})[》”\"]?[）)]"
)

__all__ = ["Reference", "references", "short_names"]
