"""Starts the background process that proves lessons.

This module is run as a script with `python -I`. The option `-I` keeps the user's folders and
environment variables from affecting imports, but it also hides the folder of torchquiz. That folder
is therefore passed as the first argument, followed by the arguments of `background.main`.

If a learner is waiting for the first questions, the workers that prove them import torch while this
process imports the prover.
"""

import sys

if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop(1))
    from torchquiz.engine.proving.first_workers import first_workers

    with first_workers(begins_with=sys.argv[3]) as workers:
        from torchquiz.engine.proving.background import main

        main(sys.argv[1:], workers)
