"""`torchquiz doctor`: checks this machine and suggests fixes."""

import argparse


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's description to its parser. The command has no arguments."""
    parser.description = "Check this machine and suggest fixes."


def run(arguments: argparse.Namespace) -> int:
    """Check this machine and return the exit status."""
    from torchquiz.tui.terminal.doctor import say_findings

    return say_findings()
