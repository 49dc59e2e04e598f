"""A review becomes a line in the record's own file, when everything before it is in order."""

from county_casebook.review.earlier import changed_since_review
from county_casebook.review.recording import NotInOrder, ReviewWanted, recorded

__all__ = ["NotInOrder", "ReviewWanted", "changed_since_review", "recorded"]
