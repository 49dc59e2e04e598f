"""A template that cannot be rendered becomes a sentence, when it is one of the site's own theme.

Our own templates are part of the program: a fault in them is a fault of the program, and stays one.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError


def theme_fault(error: TemplateError, folder: str | None) -> str:
    """Say in Chinese which line of the site's own theme cannot be rendered, and why; raise the error when it is not in it."""
    place = _place(error, Path(folder).resolve()) if folder else ""
    if not place:
        raise error
    words = f"没有模板 {error.name}" if isinstance(error, TemplateNotFound) else str(error.message)
    return f"{place}：主题里的模板用不了：{words}；改好它，或删掉它改用自带的；没有动上一次的网站"


def _place(error: TemplateError, folder: Path) -> str:
    """Return `file:line` of the innermost template of a folder that an error arose in; empty when it arose elsewhere."""
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    found = [(Path(name), line) for name, line in frames if Path(name).resolve().is_relative_to(folder)]
    return f"{found[-1][0]}:{found[-1][1]}" if found else ""
