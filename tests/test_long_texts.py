"""A text that one page cannot hold has later pages: each clause on one, every address of it leading there, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from posixpath import join, normpath
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.ledger.coverage.clauses import clause_table
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address, text_pages
from county_casebook.publish.continued import MOST
from county_casebook.publish.outputs import in_shell
from county_casebook.publish.pages import record_unit
from county_casebook.publish.search.searchable import search_document
from county_casebook.records import Case, Policy
from county_casebook.text.clauses import parse_clauses
from county_casebook.views.clause_links import clause_links
from tests.building import one
from tests.test_continued import Frame
from tests.village import case, county, made, village

DIGITS = "零一二三四五六七八九"
WORDS = "县级人民政府应当将科学技术普及工作纳入本级国民经济和社会发展规划，安排相应经费，并组织有关部门按照各自职责开展工作。"


def numeral(number: int) -> str:
    """A number to 9,999 as articles write it."""
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, ones = divmod(rest, 10)
    said = f"{DIGITS[thousands]}千" if thousands else ""
    said += f"{DIGITS[hundreds]}百" if hundreds else "零" if thousands and (tens or ones) else ""
    said += f"{DIGITS[tens]}十" if tens else "零" if hundreds and ones else ""
    return (said + (DIGITS[ones] if ones else "")).removeprefix("一" if 10 <= number < 20 else "\0")


def law(articles: int, *, chapters: int = 0, parts: int = 0, paragraphs: int = 2) -> str:
    """The text of a law: so many articles, evenly in chapters and parts."""
    lines = ["示例法", "", "（2004年3月1日通过）", ""]
    for number in range(1, articles + 1):
        for mark, held in (("编", parts), ("章", chapters)):
            each = articles // held if held else 0
            if each and (number - 1) % each == 0:
                lines += ["", f"第{numeral((number - 1) // each + 1)}{mark}　规定"]
        lines += [f"第{numeral(number)}条　{WORDS}{number}", *[WORDS] * (paragraphs - 1)]
    return "\n".join(lines) + "\n"


def policy_of(text: str, **fields: Any) -> Policy:
    told = {
        "title": "示例法",
        "issuers": ["示例机关"],
        "issued": "2004",
        "level": "national",
        "validity": "不详",
        **fields,
    }
    policy: Policy = made(Policy, "law", told)
    policy._text, policy._clauses = text, parse_clauses(text).clauses
    return policy


def library_of(text: str, cited: int = 3, each: int = 1) -> Library:
    """A library with a law, of whose articles every one in `cited` is carried out by so many cases."""
    policy = policy_of(text)
    articles = [clause.id for clause in policy.clauses if clause.kind == "article"][::cited]
    cases = [
        case(
            f"case-{name}-{order}",
            0,
            ["tea"],
            title="土墙大棚种草莓，从一百三十亩做起，三年做到两千多亩",
            clauses=[f"law#{name}"],
        )
        for name in articles
        for order in range(each)
    ]
    return village(county(0), policy, *cases)


def files_of(library: Library) -> dict[str, str]:
    unit = record_unit(Edition(library, shell=lambda _depth, _section: Frame()), "policies/law/")
    assert unit is not None
    made = in_shell(Edition(library, shell=lambda _depth, _section: Frame()), unit).make()
    return {path: (data if isinstance(data, bytes) else b"".join(data)).decode() for path, data in made}


LAWS: dict[str, tuple[str, int, int]] = {
    "1260 in chapters": (law(1260, chapters=84, parts=7), 3, 1),
    "1260 flat": (law(1260), 3, 1),
    "2000 in chapters": (law(2000, chapters=20, paragraphs=1), 9, 1),
    "400, each by many": (law(400, chapters=10, paragraphs=1), 1, 7),
    "150, each by many": (law(150, paragraphs=1), 1, 7),
    "paragraphs alone": ("通知\n\n各县：\n" + f"{WORDS}\n" * 3000, 1, 1),
    "5000 flat": (law(5000, paragraphs=1), 50, 1),
}


@cache
def made_of(name: str) -> tuple[Library, dict[str, str]]:
    text, cited, each = LAWS[name]
    library = library_of(text, cited, each)
    return library, files_of(library)


def ids_of(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]*)"', html))


def links_of(path: str, html: str) -> Iterator[tuple[str, str]]:
    for link in re.findall(r' href="([^"]*)"', html):
        address, _, anchor = link.partition("#")
        if ":" not in address:
            yield normpath(join("/", path.removesuffix("index.html"), address, "index.html"))[1:], anchor


@pytest.mark.slow
@pytest.mark.parametrize("name", LAWS)
def test_every_clause_is_read_once_and_its_address_leads_there(name: str) -> None:
    library, files = made_of(name)
    policy = library.of(Policy)["law"]
    assert {path: len(html.encode()) for path, html in files.items() if len(html.encode()) > MOST} == {}
    shown = [
        each.attributes["id"]
        for number in range(1, text_pages(library, policy).count + 1)
        for each in LexborHTMLParser(
            files[f"policies/law/{f'page/{number}/' if number > 1 else ''}index.html"]
        ).css(".cb-clause")
    ]
    assert shown == [clause.id for clause in policy.clauses]
    for clause in policy.clauses:
        page, _, anchor = clause_address(library, policy, clause.id).partition("#")
        assert (
            f'<div class="cb-clause cb-level-{clause.depth} cb-kind-{clause.kind}" id="{anchor}">'
            in files[f"{page}index.html"]
        )


@pytest.mark.slow
@pytest.mark.parametrize("name", LAWS)
def test_pages_of_a_long_text_are_whole_and_their_links_lead_somewhere(name: str) -> None:
    _, files = made_of(name)
    known = Known()
    for path, html in files.items():
        assert read_page(html.encode(), known).faults == [], path
        for target, anchor in links_of(path, html):
            if target.startswith("policies/law/"):
                assert target in files, (path, target)
                assert not anchor or anchor in ids_of(files[target]), (path, target, anchor)


@pytest.mark.parametrize("name", ["1260 in chapters", "1260 flat", "2000 in chapters", "5000 flat"])
def test_whoever_names_a_clause_of_a_long_text_leads_to_its_page(name: str) -> None:
    library, files = made_of(name)
    policy = library.of(Policy)["law"]
    last = [clause.id for clause in policy.clauses if clause.kind == "article"][-1]
    address = f"policies/law/page/{text_pages(library, policy).count}/#{last}"
    assert clause_links(library, [f"law#{last}"])[0].url == address
    assert [each.place for each in search_document(library, policy).passages if each.anchor == last] == [
        address.removeprefix("policies/law/")
    ]
    named = {cells[0].url for cells in clause_table(library).rows}
    assert address in named
    assert named <= {clause_address(library, policy, clause.id) for clause in policy.clauses}
    first = LexborHTMLParser(files["policies/law/index.html"])
    line = first.css(".cb-goes-on li")[-1]
    assert one(line, "a").attributes["href"] == f"page/{text_pages(library, policy).count}/"


def test_a_text_in_chapters_is_parted_between_them() -> None:
    library, _ = made_of("1260 in chapters")
    policy = library.of(Policy)["law"]
    kinds = [policy.clauses[start].kind for start in text_pages(library, policy).starts[1:]]
    assert set(kinds) <= {"part", "chapter"}


@pytest.mark.slow
def test_text_added_at_the_end_and_cases_move_no_clause() -> None:
    text = law(1260, chapters=84)
    before, cited = policy_of(text), library_of(text, 1, 2)
    longer = policy_of(text + f"第一千二百六十一条　{WORDS}\n" * 3)
    libraries = [village(before), cited, village(longer)]
    for clause in before.clauses[:-1]:
        told = {clause_address(each, each.of(Policy)["law"], clause.id) for each in libraries}
        assert len(told) == 1


def test_every_clause_that_nobody_carries_out_is_named() -> None:
    library, files = made_of("2000 in chapters")
    policy = library.of(Policy)["law"]
    told = {
        anchor
        for path, html in files.items()
        if path.startswith("policies/law/gaps/")
        for _, anchor in links_of(path, one(LexborHTMLParser(html), ".cb-text").html or "")
        if anchor
    }
    cited = {clause.split("#")[1] for each in library.of(Case).values() for clause in each.clauses}
    articles = {clause.id for clause in policy.clauses if clause.kind == "article"}
    assert told == articles - cited


@pytest.mark.parametrize("articles", [40, 120, 250])
def test_a_text_that_fits_has_one_page(articles: int) -> None:
    library = library_of(law(articles, chapters=10))
    files = files_of(library)
    assert len(files["policies/law/index.html"].encode()) < MOST
    assert list(files) == ["policies/law/index.html"]
    assert "cb-goes-on" not in files["policies/law/index.html"]
