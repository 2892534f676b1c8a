"""Runs PyTorch's own samples of operators, layers and optimisers in the worker and outside.

The shapes, dtypes, values and exceptions in the worker must be those in a plain process.

`python -m tests.soak.samples [COUNT]` prints statistics, and fails if there is a difference.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from tests.soak.drawing import ASK, SETUP
from tests.soak.stored import Sample
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Ask, Block, Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

COUNT = 10_000
UNFILLED = {
    "empty",
    "empty_like",
    "empty_strided",
    "empty_permuted",
    "new_empty",
    "new_empty_strided",
    "resize_",
}
"""Operators that return uninitialised memory; only the shapes of their values are compared."""
LONGEST_MESSAGE = 4000
"""Maximum number of characters of a message that the worker reports."""

Plain = dict[str, Any]
"""An outcome in the form in which a plain process reports it."""


def main() -> None:
    """Run every sample in the worker and in a plain process, and print the differences."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    samples = _child("draw", str(count))
    plain = _child("run", given=json.dumps([sample["code"] for sample in samples]))
    began = time.perf_counter()
    with Pool(2) as pool:
        inside = [
            plain_outcome(outcome)
            for outcome in pool.map(job_of(sample["code"]) for sample in samples)
        ]
    seconds = time.perf_counter() - began
    differing = differences([sample["of"] for sample in samples], plain, inside)
    _print_figures(samples, plain, len(differing), seconds)
    for operator, expected, actual in differing:
        print(f"\n{operator}\n  plain  {_short(expected)}\n  worker {_short(actual)}")
    sys.exit(1 if differing else 0)


def differences(
    operators: list[str], plain: list[Plain], inside: list[Plain]
) -> list[tuple[str, Plain, Plain]]:
    """Return the operators whose outcomes differ, with both outcomes."""
    return [
        (operator, expected, actual)
        for operator, expected, actual in zip(operators, plain, inside, strict=True)
        if _compared(operator, expected) != _compared(operator, actual)
    ]


def job_of(code: str) -> Job:
    """Return a sample as a job for the worker."""
    return Job(
        (Block(SETUP, "samples", role="setup"), Block(code)),
        (Ask(f"__import__('json').dumps({ASK})"),),
    )


def plain_outcome(outcome: Outcome) -> Plain:
    """Return an outcome in the form that a plain process reports."""
    if outcome.ended != "finished":
        return {"ended": outcome.ended, "reason": outcome.reason}
    if outcome.raised:
        return {"raised": outcome.raised.type.rpartition(".")[2], "message": outcome.raised.message}
    (answer,) = outcome.answers
    if isinstance(answer, Value):
        return {"values": json.loads(answer.data)}
    return {"answer": str(answer)}


def _child(*arguments: str, given: str = "") -> Any:
    """Return the output of `tests.soak.drawing`, which runs in its own process."""
    command = [sys.executable, "-m", "tests.soak.drawing", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)} ended with status {done.returncode}:\n{done.stderr[-2000:]}"
        )
    return json.loads(done.stdout.splitlines()[-1])


def _compared(operator: str, outcome: Plain) -> Plain:
    """Return the parts of an outcome that must agree."""
    if "raised" in outcome:
        return outcome | {"message": outcome["message"][:LONGEST_MESSAGE]}
    if "values" in outcome and operator.rpartition(".")[2] in UNFILLED:
        return {"values": [value[:-1] for value in outcome["values"]]}
    return outcome


def _print_figures(
    samples: list[Sample], plain: list[Plain], differing: int, seconds: float
) -> None:
    refused = Counter(outcome.get("raised") for outcome in plain)
    values = refused.pop(None, 0)
    kinds = ", ".join(f"{count} {name}" for name, count in refused.most_common())
    print(
        f"functions and layers {len({sample['of'] for sample in samples}):6}\n"
        f"samples              {len(samples):6}\n"
        f"return values        {values:6}\n"
        f"raise                {sum(refused.values()):6}  {kinds}\n"
        f"same in the worker   {len(samples) - differing:6}\n"
        f"different            {differing:6}\n"
        f"time for a sample    {seconds / len(samples) * 1000:6.1f} ms, two workers"
    )


def _short(outcome: Plain) -> str:
    return json.dumps(outcome)[:400]


if __name__ == "__main__":
    main()
