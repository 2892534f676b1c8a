"""Run `python -m torchquiz`, which is the command `torchquiz`."""

import sys

from torchquiz.tui.cli import main

sys.exit(main())
