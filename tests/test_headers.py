"""The headers a site is served with: one policy, the same in every form it is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.publish.headers import HEADERS, SNIPPETS, headers_file

ROOT = Path(__file__).parents[1]


def test_the_policy_lets_a_page_load_nothing_but_our_own_files() -> None:
    assert HEADERS["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", SNIPPETS)
def test_a_snippet_for_a_server_says_what_the_site_says(path: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--renew"):
        (ROOT / path).write_text(SNIPPETS[path](), "utf-8")
    assert (ROOT / path).read_text("utf-8") == SNIPPETS[path]()


@pytest.mark.parametrize("written", [headers_file, *SNIPPETS.values()])
def test_every_form_holds_every_header(written: object) -> None:
    assert callable(written)
    for name, value in HEADERS.items():
        assert name in written()
        assert value in written()
