"""Full-width signs and digits of other scripts become ASCII."""

from __future__ import annotations

import unicodedata


def half_width(text: str) -> str:
    """Return a text with every full-width sign and every digit of another script as ASCII."""
    return "".join(_half_width(sign) for sign in text)


def _half_width(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


__all__ = ["half_width"]
