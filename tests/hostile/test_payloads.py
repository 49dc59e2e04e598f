"""Whatever anybody writes, no script of theirs runs and no foreign host is asked: in every field, page, term and file name."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.host.shell import Shell
from county_casebook.host.site import build_site
from county_casebook.library.edition import Edition
from county_casebook.library.gone import Withdrawn
from county_casebook.library.library import Library
from county_casebook.library.tried import with_record
from county_casebook.problems import Location, Problem, format_problem
from county_casebook.publish.outputs import site_files
from county_casebook.publish.pages.handwritten import clean_page
from county_casebook.publish.pages.problems import problem_page
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import LEADS, VOCABULARIES, Lead, Term
from county_casebook.render.markdown import prose
from county_casebook.source import read
from county_casebook.text.values import link
from tests.building import TINY, copy_of_tiny
from tests.hostile.payloads import CONTEXTS, ENCODINGS, FOREIGN, HIT, VECTORS, every_payload, sample
from tests.hostile.poison import Poison, text_places

pytestmark = pytest.mark.hostile
SAMPLE, LEAST = 500, 50
SHELL = (
    "<!doctype html><html><head><title>cbsentineltitle</title>"
    '<meta name="description" content="cbsentineldescription">cbsentinelhead</head>'
    '<body><main>cbsentinelbody</main><hr id="shell-end"></body></html>'
)
WITHDRAWAL = {"date": "2026-03", "reason": "数字有误，正在核对。"}
PERSONS = "persons:\n  - {name: 标记, post: 站长, title: 先进工作者, deed: 做了一件事, source: 1}\n"
_FORBIDDEN = frozenset(
    (
        *(
            "iframe",
            "object",
            "embed",
            "style",
            "base",
            "link",
            "meta",
            "template",
            "noscript",
            "textarea",
            "math",
            "video",
        ),
        *(
            "audio",
            "source",
            "marquee",
            "applet",
            "frame",
            "frameset",
            "use",
            "animate",
            "set",
            "foreignobject",
            "image",
        ),
    )
)


@pytest.fixture(scope="module")
def payloads(request: pytest.FixtureRequest) -> list[str]:
    return every_payload() if request.config.getoption("--hostile-full") else sample(SAMPLE)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A demo with every field of every kind, read and checked before it is poisoned; it may name persons."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, cases=8)
    roll = min((folder / "content/honours").glob("*.yml"))
    roll.write_text(f"{roll.read_text('utf-8')}{PERSONS}", "utf-8")
    write_lists(folder / "content")
    checked = check_content(folder / "content", named_persons=True)
    assert not checked.has_errors
    return with_withdrawn(checked.library, folder / "content")


def write_lists(content: Path) -> None:
    """Write what the demo has not: a lead with paragraphs at every place there is, and a correction of one record of every kind."""
    leads = "".join((_LEAD + _BELOW if place in KINDS else _LEAD).format(place) for place in (*KINDS, *LEADS))
    (content / "vocabulary/leads.yml").write_text(leads, "utf-8")
    corrected = (f"{kind}/{min((content / kind).rglob('*.yml')).stem}" for kind in KINDS)
    (content / "changes.yml").write_text("".join(map(_CORRECTED.format, corrected)), "utf-8")


_LEAD = """\
- id: {}
  lead: 示例导语。
"""
_BELOW = """\
  heading: 示例标题
  text: 示例正文[^1]。
  sources: [{{title: 示例来源, publisher: 示例机构, date: 2005, grade: C, note: 示例备注}}]
"""
_CORRECTED = "- {{date: 2026-03-02, record: {}, what: corrected, said: 示例更正。}}\n"


def with_withdrawn(library: Library, content: Path) -> Library:
    """Return a library with one more record of every kind, which was withdrawn; the demo has none."""
    told: dict[str, Withdrawn] = {}
    for kind in KINDS:
        file = min((content / kind).rglob("*.yml"))
        document = read(file.read_bytes(), file.name)
        assert isinstance(document.value, dict)
        value: Any = {**document.value, "status": "withdrawn", "withdrawal": WITHDRAWAL}
        record = KINDS[kind].read(value, record_id="taken-back", document=document.kept())
        library = with_record(library, record)
        told[record.key] = Withdrawn(kind, record.id, WITHDRAWAL["date"], WITHDRAWAL["reason"])
    return replace(library, withdrawn=told)


def dangers(html: str, *, body: str = "main") -> Iterator[str]:
    """Yield every node of a page that could run a script, ask a foreign host or change what the page is."""
    tree = LexborHTMLParser(html)
    for node in tree.css(f"{body} *") if body else tree.css("body *"):
        yield from _dangers(node)


def _dangers(node: LexborNode) -> Iterator[str]:
    tag = node.tag or ""
    if tag.lower() in _FORBIDDEN:
        yield f"<{tag}>"
    if tag == "script":
        yield from _of_script(node)
    for name, value in node.attributes.items():
        name, value = name.lower(), re.sub(r"[\x00-\x20]", "", value or "").lower()
        if name.startswith("on") or name in (
            "style",
            "srcdoc",
            "formaction",
            "xlink:href",
            "ping",
            "background",
        ):
            yield f"{tag} {name}={value}"
        if name in ("href", "src", "action", "data", "poster", "srcset", "cite") and not _is_safe(
            value, name
        ):
            yield f"{tag} {name}={value}"


def _of_script(node: LexborNode) -> Iterator[str]:
    if node.attributes.get("type") == "application/ld+json":
        json.loads(node.text())
    elif (
        "evil.example" in (node.attributes.get("src") or "")
        or node.text().strip()
        or not node.attributes.get("src")
    ):
        yield f"<script> {node.text()[:60]}"


def _is_safe(value: str, name: str) -> bool:
    if value.startswith(("//", "/\\", "\\")):
        return False
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", value)
    if scheme and scheme[0] == "tel:":
        return name == "href" and re.fullmatch(r"tel:[0-9]{3,18}", value) is not None
    return not scheme or (name == "href" and scheme[0] in ("http:", "https:", "mailto:"))


def pages_of(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every page of an edition of a library; every other file has to be what its name says."""
    edition = Edition.of(library, shell=lambda depth, section: Shell.cut(SHELL))
    for path, data in site_files(edition):
        whole = data if isinstance(data, bytes) else b"".join(data)
        if path.endswith(".html"):
            yield path, whole.decode()
        elif path.endswith(".json"):
            json.loads(whole)


def require_dead(path: str, html: str, *, leads_to: str | None = None) -> None:
    """Require that a page runs and asks nothing, and goes on by itself only where it leads to the address of today."""
    assert list(dangers(html)) == [], path
    tree = LexborHTMLParser(html)
    assert len(tree.css("#shell-end")) == len(tree.css("main")) == len(tree.css("head > title")) == 1, path
    assert [
        node.tag for node in tree.css("head *") if node.tag not in ("title", "meta", "link", "script")
    ] == [], path
    assert [said for node in tree.css("head script") for said in _of_script(node)] == [], path
    going_on = {"http-equiv": "refresh", "content": f"0; url=../../{leads_to}/"} if leads_to else None
    assert [node.attributes for node in tree.css("[http-equiv]")] == ([going_on] if going_on else []), path
    assert "1281013" not in html, path


def rounds(payloads: Sequence[str]) -> int:
    return LEAST if len(payloads) <= 2 * SAMPLE else 6 * LEAST


def test_the_grammar_makes_hundreds_and_the_sample_holds_all_of_each_list(payloads: list[str]) -> None:
    assert len(every_payload()) > 5_000
    assert len(set(payloads)) >= SAMPLE
    assert set(VECTORS) <= set(payloads)
    assert {write(VECTORS[0]) for write in (*CONTEXTS.values(), *ENCODINGS.values())} <= set(payloads)


def test_every_text_of_every_kind_and_list_is_dead_on_every_page(
    library: Library, payloads: list[str]
) -> None:
    poison, moved = Poison(payloads), {f"{former}/index.html": key for former, key in library.moved.items()}
    assert moved
    for _ in range(rounds(payloads)):
        for path, html in pages_of(poison.library(library)):
            require_dead(path, html, leads_to=moved.get(path))
    wanted: set[tuple[str, ...]] = {("policies", "the text"), ("synonyms", "terms"), ("withdrawn", "reason")}
    wanted |= {place for kind, model in KINDS.items() for place in text_places(model, kind)}
    wanted |= {("changes", "said"), *text_places(Lead, "leads")} - {("leads", "id")}
    wanted |= {place for name in VOCABULARIES for place in text_places(Term, "vocabulary", name)}
    lacking = {place for place in wanted if len(poison.given[place]) < LEAST}
    assert not {place for place in lacking if place not in NOT_IN_THE_DEMO}
    assert set().union(*poison.given.values()) == set(payloads)


NOT_IN_THE_DEMO: frozenset[tuple[str, ...]] = frozenset(
    ("vocabulary", name, "sources", *rest)
    for name in VOCABULARIES
    for rest in (("title",), ("publisher",), ("note",), ("facts",))
)
"""Sources of terms: the demo's terms have none; they are the Source of every record."""


def test_prose_and_hand_written_pages_alone_kill_every_payload(payloads: list[str]) -> None:
    for payload in every_payload():
        assert list(dangers(f"<main>{prose(payload)}</main>")) == [], payload
        assert list(dangers(f"<main>{clean_page(markdown(payload, extensions=['tables']))}</main>")) == [], (
            payload
        )


def test_no_payload_is_a_link(payloads: list[str]) -> None:
    for payload in every_payload():
        for address in (payload, f"javascript:{payload}", f"https://a.cn\\{payload}", f"{payload}{FOREIGN}"):
            try:
                accepted = link(address)
            except ValueError:
                continue
            assert _is_safe(accepted, "href")
            assert not set("<>\"' \\\t\n") & set(accepted)


def test_a_page_of_problems_is_dead(payloads: list[str]) -> None:
    problems = [Problem(Location(payload, 1, 1, payload), payload, payload, payload) for payload in payloads]
    assert (
        list(
            dangers(
                problem_page(problems).replace("<body", "<body><main").replace("</body", "</main></body"),
                body="li",
            )
        )
        == []
    )
    assert all(format_problem(problem) for problem in problems)


def test_no_payload_is_the_name_of_anything(tmp_path: Path, payloads: list[str]) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    named = set()
    for number, payload in enumerate(payloads):
        name = payload.replace("/", "\u2215").encode()[:200].decode("utf-8", "ignore")
        for folder, suffix in (
            ("cases", ".yml"),
            ("pages", ".md"),
            ("files", ".png"),
            ("policies", ".txt"),
            ("vocabulary", ".yml"),
        ):
            if number % 5 and folder != ("pages", "files", "cases", "policies")[number % 4]:
                continue
            file = tmp_path / f"content/{folder}/{name}{suffix}"
            file.write_text("x", "utf-8")
            if folder != "files":  # what no record names there is only unused
                named.add(file.relative_to(tmp_path).as_posix())
    checked = check_content(tmp_path / "content")
    told = {problem.location.path for problem in checked.problems}
    assert named <= told
    assert set(checked.library.pages) <= {"about.md", "guide.md"}
    assert all(format_problem(problem) for problem in checked.problems)


def front_matter(payload: str) -> str:
    quoted = "'" + payload.replace("'", "''") + "'"
    body = "甲。" if re.search(r"<(?:img|picture|source)\b|!\[", payload, re.IGNORECASE) else payload
    return f"---\ntitle: {quoted}\ndescription: {quoted}\n---\n# {body}\n\n{body}\n\n- {body}\n"


def written_site(folder: Path, payloads: Sequence[str]) -> Path:
    """The tiny library with pages that hold payloads in head and body, and records that hold those the rules let pass."""
    config = copy_of_tiny(folder)
    pages = folder / "content/pages"
    for number, payload in enumerate(payloads):
        (pages / f"p{number}.md").write_text(front_matter(payload), "utf-8")
    plant_lines(folder / "content", payloads)
    return config


def plant_lines(content: Path, payloads: Sequence[str]) -> None:
    """Put payloads into lines of records and terms, where `<` is just text."""
    values = itertools.cycle(payloads)
    for file in sorted(content.rglob("*.yml")):
        lines = file.read_text("utf-8").split("\n")
        for number, line in enumerate(lines):
            match = re.fullmatch(
                r"(\s*(?:- )?(?:title|publisher|caption|alt|rights_holder|role|office|name|owed_by|statement|note)): .+",
                line,
            )
            if match and file.name != "schemes.yml":
                payload = next(values)[:58]
                lines[number] = f"{match[1]}: " + "'" + payload.replace("'", "''").strip() + "'"
        file.write_text("\n".join(lines), "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that passed the rules and the gate, with payloads wherever these let them stand."""
    folder = tmp_path_factory.mktemp("written")
    safe = [payload for payload in sample(SAMPLE) if "](" not in payload and "&#9;" not in payload]
    config = written_site(folder, safe[:: max(1, len(safe) // 80)])
    return build_site(config, None)


def test_a_built_site_with_payloads_in_its_pages_is_dead(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert (
        sum(path.parent.name.startswith("p") and path.parent.name[1:].isdecimal() for path in pages) >= LEAST
    )
    for path in pages:
        html = path.read_text("utf-8")
        found = [said for said in dangers(html, body="article") if "<source>" not in said]
        assert found == [], path
        assert len(LexborHTMLParser(html).css("head > title")) == 1, path
        assert not LexborHTMLParser(html).css("[http-equiv]"), path


TRAP = """
window.hits = [];
Object.defineProperty(window, 'hit', {set(value) { window.hits.push(String(value)); }, get() { return 0; }});
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.hits.push(name);
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Any]:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(TRAP)
    yield context.new_page()
    context.close()


def fired(page: Any, address: str, asked: list[str]) -> list[str]:
    """Open a page, let it be parsed once more from what it became, move over and click what can be; return what ran or was asked."""
    page.goto(address, wait_until="load")
    page.evaluate("document.querySelector('main').innerHTML += ''")
    page.evaluate(
        "for (const e of document.querySelectorAll('main *')) e.dispatchEvent(new Event('mouseover'))"
    )
    page.wait_for_timeout(20)
    return [
        *page.evaluate("window.hits"),
        *(url for url in asked if not url.startswith(("file:", "data:", "http://127.0.0.1"))),
    ]


@pytest.mark.browser
def test_nothing_fires_in_a_browser_without_a_policy(
    library: Library, payloads: list[str], page: Any, tmp_path: Path
) -> None:
    """All bodies of a site in one page, with the policy off: site after site, poisoned anew each time."""
    poison, asked = Poison(payloads), []
    page.on("request", lambda request: asked.append(request.url))
    for number in range(rounds(payloads) // 8):
        bodies = [
            html.partition("<main>")[2].partition("</main>")[0]
            for _, html in pages_of(poison.library(library))
        ]
        file = tmp_path / f"{number}.html"
        file.write_text(
            SHELL.replace("cbsentinelbody", "".join(bodies)).replace("cbsentinelhead", ""), "utf-8"
        )
        assert fired(page, file.as_uri(), asked) == []


@pytest.mark.browser
def test_the_trap_catches(page: Any, tmp_path: Path) -> None:
    for number, body in enumerate(
        (f"<img src=x onerror={HIT}>", f"<script>{HIT}</script>", f"<img src={FOREIGN}.png>")
    ):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        file = tmp_path / f"{number}.html"
        file.write_text(SHELL.replace("cbsentinelbody", body), "utf-8")
        assert fired(page, file.as_uri(), asked)
