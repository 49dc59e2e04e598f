"""`casebook diff policy A B`: two texts of one document, clause by clause, and who cites a clause that is another now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from county_casebook.cli.arguments import DONE, USAGE

if TYPE_CHECKING:
    from county_casebook.library.library import Library
    from county_casebook.text.clauses import Clause

HELP = "两份正文各写：政策编号、政策编号@版本（分支、标签或提交号），或一个 .txt 文件"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to compare: what it is called, its words and clauses, and the id of its policy (empty: of a file)."""

    title: str
    text: str
    clauses: Sequence[Clause]
    policy: str


class _Unreadable(Exception):
    pass


def diff_policy(old: str, new: str, content: Path, library: Library) -> int:
    """Print what changed between two texts; return the exit code."""
    from county_casebook.changes.cited_clauses import citing_places
    from county_casebook.changes.clauses import clause_changes
    from county_casebook.changes.clauses_markdown import clauses_markdown

    try:
        before, after = (_text(name, content, library) for name in (old, new))
    except _Unreadable as refused:
        print(refused, file=sys.stderr)
        return USAGE
    changes = clause_changes((before.text, before.clauses), (after.text, after.clauses))
    titles = (f"《{before.title}》", f"《{after.title}》") if before.title != after.title else (old, new)
    print(
        clauses_markdown(
            titles,
            changes,
            lambda clause: citing_places(library, f"{before.policy}#{clause}") if before.policy else (),
        ),
        end="",
    )
    return DONE


def _text(name: str, content: Path, library: Library) -> _Text:
    from county_casebook.records import Policy
    from county_casebook.text.clauses import parse_clauses

    if name.endswith(".txt"):
        text = _read(Path(name))
        return _Text(Path(name).name, text, parse_clauses(text).clauses, "")
    policy_id, _, version = name.partition("@")
    policy = library.of(Policy).get(policy_id)
    if policy is None:
        raise _Unreadable(f"没有 {policy_id} 这份政策；{HELP}")
    if version:
        text = _earlier(policy, version, content)
        return _Text(policy.title, text, parse_clauses(text).clauses, policy_id)
    if policy.text is None:
        raise _Unreadable(f"{policy_id} 没有收录正文，不能逐条对照；{HELP}")
    return _Text(policy.title, policy.text, policy.clauses, policy_id)


def _read(path: Path) -> str:
    from county_casebook.source import Refused, decode
    from county_casebook.text.digest import with_newlines

    try:
        return with_newlines(decode(path.read_bytes(), str(path)))
    except OSError as error:
        raise _Unreadable(f"{path} 读不出来：{error.strerror}") from None
    except Refused as refused:
        raise _Unreadable(refused.problems[0].message) from None


def _earlier(policy: object, version: str, content: Path) -> str:
    """The text of a policy as a version of the repository holds it."""
    from county_casebook.git import GitFault, repository_of
    from county_casebook.records import Policy
    from county_casebook.text.digest import with_newlines

    assert isinstance(policy, Policy)
    try:
        repository = repository_of(content)
        files = repository.files_at(repository.commit_of(version), repository.name_of(content))
        name = next((name for name in files if name.endswith(f"/{policy.id}.txt")), "")
        if not name:
            raise _Unreadable(f"{version} 里没有 {policy.id} 的正文")
        return with_newlines(repository.contents([files[name]])[files[name]].decode("utf-8", "replace"))
    except GitFault as fault:
        raise _Unreadable(str(fault)) from None
