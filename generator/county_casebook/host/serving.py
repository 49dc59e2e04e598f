"""`casebook serve`: the address at once, then the library; every edit is read, and the open page asks for itself again."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

from county_casebook.host.configured import BuildRefused
from county_casebook.host.preview import MkDocsHost
from county_casebook.serve.host import HostFault
from county_casebook.serve.looking import Looker
from county_casebook.serve.preview import Preview, State, raised
from county_casebook.serve.server import Server
from county_casebook.serve.watching import Watcher

_SELDOM = 100_000
"""How often young objects are looked through for cycles before all are: who waits for a page would wait for that too."""
_PORTS = 20
"""Ports that are tried one after the other when the configured one is taken."""


class Serving:
    """A preview with its server and its watcher; `stop` ends them."""

    def __init__(
        self,
        config_file: Path,
        say: Callable[[str], None],
        *,
        drafts: bool = False,
        base: str = "",
        fault: Callable[[Exception], str] = raised,
    ) -> None:
        host = MkDocsHost(config_file, drafts=drafts)
        try:
            host.configure()
        except HostFault as refused:
            raise BuildRefused(str(refused)) from None
        self.say = say
        self.preview = Preview(host, say, fault, base)
        self.server = _server(host.port, self.preview)
        self.address = self.server.address
        say(f"预览在 {self.address}（Ctrl+C 结束）；正在读 {host.content} ……")
        Thread(target=self.server.serve_forever, daemon=True, name="answering").start()

    def begin(self) -> None:
        """Read the library, then watch it."""
        self.watcher = Watcher(self.changed)
        self.watcher.watch(self.preview.host.watched())
        self.changed(None)
        gc.collect()
        gc.freeze()  # what was read first stays: to look through it for cycles again and again takes seconds
        self._threshold = gc.get_threshold()
        gc.set_threshold(*self._threshold[:2], _SELDOM)
        Thread(target=Looker(self.preview).run, daemon=True, name="looking").start()

    def changed(self, paths: set[Path] | None) -> None:
        """Read what changed, and say so."""
        began = time.perf_counter()
        state = self.preview.refresh(paths)
        self.watcher.watch(self.preview.host.watched())
        self.say(f"{_named(paths)}，{time.perf_counter() - began:.2f} 秒{_wrong(state)}")

    def stop(self) -> None:
        self.server.shutdown()
        self.watcher.stop()
        gc.set_threshold(*self._threshold)


def _named(paths: set[Path] | None) -> str:
    """What changed, for the terminal."""
    if paths is None:
        return "读好了"
    first = min(paths)
    return f"改了 {first.name}" + (f" 等 {len(paths)} 个文件" if len(paths) > 1 else "")


def _wrong(state: State) -> str:
    return f"\n\n{state.summary}" if state.is_refused else ""


def _server(port: int, preview: Preview) -> Server:
    """Open the configured port, or the next one that is free."""
    for other in range(port, port + _PORTS):
        try:
            return Server(other, preview)
        except OSError as error:
            refused = error
    raise BuildRefused(f"预览起不来：{refused}")


def serve(config_file: Path, *, drafts: bool, base: str, fault: Callable[[Exception], str]) -> None:
    """Preview on 127.0.0.1 until interrupted; raise BuildRefused when it cannot begin.

    `base` is the version that changes are told against, `fault` says what the program did wrong.
    """
    serving = Serving(config_file, partial(print, flush=True), drafts=drafts, base=base, fault=fault)
    serving.begin()
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        serving.stop()
