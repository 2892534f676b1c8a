"""Tests of drills in the plain front end."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.tui.drilled import DrillDesk
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.drills import run_drills


class Answering(io.TextIOBase):
    """Input that types the given lines, in which `SUM` stands for the right answer."""

    def __init__(self, desk: DrillDesk, out: io.StringIO, lines: Iterator[str]) -> None:
        self._desk, self._out, self._lines = desk, out, lines

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = next(self._lines, "")
        if line != "SUM":
            return f"{line}\n"
        self._desk.let_pass(25)
        found = re.findall(r"y = (\d+) \+ (\d+)", self._out.getvalue())[-1]
        return f"{sum(map(int, found))}\n"


def drilled(tmp_path: Path, *lines: str) -> str:
    """Type these lines, in which `SUM` stands for the right answer, and return the output."""
    desk, out = DrillDesk(tmp_path), io.StringIO()
    study = desk.app().study
    source = Answering(desk, out, iter(lines))
    with closing(study.store), closing(study.catalogue._proofs):
        run_drills(study, Dialogue(source, out))  # type: ignore[arg-type]
    return out.getvalue()


def test_a_drill_ends_with_the_score_and_the_history(tmp_path: Path) -> None:
    said = drilled(tmp_path, "1", "SUM", "SUM", "SUM", "")
    assert "  1. Sums of two numbers, 1 minute: not tried yet" in said
    assert "A whole number, n if you don't know, q to stop: " in said
    assert "✔ 2 of 2 right   0:10" in said
    assert "3 of 3 answers right in 1 min 15 s. This is your first result." in said
    assert "  today: 3 of 3 right" in said
    assert "  1. Sums of two numbers, 1 minute: best 3 of 3" in said


def test_misses_are_explained_and_slips_cost_nothing(tmp_path: Path) -> None:
    said = drilled(tmp_path, "1", "what", "5", "", "n", "", "q", "")
    assert "That is not a whole number" in said
    assert said.count("✘ Right: ") == 2 and "It is " in said
    assert "Stopped; the score is not saved." in said
    assert said.count("not tried yet") == 4


def test_another_number_is_asked_for_again(tmp_path: Path) -> None:
    assert "“9” is not the number of a drill." in drilled(tmp_path, "9", "")
