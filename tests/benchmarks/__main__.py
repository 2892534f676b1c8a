"""Runs all benchmarks, or only the named ones: `python -m tests.benchmarks [NAME…]`."""

import argparse
import time

from tests.benchmarks import (
    checking,
    generated_bank,
    proving,
    screens,
    searching,
    snippets,
    starting,
    worker,
)
from tests.benchmarks.measurement import SEED, show

BENCHMARKS = {
    "snippets": snippets,
    "starting": starting,
    "screens": screens,
    "worker": worker,
    "checking": checking,
    "proving": proving,
    "generated": generated_bank,
    "searching": searching,
}


def main() -> None:
    """Run the benchmarks, and print how long each took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHMARKS)}")
    names = parser.parse_args().names or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is named `{unknown[0]}`; choose from {', '.join(BENCHMARKS)}")
    print(f"seed {SEED}\n", flush=True)
    began = time.perf_counter()
    for name in names:
        started = time.perf_counter()
        show(f"{name}: {BENCHMARKS[name].TITLE}", BENCHMARKS[name].figures())
        print(f"  measured in {time.perf_counter() - started:.0f} s\n", flush=True)
    print(f"all in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
