"""Feeds in Atom and JSON: what they hold, what they never hold, and that their readers can rely on ids and dates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from lxml import etree  # type: ignore[import-untyped]

from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.asked import whole_bytes
from county_casebook.publish.outputs import OUTPUTS
from tests.building import build_site, copy_of_tiny, files_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Site("示例库", "https://example.org/casebook/")
_TEXT = {"type": "string", "minLength": 1}
_ADDRESS = {"type": "string", "pattern": "^https://example[.]org/casebook/"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "language": {"const": "zh-CN"},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string", "pattern": "^tag:example[.]org,[0-9]{4}:[a-z]+/"},
                    "url": _ADDRESS,
                    "title": _TEXT,
                    "content_text": _TEXT,
                    "date_published": {"type": "string", "format": "date-time"},
                },
            },
        },
    },
}
"""JSON Feed 1.1, as far as ours goes (jsonfeed.org/version/1.1)."""


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path / "tiny").parent / "content"


def feeds_of(content: Path, site: Site = SITE) -> dict[str, bytes]:
    edition = Edition.of(link(load(content), date(2006, 3, 1)), site)
    return {name: whole_bytes(data) for name, data in OUTPUTS["feeds"].files(edition)}


def items_of(files: Mapping[str, bytes], base: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[f"{base}feed.json"])["items"]
    return found


def test_there_are_feeds_of_everything_and_of_what_readers_follow(content: Path) -> None:
    files = feeds_of(content)
    bases = {name.removesuffix("feed.xml") for name in files if name.endswith(".xml")}
    assert bases >= {"", "policies/", "questions/", "themes/tea/", "regions/990000/"}
    assert set(files) == {f"{base}feed.{suffix}" for base in bases for suffix in ("xml", "json")}
    titles = {item["title"] for item in items_of(files, "themes/tea/")}
    assert "老茶园台刈更新" in titles
    assert {item["url"].split("/")[4] for item in items_of(files, "questions/")} == {"questions"}


def test_both_formats_tell_the_same_and_are_what_their_standards_want(content: Path) -> None:
    files = feeds_of(content)
    for name in (name for name in files if name.endswith(".json")):
        Draft202012Validator(JSON_FEED).validate(json.loads(files[name]))
        root = ElementTree.fromstring(files[name.replace(".json", ".xml")])
        ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        assert ids == [item["id"] for item in json.loads(files[name])["items"]]
        assert len(set(ids)) == len(ids)
        moments = [datetime.fromisoformat(each.text or "") for each in root.iter(f"{ATOM}updated")]
        assert moments[0] == max(moments)
        assert all(moment.tzinfo for moment in moments)


GRAMMAR = etree.RelaxNG(file=Path(__file__).parent / "vectors/atom.rng")


def test_every_feed_keeps_to_the_grammar_of_its_standard(content: Path) -> None:
    files = {name: data for name, data in feeds_of(content).items() if name.endswith(".xml")}
    for name, data in files.items():
        assert GRAMMAR.validate(etree.fromstring(data)), (name, GRAMMAR.error_log)
    for wrong in (
        files["feed.xml"].replace(b"<updated>", b"<updated>am ", 1),
        files["feed.xml"].replace(b"<id>", b"<ID>", 1).replace(b"</id>", b"</ID>", 1),
        files["feed.xml"].replace(b'rel="self"', b'relation="self"', 1),
        files["feed.xml"].replace(b"<entry>", b"<entry><title/>", 1),
        files["feed.xml"].replace(b"http://www.w3.org/2005/Atom", b"http://purl.org/atom/ns#", 1),
    ):
        assert wrong != files["feed.xml"]
        assert not GRAMMAR.validate(etree.fromstring(wrong))


def test_a_correction_is_an_entry_of_its_own_whose_id_stays(content: Path) -> None:
    lines = (
        "- date: 2006-03-20\n  record: techniques/tea-pruning\n  what: corrected\n  said: 一处。\n"
        "- date: 2006-03-20\n  record: techniques/tea-pruning\n  what: corrected\n  said: 另一处。\n"
    )
    (content / "changes.yml").write_text(lines, "utf-8")
    first = [item for item in items_of(feeds_of(content)) if item["title"].startswith("更正：")]
    assert [(item["id"], item["content_text"]) for item in first] == [
        ("tag:example.org,2006:techniques/tea-pruning/corrected/2006-03-20/2", "一处。"),
        ("tag:example.org,2006:techniques/tea-pruning/corrected/2006-03-20", "另一处。"),
    ]
    change(content / "changes.yml", "一处。", "一处，写清楚了。")
    change(content / "techniques/tea-pruning.yml", "title: 老茶园", "title: 老旧茶园")
    again = [item for item in items_of(feeds_of(content)) if item["title"].startswith("更正：")]
    assert [item["id"] for item in again] == [item["id"] for item in first]
    newer = lines.partition("- date")[2].partition("- date")[0].replace("一处。", "又一处。")
    (content / "changes.yml").write_text(f"- date{newer}{lines}", "utf-8")
    later = [item for item in items_of(feeds_of(content)) if item["title"].startswith("更正：")]
    assert [item["id"] for item in later] == [f"{first[1]['id']}/3", *(item["id"] for item in first)]
    assert later[0]["content_text"] == "又一处。"


def test_a_day_that_is_not_known_is_not_made_up(content: Path) -> None:
    change(content / "questions/tea-stove.yml", "published: 2006-02-01", "published: 2006-02")
    assert not [item for item in items_of(feeds_of(content)) if "tea-stove" in item["url"]]


def test_drafts_are_in_no_feed_and_a_withdrawal_tells_nothing_but_itself(content: Path) -> None:
    withdrawn = "status: withdrawn\nwithdrawal:\n  date: 2006-05-20\n  reason: 示例原因。"
    for file, state in (
        ("questions/tea-stove.yml", "status: draft"),
        ("techniques/tea-pruning.yml", withdrawn),
    ):
        change(content / file, "status: published", state)
    said = "- date: 2006-05-20\n  record: techniques/tea-pruning\n  what: corrected\n  said: 不见的更正。\n"
    (content / "changes.yml").write_text(said, "utf-8")
    files = feeds_of(content)
    for word in ("tea-stove", "老茶园", "不见的更正"):
        assert not [name for name, data in files.items() if word.encode() in data]
    assert {name for name, data in files.items() if b"tea-pruning" in data} == {"feed.xml", "feed.json"}
    assert items_of(files)[0] == {
        "id": "tag:example.org,2006:techniques/tea-pruning/withdrawn/2006-05-20",
        "url": "https://example.org/casebook/techniques/tea-pruning/",
        "title": "撤回：技术 tea-pruning",
        "content_text": "示例原因。",
        "date_published": "2006-05-20T00:00:00+08:00",
    }


def test_what_was_withdrawn_stands_in_the_feed_of_its_kind_as_long_as_this_has_a_page(content: Path) -> None:
    withdrawn = "status: withdrawn\nwithdrawal:\n  date: 2006-05-20\n  reason: 示例原因。"
    asked = sorted((content / "questions").glob("*.yml"))
    change(asked[0], "status: published", withdrawn)
    assert items_of(feeds_of(content), "questions/")[0]["title"] == f"撤回：问答 {asked[0].stem}"
    for file in asked[1:]:
        change(file, "status: published", "status: draft")
    files = feeds_of(content)
    assert "questions/feed.xml" not in files
    assert items_of(files)[0]["title"] == f"撤回：问答 {asked[0].stem}"


def test_a_feed_is_as_long_as_its_fifty_newest_entries(content: Path) -> None:
    lines = [
        f"- date: 2006-03-{n % 28 + 1:02}\n  record: techniques/tea-pruning\n  what: corrected\n  said: 第 {n} 处。\n"
        for n in range(120)
    ]
    (content / "changes.yml").write_text("".join(lines), "utf-8")
    items = items_of(feeds_of(content))
    assert len(items) == 50
    days = [item["date_published"] for item in items]
    assert days == sorted(days, reverse=True)
    assert not [day for day in days if day < "2006-03-15"]


def test_a_site_without_an_address_has_no_feed(content: Path) -> None:
    assert feeds_of(content, Site("示例库")) == {}


@pytest.mark.slow
def test_pages_name_their_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    config = copy_of_tiny(tmp_path / "tiny")
    config.write_text(config.read_text("utf-8") + "site_url: https://example.org/casebook/\n", "utf-8")
    site = files_of(build_site(config, None))
    link_to = '<link rel="alternate" type="application/{}" title="{}" href="{}">'
    for name, title, address in (
        ("about/index.html", "县域科技经验库（示例）", "../feed."),
        ("cases/jichuan-tea/index.html", "县域科技经验库（示例）", "../../feed."),
        ("policies/index.html", "政策", "feed."),
        ("themes/tea/index.html", "茶产业", "feed."),
        ("regions/990000/index.html", "云岚省", "feed."),
    ):
        page = site[name].decode()
        for kind, suffix in (("atom+xml", "xml"), ("feed+json", "json")):
            assert link_to.format(kind, title, address + suffix) in page, name
    calendar = '<link rel="alternate" type="text/calendar" title="活动日历" href="calendar.ics">'
    assert calendar in site["events/index.html"].decode()
    assert calendar not in site["events/plan-conference/index.html"].decode()
