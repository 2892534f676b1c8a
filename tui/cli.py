"""The command `torchquiz`: reads its words, and only then loads the room that the command needs."""

from __future__ import annotations

import gc
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from torchquiz.engine.study.rules import Sitting

WAYS = (
    *("practice", "missed", "quiz"),
    *("start", "why", "learn", "trace", "try", "challenge", "project", "metrics", "review", "test"),
)
"""The ways to take a lesson that the command line knows."""
CLOSED_PIPE = 141
"""The status of a program that SIGPIPE ends: whoever read had enough, which is neither success nor fault."""


AUTHORS = {
    "new": "a whole lesson or item to change",
    "check": "prove lessons on PyTorch",
    "export": "write lessons for Anki, Moodle and others, or your attempts as a table",
    "fill": "write computed values into lessons",
    "import": "make a lesson of a quiz from mdbook-quiz, Moodle or jupyterquiz",
    "schema": "print the JSON Schema of lessons, for editors",
    "stats": "how items do with learners",
    "suggest": "find wrong options for an item",
}
"""The commands that belong to the engine, which say more themselves: `torchquiz check --help`."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line: 0 when all is well, 1 for faults in a bank, 2 when it could not run."""
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _let_go(sys.stdout)
        return CLOSED_PIPE
    except OSError as error:
        _let_go(sys.stdout)
        return _say_refused(error)


def _run(argv: list[str]) -> int:
    if argv and argv[0] in AUTHORS:
        from torchquiz.engine.cli import main as author

        return author(argv)
    if not argv:
        return _told(lambda: _open_home([]))
    words = _parser().parse_args(argv)
    if words.version:
        return _say_version()
    return _told(lambda: COMMANDS[words.command](words))


def _told(command: Callable[[], int]) -> int:
    """The status of a command; what it raises on purpose is said in its own words."""
    from torchquiz.engine.errors import BankError, TorchquizError

    try:
        return command()
    except TorchquizError as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, BankError) else 2


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="torchquiz",
        description="Practise PyTorch in the terminal, on questions whose every key was proven by running it.",
        epilog="Without a command: the lessons, where you stand, and what to do next.",
    )
    parser.add_argument(
        "--version", action="store_true", help="say the versions of torchquiz, Python and PyTorch"
    )
    _add_bank(parser, "banks")
    commands = parser.add_subparsers(dest="command", title="commands", metavar="")
    take = commands.add_parser(
        "take", help="take one lesson", description="Take one lesson; it goes on where you stopped."
    )
    take.add_argument("lesson", metavar="LESSON", help="a lesson's id, or the path of its file")
    take.add_argument(
        "--plain",
        action="store_true",
        help="line by line, for screen readers, dumb terminals and pipes",
    )
    take.add_argument(
        "--way", choices=WAYS, default="practice", help=f"how to take it: {', '.join(WAYS)}"
    )
    take.add_argument(
        "--missed",
        action="store_const",
        const="missed",
        dest="way",
        help="the same as --way missed",
    )
    _add_bank(take, "more_banks")
    review = commands.add_parser(
        "review", help="review what is due", description="Review what is due over all lessons."
    )
    review.add_argument(
        "--plain",
        action="store_true",
        help="line by line, for screen readers, dumb terminals and pipes",
    )
    _add_bank(review, "more_banks")
    preview = commands.add_parser(
        "preview",
        help="see one item as learners will, every variant",
        description="See one item as learners will: every variant, and what is said of every answer. Nothing is stored.",
    )
    preview.add_argument("item", metavar="ITEM", help="an item's id, or LESSON/ITEM")
    preview.add_argument(
        "--plain", action="store_true", help="all variants at once, everything unfolded"
    )
    _add_bank(preview, "more_banks")
    serve = commands.add_parser(
        "serve",
        help="open the app in a browser",
        description="Open the app in a browser on this machine.",
    )
    serve.add_argument(
        "--take", metavar="LESSON", default="", help="begin with this lesson instead of home"
    )
    serve.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="where it listens on 127.0.0.1; any free port otherwise",
    )
    serve.add_argument("--open", action="store_true", help="open a browser at once")
    _add_bank(serve, "more_banks")
    commands.add_parser(
        "doctor", help="say how torchquiz fares on this machine, and what to do about it"
    )
    for name, sentence in AUTHORS.items():
        commands.add_parser(name, help=sentence, add_help=False)
    return parser


def _add_bank(parser: argparse.ArgumentParser, dest: str) -> None:
    parser.add_argument(
        "--bank",
        action="append",
        default=[],
        type=Path,
        dest=dest,
        metavar="PATH",
        help="lessons from this file or folder instead of those that come with torchquiz; may be repeated",
    )


def _say_version() -> int:
    from torchquiz import __version__
    from torchquiz.engine.proof.torch_version import torch_version

    torch = torch_version()
    print(
        f"torchquiz {__version__}, Python {platform.python_version()}, {f'PyTorch {torch}' if torch else 'no PyTorch'}"
    )
    return 0


def _take(words: argparse.Namespace) -> int:
    if not words.plain:
        _need_terminal(f"take {words.lesson}")
    from torchquiz.engine.banks.find import found
    from torchquiz.engine.folders import BANKS

    given = [*words.banks, *words.more_banks]
    path = found(words.lesson, given or [BANKS])
    if not words.plain:
        return _open_app([path], path, words.way)
    from torchquiz.tui.plain.take import take

    banks = [word for bank in given for word in ("--bank", str(bank))]
    take(path, ["torchquiz", "take", words.lesson, *banks, "--plain"], words.way)
    return 0


def _review(words: argparse.Namespace) -> int:
    from torchquiz.engine.folders import BANKS

    given = [*words.banks, *words.more_banks]
    if not words.plain:
        _need_terminal("review")
        return _open_app(given or [BANKS], way="review")
    from torchquiz.tui.plain.review import review

    banks = [word for bank in given for word in ("--bank", str(bank))]
    review(given or [BANKS], ["torchquiz", "review", *banks, "--plain"])
    return 0


def _preview(words: argparse.Namespace) -> int:
    if not words.plain:
        _need_terminal(f"preview {words.item}")
    from contextlib import closing

    from torchquiz.engine.authoring.preview import place_of, proven_item
    from torchquiz.engine.folders import BANKS, proofs_file, settings_file
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.study.opening import permit_unproven

    place = place_of(words.item, [*words.banks, *words.more_banks] or [BANKS])
    permit_unproven([place.path])
    with closing(Proofs(proofs_file())) as proofs:
        item = proven_item(place, proofs)
    if words.plain:
        from torchquiz.tui.plain.preview import preview

        preview(item)
        return 0
    from torchquiz.engine.study.settings import SettingsFile
    from torchquiz.tui.app.preview import PreviewApp

    app = PreviewApp(item, SettingsFile(settings_file()))
    app.run()
    return app.return_code or 0


def _home(words: argparse.Namespace) -> int:
    return _open_home(words.banks)


def _open_home(banks: list[Path]) -> int:
    """Open the screens at home; without any words this is reached without a parser for them."""
    _need_terminal("take LESSON")
    from torchquiz.engine.folders import BANKS

    return _open_app(banks or [BANKS])


def _need_terminal(command: str) -> None:
    from torchquiz.engine.errors import TorchquizError
    from torchquiz.tui.terminal.capabilities import unfit

    if sentence := unfit(command):
        raise TorchquizError(sentence)


def _open_app(paths: list[Path], lesson: Path | None = None, way: Sitting = "practice") -> int:
    """Open the screens: at home, or at a lesson, which is proven first so that its faults are told where they can be read.

    What is loaded until the first frame is kept to the end, so that collecting garbage meanwhile would only take time.
    """
    gc.disable()
    from contextlib import closing

    from torchquiz.engine.folders import progress_file, proofs_file, settings_file
    from torchquiz.engine.progress.store import Store
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.study.catalogue import Catalogue
    from torchquiz.engine.study.settings import SettingsFile

    with closing(Proofs(proofs_file())) as proofs, closing(Store(progress_file())) as store:
        from torchquiz.engine.study.opening import permit_unproven, proven_id

        take = "" if way == "review" else None
        if lesson:
            take = proven_id(
                Catalogue([lesson], proofs),
                lesson,
                lambda sentence: print(sentence, file=sys.stderr),
            )
        from torchquiz.tui.app.app import TorchquizApp

        app = TorchquizApp(paths, store, proofs, take, way, SettingsFile(settings_file()))
        permit_unproven([one.path for one in app.study.standings if one.lesson is None])
        app.run()
        return app.return_code or 0


def _serve(words: argparse.Namespace) -> int:
    from torchquiz.engine.errors import TorchquizError

    try:
        from torchquiz.tui.web.serve import serve
    except ImportError:
        raise TorchquizError(
            "The browser needs textual-serve: pip install 'torchquiz[serve]'."
        ) from None
    serve([*words.banks, *words.more_banks], words.take, words.port, opens=words.open)
    return 0


def _doctor(words: argparse.Namespace) -> int:
    from torchquiz.tui.terminal.doctor import say_findings

    return say_findings()


COMMANDS = {
    "serve": _serve,
    "take": _take,
    "review": _review,
    "preview": _preview,
    "doctor": _doctor,
    None: _home,
}


def _say_refused(error: OSError) -> int:
    """A full disk or a file that may not be read is no fault of the program: a sentence, no stack trace."""
    where = f"{error.filename}: " if error.filename else ""
    print(f"{where}{error.strerror or error}.", file=sys.stderr)
    return 2


def _let_go(stream: object) -> None:
    """Point a stream that takes nothing more at the null device, so that the interpreter's last flush is silent too."""
    if stream is not sys.__stdout__ or sys.__stdout__ is None:
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.__stdout__.fileno())
    os.close(null)
