"""A county's pairings become its neighbourhood: its helpers, those it helps, and chains one step further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from county_casebook.ledger.network import Network, network, party_key, side_url
from county_casebook.library.library import Library
from county_casebook.pictures.picture import WIDTH, Anchor, Picture, Table, drawn, wrapped
from county_casebook.records import County, Pairing
from county_casebook.records.pairing import Party
from county_casebook.schema.fields import CoarseDate

_LINE, _SPACE = 18, 12
_TOP, _NOTE = 34, 60
_TEXT_ROOM, _NAME_ROOM = 9, 4
_DOT, _BOX = 140, 44
_SHOWN, _FURTHER = 6, 2


@dataclass(frozen=True, slots=True)
class Node:
    """One side of a pairing as drawn: its name in lines and the height of its dot; `parent` is the height of the dot it is tied to.

    A node without a tie says how many are not drawn.
    """

    lines: tuple[str, ...]
    y: int
    parent: int | None = None
    is_tied: bool = True


def neighbourhood_picture(library: Library, county: County, root: str) -> Picture | None:
    """Draw who helps a county and whom it helps; None when it has no pairing. `root` leads to the site's root."""
    web = network(library)
    key = f"counties/{county.id}"
    helped, helping = web.helped(key), web.helping(key)
    if not helped and not helping:
        return None
    left, right = (
        _column(library, web, helped, helper=True),
        _column(library, web, helping, helper=False),
    )
    name = wrapped(library.place_name(county), _NAME_ROOM)
    tall = max(_height(left), _height(right), _LINE * len(name) + _NOTE)
    left, right = (_centred(column, tall) for column in (left, right))
    helpers = len(web.helpers(key))
    further = any(node.parent is not None for node in (*left, *right))
    svg = drawn(
        "neighbourhood",
        title=f"{library.place_name(county)}的结对",
        description=_words(library, helped, helping, further=further),
        left=left,
        right=right,
        name=name,
        middle=_TOP + tall // 2,
        height=_TOP + tall + (36 if further else 4),
        foot=_TOP + tall + 26 if further else 0,
        several=f"{helpers} 家帮扶" if helpers > 1 else "",
        dot=_DOT,
        box=_BOX,
        centre=WIDTH // 2,
    )
    return Picture(svg, _table(library, web, county, root))


def _column(library: Library, web: Network, pairings: Sequence[Pairing], *, helper: bool) -> list[Node]:
    """The nodes of one side from the top; each is followed by those one step further."""
    nodes: list[Node] = []
    seen: dict[str, Pairing] = {}
    for pairing in pairings:
        seen.setdefault(party_key(_far(pairing, helper=helper)), pairing)
    y = 0
    for key, pairing in list(seen.items())[:_SHOWN]:
        further = web.helped(key) if helper else web.helping(key)
        parent = y
        for position, one in enumerate((pairing, *further[:_FURTHER])):
            room = _TEXT_ROOM - 1 if position else _TEXT_ROOM
            lines = wrapped(library.name_at(_far(one, helper=helper).whereabouts), room)
            nodes.append(Node(lines, y, parent if position else None))
            y += _LINE * len(lines) + _SPACE
    if len(seen) > _SHOWN:
        nodes.append(Node((f"另有 {len(seen) - _SHOWN} 家，见表",), y, is_tied=False))
    return nodes


def _far(pairing: Pairing, *, helper: bool) -> Party:
    return pairing.helper if helper else pairing.helped


def _height(column: Sequence[Node]) -> int:
    """How high a column is, from the line of its first name to the line after its last."""
    return column[-1].y + _LINE * len(column[-1].lines) if column else _LINE


def _centred(column: Sequence[Node], tall: int) -> list[Node]:
    """Move a column so that its middle stands at the middle of the picture."""
    shift = _TOP + (tall - _height(column)) // 2 + _LINE // 2
    return [
        replace(node, y=node.y + shift, parent=None if node.parent is None else node.parent + shift)
        for node in column
    ]


def _words(library: Library, helped: Sequence[Pairing], helping: Sequence[Pairing], *, further: bool) -> str:
    sides = (
        ("帮扶本县", [library.name_at(pairing.helper.whereabouts) for pairing in helped]),
        ("本县帮扶", [library.name_at(pairing.helped.whereabouts) for pairing in helping]),
    )
    words = [
        f"{title}：{'、'.join(dict.fromkeys(names[:8]))}{'等' if len(names) > 8 else ''} {len(names)} 项"
        for title, names in sides
        if names
    ]
    return "；".join([*words, *(["虚线是再往外一层的结对"] if further else [])])


def _table(library: Library, web: Network, county: County, root: str) -> Table:
    """Every pairing of the county, then those one step further, each with what is remarkable about it."""
    key = f"counties/{county.id}"
    near = [*web.helped(key), *web.helping(key)]
    far = [
        *(further for pairing in web.helped(key) for further in web.helped(party_key(pairing.helper))),
        *(further for pairing in web.helping(key) for further in web.helping(party_key(pairing.helped))),
    ]
    found = {pairing.id: pairing for pairing in [*near, *far]}
    return Table(
        f"{library.place_name(county)}的结对，连同再往外一层",
        ("帮扶方", "受助方", "依据", "开始", "标记"),
        [_row(library, web, pairing, root) for pairing in list(found.values())[:TABLE_ROWS]],
    )


TABLE_ROWS = 60
"""A table behind a picture stays readable; longer lists have pages of their own."""


def _row(library: Library, web: Network, pairing: Pairing, root: str) -> tuple[object, ...]:
    sides = [
        Anchor(
            library.name_at(party.whereabouts), f"{root}{url}" if (url := side_url(library, party)) else ""
        )
        for party in (pairing.helper, pairing.helped)
    ]
    start = pairing.start.chinese if isinstance(pairing.start, CoarseDate) else "未载明"
    words = web.feature_words(pairing)
    return (*sides, Anchor(library.scheme_title(pairing.scheme), f"{root}{pairing.url}"), start, words or "—")
