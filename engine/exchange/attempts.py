"""Attempts as a table: CSV or JSON lines, for authors who want to know how their items do."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

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
    """Write attempts as a table and return how many there are.

    Args:
        attempts: the attempts.
        learner: the name under which they are written.
        path: the file, whose ending decides on the form: `.csv` or `.jsonl`.

    Raises:
        TorchquizError: the file has another ending.
    """
    table = list(rows(attempts, learner))
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(row | {"params": json.dumps(row["params"])} for row in table)
        elif path.suffix == ".jsonl":
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in table)
        else:
            raise TorchquizError(
                f"{path}: attempts are written as .csv or .jsonl;"
                " give the file one of these endings."
            )
    return len(table)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file that `write` made, with numbers as numbers.

    Raises:
        TorchquizError: the file is not of that form; the sentence names the line.
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
                    f"{path}:{number}: this is no exported attempt ({error}); export it again."
                ) from None


def _objects(path: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise TorchquizError(
                f"{path}:{number}:{error.colno}: the line is no JSON: {error.msg}."
            ) from None
        yield row if isinstance(row, dict) else {}


def rows(attempts: Iterable[Attempt], learner: str) -> Iterator[dict[str, Any]]:
    """Yield attempts as rows of the table."""
    for attempt in attempts:
        at = attempt.at.isoformat(timespec="milliseconds")
        plain = asdict(attempt) | {"learner": learner, "at": at}
        yield {field: plain[field] for field in FIELDS}
