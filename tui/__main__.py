"""`python -m tui` is `torchquiz`."""

import sys

from tui.cli import main

sys.exit(main())
