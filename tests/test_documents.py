"""A document leaves the house only when its record says so, byte for byte, and with nothing in it that runs, hides or names a person."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.files.documents import document_faults
from tests.building import build_site, copy_of_tiny, files_of
from tests.pdfs import annotated, in_root, on_page, opens_at_its_page, pdf, unreferenced

SCRIPT = {"/S": "/JavaScript", "/JS": "app.alert(1)"}


def test_a_plain_document_may_be_published() -> None:
    assert document_faults(pdf()) == []
    assert document_faults(pdf(opens_at_its_page)) == []
    assert document_faults(pdf(annotated({"/Subtype": "/Link", "/A": "x"}))) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(in_root("/OpenAction", SCRIPT)), "脚本"),
        (pdf(on_page("/AA", {"/O": "x"})), "脚本"),
        (pdf(annotated({"/Subtype": "/Widget", "/A": "x", "/JS": "y"})), "脚本"),
        (pdf(in_root("/OpenAction", {"/S": "/Launch", "/F": "cmd.exe"})), "脚本"),
        (pdf(unreferenced(SCRIPT)), "脚本"),
        (pdf(in_root("/AcroForm", {"/XFA": "x"})), "脚本"),
        (pdf(lambda writer: writer.add_attachment("x.txt", b"hello")), "附件"),
        (pdf(annotated({"/Subtype": "/FileAttachment"})), "附件"),
        (pdf(lambda writer: writer.encrypt("x", algorithm="RC4-128")), "加了密"),
        (pdf(lambda writer: writer.add_metadata({"/Author": "甲 13912345678"})), "手机号码"),
        (pdf(annotated({"/Subtype": "/Text", "/Contents": "call 13912345678"})), "手机号码"),
        (pdf(text="Tel 139 1234 5678"), "手机号码"),
        (pdf() + b"PK\x03\x04 something else", "夹带"),
        (b"<html>" + pdf(), "夹带"),
        (b"%PDF-1.4\nnot really\n%%EOF", "读不懂"),
        (b"", "不是 PDF"),
        (b"%PDF-1.7" + b"\0" * 20_000_001, "超过 20 MB"),
    ],
)
def test_what_keeps_a_document_in_the_house_is_said(data: bytes, said: str) -> None:
    faults = document_faults(data)
    assert [message for message, _ in faults if said in message], faults
    assert not [message for message, _ in faults if "13912345678" in message]


def test_damage_anywhere_is_a_sentence_never_a_traceback() -> None:
    data = pdf(annotated({"/Subtype": "/Text", "/Contents": "x"}))
    for at in range(0, len(data), 3):
        with contextlib.suppress(RecursionError):
            document_faults(data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :])
        document_faults(data[:at] + b"%%EOF")


def kept(folder: Path, name: str, data: bytes, *, public: str = "", digest: str = "") -> Path:
    """The tiny library whose first source is kept as a file."""
    content = copy_of_tiny(folder, data=False).parent / "content"
    (content / "files" / name).parent.mkdir(exist_ok=True)
    (content / "files" / name).write_bytes(data)
    case = content / "cases/chengxi-envoys.yml"
    said = (
        f"    file: {name}\n    sha256: {digest or hashlib.sha256(data).hexdigest()}\n{public}    grade: A\n"
    )
    text = case.read_text("utf-8").replace("    date: 2005\n    grade: A\n", f"    date: 2005\n{said}")
    assert said in text
    case.write_text(text, "utf-8")
    return content


@pytest.mark.slow
def test_a_document_is_published_when_the_record_says_so(tmp_path: Path) -> None:
    content = kept(tmp_path / "tiny", "志/report.pdf", pdf(), public="    public: yes\n")
    site = build_site(content.parent / "mkdocs.yml", None)
    assert (site / "documents/志/report.pdf").read_bytes() == pdf()
    page = LexborHTMLParser((site / "cases/chengxi-envoys/index.html").read_text("utf-8"))
    (link,) = page.css("#source-1 a")
    assert link.attributes["href"] == "../../documents/%E5%BF%97/report.pdf"


@pytest.mark.slow
@pytest.mark.parametrize("public", ["", "    public: no\n"])
@pytest.mark.parametrize("name", ["report.pdf", "notes.docx", "page.html"])
def test_no_document_is_published_otherwise(name: str, public: str, tmp_path: Path) -> None:
    content = kept(tmp_path / "tiny", name, pdf(), public=public)
    site = build_site(content.parent / "mkdocs.yml", None)
    assert not [path for path, data in files_of(site).items() if name in path or data == pdf()]


@pytest.mark.slow
def test_a_drafts_document_is_not_published(tmp_path: Path) -> None:
    content = kept(tmp_path / "tiny", "report.pdf", pdf(), public="    public: yes\n")
    (content / "collections/tea-reading.yml").unlink()
    for name, old, new in (
        ("cases/chengxi-envoys.yml", "status: published", "status: review"),
        ("pairings/chengxi-yanpu.yml", "cases: [chengxi-envoys]\n", ""),
        ("events/plan-conference.yml", "cases: [chengxi-envoys]\n", ""),
        ("honours/tea-roll.yml", "    cases: [chengxi-envoys]\n", ""),
        ("questions/tea-leaves-yellow.yml", "cases: [chengxi-envoys]\n", ""),
    ):
        text = (content / name).read_text("utf-8")
        (content / name).write_text(text.replace(old, new), "utf-8")
    site = build_site(content.parent / "mkdocs.yml", None)
    assert not [path for path in files_of(site) if path.startswith("documents/")]


@pytest.mark.parametrize(
    ("name", "data", "public", "digest", "said"),
    [
        ("notes.docx", b"x", "    public: yes\n", "", "notes.docx 不是 PDF，不能公开"),
        ("a b.pdf", pdf(), "    public: yes\n", "", "文件名 a b.pdf 不能作网址"),
        ("report.pdf", pdf(in_root("/OpenAction", SCRIPT)), "    public: yes\n", "", "report.pdf："),
        ("report.pdf", pdf(), "", "0" * 64, "report.pdf 的 SHA-256 是"),
    ],
)
def test_check_says_what_is_wrong_with_a_kept_document(
    name: str, data: bytes, public: str, digest: str, said: str, tmp_path: Path
) -> None:
    content = kept(tmp_path / "tiny", name, data, public=public, digest=digest)
    (problem,) = check_content(content).problems
    assert said in problem.message
    assert problem.location.line > 1


def test_the_file_of_a_source_of_a_lead_is_checked_too(tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path / "tiny").parent / "content"
    leads = content / "vocabulary/leads.yml"
    before = leads.read_text("utf-8") if leads.is_file() else ""
    source = (
        "  sources:\n    - {title: 某通知, publisher: 某局, date: 2005, grade: A, file: none.pdf, sha256: %s}\n"
        % ("0" * 64)
    )
    leads.write_text(f"{before}- id: honours\n  lead: 某表彰。\n{source}", "utf-8")
    told = [problem for problem in check_content(content).problems if problem.rule == "source-file"]
    assert [(problem.location.path, problem.message) for problem in told] == [
        ("content/vocabulary/leads.yml", "content/files 里没有 none.pdf")
    ]
