"""The exit statuses of every command."""

ALL_WELL = 0
"""The command did what it was asked to do, and found no fault."""
FAULTS = 1
"""The command ran and found faults: in a lesson, or in this machine's setup."""
COULD_NOT_RUN = 2
"""The command could not run: wrong words, a missing file, no PyTorch, a full disk."""
INTERRUPTED = 130
"""The user pressed Ctrl+C; the status of a program that SIGINT ends."""
CLOSED_PIPE = 141
"""Whoever read the output stopped reading; the status of a program that SIGPIPE ends."""
