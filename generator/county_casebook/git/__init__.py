"""Files of the library become a branch that others review, through the person's own git, and what she has open stays as it is."""

from county_casebook.git.faults import GitFault
from county_casebook.git.planned import Plan, PlannedFile
from county_casebook.git.repository import Change, Repository, repository_of
from county_casebook.git.submission import Submitted, plan, submit

__all__ = [
    "Change",
    "GitFault",
    "Plan",
    "PlannedFile",
    "Repository",
    "Submitted",
    "plan",
    "repository_of",
    "submit",
]
