"""The command line: the table of all commands, and those for learners, a module each."""
