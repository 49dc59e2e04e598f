"""Colours and lengths are said in one file: every other style sheet takes them from it by name."""

from __future__ import annotations

import re

import pytest

from county_casebook.render.environment import theme_directory
from tests.stylesheets import BREAKPOINTS, literals

STYLES = {path.name: path.read_text("utf-8") for path in sorted(theme_directory().rglob("*.css"))}
TOKENS = STYLES["tokens.css"]
OTHERS = sorted(STYLES.keys() - {"tokens.css", "gov.css"})
"""All but the tokens, and their other values on the sites of government offices."""


@pytest.mark.parametrize("name", OTHERS)
def test_a_style_sheet_says_no_length_and_no_colour_itself(name: str) -> None:
    assert literals(STYLES[name]) == []


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    "mistake",
    [
        "gap: .3rem",
        "margin: 0 -2px",
        "padding: 1E1PX 0",
        "width: calc(100% - 1.5em)",
        "grid-template-columns: minmax(0, 38rem) 1fr",
        "min-height: 85vh",
        "--own: 3px",
        "font: 700 12pt/1.4 serif",
        "border: thin solid",
        "margin: 0px",
        "top: 33%",
        "stroke-width: 1.5",
        "stroke-dasharray: 4 3",
        "color: #FFF",
        "fill: red",
        "background: rgb(0 0 0 / 50%)",
    ],
)
def test_one_that_does_is_found_wherever_it_stands(name: str, mistake: str) -> None:
    said, last = mistake.split(":")[0], STYLES[name].count("\n") + 2
    for planted in (f"a {{ {mistake} }}", f"@media print {{ a {{ top: 0; {mistake}; left: 0 }} }}"):
        assert literals(f"{planted}\n{STYLES[name]}")[0].startswith(f"1: {said}: ")
        assert literals(f"{STYLES[name]}\n{planted}")[0].startswith(f"{last}: {said}: ")


@pytest.mark.parametrize(
    "style",
    [
        "a { margin: 0 auto; width: 100%; flex: 1 1 0; grid-template-columns: 2fr minmax(0, 1fr) }",
        "a { width: calc(2 * var(--cb-s3)); line-height: 1.4; z-index: 9; opacity: .35; stroke-width: 0 }",
        ".w-3px, #fff, a:nth-child(2n + 1) { top: 0 }",
        'a::after { content: "3px #fff"; background: url(white-3px.png) } /* 3px */',
        "@media (min-width: 60rem) and (max-width: 74.99rem) { a { top: 0 } }",
    ],
)
def test_what_is_no_length_and_no_colour_may_stand(style: str) -> None:
    assert literals(style) == []


@pytest.mark.parametrize(
    "query", ["@media (max-width: 40rem)", "@media (width < 700px)", "@container (min-width: 20rem)"]
)
def test_a_layout_changes_at_the_listed_widths_only(query: str) -> None:
    assert literals(f"{query} {{ a {{ top: 0 }} }}")


def test_the_list_of_breakpoints_stands_with_the_tokens() -> None:
    told = re.findall(r"[\d.]+rem(?= \()", TOKENS[: TOKENS.index(":root")])
    assert told == sorted(width for width in BREAKPOINTS if "9" not in width)


def test_every_token_that_is_used_is_there_and_none_is_unused() -> None:
    said = set(re.findall(r"(--cb-[\w-]+):", TOKENS))
    used = {name for text in STYLES.values() for name in re.findall(r"var\((--cb-[\w-]+)", text)}
    assert used - said == set()
    assert said - used == set()


@pytest.mark.parametrize("name", STYLES)
def test_a_browser_of_an_office_loses_no_placing_and_no_paper_to_what_it_does_not_know(name: str) -> None:
    """Chromium 86 knows neither `inset` nor `:is`: it drops the declaration, and the whole rule whose list holds the selector."""
    style = re.sub(r"/\*.*?\*/", "", STYLES[name], flags=re.DOTALL)
    assert not re.search(r"[\s;{]inset(?:-[a-z]+)*:", style)
    if name == "print.css":
        for selectors in re.findall(r"([^{};]+)\{", style):
            flat = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", selectors)
            assert "," not in flat or not re.search(r":(?:is|where|has)\(", selectors), selectors
