"""`torchquiz completion`: prints a completion script for a shell."""

import argparse

SHELLS = ("bash", "zsh", "fish")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Print a script that lets a shell complete commands, options and their values. For bash,"
        " add `source <(torchquiz completion bash)` to ~/.bashrc. For zsh, add"
        " `source <(torchquiz completion zsh)` to ~/.zshrc, after compinit. For fish, write the"
        " script to ~/.config/fish/completions/torchquiz.fish."
    )
    parser.add_argument(
        "shell", choices=SHELLS, metavar="SHELL", help=f"the shell: {', '.join(SHELLS)}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the completion script for a shell and return the exit status."""
    from torchquiz.engine.cli.statuses import ALL_WELL
    from torchquiz.tui.commandline.completion_scripts import WRITERS
    from torchquiz.tui.commandline.completion_words import completable_commands

    print(WRITERS[arguments.shell](completable_commands()), end="")
    return ALL_WELL
