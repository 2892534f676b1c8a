"""Runs torchquiz as a separate process with its own home folder."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

TORCHQUIZ = [sys.executable, "-m", "torchquiz"]


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process that keeps progress, settings and proofs in a folder."""
    return os.environ | {
        "TORCHQUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


def seconds(command: list[str], home: Path) -> float:
    """Run a command, which must succeed; return how many seconds it took."""
    started = time.perf_counter()
    subprocess.run(command, env=environment(home), capture_output=True, check=True)
    return time.perf_counter() - started


def check(home: Path, *options: str) -> dict[str, float]:
    """Run `torchquiz check`, and return its report."""
    command = [*TORCHQUIZ, "check", "--json", *options]
    done = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=True
    )
    report: dict[str, float] = json.loads(done.stdout)
    return report


def snippets_note(report: dict[str, float]) -> str:
    """Return how many snippets a check ran and how many outcomes came from the cache."""
    return f"{report['snippets_run']:,} snippets run, {report['from_cache']:,} from the cache"
