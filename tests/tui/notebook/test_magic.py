"""The magic `%torchquiz` runs the command in a kernel, and no cell waits without an input field.

`python -m tests.soak.notebook` does the same in a real kernel.
"""

import builtins
import io
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

import torchquiz
from torchquiz.engine.errors import TorchquizError
from torchquiz.tui.notebook.magic import plain_words, run_line
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.terminal.cell import KERNEL, CellInput, command_words, need_answers


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class FakeShell(SimpleNamespace):
    def register_magic_function(
        self, func: Callable[[str], None], magic_kind: str, magic_name: str
    ) -> None:
        self.magic, self.name = func, f"{magic_kind} {magic_name}"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", ["--plain"]),
        ("--bank mine.yaml", ["--plain", "--bank", "mine.yaml"]),
        ("take conv2d", ["--plain", "take", "conv2d"]),
        ("take conv2d --plain", ["take", "conv2d", "--plain"]),
        ("review", ["--plain", "review"]),
        ("check mine.yaml", ["check", "mine.yaml"]),
        ("--help", ["--help"]),
    ],
)
def test_commands_that_would_open_the_screens_run_line_by_line(line: str, words: list[str]) -> None:
    assert plain_words(line.split()) == words


def test_the_extension_adds_a_magic_that_asks_in_the_cell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = FakeShell(kernel=object())
    torchquiz.load_ipython_extension(shell)
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "b"

    monkeypatch.setattr(builtins, "input", answer)
    monkeypatch.setattr("torchquiz.tui.notebook.magic.main", _ask_once)
    before = sys.stdin
    shell.magic("take conv2d")
    assert shell.name == "line torchquiz" and sys.stdin is before
    assert (asked, capsys.readouterr().out) == (["A or B: "], "Which?\n--plain take conv2d\n")


def _ask_once(words: list[str]) -> None:
    dialogue = Dialogue(sys.stdin, sys.stdout)
    assert dialogue.ask("Which?\nA or B: ") == "b"
    dialogue.say(" ".join(words))
    assert command_words("take", "conv2d") == ["%torchquiz", "take", "conv2d"]


def test_in_a_terminal_the_magic_reads_from_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs: list[object] = []
    monkeypatch.setattr("torchquiz.tui.notebook.magic.main", lambda words: inputs.append(sys.stdin))
    run_line("take conv2d", is_in_cell=False)
    assert inputs == [sys.stdin]


def test_a_notebook_without_anyone_to_answer_ends_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(prompt: str) -> str:
        raise NotImplementedError("raw_input was called, but this frontend does not support it")

    monkeypatch.setattr(builtins, "input", refuse)
    with pytest.raises(TorchquizError, match="is being run automatically"):
        CellInput().ask("A: ")


def test_an_open_quotation_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    run_line('take "conv', is_in_cell=True)
    assert (
        capsys.readouterr().err
        == "torchquiz: No closing quotation; add the missing quotation mark.\n"
    )


def test_a_program_that_a_cell_starts_says_which_magic_to_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    need_answers("take conv2d")
    monkeypatch.setenv(KERNEL, "1")
    with pytest.raises(
        TorchquizError, match="`%load_ext torchquiz`, then `%torchquiz take conv2d`"
    ):
        need_answers("take conv2d")
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n"))  # a pipe can supply answers
    need_answers("take conv2d")
