"""Writes learners' attempts as CSV or JSON lines, from which authors see how items perform."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.progress.store import Attempt

FIELDS = (
    "learner",
    "at",
    "lesson",
    "item",
    "kind",
    "level",
    "params",
    "try_number",
    "hints",
    "response",
    "verdict",
    "credit",
    "misconception",
    "elapsed_ms",
    "session_id",
    "proof",
    "torch",
)


def write(attempts: Iterable[Attempt], learner: str, path: Path) -> int:
    """Write a table of attempts with one row each, and return the number of rows.

    Args:
        attempts: the attempts to write.
        learner: the name that identifies the learner in the table.
        path: the file to write; it must end in `.csv` or `.jsonl`.

    Raises:
        TorchquizError: the file name has a different ending.
    """
    if path.suffix not in (".csv", ".jsonl"):
        raise TorchquizError(
            f"{path}: attempts can be written as .csv or .jsonl;"
            " choose a file name that ends in one of these."
        )
    table = list(rows(attempts, learner))
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(row | {"params": json.dumps(row["params"])} for row in table)
        else:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table)
    return len(table)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file written by `write`, with numbers converted from text.

    Raises:
        TorchquizError: a line is not an exported attempt.
    """
    is_csv = path.suffix == ".csv"
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file) if is_csv else _objects(path, file)
        for number, row in enumerate(table, start=2 if is_csv else 1):
            try:
                yield row | {
                    "try_number": int(row["try_number"]),
                    "hints": int(row["hints"]),
                    "credit": float(row["credit"]),
                    "elapsed_ms": float(row["elapsed_ms"]),
                }
            except (KeyError, TypeError, ValueError) as error:
                raise TorchquizError(
                    f"{path}:{number}: this line is not an exported attempt ({error});"
                    " export the file again."
                ) from None


def _objects(path: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the JSON object on each line.

    If a line contains another JSON value, yield an empty object for it.
    """
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise TorchquizError(
                f"{path}:{number}:{error.colno}: the line is not valid JSON: {error.msg}."
            ) from None
        yield row if isinstance(row, dict) else {}


def rows(attempts: Iterable[Attempt], learner: str) -> Iterator[dict[str, Any]]:
    """Yield one row of the table for each attempt."""
    for attempt in attempts:
        at = attempt.at.isoformat(timespec="milliseconds")
        plain = asdict(attempt) | {"learner": learner, "at": at}
        yield {field: plain[field] for field in FIELDS}
