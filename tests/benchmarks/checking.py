"""Time to load and to prove the shipped banks: from cold, and again from the cache."""

import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS

ROUNDS = 5


def main() -> None:
    """Print what loading and checking take, and how the second check compares with the first."""
    files = lesson_files([BANKS])
    loads = [_timed(lambda: [load_bank(file) for file in files]) for _ in range(ROUNDS)]
    items = sum(len(load_bank(file).items) for file in files)
    print(f"loading and checking {len(files)} lessons with {items} items")
    print(f"  load, typed and with positions (median of {ROUNDS}):{median(loads) * 1000:13.0f} ms")
    with tempfile.TemporaryDirectory() as home:
        cold, again = _checked(home), _checked(home)
    for name, report in (("check from cold", cold), ("check again", again)):
        print(
            f"  {name:24}{report['seconds']:8.2f} s{report['seconds'] / cold['seconds']:8.3f} x"
            f"   {report['snippets_run']:,} snippets run, {report['from_cache']:,} from the cache"
        )


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _checked(home: str) -> dict[str, float]:
    command = [sys.executable, "-m", "torchquiz", "check", "--json"]
    done = subprocess.run(
        command,
        env=os.environ | {"TORCHQUIZ_HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, float] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
