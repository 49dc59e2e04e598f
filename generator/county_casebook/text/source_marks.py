"""The mark that names a source in the middle of a text: `[^2]` is the second of the record's sources."""

from __future__ import annotations

import re

SOURCE_MARK = re.compile(r"\[\^([1-9][0-9]{0,2})\]")
