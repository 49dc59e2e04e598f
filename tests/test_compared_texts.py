"""Two texts of one document: what changed, clause by clause, and who cites a clause that is another now."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.changes.clauses import clause_changes, counted
from county_casebook.changes.clauses_markdown import clauses_markdown
from county_casebook.cli import main
from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.text.clauses import parse_clauses
from tests.building import TINY, one
from tests.repositories import git
from tests.test_text_references import pages, policy
from tests.village import case, county, village

OLD = (
    "渠道办法\n第一条　为了管好渠道，制定本办法。\n第二条　渠道分干渠、支渠两级，由乡镇管护。\n第三条　春季清淤，秋季补堤。\n"
    "第四条　经费由受益户按亩分担：\n（一）干渠每亩二元；\n（二）支渠每亩一元。\n第五条　巡渠员由村推选。\n第六条　本办法自发布之日起施行。\n"
)
NEW = (
    "渠道办法\n第一条　为了管好渠道，制定本办法。\n第二条　渠道分干渠、支渠、毛渠三级，由县管护。\n第三条　水权可以在农户之间转让，转让须登记。\n"
    "第四条　巡渠员由村推选。\n第五条　春季清淤，秋季补堤。\n第六条　经费由受益户按亩分担：\n（一）干渠每亩三元；\n（二）支渠每亩一元。\n"
)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """What became of each clause that is not as it was: its state, its name now, its name before."""
    changes = clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
    return [(each.state, each.name, each.former_name) for each in changes if each.state != "kept"]


def test_each_clause_is_told_as_what_became_of_it() -> None:
    assert told(OLD, NEW) == [
        ("changed", "第二条", ""),
        ("added", "第三条", ""),
        ("moved", "第四条", "第五条"),
        ("removed", "第六条", ""),
        ("renumbered", "第五条", "第三条"),
        ("renumbered", "第六条", "第四条"),
        ("changed", "第六条第（一）项", "第四条第（一）项"),
        ("renumbered", "第六条第（二）项", "第四条第（二）项"),
    ]


def test_changed_words_are_told_word_by_word_and_make_up_both_texts() -> None:
    changes = clause_changes((OLD, parse_clauses(OLD).clauses), (NEW, parse_clauses(NEW).clauses))
    changed = next(each for each in changes if each.state == "changed")
    assert changed.before is not None
    assert changed.after is not None
    for left_out, whole in (("added", changed.before.words), ("removed", changed.after.words)):
        assert "".join(piece.text for piece in changed.pieces if piece.state != left_out) == whole
    assert (
        counted(changes) == "文字有改动 2 条，移动 1 条，只改编号 3 条，新增 1 条，删去 1 条，没有变的 1 条"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (OLD, OLD, []),
        ("", OLD, 8),
        (OLD, "", 8),
        (
            "预案\n1 总则\n1.1 目的\n为抗旱保苗，制定本预案。\n2 机构\n2.1 指挥部\n指挥全县抗旱。\n",
            "预案\n1 总则\n1.1 目的\n为抗旱保苗，制定本预案。\n1.2 依据\n依照水法。\n2 机构\n2.1 指挥部\n指挥全县抗旱保苗。\n",
            [("added", "1.2", ""), ("added", "1.2 第 1 段", ""), ("changed", "2.1 第 1 段", "")],
        ),
        (
            "办法\n一、修渠。\n二、修渠。\n三、补堤三尺。\n",
            "办法\n一、修渠。\n二、补堤三尺。\n",
            [("removed", "二、", ""), ("renumbered", "二、", "三、")],
        ),
        (
            "办法\n目录\n第一章 总则\n第一章 总则\n第一条 甲。\n",
            "办法\n第一章 总则\n第一条 甲。\n",
            [],
        ),
    ],
)
def test_every_clause_of_both_texts_is_told_once(old: str, new: str, expected: Any) -> None:
    found = told(old, new)
    assert (len(found) if isinstance(expected, int) else found) == expected


SEED = "县种子管理站负责种子检验，乡镇农技站负责田间检查，村民小组协助登记种植户。"
PARTED = "县种子管理站负责种子检验。", "乡镇农技站负责田间检查，村民小组协助登记种植户。"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            f"办法\n第一条　为了管好种子，制定本办法。\n第二条　{SEED}\n第三条　自发布之日起施行。\n",
            f"办法\n第一条　为了管好种子，制定本办法。\n第二条　{PARTED[0]}\n第三条　{PARTED[1]}\n第四条　自发布之日起施行。\n",
            ["由原第二条分出", "文字有改动", "只改编号"],
        ),
        (
            f"办法\n第一条　为了管好种子，制定本办法。\n第二条　{PARTED[0]}\n第三条　{PARTED[1]}\n第四条　自发布之日起施行。\n",
            f"办法\n第一条　为了管好种子，制定本办法。\n第二条　{SEED}\n第三条　自发布之日起施行。\n",
            ["并入第二条", "文字有改动", "只改编号"],
        ),
        (
            f"意见\n一、{SEED}\n二、严格市场监管，查处假种。\n",
            f"意见\n一、{SEED}\n二、建立良种补贴制度，资金直接打到农户账上。\n三、严格市场监管，查处假种。\n",
            ["只改编号", "新增"],
        ),
        (
            "预案\n1 总则\n1.1 目的\n为抗旱保苗，减少损失，制定本预案，各乡镇遵照执行并于每年三月前演练一次。\n",
            "预案\n1 总则\n1.1 目的\n为抗旱保苗，减少损失，制定本预案。\n1.2 演练\n各乡镇遵照执行并于每年三月前演练一次。\n",
            ["文字有改动", "新增", "由原1.1 第 1 段分出"],
        ),
        (
            f"办法\n第一条　有下列情形的：\n（一）{PARTED[0]}\n",
            f"办法\n第一条　有下列情形的：\n（一）{PARTED[0][:-1]}；\n（二）擅自引种。\n",
            ["新增"],
        ),
    ],
)
def test_a_clause_that_was_parted_or_went_into_another_is_no_new_one(
    old: str, new: str, expected: list[str]
) -> None:
    changes = clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
    assert sorted(each.said for each in changes if each.state != "kept") == sorted(expected)


@pytest.mark.parametrize(
    ("words", "now", "expected"),
    [
        ("违反第二条、第三条的，责令改正", "违反第三条、第四条的，责令改正", "只改所引的条号"),
        ("违反第二条的，责令改正", "违反第三条的，处罚款", "文字有改动"),
        ("违反第二条的，责令改正", "违反第四条的，责令改正", "文字有改动"),
        ("依照《渠道法》第二条办理", "依照《渠道法》第二条办理", "只改编号"),
        ("按照本办法第三条和第一条办理", "按照本办法第四条和第一条办理", "只改所引的条号"),
    ],
)
def test_a_clause_that_only_follows_the_new_numbers_of_others_is_told_as_such(
    words: str, now: str, expected: str
) -> None:
    head = "办法\n第一条　为了管好渠道，制定本办法。\n"
    rest = "第{}条　渠道分干渠、支渠。\n第{}条　春季清淤，秋季补堤。\n第{}条　{}。\n"
    old = head + rest.format("二", "三", "四", words)
    new = f"{head}第二条　县财政安排管护经费。\n" + rest.format("三", "四", "五", now)
    changes = clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
    assert [each.said for each in changes if each.name == "第五条"] == [expected]


def test_who_cites_a_clause_that_went_into_another_is_told_which() -> None:
    old = f"办法\n第一条　{PARTED[0]}\n第二条　{PARTED[1]}\n第三条　自发布之日起施行。\n"
    new = f"办法\n第一条　{SEED}\n第二条　自发布之日起施行。\n"
    relations = [{"type": "replaces", "policy": "old"}]
    gone = next(
        each
        for each in clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
        if each.state == "merged"
    )
    assert gone.before is not None
    cited = f"old#{gone.before.id}"
    held = village(
        county(0),
        policy("old", "种子暂行办法", old),
        policy("new", "种子办法", new, relations=relations),
        case("tea", 0, ["tea"], clauses=[cited]),
    )
    html = pages(held, "new")["policies/new/compared/old/index.html"]
    section = next(
        " ".join(part.text().split())
        for part in LexborHTMLParser(html).css(".cb-compared")
        if "并入" in part.text()
    )
    assert section.startswith(f"原{gone.before.name} 并入第一条")
    assert "引用旧条款的：tea（落实条款）" in section


def test_every_clause_of_two_long_texts_is_told_once_in_order() -> None:
    old = "法\n" + "".join(
        f"第{n}条　第 {n} 号渠道由第 {n * 7 % 31} 村管护，冬修时补堤。\n" for n in range(1, 301)
    )
    lines = old.splitlines(keepends=True)
    new = "".join(
        [*lines[:40], "第三百零一条　新渠道由县管护。\n", *lines[90:200], *lines[60:70], *lines[200:]]
    )
    changes = clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
    after = [each.after.id for each in changes if each.after]
    kinds = ("head", "contents", "tail", "annex")
    assert after == [clause.id for clause in parse_clauses(new).clauses if clause.kind not in kinds]
    before = [each.before.id for each in changes if each.before]
    assert sorted(before) == sorted(
        clause.id for clause in parse_clauses(old).clauses if clause.kind not in kinds
    )
    assert [each.state for each in changes].count("added") == 1


def library() -> Any:
    relations = [{"type": "replaces", "policy": "old"}]
    old, new = policy("old", "渠道暂行办法", OLD), policy("new", "渠道办法", NEW, relations=relations)
    return village(county(0), old, new, case("tea", 0, ["tea"], clauses=["old#art-5", "old#art-1"]))


def test_a_policy_that_replaces_another_has_a_page_with_both_texts() -> None:
    held = library()
    files = pages(held, "new")
    html = files["policies/new/compared/old/index.html"]
    assert read_page(html.encode(), Known()).faults == []
    page = LexborHTMLParser(html)
    sections = {" ".join((one(part, "h2").text() or "").split()): part for part in page.css(".cb-compared")}
    assert list(sections) == [
        "第二条 文字有改动",
        "第三条 新增",
        "第四条 移动，原第五条",
        "原第六条 删去",
        "第六条第（一）项 文字有改动，原第四条第（一）项",
        "只改编号的 3 条",
    ]
    assert one(sections["原第六条 删去"], "h2 a").attributes["href"] == "../../../old/#art-6"
    renumbered = "".join(one(sections["只改编号的 3 条"], "p").text().split())
    assert renumbered == "第五条（原第三条）、第六条（原第四条）、第六条第（二）项（原第四条第（二）项）"
    changed = sections["第二条 文字有改动"]
    assert [node.text() for node in changed.css("ins")] == ["、毛渠三", "县"]
    links = [link.attributes["href"] for link in sections["第四条 移动，原第五条"].css("a")]
    assert links == [
        "../../#art-4",
        "../../../old/#art-5",
        "../../../../cases/tea/",
    ]
    assert "引用旧条款的：tea（落实条款）" in " ".join(sections["第四条 移动，原第五条"].text().split())


def test_both_policies_lead_to_the_page_that_compares_them() -> None:
    held = library()
    for name in ("new", "old"):
        page = LexborHTMLParser(pages(held, name)[f"policies/{name}/index.html"])
        links = [link.attributes["href"] for link in page.css(".cb-chain a")]
        assert {urljoin(f"/policies/{name}/", link or "") for link in links} >= {
            "/policies/new/compared/old/"
        }
    assert "policies/old/compared/new/index.html" not in pages(held, "old")


@pytest.mark.parametrize(
    ("kind", "title", "is_compared"),
    [
        ("replaces", "渠道暂行办法", True),
        ("amends", "渠道办法", True),
        ("amends", "渠道暂行办法", False),
        ("implements", "渠道办法", False),
    ],
)
def test_only_texts_of_one_document_are_compared(kind: str, title: str, is_compared: bool) -> None:
    new = policy("new", "渠道办法", NEW, relations=[{"type": kind, "policy": "old"}])
    held = village(county(0), policy("old", title, OLD), new)
    assert ("policies/new/compared/old/index.html" in pages(held, "new")) == is_compared


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        (OLD, NEW, False),
        (OLD, "办法\n第一条　养鱼的水面归集体。\n第二条　鱼苗由站里供应。\n", True),
        (OLD, OLD, False),
        (OLD, f"{OLD}{''.join(f'第{n}条　新条文之{n}。' for n in range(7, 20))}", False),
    ],
)
def test_two_texts_with_hardly_a_clause_in_common_are_doubted(old: str, new: str, is_told: bool) -> None:
    changes = clause_changes((old, parse_clauses(old).clauses), (new, parse_clauses(new).clauses))
    said = clauses_markdown(("甲", "乙"), changes, lambda _clause: ())
    assert ("看看是不是同一份文件的两个文本" in said) == is_told


# The command ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(TINY / "content", tmp_path / "content")
    shutil.copy(TINY / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def test_the_command_tells_what_changed_and_who_cites_it(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (content / "policies/demo-plan.txt").read_text("utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("2.")]
    Path("later.txt").write_text("".join(lines), "utf-8")
    assert main(["diff", "policy", "demo-plan", "later.txt"]) == 0
    said = capsys.readouterr().out
    assert "删去" in said
    assert "### 引用了这些条款的记录" in said
    assert "已经删去" in said


def test_the_command_reads_an_earlier_version_from_git(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(Path(), "init", "-q")
    git(Path(), "add", "-A")
    git(Path(), "commit", "-qm", "first")
    path = content / "policies/demo-plan.txt"
    text = path.read_text("utf-8") + "渠道由村管护。\n"
    record = content / "policies/demo-plan.yml"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(text, "utf-8")
    record.write_text(
        record.read_text("utf-8").replace(old, hashlib.sha256(text.encode()).hexdigest()), "utf-8"
    )
    assert main(["diff", "policy", "demo-plan@HEAD", "demo-plan"]) == 0
    said = capsys.readouterr().out
    assert "demo-plan&#64;<!-- -->HEAD → demo-plan：新增 1 条" in said
    assert "<ins>渠道由村管护。</ins>" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["policy", "nowhere", "demo-plan"], "没有 nowhere 这份政策"),
        (["policy", "demo-plan"], "写一个版本，或者 policy 甲 乙"),
        (["policy", "demo-plan", "nowhere.txt"], "nowhere.txt 读不出来"),
        (["main", "a", "b"], "写一个版本，或者 policy 甲 乙"),
        (["policy", "demo-plan@nowhere", "demo-plan"], "这里不在 git 库里"),
    ],
)
def test_what_cannot_be_compared_is_said(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["diff", *arguments]) == 2
    assert said in capsys.readouterr().err
