"""Word's own numbering becomes the numbers a reader sees: numbering.xml, and the styles that number their paragraphs.

ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat). Every numbered paragraph counts, an empty one too, in the order
in which they stand; a level begins anew after a higher one, unless `lvlRestart` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from county_casebook.intake.package import Package
from county_casebook.intake.word_formats import number_text
from county_casebook.intake.word_xml import child, name_of, value_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SUFFIXES = {"space": " ", "nothing": ""}
_LONGEST, _MOST_STYLES = 60, 30
_MOST = 30_000
"""No level counts further: more is no number of a text."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `is_legal` writes the levels above it in plain digits."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    suffix: str = ""
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list a paragraph belongs to, and its level there; None where its properties do not say."""

    number: str | None = None
    level: int | None = None


class Numbering:
    """Counts the numbered paragraphs of one document, in the order in which it is asked about them."""

    def __init__(self, package: Package) -> None:
        root = _part(package, "word/numbering.xml")
        styles = _part(package, "word/styles.xml")
        self._abstract = {
            value_of(each, "abstractNumId"): each for each in root if name_of(each) == "abstractNum"
        }
        self._linked = dict(_style_links(root))
        self._lists = {value_of(each, "numId"): each for each in root if name_of(each) == "num"}
        self._styles = {value_of(each, "styleId"): each for each in styles if name_of(each) == "style"}
        self._plain = next((key for key, each in self._styles.items() if _is_plain(each)), "")
        self._levels: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()

    def number_of(self, properties: Element) -> tuple[str, bool] | None:
        """Return the number of a paragraph with what follows it, and whether it is a bullet; None when it has none.

        Counts the paragraph, so each is asked about once, in order.
        """
        found = self._numbered(properties)
        if not found.number or found.number == "0" or found.number not in self._lists:
            return None
        key, levels = self._list(found.number)
        at = min(found.level or 0, _LEVELS - 1)
        level = levels.get(at)
        if level is None or (level.format == "none" and not _PLACE.sub("", level.text)):
            return None
        counts = self._count(found.number, key, levels, at)
        if level.format == "bullet":
            return "", True
        return _shown(levels, counts, at) + level.suffix, False

    def _numbered(self, properties: Element) -> Numbered:
        """Return the list and level of a paragraph: its own, else those of its style and of the styles that is based on."""
        found = _own(child(properties, "numPr"))
        seen: set[str] = set()
        style = child(properties, "pStyle")
        name = value_of(style) if style is not None else self._plain
        while name in self._styles and name not in seen and len(seen) < _MOST_STYLES:
            seen.add(name)
            element = self._styles[name]
            held = child(element, "pPr")
            above = _own(child(held, "numPr") if held is not None else None)
            if found.number is None and above.number is not None:
                level = above.level if found.level is None else found.level
                found = Numbered(
                    above.number, self._level_of_style(above.number, name) if level is None else level
                )
            based = child(element, "basedOn")
            name = value_of(based) if based is not None else ""
        return found

    def _level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that a style stands for."""
        if number not in self._lists:
            return 0
        _, levels = self._list(number)
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _list(self, number: str) -> tuple[str, dict[int, Level]]:
        """Return the list that a number counts in, with its levels as this number changes them."""
        if number not in self._levels:
            held = self._lists[number]
            link = child(held, "abstractNumId")
            key = value_of(link) if link is not None else ""
            levels = dict(self._levels_of(key, set()))
            for override in held:
                if name_of(override) == "lvlOverride":
                    at = _whole(value_of(override, "ilvl"))
                    levels[at] = _overridden(override, levels.get(at, Level()))
            self._levels[number] = (key, levels)
        return self._levels[number]

    def _levels_of(self, key: str, seen: set[str]) -> Iterator[tuple[int, Level]]:
        """Yield the levels of a definition; one that only names a style of lists takes those of that style."""
        element = self._abstract.get(key)
        if element is None or key in seen:
            return
        link = child(element, "numStyleLink")
        if link is not None and value_of(link) in self._linked:
            yield from self._levels_of(self._linked[value_of(link)], seen | {key})
        for each in element:
            if name_of(each) == "lvl":
                yield _whole(value_of(each, "ilvl")), _level(each, Level())

    def _count(self, number: str, key: str, levels: Mapping[int, Level], at: int) -> Mapping[int, int]:
        """Count one paragraph: the levels below begin anew, those above that were left out begin."""
        counts = self._counts.setdefault(key, {})
        self._begin_anew(number, counts)
        counts[at] = min(counts[at] + 1, _MOST) if at in counts else levels[at].start
        for above in range(at):
            counts.setdefault(above, levels.get(above, Level()).start)
        for below in [each for each in counts if each > at]:
            restart = levels.get(below, Level()).restart
            if restart is None or at < restart:
                del counts[below]
        return counts

    def _begin_anew(self, number: str, counts: dict[int, int]) -> None:
        """Where this number sets another start for a level, that level begins anew the first time it is met."""
        for override in self._lists[number]:
            at = _whole(value_of(override, "ilvl"))
            if name_of(override) == "lvlOverride" and (number, at) not in self._overridden:
                self._overridden.add((number, at))
                if child(override, "startOverride") is not None:
                    for below in [each for each in counts if each >= at]:
                        del counts[below]


def _shown(levels: Mapping[int, Level], counts: Mapping[int, int], at: int) -> str:
    """Return the text of a level with its places filled."""
    level = levels[at]

    def filled(place: re.Match[str]) -> str:
        which = int(place[1]) - 1
        if which not in counts:
            return ""
        format_ = levels.get(which, Level()).format
        return number_text(counts[which], "decimal" if level.is_legal and which != at else format_)

    return _PLACE.sub(filled, level.text)


def _level(element: Element, level: Level) -> Level:
    """Return a level as an element describes it."""
    for inner in element:
        name, value = name_of(inner), value_of(inner)
        if name == "start":
            level = replace(level, start=_whole(value))
        elif name == "numFmt":
            level = replace(level, format=value)
        elif name == "lvlText":
            level = replace(level, text=value[:_LONGEST])
        elif name == "lvlRestart":
            level = replace(level, restart=_whole(value))
        elif name == "suff":
            level = replace(level, suffix=_SUFFIXES.get(value, ""))
        elif name == "isLgl":
            level = replace(level, is_legal=value not in ("0", "false", "off"))
        elif name == "pStyle":
            level = replace(level, style=value)
        elif name in ("AlternateContent", "Choice"):
            level = _level(inner, level)
    return level


def _overridden(override: Element, level: Level) -> Level:
    """Return a level as a number changes it: another definition, another start, or both."""
    other = child(override, "lvl")
    level = _level(other, Level()) if other is not None else level
    start = child(override, "startOverride")
    return replace(level, start=_whole(value_of(start))) if start is not None else level


def _own(properties: Element | None) -> Numbered:
    if properties is None:
        return Numbered()
    number, level = child(properties, "numId"), child(properties, "ilvl")
    return Numbered(
        value_of(number) if number is not None else None,
        _whole(value_of(level)) if level is not None else None,
    )


def _style_links(root: Element) -> Iterator[tuple[str, str]]:
    """Yield (style of lists, the definition that is meant by it)."""
    for each in root:
        link = child(each, "styleLink")
        if link is not None:
            yield value_of(link), value_of(each, "abstractNumId")


def _is_plain(style: Element) -> bool:
    """Whether a style is that of paragraphs which name none."""
    return value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true", "on")


def _part(package: Package, name: str) -> Element:
    return package.tree(name) if name in package.parts else Element("none")


def _whole(words: str) -> int:
    return min(int(words), _MOST) if re.fullmatch(r"[0-9]{1,9}", words) else 0


__all__ = ["Numbering"]
