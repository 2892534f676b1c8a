"""The table of every command: what it is for, and the module that adds its words and runs it.

A module has `add_words(parser)`, which says what the command takes, and `run(arguments)`, which
returns an exit status. It is loaded only when its command is named.
"""

from typing import NamedTuple


class Subcommand(NamedTuple):
    """A command as the table knows it."""

    name: str
    help: str
    module: str
    """The module below `torchquiz`."""
    takes_banks: bool = False
    """Whether the command understands `--bank`, which may also be written before its name."""


COMMANDS = {
    command.name: command
    for command in (
        Subcommand("take", "take one lesson", "tui.commandline.take", True),
        Subcommand("review", "review what is due", "tui.commandline.review", True),
        Subcommand(
            "preview",
            "see one item as learners will, every variant",
            "tui.commandline.preview",
            True,
        ),
        Subcommand("serve", "open the app in a browser", "tui.commandline.serve", True),
        Subcommand(
            "doctor",
            "say how torchquiz fares on this machine, and what to do about it",
            "tui.commandline.doctor",
        ),
        Subcommand("new", "a whole lesson or item to change", "engine.cli.new"),
        Subcommand("check", "prove lessons on PyTorch", "engine.cli.check", True),
        Subcommand(
            "export",
            "write lessons for Anki, Moodle and others, or your attempts as a table",
            "engine.cli.export",
            True,
        ),
        Subcommand("fill", "write computed values into lessons", "engine.cli.fill"),
        Subcommand(
            "import",
            "make a lesson of a quiz from mdbook-quiz, Moodle or jupyterquiz",
            "engine.cli.import_quiz",
        ),
        Subcommand("schema", "print the JSON Schema of lessons, for editors", "engine.cli.schema"),
        Subcommand("stats", "how items do with learners", "engine.cli.stats", True),
        Subcommand("suggest", "find wrong options for an item", "engine.cli.suggest", True),
    )
}
