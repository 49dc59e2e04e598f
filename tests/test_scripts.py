"""Modules become classic scripts: in order, each once on a page, and nothing that is only half understood."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer
from rjsmin import jsmin

from county_casebook.deliver import scripts
from county_casebook.deliver.assets import OF_GOVERNMENT, shipped_scripts
from county_casebook.deliver.scripts import ScriptError, joined_scripts
from county_casebook.host.site import BuildRefused
from county_casebook.render.environment import theme_directory
from tests.building import build_site, copy_of_tiny

KILOBYTE = 1024


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def result_of(*texts: str) -> object:
    racer = MiniRacer()
    racer.eval("var window = globalThis; var said = [];")
    for text in texts:
        racer.eval(text)
    return racer.eval("said.join()")


def test_modules_stand_after_what_they_import_and_each_once(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        {
            "page.js": 'import { one } from "./a/one.js";\nimport {\n  two,\n} from "./a/two.js";\nsaid.push(one + two());\n',
            "a/one.js": 'import { base } from "../b/base.js";\nexport const one = base + 1;\n',
            "a/two.js": 'import { base } from "../b/base.js";\nexport function two() {\n  return 2;\n}\nsaid.push("two");\n',
            "b/base.js": 'said.push("base");\nexport const base = 10;\n',
        },
    )
    text = joined_scripts(root)["page.js"]
    assert result_of(text) == "base,two,13"
    assert "import" not in text
    assert "export" not in text


def test_what_stands_before_on_a_page_is_not_carried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "LOADED_BEFORE", {"second.js": ("first.js",)})
    root = written(
        tmp_path,
        {
            "first.js": 'import { name } from "./a/name.js";\nsaid.push(name());\n',
            "second.js": 'import { name } from "./a/name.js";\nsaid.push(name());\n',
            "a/name.js": 'said.push("once");\nexport const name = () => "called";\n',
        },
    )
    joined = joined_scripts(root)
    assert result_of(joined["first.js"], joined["second.js"]) == "once,called,called"
    assert "once" not in joined["second.js"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('\nimport one from "./a.js";', 2, "只认"),
        ('import * as all from "./a.js";', 1, "只认"),
        ('import { a as b } from "./a/a.js";', 1, "只认"),
        ('import "./a/a.js";', 1, "只认"),
        ("const a = 1;\n  import { b } from './a/a.js';", 2, "只认"),
        ('const lazy = () => import("./a/a.js");', 1, "只认"),
        ("const here = 1;\nconst address = import.meta.url;", 2, "只认"),
        ("export default 1;", 1, "只认"),
        ("\n\nexport let a = 1;", 3, "只认"),
        ("const a = 1;\nexport { a };", 2, "只认"),
        ('export { a } from "./a/a.js";', 1, "只认"),
        ('export * from "./a/a.js";', 1, "只认"),
        ("export const { a } = {};", 1, "只认"),
        ('import { a } from "lodash";', 1, "只认"),
        ('import { a } from "./a/none.js";', 1, "没有 a/none.js"),
        ('import { a } from "../outside.js";', 1, r"没有 \.\./outside\.js"),
        ('import { z } from "./a/a.js";', 1, "a/a.js 没有 export z"),
        ('\nimport { round } from "./a/round.js";', 1, "互相 import"),
        ('import { a } from "./a/a.js";\nconst hidden = 1;', 2, "hidden 在 a/a.js 里已经有了"),
    ],
)
def test_anything_else_is_refused_with_its_file_and_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    root = written(
        tmp_path / "js",
        {
            "page.js": text,
            "a/a.js": "export const a = 1;\nconst hidden = 2;\n",
            "a/round.js": 'import { page } from "../page.js";\nexport const round = 1;\n',
        },
    )
    (tmp_path / "outside.js").write_text("export const a = 1;\n")
    with pytest.raises(ScriptError, match=rf"\.js:{line}：.*{reason}"):
        joined_scripts(root)


def test_the_words_may_stand_in_comments(tmp_path: Path) -> None:
    root = written(tmp_path, {"page.js": '// import what\n/**\n * export it\n */\nsaid.push("fine");\n'})
    assert result_of(joined_scripts(root)["page.js"]) == "fine"


def test_every_script_of_the_theme_is_a_classic_script_and_small() -> None:
    shipped = {path.rsplit("/", 1)[1]: data for path, data in shipped_scripts(theme_directory()).items()}
    for text in (data.decode() for data in shipped.values()):
        MiniRacer().eval(f"(() => {{\n{text}\n}})")
    sizes = {name: len(gzip.compress(data, mtime=0)) for name, data in shipped.items()}
    assert sizes["reader.js"] + sizes["suggest.js"] <= 4 * KILOBYTE
    assert sizes["search.js"] <= 10 * KILOBYTE
    assert sizes["near.js"] <= 2.5 * KILOBYTE


def test_no_template_string_stands_in_another_whose_spaces_would_be_lost_when_it_is_sent() -> None:
    assert "条`" in jsmin("f(`${a ? `${b} 条` : ``}`);"), "the reason of this test"
    assert " 条`" not in jsmin("f(`${a ? `${b} 条` : ``}`);")
    scripts = (theme_directory() / "assets/js").rglob("*.js")
    nested = [path.name for path in scripts if re.search(r"\$\{[^}`]*`[^`]* [^`]*`", path.read_text("utf-8"))]
    assert nested == []


def test_modules_are_joined_and_not_published(tiny_site: Path, tiny_files: dict[str, bytes]) -> None:
    found = {name for name in tiny_files if name.startswith("assets/js/")}
    assert found == set(shipped_scripts(theme_directory())) - set(OF_GOVERNMENT)
    assert not [path for path in (tiny_site / "assets/js").iterdir() if path.is_dir()]


def test_a_script_that_cannot_be_joined_stops_the_build_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(theme_directory(), theme)
    (theme / "assets/js/extra.js").write_text('import "./core/dom.js";\n')
    monkeypatch.setattr("county_casebook.host.plugin.theme_directory", lambda: theme)
    with pytest.raises(BuildRefused, match=r"extra\.js:1：只认 .*没有动上一次的网站"):
        build_site(copy_of_tiny(tmp_path / "tiny"), tmp_path / "site")
