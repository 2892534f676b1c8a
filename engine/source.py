"""Source positions: a strict YAML reader that knows where every value stands.

It reads libyaml's event stream itself. A YAML library's own constructors lose positions, accept duplicate keys, follow YAML 1.1
(`no` is false, `1:30` is 90) and let a file of a few kilobytes nest or expand until the process dies. None of that is wanted in
files whose every word is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.errors import BankError, Fault

MAX_BYTES = 4 << 20
MAX_DEPTH = 12

type_of_path = tuple[str | int, ...]
