"""Starts the background proof; run by its path, with `python -I`.

`-I` keeps the user's folders and variables from changing what is imported, and with them the
folder of torchquiz. So that folder is the first argument, before those of `background.main`.
"""

import sys

if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop(1))
    from torchquiz.engine.proving.background import main

    main(sys.argv[1:])
