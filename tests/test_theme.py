"""Templates that a person can read: short lines, short files, and nothing of their layout in what readers download."""

from __future__ import annotations

import traceback
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser

from county_casebook import edit
from county_casebook.render.environment import environment, render, theme_directory, use_site_theme
from county_casebook.schema.fields import CoarseDate
from tests.building import one

TEMPLATES = sorted(theme_directory().rglob("*.html"))
EDIT_TEMPLATES = sorted((Path(edit.__file__).parent / "templates").glob("*.html"))


def named(path: Path) -> str:
    return path.relative_to(theme_directory()).as_posix()


def test_every_template_is_read() -> None:
    assert len(TEMPLATES) > 50
    assert len(EDIT_TEMPLATES) > 10


def test_no_line_of_a_template_is_longer_than_140_characters() -> None:
    long = [
        f"{path}:{number}: {len(line)}"
        for path in (*TEMPLATES, *EDIT_TEMPLATES)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 140
    ]
    assert long == []


def test_no_page_template_is_longer_than_60_lines() -> None:
    lengths = {
        named(path): len(path.read_text("utf-8").splitlines())
        for path in TEMPLATES
        if path.parent.name != "macros"
    }
    assert {name: length for name, length in lengths.items() if length >= 60} == {}


def test_indentation_of_a_template_and_breaks_beside_blocks_are_not_downloaded_but_those_of_a_value_are_kept() -> (
    None
):
    template = environment().from_string("<div>\n  <pre>{{ words }}</pre>\n\t<p>一\n    二</p>\n</div>")
    assert template.render(words="甲\n  乙") == "<div><pre>甲\n  乙</pre><p>一\n二</p></div>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>\n  <a>一</a>\n  <a>二</a>\n</p>\n<b>三</b>\n四", "<p><a>一</a>\n<a>二</a></p><b>三</b>\n四"),
        (
            "{# 说 <p>\n  <ul> #}\n<ul>\n  {% for n in (\n    1, 2\n  ) %}\n  <li>{{ n }}</li>\n  {% endfor %}\n</ul>\n",
            "<ul><li>1</li><li>2</li></ul>",
        ),
        ("{% set words = '\n<p>\n' %}\n<i>{{ words }}</i>", "<i>\n&lt;p&gt;\n</i>"),
        ("<path-like>\n<pre>\n一</pre>", "<path-like>\n<pre>\n一</pre>"),
    ],
)
def test_only_breaks_that_no_reader_sees_are_left_out(source: str, html: str) -> None:
    assert environment().from_string(source).render() == html


def test_a_fault_in_a_template_is_told_by_the_line_it_stands_in() -> None:
    with pytest.raises(UndefinedError) as raised:
        environment().from_string("<div>\n  <p>一</p>\n\n  <p>{{ nothing.at_all }}</p>\n</div>").render()
    assert 4 in [frame.lineno for frame in traceback.extract_tb(raised.tb)]


class Drawing:
    """Something that says itself what it is in HTML."""

    def __html__(self) -> str:
        return "<svg/>"


@pytest.mark.parametrize(
    "value",
    [
        "县<域>&\"'",
        "",
        Markup("<b>粗</b>"),
        Drawing(),
        7,
        Decimal("0.50"),
        None,
        CoarseDate(2004, 3),
        ["<i>"],
        type("Words", (str,), {})("<i>"),
    ],
)
def test_a_value_is_put_into_a_page_as_markupsafe_escapes_it(value: object) -> None:
    assert environment().from_string("{{ value }}").render(value=value) == escape(value)
    told = environment().from_string(
        "{% macro told(value) %}<p>{{ value }}</p>{% endmacro %}{{ told(value) }}"
    )
    assert told.render(value=value) == f"<p>{escape(value)}</p>"


def test_what_is_not_defined_is_refused_and_an_if_without_else_says_nothing() -> None:
    assert environment().from_string('{{ "甲" if false }}').render() == ""
    for template in ("{{ unknown }}", "{{ value.unknown }}", '{{ unknown if true else "" }}'):
        with pytest.raises(UndefinedError):
            environment().from_string(template).render(value="甲")


def test_a_changed_template_is_read_again_when_a_site_is_configured_again(tmp_path: Path) -> None:
    try:
        for words in ("一", "二"):
            (tmp_path / "own.html").write_text(words, "utf-8")
            use_site_theme(tmp_path)
            assert render("own.html") == words
    finally:
        use_site_theme(None)


@pytest.fixture(scope="module")
def site(tiny_files: dict[str, bytes]) -> dict[str, LexborHTMLParser]:
    """Every page of the tiny site, parsed."""
    return {
        name: LexborHTMLParser(data.decode()) for name, data in tiny_files.items() if name.endswith(".html")
    }


def test_every_page_is_in_chinese_and_holds_its_content_alone(site: dict[str, LexborHTMLParser]) -> None:
    for name, page in site.items():
        assert one(page, "html").attributes["lang"] == "zh-CN", name
        assert [main.attributes["id"] for main in page.css("main")] == ["cb-main"], name
        assert len(page.css("main h1")) == 1, name
        assert not page.css(".md-toggle, .md-overlay, .md-dialog"), name
        assert len(page.css('[type="checkbox"]')) == len(page.css('main [type="checkbox"]')), name


def test_headings_go_down_one_level_at_a_time(site: dict[str, LexborHTMLParser]) -> None:
    skipped = {}
    for name, page in site.items():
        if name == "guide/index.html":
            continue  # written by hand: its author decides what the tables of fields stand under
        levels = [int((heading.tag or "")[1]) for heading in page.css("h1, h2, h3, h4, h5, h6")]
        if any(below > above + 1 for above, below in zip([0, *levels], levels, strict=False)):
            skipped[name] = levels
    assert skipped == {}


def test_the_page_of_an_address_that_does_not_exist_says_so(site: dict[str, LexborHTMLParser]) -> None:
    page = site["404.html"]
    assert one(page, "title").text() == "没有这个页面 - 县域科技经验库（示例）"
    assert one(page, "[data-root]").attributes["data-root"] == "/"


def test_what_stands_beside_another_is_not_pushed_apart_by_the_layout_of_templates(
    site: dict[str, LexborHTMLParser],
) -> None:
    case = site["cases/chengxi-envoys/index.html"]
    told = ["60", "→", "75", "公斤茶叶亩产，1999—2001", "年，衡量：独立评估"]
    assert one(case, ".cb-change").text().split() == told
    assert " ：" not in one(case, "main").text()
    assert "。 " not in one(case, ".cb-cite").text()
