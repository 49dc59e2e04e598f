"""The lines below the words of an official text become who signed it and when (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from county_casebook.intake.head import organs_in
from county_casebook.intake.values import date_of, is_formed
from county_casebook.text.numbering import OFFICE, half_width, is_person, plain
from county_casebook.text.table_rows import cells_of

_DATE = re.compile(
    r"(?:(?:[12][0-9]{3}|[一二][〇○零OoＯｏ0０ΟОо一二三四五六七八九]{3})\s*年\s*(?:[0-9一二三四五六七八九十]{1,3}|元)\s*月\s*[0-9一二三四五六七八九十]{1,3}\s*日(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
    r"|[12][0-9]{3}[.．/-][0-9]{1,2}[.．/-][0-9]{1,2})$"
)
_PRINTED = re.compile(r"(.{0,40}?)\s*([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)\s*(?:印发|印制|印)")
_SEAL = re.compile(r"[（(](?:[^（()）]{0,20}(?:公章|代章|盖章|签章)|章|印章?|此页无正文)[）)]")
_OFFICE_ALONE = re.compile(rf"{OFFICE}\s*[：:]?")
_ANNEX = re.compile(r"附件?录?[0-9一二三四五六七八九十]{0,3}[：:]?")
_SUBJECT_WORDS = re.compile(r"主\s*题\s*词[：:]\s*(.+)")
_BEHIND = re.compile(r"主\s*题\s*词|抄\s*[送报]|（(?:此件|联系人|附注)")
_MOST_SIGNERS = 15
_FEWEST, _LONGEST, _MOST_NAMING = 6, 60, 20
"""The characters of a title, and how many lines of a letter may name what it sends along."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Who signed a text and when, when it was printed, and its 主题词; empty where nothing says so."""

    signatures: tuple[str, ...] = ()
    date: str = ""
    printed: str = ""
    subject_words: str = ""


def read_tail(lines: Sequence[str], start: int) -> Tail:
    """Read the signature of the main text, given the lines of the whole and where its words begin; annexes speak for themselves."""
    end = _end(lines, start)
    signatures, date = _signed(lines, start, end)
    printed = (match for line in lines[start:] if (match := _PRINTED.fullmatch(half_width(line))))
    words = (match for line in lines[start:] if (match := _SUBJECT_WORDS.match(line)))
    first = next(printed, None)
    subject = next(words, None)
    return Tail(signatures, date, date_of(first[2]) if first else "", subject[1] if subject else "")


def _end(lines: Sequence[str], start: int) -> int:
    """Return the line of the first annex: 「附件1」 on a line of its own, or the title of a text that the letter names."""
    named = _solid("".join(lines[:start]))
    for at in range(start + 1, len(lines)):
        if _ANNEX.fullmatch(half_width(plain(lines[at]))) or _is_attached(lines[at], named):
            return at
        named += _solid(lines[at]) if "《" in lines[at] and at < start + _MOST_NAMING else ""
    return len(lines)


def _is_attached(line: str, named: str) -> bool:
    """Whether a line is the title of what a letter sends along, as the letter calls it."""
    words = _solid(line)
    return _FEWEST <= len(words) <= _LONGEST and is_formed(line) and words in named and not organs_in(line)


def _solid(words: str) -> str:
    return re.sub("[《》〈〉]", "", plain(words))


def _signed(lines: Sequence[str], start: int, end: int) -> tuple[tuple[str, ...], str]:
    """Return who signed and when: the first date that stands under names, else names and date on one line, else a lone date."""
    lone = ""
    for at in range(start, end):
        line = _bare(lines[at])
        found = _DATE.search(line)
        if not found or not (day := date_of(found[0])):
            continue
        before = line[: found.start()].strip()
        names = organs_in(before) if before else _names_above(lines, at, start)
        if names:
            return tuple(dict.fromkeys(names)), day
        if not before and not lone and (_is_signed_by_person(lines, at) or _ends_the_words(lines, at, end)):
            lone = day
    return (() if lone else _names_at_the_end(lines, start, end)), lone


def _bare(line: str) -> str:
    """Return a line as words: without a seal and without the bars of a row."""
    words = " ".join(filter(None, cells_of(line))) or line
    return half_width(_SEAL.sub("", words)).strip("　 ")


def _names_above(lines: Sequence[str], at: int, start: int) -> list[str]:
    """Return the authorities on the lines right above, in their order; an office and a name may stand between."""
    names: list[str] = []
    for line in reversed(lines[max(start, at - _MOST_SIGNERS) : at]):
        bare = _bare(line)
        found = organs_in(bare)
        if bare and not found and not is_person(line):
            break
        names[:0] = found
    return names


def _is_signed_by_person(lines: Sequence[str], at: int) -> bool:
    return at > 0 and bool(is_person(lines[at - 1]) or _OFFICE_ALONE.fullmatch(lines[at - 1]))


def _ends_the_words(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether a date stands under the last sentence, above what follows a letter, or on the last line of all."""
    is_last = at == end - 1 or bool(_BEHIND.match(lines[at + 1]))
    return is_last or lines[at - 1].endswith(("。", "！", "）"))


def _names_at_the_end(lines: Sequence[str], start: int, end: int) -> tuple[str, ...]:
    """Return the authorities of the last line, which has no date."""
    last = organs_in(_bare(lines[end - 1])) if end > start else []
    return tuple(last) if end > start + 1 and lines[end - 2].endswith(("。", "！")) else ()


__all__ = ["Tail", "read_tail"]
