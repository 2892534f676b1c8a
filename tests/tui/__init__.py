"""Tests of the front ends, most of them stories of what a learner does and sees."""

import os

# Screens look different in a terminal with more colours, so all tests see the same one, wherever
# they run. Rich reads these variables when an app is created.
os.environ["TERM"] = "xterm"
for name in ("COLORTERM", "FORCE_COLOR", "NO_COLOR"):
    os.environ.pop(name, None)
