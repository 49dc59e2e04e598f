"""On what terms readers may use what a site publishes: configuration of the site; nothing is said where nothing is configured."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, ValidationError

from county_casebook.records.record import Part
from county_casebook.schema.fields import Link, Plain


class Licence(Part):
    """A licence by its name, and where it is read."""

    title: Plain | None = Field(None, title="名称", description="许可的名称，如 知识共享 署名 4.0 国际许可。")
    url: Link | None = Field(None, title="网址", description="许可全文的网址，http 或 https 开头。")


UNSTATED = Licence(title=None, url=None)


def read_licence(configured: object) -> Licence:
    """Return what the plugin's option `license` says; raise ValueError with a sentence in Chinese."""
    if configured is None:
        return UNSTATED
    names = "、".join(f"{name} {field.title}" for name, field in Licence.model_fields.items())
    if not isinstance(configured, Mapping) or not configured.get("title"):
        raise ValueError(f"license 应当是一组字段，名称必须写：{names}")
    try:
        return Licence.model_validate({key: str(value) for key, value in configured.items()})
    except ValidationError as error:
        wrong = "、".join(str(fault["loc"][0]) for fault in error.errors())
        raise ValueError(f"license 里的 {wrong} 不能用（可以写 {names}）") from None


__all__ = ["UNSTATED", "Licence", "read_licence"]
