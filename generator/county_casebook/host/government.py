"""The options of the profile `gov` become what the site says of itself, or every reason why they cannot, each with its place.

Nothing is filled in: what a government site must say and the configuration does not, is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from county_casebook.build import Checked
from county_casebook.library.addressee import Addressee, read_addressee
from county_casebook.library.government import Government
from county_casebook.problems import Location, Problem, did_you_mean, format_problems, ordered
from county_casebook.publish.government import government_problems
from county_casebook.source import Marked, Refused, decode, marked
from county_casebook.text.personal_data import personal_data

PROFILE = "gov"
_ABBREVIATIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.cn")


class _Option(NamedTuple):
    """What an option is called, how it is written, and the same in words."""

    title: str
    form: re.Pattern[str]
    words: str


_OPTIONS: Mapping[str, _Option] = {
    "organizer": _Option("主办单位", re.compile(r"[^\s<>](?:[^\n<>]*[^\s<>])?"), "写主办机关的全称"),
    "site_code": _Option(
        "网站标识码", re.compile(r"[0-9]{10}|bm[0-9]{8}"), "10 位数字；国务院部门的是 bm 加 8 位数字"
    ),
    "icp": _Option(
        "ICP备案号",
        re.compile(rf"[{_ABBREVIATIONS}]ICP备(?:[0-9]{{8}}|[0-9]{{10}})号(?:-[0-9]{{1,3}})?"),
        "省份简称、ICP备、8 或 10 位数字、号，网站的序号写在 - 后面",
    ),
    "police": _Option(
        "公安备案号",
        re.compile(rf"[{_ABBREVIATIONS}]公网安备 ?[0-9]{{12,14}}号"),
        "省份简称、公网安备、12 至 14 位数字、号",
    ),
}
_CONTACT = "联系方式：写 office、phone、email、url，其中要有 phone 或 email"


def read_government(
    config: MkDocsConfig, profile: str | None, options: Mapping[str, object]
) -> Government | None:
    """Return what the configuration says of a government site; None without the profile.

    Raises ValueError with every fault, drawn for editors.
    """
    if profile is None:
        return None
    places = _Places(Path(config.config_file_path))
    if profile != PROFILE:
        raise ValueError(
            _drawn([places.fault((), f"不认识的 profile：{profile}", f"政府网站写 {PROFILE}，其他网站不写")])
        )
    said = {key: "" if value is None else str(value) for key, value in options.items()}
    domain = urlsplit(config.site_url or "").hostname or ""
    faults = [*_domain_faults(places, config.site_url or "", domain), *_option_faults(places, said)]
    contact = _contact(places, options.get("contact"), faults)
    if faults:
        raise ValueError(_drawn(faults))
    return Government(said["organizer"], domain, said["site_code"], said["icp"], said["police"], contact)


def for_government(checked: Checked, *, drafts: bool) -> Checked:
    """Return what a check found, with what keeps the library from standing on a government site."""
    found = government_problems(checked.library.published(drafts=drafts))
    return replace(checked, problems=tuple(ordered([*checked.problems, *found])))


def _drawn(faults: list[Problem]) -> str:
    return f"profile（政府网站）有 {len(faults)} 处要改：\n\n{format_problems(sorted(faults))}\n\n改好再生成"


def _domain_faults(places: _Places, site_url: str, domain: str) -> Iterator[Problem]:
    hint = "政府网站用以 .gov.cn 结尾的域名，写成 https://域名/"
    if not site_url:
        yield places.fault(("site_url",), "没有写 site_url（网站域名）", hint, missing=True)
    elif not site_url.startswith(("https://", "http://")) or not _HOST.fullmatch(domain):
        yield places.fault(("site_url",), f"site_url “{site_url}”不是政府网站的网址", hint)


def _option_faults(places: _Places, said: Mapping[str, str]) -> Iterator[Problem]:
    for name in said.keys() - _OPTIONS.keys() - {"contact"}:
        hint = did_you_mean(name, [*_OPTIONS, "contact"]) or f"可以写 {'、'.join(_OPTIONS)}、contact"
        yield places.fault(("gov", name), f"不认识的设置 gov.{name}", hint)
    for name, option in _OPTIONS.items():
        value = said.get(name, "")
        if not value:
            told = f"没有写 gov.{name}（{option.title}）"
            yield places.fault(("gov", name), told, option.words, missing=True)
        elif not option.form.fullmatch(value) or any(personal_data(value)):
            yield places.fault(("gov", name), f"gov.{name} “{value}”不是{option.title}", option.words)


def _contact(places: _Places, written: object, faults: list[Problem]) -> Addressee:
    """Return how the office is reached; what is wrong with it joins the faults."""
    try:
        contact = read_addressee(written, "gov.contact")
    except ValueError as refused:
        faults.append(places.fault(("gov", "contact"), str(refused), _CONTACT))
        return Addressee()
    if not (contact.phone or contact.email):
        missing = not written
        told = "没有写 gov.contact（联系方式）" if missing else "gov.contact 里没有电话也没有邮箱"
        faults.append(places.fault(("gov", "contact"), told, _CONTACT, missing=missing))
    return contact


class _Places:
    """Where the options of a configuration stand."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self.read: Marked | None = None
        try:
            self.read = marked(decode(file.read_bytes(), file.name), file.name)
        except (OSError, Refused):  # it has tags or anchors, which MkDocs knows: then the file alone is named
            return

    def fault(self, path: tuple[str, ...], message: str, hint: str, *, missing: bool = False) -> Problem:
        """Return a fault at an option, or for one that is missing where it would stand."""
        return Problem(self._location(path, missing=missing), "gov-profile", message, hint)

    def _location(self, path: tuple[str, ...], *, missing: bool) -> Location:
        if self.read is None:
            return Location(self.name)
        if path == ("site_url",):
            return self.read.location(path, key=missing)
        ours = self._ours()
        if missing:
            path = ("gov",) if (*ours, "gov") in self.read.key_marks else ("profile",)
        return self.read.location((*ours, *(path or ("profile",))), key=True)

    def _ours(self) -> tuple[str | int, ...]:
        """The way to our plugin's options, however `plugins` is written."""
        value = self.read.value if self.read else None
        plugins = value.get("plugins") if isinstance(value, dict) else None
        for index, each in enumerate(plugins if isinstance(plugins, list) else ()):
            if isinstance(each, dict) and "casebook" in each:
                return ("plugins", index, "casebook")
        return ("plugins", "casebook")


__all__ = ["PROFILE", "for_government", "read_government"]
