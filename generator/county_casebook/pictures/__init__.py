"""Figures become inline SVG: each picture has a title, a description and the same figures in a table beside it.

Classes only, no style in the markup, so that pictures follow the scheme, print in grey and pass a strict policy.
"""

from county_casebook.pictures.bars import (
    change_picture,
    coverage_picture,
    peer_table,
    promise_picture,
    promises_picture,
    share_picture,
)
from county_casebook.pictures.counts import Matrix, ProvinceRow, province_picture, timeline_picture
from county_casebook.pictures.flows import network_picture
from county_casebook.pictures.neighbourhood import neighbourhood_picture
from county_casebook.pictures.picture import Anchor, Picture, Table, short_name

__all__ = [
    "Anchor",
    "Matrix",
    "Picture",
    "ProvinceRow",
    "Table",
    "change_picture",
    "coverage_picture",
    "neighbourhood_picture",
    "network_picture",
    "peer_table",
    "promise_picture",
    "promises_picture",
    "province_picture",
    "share_picture",
    "short_name",
    "timeline_picture",
]
