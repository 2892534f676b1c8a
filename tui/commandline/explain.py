"""`torchquiz explain`: traces a user's own model and turns it into a lesson."""

import argparse
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.tui.commandline.plain import add_plain_option
from torchquiz.tui.commandline.screens import need_terminal, open_app

if TYPE_CHECKING:
    from torchquiz.engine.explain.target import Target
    from torchquiz.engine.models.calls import CallTrace

FORMATS = ("text", "markdown", "json")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Trace a model, then answer questions about it. The right answers are computed by "
        "running the model. Its file runs in a sandbox: it can import Python modules from its "
        "own folder and, if only the trace is printed, read other files there. It cannot read "
        "any other file of yours, and it loads weights only from a file that you name."
    )
    parser.epilog = "Example: torchquiz explain net.py:Net --input 8x3x64x64"
    parser.add_argument(
        "model",
        metavar="MODEL",
        help="a class or function in a file, such as net.py:Net, or in an installed module, such as"
        " torchvision.models:resnet18",
    )
    parser.add_argument(
        "--input",
        action="append",
        default=[],
        metavar="INPUT",
        help="the sizes of an input, such as 8x3x64x64, or an expression, such as"
        " 'tokens=torch.randint(0, 100, (2, 12))'; may be repeated",
    )
    parser.add_argument(
        "--args",
        default="",
        metavar="ARGUMENTS",
        help="arguments for building the model, such as 'hidden=64'",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="load the state dict or checkpoint in this file, written by torch.save, into the model"
        " before it runs, and print the trace (not together with -o)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write the lesson to this file, so that you can edit or share it",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="print the trace in this format instead of opening the app",
    )
    parser.add_argument(
        "--depth",
        type=int,
        default=0,
        metavar="N",
        help="print only N levels of nested modules (default: all)",
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="agree to run the model's file even if it cannot be fully confined",
    )
    add_plain_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Explain a model and return the exit status."""
    from torchquiz.engine.explain.target import parse_target

    target = parse_target(arguments.model, arguments.args, arguments.input)
    if arguments.weights is not None:
        target = _with_weights(target, arguments.weights, arguments.output)
    prints = arguments.plain or arguments.weights is not None
    format: str = arguments.format or ("text" if prints else "")
    if not format and arguments.output is None:
        need_terminal(_repeated(arguments))
    return _explain(target, arguments, format)


def _repeated(arguments: argparse.Namespace) -> str:
    """Return the command with the arguments that the model needs, quoted for a shell."""
    words = ["explain", arguments.model]
    for text in arguments.input:
        words += ["--input", text]
    if arguments.args:
        words += ["--args", arguments.args]
    return shlex.join(words)


def _with_weights(target: "Target", weights: Path, output: Path | None) -> "Target":
    """Return a copy of the target that loads its weights from a file.

    Raises:
        TorchquizError: the file does not exist, or `-o` was given as well.
    """
    from torchquiz.engine.errors import TorchquizError
    from torchquiz.engine.explain.readable import weights_file

    if output is not None:
        raise TorchquizError(
            "--weights and --output cannot be combined: the questions of a lesson build the model"
            " in a process that cannot read files, so they cannot load weights. Leave out one of"
            " the two options."
        )
    return replace(target, weights=weights_file(weights))


def _explain(target: "Target", arguments: argparse.Namespace, format: str) -> int:
    from torchquiz.engine.explain.failures import failure_sentence
    from torchquiz.engine.explain.workshop import Workshop

    output: Path | None = arguments.output
    opens_app = output is None and not format
    with Workshop(
        target,
        is_trusted=arguments.trust,
        makes_lesson=opens_app or output is not None,
        meanwhile=_import_app if opens_app else lambda: None,
    ) as workshop:
        trace = workshop.trace
        if format or not trace.is_complete:
            _print_trace(trace, format or "text", arguments.depth)
        if not trace.is_complete:
            shown = str(target.weights) if trace.phase == "weights" else target.shown
            return _report(failure_sentence(trace, shown, target.locate))
        if output is not None:
            workshop.write_new(output)
            count = workshop.count(output)
            print(f"{output}: {count}. Edit it, and prove it with `torchquiz check {output}`.")
        if not opens_app:
            return ALL_WELL
        path = workshop.write_cached()
    return open_app([path], path)


def _import_app() -> None:
    """Import the app while the model is being traced, so that the first question appears sooner."""
    import torchquiz.tui.app.app
    import torchquiz.tui.screens.practice  # noqa: F401


def _print_trace(trace: "CallTrace", format: str, depth: int) -> None:
    """Print the trace in the given format.

    In Markdown or plain text, nothing is printed if the model failed before its first call.
    """
    from torchquiz.engine.explain import report

    if format == "json":
        print(report.json_report(trace))
    elif trace.calls and format == "markdown":
        print(report.markdown_report(trace, depth))
    elif trace.calls:
        print(report.text_report(trace, depth))


def _report(sentence: str) -> int:
    """Report on stderr the reason the model could not run, and return the exit status."""
    from torchquiz.engine.text.printable import message_text

    print(f"torchquiz: {message_text(sentence)}", file=sys.stderr)
    return FAULTS
