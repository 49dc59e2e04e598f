"""A small OpenSearch on this machine, in memory: what `casebook search-sync` asks of one, and the faults a real one has.

Documents are seen by searches after a refresh only, a blocked index takes none, a copy needs a blocked original, an alias moves
in one step. `faults` are taken one a request, whatever is asked.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FAULTS = ("429", "503", "reset", "lost", "half", "items")
"""Busy; not up; cut off before it is done; done, but the answer is cut off; half done, then cut off; some items too busy."""


@dataclass
class Index:
    body: dict[str, Any]
    written: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    blocked: bool = False


@dataclass
class Node:
    """Indexes and aliases, a plan of faults, and everything that was asked, with the headers of the last question."""

    indexes: dict[str, Index] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    refused_ids: set[str] = field(default_factory=set)
    refused_settings: str = ""
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def behind(self, alias: str) -> dict[str, str] | None:
        """What readers find behind an alias: id and checksum; None where nothing answers."""
        if alias not in self.aliases:
            return None
        return {key: each["checksum"] for key, each in self.indexes[self.aliases[alias]].seen.items()}

    def answer(self, method: str, path: str, data: bytes, fault: str) -> tuple[int, Any]:
        name, _, action = path.split("?")[0].strip("/").partition("/")
        body = json.loads(data) if data and "_bulk" not in path else {}
        if action == "_bulk":
            return self._bulk(name, data.splitlines(), fault)
        found = getattr(self, f"_{method.lower()}", None)
        return found(name, action, body) if found else (405, {})

    def _head(self, name: str, _action: str, _body: Any) -> tuple[int, Any]:
        return (200, {}) if name in self.indexes or name in self.aliases else (404, {})

    def _get(self, name: str, action: str, _: Any) -> tuple[int, Any]:
        if name == "_alias":
            held = self.aliases.get(action)
            return (200, {held: {"aliases": {action: {}}}}) if held else (404, {"error": "alias missing"})
        if name == "_cluster":
            return (
                (200, {"status": "green"})
                if action.split("/")[1] in self.indexes
                else (404, {"status": "red"})
            )
        if action == "_alias":
            wanted = re.compile(name.replace("*", ".*"))
            return 200, {each: self._aliases_of(each) for each in self.indexes if wanted.fullmatch(each)}
        if action == "_count":
            count = len(self.indexes[self.aliases.get(name, name)].seen)
            return 200, {"count": count, "_shards": {"failed": 0}}
        return 404, {}

    def _aliases_of(self, index: str) -> dict[str, Any]:
        return {"aliases": {alias: {} for alias, held in self.aliases.items() if held == index}}

    def _put(self, name: str, action: str, body: Any) -> tuple[int, Any]:
        if action == "_settings":
            if "index.blocks.write" in body:
                self.indexes[name].blocked = bool(body["index.blocks.write"])
            return 200, {"acknowledged": True}
        target = action.removeprefix("_clone/") if action else name
        if target in self.indexes:
            return 400, {"error": {"reason": f"{target} exists"}}
        if self.refused_settings:
            return 400, {"error": {"reason": self.refused_settings}}
        if action and not self.indexes[name].blocked:
            return 403, {"error": {"reason": "not blocked"}}
        held = dict(self.indexes[name].written) if action else {}
        self.indexes[target] = Index(body, held, dict(held))
        return 200, {"acknowledged": True}

    def _delete(self, name: str, _action: str, _body: Any) -> tuple[int, Any]:
        return (200, {}) if self.indexes.pop(name, None) else (404, {"error": "no such index"})

    def _post(self, name: str, action: str, body: Any) -> tuple[int, Any]:
        if name == "_aliases":
            return self._move(body["actions"])
        held = self.indexes[name]
        if action == "_refresh":
            held.seen = dict(held.written)
            return 200, {}
        after = body.get("search_after", [""])[0]
        keys = sorted(key for key in held.seen if key > after)[: min(body["size"], 3)]
        hits = [
            {"_id": key, "sort": [key], "fields": {"checksum": [held.seen[key]["checksum"]]}} for key in keys
        ]
        return 200, {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}}

    def _move(self, actions: list[dict[str, Any]]) -> tuple[int, Any]:
        for action in actions:
            ((what, told),) = action.items()
            if told["index"] not in self.indexes:
                return 404, {"error": {"reason": "no such index"}}
            if what == "remove" and self.aliases.get(told["alias"]) != told["index"]:
                return 404, {"error": {"reason": "aliases missing"}}
        self.aliases[actions[-1]["add"]["alias"]] = actions[-1]["add"]["index"]
        return 200, {"acknowledged": True}

    def _bulk(self, name: str, lines: list[bytes], fault: str) -> tuple[int, Any]:
        held, at = self.indexes[name], 0
        items: list[dict[str, Any]] = []
        stop = len(lines) // 2 if fault == "half" else len(lines)
        while at < stop:
            ((what, told),) = json.loads(lines[at]).items()
            at += 1 if what == "delete" else 2
            items.append({what: self._item(held, what, told["_id"], lines[at - 1], fault, len(items))})
        return 200, {
            "errors": any(next(iter(item.values()))["status"] > 299 for item in items),
            "items": items,
        }

    def _item(self, held: Index, what: str, key: str, line: bytes, fault: str, at: int) -> dict[str, Any]:
        if held.blocked:
            return {"status": 403, "error": {"type": "cluster_block_exception", "reason": "blocked"}}
        if fault == "items" and at % 2:
            return {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "full"}}
        if key in self.refused_ids:
            return {"status": 400, "error": {"type": "mapper_parsing_exception", "reason": "strict"}}
        if what == "delete":
            return {"status": 200 if held.written.pop(key, None) else 404}
        held.written[key] = json.loads(line)
        return {"status": 201}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        node: Node = self.server.node  # type: ignore[attr-defined]
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        node.asked.append(f"{self.command} {self.path}")
        node.headers = dict(self.headers)
        fault = node.faults.pop(0) if node.faults else ""
        if fault in ("429", "503"):
            self._say(int(fault), {"error": "busy"})
        elif fault == "reset":
            self._cut()
        else:
            status, told = node.answer(self.command, self.path, data, fault)
            if fault in ("lost", "half"):
                self._cut()
            else:
                self._say(status, told)

    def _say(self, status: int, told: Any) -> None:
        data = b"" if self.command == "HEAD" else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _cut(self) -> None:
        """Reset the connection, as a process that was killed does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815 - the names http.server calls

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that was cut on purpose is no fault."""


@contextmanager
def running(node: Node | None = None) -> Iterator[Node]:
    """Serve a node on this machine."""
    node = node or Node()
    server = _Quiet(("127.0.0.1", 0), _Handler)
    server.node = node  # type: ignore[attr-defined]
    node.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield node
    finally:
        server.shutdown()
        server.server_close()
