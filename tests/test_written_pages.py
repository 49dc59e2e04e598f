"""A hand-written page shows no picture of another site, whoever let it pass before."""

from __future__ import annotations

import pytest

from county_casebook.publish.pages.handwritten import clean_page


@pytest.mark.parametrize(
    "address", ["https://evil.example/x.png", "//evil.example/x.png", "/\\evil.example/x.png"]
)
def test_a_picture_of_another_site_is_not_asked_for(address: str) -> None:
    assert "evil" not in clean_page(f'<p><img src="{address}" alt="甲"></p>')


def test_a_picture_of_our_own_stays() -> None:
    assert 'src="../files/tea.png"' in clean_page('<p><img src="../files/tea.png" alt="甲"></p>')


@pytest.mark.parametrize(
    "address", ["//evil.example/x", "javascript:x()", "/\\evil.example", "https://a.cn\\@evil.example"]
)
def test_a_link_that_may_not_lead_anywhere_leads_nowhere(address: str) -> None:
    assert "href" not in clean_page(f'<p><a href="{address}">甲</a></p>')
