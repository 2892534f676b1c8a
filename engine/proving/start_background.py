"""Starts the background proof; this file is run by its path with `python -I`.

`-I` keeps the user's folders and environment variables from changing what is imported, but it also
hides the folder of torchquiz. So this folder is the first argument, before those of
`background.main`.
"""

import sys

if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop(1))
    from torchquiz.engine.proving.background import main

    main(sys.argv[1:])
