"""No text makes a pattern slow: twice the text takes about twice the time, and 100 KB a fraction of a second."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from county_casebook.intake.web_lines import _WIDE_BREAK
from county_casebook.publish.search.folding import _SPACES
from county_casebook.publish.shorter import _below
from county_casebook.rules.prose import _CODE, _HTML, _TARGET
from county_casebook.text.links import is_safe_link

PIECES = (
    "[a]( ",
    "[a](",
    "[a](<",
    "[",
    "![",
    "](",
    "[a]: ",
    "[a\n",
    "<a",
    "<!",
    "<",
    "`",
    "`a\n",
    " ",
    "\n",
    "　",
    "\t",
    "一",
    "一　",
    "一\n",
    "[[]",
    '="../../cases/',
    '="../../cases/"',
)
PATTERNS = {
    "target": _TARGET,
    "html": _HTML,
    "code": _CODE,
    "wide break": _WIDE_BREAK,
    "spaces": _SPACES,
    "below": _below(2, "cases"),
}


def seconds(pattern: re.Pattern[str], text: str) -> float:
    started = perf_counter()
    sum(1 for _ in pattern.finditer(text))
    return perf_counter() - started


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PATTERNS))
def test_hostile_text_is_read_once(name: str) -> None:
    for first in PIECES:
        for again in PIECES:
            text = first + again * (100_000 // len(again))
            assert any(seconds(PATTERNS[name], text) < 0.5 for _ in range(3)), (first, again)


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example\\@a.cn", "https://user@a.cn", "/\\evil.example", "\\evil", "//evil.example", "https:evil"),
        *("javascript&#58;alert(1)", "javascript&colon;alert(1)", "&#47;/evil.example", "mailto:a@b.cn?bcc=c@d.cn"),
        *("data:text/html,x", "ftp://a.cn", "java\tscript:x", "http://", "vbscript:x", "https://a.cn:99999/"),
    ],
)  # fmt: skip
def test_a_link_in_prose_is_read_as_strictly_as_a_field(target: str) -> None:
    assert not is_safe_link(target)


@pytest.mark.parametrize(
    "target", ["https://a.cn/b?c=d&e=f", "../a/", "#x", "a.md", "/cases/x/", "mailto:a@b.gov.cn", "a/b:c"]
)
def test_what_leads_somewhere_safe_stays(target: str) -> None:
    assert is_safe_link(target)


@pytest.mark.parametrize(
    "text",
    ["[a [b] c](javascript:x)", "![a [b] c](javascript:x)", "[a]: javascript:x", "[a](\njavascript:x)"],
)
def test_every_way_of_writing_a_link_is_seen(text: str) -> None:
    found = [match["target"] or match["defined"] for match in _TARGET.finditer(text)]
    assert "javascript:x" in found
