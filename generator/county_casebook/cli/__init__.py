"""Arguments become an exit code: the `casebook` command.

0 done, 1 the content has errors, 2 wrong usage, 70 a fault of the program itself.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib.metadata import version

from county_casebook.cli.arguments import FAULT, STOPPED
from county_casebook.cli.building import add_build
from county_casebook.cli.bundling import add_bundle
from county_casebook.cli.changes import add_changes
from county_casebook.cli.checking import add_check
from county_casebook.cli.cms import add_cms
from county_casebook.cli.demo import add_demo
from county_casebook.cli.diff import add_diff
from county_casebook.cli.edit import add_edit
from county_casebook.cli.exporting import add_export
from county_casebook.cli.fault import reported
from county_casebook.cli.formatting import add_fmt
from county_casebook.cli.health import add_health
from county_casebook.cli.hosting import add_hosting
from county_casebook.cli.importing import add_import
from county_casebook.cli.init import add_init
from county_casebook.cli.masked_output import masked_output
from county_casebook.cli.migrating import add_migrate
from county_casebook.cli.new import add_new
from county_casebook.cli.publishing import add_publish
from county_casebook.cli.reviewing import add_review
from county_casebook.cli.schema import add_schema
from county_casebook.cli.search_sync import add_search_sync
from county_casebook.cli.serving import add_serve
from county_casebook.cli.streams import make_readable
from county_casebook.cli.template import add_template
from county_casebook.cli.verifying import add_verify

COMMANDS = (
    add_init,
    add_check,
    add_new,
    add_edit,
    add_template,
    add_fmt,
    add_import,
    add_migrate,
    add_review,
    add_diff,
    add_changes,
    add_build,
    add_serve,
    add_bundle,
    add_health,
    add_publish,
    add_verify,
    add_hosting,
    add_schema,
    add_cms,
    add_export,
    add_search_sync,
    add_demo,
)
"""What adds each command, in the order of the help."""


def run() -> int:
    """Run the command of this process, and let the process end without looking for cycles in all that it holds once more."""
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; messages to editors are Chinese, and none shows a personal number whole."""
    make_readable()
    with masked_output():
        chosen = _parser().parse_args(arguments)
        try:
            return int(chosen.run(chosen))
        except KeyboardInterrupt:
            return STOPPED
        except Exception as error:  # noqa: BLE001 - the last handler: an editor never reads a traceback
            print(reported(error), file=sys.stderr)
            return FAULT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="casebook", description="县域科技经验库：检查、编写、生成网站")
    parser.add_argument("--version", action="version", version=f"casebook {version('county-casebook')}")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for add in COMMANDS:
        add(commands)
    return parser
