"""Run the benchmarks: `python -m benchmarks [build|weight|serve|clauses|search …] [--cases N …]`; without a name, all of them."""

from __future__ import annotations

import argparse

from benchmarks import build, clauses, serve, weight
from benchmarks.search import measure as search

BENCHMARKS = {
    "build": build.measure,
    "weight": weight.measure,
    "serve": serve.measure,
    "clauses": clauses.measure,
    "search": search.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--cases",
        type=int,
        nargs="*",
        default=[1000],
        help="sizes of the fictional library, e.g. 1000 3000 10000",
    )
    chosen = parser.parse_args()
    for name in chosen.names or BENCHMARKS:
        for cases in chosen.cases:
            print(f"== {name}, {cases} cases", flush=True)
            BENCHMARKS[name](cases)


if __name__ == "__main__":
    main()
