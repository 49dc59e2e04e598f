"""`casebook fmt`: files become one form or stay as they are, byte for byte; `--check` writes nothing."""

from __future__ import annotations

import os
import random
import stat
from pathlib import Path

import pytest
import yaml

from county_casebook.cli import main
from county_casebook.intake.policy import draft_policy
from county_casebook.intake.reading import read_file
from county_casebook.layout.canonical import formatted
from county_casebook.layout.comments import comments_of
from county_casebook.layout.folder import yaml_in
from county_casebook.places.divisions import real_divisions
from county_casebook.records import KINDS, Case, Policy
from county_casebook.scaffold import replaced_files
from county_casebook.scaffold.new import new_records
from county_casebook.scaffold.new_files import NotWritten
from county_casebook.scaffold.template import template
from county_casebook.source import read
from county_casebook.starter.library import start
from county_casebook.yaml_plain import Value

ROOT = Path(__file__).parents[1]
UGLY = "\ufeff# 头\r\n\r\ntitle: '甲'\r\nstatus:   draft\r\n# 尾\r\n".encode()
FORM = "# 头\n\nstatus: draft\ntitle: 甲\n# 尾\n".encode()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "cases").mkdir(parents=True)
    return folder


def fmt(content: Path, *arguments: str | Path) -> int:
    return main(["fmt", *map(str, arguments), "--content", str(content)])


def put(content: Path, name: str, data: bytes) -> Path:
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_a_file_is_written_in_the_form_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(content, "cases/first.yml", UGLY)
    path.chmod(0o640)
    assert fmt(content) == 0
    assert capsys.readouterr().out == "content/cases/first.yml\n改了 1 个文件，内容和注释没有变\n"
    assert path.read_bytes() == FORM
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.stat().st_mtime_ns
    assert fmt(content) == 0
    assert capsys.readouterr().out == "1 个文件，没有要改的\n"
    assert path.stat().st_mtime_ns == before
    assert sorted(everything(content)) == ["cases/first.yml"]


def test_check_names_the_first_line_that_differs_and_writes_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(content, "cases/a-bom.yml", UGLY)
    put(content, "cases/b-ends.yml", b"status: draft\r\ntitle: a\r\n")
    put(content, "cases/c-order.yml", "title: 甲\nstatus: draft\n".encode())
    put(content, "cases/d-more.yml", b"status: draft\n\n\ntitle: a\n")
    put(content, "cases/e-end.yml", b"status: draft")
    put(content, "cases/f-tail.yml", b"status: draft\n\n")
    put(content, "cases/g-right.yml", FORM)
    before = everything(content)
    assert fmt(content, "--check") == 1
    assert everything(content) == before
    assert (
        capsys.readouterr().out
        == """\
content/cases/a-bom.yml:1:1: 错误：写法不统一：文件头有 BOM（运行 casebook fmt） [layout]

content/cases/b-ends.yml:1:14: 错误：写法不统一：换行不是 LF（运行 casebook fmt） [layout]
    1 | status: draft
      |              ^

content/cases/c-order.yml:1:1: 错误：写法不统一：这里应是“status: draft”（运行 casebook fmt） [layout]
    1 | title: 甲
      | ^

content/cases/d-more.yml:3:1: 错误：写法不统一：这里应是“title: a”（运行 casebook fmt） [layout]

content/cases/e-end.yml:1:14: 错误：写法不统一：文件末尾少一个换行（运行 casebook fmt） [layout]
    1 | status: draft
      |              ^

content/cases/f-tail.yml:2:1: 错误：写法不统一：文件末尾多了空行（运行 casebook fmt） [layout]

7 个文件里 6 个写法不统一；运行 casebook fmt 改好
"""
    )
    assert fmt(content) == 0
    capsys.readouterr()
    assert fmt(content, "--check") == 0
    assert capsys.readouterr().out == "7 个文件，写法都是统一的\n"


def test_a_file_that_cannot_be_read_is_told_and_left_alone(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {
        "cases/comment.yml": "title:   甲 # 乙\n".encode(),
        "cases/syntax.yml": "title:   甲: 乙\n".encode(),
        "cases/gbk.yml": "title:   甲\n".encode("gbk"),
        "cases/empty.yml": b"",
        "cases/twice.yml": b"title:   a\ntitle: b\n",
    }
    for name, data in broken.items():
        put(content, name, data)
    put(content, "cases/good.yml", UGLY)
    assert fmt(content) == 1
    told = capsys.readouterr()
    for name, rule in zip(
        broken,
        ("swallowed-comment", "yaml-syntax", "wrong-encoding", "empty-file", "duplicate-key"),
        strict=True,
    ):
        assert any(
            line.startswith(f"content/{name}:") and f"[{rule}]" in line for line in told.err.splitlines()
        )
    assert told.out == "content/cases/good.yml\n改了 1 个文件，内容和注释没有变\n"
    assert everything(content) == {**broken, "cases/good.yml": FORM}


def test_only_the_named_files_are_touched(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three = (put(content, f"cases/{name}.yml", UGLY) for name in ("one", "deep/two", "three"))
    broken = put(content, "cases/broken.yml", b"a: [")
    assert fmt(content, one, content / "cases/deep") == 0
    assert (one.read_bytes(), two.read_bytes(), three.read_bytes()) == (FORM, FORM, UGLY)
    assert fmt(content, broken) == 1
    assert capsys.readouterr().err.startswith("content/cases/broken.yml:")


def test_what_is_not_covered_is_wrong_usage(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = put(tmp_path, "elsewhere.yml", UGLY)
    put(content, "unknown/a.yml", UGLY)
    put(content, "cases/.hidden.yml", UGLY)
    for path, said in (
        (content / "cases/none.yml", "没有"),
        (outside, "fmt 不看它"),
        (content / "unknown", "fmt 不看"),
        (content / "cases/.hidden.yml", "fmt 不看"),
    ):
        assert fmt(content, path) == 2
        assert said in capsys.readouterr().err
    before = everything(content)
    assert fmt(content) == 0
    assert everything(content) == before
    assert fmt(tmp_path / "nowhere") == 1


def test_texts_tables_pages_and_files_are_not_touched(content: Path) -> None:
    for name in ("facts.csv", "policies/a.txt", "pages/a.md", "files/a.yml", "pages/b.yml"):
        put(content, name, UGLY)
    before = everything(content)
    fmt(content)
    assert everything(content) == before


def test_vocabularies_waivers_and_the_version_are_written_by_their_models(content: Path) -> None:
    put(content, "vocabulary/themes.yml", b"- description: not_stated\n  title: A\n  id: 'no'\n")
    put(content, "vocabulary/synonyms.yml", b"- terms:\n    - a\n    - b\n")
    put(content, "vocabulary/other.yml", b"- b: 1\n  a:   x\n")
    put(content, "waivers.yml", b"- record: a/b\n  rule: c\n")
    put(content, "casebook.yml", b"schema_version:   3\n")
    assert fmt(content) == 0
    assert everything(content) == {
        "vocabulary/themes.yml": b'- id: "no"\n  title: A\n  description: not_stated\n',
        "vocabulary/synonyms.yml": b"- terms: [a, b]\n",
        "vocabulary/other.yml": b'- b: "1"\n  a: x\n',
        "waivers.yml": b"- rule: c\n  record: a/b\n",
        "casebook.yml": b"schema_version: 3\n",
    }


def test_a_library_of_another_version_is_left_alone(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(content, "casebook.yml", b"schema_version: 99\n")
    path = put(content, "cases/first.yml", UGLY)
    assert fmt(content) == 1
    assert "[newer-schema]" in capsys.readouterr().err
    assert path.read_bytes() == UGLY


@pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
def test_links_folders_and_read_only_files_are_told_and_left_alone(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = put(tmp_path, "outside.yml", UGLY)
    (content / "cases/link.yml").symlink_to(outside)
    (content / "cases/way").symlink_to(tmp_path)
    put(content, "cases/folder.yml/inside.yml", UGLY)
    put(content, "cases/other.yaml", UGLY)
    os.mkfifo(content / "cases/pipe.yml")
    only = put(content, "cases/only.yml", UGLY)
    only.chmod(0o444)
    before = everything(tmp_path)
    assert fmt(content) == 1
    told = capsys.readouterr()
    assert everything(tmp_path) == before
    assert [line.split("错误：")[1] for line in told.err.splitlines() if "错误" in line] == [
        "这是文件夹，却以 .yml 结尾（改名，或换成文件） [not-a-file]",
        "这是符号链接（请放真实的文件） [symlink]",
        "文件是只读的，没有改；要改就先去掉只读 [not-written]",
        "扩展名是 .yaml（改成 .yml） [wrong-suffix]",
        "这是管道（FIFO），不是文件（删掉它） [special-file]",
        "这是符号链接（请放真实的文件） [symlink]",
    ]
    assert told.out == "1 个文件，没有要改的\n"
    assert fmt(content, content / "cases/link.yml") == 1
    assert fmt(content, content / "cases/way/outside.yml") == 2
    assert everything(tmp_path) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs what cannot be opened")
def test_a_folder_without_rights_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(content, "cases/closed/first.yml", UGLY)
    path.parent.chmod(0o555)
    assert fmt(content) == 1
    assert "写不了" in capsys.readouterr().err
    path.parent.chmod(0)
    assert fmt(content) == 1
    assert "文件夹打不开" in capsys.readouterr().err
    path.parent.chmod(0o755)
    assert everything(content) == {"cases/closed/first.yml": UGLY}


def test_what_was_changed_meanwhile_is_not_overwritten(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = put(content, "cases/first.yml", UGLY), put(content, "cases/second.yml", UGLY)
    set_aside = replaced_files.set_aside

    def meanwhile(where: Path, data: bytes) -> Path:
        if where == path:
            path.write_bytes(b"status: review\n")
        return set_aside(where, data)

    monkeypatch.setattr(replaced_files, "set_aside", meanwhile)
    assert fmt(content) == 1
    told = capsys.readouterr()
    assert "content/cases/first.yml:1:1: 错误：读过以后又被改了，没有覆盖；再运行一次" in told.err
    assert told.out == "content/cases/second.yml\n改了 1 个文件，内容和注释没有变\n"
    assert everything(content) == {"cases/first.yml": b"status: review\n", "cases/second.yml": FORM}
    assert other.read_bytes() == FORM


def test_a_full_disk_changes_nothing(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(where: Path, data: bytes) -> Path:
        raise OSError(28, "No space left on device")

    put(content, "cases/first.yml", UGLY)
    monkeypatch.setattr(replaced_files, "set_aside", full)
    assert fmt(content) == 1
    assert "写不了（No space left on device），没有改；请检查权限和磁盘空间" in capsys.readouterr().err
    assert everything(content) == {"cases/first.yml": UGLY}


def test_a_file_that_is_gone_meanwhile_is_not_made_again(content: Path) -> None:
    with pytest.raises(NotWritten):
        replaced_files.replace_file(content / "cases/gone.yml", UGLY, FORM)
    assert everything(content) == {}


# What everything else writes ------------------------------------------------------------------------------------------


def is_in_form(content: Path) -> bool:
    found = yaml_in(content)
    assert found.files
    assert not found.problems
    return fmt(content, "--check") == 0


@pytest.mark.slow
def test_our_own_content_is_in_the_form() -> None:
    assert is_in_form(ROOT / "content")


@pytest.mark.slow
def test_what_another_program_makes_of_our_records_comes_back_as_it_was() -> None:
    """Fields in another order, other quotes, indents, line ends and brackets: the form knows only one way."""
    draw = random.Random(14)
    for path, model in yaml_in(ROOT / "content").files.items():
        data = path.read_bytes()
        if comments_of(data.decode()):
            continue
        foreign = yaml.dump(
            _shuffled(read(data, path.name).value, draw),
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            sort_keys=False,
            width=draw.choice([40, 80, 9999]),
            default_flow_style=draw.choice([None, False, True]),
            indent=draw.choice([2, 4]),
            line_break=draw.choice(["\n", "\r\n"]),
        )
        assert (
            formatted(foreign.encode(draw.choice(["utf-8", "utf-8-sig"])), path.name, model).encode() == data
        )


def _shuffled(value: Value, draw: random.Random) -> Value:
    if isinstance(value, dict):
        names = list(value)
        draw.shuffle(names)
        return {name: _shuffled(value[name], draw) for name in names}
    return [_shuffled(inner, draw) for inner in value] if isinstance(value, list) else value


def test_a_new_library_is_in_the_form(tmp_path: Path) -> None:
    start(tmp_path / "new")
    assert is_in_form(tmp_path / "new/content")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--cases", "40"], ["--duties"]])
def test_a_fictional_library_is_in_the_form(tmp_path: Path, arguments: list[str]) -> None:
    assert main(["demo", str(tmp_path / "demo"), *arguments]) == 0
    assert is_in_form(tmp_path / "demo/content")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_in_the_form(kind: str) -> None:
    text = template(KINDS[kind], {})
    assert formatted(text.encode(), "a.yml", KINDS[kind]) == text


def test_new_records_are_in_the_form(content: Path) -> None:
    new_records(content, "cases", "a-new-case", county="331023", as_of=2004)
    assert len(yaml_in(content).files) == 2
    assert is_in_form(content)


def test_an_imported_policy_is_in_the_form(tmp_path: Path) -> None:
    text = "关于加强县（市）科技工作的意见：试行\n国科发〔2004〕1号\n\n各省科技厅：\n\n一、重要性\n\n县（市）科技工作很重要。\n\n科学技术部\n2004年8月10日\n"
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    draft = draft_policy(read_file(file), real_divisions())
    assert formatted(draft.yaml.encode(), "a.yml", Policy) == draft.yaml
    assert isinstance(read(draft.yaml.encode(), "a.yml").value, dict)


def test_a_file_in_the_form_stays_in_it_when_it_is_brought_forward(content: Path) -> None:
    before = b"# a\nresults:\n  - claim: a\n    source: 1\n"
    for name, data in (("form", before), ("ugly", before.replace(b"claim: a", b"claim: 'a'"))):
        put(content, f"cases/{name}.yml", data)
    put(content, "casebook.yml", b"schema_version: 1\n")
    assert main(["migrate", "--content", str(content)]) == 0
    found = everything(content)
    assert (
        found["cases/form.yml"]
        == b"# a\nresults:\n  - claim: a\n    measured_by: not_stated\n    source: 1\n"
    )
    assert (
        found["cases/ugly.yml"]
        == b"# a\nresults:\n  - claim: 'a'\n    source: 1\n    measured_by: not_stated\n"
    )
    assert formatted(found["cases/form.yml"], "a.yml", Case).encode() == found["cases/form.yml"]
