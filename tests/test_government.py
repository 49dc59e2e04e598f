"""The profile of government sites: off it changes nothing; on it checks all it needs, invents nothing and takes no date from the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.assets import OF_GOVERNMENT
from county_casebook.host.site import BuildRefused
from tests.building import build_site, copy_of_tiny, files_of, once
from tests.js.engine import Engine

OPTIONS: dict[str, Any] = {
    "organizer": "示例县科学技术局（虚构）",
    "site_code": "9999990001",
    "icp": "浙ICP备99999999号-1",
    "police": "浙公网安备 99999999999999号",
    "contact": {"office": "示例县科学技术局办公室（虚构）", "email": "office@kjj.example.gov.cn"},
}
ADDRESS = "https://kjj.example.gov.cn/casebook/"


DATED = ("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Url", "ColumnName", "SiteIDCode")
"""Tags that tell of a record; a description may say what is overdue, which is another day by day."""


def governed(folder: Path, options: dict[str, Any] | None = None, **more: Any) -> Path:
    """Copy the tiny library with the profile; return its mkdocs.yml, in which our plugin's options begin in line 12."""
    config = copy_of_tiny(folder)
    told = {"site_url": ADDRESS, "profile": "gov", **more}
    plugin = {"profile": told["profile"], "gov": OPTIONS if options is None else options}
    lines = [
        "site_name: 示例库",
        *([f"site_url: {told['site_url']}"] if told["site_url"] else []),
        "docs_dir: content/pages",
        "theme: {name: material}",
        "plugins:",
        "  - casebook:",
        *(
            "      " + line
            for line in yaml.safe_dump(plugin, allow_unicode=True, sort_keys=False).splitlines()
        ),
    ]
    config.write_text("\n".join(lines) + "\n", "utf-8")
    return config


def refused(config: Path) -> str:
    with pytest.raises(BuildRefused) as reason:
        build_site(config, None)
    assert not (config.parent / "site").exists()
    return str(reason.value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tiny library as a government site."""
    return files_of(once(tmp_path_factory, "gov", lambda folder: build_site(governed(folder), None)) / "site")


def tags_of(data: bytes) -> dict[str, str]:
    nodes = LexborHTMLParser(data.decode()).css("meta[name]")
    return {node.attributes["name"] or "": node.attributes["content"] or "" for node in nodes}


@pytest.mark.slow
def test_off_not_one_byte_changes(tiny_files: dict[str, bytes], tmp_path: Path) -> None:
    """Nor where the options are written and the profile is not."""
    written = copy_of_tiny(tmp_path / "written")
    told = yaml.safe_dump({"plugins": [{"casebook": {"gov": OPTIONS}}]}, allow_unicode=True)
    written.write_text(written.read_text("utf-8").replace("plugins:\n  - casebook\n", told), "utf-8")
    assert "site_code" in written.read_text("utf-8")
    assert files_of(build_site(written, None)) == tiny_files
    assert not set(OF_GOVERNMENT) & set(tiny_files)
    for data in tiny_files.values():
        assert b"gov.js" not in data
        assert b"SiteIDCode" not in data


def test_every_page_names_the_site_and_what_it_is(site: dict[str, bytes]) -> None:
    pages = {name: tags_of(data) for name, data in site.items() if name.endswith(".html")}
    for name, tags in pages.items():
        assert tags["SiteName"] == "示例库", name
        assert tags["SiteDomain"] == "kjj.example.gov.cn"
        assert tags["SiteIDCode"] == "9999990001"
        if name not in ("index.html", "404.html"):
            assert tags["ColumnName"], name
            assert tags["ColumnType"], name
            assert ("ArticleTitle" in tags) != ("ColumnDescription" in tags and "ColumnKeywords" in tags), (
                name
            )
    assert pages["cases/index.html"]["ColumnName"] == "案例"
    assert pages["about/index.html"]["ColumnName"] == "关于本站"


def test_a_record_says_its_title_its_own_day_and_who_it_comes_from(site: dict[str, bytes]) -> None:
    tags = tags_of(site["policies/demo-plan/index.html"])
    assert tags["ArticleTitle"] == "示例县（市）科技工作方案"
    assert tags["PubDate"] == "2006-01-10"  # its `published`; no hour is known, so none is said
    assert tags["ContentSource"] == "示例部"
    assert tags["Url"] == f"{ADDRESS}policies/demo-plan/"
    assert tags_of(site["cases/chengxi-envoys/index.html"])["ContentSource"] == "澄溪县科技局"
    assert tags_of(site["cases/jichuan-tea/index.html"])["ContentSource"] == "来源未载明"


def test_the_footer_says_who_runs_it_and_the_map_lists_every_column(site: dict[str, bytes]) -> None:
    page = LexborHTMLParser(site["cases/jichuan-tea/index.html"].decode())
    footer = (page.css_first("footer") or page).text()
    for said in ("示例县科学技术局（虚构）", "office@kjj.example.gov.cn", "9999990001", "浙ICP备99999999号-1", "99999999999999号"):  # fmt: skip
        assert said in footer
    assert page.css_matches('footer a[href="../../site-map/"]')
    listed = {
        node.attributes["href"]
        for node in LexborHTMLParser(site["site-map/index.html"].decode()).css(".cb-entries a")
    }
    kinds = {"cases", "techniques", "counties", "pairings", "policies", "funds", "honours", "organizations", "events", "questions", "collections"}  # fmt: skip
    assert listed == {f"../{kind}/" for kind in kinds}


@pytest.mark.slow
def test_another_day_of_building_changes_nothing_of_it(
    site: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    other = files_of(build_site(governed(tmp_path), None))
    for name, data in site.items():
        if name.endswith(".html"):
            then, now = tags_of(data), tags_of(other[name])
            assert {tag: now.get(tag) for tag in DATED} == {tag: then.get(tag) for tag in DATED}, name


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("organizer", None, "8:7: 错误：没有写 gov.organizer（主办单位）（写主办机关的全称）"),
        ("organizer", "张 13800138000", "gov.organizer"),
        ("site_code", None, "没有写 gov.site_code（网站标识码）（10 位数字；国务院部门的是 bm 加 8 位数字）"),
        ("site_code", "999999000", "10:9: 错误：gov.site_code “999999000”不是网站标识码"),
        ("site_code", "99999900012", "gov.site_code “99999900012”不是网站标识码"),
        ("site_code", "BM99999999", "gov.site_code “BM99999999”不是网站标识码"),
        ("icp", None, "没有写 gov.icp（ICP备案号）"),
        ("icp", "ICP备99999999号", "11:9: 错误：gov.icp “ICP备99999999号”不是ICP备案号"),
        ("icp", "浙ICP备999号", "gov.icp “浙ICP备999号”不是ICP备案号"),
        ("police", None, "没有写 gov.police（公安备案号）"),
        ("police", "公网安备99999999999999号", "12:9: 错误：gov.police “公网安备99999999999999号”不是公安备案号"),
        ("site_code", "９９９９９９０００１", "gov.site_code “９９９９９９０００１”不是网站标识码"),
        ("contact", None, "没有写 gov.contact（联系方式）"),
        ("contact", "电话", "gov.contact 应当是一组字段"),
        ("contact", {"office": "办公室"}, "gov.contact 里没有电话也没有邮箱"),
        ("contact", {"phone": "13800138000"}, "gov.contact.phone 不能用"),
        ("site_id", "9999990001", "不认识的设置 gov.site_id（是不是想写 site_code？）"),
    ],
)  # fmt: skip
def test_what_is_missing_or_malformed_is_told_with_its_place(
    tmp_path: Path, name: str, value: object, said: str
) -> None:
    options = {key: each for key, each in {**OPTIONS, name: value}.items() if each is not None}
    told = refused(governed(tmp_path, options))
    assert said in told
    assert "mkdocs.yml:" in told
    assert "共" not in told or "没有动上一次的网站" in told
    assert "13800138000" not in told


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = refused(governed(tmp_path, {}, site_url=""))
    assert "有 6 处要改" in told
    for title in ("网站域名", "主办单位", "网站标识码", "ICP备案号", "公安备案号", "联系方式"):
        assert title in told


@pytest.mark.parametrize(
    "site_url",
    ["https://www.example.org/", "https://gov.cn.example.org/", "https://gov.cn/"],
)
def test_the_domain_is_one_of_the_government(tmp_path: Path, site_url: str) -> None:
    assert f"mkdocs.yml:2:11: 错误：site_url “{site_url}”不是政府网站的网址" in refused(
        governed(tmp_path, site_url=site_url)
    )


def test_another_profile_is_unknown(tmp_path: Path) -> None:
    assert "mkdocs.yml:7:7: 错误：不认识的 profile：government（政府网站写 gov" in refused(
        governed(tmp_path, profile="government")
    )


def test_no_empty_column_is_published_and_no_day_is_made_up(tmp_path: Path) -> None:
    config = governed(tmp_path)
    undated = ("jichuan-tea", "lingping-tea")  # a case, and a lead
    for name in undated:
        case = config.parent / f"content/cases/{name}.yml"
        case.write_text(
            re.sub("(?m)^(published: [0-9]{4}-[0-9]{2})-.*", r"\1", case.read_text("utf-8")), "utf-8"
        )
    for path in (config.parent / "content/questions").glob("*.yml"):
        path.unlink()
    leads = config.parent / "content/vocabulary/leads.yml"
    said = "- id: questions\n  lead: 问答（示例）。\n  heading: 还没有问答\n  text: 这里还没有问答。\n"
    leads.write_text(leads.read_text("utf-8") + said, "utf-8")
    told = refused(config)
    for name in undated:
        assert f"content/cases/{name}.yml" in told
    assert "发布日期 2006-03 没有写到日" in told
    assert "栏目“问答”没有内容，政府网站不得有空白栏目" in told


ALOUD = Engine("gov/aloud.js", "gov/pieces.js")


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        ([], None),
        ([("en-US", True)], None),
        ([("zh-CN", False)], None),  # it would send the text to another host
        ([("zh-TW", True), ("zh-CN", True)], "zh-CN"),
        ([("zh_CN", True)], "zh_CN"),
        ([("cmn-Hans-CN", True)], "cmn-Hans-CN"),
        ([("zh-HK", True)], "zh-HK"),
        ([("zho", True)], None),
    ],
)
def test_it_is_read_by_a_chinese_voice_of_the_machine_or_not_at_all(
    voices: list[tuple[str, bool]], chosen: str | None
) -> None:
    offered = [{"lang": lang, "localService": local} for lang, local in voices]
    found = ALOUD.call("chineseVoice", offered)
    assert (found or {}).get("lang") == chosen


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("“引文。”接着说。", ["“引文。”", "接着说。"]),
        ("没有句号", ["没有句号"]),
        ("——。…… · ", []),
        ("1999 年 2 月，13.2%。", ["1999 年 2 月，13.2%。"]),
        ("甲" * 100 + "，" + "乙" * 100 + "。", ["甲" * 100 + "，", "乙" * 100 + "。"]),
        ("丙" * 250, ["丙" * 120, "丙" * 120, "丙" * 10]),
    ],
)
def test_a_text_is_read_in_pieces_of_one_breath(text: str, pieces: list[str]) -> None:
    assert ALOUD.call("piecesOf", text) == pieces
