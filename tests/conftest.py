"""Settings for all tests: sample banks are not proven as lessons, and Ctrl+C works."""

import signal

# Each sample bank contains a deliberate fault, so the pytest plugin must not collect it.
collect_ignore_glob = ["banks/*"]

# A process that a script starts in the background ignores SIGINT, and so do its children. Restore
# the default handler, because some tests start a program and interrupt it.
signal.signal(signal.SIGINT, signal.default_int_handler)
