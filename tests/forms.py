"""The pages of `casebook edit` as a browser without scripts uses them: what a form holds, and what it sends."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.edit.editing import Editing
from county_casebook.edit.web import Answer, Request
from tests.building import TINY

Sent = dict[str, list[str]]
CASE = "/cases/jichuan-tea/problem"


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

    def ask(
        self,
        address: str,
        sent: Sent | None = None,
        *,
        by_script: bool = False,
        files: Mapping[str, Sequence[bytes]] = {},
    ) -> Answer:
        split = urlsplit(address)
        self.address = address
        path = tuple(part for part in split.path.split("/") if part)
        query = parse_qs(split.query, keep_blank_values=True)
        return self.editing.pages.answer(Request(path, query, sent, by_script=by_script, files=files))

    def press(
        self,
        page: LexborHTMLParser,
        op: str,
        changed: Mapping[str, Sequence[str]] = {},
        files: Mapping[str, Sequence[bytes]] = {},
    ) -> LexborHTMLParser:
        """Send a page's form by one of its buttons, with some fields changed and files chosen."""
        return self._followed(self.send(page, op, changed, files))

    def send(
        self,
        page: LexborHTMLParser,
        op: str,
        changed: Mapping[str, Sequence[str]] = {},
        files: Mapping[str, Sequence[bytes]] = {},
    ) -> Answer:
        form = next(form for form in page.css("form") if form.attributes.get("method") == "post")
        button = page.css_first(f'button[name="op"][value="{op}"]')
        assert button is not None, op
        sent = {**fields_of(form), **{name: list(values) for name, values in changed.items()}, "op": [op]}
        return self.ask(form.attributes["action"] or "", sent, files=files)

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
        if not name or said.get("type") == "file":
            continue
        if node.tag == "select":
            chosen = next((each for each in node.css("option") if "selected" in each.attributes), None)
            first = node.css_first("option")
            yield name, ((chosen or first).attributes.get("value") or "") if first else ""
        elif node.tag == "textarea":
            yield name, node.text(deep=True).removeprefix("\n").replace("\n", "\r\n")
        elif said.get("type") not in ("radio", "checkbox") or "checked" in said:
            yield name, said.get("value") or ""


@dataclass
class Client:
    """A program that may send anything."""

    editing: Editing
    cookie: str = ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.editing.server.server_port}"

    def ask(
        self, path: str, headers: Mapping[str, str] = {}, body: bytes | None = None, method: str = ""
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Send a request with the cookie and a Host as a browser does, unless told otherwise."""
        wanted = {"Host": self.host, "Cookie": self.cookie, **headers}
        link = http.client.HTTPConnection("127.0.0.1", self.editing.server.server_port, timeout=10)
        link.putrequest(
            method or ("POST" if body is not None else "GET"), path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in wanted.items():
            if value:
                link.putheader(name, value)
        if body is not None and not {"Content-Length", "Transfer-Encoding"} & wanted.keys():
            link.putheader("Content-Length", str(len(body)))
        link.endheaders(body)
        answer = link.getresponse()
        found = answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        link.close()
        return found

    def enter(self) -> None:
        start = urlsplit(self.editing.start)
        _, headers, _ = self.ask(f"{start.path}?{start.query}")
        self.cookie = headers["Set-Cookie"].partition(";")[0]

    def form(self, **more: str) -> bytes:
        return urlencode(
            {"csrf": self.editing.server.door.csrf, "op": "keep", "problem": "写入", **more}
        ).encode()

    def upload(self, path: str, body: bytes, boundary: str = "x", **headers: str) -> tuple[int, str]:
        """Send a multipart body; return the status and the words of the answer."""
        usual = {
            "Origin": f"http://{self.host}",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        status, answered, text = self.ask(path, {**usual, **headers}, body)
        return status, answered.get("Location", "") or text

    def post(self, headers: Mapping[str, str] = {}, body: bytes | None = None) -> int:
        usual = {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(CASE, {**usual, **headers}, self.form() if body is None else body)[0]
