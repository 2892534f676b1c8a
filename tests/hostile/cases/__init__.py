"""Collects all attacks. The other modules of this package define them, grouped by target."""

from tests.hostile.cases.case import PRELUDE, AttackCase
from tests.hostile.cases.interpreter import EXCEPTIONS, HOOKS, OBJECTS
from tests.hostile.cases.libraries import TORCH_CALLS, TORCH_FILES
from tests.hostile.cases.processes import ENDING, PROCESSES, REST, SHARED
from tests.hostile.cases.reach import CONVENTIONS, FILES, KERNEL, NETWORK
from tests.hostile.cases.resources import LONG_CALLS, MEMORY, OUTPUT, TIME
from tests.hostile.cases.verdicts import LIES, MALFORMED, REPORTS, TOKEN

__all__ = ["CASES", "CONVENTIONS", "PRELUDE", "QUICK", "TOKEN", "AttackCase"]

CASES = (
    *TIME,
    *MEMORY,
    *OUTPUT,
    *ENDING,
    *FILES,
    *PROCESSES,
    *NETWORK,
    *KERNEL,
    *CONVENTIONS,
    *REPORTS,
    *LIES,
    *REST,
    *MALFORMED,
    *LONG_CALLS,
    *SHARED,
    *TORCH_FILES,
    *TORCH_CALLS,
    *HOOKS,
    *EXCEPTIONS,
    *OBJECTS,
)
QUICK = tuple(case for case in CASES if case.is_quick)
