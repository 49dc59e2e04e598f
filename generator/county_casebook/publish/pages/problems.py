"""Problems become the page an editor sees in the live preview until everything is right."""

from __future__ import annotations

from collections.abc import Sequence

from county_casebook.problems import Problem, format_problem, summary
from county_casebook.render.environment import render


def problem_page(problems: Sequence[Problem]) -> str:
    """A whole page of its own that asks again every two seconds."""
    return render(
        "pages/problems.html",
        problems=[format_problem(problem) for problem in problems],
        summary=summary(problems),
    )


def trouble_page(words: str) -> str:
    """The same when there is no site at all: a configuration or a template that cannot be used."""
    return render("pages/problems.html", problems=[words], summary="网站生成不了")
