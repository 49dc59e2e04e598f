"""What is asked of `casebook new` becomes new files: a template of the record and, where it is missing, of its county.

Where clauses of policies can be cited, those of the library are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from county_casebook.library.load import Content, load
from county_casebook.places.divisions import Division, Divisions
from county_casebook.problems import format_problems
from county_casebook.records import KINDS, County, Policy
from county_casebook.scaffold.new_files import files_of, write_new
from county_casebook.scaffold.template import template
from county_casebook.schema.fields import ID_PATTERN
from county_casebook.schema.walk import is_reference, leaves
from county_casebook.text.clauses import CITED, Clause


class ScaffoldError(Exception):
    """Why no template could be written, in Chinese."""


def new_records(
    content: Path, kind: str, record_id: str | None, *, county: str | None = None, as_of: int | None = None
) -> list[Path]:
    """Write a template for a record, and the county's record too if it is named and missing; return what was written.

    Raise ScaffoldError when something asked for cannot be, NotWritten when the folder refuses; then nothing was written.
    """
    if kind == "counties" and not county:
        raise ScaffoldError("县市记录要写 --county 代码 --as-of 年份")
    known = load(content)
    if known.is_other_version:
        raise ScaffoldError(format_problems(known.problems).rstrip())
    if kind == "counties":
        return write_new(dict([_new_county(known, str(county), as_of, record_id)]))
    county_id, files = _county(known, county, as_of) if county else ("", {})
    values = {"county": county_id} if kind == "cases" else {}
    path = _free(content, kind, record_id)
    return write_new({path: template(KINDS[kind], values, tuple(_citable(known))), **files})


def county_record(known: Content, code: str, as_of: int) -> tuple[str, list[Path]]:
    """Return the id of the record of a county, and what was written to make it; raise ScaffoldError or NotWritten."""
    county_id, files = _county(known, code, as_of)
    return county_id, write_new(files) if files else []


def _free(content: Path, kind: str, record_id: str | None) -> Path:
    """Return where a new record goes; raise ScaffoldError when its id is none or is taken anywhere below the kind's folder."""
    if not record_id or not ID_PATTERN.fullmatch(record_id):
        raise ScaffoldError(f"编号“{record_id or ''}”不能用：写 3–80 个小写字母、数字和短横")
    if taken := next(files_of(content / kind, record_id), None):
        raise ScaffoldError(f"{taken} 已经用了编号 {record_id}，没有写；换一个编号，或改那一份")
    return content / kind / f"{record_id}.yml"


def _new_county(known: Content, code: str, as_of: int | None, record_id: str | None) -> tuple[Path, str]:
    """Return the path and the template of a county's record; raise ScaffoldError when the county has one."""
    division = _division(known.divisions, code, as_of)
    if existing := _existing_county(known, division):
        raise ScaffoldError(f"这个县市已有记录 {existing}")
    path = _free(known.root, "counties", record_id or county_id_of(division))
    return path, template(KINDS["counties"], {"code": f'"{code}"', "as_of": str(as_of)})


def _county(known: Content, code: str, as_of: int | None) -> tuple[str, dict[Path, str]]:
    """Return the id of a county's record, and that record if it is not there yet."""
    division = _division(known.divisions, code, as_of)
    if existing := _existing_county(known, division):
        return existing, {}
    county_id = county_id_of(division)
    if f"counties/{county_id}" in known.broken:
        return county_id, {}
    return county_id, dict([_new_county(known, code, as_of, county_id)])


def _division(divisions: Divisions, code: str, as_of: int | None) -> Division:
    if as_of is None:
        raise ScaffoldError("--county 要和 --as-of 年份一起写：代码会换主")
    division = divisions.at(code, as_of)
    if not division:
        raise ScaffoldError(f"{as_of} 年没有 {code}（{divisions.hint(code, as_of)}）")
    if division.level != "county":
        raise ScaffoldError(f"{code} 是{division.full_name}，不是县级")
    return division


def county_id_of(division: Division) -> str:
    """Return the id of the record of a county: its code, and the year from which the code was its own."""
    return f"c{division.code}-{division.start}"


def _existing_county(known: Content, division: Division) -> str | None:
    """Return the id of the record about a county in this era of its code, in whichever year the record takes it."""
    counties = known.records["counties"].values()
    found = (county for county in counties if isinstance(county, County))
    return next(
        (county.id for county in found if known.divisions.at(county.code, county.as_of) == division), None
    )


_CITABLE_LINES = 80
"""How many clauses a template lists in full; the policies that are cited most come first."""
_SHORT = 28


def _citable(known: Content) -> Iterator[str]:
    """Yield the clauses a record may cite, as they are written in a reference, with the beginning of their words."""
    policies = [
        policy
        for policy in known.records["policies"].values()
        if isinstance(policy, Policy) and policy.clauses
    ]
    cited = Counter(
        str(leaf.value).partition("#")[0]
        for records in known.records.values()
        for record in records.values()
        for leaf in leaves(record, is_reference)
        if "clauses" in leaf.field.reference
    )
    room = _CITABLE_LINES
    for policy in sorted(policies, key=lambda policy: (-cited[policy.id], policy.id)):
        numbered = [clause for clause in policy.clauses if clause.kind in CITED]
        yield f"《{' '.join(policy.title.split())}》共 {len(numbered)} 条" + (
            "：" if room else f"，写成 {policy.id}#条款"
        )
        for clause in numbered[:room]:
            yield f"  {policy.id}#{clause.id}　{_beginning(policy, clause)}"
        if room and len(numbered) > room:
            yield f"  …其余 {len(numbered) - room} 条见网站的 {policy.url}"
        room = max(0, room - len(numbered))


def _beginning(policy: Policy, clause: Clause) -> str:
    words = " ".join(policy.words(clause).split())
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


__all__ = ["ScaffoldError", "county_id_of", "county_record", "new_records"]
