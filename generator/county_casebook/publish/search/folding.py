"""Text becomes tokens: the one tokenizing rule of the search, the same here and in `theme/assets/js/search/tokenizer.js`.

Fold (NFKC, lower case, no spaces beside Chinese); a run is a stretch of Chinese characters, letters and digits; its tokens
are single Chinese characters and whole words. `tests/vectors/tokenizer.json` holds both implementations to one answer.
"""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for use inside a character class."""

_SPACES = re.compile(f"(?<=[{HAN}])[ \u00a0\u2009]++|(?<![ \u00a0\u2009])[ \u00a0\u2009]++(?=[{HAN}])")
_BETWEEN = re.compile(f"(?<=[{HAN}])\\s+(?=[{HAN}])")
_LETTER = f"(?:(?![{HAN}])[^\\W_])"
_RUN = re.compile(f"(?:[{HAN}]|{_LETTER}|(?<=[0-9])\\.(?=[0-9])|(?<=[a-z])&(?=[a-z]))+")
_IS_HAN = re.compile(f"[{HAN}]")
_TOKEN = re.compile(f"[{HAN}]|[^{HAN}]+")


def fold(text: str) -> str:
    """Return the form in which texts and queries are compared."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).lower())


def runs(text: str) -> list[list[str]]:
    """Tokenize a text: a list of runs, each a list of tokens."""
    return [_TOKEN.findall(run) for run in _RUN.findall(fold(text))]


def words(query: str) -> list[str]:
    """Divide a query at the spaces between two Chinese characters; one beside a figure is layout (1999 年 2 月)."""
    return _BETWEEN.split(query.strip())


def terms(text: str) -> list[tuple[str, int]]:
    """Every term with its token position; runs stand two apart, so that no phrase crosses them.

    Neighbours joined, each word alone, the last token of each run alone.
    """
    found: list[tuple[str, int]] = []
    position = 0
    for run in runs(text):
        for order, token in enumerate(run):
            last = order + 1 == len(run)
            if not last:
                found.append((token + run[order + 1], position + order))
            if last or len(token) > 1 or not _IS_HAN.match(token):
                found.append((token, position + order))
        position += len(run) + 1
    return found
