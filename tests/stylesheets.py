"""Style sheets read as CSS Syntax has it: tokens, then preludes and declarations; and what of them is no token of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_NAME = r"-?(?:[a-z_\x80-\U0010ffff]|--)[\w\x80-\U0010ffff-]*"
_TOKEN = re.compile(
    rf"""(?P<comment>/\*.*?\*/)|(?P<string>"[^"\n]*"|'[^'\n]*')|(?P<url>url\([^)"']*\))|(?P<hash>\#[\w-]+)"""
    rf"""|(?P<percentage>{_NUMBER}%)|(?P<dimension>{_NUMBER}{_NAME})|(?P<number>{_NUMBER})"""
    rf"""|(?P<at>@{_NAME})|(?P<function>{_NAME}\()|(?P<name>{_NAME})|(?P<space>\s+)|(?P<sign>.)""",
    re.DOTALL | re.IGNORECASE,
)
_PROPORTIONS = {"0%", "50%", "100%"}
_UNITLESS_LENGTHS = {"stroke-width", "stroke-dasharray", "stroke-dashoffset", "tab-size"}
_WORDS = re.compile(r"thin|medium|thick|(x+-)?(small|large)(er)?")
_COLOURS = re.compile(r"black|white|red|green|blue|gr[ae]y|silver|yellow|orange|brown|purple|transparent")
_MIXERS = re.compile(r"(rgba?|hsla?|hwb|(ok)?l(ab|ch)|color(-mix)?)\(")
BREAKPOINTS = {"47.5rem", "47.49rem", "60rem", "59.99rem", "75rem", "74.99rem"}
"""The widths at which a layout changes, and just below each: a query cannot ask for a custom property."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a style sheet: its type, its text, its line."""

    type: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """Yield every token of a style sheet that is neither comment nor white space."""
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind not in ("comment", "space"):
            yield Token(kind, found[0].lower(), line)
        line += found[0].count("\n")


def statements(text: str) -> Iterator[tuple[bool, list[Token]]]:
    """Yield what stands before a block, and every declaration: whether it is a declaration, and its tokens."""
    held: list[Token] = []
    for token in tokens(text):
        if token.text not in ("{", "}", ";"):
            held.append(token)
            continue
        if held:
            yield token.text != "{", held
        held = []
    if held:
        yield True, held


def literals(text: str) -> list[str]:
    """Return each length, proportion and colour that a style sheet says itself: line, property, what it says."""
    return [
        f"{token.line}: {held[0].text}: {token.text}"
        for is_declaration, held in statements(text)
        for token in (_of_declaration(held) if is_declaration else _of_prelude(held))
    ]


def _of_prelude(held: Sequence[Token]) -> list[Token]:
    """Lengths of a query that are no breakpoint; a selector has none, whatever it is called."""
    if held[0].type != "at":
        return []
    return [token for token in held if token.type == "dimension" and token.text not in BREAKPOINTS]


def _of_declaration(held: Sequence[Token]) -> list[Token]:
    return [token for token in held[1:] if _is_literal(held[0].text, token)]


def _is_literal(name: str, token: Token) -> bool:
    match token.type:
        case "dimension":
            return not token.text.endswith("fr")
        case "percentage":
            return token.text not in _PROPORTIONS
        case "number":
            return name in _UNITLESS_LENGTHS and float(token.text) != 0
        case "hash":
            return True
        case "function":
            return _MIXERS.fullmatch(token.text) is not None
        case "name":
            return any(words.fullmatch(token.text) for words in (_WORDS, _COLOURS))
    return False
