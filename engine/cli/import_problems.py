"""Imports coding problems, each in its own folder, and proves them immediately."""

import argparse
import os
import sys
import time
from contextlib import closing
from pathlib import Path

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.files import replace_file
from torchquiz.engine.text.printable import message_text


def import_problems(arguments: argparse.Namespace, folder: Path, path: Path) -> int:
    """Write a lesson from the problems in a folder, print a report, and return the exit status.

    Raises:
        TorchquizError: no problem can be imported, or the lesson cannot be written.
    """
    from torchquiz.engine.authoring.verdict import verdict
    from torchquiz.engine.cli.prove_lessons import need_torch
    from torchquiz.engine.cli.trust import ask_for_trust
    from torchquiz.engine.exchange.proven_problems import proven_problems
    from torchquiz.engine.exchange.readers.problem_folder import read
    from torchquiz.engine.exchange.slugs import slug
    from torchquiz.engine.folders import proofs_file
    from torchquiz.engine.proof.cache import Proofs
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool
    from torchquiz.engine.wording import counted

    need_torch("import again")
    bank = read(folder)
    name = folder.resolve().name
    title = name.replace("-", " ").replace("_", " ")
    started = time.perf_counter()
    try:
        with (
            closing(Proofs(proofs_file())) as proofs,
            Pool(os.cpu_count() or 1) as pool,
            threads(pool) as provers,
        ):
            ask_for_trust(bank.files, provers, is_agreed=arguments.trust)
            made = proven_problems(bank, path, slug(name), title, name, provers, proofs)
        replace_file(path, made.text.encode())
    except OSError as error:
        raise TorchquizError(f"{path}: cannot be written: {error.strerror}.") from None
    for note in made.notes:
        print(message_text(str(note)), file=sys.stderr)
    for sentence in made.proof.unproven:
        print(message_text(sentence.replace(made.proof.path.name, path.name)), file=sys.stderr)
    words = verdict((), made.proof.tally, made.proof.unproven)
    seconds = time.perf_counter() - started
    print(f"{path}: {counted(made.proof.items, 'item')}, {words}; {seconds:.1f} s.")
    return ALL_WELL
