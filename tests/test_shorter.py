"""A page is written in fewer bytes, and is the same page: to the parser of the standard, to its links, and to the gate."""

from __future__ import annotations

import random
import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.build import check_content
from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.deliver.outgoing import words_of_page
from county_casebook.library.edition import Edition
from county_casebook.publish.pages import pages
from county_casebook.publish.shorter import ENDED_BY, shorter
from county_casebook.render.markdown import prose
from county_casebook.views.page import Page
from tests.building import TINY


def tree(body: str) -> list[Any]:
    """What a browser makes of a body: its elements, with attributes and texts, as nested lists."""

    def told(element: Any) -> list[Any]:
        inside = [each for child in element for each in (told(child), child.tail or "")]
        return [str(element.tag), sorted(element.attrib.items()), element.text or "", *inside]

    return told(html5lib.parse(f"<!doctype html><main>{body}</main>", namespaceHTMLElements=False))


def whole(url: str, html: str) -> str:
    """A body with every address as a browser at this page understands it."""
    return re.sub(
        r'(?<= )((?:data-)?[a-z]+)="(\.\.?/[^"]*)"',
        lambda found: f'{found[1]}="{urljoin(f"https://site.invalid/{url}", unescape(found[2]))}"',
        html,
    )


def pairing_faults(body: str) -> list[str]:
    told = read_page(f"<!doctype html>{body}".encode(), Known()).faults
    return [fault for fault in told if fault.startswith("标签没有成对")]


@pytest.fixture(scope="module")
def made() -> list[Page]:
    return list(pages(Edition.of(check_content(TINY / "content").library)))


def test_every_page_of_a_site_stays_the_same_to_a_browser(made: list[Page]) -> None:
    chosen = random.Random(1).sample(made, 60)
    for page in chosen:
        assert tree(whole(page.url, shorter(page.url, page.body))) == tree(whole(page.url, page.body)), (
            page.url
        )
    assert {page.url.split("/")[0] for page in chosen} >= {"cases", "counties", "policies"}


def test_no_page_becomes_longer_or_says_anything_else(made: list[Page]) -> None:
    for page in made:
        short = shorter(page.url, page.body)
        assert len(short) <= len(page.body)
        assert "".join(words_of_page(short).split()) == "".join(words_of_page(page.body).split()), page.url
        assert pairing_faults(short) == []


WORDS = st.text(st.sampled_from("甲乙 12"), min_size=1, max_size=4)


def _within(tag: str, inner: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[str]:
    held = st.lists(inner, min_size=least, max_size=3)
    return held.map(lambda found: f"<{tag}>{''.join(found)}</{tag}>")


def _holders(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    facts = st.tuples(_within("dt", inner), _within("dd", inner), _within("dd", inner)).map("".join)
    rows = _within("tr", _within("th", inner) | _within("td", inner))
    table = st.tuples(_within("thead", rows), _within("tbody", rows)).map("".join)
    return (
        _within("ul", _within("li", inner))
        | _within("ol", _within("li", inner))
        | _within("dl", facts)
        | _within("dl", _within("div", facts))
        | _within("table", table)
        | _within("table", _within("tbody", rows))
        | _within("div", inner)
        | _within("section", inner)
    )


BODIES = st.recursive(WORDS | WORDS.map(lambda words: f"<p>{words}</p>"), _holders, max_leaves=12)


@settings(deadline=None)
@given(BODIES)
def test_end_tags_are_left_out_where_a_browser_puts_them_back(body: str) -> None:
    short = shorter("", body)
    assert tree(short) == tree(body)
    assert pairing_faults(short) == []


@settings(deadline=None)
@given(BODIES, st.randoms(use_true_random=False))
def test_what_the_gate_finds_paired_without_some_end_tags_is_the_same_to_a_browser(
    body: str, chance: random.Random
) -> None:
    """Where words follow, an end tag says something: what it ends does not hold them."""
    may_go = rf"</(?:{'|'.join(ENDED_BY)}|div|section)>(?=<)"
    less = re.sub(may_go, lambda found: found[0] * (chance.random() < 0.7), body)
    if not pairing_faults(less):
        assert tree(less) == tree(body)


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><b>甲</ul>",
        "<ul><li>甲</section></ul>",
        "<section><li>甲</section>",
        "<ul><li><p>甲</section></ul>",
        "<p>甲<p>乙</p>",
        "<section><p>甲</section>",
        "<dl><dt>甲</dl>",
        "<dl><dd>甲<li>乙</dl>",
        "<table><thead><tr><th>甲</table>",
        "<table><tbody><tr><td><b>甲</table>",
        "<table><tbody><tr><td><div>甲</tr></tbody></table>",
        "<li>甲",
        "<table><tbody><tr><td>甲",
    ],
)
def test_an_element_that_the_next_tag_does_not_end_is_still_told(body: str) -> None:
    assert len(pairing_faults(body)) == 1


@pytest.mark.parametrize(
    ("url", "written", "found"),
    [
        ("cases/a/", "../../cases/b/#results", "../b/#results"),
        ("cases/a/", "../../cases/", "../"),
        ("cases/a/", "../../counties/b/", "../../counties/b/"),
        ("cases/a/", "../../cases-of-old/b/", "../../cases-of-old/b/"),
        ("regions/1/cases/page/2/", "../../../../../regions/1/cases/page/3/", "../3/"),
        ("regions/1/cases/page/2/", "../../../../../regions/1/", "../../../"),
        ("regions/1/cases/page/2/", "../../../../../regions/2/cases/", "../../../../2/cases/"),
        ("cases/", "../cases/b/", "../cases/b/"),
        ("", "cases/b/", "cases/b/"),
        ("cases/a/", "#b", "#b"),
        ("cases/a/", "https://site.invalid/cases/b/", "https://site.invalid/cases/b/"),
    ],
)
def test_an_address_begins_at_the_nearest_folder(url: str, written: str, found: str) -> None:
    body = f'<p><a class="x" href="{written}">甲</a> <img src="{written}"></p>'
    assert shorter(url, body) == body.replace(written, found)
    assert whole(url, shorter(url, body)) == whole(url, body)


def test_a_text_that_tells_of_tags_stays_as_it_is() -> None:
    told = '写作 `<li>甲</li><li>乙</li>`，链接写作 href="../../cases/b/"，见 </li><li>。'
    body = str(prose(told))
    assert shorter("cases/a/", body) == body
