"""Records become queries whose answers are known to exist: words, names, places, numbers of documents, substrings, Latin.

The same records give the same queries: every choice comes from a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.search.truth import fields
from county_casebook.publish.search.documents import SearchDocument
from county_casebook.publish.search.folding import HAN, runs

NUMBER = 240
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,4}〔[0-9]{4}〕\s*[0-9]+\s*号")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&]+")
_FIGURE = re.compile(f"[0-9]+(?:\\.[0-9]+)?[{HAN}]{{1,2}}")
_CHARACTERS = re.compile(f"[{HAN}]{{2,}}")


@dataclass(frozen=True, slots=True)
class Query:
    kind: str
    text: str


def known_items(documents: Sequence[SearchDocument], seed: int = 2004) -> list[Query]:
    """Make `NUMBER` different queries; where a library has too few of a kind, more substrings take their place."""
    found: dict[str, Query] = {}
    for kind, number, texts in _KINDS:
        dice = random.Random(f"{kind} {seed}")
        known = sorted({text for text in texts(documents, dice) if runs(text)})
        dice.shuffle(known)
        new = [text for text in known if text not in found]
        wanted = number if kind != "substring" else NUMBER - len(found)
        found.update((text, Query(kind, text)) for text in new[:wanted])
    return list(found.values())


Texts = Callable[[Sequence[SearchDocument], random.Random], Iterator[str]]


def _words(documents: Sequence[SearchDocument], _: random.Random) -> Iterator[str]:
    for document in documents:
        yield from (word for word in document.keywords if not _DOCUMENT_NUMBER.search(word))


def _compounds(documents: Sequence[SearchDocument], dice: random.Random) -> Iterator[str]:
    """Runs of titles, and two words of one record side by side."""
    for _ in range(200):
        document = dice.choice(documents)
        yield from (run[:12] for run in _CHARACTERS.findall(document.title) if len(run) > 3)
        words = [word for word in document.keywords if _CHARACTERS.fullmatch(word)]
        if len(words) > 1:
            yield " ".join(dice.sample(words, 2))


def _substrings(documents: Sequence[SearchDocument], dice: random.Random) -> Iterator[str]:
    """Two to eight neighbouring characters of any field, whatever they mean."""
    for _ in range(20 * NUMBER):
        text = dice.choice(list(fields(dice.choice(documents))))
        length = dice.randint(2, 8)
        long = [run for run in _CHARACTERS.findall(text) if len(run) >= length]
        if long:
            run = dice.choice(long)
            start = dice.randrange(len(run) - length + 1)
            yield run[start : start + length]


def _names(documents: Sequence[SearchDocument], _: random.Random) -> Iterator[str]:
    yield from (document.title for document in documents if document.kind in ("机构", "政策"))


def _places(documents: Sequence[SearchDocument], _: random.Random) -> Iterator[str]:
    for document in documents:
        yield from document.facets.get("县（市）", ())
        yield from document.facets.get("省份", ())


def _matching(pattern: re.Pattern[str]) -> Texts:
    def found(documents: Sequence[SearchDocument], dice: random.Random) -> Iterator[str]:
        for document in dice.sample(documents, min(2000, len(documents))):
            for text in fields(document):
                yield from pattern.findall(text)

    return found


_KINDS: tuple[tuple[str, int, Texts], ...] = (
    ("word", 40, _words),
    ("compound", 30, _compounds),
    ("name", 24, _names),
    ("place", 24, _places),
    ("文号", 20, _matching(_DOCUMENT_NUMBER)),
    ("latin", 16, _matching(_LATIN)),
    ("figure", 16, _matching(_FIGURE)),
    ("substring", 70, _substrings),
)
