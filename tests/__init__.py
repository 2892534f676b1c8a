"""Tests, in folders that match `engine` and `tui`; their names are sentences."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The repository."""

SAMPLES = ROOT / "tests" / "banks"
"""Sample lessons, each with one fault on purpose."""
