"""The table of every command: what it is for, and the module that adds its words and runs it.

A module has `add_words(parser)`, which says what the command takes, and `run(arguments)`, which
returns an exit status. It is loaded only when its command is named.
"""

from typing import NamedTuple


class Command(NamedTuple):
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
        Command("take", "take one lesson", "tui.commandline.take", True),
        Command("review", "review what is due", "tui.commandline.review", True),
        Command(
            "preview",
            "see one item as learners will, every variant",
            "tui.commandline.preview",
            True,
        ),
        Command("serve", "open the app in a browser", "tui.commandline.serve", True),
        Command(
            "doctor",
            "say how torchquiz fares on this machine, and what to do about it",
            "tui.commandline.doctor",
        ),
        Command("new", "a whole lesson or item to change", "engine.cli.new"),
        Command("check", "prove lessons on PyTorch", "engine.cli.check", True),
        Command(
            "export",
            "write lessons for Anki, Moodle and others, or your attempts as a table",
            "engine.cli.export",
            True,
        ),
        Command("fill", "write computed values into lessons", "engine.cli.fill"),
        Command(
            "import",
            "make a lesson of a quiz from mdbook-quiz, Moodle or jupyterquiz",
            "engine.cli.import_quiz",
        ),
        Command("schema", "print the JSON Schema of lessons, for editors", "engine.cli.schema"),
        Command("stats", "how items do with learners", "engine.cli.stats", True),
        Command("suggest", "find wrong options for an item", "engine.cli.suggest", True),
    )
}
