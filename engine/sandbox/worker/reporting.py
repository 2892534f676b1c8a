"""Runs the job in a child, writes the report, and ends the process.

By the time the report is written, the snippet may have replaced any function that it could reach.
Therefore this module keeps references to everything that it needs and, like `child`, has its own
copy of the builtins. This protects the report from monkey-patching, but not from a program that
rewrites its own memory. That is why the parent does not trust a report.
"""

import ctypes
import json.encoder
import marshal
import os
from collections.abc import Callable
from typing import Any, NoReturn

from limits import MOST_FILES

REPORT = 3
"""The report's descriptor in a child, which is the first one after the standard streams."""
TOKEN_LENGTH = 32
"""The number of bytes of the token at the beginning of the job's file.

A report must begin with the same token, so a program that writes to every descriptor cannot forge
one.
"""
FAILED = 70
"""The exit status of a child that could not write its report."""

TOKEN = (ctypes.c_char * TOKEN_LENGTH)()
"""The memory that contains the token.

It is not a Python string, so that a snippet cannot find the token in frames or in garbage.
"""

exit_at_once, write = os._exit, os.write


def _refuse(value: Any) -> NoReturn:
    raise TypeError(f"{type(value).__name__} is not plain data")


def _json_encoder() -> Callable[[Any], str]:
    """Return JSON's C encoder if available, because a snippet could patch the Python encoder."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(default=_refuse).encode
    markers, indent = None, None
    sort_keys, skip_keys, allow_nan = False, False, True
    encoder = make(
        markers,
        _refuse,
        json.encoder.encode_basestring_ascii,
        indent,
        ": ",
        ", ",
        sort_keys,
        skip_keys,
        allow_nan,
    )
    return lambda value: "".join(encoder(value, 0))


encode = _json_encoder()


def _read_job(file: int) -> dict[str, Any]:
    """Return the job that the parent wrote to this file, and remember its token."""
    size = os.lseek(file, 0, os.SEEK_END)
    os.lseek(file, 0, os.SEEK_SET)
    TOKEN.raw = os.read(file, TOKEN_LENGTH)
    job: dict[str, Any] = marshal.loads(os.read(file, size - TOKEN_LENGTH))
    return job


def run_job(perform: Callable[[dict[str, Any]], dict[str, Any]], files: list[int]) -> NoReturn:
    """Run a job, write its report, and end the process.

    While the job runs, none of the worker's other files are open.

    Args:
        perform: a function that runs the job and returns its report.
        files: the descriptors of the job, the report, the output and the warnings.
    """
    status = FAILED
    try:
        job_file, report, output, warnings = files
        job = _read_job(job_file)
        os.dup2(output, 1)
        os.dup2(warnings, 2)
        os.dup2(report, REPORT)
        os.closerange(REPORT + 1, MOST_FILES)
        data = TOKEN.raw + encode(perform(job)).encode()
        while data:
            data = data[write(REPORT, data) :]
        status = 0
    except BaseException as error:
        write(2, f"\n{type(error).__name__}: {error}".encode(errors="replace"))
    finally:
        # Skip the interpreter's shutdown, which would call what the snippet registered for it.
        exit_at_once(status)
