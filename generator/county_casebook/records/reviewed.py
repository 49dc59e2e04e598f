"""What a review has read: everything a case says, but for how it came to be published."""

from __future__ import annotations

import hashlib
import json

from county_casebook.cache.reads import opened
from county_casebook.records.case import Case, Review, Submitted

STAGES = ("first", "second", "third")
_BESIDE = {
    **dict.fromkeys(("status", "published", "updated", "former_ids", "withdrawal"), True),
    "provenance": {"reviews", "secrecy_check"},
}


def reviewed_digest(case: Case) -> str:
    """Return the SHA-256 of what a case says, however its file is laid out; reviews, status, dates of publication and former ids left out.

    A field that is not written counts for nothing, so that a new one in the model changes no digest.
    """
    said = opened(case).model_dump(mode="json", exclude=_BESIDE, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def outdated_reviews(case: Case) -> tuple[Review, ...]:
    """Return the reviews that have read another text than the case holds now; one that did not note what it read is none of them."""
    if not isinstance(case.provenance, Submitted) or not any(
        review.digest for review in case.provenance.reviews
    ):
        return ()
    now = reviewed_digest(case)
    return tuple(review for review in case.provenance.reviews if review.digest and review.digest != now)
