"""Entries become bulk requests of bounded size; what the engine refuses item by item is tried again, or told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from county_casebook.deliver.engine.server import PASSING, EngineFault, Server
from county_casebook.publish.search.opensearch import Entry

MOST_ACTIONS, MOST_BYTES = 1_000, 5_000_000
_ROUNDS = 8
_SHOWN = 5

Action = tuple[str, bytes]
"""An id, and the lines of its action."""


def written(entry: Entry) -> Action:
    """The action that puts an entry in, whether or not it is there."""
    return entry.id, b'{"index":{"_id":%b}}\n%b\n' % (_quoted(entry.id), entry.line)


def removed(key: str) -> Action:
    """The action that takes an entry out."""
    return key, b'{"delete":{"_id":%b}}\n' % _quoted(key)


def send(server: Server, index: str, actions: Iterable[Action]) -> Iterator[int]:
    """Send all actions; yield how many went in with each request. Raise EngineFault where the engine refuses one for good."""
    for batch in _batches(actions):
        left: Sequence[Action] = batch
        for attempt in range(_ROUNDS):
            if attempt:
                server.wait(attempt, f"{server.name} 有 {len(left)} 条一时收不下")
            left = _send(server, index, left)
            if not left:
                break
        if left:
            raise EngineFault(f"{server.name} 有 {len(left)} 条试了 {_ROUNDS} 次都收不下，先是 {left[0][0]}")
        yield len(batch)


def _send(server: Server, index: str, batch: Sequence[Action]) -> list[Action]:
    """Send one request; return the actions that may be sent again."""
    path = f"/{index}/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason"
    answer = server.ask("POST", path, b"".join(lines for _, lines in batch)).body
    if not isinstance(answer, dict) or answer.get("errors") is False:
        return [] if isinstance(answer, dict) else list(batch)
    items = [next(iter(item.values())) for item in answer.get("items", ())]
    if len(items) != len(batch):
        return list(batch)
    refused = [(key, item) for (key, _), item in zip(batch, items, strict=True) if _is_refused(item)]
    if refused:
        shown = "；".join(f"{key}：{_why(item)}" for key, item in refused[:_SHOWN])
        raise EngineFault(f"{server.name} 不收 {len(refused)} 条：{shown}")
    return [action for action, item in zip(batch, items, strict=True) if item.get("status") in PASSING]


def _is_refused(item: dict[str, Any]) -> bool:
    status = item.get("status", 500)
    return status >= 300 and status not in PASSING and not (status == 404 and "error" not in item)


def _why(item: dict[str, Any]) -> str:
    error = item.get("error", {})
    return f"{item.get('status')} {error.get('reason', error.get('type', ''))}"[:160]


def _batches(actions: Iterable[Action]) -> Iterator[list[Action]]:
    batch: list[Action] = []
    size = 0
    for action in actions:
        if batch and (len(batch) == MOST_ACTIONS or size + len(action[1]) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(action)
        size += len(action[1])
    if batch:
        yield batch


def _quoted(key: str) -> bytes:
    return json.dumps(key, ensure_ascii=False).encode()
