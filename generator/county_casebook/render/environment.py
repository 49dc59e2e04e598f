"""Templates and a context become HTML: the project's own Jinja environment, where nothing passes unescaped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from markupsafe import Markup, escape

from county_casebook.records.record import GRADE_MEANINGS, GRADES, Source, label, measured_words, measurer
from county_casebook.render.cut import cut
from county_casebook.render.markdown import prose, with_reference
from county_casebook.render.templates import Templates
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.text.phrases import PHRASES
from county_casebook.text.reviewers import office


@cache
def theme_directory() -> Path:
    """The folder of templates and assets: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    inside = package / "theme"
    return inside if inside.is_dir() else package.parents[1] / "theme"


UNKNOWN = Markup('<span class="cb-unknown">— {}</span>').format(PHRASES.not_stated)


def stated(value: Any) -> Any:
    """Return a value, or the words for what the sources do not give."""
    if value is None or value == NOT_STATED:
        return UNKNOWN
    if isinstance(value, CoarseDate):
        return value.chinese
    if isinstance(value, Decimal):
        return figure(value)
    return value


def figure(value: Decimal | int) -> str:
    """A number with thousands separated: 5,130 or 0.99."""
    return f"{value:,}"


def stated_prose(text: str) -> Markup:
    """Markdown as HTML, or the words for what the sources do not give."""
    return Markup("<p>{}</p>").format(UNKNOWN) if text == NOT_STATED else prose(text)


def imprint(source: Source) -> Markup:
    """Return who published a source and when, as a sentence that says what is not known."""
    if source.publisher == source.date == NOT_STATED:
        return Markup("发布者和日期未载明。")
    publisher = "发布者未载明" if source.publisher == NOT_STATED else source.publisher
    date_words = "日期未载明" if source.date == NOT_STATED else stated(source.date)
    return Markup(f"{escape(publisher)}，{escape(date_words)}。")  # noqa: S704 - escaped


def source_note(source: Source) -> str:
    """Return the note of a source, without what its grade says already."""
    note = source.note or ""
    return note if source.grade != "D" else _UNSEEN.sub("", note)


_UNSEEN = re.compile(r"^(?:转引[，,]\s*)?未见原文(?:[，,]据转载件)?(?:[，。；,;]\s*|$)")


class Unindented(Extension):
    """Takes the indentation out of templates when they are compiled, so that readers do not download it, and line breaks beside blocks.

    Another line break stays, and is a space between inline elements as in any HTML. A `<pre>` written in a template would lose
    its indentation; what a variable holds is left as it is. Lines keep their numbers for messages.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - named by Jinja
        """Return the source of a template with no space or tab at the beginning of a line, and breaks beside blocks as comments."""
        pieces = _JINJA.split(re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE))
        pieces[::2] = [
            _BEFORE_BLOCK.sub(_COMMENT, _AFTER_BLOCK.sub(_COMMENT, piece)) for piece in pieces[::2]
        ]
        return "".join(pieces)


_JINJA = re.compile(r"(\{#.*?(?:#\}|\Z)|\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z))", re.DOTALL)
_BLOCK = (
    r"</?(?:article|aside|blockquote|caption|circle|d[dlt]|defs|details|div|figcaption|figure|footer|form|g|h[1-6r]|header|li|nav|[ou]l|p"
    r"|path|pattern|rect|section|summary|table|t(?:body|d|ext|h|head|r))"
)
_AFTER_BLOCK = re.compile(rf"(?P<tag>{_BLOCK}(?:\s[^<>]*)?>)(?P<breaks>\n+)")
_BEFORE_BLOCK = re.compile(rf"(?P<tag>)(?<!\n)(?P<breaks>\n++)(?={_BLOCK}[\s>])")
_COMMENT = r"\g<tag>{#\g<breaks>#}"


class Compiled(BytecodeCache):
    """What templates were compiled to, for the next environment of this process: compiling is half of a small site's build."""

    def __init__(self) -> None:
        self._codes: dict[tuple[object, ...], tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source is the same."""
        checksum, code = self._codes.get(_compiled_as(bucket), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._codes[_compiled_as(bucket)] = bucket.checksum, bucket.code


def _compiled_as(bucket: Bucket) -> tuple[object, ...]:
    """Return what the code of a template follows from beside its source."""
    by = bucket.environment
    return bucket.key, by.autoescape, by.trim_blocks, by.lstrip_blocks, *sorted(by.extensions)


COMPILED = Compiled()
_of_site: list[Path] = []


def use_site_theme(folder: Path | None) -> None:
    """Take templates from the site's own theme folder before ours, from now on; None: ours alone.

    Templates are read once: those that have changed since are read again after this.
    """
    _of_site[:] = [] if folder is None or folder == theme_directory() else [folder]
    _environment.cache_clear()


def theme_directories() -> tuple[Path, ...]:
    """The folders of templates and styles, the one that wins first: the site's own, if it has one, then ours."""
    return (*_of_site, theme_directory())


def environment() -> Environment:
    """The environment of record bodies: autoescape and StrictUndefined, the site's own templates before ours."""
    return _environment(theme_directories())


def forget_templates() -> None:
    """Read every template again when it is next used: a new file of the site's theme may win over one of ours."""
    _environment.cache_clear()


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    made = Templates(
        loader=FileSystemLoader(folders),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Unindented],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=200,
        auto_reload=False,  # else every include of every page looks at its file
    )
    made.filters.update(
        stated=stated,
        prose=stated_prose,
        figure=figure,
        office=office,
        imprint=imprint,
        source_note=source_note,
        with_reference=with_reference,
        cut=cut,
    )
    made.globals.update(
        label=label,
        measured_words=measured_words,
        measurer=measurer,
        GRADES=GRADES,
        GRADE_MEANINGS=GRADE_MEANINGS,
        NOT_STATED=NOT_STATED,
        PHRASES=PHRASES,
    )
    return made


def render(template: str, context: Any = None, **more: Any) -> str:
    """Render a template of the theme, e.g. `kinds/case/page.html`, with the fields of a dataclass as its variables."""
    variables = {name: getattr(context, name) for name in _names(type(context))}  # type: ignore[arg-type]  # a type is hashable
    return environment().get_template(template).render(variables | more)


@cache
def _names(context: type) -> tuple[str, ...]:
    """The names of a dataclass' fields; none for anything else."""
    return tuple(field.name for field in fields(context)) if is_dataclass(context) else ()


def linked_data(data: Mapping[str, Any]) -> str:
    """Return schema.org data as a script element a browser never runs; `<` is escaped so that it cannot end early."""
    whole = {"@context": "https://schema.org", **data}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


__all__ = [
    "UNKNOWN",
    "environment",
    "escape",
    "figure",
    "forget_templates",
    "linked_data",
    "render",
    "stated",
    "theme_directories",
    "theme_directory",
    "use_site_theme",
]
