"""The guide for editors: made from the models and the library at hand, in the footer, and no page too heavy."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from county_casebook.library.edition import Edition
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.continued import MOST, continued
from county_casebook.publish.pages.guide import FIELD_TABLES, FieldTable, field_rows
from county_casebook.publish.pages.guide_pages import START, guide_pages, listed
from county_casebook.publish.pages.guide_words import PICTURES, REFUSALS, REVIEWED, SCALE, SHOWN
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.render.environment import theme_directory
from county_casebook.rules import RULES
from county_casebook.schema.walk import fields_within
from tests.building import build_site, copy_of_tiny, one

HERE = Path(__file__).parent
DAY = date(2006, 3, 1)


@pytest.fixture(scope="module")
def site(tiny_site: Path) -> Path:
    return tiny_site


def page(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / url / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("table", FIELD_TABLES, ids=lambda table: table.anchor)
def test_every_field_stands_in_its_table_with_what_the_model_says(table: FieldTable, site: Path) -> None:
    rows = page(site, f"guide/fields/{table.anchor}/").css("tbody tr")
    wanted = list(fields_within(table.model))
    assert len(rows) == len(wanted)
    for row, (path, field) in zip(rows, wanted, strict=True):
        text = row.text()
        assert one(row, "th").text() == ".".join(path)
        assert field.title in text
        assert field.description in text
        assert ("必填" in one(row, "td:nth-of-type(2)").text()) == field.required
        assert all(choice in text for choice in field.choices), path


def test_a_date_a_number_and_an_id_say_how_they_are_written() -> None:
    rows = {row.path: row for row in field_rows(KINDS["cases"])}
    assert rows["period.end"].form == "日期写成 2018、2018-08 或 2018-08-10"
    assert rows["indicators.before.value"].form == "只写数字，单位写在 unit"
    assert rows["themes"].names == ("themes",)
    assert rows["problem"].form == ""
    assert rows["period"].form == ""


@pytest.mark.slow
def test_ids_are_those_of_the_library_at_hand_that_readers_may_see(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    zone = min((tmp_path / "content/organizations").glob("*.yml"))
    text = zone.read_text("utf-8").replace("status: published", "status: draft", 1)
    (tmp_path / "content/organizations/hidden-institute.yml").write_text(text, "utf-8")
    site = build_site(config, None)
    library = link(load(tmp_path / "content"), DAY).published()
    for name in listed(library):
        ids = [cell.text() for cell in page(site, f"guide/ids/{name}/").css("tbody th code")]
        known = library.terms(name) if name in VOCABULARIES else library.of_kind(name)
        assert ids == list(known)
        assert "hidden-institute" not in ids
    assert "organizations" in listed(library)


def test_the_page_written_by_hand_leads_to_every_page_of_the_guide(site: Path) -> None:
    there = {path.parent.relative_to(site).as_posix() for path in (site / "guide").rglob("index.html")}
    linked = {
        f"guide/{address.removeprefix('../guide/').strip('/')}"
        for address in re.findall(
            r'href="(\.\./guide/[^"#]+)"', (site / "guide/index.html").read_text("utf-8")
        )
    }
    assert linked == there - {"guide"}
    assert len(there) > 20


@pytest.mark.slow
def test_without_a_page_by_hand_the_footer_leads_to_the_first_case(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    (tmp_path / "content/pages/guide.md").unlink()
    site = build_site(config, None)
    footer = {node.text(): node.attributes["href"] for node in page(site, "").css("footer a")}
    assert footer["编写指南"] == START
    assert page(site, START).css("h1")


def test_the_first_case_shows_the_form_in_pictures_that_weigh_little(site: Path) -> None:
    shown = page(site, START).css("figure img")
    assert [Path(image.attributes["src"] or "").stem for image in shown] == list(PICTURES)
    for image in shown:
        said = image.attributes
        file = site / START / (said["src"] or "")
        assert said["loading"] == "lazy"
        assert len(said["alt"] or "") > 20
        assert re.search("[\u4e00-\u9fff]", said["alt"] or "")
        with Image.open(file) as picture:
            assert picture.size == (int(said["width"] or 0) * SCALE, int(said["height"] or 0) * SCALE)
        assert file.stat().st_size <= 40_000


def test_every_picture_of_the_form_is_the_one_whose_screen_is_checked() -> None:
    """`--browser --renew` writes both; a picture put there by hand, or one that no page shows, is noticed."""
    taken = yaml.safe_load((HERE / "pictures/guide.yml").read_text("utf-8"))
    files = sorted((theme_directory() / "assets/images").glob("guide-*"))
    assert {file.stem: sha256(file.read_bytes()).hexdigest() for file in files} == {
        name: found["sha256"] for name, found in taken.items()
    }
    assert set(taken) == set(PICTURES)
    assert all(found["said"] for found in taken.values())


def test_the_guide_is_no_tab_of_a_reader(site: Path) -> None:
    tabs = [node.text() for node in page(site, "").css("header nav a")]
    assert tabs
    assert "编写指南" not in tabs


def test_every_message_an_editor_can_meet_is_explained(site: Path) -> None:
    told = {
        name
        for file in (HERE / "problems").glob("*.yml")
        for name in re.findall(r"^  content/.* \[([a-z-]+)\]$", file.read_text("utf-8"), re.MULTILINE)
    }
    rules = {rule.name for rule in RULES}
    assert told - rules - set(REFUSALS) == set()
    assert not rules & set(REFUSALS)
    text = page(site, "guide/messages/").text()
    assert all(name in text for name in told)


def test_the_page_on_reviews_names_rules_that_exist(site: Path) -> None:
    names = [node.text() for node in page(site, "guide/reviews/").css("tbody th code")]
    assert sorted(names) == sorted([*REVIEWED, *SHOWN])


@pytest.mark.slow
def test_no_page_of_the_guide_of_a_large_library_is_too_heavy(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path)
    organizations = tmp_path / "content/organizations"
    text = min(organizations.glob("*.yml")).read_text("utf-8")
    for number in range(2500):
        (organizations / f"institute-{number}.yml").write_text(text, "utf-8")
    library = link(load(config.parent / "content"), DAY)
    pages = [made for unit in guide_pages(Edition.of(library)) for made in unit.make()]
    parted = [part for made in pages for part in continued(made, MOST)]
    assert len(parted) > len(pages)
    assert max(len(part.body.encode()) for part in parted) <= MOST
    ids = [found for part in parted for found in re.findall(r"<code>(institute-[0-9]+)</code>", part.body)]
    assert len(ids) == len(set(ids)) == 2500
