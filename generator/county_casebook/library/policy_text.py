"""A policy's text is the `.txt` beside its record: read, compared with the record's SHA-256, and cut into clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from county_casebook.problems import Location, Problem
from county_casebook.records import Policy
from county_casebook.source import Refused, decode, forbidden_characters, location_in
from county_casebook.text.clauses import Irregularity, parse_clauses
from county_casebook.text.digest import fits, text_digest, with_newlines


def attach_text(policy: Policy, path: Path, shown: str, *, is_there: bool) -> Iterator[Problem]:
    """Give a policy the text at `path` and its clauses; yield what is wrong with either. `shown` names the file in messages."""
    if not is_there:
        if policy.text_sha256:
            place = policy.at("text_sha256")
            said = f"写了正文校验值，却没有 {path.name}"
            yield Problem(place, "text-missing", said, "补上正文文件，或删掉这一行")
        return
    try:
        data = path.read_bytes()
        text = with_newlines(decode(data, shown))
    except Refused as refused:
        yield from refused.problems
        return
    except OSError as error:
        yield Problem(Location(shown), "unreadable", f"文件读不出来：{error.strerror}", "检查权限")
        return
    yield from forbidden_characters(text, shown)
    if not policy.text_sha256 or not fits(policy.text_sha256, data, text):
        yield _changed(policy, text_digest(text))
    parsed = parse_clauses(text)
    policy._text = text
    policy._clauses = parsed.clauses
    for irregularity in parsed.irregularities:
        yield _irregular(irregularity, text, shown)


def _changed(policy: Policy, digest: str) -> Problem:
    found = f"记录里是 {policy.text_sha256[:12]}…" if policy.text_sha256 else "记录里没有写"
    said = f"正文的 SHA-256 是 {digest}，{found}"
    return Problem(policy.at("text_sha256"), "text-changed", said, "核对正文后更新 text_sha256")


def _irregular(irregularity: Irregularity, text: str, shown: str) -> Problem:
    line = text.count("\n", 0, irregularity.offset) + 1
    column = irregularity.offset - text.rfind("\n", 0, irregularity.offset)
    place = location_in(shown, tuple(text.split("\n")), line, column)
    return Problem(place, "irregular-numbering", irregularity.sentence, "原文如此则不必改", level="warning")


def texts_without_record(files: Iterable[Path]) -> Iterator[Path]:
    """Yield, of the files of a policies folder, the texts without a record beside them; whether it can be read does not matter."""
    there = set(files)
    for path in sorted(there):
        beside = {path.with_suffix(suffix) for suffix in (".yml", ".yaml")}
        if path.suffix == ".txt" and not beside & there:
            yield path


def orphan(path: Path, shown: str, records: Iterable[Policy]) -> Problem:
    """Return the problem of a text without a record; a record of the same id elsewhere is named."""
    home = next((record.path for record in records if record.id == path.stem), "")
    mend = (
        f"记录在 {home}，把正文移到它旁边"
        if home
        else f"正文要和同名的 {path.stem}.yml 放在一起：补上记录，或删掉这份正文后重新导入"
    )
    return Problem(Location(shown), "text-without-record", "这份正文没有记录", mend)


__all__ = ["attach_text", "orphan", "texts_without_record"]
