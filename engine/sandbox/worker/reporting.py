"""The last word of a child: runs the job, writes the report, ends the process.

The snippet may have replaced whatever it could find by then, so what is needed afterwards is held here from before; the module
is loaded with builtins of its own, and so is `child`. That keeps a report honest against patching, not against a program that
rewrites its own memory: the parent takes no report for more than what the program says of itself.
"""

import ctypes
import json.encoder
import marshal
import os
from collections.abc import Callable
from typing import Any, NoReturn

from limits import MOST_FILES

REPORT = 3
"""The descriptor of the report in a child, after the standard streams."""
TOKEN_LENGTH = 32
"""The job's file opens with a token, and so must the report: a program that writes to every descriptor does not know it."""
FAILED = 70

TOKEN = (ctypes.c_char * TOKEN_LENGTH)()
"""Where a child keeps it: in memory that lies ready, and that no walk through frames or garbage prints."""

exit_at_once, write = os._exit, os.write


def _refuse(value: Any) -> NoReturn:
    raise TypeError(f"{type(value).__name__} is not plain data")


def _json_encoder() -> Callable[[Any], str]:
    """The encoder in C where there is one, for `json.dumps` goes through a class that can be patched."""
    make = json.encoder.c_make_encoder
    if make is None:
        return json.JSONEncoder(default=_refuse).encode
    encoder = make(
        None, _refuse, json.encoder.encode_basestring_ascii, None, ": ", ", ", False, False, True
    )
    return lambda value: "".join(encoder(value, 0))


encode = _json_encoder()


def _take(file: int) -> dict[str, Any]:
    """The job in a file that the parent wrote; its token goes to where it is kept."""
    size = os.lseek(file, 0, os.SEEK_END)
    os.lseek(file, 0, os.SEEK_SET)
    TOKEN.raw = os.read(file, TOKEN_LENGTH)
    job: dict[str, Any] = marshal.loads(os.read(file, size - TOKEN_LENGTH))
    return job


def run_job(
    perform: Callable[[dict[str, Any]], dict[str, Any]], files: tuple[int, int, int, int]
) -> NoReturn:
    """Run the job in the first of these files and report; the others take the report, the output and the warnings.

    Meanwhile no other file of the worker's is open.
    """
    status = FAILED
    try:
        job_file, report, output, warnings = files
        job = _take(job_file)
        os.dup2(output, 1)
        os.dup2(warnings, 2)
        os.dup2(report, REPORT)
        os.closerange(REPORT + 1, MOST_FILES)
        data = encode(perform(job)).encode()
        data = TOKEN.raw + data
        while data:
            data = data[write(REPORT, data) :]
        status = 0
    except BaseException as error:
        write(2, f"\n{type(error).__name__}: {error}".encode(errors="replace"))
    finally:
        exit_at_once(status)
