"""`casebook export case ID… -o x.docx`: cases become a brief for a meeting."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from county_casebook.cli.arguments import DONE, FAILED, USAGE
from county_casebook.cli.checked import checked
from county_casebook.cli.telling import progress
from county_casebook.library.edition import Edition
from county_casebook.problems import did_you_mean, format_problems
from county_casebook.records import Case


def export_cases(what: Sequence[str], output: Path, content: Path) -> int:
    """Write the brief of published cases to a file that is not there yet; return the exit code."""
    from county_casebook.host.address import site_beside
    from county_casebook.publish.meeting import meeting_brief
    from county_casebook.scaffold.new_files import NotWritten, write_new

    kind, *ids = what
    if kind != "case" or not ids or output.suffix.lower() != ".docx":
        return _told("简报写成：casebook export case 编号… -o 简报.docx", USAGE)
    with progress():
        found = checked(content)
    if found.has_errors:
        return _told(format_problems(found.problems, "text"), FAILED)
    edition = Edition.of(found.library, site_beside(content))
    cases = {**edition.library.of(Case), **edition.library.case_leads}
    for missing in (each for each in ids if each not in cases):
        is_draft = missing in found.library.of(Case)
        hint = "还没有发布" if is_draft else did_you_mean(missing, cases) or "看网址里 /cases/ 后面的编号"
        return _told(f"没有已发布的案例 {missing}（{hint}）", USAGE)
    try:
        write_new({output: meeting_brief(edition, [cases[each] for each in dict.fromkeys(ids)])})
    except NotWritten as refusal:
        return _told(str(refusal), FAILED)
    print(f"已写好 {output}：{len(dict.fromkeys(ids))} 个案例")
    return DONE


def _told(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
