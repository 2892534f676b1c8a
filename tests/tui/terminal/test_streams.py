"""Every command can print to a terminal or file that has no Unicode."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from torchquiz.tui.terminal.streams import replace_unknown_characters

ASCII = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}


def written(encoding: str, text: str) -> bytes:
    """Return the bytes that a stream with this encoding writes."""
    content = io.BytesIO()
    stream = io.TextIOWrapper(content, encoding=encoding)
    replace_unknown_characters(stream)
    stream.write(text)
    stream.flush()
    return content.getvalue()


def test_characters_without_a_code_are_replaced_by_what_they_look_like() -> None:
    assert written("ascii", "2 × 3 → 6 “é”") == b'2 x 3 -> 6 "e"'
    assert written("cp1252", "2 × 3 → 6") == "2 × 3 -> 6".encode("cp1252")


def test_utf_8_stays_as_it_is() -> None:
    assert written("utf-8", "→ é").decode() == "→ é"


def test_a_closed_or_missing_stream_is_left_alone() -> None:
    stream = io.StringIO()
    stream.close()
    replace_unknown_characters(stream)
    replace_unknown_characters(None)


@pytest.mark.parametrize(
    "words",
    [("guide", "write"), ("guide",), ("schema",), ("completion", "zsh"), ("--help",)],
    ids=" ".join,
)
def test_a_command_prints_ascii_if_nothing_else_fits(words: tuple[str, ...], home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "torchquiz", *words],
        cwd=ROOT,
        env=os.environ | ASCII,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).isascii()
