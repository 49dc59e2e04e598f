"""Plain values become YAML in one layout: block text for long prose, quotes only where they are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_PLAIN = re.compile(r"[\w\u4e00-\u9fff（《“〔][^\n\t#:'\"\[\]{}&*!|>%@`]*")


def emit(value: Any) -> str:
    """Return a mapping or a list as a YAML document."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _entry(f"{indent}{key}:", inner, indent)
    else:
        for inner in value:
            if isinstance(inner, Mapping):
                first, *rest = list(_lines(inner, indent + "  ")) or [f"{indent}  {{}}"]
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {_scalar(str(inner))}"


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield head
        yield from _lines(value, indent + "  ")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(inner, str) for inner in value):
            yield f"{head} [{', '.join(_quoted(inner) for inner in value)}]"
        else:
            yield head
            yield from _lines(value, indent + "  ")
    elif "\n" in str(value):
        yield f"{head} |-"
        yield from (f"{indent}  {line}".rstrip() for line in str(value).split("\n"))
    else:
        yield f"{head} {_scalar(str(value))}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w\u4e00-\u9fff-]+", text) else json.dumps(text, ensure_ascii=False)
