"""The headers a site is served with: one policy, the same in every form it is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.host.site import BuildRefused, build_site
from county_casebook.library.endpoint import read_endpoint
from county_casebook.publish.headers import HEADERS, headers, headers_file
from tests.building import copy_of_tiny


def test_the_policy_lets_a_page_load_nothing_but_our_own_files() -> None:
    assert HEADERS["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


def test_the_file_for_hosts_holds_every_header() -> None:
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in headers_file()


ENDPOINTS = ("/api/casebook", "/", "https://search.example.cn", "https://search.example.cn:8443/casebook/", "http://127.0.0.1:9200/casebook")  # fmt: skip
NO_ENDPOINTS = ("", "api", "//evil.example/", "/a b", "/a?x=1", "/a;b", "https://a.example/'; script-src *", "https://me:secret@a.example/", "https://a.example/?x", "https://*.example/", "http://search.example.cn/", "javascript:alert(1)", "https://", "https://a.example\n", ["/a"], 3)  # fmt: skip


@pytest.mark.parametrize("written", ENDPOINTS)
def test_an_endpoint_is_a_path_of_the_site_or_one_https_address(written: str) -> None:
    assert read_endpoint({"search": {"endpoint": written}}) == written


@pytest.mark.parametrize("written", NO_ENDPOINTS, ids=str)
def test_anything_else_is_no_endpoint(written: object) -> None:
    with pytest.raises(ValueError, match="endpoint 应当是"):
        read_endpoint({"search": {"endpoint": written}})


@pytest.mark.parametrize("configured", [None, {}, {"search": None}, {"search": {}}, "x"], ids=str)
def test_without_one_the_static_index_answers(configured: object) -> None:
    assert read_endpoint(configured) == ""


def test_the_policy_lets_pages_ask_the_endpoint_and_nobody_else() -> None:
    asked = headers("https://search.example.cn:8443/api/casebook")
    before, policy = HEADERS["Content-Security-Policy"], asked["Content-Security-Policy"]
    assert policy == before.replace("connect-src 'self'", "connect-src 'self' https://search.example.cn:8443")
    assert {**asked, "Content-Security-Policy": before} == HEADERS
    assert headers("/api/casebook") == headers() == HEADERS


def _with_endpoint(folder: Path, endpoint: str) -> Path:
    config = copy_of_tiny(folder / "tiny", data=False)
    extra = f"extra:\n  casebook:\n    search:\n      endpoint: '{endpoint}'\n"
    config.write_text(config.read_text("utf-8") + extra, "utf-8")
    return config


@pytest.mark.slow
def test_a_site_with_an_endpoint_elsewhere_names_it_in_its_headers_and_has_no_index(tmp_path: Path) -> None:
    site = build_site(_with_endpoint(tmp_path, "https://search.example.cn/casebook"), tmp_path / "site")
    assert "connect-src 'self' https://search.example.cn;" in (site / "_headers").read_text("utf-8")
    assert {path.name for path in (site / "search").iterdir()} == {"index.html", "engine.json"}
    page = (site / "search/index.html").read_text("utf-8")
    assert '<meta name="casebook-endpoint" content="https://search.example.cn/casebook"' in page


def test_an_endpoint_that_cannot_be_one_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BuildRefused, match="endpoint 应当是本站上的路径"):
        build_site(_with_endpoint(tmp_path, "//evil.example/"), tmp_path / "site")
    assert not (tmp_path / "site").exists()
