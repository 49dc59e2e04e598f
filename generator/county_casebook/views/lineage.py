"""Lineage as readers meet it: the tree on a case's page, and adoptions as lines of a county's or a pairing's lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.library.lineage import Branch, Taken, branches_of, taken_from, ways_down_to
from county_casebook.records import Case, County, Pairing
from county_casebook.records.case import Adoption
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.nearby import nearby
from county_casebook.views.shapes import Named


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the tree: where, its case (None: the library holds none), how it took the practice over, and who took it on.

    `adoption` is None at the root; `source` is a source of the page's own record; `left_out` counts adoptions not told here.
    """

    place: Named
    case: Named | None
    adoption: Adoption | None
    through: Named | None
    source: int | None
    is_here: bool
    left_out: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The trees a case stands in, from which cases it was taken over, and how far it went on."""

    trees: tuple[Line, ...]
    origins: tuple[Named, ...]
    adopters: int
    generations: int

    @property
    def lines(self) -> int:
        """How many places the trees hold."""
        return sum(map(_size, self.trees))

    def __bool__(self) -> bool:
        return bool(self.trees)


def lineage(library: Library, case: Case) -> Lineage:
    """Return the lineage of a case: a tree for each way down to it, what came from it told in the first; empty without any."""
    branches, ways = branches_of(library, case), ways_down_to(library, case)
    grown = tuple(_line(library, branch, case) for branch in branches)
    if not branches and not ways:
        return Lineage((), (), 0, 0)
    trees = tuple(
        _tree(library, case, way, grown if order == 0 else ()) for order, way in enumerate(ways or ((),))
    )
    origins = {taken.origin.id: _case(taken.origin) for taken in taken_from(library, case)}
    adopters = len({adoption.county for adoption in case.adoptions})
    return Lineage(trees, tuple(origins.values()), adopters, _generations(branches))


def _size(line: Line) -> int:
    return 1 + sum(map(_size, line.lines))


def _generations(branches: Sequence[Branch]) -> int:
    return 1 + max(_generations(branch.branches) for branch in branches) if branches else 0


def _tree(library: Library, case: Case, way: Sequence[Taken], grown: tuple[Line, ...]) -> Line:
    """The way from a first case down to the case of the page, and below it what came from it."""
    told = _own(library, case, way[-1].adoption if way else None, grown, here=True)
    for order in range(len(way) - 1, -1, -1):
        origin, before = way[order].origin, way[order - 1].adoption if order else None
        told = _own(library, origin, before, (told,), left_out=len(origin.adoptions) - 1)
    return told


def _own(
    library: Library,
    case: Case,
    adoption: Adoption | None,
    lines: tuple[Line, ...],
    *,
    left_out: int = 0,
    here: bool = False,
) -> Line:
    """A case of the library as a line."""
    through = _through(library, adoption) if adoption else None
    return Line(_place(library, case), _case(case), adoption, through, None, here, left_out, lines)


def _line(library: Library, branch: Branch, page: Case) -> Line:
    """Who took a practice over, and what came from that."""
    adoption = branch.taken.adoption
    below = tuple(_line(library, inner, page) for inner in branch.branches)
    source = adoption.source if branch.taken.origin.id == page.id else None
    case = _case(branch.own) if branch.own else None
    through, place = _through(library, adoption), adopter(library, adoption)
    return Line(place, case, adoption, through, source, False, branch.left_out, below)


def adopter(library: Library, adoption: Adoption) -> Named:
    """Return the county that took a practice over; as written where the library does not hold it."""
    county = library.of(County).get(adoption.county)
    return Named(library.name(county), county.url) if county else Named(adoption.county)


def _place(library: Library, case: Case) -> Named:
    county = library.of(County).get(case.county or "")
    return Named(library.name(county), county.url) if county else Named(library.place_name(case))


def _case(case: Case) -> Named:
    return Named(case.title, case.url)


def _through(library: Library, adoption: Adoption) -> Named | None:
    pairing = library.of(Pairing).get(adoption.pairing or "")
    return Named(library.name(pairing), pairing.url) if pairing else None


# Adoptions as lines of lists -------------------------------------------------------------------------------------------


def adoption_entry(library: Library, taken: Taken, known: str = "") -> Entry:
    """Return an adoption as a line of a list; `known` is the field that the page of the list says already.

    The line leads to the case the practice came from, or, where that is what the page tells of, to what the adopter made.
    """
    adoption, origin = taken.adoption, taken.origin
    own, through = library.of(Case).get(adoption.case or ""), _through(library, adoption)
    led = own or origin if known == "origin" else origin
    facts = facts_of(
        f"借鉴：{adopter(library, adoption).name}" if known != "county" else "",
        adoption.date.chinese if isinstance(adoption.date, CoarseDate) else "",
        f"来自：{_place(library, origin).name}" if known != "origin" else "",
        f"经由：{through.name}" if through and known != "pairing" else "",
        f"借鉴出的案例：{own.title}" if own and led is not own else "",
        f"原来的案例：{origin.title}" if led is not origin else "",
    )
    return Entry(led.url, led.title, _made_of_it(adoption), facts)


def _made_of_it(adoption: Adoption) -> str:
    """What was changed and what came of it, in one line."""
    told = (("改动", adoption.changed), ("结果", adoption.result))
    return "".join(f"{title}：{words.rstrip('。')}。" for title, words in told if words != NOT_STATED)


def given_by(library: Library, county: County) -> Iterator[Part]:
    """Yield the list of what others took over from the cases of a county."""
    entries = tuple(
        adoption_entry(library, Taken(case, adoption), "origin")
        for case in library.citing(county, Case, "county")
        for adoption in case.adoptions
    )
    if entries:
        yield Part("别处从本县借鉴的做法", "given", entries, f"{county.url}given/")


def given_or_near(library: Library, county: County) -> Iterator[Part]:
    """Yield what others took over from the cases of a county; of one without a case, the cases nearest to it."""
    yield from given_by(library, county)
    if not library.citing(county, Case, "county"):
        yield from nearby(library, county)
