"""Entries become the index that readers ask: written aside, checked whole, then put in place of the old one in one step.

An index is named by its settings and by the checksums of all its entries, so a run that was interrupted goes on where it
stopped, and one with nothing to do sees it. The new index begins as a copy of the old one where the settings are the same;
only what differs is sent. Readers never meet a mixture: the alias moves after the last entry was counted and compared.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from county_casebook.deliver.engine.bulk import Action, removed, send, written
from county_casebook.deliver.engine.server import EngineFault, Server
from county_casebook.publish.search.opensearch import Entry

_PAGE = 10_000
_ROUNDS = 3
_TOLD_EVERY = 10_000
_HEALTHY = "wait_for_status=yellow&timeout=60s"


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done: the index that now answers, how many entries it holds, how many were written and taken out."""

    index: str
    entries: int
    written: int = 0
    removed: int = 0


def sync(
    server: Server, alias: str, body: Mapping[str, Any], entries: Callable[[], Iterable[Entry]]
) -> Synced:
    """Make the index behind an alias hold exactly these entries; raise EngineFault, and leave the alias where it was."""
    wanted = {entry.id: entry.checksum for entry in entries()}
    if not wanted:
        raise EngineFault("没有已发布的记录；没有动引擎里的索引")
    server.tell(f"全库 {len(wanted):,} 条")
    settings = f"{alias}-{_digest(json.dumps(body, sort_keys=True))[:8]}"
    target = f"{settings}-{digest(wanted)[:12]}"
    live = _live(server, alias)
    if live != target:
        _prepare(server, target, body, live if live.startswith(f"{settings}-") else "")
    done = _fill(server, target, wanted, entries)
    if live != target:
        _swap(server, alias, target)
        _drop_old(server, alias, target)
    return Synced(target, len(wanted), *done)


def digest(held: Mapping[str, str]) -> str:
    """The checksum of a whole index: of its ids and their checksums."""
    return _digest("".join(f"{key} {held[key]}\n" for key in sorted(held)))


def held_entries(server: Server, index: str) -> dict[str, str]:
    """Return what an index holds: id and checksum of every entry; raise EngineFault unless every part of it answered."""
    held: dict[str, str] = {}
    asked: dict[str, Any] = {
        "size": _PAGE,
        "_source": False,
        "docvalue_fields": ["checksum", "id"],
        "sort": [{"id": "asc"}],
    }
    while hits := _whole(server, index, asked):
        held.update((hit["_id"], hit.get("fields", {}).get("checksum", [""])[0]) for hit in hits)
        asked["search_after"] = hits[-1]["sort"]
    return held


def _whole(server: Server, index: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The hits of a search that no part of the index missed."""
    for attempt in range(8):
        if attempt:
            server.wait(attempt, f"{server.name} 的索引有一部分没有应答")
        answer = server.ask("POST", f"/{index}/_search?allow_partial_search_results=false", asked).body
        if not answer["timed_out"] and not answer["_shards"]["failed"]:
            return list(answer["hits"]["hits"])
    raise EngineFault(f"{server.name} 的索引 {index} 有一部分一直没有应答")


def _live(server: Server, alias: str) -> str:
    """The index an alias stands for; empty when there is none yet."""
    answer = server.ask("GET", f"/_alias/{alias}", accepted=(404,))
    names = sorted(answer.body) if answer.status == 200 else []
    if not names and server.ask("HEAD", f"/{alias}", accepted=(404,)).status == 200:
        raise EngineFault(
            f"{server.name} 上的 {alias} 是一个索引，不是别名；先删掉它，或用 --alias 换一个名字"
        )
    if len(names) > 1:
        raise EngineFault(f"{server.name} 上的别名 {alias} 指着几个索引（{'、'.join(names)}）；先只留一个")
    return names[0] if names else ""


def _prepare(server: Server, target: str, body: Mapping[str, Any], like: str) -> None:
    """Have an index to write to, whose parts are all there: one left by an earlier run, a copy of the live one, or a new one."""
    if _exists(server, target) and not _is_whole(server, target):
        server.ask("DELETE", f"/{target}", accepted=(404,))
    if not _exists(server, target):
        if like:
            _settle(server, like, {"blocks.write": True})
            unblocked = {"settings": {"index.blocks.write": None}}
            answer = server.ask("PUT", f"/{like}/_clone/{target}", unblocked, accepted=(400,))
        else:
            answer = server.ask("PUT", f"/{target}", body, accepted=(400,))
        if answer.status == 400 and not _exists(server, target):
            raise EngineFault(f"{server.name} 不接受索引的设置：{answer.why()}")
    if not _is_whole(server, target):
        raise EngineFault(f"{server.name} 上的新索引 {target} 建不起来：{_why_not(server, target)}")


def _exists(server: Server, index: str) -> bool:
    return server.ask("HEAD", f"/{index}", accepted=(404,)).status == 200


def _is_whole(server: Server, index: str) -> bool:
    """Whether every part of an index is there, be it without its copies."""
    answer = server.ask("GET", f"/_cluster/health/{index}?{_HEALTHY}", accepted=(404, 408))
    return answer.status == 200 and answer.body.get("status") in ("yellow", "green")


def _why_not(server: Server, index: str) -> str:
    answer = server.ask("GET", f"/_cluster/health/{index}", accepted=(404, 408))
    return str(answer.body.get("status", "没有这个索引"))


def _settle(server: Server, index: str, settings: Mapping[str, Any]) -> None:
    server.ask("PUT", f"/{index}/_settings", {f"index.{name}": value for name, value in settings.items()})


def _fill(
    server: Server, index: str, wanted: Mapping[str, str], entries: Callable[[], Iterable[Entry]]
) -> tuple[int, int]:
    """Write what differs until nothing does; return how many entries were written and taken out."""
    put = out = 0
    for _ in range(_ROUNDS):
        held = _held_now(server, index)
        if held == wanted:
            _settle(server, index, {"refresh_interval": None, "blocks.write": True})
            return put, out
        _settle(server, index, {"refresh_interval": "-1", "blocks.write": None})
        changed = {key for key, checksum in wanted.items() if held.get(key) != checksum}
        gone = sorted(held.keys() - wanted.keys())
        _write(server, index, _actions(entries(), changed, gone), len(changed) + len(gone))
        put, out = put + len(changed), out + len(gone)
    raise EngineFault(f"写完后 {index} 仍和库里不一致，没有换上；再运行一次")


def _held_now(server: Server, index: str) -> dict[str, str]:
    """What an index holds, of which the count agrees with the list."""
    server.ask("POST", f"/{index}/_refresh")
    held = held_entries(server, index)
    counted = server.ask("GET", f"/{index}/_count").body
    if counted["_shards"]["failed"] or counted["count"] != len(held):
        raise EngineFault(f"{index} 数出 {counted['count']} 条，列出 {len(held)} 条；再运行一次")
    return held


def _actions(entries: Iterable[Entry], changed: set[str], gone: Iterable[str]) -> Iterator[Action]:
    yield from (written(entry) for entry in entries if entry.id in changed)
    yield from map(removed, gone)


def _write(server: Server, index: str, actions: Iterable[Action], all_of_them: int) -> None:
    done = told = 0
    for sent in send(server, index, actions):
        done += sent
        if done - told >= _TOLD_EVERY or done == all_of_them:
            told = done
            server.tell(f"写入 {done:,} / {all_of_them:,}")


def _swap(server: Server, alias: str, target: str) -> None:
    """Let the alias stand for an index, in one step. A step whose answer was lost is looked at, not taken twice."""
    live = _live(server, alias)
    if live == target:
        return
    moves = [{"remove": {"index": live, "alias": alias, "must_exist": True}}] if live else []
    added = {"add": {"index": target, "alias": alias}}
    server.ask("POST", "/_aliases", {"actions": [*moves, added]}, accepted=(404,))
    if _live(server, alias) != target:
        raise EngineFault(f"{server.name} 没有把别名 {alias} 换到 {target}；再运行一次")


def _drop_old(server: Server, alias: str, target: str) -> None:
    """Delete the indexes of this alias that nobody asks any more; one that another alias stands for is kept."""
    ours = re.compile(rf"{re.escape(alias)}-[0-9a-f]{{8}}-[0-9a-f]{{12}}")
    for name, held in sorted(server.ask("GET", f"/{alias}-*/_alias").body.items()):
        if ours.fullmatch(name) and name != target and not held.get("aliases"):
            server.ask("DELETE", f"/{name}", accepted=(404,))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
