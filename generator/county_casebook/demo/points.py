"""What the fictional policy without a text says, in points: of its latest text and of the one before."""

from __future__ import annotations

POINTS = [
    {
        "id": "a2",
        "point": "县里每年安排农技推广经费，不少于上年。",
        "clause": "第二条",
        "version": "2012-03",
        "figure": "1.2",
        "unit": "%",
        "due": "2011-01-01 起",
        "responsible": "县级人民政府",
        "theme": "theme-01",
        "audiences": ["farmers"],
        "source": "1",
    },
    {
        "id": "y2010.a2",
        "point": "县里的农技推广经费由县里酌定。",
        "clause": "第二条",
        "version": "2010-01-05",
        "source": "2",
    },
]
