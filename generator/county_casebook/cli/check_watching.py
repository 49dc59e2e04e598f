"""`casebook check --watch`: the content is read again after every change, and what is new and what is mended is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from county_casebook.problems import Problem, format_problems, summary, without_personal_data
from county_casebook.serve.watching import Watcher

_WAKES = 1.0
"""Seconds after which a wait is begun again: on Windows nothing ends a wait without an end, Ctrl-C neither."""

Look = Callable[[], "tuple[Problem, ...]"]
Say = Callable[[str], None]


class CheckWatch:
    """Looks, waits for a change, looks again; whatever happens meanwhile is one change."""

    def __init__(self, content: Path, look: Look, say: Say, layout: str) -> None:
        self._content, self._look, self._say, self._layout = content.absolute(), look, say, layout
        self._changes: SimpleQueue[object] = SimpleQueue()

    def run(self) -> tuple[Problem, ...]:
        """Go on until interrupted; return what was found last."""
        watcher = Watcher(self._changes.put)
        watcher.watch([self._content, self._content.parent / "mkdocs.yml"])
        found = self._look()
        try:
            self._say(whole(found, self._layout))
            if self._layout == "text":
                self._say(f"在看着 {self._content.name}，改了就再查；按 Ctrl-C 结束")
            while True:
                self._wait()
                before, found = found, self._look()
                if told := compared(before, found, self._layout):
                    self._say(told)
        except KeyboardInterrupt:
            return found
        finally:
            watcher.stop()

    def _wait(self) -> None:
        """Return after a change, with every other that has come since taken too."""
        while True:
            try:
                self._changes.get(timeout=_WAKES)
                break
            except Empty:
                continue
        while not self._changes.empty():
            self._changes.get()


def whole(found: Sequence[Problem], layout: str) -> str:
    """Draw everything that was found: for programs one document on one line."""
    drawn = format_problems(found, layout)
    if layout == "text":
        return f"{drawn}\n\n{summary(found)}" if found else "没有问题"
    return drawn if layout == "github" else json.dumps(json.loads(drawn), ensure_ascii=False)


def compared(before: Sequence[Problem], now: Sequence[Problem], layout: str) -> str:
    """Draw what is new and what is mended; for programs everything, when anything has changed; else nothing.

    A problem that only stands on another line now is neither.
    """
    new, mended = _without(now, before), _without(before, now)
    if layout not in ("text", "github"):
        return whole(now, layout) if new or mended else ""
    parts = [format_problems(new, layout)] if new else []
    parts += ["\n".join(f"改好了：{_shortly(problem)}" for problem in mended)] if mended else []
    if layout == "text":
        rest = summary(now) if now else "没有问题"
        parts.append(f"{'还有 ' if now else ''}{rest}" if parts else f"没有变化：{rest}")
    return "\n\n".join(parts)


def _without(problems: Sequence[Problem], others: Sequence[Problem]) -> list[Problem]:
    """Return the problems that are not among the others, wherever in their files they stand."""
    left = Counter(map(_what, others))
    found: list[Problem] = []
    for problem in problems:
        if left[_what(problem)] > 0:
            left[_what(problem)] -= 1
        else:
            found.append(problem)
    return found


def _what(problem: Problem) -> tuple[str, str, str, str, str]:
    return problem.location.path, problem.rule, problem.message, problem.hint, problem.level


def _shortly(problem: Problem) -> str:
    told = without_personal_data(problem)
    return f"{told.location.path}: {told.message} [{told.rule}]"


__all__ = ["CheckWatch", "compared", "whole"]
