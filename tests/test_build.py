"""Check, build aside, gate, swap: what an editor, a reader and a machine that fails in the middle meet."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.deliver import sitemap
from county_casebook.deliver.inspection import faults
from county_casebook.deliver.target import MARKER
from county_casebook.host.site import BuildRefused, build_site
from county_casebook.records import KINDS
from tests.building import copy_of_tiny, edited, files_of


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")


@pytest.mark.slow
def test_two_builds_in_two_folders_are_the_same_bytes(tiny_site: Path, tmp_path: Path) -> None:
    one, other = tiny_site, build_site(copy_of_tiny(tmp_path / "elsewhere/other"), None)
    assert files_of(one) == files_of(other)


@pytest.mark.slow
def test_bad_content_leaves_the_last_good_site_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    before = files_of(build_site(config, None))
    (config.parent / "content/cases/broken.yml").write_text("title: 甲: 乙\n", "utf-8")
    assert main(["build", "-f", str(config)]) == 1
    said = capsys.readouterr().err
    assert "content/cases/broken.yml:1:8: 错误：文字里有半角冒号加空格" in said
    assert "没有动上一次的网站" in said
    assert files_of(config.parent / "site") == before
    assert sorted(path.name for path in (config.parent / ".site.casebook").iterdir()) == [
        MARKER,
        "lock",
        "unchanged.json",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "kept", [(), ("policies",), ("policies", "counties"), ("policies", "counties", "organizations")]
)
def test_a_library_that_only_begins_is_a_whole_site(tmp_path: Path, kept: tuple[str, ...]) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    for kind in KINDS:
        if kind not in kept:
            shutil.rmtree(config.parent / "content" / kind, ignore_errors=True)
    for county in (config.parent / "content/counties").glob("*.yml"):
        county.write_text(county.read_text("utf-8").replace("    honour: tea-roll\n", ""), "utf-8")
    site = build_site(config, None)
    assert (site / "search/index.json").is_file()
    assert (site / "duties/index.html").is_file() == ("policies" in kept)


@pytest.mark.slow
def test_files_that_did_not_change_keep_their_date(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    site = build_site(config, None)
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    case = config.parent / "content/cases/jichuan-tea.yml"
    case.write_text(
        case.read_text("utf-8").replace("据公开资料整理的做法", "据公开资料整理的凤梨做法"), "utf-8"
    )
    site = build_site(config, None)
    renewed = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.stat().st_mtime > 1_000_000_000
    }
    assert "cases/jichuan-tea/index.html" in renewed
    assert "search/index.json" in renewed
    assert (
        not {"policies/demo-plan/index.html", "assets/js/search.js", "counties/chengxi/index.html"} & renewed
    )


@pytest.mark.slow
def test_a_site_the_gate_refuses_is_not_published(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    before = files_of(build_site(config, None))
    about = config.parent / "content/pages/about.md"
    about.write_text(about.read_text("utf-8") + "\n[丢失](../cases/nowhere/)\n", "utf-8")
    with pytest.raises(BuildRefused, match=r"about/index\.html：链接没有着落 cases/nowhere/index\.html"):
        build_site(config, None)
    assert files_of(config.parent / "site") == before


@pytest.mark.slow
def test_a_build_killed_at_any_time_leaves_a_whole_site(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    before = files_of(build_site(config, None))
    command = [
        sys.executable,
        "-c",
        "import sys; from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))",
    ]
    for wait in (0.3, 0.6, 0.8, 1.0, 1.2):
        process = subprocess.Popen(
            [*command, "build", "-f", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert files_of(config.parent / "site") == before
    assert files_of(build_site(config, None)) == before


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a limit on file sizes")
def test_a_full_disk_leaves_the_last_good_site_whole(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    before = files_of(build_site(config, None))
    edited(config)
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from county_casebook.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "build", "-f", str(config)], capture_output=True, check=False
    )
    assert run.returncode == 1
    said = run.stderr.decode()
    assert said == f"写不了 {config.parent / 'site'}：文件超过了系统允许的大小；没有动上一次的网站\n"
    assert files_of(config.parent / "site") == before


_OF_WITHDRAWN = {
    "cases/jichuan-tea/index.html",
    "changes/index.html",
    "moved.json",
    ".casebook-files",
    "SHA256SUMS",
}
"""Where the id of a record that was withdrawn still stands: its address, what became of it by day, and the lists of such addresses."""


@pytest.mark.slow
def test_drafts_and_withdrawn_records_are_nowhere_in_the_site(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    (config.parent / "content/collections/tea-reading.yml").unlink()
    case = config.parent / "content/cases/jichuan-tea.yml"
    text = case.read_text("utf-8").replace("霁川市据公开资料整理的做法。", "不得外传的独特字样。")
    withdrawn = "status: withdrawn\nwithdrawal:\n  date: 2006-03\n  reason: 示例原因。"
    for status, places in (("status: draft", set()), (withdrawn, _OF_WITHDRAWN)):
        case.write_text(text.replace("status: published", status), "utf-8")
        site = files_of(build_site(config, None))
        assert not [name for name, data in site.items() if "独特字样".encode() in data]
        assert {name for name, data in site.items() if b"jichuan-tea" in data} == places
    case.write_text(text.replace("status: published", "status: draft"), "utf-8")
    site = files_of(build_site(config, None, drafts=True))
    assert "独特字样".encode() in site["cases/jichuan-tea/index.html"]
    assert "预览".encode() in site["index.html"]


def test_a_fictional_library_says_so_on_every_page(tiny_files: dict[str, bytes]) -> None:
    pages = {name: data for name, data in tiny_files.items() if name.endswith(".html")}
    assert len(pages) > 25
    assert not [name for name, data in pages.items() if "示例数据".encode() not in data]


def test_no_page_has_a_script_of_its_own_or_asks_another_host(tiny_files: dict[str, bytes]) -> None:
    for name, data in tiny_files.items():
        if name.endswith(".html"):
            html = data.decode()
            assert not re.findall(r"<script(?![^>]*(?:src=|application/ld\+json))", html), name
            assert not re.findall(r"<style|\sstyle=", html), name
            assert "googleapis" not in html, name


@pytest.mark.slow
def test_the_sitemap_holds_the_records(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    config.write_text(config.read_text("utf-8") + "site_url: https://example.org/casebook/\n", "utf-8")
    files = files_of(build_site(config, None))
    sitemap = files["sitemap.xml"].decode()
    assert "<loc>https://example.org/casebook/cases/chengxi-envoys/</loc>" in sitemap
    assert "/search/" not in sitemap
    for folder in ("cases/chengxi-envoys", "counties/chengxi", "policies/demo-plan", "duties", "cases"):
        assert files[f"{folder}/index.html"].count(b'class="cb-return"') == 1, folder


def test_the_gate_names_every_fault_of_a_bad_site(tmp_path: Path) -> None:
    page = '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>x</title></head><body><p id="a"></p><p id="a"></p><a href="#b">b</a><a href="gone/">g</a>'
    page += '<img src="https://example.org/x.png"><a onclick="x()">c</a><a href="javascript:x()">d</a><a href="https://example.org/">ok</a></body></html>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert faults(tmp_path, shipped={}) == [
        "index.html：<a href> 里有脚本地址：javascript:x()",
        "index.html：<a> 有事件处理 onclick",
        "index.html：<img src> 请求别的网站：https://example.org/x.png",
        "index.html：id a 用了两次",
        "index.html：链接没有着落 gone/index.html",
        "index.html：链接没有着落 index.html#b",
    ]


def test_without_a_configuration_there_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-f", str(tmp_path / "mkdocs.yml")]) == 1
    assert "在项目根目录运行" in capsys.readouterr().err


@pytest.mark.slow
def test_more_addresses_than_a_sitemap_may_hold_stand_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    config.write_text(config.read_text("utf-8") + "site_url: https://example.org/casebook/\n", "utf-8")
    whole = re.findall(r"<loc>([^<]*)</loc>", files_of(build_site(config, None))["sitemap.xml"].decode())
    monkeypatch.setattr(sitemap, "MOST", 20)
    files = files_of(build_site(config, None))
    named = re.findall(r"<sitemap><loc>([^<]*)</loc></sitemap>", files["sitemap.xml"].decode())
    assert named == [
        f"https://example.org/casebook/sitemap-{each + 1}.xml" for each in range(-(-len(whole) // 20))
    ]
    parts = [files[name.rpartition("/")[2]].decode() for name in named]
    held = [re.findall(r"<loc>([^<]*)</loc>", part) for part in parts]
    assert [address for part in held for address in part] == whole
    assert all(0 < len(part) <= 20 for part in held)
    assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]


@pytest.mark.parametrize(("addresses", "files"), [(49_997, 1), (50_000, 1), (50_001, 3), (100_001, 4)])
def test_a_sitemap_holds_fifty_thousand_addresses(addresses: int, files: int) -> None:
    made = sitemap.sitemaps("<urlset></urlset>", (f"{each}/index.html" for each in range(addresses)), "/")
    assert len(made) == files
    assert sum(text.count("<url>") for text in made.values()) == addresses
    assert max(text.count("<url>") for text in made.values()) <= 50_000
