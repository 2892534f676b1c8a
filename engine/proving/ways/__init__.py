"""How each way to study is proven: one file a way, which takes what was declared and gives what may be shown."""

from collections.abc import Callable
from typing import Any

from engine.models.ways import WayName
from engine.proving.ways import trace
from engine.proving.ways.proof import Stand, WayProof
from engine.sandbox.pool import Workers

PROVERS: dict[WayName, Callable[[Any, Stand, Workers], WayProof]] = {"trace": trace.prove}
