"""The evidence for a proof: how many parts are proven, and which parts are not."""

from msgspec import Struct, field


class Count(Struct):
    """How many parts of one type, such as answer keys, are proven, unproven or wrong."""

    proven: int = 0
    unproven: int = 0
    wrong: int = 0

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        self.proven += other.proven
        self.unproven += other.unproven
        self.wrong += other.wrong


class Tally(Struct):
    """The counts of a proof, one for each type of part."""

    keys: Count = field(default_factory=Count)
    distractors: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)
    stages: Count = field(default_factory=Count)
    rules: Count = field(default_factory=Count)
    mutants: Count = field(default_factory=Count)
    """The count of mutants: correct programs into which the engine put a mistake."""
    snippets: int = 0
    """The number of snippets that were run for the proof."""

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.keys.add(other.keys)
        self.distractors.add(other.distractors)
        self.figures.add(other.figures)
        self.stages.add(other.stages)
        self.rules.add(other.rules)
        self.mutants.add(other.mutants)
        self.snippets += other.snippets


class Doubt(Struct, frozen=True):
    """A part of an item that could not be proven, with its path in the item and the reason."""

    where: tuple[str | int, ...]
    reason: str
    line: int | None = None
    """The index of the line in a field that contains code, or None for the whole field."""


class Evidence(Struct, frozen=True):
    """The counts of a proof, and the parts that could not be proven."""

    tally: Tally
    unproven: tuple[Doubt, ...] = ()
