"""The command line: a table of all commands, and a module for each of the learners' commands."""
