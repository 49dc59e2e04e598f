"""A fault in the content becomes a Problem, and a Problem becomes the lines an editor reads.

Every message of the project is drawn here, so that path, line, caret and wording look the same whoever found the fault.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from county_casebook.text.characters import shown
from county_casebook.text.personal_data import masked

Level = Literal["error", "warning", "unfinished"]
LEVEL_NAMES: dict[Level, str] = {"error": "错误", "warning": "提醒", "unfinished": "待补"}
"""What is missing in a draft is unfinished: it is listed after the others, and stops nothing before the draft goes to review."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something stands: a path relative to the content's parent, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is, what is wrong (`message`) and what would do (`hint`, may be empty)."""

    location: Location
    rule: str
    message: str
    hint: str = ""
    level: Level = "error"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name an editor most likely meant, or None."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint that names the nearest known name, or an empty string."""
    match = nearest(word, known)
    return f"是不是想写 {match}？" if match else ""


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by location, what drafts still lack after the others, and drop exact repeats."""
    return sorted(set(problems), key=lambda problem: (problem.level == "unfinished", problem))


def without_personal_data(problem: Problem) -> Problem:
    """Return the problem with every personal number in it masked: what it quotes may be one, or stand beside one."""
    location = problem.location
    return replace(
        problem,
        location=replace(location, path=masked(location.path), text=_masked_line(location.text)),
        message=masked(problem.message),
        hint=masked(problem.hint),
    )


_masked_line = lru_cache(maxsize=32)(masked)
"""A long line may hold thousands of numbers, each a problem that shows it."""


def format_problem(problem: Problem) -> str:
    """Draw one problem as an editor reads it: location and sentence, then the line and a caret under the column."""
    return _drawn(without_personal_data(problem))


def _drawn(problem: Problem) -> str:
    location = problem.location
    hint = f"（{problem.hint}）" if problem.hint else ""
    head = shown(
        f"{location.path}:{location.line}:{location.column}: {LEVEL_NAMES[problem.level]}："
        f"{problem.message}{hint} [{problem.rule}]"
    )
    if not location.text.strip():
        return head
    number = f"{location.line:>5}"
    return f"{head}\n{number} | {_visible(location.text)}\n{' ' * len(number)} | {_lead(location)}^"


LAYOUTS = ("text", "json", "github", "codequality", "sarif")
"""How problems can be drawn: for people, and for programs."""


def format_problems(problems: Sequence[Problem], layout: str = "text") -> str:
    """Draw sorted problems in one of the layouts."""
    problems = [without_personal_data(problem) for problem in problems]
    if layout == "json":
        return json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=2)
    if layout == "github":
        return "\n".join(_as_annotation(problem) for problem in problems)
    if layout == "codequality":
        return json.dumps(list(_as_quality(problems)), ensure_ascii=False, indent=2)
    if layout == "sarif":
        return json.dumps(_as_sarif(problems), ensure_ascii=False, indent=2)
    told = [_drawn(problem) for problem in problems if problem.level != "unfinished"]
    lacking = [_drawn(problem) for problem in problems if problem.level == "unfinished"]
    return "\n\n".join([*told, *([UNFINISHED, *lacking] if lacking else ())])


def summary(problems: Sequence[Problem]) -> str:
    """Return the closing line: how many errors and warnings there are, and what drafts still lack."""
    errors, warnings, lacking = (
        sum(problem.level == level for problem in problems) for level in ("error", "warning", "unfinished")
    )
    return f"{errors} 个错误，{warnings} 个提醒{f'，{lacking} 处待补' if lacking else ''}"


UNFINISHED = "下面是草稿里还没有写的，送审前补齐："


_WIDEST_LINE = 100


def _visible(text: str) -> str:
    line = shown(text[: _WIDEST_LINE + 1].rstrip("\n"))
    return line if len(line) <= _WIDEST_LINE else line[:_WIDEST_LINE] + "…"


def _lead(location: Location) -> str:
    before = location.text[: min(location.column - 1, _WIDEST_LINE)]
    return "".join("\u3000" if unicodedata.east_asian_width(c) in "WF" else " " for c in before)


def _as_json(problem: Problem) -> dict[str, object]:
    location = problem.location
    return {
        "path": shown(location.path),
        "line": location.line,
        "column": location.column,
        "level": problem.level,
        "rule": problem.rule,
        "message": shown(problem.message),
        "hint": shown(problem.hint),
    }


def _as_annotation(problem: Problem) -> str:
    location = problem.location
    message = f"{problem.message}（{problem.hint}）" if problem.hint else problem.message
    where = f"file={_escaped(shown(location.path), value=True)},line={location.line},col={location.column}"
    return f"::{'notice' if problem.level == 'unfinished' else problem.level} {where},title={problem.rule}::{_escaped(shown(message))}"


def _escaped(text: str, *, value: bool = False) -> str:
    """Escape workflow commands as GitHub's runner reads them."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if value else text


def _as_quality(problems: Iterable[Problem]) -> Iterator[dict[str, object]]:
    """Shape problems as GitLab's code quality report; a fingerprint stays when lines above are added or taken away."""
    seen = Counter[str]()
    for problem in problems:
        said = shown(f"{problem.message}{problem.hint and f'（{problem.hint}）'}")
        what = "\n".join((problem.location.path, problem.rule, said))
        seen[what] += 1
        yield {
            "description": said,
            "check_name": problem.rule,
            "fingerprint": sha256(f"{what}\n{seen[what]}".encode("utf-8", "replace")).hexdigest(),
            "severity": "major" if problem.level == "error" else "minor",
            "location": {"path": shown(problem.location.path), "lines": {"begin": problem.location.line}},
        }


def _as_sarif(problems: Sequence[Problem]) -> dict[str, object]:
    """Shape problems as SARIF 2.1.0 (OASIS)."""
    results = [
        {
            "ruleId": problem.rule,
            "level": "note" if problem.level == "unfinished" else problem.level,
            "message": {"text": shown(f"{problem.message}{problem.hint and f'（{problem.hint}）'}")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": shown(problem.location.path)},
                        "region": {
                            "startLine": problem.location.line,
                            "startColumn": problem.location.column,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    rules = [{"id": rule} for rule in sorted({problem.rule for problem in problems})]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "casebook", "rules": rules}}, "results": results}],
    }
