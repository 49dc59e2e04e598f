"""The pages of `casebook edit` as a browser without scripts uses them: what a form holds, and what it sends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.edit.editing import Editing
from county_casebook.edit.web import Answer, Request
from tests.building import TINY

Sent = dict[str, list[str]]


def raised(error: Exception) -> str:
    raise error


def editing_of(folder: Path) -> Editing:
    """Start the form for a copy of the tiny library."""
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns(".cache"))
    return Editing(folder / "mkdocs.yml", lambda _: None, raised, port=0)


class Browser:
    """Asks the pages without a net in between; what the door does is tested elsewhere."""

    def __init__(self, editing: Editing) -> None:
        self.editing = editing
        self.address = ""

    def get(self, address: str) -> LexborHTMLParser:
        return self._followed(self.ask(address))

    def ask(self, address: str, sent: Sent | None = None, *, by_script: bool = False) -> Answer:
        split = urlsplit(address)
        self.address = address
        path = tuple(part for part in split.path.split("/") if part)
        query = parse_qs(split.query, keep_blank_values=True)
        return self.editing.pages.answer(Request(path, query, sent, by_script=by_script))

    def press(
        self, page: LexborHTMLParser, op: str, changed: Mapping[str, Sequence[str]] = {}
    ) -> LexborHTMLParser:
        """Send a page's form by one of its buttons, with some fields changed."""
        return self._followed(self.send(page, op, changed))

    def send(self, page: LexborHTMLParser, op: str, changed: Mapping[str, Sequence[str]] = {}) -> Answer:
        form = next(form for form in page.css("form") if form.attributes.get("method") == "post")
        button = page.css_first(f'button[name="op"][value="{op}"]')
        assert button is not None, op
        sent = {**fields_of(form), **{name: list(values) for name, values in changed.items()}, "op": [op]}
        return self.ask(form.attributes["action"] or "", sent)

    def _followed(self, answer: Answer) -> LexborHTMLParser:
        while "Location" in answer.headers:
            answer = self.ask(answer.headers["Location"].partition("#")[0])
        return LexborHTMLParser(answer.data.decode())


def fields_of(form: LexborNode) -> Sent:
    """What a browser sends of a form when no button is counted."""
    sent: Sent = {}
    for name, value in _fields(form):
        sent.setdefault(name, []).append(value)
    return sent


def _fields(form: LexborNode) -> Iterator[tuple[str, str]]:
    for node in form.css("input, textarea, select"):
        said = node.attributes
        name = said.get("name")
        if not name:
            continue
        if node.tag == "select":
            chosen = next((each for each in node.css("option") if "selected" in each.attributes), None)
            first = node.css_first("option")
            yield name, ((chosen or first).attributes.get("value") or "") if first else ""
        elif node.tag == "textarea":
            yield name, node.text(deep=True).removeprefix("\n").replace("\n", "\r\n")
        elif said.get("type") not in ("radio", "checkbox") or "checked" in said:
            yield name, said.get("value") or ""
