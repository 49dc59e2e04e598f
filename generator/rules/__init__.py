"""The rules: one small function each, from the Library to the problems it finds, and the one place that runs them all.

A rule's name is what editors see in brackets; its docstring is the rule in one sentence, printed in the writing guide.
"""

from __future__ import annotations

from generator.link import Library
from generator.problems import Problem, ordered
from generator.rules import case, county, figures, owed, pairing, places, policy, references, texts
from generator.rules.rule import Rule
from generator.rules.waivers import apply_waivers

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *places.RULES,
    *case.RULES,
    *county.RULES,
    *pairing.RULES,
    *figures.RULES,
    *owed.RULES,
    *policy.RULES,
    *texts.RULES,
)


def check(library: Library) -> list[Problem]:
    """Run every rule, take out what waivers allow, and return the problems in order."""
    found = [problem for rule in RULES for problem in rule.problems(library)]
    return ordered(apply_waivers(library, found, {rule.name for rule in RULES}))


__all__ = ["RULES", "Rule", "check"]
