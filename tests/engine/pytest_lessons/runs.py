"""Runs pytest on lessons, and parses its output."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import ROOT

Proves = Callable[..., pytest.RunResult]


def node_ids(result: pytest.RunResult) -> list[str]:
    return [line.split(" ")[0] for line in result.outlines if "::" in line and " " in line]


def run_apart(folder: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest in a separate process, as users do in their own projects."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=folder,
        env=env | {"PYTHONPATH": str(ROOT)} | environ,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
