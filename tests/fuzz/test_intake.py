"""Whatever bytes come in: a record or one sentence, never a traceback, and never a character lost from a text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.cli import main
from county_casebook.intake import Unreadable
from county_casebook.intake.head_table import Row
from county_casebook.intake.policy import Draft, draft_policy
from county_casebook.intake.reading import Reading, read_file
from county_casebook.places.divisions import real_divisions
from county_casebook.records import Policy
from county_casebook.source import read
from county_casebook.text.characters import is_hidden
from tests.pdfs import pdf
from tests.test_intake import TABLE, TEXT, page, paragraphs, word, word_paragraphs
from tests.word_files import archive

SUFFIXES = st.sampled_from([".txt", ".docx", ".html", ".htm", ".mht", ".TXT", ".doc"])
SOUND = st.sampled_from(
    [
        (TABLE + TEXT).encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        page(paragraphs(TEXT)).encode(),
        word(word_paragraphs(TEXT)),
        archive(page(paragraphs(TEXT))),
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file with a piece cut out and garbage put in its place."""
    data = draw(SOUND)
    start = draw(st.integers(0, len(data)))
    return data[:start] + draw(st.binary(max_size=20)) + data[start + draw(st.integers(0, 200)) :]


def outcome(path: Path) -> Draft | str:
    """What becomes of a file: a draft, or the sentence why not."""
    try:
        return draft_policy(read_file(path), real_divisions())
    except Unreadable as refusal:
        return str(refusal)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.one_of(st.binary(max_size=300), damaged()), SUFFIXES)
def test_any_bytes_become_a_record_or_a_sentence(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        found = outcome(path)
    if isinstance(found, str):
        assert found
        assert "\n" not in found
    else:
        assert found.values["title"]
        words = (found.text[clause.start : clause.end] for clause in found.parsed.clauses)
        assert "".join(words) == found.text


@pytest.mark.slow
@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.integers(0, 1500), st.binary(max_size=20), st.integers(0, 200))
def test_a_damaged_pdf_becomes_a_record_or_a_sentence(start: int, garbage: bytes, gone: int) -> None:
    sound = pdf(text="a notice of an example office")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(sound[:start] + garbage + sound[start + gone :])
        found = outcome(path)
    assert not isinstance(found, str) or (found and "\n" not in found)


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"), blacklist_characters="<&"),
    min_size=1,
    max_size=20,
)


@pytest.mark.slow
@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=8))
def test_word_text_and_plain_text_keep_every_character(lines: list[str]) -> None:
    text = "示例工作方案\n为了示范，制定本方案。\n" + "".join(f"{line}。\n" for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (
            ("a.txt", text.encode("utf-16")),
            ("b.txt", text.encode("gb18030")),
            ("c.docx", word(word_paragraphs(text).replace("]]>", "]]&gt;"))),
        ):
            path = Path(folder) / name
            path.write_bytes(data)
            assert read_file(path).text == text


CELLS = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp")),
        min_size=1,
        max_size=12,
    )
    .map(lambda words: "".join(sign for sign in words if not is_hidden(sign)))  # a reading holds none
    .filter(str.strip)
)


@pytest.mark.slow
@settings(max_examples=150, derandomize=True, deadline=None)
@given(CELLS, CELLS, CELLS)
def test_whatever_the_cells_hold_the_record_reads_back_as_it_was_filled(
    title: str, subject: str, issuer: str
) -> None:
    rows = (
        Row("标题", "title", f"示例{title.strip()}方案"),
        Row("主题分类", "subject_class", subject.strip()),
        Row("发文机关", "issuers", issuer.strip()),
        Row("公开方式", "", subject),
    )
    draft = draft_policy(Reading(TEXT, rows, ()), real_divisions())
    document = read(draft.yaml.encode(), "a.yml")
    assert isinstance(document.value, dict)
    assert {name: document.value[name] for name in draft.values} == draft.values
    policy = Policy.read(document.value, record_id="a-policy", document=document.kept())
    assert policy.title == draft.values["title"]


def test_the_command_ends_with_its_exit_code_on_garbage(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\x00" * 100)
    assert main(["import", "policy", str(tmp_path / "a.docx"), "--content", str(tmp_path / "content")]) == 1
