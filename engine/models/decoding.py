"""Decodes JSON and plain data as msgspec structs, safely in any thread.

msgspec prepares a struct type when the type is first used. If a second thread uses the type at that
moment, the process crashes (seen with msgspec 0.22). Therefore a lock allows only one thread at a
time to prepare a type.
"""

from threading import Lock
from typing import Any, TypeVar

import msgspec

Decoded = TypeVar("Decoded")

_preparing = Lock()
_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def decode(body: bytes | str, kind: type[Decoded]) -> Decoded:
    """Decode JSON as the given type.

    A class that msgspec does not know, such as `Path`, is called with the decoded value.

    Raises:
        msgspec.DecodeError: the body is not JSON, or does not fit the type.
        UnicodeError: the body is not valid UTF-8.
        RecursionError: the body is nested too deeply.
    """
    return _decoder(kind).decode(body)


def convert(data: Any, kind: type[Decoded]) -> Decoded:
    """Return plain data, such as dicts and lists, as the given type.

    Raises:
        msgspec.ValidationError: the data does not fit the type.
        RecursionError: the data is nested too deeply.
    """
    _decoder(kind)
    return msgspec.convert(data, kind)


def _decoder(kind: type[Decoded]) -> msgspec.json.Decoder[Decoded]:
    """Return the decoder of a type, which is created once and then kept."""
    with _preparing:
        if kind not in _decoders:
            _decoders[kind] = msgspec.json.Decoder(kind, dec_hook=_construct)
        return _decoders[kind]


def _construct(kind: type, data: Any) -> Any:
    return kind(data)
