"""A site at an address is asked for every file of its list, as readers get it: by page addresses, and compressed too."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote

from county_casebook.deliver.asking import Answer, Site, Unanswered
from county_casebook.deliver.sums import MOST_BYTES, SUMS, NotSums, read_sums, tree_hash
from county_casebook.deliver.verified import NO_LIST, Comparison, Fault, Verified
from county_casebook.progress import counted

_AT_ONCE = 8
_AHEAD = 32
"""How many files are asked for before the first of them is looked at: they are held in memory."""

_ENOUGH = 20
"""After so many files without an answer, one after the other, the rest is not asked for."""

NOT_SERVED = frozenset({"_headers", "_redirects"})
"""Files that tell a host what to do, and that many hosts show nobody."""

_MISSING = "404.html"
_WORDS = (".html", ".js", ".css", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".ndjson")
"""What servers compress on the way."""

_Answers: TypeAlias = "tuple[str, list[Answer | Unanswered]]"


def verify_there(site: Site, listed: bytes | None = None) -> Verified:
    """Verify the site at an address, by its own list or one given, file by file."""
    try:
        there = site.get(SUMS, most=MOST_BYTES)
        if there.status != 200 and listed is None:
            return Verified(0, "", [Fault(SUMS, "list", f"回答 {there.status}。{NO_LIST}")])
        data = there.body if listed is None else listed
        sums = read_sums(data)
        home = site.get("")
    except Unanswered as fault:
        return Verified(0, "", [Fault("", "answer", str(fault))])
    except NotSums as fault:
        return Verified(0, "", [Fault(SUMS, "list", f"校验清单{fault}")])
    found = {*_faults_of(site, sums, home.body)}
    if there != Answer(200, data):
        found.add(Fault(SUMS, "changed", "和生成时不一样"))
    return Verified(len(sums), tree_hash(data), sorted(found))


def _faults_of(site: Site, sums: Mapping[str, str], home: bytes) -> Iterator[Fault]:
    look, silent = Comparison(sums, home), 0
    names = sorted(sums.keys() - NOT_SERVED - {_MISSING}, key=lambda name: (not name.endswith(".html"), name))
    led = _led(site, sums.get(MOVED, ""))
    for name, answers in counted("逐个核对", _asked(site, names), total=len(names)):
        silent = silent + 1 if all(isinstance(answer, Unanswered) for answer in answers) else 0
        for answer in answers:
            if _is_led(name, answer, led, sums):
                look.holds(name)
            else:
                yield from _faults_in(name, answer, look)
        if silent == _ENOUGH:
            yield Fault("", "answer", f"接连 {_ENOUGH} 个文件没有回答，后面的没有再问")
            return
    yield from _faults_of_missing(site, sums, look)
    yield from look.broken()


MOVED = "moved.json"
"""The list of addresses that moved or are gone: a host may lead on from them, or say 410, instead of showing their pages."""


def _led(site: Site, listed: str) -> dict[str, str]:
    """Return the addresses that moved, and where to, and those that are gone, which lead nowhere; none but by the list that was built."""
    try:
        data = site.get(MOVED).body if listed else b""
        if sha256(data).hexdigest() != listed:
            return {}
        told = json.loads(data)
        gone = {str(each["from"]): "" for each in told["gone"]}
        return {**gone, **{str(each["from"]): str(each["to"]) for each in told["moved"]}}
    except (Unanswered, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _is_led(name: str, answer: Answer | Unanswered, led: Mapping[str, str], sums: Mapping[str, str]) -> bool:
    """Whether a page whose address moved or is gone is answered as such: with the page of the other address, or with 410."""
    old = next((old for old in led if name.startswith(old)), None)
    if old is None or isinstance(answer, Unanswered):
        return False
    there = sums.get(led[old] + name.removeprefix(old)) if led[old] else None
    return answer.status == 410 if not led[old] else sha256(answer.body).hexdigest() == there


def _asked(site: Site, names: Iterable[str]) -> Iterator[_Answers]:
    """Yield the answers for every file in order, some asked for ahead."""
    waiting: deque[Future[_Answers]] = deque()
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        for name in names:
            waiting.append(pool.submit(_answers, site, name))
            if len(waiting) == _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _answers(site: Site, name: str) -> _Answers:
    """Ask for a file, as it is and compressed."""
    encodings = ("identity", "br, gzip") if name.endswith(_WORDS) else ("identity",)
    return name, [_answer(site, address_of(name), encoding) for encoding in encodings]


def _answer(site: Site, path: str, encodings: str) -> Answer | Unanswered:
    try:
        return site.get(path, encodings)
    except Unanswered as fault:
        return fault


def address_of(name: str) -> str:
    """Return the address that readers know a file by, below that of the site."""
    path = name[: -len("index.html")] if f"/{name}".endswith("/index.html") else name
    return quote(path, errors="surrogateescape")


def _faults_in(name: str, answer: Answer | Unanswered, look: Comparison) -> Iterator[Fault]:
    if isinstance(answer, Unanswered):
        yield Fault(name, "answer", str(answer))
    elif answer.status != 200:
        yield Fault(name, "missing", f"回答 {answer.status}")
    else:
        yield from look.faults_of(name, answer.body)


def _faults_of_missing(site: Site, sums: Mapping[str, str], look: Comparison) -> Iterator[Fault]:
    """An address that no site has must be answered with 404, and our page for that."""
    answer = _answer(site, f"{sha256(repr(sorted(sums)).encode()).hexdigest()[:20]}/", "identity")
    if isinstance(answer, Unanswered):
        yield Fault(_MISSING, "answer", str(answer))
    elif answer.status != 404:
        yield Fault(_MISSING, "answer", f"没有的网址应当回答 404，却回答 {answer.status}")
    elif _MISSING in sums:
        yield from look.faults_of(_MISSING, answer.body)
