"""What is asked of every record is cheap: names beside the fields, places only of what is told, texts looked at once."""

from __future__ import annotations

import gc
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from county_casebook import build, source
from county_casebook.cli import COMMANDS, main
from county_casebook.demo import write_plan
from county_casebook.ledger.ledger import ledger
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import Case
from county_casebook.schema.walk import leaves, texts_in
from county_casebook.text.personal_data import may_hold_personal_data, personal_data, suspects
from tests.personal_forms import FORMS

TINY = Path(__file__).parent / "tiny"


def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


@pytest.mark.slow
def test_a_ledger_reads_no_file_for_lines_that_nobody_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_plan(tmp_path / "plan")
    library = link(load(tmp_path / "plan" / "content"), date(2006, 3, 1))
    monkeypatch.setattr(source, "_again", lambda *_: pytest.fail("a file was read once more"))
    places = [line.place for entry in ledger(library) for line in entry.found.lines if line.place]
    monkeypatch.undo()
    assert places
    assert {place().path.split("/")[0] for place in places} == {"content"}


def test_the_names_of_a_record_are_no_part_of_what_it_says() -> None:
    case = tiny().of(Case)["chengxi-envoys"]
    assert (case.id, case.key, case.url) == (
        "chengxi-envoys",
        "cases/chengxi-envoys",
        "cases/chengxi-envoys/",
    )
    assert case.path == "content/cases/chengxi-envoys.yml"
    other = case.model_copy().called("other")
    assert (other.id, other.key, other.url) == ("other", "cases/other", "cases/other/")
    assert case.id == "chengxi-envoys"
    assert other == case
    assert "_document" not in repr(case)
    assert not {"id", "key", "url", "_document"} & {*case.model_dump(), *Case.model_fields}


@pytest.mark.parametrize(("form", "what"), FORMS)
def test_a_text_with_a_number_is_never_passed_over(form: str, what: str) -> None:
    """Whatever stands before and after it among the texts of a record."""
    assert any(personal_data(form))
    assert may_hold_personal_data(form), what
    for other in ("", "甲", "0990", "-", "1", "万元", "&#"):
        assert may_hold_personal_data("\n".join((other, form, other)))


def test_among_many_texts_those_are_found_that_may_hold_a_number() -> None:
    dice = Random(13)
    pieces = ["", "甲", "0990-5550297", "2004", "万元", "5%", "\n", "12 ", *(form for form, _ in FORMS)]
    for _ in range(3000):
        texts = ["".join(dice.choices(pieces, k=dice.randrange(4))) for _ in range(dice.randrange(7))]
        assert suspects(texts) == [text for text in texts if may_hold_personal_data(text)]


def test_every_command_answers_alone_as_it_does_among_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out.split()
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: casebook {name} ")
        assert name in listed


@pytest.mark.slow
def test_a_check_loads_nothing_that_only_a_build_needs() -> None:
    code = (
        "import sys; from county_casebook.cli import main; main(sys.argv[1:]);"
        "print(*sorted(name for name in sys.modules if name.startswith('county_casebook.')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "check", "--content", str(TINY / "content")],
        capture_output=True,
        text=True,
        check=True,
    )
    rooms = {name.split(".")[1] for name in ran.stdout.splitlines()[-1].split()}
    assert "rules" in rooms
    assert not rooms & {"publish", "views", "deliver", "edit", "intake"}


def test_the_collector_is_as_it_was_after_a_check() -> None:
    for before in (True, False):
        (gc.enable if before else gc.disable)()
        try:
            build.check_content(TINY / "content")
            assert gc.isenabled() is before
        finally:
            gc.enable()


def test_what_a_record_forgets_is_only_which_fields_were_written() -> None:
    case = tiny().of(Case)["chengxi-envoys"]
    again = Case.model_validate(
        source.read((TINY / "content/cases/chengxi-envoys.yml").read_bytes(), "").value
    )
    assert again.model_fields_set
    assert case.model_fields_set == case.sources[0].model_fields_set == set()
    assert case == again
    assert case.model_dump() == again.model_dump()
    changed = case.model_copy(update={"title": "另一个"})
    assert (changed.title, changed.model_fields_set) == ("另一个", {"title"})
    assert case.sources[0].model_fields_set == set()


def test_no_text_of_a_record_is_left_out_of_what_is_looked_at() -> None:
    for record in tiny().records():
        texts = {leaf.value for leaf in leaves(record) if isinstance(leaf.value, str)}
        assert texts
        assert texts <= set(texts_in(record))
