"""What is collected is shown: every field of every kind stands on a page, its source beside it, or is listed with the reason.

A record with every field filled is made from its model alone. Then one value after another is replaced: what it says must
come to stand on the record's pages once more than before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.pages.duties import duty_pages
from county_casebook.publish.pages.vocabularies import scheme_pages, vocabulary_pages
from county_casebook.records import KINDS, County, Organization, Record
from county_casebook.records.county import Designation
from county_casebook.records.policy import Measure
from county_casebook.records.record import Area, label, measurer
from county_casebook.records.vocabulary import VOCABULARIES, Term
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, Leaf, field_at, fields, fields_within
from county_casebook.views.clause_links import clause_links
from county_casebook.views.not_shown import DELIBERATELY_NOT_SHOWN, WITHOUT_PAGES, reason_not_shown
from county_casebook.views.page import made_by
from county_casebook.views.told import line_of, title_of
from county_casebook.views.view import view_of
from tests.building import TINY

FIRST = ("标记甲", "1987", "https://example.org/one", "990100", "示例发〔1987〕1号", "1" * 64, "0990-5550111")
OTHER = ("标记乙", "1991", "https://example.org/two", "990121", "示例发〔1991〕2号", "2" * 64, "0990-5550222")
"""Texts tried in turn for a field: the first that its type accepts is taken."""
Path = tuple[str | int, ...]


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def names_of(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


# Records that hold everything -----------------------------------------------------------------------------------------


def candidates(field: Field) -> tuple[str, ...]:
    """Two values for a field that names a record, a term or a clause, has choices, or a number in the sources."""
    if field.type == "source":
        return "1", "2"
    if field.type == "id":
        return "mark-one", "mark-two"
    if field.type == "file":
        return "one.png", "two.png"
    if field.choices:
        stated = tuple(choice for choice in field.choices if choice != NOT_STATED)
        return stated if NOT_STATED not in field.choices or len(stated) > 1 else ()
    if "clauses" in field.reference:
        return "demo-plan#2.1", "demo-plan#2.2"
    if "records" in field.reference:
        return "events/plan-conference", "pairings/chengxi-yanpu"
    for kind in field.reference:
        held = tuple(tiny().vocabulary[kind] if kind in tiny().vocabulary else tiny().of_kind(kind))
        if held:
            return held[0], held[-1]
    return ()


def value(model: type[BaseModel], field: Field, texts: tuple[str, ...], *, last: bool = False) -> Any:
    """A value that the type of a field accepts."""
    if given := candidates(field):
        return given[-1 if last else 0]
    for text in texts:
        try:
            read(model, field, text)
        except ValidationError:
            continue
        return text
    raise AssertionError(f"no value for {model.__name__}.{field.name}")


def read(model: type[BaseModel], field: Field, text: str) -> Any:
    """The value that the type of a field makes of a text; raises ValidationError."""
    declared = model.model_fields[field.name]
    annotation: Any = declared.annotation
    adapter: TypeAdapter[Any] = TypeAdapter(
        Annotated[(annotation, *declared.metadata)] if declared.metadata else annotation
    )
    another = f"{text}{'-again' if field.type == 'id' else '又'}"
    return adapter.validate_python((text, another))[0] if field.is_list else adapter.validate_python(text)


def full(model: type[BaseModel], alternative: int = 0) -> dict[str, Any]:
    """A value of a model with every field filled; of alternatives the one of that number."""
    return {field.name: filled(model, field, alternative) for field in fields(model)}


def filled(model: type[BaseModel], field: Field, alternative: int) -> Any:
    if field.parts:
        part = full(field.parts[alternative % len(field.parts)], alternative)
        return ([part, part] if field.name == "sources" else [part]) if field.is_list else part
    if not field.is_list:
        return value(model, field, FIRST)
    given = candidates(field)
    return (
        list(dict.fromkeys(given))
        if given and field.required
        else [given[0] if given else "标记甲", *([] if given else ["标记丙"])]
    )


def at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def changed(data: Any, path: Path, new: Any) -> Any:
    """A copy of nested lists and dictionaries with one value replaced; None takes the value away."""
    if not path:
        return new
    copy = data.copy()
    if new is None and len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(copy[path[0]], path[1:], new)
    return copy


def written(
    model: type[BaseModel], data: Any, path: Path = ()
) -> Iterator[tuple[Path, type[BaseModel], Field]]:
    """Every single value inside what was made of a model, with the field it belongs to."""
    for field in fields(model):
        if field.name not in data:
            continue
        held = data[field.name]
        for position, member in enumerate(held if isinstance(held, list) else [held]):
            here = (*path, field.name, *([position] if isinstance(held, list) else []))
            if not isinstance(member, dict):
                yield here, model, field
            else:
                part = next(
                    part
                    for part in field.parts
                    if set(member) <= set(part.model_fields) and is_made(part, member)
                )
                yield from written(part, member, here)


def is_made(part: type[BaseModel], member: dict[str, Any]) -> bool:
    kind = member.get("type")
    choices = next((field.choices for field in fields(part) if field.name == "type"), ())
    return not choices or kind in choices


ALTERNATIVES = {
    "cases.actors.type",
    "cases.actors.name",
    "counties.funding.share",
    "pairings.helper.county",
    "pairings.helped.county",
    "questions.same_as",
    *(
        f"policies.duties.{name}"
        for name in (
            "exempt",
            "must_state",
            "organizations",
            "out_of",
            "regions.region",
            "regions.open_to",
            "through_events.audiences",
            "through_events.trained",
            "trainings",
            "years_back",
        )
    ),
}
"""Fields of which a record has one or another, or that only some measures go by: each is shown where it says something.

Of every kind that stands in a county or in an area, the area is one."""


# What is shown of them -----------------------------------------------------------------------------------------------


def html_of(kind: type[Any], data: Mapping[str, Any], home: str = "") -> str:
    """The pages of a record, or of a term of a vocabulary, in a library that holds it."""
    if kind is Term:
        term = Term.model_validate({**data, "id": "marked"})
        vocabulary = {
            **tiny().vocabulary,
            home: {"marked": replace(next(iter(tiny().vocabulary["themes"].values())), value=term)},
        }
        edition = Edition.of(replace(tiny(), vocabulary=vocabulary))
        pages = made_by(scheme_pages(edition) if home == "schemes" else vocabulary_pages(edition))
        return "".join(page.body for page in pages if page.url.startswith(f"{home}/"))
    record = kind.model_validate({**data, "status": "published"}).called("marked")
    held = {**tiny().kinds, kind.kind: {**tiny().of_kind(kind.kind), "marked": record}}
    edition = Edition.of(replace(tiny(), kinds=held))
    model: type[Record] = kind
    pages = view_of(model).page(edition, record)
    ledger = made_by(duty_pages(edition)) if hasattr(record, "duties") else ()
    return "".join(page.body for page in (*pages, *ledger))


def is_stated(text: str, html: str) -> int:
    """How often a text stands on a page; what is written in an attribute counts where the value is an address or stands for a picture."""
    if text.endswith('"'):
        return html.count(text)
    return LexborHTMLParser(f"<main>{html}</main>").text().count(text)


def said(kind: type[Any], model: type[BaseModel], field: Field, new: str) -> tuple[str, ...]:
    """What must stand on the page for a value; of several, one."""
    if written := WRITTEN.get(field.type) or WRITTEN.get(field.name):
        return (written.format(new),)
    if "clauses" in field.reference:
        return (clause_links(tiny(), (new,))[0].name,)
    if field.reference:
        return (title_of(tiny(), field.reference, new),)
    if field.name == "measured_by":
        return (measurer(new),)
    if model is Area and field.name == "code":
        return tuple(row.name for row in tiny().divisions.eras(new))
    if field.name == "must_state":
        return (str(Designation.model_fields[new].title),)
    if field.choices and new in field.choices:
        return tuple(
            label(model, new) for model in (kind if kind is not Term else None, *WORDS.get(field.name, ()))
        )
    return line_of(Leaf((), field, read(model, field, new))), new


WORDS: dict[str, tuple[type[Record], ...]] = {
    "organizations": (Organization,),
    "trainings": (County,),
    "trained": (County,),
}
"""The kinds whose words for a fixed value are told, by the name of a field of another kind."""
WRITTEN = {"source": 'href="#source-{}"', "link": 'href="{}"', "file": '/{}"', "alt": 'alt="{}"'}
"""How values that are addresses, or stand for a picture, are written in a page; by type or name of the field."""


def hidden(kind: type[Any], home: str = "") -> set[tuple[str, ...]]:
    """The fields of a kind whose value no page of the record tells, in none of its alternatives."""
    found: dict[tuple[str, ...], bool] = {}
    for alternative in range(2):
        data = full(kind, alternative)
        for path, model, field in written(kind, data):
            names = names_of(path)
            if not found.get(names):
                found[names] = is_told(kind, data, path, (model, field), home)
    return {names for names, is_shown in found.items() if not is_shown}


def is_told(
    kind: type[Any], data: dict[str, Any], path: Path, place: tuple[type[BaseModel], Field], home: str
) -> bool:
    """Whether a value is shown, also when one of the fields beside it is not there."""
    folder = "vocabulary" if kind is Term else kind.kind
    names = names_of(path)
    is_alternative = ".".join((folder, *names)) in ALTERNATIVES or names[-2:] == ("area", "code")
    tried = variants(data, path) if is_alternative else [data]
    return any(comes_to_stand(kind, variant, path, place, home) for variant in tried)


def variants(data: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    """What was made of a model, then the same counted by other measures, and with fields beside the value or above it not
    there or not stated."""
    yield data
    for depth in reversed([at for at, part in enumerate(path) if isinstance(part, str)]):
        beside = at(data, path[:depth])
        for measure in get_args(Measure) if "measure" in beside else ():
            yield changed(data, (*path[:depth], "measure"), measure)
        yield changed(data, path[:depth], {path[depth]: beside[path[depth]]})
        for name in beside:
            if name != path[depth]:
                yield changed(data, (*path[:depth], name), None)
                yield changed(data, (*path[:depth], name), NOT_STATED)


def comes_to_stand(
    kind: type[Any], data: dict[str, Any], path: Path, place: tuple[type[BaseModel], Field], home: str
) -> bool:
    model, field = place
    return any(
        tells(kind, data, path, (before, after), said(kind, model, field, after), home)
        for before, after in pairs(model, field, at(data, path))
    )


def pairs(model: type[BaseModel], field: Field, held: Any) -> Iterator[tuple[str, str]]:
    """Values to change between: for a reference none that leads anywhere, then the one that is held."""
    given = candidates(field)
    if field.reference:
        yield "nowhere", held
    elif given:
        yield from zip(("", *given), given, strict=False) if len(given) == 1 else pairwise((*given, given[0]))
    else:
        yield value(model, field, FIRST), value(model, field, OTHER)


def tells(
    kind: type[Any],
    data: dict[str, Any],
    path: Path,
    change: tuple[str, str],
    words: Sequence[str],
    home: str,
) -> bool:
    """Whether one of the words for a value stands on the pages more often with it than with the other."""
    before, after = change
    try:
        new = html_of(kind, changed(data, path, after), home)
        old = html_of(kind, changed(data, path, before), home) if before else ""
    except ValidationError:
        return False
    return any(is_stated(each, new) > is_stated(each, old) for each in words)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_of_every_kind_is_shown_or_listed_with_the_reason(kind: type[Record]) -> None:
    listed = {path for path, _ in fields_within(kind) if reason_not_shown(kind.kind, path)}
    assert hidden(kind) == listed


@pytest.mark.slow
@pytest.mark.parametrize("vocabulary", [name for name in VOCABULARIES if name not in WITHOUT_PAGES])
def test_every_field_of_every_term_is_shown_or_listed_with_the_reason(vocabulary: str) -> None:
    listed = {path for path, _ in fields_within(Term) if reason_not_shown("vocabulary", path)}
    assert hidden(Term, vocabulary) == listed


def test_no_reason_is_given_for_a_field_that_does_not_exist() -> None:
    models: dict[str, type[BaseModel]] = {**KINDS, "vocabulary": Term}
    for path, reason in DELIBERATELY_NOT_SHOWN.items():
        folder, *names = path.split(".")
        assert reason
        for kind in models if folder == "*" else (folder,):
            if folder != "*" or field_at(models[kind], names):
                assert field_at(models[kind], names), path
        assert folder != "*" or any(field_at(model, names) for model in models.values()), path
