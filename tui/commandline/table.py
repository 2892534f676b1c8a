"""The table of all commands, with their help texts and the modules that implement them.

Each module has a function `add_words(parser)`, which defines the command's arguments, and a
function `run(arguments)`, which returns an exit status. A module is imported only when its command
is used.
"""

from typing import NamedTuple


class Subcommand(NamedTuple):
    """An entry in the table of commands."""

    name: str
    help: str
    module: str
    """Name of the command's module, relative to the package `torchquiz`."""
    takes_banks: bool = False
    """Whether the command accepts `--bank`, which can also precede the command's name."""


COMMANDS = {
    command.name: command
    for command in (
        Subcommand("take", "take one lesson", "tui.commandline.take", True),
        Subcommand("review", "review what is due", "tui.commandline.review", True),
        Subcommand(
            "preview",
            "show an item as learners will see it",
            "tui.commandline.preview",
            True,
        ),
        Subcommand("serve", "open the app in a browser", "tui.commandline.serve", True),
        Subcommand(
            "explain",
            "trace your own model, and make questions about it",
            "tui.commandline.explain",
        ),
        Subcommand(
            "doctor",
            "check this machine and suggest fixes",
            "tui.commandline.doctor",
        ),
        Subcommand("new", "write an example lesson or item to start from", "engine.cli.new"),
        Subcommand("draft", "turn a snippet into a proven item", "engine.cli.draft"),
        Subcommand("guide", "print a page of the authors' guide", "engine.cli.guide"),
        Subcommand("check", "prove lessons on PyTorch", "engine.cli.check", True),
        Subcommand(
            "export",
            "export lessons to Anki, Moodle and others, or your attempts as a table",
            "engine.cli.export",
            True,
        ),
        Subcommand("fill", "write computed values into lessons", "engine.cli.fill"),
        Subcommand(
            "import",
            "turn an mdbook-quiz, Moodle or jupyterquiz quiz into a lesson",
            "engine.cli.import_quiz",
        ),
        Subcommand(
            "schema", "print the JSON Schema for lessons, for use in editors", "engine.cli.schema"
        ),
        Subcommand("stats", "show how well learners do on each item", "engine.cli.stats", True),
        Subcommand("suggest", "suggest wrong options for an item", "engine.cli.suggest", True),
        Subcommand(
            "completion", "print a completion script for a shell", "tui.commandline.completion"
        ),
    )
}
