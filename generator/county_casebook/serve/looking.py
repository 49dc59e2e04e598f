"""A state is looked over behind the scenes: the rules of the whole library, the search index, what the gate says of every file.

A newer state ends it. While a page is being made it waits, so that nobody waits for it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial

from jinja2 import TemplateError

from county_casebook.build import Checked
from county_casebook.deliver.gate import Gate, lines_of
from county_casebook.deliver.gate.page import Known
from county_casebook.deliver.gate.texts import NO_MACHINE
from county_casebook.deliver.outgoing import numbers_in_file
from county_casebook.library.edited import pausing
from county_casebook.problems import has_errors, ordered
from county_casebook.publish.asked import SEARCH, Asked
from county_casebook.publish.cards import is_card
from county_casebook.rules import check
from county_casebook.serve.host import Around, HostFault
from county_casebook.serve.preview import Preview, State
from county_casebook.text.personal_data import masked

_REST = 0.5
"""Seconds after an edit in which only the page is made that is asked for then."""


class Overtaken(Exception):
    """There is a newer state, so nobody asks for what would be found in this one."""


def look_over(preview: Preview, state: State) -> None:
    """Find what is wrong in a state, and tell it; raises Overtaken."""
    checked = state.checked
    if checked is None or state.is_refused or not state.asked or not state.around:
        _tell(preview, state, is_looked_over=True)
        return
    with pausing(checked.library, lambda: _pause(preview, state)):
        _look(preview, state, checked, state.asked, state.around)


def _look(preview: Preview, state: State, checked: Checked, asked: Asked, around: Around) -> None:
    found = ordered([*checked.problems, *check(checked.library, pause=lambda: _pause(preview, state))])
    if has_errors(found):
        _tell(preview, state, problems=found, is_looked_over=True)
        return
    if found:
        _tell(preview, state, problems=found)
    _index(preview, state, asked)
    gate = list(_gate(preview, state, asked, around))
    _tell(preview, state, gate=gate, is_looked_over=True)


def _tell(preview: Preview, state: State, **found: object) -> None:
    if not preview.tell(state, **found):
        raise Overtaken


def _pause(preview: Preview, state: State) -> None:
    """Wait while pages are being made; raise Overtaken when there is a newer state."""
    preview.give_way()
    if preview.state is not state:
        raise Overtaken


def _index(preview: Preview, state: State, asked: Asked) -> None:
    """Make the search index, so that it is there when somebody searches."""
    unit = asked.unit(f"{SEARCH}index.json")
    if unit:
        asked.whole(unit, lambda: _pause(preview, state))


def _gate(preview: Preview, state: State, asked: Asked, around: Around) -> Iterator[str]:
    """Yield the lines of the gate, and one for each personal number that would leave the house."""
    known = Known(around.address, around.edition.site.endpoint)
    gate, found, numbers = Gate(around.shipped(), known, NO_MACHINE), [], []
    gate.names.update(asked.cards())
    for name, data in _files(asked, around):
        _pause(preview, state)
        found += [(name, what) for what in gate.faults_of(name, data)]
        numbers += [f"{masked(name)}：有{each.what} {each.shown}" for each in numbers_in_file(name, data)]
    gate.names.update(around.names())
    yield from lines_of([*found, *gate.broken()])
    yield from numbers


_MADE_OF_ALL = ("sitemap.xml", "sitemap.xml.gz")


def _files(asked: Asked, around: Around) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site, pages first: what pages ask for is known when the rest is looked at.

    Share cards are left out: no edit can spoil one, and to draw thousands would take minutes.
    """
    written = [name for name in around.names() if name not in _MADE_OF_ALL]
    for name in sorted(written, key=lambda name: not name.endswith(".html")):
        is_made = asked.unit(name) is not None and asked.file(name) is not None
        page = None if is_made or not name.endswith(".html") else around.file(name)
        if page is not None:
            yield name, page
    for unit in asked.units():
        if not is_card(unit.url):
            yield from asked.files(unit)
    for name in written:
        other = None if name.endswith(".html") else around.file(name)
        if other is not None:
            yield name, other


class Looker:
    """Looks over the newest state, one after the other, and says on the terminal what it found."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def run(self) -> None:
        """Look over every state that is the newest for a while; never returns."""
        seen: State | None = None
        while True:
            with self.preview.turned:
                while self.preview.state is seen or self.preview.state is None:
                    self.preview.turned.wait()
                seen = self.preview.state
                if self.preview.turned.wait_for(partial(self._is_overtaken, seen), _REST):
                    continue
            self.preview.give_way()
            self.once(seen)
            if seen.is_looked_over and not self._is_overtaken(seen):
                gc.collect()

    def _is_overtaken(self, state: State) -> bool:
        return self.preview.state is not state

    def once(self, state: State) -> None:
        """Look over a state, and what the watching missed."""
        was_refused = state.is_refused  # and said to be, when it was read
        try:
            self.preview.catch_up(state, partial(_pause, self.preview, state))
            look_over(self.preview, state)
        except Overtaken:
            return
        except HostFault as fault:
            self.preview.tell(state, trouble=str(fault), is_looked_over=True)
        except TemplateError as error:
            self.preview.tell(state, trouble=self.preview.host.explained(error), is_looked_over=True)
        except Exception as error:  # noqa: BLE001 - the next state is looked over all the same
            self.preview.tell(state, trouble=self.preview.fault(error), is_looked_over=True)
        if not was_refused:
            self.preview.say(state.summary)
