"""Bytes become the name of the encoding they look like."""

from __future__ import annotations


def encoding_of(data: bytes) -> str:
    """Say which encoding bytes that are no UTF-8 look like."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "二进制文件（图片或 Word 文档？）"
    return "GB18030（GBK）"


__all__ = ["encoding_of"]
