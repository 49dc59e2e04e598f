"""The package becomes figures: lines of its functions and modules, against what the house style allows.

`python .ci/sizes.py` prints them, with the longest of each; a test keeps them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).parents[1] / "generator/county_casebook"
MODULE_LINES = 300
FUNCTION_LINES_MEDIAN, FUNCTION_LINES_P90 = 8, 20


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """How many lines something has."""

    lines: int
    name: str


def modules(package: Path) -> list[Size]:
    """The modules of a package, the longest first."""
    return sorted(
        (
            Size(len(path.read_text("utf-8").splitlines()), path.relative_to(package).as_posix())
            for path in package.rglob("*.py")
        ),
        reverse=True,
    )


def functions(package: Path) -> list[Size]:
    """The functions and methods of a package, the longest first; inner ones count by themselves too."""
    found = (size for path in package.rglob("*.py") for size in _functions(path, package))
    return sorted(found, reverse=True)


def _functions(path: Path, package: Path) -> Iterator[Size]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Size(lines, f"{path.relative_to(package).as_posix()}:{node.name}")


def p90(sizes: list[Size]) -> int:
    """The size that nine of ten do not exceed; `sizes` begin with the longest."""
    return sizes[len(sizes) // 10].lines


def main() -> int:
    """Print the figures."""
    for name, sizes in (("functions", functions(PACKAGE)), ("modules", modules(PACKAGE))):
        middle = median(size.lines for size in sizes)
        print(f"{len(sizes)} {name}: median {middle:g} lines, nine of ten up to {p90(sizes)}")
        for size in sizes[:12]:
            print(f"  {size.lines:4} {size.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
