"""A long check whose output is not shown in a terminal prints its progress line by line."""

from pathlib import Path

import pytest

from torchquiz.engine.cli import prove_lessons


def test_the_progress_of_all_lessons_is_printed_from_time_to_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([0.0, 5.0, 31.0, 31.0, 40.0])
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    lines_of = prove_lessons.progress_lines({})
    lines_of(Path("a.yaml"))(3, 8)
    lines_of(Path("b.yaml"))(2, 1_200)
    lines_of(Path("b.yaml"))(3, 1_200)
    assert capsys.readouterr().err == "5 of 1,208 items checked\n"
