"""Questions: days to an answer and their median, what waits comes first, one answer in one place, and a library without any."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from county_casebook.host.settings import shell_settings
from county_casebook.host.site import BuildRefused
from county_casebook.library.addressee import Addressee
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.pages import pages
from county_casebook.publish.search.searchable import search_documents, suggestions
from county_casebook.records import Question
from county_casebook.records.vocabulary import Lead
from county_casebook.rules.question import unanswered_question
from county_casebook.views.answering import answering
from tests.building import NO_DATA, TINY, build_site, copy_of_tiny

ANSWER: dict[str, Any] = {
    "answer": "先开沟。",
    "answered_by": {"organization": "demo-institute"},
    "answered": "2005-05-11",
}


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def question(name: str = "marked", **fields: Any) -> Question:
    """A question with what is given and the least that is owed."""
    least = {"status": "published", "published": "2006-02-01", "title": f"{name}的题目", "text": "怎么办？"}
    least |= {"asked": "2005-05-01", "asked_by": "farmer"}
    return Question.model_validate({**least, "themes": ["tea"], **fields}).called(name)


def holding(*questions: Question) -> Library:
    """The tiny library with these questions alone."""
    return replace(tiny(), kinds={**tiny().kinds, "questions": {each.id: each for each in questions}})


def site(*questions: Question, at: Site | None = None) -> Mapping[str, str]:
    edition = Edition(holding(*questions), at or Site())
    return {page.url: page.body for page in pages(edition)}


# Answers and days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered", "days"),
    [
        ("2005-05-01", "2005-05-11", 10),
        ("2005-05-01", "2005-05-01", 0),
        ("2004-12-31", "2005-01-01", 1),
        ("2005-05", "2005-05-11", None),
        ("2005-05-01", "2005", None),
        ("2005-05-01", None, None),
    ],
)
def test_days_are_counted_between_days_that_are_known(
    asked: str, answered: str | None, days: int | None
) -> None:
    found = question(**{**ANSWER, "asked": asked, **({"answered": answered} if answered else {})})
    if answered is None:
        found = question(**{key: value for key, value in ANSWER.items() if key != "answered"}, asked=asked)
    assert found.days == days
    assert question(asked=asked).days is None


def test_whether_a_question_is_answered_follows_from_what_it_holds() -> None:
    assert question().answering == "open"
    assert question(**ANSWER).answering == "answered"
    assert question(same_as="other").answering == "elsewhere"


def test_the_median_is_that_of_the_days_that_are_known() -> None:
    found = answering(
        [
            question(**{**ANSWER, "answered": "2005-05-02"}),
            question(**{**ANSWER, "answered": "2005-05-05"}),
            question(**{**ANSWER, "answered": "2005-06"}),
            question(),
            question(same_as="other"),
        ]
    )
    assert (found.asked, found.answered, found.elsewhere, found.open) == (5, 3, 1, 1)
    assert (found.median, found.longest, len(found.days)) == ("2.5 天", "4 天", 2)
    assert answering([question()]).median == ""
    assert answering([question(**{**ANSWER, "answered": "2005-05-01"})]).median == "当天"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2005-12-01", False),
        ("2005-11-30", True),
        ("2005-11", True),
        ("2005-12", False),
        ("2005", False),
        ("2004", True),
    ],
)
def test_three_months_are_counted_from_the_last_day_a_question_can_have_been_asked_on(
    asked: str, told: bool
) -> None:
    assert bool(list(unanswered_question.whole(holding(question(asked=asked))))) is told
    for settled in (question(asked=asked, **ANSWER), question(asked=asked, same_as="other")):
        assert not list(unanswered_question.whole(holding(settled)))


# Pages -----------------------------------------------------------------------------------------------------------------


def test_what_waits_stands_apart_and_first_the_longest_at_the_head_the_others_by_theme() -> None:
    made = site(
        question("answered", **ANSWER),
        question("late", asked="2006-01-20"),
        question("early", asked="2005-03-02"),
    )["questions/"]
    heads = [made.index(f"<h2>{heading}</h2>") for heading in ("还没有回答的", "茶产业")]
    lines = [made.index(f"{name}的题目") for name in ("early", "late", "answered")]
    assert heads[0] < lines[0] < lines[1] < heads[1] < lines[2]
    assert "共 3 个问题：已回答 1 个，还没有回答 2 个。" in " ".join(made.split())
    assert "已回答：10 天" in made


def test_a_list_without_headings_has_none() -> None:
    assert "<h2>" not in site()["cases/"].split('id="search-lists"')[1].split("<aside")[0]


def test_there_are_lists_by_theme_and_by_who_asks() -> None:
    made = site(question("one", **ANSWER), question("two", asked_by="firm"))
    assert {"questions/themes/tea/", "questions/askers/farmer/", "questions/askers/firm/"} <= made.keys()
    assert "questions/askers/village/" not in made
    assert "one的题目" not in made["questions/askers/firm/"]
    assert "two的题目" in made["questions/themes/tea/"]


def test_a_question_answered_before_leads_to_the_answer_and_does_not_repeat_it() -> None:
    made = site(question("first", **ANSWER), question("again", same_as="first"))
    assert "先开沟" in made["questions/first/"]
    assert "先开沟" not in made["questions/again/"]
    assert 'href="../../questions/first/"' in made["questions/again/"]
    assert 'href="../../questions/again/"' in made["questions/first/"]


def test_the_days_of_an_organization_stand_in_the_table_and_on_its_page() -> None:
    made = site(
        question("one", **ANSWER),
        question("two", **{**ANSWER, "answered": "2005-05-05"}),
        question("three", **{**ANSWER, "answered_by": {"name": "示例热线"}}),
    )
    table = " ".join(re.sub(r"<[^>]*>", " ", made["questions/answering/"]).split())
    assert "示例茶叶研究所 2 2 0 7 天（2） 10 天" in table
    assert "示例热线 1 1 0 10 天（1） 10 天" in table
    note = made["organizations/demo-institute/"]
    assert "它回答的问题（2）" in note
    assert "答复所用天数的中位数 7 天（按两个日期都写明的 2 个计）" in note


def test_answers_by_nobody_named_are_counted_as_such() -> None:
    bare = {key: value for key, value in ANSWER.items() if key != "answered_by"}
    assert "没有写明" in site(question(**bare))["questions/answering/"]


def linked(*questions: Question) -> dict[str, Any]:
    edition = Edition(holding(*questions))
    (page,) = [page for page in pages(edition) if page.url == f"questions/{questions[0].id}/"]
    found: dict[str, Any] = json.loads(page.head.partition(">")[2].removesuffix("</script>") or "{}")
    return found


def test_a_page_is_told_to_machines_as_a_question_with_its_answer() -> None:
    made = linked(question(text="**怎么**办？[^1]", **ANSWER))
    asked = made["mainEntity"]
    assert (made["@type"], asked["@type"], asked["text"]) == ("QAPage", "Question", "怎么办？")
    assert (asked["dateCreated"], asked["answerCount"]) == ("2005-05-01", 1)
    answer = asked["acceptedAnswer"]
    assert (answer["text"], answer["dateCreated"]) == ("先开沟。", "2005-05-11")
    assert [each["@type"] for each in answer["author"]] == ["Organization"]
    assert "author" not in asked


def test_an_open_question_has_no_answer_for_machines_and_a_repeated_one_is_no_page_of_its_own() -> None:
    asked = linked(question())["mainEntity"]
    assert asked["answerCount"] == 0
    assert "acceptedAnswer" not in asked
    assert linked(question("again", same_as="first"), question("first", **ANSWER)) == {}


def test_search_finds_question_and_answer_and_readers_choose_by_theme_asker_and_state() -> None:
    library = holding(question(text="茶苗黄叶", **ANSWER), question("open", asked_by="firm"))
    answered, waits = [each for each in search_documents(library) if each.kind == "问答"]
    assert {"茶苗黄叶", "先开沟。"} <= {passage.text for passage in answered.passages}
    assert (answered.facets["回答"], waits.facets["回答"]) == (("已回答",), ("还没有回答",))
    assert (answered.facets["谁问的"], answered.facets["主题"]) == (("农民",), ("茶产业",))
    offered = [each.text for each in suggestions(Edition(library))]
    assert "marked的题目" in offered


# How to ask, and a library without questions ----------------------------------------------------------------------------

OFFICE = Addressee(office="示例服务站", phone="0990-5550111", url="https://example.org/ask")


def test_a_library_without_questions_says_so_and_whom_readers_can_ask_at_home() -> None:
    made = site()
    for url in ("questions/", "questions/ask/"):
        assert "本库现在不收提问" in made[url]
        assert "乡镇的农技站" in made[url]
        assert "不要写姓名、电话" in made[url]
    assert "本库还没有收到问题" in made["questions/"]
    assert "questions/answering/" not in made


def test_where_questions_go_is_said_where_it_is_configured() -> None:
    made = site(question(), at=Site(questions=OFFICE))["questions/ask/"]
    assert "示例服务站，电话 0990-5550111，" in made
    assert 'href="https://example.org/ask"' in made
    assert "不收提问" not in made


def configured(folder: Path, option: str) -> Path:
    config = copy_of_tiny(folder)
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("  - casebook\n", f"  - casebook{NO_DATA}\n      questions: {option}\n"), "utf-8"
    )
    return config


@pytest.mark.slow
def test_the_configuration_reaches_the_page(tmp_path: Path) -> None:
    made = build_site(
        configured(tmp_path, "{office: 示例服务站, url: 'https://example.org/new?template=q'}"), None
    )
    page = (made / "questions/ask/index.html").read_text("utf-8")
    assert "示例服务站" in page
    assert 'href="https://example.org/new?template=q"' in page


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("{email: '没有'}", "questions.email 不能用"),
        ("{phone: '13800138000'}", "questions.phone 不能用"),
        ("{url: 'javascript:x'}", "questions.url 不能用"),
        ("{name: 甲}", "questions.name 不能用"),
        ("服务站", "questions 应当是一组字段"),
    ],
)
def test_what_cannot_be_a_way_to_ask_is_refused(option: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BuildRefused, match=re.escape(said)):
        build_site(configured(tmp_path, option), None)


def saying(library: Library, **fields: Any) -> Library:
    """A library that says something of its own below the list of its questions."""
    entry = replace(
        tiny().leads[0], value=Lead.model_validate({"id": "questions", "lead": "一句话。", **fields})
    )
    return replace(library, leads=(entry,))


TEXT = {
    "heading": "别处问什么",
    "text": "热线一年接**五千**个电话。[^1]",
    "sources": [{"title": "示例报道", "publisher": "示例社", "date": "2005", "grade": "B"}],
}


def tabs(library: Library) -> list[str]:
    return [tab["title"] for tab in shell_settings(library, drafts=False).extra["tabs"]]


def test_a_tab_stands_where_there_are_questions_or_something_is_said_in_their_place() -> None:
    assert "问答" in tabs(holding(question()))
    assert "问答" not in tabs(holding())
    assert "问答" not in tabs(saying(holding()))
    assert "问答" in tabs(saying(holding(), **TEXT))


@pytest.mark.parametrize("questions", [(), (question(),)])
def test_what_a_library_says_of_its_own_stands_below_the_list_or_in_its_place(
    questions: tuple[Question, ...],
) -> None:
    edition = Edition(saying(holding(*questions), **TEXT))
    made = {page.url: page.body for page in pages(edition)}["questions/"]
    assert "热线一年接<strong>五千</strong>个电话。" in made
    assert 'href="#source-1"' in made
    assert 'id="source-1"' in made
    assert "一句话。" in made


def test_a_library_that_has_nothing_to_say_of_asking_has_no_page_of_it() -> None:
    silent = replace(holding(), vocabulary={**tiny().vocabulary, "audiences": {}})
    assert not [page.url for page in pages(Edition(silent)) if page.url.startswith("questions/")]
    taken = [page.url for page in pages(Edition(silent, Site(questions=OFFICE)))]
    assert {"questions/", "questions/ask/"} <= set(taken)
