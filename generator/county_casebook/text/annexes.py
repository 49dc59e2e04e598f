"""What a letter says of its annexes becomes where each of them begins: by its own line, by its title, or by what stands before it.

Nothing that follows a line is asked, so an annex is known by what was said before it: the list above the signature, the
titles and kinds that the letter names, the title of the annex before, the sentence with which that one ended.
"""

from __future__ import annotations

import re

from county_casebook.text.lines import Line
from county_casebook.text.marks import SPACE
from county_casebook.text.numbering import NUMBER, SENTENCE, is_date, is_organ, is_person, plain
from county_casebook.text.numerals import number

_ENTRY = re.compile(
    rf"附{SPACE}*+(?:件{SPACE}*+)?(?:({NUMBER}){SPACE}*+)?(?:([：:.．、]){SPACE}*+)?(?:({NUMBER})[.．、]{SPACE}*+)?(?=\S)(.+)"
)
_FILE = re.compile(r".{1,80}\.(?:docx?|xlsx?|wps|et|pdf|rar|zip|jpe?g)$")
_LIST_BELOW = re.compile(rf"附件(?:[：:]{SPACE}*+[1１一][.．、]{SPACE}*+\S|{_FILE.pattern})")
"""附件说明 that a site prints below the date: its number stands behind the colon, or it ends with the name of a file."""
_NEXT = re.compile(rf"({NUMBER})[.．、]{SPACE}*(?=\S)(.+)")
_KIND = (
    r"规定|办法|条例|细则|规则|方案|意见|章程|制度|规程|准则|守则|标准|要点|计划|规划|纲要|预案|指南|目录|名单|清单"
    r"|公约|通则|程序|措施"
)
_TITLE = re.compile(rf"[^。；：，！？“”|]{{1,58}}(?:{_KIND})(?:[（(][^（）()]{{1,12}}[）)])?")
_NAMED = re.compile(r"《([^《》]{2,60})》")
_SEVERAL = re.compile(rf"[两二三四五六七八九十]{{1,2}}[个项部件份种](?:[^，。；：]{{0,6}}?)({_KIND})")
_CLOSING = re.compile(r"(?:施行|执行|实施|生效|解释)。[”）]?$")


class Annexes:
    """The annexes of one text: how many have begun, and what was said of those to come."""

    def __init__(self) -> None:
        self.count = 0
        self.titles: list[str] = []
        self.is_filled = False
        """Whether the annex that is open holds a sentence or a number, and not its title alone."""
        self._listing = 0
        self._title = ""
        self._named: set[str] = set()
        self._kinds: set[str] = set()

    def lists(self, line: Line, *, is_letter: bool) -> bool:
        """Whether a line is 附件说明 above the signature, or goes on with it; its titles are kept."""
        is_certain = line.is_indented or bool(_FILE.match(line.words))
        order, title = self._entry(line.words, is_certain=is_certain, is_letter=is_letter)
        if order:
            self._listing = order
            self.titles.append(plain(title).strip("《》"))
            return True
        if self._listing and self.titles and line.is_indented and _goes_on(line):
            self.titles[-1] += plain(line.words)
            return True
        self._listing = 0
        return False

    def lists_below(self, words: str) -> bool:
        """Whether a line below the date is 附件说明 all the same, or may go on with it: 「附件：1.某某表」."""
        return bool(self._listing) or bool(_LIST_BELOW.match(words))

    def _entry(self, words: str, *, is_certain: bool, is_letter: bool) -> tuple[int, str]:
        following = _NEXT.match(words) if self._listing else None
        if following and number(following[1]) == self._listing + 1:
            return self._listing + 1, following[2]
        entry = _ENTRY.match(words) if words.startswith("附") and not SENTENCE.search(words[-1]) else None
        if not entry:
            return 0, ""
        order = number(entry[1] or entry[3]) if entry[1] or entry[3] else 1
        if entry[1] is None:
            is_list = entry[2] in ("：", ":")
        elif entry[2] is None:
            is_list = is_certain and words[entry.end(1) : entry.start(4)] != ""
        else:
            is_list = is_certain or entry[2] not in ("：", ":") or is_letter
        return (order, entry[4]) if is_list or (self._listing and order == self._listing + 1) else (0, "")

    def hear(self, words: str) -> None:
        """Keep what a line of the letter says of what is to come: titles, and how many of which kind."""
        if "《" in words:
            self._named.update(map(plain, _NAMED.findall(words)))
        self._kinds.update(_SEVERAL.findall(words))

    def begin(self, order: int, words: str) -> None:
        """Begin an annex, by its number and its line; empty where it has none."""
        self.count, self._title, self.is_filled = order, plain(words), False
        self._listing = 0

    def number_of(self, words: str, before: str) -> int:
        """Return the number of the annex that a line without 附件 begins; 0 when it begins none."""
        title = plain(words)
        if title in self.titles[self.count :]:
            return self.titles.index(title, self.count) + 1
        if not self.is_filled or len(title) > 60:
            return 0
        is_another = title != self._title and (
            title in self._named or (bool(_TITLE.fullmatch(title)) and self._may_follow(title, before))
        )
        return self.count + 1 if is_another else 0

    def _may_follow(self, title: str, before: str) -> bool:
        if not before.endswith(("。", "；", "”", "）", "：")):
            return False
        is_kin = len(title) > 2 and title[:2] == self._title[:2]
        return bool(_CLOSING.search(before)) or is_kin or any(kind in title[-8:] for kind in self._kinds)


def completes_title(label: str, words: str) -> bool:
    """Whether a line is the second of a title whose first, of an annex, is no title by itself."""
    return (
        0 < len(words) <= 40
        and not _TITLE.fullmatch(plain(label))
        and bool(_TITLE.fullmatch(plain(label) + plain(words)))
    )


def _goes_on(line: Line) -> bool:
    """Whether a line may be the rest of a title."""
    is_other = is_date(line.words) or is_organ(line.words) or is_person(line.words)
    return line.mark is None and len(line.words) <= 40 and not SENTENCE.search(line.words) and not is_other
