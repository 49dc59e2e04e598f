"""ES modules become the classic scripts that pages load: one file a kind of page, so that pages also run from `file://`.

Files directly in `assets/js/` are the entries that templates name; folders beside them hold modules. Only the forms named
in `_FORMS` are understood. All modules come to stand in one function, so no two of a page may declare the same name.
"""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LOADED_BEFORE: Mapping[str, tuple[str, ...]] = {
    "compare.js": ("reader.js", "suggest.js"),
    "endpoint.js": ("suggest.js",),
    "facets.js": ("search.js", "suggest.js"),
    "match.js": ("reader.js", "suggest.js"),
    "near.js": ("search.js", "suggest.js"),
    "search.js": ("suggest.js",),
}
"""Entries that stand before another on its pages: it uses their modules and does not carry them again."""

_IMPORT = re.compile(
    r'^import \{\s*+([$\w]++(?:\s*+,\s*+[$\w]++)*+)\s*+,?\s*+\} from "(\.\.?/[^"]+)";$', re.M
)
_DECLARED = re.compile(r"^(?:export )?(?:const|let|class|function|async function) ([$\w]+)", re.M)
_EXPORT = re.compile(r"^export (?=(?:const|class|function|async function) ([$\w]+))", re.M)
_LEFT = re.compile(r"^(?!\s*(?://|/?\*)).*?\b(?:import|export)\b", re.M)
_FORMS = '只认 import { 名称 } from "./文件.js"; 和 const、class、(async) function 前的 export，都顶格写'


class ScriptError(Exception):
    """What is wrong in the theme's scripts, with file and line, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Module:
    """A script without its imports and exports; where it declares its names; (module, line, names) of its imports."""

    code: str
    names: Mapping[str, str]
    exports: frozenset[str]
    imports: tuple[tuple[str, str, frozenset[str]], ...]


def joined_scripts(root: Path) -> dict[str, str]:
    """Return every entry in `root` as one classic script, by file name; raises ScriptError."""
    whole = {path.name: _modules(root, path.name) for path in sorted(root.glob("*.js"))}
    before = {entry: ChainMap(*(whole[other] for other in LOADED_BEFORE.get(entry, ()))) for entry in whole}
    kept = frozenset(name for entry in whole for name in _taken(whole[entry], before[entry]))
    return {entry: _joined(whole[entry], before[entry], kept) for entry in whole}


def joined_module(root: Path, name: str) -> str:
    """Return one module with all it imports as a script that leaves its exports in `casebook`; raises ScriptError."""
    modules = _modules(root, name)
    return _joined(modules, {}, modules[name].exports)


def _joined(modules: Mapping[str, _Module], before: Mapping[str, _Module], kept: frozenset[str]) -> str:
    """Put an entry into one function. It takes what `before` has from `casebook`, and leaves there what is `kept`."""
    _check_names(before, modules)
    own = {name: module for name, module in modules.items() if name not in before}
    taken = sorted(_taken(modules, before))
    left = sorted(kept & {word for module in own.values() for word in module.exports})
    head = f"const {{ {', '.join(taken)} }} = window.casebook;" if taken else ""
    foot = f"window.casebook = {{ ...window.casebook, {', '.join(left)} }};" if left else ""
    code = (module.code for module in own.values())
    return "\n".join(["(() => {", '"use strict";', head, *code, foot, "})();", ""])


def _taken(modules: Mapping[str, _Module], before: Mapping[str, _Module]) -> set[str]:
    own = (module for name, module in modules.items() if name not in before)
    return {word for module in own for name, _, words in module.imports if name in before for word in words}


def _check_names(before: Mapping[str, _Module], modules: Mapping[str, _Module]) -> None:
    holders: dict[str, str] = {}
    for name, module in {**before, **modules}.items():
        for word in module.exports if name in before else module.names:
            if word in holders:
                raise ScriptError(f"{module.names[word]}：{word} 在 {holders[word]} 里已经有了，换一个名称")
            holders[word] = name


def _modules(root: Path, name: str, asking: tuple[str, ...] = ()) -> dict[str, _Module]:
    """Return a script and all it imports, each after those it needs."""
    module = _read(root, name)
    found: dict[str, _Module] = {}
    for imported, where, words in module.imports:
        if imported in (*asking, name):
            raise ScriptError(f"{where}：{name} 和 {imported} 互相 import，要分出先后")
        if imported.startswith("../") or not (root / imported).is_file():
            raise ScriptError(f"{where}：没有 {imported} 这个脚本")
        found |= _modules(root, imported, (*asking, name))
        for missing in sorted(words - found[imported].exports):
            raise ScriptError(f"{where}：{imported} 没有 export {missing}")
    return {**found, name: module}


def _read(root: Path, name: str) -> _Module:
    return _module(root, name, (root / name).read_text("utf-8"))


@lru_cache(maxsize=1000)
def _module(root: Path, name: str, source: str) -> _Module:
    """Take a script apart; most are asked for by several entries, and none changes from one build to the next."""

    def where(at: int) -> str:
        return f"{root / name}:{source.count(chr(10), 0, at) + 1}"

    code = _EXPORT.sub(_blank, _IMPORT.sub(_blank, source))
    if left := _LEFT.search(code):
        raise ScriptError(f"{where(left.end())}：{_FORMS}")
    imports = []
    for match in _IMPORT.finditer(source):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[2]))
        imports.append((target, where(match.start()), frozenset(re.findall(r"[$\w]+", match[1]))))
    names = {match[1]: where(match.start()) for match in _DECLARED.finditer(source)}
    exports = frozenset(match[1] for match in _EXPORT.finditer(source))
    return _Module(code, names, exports, tuple(imports))


def _blank(match: re.Match[str]) -> str:
    """Return spaces for what was matched, in as many lines."""
    return re.sub(r"[^\n]", " ", match[0])
