"""No page is longer than a reader can load, whatever a record or a library holds: a longer one goes on on pages of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import join, normpath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.library.edition import Edition
from county_casebook.publish.continued import MOST, continued
from county_casebook.publish.outputs import in_shell
from county_casebook.records import KINDS, Record
from county_casebook.schema.walk import fields
from county_casebook.views.page import Page
from county_casebook.views.view import view_of
from tests.building import one
from tests.test_everything_shown import full, tiny

MANY = 1_500
"""More than any record holds: a picture of so many years is one piece, and just light enough."""


class Frame:
    """A page shell with nothing in it but what the gate asks for."""

    def render(self, *, title: str, description: str, url: str, head: str, body: str) -> str:
        del description, url
        return f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def files_of(kind: type[Record], data: dict[str, Any]) -> dict[str, bytes]:
    """The pages of a record in a library that holds it, by their paths."""
    record = kind.model_validate({**data, "status": "published"}).called("marked")
    held = {**tiny().kinds, kind.kind: {**tiny().of_kind(kind.kind), "marked": record}}
    edition = Edition.of(replace(tiny(), kinds=held), shell=lambda _depth, _section: Frame())
    return {
        path: data if isinstance(data, bytes) else b"".join(data)
        for path, data in in_shell(edition, view_of(kind).unit(edition, record)).make()
    }


LISTS = [(kind.kind, field.name) for kind in KINDS.values() for field in fields(kind) if field.is_list]


def many(kind: type[Record], name: str) -> dict[str, Any]:
    """A record with every field filled and one list very long; the list as it was where it takes no such members."""
    data = full(kind)
    held = data[name]
    if isinstance(held[0], dict):
        return {**data, name: held * MANY}
    try:
        long = {**data, name: [f"{held[0]}{number}" for number in range(MANY)]}
        kind.model_validate({**long, "status": "published"})
    except ValidationError:
        return data
    return long


def ids_of(html: bytes) -> list[str]:
    return re.findall(r' id="([^"]*)"', html.decode())


@pytest.mark.parametrize(("folder", "name"), LISTS)
def test_the_pages_of_a_record_with_a_long_list_are_whole_and_light(folder: str, name: str) -> None:
    files = files_of(KINDS[folder], many(KINDS[folder], name))
    assert {path: len(data) for path, data in files.items() if len(data) > MOST} == {}
    known = Known()
    anchors = {path: ids_of(data) for path, data in files.items()}
    there = {anchor for found in anchors.values() for anchor in found}
    for path, data in files.items():
        page = read_page(data, known)
        assert [fault for fault in page.faults if "用了两次" not in fault] == [], path
        for target, anchor in targets(path, page.text):
            assert target in files, (path, target)
            assert anchor not in there or anchor in anchors[target], (path, target, anchor)


def targets(path: str, html: str) -> Iterator[tuple[str, str]]:
    """Where the links of a page of `policies/marked/` lead that go to pages of the same record: path and anchor."""
    home = "/".join(path.split("/")[:2])
    for link in re.findall(r' href="([^"]*)"', html):
        address, _, anchor = link.partition("#")
        target = normpath(join(path.removesuffix("index.html"), address, "index.html"))
        if target.startswith(f"{home}/") and "." not in address.replace("../", ""):
            yield target, anchor


LEAF = st.text("甲乙丙", min_size=1, max_size=60)


def items(tag: str, held: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{each}</li>' for each in held)}</{tag}>"


def table(rows: list[str]) -> str:
    cells = [
        f"<tr>{'<th rowspan=' + chr(34) + '2' + chr(34) + '>头</th>' if order % 2 == 0 else ''}<td>{row}</td></tr>"
        for order, row in enumerate(rows)
    ]
    return f"<table><thead><tr><th>一</th><th>二</th></tr></thead><tbody>{''.join(cells)}</tbody></table>"


def section(held: list[str]) -> str:
    return f"<section><h2>标题</h2>{''.join(held)}</section>"


TREE = st.recursive(
    LEAF.map(lambda words: f"<p>{words}</p>") | st.lists(LEAF, min_size=2, max_size=9).map(table),
    lambda below: st.one_of(
        st.builds(items, st.sampled_from(["ul", "ol"]), st.lists(below, min_size=1, max_size=6)),
        st.lists(below, min_size=1, max_size=6).map(section),
    ),
    max_leaves=80,
)
SAID_AGAIN = ("一", "二", "头", "标题", "标题（续）")


def words_of(html: str) -> list[str]:
    """The words of a body in order, without those that are said again where a piece is cut."""
    body = one(LexborHTMLParser(html), "article")
    for gone in body.css("nav, h1"):
        gone.decompose()
    return [words for each in body.css("p, td") if (words := each.text().strip()) and words not in SAID_AGAIN]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(TREE, min_size=1, max_size=8), st.integers(300, 3_000))
def test_pages_that_a_body_is_cut_into_say_what_it_said_in_its_order(trees: list[str], part: int) -> None:
    page = Page("a/b/", "甲", "甲", f'<article class="cb-page">{"".join(trees)}</article>', "cases")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("county_casebook.publish.continued._PART", part)
        pages = list(continued(page, 200))
    known = Known()
    for each in pages:
        html = Frame().render(title="甲", description="", url="", head="", body=each.body)
        assert read_page(html.encode(), known).faults == []
    assert [words for each in pages for words in words_of(each.body)] == words_of(page.body)


def test_a_row_that_a_cell_reaches_into_has_it_again_on_the_next_page() -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(2, 400))
    body = f'<article><table><tbody><tr><th rowspan="399">国家</th><td>1</td></tr>{rows}</tbody></table></article>'
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("county_casebook.publish.continued._PART", 3_000)
        second = list(continued(Page("a/", "甲", "甲", body), 1_000))[1]
    first_row = one(LexborHTMLParser(second.body), "tbody tr")
    assert first_row.text(deep=True).startswith("国家")


def test_a_list_goes_on_with_the_number_it_had_come_to() -> None:
    held = [f"<p>{number}</p><ol>{'<li>甲</li>' * 9}</ol>" for number in range(1, 200)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("county_casebook.publish.continued._PART", 3_000)
        pages = list(continued(Page("a/", "甲", "甲", f"<article>{items('ol', held)}</article>"), 1_000))
    for each in pages[1:]:
        outer = one(LexborHTMLParser(each.body), "article > ol")
        assert outer.attributes["start"] == one(outer, "p").text()


def test_a_page_that_has_room_is_published_as_it_is() -> None:
    page = Page("a/", "甲", "甲", "<article>" + "<p>乙</p>" * 30_000 + "</article>")
    size = len(page.body.encode())
    assert list(continued(page, size)) == [page]
    assert len(list(continued(page, size - 1))) > 1


def test_links_of_a_later_page_lead_out_of_it_and_to_the_page_that_holds_what_they_name() -> None:
    lines = "".join(
        f'<p id="p{n}"><a href="../../cases/x/#y">甲</a><a href="#p0">乙</a><a href="https://a.example/">丙</a></p>'
        for n in range(2_000)
    )
    page = Page(
        "a/b/",
        "甲",
        "甲",
        f'<article><p><img src="../../files/a.jpg" srcset="../../files/a.jpg 2w, ../../files/b.jpg 4w"></p>{lines}</article>',
    )
    first, second, *_ = continued(page, 100_000)
    assert (first.url, second.url, second.title) == ("a/b/", "a/b/more/2/", "甲（第 2 页）")
    assert 'href="../../../../cases/x/#y"' in second.body
    assert 'href="../../#p0"' in second.body
    assert 'href="https://a.example/"' in second.body
    line = next(each for each in LexborHTMLParser(first.body).css(".cb-goes-on li"))
    assert one(line, "a").attributes["href"] == "more/2/"
    assert {each.attributes["id"] for each in line.css("i")} <= set(
        re.findall(r'<p id="(p[0-9]+)"', second.body)
    )


@pytest.mark.slow
def test_scripts_and_the_reference_stand_on_the_first_page() -> None:
    script, cite = (
        '<script src="../assets/js/match.js" defer></script>',
        '<p class="cb-cite">引用<br>某局. 做法.</p>',
    )
    page = Page("a/", "甲", "甲", f"<article>{'<p>乙</p>' * 60_000}{cite}{script}</article>")
    first, *later = continued(page, 100_000)
    assert first.body.count(script) == first.body.count(cite) == 1
    assert later
    assert not any("match.js" in each.body or "cb-cite" in each.body for each in later)
