"""The tests of torchquiz, in folders that match `engine` and `tui`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The root of the repository."""

SAMPLES = ROOT / "tests" / "banks"
"""The folder of sample lessons, each of which contains one deliberate fault."""
