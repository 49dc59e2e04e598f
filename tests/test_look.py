"""What every page weighs, how a case is cited and found again, what paper leaves out, and what is set side by side."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest

from county_casebook.build import check_content
from county_casebook.library.edition import Edition, Site, history_template, site_at
from county_casebook.publish.data.compared import compared_files
from county_casebook.publish.packed import unpacked
from county_casebook.records import Case
from county_casebook.render.qr_code import qr_code
from county_casebook.views.brief import shortened
from county_casebook.views.citation import cite
from county_casebook.views.compared import files_of as many_files
from county_casebook.views.compared import place_of
from county_casebook.views.page import made_by
from county_casebook.views.view import views
from tests.building import TINY, compared

FIRST_LOAD = 80 * 1024


@pytest.fixture(scope="module")
def site(tiny_files: dict[str, bytes]) -> dict[str, bytes]:
    return tiny_files


@pytest.mark.slow
def test_no_page_weighs_more_than_80_kb_compressed_at_first_load(site: dict[str, bytes]) -> None:
    weights = {}
    for name, data in site.items():
        if name.endswith(".html") and name != "404.html":
            html = data.decode()
            asked = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', html)
            files = {urljoin(f"/{name}", one or other).lstrip("/") for one, other in asked}
            weights[name] = sum(len(gzip.compress(site[file])) for file in {name, *files})
    assert max(weights.values()) <= FIRST_LOAD, sorted(weights.items(), key=lambda pair: -pair[1])[:3]


def test_record_pages_load_nothing_of_material(site: dict[str, bytes]) -> None:
    assert b"assets/stylesheets/" not in site["cases/chengxi-envoys/index.html"]
    assert b"assets/stylesheets/" in site["about/index.html"]


def test_the_script_of_comparison_is_small_and_only_on_its_page(site: dict[str, bytes]) -> None:
    assert len(gzip.compress(site["assets/js/compare.js"])) <= 4096
    holders = [name for name, data in site.items() if name.endswith(".html") and b"js/compare.js" in data]
    assert holders == ["compare/index.html"]


def test_a_submitted_case_is_cited_by_its_bureau_and_a_compiled_one_by_the_library() -> None:
    library = check_content(TINY / "content").library
    here = Site("县域科技经验库", "https://example.org/lib/")
    assert str(cite(library, library.of(Case)["chengxi-envoys"], here)) == (
        "澄溪县科技局. 澄溪县派科技特派员进茶园[EB/OL]. 县域科技经验库, (2006-02-01)[引用日期]. "
        "https://example.org/lib/cases/chengxi-envoys/."
    )
    assert (
        str(cite(library, library.of(Case)["jichuan-tea"]))
        == "县域科技经验库. 霁川市茶产业的做法[EB/OL]. (2006-03-01)[引用日期]."
    )


def test_without_an_address_there_is_no_qr_code() -> None:
    assert qr_code("") == ""
    assert "<path" in qr_code("https://example.org/")
    assert "style=" not in qr_code("https://example.org/")


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "history"),
    [
        ("", "", ""),
        ("", "edit/main/docs/", ""),
        ("https://github.com/o/r", "edit/main/docs/", "https://github.com/o/r/commits/main/{path}"),
        ("https://github.com/o/r/", "", "https://github.com/o/r/commits/main/{path}"),
        ("https://gitlab.com/o/r", "-/edit/dev/docs/", "https://gitlab.com/o/r/-/commits/dev/{path}"),
        (
            "https://g.example/o/r",
            "src/branch/main/docs/",
            "https://g.example/o/r/commits/branch/main/{path}",
        ),
        ("https://g.example/o/r", "log/{path}", "https://g.example/o/r/log/{path}"),
    ],
)
def test_the_history_of_a_file_follows_from_the_repository(
    repo_url: str, edit_uri: str, history: str
) -> None:
    assert history_template(repo_url, edit_uri) == history


def test_a_site_knows_its_address_and_escapes_paths() -> None:
    here = site_at("库", "https://example.org/a", "https://github.com/o/r", "edit/main/")
    assert here.address_of("cases/x/") == "https://example.org/a/cases/x/"
    assert here.history_of("content/示 例.yml").endswith("/content/%E7%A4%BA%20%E4%BE%8B.yml")
    assert Site().address_of("cases/x/") == Site().history_of("content/x.yml") == ""


def test_a_text_is_shortened_at_the_end_of_a_sentence() -> None:
    assert shortened("一句。两句。三句。", 7) == "一句。两句。……"
    assert shortened("一句。", 7) == "一句。"
    assert shortened("没有标点的一长串文字", 6) == "没有标点……"


def test_records_of_one_kind_have_the_same_rows_in_the_same_order() -> None:
    library = check_content(TINY / "content").library.published()
    rows: dict[str, set[tuple[str, ...]]] = {}
    for view in views():
        if view.compares:
            for record in library.of(view.kind).values():
                rows.setdefault(record.kind, set()).add(
                    tuple(row.heading for row in view.rows(library, record))
                )
    assert {"cases", "counties"} <= set(rows)
    assert {kind: len(found) for kind, found in rows.items()} == dict.fromkeys(rows, 1)


def test_what_did_not_work_is_compared_and_an_unknown_is_no_line() -> None:
    library = check_content(TINY / "content").library.published()
    files = dict(made_by(compared_files(Edition(library))))
    known, unknown = (compared(files, f"cases/{key}")["rows"] for key in ("chengxi-envoys", "jichuan-tea"))
    assert known["没有做好的"] == (["高山茶园没有做成，路不通。"], "limits")
    assert unknown["没有做好的"] == ("来源未载明", "limits")
    assert unknown["借鉴情况"] == ("本库没有记录", "adoptions")
    assert known["成效"][0][0] == "茶叶亩产：60 → 75 公斤（1999—2001 年，衡量：独立评估）"


def test_every_record_that_compares_stands_in_the_file_its_id_leads_to() -> None:
    library = check_content(TINY / "content").library.published()
    files = dict(made_by(compared_files(Edition(library))))
    held = sorted(key for data in files.values() for key in json.loads(unpacked(data))["records"])
    assert held == sorted(key for view in views() if view.compares for key in library.of(view.kind))
    for key in library.of(Case):
        assert compared(files, f"cases/{key}")["title"]


@pytest.mark.parametrize(
    ("records", "files"), [(1, 1), (12, 1), (13, 2), (24, 2), (25, 4), (978, 128), (10_000, 1024)]
)
def test_what_is_compared_stands_in_few_files_of_few_records(records: int, files: int) -> None:
    assert many_files(records) == files
    held = Counter(place_of(f"case-{number:05}", files) for number in range(records))
    assert max(held.values()) <= 32


def test_a_collection_shows_its_cases_in_the_editors_order(site: dict[str, bytes]) -> None:
    html = site["collections/tea-reading/index.html"].decode()
    assert html.index("cases/chengxi-envoys/") < html.index("cases/jichuan-tea/")
    assert "collections/tea-reading/" in site["cases/jichuan-tea/index.html"].decode()
    assert "collections/tea-reading/" in site["index.html"].decode()


def test_the_lock_of_the_npm_tool_names_no_registry() -> None:
    lock = (Path(__file__).parents[1] / "benchmarks/lighthouse/package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 50
