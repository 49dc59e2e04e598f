"""The commits of a branch become what happened to each file below a folder, from the first to the newest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from county_casebook.git.process import Git, require_git
from county_casebook.git.repository import Repository, repository_of

_COMMIT = "commit "
_PROMISED = r"^(extensions\.partialclone|remote\..*\.promisor)$"


class Happening(NamedTuple):
    """What a commit did with a file: `name` from the folder, its content before and after (empty: none), the commit and its day."""

    name: str
    before: str
    after: str
    commit: str
    day: str


class Past(NamedTuple):
    """Where a folder stands: its repository with git in that folder, its newest commit (empty before the first), and what of the past is not held here."""

    repository: Repository
    head: str
    missing: str


def past_of(folder: Path) -> Past | None:
    """Return where a folder stands in a repository; None where there is none. Raises GitFault where there is no git."""
    require_git()
    git = Git(folder)
    answer = git.ask("rev-parse", "--is-shallow-repository", "--show-toplevel")
    if answer.code:
        return None
    shallow, top = answer.line.split("\n")
    repository = Repository(Path(top).resolve(), git)
    return Past(repository, repository.head(), "只取了最近的提交" if shallow == "true" else "")


def is_promised(repository: Repository) -> bool:
    """Whether contents of the past are fetched only when they are asked for, over the network."""
    return repository.git.ask("config", "--get-regexp", _PROMISED).code == 0


def happenings(past: Past) -> Iterator[Happening]:
    """Yield what the commits of the branch did with the files below the folder, the oldest first; a merge is what it brought."""
    told = past.repository.git.do(
        "log", "--first-parent", "-m", "--reverse", "--no-renames", "--no-abbrev", "--raw", "-z", "--relative",
        f"--format={_COMMIT}%H %cd", "--date=short", past.head, "--", ".",
    ).entries  # fmt: skip
    commit = day = ""
    entries = iter(told)
    for entry in entries:
        line = entry.lstrip("\n")
        if line.startswith(_COMMIT):
            commit, day = line.removeprefix(_COMMIT).split(" ")[:2]
        elif line.startswith(":"):
            _, _, before, after, _ = line.split(" ")
            yield Happening(next(entries), _held(before), _held(after), commit, day)


def _held(blob: str) -> str:
    return "" if not blob.strip("0") else blob


def differing(folder: Path, commit: str) -> dict[str, str]:
    """Return the files below a folder that are another on the disk than in a commit, with their contents there."""
    repository = repository_of(folder)
    start = f"{repository.name_of(folder)}/"
    told = repository.git.do(
        "diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", commit, "--", start
    ).entries  # fmt: skip
    pairs = zip(told[::2], told[1::2], strict=True)
    return {name.removeprefix(start): _held(line.split(" ")[2]) for line, name in pairs}


__all__ = ["Happening", "Past", "differing", "happenings", "is_promised", "past_of"]
