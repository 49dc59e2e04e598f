"""Nothing comes into a site but by one door: ordinary files, Markdown pages, and heads whose every word is only text."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.deliver.target import MARKER
from county_casebook.library.folder import walk
from tests.building import build_site, copy_of_tiny, files_of, one
from tests.test_security import PAYLOADS

PLACES = (
    "pages/x.md",
    "files/x.png",
    "cases/x.yml",
    "policies/x.txt",
    "vocabulary/x.yml",
    "collections/deep/er/x.yml",
    "waivers.yml",
    "other",
    ".hidden",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path / "tiny", data=False).parent / "content"


def replaced(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


@pytest.mark.parametrize("place", [*PLACES, "divisions.csv", "regions.csv", "cases", "pages", "files"])
def test_a_link_is_refused_wherever_it_stands(place: str, content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(content, outside)
    there = outside / place if (outside / place).exists() else outside
    replaced(content / place).symlink_to(there)
    told = {(problem.location.path, problem.rule) for problem in check_content(content).problems}
    assert (f"content/{place}", "symlink") in told


@pytest.mark.parametrize("place", [*PLACES, "divisions.csv", "policies/demo-plan.txt"])
def test_a_pipe_is_refused_and_never_opened(place: str, content: Path) -> None:
    os.mkfifo(replaced(content / place))
    told = {(problem.location.path, problem.rule) for problem in check_content(content).problems}
    assert (f"content/{place}", "special-file") in told


def test_a_socket_is_refused(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("files/s")
    assert [problem.message for problem in check_content(content).problems] == ["这是套接字，不是文件"]


def test_the_content_folder_itself_may_be_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(content)
    assert check_content(tmp_path / "linked").problems == ()


def test_hidden_files_are_not_read_and_an_editors_lock_is_no_fault(content: Path) -> None:
    (content / "cases/.#jichuan-tea.yml").symlink_to("editor@host.1234")
    (content / ".git").mkdir()
    (content / ".git/config").write_text("x", "utf-8")
    (content / "pages/.notes.html").write_text("x", "utf-8")
    assert check_content(content).problems == ()
    assert not [path for path in walk(content).sizes if ".git" in path.parts or path.name.startswith(".")]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes there")
def test_a_name_that_is_no_text_is_a_problem_that_can_be_printed(content: Path) -> None:
    (content / "files" / os.fsdecode(b"a\xff.png")).write_bytes(b"x")
    (problem,) = check_content(content).problems
    assert problem.rule == "bad-name"
    assert problem.location.path.encode("utf-8")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a file that cannot be read")
def test_what_cannot_be_read_is_a_problem(content: Path) -> None:
    (content / "pages/about.md").chmod(0)
    (content / "counties").chmod(0)
    rules = {problem.rule for problem in check_content(content).problems}
    (content / "counties").chmod(0o755)
    assert "unreadable" in rules


HOSTILE = (
    *PAYLOADS,
    '"><img src=x onerror=window.hit=1>',
    "x</title><script>window.hit=1</script>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "' autofocus onfocus=window.hit=1 x='",
    "{{ config }}",
    "--></title><svg onload=window.hit=1>",
)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\t", " ") + "'"


def pages_of(payload: str) -> dict[str, str]:
    """Pages that say a payload in every place a page has for words of its own."""
    plain = payload.replace("\t", " ")
    return {
        "title.md": f"---\ntitle: {quoted(payload)}\ndescription: {quoted(payload)}\n---\n# 甲\n",
        "heading.md": f"# {plain}\n\n正文\n",
        "multimarkdown.md": f"title: {plain}\nhead: {plain}\nshell: yes\ndescription: {plain}\n\n# 甲\n",
        "second.md": f"---\ntitle: 甲\n---\n---\nhead: {quoted(payload)}\nshell: true\ntitle: {quoted(payload)}\n---\n",
        "blank.md": f"---\n---\n\n---\nhead: {quoted(payload)}\nshell: true\n---\n# {plain}\n",
        "body.md": f"# 甲\n\n{plain}\n\n<div {plain}>{plain}</div>\n\n|甲|\n|-|\n|{plain}|\n",
    }


def live(html: str) -> list[str]:
    """What a browser would run, or load from elsewhere, beside the scripts of the theme."""
    found: list[str] = []
    for node in LexborHTMLParser(html).css("*"):
        attributes = node.attributes
        found += [f"{node.tag} {name}" for name in attributes if name.startswith("on")]
        is_data = attributes.get("type") == "application/ld+json" and "src" not in attributes
        if (
            node.tag == "script"
            and not is_data
            and not (attributes.get("src") or "").startswith("../assets/js/")
        ):
            found.append("script")
        if node.tag in ("iframe", "object", "embed", "style", "base", "form") and node.tag != "form":
            found.append(str(node.tag))
        for name in ("href", "src", "action"):
            value = (attributes.get(name) or "").strip().lower()
            if value.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{name}={value}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", ["casebook", "mkdocs"])
def test_no_word_of_a_page_becomes_anything_but_text(how: str, content: Path) -> None:
    for number, payload in enumerate(HOSTILE):
        for name, text in pages_of(payload).items():
            (content / f"pages/p{number}-{name}").write_text(text, "utf-8")
    refused = {problem.location.path for problem in check_content(content).problems}
    for path in refused:  # pictures from elsewhere never come as far as a build
        (content.parent / path).unlink()
    assert len(refused) < 30
    config = content.parent / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    if how == "casebook":
        script = "from county_casebook.host.site import _run_mkdocs; from pathlib import Path; import sys;"
        script += "_run_mkdocs(Path(sys.argv[1]), Path(sys.argv[2]), drafts=False, cached=False)"
        command = [sys.executable, "-c", script, str(config), str(content.parent / "site")]
    subprocess.run(command, check=True, capture_output=True)
    pages = {name: data for name, data in files_of(content.parent / "site").items() if name.startswith("p")}
    written = {name: data.decode() for name, data in pages.items() if name[1].isdigit()}
    assert len(written) == len(HOSTILE) * len(pages_of("")) - len(refused)
    for name, html in written.items():
        assert live(html) == [], name
        assert one(LexborHTMLParser(html), "title").text(strip=True), name
        assert len(LexborHTMLParser(html).css("head > meta")) == 7, name


@pytest.mark.slow
def test_the_configuration_is_text_too(content: Path) -> None:
    config = content.parent / "mkdocs.yml"
    text = config.read_text("utf-8").replace("site_name: 县域科技经验库（示例）", "")
    evil = '"></title><script>window.hit=1</script>'
    config.write_text(
        f"{text}\nsite_name: '{evil}'\nsite_description: '{evil}'\ncopyright: '{evil}'\n", "utf-8"
    )
    site = build_site(config, None)
    for name, data in files_of(site).items():
        if name.endswith(".html"):
            assert b"<script>" not in data, name
            assert data.count(b"&lt;script&gt;") >= 3, name


@pytest.mark.slow
def test_a_title_is_said_as_it_was_written(content: Path) -> None:
    (content / "pages/x.md").write_text(
        '---\ntitle: 甲 & 乙 <丙>\ndescription: 说“明”"\n---\n# 丁\n', "utf-8"
    )
    (content / "pages/y.md").write_text("# R&D 和 <b>粗</b>\n", "utf-8")
    site = build_site(content.parent / "mkdocs.yml", None)
    page = LexborHTMLParser((site / "x/index.html").read_text("utf-8"))
    assert one(page, "title").text().startswith("甲 & 乙 <丙> - ")
    assert one(page, "meta[name=description]").attributes["content"] == '说“明”"'
    other = LexborHTMLParser((site / "y/index.html").read_text("utf-8"))
    assert one(other, "title").text().startswith("R&D 和 <b>粗</b> - ")


@pytest.mark.slow
def test_only_markdown_leaves_the_folder_of_pages_even_by_plain_mkdocs(content: Path) -> None:
    for name in (".x.html", ".well-known"):
        (content / "pages" / name).write_text("<script>x()</script>", "utf-8")
    site = build_site(content.parent / "mkdocs.yml", None)
    assert [name for name in files_of(site) if name.startswith(".")] == [MARKER]
