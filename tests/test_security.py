"""Rendered past the rules on purpose, whatever a record holds is dead: on its page, in every list, in the search index."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import build_time, check_content
from county_casebook.host.shell import Shell
from county_casebook.library.edition import Edition
from county_casebook.publish.outputs import site_files
from county_casebook.records import Case
from county_casebook.render import markdown
from county_casebook.render.markdown import plain, prose
from tests.building import copy_of_tiny

PAYLOADS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    '"><script>window.hit=1</script>',
    "</title><script>window.hit=1</script>",
    "javascript:window.hit=1",
    "[a](javascript:window.hit=1)",
    "[a](java\tscript:window.hit=1)",
    "[a](data:text/html,<script>window.hit=1</script>)",
    "[a](//evil.example/x)",
    "[a](/\\evil.example/x)",
    "![a](https://evil.example/x.png)",
    "![a](//evil.example/x.png)",
    "![a](data:image/svg+xml,<svg/onload=window.hit=1>)",
    "<a href=//evil.example>a</a>",
    "<https://evil.example/ok>",
    "{{ 7*7 }}{% raw %}",
    "cbsentinelbody cbsentineltitle",
)
SHELL = "<!doctype html><title>cbsentineltitle</title><meta name=description content='cbsentineldescription'>cbsentinelhead<body>cbsentinelbody"


def poisoned(folder: Path, payload: str) -> Path:
    """The tiny library with a payload in a title, a summary, a keyword, prose, a caption, a claim and a source."""
    content = copy_of_tiny(folder).parent / "content"
    file = content / "cases/chengxi-envoys.yml"
    text = file.read_text("utf-8")
    quoted = "'" + payload.replace("'", "''").replace("\t", " ") + "'"
    for line in (
        "title: 澄溪县派科技特派员进茶园",
        "summary: 澄溪县选派科技特派员进茶园，茶农两年后亩产增加。",
        "benefit_sharing: 增产部分三七分成。",
        "    caption: 示例茶园",
        "    alt: 一片茶园",
        "    rights_holder: 示例编者",
        "  failed: 高山茶园没有做成，路不通。",
        "  - claim: 茶园 GDP 贡献提高，亩产由 60 公斤增加到 75 公斤。",
        "  - title: 示例县志（虚构）",
        "  office: 澄溪县科技局办公室",
    ):
        assert line in text
        text = text.replace(line, f"{line.partition(':')[0]}: {quoted}")
    text = text.replace("keywords: [科特派]", f"keywords: [{quoted}]")
    file.write_text(text, "utf-8")
    return content


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_dead_on_every_page_and_in_every_list(payload: str, tmp_path: Path) -> None:
    library = check_content(poisoned(tmp_path, payload)).library
    assert "chengxi-envoys" in library.of(Case)
    for path, data in site_files(Edition.of(library, shell=lambda depth, section: Shell.cut(SHELL))):
        if not path.endswith(".html"):
            continue
        assert isinstance(data, bytes)
        for node in LexborHTMLParser(data.decode()).css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], path
            assert node.tag not in (
                "iframe",
                "object",
                "embed",
                "style",
                "base",
                "form" if "hit" in (node.text() or "") else "base",
            ), path
            if node.tag == "script":
                assert node.attributes.get("type") == "application/ld+json" or node.attributes.get("src"), (
                    path
                )
            for name in ("href", "src", "action"):
                value = (node.attributes.get(name) or "").strip().lower()
                assert not value.startswith(("javascript", "data:", "//", "/\\", "\\")), (path, value)
                assert not (name == "src" and value.startswith("http")), (path, value)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**粗**，*斜*。", "<p><strong>粗</strong>，<em>斜</em>。</p>\n"),
        ("# 标题", "<h3>标题</h3>\n"),
        ("[站内](../a/)", '<p><a href="../a/" rel="noopener noreferrer">站内</a></p>\n'),
        ("[脚本](javascript:alert(1))", '<p><a href="" rel="noopener noreferrer">脚本</a></p>\n'),
        ("a < b", "<p>a &lt; b</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![图](https://x.example/a.png)", '<p><img src="" alt="图"></p>\n'),
    ],
)
def test_prose_is_markdown_and_nothing_else(text: str, html: str) -> None:
    assert str(prose(text)) == html


def test_prose_alone_kills_every_payload() -> None:
    for payload in PAYLOADS:
        html = str(prose(payload))
        tree = LexborHTMLParser(html)
        assert not tree.css("script, svg, iframe"), payload
        assert not [
            node for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)
        ], payload


def test_today_is_the_commits_day_not_the_clocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12")
    assert build_time(tmp_path) == 12
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_time(tmp_path / "no-repository") == 0


@given(st.text("中文农民aB129 .,:;?()/%，。；：、（）《》“”‘’—…·！？_*\u3000\u00a0", min_size=1, max_size=14))
def test_a_line_of_words_alone_is_what_markdown_makes_of_it(text: str) -> None:
    assert prose(text) == markdown._converted(text)
    words = unescape(nh3.clean(markdown._converted(text), tags=set()))
    assert plain(text) == re.sub(r"[ \t]+", " ", words).strip()
