"""Defines the exit statuses that all commands share."""

ALL_WELL = 0
"""The command succeeded and found no faults."""
FAULTS = 1
"""The command ran and found faults, in a lesson or in this machine's setup."""
COULD_NOT_RUN = 2
"""The command could not run: wrong arguments, a missing file, no PyTorch, a full disk."""
INTERRUPTED = 130
"""The user pressed Ctrl+C; 128 + SIGINT, as shells report it."""
CLOSED_PIPE = 141
"""The reader of the output closed the pipe; 128 + SIGPIPE, as shells report it."""
