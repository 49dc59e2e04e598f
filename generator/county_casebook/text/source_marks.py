"""The mark that names a source in the middle of a text: `[^2]` is the second of the record's sources."""

from __future__ import annotations

import re

SOURCE_MARK = re.compile(r"\[\^([1-9][0-9]{0,2})\]")
MISSHAPEN = re.compile(
    r"(?m)^[ \t]{0,3}\[\^[^\]\n]{1,12}\]:|[\[［【〔][ \u3000]{0,4}[\^＾][^\[\]［］【】〔〕\n]{0,12}[\]］】〕]"
)
"""What was meant as such a mark, sound ones among them; or the beginning of a footnote's text, which ends in `:`."""
