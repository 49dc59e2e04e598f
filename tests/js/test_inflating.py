"""What zlib packs in any of its ways is unpacked to the same bytes, also where a browser has no DecompressionStream."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.publish.search.packing import packed, unpacked
from tests.js.engine import Engine

ENGINE = Engine("core/inflating.js")

REPEATING = st.lists(
    st.sampled_from([b"\xe7\xa7\x91", b"\xe6\x8a\x80", b"abc", b"\x00", b"\xff\xfe"]), max_size=400
)


def inflated(data: bytes) -> bytes:
    return bytes(ENGINE.run(f"[...new Uint8Array(casebook.inflate(Uint8Array.from({list(data)}).buffer))]"))


def zlibbed(data: bytes, level: int, strategy: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, 15, 8, strategy)
    return packer.compress(data) + packer.flush()


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.binary(max_size=2000), REPEATING.map(b"".join)),
    st.integers(0, 9),
    st.sampled_from([zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE]),
)
def test_whatever_was_packed_comes_back(data: bytes, level: int, strategy: int) -> None:
    assert inflated(zlibbed(data, level, strategy)) == data
    assert inflated(packed(data)) == unpacked(packed(data)) == data


def test_a_long_text_comes_back() -> None:
    text = "".join(f"第{number}条 县（市）科技局{number * number}。" for number in range(3000)).encode()
    assert inflated(packed(text)) == text
    assert len(packed(text)) < len(text) / 3


def test_what_is_cut_short_or_not_packed_is_refused() -> None:
    whole = packed("科技特派员".encode() * 50)
    for data in (whole[:-5], whole + b"x", b"plain", b""):
        with pytest.raises(ValueError, match=r"."):
            unpacked(data)
    assert ENGINE.run(
        f"(() => {{ try {{ casebook.inflate(Uint8Array.from({list(whole[:12])}).buffer); return false; }}"
        " catch { return true; } })()"
    )
