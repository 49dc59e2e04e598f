"""Readings of names: their dictionary is loaded once, whoever asks first and whoever asks meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pypinyin
import pytest

from county_casebook.text import pinyin


def test_who_asks_while_the_dictionary_is_loaded_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[object] = []
    is_loading, other_asks = Event(), Event()
    load = pypinyin.load_single_dict

    def slowly(signs: dict[int, str]) -> None:
        loads.append(signs)
        is_loading.set()
        assert other_asks.wait(60)
        load(signs)

    monkeypatch.setattr(pypinyin, "load_single_dict", slowly)
    pinyin._loaded.cache_clear()
    pinyin._pinyin.cache_clear()

    def other() -> list[str]:
        assert is_loading.wait(60)
        other_asks.set()
        return pinyin.pinyin("覃塘")

    with ThreadPoolExecutor(2) as threads:
        one, two = threads.submit(pinyin.pinyin, "浪卡子"), threads.submit(other)
        assert (one.result(), two.result()) == (["lang", "ka", "zi"], ["qin", "tang"])
    assert len(loads) == 1
