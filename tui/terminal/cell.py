"""Asks for input in a notebook cell, where neither a terminal nor a pipe is available."""

import io
import os
import sys

from torchquiz.engine.errors import TorchquizError

KERNEL = "JPY_PARENT_PID"
"""A variable that Jupyter sets for each kernel, and so for the programs that a cell starts."""

NOBODY = (
    "This notebook is being run automatically, so there is nobody to answer. Run the cell yourself."
)


class CellInput(io.TextIOBase):
    """Input from a notebook cell, which shows an input field for each line.

    A kernel replaces the built-in function `input` with one that asks the notebook.
    """

    def ask(self, prompt: str) -> str:
        """Return one line of input.

        The last line of the prompt appears beside the field, and the others above it.

        Raises:
            TorchquizError: nobody can answer, for example while a notebook is converted.
        """
        above, newline, beside = prompt.rpartition("\n")
        sys.stdout.write(above + newline)
        sys.stdout.flush()
        try:
            return input(beside)
        except NotImplementedError:  # IPython's `StdinNotImplementedError`
            raise TorchquizError(NOBODY) from None


def command_words(*words: str) -> list[str]:
    """Return the command line for the user to type, either in a shell or in a notebook cell."""
    if isinstance(sys.stdin, CellInput):
        return ["%torchquiz", *words]
    return ["torchquiz", *words, "--plain"]


def need_answers(command: str) -> None:
    """Raise an error if the program was started with `!` in a notebook.

    Jupyter connects such a program to a terminal from which no input ever arrives, so the program
    would wait forever. Input from a pipe is allowed.

    Raises:
        TorchquizError: the program was started by a cell.
    """
    if isinstance(sys.stdin, CellInput) or KERNEL not in os.environ:
        return
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        again = f"%torchquiz {command}".rstrip()
        raise TorchquizError(
            "A notebook cannot send input to a program started with `!`;"
            f" run `%load_ext torchquiz`, then `{again}`."
        )
