"""A record or a list that was refused becomes everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ValidationError

from county_casebook.library.content import Content
from county_casebook.library.mended import why_refused
from county_casebook.library.misplaced import kind_meant
from county_casebook.problems import Problem
from county_casebook.records import KINDS, Record
from county_casebook.records.record import LABELS
from county_casebook.schema.refusals import model_problems
from county_casebook.source import Marked


def why_no_record(data: bytes, path: str, kind: str, content: Content) -> list[Problem]:
    """Return what is wrong with the file of a record; one sentence when it is one of another kind."""
    return why_refused(data, path, partial(_of_record, kind, content), KINDS[kind])


def _of_record(kind: str, content: Content, document: Marked) -> Iterator[Problem]:
    model = KINDS[kind]
    try:
        model.model_validate(document.value)
    except ValidationError as error:
        if not (meant := kind_meant(kind, document.value)):
            yield from model_problems(error, model, document, words=words_of(model))
            return
        content.broken.add(f"{meant}/{Path(document.path).stem}")
        message = f"这是一条{KINDS[meant].kind_name}记录，却放在 {kind} 里"
        yield Problem(document.location(), "wrong-folder", message, f"移到 {content.root.name}/{meant}/")


def words_of(model: type[Record]) -> Mapping[str, str]:
    """Return what readers see for the fixed values of a kind."""
    return {**LABELS, **model.labels}


def why_no_list(data: bytes, path: str, model: type[BaseModel]) -> list[Problem]:
    """Return what is wrong with a file that is a list, and with each entry of it."""
    return why_refused(data, path, partial(_of_list, model), model)


def _of_list(model: type[BaseModel], document: Marked) -> Iterator[Problem]:
    if not isinstance(document.value, list):
        yield Problem(document.location(), "wrong-type", "这里应当是列表", "每一条以“- ”开头")
        return
    for position, value in enumerate(document.value):
        try:
            model.model_validate(value)
        except ValidationError as error:
            yield from model_problems(error, model, document, (position,))


__all__ = ["why_no_list", "why_no_record", "words_of"]
