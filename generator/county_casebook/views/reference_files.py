"""References for programs that keep them: BibTeX (biblatex's `@online`), RIS, and the Citation File Format of the whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from county_casebook.library.edition import Site
from county_casebook.views.citation import Citation

FOLDER = "cite/"
"""Where the page on citing the library stands, and the files with references to all records of a kind."""
WHOLE = "CITATION.cff"
"""The file with the reference to the whole; programs look for it by this name."""

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Signs that TeX reads in its own way. An escaped brace would still be counted as one, so these are named."""
_RIS_TYPES = {"DB/OL": "DBASE", "Z": "GEN"}


def bibtex(citation: Citation) -> str:
    """Return a reference for BibTeX; the day on which it is cited (`urldate`) is the reader's to add."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in citation.authors),
        "title": f"{{{_tex(citation.title)}}}",
        "organization": f"{{{_tex(citation.host)}}}" if citation.host else "",
        "date": citation.dated,
        "url": _verbatim(citation.address),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'online' if citation.address or citation.is_here else 'misc'}{{{citation.key},\n{lines}\n}}\n"


def ris(citation: Citation) -> str:
    """Return a reference in RIS; an author is an organization, which the comma behind it says."""
    fields = [
        ("TY", _RIS_TYPES.get(citation.mark, "ELEC")),
        *(("AU", f"{_line(name)},") for name in citation.authors),
        ("TI", _line(citation.title)),
        ("PB", _line(citation.host)),
        ("PY", citation.dated[:4]),
        ("DA", _ris_day(citation.dated)),
        ("LA", "zh"),
        ("UR", citation.address),
    ]
    lines = "".join(f"{name}  - {value}\n" for name, value in fields if value)
    return f"{lines}ER  - \n"


def cff(citation: Citation, site: Site) -> str:
    """Return the library as a CITATION.cff (1.2.0), whose author is an organization too: its own, where no other is known."""
    fields = {
        "cff-version": "1.2.0",
        "message": "引用本库时，请注明题名、网址和引用日期。",
        "type": "dataset",
        "title": citation.title,
        "abstract": site.description,
        "authors": [{"name": name} for name in citation.authors or (site.name,)],
        "date-released": citation.dated if len(citation.dated) == len("2006-02-01") else "",
        "url": citation.address,
        "license-url": site.licence.url or "",
    }
    return "".join(_yaml(fields.items()))


def _yaml(fields: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield lines of YAML whose values are written as JSON, which every reader of YAML takes."""
    for name, value in fields:
        if value:
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def _verbatim(address: str) -> str:
    """An address as a field takes it, in which nothing is escaped: braces are written in hexadecimal."""
    return re.sub(r"[{}\\\s]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def _line(text: str) -> str:
    return " ".join(text.split())


def _ris_day(dated: str) -> str:
    """2006/02/01/ of a day, 2006/02// of a month, 2006/// of a year."""
    parts = dated.split("-") if dated else []
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


__all__ = ["FOLDER", "WHOLE", "bibtex", "cff", "ris"]
