"""References for programs that keep them: read back, they say what the record says, whatever stands in a title."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.deliver.gate.links import Links
from county_casebook.deliver.gate.published import Published
from county_casebook.deliver.gate.references import reference_faults
from county_casebook.deliver.gate.texts import NO_MACHINE
from county_casebook.ledger.freshness import last_change
from county_casebook.library.addressee import NOBODY
from county_casebook.library.edition import Edition, Site
from county_casebook.library.government import Government
from county_casebook.library.licence import Licence
from county_casebook.publish.data.references import reference_units
from county_casebook.publish.pages import pages
from county_casebook.records import KINDS, Case, County, Policy
from county_casebook.views.citation import Citation, cite, cite_library
from county_casebook.views.page import made_by
from county_casebook.views.reference_files import bibtex, cff, ris
from tests.building import TINY, copy_of_tiny

HERE = Site("县域科技经验库", "https://example.org/lib/", description="做法与条款")
LIBRARY = check_content(TINY / "content").library
EDITION = Edition.of(LIBRARY, HERE)
_TEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


def read_bibtex(text: str) -> dict[str, str]:
    """Read one entry as BibTeX does: braces are counted, escaped or not."""
    depth, fields, start = 0, {}, 0
    name = ""
    for at, sign in enumerate(text):
        if sign == "{":
            depth += 1
            if depth == 2:
                name, start = re.findall(r"(\w+) = $", text[:at])[0], at + 1
        elif sign == "}":
            if depth == 2:
                fields[name] = text[start:at]
            depth -= 1
            assert depth >= 0
    assert depth == 0
    return fields


def plain_tex(text: str) -> str:
    whole = re.compile("|".join(map(re.escape, _TEX)))
    return whole.sub(lambda match: _TEX[match[0]], text.removeprefix("{").removesuffix("}"))


def read_ris(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.splitlines()]


def told_by_gate(name: str, text: str) -> list[str]:
    return list(reference_faults(Published(name, text.encode(), HERE.address, Links(), NO_MACHINE)))


def test_a_submitted_case_in_all_formats() -> None:
    citation = cite(EDITION.library, EDITION.library.of(Case)["chengxi-envoys"], HERE)
    assert bibtex(citation) == (
        "@online{cases-chengxi-envoys,\n"
        "  author = {{澄溪县科技局}},\n"
        "  title = {{澄溪县派科技特派员进茶园}},\n"
        "  organization = {{县域科技经验库}},\n"
        "  date = {2006-02-01},\n"
        "  url = {https://example.org/lib/cases/chengxi-envoys/}\n"
        "}\n"
    )
    assert ris(citation) == (
        "TY  - ELEC\n"
        "AU  - 澄溪县科技局,\n"
        "TI  - 澄溪县派科技特派员进茶园\n"
        "PB  - 县域科技经验库\n"
        "PY  - 2006\n"
        "DA  - 2006/02/01/\n"
        "LA  - zh\n"
        "UR  - https://example.org/lib/cases/chengxi-envoys/\n"
        "ER  - \n"
    )


def test_a_document_nobody_has_seen_online_is_no_online_source() -> None:
    citation = Citation(
        ("某部", "某委", "某局", "某办"),
        "通知: 某发〔2004〕1号",
        "Z",
        "2004-06",
        key="policies-a",
        is_here=False,
    )
    assert bibtex(citation).startswith(
        "@misc{policies-a,\n  author = {{某部} and {某委} and {某局} and {某办}},\n"
    )
    assert ("TY", "GEN") in read_ris(ris(citation))
    assert ("DA", "2004/06//") in read_ris(ris(citation))
    assert citation.before == "某部, 某委, 某局, 等. 通知: 某发〔2004〕1号[Z]. (2004-06)"


def test_a_county_is_cited_by_its_full_name_and_a_policy_by_its_issuers() -> None:
    county = cite(EDITION.library, EDITION.library.of(County)["yanpu"], HERE)
    assert (county.title, county.authors) == ("云岚省霁川市砚浦县", ("县域科技经验库",))
    policy = cite(EDITION.library, EDITION.library.of(Policy)["demo-plan"], HERE)
    assert (policy.authors, policy.host) == (("示例部",), "县域科技经验库")


def test_every_record_has_its_reference_on_its_page() -> None:
    bodies = {page.url: LexborHTMLParser(page.body) for page in pages(EDITION)}
    for record in EDITION.library.records():
        page, citation = bodies[record.url], cite(EDITION.library, record, HERE)
        (shown,) = page.css(".cb-cite")
        assert citation.before in re.sub(r"\s+", " ", shown.text()), record.key
        assert [node.text() for node in page.css(".cb-formats pre")] == [bibtex(citation), ris(citation)]


def test_the_files_hold_every_record_once() -> None:
    files = dict(made_by(reference_units(EDITION)))
    for kind in KINDS:
        held = EDITION.library.of_kind(kind)
        if held:
            keys = re.findall(r"^@\w+\{([^,]+),$", files[f"cite/{kind}.bib"].decode(), re.MULTILINE)
            assert keys == [f"{kind}-{key}" for key in held]
            assert files[f"cite/{kind}.ris"].decode().count("TY  - ") == len(held)
    for name, data in files.items():
        assert told_by_gate(name, data.decode()) == [], name


def test_the_library_as_a_whole_is_cited_as_of_its_last_change() -> None:
    changed = last_change(EDITION.library)
    assert changed == "2006-04-01"
    citation = cite_library(HERE, changed)
    assert str(citation) == "县域科技经验库[DB/OL]. (2006-04-01)[引用日期]. https://example.org/lib/."
    read = yaml.safe_load(
        cff(citation, replace(HERE, licence=Licence(title="CC BY 4.0", url="https://a.example/by")))
    )
    assert {key: str(value) for key, value in read.items() if key != "authors"} == {
        "cff-version": "1.2.0",
        "message": "引用本库时，请注明题名、网址和引用日期。",
        "type": "dataset",
        "title": "县域科技经验库",
        "abstract": "做法与条款",
        "date-released": "2006-04-01",
        "url": "https://example.org/lib/",
        "license-url": "https://a.example/by",
    }
    assert read["authors"] == [{"name": "县域科技经验库"}]


def test_the_office_that_runs_the_site_is_the_author_of_the_whole() -> None:
    office = Government(
        "示例县科学技术局", "示例县科学技术局", "9900000001", "示例备1号", "示例公网安备1号", NOBODY
    )
    site = replace(HERE, government=office)
    citation = cite_library(site, "2006-04-01")
    assert str(citation).startswith("示例县科学技术局. 县域科技经验库[DB/OL]. (2006-04-01)[引用日期].")
    assert read_bibtex(bibtex(citation))["author"] == "{示例县科学技术局}"
    assert "AU  - 示例县科学技术局," in ris(citation)
    assert yaml.safe_load(cff(citation, site))["authors"] == [{"name": "示例县科学技术局"}]


def test_without_address_and_dates_nothing_is_made_up() -> None:
    citation = cite_library(Site("某库"), "2006")
    assert str(citation) == "某库[DB/OL]. (2006)[引用日期]."
    assert set(yaml.safe_load(cff(citation, Site("某库")))) == {
        "cff-version",
        "message",
        "type",
        "title",
        "authors",
    }
    assert read_bibtex(bibtex(citation)) == {"title": "{某库}", "date": "2006"}


SIGNS = st.text(st.sampled_from([*"甲乙{}\\%&$#_^~\"',=@ \n\t", "\u2028"]), min_size=1, max_size=20).filter(
    str.strip
)


@given(SIGNS, SIGNS)
def test_whatever_stands_in_a_title_is_read_back_as_it_is(title: str, name: str) -> None:
    citation = Citation((name,), title, "EB/OL", "2004-06-01", "https://example.org/{a}%20b/", key="cases-a")
    read, words = read_bibtex(bibtex(citation)), " ".join(title.split())
    assert plain_tex(read["title"]) == words
    assert plain_tex(read["author"]) == " ".join(name.split())
    assert read["url"] == "https://example.org/%7Ba%7D%20b/"
    assert dict(read_ris(ris(citation)))["TI"] == words
    assert told_by_gate("a.bib", bibtex(citation)) == []
    assert told_by_gate("a.ris", ris(citation)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@online{a,\n  title = {x},\n}\n<script>x()</script>\n"),
        ("a.bib", "@preamble{x}\n"),
        ("a.ris", "TY  - ELEC\nfree text\n"),
        ("CITATION.cff", 'cff-version: "1.2.0"\n  - x\n'),
    ],
)
def test_what_is_no_reference_does_not_leave_the_house(name: str, text: str) -> None:
    assert told_by_gate(name, text)


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_readers_do_not_see_is_in_no_file(status: str, tmp_path: Path) -> None:
    case = copy_of_tiny(tmp_path).parent / "content/cases/jichuan-tea.yml"
    case.write_text(case.read_text("utf-8").replace("status: published", f"status: {status}"), "utf-8")
    edition = Edition.of(check_content(tmp_path / "content").library, HERE)
    files = b"".join(data for _, data in made_by(reference_units(edition))).decode()
    assert "chengxi-envoys" in files
    assert "jichuan-tea" not in files
    assert "霁川市茶产业的做法" not in files
