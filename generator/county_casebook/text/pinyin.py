"""Chinese characters become their readings: pinyin without tones, with the readings that names of places have."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
from threading import Lock

_SIGNS = {"长": "cháng", "都": "dū", "什": "shí", "勒": "lè", "圩": "xū", "尾": "wěi", "乐": "lè"}
NAMES = {
    "浚县": "xùn xiàn",
    "单县": "shàn xiàn",
    "长子": "zhǎng zǐ",
    "长垣": "cháng yuán",
    "长阳": "cháng yáng",
    "长兴": "cháng xīng",
    "南乐": "nán lè",
    "民乐": "mín lè",
    "乐陵": "lào líng",
    "乐亭": "lào tíng",
    "乐清": "yuè qīng",
    "六合": "lù hé",
    "大城": "dài chéng",
    "涡阳": "guō yáng",
    "洪洞": "hóng tóng",
    "繁峙": "fán shì",
    "筠连": "jūn lián",
    "曾都": "zēng dū",
    "荥经": "yíng jīng",
    "覃塘": "qín táng",
    "朝阳": "cháo yáng",
    "宕昌": "tàn chāng",
    "通什": "tōng zhá",
    "马尾": "mǎ wěi",
    "浪卡子": "làng kǎ zǐ",
}
"""Readings of places (公安部门、地名志通行读音) where a dictionary of common words goes wrong: by sign, then by name."""


_loading = Lock()


def _reader() -> Callable[[str], list[str]]:
    """What reads a text; who asks while another thread loads its dictionary waits for that one."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> Callable[[str], list[str]]:
    """What reads a text; its dictionary takes longer to load than all of this program, so that it waits for the first text."""
    from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

    load_single_dict({ord(sign): reading for sign, reading in _SIGNS.items()})
    load_phrases_dict({name: [[part] for part in reading.split()] for name, reading in NAMES.items()})
    return partial(lazy_pinyin, style=Style.NORMAL)


def pinyin(text: str) -> list[str]:
    """Readings without tones, one a Chinese character; what is not Chinese stays as it is."""
    return list(_pinyin(text))


@lru_cache(maxsize=1 << 15)
def _pinyin(text: str) -> tuple[str, ...]:
    """The readings, kept: the same names are read again and again."""
    return tuple(_reader()(text))
