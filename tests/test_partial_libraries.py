"""A library that holds little is a whole site: nothing at all, or one kind with what its records refer to; nothing leads nowhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.host.site import build_site
from county_casebook.library.library import Library
from county_casebook.library.mentions import mentions
from county_casebook.records import KINDS
from county_casebook.views.view import view_of
from tests.building import TINY, copy_of_tiny


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")


def keep(content: Path, kept: set[str]) -> None:
    """Take out every record but those whose keys are kept."""
    for record in check_content(content).library.records():
        if record.key not in kept:
            path = content.parent / record.path
            path.unlink()
            path.with_suffix(".txt").unlink(missing_ok=True)


def with_what_it_refers_to(library: Library, key: str) -> set[str]:
    """The keys of a record and of all that it refers to, and these again."""
    targets: dict[str, set[str]] = {}
    for mention in mentions(library):
        named = mention.target.partition("#")[0]
        found = {f"{kind}/{named}" for kind in KINDS if named in library.of_kind(kind)}
        targets.setdefault(mention.record.key, set()).update(found)
    kept, waiting = {key}, [key]
    while waiting:
        new = targets.get(waiting.pop(), set()) - kept
        kept |= new
        waiting += new
    return kept


def footer(site: Path) -> list[str]:
    page = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    return [node.text() for node in page.css("footer nav a")]


def tabs(site: Path) -> list[str]:
    page = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    return [node.text() for node in page.css("nav.cb-tabs a")]


@pytest.mark.slow
def test_a_library_with_nothing_is_a_site_that_leads_nowhere_else(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    for folder in (*KINDS, "vocabulary", "files"):
        shutil.rmtree(config.parent / "content" / folder, ignore_errors=True)
    for page in (config.parent / "content/pages").glob("*.md"):
        page.unlink()
    site = build_site(config, None)
    assert (footer(site), tabs(site)) == (["编写指南", "搜索"], [])
    pages = [path.parent.relative_to(site) for path in site.rglob("index.html")]
    assert sorted(str(page) for page in pages if "guide" not in page.parts) == [".", "search"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_library_with_one_kind_is_a_whole_site(kind: str, tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    content = config.parent / "content"
    library = check_content(content).library
    record = next(iter(library.published().of_kind(kind).values()))
    keep(content, with_what_it_refers_to(library, record.key))
    site = build_site(config, None)
    assert (site / record.url / "index.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_library_without_one_kind_is_a_whole_site(kind: str, tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    content = config.parent / "content"
    library = check_content(content).library
    kept = {
        record.key
        for record in library.records()
        if not any(key.startswith(f"{kind}/") for key in with_what_it_refers_to(library, record.key))
    }
    keep(content, kept)
    site = build_site(config, None)
    page = site / kind / "index.html"
    left = check_content(content).library.published()
    assert not left.of_kind(kind)
    if not view_of(KINDS[kind]).lists_more(left):
        assert not page.exists() or "本库还没有收到问题" in page.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("page", ["about", "guide"])
def test_a_page_that_nobody_wrote_is_not_linked(page: str, tiny_site: Path, tmp_path: Path) -> None:
    assert {"关于本站", "编写指南"} <= set(footer(tiny_site))
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    (config.parent / f"content/pages/{page}.md").unlink()
    site = build_site(config, None)
    assert not re.findall(f'href="[./]*{page}/"', (site / "index.html").read_text("utf-8"))


@pytest.mark.slow
def test_a_page_in_a_folder_of_its_own_is_linked(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    pages = config.parent / "content/pages"
    (pages / "about").mkdir()
    (pages / "about.md").rename(pages / "about/index.md")
    assert "关于本站" in footer(build_site(config, None))


def test_a_submitted_case_cites_a_clause_only_where_the_library_holds_one(tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path / "tiny").parent / "content"
    keep(content, {"cases/chengxi-envoys", "counties/chengxi"})
    shutil.rmtree(content / "vocabulary")
    shutil.copytree(TINY / "content/vocabulary", content / "vocabulary")
    for path in (content / "vocabulary").glob("*.yml"):
        path.write_text(re.sub(r"\n  clauses: .*", "", path.read_text("utf-8")), "utf-8")
    case = content / "cases/chengxi-envoys.yml"
    case.write_text(re.sub(r"(?m)^clauses: .*\n", "", case.read_text("utf-8")), "utf-8")
    asked = [p for p in check_content(content).problems if p.rule == "clause-for-submitted"]
    assert asked == []
    shutil.copy(TINY / "content/policies/demo-plan.yml", content / "policies")
    shutil.copy(TINY / "content/policies/demo-plan.txt", content / "policies")
    asked = [p for p in check_content(content).problems if p.rule == "clause-for-submitted"]
    assert [problem.hint for problem in asked] == ["补上 clauses，如 demo-plan#2.1"]
