"""Jinja's environment with its dearest steps made short: a text put into a page, a macro called, a template included.

What comes out is the same, byte for byte; a page puts in some six hundred texts and calls ninety macros. What was measured
stands in `docs/decisions/0006-jinja-with-short-ways.md`.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro, Undefined
from jinja2.utils import internalcode
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]


def escaped(value: Any) -> str:
    """Return a value as safe HTML, as `markupsafe.escape` does; a plain text as a plain text, which is all a template joins."""
    kind = type(value)
    if kind is str:
        text: str = _escape_inner(value)  # what `escape` itself calls, before it makes a `Markup`
        return text
    if isinstance(value, Markup):
        return value
    if kind is Undefined:  # what an `if` without `else` says; what is not defined is of another kind
        return ""
    return escape(value)


class _Context(Context):
    """The variables of a template; a macro is called without asking first whether it wants to know them."""

    @internalcode
    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class _Template(Template):
    """A template that escapes by `escaped`."""

    @classmethod
    def from_code(cls, *code: Any) -> Template:
        """Make a template of compiled code, whose `escape` is ours."""
        made = super().from_code(*code)
        made.root_render_func.__globals__["escape"] = escaped
        return made


class Templates(Environment):
    """An environment of such templates; what is global is the same for all of them."""

    context_class = _Context
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the global variables of a template in one table, which is copied for every include."""
        return {**self.globals, **(d or {})}
