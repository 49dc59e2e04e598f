"""`casebook edit`: the form on this machine, from the start address that the terminal prints to Ctrl+C."""

from __future__ import annotations

import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from county_casebook.edit.desk import Desk, Key
from county_casebook.edit.drafts import Drafts
from county_casebook.edit.pages import Pages
from county_casebook.edit.server import Server
from county_casebook.edit.templates import render
from county_casebook.edit.web import Answer, Request, page
from county_casebook.edit.writing import Writing
from county_casebook.host.configured import BuildRefused
from county_casebook.host.preview import MkDocsHost
from county_casebook.records import KINDS, module_of
from county_casebook.render.environment import theme_directory
from county_casebook.serve.host import HostFault
from county_casebook.serve.watching import Watcher

PORT = 8300
_PORTS = 20
"""Ports that are tried one after the other when the first is taken."""
_ASSETS = Path(__file__).parent / "assets"


class Editing:
    """The form of one library with its server and its watcher; `stop` ends them.

    `fault` says in Chinese that the program itself is at fault, so that one page that meets it does not end the others.
    """

    def __init__(
        self,
        config_file: Path,
        say: Callable[[str], None],
        fault: Callable[[Exception], str],
        port: int = PORT,
    ) -> None:
        host = MkDocsHost(config_file, drafts=True)
        try:
            host.configure()
        except HostFault as refused:
            raise BuildRefused(str(refused)) from None
        self.say, self.fault = say, fault
        self.desk = Desk(host)
        self.writing = Writing(self.desk, Drafts(config_file.resolve().parent))
        self.server = self._server(port)
        self.pages = Pages(self.writing, self.server.door, host.name)
        self.watcher = Watcher(self.desk.touch)
        self.watcher.watch([host.content.resolve()])
        Thread(target=self.server.serve_forever, daemon=True, name="answering").start()
        Thread(target=self._read, daemon=True, name="reading").start()

    @property
    def start(self) -> str:
        """The address that lets the next browser in."""
        return self.server.door.start

    def find(self, record: str) -> str:
        """Return the record that is meant by an id or by kind and id, as `kind/id`; empty where there is none."""
        kind, _, record_id = record.rpartition("/")
        plural = {module_of(model): name for name, model in KINDS.items()}
        kinds = [plural.get(kind, kind)] if kind else list(KINDS)
        return next(
            (f"{each}/{record_id}" for each in kinds if each in KINDS and self._has(each, record_id)), ""
        )

    def _has(self, kind: str, record_id: str) -> bool:
        return record_id in self.desk.files(kind) or Key(kind, record_id) in set(self.writing.drafts.all())

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.watcher.stop()

    def _server(self, port: int) -> Server:
        """Open a port, or the next one that is free; 0 takes any."""
        for other in range(port, port + (_PORTS if port else 1)):
            try:
                return Server(other, self._answer, self._view, _own(), self._entered)
            except OSError as error:
                refused = error
        raise BuildRefused(f"表单起不来：{refused}")

    def _read(self) -> None:
        """Read the library while the browser opens; a fault is said by the first page that meets it."""
        with suppress(Exception):
            self.desk.choosing()

    def _entered(self) -> None:
        self.say(f"要在另一个浏览器里打开：{self.start}")

    def _answer(self, request: Request) -> Answer:
        return self._guarded(partial(self.pages.answer, request))

    def _view(self, secret: str, path: str) -> Answer:
        return self._guarded(partial(self.pages.view, secret, path))

    def _guarded(self, answer: Callable[[], Answer]) -> Answer:
        """Answer; a fault of the program is a sentence, here and on the terminal, and ends nothing else."""
        try:
            return answer()
        except Exception as error:  # noqa: BLE001 - what was typed is kept, and the other pages go on
            words = self.fault(error)
            self.say(words)
            return page(render("no_page.html", told=(), trouble=words), HTTPStatus.INTERNAL_SERVER_ERROR)


def _own() -> dict[str, bytes]:
    """The styles and scripts of the form by their addresses; colours and lengths are those of the site."""
    found = {f"/own/{path.name}": path.read_bytes() for path in sorted(_ASSETS.iterdir())}
    return {**found, "/own/tokens.css": (theme_directory() / "assets/css/tokens.css").read_bytes()}


class NoRecord(Exception):
    """There is no record that the command names."""


def edit(
    config_file: Path, record: str, *, port: int, opens: bool, fault: Callable[[Exception], str]
) -> None:
    """Serve the form until interrupted; `record` is the one to open first, if any.

    Raise BuildRefused when it cannot begin, NoRecord when there is no such record.
    """
    editing = Editing(config_file, partial(print, flush=True), fault, port)
    try:
        at = editing.find(record) if record else ""
        if record and not at:
            raise NoRecord(f"没有编号是 {record} 的记录；不写编号就从列表里选，或新建一条")
        start = f"{editing.start}&to={at}" if at else editing.start
        print(f"表单在 {start}\n（只有这台电脑能打开；写完按 Ctrl+C 结束，没有保存的草稿留着）", flush=True)
        if opens:
            webbrowser.open(start)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print("\n表单已关；没有保存的草稿在 .casebook/edit，下次打开还在。", flush=True)
    finally:
        editing.stop()


__all__ = ["PORT", "Editing", "NoRecord", "edit"]
