"""The theme's modules in V8 alone: no browser, no page, no network. What a module exports is called with plain data."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from county_casebook.deliver.scripts import joined_module
from county_casebook.publish.search.packing import unpacked

SCRIPTS = Path(__file__).parents[2] / "theme/assets/js"

_SURROUNDINGS = """
var window = globalThis;
var casebookInflate = (bytes) => bytes;
var files = {};
var asked = [];
var AbortSignal = { timeout: () => undefined };
var TextDecoder = class {
  decode(bytes) { return decodeURIComponent(new Uint8Array(bytes).reduce((text, byte) => text + "%" + byte.toString(16).padStart(2, "0"), "")); }
};
var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var bytesOf = (text) => {
  const found = [];
  let [held, bits] = [0, 0];
  for (const sign of text.replace(/=+$/, "")) {
    held = ((held << 6) | SIGNS.indexOf(sign)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    found.push((held >> bits) & 255);
  }
  return Uint8Array.from(found);
};
var fetch = async (address, options) => {
  asked.push(options && options.body ? { address, body: JSON.parse(options.body) } : { address });
  const held = files[address];
  return {
    ok: held !== undefined,
    status: held === undefined ? 404 : 200,
    json: async () => JSON.parse(held),
    arrayBuffer: async () => bytesOf(held).buffer,
  };
};
var plain = (value) => JSON.stringify(value, (key, held) => held instanceof Map ? [...held] : held);
"""
"""What a browser has beyond the language and modules use: a decoder of UTF-8, `fetch`, which answers from `files`, and signals that never come.

What is compressed stands in `files` unpacked."""


_ALONE = ThreadPoolExecutor(1)
"""A thread of its own: in that of a browser test an event loop is running, and V8 would wait on it for itself."""


class Engine:
    """A fresh V8 with some modules of the theme; `call` and `run` return plain data, a Map as its pairs."""

    def __init__(self, *modules: str) -> None:
        self._racer = _ALONE.submit(MiniRacer).result()
        self._racer.eval(_SURROUNDINGS)
        self.load(*modules)

    def load(self, *modules: str) -> None:
        """Load modules, or load them anew: what they knew is forgotten."""
        for module in modules:
            self._racer.eval(joined_module(SCRIPTS, module))

    def put(self, files: Mapping[str, bytes]) -> None:
        """Let `fetch` answer these addresses."""
        for address, data in files.items():
            held = b64encode(unpacked(data)).decode() if ".bin" in address else data.decode()
            self._racer.eval(f"files[{json.dumps(address)}] = {json.dumps(held)}")

    def call(self, name: str, *arguments: object) -> Any:
        """Call what a module exports."""
        return self.run(f"casebook.{name}({', '.join(json.dumps(each) for each in arguments)})")

    def run(self, expression: str) -> Any:
        """Evaluate an expression, which may be a promise."""
        promise: Any = self._racer.eval(f"(async () => plain(await ({expression})))()")
        answer = _ALONE.submit(promise.get, timeout=20).result()
        return json.loads(answer) if isinstance(answer, str) else None


__all__ = ["SCRIPTS", "Engine"]
