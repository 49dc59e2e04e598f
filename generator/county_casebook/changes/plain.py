"""A changed field becomes a line of a terminal."""

from __future__ import annotations

from county_casebook.changes.fields import FieldChange
from county_casebook.text.characters import shown

_AROUND = 24


def line(change: FieldChange) -> str:
    """Say what changed: 「做法 · 第 2 步 · 体会：先让大户试［加：种］。」."""
    return shown(f"{change.where}：{_said(change)}")


def _said(change: FieldChange) -> str:
    if change.kind == "moved":
        return f"换了先后，现在是 {change.after}"
    if change.kind == "added":
        return f"［加：{change.after}］"
    if change.kind == "removed":
        return f"［删：{change.before}］"
    if any(piece.state == "kept" for piece in change.pieces):
        marks = {"removed": "［删：{}］", "added": "［加：{}］", "kept": "{}"}
        return "".join(marks[piece.state].format(_near(piece.state, piece.text)) for piece in change.pieces)
    return f"{change.before} → {change.after}"


def _near(state: str, text: str) -> str:
    """Of what stayed, return only the words beside a change."""
    return text if state != "kept" or len(text) <= 2 * _AROUND else f"{text[:_AROUND]}…{text[-_AROUND:]}"
