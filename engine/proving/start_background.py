"""Starts the background process that proves lessons. It is run as a script with `python -I`.

The option `-I` keeps the user's folders and environment variables from affecting imports, but it
also hides the folder of torchquiz. That folder is therefore passed as the first argument, followed
by the arguments of `background.main`.
"""

import sys

if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop(1))
    from torchquiz.engine.proving.background import main

    main(sys.argv[1:])
