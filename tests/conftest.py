"""Settings for all tests: sample banks are not proven as lessons, and signals arrive."""

import signal

# Each sample bank contains a deliberate fault, so the pytest plugin must not collect it.
collect_ignore_glob = ["banks/*"]

# A process that a script starts in the background ignores SIGINT, and so do its children. Restore
# the default handler, because some tests start a program and interrupt it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same holds for SIGHUP in a process that `nohup` starts.
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
