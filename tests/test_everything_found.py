"""What is shown is found: a record is found by the words of every field its page shows, or the field is listed with the reason.

The records hold every field, as for `test_everything_shown`: what the pages say of a value must stand in what the search
knows of the record once more with the value than without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from county_casebook.publish.search.searchable import search_document
from county_casebook.records import KINDS, Record
from county_casebook.records.record import label
from county_casebook.schema.walk import Field, field_at, fields_within
from county_casebook.views.searched import NO_WORDS, NOT_SEARCHED, is_searched
from tests.test_everything_shown import at, changed, full, names_of, pairs, said, tiny, variants, written


def words_of(kind: type[Record], data: Mapping[str, Any]) -> str:
    """All that the search knows of a record."""
    record = kind.model_validate({**data, "status": "published"}).called("marked")
    held = {**tiny().kinds, kind.kind: {**tiny().of_kind(kind.kind), "marked": record}}
    document = search_document(replace(tiny(), kinds=held), record)
    passages = (text for passage in document.passages for text in (passage.heading, passage.text))
    return "\n".join((document.title, *document.keywords, document.summary, *passages))


def is_found(
    kind: type[Record],
    data: dict[str, Any],
    path: tuple[str | int, ...],
    model: type[BaseModel],
    field: Field,
) -> bool:
    for before, after in pairs(model, field, at(data, path)):
        words = (after,) if field.name == "alt" else said(kind, model, field, after)
        try:
            new = words_of(kind, changed(data, path, after))
            old = words_of(kind, changed(data, path, before)) if before else ""
        except ValidationError:
            continue
        if any(new.count(each) > old.count(each) for each in words):
            return True
    return False


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_record_is_found_by_every_field_its_page_shows(kind: type[Record]) -> None:
    found: dict[tuple[str, ...], bool] = {}
    for alternative in range(2):
        data = full(kind, alternative)
        for path, model, field in written(kind, data):
            names = names_of(path)
            tried = variants(data, path) if names[-1] == "code" else [data]
            found[names] = found.get(names, False) or any(
                is_found(kind, variant, path, model, field) for variant in tried
            )
    listed = {
        path
        for path, field in fields_within(kind)
        if path != ("keywords",) and (field.type in NO_WORDS or not is_searched(kind.kind, path))
    }
    assert {names for names, is_told in found.items() if not is_told} == listed & set(found)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_is_chosen_from_fixed_values_is_found_by_words_and_not_by_its_id(kind: type[Record]) -> None:
    words = {
        label(kind, choice)
        for path, field in fields_within(kind)
        if is_searched(kind.kind, path)
        for choice in field.choices
    }
    assert [word for word in words if re.fullmatch("[a-z_]+", word)] == []


def test_no_reason_is_given_for_a_field_that_does_not_exist() -> None:
    for path, reason in NOT_SEARCHED.items():
        folder, *names = path.split(".")
        assert reason
        kinds = KINDS.values() if folder == "*" else (KINDS[folder],)
        assert any(field_at(kind, names) for kind in kinds), path
