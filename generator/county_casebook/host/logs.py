"""What MkDocs logs becomes what a screen and a log may keep: personal numbers masked."""

from __future__ import annotations

import logging
from typing import Any

from county_casebook.text.personal_data import masked


def mask_logs() -> None:
    """Let no log line of this process show a personal number whole: MkDocs quotes names of files, links and titles."""
    make = logging.getLogRecordFactory()
    if getattr(make, "masks", False):
        return

    def made(*arguments: Any, **more: Any) -> logging.LogRecord:
        record = make(*arguments, **more)
        record.msg, record.args = masked(record.getMessage()), ()
        return record

    made.masks = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(made)
