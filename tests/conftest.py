"""Keeps pytest from proving the sample banks as if they were lessons: each of them holds a fault on purpose.

What is started in the background of a script ignores Ctrl-C, and so would every program that a test starts and interrupts.
"""

import signal

collect_ignore_glob = ["banks/*"]

signal.signal(signal.SIGINT, signal.default_int_handler)
