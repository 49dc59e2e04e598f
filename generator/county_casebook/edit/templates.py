"""The templates of the form become pages: nothing in them passes unescaped, and what is not there is a fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from county_casebook.text.phrases import PHRASES

_HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["unknown"] = PHRASES.not_stated
    return made


def render(template: str, **context: Any) -> str:
    """Return a page made of one of the templates here."""
    return _environment().get_template(template).render(context)


__all__ = ["render"]
