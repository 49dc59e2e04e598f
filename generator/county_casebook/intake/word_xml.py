"""Elements of WordprocessingML and SpreadsheetML by their plain names: strict and transitional files differ only in the namespace."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Element, name: str = "val") -> str:
    """Return an attribute by its name without namespace; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Element, name: str) -> Element | None:
    """Return the first element of a name inside another, or None."""
    return next((inner for inner in element if name_of(inner) == name), None)


__all__ = ["child", "name_of", "value_of"]
