"""A lock for starting processes, so that the program is not suspended while one is starting."""

from threading import Lock

STARTING = Lock()
"""Held while a process is being started, and while the program suspends itself.

Until a new process runs its program, the thread that starts it cannot be stopped: Linux makes it
wait for the `vfork` of `subprocess`. If both processes were stopped at that moment, the thread
would wait forever, and the shell would never learn that the program has stopped.
"""
