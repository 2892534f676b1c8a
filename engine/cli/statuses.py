"""What a command ends with."""

ALL_WELL, FAULTS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130
