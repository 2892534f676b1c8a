"""The commands for authors; each module adds its words to a parser and runs the command."""
