"""What a site's own theme holds wins over ours: templates of records, macros, the frame, styles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.host.site import BuildRefused, build_site
from county_casebook.render.environment import theme_directory
from tests.building import NO_DATA, copy_of_tiny, files_of


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The tiny library with an empty theme of its own."""
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    (config.parent / "theme").mkdir()
    text = config.read_text("utf-8")
    config.write_text(text.replace("  name: material\n", "  name: material\n  custom_dir: theme\n"), "utf-8")
    return config


def put(config: Path, name: str, text: str) -> None:
    path = config.parent / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def page(site: Path, url: str = "cases/jichuan-tea/") -> str:
    return (site / url / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_an_empty_theme_changes_nothing(
    config: Path, tiny_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    config.write_text(config.read_text("utf-8").replace(NO_DATA, ""), "utf-8")
    assert files_of(build_site(config, None)) == tiny_files


@pytest.mark.slow
def test_a_template_of_a_record_wins_over_ours(config: Path) -> None:
    put(config, "kinds/case/page.html", '<article class="cb-page"><h1>本省的案例页</h1></article>')
    site = build_site(config, None)
    assert "<h1>本省的案例页</h1>" in page(site)
    assert "本省的案例页" not in page(site, "counties/yanpu/")


@pytest.mark.slow
def test_a_macro_wins_wherever_our_templates_use_it(config: Path) -> None:
    ours = (theme_directory() / "macros/library.html").read_text("utf-8")
    start = "{% macro to_compare(line, root) -%}"
    assert start in ours
    put(
        config, "macros/library.html", ours.replace(start, f'{start}\n<span class="cb-small">本省的话</span>')
    )
    assert "本省的话" in page(build_site(config, None), "cases/")


@pytest.mark.slow
def test_the_frame_and_the_page_written_by_hand_win(config: Path) -> None:
    put(config, "partials/shell-footer.html", "<footer><p>本省的页脚</p></footer>")
    put(config, "pages/guide_contents.html", "<p>本省的字段表</p>")
    site = build_site(config, None)
    assert "本省的页脚" in page(site)
    assert "本省的页脚" in page(site, "about/")
    assert "本省的字段表" in page(site, "guide/")


@pytest.mark.slow
def test_a_style_wins_and_is_sent_without_its_comments(config: Path) -> None:
    put(config, "assets/css/tokens.css", "/* 说明 */\n:root {\n  --cb-ink: #010203;\n}\n")
    site = build_site(config, None)
    style = (site / "assets/css/casebook.css").read_text("utf-8")
    assert style.startswith(":root{--cb-ink:#010203}*,")
    assert "--cb-accent:" not in style
    assert not (site / "assets/css/tokens.css").exists()


@pytest.mark.slow
def test_a_style_of_its_own_is_published_and_asked_for(config: Path) -> None:
    put(config, "assets/css/province.css", ".cb-title { letter-spacing: 1px; }\n")
    config.write_text(f"{config.read_text('utf-8')}extra_css: [assets/css/province.css]\n", "utf-8")
    site = build_site(config, None)
    assert (site / "assets/css/province.css").read_text("utf-8") == ".cb-title{letter-spacing:1px}"
    order = [line for line in page(site).split("<link ") if "assets/css/" in line]
    assert "province.css" in order[-1]


@pytest.mark.slow
def test_a_style_that_asks_another_host_does_not_leave(config: Path) -> None:
    put(config, "assets/css/tokens.css", "@import url(https://fonts.example/a.css);\n")
    with pytest.raises(BuildRefused, match=r"casebook\.css：样式里不许有 @import"):
        build_site(config, None)


@pytest.mark.slow
def test_a_script_of_ours_cannot_be_replaced(config: Path) -> None:
    put(config, "assets/js/reader.js", "alert(1)")
    assert b"alert" not in files_of(build_site(config, None))["assets/js/reader.js"]


@pytest.mark.slow
def test_the_next_site_built_in_the_process_has_its_own_theme(config: Path, tmp_path: Path) -> None:
    put(config, "kinds/case/page.html", "<article>本省的案例页</article>")
    build_site(config, None)
    assert "本省的案例页" not in page(build_site(copy_of_tiny(tmp_path / "plain"), None))


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<article>\n{% if %}\n</article>", 2, "Expected an expression"),
        ("<article>\n\n{{ nobody_knows.this }}</article>", 3, "'nobody_knows' is undefined"),
        ('<article>\n{% include "parts/missing.html" %}</article>', 2, "没有模板 parts/missing.html"),
    ],
)
def test_a_template_that_cannot_be_rendered_is_a_sentence_with_its_line(
    template: str, line: int, words: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(config, "kinds/case/page.html", template)
    assert main(["build", "-f", str(config)]) == 1
    said = capsys.readouterr().err
    assert f"theme/kinds/case/page.html:{line}：主题里的模板用不了：{words}" in said
    assert "没有动上一次的网站" in said


def test_a_build_that_is_refused_halfway_leaves_no_file_of_its_cache_open_or_behind(config: Path) -> None:
    put(config, "kinds/case/page.html", "{{ nothing.at_all }}")
    with pytest.raises(BuildRefused) as refused:
        build_site(config, None)
    cache = config.parent / ".cache/casebook"
    assert refused.value.__cause__
    assert (cache / "check").is_file()
    assert [path.name for path in cache.iterdir() if path.suffix == ".aside"] == []


def test_a_broken_frame_of_its_own_is_a_sentence_too(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(theme_directory() / "partials", config.parent / "theme/partials")
    put(config, "partials/shell-footer.html", "<footer>{% endif %}</footer>")
    assert main(["build", "-f", str(config)]) == 1
    assert "theme/partials/shell-footer.html:1：主题里的模板用不了" in capsys.readouterr().err
