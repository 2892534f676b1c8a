"""The command line: a table of all commands, and a module for each command that learners use."""
