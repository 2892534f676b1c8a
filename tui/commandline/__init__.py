"""The command line: the table of all commands, and a module for each command for learners."""
