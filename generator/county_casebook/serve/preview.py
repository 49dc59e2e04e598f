"""A library being edited becomes the answer to any address: what a build would have written there, made when it is asked for."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Lock

from jinja2 import TemplateError

from county_casebook.build import Checked, read_content
from county_casebook.deliver.sitemap import sitemap_files
from county_casebook.library.library import Library
from county_casebook.library.memory import Memory
from county_casebook.problems import Problem, format_problem, has_errors
from county_casebook.publish.asked import Asked
from county_casebook.publish.gone import unlisted
from county_casebook.publish.pages.problems import problem_page, trouble_page
from county_casebook.serve.host import Around, Host, HostFault

_SITEMAP = re.compile(r"sitemap(?:-[0-9]+)?\.xml(?:\.gz)?")
_MOMENT = 0.005


def raised(error: Exception) -> str:
    """Raise a fault of the program: who gives a preview no other way to tell it meets it."""
    raise error


@dataclass(eq=False)
class State:
    """The library as it was read at one time, what stands round it, and what was found wrong since.

    `trouble` says why there is no site at all; `problems` are those of the reading, and of the rules once these were asked;
    `gate` is what the gate says of the pages.
    """

    number: int
    checked: Checked | None
    around: Around | None = None
    asked: Asked | None = None
    trouble: str = ""
    problems: Sequence[Problem] = ()
    gate: Sequence[str] = ()
    is_looked_over: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether a build would refuse it, as far as is known."""
        return bool(self.trouble) or has_errors(self.problems)

    @property
    def token(self) -> str:
        """What an open page was made from; it is asked for again when this changes."""
        return f"{self.number}{'!' if self.is_refused else ''}"

    @property
    def summary(self) -> str:
        """What was found wrong in a line or more, for the terminal."""
        return "\n\n".join(self.told) or "没有问题"

    @property
    def told(self) -> list[str]:
        """What there is to say beside a page, a text each."""
        return [*filter(None, [self.trouble]), *map(format_problem, self.problems), *self.gate]

    def refusal(self) -> str:
        """The page that stands in place of every page until what is wrong is right."""
        return trouble_page(self.trouble) if self.trouble else problem_page(self.problems)

    def file(self, name: str) -> bytes | None:
        """Return a file of the site as a build writes it; None where it has none of this path."""
        if not self.asked or not self.around:
            return None
        if _SITEMAP.fullmatch(name):
            return self._sitemaps(self.asked, self.around).get(name)
        made = self.asked.file(name)
        return made if made is not None else self.around.file(name)

    def names(self) -> Iterator[str]:
        """Yield the path of every file of the site; to know them all, all are made."""
        if self.asked and self.around:
            yield from self.around.names()
            yield from self.asked.names()
            yield from self._sitemaps(self.asked, self.around)

    def _sitemaps(self, asked: Asked, around: Around) -> Mapping[str, bytes]:
        """The files that list all pages: to know them all, all are made."""
        written = around.file("sitemap.xml")
        if written is None:
            return {}
        left_out = unlisted(asked.edition)
        paths = (path for path in asked.names() if path not in left_out)
        return sitemap_files(written.decode(), paths, around.address or "/")


@dataclass(eq=False)
class Preview:
    """The newest state, and how the next one is made of what changed."""

    host: Host
    say: Callable[[str], None] = print
    fault: Callable[[Exception], str] = raised
    """Says in Chinese that the program itself is at fault, so that one edit that meets it does not end the preview."""
    base: str = ""
    """The version that what changed is told against; empty for the default branch."""
    state: State | None = None
    tick: int = 0
    waiting: int = 0
    """How many answers are being made."""
    turned: Condition = field(default_factory=Condition)
    _memory: Memory = field(default_factory=Memory)
    _library: Library | None = None
    """What was read last, for what follows from it and holds in what is read next; None where a theme may tell it otherwise."""
    _is_configured: bool = False
    _reading: Lock = field(default_factory=Lock)
    _counting: Lock = field(default_factory=Lock)

    def refresh(self, changed: Iterable[Path] | None = None) -> State:
        """Read what changed (None: whatever it is), and make it the state that is answered from."""
        with self._reading, self._awaited():
            state = self._next(changed)
            self.tell(state)
        return state

    def tell(self, state: State, **found: object) -> bool:
        """Make a state, or what was found of it, known to open pages; return whether it is still the newest."""
        with self.turned:
            if found and state is not self.state:
                return False
            for name, value in found.items():
                setattr(state, name, value)
            self.state = state
            self.tick += 1
            self.turned.notify_all()
        return True

    def made(self, state: State, name: str) -> bytes | None:
        """Return a file of a state; what goes on behind the scenes waits while it is a page."""
        with self._awaited() if name.endswith(".html") else nullcontext():
            return state.file(name)

    @contextmanager
    def _awaited(self) -> Iterator[None]:
        """Let what goes on behind the scenes wait for what is done inside."""
        with self._counting:
            self.waiting += 1
        try:
            yield
        finally:
            with self._counting:
                self.waiting -= 1

    def give_way(self) -> None:
        """Wait while anybody waits for a page, or something is being read."""
        while self.waiting:
            time.sleep(_MOMENT)

    def catch_up(self, state: State, pause: Callable[[], None]) -> None:
        """Find changes that nobody told of, the day of a new commit among them, and read them."""
        if self.state is not state or state.trouble:
            return
        if self.host.is_late() or self._memory.has_missed(pause):
            self.refresh()

    def current(self) -> State | None:
        """Return the newest state, once what is being read now has been read."""
        with self._reading:
            return self.state

    def _next(self, changed: Iterable[Path] | None) -> State:
        number = self.state.number + 1 if self.state else 1
        touched = None if changed is None else list(changed)
        try:
            if touched is None:
                self._memory.doubt()
            else:
                self._memory.touch(touched)
            if touched is None or not self._is_configured or any(map(self.host.concerns, touched)):
                self._is_configured, self._library = False, None
                self.host.configure()
                self._is_configured = True
            checked = read_content(
                self.host.content,
                self._memory,
                named_persons=self.host.named_persons,
                before=self._library,
            )
            self._library = checked.library
            if checked.has_errors:
                return State(number, checked, problems=checked.problems)
            around = self.host.around(checked)
            return State(number, checked, around, Asked(around.edition), problems=checked.problems)
        except HostFault as fault:
            return State(number, None, trouble=str(fault))
        except TemplateError as error:
            return State(number, None, trouble=self.host.explained(error))
        except Exception as error:  # noqa: BLE001 - an edit after this one is read from the beginning
            self._memory, self._library, self._is_configured = Memory(), None, False
            return State(number, None, trouble=self.fault(error))
