"""How a value is written becomes a pattern that other programs understand: ECMA 262, which Python reads too, with a range for
those who read figures as numbers.

The patterns are no looser than needed and never stricter than what `text.values` takes; a test holds both against one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from county_casebook.schema.fields import FIRST_YEAR, LAST_YEAR, NOT_STATED
from county_casebook.text.values import LONGEST_FRACTION, LONGEST_WHOLE


@dataclass(frozen=True, slots=True)
class Form:
    """The pattern of a value as text, what to say where it does not fit, and the range of the number it may be.

    `is_words`: any text that has no range, also one that happens to be a number.
    """

    pattern: str
    message: str
    range: tuple[int, int] | None = None
    is_whole: bool = True
    is_words: bool = False

    def or_not_stated(self) -> Form:
        """Return the form of the same, or `not_stated`."""
        inside = self.pattern.removeprefix("^").removesuffix("$")
        return Form(
            f"^(?:{NOT_STATED}|{inside})$",
            f"{self.message}；来源没有写明写 {NOT_STATED}",
            self.range,
            self.is_whole,
        )


_DECIMAL = rf"(?:0|[1-9][0-9]{{0,{LONGEST_WHOLE - 1}}}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,3}})(?:\.[0-9]{{1,{LONGEST_FRACTION}}})?"
_LARGEST = 10**LONGEST_WHOLE
_DAY = r"(?:0[1-9]|[12][0-9]|30)"
_DATE = (
    r"^(?:1[0-9]{3}|20[0-9]{2})(?:-(?:(?:0[1-9]|1[0-2])"
    rf"|(?:0[13578]|1[02])-(?:{_DAY}|31)|(?:0[469]|11)-{_DAY}|02-(?:0[1-9]|[12][0-9])))?$"
)
_PHONE = (
    r"^(?:(?:\+86[ -]?)?(?:0[0-9]{2,3}[ -]?|[（(]0[0-9]{2,3}[）)] ?)[2-8][0-9]{6,7}"
    r"|[48]00(?:[ -]?[0-9]){7}|1[12][0-9]{1,3}|9[56][0-9]{3,4})(?:(?:-|转| 转 ?)[0-9]{1,6})?$"
)
_LINK = (
    r"^https?://[A-Za-z0-9.-]+(?::[1-9][0-9]{0,4})?"
    r"""(?:[/?#](?:[^\s\\"'<>`{}|^%]|%[0-9A-Fa-f]{2})*)?$"""
)

FORMS: Mapping[str, Form] = {
    "date": Form(_DATE, "日期写成 2018、2018-08 或 2018-08-10", (FIRST_YEAR, LAST_YEAR)),
    "number": Form(f"^-?{_DECIMAL}$", "只写数字，单位写在 unit", (-_LARGEST, _LARGEST), is_whole=False),
    "amount": Form(f"^{_DECIMAL}$", "只写数字，不能小于零", (0, _LARGEST), is_whole=False),
    "year": Form("^(?:1[89]|20)[0-9]{2}$", "年份写四位数，如 2018", (1800, 2099)),
    "source": Form("^[1-9][0-9]?$", "写 sources 里的第几条，从 1 数起", (1, 99)),
    "count": Form("^(?:0|[1-9][0-9]{0,8})$", "写 0 或正整数", (0, 999_999_999)),
    "code": Form("^[0-9]{6}$", "行政区划代码是六位数字", (0, 999_999)),
    "sha256": Form("^[0-9a-f]{64}$", "SHA-256 是 64 位十六进制数字（小写）"),
    "doc_no": Form(
        "^[\u4e00-\u9fff]+(?:〔[0-9]{4}〕|(?:令|公告|通告)(?:[0-9]{4}年)?第)[1-9][0-9]*号$",
        "发文字号写成 国办发〔2017〕47号，数字用半角",
    ),
    "link": Form(_LINK, "网址以 http:// 或 https:// 开头，中间没有空格、引号和反斜杠"),
    "phone": Form(_PHONE, "写带区号的座机，如 0575-86123456，或 400 电话、12345 这类热线", (110, 10**12)),
    "point": Form(
        r"^(?=.{1,24}$)(?=.*[0-9])[a-z0-9]+(?:\.[a-z0-9]+)*$",
        "写小写字母和至少一个数字，用点分开，如 a9、a13.2",
        (0, 10**24),
        is_whole=False,
    ),
    "id": Form("^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$", "编号是 3–80 个小写字母、数字和短横", (100, 10**80)),
    "prose": Form(r"\S", f"不能留空；来源没有写明写 {NOT_STATED}", is_words=True),
}
"""By the name of `ValueType`; what is not here is one line of text."""

_SEPARATORS, _OPENING, _CLOSING = "，、；,;", "（(《“", "）)》”"
_ONE = (
    rf"(?:[^{_SEPARATORS}{_OPENING}\n]|[{_OPENING}][^{_OPENING}{_CLOSING}\n]*[{_CLOSING}]"
    rf"|[{_OPENING}](?![^{_OPENING}{_CLOSING}\n]*[{_CLOSING}]))*"
)


def line(longest: int = 0, *, is_alone: bool = False) -> Form:
    """Return the form of one line of text; `is_alone`: not several put together by a comma."""
    if is_alone:
        return Form(
            rf"^(?=[\s\S]*\S)\n*{_ONE}\n*$", "一条写一个；几个写成 [甲, 乙]，逗号用半角", is_words=True
        )
    if longest:
        said = f"写一行文字，不超过 {longest} 字"
        return Form(rf"^(?=[\s\S]*\S)\s*[^\n]{{0,{longest}}}?\s*$", said, is_words=True)
    return Form(
        r"^(?=[\s\S]*\S)\n*[^\n]*\n*$", f"写一行文字，不能留空；来源没有写明写 {NOT_STATED}", is_words=True
    )


__all__ = ["FORMS", "Form", "line"]
