"""What an editor most likely meant: the choice behind a Chinese word, the name behind a title, the list behind a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel

from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, fields
from county_casebook.text.meant import is_unsaid
from county_casebook.text.pinyin import pinyin
from county_casebook.text.width import half_width

Words = Mapping[str, str]
"""What readers see for fixed values."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "low": ("低", "小", "较少", "较低"),
    "medium": ("中等", "一般", "适中"),
    "high": ("高", "大", "较多", "较高"),
    "easy": ("容易", "简单", "低", "小"),
    "moderate": ("中等", "一般", "适中"),
    "hard": ("困难", "较难", "高", "大"),
    "yes": ("有", "对", "是的", "true", "y", "√"),
    "no": ("没有", "不是", "无", "false", "n", "×"),
    "draft": ("起草", "未完成"),
    "review": ("送审", "审核中", "审核", "待审核"),
    "published": ("发布", "公开", "已公开", "publish", "发表"),
    "withdrawn": ("撤回", "撤下", "下线"),
    "self": ("自己", "本县", "县里", "自我"),
    "press": ("报道", "新闻", "报纸", "记者"),
    "independent": ("第三方", "独立"),
    "helper": ("帮扶单位", "上级"),
}
"""Other words that people write for a fixed value."""

_QUOTES = "“”‘’「」『』\"'《》【】[]（）() "


def choice_meant(found: str, choices: Sequence[str], words: Words) -> str:
    """Return the fixed value that a text stands for, or an empty text."""
    plain = half_width(found).strip(_QUOTES).strip("。.，,；;")
    lowered = {choice.casefold(): choice for choice in choices}
    if exact := lowered.get(plain.casefold()) or lowered.get(plain.rstrip("级类型").casefold()):
        return exact
    unsaid = [choice for choice in (NOT_STATED, "unknown", "不详") if choice in choices]
    for choice in choices:
        if plain in (words.get(choice), *_ALSO.get(choice, ())) and choice not in unsaid:
            return choice
    if unsaid and is_unsaid(plain):
        return unsaid[0]
    near = [
        choice
        for choice in choices
        if (word := words.get(choice, "")) and len(plain) > 1 and (plain in word or word in plain)
        if _denials(plain) == _denials(word)
    ]
    return near[0] if len(near) == 1 else ""


def _denials(text: str) -> list[str]:
    """The signs that turn a word into its opposite: 不难 is not 难."""
    return [sign for sign in text if sign in "不非未没无"]


def several_meant(found: str, choices: Sequence[str], words: Words) -> str:
    """Return the fixed values that stand in one text between commas, as a list holds them, or an empty text."""
    meant = [choice_meant(part, choices, words) for part in _PARTED.split(found) if part.strip()]
    return ", ".join(meant) if len(meant) > 1 and all(meant) else ""


def told_choice(choice: str, words: Words) -> str:
    """Return a fixed value with what readers see for it: low（少）."""
    word = words.get(choice, choice)
    return choice if word == choice else f"{choice}（{word}）"


def told_choices(choices: Sequence[str], words: Words) -> str:
    """Return all fixed values with what readers see for them."""
    return f"可以是 {'、'.join(told_choice(choice, words) for choice in choices)}"


def is_lack(kind: str, found: object) -> bool:
    """Whether pydantic refused that something is not there: not written, left blank, or fewer items than are wanted."""
    if kind == "extra_forbidden":
        return False
    if kind == "union_tag_invalid" and isinstance(found, Mapping):
        return found.get("type", "") is None
    is_blank = found is None or (isinstance(found, str) and not found.strip())
    return is_blank or kind in ("missing", "too_short", "union_tag_not_found")


def name_meant(written: str, model: type[BaseModel]) -> str:
    """Return the field of a model that is meant by its title or by nearly its name, or an empty text."""
    known = {field.title: field.name for field in fields(model)}
    plain = half_width(written).strip()
    lowered = plain.lower().replace("-", "_").replace(" ", "_")
    if lowered in model.model_fields:
        return lowered
    if plain in known:
        return known[plain]
    if not plain.isascii():
        near = [title for title in known if plain in title or title in plain]
        return known[near[0]] if len(near) == 1 else ""
    return ""


def name_by_sound(written: str, model: type[BaseModel]) -> str:
    """Return the field of a model whose title is written in pinyin, or an empty text."""
    plain = written.lower().replace("_", "").replace("-", "")
    if not plain.isascii() or not plain.isalpha():
        return ""
    return next((field.name for field in fields(model) if "".join(pinyin(field.title)) == plain), "")


def first_of(parts: Sequence[type[BaseModel]]) -> str:
    """Return how an item of a list of parts begins: - what（做什么）."""
    inside = fields(parts[0])
    first = next((field for field in inside if field.required), inside[0])
    return f"- {first.name}: {first.title}…"


def could_be(model: type[BaseModel], written: Iterable[str]) -> str:
    """Say which fields a part may hold besides those that are written."""
    there = set(written)
    left = [f"{field.name}（{field.title}）" for field in fields(model) if field.name not in there]
    shown = left if len(left) <= 12 else [*left[:12], "…"]
    return f"这里还可以写 {'、'.join(shown)}" if left else "这里没有别的字段了，删掉它"


_PARTED = re.compile("[，、；,;]")
_BRACKETED = re.compile(r"[\[【［]([^\[\]【】［］]*)[\]】］]?|([^\[\]【】［］]*)[\]】］]")


def as_list(text: str) -> str:
    """Return a line of text as the list it was meant to be."""
    match = _BRACKETED.fullmatch(text.strip())
    inner = (match[1] or match[2] or "") if match else text
    return f"[{', '.join(part.strip() for part in _PARTED.split(inner) if part.strip())}]"


def unsaid_hint(field: Field | None) -> str:
    """Say what to write into a field when nothing is known."""
    if field is None:
        return ""
    if NOT_STATED in field.choices:
        return f"不知道写 {NOT_STATED}"
    if unsaid := next((choice for choice in ("unknown", "不详") if choice in field.choices), ""):
        return f"不知道写 {unsaid}"
    return "" if field.required else "不知道就删掉这一行"


def shape_of(value: object) -> str:
    """Say of what shape a value is that was written."""
    if value is None:
        return "空白"
    return "列表" if isinstance(value, list) else "一组字段" if isinstance(value, dict) else "一段文字"


__all__ = [
    "Words",
    "as_list",
    "choice_meant",
    "could_be",
    "first_of",
    "is_lack",
    "name_by_sound",
    "name_meant",
    "several_meant",
    "shape_of",
    "told_choice",
    "told_choices",
    "unsaid_hint",
]
