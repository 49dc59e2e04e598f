"""`casebook review`: a review is recorded in the record's own file, with what has changed since the last one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from county_casebook.build import Checked
from county_casebook.cli.arguments import DONE, FAILED, USAGE, add_content
from county_casebook.cli.checked import checked
from county_casebook.problems import Problem, format_problems
from county_casebook.records import Case, Record
from county_casebook.records.record import label
from county_casebook.records.reviewed import STAGES


def add_review(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("review", help="把一次审核（初审、复审、终审、保密审查）记进案例里")
    command.add_argument("id", metavar="编号", help="案例的编号，如 nanping-envoys")
    words = "、".join(f"{stage} {label(Case, stage)}" for stage in STAGES)
    command.add_argument("--stage", choices=STAGES, metavar="审次", help=f"{words}；只记保密审查的不写")
    command.add_argument("--by", required=True, metavar="岗位", help="审核的科室或岗位，不写姓名")
    command.add_argument("--note", default="", metavar="意见", help="审核的意见，一行，读者看得到")
    command.add_argument("--secrecy", action="store_true", help="同时记下保密审查")
    command.add_argument("--date", type=_day, metavar="日期", help="审核日期，如 2026-11-28；不写就是今天")
    add_content(command)
    command.set_defaults(run=_run)


def _day(text: str) -> date:
    from county_casebook.review import NotInOrder, day_of

    try:
        return day_of(text)
    except NotInOrder as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None


def _run(chosen: argparse.Namespace) -> int:
    found = checked(chosen.content, cached=True)
    record = _record(found, chosen.id)
    if record is None:
        print(f"没有 {chosen.id} 这个案例，或者它有错读不了；运行 casebook check 看一看", file=sys.stderr)
        return USAGE
    if faults := list(_in_the_way(found, record)):
        print(f"{format_problems(faults)}\n\n先改好上面的，再审", file=sys.stderr)
        return FAILED
    return _sign(chosen, found, record)


def _sign(chosen: argparse.Namespace, found: Checked, record: Record) -> int:
    """Record the review of a case that is in order, unless its file has been changed since it was checked."""
    from county_casebook.review import NotInOrder, ReviewWanted, recorded
    from county_casebook.scaffold.new_files import NotWritten
    from county_casebook.scaffold.replaced_files import replace_file

    path = chosen.content.resolve().parent / record.path
    wanted = ReviewWanted(chosen.stage, chosen.by, chosen.date or date.today(), chosen.note, chosen.secrecy)
    try:
        before = path.read_bytes()
        after = recorded(record, before, wanted).encode()
        told = [*_changes(found, record, path), _told(record, wanted.stage, wanted.secrecy)]
        replace_file(path, before, after)
    except (NotInOrder, NotWritten) as refused:
        print(refused, file=sys.stderr)
        return FAILED
    print("\n".join(told))
    return DONE


def _record(found: Checked, record_id: str) -> Record | None:
    return found.library.record(record_id if "/" in record_id else f"{Case.kind}/{record_id}")


def _in_the_way(found: Checked, record: Record) -> Iterator[Problem]:
    """Yield what is wrong with a record, or missing, and is not mended by reviews."""
    from county_casebook.review import MENDED_BY_REVIEWS

    for problem in found.problems:
        is_its = problem.location.path == record.path and problem.level != "warning"
        if is_its and problem.rule not in MENDED_BY_REVIEWS:
            yield problem


def _changes(found: Checked, record: Record, path: Path) -> Iterator[str]:
    """Say what has changed since the last review, field by field."""
    from county_casebook.changes import Names
    from county_casebook.changes.plain import line
    from county_casebook.review import since_review

    since = since_review(record, path, Names(found.library))
    yield since.words
    yield from (f"- {line(change)}" for change in since.changes)
    yield from filter(None, [since.beside])


def _told(record: Record, stage: str | None, secrecy: bool) -> str:
    done = [label(Case, stage)] if stage else []
    words = "、".join([*done, *(["保密审查"] if secrecy else [])])
    then = (
        "；三审齐了、做过保密审查，就把 status 改成 published，写上 published 日期"
        if stage == "third"
        else ""
    )
    return f"{words}记在 {record.path}{then}；提交以后送审"
