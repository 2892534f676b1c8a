"""Starts the background process that proves lessons.

This module is run as a script with `python -I`. The option `-I` keeps the user's folders and
environment variables from affecting imports, but it also hides the folder of torchquiz, and that of
torch if only a variable names it. The first argument is therefore a JSON list of these folders. The
arguments of `background.main` follow.

If a learner is waiting for the first questions, the workers that prove them import torch while this
process imports the prover.
"""

import json
import sys

if __name__ == "__main__":
    torchquiz, *others = json.loads(sys.argv.pop(1))
    sys.path = [torchquiz, *sys.path, *others]
    from torchquiz.engine.proving.first_workers import first_workers

    with first_workers(begins_with=sys.argv[3]) as workers:
        from torchquiz.engine.proving.background import main

        main(sys.argv[1:], workers)
