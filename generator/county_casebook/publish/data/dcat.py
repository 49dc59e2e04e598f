"""Files of data become a catalogue that portals harvest (DCAT-AP), as JSON-LD that needs nothing from another host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.publish.data.given import MEDIA_TYPES, Given
from county_casebook.publish.tables.given import BASE
from county_casebook.publish.tables.sets import data_sets

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/ZHO"
_MEDIA = "https://www.iana.org/assignments/media-types/"


def dcat(edition: Edition, given: Sequence[Given]) -> dict[str, Any]:
    """Return the library as a catalogue of one dataset a set (DCAT-AP 3), each file a distribution; addresses are whole where known."""
    site = edition.site
    base = site.address_of(BASE) if site.address else ""
    common = {
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.name},
        "dct:language": {"@id": _LANGUAGE, "@type": "dct:LinguisticSystem"},
        **_modified(edition),
    }
    known = {table.name: each for each in data_sets() for table in each.table.tables()}
    of_set: dict[str, list[Given]] = {}
    for each in given:
        found = known.get(each.stem)
        of_set.setdefault(found.name if found else "", []).append(each)
    titles = {each.name: each.title for each in data_sets()}
    return {
        "@context": _CONTEXT,
        "@type": "dcat:Catalog",
        "dct:title": _chinese(site.name),
        "dct:description": _chinese(site.description or site.name),
        **common,
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "dct:identifier": name or "casebook",
                "dct:title": _chinese(f"{site.name}：{titles.get(name, '全部记录')}"),
                "dct:description": _chinese(f"{site.name}的{titles.get(name, '全部记录')}，每一列的意思见数据字典。"),
                **common,
                "dcat:distribution": [_distribution(edition, base, each) for each in files],
            }
            for name, files in of_set.items()
        ],
    }  # fmt: skip


def _modified(edition: Edition) -> dict[str, Any]:
    day = last_change(edition.library)
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    return {"dct:modified": {"@value": day, "@type": f"xsd:{kinds[len(day)]}"}} if day else {}


def _chinese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh"}


def _media(format_: str) -> dict[str, str]:
    return {"@id": f"{_MEDIA}{MEDIA_TYPES[format_]}", "@type": "dct:MediaType"}


def _distribution(edition: Edition, base: str, given: Given) -> dict[str, Any]:
    licence = edition.site.licence
    address = {"@id": f"{base}{given.path}"}
    packed = {"dcat:compressFormat": _media("gz")} if given.path.endswith(".gz") else {}
    return {
        "@type": "dcat:Distribution",
        "dct:title": given.path,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": _media(given.format),
        **packed,
        "dcat:byteSize": {"@value": str(given.size), "@type": "xsd:nonNegativeInteger"},
        **({"dct:license": {"@id": licence.url}} if licence.url else {}),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": given.sha256, "@type": "xsd:hexBinary"},
        },
    }  # fmt: skip


__all__ = ["dcat"]
