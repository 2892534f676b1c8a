"""The last word of a child: runs the job, writes the report, ends the process.

The snippet may have replaced whatever it could find by then, so what is needed afterwards is held here from before; the module
is loaded with builtins of its own, and so is `child`. That keeps a report honest against patching, not against a program that
rewrites its own memory: the parent takes no report for more than what the program says of itself.
"""

import ctypes
import json
import json.encoder
import os
from collections.abc import Callable
from typing import Any, NoReturn

REPORT = 3
"""The descriptor of the report in a child, after the standard streams."""
TOKEN_LENGTH = 32
"""The job's file opens with a token, and so must the report: a program that writes to every descriptor does not know it."""
FAILED = 70

Token = ctypes.c_char * TOKEN_LENGTH
"""Made once: a class made in every child would cost it a hundred pages of memory."""

exit_at_once, write = os._exit, os.write


def _refuse(value: Any) -> NoReturn:
    raise TypeError(f"{type(value).__name__} is not plain data")


def _json_encoder() -> Callable[[Any], str]:
    """The encoder in C where there is one, for `json.dumps` goes through a class that can be patched."""
    make = json.encoder.c_make_encoder
    if make is None:
        return json.JSONEncoder(default=_refuse).encode
    encoder = make(None, _refuse, json.encoder.encode_basestring_ascii, None, ": ", ", ", False, False, True)
    return lambda value: "".join(encoder(value, 0))


encode = _json_encoder()


def take(file: int) -> tuple[Any, dict[str, Any]]:
    """The token and the job in a file; the token where no walk through frames or garbage prints it."""
    whole = os.pread(file, os.fstat(file).st_size, 0)
    return Token.from_buffer_copy(whole), json.loads(whole[TOKEN_LENGTH:])


def deliver(perform: Callable[[dict[str, Any]], dict[str, Any]], token: Any, job: dict[str, Any]) -> NoReturn:
    """Run the job and report."""
    status = FAILED
    try:
        data = encode(perform(job)).encode()
        data = token.raw + data
        while data:
            data = data[write(REPORT, data) :]
        status = 0
    except BaseException as error:
        write(2, f"\n{type(error).__name__}: {error}".encode(errors="replace"))
    finally:
        exit_at_once(status)
