"""Where readers send corrections and questions: configuration of a site, read as strictly as content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, ValidationError

from county_casebook.records.record import Part
from county_casebook.schema.fields import Link, Phone, Plain
from county_casebook.text.personal_data import personal_data
from county_casebook.text.values import is_mailto


class Addressee(Part):
    """An office and the ways to it; each may be absent, and what is absent is not said."""

    office: Plain | None = Field(None, title="收件单位", description="收件的单位，不写个人。")
    phone: Phone | None = Field(None, title="公开电话", description="单位公开的座机；手机号码不能写。")
    email: Plain | None = Field(None, title="邮箱", description="单位的邮箱；个人邮箱不能写。")
    url: Link | None = Field(None, title="网址", description="网上提交的页面，http 或 https 开头。")

    def ways(self) -> Iterator[tuple[str, str]]:
        """Yield what is configured in words, each with where it leads (empty: nowhere)."""
        if self.office:
            yield self.office, ""
        if self.phone:
            yield f"电话 {self.phone}", ""
        if self.email:
            yield self.email, f"mailto:{self.email}"
        if self.url:
            yield "网上提交", self.url


NOBODY = Addressee()


def read_addressee(configured: object, option: str) -> Addressee:
    """Return what one of the plugin's options says, e.g. `corrections`; raise ValueError with a sentence in Chinese."""
    if configured is None:
        return NOBODY
    if not isinstance(configured, Mapping):
        raise ValueError(f"{option} 应当是一组字段：{_fields()}")
    try:
        read = Addressee.model_validate({key: str(value) for key, value in configured.items()})
    except ValidationError as error:
        names = [str(fault["loc"][0]) for fault in error.errors()]
        raise ValueError("；".join(_fault(option, name) for name in names)) from None
    if read.email and not is_mailto(f"mailto:{read.email}"):
        raise ValueError(_fault(option, "email"))
    for name, value in read:
        if value and any(personal_data(value)):
            raise ValueError(_fault(option, name))
    return read


def _fields() -> str:
    return "、".join(Addressee.model_fields)


def _fault(option: str, name: str) -> str:
    field = Addressee.model_fields.get(name)
    hint = f"{field.title}：{field.description}" if field else f"可以写 {_fields()}"
    return f"{option}.{name} 不能用（{hint}）"
