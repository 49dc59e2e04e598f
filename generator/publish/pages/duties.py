"""The duty ledger becomes its page: one row a duty, opening to the list behind it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.link import Library
from generator.publish.pages.cases import clause_links
from generator.publish.pages.environment import render
from generator.publish.pages.page import Page
from generator.rules.duties import STATE_SIGNS, STATE_WORDS, ledger, owed_words

_SHOWN = 200


def duty_pages(library: Library) -> Iterator[Page]:
    """Yield `/duties/` when a policy of the library lays down duties."""
    states = ledger(library)
    if not states:
        return
    rows = [
        {
            "duty": state.duty,
            "clause": next(iter(clause_links(library, (state.duty.clause,))), None),
            "owed": owed_words(state.duty),
            "found": state.found,
            "sign": STATE_SIGNS[state.state],
            "word": STATE_WORDS[state.state],
            "lines": sorted(state.found.lines, key=lambda line: line.counts)[:_SHOWN],
        }
        for state in states
    ]
    counts = [
        (STATE_SIGNS[key], STATE_WORDS[key], sum(state.state == key for state in states))
        for key in STATE_WORDS
    ]
    body = render("records/duties.html", rows=rows, counts=counts, shown=_SHOWN, root="../")
    yield Page(
        "duties/",
        "责任台账",
        "政策规定的每一项数目与期限，按本库记录逐次核算：达标、未达标或缺数据。",
        body,
        "duties",
    )
