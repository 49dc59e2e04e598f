"""A review becomes a line in the record's own file, when everything before it is in order."""

from county_casebook.review.earlier import SinceReview, changed_since_review, since_review
from county_casebook.review.recording import ReviewWanted, recorded
from county_casebook.review.standing import (
    MENDED_BY_REVIEWS,
    NotInOrder,
    Standing,
    day_of,
    published,
    standing_of,
)

__all__ = [
    "MENDED_BY_REVIEWS",
    "NotInOrder",
    "ReviewWanted",
    "SinceReview",
    "Standing",
    "changed_since_review",
    "day_of",
    "published",
    "recorded",
    "since_review",
    "standing_of",
]
