"""A kind added to a copy of the program by its own files and one line is met everywhere, and leaves nothing when it goes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from county_casebook.publish.search.packing import unpacked
from tests.building import TINY, compared, files_of

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PACKAGE = "county_casebook"
MODEL = '''
"""A workshop: a throw-away kind."""

from typing import ClassVar

from {package}.schema.fields import CaseId, CoarseDate, CountyId, OrNotStated, Plain, Prose, Several
from {package}.records.record import Record
from {package}.schema.sections import Section
from pydantic import Field


class Workshop(Record):
    """One workshop."""

    kind: ClassVar[str] = "workshops"
    kind_name: ClassVar[str] = "工作坊"
    sections: ClassVar[tuple[Section, ...]] = (
        Section("talk", "讲了什么", ("talk",)),
        Section("shown", "讲到的案例", ("cases",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    title: Plain = Field(title="名称", description="工作坊的名称。")
    county: CountyId = Field(title="县市", description="在哪里办。")
    date: OrNotStated[CoarseDate] = Field(title="日期", description="哪一天。")
    talk: OrNotStated[Prose] = Field(title="内容", description="讲了什么。")
    cases: Several[CaseId] = Field((), title="案例", description="讲到的案例。")
'''
VIEW = '''
"""How a workshop is met."""

from {package}.records.workshop import Workshop
from {package}.views.view import Backlink, View


class WorkshopView(View[Workshop]):
    """Workshops."""

    lead = "县里办的工作坊。"
    counted = "场工作坊"
    has_tab = True
    facets = ("场地",)
    compares = True
    backlinks = (Backlink("county", "本县的工作坊", "workshops"), Backlink("cases", "讲到它的工作坊", "workshops"))

    def facet_values(self, library, record):
        return {{"场地": ("大礼堂",)}}


VIEW = WorkshopView(Workshop)
'''
RULES = '''
"""Rules on workshops."""

from {package}.records.workshop import Workshop
from {package}.rules.rule import error


@error
def workshop_without_case(workshop: Workshop):
    """工作坊要讲到至少一个案例。"""
    if not workshop.cases:
        yield workshop.at("title"), "没有讲到案例", "补上 cases"
'''
RECORD = """\
status: published
published: 2006-03-01
title: 炒青手艺工作坊
county: chengxi
date: 2005-04
talk: 讲杀青锅温与时间的掌握，附荔枝木炭的用法。
cases: [chengxi-envoys]
sources:
  - title: 示例简报
    publisher: 示例社
    date: 2005
    grade: B
"""
FILES = {"records": MODEL, "views": VIEW, "rules": RULES}


def package_in(checkout: Path) -> Path:
    """The program's package inside a checkout."""
    return checkout / "generator" / PACKAGE


def add(checkout: Path) -> None:
    """Add the kind: a file on each of three floors, and one line."""
    package = package_in(checkout)
    name = ".".join(package.relative_to(checkout).parts[-1:])
    for floor, text in FILES.items():
        (package / floor / "workshop.py").write_text(text.strip().format(package=name) + "\n", "utf-8")
    kinds = package / "records/__init__.py"
    kinds.write_text(
        kinds.read_text("utf-8").replace('    "collection",\n', '    "collection",\n    "workshop",\n'),
        "utf-8",
    )


def remove(checkout: Path) -> None:
    """Take the kind out again."""
    package = package_in(checkout)
    for floor in FILES:
        (package / floor / "workshop.py").unlink()
    kinds = package / "records/__init__.py"
    kinds.write_text(kinds.read_text("utf-8").replace('    "workshop",\n', ""), "utf-8")


def casebook(checkout: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command from a checkout in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(package_in(checkout).parent),
        "SOURCE_DATE_EPOCH": "1141171200",
    }
    code = f"import sys; from {PACKAGE}.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=checkout,
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "theme", folder / "theme")
    return folder


@pytest.fixture(scope="module")
def site(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library with a workshop, built by the program with the kind."""
    add(checkout)
    library = tmp_path_factory.mktemp("library")
    shutil.copytree(TINY, library, dirs_exist_ok=True)
    (library / "content/workshops").mkdir()
    (library / "content/workshops/roasting.yml").write_text(RECORD, "utf-8")
    done = casebook(checkout, "build", "-f", library / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    return library / "site"


def read(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_it_has_a_page_with_its_sections_and_sources(site: Path) -> None:
    page = read(site, "workshops/roasting/index.html")
    for words in ("炒青手艺工作坊", "讲了什么", "杀青锅温", "2005 年 4 月", "示例简报", "澄溪县"):
        assert words in page


def test_it_has_a_list_a_tab_and_its_number_on_the_front_page(site: Path) -> None:
    assert "炒青手艺工作坊" in read(site, "workshops/index.html")
    assert "县里办的工作坊。" in read(site, "workshops/index.html")
    home = read(site, "index.html")
    assert 'href="workshops/"' in home
    assert "场工作坊" in home


def test_it_is_searched_suggested_and_faceted(site: Path) -> None:
    index = json.dumps(json.loads(read(site, "search/index.json")), ensure_ascii=False)
    assert "场地" in index
    assert "大礼堂" in index
    for folder in ("cards", "data"):
        files = (site / "search" / folder).glob("*.bin")
        assert any("炒青手艺工作坊" in unpacked(path.read_bytes()).decode() for path in files), folder


def test_it_is_compared(site: Path) -> None:
    rows = compared(files_of(site), "workshops/roasting")["rows"]
    assert rows["内容"] == (["讲杀青锅温与时间的掌握，附荔枝木炭的用法。"], "talk")
    assert 'href="../workshops/"' in read(site, "compare/index.html")


def test_what_it_names_leads_back_to_it(site: Path) -> None:
    assert "本县的工作坊" in read(site, "counties/chengxi/index.html")
    assert "炒青手艺工作坊" in read(site, "counties/chengxi/index.html")
    assert "炒青手艺工作坊" in read(site, "cases/chengxi-envoys/index.html")


def test_it_stands_on_the_page_of_its_province(site: Path) -> None:
    assert "炒青手艺工作坊" in read(site, "regions/990000/index.html")
    assert "工作坊" in read(site, "regions/index.html")


def test_it_is_in_the_guide_with_its_rule(site: Path) -> None:
    guide = read(site, "guide/index.html")
    assert "content/workshops/" in guide
    assert "工作坊要讲到至少一个案例。" in guide


def test_it_is_checked_by_its_model_and_its_rule(site: Path, checkout: Path) -> None:
    content = site.parent / "content"
    text = RECORD.replace("cases: [chengxi-envoys]\n", "").replace("county: chengxi", "county: nowhere")
    (content / "workshops/bare.yml").write_text(text, "utf-8")
    (content / "workshops/broken.yml").write_text("status: published\ntalks: x\n", "utf-8")
    told = casebook(checkout, "check", "--content", content).stdout
    (content / "workshops/bare.yml").unlink()
    (content / "workshops/broken.yml").unlink()
    assert "没有讲到案例" in told
    assert "没有 nowhere 这个县市" in told
    assert "是不是 talk？" in told


def test_it_is_exported(site: Path, checkout: Path, tmp_path: Path) -> None:
    content = site.parent / "content"
    assert (
        casebook(
            checkout, "export", tmp_path / "lines", "--format", "ndjson", "--content", content
        ).returncode
        == 0
    )
    assert "炒青手艺工作坊" in (tmp_path / "lines/workshops.ndjson").read_text("utf-8")
    assert (
        casebook(
            checkout, "export", tmp_path / "search", "--format", "opensearch", "--content", content
        ).returncode
        == 0
    )
    found = (tmp_path / "search/bulk.ndjson").read_text("utf-8")
    assert "炒青手艺工作坊" in found
    assert "荔枝木炭" in found


def test_new_writes_its_template(site: Path, checkout: Path) -> None:
    content = site.parent / "content"
    done = casebook(checkout, "new", "workshop", "tasting", "--content", content)
    assert done.returncode == 0, done.stderr
    text = (content / "workshops/tasting.yml").read_text("utf-8")
    (content / "workshops/tasting.yml").unlink()
    assert "# 内容：讲了什么。" in text


def test_the_demo_holds_some(site: Path, checkout: Path, tmp_path: Path) -> None:
    assert casebook(checkout, "demo", tmp_path / "demo", "--cases", 12).returncode == 0
    assert list((tmp_path / "demo/content/workshops").glob("*.yml"))


def test_it_leaves_nothing_when_it_goes(site: Path, checkout: Path, tmp_path: Path) -> None:
    remove(checkout)
    shutil.copytree(TINY, tmp_path / "library")
    done = casebook(checkout, "build", "-f", tmp_path / "library/mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert not [
        name for name, data in files_of(tmp_path / "library/site").items() if "工作坊".encode() in data
    ]
