"""`casebook new`: a template that is valid YAML, names every field, and says what each wants."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from county_casebook.build import check_content
from county_casebook.cli import main
from county_casebook.records import KINDS
from county_casebook.scaffold.template import template
from county_casebook.source import read


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_reads_as_yaml_and_names_every_field(kind: str) -> None:
    text = template(KINDS[kind], {})
    value = read(text.encode(), "x.yml").value
    assert isinstance(value, dict)
    required = {name for name, field in KINDS[kind].model_fields.items() if field.is_required()}
    assert required == set(value)
    for field in KINDS[kind].model_fields.values():
        assert f"# {field.title}：" in text


def test_a_new_case_brings_its_missing_county(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert (
        main(["new", "case", "my-case", "--county", "330624", "--as-of", "2022", "--content", str(content)])
        == 0
    )
    assert (content / "counties/c330624-1983.yml").is_file()
    assert "county: c330624-1983" in (content / "cases/my-case.yml").read_text("utf-8")
    said = capsys.readouterr().out
    assert said.count("已写好") == 2
    problems = check_content(content).problems
    assert problems
    assert not [
        problem for problem in problems if problem.rule in ("yaml-syntax", "unknown-field", "missing-field")
    ]


def test_a_known_county_is_used_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    arguments = ["--county", "330624", "--as-of", "2022", "--content", str(content)]
    assert main(["new", "county", "xinchang", *arguments]) == 0
    content / "counties/xinchang.yml"
    assert main(["new", "case", "my-case", *arguments]) == 0
    assert "county: xinchang" in (content / "cases/my-case.yml").read_text("utf-8")
    assert main(["new", "case", "my-case", *arguments]) == 2
    assert "已经用了编号 my-case" in capsys.readouterr().err


def test_a_new_case_lists_the_clauses_it_may_cite(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(Path(__file__).parent / "tiny/content", content)
    law = "某法\n" + "".join(f"第{order}条　甲乙丙丁。\n" for order in range(1, 101))
    (content / "policies/a-law.txt").write_text(law, "utf-8")
    held = (content / "policies/demo-held.yml").read_text("utf-8")
    digest = hashlib.sha256(law.encode()).hexdigest()
    (content / "policies/a-law.yml").write_text(f"{held}text_sha256: {digest}\n", "utf-8")
    assert main(["new", "case", "my-case", "--content", str(content)]) == 0
    written = (content / "cases/my-case.yml").read_text("utf-8")
    assert "#   《示例县（市）科技工作方案》共 6 条：\n#     demo-plan#1　一、原则\n" in written
    assert "#     demo-plan#2.1　1. 推广科技特派员的经验。\n" in written
    assert written.index("demo-plan#2.2") < written.index("a-law#art-1　第1条 甲乙丙丁。\n")
    assert written.count("#     a-law#art-") == 74
    assert "#     …其余 26 条见网站的 policies/a-law/\n" in written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["case", "Bad Name"], "不能用"),
        (["case"], "不能用"),
        (["county", "abc"], "--county 代码 --as-of 年份"),
        (
            ["case", "abc", "--county", "330604", "--as-of", "2004"],
            "2004 年没有 330604（上虞市当时是 330682）",
        ),
        (["case", "abc", "--county", "330000", "--as-of", "2004"], "不是县级"),
        (["case", "abc", "--county", "330624"], "--as-of"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert main(["new", *arguments, "--content", str(content)]) == 2
    assert said in capsys.readouterr().err
    assert not list(content.rglob("*.yml"))
