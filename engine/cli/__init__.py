"""The commands for authors. Each module defines the arguments of one command and runs it."""
