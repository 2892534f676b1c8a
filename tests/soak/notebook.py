"""Takes questions in a real Jupyter kernel: `python -m tests.soak.notebook`.

The cells must ask questions, grade answers and end. A cell that starts the command with `!` must
not wait for an answer that nobody can give, and neither must a notebook that is executed
automatically.
"""

import os
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.engine.small_bank import SMALL
from tests.soak.environment import environment_with, run_in
from torchquiz.tui.terminal.cell import NOBODY

PACKAGES = ("ipykernel", "nbclient")
LONGEST_S = 300
LOAD = "%load_ext torchquiz"


class Kernel:
    """A Jupyter kernel, with a learner who types answers into its input fields."""

    def __init__(self) -> None:
        from jupyter_client.manager import start_new_kernel

        self._manager, self._client = start_new_kernel(kernel_name="python3")
        self.run(LOAD)

    def run(self, code: str, *answers: str) -> str:
        """Run a cell, type answers into its input fields, and return the printed text."""
        printed: list[str] = []
        left = iter(answers)

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            printed.append(content.get("text") or "\n".join(content.get("traceback", ())))

        reply = self._client.execute_interactive(
            code,
            allow_stdin=bool(answers),
            stdin_hook=lambda request: self._client.input(next(left, "q")),
            output_hook=keep,
            timeout=LONGEST_S,
        )
        assert reply["content"]["status"] == "ok", "".join(printed)
        return "".join(printed)

    def end(self) -> None:
        """Stop the kernel."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def main() -> None:
    """Run the test, in a temporary environment with Jupyter if this one has none."""
    if "--inside" not in sys.argv:
        with environment_with(*PACKAGES) as python:
            run_in(python, "tests.soak.notebook", "--inside")
        return
    with TemporaryDirectory() as home:
        os.environ["TORCHQUIZ_HOME"] = home
        lesson = Path(home) / "small.yaml"
        lesson.write_text(SMALL)
        kernel = Kernel()
        try:
            _check_all(kernel, lesson)
        finally:
            kernel.end()
        _timed("a notebook executed without anyone", lambda: _execute(lesson), NOBODY)


def _check_all(kernel: Kernel, lesson: Path) -> None:
    take = f"torchquiz take {shlex.quote(str(lesson))}"
    command = f"!{shlex.quote(sys.executable)} -m {take} --plain"
    _timed(
        "a question answered", lambda: kernel.run(f"%{take}", "a", ""), "To continue: %torchquiz"
    )
    _timed("home, and out again", lambda: kernel.run("%torchquiz", "q"), "practice in PyTorch")
    _timed("a command with `!`", lambda: kernel.run(command, "q"), "`%load_ext torchquiz`")
    _timed("nobody to answer", lambda: kernel.run(f"%{take}"), NOBODY)


def _execute(lesson: Path) -> str:
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    cells = [new_code_cell(LOAD), new_code_cell(f"%torchquiz take {shlex.quote(str(lesson))}")]
    notebook = NotebookClient(new_notebook(cells=cells), timeout=LONGEST_S).execute()
    return "".join(output["text"] for cell in notebook.cells for output in cell.outputs)


def _timed(name: str, act: Callable[[], str], wanted: str) -> None:
    started = time.monotonic()
    printed = act()
    assert wanted in printed, f"{name}: {printed}"
    print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
