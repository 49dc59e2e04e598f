"""Run the benchmarks: `python -m benchmarks [build|clauses|search …] [--cases N]`; without a name, all of them."""

from __future__ import annotations

import argparse

from benchmarks import build, clauses
from benchmarks.search import measure as search

BENCHMARKS = {"build": build.measure, "clauses": clauses.measure, "search": search.measure}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--cases", type=int, default=1000, help="size of the fictional library")
    chosen = parser.parse_args()
    for name in chosen.names or BENCHMARKS:
        print(f"== {name}", flush=True)
        BENCHMARKS[name](chosen.cases)


if __name__ == "__main__":
    main()
