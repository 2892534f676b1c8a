"""The exit statuses that all commands share."""

ALL_WELL = 0
"""The command succeeded and found no faults."""
FAULTS = 1
"""The command ran and found faults in a lesson or in the setup of this machine."""
COULD_NOT_RUN = 2
"""The command could not run: invalid arguments, a missing file, no PyTorch, or a full disk."""
INTERRUPTED = 130
"""The user pressed Ctrl+C. The status is 128 + SIGINT, as in shells."""
CLOSED_PIPE = 141
"""The program reading the output closed the pipe. The status is 128 + SIGPIPE, as in shells."""
