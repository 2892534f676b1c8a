"""The commands for authors; each module defines a command's arguments and runs it."""
