"""What must hold for files of references: each line is of their form, and addresses of this site lead to pages of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from county_casebook.deliver.gate.addresses import own_address
from county_casebook.deliver.gate.allowed import QUIET
from county_casebook.deliver.gate.published import Published

_BIB = re.compile(r"@(?:online|misc)\{[a-z0-9-]+,|  [a-z]+ = \{(?P<value>.*)\},?|\}|")
_RIS = re.compile(r"(?P<name>[A-Z][A-Z0-9])  - (?P<value>.*)|")
_CFF = re.compile(r"[a-z-]+: (?:\".*\"|\[.*\])")
_FORMS = {"bib": _BIB, "ris": _RIS, "cff": _CFF}
_ADDRESS = re.compile(r'  url = \{(.*)\},?|UR  - (.*)|(?:license-)?url: "(.*)"')


def reference_faults(file: Published) -> Iterator[str]:
    """Yield what is wrong with a file of references, and remember the addresses it leads to."""
    form = _FORMS[file.name.rpartition(".")[2]]
    for number, line in enumerate(file.text.split("\n"), start=1):
        if line and not form.fullmatch(line):
            yield f"第 {number} 行不是引文的写法：{line[:60]}"
        if found := _ADDRESS.fullmatch(line):
            address = next(filter(None, found.groups()), "")
            yield from file.noted(own_address(address, QUIET, file.site_address))


__all__ = ["reference_faults"]
