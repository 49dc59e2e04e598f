"""Real OpenSearch nodes on this machine's loopback: started from Maven's artifacts, killed, stopped. Needs Java 17 and Maven."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent
HEAP = "1g"


@dataclass
class Cluster:
    """The nodes that run, by name; `urls` are those of all, also of a node that was killed."""

    folder: Path
    ports: dict[str, tuple[int, int]]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{http}" for http, _ in self.ports.values()]

    def start(self, name: str) -> None:
        http, transport = self.ports[name]
        words = [name, str(self.folder / name), str(http), str(transport)]
        if len(self.ports) > 1:
            words += [",".join(str(port) for _, port in self.ports.values()), ",".join(self.ports)]
        log = (self.folder / f"{name}.log").open("wb")
        self.running[name] = subprocess.Popen(
            ["nice", "-n", "10", "java", f"-Xms{HEAP}", f"-Xmx{HEAP}", "-cp", _classpath(), "SearchNode", *words],
            stdout=log,
            stderr=log,
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """End a node as a power cut does."""
        node = self.running.pop(name)
        node.kill()
        node.wait()

    def ask(self, path: str, body: object = None) -> Any:
        """Ask the first node that runs."""
        http, _ = self.ports[next(iter(self.running))]
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{http}{path}", data, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=120) as reply:
            return json.load(reply)

    def wait(self, status: str = "green", seconds: float = 120) -> None:
        """Wait until all nodes that run are one cluster of this health."""
        until = time.monotonic() + seconds
        while True:
            try:
                told = self.ask(
                    f"/_cluster/health?wait_for_nodes={len(self.running)}&wait_for_status={status}&timeout=5s"
                )
                if not told["timed_out"]:
                    return
            except OSError:
                pass
            if time.monotonic() > until:
                raise TimeoutError(f"the nodes did not become {status}: see the logs in {self.folder}")
            time.sleep(0.5)

    def holder(self, index: str) -> str:
        """The node that holds the first copy of an index: the one whose loss hurts most."""
        shards = self.ask(f"/_cat/shards/{index}?format=json")
        return next(str(shard["node"]) for shard in shards if shard["prirep"] == "p")


@contextmanager
def cluster(count: int, folder: Path) -> Iterator[Cluster]:
    """Run so many nodes until the block ends."""
    names = [f"node{number}" for number in range(1, count + 1)]
    made = Cluster(folder, {name: (_free_port(), _free_port()) for name in names})
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name in names:
            made.start(name)
        made.wait()
        yield made
    finally:
        for name in list(made.running):
            made.kill(name)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _classpath() -> str:
    """The compiled project and its dependencies, made once."""
    target = PROJECT / "target"
    listed = target / "classpath"
    if not listed.is_file():
        goals = ["compile", "dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
        subprocess.run(
            ["mvn", "-q", "-B", "-C", *goals], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL, env=os.environ
        )  # fmt: skip
    return f"{target / 'classes'}:{listed.read_text().strip()}"
