"""Defines the data class for suggested improvements, separately from the code that finds them."""

from dataclasses import dataclass, field

from torchquiz.engine.authoring.guessing.lesson_guess import LessonGuess
from torchquiz.engine.errors import Fault


@dataclass(frozen=True, slots=True)
class Improvements:
    """Suggested improvements to lessons, none of which is a fault."""

    remarks: list[Fault] = field(default_factory=list)
    omissions: list[Fault] = field(default_factory=list)
    """Remarks on optional fields that are left out."""
    general: list[Fault] = field(default_factory=list)
    """General sentences that no test covers, or an empty list unless all details are requested."""
    guesses: list[LessonGuess] = field(default_factory=list)
    """Answers that can be guessed from their options; empty unless all details are requested."""
