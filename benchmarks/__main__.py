"""Run the benchmarks: `python -m benchmarks [build|clauses …] [--cases N]`; without a name, all of them."""

from __future__ import annotations

import argparse

from benchmarks import build, clauses

BENCHMARKS = {"build": build.measure, "clauses": clauses.measure}


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
