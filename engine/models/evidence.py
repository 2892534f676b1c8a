"""What stands behind a proof: what was counted, and what could not be proven."""

from msgspec import Struct, field


class Count(Struct):
    """How many of one sort are proven, cannot be proven, or are wrong."""

    proven: int = 0
    unproven: int = 0
    wrong: int = 0

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        self.proven += other.proven
        self.unproven += other.unproven
        self.wrong += other.wrong


class Tally(Struct):
    """What a proof counts."""

    keys: Count = field(default_factory=Count)
    distractors: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)
    stages: Count = field(default_factory=Count)
    snippets: int = 0
    """How many snippets were run for it."""

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.keys.add(other.keys)
        self.distractors.add(other.distractors)
        self.figures.add(other.figures)
        self.stages.add(other.stages)
        self.snippets += other.snippets


class Doubt(Struct, frozen=True):
    """Something that is not proven: the way to it within its item, and why."""

    where: tuple[str | int, ...]
    reason: str


class Evidence(Struct, frozen=True):
    """What stands behind a proof."""

    tally: Tally
    unproven: tuple[Doubt, ...] = ()
