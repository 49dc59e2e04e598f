"""The number of a standard or a patent: whether it is well shaped, and how it would be."""

from __future__ import annotations

import re
import unicodedata

_CODE = (
    r"(?:GB[JW]?(?:/[TZ])? "  # national: GB 5749-2022, GB/T 9704-2012, GBJ 87-85
    r"|(?!GB|DB)(?:[A-Z]{2}|JJ[FG]|GJB)(?:/[TZ])? "  # of a trade: NY/T 391-2021, HJ 2.1-2016
    r"|DB[0-9]{2}(?:[0-9]{2}){0,2}(?:/[TZ] |/ ?| )"  # of a province, prefecture or county: DB62/T 1935-2010, DB44/ 26-2001
    r"|T/[A-Z][A-Z0-9]+ "  # of an association: T/CAS 123-2019
    r"|Q/[A-Z0-9]+ )"  # of a firm: Q/ABC 001-2004
)
_SHAPE = re.compile(
    rf"{_CODE}[A-Z]{{0,2}}[0-9]+(?:\.[0-9]+)*[-—](?:[0-9]{{2}}|(?:19|20)[0-9]{{2}})"
    r"|(?:ISO|IEC|ISO/IEC)(?:/TS|/TR)? [0-9]+(?:-[0-9]+)*:(?:19|20)[0-9]{2}"
)
_WITHOUT_STROKE = re.compile(r"^(GB|[A-Z]{2})([TZ])(?= ?[0-9])")
_DB = re.compile(r"^DB ?([0-9]{2}(?:[0-9]{2}){0,2}) ?(/ ?[TZ]|/)? ?(?=[0-9])")
_CODE_TO_NUMBER = re.compile(r"(?<=[A-Z]) ?(?=[0-9])")
_DASHES = re.compile(r" ?[‐‑‒–―−-]+ ?")
_GRANTED = re.compile(r"ZL ?([0-9]{8}|[0-9]{12})\.([0-9X])")
_PUBLISHED = re.compile(r"CN ?[0-9]{7,9} ?[A-Z][0-9]?")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def is_standard_number(text: str) -> bool:
    """Whether a text is the number of a Chinese or an international standard, with its year."""
    return bool(_SHAPE.fullmatch(text))


def mended_standard(text: str) -> str:
    """Return the number a text was plainly meant to be: half width, capitals, one space, a hyphen; empty when unclear."""
    if is_standard_number(text):
        return ""
    half = " ".join(unicodedata.normalize("NFKC", text).replace("\N{FRACTION SLASH}", "/").upper().split())
    half = re.sub(r" ?—+ ?", "—", re.sub(r" ?/ ?", "/", _DASHES.sub("-", half)))
    half = _WITHOUT_STROKE.sub(r"\1/\2", half)
    spaced = _DB.sub(lambda found: f"DB{found[1]}{found[2] or ''} ", half)
    if not half.startswith("DB"):
        spaced = _CODE_TO_NUMBER.sub(" ", half, count=1)
    return spaced if is_standard_number(spaced) else ""


def patent_fault(text: str) -> str:
    """Return what is wrong with the number of a Chinese patent; empty for a good one.

    A granted one is `ZL`, the number of its application (8 digits, since October 2003 12), a point and a check digit; a
    published one `CN`, digits and a letter.
    """
    found = _GRANTED.fullmatch(text)
    if _PUBLISHED.fullmatch(text):
        return ""
    if not found:
        return "不像专利号"
    return "" if found[2] == _check_digit(found[1]) else "专利号的校验位不对"


def _check_digit(digits: str) -> str:
    """The last sign of an application's number (ZC 0006-2003): the weighted sum modulo 11, X for ten."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)
