"""What must not leave the house does not: a fault planted anywhere in a built site is found, and a site without one passes."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import html5lib
import material
import pytest
from PIL import Image

from county_casebook.cache.folder import CacheFolder
from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.gate.allowed import ADDRESSES, TAGS, shape
from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.deliver.gate.tags import read_tag
from county_casebook.deliver.inspection import faults, inspection
from county_casebook.demo import write_demo
from county_casebook.host.site import BuildRefused
from county_casebook.publish.search.packing import packed
from county_casebook.render.environment import theme_directory
from tests.building import ADDRESS, build_site, copy_of_tiny, files_of, once

PAGE = "cases/jichuan-tea/index.html"


@cache
def shipped() -> dict[str, bytes]:
    return shipped_files(theme_directory(), [theme_directory(), Path(material.__file__).parent / "templates"])


def warm(site: Path) -> list[str]:
    """What is said of a site when what was let through before is not read again."""
    shelf = CacheFolder(site.parent / "kept").shelf
    return inspection(site, shipped=shipped(), own_address=ADDRESS, shelf=partial(shelf, "gate")).faults


def gate(site: Path) -> list[str]:
    """What is said of a site, which is the same with a cache that knows it as it was, and as it is."""
    found = faults(site, shipped=shipped(), own_address=ADDRESS)
    assert warm(site) == warm(site) == found
    return found


@pytest.fixture(scope="module")
def good(addressed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = Path(shutil.copytree(addressed_site, tmp_path_factory.mktemp("good") / "site"))
    assert warm(built) == []
    return built


@pytest.fixture
def site(good: Path) -> Iterator[Path]:
    """The good site, to plant faults in; afterwards it is as it was."""
    before = files_of(good)
    yield good
    for path in sorted(good.rglob("*"), reverse=True):
        name = path.relative_to(good).as_posix()
        if path.is_symlink() or (path.is_file() and name not in before):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, data in before.items():
        if not (good / name).is_file() or (good / name).read_bytes() != data:
            (good / name).write_bytes(data)


@pytest.mark.slow
def test_a_good_site_passes(site: Path) -> None:
    assert gate(site) == []


@pytest.mark.slow
def test_a_library_of_200_cases_passes(tmp_path: Path) -> None:
    write_demo(tmp_path, cases=200)
    assert build_site(tmp_path / "mkdocs.yml", None).is_dir()


IN_THE_BODY = (
    # tags
    ("<iframe></iframe>", "不许有的标签 <iframe>"),
    ('<iframe src="https://evil.example/"></iframe>', "不许有的标签 <iframe>"),
    ('<iframe srcdoc="x"></iframe>', "不许有的标签 <iframe>"),
    ('<object data="x.svg"></object>', "不许有的标签 <object>"),
    ('<embed src="x.swf">', "不许有的标签 <embed>"),
    ('<base href="https://evil.example/">', "不许有的标签 <base>"),
    ('<base target="_blank">', "不许有的标签 <base>"),
    ("<style>p{color:red}</style>", "不许有的标签 <style>"),
    ("<style>@import url(https://evil.example/x.css)</style>", "不许有的标签 <style>"),
    ("<svg><style>*{fill:red}</style></svg>", "不许有的标签 <style>"),
    ("<template><p>x</p></template>", "不许有的标签 <template>"),
    ("<noscript><p>x</p></noscript>", "不许有的标签 <noscript>"),
    ("<textarea></textarea>", "不许有的标签 <textarea>"),
    ("<math><mi>x</mi></math>", "不许有的标签 <math>"),
    ("<video></video>", "不许有的标签 <video>"),
    ("<audio></audio>", "不许有的标签 <audio>"),
    ("<x-thing></x-thing>", "标签的写法不对：<x-thing>"),
    ("<marquee>x</marquee>", "不许有的标签 <marquee>"),
    ("<svg><use></use></svg>", "不许有的标签 <use>"),
    ("<svg><animate></animate></svg>", "不许有的标签 <animate>"),
    ("<svg><foreignObject></foreignObject></svg>", "标签的写法不对：<foreignObject>"),
    ("<svg><set></set></svg>", "不许有的标签 <set>"),
    ("<svg><image/></svg>", "不许有的标签 <image>"),
    # scripts
    ("<script>x()</script>", "<script> 只能引用本站的脚本"),
    ('<script type="module">x()</script>', "<script type> 不许写“module”"),
    ('<script type="text/javascript">x()</script>', "<script type> 不许写“text/javascript”"),
    ('<script type="application/ld+json">{"a": </script>', "不是 JSON"),
    ('<script type="application/ld+json">{"a": NaN}</script>', "不是 JSON"),
    ('<script type="application/ld+json">x()</script>', "不是 JSON"),
    ('<script type="application/ld+json">{}<b></b></script>', "<script> 里有标签"),
    ('<script src="../../assets/js/reader.js">x()</script>', "有行内脚本：x()"),
    ('<script src="../../assets/js/gone.js"></script>', "链接没有着落 assets/js/gone.js"),
    ('<script src="../../files/tea.png"></script>', "files/tea.png 不是脚本"),
    ('<script src="https://evil.example/x.js"></script>', "<script src> 请求别的网站"),
    ('<script src="//evil.example/x.js"></script>', "<script src> 请求别的网站"),
    ('<script src="data:text/javascript,x()"></script>', "<script src> 里有脚本地址"),
    ("<SCRIPT>x()</SCRIPT>", "标签的写法不对：<SCRIPT>"),
    # handlers and styles of a tag
    ('<p onclick="x()">x</p>', "<p> 有事件处理 onclick"),
    ('<img src="../../files/tea.png" alt="" onerror="x()">', "<img> 有事件处理 onerror"),
    ('<svg onload="x()"></svg>', "<svg> 有事件处理 onload"),
    ('<p ONCLICK="x()">x</p>', "<p> 有事件处理 ONCLICK"),
    ('<details open ontoggle="x()"></details>', "<details> 有事件处理 ontoggle"),
    ('<p style="color:red">x</p>', "<p> 有行内样式 style"),
    ('<div style="background:url(https://evil.example/x)"></div>', "<div> 有行内样式 style"),
    ('<rect style="fill:red"/>', "<rect> 有行内样式 style"),
    # attributes that fetch or lead
    (
        '<img src="../../files/tea.png" alt="" srcset="https://evil.example/x.png 2x">',
        "<img srcset> 请求别的网站",
    ),
    ('<img alt="" srcset="../../files/tea.png 1x, //evil.example/x.png 2x">', "<img srcset> 请求别的网站"),
    ('<picture><source srcset="https://evil.example/x.webp"></picture>', "<source srcset> 请求别的网站"),
    ('<img alt="" srcset="../../files/gone.png 1x">', "链接没有着落 files/gone.png"),
    ('<p poster="x.png">x</p>', "<p> 不许有属性 poster"),
    ('<video poster="https://evil.example/x.png"></video>', "不许有的标签 <video>"),
    ('<img alt="" poster="//evil.example/x.png">', "<img> 不许有属性 poster"),
    ('<button formaction="https://evil.example/">x</button>', "<button> 不许有属性 formaction"),
    ('<input formaction="x">', "<input> 不许有属性 formaction"),
    ('<button type="submit" formaction="javascript:x()">x</button>', "<button> 不许有属性 formaction"),
    ('<p srcdoc="x">x</p>', "<p> 不许有属性 srcdoc"),
    ('<img alt="" srcdoc="x">', "<img> 不许有属性 srcdoc"),
    ('<a xlink:href="https://evil.example/">x</a>', "<a> 不许有属性 xlink:href"),
    ('<svg><path xlink:href="javascript:x()"/></svg>', "<path> 不许有属性 xlink:href"),
    ('<svg xlink:href="x"></svg>', "<svg> 不许有属性 xlink:href"),
    ('<svg><rect fill="url(https://evil.example/#x)"/></svg>', "<rect fill> 不许写"),
    ('<blockquote cite="https://evil.example/">x</blockquote>', "<blockquote> 不许有属性 cite"),
    ('<table background="x.png"></table>', "<table> 不许有属性 background"),
    ('<a ping="https://evil.example/" href="./">x</a>', "<a> 不许有属性 ping"),
    ('<a download href="./">x</a>', "<a> 不许有属性 download"),
    ('<a target="_top" href="./">x</a>', "<a target> 不许写“_top”"),
    ('<a target="_blank" href="./">x</a>', "<a target> 没有同时写 rel=noopener"),
    ('<a target="_blank" rel="opener" href="./">x</a>', "<a rel> 不许写“opener”"),
    ("<p contenteditable>x</p>", "<p> 不许有属性 contenteditable"),
    ('<p is="x-y">x</p>', "<p> 不许有属性 is"),
    ('<p class="a" class="b">x</p>', "<p> 的属性写了两次"),
    ('<input type="image" src="x.png">', "<input type> 不许写“image”"),
    ('<input type="password">', "<input type> 不许写“password”"),
    ('<input type="checkbox" data-md-toggle="drawer">', "data-md-toggle"),
    ('<div data-md-component="dialog"></div>', "data-md-component"),
    ('<input type="file">', "<input type> 不许写“file”"),
    # forms
    ('<form action="https://evil.example/"></form>', "<form action> 请求别的网站"),
    ('<form action="//evil.example/"></form>', "<form action> 请求别的网站"),
    ('<form action="javascript:x()"></form>', "<form action> 里有脚本地址"),
    ('<form action="../../gone/"></form>', "链接没有着落 gone/index.html"),
    ('<form method="post" action="../../search/"></form>', "<form method> 不许写“post”"),
    ('<form target="_blank" action="../../search/"></form>', "<form> 不许有属性 target"),
    # addresses
    ('<a href="javascript:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href="JaVaScRiPt:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href="java&#10;script:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href=" &#1;javascript:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href="&#106;avascript:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href="vbscript:x()">x</a>', "<a href> 里有脚本地址"),
    ('<a href="data:text/html,x">x</a>', "<a href> 里有脚本地址"),
    ('<a href="blob:x">x</a>', "<a href> 里有脚本地址"),
    ('<a href="ftp://a.example/">x</a>', "<a href> 的地址不许这样写：ftp:"),
    ('<a href="file:///etc/hostname">x</a>', "<a href> 的地址不许这样写：file:"),
    ('<a href="tel:1">x</a>', "<a href> 的地址不许这样写：tel:"),
    ('<a href="tel:12316;phone-context=x">x</a>', "<a href> 的地址不许这样写：tel:"),
    ('<a href="tel:*%2306#">x</a>', "<a href> 的地址不许这样写：tel:"),
    ('<img src="tel:12316" alt="x">', "<img src> 的地址不许这样写：tel:"),
    ('<a href="//evil.example/">x</a>', "<a href> 不许省去 http 或 https"),
    ('<a href="/\\evil.example/">x</a>', "<a href> 的地址里有不该有的字符"),
    ('<a href="https://evil.example\\@a.cn/">x</a>', "<a href> 的地址不许这样写"),
    ('<a href="https://a.cn@evil.example/">x</a>', "<a href> 的地址不许这样写"),
    ('<a href="https:evil.example">x</a>', "<a href> 的地址不许这样写"),
    ('<a href="https:///evil.example/">x</a>', "<a href> 的地址不许这样写"),
    ('<a href="mailto:a@b.cn?bcc=c@d.cn">x</a>', "<a href> 的地址不许这样写"),
    ('<a href="../../../../etc/">x</a>', "走出了网站"),
    ('<a href="/etc/">x</a>', "走出了网站"),
    ('<a href="..%2f..%2fx/">x</a>', "<a href> 的地址里有不该有的字符"),
    ('<a href="%2e%2e/x/">x</a>', "<a href> 的地址里有不该有的字符"),
    ('<a href="a//b/">x</a>', "<a href> 的地址里有不该有的字符"),
    ('<a href="?a=1&copy=2">x</a>', "里的 & 没有写成 &amp;"),
    ('<a href="../gone/">x</a>', "链接没有着落 cases/gone/index.html"),
    ('<a href="#gone">x</a>', f"链接没有着落 {PAGE}#gone"),
    ('<a href="../chengxi-envoys/#gone">x</a>', "链接没有着落 cases/chengxi-envoys/index.html#gone"),
    (f'<a href="{ADDRESS}gone/">x</a>', "链接没有着落 gone/index.html"),
    ('<img alt="" src="https://evil.example/x.png">', "<img src> 请求别的网站"),
    ('<img alt="" src="//evil.example/x.png">', "<img src> 请求别的网站"),
    ('<img alt="" src="data:image/svg+xml,x">', "<img src> 里有脚本地址"),
    ('<img alt="" src="../../files/gone.png">', "链接没有着落 files/gone.png"),
    ('<img alt="" src="../../search/index.json">', "search/index.json 不是图片"),
    # text
    ("<!-- x -->", "有注释 <!-- x --"),
    ("<!---->", "有注释"),
    ("<!-- <b>x</b> -->", "有注释"),
    ("<?php x ?>", "标签的写法不对：<?php"),
    ("<![CDATA[x]]>", "标签的写法不对：<![CDATA["),
    ("a < b", "有不成标签的 < 或 >"),
    ("a > b", "有不成标签的 < 或 >"),
    ("<p title='x'>x</p>", "标签的写法不对：<p title='x'>"),
    ("<p title=x>x</p>", "标签的写法不对：<p title=x>"),
    ('<p title="x"class="y">x</p>', "标签的写法不对"),
    ("<p/onclick=x>x</p>", "标签的写法不对"),
    ("<p>x", "标签没有成对"),
    ("</section>", "标签没有成对"),
    ("<b><i>x</b></i>", "标签没有成对"),
    ("<div/>", "<div/> 没有结束标签"),
    ('<p id="sources">x</p><p id="sources">y</p>', "id sources 用了两次"),
    ('<p id="a b">x</p>', "<p id> 不许写“a b”"),
    ("<title>x</title>", "标题放错了地方"),
    ('<title id="x">y</title>', "标题放错了地方"),
    ("<title><b></b></title>", "标题放错了地方，或里面有标签"),
    ("\x00", "有控制字符"),
    ("\x1b[31m", "有控制字符"),
    ("\r", "有控制字符"),
    ("<p>/home/builder/casebook/content</p>", "有本机的路径：/home/builder/casebook/content"),
    ("<p>C:\\Users\\x\\casebook</p>", "有本机的路径：C:\\Users\\x\\casebook"),
    ('<p title="/tmp/build/x">x</p>', "有本机的路径：/tmp/build/x"),
    ("<p>file:///x</p>", "有本机的路径：file:///x"),
)

IN_THE_HEAD = (
    (
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        "<meta http-equiv> 只许立刻转到本站",
    ),
    (
        '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
        "<meta http-equiv> 只许立刻转到本站",
    ),
    ('<meta http-equiv="refresh" content="0; url=//evil.example/">', "<meta http-equiv> 只许立刻转到本站"),
    ('<meta http-equiv="refresh" content="0; url=javascript:x()">', "<meta http-equiv> 只许立刻转到本站"),
    ('<meta http-equiv="refresh" content="9; url=../">', "<meta http-equiv> 只许立刻转到本站"),
    ('<meta http-equiv="refresh" content="2">', "<meta http-equiv> 只许立刻转到本站"),
    ('<meta http-equiv="refresh" content="0; url=gone/">', "链接没有着落"),
    ('<meta http-equiv="set-cookie" content="x">', "<meta http-equiv> 不许写“set-cookie”"),
    (
        '<meta http-equiv="Content-Security-Policy" content="x">',
        "<meta http-equiv> 不许写“Content-Security-Policy”",
    ),
    ('<meta name="referrer" content="unsafe-url">', "<meta name> 不许写“referrer”"),
    ('<meta property="og:image" content="https://evil.example/x.png">', "<meta content> 请求别的网站"),
    ('<meta property="og:image" content="//evil.example/x.png">', "<meta content> 请求别的网站"),
    ('<meta itemprop="image" property="og:image" content="javascript:x()">', "<meta content> 里有脚本地址"),
    (f'<meta property="og:image" content="{ADDRESS}cases/gone.png">', "链接没有着落 cases/gone.png"),
    (f'<meta property="og:image" content="{ADDRESS}search/">', "search/index.html 不是图片"),
    ('<meta property="og:url" content="https://evil.example/">', "<meta content> 请求别的网站"),
    (f'<meta property="og:url" content="{ADDRESS}cases/gone/">', "链接没有着落 cases/gone/index.html"),
    ('<meta property="og:video" content="x">', "<meta property> 不许写“og:video”"),
    ('<meta name="twitter:player" content="x">', "<meta name> 不许写“twitter:player”"),
    ('<meta itemprop="video" content="x">', "<meta itemprop> 不许写“video”"),
    ('<p itemscope itemtype="https://schema.org/Thing">x</p>', "<p> 不许有属性 itemscope"),
    ('<script type="application/ld+json">{"@id": "../gone/"}</script>', "链接没有着落 cases/gone/index.html"),
    (
        '<script type="application/ld+json">[{"url": "javascript:x()"}]</script>',
        "结构化数据的 url 里有脚本地址",
    ),
    ('<script type="application/ld+json">{"a": {"@id": "#gone"}}</script>', f"链接没有着落 {PAGE}#gone"),
    (
        '<meta name="casebook-endpoint" content="https://evil.example/">',
        "<meta name=casebook-endpoint> 不许写",
    ),
    ('<meta name="casebook-endpoint" content="//evil.example/">', "<meta name=casebook-endpoint> 不许写"),
    ('<link rel="stylesheet" href="https://evil.example/x.css">', "<link href> 请求别的网站"),
    ('<link rel="stylesheet" href="//evil.example/x.css">', "<link href> 请求别的网站"),
    ('<link rel="stylesheet" href="../../assets/css/gone.css">', "链接没有着落 assets/css/gone.css"),
    ('<link rel="stylesheet" href="../../assets/js/reader.js">', "assets/js/reader.js 不是样式"),
    ('<link rel="icon" href="https://evil.example/x.ico">', "<link href> 请求别的网站"),
    ('<link rel="preload" href="../../files/tea.png">', "<link rel> 不许写“preload”"),
    ('<link rel="dns-prefetch" href="//evil.example">', "<link rel> 不许写“dns-prefetch”"),
    ('<link rel="preconnect" href="https://evil.example">', "<link rel> 不许写“preconnect”"),
    ('<link rel="manifest" href="x.json">', "<link rel> 不许写“manifest”"),
    ('<link rel="stylesheet alternate" href="../../assets/css/casebook.css">', "<link rel> 不许写"),
    ('<link rel="canonical" href="javascript:x()">', "<link href> 里有脚本地址"),
    (f'<link rel="canonical" href="{ADDRESS}gone/">', "链接没有着落 gone/index.html"),
    ("<title>y</title>", "标题不止一个"),
    ("<head></head>", "不是各一个、依次排列"),
)


@pytest.mark.slow
def test_pages_may_name_the_search_engine_that_is_configured_and_no_other(site: Path) -> None:
    page = site / "index.html"
    endpoint = "https://search.example.cn/casebook"
    meta = f'<meta name="casebook-endpoint" content="{endpoint}"></head>'
    page.write_text(page.read_text("utf-8").replace("</head>", meta), "utf-8")

    def told(configured: str) -> list[str]:
        found = faults(site, shipped=shipped(), own_address=ADDRESS, endpoint=configured)
        return [line for line in found if "casebook-endpoint" in line]

    assert told(endpoint) == []
    assert len(told("")) == len(told("https://search.example.cn/")) == 1


OUTLINES: tuple[tuple[str, str, str], ...] = (
    ("<!doctype html>", "", "开头不是 <!doctype html>"),
    ("<!doctype html>", "x<!doctype html>", "开头不是 <!doctype html>"),
    ("<!doctype html>", "<!doctype html><!doctype html>", "开头不是 <!doctype html>"),
    (' lang="zh-CN"', "", "<html> 没有写语言 lang"),
    (' lang="zh-CN"', ' lang="中文"', "<html lang> 不许写"),
    ('<meta charset="utf-8">', "", "没有 <meta charset=utf-8>"),
    ('<meta charset="utf-8">', '<meta charset="gbk">', "<meta charset> 不许写“gbk”"),
    ("<title>霁川市茶产业的做法 - 县域科技经验库（示例）</title>", "", "没有标题"),
    ("霁川市茶产业的做法 - 县域科技经验库（示例）</title>", "</title>", "没有标题"),
    ("</html>", "</html><p>x</p>", "不是各一个、依次排列"),
    ("</html>", "</html>x", "不是各一个、依次排列"),
    ("</body>", "</body><p>x</p>", "不是各一个、依次排列"),
)


def plant(site: Path, name: str, change: Callable[[str], str]) -> list[str]:
    path = site / name
    before = path.read_bytes().decode()
    after = change(before)
    assert after != before
    path.write_bytes(after.encode())
    return gate(site)


def planted_pages() -> Iterator[tuple[str, str, str]]:
    """Every fault of a page as (what of a good page, becomes what, what the gate tells); `gone` is another in each."""
    for planted, told in IN_THE_BODY:
        yield "</article>", f"{planted}</article>", told
    for planted, told in IN_THE_HEAD:
        yield "</head>", f"{planted}</head>", told
    yield from OUTLINES


PLANTED = [
    (old, new.replace("gone", f"gone{number}"), told.replace("gone", f"gone{number}"))
    for number, (old, new, told) in enumerate(planted_pages())
]


@pytest.fixture(scope="module")
def told_of_pages(good: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the gate says of a site with one more page for each fault."""
    site = Path(shutil.copytree(good, tmp_path_factory.mktemp("planted") / "site"))
    assert warm(site) == []
    html = (site / PAGE).read_text("utf-8")
    for number, (old, new, _) in enumerate(PLANTED):
        page = site / f"cases/planted-{number}/index.html"
        page.parent.mkdir()
        assert old in html, old
        page.write_bytes(html.replace(old, new).encode())
    return gate(site)


@pytest.mark.parametrize("number", range(len(PLANTED)), ids=[new[:40] for _, new, _ in PLANTED])
def test_a_fault_in_a_page_is_found(number: int, told_of_pages: list[str]) -> None:
    page = f"cases/planted-{number}/index.html"
    lines = [line for line in told_of_pages if line.startswith(f"{page}：")]
    assert [line for line in lines if PLANTED[number][2].replace(PAGE, page) in line], lines


KINDS_OF_PAGES = ("about/index.html", "404.html", "index.html", "search/index.html")
ANYWHERE = [fault for fault in IN_THE_BODY if "../" not in fault[0]][::9]


@pytest.fixture(scope="session")
def told_of_kinds(addressed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the gate says of a page with a fault, by both; in each round every page has another one, so that each has its line."""

    def make(folder: Path) -> None:
        site = Path(shutil.copytree(addressed_site, folder / "site"))
        before = {page: (site / page).read_text("utf-8") for page in KINDS_OF_PAGES}
        told: dict[str, list[str]] = {}
        for start in range(len(ANYWHERE)):
            planted = {page: (start + place) % len(ANYWHERE) for place, page in enumerate(KINDS_OF_PAGES)}
            for page, number in planted.items():
                assert "</article>" in before[page]
                html = before[page].replace("</article>", f"{ANYWHERE[number][0]}</article>")
                (site / page).write_bytes(html.encode())
            told.update(dict.fromkeys((f"{page} {number}" for page, number in planted.items()), gate(site)))
        (folder / "told.json").write_text(json.dumps(told), "utf-8")

    held = once(tmp_path_factory, "told-of-kinds", make) / "told.json"
    return dict(json.loads(held.read_text("utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("page", KINDS_OF_PAGES)
@pytest.mark.parametrize("number", range(len(ANYWHERE)), ids=[planted for planted, _ in ANYWHERE])
def test_the_same_holds_for_every_kind_of_page(
    page: str, number: int, told_of_kinds: dict[str, list[str]]
) -> None:
    found = told_of_kinds[f"{page} {number}"]
    assert [line for line in found if line.startswith(f"{page}：") and ANYWHERE[number][1] in line], found


def picture(format_: str, **how: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(written, format_, **how)
    return written.getvalue()


def moving() -> bytes:
    return picture("WEBP", save_all=True, append_images=[Image.new("RGB", (8, 8), "red")])


def noted() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "x"
    return picture("JPEG", exif=exif)


CSS = "assets/css/casebook.css"
ICON = "assets/images/icon.svg"
OTHER: tuple[tuple[str, bytes | Callable[[bytes], bytes], str], ...] = (
    # styles
    (CSS, lambda css: css + b"@import 'x.css';", "样式里不许有 @import"),
    (CSS, lambda css: css + b"@\\69mport 'x.css';", "样式里不许有 @import"),
    (
        CSS,
        lambda css: css + b"p{background:url(https://evil.example/x)}",
        "请求别的网站：https://evil.example/x",
    ),
    (CSS, lambda css: css + b"p{background:u\\72l('//evil.example/x')}", "请求别的网站：//evil.example/x"),
    (CSS, lambda css: css + b"p{background:url(../gone.png)}", "链接没有着落 assets/gone.png"),
    (CSS, lambda css: css + b"p{background:url(data:text/html,x)}", "里有脚本地址：data:"),
    (CSS, lambda css: css + b'p{background:image-set("https://evil.example/x" 1x)}', "样式请求别的网站"),
    (CSS, lambda css: css + b"p{width:expression(x())}", "样式里不许有 expression("),
    (CSS, lambda css: css + b"p{behavior:url(x.htc)}", "样式里不许有 behavior:"),
    (CSS, lambda css: css + b"p{color:red}", "不是主题里的样式，或被改过"),
    ("assets/css/more.css", b"p{color:red}", "不是主题里的样式，或被改过"),
    ("cases/x.css", b"p{color:red}", "不认识的文件"),
    # scripts
    ("assets/js/reader.js", lambda js: js + b";x()", "不是本站自己的脚本，或被改过"),
    ("assets/js/reader.js", b"", "不是本站自己的脚本，或被改过"),
    ("assets/js/more.js", b"x()", "不是本站自己的脚本，或被改过"),
    ("cases/x.js", b"x()", "不认识的文件"),
    ("assets/javascripts/bundle.min.js", b"x()", "不认识的文件"),
    ("sw.js", b"x()", "不认识的文件"),
    # drawings
    (ICON, lambda svg: svg.replace(b"</svg>", b"<script>x()</script></svg>"), "SVG 里不许有 <script>"),
    (ICON, lambda svg: svg.replace(b"<svg ", b'<svg onload="x()" '), "SVG 里不许有 <svg onload=x()>"),
    (ICON, lambda svg: svg.replace(b"</svg>", b"<foreignObject/></svg>"), "SVG 里不许有 <foreignObject>"),
    (
        ICON,
        lambda svg: svg.replace(b"</svg>", b'<image href="//evil.example/x"/></svg>'),
        "SVG 里不许有 <image>",
    ),
    (ICON, lambda svg: svg.replace(b"</svg>", b"<!-- x --></svg>"), "SVG 里有注释或声明"),
    (ICON, lambda svg: b'<?xml-stylesheet href="x.css"?>' + svg, "SVG 里有注释或声明"),
    (ICON, b"<svg>", "不是 SVG"),
    ("files/x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "不认识的文件"),
    # data
    ("search/index.json", b"{", "不是 JSON"),
    ("compare/cases/0.bin", packed(b""), "不是 JSON"),
    ("compare/cases/0.bin", b"{}", "不是本站压缩的数据"),
    ("duties/duties.json", b'{"a": Infinity}', "不是 JSON"),
    ("search/cards/0.bin", packed(b'{"url": "cases/gone/"}'), "链接没有着落 cases/gone/index.html"),
    ("search/cards/0.bin", packed(b'{"a": [{"url": "javascript:x()"}]}'), "里有脚本地址"),
    ("search/cards/0.bin", packed(b'{"a": "/home/builder/x"}'), "有本机的路径"),
    ("search/cards/0.bin", packed(b'{"a": "\xff"}'), "不是 UTF-8"),
    ("data.json", b"{}", "不认识的文件"),
    ("search/cards/0.bin", b'{"a": 1}', "不是本站压缩的数据"),
    ("search/cards/0.bin", packed(b"[]") + b"more", "不是本站压缩的数据"),
    ("search/data/abcdefgh.bin", packed(b"{"), "不是 JSON"),
    ("search/abcdef.bin", packed(b""), "是空的"),
    ("search/abcdef.bin", b"plain", "不是本站压缩的数据"),
    ("search/abc.bin", b"x", "不认识的文件"),
    ("files/abcdefgh.bin", b"x", "不认识的文件"),
    ("duties/duties.csv", b"a,b\n1\n", "CSV 的列数不一"),
    ("duties/duties.csv", b"", "CSV 的列数不一，或没有表头"),
    ("duties/duties.csv", b'a,b\n"1"2,3\n', "不是 CSV"),
    # site map and feeds
    ("sitemap.xml", b"<urlset>", "不是网站地图"),
    (
        "sitemap.xml",
        lambda xml: xml.replace(b"/cases/jichuan-tea/", b"/cases/gone/"),
        "链接没有着落 cases/gone/index.html",
    ),
    (
        "sitemap.xml",
        lambda xml: xml.replace(b"https://casebook.example", b"https://evil.example"),
        "不是本站的地址",
    ),
    ("sitemap.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml.partition(b"?>")[2], "不是网站地图"),
    ("sitemap.xml.gz", b"x", "不是 gzip"),
    ("sitemap.xml.gz", gzip.compress(b"x", mtime=0), "和 sitemap.xml 不一致"),
    ("feed.xml", b"<feed>", "不是 Atom"),
    ("feed.xml", b"<rss/>", "不是 Atom"),
    ("feed.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "订阅里的 id 不是 1 个"),
    (
        "feed.xml",
        lambda xml: xml.replace(b"/cases/jichuan-tea/", b"/cases/gone/"),
        "链接没有着落 cases/gone/index.html",
    ),
    (
        "feed.xml",
        lambda xml: xml.replace(b'href="https://casebook', b'href="https://evil'),
        "不是本站的地址：https://evil",
    ),
    ("feed.xml", lambda xml: xml.replace(b"T00:00:00+08:00", b""), "订阅的时间不对"),
    (
        "feed.xml",
        lambda xml: re.sub(rb"<id>tag:[^<]*", b"<id>tag:one", xml),
        "订阅的两条用了同一个 id：tag:one",
    ),
    (
        "themes/tea/feed.xml",
        lambda xml: xml.replace(b"summary", b"content"),
        "订阅的一条里的 summary 不是 1 个",
    ),
    ("cite/cases.bib", b"<script>x()</script>\n", "第 1 行不是引文的写法：<script>x()</script>"),
    ("cite/cases.bib", b"@online{a,\n  url = {javascript:x()}\n}\n", "里有脚本地址：javascript:x()"),
    ("cite/cases.ris", f"UR  - {ADDRESS}gone/\n".encode(), "链接没有着落 gone/index.html"),
    ("cite/cases.ris", b"TI  - \xff\n", "不是 UTF-8"),
    ("CITATION.cff", b'url: "file:///root/lib/"\n', "有本机的路径：file:/"),
    ("cards/cases/a.png", b"GIF89a", "不是能打开的图片"),
    ("feed.json", b"{", "不是 JSON"),
    ("feed.json", b"{}", "不是 JSON Feed 1.1"),
    (
        "feed.json",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}',
        "订阅的每一条要有",
    ),
    (
        "themes/tea/feed.json",
        lambda data: data.replace(b"/cases/jichuan-tea/", b"/cases/gone/"),
        "链接没有着落 cases/gone/index.html",
    ),
    (
        "policies/feed.json",
        lambda data: data.replace(b"https://casebook", b"https://evil"),
        "不是本站的地址：https://evil",
    ),
    # pictures and documents
    ("files/tea.png", b"x", "不是能打开的图片"),
    ("files/tea.png", picture("JPEG"), "图片其实是 JPEG"),
    ("files/tea.png", lambda png: png + b"<script>x()</script>", "图片后面还接着别的内容"),
    ("files/tea.png", lambda png: png[:44], "不是能打开的图片"),
    ("files/more.png", picture("PNG"), "没有页面用到这张图片"),
    ("files/more.webp", moving(), "图片会动"),
    ("files/more.jpg", noted(), "图片带着附加信息：exif"),
    ("files/more.jpg", picture("JPEG", comment=b"x"), "图片带着附加信息：comment"),
    ("files/more.gif", picture("GIF"), "不认识的文件"),
    ("documents/x.pdf", b"%PDF-1.7\n%%EOF", "没有页面链接到这份文件"),
    ("documents/x.pdf", b"MZ%PDF-1.7\n%%EOF", "不是 PDF"),
    ("documents/x.pdf", b"%PDF-1.7\n<</S /JavaScript /JS (x)>>\n%%EOF", "会动作或夹带的内容：/JavaScript"),
    ("documents/x.pdf", b"%PDF-1.7\n<</S /J#61vaScript>>\n%%EOF", "会动作或夹带的内容：/JavaScript"),
    ("documents/x.pdf", b"%PDF-1.7\n<</EmbeddedFiles 1 0 R>>\n%%EOF", "会动作或夹带的内容：/EmbeddedFiles"),
    ("files/x.pdf", b"%PDF-1.7\n%%EOF", "不认识的文件"),
    ("cases/x.pdf", b"%PDF-1.7\n%%EOF", "不认识的文件"),
    ("files/x.docx", b"PK", "不认识的文件"),
    # what nobody knows
    ("cases/x.html", b"x", "不认识的文件"),
    (".env", b"A=1", "不认识的文件"),
    (".git/config", b"x", "不认识的文件"),
    ("files/.tea.png", picture("PNG"), "不认识的文件"),
    ("cases/notes.txt", b"x", "不认识的文件"),
    ("assets/fonts/x.woff2", b"x", "不认识的文件"),
    ("search/wasm/x.wasm", b"\x00asm", "不认识的文件"),
    ("SHA256SUMS", b"x  y\n", "校验清单第 1 行读不懂"),
    ("SHA256SUMS", b"0" * 64 + b"  ../y\n", "校验清单第 1 行读不懂"),
    ("SHA256SUMS", b"0" * 64 + b"  y", "校验清单不完整"),
    (".casebook-files", b"x", "不是本站生成时留下的记号"),
    ("_headers", b"/*\n  X: y\n", "和本站规定的响应头不一致"),
    ("_redirects", b"/* https://evil.example/", "不是转址的规则"),
    (
        "_redirects",
        b"/library/cases/old/ /library/cases/gone-now/ 301\n",
        "链接没有着落 cases/gone-now/index.html",
    ),
    (
        "_redirects",
        b"/library/cases/old/* /library/cases/gone-before/:splat 301\n",
        "链接没有着落 cases/gone-before/index.html",
    ),
    ("_redirects", b"/library/* /library/cases/ 301\n", "不是转址的规则"),
    ("_redirects", b"/library/a*/ /library/cases/:splat 301\n", "不是转址的规则"),
    ("_redirects", b"/library/:any/ /library/cases/ 301\n", "不是转址的规则"),
    ("_redirects", b"/library/cases/old/ //evil.example/ 301\n", "请求别的网站：//evil.example/"),
    (
        "moved.json",
        b'{"moved": [{"from": "a/", "to": "cases/gone-then/"}]}',
        "链接没有着落 cases/gone-then/index.html",
    ),
    ("moved.json", b'{"gone": [{"from": "https://evil.example/"}]}', "请求别的网站：https://evil.example/"),
)


def rounds() -> Iterator[list[int]]:
    """The faults in rounds, so that no file is changed twice in one."""
    left = list(range(len(OTHER)))
    while left:
        names: dict[str, int] = {}
        for number in left:
            names.setdefault(OTHER[number][0], number)
        yield list(names.values())
        left = [number for number in left if number not in names.values()]


@pytest.fixture(scope="session")
def told_of_files(addressed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the gate says of the site of each fault's round."""

    def make(folder: Path) -> None:
        told: dict[str, list[str]] = {}
        for order, numbers in enumerate(rounds()):
            site = Path(shutil.copytree(addressed_site, folder / f"{order}/site"))
            for number in numbers:
                name, planted, _ = OTHER[number]
                path = site / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(planted if isinstance(planted, bytes) else planted(path.read_bytes()))
            told.update(dict.fromkeys(map(str, numbers), gate(site)))
            shutil.rmtree(site.parent)
        (folder / "told.json").write_text(json.dumps(told), "utf-8")

    held = once(tmp_path_factory, "told-of-files", make) / "told.json"
    return dict(json.loads(held.read_text("utf-8")))


@pytest.mark.parametrize("number", range(len(OTHER)), ids=[f"{name} {told[:20]}" for name, _, told in OTHER])
def test_a_fault_in_another_file_is_found(number: int, told_of_files: dict[str, list[str]]) -> None:
    name, _, told = OTHER[number]
    lines = [line for line in told_of_files[str(number)] if line.startswith(f"{name}：")]
    assert [line for line in lines if told in line], lines


@pytest.mark.slow
def test_a_link_of_the_file_system_is_no_file(site: Path) -> None:
    (site / "files/leak.png").symlink_to("/etc/hostname")
    (site / "cases/leak").symlink_to("/etc")
    assert {"files/leak.png：不是普通文件", "cases/leak：不是普通文件"} <= set(gate(site))


@pytest.mark.slow
def test_the_folder_of_the_build_is_named_nowhere(site: Path) -> None:
    found = plant(site, PAGE, lambda html: html.replace("</article>", f"<p>见 {site}</p></article>"))
    assert f"{PAGE}：有本机的路径：{site}" in found


@pytest.mark.slow
def test_a_site_without_a_home_page_is_no_site(site: Path) -> None:
    (site / "index.html").unlink()
    assert "index.html：没有首页" in gate(site)


@pytest.mark.slow
def test_a_fault_of_the_frame_is_one_line(site: Path) -> None:
    pages = sorted(path for path in site.rglob("*.html"))
    for path in pages:
        path.write_text(
            path.read_text("utf-8").replace("</header>", "<iframe></iframe></header>", 1), "utf-8"
        )
    assert gate(site) == [f"404.html 等 {len(pages)} 个文件：不许有的标签 <iframe>"]


MAY_LEAVE = (
    '<a href="https://example.org/?a=1&amp;b=2#c" rel="noopener noreferrer">x</a>',
    '<a href="http://例子.中国/政策">x</a>',
    '<a href="mailto:office@example.org">x</a>',
    '<a href="../../policies/demo-plan/#2.1">x</a>',
    f'<a href="{ADDRESS}cases/">x</a>',
    '<a href="/library/cases/">x</a>',
    '<a href="?a=cases/jichuan-tea">x</a>',
    '<a target="_blank" rel="noopener" href="https://example.org/">x</a>',
    '<picture><source type="image/webp" srcset="../../files/tea.png 480w, ../../files/tea.png 960w" sizes="100vw">'
    '<img src="../../files/tea.png" alt="" width="8" height="8" loading="lazy" decoding="async"></picture>',
    '<p>3 &lt; 5 &amp; 7 &gt; 5，"引号"，https://example.org/home/index.html</p>',
)


@pytest.mark.slow
def test_what_pages_need_may_leave(site: Path) -> None:
    html = (site / PAGE).read_text("utf-8")
    assert "</article>" in html
    for number, planted in enumerate(MAY_LEAVE):
        page = site / f"cases/harmless-{number}/index.html"
        page.parent.mkdir()
        page.write_bytes(html.replace("</article>", f"{planted}</article>").encode())
    assert gate(site) == []


@pytest.mark.slow
def test_a_refused_site_names_all_its_faults_at_once(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path)
    about = config.parent / "content/pages/about.md"
    about.write_text(
        about.read_text("utf-8") + "\n[甲](../cases/nowhere/) [乙](../counties/nowhere/)\n", "utf-8"
    )
    with pytest.raises(BuildRefused) as refused:
        build_site(config, None)
    assert "about/index.html：链接没有着落 cases/nowhere/index.html" in str(refused.value)
    assert "about/index.html：链接没有着落 counties/nowhere/index.html" in str(refused.value)


BITS = (
    *"<>\"'/=&!-`\\ \n",
    *(
        "a",
        "x",
        "p",
        "b",
        "svg",
        "title",
        "script",
        "style",
        "textarea",
        "math",
        "select",
        "table",
        "template",
    ),
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<svg>",
        "</svg>",
        "<title>",
        "</title>",
        "<script",
        "</script>",
        "<!--",
        "-->",
    ),
    *(
        ' href="',
        ' title="',
        ' onclick="x"',
        ' id="a"',
        "href=",
        "on",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&quot;",
        "&#60;",
    ),
    *(
        '<a href="x">',
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<br>",
        "<img ",
        "<select>",
    ),
)


def pages_at_random() -> Iterator[str]:
    chance = random.Random(9)
    for _ in range(6_000):
        body = "".join(chance.choices(BITS, k=chance.randint(1, 9)))
        yield (
            '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>t</title></head>'
            f"<body><p>{body}</p></body></html>"
        )


@pytest.mark.slow
def test_a_browser_sees_nothing_in_a_page_that_the_gate_did_not_see() -> None:
    """Whatever passes holds, for the parser of the standard too, only allowed tags and attributes."""
    known, passed = Known(), 0
    for html in pages_at_random():
        if read_page(html.encode(), known).faults:
            continue
        passed += 1
        for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
            tag = str(element.tag).rpartition("}")[2]
            assert tag in TAGS, html
            for name in element.attrib:
                attribute = str(name).rpartition("}")[2]
                assert shape(tag, attribute) or (tag, attribute) in ADDRESSES, html
    assert passed > 300


_LOOSE = ("p", "/p", "b", "/b", "br", "svg", "/svg", 'p class="x"', "/q", "x-y", 'svg id="a"', "rect/", "/p ")


def test_tags_are_paired_as_one_after_the_other_says() -> None:
    """Sorted by depth, tags are found paired exactly when each closes what was opened last."""
    chance, paired = random.Random(3), 0
    for _ in range(5_000):
        tags = chance.choices(_LOOSE, k=chance.randint(0, 10))
        if chance.random() < 0.7:
            tags = _nested(chance, 3)
            if tags and chance.random() < 0.5:
                at = chance.randrange(len(tags))
                tags[at] = chance.choice((*_LOOSE, tags[-at]))
        waiting = [""]
        right = True
        for tag in tags:
            end = read_tag(tag, "").end
            if end:
                waiting.append(end)
            elif end is None:
                right = right and waiting.pop() == tag
                waiting = waiting or [""]
        right = right and waiting == [""]
        told = read_page(f"<{'><'.join(tags)}>".encode() if tags else b"", Known()).faults
        assert right == (not [line for line in told if line.startswith("标签没有成对")]), tags
        paired += right and len(tags) > 3
    assert paired > 500


def _nested(chance: random.Random, depth: int) -> list[str]:
    tags: list[str] = []
    for _ in range(chance.randint(0, 3)):
        name = chance.choice(("p", "b", "svg", 'p class="x"', "br"))
        inside = _nested(chance, depth - 1) if depth and name != "br" else []
        tags += [name, *inside, *(() if name == "br" else (f"/{name.split()[0]}",))]
    return tags


@pytest.mark.slow
def test_a_folder_of_the_machine_is_told_of_every_page_that_shows_it(site: Path) -> None:
    """So none that shows it is ever kept as let through."""
    pages = [PAGE, "cases/chengxi-envoys/index.html"]
    for name in pages:
        found = plant(site, name, lambda html: html.replace("</article>", "<p>/home/x/y</p></article>"))
    assert [line for line in found if "有本机的路径" in line] == [
        f"{name}：有本机的路径：/home/x/y" for name in sorted(pages)
    ]
    (site / PAGE).write_text((site / PAGE).read_text("utf-8").replace("<p>/home/x/y</p>", ""), "utf-8")
    assert [line.partition("：")[0] for line in gate(site)] == pages[1:]
