"""A version becomes the notes of its release: its section of CHANGELOG.md, when the tag, the package and the section agree."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


class NotReady(Exception):
    """Why a version cannot be released yet."""


def release_notes(tag: str, pyproject: str, changelog: str) -> str:
    """Return the section of a version in the changelog, without its heading.

    Raises NotReady when the tag is not `v` and the version of the package, or the changelog has no dated section for it.
    """
    version = tomllib.loads(pyproject)["project"]["version"]
    if tag != f"v{version}":
        raise NotReady(f"the tag is {tag}, the version in pyproject.toml {version}")
    sections = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE))
    heading = next((heading for heading in sections if heading.split()[:1] == [version]), "")
    if not re.fullmatch(rf"{re.escape(version)} \(\d{{4}}-\d{{2}}-\d{{2}}\)", heading):
        raise NotReady(f"CHANGELOG.md has no section `## {version} (YYYY-MM-DD)`")
    if not (notes := sections[heading].strip()):
        raise NotReady(f"the section {heading} of CHANGELOG.md is empty")
    return f"{notes}\n"


def main(tag: str) -> int:
    """Print the notes of a tag; return 1 with the reason when it is not ready."""
    files = [(ROOT / name).read_text("utf-8") for name in ("pyproject.toml", "CHANGELOG.md")]
    try:
        sys.stdout.write(release_notes(tag, *files))
    except NotReady as reason:
        sys.stderr.write(f"not released: {reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
