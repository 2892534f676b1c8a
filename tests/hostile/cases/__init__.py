"""All attacks; the modules beside this one hold them by target."""

from tests.hostile.cases.case import PRELUDE, AttackCase
from tests.hostile.cases.processes import ENDING, PROCESSES, REST, SHARED
from tests.hostile.cases.reach import CONVENTIONS, FILES, KERNEL, NETWORK
from tests.hostile.cases.resources import LONG_CALLS, MEMORY, OUTPUT, TIME
from tests.hostile.cases.verdicts import LIES, REPORTS, TOKEN, TOLD

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
    *TOLD,
    *LONG_CALLS,
    *SHARED,
)
QUICK = tuple(case for case in CASES if case.is_quick)
