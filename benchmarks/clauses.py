"""A thousand policies of a hundred clauses each, in the layouts official texts use, every text another, parsed as `load` does."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.timing import stage, table
from county_casebook.demo.dice import Dice
from county_casebook.demo.ruling import paragraph
from county_casebook.text.clauses import parse_clauses

CLAUSES = 100
"""How many numbered clauses a text has; its head, paragraphs, points and tail come on top."""


def measure(cases: int) -> None:
    """Print the CPU seconds for `cases` policies: laws, opinions of three levels, notices with rules attached, decimal outlines."""
    texts = [_LAYOUTS[number % len(_LAYOUTS)](number) for number in range(cases)]
    times: dict[str, float] = {}
    with stage("parse", times):
        found = sum(len(parse_clauses(text).clauses) for text in texts)
    size = sum(len(text) for text in texts) / 1e6
    head = ("policies", "clauses", "million characters", "CPU s")
    table([(cases, found, f"{size:.1f}", f"{times['parse']:.2f}")], head)


def _law(number: int) -> str:
    return "\n".join(("某某条例", "（2004年8月10日通过）", *_articles(number, CLAUSES), ""))


def _articles(number: int, count: int) -> Iterator[str]:
    for article in range(1, count + 1):
        if article % 20 == 1:
            yield f"第{article // 20 + 1}章　{_words(number, article, 1)[:8].rstrip('，。；')}"
        yield f"第{article}条　{_words(number, article, 2)}"
        if article % 5 == 0:
            yield "前款所称情形包括："
            yield from (f"（{sign}）{_words(number, article, 1)[:-1]}；" for sign in "一二三")


def _opinion(number: int) -> str:
    lines = ["某某关于某事的意见", f"某发〔2004〕{number}号", "各省人民政府：", _words(number, 0, 3)]
    for chapter, sign in enumerate("一二三四五六七八"):
        lines.append(f"{sign}、{_words(number, chapter, 1)[:12].rstrip('，。；')}")
        for part, below in enumerate("一二三"):
            words = [_words(number, chapter * 100 + part * 10 + order, 1) for order in range(4)]
            lines.append(f"（{below}）{words[0]}一是{words[1][:-1]}；二是{words[2]}")
            lines += [f"{order}．{text}" for order, text in enumerate(words[1:], start=1)]
    return "\n".join((*lines, "附件：某某名单", "某某部", "2004年8月10日", "（此件公开发布）", ""))


def _notice(number: int) -> str:
    letter = (
        "某某关于印发某某办法的通知",
        "各市、县人民政府：",
        _words(number, 0, 1),
        "某某部",
        "二〇〇四年八月十日",
    )
    return "\n".join((*letter, "某某办法", *_articles(number, CLAUSES), ""))


def _emergency_plan(number: int) -> str:
    lines = ["某某县应急预案", "某县发〔2004〕1号", "各乡镇人民政府：", _words(number, 0, 1)]
    for chapter in range(1, 9):
        lines.append(f"{chapter} {_words(number, chapter, 1)[:8].rstrip('，。；')}")
        for part in range(1, 4):
            lines += [f"{chapter}.{part} 职责", _words(number, chapter * 10 + part, 2)]
            lines += [f"{chapter}.{part}.{order}分工" for order in range(1, 4)]
            lines += [f"（{order}）{_words(number, order, 1)[:-1]}；" for order in range(1, 3)]
    return "\n".join((*lines, "　　附件1.某某名单", "某某部", "2004年8月10日", "附件1", "某某名单", ""))


def _words(number: int, order: int, sentences: int) -> str:
    return paragraph(Dice("clauses", number, order), sentences)


_LAYOUTS = (_law, _opinion, _notice, _emergency_plan)
