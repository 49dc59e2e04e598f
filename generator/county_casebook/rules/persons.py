"""The rule on persons by name: a library names nobody unless its site's configuration says that it may."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.library.persons import person_fields
from county_casebook.records import Record
from county_casebook.rules.rule import Finding, final


@final
def named_person(library: Library, record: Record) -> Iterator[Finding]:
    """个人的名单只有网站的配置允许时才能写。"""
    for name in person_fields(type(record)) if not library.named_persons else ():
        if getattr(record, name):
            title = type(record).model_fields[name].title
            yield (
                record.at(name, key=True),
                f"写了{title}的姓名，本库的配置不允许",
                f"删掉 {name}，只在 stated 里写人数；确要收，在 mkdocs.yml 的 casebook 下写 named_persons: true",
            )
