"""A clause that is still open, and where among the open ones a number belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.text.marks import ITEM_RANK, OUTLINE, Kind, Mark
from county_casebook.text.numbering import SENTENCE, is_organ


@dataclass(slots=True)
class Open:
    """A clause under construction, with what its children need to know."""

    id: str
    kind: Kind
    sign: str
    rank: int
    label: str
    heading: str
    start: int
    parent: str | None = None
    depth: int = 0
    value: int = 0
    path: tuple[int, ...] = ()
    """The numbers of a decimal outline down to it; of a chapter and an item, its own number."""
    is_heading: bool = False
    """Whether it is an item that is a heading, so that articles may stand below it."""
    paragraphs: int = 0
    in_sentence: bool = False
    """Whether it is one of a row that ；joins into a sentence: what follows the row goes on with what holds it."""


def depth_for(chain: Sequence[Open], mark: Mark, rest: str) -> int:
    """Return how many of the open clauses, outermost first, stay open above a number; `rest` are the words after it."""
    if mark.path:
        return _outline_depth(chain, mark)
    of_article = any(clause.kind == "article" for clause in chain) and mark.rank == ITEM_RANK
    beside = _beside(chain, mark, rest)
    if beside is None:
        beside = next(_closed(chain, mark, of_article=of_article), len(chain))
    return _above_paragraphs(chain, beside, of_article=of_article)


def _closed(chain: Sequence[Open], mark: Mark, *, of_article: bool) -> Iterator[int]:
    """Yield the places of what a number closes because it stands higher."""
    for place, clause in enumerate(chain):
        if clause.sign == mark.sign and mark.rank != ITEM_RANK:
            yield place
        is_held = (of_article and clause.kind == "paragraph") or (
            mark.kind == "article" and clause.is_heading
        )
        if clause.rank > mark.rank and not is_held:
            yield place


def _above_paragraphs(chain: Sequence[Open], depth: int, *, of_article: bool) -> int:
    while depth and chain[depth - 1].kind in ("paragraph", "point", "tail", "contents"):
        if chain[depth - 1].kind == "paragraph" and of_article:
            return depth
        depth -= 1
    return depth


def _beside(chain: Sequence[Open], mark: Mark, rest: str) -> int | None:
    """The place of the clause that a number of an item goes beside; None when it begins a row.

    An article and a clause of an outline have rows of their own: from inside one, only the next number leads out.
    """
    if mark.rank != ITEM_RANK:
        return None
    same = [place for place, clause in enumerate(chain) if clause.sign == mark.sign]
    if not same:
        return None
    walls = [
        place for place, clause in enumerate(chain) if clause.kind == "article" or clause.sign == OUTLINE
    ]
    fits = [place for place in same if chain[place].value + 1 == mark.value]
    if len(fits) > 1:
        is_outer = chain[fits[0]].is_heading and not chain[fits[-1]].is_heading and is_heading(rest)
        return fits[0] if is_outer else fits[-1]
    if fits:
        return fits[0]
    return same[-1] if not walls or same[-1] > walls[-1] else None


def _outline_depth(chain: Sequence[Open], mark: Mark) -> int:
    """How many stay open above a clause of a decimal outline: down to the clause whose numbers its own go on with."""
    outline = [place for place, clause in enumerate(chain) if clause.sign == OUTLINE]
    within = outline or range(len(chain))
    holds = [place for place in within if goes_on(chain[place], mark)]
    if holds:
        return holds[-1] + 1
    return _above_paragraphs(chain, outline[0] if outline else len(chain), of_article=False)


def goes_on(clause: Open, mark: Mark) -> bool:
    """Whether the numbers of an outline go on with those of a clause: 2.1.1 with 2.1 and with 2."""
    return 0 < len(clause.path) < len(mark.path) and mark.path[: len(clause.path)] == clause.path


def outline_above(chain: Sequence[Open], mark: Mark) -> Open | None:
    """Return the open clause that a number of an outline would stand right below: 2.1 for 2.1.1; None without one."""
    depth = _outline_depth(chain, mark)
    above = chain[depth - 1] if depth else None
    return above if above and above.path == mark.path[:-1] else None


def is_heading(rest: str) -> bool:
    """Whether the words after a number are a heading: there are some, and no sentence ends in them."""
    return bool(rest) and not SENTENCE.search(rest)


def is_below_annex_title(done: Sequence[Open], words: str) -> bool:
    """Whether a date stands below the title of an annex and who wrote it, and not below its words: 「县科技局」「（1999年4月20日）」."""
    above = done[-1].heading if done else ""
    if not (words.startswith(("（", "(")) or is_organ(above)):
        return False
    for clause in reversed(done[-_MOST_TITLE_LINES:]):
        if clause.kind == "annex":
            return True
        if clause.kind != "paragraph" or not clause.heading or not _may_be_title(clause.heading):
            return False
    return False


_MOST_TITLE_LINES = 5


def _may_be_title(words: str) -> bool:
    return not (SENTENCE.search(words) or words.startswith("|"))


__all__ = ["Open", "depth_for", "goes_on", "is_below_annex_title", "is_heading", "outline_above"]
