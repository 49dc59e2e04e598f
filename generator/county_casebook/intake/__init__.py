"""Files of editors become records: official texts from plain text, Word and saved pages. What has no place is told, never guessed."""

from __future__ import annotations


class Unreadable(Exception):
    """Why a file cannot be read or made into a record, as one Chinese sentence."""
