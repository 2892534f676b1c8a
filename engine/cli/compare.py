"""`torchquiz check --torch`: shows which items change with another version of PyTorch."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.prove_lessons import prove_lessons
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.authoring.versions import ItemDifference
    from torchquiz.engine.proving.lesson_proof import LessonProof


def compare(arguments: argparse.Namespace, paths: list[Path], lessons: list["LessonProof"]) -> int:
    """Prove lessons on another PyTorch version, print differences, and return the exit status."""
    from torchquiz.engine.authoring.versions import interpreter, torch_of
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    python = interpreter(arguments.torch, is_agreed=arguments.yes)
    torch = torch_of(python)
    with Pool(arguments.jobs, str(python)) as pool, threads(pool) as provers:
        others = prove_lessons(paths, provers, None, torch)
    all_changes = _changes(lessons, others)
    if arguments.format == "json":
        print(_as_json(torch, all_changes))
    else:
        for change in all_changes:
            print(change)
        changed = counted(len(all_changes), "item changes", "items change")
        print(f"PyTorch {torch} instead of {torch_version()}: {changed}.")
    return FAULTS if any(change.what == "fails" for change in all_changes) else ALL_WELL


def _changes(here: list["LessonProof"], there: list["LessonProof"]) -> list["ItemDifference"]:
    from torchquiz.engine.authoring.versions import differences

    all_changes: list[ItemDifference] = []
    for mine, other in zip(here, there, strict=True):
        all_changes += differences(mine.id, mine.bodies, other.bodies, mine.faults, other.faults)
    return all_changes


def _as_json(torch: str, changes: list["ItemDifference"]) -> str:
    plain_changes = [asdict(change) for change in changes]
    return json.dumps({"here": torch_version(), "there": torch, "changes": plain_changes})
