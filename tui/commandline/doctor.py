"""`torchquiz doctor`: how torchquiz fares on this machine."""

import argparse


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say what the command does; it takes no words."""
    parser.description = "Say how torchquiz fares on this machine, and what to do about it."


def run(arguments: argparse.Namespace) -> int:
    """Examine this machine; return the exit status."""
    from torchquiz.tui.terminal.doctor import say_findings

    return say_findings()
