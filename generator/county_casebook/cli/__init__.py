"""Arguments become an exit code: the `casebook` command.

0 done, 1 the content has errors, 2 wrong usage, 70 a fault of the program itself.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from county_casebook.cli.arguments import FAULT, STOPPED
from county_casebook.cli.fault import reported
from county_casebook.cli.masked_output import masked_output
from county_casebook.cli.streams import make_readable

COMMANDS = {
    "init": "init",
    "check": "checking",
    "new": "new",
    "edit": "edit",
    "template": "template",
    "fmt": "formatting",
    "import": "importing",
    "migrate": "migrating",
    "review": "reviewing",
    "diff": "diff",
    "changes": "changes",
    "build": "building",
    "serve": "serving",
    "bundle": "bundling",
    "health": "health",
    "publish": "publishing",
    "verify": "verifying",
    "hosting": "hosting",
    "schema": "schema",
    "cms": "cms",
    "export": "exporting",
    "search-sync": "search_sync",
    "demo": "demo",
}
"""Each command in the order of the help, and the module here whose `add_…` adds it."""


def run() -> int:
    """Run the command of this process, and let the process end without looking for cycles in all that it holds once more."""
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; messages to editors are Chinese, and none shows a personal number whole."""
    make_readable()
    words = sys.argv[1:] if arguments is None else arguments
    with masked_output():
        chosen = _parser(words[0] if words else "").parse_args(words)
        try:
            return int(chosen.run(chosen))
        except KeyboardInterrupt:
            return STOPPED
        except Exception as error:  # noqa: BLE001 - the last handler: an editor never reads a traceback
            print(reported(error), file=sys.stderr)
            return FAULT


def _parser(named: str) -> argparse.ArgumentParser:
    """Return what reads the arguments of a command that is named, of all where none is: what only others need is not loaded."""
    parser = argparse.ArgumentParser(prog="casebook", description="县域科技经验库：检查、编写、生成网站")
    parser.add_argument("--version", action="version", version=f"casebook {version('county-casebook')}")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for name in [named] if named in COMMANDS else COMMANDS:
        module = import_module(f"{__name__}.{COMMANDS[name]}")
        getattr(module, f"add_{name.replace('-', '_')}")(commands)
    return parser
