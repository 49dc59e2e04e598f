"""Persons by name: a library holds them only where its site's configuration says so, and without that nothing tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.host.naming import may_name_persons
from county_casebook.host.site import BuildRefused
from county_casebook.library.edition import Edition
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.publish.pages import pages
from county_casebook.publish.search.packing import unpacked
from tests.building import build_site, copy_of_tiny, files_of

NAME, POST, DEED = "标记甲", "标记乡农技站站长", "标记事迹一则"
ROLL = f"""\
status: published
published: 2006-02-01
title: 示例先进工作者名单
summary: 示例部公布，文件称 2 人。
level: national
date: 2004
stated:
  - {{of: persons, count: 2, who: 先进工作者}}
persons:
  - {{name: {NAME}, post: {POST}, county: chengxi, title: 先进工作者, deed: {DEED}, source: 1}}
sources:
  - {{title: 示例通报, publisher: 示例部, date: 2004, grade: A}}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The tiny library with a roll of persons; its site's configuration says nothing of it."""
    made = copy_of_tiny(tmp_path / "tiny")
    (made.parent / "content/honours/people-roll.yml").write_text(ROLL, "utf-8")
    return made


def allow(config: Path, value: str = "true") -> None:
    text = config.read_text("utf-8")
    assert text.count("  - casebook\n") == 1
    options = f"  - casebook:\n      named_persons: {value}\n"
    config.write_text(text.replace("  - casebook\n", options), "utf-8")


def everything(edition: Edition) -> Iterator[tuple[str, str]]:
    """All that is made of an edition, but for the page shell."""
    yield from ((page.url, page.title + page.description + page.head + page.body) for page in pages(edition))
    for name, output in OUTPUTS.items():
        if name not in ("pages", "images", "documents"):
            for path, data in output.files(edition):
                whole = data if isinstance(data, bytes) else b"".join(data)
                yield path, whole.decode("utf-8", errors="ignore")


def test_without_the_setting_a_roll_of_persons_is_refused_and_the_message_says_what_to_do(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(config.parent / "content")]) == 1
    told = capsys.readouterr().out
    assert "named_persons: true" in told
    assert "people-roll.yml:9:1" in told
    assert NAME not in told
    with pytest.raises(BuildRefused, match="named-person"):
        build_site(config, None)
    assert (
        main(
            [
                "export",
                str(config.parent / "out"),
                "--format",
                "ndjson",
                "--content",
                str(config.parent / "content"),
            ]
        )
        == 1
    )


def test_no_waiver_lifts_it(config: Path) -> None:
    waiver = "- rule: named-person\n  record: honours/people-roll\n  reason: 试试\n  until: 2099-01-01\n"
    (config.parent / "content/waivers.yml").write_text(waiver, "utf-8")
    assert "named-person" in {
        p.rule for p in check_content(config.parent / "content").problems if p.level == "error"
    }


@pytest.mark.slow
@pytest.mark.parametrize("drafts", [False, True])
def test_without_the_setting_nothing_that_is_published_names_anybody(config: Path, *, drafts: bool) -> None:
    """Even of a library that was not checked."""
    library = check_content(config.parent / "content").library
    told = dict(everything(Edition.of(library, drafts=drafts)))
    assert "honours/people-roll/" in told
    assert "文件称 2 个，本库不收姓名" in told["honours/people-roll/"]
    assert [path for path, text in told.items() if any(word in text for word in (NAME, POST, DEED))] == []


@pytest.mark.slow
def test_with_the_setting_a_roll_of_persons_is_met_like_any_other(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    allow(config)
    content = config.parent / "content"
    assert main(["check", "--content", str(content)]) == 0
    site = build_site(config, None)
    page = (site / "honours/people-roll/index.html").read_text("utf-8")
    for words in (NAME, POST, DEED, "已收 1 个，文件称 2 个"):
        assert words in page
    assert "本县受表彰的个人" in (site / "counties/chengxi/index.html").read_text("utf-8")
    assert [
        name
        for name, data in files_of(site).items()
        if name.startswith(("search/cards/", "search/passages/")) and NAME.encode() in unpacked(data)
    ]
    assert main(["export", str(config.parent / "out"), "--format", "ndjson", "--content", str(content)]) == 0
    assert NAME in (config.parent / "out/honours.ndjson").read_text("utf-8")


def test_more_persons_than_the_document_says_are_told(config: Path) -> None:
    roll = config.parent / "content/honours/people-roll.yml"
    roll.write_text(ROLL.replace("count: 2", "count: 0"), "utf-8")
    found = check_content(config.parent / "content", named_persons=True).problems
    assert [(problem.rule, problem.location.line) for problem in found] == [("more-than-stated", 8)]


@pytest.mark.parametrize(
    ("plugins", "allowed"),
    [
        ("plugins:\n  - casebook\n", False),
        ("plugins:\n  - casebook: {named_persons: true}\n", True),
        ("plugins:\n  casebook:\n    named_persons: true\n", True),
        ("plugins:\n  - casebook: {named_persons: 'true'}\n", False),
        ("plugins:\n  - casebook: {named_persons: false}\n", False),
        ("plugins:\n  - other: {named_persons: true}\n", False),
        ("plugins: {\n", False),
        ("- plugins\n", False),
        ("", False),
    ],
)
def test_what_cannot_be_read_as_allowed_allows_nothing(
    plugins: str, tmp_path: Path, *, allowed: bool
) -> None:
    (tmp_path / "mkdocs.yml").write_text(plugins, "utf-8")
    assert may_name_persons(tmp_path / "content") is allowed


def test_without_a_configuration_nothing_is_allowed(tmp_path: Path) -> None:
    assert may_name_persons(tmp_path / "content") is False


def test_a_setting_that_is_no_yes_or_no_is_refused(config: Path) -> None:
    allow(config, "perhaps")
    with pytest.raises(BuildRefused):
        build_site(config, None)
